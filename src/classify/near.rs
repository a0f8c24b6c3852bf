//! How near the evidence of rules is to each block.

use super::signals::Signals;
use crate::document::Document;

/// Labels of how near decisive or strong evidence of boilerplate is, in blocks.
pub(super) fn evidence_near(document: &Document, signals: &Signals) -> Vec<u8> {
    let spoken: Vec<bool> = (0..document.blocks.len())
        .map(|at| signals.speaks_against(at))
        .collect();
    let mut distance = vec![usize::MAX; spoken.len()];
    let mut last: Option<usize> = None;
    for at in 0..spoken.len() {
        if spoken[at] {
            last = Some(at);
        }
        distance[at] = last.map_or(usize::MAX, |last| at - last);
    }
    let mut next: Option<usize> = None;
    let mut labels = vec![0; spoken.len()];
    for at in (0..spoken.len()).rev() {
        if spoken[at] {
            next = Some(at);
        }
        let (before, after) = (distance[at], next.map_or(usize::MAX, |next| next - at));
        labels[at] = match (before.min(after), before.max(after)) {
            (0, _) | (1, 1) => 4,
            (1, 2..=6) | (2..=3, 2..=3) => 3,
            (1, _) => 1,
            (2..=5, _) => 2,
            _ => 0,
        };
    }
    labels
}

//! How near the evidence of rules is to each block.

use super::signals::Signals;
use crate::document::Document;

/// Blocks beyond which distance makes no difference.
const FAR: u8 = 7;

/// Labels of how near decisive or strong evidence of boilerplate is, in blocks.
pub(super) fn evidence_near(document: &Document, signals: &Signals) -> Vec<u8> {
    let mut labels: Vec<u8> = Vec::with_capacity(document.blocks.len());
    // Blocks since the last, up to where that is far.
    let mut before = FAR;
    for at in 0..document.blocks.len() {
        before = if signals.speaks_against(at) {
            0
        } else {
            (before + 1).min(FAR)
        };
        labels.push(before);
    }
    let mut after = FAR;
    for label in labels.iter_mut().rev() {
        let before = *label;
        after = if before == 0 { 0 } else { (after + 1).min(FAR) };
        *label = match (before.min(after), before.max(after)) {
            (0, _) | (1, 1) => 4,
            (1, 2..=6) | (2..=3, 2..=3) => 3,
            (1, _) => 1,
            (2..=5, _) => 2,
            _ => 0,
        };
    }
    labels
}

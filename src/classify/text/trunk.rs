//! Where the article roughly lies, before any look: the stretch in which long prose outweighs menus and buttons.

use std::ops::Range;

use crate::classify::signals::Signals;
use crate::classify::text::is_long_prose;
use crate::document::{Block, Document};
use crate::features::End;

/// Points of a paragraph, by its words, at most.
const PARAGRAPH: i32 = 60;
/// What a line costs that rules speak against, a short open one, and any other.
const RULED: i32 = 20;
const SHORT: i32 = 7;
const OTHER: i32 = 1;

/// The stretch, and what lies between it and each line.
#[derive(Debug, Default)]
pub(super) struct Trunk {
    pub(super) range: Range<usize>,
    /// Prefix sums of the costs of lines, without the prose.
    costs: Vec<i32>,
    /// Words of long prose in the stretch, and in all.
    pub(super) prose: (u32, u32),
}

impl Trunk {
    pub(super) fn new(document: &Document, signals: &Signals) -> Self {
        let blocks = &document.blocks;
        let (mut best, mut best_sum) = (0..0, 0i32);
        let (mut start, mut sum) = (0, 0i32);
        let mut costs: Vec<i32> = Vec::with_capacity(blocks.len() + 1);
        costs.push(0);
        for (at, block) in blocks.iter().enumerate() {
            let value = value(at, block, signals);
            costs.push(costs[at].saturating_add((-value).max(0)));
            if sum <= 0 {
                (start, sum) = (at, 0);
            }
            sum = sum.saturating_add(value);
            if sum > best_sum {
                (best, best_sum) = (start..at + 1, sum);
            }
        }
        let long = |range: Range<usize>| -> u32 {
            let blocks = blocks[range].iter().filter(|block| is_long_prose(block));
            blocks
                .map(|block| block.measures.words)
                .fold(0, u32::saturating_add)
        };
        let prose = (long(best.clone()), long(0..blocks.len()));
        Self {
            range: best,
            costs,
            prose,
        }
    }

    /// Label of where a line stands: in the stretch, or before or after it with so much between.
    pub(super) fn label(&self, at: usize) -> usize {
        let near = |gap: i32| {
            [1, 15, 50, 150]
                .iter()
                .filter(|bound| gap >= **bound)
                .count()
        };
        if self.range.contains(&at) {
            0
        } else if at < self.range.start {
            1 + near(self.costs[self.range.start] - self.costs[at])
        } else {
            6 + near(self.costs[at + 1] - self.costs[self.range.end])
        }
    }
}

fn value(at: usize, block: &Block, signals: &Signals) -> i32 {
    let m = &block.measures;
    if signals.speaks_against(at) {
        -RULED
    } else if is_long_prose(block) {
        i32::try_from(m.words).unwrap_or(PARAGRAPH).min(PARAGRAPH)
    } else if m.words < 10 && matches!(m.ends, End::Open | End::Comma) {
        -SHORT
    } else if m.is_prose() {
        5
    } else {
        -OTHER
    }
}

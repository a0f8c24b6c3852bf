//! The core of an article: blocks that are surely content, and how near they are.

use crate::document::{Block, Document};

/// Chance above which a block counts as certain content.
const CORE: f32 = 0.8;
/// Words from which such a block is the core of the article.
const CORE_WORDS: u32 = 15;

/// The label of no core block on that side.
pub(super) const FAR: u8 = 3;

/// How near core blocks are: before and after each block, all and long ones.
pub(super) fn core(document: &Document, chances: &[f32]) -> Vec<[u8; 4]> {
    let blocks = document.blocks.iter().zip(chances);
    let is_core = |(block, chance): (&Block, &f32)| {
        let is_core = *chance >= CORE;
        [is_core, is_core && block.measures.words >= CORE_WORDS]
    };
    let kinds: Vec<[bool; 2]> = blocks.map(is_core).collect();
    let mut labels = vec![[FAR; 4]; kinds.len()];
    let label = |last: Option<usize>, at: usize| match last.map(|last| last.abs_diff(at)) {
        None => FAR,
        Some(0) => 0,
        Some(1..=5) => 1,
        Some(_) => 2,
    };
    let mut note = |at: usize, last: &mut [Option<usize>; 2], side: usize| {
        for long in 0..2 {
            if kinds[at][long] {
                last[long] = Some(at);
            }
            labels[at][2 * long + side] = label(last[long], at);
        }
    };
    let mut last = [None; 2];
    (0..kinds.len()).for_each(|at| note(at, &mut last, 0));
    let mut next = [None; 2];
    (0..kinds.len()).rev().for_each(|at| note(at, &mut next, 1));
    labels
}

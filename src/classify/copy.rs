//! Text that a page holds twice: for phones and for desktops, with scripts and without, as a teaser and unfolded.

use rustc_hash::FxHashMap;

use super::STRONG;
use super::context::{Context, NO_CONTAINER};
use crate::document::{Block, BlockKind, Document};
use crate::segment::Zone;

/// Words from which one block alone is a copy; shorter ones must come in a run, since lines do repeat.
const LONG: u32 = 25;

/// Leaves out the later copies of kept text, where they stand in another container: two or more equal blocks on end, or
/// a long one.
pub(super) fn leave_out_copies(points: &mut [f32], document: &Document, context: &Context) {
    let originals = originals(document, context);
    let follows = |at: usize, other: usize| {
        let (own, next) = (originals.get(at), originals.get(other));
        matches!((own, next), (Some(Some(own)), Some(Some(next))) if own + other == next + at)
    };
    for (at, original) in originals.iter().enumerate() {
        let Some(original) = *original else { continue };
        let words = document
            .blocks
            .get(at)
            .map_or(0, |block| block.measures.words);
        let in_run = follows(at, at + 1) || at > 0 && follows(at - 1, at);
        let kept = points.get(original).is_some_and(|points| *points > 0.0);
        if let Some(points) = points
            .get_mut(at)
            .filter(|_| kept && (in_run || words >= LONG))
        {
            *points = points.min(-STRONG);
        }
    }
}

/// For each block the first one with the same text, where that stands in another container.
fn originals(document: &Document, context: &Context) -> Vec<Option<usize>> {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let place = |block: &Block| {
        let container = block
            .structure
            .map(|structure| structure.container as usize);
        container.map_or(NO_CONTAINER, |container| {
            context
                .local
                .get(container)
                .copied()
                .unwrap_or(NO_CONTAINER)
        })
    };
    let blocks = document.blocks.iter().zip(&context.hashes);
    blocks
        .enumerate()
        .map(|(at, (block, hash))| {
            if block.measures.words == 0 || is_quoted(block) {
                return None;
            }
            let original = *first.entry(*hash).or_insert(at);
            let apart = document
                .blocks
                .get(original)
                .is_some_and(|before| original != at && place(before) != place(block));
            apart.then_some(original)
        })
        .collect()
}

/// Posts quote one another: that is no copy.
fn is_quoted(block: &Block) -> bool {
    block.kind == BlockKind::Quote
        || block
            .structure
            .is_some_and(|structure| structure.zone.has(Zone::QUOTE))
}

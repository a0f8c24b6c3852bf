//! Source text → blocks.

mod attributes;
mod blanks;
mod container;
mod hints;
mod html;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod writer;

use std::ops::Range;

use crate::document::Block;

/// Blocks of a page or text up to which each stands by itself: each takes some hundred bytes of memory, and real pages
/// have a few thousand at most.
const MANY_BLOCKS: usize = 20_000;
/// Bytes of a block beyond them that joins the short ones before it, and what those come to at most.
const SHORT: usize = 100;
const JOINED: usize = 500;

/// Adds a block, unless it is a short one among too many: that becomes a part of the last.
fn push_block(blocks: &mut Vec<Block>, block: Block) {
    if blocks.len() >= MANY_BLOCKS
        && let Some(last) = blocks.last_mut()
        && block.span.len() <= SHORT
        && block.span.end - last.span.start <= JOINED
    {
        join(last, block.span, block.source);
        last.measures.join(&block.measures);
    } else {
        blocks.push(block);
    }
}

/// Makes a block longer by what follows it.
fn join(block: &mut Block, span: Range<usize>, source: Option<Range<usize>>) {
    block.span.end = span.end;
    block.source = match (block.source.take(), source) {
        (Some(one), Some(other)) => Some(one.start.min(other.start)..one.end.max(other.end)),
        (one, other) => one.or(other),
    };
}

pub(crate) use container::{Container, ContainerId, Zone};
pub(crate) use hints::{HINT_NAMES, HINTS, Hints};
pub(crate) use html::{segment as segment_html, segment_marked};
pub(crate) use text::{are_close, segment as segment_text};

//! Labels of a line for the evidence that it is a title.

use crate::document::{Block, BlockKind};

/// Label of how a line is written.
pub(super) fn form(block: &Block) -> usize {
    let m = &block.measures;
    let (words, capitals) = (m.words, u32::from(m.capitalized + m.numbers));
    match words {
        _ if m.starts_lower => 0,
        _ if words >= 2 && u32::from(m.shouted) * 4 >= words * 3 => 1,
        _ if m.separators > 0 => 2,
        _ if m.starts_digit => 3,
        _ if words >= 3 && capitals * 4 >= words * 3 => 4,
        _ => 5,
    }
}

/// Label of what a line is marked as.
pub(super) fn kind(block: &Block) -> usize {
    match block.kind {
        BlockKind::Heading(level) => usize::from(level.clamp(1, 3)) - 1,
        BlockKind::ListItem { .. } => 3,
        BlockKind::Quote => 4,
        BlockKind::Paragraph => 5,
        _ => 6,
    }
}

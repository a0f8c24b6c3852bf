//! What only plain text needs, where no tree tells what a line is: runs of short lines, how noisy the page is, where the
//! evidence lies between a line and the prose, and which lines come again.

mod article;
mod body;
mod facts;
mod headline;
mod lines;
mod marks;
mod measured;
mod named;
mod outline;
mod repeats;
mod segment;
mod series;
mod trunk;

pub(crate) use article::article_features;
pub(crate) use facts::Facts;
pub(crate) use headline::headline;
pub(crate) use lines::Lines;
pub(crate) use marks::markdown_plain;
pub(crate) use measured::is_measured;
pub(crate) use outline::Outline;
pub(crate) use repeats::repeats;
pub(crate) use segment::{Segments, Shared};

use crate::document::{Block, BlockKind};
use crate::features::{End, Measures};

/// The shape of a short line without an end mark.
const OPEN: usize = 0;

/// Form of a line: short without an end mark, short with one, middling, long.
pub(super) fn shape(m: &Measures) -> usize {
    match m.words {
        0..=9 if matches!(m.ends, End::Open | End::Comma) => 0,
        0..=9 => 1,
        10..=24 => 2,
        _ => 3,
    }
}

/// Prose long enough to be a paragraph of an article.
pub(super) fn is_long_prose(block: &Block) -> bool {
    block.measures.is_prose() && block.measures.words >= 20 && block.kind != BlockKind::Code
}

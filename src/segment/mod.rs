//! Source text → blocks.

mod container;
mod hints;
mod html;
mod table;
mod text;
mod writer;

/// Blocks of a page or text; the text of further ones joins the last. Real ones have some thousands, and each block
/// takes a few hundred bytes of memory.
pub(crate) const MAX_BLOCKS: usize = 100_000;

pub(crate) use container::{Container, ContainerId, Zone};
pub(crate) use hints::{HINT_NAMES, HINTS, Hints};
pub(crate) use html::{segment as segment_html, segment_marked};
pub(crate) use text::segment as segment_text;

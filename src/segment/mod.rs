//! Source text → blocks.

mod container;
mod hints;
mod html;
mod table;
mod text;
mod writer;

pub(crate) use container::{Container, ContainerId, Zone};
pub(crate) use hints::{HINTS, Hints};
pub(crate) use html::{segment as segment_html, segment_marked};
pub(crate) use text::segment as segment_text;

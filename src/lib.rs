//! Strips boilerplate from scraped articles: HTML pages, or plain text that somebody already scraped, in;
//! clean `{title, body}` out.

mod article;
mod assemble;
mod classify;
mod cleaner;
mod decode;
mod document;
mod dom;
mod error;
mod explain;
mod fallback;
mod features;
#[cfg(feature = "fit")]
#[doc(hidden)]
pub mod fit;
mod lanes;
mod language;
pub mod learn;
mod markdown;
mod metadata;
mod policy;
pub mod record;
pub mod rules;
mod segment;
mod site;
mod source;
mod title;

/// What fuzzing compares our tokenizer with.
#[cfg(feature = "oracle")]
#[doc(hidden)]
pub mod oracle {
    pub use crate::dom::oracle::assert_same_tree;
}

pub use article::{Article, Metadata};
pub use classify::{PageKind, Role};
pub use cleaner::{BodyFormat, Cleaner, CleanerBuilder, Limits, Preset};
pub use document::{Block, BlockKind, Document, Origin, TitleCandidate, TitleSource};
pub use error::Error;
pub use explain::{Action, Evidence, Explanation, Verdict};
pub use source::{Format, Source};

/// Cleans one page or text with the default [`Cleaner`]: HTML or plain text is recognised by its content.
///
/// # Errors
///
/// An input over the default [`Limits::max_bytes`] is refused. A page without an article is not an error: its body
/// is empty.
///
/// # Examples
///
/// ```
/// let article = unchaff::clean("A bridge for the town\n\nThe council met on Tuesday evening and voted for the plan.")?;
/// assert!(article.body.contains("voted for the plan"));
/// # Ok::<(), unchaff::Error>(())
/// ```
pub fn clean<'a>(source: impl Into<Source<'a>>) -> Result<Article, Error> {
    Cleaner::shared().clean(source)
}

/// The README's examples, compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

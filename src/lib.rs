//! Strips boilerplate from scraped articles. HTML pages, or plain text that somebody already scraped, go in; a clean
//! title and body come out.
//!
//! # What it does
//!
//! A scraped article comes with chaff: ad labels, share bars, comment forms, "read more" lists, cookie notices. One call
//! takes it out:
//!
//! ```
//! let page = "<title>Bees return | The Courier</title><nav><a href='/'>Home</a></nav><h1>Bees return</h1>
//!     <p>The bees came back to the valley this spring, after eleven years in which nobody had seen one there.</p>
//!     <p>Advertisement</p>
//!     <p>Keepers had set up forty hives along the river, and for two summers they had stood empty in the grass.</p>";
//! let article = unchaff::clean(page)?;
//! assert_eq!(article.title.as_deref(), Some("Bees return"));
//! assert!(article.body.starts_with("The bees came back") && !article.body.contains("Advertisement"));
//! # Ok::<(), unchaff::Error>(())
//! ```
//!
//! [`clean`] takes a string or bytes in any encoding and finds out by itself whether it is HTML or plain text. Whoever
//! knows more says so with a [`Source`]: form, address, charset, a title that came with the text.
//!
//! # Why rules
//!
//! Because the answer can be read, and changed. Every piece of text that is left out names the rule that did it, with a
//! reason in words; a rule that is wrong for you is switched off by its id, one that is missing is ten lines of TOML with
//! its own examples. There is no neural model, no network and no clock: the same input and configuration give the same bytes, on
//! any machine, in any order, on any thread.
//!
//! # How it works
//!
//! 1. *Decode*: byte order mark, declared charset, the page's own declaration, then detection.
//! 2. *Segment*: the text is cut into [`Block`]s, paragraphs, headings, list items, lines. Here HTML and plain text meet
//!    in one [`Document`].
//! 3. *Classify*: rules by words ([`rules`]), structure, place and the text itself are evidence for and against each
//!    block, in points. How much each counts depends on the kind of page ([`PageKind`]): comments are the content of a
//!    forum. One best path over all blocks settles which are content and which are boilerplate, at a cost for each change,
//!    so that an advertisement between two paragraphs takes neither with it. What a block is, its [`Role`], is a label
//!    given to it after that, by which a caller may keep or leave out.
//! 4. *Assemble*: title and body are put together. It is the only stage that leaves anything out.
//!
//! A [`Cleaner`] holds a configuration. It is built once, which is where a broken rule pack is refused, and used by
//! reference from any number of threads:
//!
//! ```
//! use unchaff::{Cleaner, Preset, Role};
//!
//! let cleaner = Cleaner::builder()
//!     .preset(Preset::Precision)
//!     .leave_out(Role::Caption)
//!     .disable("en/comment-form")
//!     .build()?;
//! let article = cleaner.clean("A bridge for the town\n\nThe council met on Tuesday evening and voted for the plan.")?;
//! assert!(!article.is_empty());
//! # Ok::<(), unchaff::Error>(())
//! ```
//!
//! [`Cleaner::explain`] takes the same decision and says of each block what was done with it and why. Every byte of
//! [`Document::text`] has one fate: title, body, left out, or the white space between.
//!
//! Rules of your own are a pack ([`CleanerBuilder::rule_pack`]); rules for single sites are tables of such a pack, with
//! CSS selectors, or are learned from many of a site's pages ([`learn`]). [`record`] reads and writes the JSON lines of
//! the command.
//!
//! # Limits
//!
//! It fetches no pages, runs no scripts, reads no PDF, and does not put together an article that is split over several
//! addresses. Rules by words exist for 29 languages and are fullest for English; structure speaks in all. A caption
//! without a credit cannot be told from prose in plain text. A page without an article is an empty body, not an error.
//!
//! # Input from strangers
//!
//! Pages may be hostile. One over [`Limits::max_bytes`] is refused before any work; what is not refused takes time and
//! memory in proportion to its length, with fixed bounds on open elements, attributes and blocks. Elements nested too
//! deep become siblings and keep their text. Stack use does not depend on the input. There is no `unsafe` code, and a
//! panic on any input is a bug. The body is text: escape it before you put it on a page.
//!
//! # Features
//!
//! `cli`, on by default, is the command `unchaff` and what only it needs. A library user leaves it out:
//! `unchaff = { version = "0.1", default-features = false }`. The library does no I/O, starts no threads, prints nothing,
//! and has no type of another crate in a public signature. `parquet` adds Parquet files to the command. (`bench`, `fit` and
//! `oracle` are for those who work on unchaff.)
//!
//! # Versions, and what comes out
//!
//! Better rules change what comes out, and a pipeline may want to know. A patch release changes the output of no input
//! but to mend a fault that its entry in the changelog names; a minor release may, and the changelog names the rules.
//! [`Cleaner::fingerprint`] changes with version, rules and settings: store it beside what you clean, and clean again when
//! it differs.
//! Ids of rules, names of roles and kinds, and the fields of records stay within a major version.

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
mod letters;
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
pub use error::{Error, ErrorKind, ParseError};
pub use explain::{Action, Evidence, Explanation, Verdict};
pub use source::{Format, Input, Source};

/// Cleans one page or text with the default [`Cleaner`]: HTML or plain text is recognised by its content.
///
/// # Errors
///
/// An input over the default [`Limits::max_bytes`] and one that is neither HTML nor text are refused. A page without an article is not an error: its body
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

//! What every stage after `segment` works on: the rendered text of a page or file, cut into blocks.

use std::ops::Range;

use serde::Serialize;

use crate::error::by_name;
use crate::features::{Measures, Reading};
use crate::metadata::{HeadingPlace, resolved};
use crate::segment::{Container, ContainerId, Hints, Zone};
use crate::site::SiteVerdicts;

/// The text of one input, cut into blocks: where HTML and plain text meet.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) origin: Origin,
    pub(crate) head: Head,
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) links: Vec<Link>,
    /// The addresses of the links, one after the other.
    pub(crate) hrefs: String,
    /// Empty for plain text.
    pub(crate) containers: Vec<Container>,
    /// What the class of the body says of the page.
    pub(crate) page_hints: Hints,
    /// The words of its lines, and of a page's short blocks.
    pub(crate) reading: Reading,
    /// What the rules of its host say.
    pub(crate) site: Option<Box<SiteVerdicts>>,
}

/// Buffers of a page's document that is no longer needed, for the next: memory that is at hand already.
#[derive(Debug, Default)]
pub(crate) struct Spare {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) links: Vec<Link>,
    pub(crate) hrefs: String,
    pub(crate) containers: Vec<Container>,
}

/// Where a document's text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Origin {
    /// The rendered text of an HTML page.
    Page,
    /// Text of `<noscript>` that the page shows only without scripts.
    Noscript,
    /// `articleBody` of JSON-LD.
    StructuredData,
    /// Page state in a script (`__NEXT_DATA__` and its kind).
    PageState,
    /// Plain text.
    Text,
}

/// What the page or record says about itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) titles: Vec<TitleCandidate>,
    pub(crate) language: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) site_name: Option<String>,
    pub(crate) canonical_url: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) url: Option<String>,
    /// The address of `<base>`, as written.
    pub(crate) base: Option<String>,
    /// schema.org and Open Graph types, as written.
    pub(crate) types: Vec<String>,
    /// Headings that may be the title, in the page's order.
    pub(crate) headings: Vec<HeadingPlace>,
    /// The last of the page's breadcrumbs, by structured data.
    pub(crate) breadcrumb: Option<String>,
    /// `articleBody` of JSON-LD, as written.
    pub(crate) article_body: Option<String>,
}

impl Head {
    /// What relative addresses are against, where it is known.
    pub(crate) fn base_url(&self) -> Option<String> {
        match (self.base.as_deref(), self.url.as_deref()) {
            (Some(base), url) => resolved(url.unwrap_or_default(), base),
            (None, url) => url.map(str::to_owned),
        }
    }
}

/// A string that may be the title, and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TitleCandidate {
    /// The candidate, white space squeezed.
    pub text: String,
    /// Where it stood.
    pub source: TitleSource,
}

/// Where a title candidate stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TitleSource {
    /// Given with the record or [`Source::title`](crate::Source::title).
    Record,
    /// A site rule's selector.
    SiteRule,
    /// `headline` or `name` of JSON-LD.
    JsonLd,
    /// `og:title`.
    OpenGraph,
    /// `twitter:title` and other `<meta>`.
    Meta,
    /// `<h1>`.
    Heading,
    /// `<title>`.
    TitleElement,
    /// A line of the text.
    Line,
}

impl TitleSource {
    /// All places.
    pub const ALL: &'static [Self] = &[
        Self::Record,
        Self::SiteRule,
        Self::JsonLd,
        Self::OpenGraph,
        Self::Meta,
        Self::Heading,
        Self::TitleElement,
        Self::Line,
    ];

    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::SiteRule => "site-rule",
            Self::JsonLd => "json-ld",
            Self::OpenGraph => "open-graph",
            Self::Meta => "meta",
            Self::Heading => "heading",
            Self::TitleElement => "title-element",
            Self::Line => "line",
        }
    }
}

by_name!(TitleSource, "a title's source");

/// The smallest unit that is kept or left out as a whole: a paragraph, heading, list item, table row, line.
#[derive(Debug, Clone)]
pub struct Block {
    pub(crate) span: Range<usize>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) kind: BlockKind,
    pub(crate) measures: Measures,
    /// Where the block stands in the tree; `None` for plain text.
    pub(crate) structure: Option<Structure>,
}

/// A block's place in the tree of its page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Structure {
    pub(crate) container: ContainerId,
    pub(crate) zone: Zone,
    /// Of the inline elements that hold nearly all of the block.
    pub(crate) inline: Hints,
}

/// The form of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// An item of a list, nested this deep (1 is the outermost); ordered lists have a number.
    ListItem {
        /// Nesting, from 1.
        depth: u8,
        /// The number in an ordered list.
        number: Option<u32>,
    },
    /// A line or paragraph of a block quotation.
    Quote,
    /// Preformatted text, kept to the letter.
    Code,
    /// One row of a table, cells set apart by tabs.
    TableRow,
    /// A caption of a figure or table.
    Caption,
    /// A line of plain text that is no paragraph of its own form.
    Line,
}

/// A link inside the text of a document.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) span: Range<usize>,
    /// Where its address is; the parts of a link that spans several blocks share it.
    pub(crate) href: Range<usize>,
}

impl Document {
    /// The whole text; every [`Block::span`] indexes it, in bytes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks, in order; their spans are disjoint, and only white space stands between them.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The address of a link.
    pub(crate) fn href(&self, link: &Link) -> &str {
        self.hrefs.get(link.href.clone()).unwrap_or_default()
    }

    /// The document's buffers, emptied.
    pub(crate) fn into_spare(self) -> Spare {
        let mut spare = Spare {
            text: self.text,
            blocks: self.blocks,
            links: self.links,
            hrefs: self.hrefs,
            containers: self.containers,
        };
        spare.text.clear();
        spare.blocks.clear();
        spare.links.clear();
        spare.hrefs.clear();
        spare.containers.clear();
        spare
    }

    /// Whether the input was plain text.
    pub(crate) fn is_text(&self) -> bool {
        self.origin == Origin::Text
    }

    /// Where the text came from.
    pub fn origin(&self) -> Origin {
        self.origin
    }
}

impl Block {
    /// Byte range in [`Document::text`].
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Byte range in the decoded source, where it is known.
    pub fn source(&self) -> Option<Range<usize>> {
        self.source.clone()
    }

    /// The form of the block.
    pub fn kind(&self) -> BlockKind {
        self.kind
    }
}

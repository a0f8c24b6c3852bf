//! The decision, to read: every block's fate with its reasons.

use std::ops::Range;

use crate::article::Article;
use crate::classify::Role;
use crate::document::Document;

/// What happens to a block.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Stays in the body.
    Keep,
    /// Became the title.
    Title,
    /// Is left out.
    LeaveOut,
    /// Stays but for these byte ranges of [`Document::text`].
    Trim(Vec<Range<usize>>),
}

/// The fate of one block.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Verdict {
    pub(crate) block: usize,
    pub(crate) span: Range<usize>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) action: Action,
    pub(crate) role: Role,
    pub(crate) rules: Vec<String>,
    pub(crate) reason: String,
    pub(crate) margin: f32,
}

impl Verdict {
    /// Index of the block in [`Document::blocks`].
    pub fn block(&self) -> usize {
        self.block
    }

    /// Byte range of the block in [`Document::text`].
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Byte range in the decoded source, where it is known.
    pub fn source(&self) -> Option<Range<usize>> {
        self.source.clone()
    }

    /// What happens to the block.
    pub fn action(&self) -> &Action {
        &self.action
    }

    /// What the block is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The deciding rule's id (`en/newsletter-signup`, `structure/outside-main-content`); empty for kept blocks
    /// about which no rule speaks.
    pub fn rule(&self) -> &str {
        self.rules.first().map_or("", String::as_str)
    }

    /// Ids of all rules that spoke about the block, the deciding one first.
    pub fn rules(&self) -> &[String] {
        &self.rules
    }

    /// Why, in words.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// By how many points the decision won; the confidence in it.
    pub fn margin(&self) -> f32 {
        self.margin
    }
}

/// A document, the fate of its blocks, and the article that came of it.
#[derive(Debug, Clone)]
pub struct Explanation {
    pub(crate) document: Document,
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) article: Article,
}

impl Explanation {
    /// The text as read, in blocks.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// One verdict a block, in order.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// The article: the same as [`Cleaner::clean`](crate::Cleaner::clean) gives.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The article alone.
    pub fn into_article(self) -> Article {
        self.article
    }
}

impl Explanation {
    pub(crate) fn placeholder(text: &str) -> Self {
        let document = Document {
            origin: crate::document::Origin::Text,
            head: crate::document::Head::default(),
            text: text.to_owned(),
            blocks: Vec::new(),
            links: Vec::new(),
            containers: Vec::new(),
            page_hints: crate::segment::Hints::default(),
        };
        let article = Article {
            body: text.trim().to_owned(),
            ..Article::default()
        };
        Self {
            document,
            verdicts: Vec::new(),
            article,
        }
    }
}

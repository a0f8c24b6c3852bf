//! What comes out: title, body, and what the page says about itself.

use crate::classify::PageKind;
use crate::document::TitleSource;

/// A cleaned page or text.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Article {
    /// The title, or `None` where there is no evidence of one.
    pub title: Option<String>,
    /// The body, paragraphs set apart by an empty line; empty where there is no content.
    pub body: String,
    /// What the page says about itself.
    pub metadata: Metadata,
}

impl Article {
    /// Whether nothing was found that is content.
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }
}

/// What a page says about itself, and what was found out about it.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Metadata {
    /// Language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Author, as written.
    pub author: Option<String>,
    /// Date of publication, as written.
    pub date: Option<String>,
    /// Name of the site.
    pub site_name: Option<String>,
    /// Canonical address.
    pub canonical_url: Option<String>,
    /// Summary.
    pub description: Option<String>,
    /// Kind of page.
    pub page_kind: Option<PageKind>,
    /// Where the title stood.
    pub title_source: Option<TitleSource>,
    /// Encoding the bytes were in, as the Encoding Standard names it.
    pub charset: Option<&'static str>,
    /// Certainty of the decision, from 0 to 1.
    pub confidence: f32,
}

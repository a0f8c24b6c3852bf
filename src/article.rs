//! What comes out: title, body, and what the page says about itself.

use serde::Serialize;

use crate::classify::PageKind;
use crate::document::TitleSource;

/// A cleaned page or text.
///
/// # Examples
///
/// ```
/// let article = unchaff::clean("A bridge for the town\n\nThe council met on Tuesday evening and voted for the plan.")?;
/// let json = serde_json::to_value(&article)?;
/// assert_eq!(json["title"], "A bridge for the town");
/// assert_eq!(json["meta"]["page_kind"], "article");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Article {
    /// The title, or `None` where there is no evidence of one. The body does not repeat it, but for the first line of a
    /// plain text that may be its title and may as well begin its text: that is in both.
    pub title: Option<String>,
    /// The body, paragraphs set apart by an empty line; empty where there is no content.
    pub body: String,
    /// What the page says about itself.
    #[serde(rename = "meta")]
    pub metadata: Metadata,
}

impl Article {
    /// Whether nothing was found that is content.
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    /// The title as a Markdown heading of the first level, escaped: what stands above a body in
    /// [`BodyFormat::Markdown`](crate::BodyFormat::Markdown).
    ///
    /// ```
    /// let article = unchaff::clean("<title>*Bees* return</title><p>They came back to the valley this spring.</p>")?;
    /// assert_eq!(article.title_as_markdown().as_deref(), Some(r"# \*Bees* return"));
    /// # Ok::<(), unchaff::Error>(())
    /// ```
    pub fn title_as_markdown(&self) -> Option<String> {
        self.title.as_deref().map(crate::markdown::heading)
    }
}

/// What a page says about itself, and what was found out about it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Metadata {
    /// Language, as a BCP 47 tag: what the page says; where it says none,
    /// [`CleanerBuilder::language`](crate::CleanerBuilder::language), or else what was recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Author, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Date of publication, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Name of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_name: Option<String>,
    /// Canonical address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical_url: Option<String>,
    /// Summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Kind of page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_kind: Option<PageKind>,
    /// Where the title stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_source: Option<TitleSource>,
    /// Encoding the bytes were in, as the Encoding Standard names it, or `UTF-32LE` and `UTF-32BE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charset: Option<&'static str>,
    /// Certainty of the decision, from 0 to 1.
    pub confidence: f32,
}

//! The roles of blocks, and the kinds of pages.

use crate::error::by_name;

/// What a block is.
///
/// A label, given once it is decided whether a block is content: what is kept has one of the first eight, by its form or
/// by a rule; what is left out has one of boilerplate, by the rule or the structure that speaks for it (or is a
/// [`Caption`](Self::Caption) of a picture, a [`Heading`](Self::Heading) that repeats the title). What
/// [`CleanerBuilder::keep`](crate::CleanerBuilder::keep) or [`leave_out`](crate::CleanerBuilder::leave_out) turned round
/// keeps the role that it had.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// Running text of the article.
    Prose,
    /// A heading of the content.
    Heading,
    /// A list of the content.
    List,
    /// Code or other preformatted text.
    Code,
    /// A table of the content.
    Table,
    /// A caption of a picture or table.
    Caption,
    /// A contribution to a thread.
    Post,
    /// A card of a listing: title, teaser, price.
    Card,
    /// Advertisements and their labels.
    Advertising,
    /// The publisher's own calls: newsletters, subscriptions, apps, donations.
    Promotion,
    /// Share bars, follow and like calls, counters.
    Social,
    /// Comment forms and readers' comments.
    Comments,
    /// Copyright, privacy, consent, disclaimers.
    Legal,
    /// Menus, breadcrumbs, tables of contents, pagination, page tools.
    Navigation,
    /// Related articles and recommendations.
    Related,
    /// Authors, dates, reading time, biographies.
    Byline,
    /// Media placeholders, credits and player controls.
    Media,
    /// Remnants of forms, errors, loading notes and other machinery.
    Widget,
}

impl Role {
    /// All roles, content first.
    pub const ALL: &'static [Self] = &[
        Self::Prose,
        Self::Heading,
        Self::List,
        Self::Code,
        Self::Table,
        Self::Caption,
        Self::Post,
        Self::Card,
        Self::Advertising,
        Self::Promotion,
        Self::Social,
        Self::Comments,
        Self::Legal,
        Self::Navigation,
        Self::Related,
        Self::Byline,
        Self::Media,
        Self::Widget,
    ];

    /// The name used in rule packs, records and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prose => "prose",
            Self::Heading => "heading",
            Self::List => "list",
            Self::Code => "code",
            Self::Table => "table",
            Self::Caption => "caption",
            Self::Post => "post",
            Self::Card => "card",
            Self::Advertising => "advertising",
            Self::Promotion => "promotion",
            Self::Social => "social",
            Self::Comments => "comments",
            Self::Legal => "legal",
            Self::Navigation => "navigation",
            Self::Related => "related",
            Self::Byline => "byline",
            Self::Media => "media",
            Self::Widget => "widget",
        }
    }

    /// Whether the role is boilerplate under an article.
    pub fn is_boilerplate(self) -> bool {
        self >= Self::Advertising
    }
}

by_name!(Role, "a role");

/// What kind of page an input is. It tells what counts as content: comments are the content of a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PageKind {
    /// News, blog posts, essays.
    Article,
    /// Manuals and references.
    Documentation,
    /// Pages of firms and services: content spread over sections.
    Service,
    /// A thread of posts.
    Forum,
    /// A page that lists other pages.
    Listing,
    /// A page of things of one kind (shop categories, galleries).
    Collection,
    /// One thing for sale.
    Product,
}

impl PageKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &Self::EACH;

    /// The same, for tables with a row each.
    pub(crate) const EACH: [Self; 7] = [
        Self::Article,
        Self::Documentation,
        Self::Service,
        Self::Forum,
        Self::Listing,
        Self::Collection,
        Self::Product,
    ];

    /// The name used in records and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Documentation => "documentation",
            Self::Service => "service",
            Self::Forum => "forum",
            Self::Listing => "listing",
            Self::Collection => "collection",
            Self::Product => "product",
        }
    }
}

by_name!(PageKind, "a kind of page");

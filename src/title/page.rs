//! What a page says of itself as a whole.

use super::pieces::{Piece, pieces};
use super::site::Site;
use super::words::Words;
use crate::document::{Head, TitleSource};
use crate::metadata::HeadingPlace;

/// What the page says of itself as a whole.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Page<'a> {
    pub(super) site: Site,
    pub(super) title: Option<&'a str>,
    pub(super) open_graph: Option<&'a str>,
    pub(super) breadcrumb: Option<&'a str>,
    pub(super) headings: &'a [HeadingPlace],
    pub(super) h1_words: Vec<Words>,
    pub(super) article: bool,
    pub(super) product: bool,
    pub(super) forum: bool,
    pub(super) website: bool,
    pub(super) dated: bool,
}

impl<'a> Page<'a> {
    pub(super) fn of(head: &'a Head) -> Self {
        let first = |source: TitleSource| {
            let mut titles = head.titles.iter();
            titles
                .find(|title| title.source == source)
                .map(|title| title.text.as_str())
        };
        let is = |test: &dyn Fn(&str) -> bool| head.types.iter().any(|name| test(name));
        let h1 = head.headings.iter().filter(|place| place.level == 1);
        Self {
            site: Site::of(head),
            title: first(TitleSource::TitleElement),
            open_graph: first(TitleSource::OpenGraph),
            breadcrumb: head.breadcrumb.as_deref(),
            headings: &head.headings,
            h1_words: h1.take(5).map(|place| Words::of(&place.text)).collect(),
            article: is(&|name| {
                name.ends_with("Article") || name == "BlogPosting" || name == "og:article"
            }),
            product: is(&|name| name == "Product" || name == "og:product"),
            forum: is(&|name| name.contains("Forum") || name == "QAPage" || name == "Question"),
            website: is(&|name| name == "og:website"),
            dated: head.date.is_some(),
        }
    }

    pub(super) fn off_slug(&self) -> bool {
        !self
            .h1_words
            .iter()
            .any(|words| words.shared(&self.site.slug) >= 2)
    }

    pub(super) fn long_slug(&self) -> bool {
        self.site.slug_words >= 4
    }

    /// Whether a line's last piece is the site's name.
    pub(super) fn ends_in_site(&self, line: &str) -> bool {
        let ends = |piece: &Piece<'_>| piece.left.is_some() && piece.right.is_none();
        pieces(line)
            .iter()
            .any(|piece| ends(piece) && self.site.is_named(piece.text))
    }
}

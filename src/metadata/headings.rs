//! Headings that may be the title, with their place in the page.

use html5ever::local_name;

use super::text::text_of;
use crate::dom::{Dom, NodeId, Tag, hides};

/// A heading, or an element marked as the headline, and what surrounds it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct HeadingPlace {
    pub(crate) text: String,
    /// 1 to 6; 0 for an element that is no heading, but marked as the headline.
    pub(crate) level: u8,
    /// Class or microdata say that it is the headline.
    pub(crate) marked: bool,
    /// In `<article>` or `<main>`.
    pub(crate) in_content: bool,
    /// In `<nav>`, `<aside>`, `<footer>`, a dialog or a form.
    pub(crate) aside: bool,
    /// Not shown.
    pub(crate) hidden: bool,
    /// Wraps a link to the site's root, or stands for a logo.
    pub(crate) home: bool,
}

/// The heading at this node, if there is one with a text; `marked`: its attributes say that it is the headline.
pub(super) fn read(dom: &Dom, id: NodeId, tag: Tag, marked: bool) -> Option<HeadingPlace> {
    let level = match tag {
        Tag::H1 => 1,
        Tag::H2 => 2,
        Tag::H3 => 3,
        Tag::Div | Tag::Span | Tag::P | Tag::H4 | Tag::H5 | Tag::H6 => 0,
        _ => return None,
    };
    if level == 0 && !marked {
        return None;
    }
    let text = text_of(dom, id);
    if text.is_empty() || text.len() > 1000 {
        return None;
    }
    let mut place = HeadingPlace {
        text,
        level,
        marked,
        in_content: false,
        aside: false,
        hidden: is_hidden(dom, id),
        home: is_home(dom, id),
    };
    surroundings(dom, id, &mut place);
    Some(place)
}

fn surroundings(dom: &Dom, id: NodeId, place: &mut HeadingPlace) {
    for node in dom.ancestors(id) {
        match dom.tag(node) {
            Some(Tag::Article | Tag::Main) => place.in_content = true,
            Some(Tag::Nav | Tag::Aside | Tag::Footer | Tag::Dialog) => place.aside = true,
            Some(Tag::A) => place.home |= is_home_link(dom, node),
            Some(_) => match dom.attribute(node, &local_name!("role")) {
                Some("main") => place.in_content = true,
                Some("dialog") => place.aside = true,
                _ => {}
            },
            None => {}
        }
        place.hidden |= is_hidden(dom, node);
    }
}

/// Names that designers give the headline: `entry-title`, `post__title`, `articleHeadline`.
pub(super) fn is_headline_class(class: &str) -> bool {
    const OF: [&str; 9] = [
        "entry", "post", "article", "story", "page", "single", "topic", "thread", "product",
    ];
    let class = class.as_bytes();
    if !matches!(class.last(), Some(b'e' | b'E')) {
        return false;
    }
    let stem = before(class, b"title").or_else(|| before(class, b"headline"));
    let Some(mut stem) = stem else {
        return false;
    };
    while let [rest @ .., b'-' | b'_'] = stem {
        stem = rest;
    }
    let names = |of: &&str| {
        let rest = before(stem, of.as_bytes());
        rest.is_some_and(|rest| matches!(rest, [] | [.., b'-' | b'_']))
    };
    OF.iter().any(names) || (stem.is_empty() && class.eq_ignore_ascii_case(b"headline"))
}

/// What stands before an ending, of either case.
fn before<'a>(bytes: &'a [u8], ending: &[u8]) -> Option<&'a [u8]> {
    let (rest, end) = bytes.split_at_checked(bytes.len().checked_sub(ending.len())?)?;
    end.eq_ignore_ascii_case(ending).then_some(rest)
}

/// Whether the element is not shown, by its own attributes.
fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    dom.attributes(id).any(|(name, value)| match *name {
        local_name!("hidden") => true,
        local_name!("aria-hidden") => value == "true",
        local_name!("style") => hides(value),
        _ => false,
    })
}

/// Whether an element inside a heading is not part of its text.
pub(super) fn is_aside(dom: &Dom, id: NodeId) -> bool {
    is_hidden(dom, id) || is_permalink(dom, id)
}

/// A sign that links to the heading itself.
fn is_permalink(dom: &Dom, id: NodeId) -> bool {
    if dom.tag(id) != Some(Tag::A) {
        return false;
    }
    let class = dom.attribute(id, &local_name!("class")).unwrap_or_default();
    [
        "headerlink",
        "permalink",
        "hash-link",
        "anchorjs-link",
        "anchor-link",
        "heading-link",
    ]
    .iter()
    .any(|name| class.split_ascii_whitespace().any(|class| class == *name))
}

fn is_home(dom: &Dom, id: NodeId) -> bool {
    let names = [local_name!("class"), local_name!("id")];
    let logo = names.iter().any(|name| {
        let value = dom
            .attribute(id, name)
            .unwrap_or_default()
            .to_ascii_lowercase();
        [
            "logo",
            "site-title",
            "site-name",
            "sitename",
            "brand",
            "blog-title",
        ]
        .iter()
        .any(|word| value.contains(word))
    });
    logo || dom.children(id).any(|child| is_home_link(dom, child))
}

fn is_home_link(dom: &Dom, id: NodeId) -> bool {
    if dom.tag(id) != Some(Tag::A) {
        return false;
    }
    let href = dom
        .attribute(id, &local_name!("href"))
        .unwrap_or_default()
        .trim();
    let path = href.split_once("://").map_or(href, |(_, rest)| {
        rest.split_once('/').map_or("/", |(_, path)| path)
    });
    !href.is_empty() && (href == "/" || (href.contains("://") && matches!(path, "" | "/")))
        || dom
            .attribute(id, &local_name!("rel"))
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "home"))
}

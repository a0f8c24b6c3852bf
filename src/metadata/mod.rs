//! What a page says about itself: JSON-LD, Open Graph, `<meta>`, `<title>`, `<link>`, headings → [`Head`].
//!
//! All of them count wherever they stand in the tree: a tracking pixel in the head's `<noscript>` closes the head for
//! the parser, and what follows stands in the body.

mod address;
mod entities;
mod headings;
mod json_ld;
mod script;
mod state;
mod text;

use html5ever::local_name;

use crate::document::{Head, TitleCandidate, TitleSource};
use crate::dom::{Dom, NodeId, ScriptKind, Tag};
use crate::language::{is_code, is_subtag};
use address::same_address;
use json_ld::{Facts, Thing, ThingKind};

pub(crate) use address::{resolved, scheme};
pub(crate) use entities::unescaped;
pub(crate) use headings::HeadingPlace;
pub(crate) use state::{Fallback, fallbacks, words};
pub(crate) use text::{squeezed, text_of};

/// `<meta>` elements and headings looked at.
const MAX_ELEMENTS: usize = 2000;

/// Reads the head of a page, in one walk.
pub(crate) fn read(dom: &Dom, url: Option<&str>) -> Head {
    let mut reader = Reader::default();
    reader.head.url = url.map(str::to_owned);
    reader.walk(dom);
    reader.read_structured_data(dom);
    reader.finish()
}

/// The head, and what may be overruled by a better place.
#[derive(Default)]
struct Reader {
    head: Head,
    facts: Facts,
    elements: usize,
    title_element: Option<String>,
    meta_author: Option<String>,
    meta_date: Option<String>,
    meta_description: Option<String>,
    meta_language: Option<String>,
    application_name: Option<String>,
    time: Option<String>,
    rel_author: Option<String>,
    og_url: Option<String>,
}

impl Reader {
    fn walk(&mut self, dom: &Dom) {
        let mut next = Some(Dom::ROOT);
        while let Some(id) = next {
            let descend = self.visit(dom, id);
            let child = dom.node(id).first_child.filter(|_| descend);
            next = child.or_else(|| dom.after(id, Dom::ROOT));
        }
    }

    /// Reads one node; whether to go into it.
    fn visit(&mut self, dom: &Dom, id: NodeId) -> bool {
        let Some(tag) = dom.tag(id) else {
            return true;
        };
        match tag {
            Tag::Script | Tag::Style | Tag::Svg | Tag::Template | Tag::Math => return false,
            _ if self.elements >= MAX_ELEMENTS => return false,
            Tag::Html => self.set_language(dom.attribute(id, &local_name!("lang"))),
            Tag::Meta => self.meta(dom, id),
            Tag::Title => {
                if self.title_element.is_none() {
                    self.title_element = non_empty(text_of(dom, id));
                }
                return false;
            }
            Tag::Link => self.link(dom, id),
            Tag::Other => self.base(dom, id),
            Tag::Time => {
                let stamp = dom
                    .attribute(id, &local_name!("datetime"))
                    .and_then(squeezed);
                self.time = self.time.take().or(stamp);
            }
            _ => {}
        }
        let marks = Marks::of(dom, id, tag);
        if marks.author && self.rel_author.is_none() {
            self.read_author(dom, id);
        }
        if let Some(place) = headings::read(dom, id, tag, marks.headline) {
            self.elements += 1;
            self.head.headings.push(place);
        }
        true
    }

    fn set_language(&mut self, value: Option<&str>) {
        if self.head.language.is_none() {
            self.head.language = value.and_then(language_tag);
        }
    }

    fn meta(&mut self, dom: &Dom, id: NodeId) {
        self.elements += 1;
        let name = dom
            .attribute(id, &local_name!("property"))
            .or_else(|| dom.attribute(id, &local_name!("name")))
            .or_else(|| dom.attribute(id, &local_name!("itemprop")))
            .or_else(|| dom.attribute(id, &local_name!("http-equiv")));
        let (Some(name), Some(content)) = (name, dom.attribute(id, &local_name!("content"))) else {
            return;
        };
        let Some(value) = squeezed(content) else {
            return;
        };
        let name = name.trim().to_ascii_lowercase();
        let slot = match name.as_str() {
            "og:title" => return self.title(&value, TitleSource::OpenGraph),
            "twitter:title" | "dc.title" | "dcterms.title" | "citation_title" | "parsely-title"
            | "sailthru.title" | "title" | "headline" | "hdl" | "twitter:text:title" => {
                return self.title(&value, TitleSource::Meta);
            }
            "og:type" => {
                self.head.types.push(format!("og:{value}"));
                return;
            }
            "og:site_name" => &mut self.head.site_name,
            "application-name" | "al:ios:app_name" | "apple-mobile-web-app-title" => {
                &mut self.application_name
            }
            "og:url" => &mut self.og_url,
            "description" => &mut self.meta_description,
            "og:description" | "twitter:description" => &mut self.head.description,
            "author" | "article:author" | "dc.creator" | "dcterms.creator" | "parsely-author"
            | "sailthru.author" | "citation_author" | "twitter:data1" | "byl" => {
                if is_no_name(&value) || name == "twitter:data1" {
                    return;
                }
                &mut self.meta_author
            }
            "article:published_time"
            | "datepublished"
            | "date"
            | "dc.date"
            | "dcterms.date"
            | "dcterms.created"
            | "dc.date.issued"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "parsely-pub-date"
            | "sailthru.date"
            | "citation_publication_date"
            | "citation_date"
            | "og:published_time"
            | "article.published" => &mut self.meta_date,
            "content-language" | "language" | "og:locale" | "inlanguage" => &mut self.meta_language,
            _ => return,
        };
        if slot.is_none() {
            *slot = Some(value);
        }
    }

    fn link(&mut self, dom: &Dom, id: NodeId) {
        let rel = dom.attribute(id, &local_name!("rel")).unwrap_or_default();
        let is_canonical = rel
            .split_ascii_whitespace()
            .any(|rel| rel.eq_ignore_ascii_case("canonical"));
        if is_canonical && self.head.canonical_url.is_none() {
            self.head.canonical_url = dom.attribute(id, &local_name!("href")).and_then(squeezed);
        }
    }

    /// The address of `<base>`: relative ones are against it.
    fn base(&mut self, dom: &Dom, id: NodeId) {
        let href = dom.attribute(id, &local_name!("href"));
        if let Some(href) = href.filter(|_| self.head.base.is_none())
            && dom
                .name(id)
                .is_some_and(|(name, _)| name == local_name!("base"))
        {
            self.head.base = squeezed(href);
        }
    }

    /// A name in a link or element that is marked as the author's.
    fn read_author(&mut self, dom: &Dom, id: NodeId) {
        let name = text_of(dom, id);
        let plausible = name.chars().count() <= 60 && name.split(' ').count() <= 6;
        self.rel_author = non_empty(name).filter(|name| plausible && !is_no_name(name));
    }

    fn title(&mut self, text: &str, source: TitleSource) {
        let text = squeezed(&unescaped(text));
        if let Some(text) = text {
            let candidate = TitleCandidate { text, source };
            if !self.head.titles.contains(&candidate) && self.head.titles.len() < 64 {
                self.head.titles.push(candidate);
            }
        }
    }

    fn read_structured_data(&mut self, dom: &Dom) {
        for script in &dom.scripts {
            if script.kind == ScriptKind::JsonLd {
                self.facts.read(&script.text);
            }
        }
    }

    fn finish(mut self) -> Head {
        self.resolve_addresses();
        let things = std::mem::take(&mut self.facts.things);
        self.take_things(things);
        if let Some(text) = self.title_element.take() {
            self.title(&text, TitleSource::TitleElement);
        }
        for place in std::mem::take(&mut self.head.headings) {
            if place.level == 1 {
                self.title(&place.text.clone(), TitleSource::Heading);
            }
            self.head.headings.push(place);
        }
        let head = &mut self.head;
        head.breadcrumb = self.facts.breadcrumb.take().map(|name| clean(&name));
        head.types.append(&mut self.facts.types);
        head.types.truncate(64);
        fill(&mut head.site_name, self.facts.site_name);
        fill(&mut head.site_name, self.application_name);
        fill(&mut head.author, self.meta_author);
        fill(&mut head.author, self.rel_author);
        fill(&mut head.date, self.meta_date);
        fill(&mut head.date, self.time);
        if self.meta_description.is_some() {
            head.description = self.meta_description;
        }
        fill(&mut head.canonical_url, self.og_url);
        if head.language.is_none() {
            head.language = self.meta_language.as_deref().and_then(language_tag);
        }
        self.head
    }

    fn resolve_addresses(&mut self) {
        let Some(base) = self.head.base_url() else {
            return;
        };
        for address in [&mut self.head.canonical_url, &mut self.og_url] {
            if let Some(whole) = address.as_deref().and_then(|own| resolved(&base, own)) {
                *address = Some(whole);
            }
        }
    }

    /// Takes over what structured data says of the page's subject.
    fn take_things(&mut self, mut things: Vec<Thing>) {
        let Some(best) = things.iter().map(|thing| thing.kind).max() else {
            return;
        };
        let count = things.iter().filter(|thing| thing.kind == best).count();
        let subject = self.subject(&things, best);
        // Many articles of one rank are a list of teasers.
        if count <= 3
            || self.is_this_page(things.get(subject).and_then(|thing| thing.url.as_deref()))
        {
            let Some(thing) = things.get_mut(subject) else {
                return;
            };
            let (headline, name) = (thing.headline.take(), thing.name.take());
            for text in headline.into_iter().chain(name) {
                if best > ThingKind::Page {
                    self.title(&text, TitleSource::JsonLd);
                } else {
                    self.title(&text, TitleSource::Meta);
                }
            }
            self.head.article_body = thing.body.take();
            let author = thing.author.take();
            self.head.author = author
                .filter(|name| !is_no_name(name))
                .map(|name| clean(&name));
            self.head.date = thing.date.take();
            if let Some(text) = thing.description.take() {
                self.head.description = Some(clean(&text));
            }
            self.set_language(thing.language.as_deref());
            fill(
                &mut self.head.site_name,
                thing.publisher.take().map(|name| clean(&name)),
            );
        }
    }

    /// The most likely subject: of the best kind, this page's address first, then one with a text.
    fn subject(&self, things: &[Thing], kind: ThingKind) -> usize {
        let of_kind = || {
            things
                .iter()
                .enumerate()
                .filter(|(_, thing)| thing.kind == kind)
        };
        of_kind()
            .find(|(_, thing)| self.is_this_page(thing.url.as_deref()))
            .or_else(|| of_kind().find(|(_, thing)| thing.body.is_some()))
            .or_else(|| {
                of_kind().find(|(_, thing)| thing.headline.is_some() || thing.name.is_some())
            })
            .map_or(0, |(at, _)| at)
    }

    fn is_this_page(&self, url: Option<&str>) -> bool {
        let own = [
            self.head.url.as_deref(),
            self.head.canonical_url.as_deref(),
            self.og_url.as_deref(),
        ];
        url.is_some_and(|url| own.into_iter().flatten().any(|own| same_address(own, url)))
    }
}

/// What the attributes of an element mark it as.
#[derive(Default)]
struct Marks {
    author: bool,
    headline: bool,
}

impl Marks {
    /// Of the elements that may be either.
    fn of(dom: &Dom, id: NodeId, tag: Tag) -> Self {
        let mut marks = Self::default();
        let (author, headline) = match tag {
            Tag::A | Tag::Address => (true, false),
            Tag::Span | Tag::Div | Tag::P => (true, true),
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => (false, true),
            _ => return marks,
        };
        for (name, value) in dom.attributes(id) {
            let says = |word: &str| value.split_ascii_whitespace().any(|other| other == word);
            match *name {
                local_name!("itemprop") => {
                    marks.author |= author && says("author");
                    marks.headline |= headline && says("headline");
                }
                local_name!("rel") if tag == Tag::A => marks.author |= says("author"),
                local_name!("class") if headline => {
                    let mut classes = value.split_ascii_whitespace();
                    marks.headline |= classes.any(headings::is_headline_class);
                }
                _ => {}
            }
        }
        marks
    }
}

fn fill(slot: &mut Option<String>, value: Option<String>) {
    if slot.is_none() {
        *slot = value;
    }
}

fn clean(text: &str) -> String {
    squeezed(&unescaped(text)).unwrap_or_default()
}

fn non_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The first BCP 47 tag of a list, without encodings and the like, cased as the standard has it.
fn language_tag(value: &str) -> Option<String> {
    let tag = value.split([',', ';', '.', '@']).next()?.trim();
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next()?;
    if tag.len() > 20 || !is_code(primary) {
        return None;
    }
    let mut out = primary.to_ascii_lowercase();
    for part in parts.take_while(|part| is_subtag(part)) {
        out.push('-');
        match (part.len(), part.split_at_checked(1)) {
            (2, _) => out.push_str(&part.to_ascii_uppercase()),
            (4, Some((first, rest))) => {
                out.push_str(&first.to_ascii_uppercase());
                out.push_str(&rest.to_ascii_lowercase());
            }
            _ => out.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(out)
}

/// What stands in an author's field, but is no name.
fn is_no_name(value: &str) -> bool {
    let lower = value.trim().to_lowercase();
    lower.starts_with("http")
        || lower.starts_with('@')
        || lower.contains("{{")
        || lower.chars().count() > 100
        || matches!(
            lower.as_str(),
            "admin"
                | "administrator"
                | "author"
                | "editor"
                | "root"
                | "null"
                | "undefined"
                | "unknown"
                | "user"
        )
}

#[cfg(test)]
mod tests;

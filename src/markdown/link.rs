//! Links and their addresses.

use std::borrow::Cow;
use std::ops::Range;

use super::escape::is_reference;
use crate::document::Document;
use crate::metadata::{resolved, scheme};

/// Schemes of addresses that are kept as links; all others may do what no reader asked for.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// A link inside a text.
#[derive(Debug)]
pub(super) struct Anchor {
    pub(super) span: Range<usize>,
    pub(super) address: String,
}

/// The links of a document that are written.
pub(super) struct Links {
    /// Bytes left for addresses: a link around many blocks has its address in each.
    room: usize,
    base: Option<String>,
}

impl Links {
    pub(super) fn of(document: &Document) -> Self {
        Self {
            room: (document.text.len() + document.hrefs.len()).saturating_mul(16),
            base: document.head.base_url(),
        }
    }

    /// Those inside a part of the document's text, by their place in it.
    pub(super) fn inside(&mut self, document: &Document, span: &Range<usize>) -> Vec<Anchor> {
        let first = document
            .links
            .partition_point(|link| link.span.end <= span.start);
        let mut found = Vec::new();
        let mut from = span.start;
        let links = document.links.get(first..).unwrap_or_default();
        for link in links.iter().take_while(|link| link.span.start < span.end) {
            if link.span.start < from || link.span.end > span.end {
                continue;
            }
            let Some(address) = address(document.href(link), self.base.as_deref()) else {
                continue;
            };
            let Some(room) = self.room.checked_sub(address.len()) else {
                continue;
            };
            self.room = room;
            from = link.span.end;
            let span = link.span.start - span.start..link.span.end - span.start;
            found.push(Anchor { span, address });
        }
        found
    }
}

/// The address as Markdown has it; `None` for what is no link to somewhere else.
fn address(href: &str, base: Option<&str>) -> Option<String> {
    let href: Cow<str> = if href.contains(char::is_control) {
        href.chars()
            .filter(|c| !c.is_control())
            .collect::<String>()
            .into()
    } else {
        href.into()
    };
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    if let Some(scheme) = scheme(href)
        && !SCHEMES
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    {
        return None;
    }
    let whole = base.and_then(|base| resolved(base, href));
    let href = whole.as_deref().unwrap_or(href);
    let mut address = String::with_capacity(href.len());
    for (at, c) in href.char_indices() {
        match c {
            ' ' => address.push_str("%20"),
            '(' => address.push_str("%28"),
            ')' => address.push_str("%29"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            '`' => address.push_str("%60"),
            '&' if is_reference(href.get(at + 1..).unwrap_or_default()) => address.push_str("\\&"),
            c => address.push(c),
        }
    }
    Some(address)
}

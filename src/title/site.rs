//! The site's names, as the page and its address give them.

use std::borrow::Cow;

use super::words::{Words, key};
use crate::document::Head;

/// What the page's site is called, and what its address says.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// Keys that are the site's name as a whole.
    names: Vec<String>,
    /// The host without dots.
    host: String,
    /// Words of the address's path.
    pub(super) slug: Words,
    /// Words of the path's last part.
    pub(super) slug_words: usize,
    /// The address has no path.
    pub(super) is_root: bool,
    pub(super) address: Address,
}

/// What the words of an address say of the page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Address {
    pub(super) forum: bool,
    pub(super) product: bool,
    /// A blog's or newspaper's page, or a dated one.
    pub(super) posted: bool,
}

impl Address {
    /// Of an address without its scheme.
    fn of(rest: &str) -> Self {
        let rest = rest.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| rest.contains(word));
        let year = |part: &str| {
            let year = part.len() == 4 && part.starts_with("20");
            year && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        Self {
            forum: has(&["forum", "thread", "topic", "community", "discuss", "boards"]),
            product: has(&["/product", "/p/", "/dp/", "/item/", "/pr/"]),
            posted: has(&["blog", "news", "article", "post"]) || rest.split('/').any(year),
        }
    }
}

impl Site {
    pub(super) fn of(head: &Head) -> Self {
        let mut site = Self::default();
        if let Some(name) = &head.site_name {
            site.add(name);
        }
        let url = head
            .url
            .as_deref()
            .or(head.canonical_url.as_deref())
            .unwrap_or_default();
        let Some(rest) = bare(url) else {
            return site;
        };
        site.address = Address::of(rest);
        let (host, path) = host_and_path(rest);
        let host = host
            .split(':')
            .next()
            .unwrap_or(host)
            .trim_start_matches("www.");
        site.add(host);
        let labels: Vec<&str> = host.split('.').collect();
        for label in labels.iter().rev().skip(1).filter(|label| label.len() >= 3) {
            site.add(label);
        }
        site.host = key(host);
        let path = path.trim_matches('/');
        site.is_root = path.is_empty();
        let last = path.rsplit('/').next().unwrap_or_default();
        let last = decoded(last);
        site.slug_words = Words::of(last.split('.').next().unwrap_or_default()).len();
        site.slug = Words::of(&decoded(path).to_lowercase().replace(['_', '%'], " "));
        site
    }

    fn add(&mut self, name: &str) {
        let key = key(name);
        if let Some(bare) = key.strip_prefix("the").filter(|bare| bare.len() > 2) {
            self.names.push(bare.to_owned());
        }
        if key.len() >= 2 {
            self.names.push(key);
        }
    }

    /// Whether the text is the site's name and nothing else.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let key = key(text);
        let bare = key
            .strip_prefix("the")
            .filter(|bare| bare.len() > 2)
            .unwrap_or(&key);
        key.is_empty()
            || self.names.iter().any(|name| name == bare || *name == key)
            || (key.len() >= 4 && self.host.contains(&key))
    }
}

/// An address without scheme, query and fragment.
pub(super) fn bare(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['?', '#']).next()
}

/// What stands before and behind the first slash of such an address.
pub(super) fn host_and_path(bare: &str) -> (&str, &str) {
    bare.split_once('/').unwrap_or((bare, ""))
}

/// A path with its percent-encoded letters; what is no UTF-8 becomes signs that are no word's.
pub(super) fn decoded(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return path.into();
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| {
            after
                .get(at)
                .and_then(|&byte| char::from(byte).to_digit(16))
        };
        let code = match (*first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = after
            .get(if code.is_some() { 2 } else { 0 }..)
            .unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_slugs_are_read_as_what_they_stand_for() {
        let site = |url: &str| {
            Site::of(&Head {
                url: Some(url.to_owned()),
                ..Head::default()
            })
        };
        let plain = site("https://example.com/город/мост-через-реку.html");
        let encoded = site(
            "https://example.com/%D0%B3%D0%BE%D1%80%D0%BE%D0%B4/%D0%BC%D0%BE%D1%81%D1%82-%d1%87%d0%b5%d1%80%d0%b5%d0%b7-%D1%80%D0%B5%D0%BA%D1%83.html",
        );
        assert_eq!(format!("{:?}", plain.slug), format!("{:?}", encoded.slug));
        assert_eq!((plain.slug_words, encoded.slug_words), (3, 3));
        assert_eq!(decoded("50%-%zz%4"), "50%-%zz%4");
        assert_eq!(decoded("a%20b%FF"), "a b\u{fffd}");
    }
}

//! The site's names, as the page and its address give them.

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
        let Some((_, rest)) = url.split_once("://") else {
            return site;
        };
        let rest = rest.split(['?', '#']).next().unwrap_or(rest);
        site.address = Address::of(rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
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
        site.slug_words = Words::of(last.split('.').next().unwrap_or_default()).len();
        site.slug = Words::of(&path.to_lowercase().replace(['_', '%'], " "));
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

//! What the address of a plain text says of its title.

use super::site::{Site, bare, decoded, host_and_path};
use super::words::ratio;
use crate::classify::step;
use crate::document::Head;
use crate::rules::fold::{Token, tokenize};

/// Words from which a part of an address may be made of a title.
const WORDS: usize = 2;

/// The address that came with a text.
pub(super) struct TextAddress {
    site: Site,
    /// The words of the part that has most, as rules compare words: addresses have no accents.
    slug: Vec<u64>,
}

impl TextAddress {
    /// `None` where no address came with the text.
    pub(super) fn of(head: &Head) -> Option<Self> {
        let (_, path) = host_and_path(bare(head.url.as_deref()?)?);
        let parts = path.split('/').map(|part| {
            let name = part.split('.').next().unwrap_or(part);
            let words = decoded(name).replace(['-', '_', '+'], " ");
            let mut tokens = Vec::new();
            tokenize(without_number(&words), 0, &mut tokens);
            hashes(&tokens).collect::<Vec<u64>>()
        });
        Some(Self {
            site: Site::of(head),
            slug: parts.max_by_key(Vec::len).unwrap_or_default(),
        })
    }

    /// A label for how much a line with these words is like the address: from 0 for nothing in common to 4. `None` where
    /// the address says nothing.
    pub(super) fn likeness(&self, tokens: &[Token]) -> Option<usize> {
        if self.slug.len() < WORDS {
            return None;
        }
        let words = hashes(tokens).count();
        let has = |word: &&u64| hashes(tokens).any(|other| other == **word);
        let shared = self.slug.iter().filter(has).count();
        let likeness = ratio(2 * shared, words + self.slug.len());
        Some(step(likeness, &[0.01, 0.35, 0.6, 0.8]))
    }

    /// Whether a line is the name of the site.
    pub(super) fn is_site(&self, line: &str) -> bool {
        self.site.is_named(line)
    }
}

/// Words without the number that many an address ends with.
fn without_number(words: &str) -> &str {
    let is_digit = |c: char| c.is_ascii_digit();
    words.trim_end_matches(is_digit).trim_end()
}

fn hashes(tokens: &[Token]) -> impl Iterator<Item = u64> {
    let words = tokens.iter().filter(|token| token.is_word());
    words.map(|token| token.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(url: &str, line: &str) -> Option<usize> {
        let head = Head {
            url: Some(url.to_owned()),
            ..Head::default()
        };
        let mut tokens = Vec::new();
        tokenize(line, 0, &mut tokens);
        TextAddress::of(&head).unwrap().likeness(&tokens)
    }

    #[test]
    fn a_title_is_like_its_address() {
        let url = "https://post.example/2024/05/naechster-halt-brucke-uber-die-lauter.html?from=/a-b-c-d-e-f-g-h";
        let line = "Nächster Halt: Brücke über die Lauter";
        assert_eq!(likeness(url, line), Some(4));
        assert_eq!(likeness(url, "Die Post"), Some(1));
        assert_eq!(likeness(url, "Home"), Some(0));
        let numbered = "https://post.example/mayor-keeps-word-4711";
        assert_eq!(likeness(numbered, "Mayor keeps her word"), Some(4));
        assert_eq!(likeness("https://post.example/?p=1234", line), None);
        assert_eq!(likeness("https://post.example", line), None);
    }
}

//! How lines are like the candidates for a title.

use rustc_hash::FxHashSet;

use super::folded::folded;
use super::signal::TitleMatch;
use crate::document::Document;
use crate::lanes::folded_hash;

/// Bytes of a title with which lines are compared.
const LONGEST_TITLE: usize = 1000;

/// The candidates for the title, ready to be compared with each line.
pub(super) struct Titles {
    pub(super) folded: Vec<FoldedTitle>,
    hashes: FxHashSet<u64>,
    /// The letters or digits they start with.
    starts: Vec<char>,
}

impl Titles {
    pub(super) fn of(document: &Document) -> Self {
        let titles = document.head.titles.iter().map(|title| title.text.as_str());
        let texts = || titles.clone().filter(|title| title.len() <= LONGEST_TITLE);
        Self {
            folded: texts()
                .map(folded)
                .filter(|title| title.len() > 2)
                .map(FoldedTitle::new)
                .collect(),
            hashes: texts().map(folded_hash).collect(),
            starts: texts().filter_map(first_sign).collect(),
        }
    }

    /// Whether one of them is a text with the hash that `hash` gives.
    pub(super) fn has_equal(&self, text: &str, hash: impl FnOnce() -> u64) -> bool {
        let starts = first_sign(text).is_none_or(|first| self.starts.contains(&first));
        starts && self.hashes.contains(&hash())
    }
}

/// Whether a short text holds another, by its first byte.
fn holds(whole: &str, part: &str) -> bool {
    let (whole, part) = (whole.as_bytes(), part.as_bytes());
    let Some(&first) = part.first() else {
        return true;
    };
    let last = whole.len().saturating_sub(part.len()) + 1;
    let starts = whole.get(..last).unwrap_or(whole);
    memchr::memchr_iter(first, starts)
        .any(|at| whole.get(at..).is_some_and(|rest| rest.starts_with(part)))
}

/// The first letter or digit, case folded.
fn first_sign(text: &str) -> Option<char> {
    let first = text.chars().find(|c| c.is_alphanumeric())?;
    Some(first.to_lowercase().next().unwrap_or(first))
}

/// A title as lower-case words.
pub(super) struct FoldedTitle {
    text: String,
    words: FxHashSet<Box<str>>,
}

impl FoldedTitle {
    fn new(text: String) -> Self {
        let words = text.split(' ').map(Box::from).collect();
        Self { text, words }
    }

    pub(super) fn likeness(&self, line: &str) -> Option<TitleMatch> {
        let title = self.text.as_str();
        if line.len() >= title.len() {
            return (line.len() <= title.len() * 2 && title.len() >= 12 && holds(line, title))
                .then_some(TitleMatch::Holds);
        }
        if line.len() >= 12 && holds(title, line) {
            return Some(TitleMatch::Part);
        }
        let all = 1 + line.bytes().filter(|byte| *byte == b' ').count();
        if all < 4 || all * 2 < self.words.len() {
            return None;
        }
        let mut missing = 0;
        for word in line.split(' ') {
            missing += usize::from(!self.words.contains(word));
            if missing * 5 > all {
                return None;
            }
        }
        Some(TitleMatch::Close)
    }
}

//! The words of a text's prose, among which a title's are looked for.

use super::words::{WordSet, Words};
use crate::document::Document;

/// Paragraphs that are looked at from the start, and from the middle.
const PARAGRAPHS: usize = 8;

/// The words of the first paragraphs, and of those that the second half starts with.
pub(super) fn words_of_prose(document: &Document, prose: &[usize]) -> (WordSet, WordSet) {
    let (mut first, mut rest) = (WordSet::default(), WordSet::default());
    let half = prose.len() / 2..prose.len() / 2 + PARAGRAPHS;
    for (number, &at) in prose.iter().enumerate().take(half.end) {
        if number >= PARAGRAPHS && !half.contains(&number) {
            continue;
        }
        let text = document.text.get(document.blocks[at].span.clone());
        let words = Words::of(text.unwrap_or_default());
        if number < PARAGRAPHS {
            first.add(&words);
        }
        if half.contains(&number) {
            rest.add(&words);
        }
    }
    (first, rest)
}

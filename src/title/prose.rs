//! The words of a text's prose, among which a title's are looked for.

use std::ops::Range;

use super::words::{Wanted, WordSet, read};
use crate::document::Document;
use crate::rules::fold::Token;

/// Paragraphs that are looked at from the start, and from the middle.
const PARAGRAPHS: usize = 8;

/// Those words of the first paragraphs, and of those that the second half starts with, that are looked for.
pub(super) fn words_of_prose(
    document: &Document,
    prose: &[usize],
    wanted: &Wanted,
) -> (WordSet, WordSet) {
    let (mut first, mut rest) = (WordSet::default(), WordSet::default());
    let half = prose.len() / 2..prose.len() / 2 + PARAGRAPHS;
    for (number, &at) in prose.iter().enumerate().take(half.end) {
        let (is_first, is_rest) = (number < PARAGRAPHS, half.contains(&number));
        if !is_first && !is_rest {
            continue;
        }
        words_of(document, at, |word| {
            if is_first {
                first.add(word, wanted);
            }
            if is_rest {
                rest.add(word, wanted);
            }
        });
    }
    (first, rest)
}

/// Gives the words of a line: most are known from its tokens.
fn words_of(document: &Document, at: usize, mut found: impl FnMut(u64)) {
    let block = document.blocks.get(at);
    let text = block.and_then(|block| document.text.get(block.span.clone()));
    let (text, mut end) = (text.unwrap_or_default(), 0);
    let tokens = document.reading.tokens(at).unwrap_or_default();
    for (span, hash) in tokens.iter().filter_map(Token::plain) {
        // A blank, or a mark and a blank, is most often all that is between.
        if span.start > end + 1 && !is_bare(text.as_bytes(), end..span.start) {
            read(text.get(end..span.start).unwrap_or_default(), &mut found);
        }
        found(hash);
        end = span.end;
    }
    read(text.get(end..).unwrap_or_default(), &mut found);
}

/// Whether these are two bytes that belong to no word.
fn is_bare(bytes: &[u8], part: Range<usize>) -> bool {
    let is_part = |byte: u8| !byte.is_ascii() || byte.is_ascii_alphanumeric() || byte == b'_';
    matches!(bytes.get(part), Some(&[one, other]) if !is_part(one) && !is_part(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cleaner;
    use crate::source::{Format, Source};

    #[test]
    fn words_are_those_of_the_text() {
        let text = "The _under_ council’s vote, (on 2nd  May) was: 50–50! über-all ok";
        let (document, ..) = Cleaner::default().evidence(&Source::decoded(text, Format::Text));
        let (mut known, mut all) = (Vec::new(), Vec::new());
        words_of(&document, 0, |word| known.push(word));
        read(text, |word| all.push(word));
        assert_eq!(known, all);
    }
}

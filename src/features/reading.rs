//! The lines of a plain text, read once for all that asks for their words.

use std::ops::Range;

use super::Measures;
use super::plain::{Listener, PlainWord};
use super::vocabulary::{Gatherer, Vocabulary};
use crate::lanes::{self, FoldedHasher};
use crate::rules::fold::{Token, mark_token, tokenize, word_token};

/// Bytes up to which a line is compared without regard to case and marks: titles come again in other dress.
const FOLDED: usize = 300;

/// What was read of all lines.
#[derive(Debug, Default, Clone)]
pub(crate) struct Reading {
    pub(crate) vocabulary: Vocabulary,
    /// Hash of each line: folded where it is short.
    pub(crate) hashes: Vec<u64>,
    tokens: Vec<Token>,
    lines: Vec<Ending>,
}

/// What is known of a line at its end.
#[derive(Debug, Clone, Copy)]
struct Ending {
    /// Where its tokens end.
    tokens: usize,
    letters: usize,
    is_plain: bool,
}

/// A part of a line.
pub(crate) enum Piece<'t> {
    /// A word of ASCII letters: the hash of its lower case.
    Word(u64),
    /// Any text; white space stands between it and the words beside it, or a mark.
    Other(&'t str),
}

/// What was read of one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Their places are counted from its start.
    pub(crate) tokens: &'a [Token],
    /// Nothing but plain words, each with at most one mark behind it.
    pub(crate) is_plain: bool,
    /// Bytes that are ASCII letters or of characters outside ASCII.
    pub(crate) letters: usize,
}

impl Reading {
    /// What was read of a line.
    pub(crate) fn line(&self, at: usize) -> Option<Line<'_>> {
        let end = self.lines.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        let start = before.map_or(0, |before| before.tokens);
        Some(Line {
            tokens: self.tokens.get(start..end.tokens)?,
            is_plain: end.is_plain,
            letters: end.letters,
        })
    }

    /// Gives the words of a line with this text: by their hash where they are plain, and what is between them as text.
    pub(crate) fn pieces<'t>(&self, at: usize, text: &'t str, mut each: impl FnMut(Piece<'t>)) {
        let mut end = 0;
        let tokens = self.tokens(at).unwrap_or_default();
        for (span, hash) in tokens.iter().filter_map(Token::plain) {
            if span.start > end + 1 {
                each(Piece::Other(text.get(end..span.start).unwrap_or_default()));
            }
            each(Piece::Word(hash));
            end = span.end;
        }
        each(Piece::Other(text.get(end..).unwrap_or_default()));
    }

    /// The hash of a line with this text without regard to case and marks.
    pub(crate) fn folded_hash(&self, at: usize, text: &str) -> u64 {
        let known = self.hashes.get(at).filter(|_| text.len() <= FOLDED);
        known.copied().unwrap_or_else(|| lanes::folded_hash(text))
    }

    /// The tokens of a line, their places counted from its start.
    pub(crate) fn tokens(&self, at: usize) -> Option<&[Token]> {
        self.line(at).map(|line| line.tokens)
    }
}

/// Reads line after line.
pub(crate) struct Reader {
    words: Gatherer,
    hash: FoldedHasher,
    is_folded: bool,
    is_plain: bool,
    letters: usize,
    /// Where the line starts.
    start: usize,
    reading: Reading,
}

impl Reader {
    /// For so many lines and bytes.
    pub(crate) fn new(lines: usize, bytes: usize) -> Self {
        Self {
            words: Gatherer::with_capacity(lines, bytes / 16),
            hash: FoldedHasher::default(),
            is_folded: true,
            is_plain: true,
            letters: 0,
            start: 0,
            reading: Reading {
                vocabulary: Vocabulary::default(),
                hashes: Vec::with_capacity(lines),
                tokens: Vec::with_capacity(bytes / 5),
                lines: Vec::with_capacity(lines),
            },
        }
    }

    /// Reads the line that is this part of a text.
    pub(crate) fn line(&mut self, text: &str, span: Range<usize>) -> Measures {
        let line = text.get(span.clone()).unwrap_or_default();
        self.start = span.start;
        self.is_folded = line.len() <= FOLDED;
        (self.is_plain, self.letters) = (true, 0);
        self.hash = FoldedHasher::default();
        let measures = Measures::read_to(text, span, self);
        self.words.end_line();
        let hash = if self.is_folded {
            self.hash.finish()
        } else {
            lanes::plain_hash(line)
        };
        self.reading.hashes.push(hash);
        self.reading.lines.push(Ending {
            tokens: self.reading.tokens.len(),
            letters: self.letters,
            is_plain: self.is_plain,
        });
        measures
    }

    pub(crate) fn finish(mut self) -> Reading {
        self.reading.vocabulary = self.words.finish();
        self.reading
    }
}

impl Listener for Reader {
    #[inline]
    fn plain_word(&mut self, text: &str, word: &PlainWord) {
        let (length, span) = (word.end - word.start, word.start..word.end);
        self.letters += length;
        self.words.plain_word(word.known, word.lower[0], length);
        if self.is_folded && !self.hash.letters(length, word.lower) {
            self.hash.text(text.get(span.clone()).unwrap_or_default());
        }
        let hash = if length < 16 {
            lanes::word_hash(length, word.mixed, word.lower[1])
        } else {
            lanes::long_word_hash(text.as_bytes(), span)
        };
        let (start, end) = (word.start - self.start, word.end - self.start);
        let tokens = &mut self.reading.tokens;
        tokens.push(word_token(hash, start..end));
        if let Some(mark) = word.mark {
            tokens.push(mark_token(mark, end));
            if mark == b'!' {
                self.words.exclamation();
            }
        }
    }

    fn other(&mut self, text: &str, stretch: Range<usize>) {
        self.is_plain = false;
        let line = text.get(self.start..stretch.end).unwrap_or_default();
        let start = stretch.start - self.start;
        let own = line.get(start..).unwrap_or_default();
        self.letters += lanes::count_letters_or_high(own.as_bytes());
        self.words.text(own);
        if self.is_folded {
            self.hash.text(own);
        }
        tokenize(line, start, &mut self.reading.tokens);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_each_reader_would() {
        let lines = [
            "The council met, and voted: yes! No? Extraordinarily so.",
            "Don’t miss 1,234 Über-things… «now» (really!) I'm *so* glad... ",
            "",
            "橋の上 2nd A. b, C",
        ];
        let mut reader = Reader::new(0, 0);
        for line in lines {
            let text = format!("before {line}\n after");
            let measures = reader.line(&text, 7..7 + line.len());
            assert_eq!(measures, Measures::read(line), "{line}");
        }
        let reading = reader.finish();
        for (at, line) in lines.into_iter().enumerate() {
            let mut tokens = Vec::new();
            tokenize(line, 0, &mut tokens);
            let known = format!("{:?}", reading.tokens(at).unwrap());
            assert_eq!(
                known.replace("Plain", "Word"),
                format!("{tokens:?}"),
                "{line}"
            );
            assert_eq!(reading.hashes[at], lanes::folded_hash(line), "{line}");
            let letters = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
            let letters = line.bytes().filter(letters).count();
            assert_eq!(reading.line(at).unwrap().letters, letters, "{line}");
        }
    }
}

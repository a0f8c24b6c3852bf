//! What can be measured of a piece of text by itself.

// Shares and chances need no more than single precision.
#![allow(clippy::cast_possible_truncation)]

mod book;
mod hearing;
mod known;
mod marked;
mod plain;
mod reading;
mod stopwords;
mod vocabulary;
mod voices;

use std::ops::Range;

use crate::letters::{is_alphanumeric, is_uppercase};
use plain::{Listener, Plain};
pub(crate) use reading::{Desk, Line, MarkSet, PageReader, Piece, Reading, TextReader};
use stopwords::{LONGEST, is_bound, is_stopword, is_unicode_stopword};
pub(crate) use voices::{LISTS, PERSONS};

/// Counts over one block, made in one pass.
// Each is a fact of its own.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Measures {
    /// Words; two characters of a script without spaces count as one.
    pub(crate) words: u32,
    /// Words inside links.
    pub(crate) link_words: u32,
    /// Links that start in the block.
    pub(crate) links: u16,
    /// Function words of the languages that have a list.
    pub(crate) stopwords: u32,
    /// Sentence ends followed by a space or the end.
    pub(crate) stops: u16,
    pub(crate) commas: u16,
    /// Words that start with a capital.
    pub(crate) capitalized: u16,
    /// Words all in capitals, of two letters or more.
    pub(crate) shouted: u16,
    /// Words that are or start with a digit.
    pub(crate) numbers: u16,
    /// `|`, `»`, `›`, `·`, `•`, `/` between blanks.
    pub(crate) separators: u16,
    /// Characters of code: `{}[]();=<>_\`.
    pub(crate) code_signs: u16,
    pub(crate) currency: bool,
    pub(crate) ends: End,
    pub(crate) starts_lower: bool,
    pub(crate) starts_digit: bool,
    pub(crate) at_sign: bool,
    pub(crate) quotes: bool,
    /// A script that puts no spaces between words.
    pub(crate) unspaced: bool,
}

/// How a block ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum End {
    #[default]
    Open,
    Stop,
    Question,
    Colon,
    Ellipsis,
    Comma,
}

impl Measures {
    /// Share of the words that are links.
    pub(crate) fn link_density(&self) -> f32 {
        if self.words == 0 {
            0.0
        } else {
            (f64::from(self.link_words) / f64::from(self.words)).min(1.0) as f32
        }
    }

    pub(crate) fn stopword_density(&self) -> f32 {
        if self.words == 0 {
            0.0
        } else {
            (f64::from(self.stopwords) / f64::from(self.words)) as f32
        }
    }

    /// Running text: enough words, and the marks of sentences.
    pub(crate) fn is_prose(&self) -> bool {
        if self.words < 10 {
            return false;
        }
        let sentences = self.stops > 0 || matches!(self.ends, End::Stop | End::Question);
        (sentences || self.words >= 25)
            && (self.unspaced || self.is_flowing())
            && (self.link_words == 0 || self.link_density() < 0.5)
    }

    /// Reads as a sentence rather than a label or a title: enough function words, few capitals.
    pub(crate) fn is_sentence(&self) -> bool {
        self.words >= 6
            && self.stopwords * 6 >= self.words
            && u32::from(self.capitalized) * 2 <= self.words
    }

    /// Whether 15 % of the words are function words.
    fn is_flowing(&self) -> bool {
        // In whole numbers, where no rounding can tell: this is asked for often.
        if self.words < 1 << 20 {
            self.stopwords * 20 >= self.words * 3
        } else {
            self.stopword_density() >= 0.15
        }
    }

    /// Measures a text. `link_words` and `links` are the caller's.
    pub(crate) fn read(text: &str) -> Self {
        Self::read_to(text, 0..text.len(), &mut ())
    }

    /// The same for a part of a text, with somebody listening.
    fn read_to(text: &str, span: Range<usize>, listener: &mut impl Listener) -> Self {
        let mut measures = Self::default();
        let mut at = span.start;
        while at < span.end {
            at = measures.read_window(text, at..span.end, listener);
        }
        measures.note_ends(text.get(span).unwrap_or_default());
        measures
    }

    /// Reads the next words of a part of a text, and gives where the one after them may start.
    fn read_window(
        &mut self,
        text: &str,
        part: Range<usize>,
        listener: &mut impl Listener,
    ) -> usize {
        let bytes = text.as_bytes().get(..part.end).unwrap_or_default();
        let mut at = part.start;
        let until = part.end.min(at + Plain::WINDOW);
        let mut plain = Plain::default();
        while at < until {
            at = if let Some(next) = plain.word(bytes, at, listener) {
                next
            } else if bytes.get(at).is_some_and(|byte| class_of(*byte) == SPACE) {
                at + 1
            } else {
                // Most often one blank.
                listener.other(text, at..part.end, self) + 1
            };
        }
        plain.add_to(self);
        at
    }

    /// Notes how a text starts and ends.
    fn note_ends(&mut self, text: &str) {
        self.ends = end_of(text);
        if let Some(first) = text.bytes().next().filter(u8::is_ascii_graphic) {
            self.starts_lower = first.is_ascii_lowercase();
            self.starts_digit = first.is_ascii_digit();
        } else if let Some(first) = text.trim_start().chars().next() {
            self.starts_lower = first.is_lowercase();
            self.starts_digit = first.is_ascii_digit();
        }
    }

    /// Adds the measures of what follows on a line of its own.
    pub(crate) fn join(&mut self, next: &Self) {
        self.words = self.words.saturating_add(next.words);
        self.link_words = self.link_words.saturating_add(next.link_words);
        self.links = self.links.saturating_add(next.links);
        self.stopwords = self.stopwords.saturating_add(next.stopwords);
        self.stops = self.stops.saturating_add(next.stops);
        self.commas = self.commas.saturating_add(next.commas);
        self.capitalized = self.capitalized.saturating_add(next.capitalized);
        self.shouted = self.shouted.saturating_add(next.shouted);
        self.numbers = self.numbers.saturating_add(next.numbers);
        self.separators = self.separators.saturating_add(next.separators);
        self.code_signs = self.code_signs.saturating_add(next.code_signs);
        self.currency |= next.currency;
        self.at_sign |= next.at_sign;
        self.quotes |= next.quotes;
        self.unspaced |= next.unspaced;
        self.ends = next.ends;
    }

    /// Counts the word that starts here, whatever it is made of, and gives where it ends.
    fn any_word(&mut self, text: &str, rest: Range<usize>) -> usize {
        let (bytes, start) = (&text.as_bytes()[..rest.end], rest.start);
        let mut word = Word {
            start,
            ..Word::default()
        };
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            let class = CLASS[usize::from(byte)];
            if class == SPACE {
                break;
            }
            word.add(class);
            if class >= SIGN {
                self.sign(class);
            }
            at += 1;
        }
        self.end_word(text, &word, at);
        at
    }

    fn sign(&mut self, class: u8) {
        match class {
            COMMA => self.commas = self.commas.saturating_add(1),
            CODE => self.code_signs = self.code_signs.saturating_add(1),
            DOLLAR => self.currency = true,
            AT => self.at_sign = true,
            QUOTE => self.quotes = true,
            _ => {}
        }
    }

    /// Counts the word that ends before this byte.
    fn end_word(&mut self, text: &str, word: &Word, end: usize) {
        if word.start == end {
            return;
        }
        let Some(whole) = text.get(word.start..end) else {
            return;
        };
        if word.high {
            self.add_unicode(whole);
            return;
        }
        let bytes = whole.as_bytes();
        if word.runs == 0 {
            if matches!(bytes, b"|" | b"/" | b">" | b"-" | b"*" | b"::" | b"+") {
                self.separators = self.separators.saturating_add(1);
            }
            return;
        }
        self.words += word.runs;
        self.close_word(bytes, word.letters, word.upper);
    }

    fn close_word(&mut self, bytes: &[u8], letters: u32, upper: u32) {
        let first = CLASS[usize::from(bytes[0])];
        self.capitalized = self.capitalized.saturating_add(u16::from(first == UPPER));
        self.numbers = self.numbers.saturating_add(u16::from(first == DIGIT));
        self.shouted = self
            .shouted
            .saturating_add(u16::from(letters >= 2 && upper == letters));
        let is_stop = |byte: Option<&u8>| matches!(byte, Some(b'.' | b'!' | b'?'));
        let last = bytes.len() - 1;
        let quoted = matches!(bytes[last], b'"' | b'\'' | b')')
            && is_stop(last.checked_sub(1).and_then(|at| bytes.get(at)));
        if letters > 1 && (is_stop(bytes.get(last)) || quoted) {
            self.stops = self.stops.saturating_add(1);
        }
        if letters == 0 || letters as usize > LONGEST {
            return;
        }
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
        let start = bytes.iter().position(is_letter).unwrap_or(0);
        let end = bytes.iter().rposition(is_letter).map_or(0, |at| at + 1);
        if start < end && end - start <= LONGEST && is_stopword(&bytes[start..end]) {
            self.stopwords += 1;
        }
    }

    fn add_unicode(&mut self, word: &str) {
        let (mut letters, mut unspaced, mut upper, mut first, mut runs, mut in_run) =
            (0u32, 0u32, 0u32, None, 0u32, false);
        for c in word.chars() {
            let alnum = is_alphanumeric(c);
            if alnum {
                first = first.or(Some(c));
                letters += 1;
                upper += u32::from(is_uppercase(c));
                if is_unspaced(c) {
                    unspaced += 1;
                } else if !in_run {
                    runs += 1;
                }
            }
            in_run = alnum || matches!(c, '\'' | '’');
            match c {
                '、' | '،' | '，' => self.commas = self.commas.saturating_add(1),
                '。' | '！' | '？' | '؟' | '।' | '۔' => {
                    self.stops = self.stops.saturating_add(1);
                }
                '€' | '£' | '¥' | '₹' => self.currency = true,
                '“' | '”' | '„' | '«' | '»' | '「' => self.quotes = true,
                _ => {}
            }
        }
        if letters == 0 {
            self.separators = self
                .separators
                .saturating_add(u16::from(is_separator(word)));
            return;
        }
        self.unspaced |= unspaced * 2 > letters;
        self.words += runs + unspaced.div_ceil(2);
        self.close_unicode(word, letters, upper, first);
    }

    fn close_unicode(&mut self, word: &str, letters: u32, upper: u32, first: Option<char>) {
        let end = word.trim_end_matches(['"', '”', '’', '»', ')', '“']);
        let stops = letters > 1 && end.ends_with(['.', '!', '?', '…']);
        let (capital, digit) = first.map_or((false, false), |first| {
            (is_uppercase(first), first.is_ascii_digit())
        });
        self.stops = self.stops.saturating_add(u16::from(stops));
        self.capitalized = self.capitalized.saturating_add(u16::from(capital));
        self.numbers = self.numbers.saturating_add(u16::from(digit));
        self.shouted = self
            .shouted
            .saturating_add(u16::from(letters >= 2 && upper == letters));
        self.stopwords += u32::from(letters <= 5 && is_unicode_stopword(word) || is_bound(word));
    }
}

/// Signs that set the parts of a line apart, outside ASCII.
fn is_separator(word: &str) -> bool {
    let mut signs = word.chars();
    matches!(
        (signs.next(), signs.next()),
        (
            Some(
                '»' | '›'
                    | '·'
                    | '•'
                    | '–'
                    | '—'
                    | '→'
                    | '«'
                    | '‹'
                    | '←'
                    | '▸'
                    | '▶'
                    | '●'
                    | '◆'
            ),
            None
        )
    )
}

/// A word under the reader's eye.
#[derive(Debug, Default)]
struct Word {
    start: usize,
    letters: u32,
    upper: u32,
    /// Runs of letters and digits.
    runs: u32,
    in_run: bool,
    /// Holds letters outside ASCII.
    high: bool,
}

impl Word {
    fn add(&mut self, class: u8) {
        let alnum = class <= APOSTROPHE;
        self.letters += u32::from(class <= UPPER);
        self.upper += u32::from(class == UPPER);
        self.runs += u32::from(alnum && !self.in_run);
        self.in_run = alnum;
        self.high |= class == HIGH;
    }
}

// Classes of bytes: up to `APOSTROPHE` they are part of a run, from `SIGN` on they are counted.
const LOWER: u8 = 0;
const UPPER: u8 = 1;
const DIGIT: u8 = 2;
const APOSTROPHE: u8 = 3;
const SPACE: u8 = 4;
const OTHER: u8 = 5;
const HIGH: u8 = 6;
const SIGN: u8 = 7;
const COMMA: u8 = 7;
const CODE: u8 = 8;
const DOLLAR: u8 = 9;
const AT: u8 = 10;
const QUOTE: u8 = 11;

static CLASS: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0u8;
    loop {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'\'' => APOSTROPHE,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => SPACE,
            b',' => COMMA,
            b'{' | b'}' | b'[' | b']' | b'(' | b';' | b'=' | b'<' | b'>' | b'_' | b'\\' => CODE,
            b'$' => DOLLAR,
            b'@' => AT,
            b'"' => QUOTE,
            0x80.. => HIGH,
            _ => OTHER,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

fn class_of(byte: u8) -> u8 {
    CLASS[usize::from(byte)]
}

/// How a text ends, closing quotes and brackets aside.
pub(crate) fn end_of(text: &str) -> End {
    // As most lines end.
    match text.as_bytes() {
        [.., byte] if byte.is_ascii_alphanumeric() => return End::Open,
        [.., before, b'.'] if *before != b'.' => return End::Stop,
        _ => {}
    }
    let closes = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '“' | '」' | '』'
            )
    };
    let end = text.trim_end_matches(closes);
    match end.chars().next_back() {
        Some('.') if end.ends_with("...") => End::Ellipsis,
        Some('.' | '!' | '。' | '！' | '؟' | '।' | '۔') => End::Stop,
        Some('?' | '？') => End::Question,
        Some(':' | '：') => End::Colon,
        Some('…') => End::Ellipsis,
        Some(',' | ';' | '、' | '،') => End::Comma,
        _ => End::Open,
    }
}

/// Scripts that put no spaces between words: Thai, kana, Han.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_a_sentence() {
        let m = Measures::read(
            "The council met on Tuesday evening, and voted for the plan after a debate of three hours.",
        );
        assert_eq!(m.words, 17);
        assert_eq!((m.commas, m.stops, m.ends), (1, 1, End::Stop));
        assert!(m.is_prose());
    }

    #[test]
    fn flowing_is_told_in_whole_numbers_as_in_fractions() {
        for words in (10..3000).chain([(1 << 20) - 1, 1 << 20]) {
            for near in 0..3 {
                let stopwords = words * 3 / 20 + near - 1;
                let m = Measures {
                    words,
                    stopwords,
                    ..Measures::default()
                };
                assert_eq!(m.is_flowing(), m.stopword_density() >= 0.15, "{m:?}");
            }
        }
    }

    #[test]
    fn measures_unspaced_scripts() {
        let m =
            Measures::read("東京都は火曜日の夜に計画を承認した。市長は春に工事を始めると述べた。");
        assert!(
            m.unspaced && m.words > 10 && m.stops == 2 && m.is_prose(),
            "{m:?}"
        );
    }
}

//! Text → folded tokens, the form in which phrases are compared.
//!
//! A token is a word, a number or one mark of punctuation, kept as a 64-bit hash of its folded letters with its place
//! in the text. Folding takes away what does not tell phrases apart: case, diacritics, curly quotes, kinds of dashes
//! and spaces, full-width forms, invisible characters; a number is `#`, whatever its digits. A Chinese or Japanese
//! character is a token of its own, so that phrases need no word breaks there.

use std::ops::Range;

use super::letter::{Folded, fold};
use crate::lanes::{self, Hasher, mix};

/// What a token is, as far as matching asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word of ASCII letters alone, with white space before it and behind it but for a mark.
    Plain,
    Word,
    /// A character of a script written without spaces.
    Han,
    /// Punctuation that carries no meaning at the edge of a line: bullets, colons, arrows.
    Edge,
    /// Punctuation that does: quotes, `©`, `@`, `$`.
    Sign,
}

/// One token of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) hash: u64,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: TokenKind,
}

impl Default for Token {
    fn default() -> Self {
        mark_token(b'.', 0)
    }
}

impl Token {
    /// The same token so many bytes further on.
    #[inline]
    pub(crate) fn moved(self, by: usize) -> Self {
        let by = offset(by);
        Self {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
            ..self
        }
    }

    /// A word or number, or a character of a script without spaces.
    pub(crate) fn is_word(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::Plain | TokenKind::Word | TokenKind::Han
        )
    }

    /// The place and hash of a plain word.
    pub(crate) fn plain(&self) -> Option<(Range<usize>, u64)> {
        let span = self.start as usize..self.end as usize;
        (self.kind == TokenKind::Plain).then_some((span, self.hash))
    }
}

/// The hash of a sequence of tokens, one more token at a time; `0` is the empty sequence.
pub(super) fn extend(sequence: u64, token: u64) -> u64 {
    mix(sequence.rotate_left(23) ^ token)
}

/// Whether a mark says nothing at the edge of a line.
pub(super) const fn mark_kind(mark: char) -> TokenKind {
    match mark {
        '"' | '\'' | '©' | '®' | '@' | '$' | '€' | '£' | '%' | '♯' | '&' => TokenKind::Sign,
        _ => TokenKind::Edge,
    }
}

/// What an ASCII byte is to the tokeniser's fast path: its folded letter, or one of these.
const SPACE: u8 = 0;
const OTHER: u8 = 1;

const ASCII: [u8; 256] = ascii_table();

const fn ascii_table() -> [u8; 256] {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        #[allow(clippy::cast_possible_truncation)] // below 128
        let b = byte as u8;
        if b.is_ascii_alphabetic() {
            table[byte] = b.to_ascii_lowercase();
        } else if b <= b' ' || b == 0x7f {
            table[byte] = SPACE;
        }
        byte += 1;
    }
    table
}

fn class(bytes: &[u8], at: usize) -> u8 {
    bytes
        .get(at)
        .map_or(SPACE, |&byte| ASCII[usize::from(byte)])
}

/// Appends the tokens of `text[from..]` to `out`; `from` must be a character boundary.
///
/// A text over 4 GiB is cut there: offsets are `u32`.
pub(crate) fn tokenize(text: &str, from: usize, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let end = bytes.len().min(u32::MAX as usize);
    let mut at = from;
    while at < end {
        let letter = class(bytes, at);
        if letter == SPACE {
            at += 1;
        } else if letter > OTHER || bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at = word(text, at, out);
        } else {
            at = other(text, at, out);
        }
    }
}

/// A token that starts with neither an ASCII letter nor digit.
fn other(text: &str, at: usize, out: &mut Vec<Token>) -> usize {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
        return at + 1;
    };
    let next = at + c.len_utf8();
    match fold(c) {
        Folded::Space | Folded::Nothing => next,
        Folded::Letter(_) | Folded::Pair(..) | Folded::Digit => word(text, at, out),
        Folded::Han(c) => {
            push(out, single(c), at, next, TokenKind::Han);
            next
        }
        Folded::Apostrophe => mark('\'', at, next, out),
        Folded::Mark(c) => mark(c, at, next, out),
    }
}

fn single(c: char) -> u64 {
    let mut hasher = Hasher::default();
    hasher.push_char(c);
    hasher.finish()
}

/// A mark; a run of the same mark is one token.
fn mark(c: char, at: usize, next: usize, out: &mut Vec<Token>) -> usize {
    let hash = single(c);
    match out.last_mut() {
        Some(last) if last.hash == hash && last.end as usize == at => {
            last.end = offset(next);
        }
        _ => push(out, hash, at, next, mark_kind(c)),
    }
    next
}

fn push(out: &mut Vec<Token>, hash: u64, start: usize, end: usize, kind: TokenKind) {
    out.push(Token {
        hash,
        start: offset(start),
        end: offset(end),
        kind,
    });
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The token of a plain word of this hash.
#[inline]
pub(crate) fn word_token(hash: u64, word: Range<usize>) -> Token {
    // Of a text over 4 GiB the places are lost; it is no text of ours.
    #[allow(clippy::cast_possible_truncation)]
    let [start, end] = [word.start as u32, word.end as u32];
    Token {
        hash,
        start,
        end,
        kind: TokenKind::Plain,
    }
}

/// The token of a comma, colon or end of a sentence.
pub(crate) fn mark_token(mark: u8, at: usize) -> Token {
    Token {
        hash: lanes::byte_hash(mark),
        start: offset(at),
        end: offset(at + 1),
        kind: TokenKind::Edge,
    }
}

/// A word or number from `start` on; returns where it ends.
fn word(text: &str, start: usize, out: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut hasher = Hasher::default();
    let mut at = start;
    // ASCII letters, eight at a time.
    loop {
        let chunk = lanes::eight(bytes, at);
        let count = lanes::leading_letters(chunk);
        let letters = lanes::small(chunk);
        at += count as usize;
        if count == 8 {
            hasher.push_lanes(letters, 8);
            continue;
        }
        if count > 0 {
            hasher.push_lanes(lanes::first(letters, count), count);
        }
        break;
    }
    if at == start
        || bytes
            .get(at)
            .is_some_and(|&byte| GOES_ON[usize::from(byte)])
    {
        at = rest_of_word(text, at, &mut hasher);
    }
    push(out, hasher.finish(), start, at, TokenKind::Word);
    at
}

/// Whatever else a word may hold, one character at a time.
fn rest_of_word(text: &str, mut at: usize, hasher: &mut Hasher) -> usize {
    let bytes = text.as_bytes();
    let mut in_number = false;
    loop {
        let letter = class(bytes, at);
        if letter > OTHER {
            hasher.push(letter);
            in_number = false;
            at += 1;
        } else if letter == SPACE
            || matches!(
                bytes.get(at),
                Some(b'!'..=b'&' | b'('..=b'+' | b'-' | b'/' | b':'..=b'?')
            )
        {
            return at;
        } else if let Some(next) = word_goes_on(text, at, letter, &mut in_number, hasher) {
            at = next;
        } else {
            return at;
        }
    }
}

/// Bytes after an ASCII letter that may belong to the word.
const GOES_ON: [bool; 256] = {
    let mut goes_on = [true; 256];
    let mut byte = 0;
    while byte < 128 {
        #[allow(clippy::cast_possible_truncation)] // below 128
        let b = byte as u8;
        goes_on[byte] = b.is_ascii_alphanumeric() || b == b'\'' || b == b'`';
        byte += 1;
    }
    goes_on
};

/// Past the character at `at` if the word goes on with it.
fn word_goes_on(
    text: &str,
    at: usize,
    class_of: u8,
    in_number: &mut bool,
    hasher: &mut Hasher,
) -> Option<usize> {
    if class_of == SPACE {
        return None;
    }
    let c = text.get(at..)?.chars().next()?;
    let next = at + c.len_utf8();
    match fold(c) {
        Folded::Letter(c) => {
            hasher.push_char(c);
            *in_number = false;
        }
        Folded::Pair(a, b) => {
            hasher.push_char(a);
            hasher.push_char(b);
            *in_number = false;
        }
        Folded::Digit => {
            if !*in_number {
                hasher.push(b'#');
            }
            *in_number = true;
        }
        Folded::Nothing => {}
        Folded::Apostrophe if !*in_number && letter_at(text, next) => hasher.push(b'\''),
        Folded::Mark('.' | ',')
            if *in_number && text.as_bytes().get(next).is_some_and(u8::is_ascii_digit) => {}
        _ => return None,
    }
    Some(next)
}

fn letter_at(text: &str, at: usize) -> bool {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.is_some_and(|c| matches!(fold(c), Folded::Letter(_) | Folded::Pair(..)))
}

/// The hash of the first word of a text, as its token has it; `0` where there is none.
pub(crate) fn word_hash(text: &str) -> u64 {
    let mut hasher = Hasher::default();
    let mut in_number = false;
    for (at, c) in text.char_indices() {
        match fold(c) {
            Folded::Han(c) => return single(c),
            Folded::Letter(_) | Folded::Pair(..) | Folded::Digit => {
                let mut at = at;
                while let Some(next) = word_goes_on(
                    text,
                    at,
                    class(text.as_bytes(), at),
                    &mut in_number,
                    &mut hasher,
                ) {
                    at = next;
                }
                return hasher.finish();
            }
            _ => {}
        }
    }
    0
}

/// The tokens of a phrase of a rule: as of a text, but `#` stands for a number.
pub(super) fn phrase_tokens(phrase: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(8);
    if phrase.contains('#') {
        tokenize(&phrase.replace('#', "0"), 0, &mut tokens);
    } else {
        tokenize(phrase, 0, &mut tokens);
    }
    tokens
}

/// The tokens without meaningless punctuation at the edges; all of them if there is nothing else.
pub(super) fn core(tokens: &[Token]) -> &[Token] {
    let is_core = |token: &Token| token.kind != TokenKind::Edge;
    match (
        tokens.iter().position(is_core),
        tokens.iter().rposition(is_core),
    ) {
        (Some(first), Some(last)) => tokens.get(first..=last).unwrap_or(tokens),
        _ => tokens,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let hashes = |text: &str| {
            let mut tokens = Vec::new();
            tokenize(text, 0, &mut tokens);
            core(&tokens).iter().map(|t| t.hash).collect::<Vec<_>>()
        };
        hashes(a) == hashes(b)
    }

    #[test]
    fn folds_what_does_not_tell_phrases_apart() {
        for (a, b) in [
            ("Don’t miss:", "don't  miss"),
            ("• Read more »", "READ MORE"),
            ("12 Comments", "1,234 comments"),
            ("Publicité", "PUBLICITE"),
            ("Publicite\u{301}", "publicité"),
            ("Straße", "STRASSE"),
            ("Loading…", "loading..."),
            ("E‑mail", "e-mail"),
            ("ＳＮＳ：", "sns"),
            ("so\u{ad}cial", "social"),
            ("Ёлка", "елка"),
        ] {
            assert!(same(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("Share", "Shares"),
            ("© 2019", "2019"),
            ("\"Share\"", "Share"),
            ("a: b", "a b"),
        ] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn the_quick_hash_of_a_word_is_the_slow_one() {
        for word in [
            "a",
            "Bridge",
            "bridges!",
            "eightletters",
            "Sixteen-letters",
            "seventeenletters1",
        ] {
            let mut quick = Vec::new();
            tokenize(word, 0, &mut quick);
            let letters: String = word
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            let mut slow = Hasher::default();
            let mut in_number = false;
            let mut at = 0;
            while let Some(next) = word_goes_on(
                &letters,
                at,
                class(letters.as_bytes(), at),
                &mut in_number,
                &mut slow,
            ) {
                at = next;
            }
            assert_eq!(quick[0].hash, slow.finish(), "{word}");
        }
    }

    #[test]
    fn tokens_keep_their_places() {
        let text = "“Wait,” said l’ami—at 3.5 km 写真 {x}";
        let mut tokens = Vec::new();
        tokenize(text, 0, &mut tokens);
        let places: Vec<&str> = tokens
            .iter()
            .map(|t| &text[t.start as usize..t.end as usize])
            .collect();
        assert_eq!(
            places,
            [
                "“", "Wait", ",", "”", "said", "l’ami", "—", "at", "3.5", "km", "写", "真", "{",
                "x", "}"
            ]
        );
    }
}

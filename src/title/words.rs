//! Folded forms of short texts, for comparison.

use std::ops::Range;
use std::sync::OnceLock;

use crate::features::{Piece, Reading};
use crate::lanes::{self, Hasher};
use crate::letters::is_alphanumeric;

/// Lower case, quotes and dashes made plain, white space squeezed: titles that differ in no more are the same.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        fold_ascii(text, &mut out);
        return out;
    }
    for c in text.chars() {
        if c.is_ascii() {
            let is_blank = c.is_whitespace();
            if !is_blank || !(out.is_empty() || out.ends_with(' ')) {
                out.push(match c {
                    '`' => '\'',
                    _ if is_blank => ' ',
                    c => c.to_ascii_lowercase(),
                });
            }
            continue;
        }
        let c = match c {
            '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '´' => '\'',
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
            '‐'..='―' | '−' => '-',
            c if c.is_whitespace() => ' ',
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => continue,
            '…' => {
                out.push_str("...");
                continue;
            }
            c => c,
        };
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        out.extend(c.to_lowercase());
    }
    out.truncate(out.trim_end().len());
    out
}

/// The same of a text of ASCII.
fn fold_ascii(text: &str, out: &mut String) {
    for word in text.split(char::is_whitespace) {
        if !word.is_empty() && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.make_ascii_lowercase();
    if out.contains('`') {
        *out = out.replace('`', "'");
    }
}

/// A line without its Markdown marks.
pub(super) fn unmarked(line: &str) -> &str {
    let ends = [line.bytes().next(), line.bytes().next_back()];
    let is_bare = |end: &Option<u8>| end.is_some_and(|end| end.is_ascii_alphanumeric());
    if ends.iter().all(is_bare) {
        return line;
    }
    line.trim_start_matches('#').trim().trim_matches('*')
}

/// A heading without the sign that links to itself, as pages of documentation write it behind the last word: `¶`, or `#`
/// behind a small letter (of `C#` it is a part).
pub(super) fn without_permalink(line: &str) -> &str {
    let bare = line.trim_end_matches(['¶', ' ']);
    let Some(before) = bare.strip_suffix('#') else {
        return bare;
    };
    match before.chars().next_back() {
        Some(last) if last.is_lowercase() => before,
        _ => bare,
    }
}

/// Words with single blanks between.
pub(crate) fn squeezed(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A line without its Markdown marks, white space squeezed.
pub(super) fn bare(line: &str) -> String {
    squeezed(unmarked(line))
}

/// Whether a text's folded form may be this one, by its first letter where that is ASCII.
pub(super) fn may_fold_to(text: &str, known: &str) -> bool {
    let first = text.trim_start().bytes().next();
    first.is_none_or(|first| {
        !first.is_ascii_alphanumeric() || known.bytes().next() == Some(first.to_ascii_lowercase())
    })
}

/// Letters and digits alone, in lower case.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// A bit for each of some words: whether another may be among them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sieve(u64);

impl Sieve {
    pub(super) fn of(words: &Words) -> Self {
        Self(words.0.iter().fold(0, |bits, word| bits | Self::bit(*word)))
    }

    fn may_have(self, word: u64) -> bool {
        self.0 & Self::bit(word) != 0
    }

    fn bit(word: u64) -> u64 {
        1 << (word >> 40 & 63)
    }
}

/// The words of a text, hashed, in order; a character of a script without spaces is a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<u64>);

/// Words that say nothing about a text's subject, in the most frequent languages.
const STOPWORDS: [&str; 30] = [
    "the", "a", "an", "of", "and", "to", "in", "for", "on", "with", "is", "at", "by", "from", "or",
    "your", "you", "de", "der", "die", "das", "und", "la", "le", "les", "el", "los", "des", "en",
    "et",
];

impl Words {
    /// Words of a text, the same ones for all texts that fold to the same.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 5 + 2);
        read(text, |word| words.push(word));
        Self(words)
    }

    /// The words that bear meaning, or all when none does, of a text.
    pub(super) fn meaningful_of(text: &str) -> Self {
        let mut words = Self::of(text);
        keep_meaningful(&mut words.0, 0);
        words
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn contains(&self, word: u64) -> bool {
        self.0.contains(&word)
    }

    /// The words that bear meaning, or all when none does.
    pub(super) fn meaningful(&self) -> Self {
        let mut words = self.clone();
        keep_meaningful(&mut words.0, 0);
        words
    }

    /// How many of these words stand in `other`.
    pub(super) fn shared(&self, other: &Self) -> usize {
        self.0.iter().filter(|&&word| other.contains(word)).count()
    }

    /// The share of these words that stand in `other`, from 0 to 1.
    pub(super) fn share_in(&self, other: &Self) -> f32 {
        if self.is_empty() {
            0.0
        } else {
            ratio(self.shared(other), self.len())
        }
    }
}

/// The words of many short texts that bear meaning, or all of a text where none does, one after the other: none has memory
/// of its own.
#[derive(Debug, Default)]
pub(super) struct Shelf(Vec<u64>);

impl Shelf {
    /// Makes room for so many titles.
    pub(super) fn reserve(&mut self, titles: usize) {
        self.0.reserve(8 * titles);
    }

    /// Adds a text, and gives where its words are.
    pub(super) fn add(&mut self, text: &str) -> Range<usize> {
        let start = self.0.len();
        read(text, |word| self.0.push(word));
        keep_meaningful(&mut self.0, start);
        start..self.0.len()
    }

    /// The same for a line that was read before.
    pub(super) fn add_line(&mut self, reading: &Reading, at: usize, text: &str) -> Range<usize> {
        let start = self.0.len();
        reading.pieces(at, text, |piece| match piece {
            Piece::Word(hash) => self.0.push(hash),
            Piece::Other(text) => read(text, |word| self.0.push(word)),
        });
        keep_meaningful(&mut self.0, start);
        start..self.0.len()
    }

    pub(super) fn words(&self, part: &Range<usize>) -> &[u64] {
        self.0.get(part.clone()).unwrap_or_default()
    }

    /// How many of a text's words stand in another with this sieve, which most words do not pass.
    pub(super) fn shared(&self, part: &Range<usize>, other: &Words, sieve: Sieve) -> usize {
        let is_in = |word: &&u64| sieve.may_have(**word) && other.contains(**word);
        self.words(part).iter().filter(is_in).count()
    }

    /// The share of a text's words that stand in a set, from 0 to 1.
    pub(super) fn share_in(&self, part: &Range<usize>, set: &WordSet) -> f32 {
        let shared = self.words(part).iter().filter(|&&word| set.contains(word));
        ratio(shared.count(), part.len())
    }
}

/// Takes out the words from a place on that bear no meaning, where others do.
fn keep_meaningful(words: &mut Vec<u64>, start: usize) {
    let own = words.get(start..).unwrap_or_default();
    if own.iter().all(|word| is_stopword(*word)) {
        return;
    }
    let mut to = start;
    for at in start..words.len() {
        let word = words[at];
        words[to] = word;
        to += usize::from(!is_stopword(word));
    }
    words.truncate(to);
}

/// Bits of a filter.
const FILTER_BITS: usize = 4096;

/// Which words are looked for; now and then it takes in one that is not.
#[derive(Debug)]
pub(super) struct Wanted([u64; FILTER_BITS / 64]);

impl Wanted {
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a [u64]>) -> Self {
        let mut bits = [0; FILTER_BITS / 64];
        for &word in all.flatten() {
            let (at, bit) = Self::bit(word);
            bits[at] |= bit;
        }
        Self(bits)
    }

    fn has(&self, word: u64) -> bool {
        let (at, bit) = Self::bit(word);
        self.0[at] & bit != 0
    }

    fn bit(word: u64) -> (usize, u64) {
        let bit = usize::try_from(word >> 20).unwrap_or(0) % FILTER_BITS;
        (bit / 64, 1 << (bit % 64))
    }
}

/// The words of a longer text, for looking them up: hashes at the place that their lower bits say or the next free one.
#[derive(Debug, Clone, Default)]
pub(super) struct WordSet {
    places: Vec<u64>,
    count: usize,
}

impl WordSet {
    /// Adds a word that is looked for.
    pub(super) fn add(&mut self, word: u64, wanted: &Wanted) {
        if wanted.has(word) {
            self.insert(word);
        }
    }

    fn insert(&mut self, word: u64) {
        if self.count * 2 >= self.places.len() {
            let room = vec![0; (self.places.len() * 4).max(128)];
            let old = std::mem::replace(&mut self.places, room);
            self.count = 0;
            for word in old.into_iter().filter(|word| *word != 0) {
                self.insert(word);
            }
        }
        let (place, known) = self.find(word);
        if !known && let Some(free) = self.places.get_mut(place) {
            *free = word;
            self.count += 1;
        }
    }

    fn contains(&self, word: u64) -> bool {
        !self.places.is_empty() && self.find(word).1
    }

    /// Where a word stands or would stand, and whether it does.
    fn find(&self, word: u64) -> (usize, bool) {
        let mask = self.places.len() - 1;
        let mut place = usize::try_from(word >> 32).unwrap_or(0) & mask;
        while self.places[place] != 0 {
            if self.places[place] == word {
                return (place, true);
            }
            place = (place + 1) & mask;
        }
        (place, false)
    }
}

/// Gives the hash of each word of a text as it is folded.
pub(super) fn read(text: &str, mut found: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let (mut word, mut at) = (Hasher::default(), 0);
    let mut close = |word: &mut Hasher| {
        if !word.is_empty() {
            found(std::mem::take(word).finish());
        }
    };
    while let Some(&byte) = bytes.get(at) {
        let chunk = lanes::eight(bytes, at);
        let count = lanes::leading_letters(chunk);
        if count == 8 {
            word.push_lanes(lanes::small(chunk), count);
            at += 8;
        } else if count > 0 {
            word.push_lanes(lanes::first(lanes::small(chunk), count), count);
            at += count as usize;
        } else if byte.is_ascii_digit() || byte == b'_' {
            word.push(byte);
            at += 1;
        } else if byte.is_ascii() {
            close(&mut word);
            at += 1;
        } else {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            at += c.len_utf8();
            match c {
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
                'ʼ' => close(&mut word),
                c => {
                    for c in c.to_lowercase() {
                        let dense = is_dense(c);
                        let is_part = dense || is_alphanumeric(c);
                        if dense || !is_part {
                            close(&mut word);
                        }
                        if is_part {
                            word.push_char(c);
                        }
                        if dense {
                            close(&mut word);
                        }
                    }
                }
            }
        }
    }
    close(&mut word);
}

/// Words between white space.
pub(super) fn count_words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    // Without a branch a letter.
    let is_blank = |byte: u8| byte == b' ' || (b'\t'..=b'\r').contains(&byte);
    let mut before = true;
    let starts = text.bytes().map(|byte| {
        let starts = before && !is_blank(byte);
        before = is_blank(byte);
        usize::from(starts)
    });
    starts.sum()
}

pub(super) fn ratio(part: usize, whole: usize) -> f32 {
    let small = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    if whole == 0 {
        0.0
    } else {
        small(part) / small(whole)
    }
}

fn is_stopword(word: u64) -> bool {
    // By the lowest bits whether it may be one, which most words may not.
    static HASHED: OnceLock<([bool; 256], [u64; STOPWORDS.len()])> = OnceLock::new();
    let (may_be, hashed) = HASHED.get_or_init(|| {
        let hashed = STOPWORDS.map(|word| Words::of(word).0.first().copied().unwrap_or(0));
        let mut may_be = [false; 256];
        for hash in hashed {
            may_be[low(hash)] = true;
        }
        (may_be, hashed)
    });
    may_be[low(word)] && hashed.contains(&word)
}

fn low(hash: u64) -> usize {
    usize::from(hash.to_le_bytes()[0])
}

/// Scripts written without spaces between words.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_without_typography() {
        assert_eq!(
            folded(" “Bees” — the\u{a0}keeper’s  tale "),
            folded("\"bees\" - the keeper's tale")
        );
        assert_eq!(key("The Valley-Post.com"), "thevalleypostcom");
    }

    #[test]
    fn words_of_dense_scripts_are_characters() {
        assert_eq!(Words::of("武汉的声音 2020").len(), 6);
        assert_eq!(Words::of("bees' tale, 2 parts").len(), 4);
    }

    #[test]
    fn ascii_is_folded_as_the_rest_is() {
        for text in [" The  `Bees`\tCome\x0bBack ", "A", "", " ", "x - Y"] {
            let among = folded(&format!("é {text}"));
            assert_eq!(format!("é {}", folded(text)).trim_end(), among, "{text:?}");
        }
    }

    #[test]
    fn words_are_those_of_the_folded_text() {
        for text in [
            "The  Valley_Post’s “Big” so\u{ad}cial–tale…2nd İstanbul",
            "ΟΔΟΣ ʼOdos, x\u{200b}y 武汉2020",
        ] {
            let folded = folded(text);
            assert_eq!(Words::of(text), Words::of(&folded));
            let plain = folded.split(|c: char| !c.is_alphanumeric() && c != '_');
            let plain = plain.filter(|word| !word.is_empty());
            let dense = text.chars().filter(|c| is_dense(*c)).count();
            assert_eq!(Words::of(text).len(), plain.count() + dense);
        }
    }

    #[test]
    fn permalinks_are_no_part_of_a_heading() {
        let bare = ["Retries#", "Retries¶", "Retries ¶", "Retries"].map(without_permalink);
        assert_eq!(bare, ["Retries"; 4]);
        assert_eq!(without_permalink("Lists in C#"), "Lists in C#");
        assert_eq!(without_permalink("#"), "#");
    }

    #[test]
    fn a_set_holds_what_was_added() {
        let words: Vec<String> = (0..2000).map(|number| format!("w{number}")).collect();
        let mut set = WordSet::default();
        assert!(!set.contains(1));
        let mut shelf = Shelf::default();
        let (all, others) = (shelf.add(&words.join(" ")), shelf.add("w2000 v1"));
        let wanted = Wanted::of([&all, &others].map(|part| shelf.words(part)).into_iter());
        let added = shelf.words(&all).iter();
        added.for_each(|&word| set.add(word, &wanted));
        let some = shelf.add("the w0 w1999 of w77");
        assert!(some.len() == 3 && shelf.share_in(&some, &set) > 0.99);
        assert!(shelf.share_in(&others, &set) < 0.01);
        assert_eq!(shelf.add("of the").len(), 2);
    }
}

//! Text eight bytes at a time: a number of 64 bits with a byte in each lane, the first lowest.

use std::ops::Range;

use crate::letters::{is_alphanumeric, lowercase};

/// The number one in each lane.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The top bit of each lane.
const TOPS: u64 = 0x80 * ONES;
/// The bit that tells small ASCII letters from capitals, in each lane.
const CASE: u64 = 0x20 * ONES;

/// For every byte, whether it is one of these.
pub(crate) const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

/// The eight bytes from `at` on; zeros beyond the end.
#[inline]
pub(crate) fn eight(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(|eight| eight.first_chunk()) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => last(bytes, bytes.get(at..).unwrap_or_default()),
    }
}

/// The sixteen bytes from `at` on; zeros beyond the end.
#[inline]
pub(crate) fn sixteen(bytes: &[u8], at: usize) -> [u64; 2] {
    match bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
        Some(chunk) => halves(u128::from_le_bytes(*chunk)),
        None => [eight(bytes, at), eight(bytes, at + 8)],
    }
}

/// Sixteen lanes as one number, and the other way round.
fn joined(lanes: [u64; 2]) -> u128 {
    u128::from(lanes[0]) | u128::from(lanes[1]) << 64
}

#[allow(clippy::cast_possible_truncation)] // its halves
pub(crate) fn halves(both: u128) -> [u64; 2] {
    [both as u64, (both >> 64) as u64]
}

/// Marks the lanes that hold a blank or a control character. Above the first marked lane others may be marked that hold
/// none.
#[inline]
pub(crate) fn blanks(lanes: u64) -> u64 {
    lanes.wrapping_sub(ONES * 0x21) & !lanes & TOPS
}

/// The first `count` of sixteen lanes.
#[inline]
pub(crate) fn first_of_sixteen(lanes: [u64; 2], count: usize) -> [u64; 2] {
    match u32::try_from(count) {
        Ok(count @ 0..=7) => [first(lanes[0], count), 0],
        Ok(count @ 8..=15) => [lanes[0], first(lanes[1], count - 8)],
        _ => lanes,
    }
}

/// The bytes that are left, fewer than eight.
#[cold]
fn last(all: &[u8], rest: &[u8]) -> u64 {
    let bits = 8 * rest.len();
    if rest.is_empty() {
        0
    } else if let Some(chunk) = all.last_chunk::<8>() {
        u64::from_le_bytes(*chunk) >> (64 - bits)
    } else if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
        first | last << (bits - 32)
    } else {
        let next = |lanes: u64, byte: &u8| lanes << 8 | u64::from(*byte);
        rest.iter().rev().fold(0, next)
    }
}

/// ASCII letters in lower case; other bytes change, too.
pub(crate) fn small(lanes: u64) -> u64 {
    lanes | CASE
}

/// The first `count` of the lanes, at most seven.
pub(crate) fn first(lanes: u64, count: u32) -> u64 {
    lanes & ((1 << (8 * count)) - 1)
}

/// The first `count` of the lanes, at most eight.
pub(crate) fn first_of(lanes: u64, count: u32) -> u64 {
    if count < 8 {
        first(lanes, count)
    } else {
        lanes
    }
}

/// The top bit of each lane that is no ASCII letter.
fn no_letters(lanes: u64) -> u64 {
    let small = small(lanes) & !TOPS;
    // The top bit of a lane: at least `a`; more than `z`; not ASCII.
    let from_a = small + (0x80 - 0x61) * ONES;
    let past_z = small + (0x80 - 0x7b) * ONES;
    (from_a & !past_z & !lanes & TOPS) ^ TOPS
}

/// How many of the lanes are ASCII letters up to the first that is none.
pub(crate) fn leading_letters(lanes: u64) -> u32 {
    no_letters(lanes).trailing_zeros() / 8
}

/// The ASCII letters up to the first lane that is none: how many, and all bits of their lanes.
pub(crate) fn letters_mask(lanes: u64) -> (u32, u64) {
    let none = no_letters(lanes);
    let lowest = none & none.wrapping_neg();
    (none.trailing_zeros() / 8, (lowest >> 7).wrapping_sub(1))
}

/// How many of the lanes are ASCII letters.
pub(crate) fn count_letters(lanes: u64) -> u32 {
    8 - count_tops(no_letters(lanes))
}

/// How many of the lanes have their top bit set, where no other bit is.
#[allow(clippy::cast_possible_truncation)] // at most eight
fn count_tops(lanes: u64) -> u32 {
    // The product gathers the lanes in the highest one.
    ((lanes >> 7).wrapping_mul(ONES) >> 56) as u32
}

/// How many of the lanes are no blanks or control characters up to the first that is.
pub(crate) fn up_to_blank(lanes: u64) -> u32 {
    blanks(lanes).trailing_zeros() / 8
}

/// Whether all bytes are ASCII, and none of them is 0.
pub(crate) fn are_ascii_text(bytes: &[u8]) -> bool {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let odd = |lanes: u64| (lanes | lanes.wrapping_sub(ONES)) & TOPS;
    let rest_is_odd = rest.iter().any(|&byte| byte == 0 || !byte.is_ascii());
    !rest_is_odd
        && chunks
            .iter()
            .fold(0, |all, chunk| all | odd(u64::from_le_bytes(*chunk)))
            == 0
}

/// How many of the lanes are ASCII letters, digits or apostrophes up to the first that is none.
pub(crate) fn leading_word(lanes: u64) -> u32 {
    let bare = lanes & !TOPS;
    let small = small(bare);
    let letters = (small + (0x80 - 0x61) * ONES) & !(small + (0x80 - 0x7b) * ONES);
    let digits = (bare + (0x80 - 0x30) * ONES) & !(bare + (0x80 - 0x3a) * ONES);
    let others = (bare ^ (ONES * u64::from(b'\''))) + (0x80 - 1) * ONES;
    let is_word = (letters | digits | !others) & !lanes & TOPS;
    (is_word ^ TOPS).trailing_zeros() / 8
}

/// How many of the lanes are ASCII letters or bytes of characters outside ASCII.
pub(crate) fn letters_or_high(lanes: u64) -> u32 {
    let small = small(lanes) & !TOPS;
    let letters = (small + (0x80 - 0x61) * ONES) & !(small + (0x80 - 0x7b) * ONES);
    count_tops((letters | lanes) & TOPS)
}

/// The same for all of some bytes.
pub(crate) fn count_letters_or_high(bytes: &[u8]) -> usize {
    let chunks = (0..bytes.len()).step_by(8);
    chunks
        .map(|at| letters_or_high(eight(bytes, at)) as usize)
        .sum()
}

/// Whether a byte of a part is an ASCII capital or of a character outside ASCII.
pub(crate) fn has_capital_or_high(bytes: &[u8], part: Range<usize>) -> bool {
    part.clone().step_by(8).any(|at| {
        let count = u32::try_from(part.end - at).unwrap_or(8).min(8);
        let chunk = first_of(eight(bytes, at), count);
        ((no_letters(chunk) ^ TOPS) & !(chunk << 2) | chunk) & TOPS != 0
    })
}

/// Whether one of the lanes is of a character outside ASCII.
pub(crate) fn has_high(lanes: u64) -> bool {
    lanes & TOPS != 0
}

/// The top bit of each lane that is an ASCII digit.
fn digits(lanes: u64) -> u64 {
    let bare = lanes & !TOPS;
    let digits = (bare + (0x80 - 0x30) * ONES) & !(bare + (0x80 - 0x3a) * ONES);
    digits & !lanes & TOPS
}

/// Whether one of the lanes is an ASCII digit.
pub(crate) fn has_digit(lanes: u64) -> bool {
    digits(lanes) != 0
}

/// Which of sixteen lanes are letters, capitals and digits of ASCII: a bit each, the first lowest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Classes {
    pub(crate) letters: u32,
    pub(crate) capitals: u32,
    pub(crate) digits: u32,
}

impl Classes {
    #[inline]
    pub(crate) fn of(lanes: [u64; 2]) -> Self {
        let letters = lanes.map(|lanes| no_letters(lanes) ^ TOPS);
        // The bit that small letters have, at the top of each lane.
        let small = lanes.map(|lanes| lanes << 2);
        let both = |tops: [u64; 2]| gathered(tops[0] >> 7) | gathered(tops[1] >> 7) << 8;
        Self {
            letters: both(letters),
            capitals: both([letters[0] & !small[0], letters[1] & !small[1]]),
            digits: both(lanes.map(digits)),
        }
    }
}

/// The lowest bits of the lanes, where no other bit is set, as eight bits.
#[allow(clippy::cast_possible_truncation)] // at most eight bits
pub(crate) fn gathered(lowest: u64) -> u32 {
    // The product gathers the lanes in the highest one.
    (lowest.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32
}

/// Sixteen lanes with one byte in the place of some of them, zeros at the end.
pub(crate) fn replaced(lanes: [u64; 2], part: Range<u32>, by: u8) -> [u64; 2] {
    let both = joined(lanes);
    let before = both & ((1 << (8 * part.start)) - 1);
    let after = both >> (8 * part.end) << (8 * (part.start + 1));
    halves(before | u128::from(by) << (8 * part.start) | after)
}

/// So many lanes of sixteen from one on, eight at most, zeros after them.
#[inline]
pub(crate) fn part(lanes: [u64; 2], from: u32, count: u32) -> u64 {
    let [rest, _] = halves(joined(lanes) >> (8 * from));
    first_of(rest, count)
}

/// Whether any of these lanes, which are ASCII letters or zero, is a small one.
pub(crate) fn has_small(lanes: u64) -> bool {
    lanes & CASE != 0
}

/// Marks the lanes that hold what a JSON string cannot hold as it is: a quote, a backslash, a control character. Above
/// the first marked lane others may be marked that hold none.
pub(crate) fn json_marks(lanes: u64) -> u64 {
    let (quote, slash) = (
        lanes ^ (ONES * u64::from(b'"')),
        lanes ^ (ONES * u64::from(b'\\')),
    );
    let quotes = quote.wrapping_sub(ONES) & !quote;
    let slashes = slash.wrapping_sub(ONES) & !slash;
    let controls = lanes.wrapping_sub(ONES * 0x20) & !lanes;
    (quotes | slashes | controls) & TOPS
}

/// The first of the marked lanes.
pub(crate) fn first_marked(marks: u64) -> usize {
    (marks.trailing_zeros() / 8) as usize
}

/// The bytes of a character, and how many they are.
fn char_lanes(c: char) -> (u64, u32) {
    let mut bytes = [0; 4];
    let count = c.encode_utf8(&mut bytes).len();
    let count = u32::try_from(count).unwrap_or(4);
    (u64::from(u32::from_le_bytes(bytes)), count)
}

/// One of two numbers, without a branch.
#[inline]
fn choose(first: bool, one: u64, other: u64) -> u64 {
    let all = u64::from(first).wrapping_neg();
    one & all | other & !all
}

/// A hash of bytes, eight to a multiplication.
#[derive(Debug, Default)]
pub(crate) struct Hasher {
    hash: u64,
    pending: u64,
    length: u32,
}

impl Hasher {
    pub(crate) fn push(&mut self, byte: u8) {
        self.push_lanes(u64::from(byte), 1);
    }

    pub(crate) fn push_char(&mut self, c: char) {
        let (lanes, count) = char_lanes(c);
        self.push_lanes(lanes, count);
    }

    /// Adds a word of ASCII letters in lower case.
    fn push_letters(&mut self, bytes: &[u8], word: Range<usize>) {
        let mut at = word.start;
        while at < word.end {
            let count = u32::try_from(word.end - at).unwrap_or(8).min(8);
            self.push_lanes(first_of(small(eight(bytes, at)), count), count);
            at += 8;
        }
    }

    /// Adds the first `count` lanes, one at least; the others are zero.
    pub(crate) fn push_lanes(&mut self, lanes: u64, count: u32) {
        let filled = self.length % 8;
        let pending = self.pending | lanes << (8 * filled);
        self.length += count;
        // Whether eight lanes are full is past a processor's guessing: both ways are taken.
        let is_full = filled + count >= 8;
        let mixed = mix(self.hash ^ pending);
        // What did not fit; nothing where it fitted exactly.
        let rest = (lanes >> 1) >> (8 * (8 - filled) - 1);
        self.hash = choose(is_full, mixed, self.hash);
        self.pending = choose(is_full, rest, pending);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(crate) fn finish(&self) -> u64 {
        mix(mix(self.hash ^ self.pending) ^ u64::from(self.length))
    }
}

/// A hash of a text's letters and digits, case folded.
#[derive(Debug, Default)]
pub(crate) struct FoldedHasher(Hasher);

impl FoldedHasher {
    /// So many folded bytes, with zeros after them. False, and nothing done, where they are more than sixteen.
    #[inline]
    pub(crate) fn letters(&mut self, length: usize, folded: [u64; 2]) -> bool {
        match u32::try_from(length) {
            Ok(count @ 0..=8) => self.0.push_lanes(folded[0], count),
            Ok(count @ 9..=16) => {
                self.0.push_lanes(folded[0], 8);
                self.0.push_lanes(folded[1], count - 8);
            }
            _ => return false,
        }
        true
    }

    /// A word of ASCII letters.
    pub(crate) fn long_word(&mut self, bytes: &[u8], word: Range<usize>) {
        self.0.push_letters(bytes, word);
    }

    pub(crate) fn text(&mut self, text: &str) {
        Self::each(text, |lanes, count| self.0.push_lanes(lanes, count));
    }

    /// Gives the folded letters and digits of a text, up to eight bytes at a time.
    pub(crate) fn each(text: &str, mut give: impl FnMut(u64, u32)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let chunk = eight(bytes, at);
            let count = leading_letters(chunk);
            if count > 0 {
                give(first_of(small(chunk), count), count);
                at += count as usize;
            } else if byte.is_ascii() {
                if byte.is_ascii_digit() {
                    give(u64::from(byte), 1);
                }
                at += 1;
            } else {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                    break;
                };
                if is_alphanumeric(c) {
                    let (lanes, count) = char_lanes(lowercase(c));
                    give(lanes, count);
                }
                at += c.len_utf8();
            }
        }
    }

    pub(crate) fn finish(&self) -> u64 {
        self.0.finish()
    }
}

/// Hash of a text's letters and digits, case folded.
pub(crate) fn folded_hash(text: &str) -> u64 {
    let mut hasher = FoldedHasher::default();
    hasher.text(text);
    hasher.finish()
}

/// What a [`Hasher`] makes of some bytes.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = Hasher::default();
    for at in (0..bytes.len()).step_by(8) {
        let count = u32::try_from(bytes.len() - at).unwrap_or(8).min(8);
        hasher.push_lanes(first_of(eight(bytes, at), count), count);
    }
    hasher.finish()
}

/// Hash of a text as it is.
pub(crate) fn plain_hash(text: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// What a [`Hasher`] makes of a word of so many ASCII letters, fewer than 16, in lower case, zeros after them.
pub(crate) fn word_hash(length: usize, [first, second]: [u64; 2]) -> u64 {
    let mixed = mix(first);
    let whole = choose(length < 8, mixed, mix(mixed ^ second));
    mix(whole ^ length as u64)
}

/// The same for a word of any length.
pub(crate) fn long_word_hash(bytes: &[u8], word: Range<usize>) -> u64 {
    let mut hasher = Hasher::default();
    hasher.push_letters(bytes, word);
    hasher.finish()
}

/// What a [`Hasher`] makes of one byte.
pub(crate) const fn byte_hash(byte: u8) -> u64 {
    short_hash(byte as u64, 1)
}

/// What a [`Hasher`] makes of so many lanes, fewer than eight.
pub(crate) const fn short_hash(lanes: u64, length: u64) -> u64 {
    mix(mix(lanes) ^ length)
}

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number of which the upper bits depend on all of another.
#[inline]
pub(crate) fn product(lanes: u64) -> u64 {
    lanes.wrapping_mul(MIX)
}

/// A step of a hash.
pub(crate) const fn mix(hash: u64) -> u64 {
    let product = hash.wrapping_mul(MIX);
    product ^ (product >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_from_all_other_bytes() {
        for byte in 0..=255_u8 {
            let lanes = eight(&[b'x', byte, b'y'], 0);
            let count = if byte.is_ascii_alphabetic() { 3 } else { 1 };
            assert_eq!(leading_letters(lanes), count, "{byte:#x}");
        }
        for byte in 0..=255_u8 {
            let count = leading_word(eight(&[b'x', byte, b'y'], 0));
            let lanes = eight(&[b'.', byte, b'-'], 0);
            let counts = byte.is_ascii_alphabetic() || byte >= 0x80;
            assert_eq!(letters_or_high(lanes), u32::from(counts), "{byte:#x}");
            assert_eq!(has_digit(lanes), byte.is_ascii_digit(), "{byte:#x}");
            assert_eq!(has_high(lanes), !byte.is_ascii(), "{byte:#x}");
            let has_capital = has_capital_or_high(&[b'X', byte, b'X'], 1..2);
            assert_eq!(has_capital, byte.is_ascii_uppercase() || byte >= 0x80);
            let is_letter = u32::from(byte.is_ascii_alphabetic());
            assert_eq!(count_letters(lanes), is_letter, "{byte:#x}");
            let is_word = byte.is_ascii_alphanumeric() || byte == b'\'';
            assert_eq!(count, if is_word { 3 } else { 1 }, "{byte:#x}");
        }
        assert_eq!(leading_letters(eight(b"Letters.", 0)), 7);
        assert_eq!(leading_letters(eight(b"lettersx", 0)), 8);
        let small = |text| {
            let lanes = eight(text, 0);
            has_small(lanes & letters_mask(lanes).1)
        };
        assert!(small(b"ABc") && !small(b"ABC d") && !small(b"ABCDEFGH"));
        assert_eq!(letters_mask(eight(b"ab c", 0)), (2, 0xffff));
        assert_eq!(letters_mask(eight(b"abcdefgh", 0)), (8, u64::MAX));
    }

    #[test]
    fn beyond_the_end_are_zeros() {
        let text = b"lanes of bytes";
        for (start, at) in (0..text.len()).flat_map(|start| (0..20).map(move |at| (start, at))) {
            let bytes = &text[start..];
            let mut padded = [0; 8];
            let rest = bytes.iter().skip(at).take(8);
            padded
                .iter_mut()
                .zip(rest)
                .for_each(|(to, byte)| *to = *byte);
            assert_eq!(eight(bytes, at), u64::from_le_bytes(padded), "{start} {at}");
        }
    }

    #[test]
    fn a_hash_does_not_depend_on_the_pieces() {
        let text = b"a hash of some length";
        let mut whole = Hasher::default();
        for &byte in text {
            whole.push(byte);
        }
        for first in 1..8 {
            let mut pieces = Hasher::default();
            let mut at = 0;
            while at < text.len() {
                let count = if at == 0 {
                    first
                } else {
                    8.min(text.len() - at)
                };
                let lanes = eight(&text[at..at + count], 0);
                pieces.push_lanes(lanes, u32::try_from(count).unwrap());
                at += count;
            }
            assert_eq!(pieces.finish(), whole.finish(), "{first}");
        }
    }

    #[test]
    fn the_hash_of_a_word_is_that_of_its_bytes() {
        let text = b"Sevenlettersormore";
        for end in 1..text.len() {
            let mut hasher = Hasher::default();
            let lower = text[..end].to_ascii_lowercase();
            for &byte in &lower {
                hasher.push(byte);
            }
            let count = u32::try_from(end.min(8)).unwrap();
            let first = first_of(small(eight(text, 0)), count);
            if end < 16 {
                let rest = u32::try_from(end.saturating_sub(8)).unwrap();
                let second = first_of(small(eight(text, 8)), rest);
                assert_eq!(word_hash(end, [first, second]), hasher.finish());
            }
            assert_eq!(long_word_hash(text, 0..end), hasher.finish());
            assert_eq!(hash(&lower), hasher.finish());
        }
        let mut hasher = Hasher::default();
        hasher.push(b'!');
        assert_eq!(byte_hash(b'!'), hasher.finish());
    }

    #[test]
    fn the_first_mark_is_one() {
        for byte in 0..=255_u8 {
            let marks = json_marks(eight(&[b'a', 0xff, byte, b'b', b' ', b'!', b'#', b']'], 0));
            let is_mark = byte < b' ' || byte == b'"' || byte == b'\\';
            assert_eq!(marks != 0, is_mark, "{byte:#x}");
            assert!(marks == 0 || first_marked(marks) == 2);
        }
    }
}

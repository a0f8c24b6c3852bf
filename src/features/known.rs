//! Short ASCII words that say something by themselves, function words and those of the voices, in one table: a word
//! is looked up once.

use super::stopwords::WORDS;
use super::voices::VOICES;
use crate::lanes::mix;

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Known(u8);

/// The bit of a function word; the others are the number of the voice and one.
const STOPWORD: u8 = 0x80;

impl Known {
    pub(super) fn is_stopword(self) -> bool {
        self.0 & STOPWORD != 0
    }

    pub(super) fn voice(self) -> Option<u8> {
        (self.0 & !STOPWORD).checked_sub(1)
    }

    /// The same for a word with these first lanes: English "I" is a word of its own only in capitals.
    pub(super) fn or_capital(self, first: u64, lower: u64) -> Self {
        if first & 0xff != u64::from(b'I') {
            return self;
        }
        let key = lower & !0xff | u64::from(b'I');
        let own = known(key, mix(key));
        if own.voice().is_some() {
            Self(own.0 | self.0 & STOPWORD)
        } else {
            self
        }
    }
}

/// Rows of the table, a power of two, and the words that each has room for.
const ROWS: usize = 512;
const ROOM: usize = 4;
/// By which bits of a word's hash its row is told: such that no row has more words than it has room for.
const SHIFT: u32 = 15;

#[derive(Clone, Copy)]
struct Row {
    keys: [u64; ROOM],
    known: [Known; ROOM],
}

static TABLE: [Row; ROWS] = table();

/// What is known of a word of at most eight bytes, by its lanes: lower case but for a capital "I", zeros after it.
/// `mixed` is the key, mixed. Every second word is known of a text, which a processor cannot guess: all of a row is looked
/// at, without a branch.
#[inline]
pub(super) fn known(key: u64, mixed: u64) -> Known {
    let Row { keys, known } = &TABLE[row(mixed)];
    let all = keys.iter().zip(known);
    let found = all.map(|(own, known)| known.0 & u8::from(*own == key).wrapping_neg());
    Known(found.fold(0, |all, found| all | found))
}

const fn row(mixed: u64) -> usize {
    (mixed >> SHIFT) as usize % ROWS
}

#[allow(clippy::large_stack_arrays)] // The compiler's own.
const fn table() -> [Row; ROWS] {
    let row = Row {
        keys: [0; ROOM],
        known: [Known(0); ROOM],
    };
    let mut table = [row; ROWS];
    add(&mut table, WORDS, STOPWORD);
    let mut voice = 0;
    while voice < VOICES.len() {
        #[allow(clippy::cast_possible_truncation)] // few
        add(&mut table, VOICES[voice], voice as u8 + 1);
        voice += 1;
    }
    table
}

/// Adds the words of a list that are short enough.
const fn add(table: &mut [Row; ROWS], words: &str, known: u8) {
    let bytes = words.as_bytes();
    let (mut at, mut key, mut length, mut is_short) = (0, 0u64, 0, true);
    while at <= bytes.len() {
        if at == bytes.len() || bytes[at] == b' ' {
            if is_short && key != 0 {
                put(table, key, known);
            }
            (key, length, is_short) = (0, 0, true);
        } else {
            is_short = is_short && length < 8 && bytes[at].is_ascii();
            if is_short {
                key |= (bytes[at] as u64) << (8 * length);
            }
            length += 1;
        }
        at += 1;
    }
}

const fn put(table: &mut [Row; ROWS], key: u64, known: u8) {
    let row = &mut table[row(mix(key))];
    let mut at = 0;
    while row.keys[at] != 0 && row.keys[at] != key {
        at += 1;
        assert!(at < ROOM, "a row is too full: another SHIFT is needed");
    }
    row.keys[at] = key;
    row.known[at].0 |= known;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::voices::voices_of_words;
    use crate::lanes;

    fn find(word: &str) -> Known {
        let key = lanes::eight(word.as_bytes(), 0);
        known(key, mix(key))
    }

    #[test]
    fn short_words_are_found_as_all_are() {
        let mut short = 0;
        for (word, voice) in voices_of_words() {
            if word.len() <= 8 && word.is_ascii() {
                assert_eq!(find(word).voice(), Some(voice), "{word}");
                short += 1;
            }
        }
        for word in WORDS.split(' ') {
            assert!(find(word).is_stopword(), "{word}");
            short += 1;
        }
        assert!(short > 400);
        assert_eq!(find("bridge"), Known::default());
        assert_eq!(find(""), Known::default());
        assert!(!find("buy").is_stopword() && find("the").voice().is_none());
    }
}

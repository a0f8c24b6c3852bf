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

/// Places of the table: a power of two, twice the words at least.
const PLACES: usize = 1024;
/// Bits of the filter before it.
const BITS: usize = 8192;

struct Table {
    /// A bit for some of a word's hash: most words have none.
    filter: [u64; BITS / 64],
    keys: [u64; PLACES],
    known: [Known; PLACES],
}

static TABLE: Table = table();

/// What is known of a word of at most eight bytes, by its lanes: lower case but for a capital "I", zeros after it.
/// `mixed` is the key, mixed.
pub(super) fn known(key: u64, mixed: u64) -> Known {
    let bit = bit(mixed);
    if TABLE.filter[bit / 64] >> (bit % 64) & 1 == 0 {
        return Known::default();
    }
    let mut place = place(mixed);
    while TABLE.keys[place] != key {
        if TABLE.keys[place] == 0 {
            return Known::default();
        }
        place = (place + 1) % PLACES;
    }
    TABLE.known[place]
}

const fn bit(mixed: u64) -> usize {
    (mixed >> 51) as usize % BITS
}

const fn place(mixed: u64) -> usize {
    (mixed >> 40) as usize % PLACES
}

const fn table() -> Table {
    let mut table = Table {
        filter: [0; BITS / 64],
        keys: [0; PLACES],
        known: [Known(0); PLACES],
    };
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
const fn add(table: &mut Table, words: &str, known: u8) {
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

const fn put(table: &mut Table, key: u64, known: u8) {
    let mixed = mix(key);
    let bit = bit(mixed);
    table.filter[bit / 64] |= 1 << (bit % 64);
    let mut place = place(mixed);
    while table.keys[place] != 0 && table.keys[place] != key {
        place = (place + 1) % PLACES;
    }
    table.keys[place] = key;
    table.known[place].0 |= known;
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
        assert!(short * 2 < PLACES + PLACES / 4);
        assert_eq!(find("bridge"), Known::default());
        assert!(!find("buy").is_stopword() && find("the").voice().is_none());
    }
}

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

    /// What is known of a word of so many bytes by its first lanes in lower case: nothing, where it has more than eight.
    #[inline]
    pub(super) fn of(length: usize, lower: u64) -> Self {
        if length <= 8 {
            known(lower)
        } else {
            Self::default()
        }
    }

    /// The same for a word with these first lanes: English "I" is a word of its own only in capitals.
    pub(super) fn or_capital(self, first: u64, lower: u64) -> Self {
        if first & 0xff != u64::from(b'I') {
            return self;
        }
        let own = known(lower & !0xff | u64::from(b'I'));
        if own.voice().is_some() {
            Self(own.0 | self.0 & STOPWORD)
        } else {
            self
        }
    }
}

/// Places of the table, and the groups that its words are moved by: powers of two.
const PLACES: usize = 1024;
const GROUPS: usize = 256;
/// Words that a group has room for.
const ROOM: usize = 8;

/// A perfect hash: each word has a place of its own, where all of its group are moved alike ("hash and displace", Belazzougui,
/// Botelho and Dietzfelbinger 2009).
struct Table {
    moves: [u16; GROUPS],
    keys: [u64; PLACES],
    /// What is known of another word, nothing, and of the one with this place.
    known: [[Known; 2]; PLACES],
}

static TABLE: Table = Words::all().table();

/// What is known of a word of at most eight bytes, by its lanes: lower case but for a capital "I", zeros after it.
/// Every second word is known of a text, which a processor cannot guess: it is looked up without a branch.
#[inline]
pub(super) fn known(key: u64) -> Known {
    let mixed = mix(key);
    let place = place(mixed, TABLE.moves[group(mixed)]);
    TABLE.known[place][usize::from(TABLE.keys[place] == key)]
}

const fn group(mixed: u64) -> usize {
    (mixed >> 52) as usize % GROUPS
}

const fn place(mixed: u64, moved: u16) -> usize {
    ((mixed >> 34) as usize ^ moved as usize) % PLACES
}

/// The words of the table, by group.
struct Words {
    keys: [[u64; ROOM]; GROUPS],
    known: [[u8; ROOM]; GROUPS],
    counts: [usize; GROUPS],
}

impl Words {
    #[allow(clippy::large_stack_arrays)] // The compiler's own.
    const fn all() -> Self {
        let mut words = Self {
            keys: [[0; ROOM]; GROUPS],
            known: [[0; ROOM]; GROUPS],
            counts: [0; GROUPS],
        };
        words.add(WORDS, STOPWORD);
        let mut voice = 0;
        while voice < VOICES.len() {
            #[allow(clippy::cast_possible_truncation)] // few
            words.add(VOICES[voice], voice as u8 + 1);
            voice += 1;
        }
        words
    }

    /// Adds the words of a list that are short enough.
    const fn add(&mut self, words: &str, known: u8) {
        let bytes = words.as_bytes();
        let (mut at, mut key, mut length, mut is_short) = (0, 0u64, 0, true);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                if is_short && key != 0 {
                    self.put(key, known);
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

    const fn put(&mut self, key: u64, known: u8) {
        let group = group(mix(key));
        let mut at = 0;
        while at < self.counts[group] && self.keys[group][at] != key {
            at += 1;
        }
        self.keys[group][at] = key;
        self.known[group][at] |= known;
        if at == self.counts[group] {
            self.counts[group] += 1;
        }
    }

    /// The largest groups choose first.
    #[allow(clippy::large_stack_arrays)] // The compiler's own.
    const fn table(&self) -> Table {
        let mut table = Table {
            moves: [0; GROUPS],
            keys: [0; PLACES],
            known: [[Known(0); 2]; PLACES],
        };
        let mut count = ROOM;
        while count > 0 {
            let mut group = 0;
            while group < GROUPS {
                if self.counts[group] == count {
                    self.place(group, &mut table);
                }
                group += 1;
            }
            count -= 1;
        }
        table
    }

    /// Gives the words of a group the first places that are all free.
    const fn place(&self, group: usize, table: &mut Table) {
        let mut moved = 0;
        while !self.fits(group, moved, table) {
            moved += 1;
            assert!(
                (moved as usize) < PLACES,
                "other bits of the hash are needed"
            );
        }
        table.moves[group] = moved;
        let mut at = 0;
        while at < self.counts[group] {
            let key = self.keys[group][at];
            let place = place(mix(key), moved);
            table.keys[place] = key;
            table.known[place][1] = Known(self.known[group][at]);
            at += 1;
        }
    }

    const fn fits(&self, group: usize, moved: u16, table: &Table) -> bool {
        let keys = &self.keys[group];
        let mut at = 0;
        while at < self.counts[group] {
            let own = place(mix(keys[at]), moved);
            let mut other = 0;
            while other < at && place(mix(keys[other]), moved) != own {
                other += 1;
            }
            if table.keys[own] != 0 || other < at {
                return false;
            }
            at += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::voices::voices_of_words;
    use crate::lanes;

    fn find(word: &str) -> Known {
        known(lanes::eight(word.as_bytes(), 0))
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

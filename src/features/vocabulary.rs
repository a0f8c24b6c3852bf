//! The words of each line of a plain text: whose voice it speaks with, and what it shares with the rest.

use std::ops::Range;

use super::hearing::Hearer;
use super::voices;
use crate::lanes;

/// Words of one line.
#[derive(Debug, Default, Clone)]
pub(crate) struct LineWords {
    /// Where in the vocabulary's `stems` the line's are.
    stems: Range<usize>,
    /// Words of each of the voices and topics.
    pub(crate) voices: [u32; voices::LISTS],
    pub(crate) exclamations: u32,
}

/// Words of all lines.
#[derive(Debug, Default, Clone)]
pub(crate) struct Vocabulary {
    pub(crate) lines: Vec<LineWords>,
    /// Numbers of the words that bear meaning, line by line, each once a line.
    stems: Vec<u32>,
    /// How many different ones there are.
    count: usize,
}

impl Vocabulary {
    /// Numbers of a line's words that bear meaning, each once.
    pub(crate) fn stems(&self, at: usize) -> &[u32] {
        let line = self.lines.get(at);
        let stems = line.and_then(|line| self.stems.get(line.stems.clone()));
        stems.unwrap_or_default()
    }

    /// In how many of some lines each of the words stands, by its number.
    pub(crate) fn counts(&self, lines: impl Iterator<Item = usize>) -> Vec<u32> {
        let mut counts = vec![0; self.count];
        for stem in lines.flat_map(|at| self.stems(at)) {
            counts[*stem as usize] += 1;
        }
        counts
    }

    /// For each line, the share of its meaningful words that stand in other lines that `is_core` tells to be the
    /// article's; `None` for lines of fewer than three such words.
    pub(crate) fn shared(&self, is_core: impl Fn(usize) -> bool) -> Vec<Option<f32>> {
        let counts = self.counts((0..self.lines.len()).filter(|at| is_core(*at)));
        let lines = 0..self.lines.len();
        lines
            .map(|at| {
                let stems = self.stems(at);
                if stems.len() < 3 {
                    return None;
                }
                let own = u32::from(is_core(at));
                let known = |stem: &&u32| counts[**stem as usize] > own;
                let shared = stems.iter().filter(known).count();
                Some(shared as f32 / stems.len() as f32)
            })
            .collect()
    }
}

/// Gathers the words of line after line, of text after text.
#[derive(Debug, Default)]
pub(crate) struct Gatherer {
    known: Vocabulary,
    numbers: Numbers,
    /// The line that is read.
    line: LineWords,
    /// Its words that bear meaning and have no number yet.
    pending: Pending,
}

/// Words that wait to be numbered, all at once: which of a text's words bear meaning is past a processor's guessing.
#[derive(Debug)]
struct Pending {
    keys: [u64; PENDING],
    count: usize,
}

const PENDING: usize = 64;

impl Default for Pending {
    fn default() -> Self {
        Self {
            keys: [0; PENDING],
            count: 0,
        }
    }
}

impl Gatherer {
    /// Begins a text of so many bytes; `spare` is memory of another.
    pub(super) fn begin(&mut self, bytes: usize, spare: Vocabulary) {
        self.known = spare;
        self.known.lines.clear();
        self.known.stems.clear();
        self.numbers.begin(bytes);
        self.line = LineWords::default();
    }

    /// Numbers the words that wait.
    fn number_pending(&mut self) {
        let count = std::mem::take(&mut self.pending.count);
        for at in 0..count.min(PENDING) {
            let number = self.numbers.number_of(self.pending.keys[at]);
            self.number(number);
        }
    }

    #[inline]
    fn number(&mut self, number: u32) {
        let line = u32::try_from(self.known.lines.len()).unwrap_or(u32::MAX);
        if self.numbers.is_first_in(line, number) {
            self.known.stems.push(number);
        }
    }
}

/// What hears of the words of line after line.
pub(crate) trait Audience: Hearer {
    /// Whether anybody is there.
    const LISTENS: bool;

    /// A word whose number this text may have `told` before.
    fn stem_told(&mut self, key: u64, told: &mut Told);

    fn end_line(&mut self);

    /// What was heard.
    fn finish(self) -> Vocabulary;
}

impl Audience for () {
    const LISTENS: bool = false;

    fn stem_told(&mut self, _: u64, _: &mut Told) {}

    fn end_line(&mut self) {}

    fn finish(self) -> Vocabulary {
        Vocabulary::default()
    }
}

impl Audience for &mut Gatherer {
    const LISTENS: bool = true;

    #[inline]
    fn stem_told(&mut self, key: u64, told: &mut Told) {
        if told.text != self.numbers.text {
            *told = Told {
                text: self.numbers.text,
                number: self.numbers.number_of(key),
            };
        }
        self.number(told.number);
    }

    fn end_line(&mut self) {
        self.number_pending();
        let mut line = std::mem::take(&mut self.line);
        let start = self.known.lines.last().map_or(0, |last| last.stems.end);
        line.stems = start..self.known.stems.len();
        self.known.lines.push(line);
    }

    fn finish(self) -> Vocabulary {
        self.known.count = self.numbers.count();
        std::mem::take(&mut self.known)
    }
}

impl Hearer for Gatherer {
    #[inline]
    fn voice(&mut self, voice: u8) {
        if let Some(count) = self.line.voices.get_mut(usize::from(voice)) {
            *count += 1;
        }
    }

    #[inline]
    fn stem_if(&mut self, bears_meaning: bool, key: u64) {
        let Pending { keys, count } = &mut self.pending;
        keys[*count % PENDING] = key;
        *count += usize::from(bears_meaning);
        if *count == PENDING {
            self.number_pending();
        }
    }

    #[inline]
    fn exclamations(&mut self, count: u32) {
        self.line.exclamations += count;
    }
}

/// The number that a word has in a text.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Told {
    text: u32,
    number: u32,
}

/// A number for each key of a text from one on, in the order of their first coming.
#[derive(Debug, Default)]
struct Numbers {
    /// Open addressing: the number of the key that has each place, 0 where it is free. No more places than the text needs,
    /// so that they stay near.
    places: Vec<u32>,
    /// What is known of each number; 0 is no key's.
    numbered: Vec<Numbered>,
    /// Which text is read, from one on.
    text: u32,
}

/// A key that has a number.
#[derive(Debug, Clone, Copy)]
struct Numbered {
    key: u64,
    /// The last line that has it.
    line: u32,
}

/// Of no key, or of one that found no place.
const NOBODY: Numbered = Numbered {
    key: u64::MAX,
    line: u32::MAX,
};

/// Bytes of a text to a place of a key; the fewest and the most places to begin with.
const BYTES_TO_PLACE: usize = 8;
const FEWEST: usize = 1 << 8;
const MOST: usize = 1 << 16;
/// Places that are tried for a key: no text has so many in a row that was not made to have them.
const PROBES: usize = 128;

impl Numbers {
    /// For a text of so many bytes.
    fn begin(&mut self, bytes: usize) {
        if self.places.len() > MOST {
            (self.places, self.numbered) = (Vec::new(), Vec::new());
        }
        self.numbered.clear();
        self.numbered.push(NOBODY);
        self.places.clear();
        let places = (bytes / BYTES_TO_PLACE)
            .clamp(FEWEST, MOST)
            .next_power_of_two();
        self.places.resize(places, 0);
        // Numbers told before the count starts again are told in texts long gone.
        self.text = self.text.checked_add(1).unwrap_or(1);
    }

    /// How many numbers there are, that of no key included.
    fn count(&self) -> usize {
        self.numbered.len()
    }

    /// Whether the key of this number comes for the first time in a line.
    #[inline]
    fn is_first_in(&mut self, line: u32, number: u32) -> bool {
        let known = self.numbered.get_mut(number as usize);
        known.is_some_and(|known| std::mem::replace(&mut known.line, line) != line)
    }

    #[inline]
    fn number_of(&mut self, key: u64) -> u32 {
        let number = self.number_at(self.first_place(key));
        if self.key_of(number) == key {
            number
        } else {
            self.number_sought(key)
        }
    }

    fn number_at(&self, place: usize) -> u32 {
        self.places.get(place).copied().unwrap_or_default()
    }

    fn key_of(&self, number: u32) -> u64 {
        let known = self.numbered.get(number as usize);
        known.map_or(NOBODY.key, |known| known.key)
    }

    /// Where a key is, if no other is there.
    #[inline]
    fn first_place(&self, key: u64) -> usize {
        // Of a product the upper bits depend on all of the key.
        let hash = usize::try_from(lanes::mix(key) >> 32).unwrap_or(0);
        hash & self.places.len().wrapping_sub(1)
    }

    #[inline(never)]
    fn number_sought(&mut self, key: u64) -> u32 {
        if self.count() * 2 >= self.places.len() {
            self.grow();
        }
        let next = u32::try_from(self.count()).unwrap_or(0);
        match self.find(key).and_then(|at| self.places.get_mut(at)) {
            Some(number @ 0) => {
                *number = next;
                let line = NOBODY.line;
                self.numbered.push(Numbered { key, line });
                next
            }
            Some(number) => *number,
            None => 0,
        }
    }

    /// Where a key is or would be; `None` where too many others are about.
    fn find(&self, key: u64) -> Option<usize> {
        let first = self.first_place(key);
        let mut places = (first..first + PROBES).map(|at| at & (self.places.len() - 1));
        places.find(|&at| {
            let number = self.number_at(at);
            number == 0 || self.key_of(number) == key
        })
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let room = (self.places.len() * 2).max(FEWEST);
        self.places.clear();
        self.places.resize(room, 0);
        for number in 1..u32::try_from(self.count()).unwrap_or(0) {
            let place = self.find(self.key_of(number));
            if let Some(place) = place.and_then(|at| self.places.get_mut(at)) {
                *place = number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::hearing::Ear;
    use super::*;

    fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vocabulary {
        let (mut ear, mut gatherer) = (Ear::default(), Gatherer::default());
        gatherer.begin(0, Vocabulary::default());
        for line in lines {
            ear.text(line, &mut gatherer);
            (&mut gatherer).end_line();
        }
        (&mut gatherer).finish()
    }

    #[test]
    fn voices_and_stems_are_counted() {
        let known = read(["I love our bridges, do you? My bridge!"]);
        let words = &known.lines[0];
        assert_eq!(words.voices, [2, 1, 1, 0, 0, 0, 0]);
        assert_eq!((words.stems.len(), words.exclamations), (1, 1));
    }

    #[test]
    fn a_word_is_the_same_however_it_is_written() {
        let lines = [
            "Don't DON’T don’t",
            "Über über ÜBERALL",
            "橋の上 橋の上",
            "I’m I'm i",
        ];
        let known = read(lines);
        let counts: Vec<usize> = known.lines.iter().map(|line| line.stems.len()).collect();
        assert_eq!(counts, [1, 1, 2, 0]);
        assert_eq!(known.lines[3].voices[..3], [2, 0, 0]);
    }

    #[test]
    fn keys_that_were_made_to_meet_take_little_time() {
        let mut numbers = Numbers::default();
        numbers.begin(0);
        // Of each the product has the same upper half.
        let inverse = (0..5).fold(lanes::product(1), |inverse, _| {
            inverse.wrapping_mul(2u64.wrapping_sub(lanes::product(inverse)))
        });
        let keys = (1..100_000_u64).map(|low| inverse.wrapping_mul(low));
        let given: Vec<u32> = keys.map(|key| numbers.number_of(key)).collect();
        assert_eq!(given[..9], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(given[50_000], 0);
    }

    #[test]
    fn words_that_other_lines_have_are_shared() {
        let lines = ["bridge river council", "bridge river winter storm", "a b"];
        let known = read(lines);
        let shared = known.shared(|at| at == 0);
        assert_eq!(shared, [Some(0.0), Some(0.5), None]);
    }
}

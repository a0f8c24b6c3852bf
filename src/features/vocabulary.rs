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
    /// For each line, the share of its meaningful words that stand in other lines that `is_core` tells to be the
    /// article's; `None` for lines of fewer than three such words.
    pub(crate) fn shared(&self, is_core: impl Fn(usize) -> bool) -> Vec<Option<f32>> {
        let stems = |line: &LineWords| self.stems.get(line.stems.clone()).unwrap_or_default();
        let mut counts = vec![0u32; self.count];
        for (_, line) in self.lines.iter().enumerate().filter(|(at, _)| is_core(*at)) {
            for stem in stems(line) {
                counts[*stem as usize] += 1;
            }
        }
        let lines = self.lines.iter().enumerate();
        lines
            .map(|(at, line)| {
                let stems = stems(line);
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
    /// Begins a text; `spare` is memory of another.
    pub(super) fn begin(&mut self, spare: Vocabulary) {
        self.known = spare;
        self.known.lines.clear();
        self.known.stems.clear();
        self.numbers.begin();
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
        self.known.count = self.numbers.lines.len();
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

/// A number for each key of a text, in the order of their first coming.
#[derive(Debug, Default)]
struct Numbers {
    /// Open addressing; a place of another text is free.
    places: Vec<Place>,
    /// Which text is read, from one on.
    text: u32,
    /// The last line that has the key, for each number.
    lines: Vec<u32>,
}

#[derive(Debug, Default, Clone)]
struct Place {
    key: u64,
    number: u32,
    text: u32,
}

impl Place {
    /// Whether it is this key's, and of this text: one question.
    #[inline]
    fn is(&self, key: u64, text: u32) -> bool {
        (self.key ^ key) | u64::from(self.text ^ text) == 0
    }
}

/// Places that are kept for the next text.
const KEPT: usize = 1 << 16;

impl Numbers {
    fn begin(&mut self) {
        self.lines.clear();
        if self.places.len() > KEPT || self.text == u32::MAX {
            *self = Self {
                text: self.text,
                ..Self::default()
            };
        }
        // Numbers told before the count starts again are told in texts long gone.
        self.text = self.text.checked_add(1).unwrap_or(1);
    }

    /// Whether the key of this number comes for the first time in a line.
    #[inline]
    fn is_first_in(&mut self, line: u32, number: u32) -> bool {
        let last = self.lines.get_mut(number as usize);
        last.is_some_and(|last| std::mem::replace(last, line) != line)
    }

    #[inline]
    fn number_of(&mut self, key: u64) -> u32 {
        let known = self.places.get(self.first_place(key));
        match known {
            Some(place) if place.is(key, self.text) => place.number,
            _ => self.number_sought(key),
        }
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
        if self.lines.len() * 2 >= self.places.len() {
            self.grow();
        }
        let at = self.find(key);
        let next = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let Some(place) = self.places.get_mut(at) else {
            return next;
        };
        if place.text != self.text {
            *place = Place {
                key,
                number: next,
                text: self.text,
            };
            self.lines.push(u32::MAX);
        }
        place.number
    }

    /// Where a key is or would be.
    fn find(&self, key: u64) -> usize {
        let mask = self.places.len() - 1;
        let mut at = self.first_place(key);
        while self.places[at].text == self.text && self.places[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let room = vec![Place::default(); (self.places.len() * 2).max(1024)];
        let old = std::mem::replace(&mut self.places, room);
        for place in old.into_iter().filter(|place| place.text == self.text) {
            let at = self.find(place.key);
            self.places[at] = place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::hearing::Ear;
    use super::*;

    fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vocabulary {
        let (mut ear, mut gatherer) = (Ear::default(), Gatherer::default());
        gatherer.begin(Vocabulary::default());
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
    fn words_that_other_lines_have_are_shared() {
        let lines = ["bridge river council", "bridge river winter storm", "a b"];
        let known = read(lines);
        let shared = known.shared(|at| at == 0);
        assert_eq!(shared, [Some(0.0), Some(0.5), None]);
    }
}

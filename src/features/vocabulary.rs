//! The words of each line of a plain text: whose voice it speaks with, and what it shares with the rest.

use std::ops::Range;

use super::is_unspaced;
use super::known::{Known, known};
use super::voices::{self, voice_of};
use crate::lanes;
use crate::letters::is_alphanumeric;

/// Letters from which a word bears meaning.
const LETTERS: usize = 5;
/// Letters by which words are told apart: a word in the singular and the plural are one.
const STEM: usize = 6;

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

/// Gathers the words of line after line.
#[derive(Default)]
pub(super) struct Gatherer {
    known: Vocabulary,
    numbers: Numbers,
    lower: String,
    letters: Vec<char>,
    /// The line that is read.
    line: LineWords,
}

impl Gatherer {
    pub(super) fn with_capacity(lines: usize, words: usize) -> Self {
        let known = Vocabulary {
            lines: Vec::with_capacity(lines),
            stems: Vec::with_capacity(words),
            count: 0,
        };
        Self {
            known,
            ..Self::default()
        }
    }

    pub(super) fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        let start = self.known.lines.last().map_or(0, |last| last.stems.end);
        line.stems = start..self.known.stems.len();
        self.known.lines.push(line);
    }

    pub(super) fn finish(mut self) -> Vocabulary {
        self.known.count = self.numbers.count;
        self.known
    }

    /// A word of so many ASCII letters, digits and apostrophes; `lower` are its first eight bytes in lower case, with
    /// zeros after the word.
    pub(super) fn plain_word(&mut self, known: Known, lower: u64, length: usize) {
        if let Some(voice) = known.voice() {
            self.line.count(voice);
        }
        if length >= LETTERS {
            self.add(lanes::first(lower, 6));
        }
    }

    pub(super) fn exclamation(&mut self) {
        self.line.exclamations += 1;
    }

    /// Any text.
    pub(super) fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let first = lanes::eight(bytes, at);
            let count = lanes::leading_word(first);
            if count > 0 {
                at = self.word(text, at, first, count);
            } else if byte.is_ascii() {
                self.line.exclamations += u32::from(byte == b'!');
                at += 1;
            } else {
                at = self.other(text, at);
            }
        }
    }

    /// A word that starts with these lanes, and where it ends.
    fn word(&mut self, text: &str, start: usize, first: u64, count: u32) -> usize {
        let bytes = text.as_bytes();
        let (mut at, mut last) = (start + count as usize, count);
        while last == 8 {
            last = lanes::leading_word(lanes::eight(bytes, at));
            at += last as usize;
        }
        if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
            return self.any_word(text, start);
        }
        let length = at - start;
        let count = u32::try_from(length.min(8)).unwrap_or(8);
        let lower = lanes::first_of(lanes::small(first), count);
        let known = if length <= 8 {
            known(lower, lanes::mix(lower)).or_capital(first, lower)
        } else {
            Known::default()
        };
        self.plain_word(known, lower, length);
        at
    }

    /// What starts with a character outside ASCII.
    fn other(&mut self, text: &str, at: usize) -> usize {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            return at + 1;
        };
        if is_part(c) {
            return self.any_word(text, at);
        }
        self.line.exclamations += u32::from(c == '！');
        at + c.len_utf8()
    }

    /// The word that starts here, whatever it is made of, and where it ends.
    fn any_word(&mut self, text: &str, start: usize) -> usize {
        let rest = text.get(start..).unwrap_or_default();
        self.letters.clear();
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            match c {
                '’' => self.letters.push('\''),
                _ if c.is_ascii_alphanumeric() => self.letters.push(c.to_ascii_lowercase()),
                _ if is_part(c) => self.letters.extend(c.to_lowercase()),
                _ => {
                    end = at;
                    break;
                }
            }
        }
        if end <= 2 * voices::LONGEST {
            self.lower.clear();
            self.lower.extend(&self.letters);
            let word = rest.get(..end).unwrap_or_default();
            if let Some(voice) = voice_of(word, &self.lower) {
                self.line.count(voice);
            }
        }
        if self.letters.iter().copied().any(is_unspaced) {
            for at in 1..self.letters.len() {
                let key = key(self.letters.get(at - 1..=at).unwrap_or_default());
                self.add(key);
            }
        } else if self.letters.len() >= LETTERS {
            let key = key(self.letters.get(..STEM).unwrap_or(&self.letters));
            self.add(key);
        }
        start + end
    }

    #[inline]
    fn add(&mut self, key: u64) {
        let line = u32::try_from(self.known.lines.len()).unwrap_or(u32::MAX);
        if let Some(number) = self.numbers.first_in(line, key) {
            self.known.stems.push(number);
        }
    }
}

impl LineWords {
    fn count(&mut self, voice: u8) {
        if let Some(count) = self.voices.get_mut(usize::from(voice)) {
            *count += 1;
        }
    }
}

fn is_part(c: char) -> bool {
    matches!(c, '\'' | '’') || is_alphanumeric(c)
}

/// The letters themselves where they are ASCII, a hash of them with the top bit set where they are not.
fn key(letters: &[char]) -> u64 {
    let mut lanes = 0;
    for (place, c) in letters.iter().enumerate() {
        if !c.is_ascii() {
            let hash = |hash: u64, c: &char| lanes::mix(hash ^ u64::from(u32::from(*c)));
            return letters.iter().fold(0, hash) | 1 << 63;
        }
        lanes |= u64::from(u32::from(*c)) << (8 * place);
    }
    lanes
}

/// A number for each key, in the order of their first coming.
#[derive(Default)]
struct Numbers {
    /// Open addressing; a key of 0 is a free place.
    places: Vec<Place>,
    count: usize,
}

#[derive(Default, Clone)]
struct Place {
    key: u64,
    number: u32,
    /// The last line that has the key.
    line: u32,
}

impl Numbers {
    /// The number of a key, where the line has it for the first time.
    fn first_in(&mut self, line: u32, key: u64) -> Option<u32> {
        if self.count * 2 >= self.places.len() {
            self.grow();
        }
        let at = self.find(key);
        let place = self.places.get_mut(at)?;
        if place.key == key {
            return (std::mem::replace(&mut place.line, line) != line).then_some(place.number);
        }
        let number = u32::try_from(self.count).unwrap_or(u32::MAX);
        *place = Place { key, number, line };
        self.count += 1;
        Some(number)
    }

    /// Where a key is or would be.
    fn find(&self, key: u64) -> usize {
        // Of a product the upper bits depend on all of the key.
        let hash = usize::try_from(lanes::mix(key) >> 32).unwrap_or(0);
        let mask = self.places.len() - 1;
        let mut at = hash & mask;
        while self.places[at].key != key && self.places[at].key != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let room = vec![Place::default(); (self.places.len() * 2).max(1024)];
        let old = std::mem::replace(&mut self.places, room);
        for place in old.into_iter().filter(|place| place.key != 0) {
            let at = self.find(place.key);
            self.places[at] = place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vocabulary {
        let mut gatherer = Gatherer::default();
        for line in lines {
            gatherer.text(line);
            gatherer.end_line();
        }
        gatherer.finish()
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

//! The words of each line of a plain text: whose voice it speaks with, and what it shares with the rest.

use std::ops::Range;

use super::voices::{self, short_voice_of, voice_of};
use crate::document::Document;
use crate::features::is_unspaced;
use crate::lanes;

/// Letters from which a word bears meaning.
const LETTERS: usize = 5;
/// Letters by which words are told apart: a word in the singular and the plural are one.
const STEM: usize = 6;

/// Words of one line.
#[derive(Debug, Default, Clone)]
pub(crate) struct LineWords {
    /// Where in the vocabulary's `stems` the line's are.
    stems: Range<usize>,
    /// Words of each of the voices.
    pub(crate) voices: [u32; 3],
    pub(crate) exclamations: u32,
}

/// Words of all lines.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    pub(crate) lines: Vec<LineWords>,
    /// Numbers of the words that bear meaning, line by line, each once a line.
    stems: Vec<u32>,
    /// How many different ones there are.
    count: usize,
}

impl Vocabulary {
    pub(crate) fn new(document: &Document) -> Self {
        let lines = document.blocks.iter();
        Self::of(lines.map(|block| document.text.get(block.span.clone()).unwrap_or("")))
    }

    fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut reader = Reader::default();
        let lines = lines.map(|line| reader.line(line)).collect();
        Self {
            lines,
            stems: reader.stems,
            count: reader.numbers.last_line.len(),
        }
    }

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

/// Reads line after line.
#[derive(Default)]
struct Reader {
    stems: Vec<u32>,
    numbers: Numbers,
    line: u32,
    lower: String,
    letters: Vec<char>,
}

impl Reader {
    fn line(&mut self, text: &str) -> LineWords {
        let start = self.stems.len();
        self.line += 1;
        let mut words = LineWords::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let first = lanes::eight(bytes, at);
            let count = lanes::leading_word(first);
            if count > 0 {
                at = self.plain_word(text, at, first, count, &mut words);
            } else if byte.is_ascii() {
                words.exclamations += u32::from(byte == b'!');
                at += 1;
            } else {
                at = self.other(text, at, &mut words);
            }
        }
        words.stems = start..self.stems.len();
        words
    }

    /// A word that starts with these lanes, and where it ends.
    fn plain_word(
        &mut self,
        text: &str,
        start: usize,
        first: u64,
        count: u32,
        words: &mut LineWords,
    ) -> usize {
        let bytes = text.as_bytes();
        let (mut at, mut last) = (start + count as usize, count);
        while last == 8 {
            last = lanes::leading_word(lanes::eight(bytes, at));
            at += last as usize;
        }
        if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
            return self.any_word(text, start, words);
        }
        let word = if count < 8 {
            lanes::first(first, count)
        } else {
            first
        };
        let lower = if count < 8 {
            lanes::first(lanes::small(first), count)
        } else {
            lanes::small(first)
        };
        let length = at - start;
        if length <= 8
            && let Some(voice) = short_voice_of(word, lower)
        {
            words.count(voice);
        }
        if length >= LETTERS {
            self.add(lanes::first(lower, 6));
        }
        at
    }

    /// What starts with a character outside ASCII.
    fn other(&mut self, text: &str, at: usize, words: &mut LineWords) -> usize {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            return at + 1;
        };
        if is_part(c) {
            return self.any_word(text, at, words);
        }
        words.exclamations += u32::from(c == '！');
        at + c.len_utf8()
    }

    /// The word that starts here, whatever it is made of, and where it ends.
    fn any_word(&mut self, text: &str, start: usize, words: &mut LineWords) -> usize {
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
                words.count(voice);
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

    fn add(&mut self, key: u64) {
        if let Some(number) = self.numbers.first_in(self.line, key) {
            self.stems.push(number);
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
    matches!(c, '\'' | '’') || c.is_alphanumeric()
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
    /// Key and number, open addressing; a key of 0 is a free place.
    places: Vec<(u64, u32)>,
    /// For each number the last line that has it.
    last_line: Vec<u32>,
}

impl Numbers {
    /// The number of a key, where the line has it for the first time.
    fn first_in(&mut self, line: u32, key: u64) -> Option<u32> {
        if self.last_line.len() * 2 >= self.places.len() {
            self.grow();
        }
        let mut place = self.place(key);
        loop {
            let (known, number) = self.places[place];
            if known == key {
                let last = &mut self.last_line[number as usize];
                return (std::mem::replace(last, line) != line).then_some(number);
            }
            if known == 0 {
                let number = u32::try_from(self.last_line.len()).unwrap_or(u32::MAX);
                self.places[place] = (key, number);
                self.last_line.push(line);
                return Some(number);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    fn place(&self, key: u64) -> usize {
        // Of a product the upper bits depend on all of the key.
        let hash = lanes::mix(key) >> 32;
        usize::try_from(hash).unwrap_or(0) & (self.places.len() - 1)
    }

    fn grow(&mut self) {
        let room = (self.places.len() * 4).max(512);
        let old = std::mem::replace(&mut self.places, vec![(0, 0); room]);
        for (key, number) in old.into_iter().filter(|(key, _)| *key != 0) {
            let mut place = self.place(key);
            while self.places[place].0 != 0 {
                place = (place + 1) & (room - 1);
            }
            self.places[place] = (key, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_and_stems_are_counted() {
        let known = Vocabulary::of(["I love our bridges, do you? My bridge!"].into_iter());
        let words = &known.lines[0];
        assert_eq!(words.voices, [2, 1, 1]);
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
        let known = Vocabulary::of(lines.into_iter());
        let counts: Vec<usize> = known.lines.iter().map(|line| line.stems.len()).collect();
        assert_eq!(counts, [1, 1, 2, 0]);
        assert_eq!(known.lines[3].voices, [2, 0, 0]);
    }

    #[test]
    fn words_that_other_lines_have_are_shared() {
        let lines = ["bridge river council", "bridge river winter storm", "a b"];
        let known = Vocabulary::of(lines.into_iter());
        let shared = known.shared(|at| at == 0);
        assert_eq!(shared, [Some(0.0), Some(0.5), None]);
    }
}

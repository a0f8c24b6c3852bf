//! The words of a text, whatever it is made of: whose voice each is, and by what it is told from others.

use super::is_unspaced;
use super::known::Known;
use super::voices::{self, voice_of};
use crate::lanes;
use crate::letters::is_alphanumeric;

/// Letters from which a word bears meaning.
const LETTERS: usize = 5;
/// Letters by which words are told apart: a word in the singular and the plural are one.
const STEM: usize = 6;

/// What hears of the words of a text.
pub(crate) trait Hearer {
    /// A word of this voice or topic.
    fn voice(&mut self, voice: u8);

    /// A word by what tells it apart, where it bears meaning.
    fn stem_if(&mut self, bears_meaning: bool, key: u64);

    fn stem(&mut self, key: u64) {
        self.stem_if(true, key);
    }

    fn exclamations(&mut self, count: u32);
}

/// Nobody listens.
impl Hearer for () {
    fn voice(&mut self, _: u8) {}

    fn stem_if(&mut self, _: bool, _: u64) {}

    fn exclamations(&mut self, _: u32) {}
}

impl<H: Hearer> Hearer for &mut H {
    #[inline]
    fn voice(&mut self, voice: u8) {
        (**self).voice(voice);
    }

    #[inline]
    fn stem_if(&mut self, bears_meaning: bool, key: u64) {
        (**self).stem_if(bears_meaning, key);
    }

    #[inline]
    fn exclamations(&mut self, count: u32) {
        (**self).exclamations(count);
    }
}

/// A word of so many ASCII letters, digits and apostrophes; `lower` are its first eight bytes in lower case, with zeros
/// after the word.
pub(super) fn plain_word(known: Known, lower: u64, length: usize, to: &mut impl Hearer) {
    if let Some(voice) = known.voice() {
        to.voice(voice);
    }
    to.stem_if(length >= LETTERS, lanes::first(lower, 6));
}

/// Reads the words of any text, with working memory.
#[derive(Debug, Default)]
pub(super) struct Ear {
    lower: String,
    letters: Vec<char>,
}

impl Ear {
    /// Any text.
    pub(super) fn text(&mut self, text: &str, to: &mut impl Hearer) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let first = lanes::eight(bytes, at);
            let count = lanes::leading_word(first);
            if count > 0 {
                at = self.word(text, at, first, count, to);
            } else if byte.is_ascii() {
                to.exclamations(u32::from(byte == b'!'));
                at += 1;
            } else {
                at = self.other(text, at, to);
            }
        }
    }

    /// A word that starts with these lanes, and where it ends.
    fn word(
        &mut self,
        text: &str,
        start: usize,
        first: u64,
        count: u32,
        to: &mut impl Hearer,
    ) -> usize {
        let bytes = text.as_bytes();
        let (mut at, mut last) = (start + count as usize, count);
        while last == 8 {
            last = lanes::leading_word(lanes::eight(bytes, at));
            at += last as usize;
        }
        if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
            return self.any_word(text, start, to);
        }
        let length = at - start;
        let count = u32::try_from(length.min(8)).unwrap_or(8);
        let lower = lanes::first_of(lanes::small(first), count);
        let known = Known::of(length, lower).or_capital(first, lower);
        plain_word(known, lower, length, to);
        at
    }

    /// What starts with a character outside ASCII.
    fn other(&mut self, text: &str, at: usize, to: &mut impl Hearer) -> usize {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            return at + 1;
        };
        if is_part(c) {
            return self.any_word(text, at, to);
        }
        to.exclamations(u32::from(c == '！'));
        at + c.len_utf8()
    }

    /// The word that starts here, whatever it is made of, and where it ends.
    fn any_word(&mut self, text: &str, start: usize, to: &mut impl Hearer) -> usize {
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
                to.voice(voice);
            }
        }
        if self.letters.iter().copied().any(is_unspaced) {
            for at in 1..self.letters.len() {
                let key = key(self.letters.get(at - 1..=at).unwrap_or_default());
                to.stem(key);
            }
        } else if self.letters.len() >= LETTERS {
            let key = key(self.letters.get(..STEM).unwrap_or(&self.letters));
            to.stem(key);
        }
        start + end
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

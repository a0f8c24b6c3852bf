//! Words of ASCII letters, as most are: measured eight letters at a time.

use std::ops::Range;

use super::stopwords::{LONGEST, is_short_stopword};
use super::{Measures, is_end};
use crate::lanes;

/// What hears of the words of a text while it is measured.
pub(super) trait Listener {
    /// A word of ASCII letters alone, whose first eight bytes are `first`, with at most one mark between it and the next
    /// white space.
    fn plain_word(&mut self, text: &str, word: Range<usize>, first: u64, mark: Option<u8>);

    /// Anything else between two stretches of white space.
    fn other(&mut self, text: &str, stretch: Range<usize>);
}

impl Listener for () {
    fn plain_word(&mut self, _: &str, _: Range<usize>, _: u64, _: Option<u8>) {}

    fn other(&mut self, _: &str, _: Range<usize>) {}
}

/// Counts over the plain words of a block, apart from the others so that they stay at hand.
#[derive(Default)]
pub(super) struct Plain {
    words: u32,
    stopwords: u32,
    stops: u32,
    commas: u32,
    capitalized: u32,
    shouted: u32,
}

impl Plain {
    /// Counts a word of ASCII letters alone or with one mark after it, as most are, and gives where it ends; `None`,
    /// and nothing counted, for other words.
    pub(super) fn word(
        &mut self,
        text: &str,
        rest: Range<usize>,
        listener: &mut impl Listener,
    ) -> Option<usize> {
        let (bytes, start) = (text.as_bytes(), rest.start);
        let first = lanes::eight(bytes, start);
        let (mut chunk, mut at, mut small) = (first, start, false);
        loop {
            let count = lanes::leading_letters(chunk);
            small |= lanes::has_small(chunk, count);
            at += count as usize;
            if count < 8 {
                break;
            }
            chunk = lanes::eight(bytes, at);
        }
        let letters = at - start;
        if letters == 0 || at > rest.end {
            return None;
        }
        let is_end = |at: usize| at >= rest.end || is_end(bytes, at);
        let (end, mut mark) = (at, None);
        if !is_end(at) {
            if !is_end(at + 1) {
                return None;
            }
            mark = bytes.get(at).copied();
            match mark? {
                b',' => self.commas += 1,
                b'.' | b'!' | b'?' => {
                    self.stops += u32::from(letters > 1);
                }
                b':' => {}
                _ => return None,
            }
            at += 1;
        }
        let capital = bytes.get(start).is_some_and(u8::is_ascii_uppercase);
        self.words += 1;
        self.capitalized += u32::from(capital);
        self.shouted += u32::from(letters >= 2 && !small);
        self.stopwords += u32::from(letters <= LONGEST && is_short_stopword(first, letters));
        listener.plain_word(text, start..end, first, mark);
        Some(at)
    }

    pub(super) fn add_to(&self, measures: &mut Measures) {
        let add = |sum: &mut u16, more: u32| {
            *sum = sum.saturating_add(u16::try_from(more).unwrap_or(u16::MAX));
        };
        measures.words += self.words;
        measures.stopwords += self.stopwords;
        add(&mut measures.stops, self.stops);
        add(&mut measures.commas, self.commas);
        add(&mut measures.capitalized, self.capitalized);
        add(&mut measures.shouted, self.shouted);
    }
}

//! Words of ASCII letters, as most are: measured eight letters at a time.

use std::ops::Range;

use super::known::{Known, known};
use super::{CLASS, Measures, SPACE};
use crate::lanes;

/// A word of ASCII letters alone, with at most one mark between it and the next white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlainWord {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its first and second eight letters in lower case, zeros after them.
    pub(super) lower: [u64; 2],
    /// The first ones, mixed.
    pub(super) mixed: u64,
    /// What is known of it, where it has no more than eight letters.
    pub(super) known: Known,
    pub(super) mark: Option<u8>,
}

/// What hears of the words of a text while it is measured.
pub(super) trait Listener {
    fn plain_word(&mut self, text: &str, word: &PlainWord);

    /// Anything else between two stretches of white space.
    fn other(&mut self, text: &str, stretch: Range<usize>);
}

impl Listener for () {
    fn plain_word(&mut self, _: &str, _: &PlainWord) {}

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

/// What a byte after a word is: white space, a mark that may stand there, or what makes it no plain word.
const OTHER: u8 = 0;
const BLANK: u8 = 1;
const COMMA: u8 = 2;
const STOP: u8 = 3;
const COLON: u8 = 4;

static AFTER: [u8; 256] = {
    let mut after = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        if CLASS[byte] == SPACE {
            after[byte] = BLANK;
        }
        byte += 1;
    }
    after[b',' as usize] = COMMA;
    after[b'.' as usize] = STOP;
    after[b'!' as usize] = STOP;
    after[b'?' as usize] = STOP;
    after[b':' as usize] = COLON;
    after
};

impl Plain {
    /// Counts a word of ASCII letters alone or with one mark after it, as most are, and gives where it ends; `None`,
    /// and nothing counted, for other words. `first` are the eight bytes from its start on.
    #[inline]
    pub(super) fn word(
        &mut self,
        text: &str,
        rest: Range<usize>,
        first: u64,
        listener: &mut impl Listener,
    ) -> Option<usize> {
        let (bytes, start) = (text.as_bytes(), rest.start);
        let (count, mask) = lanes::letters_mask(first);
        let (mut end, mut seen) = (start + count as usize, first & mask);
        let mut lower = [lanes::small(first) & mask, 0];
        if count == 8 {
            let more = rest_of_letters(bytes, end);
            (end, lower[1]) = (more.end, more.lower);
            seen |= more.seen;
        }
        let letters = end - start;
        if letters == 0 || end > rest.end {
            return None;
        }
        let after = |at: usize| match bytes.get(at) {
            Some(&byte) if at < rest.end => (AFTER[usize::from(byte)], byte),
            _ => (BLANK, 0),
        };
        let (kind, mark) = after(end);
        if kind == OTHER || kind != BLANK && after(end + 1).0 != BLANK {
            return None;
        }
        self.commas += u32::from(kind == COMMA);
        self.stops += u32::from(kind == STOP && letters > 1);
        self.words += 1;
        self.capitalized += u32::from(first & 0x20 == 0);
        self.shouted += u32::from(letters >= 2 && !lanes::has_small(seen));
        let mixed = lanes::mix(lower[0]);
        let known = if letters <= 8 {
            known(lower[0], mixed)
        } else {
            Known::default()
        };
        self.stopwords += u32::from(known.is_stopword());
        let is_marked = kind != BLANK;
        let word = PlainWord {
            start,
            end,
            lower,
            mixed,
            known: known.or_capital(first, lower[0]),
            mark: is_marked.then_some(mark),
        };
        listener.plain_word(text, &word);
        Some(end + usize::from(is_marked))
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

/// The letters of a word after the first eight.
struct Rest {
    end: usize,
    /// The first eight of them in lower case, zeros after them.
    lower: u64,
    /// All letters on top of each other.
    seen: u64,
}

fn rest_of_letters(bytes: &[u8], start: usize) -> Rest {
    let chunk = lanes::eight(bytes, start);
    let (mut count, mask) = lanes::letters_mask(chunk);
    let mut rest = Rest {
        end: start + count as usize,
        lower: lanes::small(chunk) & mask,
        seen: chunk & mask,
    };
    while count == 8 {
        let chunk = lanes::eight(bytes, rest.end);
        let (more, mask) = lanes::letters_mask(chunk);
        rest.end += more as usize;
        rest.seen |= chunk & mask;
        count = more;
    }
    rest
}

//! Words of ASCII letters, as most are: measured eight letters at a time.

use std::ops::Range;

use super::book::Chunk;
use super::known::Known;
use super::marked::Marked;
use super::{CLASS, Measures, SPACE};
use crate::lanes;

/// A word of ASCII letters alone, with at most one mark between it and the next white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlainWord {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its first and second eight letters in lower case, zeros after them.
    pub(super) lower: [u64; 2],
    /// What is known of it, where it has no more than eight letters.
    pub(super) known: Known,
}

/// What hears of the words of a text while it is measured.
pub(super) trait Listener {
    /// A plain word of a text.
    fn plain_word(&mut self, bytes: &[u8], word: &PlainWord);

    /// The mark at a byte, behind the plain word heard of last.
    fn mark_behind(&mut self, bytes: &[u8], at: usize);

    /// Measures whatever else starts a part of a text, up to white space, and gives where it ends.
    fn other(&mut self, text: &str, part: Range<usize>, measures: &mut Measures) -> usize;
}

impl Listener for () {
    fn plain_word(&mut self, _: &[u8], _: &PlainWord) {}

    fn mark_behind(&mut self, _: &[u8], _: usize) {}

    fn other(&mut self, text: &str, part: Range<usize>, measures: &mut Measures) -> usize {
        let chunk = Chunk::at(text.as_bytes(), part.clone());
        if let Some(chunk) = chunk
            && let Some(mut word) = Marked::of(chunk)
        {
            word.measure(measures);
            return part.start + chunk.length;
        }
        measures.any_word(text, part)
    }
}

/// What a byte after a word says of it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct After {
    /// What it adds to the second half of the counts.
    counts: u32,
    is_blank: bool,
    /// A mark that may stand between a plain word and white space.
    is_mark: bool,
}

const BLANK: After = After {
    counts: 0,
    is_blank: true,
    is_mark: false,
};

static AFTER: [After; 256] = {
    let other = After {
        is_blank: false,
        ..BLANK
    };
    let mut after = [other; 256];
    let mut byte = 0;
    while byte < 256 {
        if CLASS[byte] == SPACE {
            after[byte] = BLANK;
        }
        byte += 1;
    }
    let colon = After {
        is_mark: true,
        ..other
    };
    let comma = After {
        counts: COMMA,
        ..colon
    };
    let stop = After {
        counts: STOP,
        ..colon
    };
    after[b':' as usize] = colon;
    after[b',' as usize] = comma;
    after[b'.' as usize] = stop;
    after[b'!' as usize] = stop;
    after[b'?' as usize] = stop;
    after
};

/// What stands at a byte; white space beyond the end.
fn after(bytes: &[u8], at: usize) -> After {
    bytes
        .get(at)
        .map_or(BLANK, |&byte| AFTER[usize::from(byte)])
}

impl PlainWord {
    pub(super) fn length(&self) -> usize {
        self.end - self.start
    }

    /// The hash of its lower case.
    #[inline]
    pub(super) fn hash(&self, bytes: &[u8]) -> u64 {
        let length = self.length();
        if length < 16 {
            lanes::word_hash(length, self.lower)
        } else {
            lanes::long_word_hash(bytes, self.start..self.end)
        }
    }
}

/// Counts over the plain words of a block, apart from the others so that they stay at hand: sixteen bits each.
#[derive(Default)]
pub(super) struct Plain {
    words: u64,
    marks: u64,
}

const BITS: u32 = 16;
/// One of each.
const STOPWORD: u64 = 1 << BITS;
const CAPITAL: u64 = 1 << (2 * BITS);
const SHOUTED: u64 = 1 << (3 * BITS);
const STOP: u32 = 1;
const COMMA: u32 = 1 << BITS;

impl Plain {
    /// Bytes that hold no more words than there is room for in the counts.
    pub(super) const WINDOW: usize = 1 << BITS;

    /// Counts the word that starts here, if it is one of ASCII letters alone or with one mark after it, as most are, and
    /// gives where the next may start; `None`, and nothing counted, for other words. The part of the text that is read
    /// ends with `bytes`.
    #[inline]
    pub(super) fn word(
        &mut self,
        bytes: &[u8],
        start: usize,
        listener: &mut impl Listener,
    ) -> Option<usize> {
        let first = lanes::eight(bytes, start);
        let (count, mask) = lanes::letters_mask(first);
        if count == 0 {
            return None;
        }
        let (mut letters, mut seen) = (count as usize, first & mask);
        let mut lower = [lanes::small(first) & mask, 0];
        if count == 8 {
            let more = rest_of_letters(bytes, start + 8);
            (letters, lower[1]) = (more.end - start, more.lower);
            seen |= more.seen;
        }
        let end = start + letters;
        let behind = after(bytes, end);
        if !behind.is_blank && (!behind.is_mark || !after(bytes, end + 1).is_blank) {
            return None;
        }
        let known = Known::of(letters, lower[0]);
        self.words += 1 + (u64::from(known.is_stopword()) * STOPWORD);
        self.words += (!first & 0x20) * (CAPITAL >> 5);
        self.marks += u64::from(behind.counts);
        if letters == 1 {
            // What may be the point of an abbreviation.
            self.marks -= u64::from(behind.counts & STOP);
        } else if !lanes::has_small(seen) {
            self.words += SHOUTED;
        }
        let word = PlainWord {
            start,
            end,
            lower,
            known: known.or_capital(first, lower[0]),
        };
        listener.plain_word(bytes, &word);
        // Most often one blank follows. That a mark is there is better guessed than waited for.
        if behind.is_mark {
            listener.mark_behind(bytes, end);
            return Some(end + 2);
        }
        Some(end + 1)
    }

    pub(super) fn add_to(&self, measures: &mut Measures) {
        let of = |counts: u64, one: u64| {
            let count = counts / one % (1 << BITS);
            u16::try_from(count).unwrap_or(u16::MAX)
        };
        let add = |sum: &mut u16, more: u16| *sum = sum.saturating_add(more);
        measures.words += u32::from(of(self.words, 1));
        measures.stopwords += u32::from(of(self.words, STOPWORD));
        add(&mut measures.capitalized, of(self.words, CAPITAL));
        add(&mut measures.shouted, of(self.words, SHOUTED));
        add(&mut measures.stops, of(self.marks, u64::from(STOP)));
        add(&mut measures.commas, of(self.marks, u64::from(COMMA)));
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

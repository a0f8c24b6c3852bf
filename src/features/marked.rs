//! Words of ASCII with digits or marks in them or around them, and such as have a curly apostrophe: measured sixteen bytes
//! at a time.

use super::book::Chunk;
use super::hearing::{Hearer, plain_word};
use super::known::Known;
use super::reading::MarkSet;
use super::stopwords::{LONGEST, is_stopword_key};
use super::{CLASS, Measures, SIGN};
use crate::lanes::{self, Classes, FoldedHasher};
use crate::rules::ShortWord;

/// A word of ASCII, up to the next white space, or one that would be but for its apostrophe.
pub(super) struct Marked {
    pub(super) word: ShortWord,
    /// Its bytes outside ASCII.
    high: usize,
    /// Its bytes that are neither letters nor digits, a bit each.
    marks: u32,
    apostrophes: u32,
    pub(super) mark_set: MarkSet,
    pub(super) exclamations: u32,
}

/// The curly apostrophe, and how many bytes it has.
const CURLY: u64 = 0x99_80e2;
const CURLY_BYTES: u32 = 3;
/// Letters from which a word with one is read as one of ASCII: no shorter one is a function word or has a voice.
const LETTERS: u32 = 6;

impl Marked {
    /// `None` for a word that holds more than ASCII.
    #[inline]
    pub(super) fn of(chunk: Chunk) -> Option<Self> {
        let length = u32::try_from(chunk.length).unwrap_or(0);
        let word = ShortWord {
            lanes: chunk.lanes,
            length,
            classes: Classes::of(chunk.lanes),
            extra: 0,
        };
        if chunk.lanes.map(lanes::has_high) != [false; 2] {
            return Self::with_curly_apostrophe(&word);
        }
        let classes = word.classes;
        Some(Self {
            word,
            high: 0,
            marks: ((1 << length) - 1) & !(classes.letters | classes.digits),
            apostrophes: 0,
            mark_set: MarkSet::default(),
            exclamations: 0,
        })
    }

    /// A word of letters and one curly apostrophe between them, as if it were a straight one.
    fn with_curly_apostrophe(word: &ShortWord) -> Option<Self> {
        let letters = word.classes.letters;
        let others = ((1 << word.length) - 1) & !letters;
        let place = others.trailing_zeros();
        let after = place + CURLY_BYTES;
        let is_alone = others >> place == (1 << CURLY_BYTES) - 1;
        if !is_alone
            || place == 0
            || after >= word.length
            || letters.count_ones() < LETTERS
            || lanes::part(word.lanes, place, CURLY_BYTES) != CURLY
        {
            return None;
        }
        let closed = |bits: u32| bits & ((1 << place) - 1) | bits >> after << (place + 1);
        Some(Self {
            word: ShortWord {
                lanes: lanes::replaced(word.lanes, place..after, b'\''),
                length: word.length + 1 - CURLY_BYTES,
                classes: Classes {
                    letters: closed(letters),
                    capitals: closed(word.classes.capitals),
                    digits: 0,
                },
                extra: CURLY_BYTES - 1,
            },
            high: CURLY_BYTES as usize,
            marks: 0,
            apostrophes: 1 << place,
            mark_set: MarkSet::default(),
            exclamations: 0,
        })
    }

    /// Counts the word.
    #[inline]
    pub(super) fn measure(&mut self, measures: &mut Measures) {
        let mut rest = self.marks;
        while rest != 0 {
            let place = rest.trailing_zeros();
            rest &= rest - 1;
            let mark = self.word.byte(place);
            self.mark_set.insert(mark);
            self.apostrophes |= u32::from(mark == b'\'') << place;
            self.exclamations += u32::from(mark == b'!');
            let class = CLASS[usize::from(mark)];
            if class >= SIGN {
                measures.sign(class);
            }
        }
        let runs = self.runs();
        let count = (runs & !(runs << 1)).count_ones();
        if count == 0 {
            measures.separators = measures
                .separators
                .saturating_add(u16::from(self.separates()));
            return;
        }
        measures.words += count;
        self.measure_letters(measures);
    }

    fn measure_letters(&self, measures: &mut Measures) {
        let Classes {
            letters,
            capitals,
            digits,
        } = self.word.classes;
        let add = |sum: &mut u16, more: bool| *sum = sum.saturating_add(u16::from(more));
        add(&mut measures.capitalized, capitals & 1 == 1);
        add(&mut measures.numbers, digits & 1 == 1);
        let has_two = letters & letters.wrapping_sub(1) != 0;
        add(&mut measures.shouted, has_two && letters == capitals);
        add(&mut measures.stops, has_two && self.stops());
        if letters == 0 {
            return;
        }
        let first = letters.trailing_zeros();
        let count = 32 - letters.leading_zeros() - first;
        if count as usize <= LONGEST {
            let key = lanes::part(self.word.lanes, first, count);
            measures.stopwords += u32::from(is_stopword_key(key, count));
        }
    }

    /// Whether the word ends with a stop, within quotes or brackets or without.
    fn stops(&self) -> bool {
        let is_stop = |place: u32| matches!(self.word.byte(place), b'.' | b'!' | b'?');
        let last = self.word.length - 1;
        is_stop(last)
            || last > 0 && matches!(self.word.byte(last), b'"' | b'\'' | b')') && is_stop(last - 1)
    }

    fn separates(&self) -> bool {
        match self.word.length {
            1 => matches!(self.word.byte(0), b'|' | b'/' | b'>' | b'-' | b'*' | b'+'),
            2 => self.word.byte(0) == b':' && self.word.byte(1) == b':',
            _ => false,
        }
    }

    /// The bytes that are words: letters, digits and apostrophes.
    fn runs(&self) -> u32 {
        self.word.classes.letters | self.word.classes.digits | self.apostrophes
    }

    pub(super) fn is_ascii(&self) -> bool {
        self.high == 0
    }

    pub(super) fn letters(&self) -> usize {
        self.high + self.word.classes.letters.count_ones() as usize
    }

    /// Tells whose voice it is, and by what it is told apart; after it was measured.
    #[inline]
    pub(super) fn tell(&self, to: &mut impl Hearer) {
        each_run(self.runs(), |start, length| {
            let first = lanes::part(self.word.lanes, start, length.min(8));
            let count = length.min(8);
            let lower = lanes::first_of(lanes::small(first), count);
            let length = length as usize;
            let known = Known::of(length, lower).or_capital(first, lower);
            plain_word(known, lower, length, to);
        });
        if self.exclamations > 0 {
            to.exclamations(self.exclamations);
        }
    }

    /// Adds its letters and digits to the hash of a line.
    #[inline]
    pub(super) fn hash(&self, hash: &mut FoldedHasher) {
        each_run(
            self.word.classes.letters | self.word.classes.digits,
            |start, length| {
                let small = self.word.lanes.map(lanes::small);
                let halves = [
                    lanes::part(small, start, length.min(8)),
                    lanes::part(small, (start + 8).min(15), length.saturating_sub(8)),
                ];
                hash.letters(length as usize, halves);
            },
        );
    }
}

/// Gives the runs of bits: where each starts, and how long it is.
#[inline]
fn each_run(bits: u32, mut each: impl FnMut(u32, u32)) {
    let mut rest = bits;
    while rest != 0 {
        let start = rest.trailing_zeros();
        each(start, (rest >> start).trailing_ones());
        rest &= rest + (1 << start);
    }
}

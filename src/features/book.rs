//! Words of more than ASCII letters that come again and again, with all that is read of each: most are looked up and not
//! read.
//!
//! What stands between two blanks says the same of itself wherever it stands, marks and all. What is in the book never
//! influences a result.

use std::ops::Range;

use super::hearing::{Ear, Hearer};
use super::reading::MarkSet;
use super::vocabulary::Told;
use super::{Measures, SPACE, class_of};
use crate::lanes::{self, FoldedHasher};
use crate::rules::fold::{Token, tokenize};

/// Bytes of the longest word that is kept.
pub(super) const LONGEST: usize = 16;
/// Words that are kept: a power of two. Each has one place, and the next of that place drives it out.
const PLACES: usize = 1 << PLACE_BITS;
const PLACE_BITS: u32 = 11;
/// Tokens of a word that is kept, after the first.
const MORE: usize = 3;

/// What is read of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    /// Its bytes, with zeros after them.
    key: [u64; 2],
    pub(super) measures: Measures,
    /// Its letters and digits, case folded, and how many bytes they are.
    pub(super) folded: [u64; 2],
    pub(super) folded_length: u8,
    /// How many tokens it has; the first of them.
    pub(super) tokens: u8,
    pub(super) first: Token,
    /// The number of its voice and one; 0 where it has none.
    pub(super) voice: u8,
    pub(super) exclamations: u8,
    pub(super) letters: u8,
    pub(super) marks: MarkSet,
    /// What it is told apart by; 0 where it bears no meaning.
    pub(super) stem: u64,
    pub(super) told: Told,
}

/// A word of a text that the book has.
pub(super) struct Found<'a> {
    pub(super) entry: &'a mut Entry,
    /// Its tokens after the first.
    pub(super) more: &'a [Token; MORE],
    /// Where it ends.
    pub(super) end: usize,
}

/// The words that are kept.
#[derive(Debug, Default)]
pub(super) struct Book {
    entries: Box<[Entry]>,
    /// The tokens after the first of each.
    more: Box<[[Token; MORE]]>,
    ear: Ear,
    tokens: Vec<Token>,
}

/// Bytes up to the next white space.
#[derive(Clone, Copy)]
pub(super) struct Chunk {
    pub(super) length: usize,
    /// Its bytes, with zeros after them.
    pub(super) lanes: [u64; 2],
}

impl Chunk {
    /// Where it has its place in the book.
    #[inline]
    fn place(self) -> usize {
        let [first, second] = self.lanes;
        let hash = lanes::product(first ^ second.rotate_left(21));
        usize::try_from(hash >> (64 - PLACE_BITS)).unwrap_or(0)
    }

    /// What stands at the start of a part of a text, where it is short enough to be kept.
    #[inline]
    pub(super) fn at(bytes: &[u8], part: Range<usize>) -> Option<Self> {
        let at = part.start;
        let lanes = lanes::sixteen(bytes, at);
        let stops = lanes.map(lanes::blanks);
        let rest = part.end - at;
        let length = if stops[0] != 0 {
            lanes::first_marked(stops[0])
        } else if stops[1] != 0 {
            8 + lanes::first_marked(stops[1])
        } else {
            LONGEST
        };
        if length < rest && class_of(*bytes.get(at + length)?) != SPACE {
            return None;
        }
        let length = length.min(rest);
        (length > 0).then(|| Self {
            length,
            lanes: lanes::first_of_sixteen(lanes, length),
        })
    }
}

impl Book {
    /// Makes room, where there is none yet.
    pub(super) fn open(&mut self) {
        if self.entries.is_empty() {
            self.entries = vec![Entry::default(); PLACES].into();
            self.more = vec![[Token::default(); MORE]; PLACES].into();
        }
    }

    /// What is known of the word that starts at a byte of a text and is this chunk; it is read first where need be. `None`
    /// where it is none or has too much to it.
    #[inline]
    pub(super) fn known(&mut self, chunk: Chunk, text: &str, at: usize) -> Option<Found<'_>> {
        let place = chunk.place();
        let end = at + chunk.length;
        if self.entries.get(place)?.key != chunk.lanes {
            self.learn(chunk, text.get(at..end)?)?;
        }
        Some(Found {
            entry: self.entries.get_mut(place)?,
            more: self.more.get(place)?,
            end,
        })
    }

    /// Reads a word, and keeps what was read.
    #[cold]
    #[inline(never)]
    fn learn(&mut self, chunk: Chunk, word: &str) -> Option<()> {
        self.tokens.clear();
        let mut pupil = Pupil {
            ear: &mut self.ear,
            tokens: &mut self.tokens,
            heard: Heard::default(),
            folded: Folded::default(),
            letters: 0,
        };
        let measures = pupil.read(word);
        let entry = Entry {
            marks: MarkSet::of(word.as_bytes()),
            ..pupil.entry(measures, chunk.lanes)?
        };
        let place = chunk.place();
        *self.entries.get_mut(place)? = entry;
        let (more, rest) = (self.more.get_mut(place)?, self.tokens.iter().skip(1));
        more.iter_mut()
            .zip(rest)
            .for_each(|(to, token)| *to = *token);
        Some(())
    }
}

/// Reads one word.
struct Pupil<'a> {
    ear: &'a mut Ear,
    tokens: &'a mut Vec<Token>,
    heard: Heard,
    folded: Folded,
    letters: usize,
}

/// What is heard of it.
#[derive(Default)]
struct Heard {
    voice: Option<u8>,
    stem: Option<u64>,
    exclamations: u32,
    /// More than one voice or one stem.
    has_more: bool,
}

impl Hearer for Heard {
    fn voice(&mut self, voice: u8) {
        self.has_more |= self.voice.replace(voice).is_some();
    }

    fn stem_if(&mut self, bears_meaning: bool, key: u64) {
        if bears_meaning {
            self.has_more |= self.stem.replace(key).is_some();
        }
    }

    fn exclamations(&mut self, count: u32) {
        self.exclamations += count;
    }
}

/// Folded letters, as many as fit.
#[derive(Default)]
struct Folded {
    lanes: u128,
    length: u32,
}

impl Folded {
    fn push(&mut self, lanes: u64, count: u32) {
        if self.length < 16 {
            self.lanes |= u128::from(lanes) << (8 * self.length);
        }
        self.length += count;
    }
}

impl Pupil<'_> {
    fn read(&mut self, word: &str) -> Measures {
        let mut measures = Measures::default();
        measures.any_word(word, 0..word.len());
        self.letters = lanes::count_letters_or_high(word.as_bytes());
        self.ear.text(word, &mut self.heard);
        FoldedHasher::each(word, |lanes, count| self.folded.push(lanes, count));
        tokenize(word, 0, self.tokens);
        measures
    }

    fn entry(self, measures: Measures, key: [u64; 2]) -> Option<Entry> {
        let Self { heard, folded, .. } = self;
        let first = *self.tokens.first()?;
        if self.tokens.len() > 1 + MORE || heard.has_more || folded.length > 16 {
            return None;
        }
        Some(Entry {
            key,
            measures,
            folded: lanes::halves(folded.lanes),
            folded_length: u8::try_from(folded.length).ok()?,
            tokens: u8::try_from(self.tokens.len()).ok()?,
            first,
            voice: heard.voice.map_or(0, |voice| voice + 1),
            exclamations: u8::try_from(heard.exclamations).ok()?,
            letters: u8::try_from(self.letters).ok()?,
            stem: heard.stem.unwrap_or(0),
            told: Told::default(),
            marks: MarkSet::default(),
        })
    }
}

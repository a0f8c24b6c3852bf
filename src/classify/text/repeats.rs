//! Lines that come again: advertisements without a label, and tables of contents.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::classify::Role;
use crate::classify::context::Context;
use crate::classify::folded::folded;
use crate::classify::signals::Signals;
use crate::classify::text::is_long_prose;
use crate::document::{BlockKind, Document};
use crate::features::{End, Piece};
use crate::lanes;

/// Ids of `STRUCTURAL`.
const REPEATED: &str = "structure/repeated-line";
const CONTENTS: &str = "structure/table-of-contents";
/// Copies up to which a repeated line is an advertisement; more are a list, a poem, or a table.
const COPIES: usize = 4;

/// Lines with boilerplate from which a text is no article that somebody cleaned before.
const UNCLEANED: usize = 4;

/// What repetition tells of lines, after what rules say of them.
pub(crate) fn repeats(
    document: &Document,
    context: &Context,
    signals: &Signals,
) -> Vec<(usize, &'static str)> {
    let copies = context.copies.iter().zip(&context.facts.words);
    let again = copies.zip(&context.hashes).enumerate();
    let again =
        again.filter(|(_, ((copy, words), _))| copy.earlier + copy.later > 0 && **words <= 15);
    let mut lines: Vec<(u64, usize)> = again.map(|(at, (_, hash))| (*hash, at)).collect();
    let mut found = Vec::new();
    if lines.is_empty() {
        return found;
    }
    contents(document, context, signals, &mut found);
    lines.sort_unstable();
    let prose = Prose::of(context);
    for group in lines.chunk_by(|a, b| a.0 == b.0) {
        if is_slogan(document, group, &prose) {
            found.extend(group.iter().map(|(_, at)| (*at, REPEATED)));
        }
    }
    found
}

/// A text's prose, as far as slogans are compared with it.
struct Prose {
    /// First and last paragraph of three at least.
    edge: Option<(usize, usize)>,
    /// The words of all long prose, hashed; collected when first asked for. There are few questions.
    words: OnceCell<Vec<u64>>,
}

impl Prose {
    fn of(context: &Context) -> Self {
        let facts = &context.facts;
        let is_paragraph = |at: &usize| facts.words[*at] >= 15 && facts.forms[*at].is_prose();
        let mut paragraphs = (0..facts.words.len()).filter(is_paragraph);
        let first = paragraphs.next();
        let last = paragraphs.next().and(paragraphs.next_back());
        Self {
            edge: first.zip(last),
            words: OnceCell::new(),
        }
    }

    /// Whether no line of prose holds the longest word of a line.
    fn lacks(&self, line: &str, document: &Document) -> bool {
        let own = folded(line);
        let Some(word) = own.split(' ').max_by_key(|word| word.len()) else {
            return false;
        };
        let words = self.words.get_or_init(|| {
            let blocks = document.blocks.iter().enumerate();
            let mut words = Vec::with_capacity(document.text.len() / 6);
            for (at, block) in blocks.filter(|(_, block)| is_long_prose(block)) {
                let text = document.text.get(block.span.clone());
                let reading = &document.reading;
                reading.pieces(at, text.unwrap_or_default(), |piece| match piece {
                    Piece::Word(hash) => words.push(hash),
                    // A mark and a blank, most often.
                    Piece::Other(text) if text.bytes().all(is_between) => {}
                    Piece::Other(text) => words.extend(folded(text).split(' ').map(hash)),
                });
            }
            words
        });
        !words.contains(&hash(word))
    }
}

/// Whether a byte belongs to no word.
fn is_between(byte: u8) -> bool {
    byte == b' ' || byte.is_ascii_punctuation()
}

/// As the reading has it of a word of ASCII letters.
fn hash(word: &str) -> u64 {
    lanes::hash(word.as_bytes())
}

/// A short verbless line that stands after the last prose and once more before or inside it, of words that the prose
/// never uses.
fn is_slogan(document: &Document, group: &[(u64, usize)], prose: &Prose) -> bool {
    let blocks = &document.blocks;
    let (Some(&(_, one)), Some(&(_, last))) = (group.first(), group.last()) else {
        return false;
    };
    let m = &blocks[one].measures;
    let slogan = group.len() <= COPIES
        && blocks[one].kind == BlockKind::Line
        && (2..=6).contains(&m.words)
        && m.ends == End::Open
        && !m.starts_lower
        && m.stopwords == 0
        && u32::from(m.numbers) < m.words;
    let Some((first_prose, last_prose)) = prose.edge.filter(|_| slogan) else {
        return false;
    };
    let outside = |at: usize| at < first_prose || at > last_prose;
    if last < last_prose {
        return false;
    }
    let text = document.text.get(blocks[one].span.clone()).unwrap_or("");
    one < first_prose && group.iter().all(|(_, at)| outside(*at))
        || one < last_prose && prose.lacks(text, document)
}

/// Runs of three and more lines each of which comes again further down, in the same order, as the heading of prose. In a
/// text that is clean otherwise they are its author's list of what follows, unless a label stands above them.
fn contents(
    document: &Document,
    context: &Context,
    signals: &Signals,
    found: &mut Vec<(usize, &'static str)>,
) {
    let blocks = &document.blocks;
    let facts = &context.facts;
    let comes_again = |at: usize| {
        let copy = context.copies.get(at).copied().unwrap_or_default();
        copy.earlier == 0
            && copy.later == 1
            && (1..=15).contains(&facts.words[at])
            && !facts.forms[at].is_prose()
    };
    let (again, uncleaned) = (OnceCell::new(), OnceCell::new());
    let is_labelled = |start: usize| {
        let before = start.checked_sub(1);
        before.is_some_and(|before| signals.speaks_for(before, Role::Navigation))
    };
    let is_uncleaned = || {
        let against = (0..blocks.len()).filter(|at| signals.speaks_against(*at));
        against.take(UNCLEANED).count() == UNCLEANED
    };
    let mut start = 0;
    while start < blocks.len() {
        let end = (start..blocks.len())
            .find(|at| !comes_again(*at))
            .unwrap_or(blocks.len());
        if end - start >= 3 {
            let again = again.get_or_init(|| SecondCopies::of(document, context));
            if (is_labelled(start) || *uncleaned.get_or_init(is_uncleaned))
                && again.head_prose(start..end, context)
            {
                found.extend((start..end).map(|at| (at, CONTENTS)));
            }
        }
        start = end + 1;
    }
}

/// Where lines come again, and where longer ones are.
struct SecondCopies {
    places: FxHashMap<u64, usize>,
    /// Prefix counts of the lines of ten words and more.
    long: Vec<u32>,
}

impl SecondCopies {
    fn of(document: &Document, context: &Context) -> Self {
        let copies = context.copies.iter().zip(&context.hashes).enumerate();
        let seconds = copies.filter(|(_, (copy, _))| copy.earlier == 1);
        let mut count = 0;
        let long = document.blocks.iter().map(|block| {
            count += u32::from(block.measures.words >= 10);
            count
        });
        Self {
            places: seconds.map(|(at, (_, hash))| (*hash, at)).collect(),
            long: [0].into_iter().chain(long).collect(),
        }
    }

    /// Whether the second copies stand in the same order, most of them with prose before the next.
    fn head_prose(&self, run: std::ops::Range<usize>, context: &Context) -> bool {
        let mut from = run.end;
        let (mut places, length) = (Vec::new(), run.len());
        for at in run {
            let hash = context.hashes.get(at);
            let place = hash.and_then(|hash| self.places.get(hash));
            let Some(place) = place.filter(|place| **place >= from) else {
                return false;
            };
            from = place + 1;
            places.push(from);
        }
        let count = |at: usize| self.long.get(at).or(self.long.last()).copied();
        let ends = places.iter().skip(1).copied().chain([from + 5]);
        let headed = places
            .iter()
            .zip(ends)
            .filter(|(from, to)| count(*to) > count(**from))
            .count();
        headed * 3 >= length * 2
    }
}

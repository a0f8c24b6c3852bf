//! What the packs at work look for, taken together: where a block has none of it, no pack need be asked.

use super::filter::{Filter, Sieve};
use super::fold::{Token, core, extend};
use super::matcher::Matcher;
use super::model::Rule;
use super::phrases::{Phrase, Phrases};
use super::set::RuleIndex;
use crate::features::{Line, MarkSet};

/// Filters over all packs at work.
#[derive(Debug)]
pub(super) struct Gate {
    /// Which packs those are.
    packs: u64,
    /// By the words of a block: a long one has less that may be found.
    by_words: [Filters; BOUNDS.len()],
    /// The tables of all of them in one.
    pub(super) tables: Matcher,
    /// ASCII marks that patterns need.
    marks: Vec<u8>,
    mark_set: MarkSet,
    /// A word alone may run into a capital letter.
    pub(super) glues_one: bool,
}

/// From how many words on each of the filters is for a block.
const BOUNDS: [usize; 3] = [0, 13, 31];

/// What is looked for in blocks of some length.
#[derive(Debug)]
pub(super) struct Filters {
    /// First tokens and lengths of what is all of a block.
    lines: Filter,
    /// What stands at the start of a block: tokens that do so alone, and the first two.
    heads: Filter,
    twos: Filter,
    /// First tokens of what runs into a capital letter there.
    glued: Filter,
    /// Last tokens of what stands at the end of a block.
    lasts: Filter,
    /// First tokens of what may stand anywhere, those that do so alone, and the first two.
    starts: Sieve,
    singles: Filter,
    pairs: Filter,
}

/// Where a phrase may start: the number of a token, and bits of what may start there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place(u32);

/// What may be at the ends of a block.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ends {
    /// A phrase may be all of it.
    pub(super) is_line: bool,
    /// What may start with its first token that is no mere edge.
    pub(super) head: Place,
    /// This may be part of what runs into a capital letter.
    pub(super) is_glued: bool,
    /// A phrase may end with its last one.
    pub(super) closes: bool,
}

impl Place {
    const SINGLE: u32 = 31;
    const LONGER: u32 = 30;

    fn new(at: u32, is_single: bool, is_longer: bool) -> Self {
        Self(at | u32::from(is_single) << Self::SINGLE | u32::from(is_longer) << Self::LONGER)
    }

    pub(super) fn at(self) -> usize {
        (self.0 & ((1 << Self::LONGER) - 1)) as usize
    }

    /// The phrase may be this token alone.
    pub(super) fn is_single(self) -> bool {
        self.0 >> Self::SINGLE & 1 == 1
    }

    /// It may be longer.
    pub(super) fn is_longer(self) -> bool {
        self.0 >> Self::LONGER & 1 == 1
    }

    /// Something may start there.
    pub(super) fn is_any(self) -> bool {
        self.0 >> Self::LONGER != 0
    }
}

impl Gate {
    pub(super) fn is_of(&self, packs: u64) -> bool {
        self.packs == packs
    }

    pub(super) fn of<'a, 'p>(
        packs: u64,
        phrases: impl Iterator<Item = (usize, &'p Phrases)>,
        rule_of: impl Fn(RuleIndex) -> Option<&'a Rule>,
    ) -> Self {
        let mut all = Phrases::default();
        for (pack, phrases) in phrases {
            all.add_pack(pack, phrases);
        }
        let mut marks: Vec<u8> = all.marks.iter().map(|(mark, _)| *mark).collect();
        marks.sort_unstable();
        marks.dedup();
        let fits = |words, rule| rule_of(rule).is_some_and(|rule| words <= rule.max_words);
        let tables = Matcher::of(&all, &rule_of);
        Self {
            packs,
            by_words: BOUNDS.map(|words| Filters::of(&all, |rule| fits(words, rule))),
            mark_set: MarkSet::of(&marks),
            marks,
            glues_one: tables.glued.has_length(1),
            tables,
        }
    }

    /// The filters for a block of so many words.
    pub(super) fn filters(&self, words: usize) -> &Filters {
        let at = BOUNDS[1..].iter().filter(|bound| words >= **bound).count();
        &self.by_words[at]
    }

    /// Whether a text has one of the marks that patterns need; `read` is what was read of it before.
    pub(super) fn has_mark(&self, text: &str, read: Option<Line<'_>>) -> bool {
        match read {
            Some(line) => line.marks.meets(self.mark_set),
            None => has_one_of(&self.marks, text.as_bytes()),
        }
    }
}

fn has_one_of(marks: &[u8], text: &[u8]) -> bool {
    marks.chunks(3).any(|marks| {
        let of = |at: usize| *marks.get(at).unwrap_or(&marks[0]);
        memchr::memchr3(of(0), of(1), of(2), text).is_some()
    })
}

/// What is asked of a filter for whole blocks.
fn opening(first: u64, tokens: usize) -> u64 {
    extend(tokens as u64, first)
}

impl Filters {
    /// What rules look for that are for blocks of some length.
    fn of(all: &Phrases, fits: impl Fn(RuleIndex) -> bool) -> Self {
        let hashes = |phrases: &[Phrase], is_in: fn(&Phrase) -> bool, hash: fn(&Phrase) -> u64| {
            let sought = phrases.iter().filter(|phrase| fits(phrase.rule));
            let sought = sought.filter(|phrase| is_in(phrase)).map(hash);
            sought.collect::<Vec<u64>>()
        };
        let any = |_: &Phrase| true;
        let is_single = |phrase: &Phrase| phrase.tokens == 1;
        let is_longer = |phrase: &Phrase| phrase.tokens != 1;
        let first = |phrase: &Phrase| phrase.first;
        let two = |phrase: &Phrase| phrase.two;
        let line = |phrase: &Phrase| opening(phrase.first, usize::from(phrase.tokens));
        Self {
            lines: Filter::of(&hashes(&all.line, any, line)),
            heads: Filter::of(&hashes(&all.prefix, is_single, first)),
            twos: Filter::of(&hashes(&all.prefix, is_longer, two)),
            glued: Filter::of(&hashes(&all.glued, any, first)),
            lasts: Filter::of(&hashes(&all.suffix, any, first)),
            starts: Sieve::of(hashes(&all.inside, any, first).into_iter()),
            singles: Filter::of(&hashes(&all.inside, is_single, first)),
            pairs: Filter::of(&hashes(&all.inside, is_longer, two)),
        }
    }

    /// What may be all of a block or stand at its start or its end; `start` and `last` are its tokens that are no mere
    /// edge: those from the first on, and the last.
    pub(super) fn ends(&self, start: &[Token], last: Option<&Token>) -> Ends {
        let Some(first) = start.first() else {
            return Ends::default();
        };
        let two = |second: &Token| extend(extend(0, first.hash), second.hash);
        let second = start.get(1).map(two);
        Ends {
            is_line: self.lines.has(opening(first.hash, core(start).len())),
            head: Place::new(
                0,
                self.heads.has(first.hash),
                second.is_some_and(|two| self.twos.has(two)),
            ),
            is_glued: self.glued.has(first.hash),
            closes: last.is_some_and(|last| self.lasts.has(last.hash)),
        }
    }

    /// Where among the tokens something that may stand anywhere may start.
    pub(super) fn find_places<'a>(
        &self,
        tokens: &[Token],
        places: &'a mut Vec<Place>,
    ) -> &'a [Place] {
        let found = self.find_starts(tokens, places);
        let mut count = 0;
        for from in 0..found {
            let at = places.get(from).map_or(0, |place| place.0);
            let hash = |at: usize| tokens.get(at).map_or(0, |token| token.hash);
            let (first, next) = (hash(at as usize), hash(at as usize + 1));
            let is_longer = self.pairs.has(extend(extend(0, first), next));
            let found = Place::new(at, self.singles.has(first), is_longer);
            if let Some(place) = places.get_mut(count) {
                *place = found;
            }
            count += usize::from(found.is_any());
        }
        places.get(..count).unwrap_or_default()
    }

    /// Where something may start by its first token, and how many such places there are. Which they are is past a
    /// processor's guessing, so that each token is noted, and the next in its place where it is none.
    fn find_starts(&self, tokens: &[Token], places: &mut Vec<Place>) -> usize {
        if places.len() < tokens.len() {
            places.resize(tokens.len(), Place::default());
        }
        let mut count = 0;
        for (token, at) in tokens.iter().zip(0_u32..) {
            if let Some(place) = places.get_mut(count) {
                *place = Place(at);
            }
            count += usize::from(self.starts.has(token.hash));
        }
        count
    }
}

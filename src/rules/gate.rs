//! What the packs at work look for, taken together: where a block has none of it, no pack need be asked.

use super::fold::{Token, core, extend};
use super::matcher::{Matcher, fits};
use super::model::Rule;
use super::set::RuleIndex;
use super::table::{Entry, Filter, Sieve, Table, sequence};
use super::tables::Builder;
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
#[derive(Debug, Default)]
pub(super) struct Filters {
    /// All tokens of what is all of a block.
    lines: Filter,
    /// What stands at the start of a block: first tokens where no more is known, and the first two.
    firsts: Filter,
    twos: Filter,
    /// Last tokens of what stands at the end of a block.
    lasts: Filter,
    /// First tokens of what may stand anywhere, those that do so alone, and the first two.
    starts: Sieve,
    singles: Filter,
    pairs: Filter,
}

impl Gate {
    pub(super) fn is_of(&self, packs: u64) -> bool {
        self.packs == packs
    }

    pub(super) fn of<'a>(
        packs: u64,
        matchers: impl Iterator<Item = (usize, &'a Matcher)>,
        rule_of: impl Fn(RuleIndex) -> Option<&'a Rule>,
    ) -> Self {
        let mut tables = Builder::default();
        for (pack, matcher) in matchers {
            tables.add_pack(pack, matcher);
        }
        let tables = tables.finish();
        let mut marks: Vec<u8> = tables.marks.iter().map(|(mark, _)| *mark).collect();
        marks.sort_unstable();
        marks.dedup();
        Self {
            packs,
            by_words: BOUNDS.map(|words| Filters::of(words, &tables, &rule_of)),
            mark_set: MarkSet::of(&marks),
            marks,
            glues_one: tables.glued.has_length(1),
            tables,
        }
    }

    /// Whether a phrase may be all of a block of so many words or stand at its start; `tokens` are those of its start.
    pub(super) fn opens(&self, tokens: &[Token], words: usize) -> bool {
        self.filters(words)
            .opens(tokens, self.tables.line.longest())
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

/// The entries of a table that are looked for.
fn entries(table: &Table, fits: impl Fn(&&Entry) -> bool) -> Vec<&Entry> {
    table.entries().iter().filter(fits).collect()
}

impl Filters {
    /// What rules look for in blocks of so many words or more.
    fn of<'a>(
        words: usize,
        tables: &Matcher,
        rule_of: &impl Fn(RuleIndex) -> Option<&'a Rule>,
    ) -> Self {
        let fits = |entry: &&Entry| fits(rule_of(entry.rule), words);
        let first = |entries: &[&Entry]| Filter::of(entries, |entry| entry.first);
        let is_single = |entry: &&Entry| entry.tokens == 1;
        let lines = entries(&tables.line, fits);
        let heads = entries(&tables.prefix, fits);
        let (mut firsts, twos): (Vec<&Entry>, Vec<&Entry>) = heads.into_iter().partition(is_single);
        firsts.extend(entries(&tables.glued, fits));
        let inside = entries(&tables.inside, fits);
        let starts = Sieve::of(inside.iter().map(|entry| entry.first));
        let (singles, more): (Vec<&Entry>, Vec<&Entry>) = inside.into_iter().partition(is_single);
        Self {
            lines: Filter::of(&lines, |entry| entry.sequence),
            firsts: first(&firsts),
            twos: Filter::of(&twos, |entry| entry.two),
            lasts: first(&entries(&tables.suffix, fits)),
            starts,
            singles: first(&singles),
            pairs: Filter::wide(&more, |entry| entry.key),
        }
    }

    /// Whether a phrase may be all of a block or stand at its start.
    fn opens(&self, tokens: &[Token], longest_line: usize) -> bool {
        let (Some(first), second) = (tokens.first(), tokens.get(1)) else {
            return false;
        };
        let one = extend(0, first.hash);
        self.firsts.has(first.hash)
            || second.is_some_and(|second| self.twos.has(extend(one, second.hash)))
            || {
                let whole = core(tokens);
                whole.len() <= longest_line && self.lines.has(sequence(whole))
            }
    }

    pub(super) fn closes(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|token| self.lasts.has(token.hash))
    }

    /// Where among the tokens something that may stand anywhere may start.
    pub(super) fn find_places(&self, tokens: &[Token], places: &mut Vec<u32>) {
        self.find_starts(tokens, places);
        places.retain(|&at| {
            let own = |at: usize| tokens.get(at).map(|token| token.hash);
            let (Some(first), next) = (own(at as usize), own(at as usize + 1)) else {
                return false;
            };
            let two = next.map(|next| extend(extend(0, first), next));
            self.singles.has(first) || two.is_some_and(|two| self.pairs.has(two))
        });
    }

    /// Where something may start by its first token. Which do is past a processor's guessing, so that each is noted, and the
    /// next in its place where it does not.
    fn find_starts(&self, tokens: &[Token], places: &mut Vec<u32>) {
        places.clear();
        places.resize(tokens.len(), 0);
        let mut count = 0;
        for (token, at) in tokens.iter().zip(0_u32..) {
            if let Some(place) = places.get_mut(count) {
                *place = at;
            }
            count += usize::from(self.starts.has(token.hash));
        }
        places.truncate(count);
    }
}

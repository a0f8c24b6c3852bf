//! Phrases by hash, behind filters of bits.

use std::ops::Range;

use super::fold::{Token, extend, tokenize};
use super::set::RuleIndex;
use crate::lanes;

/// Bits of a filter for each entry, and at most.
const BITS: usize = 12;
const FILTER_BITS: usize = 1 << 15;
/// The same where few are asked for, and each that is taken in wrongly costs a search.
const WIDE_BITS: usize = 96;
const WIDE_FILTER_BITS: usize = 1 << 18;

/// A phrase, or a keyword of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The hash that is looked up: of the whole phrase, or where it may stand anywhere of its first two tokens.
    pub(super) key: u64,
    /// The hash of the first token; of the last, where a block must end with the phrase.
    pub(super) first: u64,
    pub(super) sequence: u64,
    /// The hash of the first two tokens.
    pub(super) two: u64,
    pub(super) tokens: u8,
    pub(super) rule: RuleIndex,
    /// Not a match in itself, but leave to try the rule's pattern.
    pub(super) is_keyword: bool,
}

/// A set of hashes that now and then takes in one that is not its own. It is no larger than it must be: all that are in
/// use are asked for every line, and stay near only if they are small.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    bits: Box<[u64]>,
    shift: u32,
}

impl Default for Filter {
    fn default() -> Self {
        Self::of(&[], |entry| entry.key)
    }
}

impl Filter {
    /// Of the hashes that the entries have.
    pub(super) fn of(entries: &[&Entry], hash: impl Fn(&Entry) -> u64) -> Self {
        let size = (entries.len() * BITS).next_power_of_two();
        Self::sized(size.min(FILTER_BITS), entries, hash)
    }

    /// The same, several times as large.
    pub(super) fn wide(entries: &[&Entry], hash: impl Fn(&Entry) -> u64) -> Self {
        let size = (entries.len() * WIDE_BITS).next_power_of_two();
        Self::sized(size.min(WIDE_FILTER_BITS), entries, hash)
    }

    fn sized(size: usize, entries: &[&Entry], hash: impl Fn(&Entry) -> u64) -> Self {
        let size = size.max(64);
        let mut filter = Self {
            bits: vec![0; size / 64].into(),
            shift: 64 - size.trailing_zeros(),
        };
        for entry in entries {
            let (at, bit) = filter.bit(hash(entry));
            if let Some(bits) = filter.bits.get_mut(at) {
                *bits |= bit;
            }
        }
        filter
    }

    pub(super) fn has(&self, hash: u64) -> bool {
        let (at, bit) = self.bit(hash);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0)
    }

    #[allow(clippy::cast_possible_truncation)] // the top bits
    fn bit(&self, hash: u64) -> (usize, u64) {
        let bit = (hash >> self.shift) as usize;
        (bit / 64, 1 << (bit % 64))
    }
}

/// A filter of one size, for what is asked of every token.
#[derive(Debug)]
pub(super) struct Sieve(Box<[u64; SIEVE]>);

/// Numbers of 64 bits in it: some twenty bits for each phrase that may stand anywhere.
const SIEVE: usize = 1 << SIEVE_BITS;
const SIEVE_BITS: u32 = 8;

impl Default for Sieve {
    fn default() -> Self {
        Self(Box::new([0; SIEVE]))
    }
}

impl Sieve {
    pub(super) fn of(hashes: impl Iterator<Item = u64>) -> Self {
        let mut sieve = Self::default();
        hashes.for_each(|hash| sieve.0[Self::place(hash)] |= Self::bit(hash));
        sieve
    }

    #[inline]
    pub(super) fn has(&self, hash: u64) -> bool {
        self.0[Self::place(hash)] & Self::bit(hash) != 0
    }

    #[allow(clippy::cast_possible_truncation)] // the top bits
    fn place(hash: u64) -> usize {
        (hash >> (64 - SIEVE_BITS)) as usize
    }

    fn bit(hash: u64) -> u64 {
        1 << (hash & 63)
    }
}

/// Where among the entries, which are in order, those of each group start, and the end.
fn groups(entries: &[Entry], group_bits: u32) -> Vec<u32> {
    let mut groups = Vec::with_capacity((1 << group_bits) + 1);
    let mut at = 0;
    for group in 0..=1_u64 << group_bits {
        let rest = entries.get(at..).unwrap_or_default().iter();
        at += rest
            .take_while(|entry| entry.key >> (64 - group_bits) < group)
            .count();
        groups.push(u32::try_from(at).unwrap_or(u32::MAX));
    }
    groups
}

/// Phrases that must stand in the same place of a block.
#[derive(Debug)]
pub(super) struct Table {
    /// By key.
    entries: Vec<Entry>,
    /// Where among them the keys with each value of the top bits start, and the end.
    groups: Vec<u32>,
    group_bits: u32,
    filter: Filter,
    /// The same for the first tokens alone.
    starts: Filter,
    /// Bit `n`: some phrase has `n` tokens.
    lengths: u64,
}

impl Table {
    pub(super) fn new(mut entries: Vec<Entry>) -> Self {
        // Stable, since that is quick where the tables of packs, which are in order, stand one after the other.
        entries.sort_by_key(|entry| (entry.key, entry.rule));
        let lengths = entries
            .iter()
            .map(|entry| 1 << (u32::from(entry.tokens) & 63));
        let lengths = lengths.fold(0, |all, length: u64| all | length);
        let all: Vec<&Entry> = entries.iter().collect();
        let filter = Filter::of(&all, |entry| entry.key);
        let starts = Filter::of(&all, |entry| entry.first);
        let group_bits = entries.len().next_power_of_two().ilog2().max(1);
        Self {
            groups: groups(&entries, group_bits),
            group_bits,
            entries,
            filter,
            starts,
            lengths,
        }
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn lookup(&self, key: u64) -> impl Iterator<Item = &Entry> {
        let range = self.filter.has(key).then(|| self.group(key)).flatten();
        let group = range.and_then(|range| self.entries.get(range));
        let group = group.unwrap_or_default().iter();
        group.filter(move |entry| entry.key == key)
    }

    /// Where the entries with the top bits of a key are.
    fn group(&self, key: u64) -> Option<Range<usize>> {
        let at = usize::try_from(key >> (64 - self.group_bits)).ok()?;
        let (from, to) = (self.groups.get(at)?, self.groups.get(at + 1)?);
        Some(*from as usize..*to as usize)
    }

    pub(super) fn longest(&self) -> usize {
        63 - self.lengths.leading_zeros().min(63) as usize
    }

    pub(super) fn has_length(&self, length: usize) -> bool {
        self.lengths >> (length & 63) & 1 == 1
    }

    /// Phrases that are all of the tokens.
    pub(super) fn whole(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
        let starts = tokens
            .first()
            .is_some_and(|first| self.starts.has(first.hash));
        if !starts || tokens.len() > self.longest() || !self.has_length(tokens.len()) {
            return;
        }
        for entry in self.lookup(sequence(tokens)) {
            report(entry, span(tokens));
        }
    }

    /// Phrases that the tokens start with.
    pub(super) fn at_start(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
        if !tokens
            .first()
            .is_some_and(|first| self.starts.has(first.hash))
        {
            return;
        }
        let mut hash = 0;
        for (at, token) in tokens.iter().take(self.longest()).enumerate() {
            hash = extend(hash, token.hash);
            if self.has_length(at + 1) {
                for entry in self.lookup(hash) {
                    report(entry, span(tokens.get(..=at).unwrap_or_default()));
                }
            }
        }
    }

    /// Phrases that the tokens end with.
    pub(super) fn at_end(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
        if !tokens.last().is_some_and(|last| self.starts.has(last.hash)) {
            return;
        }
        let mut hash = 0;
        for (count, token) in tokens.iter().rev().take(self.longest()).enumerate() {
            hash = extend(hash, token.hash);
            if self.has_length(count + 1) {
                for entry in self.lookup(hash) {
                    let first = tokens.len() - count - 1;
                    report(entry, span(tokens.get(first..).unwrap_or_default()));
                }
            }
        }
    }

    /// Phrases whose last word runs into a capital letter.
    pub(super) fn before_capital(
        &self,
        text: &str,
        tokens: &[Token],
        report: &mut impl FnMut(&Entry, Range<usize>),
    ) {
        let mut hash = 0;
        let mut part = Vec::new();
        for (at, token) in tokens.iter().take(self.longest()).enumerate() {
            if self.has_length(at + 1)
                && let Some(end) = capital_after(text, token)
            {
                part.clear();
                tokenize(
                    text.get(..end).unwrap_or_default(),
                    token.start as usize,
                    &mut part,
                );
                let glued = part.first().map_or(0, |part| part.hash);
                for entry in self.lookup(extend(hash, glued)) {
                    let start = tokens.first().map_or(0, |first| first.start as usize);
                    report(entry, start..end);
                }
            }
            // A longer phrase starts with this token.
            if at == 0 && !self.starts.has(token.hash) {
                return;
            }
            hash = extend(hash, token.hash);
        }
    }

    /// Phrases anywhere among the tokens; `places` are those where [`Table::starts`] may hold one.
    pub(super) fn anywhere(
        &self,
        tokens: &[Token],
        places: &[u32],
        report: &mut impl FnMut(&Entry, Range<usize>),
    ) {
        for &at in places {
            let at = at as usize;
            let Some(token) = tokens.get(at).filter(|token| self.starts.has(token.hash)) else {
                continue;
            };
            let one = extend(0, token.hash);
            for entry in self.lookup(one) {
                verify(entry, tokens, at, report);
            }
            if let Some(next) = tokens.get(at + 1) {
                for entry in self.lookup(extend(one, next.hash)) {
                    verify(entry, tokens, at, report);
                }
            }
        }
    }
}

/// Reports an entry whose first tokens stand at `at`, if all of them do.
fn verify(
    entry: &Entry,
    tokens: &[Token],
    at: usize,
    report: &mut impl FnMut(&Entry, Range<usize>),
) {
    let phrase = tokens
        .get(at..at + usize::from(entry.tokens))
        .unwrap_or_default();
    if !phrase.is_empty() && sequence(phrase) == entry.sequence {
        report(entry, span(phrase));
    }
}

/// Where in a token a small letter is followed by a capital.
pub(super) fn capital_after(text: &str, token: &Token) -> Option<usize> {
    let (start, end) = (token.start as usize, token.end as usize);
    let is_ascii = text.as_bytes().get(start).is_some_and(u8::is_ascii);
    if is_ascii && !lanes::has_capital_or_high(text.as_bytes(), start + 1..end) {
        return None;
    }
    let word = text.get(start..end)?;
    let mut was_small = false;
    for (at, c) in word.char_indices() {
        if was_small && c.is_uppercase() {
            return Some(start + at);
        }
        was_small = c.is_lowercase();
    }
    None
}

pub(super) fn span(tokens: &[Token]) -> Range<usize> {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.start as usize..last.end as usize,
        _ => 0..0,
    }
}

pub(super) fn sequence(tokens: &[Token]) -> u64 {
    tokens
        .iter()
        .fold(0, |hash, token| extend(hash, token.hash))
}

pub(super) fn sequence_from_end(tokens: &[Token]) -> u64 {
    tokens
        .iter()
        .rev()
        .fold(0, |hash, token| extend(hash, token.hash))
}

//! Phrases by hash.

use std::ops::Range;

use super::fold::{Token, extend, tokenize};
use super::gate::Place;
use super::phrases::Phrase;
use crate::lanes;

/// A phrase in a table, with as little beside its hashes as need be: a search is one miss of the cache.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The hash that is looked up.
    key: u64,
    sequence: u64,
    /// The number of its rule among those at work.
    pub(super) rule: u32,
    tokens: u8,
    pub(super) is_keyword: bool,
}

/// Phrases that must stand in the same place of a block.
#[derive(Debug)]
pub(super) struct Table {
    /// By key.
    entries: Vec<Entry>,
    /// Where among them the keys with each value of the top bits start, and the end.
    groups: Vec<u32>,
    group_bits: u32,
    /// Bit `n`: some phrase has `n` tokens.
    lengths: u64,
}

impl Table {
    /// Phrases that are looked up by this hash; `number_of` gives those of the rules.
    pub(super) fn new(
        phrases: &[Phrase],
        key: impl Fn(&Phrase) -> u64,
        mut number_of: impl FnMut(&Phrase) -> u32,
    ) -> Self {
        let entry = |phrase: &Phrase| Entry {
            key: key(phrase),
            sequence: phrase.sequence,
            rule: number_of(phrase),
            tokens: phrase.tokens,
            is_keyword: phrase.is_keyword,
        };
        let mut entries: Vec<Entry> = phrases.iter().map(entry).collect();
        entries.sort_unstable_by_key(|entry| (entry.key, entry.rule));
        let lengths = entries
            .iter()
            .map(|entry| 1 << (u32::from(entry.tokens) & 63));
        let lengths = lengths.fold(0, |all, length: u64| all | length);
        let group_bits = entries.len().next_power_of_two().ilog2().max(1);
        Self {
            groups: groups(&entries, group_bits),
            group_bits,
            entries,
            lengths,
        }
    }

    fn lookup(&self, key: u64) -> impl Iterator<Item = &Entry> {
        let group = self.group(key).and_then(|range| self.entries.get(range));
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

    /// Phrases that are all of the tokens, in a table by whole phrases.
    pub(super) fn whole(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
        if tokens.len() > self.longest() {
            return;
        }
        for entry in self.lookup(sequence(tokens)) {
            report(entry, span(tokens));
        }
    }

    /// Phrases that start at a place of the tokens, in a table by first two tokens.
    pub(super) fn at(
        &self,
        tokens: &[Token],
        place: Place,
        report: &mut impl FnMut(&Entry, Range<usize>),
    ) {
        let at = place.at();
        let Some(token) = tokens.get(at).filter(|_| place.is_any()) else {
            return;
        };
        let one = extend(0, token.hash);
        if place.is_single() {
            for entry in self.lookup(one) {
                verify(entry, tokens, at, report);
            }
        }
        if let Some(next) = tokens.get(at + 1).filter(|_| place.is_longer()) {
            for entry in self.lookup(extend(one, next.hash)) {
                verify(entry, tokens, at, report);
            }
        }
    }

    /// Phrases that the tokens end with, in a table by whole phrases.
    pub(super) fn at_end(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
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

    /// Phrases whose last word runs into a capital letter, in a table by whole phrases.
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
            hash = extend(hash, token.hash);
        }
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
    let is_there = phrase.len() <= 2 || sequence(phrase) == entry.sequence;
    if !phrase.is_empty() && is_there {
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

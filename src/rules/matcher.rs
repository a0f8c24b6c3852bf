//! Finding the phrases of a pack in a block.
//!
//! Not an automaton over letters but hashes over words: a block is cut into folded tokens once, for all packs; a
//! phrase is the hash of its tokens, looked up in small sorted tables behind a bit filter. Word edges come for free, and
//! building the tables is a sort. In a block longer than any `contains` rule allows, only the first and last tokens
//! are cut at all. A pattern runs when one of its keywords was seen.

use std::ops::Range;

use super::fold::{Token, TokenKind, core, extend, phrase_tokens, tokenize};
use super::model::{Matching, Rule, Scope};
use super::set::RuleIndex;

/// Bytes at either end of a long block in which prefixes and suffixes are looked for.
const WINDOW: usize = 240;
/// Longest phrase, in tokens: lengths are bits of a `u64`.
const MAX_TOKENS: usize = 63;
/// Bits of a table's filter.
const FILTER_BITS: usize = 1 << 15;

/// A rule found in a block, before position and context are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) rule: RuleIndex,
    /// Bytes of the block's text that the phrase or pattern covers.
    pub(crate) span: Range<usize>,
}

/// Working memory of the matcher: reused from block to block, never part of a result.
#[derive(Debug, Default)]
pub(crate) struct MatchScratch {
    pub(super) tokens: Tokens,
    pub(super) found: Found,
}

#[derive(Debug, Default)]
pub(super) struct Tokens {
    head: Vec<Token>,
    tail: Vec<Token>,
}

/// What one pack has found in a block.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) matches: Vec<(u16, Range<usize>)>,
    /// Rules of which a keyword was seen.
    keywords_of: Vec<u16>,
}

/// A block cut into tokens: all of them, or those at its ends.
pub(super) struct Cut<'a> {
    text: &'a str,
    words: usize,
    /// From the start.
    head: &'a [Token],
    /// Up to the end; the same as `head` where the whole block was cut.
    tail: &'a [Token],
    whole: bool,
}

/// The tables of one pack.
#[derive(Debug)]
pub(super) struct Matcher {
    line: Table,
    prefix: Table,
    suffix: Table,
    glued: Table,
    inside: Table,
    /// Rules without a bound on words, by the ASCII mark that their patterns need.
    marks: Vec<(u8, u16)>,
    /// Words of the longest block that must be cut whole.
    pub(super) word_limit: usize,
}

impl Matcher {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut tables = Builder::default();
        for (rule, at) in rules.iter().zip(0..=u16::MAX) {
            tables.add(rule, at);
        }
        tables.finish()
    }

    /// Every rule that matches the block, in `found.matches`.
    pub(super) fn find(&self, rules: &[Rule], cut: &Cut, found: &mut Found) {
        found.matches.clear();
        found.keywords_of.clear();
        self.phrases_in(rules, cut, found);
        self.patterns_in(rules, cut, found);
    }

    /// Whether the rule of a one-rule matcher matches a text.
    pub(super) fn hits(&self, rule: &Rule, text: &str) -> bool {
        let words = text.split_whitespace().count();
        let mut scratch = MatchScratch::default();
        let cut = cut(text, words, self.word_limit, &mut scratch.tokens);
        self.find(std::slice::from_ref(rule), &cut, &mut scratch.found);
        !scratch.found.matches.is_empty()
    }

    fn phrases_in(&self, rules: &[Rule], cut: &Cut, found: &mut Found) {
        let Found {
            matches,
            keywords_of,
        } = found;
        let mut report = |entry: &Entry, span: Range<usize>| {
            if entry.is_keyword {
                if !keywords_of.contains(&entry.rule) {
                    keywords_of.push(entry.rule);
                }
            } else if fits(rules, entry.rule, cut.words) {
                matches.push((entry.rule, span));
            }
        };
        let head = without_leading_edge(cut.head);
        let tail = without_trailing_edge(cut.tail);
        if cut.whole {
            self.line.whole(core(cut.head), &mut report);
        }
        self.prefix.at_start(head, &mut report);
        self.suffix.at_end(tail, &mut report);
        self.glued.before_capital(cut.text, head, &mut report);
        self.inside.anywhere(cut.head, &mut report);
        if !cut.whole {
            self.inside.anywhere(cut.tail, &mut report);
        }
    }

    fn patterns_in(&self, rules: &[Rule], cut: &Cut, found: &mut Found) {
        let Found {
            matches,
            keywords_of,
        } = found;
        for &(mark, rule) in &self.marks {
            if !keywords_of.contains(&rule)
                && fits(rules, rule, cut.words)
                && memchr::memchr(mark, cut.text.as_bytes()).is_some()
            {
                keywords_of.push(rule);
            }
        }
        for &at in keywords_of.iter() {
            let Some(rule) = rules.get(usize::from(at)) else {
                continue;
            };
            if cut.words > rule.max_words {
                continue;
            }
            let Some(pattern) = &rule.pattern else {
                continue;
            };
            pattern.find(cut.text, rule.scope == Scope::Span, |span| {
                matches.push((at, span));
            });
        }
    }
}

fn fits(rules: &[Rule], rule: u16, words: usize) -> bool {
    rules
        .get(usize::from(rule))
        .is_some_and(|rule| words <= rule.max_words)
}

/// Cuts a block; `limit` is the greatest `word_limit` of the packs at work.
pub(super) fn cut<'a>(
    text: &'a str,
    words: usize,
    limit: usize,
    tokens: &'a mut Tokens,
) -> Cut<'a> {
    let Tokens { head, tail } = tokens;
    head.clear();
    tail.clear();
    if words <= limit || text.len() <= 2 * WINDOW {
        tokenize(text, 0, head);
        let han = head.iter().filter(|t| t.kind == TokenKind::Han).count();
        // Two characters make a word where none are set apart.
        let words = words.max(han / 2);
        return Cut {
            text,
            words,
            head,
            tail: head,
            whole: true,
        };
    }
    let end = boundary(text, WINDOW);
    tokenize(text.get(..end).unwrap_or_default(), 0, head);
    let start = boundary(text, text.len() - WINDOW);
    tokenize(text, start, tail);
    // The first token of the tail may be half a word, the last one of the head too.
    head.pop();
    let tail = tail.get(1..).unwrap_or_default();
    Cut {
        text,
        words,
        head,
        tail,
        whole: false,
    }
}

/// The character boundary at or before this byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

fn without_leading_edge(tokens: &[Token]) -> &[Token] {
    let edge = |token: &Token| token.kind == TokenKind::Edge;
    let first = tokens.iter().position(|token| !edge(token));
    first
        .and_then(|first| tokens.get(first..))
        .unwrap_or(tokens)
}

fn without_trailing_edge(tokens: &[Token]) -> &[Token] {
    let edge = |token: &Token| token.kind == TokenKind::Edge;
    let last = tokens.iter().rposition(|token| !edge(token));
    last.and_then(|last| tokens.get(..=last)).unwrap_or(tokens)
}

fn span(tokens: &[Token]) -> Range<usize> {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.start as usize..last.end as usize,
        _ => 0..0,
    }
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The hash that is looked up: of the whole phrase, or in the `inside` table of its first two tokens.
    key: u64,
    /// The hash of the first token, in the `suffix` table of the last.
    first: u64,
    sequence: u64,
    tokens: u8,
    rule: u16,
    /// Not a match in itself, but leave to try the rule's pattern.
    is_keyword: bool,
}

/// Phrases by hash, in order, behind a filter of bits.
#[derive(Debug)]
struct Table {
    entries: Vec<Entry>,
    filter: Vec<u64>,
    /// The same for the first tokens alone.
    starts: Vec<u64>,
    /// Bit `n`: some phrase has `n` tokens.
    lengths: u64,
}

impl Table {
    fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by_key(|entry| (entry.key, entry.rule));
        let mut filter = Vec::new();
        if !entries.is_empty() {
            filter.resize(FILTER_BITS / 64, 0);
        }
        let mut starts = filter.clone();
        let mut lengths = 0;
        for entry in &entries {
            set_bit(&mut filter, entry.key);
            set_bit(&mut starts, entry.first);
            lengths |= 1 << (u32::from(entry.tokens) & 63);
        }
        Self {
            entries,
            filter,
            starts,
            lengths,
        }
    }

    fn lookup(&self, key: u64) -> &[Entry] {
        if !has_bit(&self.filter, key) {
            return &[];
        }
        let first = self.entries.partition_point(|entry| entry.key < key);
        let rest = self.entries.get(first..).unwrap_or_default();
        let count = rest.iter().take_while(|entry| entry.key == key).count();
        rest.get(..count).unwrap_or_default()
    }

    fn longest(&self) -> usize {
        63 - self.lengths.leading_zeros().min(63) as usize
    }

    fn has_length(&self, length: usize) -> bool {
        self.lengths >> (length & 63) & 1 == 1
    }

    fn whole(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
        if tokens.len() > self.longest() || !self.has_length(tokens.len()) {
            return;
        }
        for entry in self.lookup(sequence(tokens)) {
            report(entry, span(tokens));
        }
    }

    fn at_start(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
        if !tokens
            .first()
            .is_some_and(|first| has_bit(&self.starts, first.hash))
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

    fn at_end(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
        if !tokens
            .last()
            .is_some_and(|last| has_bit(&self.starts, last.hash))
        {
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
    fn before_capital(
        &self,
        text: &str,
        tokens: &[Token],
        report: &mut impl FnMut(&Entry, Range<usize>),
    ) {
        if self.entries.is_empty() {
            return;
        }
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

    fn anywhere(&self, tokens: &[Token], report: &mut impl FnMut(&Entry, Range<usize>)) {
        if self.entries.is_empty() {
            return;
        }
        for (at, token) in tokens.iter().enumerate() {
            if !has_bit(&self.starts, token.hash) {
                continue;
            }
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
fn capital_after(text: &str, token: &Token) -> Option<usize> {
    let word = text.get(token.start as usize..token.end as usize)?;
    let mut was_small = false;
    for (at, c) in word.char_indices() {
        if was_small && c.is_uppercase() {
            return Some(token.start as usize + at);
        }
        was_small = c.is_lowercase();
    }
    None
}

#[allow(clippy::cast_possible_truncation)] // the top 15 bits
fn filter_bit(key: u64) -> (usize, u64) {
    let bit = (key >> (64 - FILTER_BITS.trailing_zeros())) as usize;
    (bit / 64, 1 << (bit % 64))
}

fn has_bit(filter: &[u64], hash: u64) -> bool {
    let (at, bit) = filter_bit(hash);
    filter.get(at).is_some_and(|bits| bits & bit != 0)
}

fn set_bit(filter: &mut [u64], hash: u64) {
    let (at, bit) = filter_bit(hash);
    if let Some(bits) = filter.get_mut(at) {
        *bits |= bit;
    }
}

fn sequence(tokens: &[Token]) -> u64 {
    tokens
        .iter()
        .fold(0, |hash, token| extend(hash, token.hash))
}

fn sequence_from_end(tokens: &[Token]) -> u64 {
    tokens
        .iter()
        .rev()
        .fold(0, |hash, token| extend(hash, token.hash))
}

#[derive(Default)]
struct Builder {
    line: Vec<Entry>,
    prefix: Vec<Entry>,
    suffix: Vec<Entry>,
    glued: Vec<Entry>,
    inside: Vec<Entry>,
    marks: Vec<(u8, u16)>,
    word_limit: usize,
}

impl Builder {
    fn add(&mut self, rule: &Rule, at: u16) {
        for phrase in &rule.phrases {
            self.add_phrase(rule.matching, phrase, at);
        }
        if rule.phrases.is_empty() {
            self.add_keywords(rule, at);
        } else if matches!(rule.matching, Matching::Contains | Matching::Line) {
            let longest = match rule.matching {
                Matching::Line => rule.max_words.min(MAX_TOKENS),
                _ => rule.max_words,
            };
            self.word_limit = self.word_limit.max(longest);
        }
    }

    fn add_phrase(&mut self, matching: Matching, phrase: &str, rule: u16) {
        let tokens = phrase_tokens(phrase);
        let (table, tokens) = match matching {
            Matching::Line => (&mut self.line, core(&tokens)),
            Matching::Prefix => (&mut self.prefix, without_leading_edge(&tokens)),
            Matching::Glued => (&mut self.glued, without_leading_edge(&tokens)),
            Matching::Suffix => (&mut self.suffix, without_trailing_edge(&tokens)),
            Matching::Contains => (&mut self.inside, tokens.as_slice()),
        };
        let tokens = tokens
            .get(..tokens.len().min(MAX_TOKENS))
            .unwrap_or_default();
        let hash = match matching {
            Matching::Suffix => sequence_from_end(tokens),
            _ => sequence(tokens),
        };
        let key = match matching {
            Matching::Contains => sequence(tokens.get(..2).unwrap_or(tokens)),
            _ => hash,
        };
        table.push(Entry {
            key,
            first: match matching {
                Matching::Suffix => tokens.last(),
                _ => tokens.first(),
            }
            .map_or(0, |token| token.hash),
            sequence: hash,
            tokens: u8::try_from(tokens.len()).unwrap_or(u8::MAX),
            rule,
            is_keyword: false,
        });
    }

    fn add_keywords(&mut self, rule: &Rule, at: u16) {
        let mark = |keyword: &String| match keyword.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != b'#' => Some(*byte),
            _ => None,
        };
        let marks: Option<Vec<u8>> = rule.keywords.iter().map(mark).collect();
        if let Some(marks) = marks {
            self.marks.extend(marks.into_iter().map(|mark| (mark, at)));
            return;
        }
        for keyword in &rule.keywords {
            self.add_phrase(Matching::Contains, keyword, at);
            if let Some(entry) = self.inside.last_mut() {
                entry.is_keyword = true;
            }
        }
        // Of a pattern at an edge the keyword stands near the edge.
        if matches!(rule.matching, Matching::Contains | Matching::Line) {
            self.word_limit = self.word_limit.max(rule.max_words);
        }
    }

    fn finish(self) -> Matcher {
        Matcher {
            line: Table::new(self.line),
            prefix: Table::new(self.prefix),
            suffix: Table::new(self.suffix),
            glued: Table::new(self.glued),
            inside: Table::new(self.inside),
            marks: self.marks,
            word_limit: self.word_limit,
        }
    }
}

//! Finding the phrases of a pack in a block.
//!
//! Not an automaton over letters but hashes over words: a block is cut into folded tokens once, for all packs; a
//! phrase is the hash of its tokens, looked up in small sorted tables behind a bit filter. Word edges come for free, and
//! building the tables is a sort. In a block longer than any `contains` rule allows, only the first and last tokens
//! are cut at all. A pattern runs when one of its keywords was seen.

use std::ops::Range;

use super::automaton::Tools;
use super::fold::{Token, TokenKind, core, tokenize};
use super::gate::Gate;
use super::model::Rule;
use super::needs::ByteSet;
use super::set::RuleIndex;
use super::table::{Entry, Table, capital_after};
use super::tables::Builder;
use crate::features::Line;

/// Bytes at either end of a long block in which prefixes and suffixes are looked for.
const WINDOW: usize = 240;
/// Bytes of a block up to which it may be cut whole: a token takes 24 bytes of memory, and may be one of text.
pub(crate) const WHOLE: usize = 128 << 10;

/// A rule found in a block, before position and context are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) rule: RuleIndex,
    /// Bytes of the block's text that the phrase or pattern covers.
    pub(crate) span: Range<usize>,
}

/// Working memory of the matcher: reused from block to block of one cleaner, never part of a result.
#[derive(Debug, Default)]
pub(crate) struct MatchScratch {
    pub(super) tokens: Tokens,
    pub(super) patterns: PatternScratch,
    pub(super) gates: Vec<Gate>,
}

/// What is needed to try patterns.
#[derive(Debug, Default)]
pub(super) struct PatternScratch {
    /// Rules of which a keyword was seen.
    keywords_of: Vec<RuleIndex>,
    tools: Tools,
}

#[derive(Debug, Default)]
pub(super) struct Tokens {
    head: Vec<Token>,
    tail: Vec<Token>,
    head_places: Vec<u32>,
    tail_places: Vec<u32>,
}

/// A block cut into tokens: all of them, or those at its ends.
pub(super) struct Cut<'a> {
    text: &'a str,
    words: usize,
    /// From the start.
    head: &'a [Token],
    /// Up to the end; the same as `head` where the whole block was cut.
    tail: &'a [Token],
    /// Where in either a phrase that may stand anywhere may start.
    head_places: &'a [u32],
    tail_places: &'a [u32],
    whole: bool,
    edges: Edges,
    /// A mark that patterns need may be there.
    has_mark: bool,
}

impl Cut<'_> {
    /// Whether a phrase or what patterns need may be there.
    pub(super) fn may_hold(&self) -> bool {
        let Edges {
            opens,
            closes,
            glues,
        } = self.edges;
        let anywhere = !self.head_places.is_empty() || !self.tail_places.is_empty();
        opens || closes || glues || anywhere || self.has_mark
    }
}

/// What may be at the ends of a block.
struct Edges {
    /// A phrase may start or end with the first and the last tokens that are no mere edge.
    opens: bool,
    closes: bool,
    /// The first of them may be a phrase that runs into a capital letter.
    glues: bool,
}

/// The tables of one pack, or of all that are at work.
#[derive(Debug)]
pub(super) struct Matcher {
    pub(super) line: Table,
    pub(super) prefix: Table,
    pub(super) suffix: Table,
    pub(super) glued: Table,
    pub(super) inside: Table,
    /// Rules without a bound on words, by the ASCII mark that their patterns need.
    pub(super) marks: Vec<(u8, RuleIndex)>,
    /// Words of the longest block that must be cut whole.
    pub(super) word_limit: usize,
}

impl Matcher {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut tables = Builder::default();
        for (rule, at) in rules.iter().zip(0..=u16::MAX) {
            tables.add(rule, RuleIndex::new(at));
        }
        tables.finish()
    }

    /// Adds every rule that matches the block.
    pub(super) fn find<'a>(
        &self,
        rule_of: impl Fn(RuleIndex) -> Option<&'a Rule>,
        cut: &Cut,
        scratch: &mut PatternScratch,
        out: &mut Vec<Match>,
    ) {
        scratch.keywords_of.clear();
        self.phrases_in(&rule_of, cut, &mut scratch.keywords_of, out);
        self.find_keywords(&rule_of, cut, &mut scratch.keywords_of);
        patterns_in(&rule_of, cut, scratch, out);
    }

    /// Whether the rule of a one-rule matcher matches a text.
    pub(super) fn hits(&self, rule: &Rule, text: &str) -> bool {
        let words = text.split_whitespace().count();
        let rule_of = |_| Some(rule);
        let gate = Gate::of(0, std::iter::once((0, self)), rule_of);
        let mut scratch = MatchScratch::default();
        let cut = cut(text, words, None, &gate, &mut scratch.tokens);
        let mut found = Vec::new();
        self.find(rule_of, &cut, &mut scratch.patterns, &mut found);
        !found.is_empty()
    }

    fn phrases_in<'a>(
        &self,
        rule_of: &impl Fn(RuleIndex) -> Option<&'a Rule>,
        cut: &Cut,
        keywords_of: &mut Vec<RuleIndex>,
        out: &mut Vec<Match>,
    ) {
        let mut report = |entry: &Entry, span: Range<usize>| {
            if entry.is_keyword {
                if !keywords_of.contains(&entry.rule) {
                    keywords_of.push(entry.rule);
                }
            } else if fits(rule_of(entry.rule), cut.words) {
                let rule = entry.rule;
                out.push(Match { rule, span });
            }
        };
        if cut.edges.opens && cut.whole {
            self.line.whole(core(cut.head), &mut report);
        }
        let head = without_leading_edge(cut.head);
        if cut.edges.opens {
            self.prefix.at_start(head, &mut report);
        }
        if cut.edges.closes {
            let tail = without_trailing_edge(cut.tail);
            self.suffix.at_end(tail, &mut report);
        }
        if cut.edges.opens || cut.edges.glues {
            self.glued.before_capital(cut.text, head, &mut report);
        }
        self.inside.anywhere(cut.head, cut.head_places, &mut report);
        self.inside.anywhere(cut.tail, cut.tail_places, &mut report);
    }

    /// Adds the rules of which a keyword is a mark.
    fn find_keywords<'a>(
        &self,
        rule_of: &impl Fn(RuleIndex) -> Option<&'a Rule>,
        cut: &Cut,
        keywords_of: &mut Vec<RuleIndex>,
    ) {
        for marks in self.marks.chunks(3).filter(|_| cut.has_mark) {
            let of = |at: usize| marks.get(at).or(marks.first()).map_or(0, |(mark, _)| *mark);
            let text = cut.text.as_bytes();
            if memchr::memchr3(of(0), of(1), of(2), text).is_none() {
                continue;
            }
            for &(mark, rule) in marks {
                let known = keywords_of.contains(&rule) || !fits(rule_of(rule), cut.words);
                if !known && memchr::memchr(mark, text).is_some() {
                    keywords_of.push(rule);
                }
            }
        }
    }
}

/// Adds the rules whose patterns match, of those of which a keyword was seen.
fn patterns_in<'a>(
    rule_of: &impl Fn(RuleIndex) -> Option<&'a Rule>,
    cut: &Cut,
    scratch: &mut PatternScratch,
    out: &mut Vec<Match>,
) {
    let PatternScratch { keywords_of, tools } = scratch;
    let mut present: Option<ByteSet> = None;
    for &at in keywords_of.iter() {
        let Some(rule) = rule_of(at).filter(|rule| cut.words <= rule.max_words) else {
            continue;
        };
        let Some(pattern) = &rule.pattern else {
            continue;
        };
        let needs = pattern.needs();
        if !needs.may_be_at(cut.text.as_bytes()) {
            continue;
        }
        let present = present.get_or_insert_with(|| ByteSet::of(cut.text.as_bytes()));
        if needs.are_among(present) {
            pattern.find(cut.text, rule.scope, tools, |span| {
                out.push(Match { rule: at, span });
            });
        }
    }
}

/// Whether a rule is for blocks of so many words.
pub(super) fn fits(rule: Option<&Rule>, words: usize) -> bool {
    rule.is_some_and(|rule| words <= rule.max_words)
}

/// Cuts a block, for the packs of the gate; `read` is what was read of it before.
pub(super) fn cut<'a>(
    text: &'a str,
    words: usize,
    read: Option<Line<'a>>,
    gate: &Gate,
    tokens: &'a mut Tokens,
) -> Cut<'a> {
    let Tokens {
        head,
        tail,
        head_places,
        tail_places,
    } = tokens;
    head.clear();
    tail.clear();
    tail_places.clear();
    let filters = gate.filters(words);
    let is_short = words <= gate.tables.word_limit && text.len() <= WHOLE;
    let whole = is_short || text.len() <= 2 * WINDOW;
    let (head, tail): (&[Token], &[Token]) = if whole {
        let all: &[Token] = if let Some(read) = read {
            read.tokens
        } else {
            tokenize(text, 0, head);
            head
        };
        (all, all)
    } else {
        let end = boundary(text, WINDOW);
        tokenize(text.get(..end).unwrap_or_default(), 0, head);
        let start = boundary(text, text.len() - WINDOW);
        tokenize(text, start, tail);
        // The first token of the tail may be half a word, the last one of the head too.
        head.pop();
        let tail = tail.get(1..).unwrap_or_default();
        filters.find_places(tail, tail_places);
        (head, tail)
    };
    filters.find_places(head, head_places);
    // Two characters make a word where none are set apart.
    let is_ascii = || read.map_or_else(|| text.is_ascii(), |read| read.is_ascii);
    let han = if !whole || is_ascii() {
        0
    } else {
        let han = |token: &&Token| token.kind == TokenKind::Han;
        head.iter().filter(han).count()
    };
    let start = without_leading_edge(head);
    let first = start.first();
    let glues = gate.glues_one && first.is_some_and(|first| capital_after(text, first).is_some());
    Cut {
        text,
        words: words.max(han / 2),
        head,
        tail,
        head_places,
        tail_places,
        whole,
        edges: Edges {
            opens: gate.opens(start, words),
            closes: filters.closes(without_trailing_edge(tail).last()),
            glues,
        },
        has_mark: gate.has_mark(text, read),
    }
}

/// The character boundary at or before this byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

pub(super) fn without_leading_edge(tokens: &[Token]) -> &[Token] {
    let edge = |token: &Token| token.kind == TokenKind::Edge;
    let first = tokens.iter().position(|token| !edge(token));
    first
        .and_then(|first| tokens.get(first..))
        .unwrap_or(tokens)
}

pub(super) fn without_trailing_edge(tokens: &[Token]) -> &[Token] {
    let edge = |token: &Token| token.kind == TokenKind::Edge;
    let last = tokens.iter().rposition(|token| !edge(token));
    last.and_then(|last| tokens.get(..=last)).unwrap_or(tokens)
}

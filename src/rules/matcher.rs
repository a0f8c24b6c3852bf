//! Finding the phrases of a pack in a block.
//!
//! Not an automaton over letters but hashes over words: a block is cut into folded tokens once, for all packs; a
//! phrase is the hash of its tokens, looked up in small sorted tables behind bit filters. Word edges come for free, and
//! building the tables is a sort. In a block longer than any `contains` rule allows, only the first and last tokens
//! are cut at all. A pattern runs when one of its keywords was seen.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::automaton::Tools;
use super::fold::{Token, TokenKind, core, tokenize};
use super::gate::{Ends, Gate, Place};
use super::model::{Position, Rule};
use super::needs::ByteSet;
use super::phrases::{Phrase, Phrases};
use super::set::RuleIndex;
use super::summary::Summary;
use super::table::{Entry, Table, capital_after};
use crate::classify::Role;
use crate::features::{Line, Measures};

/// Bytes at either end of a long block in which prefixes and suffixes are looked for.
const WINDOW: usize = 240;
/// Bytes of a block up to which it may be cut whole: a token takes 24 bytes of memory, and may be one of text.
pub(crate) const WHOLE: usize = 128 << 10;

/// A rule found in a block where it applies, before context is looked at.
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
    /// Numbers of the rules of which a keyword was seen.
    keywords_of: Vec<u32>,
    tools: Tools,
}

#[derive(Debug, Default)]
pub(super) struct Tokens {
    head: Vec<Token>,
    tail: Vec<Token>,
    head_places: Vec<Place>,
    tail_places: Vec<Place>,
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
    head_places: &'a [Place],
    tail_places: &'a [Place],
    whole: bool,
    ends: Ends,
    /// The first word may be a phrase that runs into a capital letter.
    glues: bool,
    /// A mark that patterns need may be there.
    has_mark: bool,
}

impl Cut<'_> {
    /// Whether a phrase or what patterns need may be there.
    pub(super) fn may_hold(&self) -> bool {
        let ends = &self.ends;
        let opens = ends.is_line | ends.head.is_any() | ends.is_glued | self.glues;
        let anywhere = !self.head_places.is_empty() || !self.tail_places.is_empty();
        opens || ends.closes || anywhere || self.has_mark
    }

    /// Whether a rule is for blocks of this length and form.
    fn suits(&self, rule: &Summary) -> bool {
        self.words <= rule.most_words && !(rule.spares_sentences && self.is_sentence())
    }

    /// Whether it reads as a sentence; a title in quotes may end with a full stop of its own.
    fn is_sentence(&self) -> bool {
        self.text.trim_end().ends_with(['.', '।', '۔']) && Measures::read(self.text).is_sentence()
    }
}

/// The tables of all packs that are at work.
#[derive(Debug)]
pub(super) struct Matcher {
    line: Table,
    prefix: Table,
    suffix: Table,
    pub(super) glued: Table,
    inside: Table,
    /// Numbers of rules, by the ASCII mark that their patterns need.
    marks: Vec<(u8, u32)>,
    /// The rules, by number.
    rules: Vec<Summary>,
    /// Words of the longest block that must be cut whole.
    word_limit: usize,
}

/// What is asked of the rules at work.
pub(super) struct Asked<'a, F> {
    pub(super) rule_of: F,
    /// Whether a rule of this position and role applies where the block stands.
    pub(super) applies: &'a dyn Fn(Position, Role) -> bool,
}

impl<F> Asked<'_, F> {
    fn applies(&self, rule: &Summary) -> bool {
        rule.position == Position::Anywhere || (self.applies)(rule.position, rule.role)
    }
}

impl Matcher {
    pub(super) fn of<'a>(all: &Phrases, rule_of: impl Fn(RuleIndex) -> Option<&'a Rule>) -> Self {
        let (mut rules, mut numbers) = (Vec::new(), FxHashMap::default());
        let mut number_of = |index: RuleIndex| {
            *numbers.entry(index).or_insert_with(|| {
                let number = rules.len();
                rules.extend(rule_of(index).map(|rule| Summary::new(index, rule)));
                u32::try_from(number).unwrap_or(u32::MAX)
            })
        };
        let mut table = |phrases: &[Phrase], key: fn(&Phrase) -> u64| {
            Table::new(phrases, key, |phrase| number_of(phrase.rule))
        };
        Self {
            line: table(&all.line, |phrase| phrase.sequence),
            prefix: table(&all.prefix, |phrase| phrase.two),
            suffix: table(&all.suffix, |phrase| phrase.sequence),
            glued: table(&all.glued, |phrase| phrase.sequence),
            inside: table(&all.inside, |phrase| phrase.two),
            marks: {
                let marks = all.marks.iter();
                marks
                    .map(|(mark, rule)| (*mark, number_of(*rule)))
                    .collect()
            },
            rules,
            word_limit: all.word_limit,
        }
    }

    /// Adds every rule that matches the block.
    pub(super) fn find<'a, F: Fn(RuleIndex) -> Option<&'a Rule>>(
        &self,
        asked: &Asked<F>,
        cut: &Cut,
        scratch: &mut PatternScratch,
        out: &mut Vec<Match>,
    ) {
        scratch.keywords_of.clear();
        self.phrases_in(asked, cut, &mut scratch.keywords_of, out);
        if cut.has_mark {
            self.find_marks(asked, cut, &mut scratch.keywords_of);
        }
        if !scratch.keywords_of.is_empty() {
            self.patterns_in(asked, cut, scratch, out);
        }
    }

    fn phrases_in<'a, F: Fn(RuleIndex) -> Option<&'a Rule>>(
        &self,
        asked: &Asked<F>,
        cut: &Cut,
        keywords_of: &mut Vec<u32>,
        out: &mut Vec<Match>,
    ) {
        let mut report = |entry: &Entry, span: Range<usize>| {
            let summary = self.rules.get(entry.rule as usize);
            let Some(summary) = summary.filter(|summary| cut.suits(summary)) else {
                return;
            };
            if entry.is_keyword {
                let may_match = summary.may_match(cut.text, &asked.rule_of);
                if may_match && !keywords_of.contains(&entry.rule) && asked.applies(summary) {
                    keywords_of.push(entry.rule);
                }
            } else if asked.applies(summary) {
                let rule = summary.rule;
                out.push(Match { rule, span });
            }
        };
        let ends = cut.ends;
        if ends.is_line && cut.whole {
            self.line.whole(core(cut.head), &mut report);
        }
        if ends.head.is_any() || ends.is_glued || cut.glues {
            let head = without_leading_edge(cut.head);
            self.prefix.at(head, ends.head, &mut report);
            if ends.is_glued || cut.glues {
                self.glued.before_capital(cut.text, head, &mut report);
            }
        }
        if ends.closes {
            let tail = without_trailing_edge(cut.tail);
            self.suffix.at_end(tail, &mut report);
        }
        let parts = [(cut.head, cut.head_places), (cut.tail, cut.tail_places)];
        for (tokens, places) in parts {
            for place in places {
                self.inside.at(tokens, *place, &mut report);
            }
        }
    }

    /// Adds the rules of which a keyword is a mark.
    fn find_marks<'a, F: Fn(RuleIndex) -> Option<&'a Rule>>(
        &self,
        asked: &Asked<F>,
        cut: &Cut,
        keywords_of: &mut Vec<u32>,
    ) {
        let text = cut.text.as_bytes();
        for marks in self.marks.chunks(3) {
            let of = |at: usize| marks.get(at).or(marks.first()).map_or(0, |(mark, _)| *mark);
            if memchr::memchr3(of(0), of(1), of(2), text).is_none() {
                continue;
            }
            for &(mark, rule) in marks {
                let summary = self.rules.get(rule as usize);
                let fits = summary.is_some_and(|summary| {
                    let may_match = summary.may_match(cut.text, &asked.rule_of);
                    may_match && cut.suits(summary) && asked.applies(summary)
                });
                if fits && !keywords_of.contains(&rule) && memchr::memchr(mark, text).is_some() {
                    keywords_of.push(rule);
                }
            }
        }
    }

    /// Adds the rules whose patterns match, of those of which a keyword was seen.
    fn patterns_in<'a, F: Fn(RuleIndex) -> Option<&'a Rule>>(
        &self,
        asked: &Asked<F>,
        cut: &Cut,
        scratch: &mut PatternScratch,
        out: &mut Vec<Match>,
    ) {
        let PatternScratch { keywords_of, tools } = scratch;
        let mut present: Option<ByteSet> = None;
        for number in keywords_of.iter() {
            let Some(summary) = self.rules.get(*number as usize) else {
                continue;
            };
            let rule = (asked.rule_of)(summary.rule);
            let Some((rule, pattern)) = rule.and_then(|rule| Some((rule, rule.pattern.as_ref()?)))
            else {
                continue;
            };
            let present = present.get_or_insert_with(|| ByteSet::of(cut.text.as_bytes()));
            if pattern.needs().are_among(present) {
                pattern.find(cut.text, rule.scope, tools, |span| {
                    let rule = summary.rule;
                    out.push(Match { rule, span });
                });
            }
        }
    }
}

/// Whether a rule matches a text, asked of text after text.
pub(super) fn matching(rule: &Rule) -> impl Fn(&str) -> bool {
    let phrases = Phrases::of(std::slice::from_ref(rule));
    let rule_of = move |_| Some(rule);
    let gate = Gate::of(0, std::iter::once((0, &phrases)), rule_of);
    move |text| {
        let words = text.split_whitespace().count();
        let mut scratch = MatchScratch::default();
        let cut = cut(text, words, None, &gate, &mut scratch.tokens);
        let mut found = Vec::new();
        let asked = Asked {
            rule_of,
            applies: &|_, _| true,
        };
        let tables = &gate.tables;
        tables.find(&asked, &cut, &mut scratch.patterns, &mut found);
        !found.is_empty()
    }
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
    let filters = gate.filters(words);
    let is_short = words <= gate.tables.word_limit && text.len() <= WHOLE;
    let whole = is_short || text.len() <= 2 * WINDOW;
    let (head, tail, tail_places): (&[Token], &[Token], &[Place]) = if whole {
        let all: &[Token] = if let Some(read) = read {
            read.tokens
        } else {
            tokenize(text, 0, head);
            head
        };
        (all, all, &[])
    } else {
        let end = boundary(text, WINDOW);
        tokenize(text.get(..end).unwrap_or_default(), 0, head);
        let start = boundary(text, text.len() - WINDOW);
        tokenize(text, start, tail);
        // The first token of the tail may be half a word, the last one of the head too.
        head.pop();
        let tail = tail.get(1..).unwrap_or_default();
        (head, tail, filters.find_places(tail, tail_places))
    };
    let head_places = filters.find_places(head, head_places);
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
    let ends = filters.ends(start, without_trailing_edge(tail).last());
    Cut {
        text,
        words: words.max(han / 2),
        head,
        tail,
        head_places,
        tail_places,
        whole,
        ends,
        glues,
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

//! What rules and titles say about each block, with the conditions that rules make on place and surroundings.

use std::ops::Range;

use super::context::Context;
use super::folded::fold_into;
use super::marks::{Marks, marks};
use super::near::evidence_near;
use super::position::in_position;
use super::signal::{Signal, SignalList, Slate, TitleMatch};
use super::text::{Outline, headline, markdown_plain, repeats};
use super::titles::Titles;
use crate::classify::Role;
use crate::document::{BlockKind, Document};
use crate::features::Measures;
use crate::rules::{ActivePacks, Match, Opens, RuleIndex, RuleSet, Scope, Sought, Strength};

/// Words of prose after an opener of a tail from which it is taken back.
pub(super) const LITTLE_PROSE: u32 = 60;
/// Lines on each side of an entry of a table of contents among which there is another.
const AROUND: usize = 6;
/// Words up to which a block after an opener belongs to its run of headlines.
const HEADLINE_WORDS: u32 = 20;
/// Words from which a line may be a sentence of its author's.
const SENTENCE: u32 = 8;

/// What speaks about the blocks of one document.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    pub(crate) blocks: SignalList,
    /// By block, bits of which openers stand before it, the labels of `opened`; empty where none stands before any.
    opened: Vec<u8>,
    /// Blocks about which a decisive or strong rule for a boilerplate role speaks.
    pub(crate) boilerplate_blocks: usize,
    /// In plain text, the line that says again what the head or the record says the title is.
    pub(crate) headline: Option<usize>,
    /// The first block below a heading of readers' comments.
    pub(super) thread: Option<usize>,
    /// Whether the text is known to be in English.
    pub(crate) is_english: bool,
    /// How near each block such rules speak, as labels.
    pub(super) near: Vec<u8>,
    /// What is asked of each block again and again.
    pub(super) marks: Vec<Marks>,
    /// How a plain text is built; empty for a page.
    pub(crate) outline: Outline,
}

impl Signals {
    pub(crate) fn new(
        document: &Document,
        context: &Context,
        rules: &RuleSet,
        active: ActivePacks,
        slate: &mut Slate,
    ) -> Self {
        let mut blocks = slate.take_signals();
        blocks.renew(document.blocks.len());
        let scratch = &mut slate.matches;
        let mut signals = Self {
            blocks,
            is_english: active.is_english,
            ..Self::default()
        };
        let mut found: Vec<Match> = Vec::new();
        for (at, block) in document.blocks.iter().enumerate() {
            found.clear();
            let text = document.text.get(block.span.clone()).unwrap_or("");
            let applies = |position, role| in_position(position, role, at, context, document);
            let sought = Sought {
                block: text,
                words: block.measures.words as usize,
                read: document.reading.line(at),
                applies: &applies,
            };
            rules.find(active, &sought, scratch, &mut found);
            for hit in &found {
                signals.add(at, block.span.start, hit, document, rules);
            }
            // Words alone are no Markdown.
            let is_plain = document.reading.line(at).is_some_and(|line| line.is_plain);
            let may_be_marked = document.is_text() && !is_plain;
            if let Some(plain) = may_be_marked.then(|| markdown_plain(text)).flatten() {
                found.clear();
                let sought = Sought {
                    block: &plain,
                    words: Measures::read(&plain).words as usize,
                    read: None,
                    applies: &applies,
                };
                rules.find(active, &sought, scratch, &mut found);
                let whole = |hit: &&Match| {
                    rules
                        .rule(hit.rule)
                        .is_some_and(|rule| rule.scope == Scope::Block)
                };
                for hit in found.iter().filter(whole) {
                    signals.add(at, block.span.start, hit, document, rules);
                }
            }
        }
        signals.weigh(document, context, rules);
        signals
    }

    /// Makes of what rules found what is asked of the blocks.
    fn weigh(&mut self, document: &Document, context: &Context, rules: &RuleSet) {
        self.sort(rules);
        if document.is_text() {
            self.name(rules);
        }
        self.weaken_alone(document, context, rules);
        self.open_tails(document, context, rules);
        self.match_titles(document);
        self.marks = marks(&self.blocks, &self.opened, document);
        if document.is_text() {
            self.headline = headline(document, context);
            for (at, id) in repeats(document, context, self) {
                self.take_by_structure(at, id);
            }
        }
        self.boilerplate_blocks = (0..document.blocks.len())
            .filter(|at| self.speaks_against(*at))
            .count();
        self.near = evidence_near(document, self);
        if document.is_text() {
            self.outline = Outline::new(document, context, self);
        }
    }

    fn add(&mut self, at: usize, start: usize, hit: &Match, document: &Document, rules: &RuleSet) {
        let (Some(rule), Some(signal)) = (rules.rule(hit.rule), self.blocks.get_mut(at)) else {
            return;
        };
        if rule.scope == Scope::Block {
            signal
                .roles
                .push((rule.role, strength_label(rule.strength)));
            signal.rules.push(hit.rule);
        } else if document.blocks[at].kind != BlockKind::Code && rule.strength != Strength::Weak {
            let span = start + hit.span.start..start + hit.span.end;
            let span = if rule.scope == Scope::Line {
                line_around(&document.text, &document.blocks[at].span, &span)
            } else {
                span
            };
            signal.trims.push((span, hit.rule));
        }
    }

    fn sort(&mut self, rules: &RuleSet) {
        for (_, signal) in self.blocks.iter_mut() {
            signal
                .trims
                .sort_by_key(|(span, index)| (span.start, std::cmp::Reverse(span.end), *index));
            signal.sort_roles();
            signal.rules.sort_by_key(|index| {
                (
                    std::cmp::Reverse(rules.rule(*index).map(|rule| strength_label(rule.strength))),
                    *index,
                )
            });
            signal.rules.dedup();
        }
    }

    /// Notes the rules' names, by which the lines of a plain text are weighed.
    fn name(&mut self, rules: &RuleSet) {
        for (_, signal) in self.blocks.iter_mut() {
            let found = signal.rules.iter().filter_map(|index| rules.rule(*index));
            let names = found.filter_map(|rule| rule.number);
            signal.names.extend(names);
            signal.names.sort_unstable();
            signal.names.dedup();
        }
    }

    /// Where no rule speaks against a document but those for what authors write, too, somebody has cleaned it before and
    /// left what is the author's: their matches are weak, as where nearly all prose is such. Names and dates speak against
    /// no text.
    fn weaken_alone(&mut self, document: &Document, context: &Context, rules: &RuleSet) {
        let stays = |index: &RuleIndex| rules.rule(*index).filter(|rule| rule.stays_alone);
        let has_such = |signal: &Signal| signal.rules.iter().any(|index| stays(index).is_some());
        let is_sentence = |at: usize| document.blocks[at].measures.words >= SENTENCE;
        if !self.blocks.iter().any(|(_, signal)| has_such(signal)) {
            return;
        }
        let is_against = |index: &RuleIndex| {
            rules.rule(*index).is_some_and(|rule| {
                let speaks = rule.role.is_boilerplate() && rule.strength != Strength::Weak;
                speaks && rule.role != Role::Byline && !rule.stays_alone
            })
        };
        let own = self.blocks.iter();
        let own = own.filter(|(at, signal)| is_sentence(*at) && has_such(signal));
        let own: u32 = own.map(|(at, _)| document.blocks[at].measures.words).sum();
        let speaks_against = |(_, signal): (usize, &Signal)| signal.rules.iter().any(is_against);
        let is_little = own * 4 < context.total_prose() * 3;
        if is_little && self.blocks.iter().any(speaks_against) {
            return;
        }
        for (at, signal) in self.blocks.iter_mut() {
            if !has_such(signal) || !is_sentence(at) {
                continue;
            }
            let roles = signal.rules.iter().filter_map(|index| rules.rule(*index));
            signal.roles = roles
                .map(|rule| {
                    let strength = strength_label(rule.strength);
                    (rule.role, if rule.stays_alone { 0 } else { strength })
                })
                .collect();
            signal.sort_roles();
            let stays = signal.rules.iter().filter_map(stays);
            let stays: Vec<_> = stays.filter_map(|rule| rule.number).collect();
            signal.names.retain(|name| !stays.contains(name));
        }
    }

    /// Which openers stand before a block.
    pub(super) fn opened(&self, at: usize) -> u8 {
        self.opened.get(at).copied().unwrap_or(0)
    }

    /// Marks what stands after openers of tails and runs.
    fn open_tails(&mut self, document: &Document, context: &Context, rules: &RuleSet) {
        let mut openers: Vec<(usize, Opener)> = Vec::new();
        for (at, signal) in self.blocks.iter() {
            let found = signal.rules.iter().filter_map(|index| rules.rule(*index));
            let found = found.filter(|rule| rule.opens != Opens::Nothing);
            openers.extend(found.map(|rule| {
                let (opens, role, strength) = (rule.opens, rule.role, rule.strength);
                let opener = Opener {
                    opens,
                    role,
                    strength,
                };
                (at, opener)
            }));
        }
        if openers.is_empty() {
            return;
        }
        self.opened = vec![0; document.blocks.len()];
        for (at, opener) in openers {
            if opener.opens == Opens::Thread {
                if is_of_contents(at, context) {
                    continue;
                }
                self.thread.get_or_insert(at + 1);
            }
            self.open(at, opener, document, context);
        }
        self.spread_tails();
    }

    fn open(&mut self, at: usize, opener: Opener, document: &Document, context: &Context) {
        let Opener {
            opens,
            role,
            strength,
        } = opener;
        let prose_after = context
            .total_prose()
            .saturating_sub(context.prose_words.get(at + 1).copied().unwrap_or(0));
        let mut bits = match opens {
            Opens::Run => 0,
            Opens::Tail | Opens::Thread if prose_after < LITTLE_PROSE => 1 | 2,
            Opens::TailIfLittleFollows if prose_after < LITTLE_PROSE => 2,
            Opens::Tail | Opens::Thread => 1 | 4,
            _ => 4,
        };
        if bits & 3 != 0 && strength == Strength::Decisive {
            bits |= 16;
        }
        if bits != 0 && role == Role::Comments {
            bits |= 32;
        }
        if bits != 0 && role == Role::Legal {
            bits |= 64;
        }
        if let Some(next) = self.opened.get_mut(at + 1).filter(|_| bits != 0) {
            // Spread to the end by `spread_tails`; the top bit says that it comes from an opener.
            *next |= bits | 128;
        }
        for (after, block) in document.blocks.iter().enumerate().skip(at + 1) {
            let m = &block.measures;
            if m.words > HEADLINE_WORDS || m.is_prose() || after > at + 12 {
                break;
            }
            self.opened[after] |= 8;
        }
    }

    fn spread_tails(&mut self) {
        let mut open = 0u8;
        for opened in &mut self.opened {
            if *opened & 128 != 0 {
                open |= *opened & !(8 | 128);
            }
            *opened = *opened & 8 | open;
        }
    }

    /// Compares the blocks with the candidates for the title.
    fn match_titles(&mut self, document: &Document) {
        let titles = Titles::of(document);
        if titles.folded.is_empty() {
            return;
        }
        let mut line = String::new();
        for (at, block) in document.blocks.iter().enumerate() {
            let text = document.text.get(block.span.clone()).unwrap_or("");
            if block.measures.words == 0 || block.measures.words > 40 {
                continue;
            }
            let found = if titles.has_equal(text, || document.reading.folded_hash(at, text)) {
                Some(TitleMatch::Equal)
            } else if block.measures.words < 3 {
                None
            } else {
                fold_into(text, &mut line);
                titles.folded.iter().find_map(|title| title.likeness(&line))
            };
            if let Some(signal) = found.and_then(|_| self.blocks.get_mut(at)) {
                signal.title = found;
            }
        }
    }
}

/// Whether a line is one of several that come again further down: a table of contents names the comments, too.
fn is_of_contents(at: usize, context: &Context) -> bool {
    let comes_again = |at: usize| context.copies.get(at).is_some_and(|copy| copy.later > 0);
    let around = at.saturating_sub(AROUND)..at + AROUND + 1;
    comes_again(at) && around.filter(|near| comes_again(*near)).count() > 1
}

/// What a rule says of the blocks after one that it matches.
#[derive(Clone, Copy)]
struct Opener {
    opens: Opens,
    role: Role,
    strength: Strength,
}

fn strength_label(strength: Strength) -> u8 {
    match strength {
        Strength::Decisive => 2,
        Strength::Strong => 1,
        _ => 0,
    }
}

/// The line of a block that holds a span.
fn line_around(text: &str, block: &Range<usize>, span: &Range<usize>) -> Range<usize> {
    let before = text.get(block.start..span.start).unwrap_or("");
    let after = text.get(span.end..block.end).unwrap_or("");
    let start = block.start + before.rfind('\n').map_or(0, |at| at + 1);
    let end = span.end + after.find('\n').unwrap_or(after.len());
    start..end
}

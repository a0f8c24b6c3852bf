//! The lines of a plain text that may be its title, and what the evidence for them is taken from.

use std::borrow::Cow;
use std::ops::Range;

use super::address::TextAddress;
use super::near::{Near, text};
use super::pieces::{Piece, pieces};
use super::words::{
    Shelf, Sieve, WordSet, Words, bare, folded, ratio, squeezed, unmarked, without_permalink,
};
use crate::classify::Analysis;
use crate::document::{BlockKind, Document};
use crate::features::End;
use crate::policy::{Decision, Fate};

/// Lines looked at.
const LINES: usize = 400;
/// Candidates at most.
const CANDIDATES: usize = 120;
/// Words of a candidate at most, less one.
const WORDS: Range<u32> = 1..36;
/// Rivals of a candidate that are counted.
pub(super) const RIVALS: usize = 4;
/// Paragraphs that a text begins with, which take up its title's words.
pub(super) const LEAD: usize = 2;
/// Lines up to the last that is looked at after a candidate.
const NEAR: usize = 4;

/// A line, or a piece of the first one.
pub(crate) struct Candidate<'a> {
    /// The line; `None` for a piece of the first.
    pub(super) line: Option<usize>,
    /// Without Markdown marks; white space as it was.
    pub(super) text: Cow<'a, str>,
    /// Where its words are.
    pub(super) words: Range<usize>,
    /// How many of them the first line has.
    pub(super) shared: usize,
}

impl Candidate<'_> {
    /// Share of the words of it and the first line that both have.
    pub(super) fn likeness(&self, first: &Words) -> f32 {
        let all = (self.words.len() + first.len()).saturating_sub(self.shared);
        ratio(self.shared, all)
    }

    /// The first line, another, or a piece of the first.
    pub(super) fn side(&self) -> usize {
        match self.line {
            Some(0) => 0,
            Some(_) => 1,
            None => 2,
        }
    }

    pub(crate) fn title(&self) -> String {
        squeezed(without_permalink(&self.text))
    }
}

/// The candidates of a text, and what the evidence for them is taken from.
pub(crate) struct Candidates<'a> {
    pub(super) document: &'a Document,
    pub(super) analysis: &'a Analysis,
    pub(super) decisions: &'a [Decision],
    pub(super) all: Vec<Candidate<'a>>,
    /// Their words.
    pub(super) shelf: Shelf,
    pub(super) first: Words,
    /// 0: the first lines are an article's, 1: the first line has separators, 2: a menu follows it.
    pub(super) form: usize,
    /// Lines of prose that stay, and the first of them.
    pub(super) paragraphs: Vec<usize>,
    pub(super) prose: usize,
    pub(super) prose_words: WordSet,
    /// Words of the second half of the prose: a title is of all of it, a heading of its section.
    pub(super) rest_words: WordSet,
    /// How often each word stands in the lead, by its number in the text's vocabulary.
    pub(super) lead: Vec<u32>,
    pub(super) address: Option<TextAddress>,
    /// The highest likeness of another line to the first one.
    pub(super) like_first: f32,
    /// Short lines without an end mark between kept prose: the text has headings.
    pub(super) headings: usize,
    /// Lines before that prose that could be a title by their form: as many as are asked for.
    pub(super) rivals: Vec<usize>,
    /// The candidates' lines and those right after them.
    pub(super) near: Near<'a>,
    /// The first line that stays.
    pub(super) first_kept: usize,
    /// Whether the lines that rules take are looked past.
    pub(super) cleaned: bool,
}

impl<'a> Candidates<'a> {
    pub(crate) fn new(
        document: &'a Document,
        analysis: &'a Analysis,
        decisions: &'a [Decision],
    ) -> Self {
        let blocks = &document.blocks;
        let kept = |at: &usize| decisions.get(*at).is_some_and(|one| one.fate == Fate::Keep);
        let facts = &analysis.context.facts;
        let lines = || facts.words.iter().zip(&facts.forms).enumerate();
        let prose: Vec<usize> = lines()
            .filter(|(at, (words, form))| **words >= 20 && form.is_prose() && kept(at))
            .map(|(at, _)| at)
            .collect();
        let first_prose = prose.first().copied().unwrap_or(blocks.len());
        let headings = lines()
            .skip(first_prose)
            .filter(|(at, (words, form))| **words <= 12 && form.is_open() && kept(at))
            .count();
        let lead = prose.iter().copied().take(LEAD);
        let lead = document.reading.vocabulary.counts(lead);
        let mut found = Self {
            document,
            analysis,
            decisions,
            all: Vec::new(),
            shelf: Shelf::default(),
            first: Words::default(),
            form: 0,
            prose: first_prose,
            paragraphs: prose,
            prose_words: WordSet::default(),
            rest_words: WordSet::default(),
            lead,
            address: TextAddress::of(&document.head),
            like_first: 0.0,
            headings,
            rivals: Vec::new(),
            near: Near::new(document, analysis, 0),
            first_kept: (0..blocks.len()).find(kept).unwrap_or(blocks.len()),
            cleaned: false,
        };
        found.collect();
        let last = found
            .all
            .iter()
            .filter_map(|candidate| candidate.line)
            .max();
        found.near = Near::new(document, analysis, last.map_or(0, |last| last + NEAR));
        found.find_rivals();
        found
    }

    pub(crate) fn into_all(self) -> Vec<Candidate<'a>> {
        self.all
    }

    fn collect(&mut self) {
        let blocks = &self.document.blocks;
        let all = self.analysis.context.total_prose();
        self.all.reserve(blocks.len().min(CANDIDATES));
        self.shelf.reserve(blocks.len().min(CANDIDATES));
        for (at, block) in blocks.iter().enumerate().take(LINES) {
            let before = self.analysis.context.prose_words.get(at).copied();
            let middle = before.unwrap_or(0).saturating_mul(4) > all;
            if middle || self.all.len() >= CANDIDATES {
                break;
            }
            let code = matches!(block.kind, BlockKind::Code | BlockKind::TableRow);
            if WORDS.contains(&block.measures.words) && !code {
                let whole = text(self.document, block);
                let line = unmarked(whole);
                let words = if line.len() == block.span.len() {
                    self.shelf.add_line(&self.document.reading, at, line)
                } else {
                    self.shelf.add(line)
                };
                self.all.push(Candidate {
                    line: Some(at),
                    words,
                    text: Cow::Borrowed(line),
                    shared: 0,
                });
            }
        }
        let Some(first) = blocks.first() else {
            return;
        };
        let line = bare(text(self.document, first));
        let cut = pieces(&line);
        let menu = blocks.get(1..6).unwrap_or(&[]);
        let menu = menu.len() == 5 && menu.iter().all(|block| block.measures.words <= 5);
        self.form = if menu { 2 } else { usize::from(cut.len() > 1) };
        self.first = Words::meaningful_of(&line);
        let sieve = Sieve::of(&self.first);
        for candidate in &mut self.all {
            candidate.shared = self.shelf.shared(&candidate.words, &self.first, sieve);
        }
        let likeness = self.all.iter().skip(1);
        self.like_first = likeness
            .map(|candidate| candidate.likeness(&self.first))
            .fold(0.0, f32::max);
        if first.measures.words <= 40 {
            self.add_pieces(&cut, sieve);
        }
    }

    /// Adds the ends of the first line, as candidates of their own.
    fn add_pieces(&mut self, cut: &[Piece], sieve: Sieve) {
        let ends = cut
            .iter()
            .filter(|piece| piece.left.is_none() != piece.right.is_none() && piece.text.len() >= 4);
        for piece in ends {
            let words = self.shelf.add(piece.text);
            let known = folded(piece.text);
            let own = self.shelf.words(&words);
            let is_it = |other: &Candidate| {
                self.shelf.words(&other.words) == own && folded(&other.text) == known
            };
            if !self.all.iter().any(is_it) {
                let text = Cow::Owned(piece.text.to_owned());
                self.all.push(Candidate {
                    line: None,
                    text,
                    shared: self.shelf.shared(&words, &self.first, sieve),
                    words,
                });
            }
        }
    }

    /// Finds the lines that compete with a candidate for the prose after it.
    fn find_rivals(&mut self) {
        let last = self.all.iter().filter_map(|candidate| candidate.line).max();
        let Some(last) = last else {
            return;
        };
        let mut after = 0;
        for at in 0..self.prose {
            if self.could_head(at) {
                self.rivals.push(at);
                after += usize::from(at > last);
                if after >= RIVALS {
                    break;
                }
            }
        }
    }

    /// Whether a line could be a title by its form.
    fn could_head(&self, at: usize) -> bool {
        self.document.blocks.get(at).is_some_and(|block| {
            let m = &block.measures;
            (3..=25).contains(&m.words)
                && matches!(m.ends, End::Open | End::Question)
                && !m.starts_lower
                && !self.near.is_byline(at)
                && !self.analysis.signals.speaks_against(at)
        })
    }
}

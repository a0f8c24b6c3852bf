//! The lines of a plain text that may be its title, and the evidence for each.

use std::borrow::Cow;
use std::ops::Range;

use super::form::{form, kind};
use super::near::{Near, text};
use super::pieces::{Piece, Separator, pieces};
use super::words::{
    Shelf, Sieve, WordSet, Words, bare, count_words, folded, ratio, squeezed, unmarked,
    without_permalink,
};
use crate::classify::{Analysis, Features, Group, Role, chance, step, vote_label};
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
const RIVALS: usize = 4;
/// Paragraphs that a text begins with, which take up its title's words.
const LEAD: usize = 2;
/// Lines before and after a candidate with which its length is compared, and words of those at most.
const BESIDE: usize = 3;
const LABEL: u32 = 15;
/// Lines up to the last that is looked at after a candidate.
const NEAR: usize = 4;

/// A line, or a piece of the first one.
pub(crate) struct Candidate<'a> {
    /// The line; `None` for a piece of the first.
    pub(super) line: Option<usize>,
    /// Without Markdown marks; white space as it was.
    text: Cow<'a, str>,
    /// Where its words are.
    pub(super) words: Range<usize>,
    /// How many of them the first line has.
    shared: usize,
}

impl Candidate<'_> {
    /// Share of the words of it and the first line that both have.
    fn likeness(&self, first: &Words) -> f32 {
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

    pub(crate) fn into_title(self) -> (Option<usize>, String) {
        (self.line, squeezed(without_permalink(&self.text)))
    }
}

/// The candidates of a text, and what the evidence for them is taken from.
pub(crate) struct Candidates<'a> {
    pub(super) document: &'a Document,
    pub(super) analysis: &'a Analysis,
    decisions: &'a [Decision],
    pub(super) all: Vec<Candidate<'a>>,
    /// Their words.
    pub(super) shelf: Shelf,
    first: Words,
    /// 0: the first lines are an article's, 1: the first line has separators, 2: a menu follows it.
    form: usize,
    /// Lines of prose that stay, and the first of them.
    pub(super) paragraphs: Vec<usize>,
    prose: usize,
    pub(super) prose_words: WordSet,
    /// Words of the second half of the prose: a title is of all of it, a heading of its section.
    pub(super) rest_words: WordSet,
    /// How often each word stands in the lead, by its number in the text's vocabulary.
    lead: Vec<u32>,
    /// The highest likeness of another line to the first one.
    like_first: f32,
    /// Short lines without an end mark between kept prose: the text has headings.
    pub(super) headings: usize,
    /// Lines before that prose that could be a title by their form: as many as are asked for.
    rivals: Vec<usize>,
    /// The candidates' lines and those right after them.
    near: Near<'a>,
    /// The first line that stays.
    first_kept: usize,
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

    pub(super) fn weigh(&self, candidate: &Candidate, rows: &mut impl Features) {
        self.weigh_words(candidate, rows);
        self.weigh_beside(candidate, rows);
    }

    /// What the number of its words says.
    pub(super) fn weigh_length(candidate: &Candidate, rows: &mut impl Features) {
        let side = candidate.side();
        rows.add(Group::HeadBias, usize::from(side == 2));
        rows.add(
            Group::HeadWords,
            side * 9 + step(count_words(&candidate.text), &[2, 3, 5, 7, 10, 15, 20, 26]),
        );
    }

    /// What its words say, which has a bound.
    fn weigh_words(&self, candidate: &Candidate, rows: &mut impl Features) {
        let side = candidate.side();
        Self::weigh_length(candidate, rows);
        let shared = self.shelf.share_in(&candidate.words, &self.prose_words);
        rows.add(
            Group::HeadInProse,
            side * 5 + step(shared, &[0.01, 0.35, 0.65, 0.95]),
        );
        let shared = self.shelf.share_in(&candidate.words, &self.rest_words);
        rows.add(
            Group::HeadInRest,
            side * 5 + step(shared, &[0.01, 0.35, 0.65, 0.95]),
        );
    }

    /// What its form says, and what stands beside it.
    pub(super) fn weigh_beside(&self, candidate: &Candidate, rows: &mut impl Features) {
        let (side, count) = (candidate.side(), candidate.words.len());
        if count > 0 && side > 0 {
            let likeness = candidate.likeness(&self.first);
            let label = step(likeness, &[0.01, 0.2, 0.4, 0.6, 0.8, 0.99]);
            let most = likeness > 0.0 && likeness >= self.like_first;
            rows.add(
                Group::HeadLikeFirst,
                (self.form * 2 + usize::from(most)) * 7 + label,
            );
            let inside = ratio(candidate.shared, count);
            let label = step(inside, &[0.01, 0.35, 0.65, 0.99]);
            rows.add(Group::HeadInFirst, self.form * 5 + label);
        }
        match candidate.line {
            Some(at) => self.weigh_line(at, side, rows),
            None => self.weigh_piece(candidate, rows),
        }
    }

    fn weigh_piece(&self, candidate: &Candidate, rows: &mut impl Features) {
        let first = self
            .document
            .blocks
            .first()
            .map(|block| bare(text(self.document, block)))
            .unwrap_or_default();
        let label = step(self.like_first, &[0.2, 0.4, 0.6, 0.8, 0.99]);
        rows.add(Group::HeadPieceLike, label);
        for piece in pieces(&first)
            .iter()
            .filter(|piece| piece.text == candidate.text)
        {
            let start = piece.left.is_none();
            let (separator, cut) = if start {
                (piece.right, piece.after)
            } else {
                (piece.left, piece.before)
            };
            let kind = separator.map_or(3, |separator| match separator {
                Separator::Bar => 0,
                Separator::Dash => 1,
                Separator::Colon => 2,
                Separator::Sign => 3,
            });
            let side = usize::from(!start);
            rows.add(Group::HeadPiece, (self.form * 2 + side) * 4 + kind);
            let words = cut.split_whitespace().count();
            rows.add(Group::HeadCut, side * 4 + step(words, &[2, 4, 7]));
        }
    }

    fn weigh_line(&self, at: usize, side: usize, rows: &mut impl Features) {
        let Some(block) = self.document.blocks.get(at) else {
            return;
        };
        let m = &block.measures;
        let before = self.analysis.context.prose_words.get(at).copied();
        let place = match at {
            0 => 0,
            1 => 1,
            2..=4 => 2,
            5..=19 => 3,
            _ => 4,
        };
        let after_prose = usize::from(before.unwrap_or(0) > 0);
        rows.add(Group::HeadPlace, (self.form * 5 + place) * 2 + after_prose);
        if at == 0 {
            let label = step(self.like_first, &[0.2, 0.4, 0.6, 0.8, 0.99]);
            rows.add(Group::HeadFirst, self.form * 6 + label);
            let hits = if self.cleaned {
                0
            } else {
                self.analysis.signals.boilerplate_blocks
            };
            let label = step(hits, &[1, 2, 5]) * 4 + step(self.headings, &[1, 3, 8]);
            rows.add(Group::HeadNoise, label);
        }
        let end = match m.ends {
            End::Stop if text(self.document, block).ends_with('!') => 6,
            end => end as usize,
        };
        rows.add(Group::HeadEnd, side * 7 + end);
        rows.add(Group::HeadForm, side * 6 + form(block));
        rows.add(Group::HeadKind, kind(block));
        rows.add(
            Group::HeadNext,
            side * 9 + self.near.form(at, self.after(at, 1)),
        );
        rows.add(
            Group::HeadSecondNext,
            side * 9 + self.near.form(at, self.after(at, 2)),
        );
        let previous = at.checked_sub(1);
        rows.add(
            Group::HeadPrevious,
            previous.map_or(9, |previous| self.near.form(at, previous)),
        );
        self.weigh_lead(at, side, rows);
        self.weigh_place(at, side, rows);
        self.weigh_signals(at, side, rows);
    }

    /// How many of its words the lead takes up, whatever their endings, and how long it is beside the labels around it: a
    /// headline stands out of a menu.
    fn weigh_lead(&self, at: usize, side: usize, rows: &mut impl Features) {
        let stems = self.document.reading.vocabulary.stems(at);
        let own = u32::from(self.paragraphs.iter().take(LEAD).any(|lead| *lead == at));
        let is_taken_up = |stem: &&u32| {
            self.lead
                .get(**stem as usize)
                .is_some_and(|count| *count > own)
        };
        let label = match stems.iter().filter(is_taken_up).count() {
            _ if stems.is_empty() => 0,
            taken_up => 1 + taken_up.min(4),
        };
        rows.add(Group::HeadLead, side * 6 + label);
        let blocks = &self.document.blocks;
        let beside = at.saturating_sub(BESIDE)..(at + 1 + BESIDE).min(blocks.len());
        let labels = beside.filter(|other| *other != at).filter_map(|other| {
            let m = &blocks[other].measures;
            (m.words <= LABEL && m.ends == End::Open).then_some(m.words)
        });
        let (count, sum) = labels.fold((0, 0), |(count, sum), words| (count + 1, sum + words));
        let words = blocks[at].measures.words;
        let label = match count {
            0 => 3,
            _ => step((words * count) as f32 / sum.max(1) as f32, &[0.7, 1.4, 3.0]),
        };
        rows.add(
            Group::HeadBeside,
            label * 6 + step(words, &[2, 3, 5, 10, 16]),
        );
    }

    fn weigh_place(&self, at: usize, side: usize, rows: &mut impl Features) {
        let distance = if at < self.prose {
            step(self.prose - at, &[2, 3, 5, 10])
        } else {
            5
        };
        rows.add(Group::HeadToProse, side * 6 + distance);
        let own = self.rivals.partition_point(|rival| *rival <= at);
        let rivals = (self.rivals.len() - own).min(RIVALS);
        rows.add(Group::HeadRivals, side * 4 + step(rivals, &[1, 2, 4]));
        let kept = self
            .decisions
            .get(at)
            .is_some_and(|decision| decision.fate == Fate::Keep);
        let chance = self
            .analysis
            .points
            .get(at)
            .map_or(0.0, |points| chance(*points));
        rows.add(
            Group::HeadChance,
            (side * 2 + usize::from(kept)) * 9 + vote_label(chance),
        );
        let first_kept = self.first_kept >= at;
        rows.add(Group::HeadKept, side * 2 + usize::from(first_kept));
    }

    fn weigh_signals(&self, at: usize, side: usize, rows: &mut impl Features) {
        let Some(signal) = self.analysis.signals.blocks.get(at) else {
            return;
        };
        for (role, strength) in &signal.roles {
            if let Some(role) = (*role as usize).checked_sub(Role::Advertising as usize) {
                rows.add(Group::HeadRule, role * 2 + usize::from(*strength > 0));
            }
        }
        let copy = self
            .analysis
            .context
            .copies
            .get(at)
            .copied()
            .unwrap_or_default();
        let (earlier, later) = (copy.earlier > 0, copy.later > 0);
        let label = match (earlier, later) {
            _ if copy.earlier + copy.later > 2 => 4,
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        };
        rows.add(Group::HeadCopies, side * 5 + label);
        if self.analysis.signals.headline == Some(at) {
            rows.add(Group::HeadSaidAgain, side);
        }
        let byline = (at + 1..at + 4).position(|next| self.near.is_byline(next));
        rows.add(
            Group::HeadByline,
            side * 4 + byline.map_or(0, |distance| distance + 1),
        );
    }

    /// The line so many lines after one.
    fn after(&self, at: usize, count: usize) -> usize {
        if !self.cleaned {
            return at + count;
        }
        let mut rest = (at + 1..self.document.blocks.len())
            .filter(|other| !self.analysis.signals.speaks_against(*other));
        rest.nth(count - 1).unwrap_or(self.document.blocks.len())
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

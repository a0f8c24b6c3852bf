//! The best of the lines that may be the title of a plain text.

use super::headline::{Candidate, Candidates};
use super::prose::words_of_prose;
use super::words::Wanted;
use crate::classify::{Features, Group, Points, RowSums, TitlePoints};
use crate::features::End;

/// Share of a headline's words in the prose from which that is about the same.
const TAKEN_UP: f32 = 0.5;

/// Words from which a line with a full stop is a sentence.
const SENTENCE: u32 = 12;

impl Candidates<'_> {
    /// A row of evidence for each; `cleaned`: as though the lines that rules take were gone.
    #[cfg(feature = "fit")]
    pub(crate) fn weigh_all(&mut self, cleaned: bool, rows: &mut impl Features) {
        self.cleaned = cleaned;
        self.read_prose(|_| true);
        for candidate in &self.all {
            self.weigh(candidate, rows);
            rows.end_row();
        }
    }

    /// The candidate with the most points, where one has more than none, and whether a first line is surely no part of the
    /// body; of equals the first. The words of the text are only read where it depends on them.
    pub(super) fn best(&mut self, cleaned: bool, title: &TitlePoints) -> Option<(usize, bool)> {
        self.cleaned = cleaned;
        let mut open = self.open(&title.named);
        open.sort_by(|one, other| other.1.most.total_cmp(&one.1.most));
        let (at, first) = open.first()?;
        let rival = open.get(1).map_or(0.0, |(_, second)| second.most);
        let best = if first.least > rival.max(0.0) {
            *at
        } else {
            self.read_prose(|at| open.iter().any(|(open, _)| *open == at));
            self.best_of(&open, &title.named)?
        };
        let is_sure = self.all[best].line != Some(0) || self.is_taken_out(best, title);
        Some((best, is_sure))
    }

    /// The points of each that is no sentence, as they count where the best is looked for.
    pub(super) fn points(&mut self, title: &TitlePoints) -> Vec<(usize, f32)> {
        self.cleaned = self.best(false, title).is_none();
        self.read_prose(|_| true);
        let all = (0..self.all.len()).filter(|at| !self.is_sentence(*at));
        all.map(|at| (at, self.score(at, &title.named))).collect()
    }

    /// The candidates that may have more points than none, and between what bounds theirs are.
    fn open(&self, points: &Points) -> Vec<(usize, Bounds)> {
        let mut rows = RowSums::new(points, self.all.len());
        for candidate in &self.all {
            self.weigh_beside(candidate, &mut rows);
            rows.end_row();
        }
        let of_words = [0, 1, 2].map(|side| Bounds::of_words(side, points));
        let sums = self.all.iter().zip(rows.sums).enumerate();
        let sums = sums.filter(|(at, (candidate, sum))| {
            sum + of_words[candidate.side()].most > 0.0 && !self.is_sentence(*at)
        });
        let bounds = sums.map(|(at, (candidate, sum))| (at, Self::bounds(candidate, sum, points)));
        bounds.filter(|(_, bounds)| bounds.most > 0.0).collect()
    }

    /// The bounds of a candidate's points, by the sum of those that its words have no say in.
    fn bounds(candidate: &Candidate, sum: f32, points: &Points) -> Bounds {
        let mut row = RowSums::new(points, 1);
        Self::weigh_length(candidate, &mut row);
        row.end_row();
        let sum = sum + row.sums.first().copied().unwrap_or(0.0);
        Bounds::of_prose(candidate.side(), points).with(sum)
    }

    /// Of the open candidates, those with the highest bounds first, the one with the most points.
    fn best_of(&self, open: &[(usize, Bounds)], points: &Points) -> Option<usize> {
        let mut best: Option<(usize, f32)> = None;
        for (at, bounds) in open {
            let least = best.map_or(0.0, |(_, score)| score);
            if bounds.most < least {
                break;
            }
            let score = self.score(*at, points);
            let is_first = best.is_some_and(|(known, _)| *at < known);
            if score > least || is_first && score >= least {
                best = Some((*at, score));
            }
        }
        best.map(|(at, _)| at)
    }

    /// Whether the first line is surely no part of the body.
    fn is_taken_out(&mut self, best: usize, title: &TitlePoints) -> bool {
        let points = &title.taken_out;
        let mut row = RowSums::new(points, 1);
        self.weigh_beside(&self.all[best], &mut row);
        row.end_row();
        let sum = row.sums.first().copied().unwrap_or(0.0);
        let bounds = Self::bounds(&self.all[best], sum, points);
        if bounds.least > 0.0 {
            return true;
        }
        if bounds.most <= 0.0 && !self.may_be_lone(best) {
            return false;
        }
        self.read_prose(|at| at == best);
        self.is_lone_headline(best) || self.score(best, points) > 0.0
    }

    /// The first line of a text without headings, right above prose that takes up most of its words: one heading alone is
    /// the text's title.
    fn is_lone_headline(&self, at: usize) -> bool {
        self.may_be_lone(at)
            && self.shelf.share_in(&self.all[at].words, &self.prose_words) >= TAKEN_UP
    }

    /// The same but for the words.
    fn may_be_lone(&self, at: usize) -> bool {
        let forms = &self.analysis.context.facts.forms;
        self.all[at].line == Some(0)
            && self.headings == 0
            && forms.get(1).is_some_and(|form| form.is_prose())
    }

    /// A long line that ends with a full stop: no headline does.
    fn is_sentence(&self, at: usize) -> bool {
        let line = self.all[at]
            .line
            .and_then(|line| self.document.blocks.get(line));
        line.is_some_and(|line| line.measures.ends == End::Stop && line.measures.words >= SENTENCE)
    }

    fn score(&self, at: usize, points: &Points) -> f32 {
        let mut row = RowSums::new(points, 1);
        self.weigh(&self.all[at], &mut row);
        row.end_row();
        row.sums.first().copied().unwrap_or(0.0)
    }

    /// Looks the words of some candidates up in the text's prose.
    fn read_prose(&mut self, is_asked_for: impl Fn(usize) -> bool) {
        let asked_for = self.all.iter().enumerate();
        let asked_for = asked_for.filter(|(at, _)| is_asked_for(*at));
        let words = asked_for.map(|(_, candidate)| self.shelf.words(&candidate.words));
        let mut words = words.peekable();
        if words.peek().is_some() {
            let wanted = Wanted::of(words);
            (self.prose_words, self.rest_words) =
                words_of_prose(self.document, &self.paragraphs, &wanted);
        }
    }
}

/// A little more than what sums are rounded by.
const ROUNDING: f32 = 0.01;

/// Between what a candidate's points are.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    least: f32,
    most: f32,
}

impl Bounds {
    /// What the words of a candidate may bring, but for how many they are.
    fn of_prose(side: usize, points: &Points) -> Self {
        let prose = Self::of(Group::HeadInProse, side, 5, points);
        let rest = Self::of(Group::HeadInRest, side, 5, points);
        Self {
            least: prose.least + rest.least - ROUNDING,
            most: prose.most + rest.most + ROUNDING,
        }
    }

    /// The same with their number.
    fn of_words(side: usize, points: &Points) -> Self {
        let words = Self::of(Group::HeadWords, side, 9, points);
        let bias = points.of(Group::HeadBias.feature(usize::from(side == 2)));
        let prose = Self::of_prose(side, points);
        Self {
            least: prose.least + words.least + bias,
            most: prose.most + words.most + bias,
        }
    }

    fn of(group: Group, side: usize, labels: usize, points: &Points) -> Self {
        let all = (0..labels).map(|label| points.of(group.feature(side * labels + label)));
        let none = Self {
            least: f32::INFINITY,
            most: f32::NEG_INFINITY,
        };
        all.fold(none, |bounds, points| Self {
            least: bounds.least.min(points),
            most: bounds.most.max(points),
        })
    }

    fn with(self, sum: f32) -> Self {
        Self {
            least: self.least + sum,
            most: self.most + sum,
        }
    }
}

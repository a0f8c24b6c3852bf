//! The best of the lines that may be the title of a plain text.

use super::headline::Candidates;
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

    /// The candidate with the most points, where one has more than none, and whether it is surely no part of the body; of
    /// equals the first. The words of the text are only read for those that may have so many.
    pub(super) fn best(&mut self, cleaned: bool, title: &TitlePoints) -> Option<(usize, bool)> {
        self.cleaned = cleaned;
        let points = &title.named;
        let mut rows = RowSums::new(points, self.all.len());
        for candidate in &self.all {
            self.weigh_beside(candidate, &mut rows);
            rows.end_row();
        }
        let most = [0, 1, 2].map(|side| most_for_words(side, points));
        let bounds = self.all.iter().zip(rows.sums);
        let bounds = bounds.map(|(candidate, sum)| sum + most[candidate.side()]);
        let bounds = bounds.enumerate();
        let bounds = bounds.filter(|(at, bound)| *bound > 0.0 && !self.is_sentence(*at));
        let mut bounds: Vec<(usize, f32)> = bounds.collect();
        bounds.sort_by(|one, other| other.1.total_cmp(&one.1));
        self.read_prose(|at| bounds.iter().any(|(open, _)| *open == at));
        let mut best: Option<(usize, f32)> = None;
        for (at, bound) in bounds {
            let least = best.map_or(0.0, |(_, score)| score);
            if bound < least {
                break;
            }
            let score = self.score(at, points);
            let is_first = best.is_some_and(|(known, _)| at < known);
            if score > least || is_first && score >= least {
                best = Some((at, score));
            }
        }
        best.map(|(at, _)| {
            let is_sure = self.is_lone_headline(at) || self.score(at, &title.taken_out) > 0.0;
            (at, is_sure)
        })
    }

    /// The first line of a text without headings, right above prose that takes up most of its words: one heading alone is
    /// the text's title.
    fn is_lone_headline(&self, at: usize) -> bool {
        let (candidate, forms) = (&self.all[at], &self.analysis.context.facts.forms);
        candidate.line == Some(0)
            && self.headings == 0
            && forms.get(1).is_some_and(|form| form.is_prose())
            && candidate.words.share_in_set(&self.prose_words) >= TAKEN_UP
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
        let mut words = asked_for.map(|(_, candidate)| &candidate.words).peekable();
        if words.peek().is_some() {
            let wanted = Wanted::of(words);
            (self.prose_words, self.rest_words) =
                words_of_prose(self.document, &self.paragraphs, &wanted);
        }
    }
}

/// Points that the words of a candidate may bring at most, and a little more than what sums are rounded by.
fn most_for_words(side: usize, points: &Points) -> f32 {
    let most = |group: Group, labels: usize| {
        let all = (0..labels).map(|label| points.of(group.feature(side * labels + label)));
        all.fold(f32::NEG_INFINITY, f32::max)
    };
    let bias = points.of(Group::HeadBias.feature(usize::from(side == 2)));
    bias + most(Group::HeadWords, 9)
        + most(Group::HeadInProse, 5)
        + most(Group::HeadInRest, 5)
        + 0.01
}

//! The second look at the lines of a plain text: the stretch of lines that holds the article.

use std::ops::Range;

use crate::classify::evidence::Features;
use crate::classify::labels::step;
use crate::classify::space::Group;
use crate::classify::text::facts::Facts;
use crate::document::Document;

/// Stretches with the highest sum of words × (chance − bound).
pub(crate) struct Segments<'a> {
    best: Range<usize>,
    wide: Range<usize>,
    /// Prefix sums of words × (½ − chance): what it costs to reach a line from the best stretch.
    cost: Vec<f32>,
    /// Share of each line's words that the best stretch has too, and the mean of it in the best stretch.
    shared: &'a [Option<f32>],
    mean_shared: f32,
}

/// What the lines of a text share with its core, kept from look to look: often the core stays the same.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Whether each line is of the core.
    core: Vec<bool>,
    shares: Vec<Option<f32>>,
}

impl Shared {
    fn with(&mut self, document: &Document, core: Vec<bool>) -> &[Option<f32>] {
        if core != self.core || core.is_empty() {
            let is_core = |at: usize| core.get(at).copied().unwrap_or(false);
            self.shares = document.reading.vocabulary.shared(is_core);
            self.core = core;
        }
        &self.shares
    }
}

impl<'a> Segments<'a> {
    pub(crate) fn new(
        document: &Document,
        facts: &Facts,
        chances: &[f32],
        shared: &'a mut Shared,
    ) -> Self {
        let mut sum = 0.0;
        let mut cost = Vec::with_capacity(chances.len() + 1);
        cost.push(0.0);
        for (words, chance) in facts.words.iter().zip(chances) {
            sum += *words as f32 * (0.5 - chance);
            cost.push(sum);
        }
        let best = best_stretch(facts, chances, 0.5);
        let mut core = vec![false; chances.len()];
        for (core, chance) in core[best.clone()].iter_mut().zip(&chances[best.clone()]) {
            *core = *chance >= 0.5;
        }
        let shared = shared.with(document, core);
        let known = || shared[best.clone()].iter().flatten();
        let mean_shared = known().sum::<f32>() / known().count().max(1) as f32;
        Self {
            wide: best_stretch(facts, chances, 0.2),
            best,
            cost,
            shared,
            mean_shared,
        }
    }

    /// Adds where one line of a shape and so many words stands to the best stretches; `vote`: the label of its chance.
    #[inline]
    pub(crate) fn add(
        &self,
        at: usize,
        vote: usize,
        shape: usize,
        words: u32,
        rows: &mut impl Features,
    ) {
        let Range { start, end } = self.best;
        let side = if at < start {
            Self::beside(0, start - at, self.cost[start] - self.cost[at], shape, rows);
            1
        } else if at < end {
            rows.add(Group::TextBest, shape);
            0
        } else {
            let gap = self.cost[at + 1] - self.cost[end];
            Self::beside(1, at + 1 - end, gap, shape, rows);
            2
        };
        rows.add(
            Group::TextWide,
            usize::from(!self.wide.contains(&at)) * 4 + shape,
        );
        rows.add(Group::TextVote, side * 9 + vote);
        self.likeness(at, side, words, rows);
    }

    /// Adds how far a line before (0) or after (1) the best stretch is from it.
    #[inline]
    fn beside(side: usize, distance: usize, gap: f32, shape: usize, rows: &mut impl Features) {
        let near = step(distance, &[2, 4, 10]);
        rows.add(Group::TextBest, (side * 4 + 1 + near) * 4 + shape);
        let label = step(gap, &[0.5, 2.0, 5.0, 15.0, 50.0]);
        rows.add(Group::TextGap, side * 6 + label);
    }

    /// How many of its words a line shares with the best stretch.
    fn likeness(&self, at: usize, side: usize, words: u32, rows: &mut impl Features) {
        let Some(shared) = self.shared.get(at).copied().flatten() else {
            return;
        };
        let label = if words < 10 {
            12 + step(shared, &[0.01, 0.6])
        } else {
            step(shared, &[0.01, 0.15, 0.3, 0.45, 0.6]) + if words < 25 { 0 } else { 6 }
        };
        rows.add(Group::TextShared, side * 15 + label);
        if words >= 10 && self.mean_shared > 0.0 {
            let label = step(shared / self.mean_shared, &[0.25, 0.5, 0.75, 1.0]);
            rows.add(
                Group::TextUnlike,
                side * 10 + label + if words < 25 { 0 } else { 5 },
            );
        }
    }
}

/// The stretch of lines with the highest sum; of equals the first.
pub(super) fn best_stretch(facts: &Facts, chances: &[f32], bound: f32) -> Range<usize> {
    let (mut best, mut best_sum) = (0..0, 0.0f64);
    let (mut start, mut sum) = (0, 0.0f64);
    for (at, (words, chance)) in facts.words.iter().zip(chances).enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += f64::from(*words) * f64::from(chance - bound);
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}

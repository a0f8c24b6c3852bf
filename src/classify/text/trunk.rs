//! Where the article roughly lies, before any look: the stretch in which long prose outweighs menus and buttons.

use std::ops::Range;

use crate::classify::signals::Signals;
use crate::classify::text::OPEN;
use crate::classify::text::facts::{Facts, Form};

/// Points of a paragraph, by its words, at most.
const PARAGRAPH: i32 = 60;
/// What a line costs that rules speak against, a short open one, and any other.
const RULED: i32 = 20;
const SHORT: i32 = 7;
const OTHER: i32 = 1;

/// The stretch, and what lies between it and each line.
#[derive(Debug, Default)]
pub(super) struct Trunk {
    pub(super) range: Range<usize>,
    /// Prefix sums of the costs of lines, without the prose.
    costs: Vec<i32>,
    /// Words of long prose in the stretch, and in all.
    pub(super) prose: (u32, u32),
}

impl Trunk {
    pub(super) fn new(facts: &Facts, signals: &Signals) -> Self {
        let (mut best, mut best_sum) = (0..0, 0i32);
        let (mut start, mut sum) = (0, 0i32);
        let mut costs: Vec<i32> = Vec::with_capacity(facts.forms.len() + 1);
        let mut cost = 0i32;
        costs.push(cost);
        let lines = facts.forms.iter().zip(&facts.words);
        for (at, (form, words)) in lines.enumerate() {
            let value = value(*form, *words, signals.speaks_against(at));
            cost = cost.saturating_add((-value).max(0));
            costs.push(cost);
            if sum <= 0 {
                (start, sum) = (at, 0);
            }
            sum = sum.saturating_add(value);
            if sum > best_sum {
                (best, best_sum) = (start..at + 1, sum);
            }
        }
        let long = |range: Range<usize>| -> u32 {
            let lines = facts.forms[range.clone()].iter().zip(&facts.words[range]);
            let long = lines.filter(|(form, _)| form.is_long_prose());
            long.map(|(_, words)| *words).fold(0, u32::saturating_add)
        };
        let prose = (long(best.clone()), long(0..facts.forms.len()));
        Self {
            range: best,
            costs,
            prose,
        }
    }

    /// Label of where a line stands: in the stretch, or before or after it with so much between.
    pub(super) fn label(&self, at: usize) -> usize {
        let near = |gap: i32| {
            [1, 15, 50, 150]
                .iter()
                .filter(|bound| gap >= **bound)
                .count()
        };
        if self.range.contains(&at) {
            0
        } else if at < self.range.start {
            1 + near(self.costs[self.range.start] - self.costs[at])
        } else {
            6 + near(self.costs[at + 1] - self.costs[self.range.end])
        }
    }
}

fn value(form: Form, words: u32, is_ruled: bool) -> i32 {
    if is_ruled {
        -RULED
    } else if form.is_long_prose() {
        i32::try_from(words).unwrap_or(PARAGRAPH).min(PARAGRAPH)
    } else if form.shape() == OPEN {
        -SHORT
    } else if form.is_prose() {
        5
    } else {
        -OTHER
    }
}

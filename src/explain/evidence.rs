//! What speaks for a block and against it, point by point.

use std::sync::Arc;

use super::{Explanation, Verdict};
use crate::classify::{Analysis, FeatureId, feature_name, meaning};
use crate::document::TitleCandidate;
use crate::policy::Decision;
use crate::title;

/// Points below which evidence is not worth a line.
const NOTHING: f32 = 0.005;

/// One thing that speaks for a block being content, or against it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    what: What,
    points: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    Feature(FeatureId),
    Preset,
    Rules,
    Neighbours,
}

impl Evidence {
    /// Its name in the weights: `links-in-short:all`; `preset`, `bound-by-rules` and `neighbours` for what is no
    /// feature.
    pub fn name(&self) -> String {
        match self.what {
            What::Feature(feature) => feature_name(feature),
            What::Preset => "preset".to_owned(),
            What::Rules => "bound-by-rules".to_owned(),
            What::Neighbours => "neighbours".to_owned(),
        }
    }

    /// What it says, in words.
    pub fn meaning(&self) -> String {
        match self.what {
            What::Feature(feature) => meaning(feature),
            What::Preset => "the preset keeps more, or less".to_owned(),
            What::Rules => "what a rule settles, whatever else is known".to_owned(),
            What::Neighbours => "the blocks around it, and the cost of changing".to_owned(),
        }
    }

    /// Above 0 it speaks for content, below for boilerplate; in natural logarithms of the odds, so that 0.7 points
    /// double them.
    pub fn points(&self) -> f32 {
        self.points
    }
}

/// What the evidence of an explanation is read from.
#[derive(Debug, Clone)]
pub(crate) struct Grounds {
    pub(crate) analysis: Arc<Analysis>,
    pub(crate) untitled: Vec<Decision>,
}

impl Grounds {
    fn of(&self, at: usize) -> Vec<Evidence> {
        let mut found: Vec<Evidence> = Vec::new();
        let mut add = |what, points: f32| {
            if points.abs() >= NOTHING {
                found.push(Evidence { what, points });
            }
        };
        let Analysis {
            looks,
            points,
            steps,
            ..
        } = &*self.analysis;
        let mut sum = looks.bias;
        for (feature, points) in looks.of(at) {
            add(What::Feature(feature), points);
            sum += points;
        }
        add(What::Preset, looks.bias);
        let own = points.get(at).copied().unwrap_or(sum);
        add(What::Rules, own - sum);
        if let Some(step) = steps.get(at) {
            let margin = if step.keep { step.margin } else { -step.margin };
            add(What::Neighbours, margin - own);
        }
        found.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
        found
    }
}

impl Explanation {
    /// What speaks for a block and against it, the weightiest first. The points add up to the margin by which the block
    /// is content (above 0) or boilerplate (below); what the caller asked for by role, the rules of the page's site and
    /// the title are decided after that, and are no points.
    ///
    /// # Examples
    ///
    /// ```
    /// let text = "The river moved\n\nThe town moved after its river in 1958, and has stayed where it was ever since.\n\nShare";
    /// let explanation = unchaff::Cleaner::default().explain(text)?;
    /// for verdict in explanation.verdicts() {
    ///     for evidence in explanation.evidence(verdict).iter().take(3) {
    ///         println!("{:+.1} {}", evidence.points(), evidence.meaning());
    ///     }
    /// }
    /// # Ok::<(), unchaff::Error>(())
    /// ```
    pub fn evidence(&self, verdict: &Verdict) -> Vec<Evidence> {
        self.grounds.of(verdict.block)
    }

    /// The candidates for the title with their points, the best first; a line of plain text with less than none is not
    /// taken for it. Points are `None` for what is not weighed: a title that came with a text, and what a site rule names.
    pub fn title_candidates(&self) -> Vec<(TitleCandidate, Option<f32>)> {
        let Grounds { analysis, untitled } = &self.grounds;
        title::candidates(&self.document, analysis, untitled)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Action, Cleaner};

    const PAGE: &str = "<title>Bees return | Valley Post</title><nav><a href=/>Home</a> <a href=/n>News</a></nav>\
        <article><h1>Bees return</h1><p>They came back to the valley this spring, after ten years in which nobody had \
        seen one there, and the keepers said that they would stay.</p></article><footer>All rights reserved</footer>";

    #[test]
    fn the_points_add_up_to_the_margin() {
        let explanation = Cleaner::default().explain(PAGE).unwrap();
        for verdict in explanation.verdicts() {
            let evidence = explanation.evidence(verdict);
            let sum: f32 = evidence.iter().map(super::Evidence::points).sum();
            assert!((sum.abs() - verdict.margin()).abs() < 0.3, "{sum}");
            if *verdict.action() == Action::LeaveOut {
                assert!(sum < 0.3, "{sum}");
            }
            assert!(
                evidence
                    .iter()
                    .all(|one| !one.meaning().is_empty() && !one.name().is_empty())
            );
        }
    }

    #[test]
    fn the_best_candidate_is_the_title_of_a_page() {
        let explanation = Cleaner::default().explain(PAGE).unwrap();
        let candidates = explanation.title_candidates();
        assert_eq!(
            candidates.first().map(|(title, _)| &title.text),
            explanation.article().title.as_ref()
        );
    }

    #[test]
    fn lines_of_a_text_are_candidates() {
        let text = "Council votes for new bridge\n\nThe council met on Tuesday evening and voted for the new bridge after a \
            debate of three hours.\n\nWork on it will start in the spring, the mayor said, and end before the storms.";
        let explanation = Cleaner::default().explain(text).unwrap();
        let candidates = explanation.title_candidates();
        let (best, points) = candidates.first().unwrap();
        assert_eq!(Some(&best.text), explanation.article().title.as_ref());
        assert!(points.is_some_and(|points| points > 0.0));
    }
}

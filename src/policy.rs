//! Verdicts: what the path decided, the caller's wishes, titles and cuts inside blocks.

use std::ops::Range;

use crate::classify::{Analysis, Label, Role, label};
use crate::document::Document;
use crate::rules::{RuleIndex, RuleSet};

/// Roles that the caller wants kept or left out, whatever the page kind's policy is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Switches {
    pub(crate) keep: Vec<Role>,
    pub(crate) leave_out: Vec<Role>,
}

/// Where a block goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Keep,
    Title,
    LeaveOut,
}

/// What happens to one block, before it is put into words.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) fate: Fate,
    pub(crate) label: Label,
    /// Bytes of the document's text to leave out of a kept block, with their rules; disjoint, in order.
    pub(crate) trims: Vec<(Range<usize>, RuleIndex)>,
    pub(crate) margin: f32,
}

/// Decides about every block.
pub(crate) fn decide(
    document: &Document,
    analysis: &Analysis,
    rules: &RuleSet,
    switches: &Switches,
) -> Vec<Decision> {
    (0..document.blocks.len())
        .map(|at| decide_one(at, document, analysis, rules, switches))
        .collect()
}

fn decide_one(
    at: usize,
    document: &Document,
    analysis: &Analysis,
    rules: &RuleSet,
    switches: &Switches,
) -> Decision {
    let step = analysis.steps[at];
    let mut keep = step.keep;
    let mut own = label(at, document, analysis, rules, keep);
    let role = own.role;
    if keep && switches.leave_out.contains(&role) {
        keep = false;
        own.structural = "structure/left-out-by-request";
    }
    if !keep && switches.keep.contains(&role) && !switches.leave_out.contains(&role) {
        keep = true;
    }
    let trims = if keep {
        disjoint(
            analysis
                .signals
                .blocks
                .get(at)
                .map_or(&[], |signal| signal.trims.as_slice()),
        )
    } else {
        Vec::new()
    };
    Decision {
        fate: if keep { Fate::Keep } else { Fate::LeaveOut },
        label: own,
        trims,
        margin: step.margin,
    }
}

/// The trims without those that overlap an earlier one.
fn disjoint(trims: &[(Range<usize>, RuleIndex)]) -> Vec<(Range<usize>, RuleIndex)> {
    let mut kept: Vec<(Range<usize>, RuleIndex)> = Vec::new();
    for (span, rule) in trims {
        if span.start < span.end && kept.last().is_none_or(|(last, _)| last.end <= span.start) {
            kept.push((span.clone(), *rule));
        }
    }
    kept
}

//! Verdicts: what the path decided, the caller's wishes, titles and cuts inside blocks.

use std::ops::Range;

use crate::classify::{Analysis, Label, PageKind, Role, label};
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

/// Bytes of the document's text to leave out of a block, and the rule; `None` for a rule of the site.
pub(crate) type Trim = (Range<usize>, Option<RuleIndex>);

/// What happens to one block, before it is put into words.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) fate: Fate,
    pub(crate) label: Label,
    /// Bytes of the document's text to leave out of a kept block, with their rules; disjoint, in order.
    pub(crate) trims: Vec<Trim>,
    pub(crate) margin: f32,
    /// The rules of the page's site had the word.
    pub(crate) by_site: bool,
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
    let site = document.site.as_ref().and_then(|site| site.of(at));
    // What comes again on lists and products is often what they are about.
    let site =
        site.filter(|(_, reason)| !reason.is_learned() || analysis.kind == PageKind::Article);
    if let Some((_, reason)) = site {
        keep = !reason.leaves_out() && (keep || !analysis.signals.speaks_against(at));
    }
    let mut own = label(at, document, analysis, rules, keep);
    let role = own.role;
    if keep && switches.leave_out.contains(&role) {
        keep = false;
        own.structural = "structure/left-out-by-request";
    }
    let by_site = site.is_some_and(|(_, reason)| reason.leaves_out());
    if !keep && !by_site && switches.keep.contains(&role) && !switches.leave_out.contains(&role) {
        keep = true;
    }
    let trims = if keep {
        disjoint(all_trims(at, document, analysis))
    } else {
        Vec::new()
    };
    Decision {
        fate: if keep { Fate::Keep } else { Fate::LeaveOut },
        label: own,
        trims,
        margin: step.margin,
        by_site: site.is_some(),
    }
}

/// What the site's rules and those of packs cut out of a block, in order.
fn all_trims(at: usize, document: &Document, analysis: &Analysis) -> Vec<Trim> {
    let signal = analysis.signals.blocks.get(at);
    let mut trims: Vec<Trim> = signal.map_or_else(Vec::new, |signal| {
        let trims = signal.trims.iter();
        trims
            .map(|(span, rule)| (span.clone(), Some(*rule)))
            .collect()
    });
    if let Some(site) = &document.site {
        trims.extend(site.trims(at).map(|(span, _)| (span.clone(), None)));
        trims.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    }
    trims
}

/// The trims without those that overlap an earlier one.
fn disjoint(mut trims: Vec<Trim>) -> Vec<Trim> {
    let mut end = 0;
    trims.retain(|(span, _)| {
        let apart = span.start < span.end && end <= span.start;
        if apart {
            end = span.end;
        }
        apart
    });
    trims
}

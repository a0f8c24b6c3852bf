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
    /// The caller's wish had it.
    pub(crate) by_request: bool,
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
    let by_site = site.is_some_and(|(_, reason)| reason.leaves_out());
    let mut by_request = false;
    if keep {
        by_request = switches.leave_out.contains(&own.role);
    } else if !by_site {
        let if_kept = || label(at, document, analysis, rules, true);
        if let Some(kept) = switches.kept(&own, if_kept) {
            (own, by_request) = (kept, true);
        }
    }
    keep ^= by_request;
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
        by_request,
    }
}

impl Switches {
    /// What a block is that the caller wants kept and that is left out as `own`. A content role is that of the block if it
    /// were kept, and counts where nothing names what else it is.
    fn kept(&self, own: &Label, if_kept: impl FnOnce() -> Label) -> Option<Label> {
        let wants = |role| self.keep.contains(&role) && !self.leave_out.contains(&role);
        if wants(own.role) {
            return Some(own.clone());
        }
        let may = !self.keep.is_empty() && own.is_outside();
        may.then(if_kept).filter(|label| wants(label.role))
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

#[cfg(test)]
mod tests {
    use crate::{Action, Cleaner, CleanerBuilder, Role};

    const PROSE: &str = "They came back to the valley this spring, after ten years in which nobody had seen one there, \
        and the keepers said that they would stay if the summer was a warm one.";

    fn page() -> String {
        format!(
            "<title>Bees return</title><nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul></nav>\
             <main><h1>Bees return</h1><p>{PROSE}</p><ul><li>Forty hives stand along the river.</li><li>Ten of them \
             are empty.</li></ul><p>{PROSE}</p></main><div class=comments><p>So good to see them again!</p></div>\
             <div><table><tr><td>Hives</td><td>40</td></tr><tr><td>Empty</td><td>10</td></tr></table></div>\
             <footer><p>© 2019 The Valley Post. All rights reserved.</p></footer>"
        )
    }

    /// What is done with the block that holds this text, by which rule, and why.
    fn verdict(builder: CleanerBuilder, text: &str) -> (Action, String, String) {
        let explanation = builder.build().unwrap().explain(&page()).unwrap();
        let whole = explanation.document().text();
        let found = explanation.verdicts().iter();
        let mut found = found.filter(|verdict| whole[verdict.span()].contains(text));
        let verdict = found.next().unwrap();
        let (rule, reason) = (verdict.rule().to_owned(), verdict.reason().to_owned());
        (verdict.action().clone(), rule, reason)
    }

    #[test]
    fn what_the_caller_wanted_is_the_reason() {
        let (list, comment, legal) = ("Forty hives", "So good", "All rights");
        assert_eq!(verdict(Cleaner::builder(), list).0, Action::Keep);
        let (action, rule, reason) = verdict(Cleaner::builder().leave_out(Role::List), list);
        assert_eq!(action, Action::LeaveOut);
        assert_eq!(rule, "structure/left-out-by-request");
        assert!(!reason.is_empty());
        for (role, text) in [(Role::Comments, comment), (Role::Legal, legal)] {
            assert_eq!(verdict(Cleaner::builder(), text).0, Action::LeaveOut);
            let (action, rule, reason) = verdict(Cleaner::builder().keep(role), text);
            assert_eq!(action, Action::Keep, "{text}");
            assert_eq!(rule, "structure/kept-by-request", "{text}");
            assert!(!reason.is_empty());
            let both = Cleaner::builder().keep(role).leave_out(role);
            assert_eq!(verdict(both, text).0, Action::LeaveOut, "{text}");
        }
    }

    #[test]
    fn a_content_role_keeps_what_nothing_else_names() {
        let table = "Hives\t40";
        let (action, rule, _) = verdict(Cleaner::builder(), table);
        assert_eq!(
            (action, rule.as_str()),
            (Action::LeaveOut, "structure/outside-main-content")
        );
        assert_eq!(
            verdict(Cleaner::builder().keep(Role::Table), table).0,
            Action::Keep
        );
        assert_eq!(
            verdict(Cleaner::builder().keep(Role::Code), table).0,
            Action::LeaveOut
        );
        let menu = verdict(Cleaner::builder().keep(Role::List), "News");
        assert_eq!(menu.0, Action::LeaveOut);
    }
}

//! The decision, to read: every block's fate with its reasons.

mod evidence;

use std::ops::Range;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::article::Article;
use crate::classify::{KEPT_BY_REQUEST, LEFT_OUT_BY_REQUEST, Role, structural_reason};
use crate::cleaner::Pass;
use crate::document::Document;
use crate::policy::Fate;
use crate::rules::RuleSet;
pub use evidence::Evidence;
use evidence::Grounds;

/// What happens to a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Action {
    /// Stays in the body.
    Keep,
    /// Became the title.
    Title,
    /// Is left out.
    LeaveOut,
    /// Stays but for these byte ranges of [`Document::text`].
    Trim(#[serde(serialize_with = "pairs")] Vec<Range<usize>>),
}

/// Ranges as records write spans: start and end.
fn pairs<S: Serializer>(ranges: &[Range<usize>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(ranges.iter().map(|range| (range.start, range.end)))
}

/// The fate of one block.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Verdict {
    pub(crate) block: usize,
    pub(crate) span: Range<usize>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) action: Action,
    pub(crate) role: Role,
    pub(crate) rules: Vec<String>,
    pub(crate) reason: String,
    pub(crate) margin: f32,
}

impl Verdict {
    /// Index of the block in [`Document::blocks`].
    pub fn block(&self) -> usize {
        self.block
    }

    /// Byte range of the block in [`Document::text`].
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Byte range in the decoded source, where it is known.
    pub fn source(&self) -> Option<Range<usize>> {
        self.source.clone()
    }

    /// What happens to the block.
    pub fn action(&self) -> &Action {
        &self.action
    }

    /// What the block is. A label given after the decision: a content role to what was kept, one of boilerplate to what
    /// was left out, but for what the caller's wish decided; a title is a heading.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The deciding rule's id (`en/newsletter-signup`), or the name of a reason that is no rule
    /// (`structure/outside-main-content`); empty for kept blocks and titles about which no rule speaks. Where a role that
    /// the caller wanted kept or left out decided, `structure/kept-by-request` or `structure/left-out-by-request`; where a rule of
    /// the page's site did, that rule.
    pub fn rule(&self) -> &str {
        self.rules.first().map_or("", String::as_str)
    }

    /// Ids of all rules that spoke about the block, the deciding one first.
    pub fn rules(&self) -> &[String] {
        &self.rules
    }

    /// Why, in words.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// By how many points the decision won that was made on the evidence: the confidence in it. Where the caller's wish,
    /// a rule of the site or the title decided after that, the margin is still that of the first decision.
    pub fn margin(&self) -> f32 {
        self.margin
    }
}

/// A document, the fate of its blocks, and the article that came of it.
#[derive(Debug, Clone)]
pub struct Explanation {
    pub(crate) document: Document,
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) article: Article,
    grounds: Grounds,
}

impl Explanation {
    /// The text as read, in blocks.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// One verdict a block, in order.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// The article: the same as [`Cleaner::clean`](crate::Cleaner::clean) gives.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// What there is to say of the page as a whole: the rules of its site that found nothing on it.
    pub fn notes(&self) -> &[String] {
        self.document.site.as_ref().map_or(&[], |site| &site.notes)
    }

    /// The article alone.
    pub fn into_article(self) -> Article {
        self.article
    }
}

impl Explanation {
    pub(crate) fn new(pass: Pass, article: Article, rules: &RuleSet) -> Self {
        let verdicts = (0..pass.document.blocks.len())
            .map(|at| verdict(at, &pass, rules))
            .collect();
        Self {
            document: pass.document,
            verdicts,
            article,
            grounds: Grounds {
                analysis: Arc::new(pass.analysis),
                untitled: pass.untitled,
            },
        }
    }
}

fn verdict(at: usize, pass: &Pass, rules: &RuleSet) -> Verdict {
    let block = &pass.document.blocks[at];
    let decision = &pass.decisions[at];
    let action = match &decision.fate {
        Fate::Keep if decision.trims.is_empty() => Action::Keep,
        Fate::Keep => Action::Trim(
            decision
                .trims
                .iter()
                .map(|(span, _)| span.clone())
                .collect(),
        ),
        Fate::Title => Action::Title,
        Fate::LeaveOut => Action::LeaveOut,
    };
    let (ids, reason) = reasons(at, &action, pass, rules);
    let (span, source) = (block.span.clone(), block.source.clone());
    let role = match action {
        Action::Title => Role::Heading,
        _ => decision.label.role,
    };
    Verdict {
        block: at,
        span,
        source,
        action,
        role,
        rules: ids,
        reason,
        margin: decision.margin,
    }
}

/// The rules that spoke about a block, the deciding one first, and why it decided.
fn reasons(at: usize, action: &Action, pass: &Pass, rules: &RuleSet) -> (Vec<String>, String) {
    let decision = &pass.decisions[at];
    let (mut ids, mut reason) = of_request(action, decision.by_request);
    let (of_site, why) = of_site(at, action, pass);
    ids.extend(of_site);
    if reason.is_empty() {
        reason = why;
    }
    let trims = decision.trims.iter().filter_map(|(_, rule)| *rule);
    for rule in decision
        .label
        .rule
        .into_iter()
        .chain(trims)
        .filter_map(|index| rules.rule(index))
    {
        if reason.is_empty() {
            rule.why().clone_into(&mut reason);
        }
        ids.push(rule.id().to_owned());
    }
    if *action == Action::LeaveOut && decision.label.rule.is_none() && ids.is_empty() {
        ids.push(decision.label.structural.to_owned());
        structural_reason(decision.label.structural).clone_into(&mut reason);
    }
    let others = pass
        .analysis
        .signals
        .blocks
        .get(at)
        .map_or(&[][..], |signal| signal.rules.as_slice());
    for rule in others.iter().filter_map(|index| rules.rule(*index)) {
        if !ids.iter().any(|id| id == rule.id()) {
            ids.push(rule.id().to_owned());
        }
    }
    (ids, reason)
}

/// The caller's wish, where it decided.
fn of_request(action: &Action, by_request: bool) -> (Vec<String>, String) {
    let id = match action {
        Action::Keep | Action::Trim(_) if by_request => KEPT_BY_REQUEST,
        Action::LeaveOut if by_request => LEFT_OUT_BY_REQUEST,
        _ => return Default::default(),
    };
    (vec![id.to_owned()], structural_reason(id).to_owned())
}

/// What the rules of the page's site did to a block.
fn of_site(at: usize, action: &Action, pass: &Pass) -> (Vec<String>, String) {
    let (mut ids, mut reason) = (Vec::new(), String::new());
    let Some(verdicts) = &pass.document.site else {
        return (ids, reason);
    };
    if let Some((site, why)) = verdicts.of(at)
        && pass.decisions[at].by_site
        && (*action == Action::LeaveOut) == why.leaves_out()
    {
        ids.push(site.id.clone());
        reason = site.reason(why);
    }
    for (_, site) in verdicts.trims(at) {
        if matches!(action, Action::Trim(_)) && !ids.contains(&site.id) {
            ids.push(site.id.clone());
        }
    }
    (ids, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BlockKind, Origin};

    #[test]
    fn actions_kinds_and_origins_serialize_by_name() {
        let actions = [
            Action::Keep,
            Action::LeaveOut,
            Action::Trim(vec![3..5, 7..9]),
        ];
        let json = serde_json::to_string(&actions).unwrap();
        assert_eq!(json, r#"["keep","leave-out",{"trim":[[3,5],[7,9]]}]"#);
        let kinds = [BlockKind::TableRow, BlockKind::Heading(2)];
        let json = serde_json::to_string(&kinds).unwrap();
        assert_eq!(json, r#"["table-row",{"heading":2}]"#);
        let json = serde_json::to_string(&Origin::StructuredData).unwrap();
        assert_eq!(json, r#""structured-data""#);
    }
}

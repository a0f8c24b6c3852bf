//! A rule's own examples, each among prose of its language, through the whole way.

use super::model::{Position, Rule, Scope, Strength};
use super::prose::PROSE;
use crate::title::squeezed;
use crate::{Action, Cleaner, Explanation, Source, Verdict};

/// Why a rule fails its own examples: what it must take stays, or takes prose along; a weak rule is not seen, or takes
/// something alone; what must stay goes, by whatever rule. Nothing for a rule that is right. The cleaner has the rule.
#[doc(hidden)]
pub fn trial(rule: &Rule, cleaner: &Cleaner) -> Vec<String> {
    let mut faults = Vec::new();
    for example in rule.drop_examples() {
        faults.extend(if rule.strength() == Strength::Weak {
            weak_fault(rule, example, cleaner)
        } else {
            drop_fault(rule, example, cleaner)
        });
    }
    for example in rule.keep_examples() {
        faults.extend(keep_fault(rule, example, cleaner));
    }
    faults
}

/// The language in which rules of this one are tried: English for rules of none.
#[doc(hidden)]
pub fn trial_language(language: &str) -> &str {
    if language == "und" { "en" } else { language }
}

fn drop_fault(rule: &Rule, example: &str, cleaner: &Cleaner) -> Option<String> {
    let article = cleaner
        .clean(Source::text(&text_with(rule, example)))
        .ok()?;
    if squeezed(&article.body).contains(&squeezed(example)) {
        return Some(format!(
            "its `drop` example stays where it stands among prose: {example}"
        ));
    }
    let [_, prose @ ..] = prose_of(rule.language());
    let whole = prose.iter().all(|prose| article.body.contains(prose));
    (rule.scope() == Scope::Block && !whole)
        .then(|| format!("with its `drop` example goes prose: {example}"))
}

fn weak_fault(rule: &Rule, example: &str, cleaner: &Cleaner) -> Option<String> {
    let text = text_with(rule, example);
    let explanation = cleaner.explain(Source::text(&text)).ok()?;
    let Some(verdict) = verdict_on(&explanation, example) else {
        return Some(format!("no block of its own: {example}"));
    };
    if !verdict.rules().iter().any(|id| id == rule.id()) {
        return Some(format!("not among the evidence: {example}"));
    }
    let is_alone = verdict.rules().len() == 1;
    (is_alone && *verdict.action() == Action::LeaveOut)
        .then(|| format!("it is weak, and takes alone: {example}"))
}

fn keep_fault(rule: &Rule, example: &str, cleaner: &Cleaner) -> Option<String> {
    let text = text_with(rule, example);
    let explanation = cleaner.explain(Source::text(&text)).ok()?;
    if squeezed(&explanation.article().body).contains(&squeezed(example)) {
        return None;
    }
    let rules = verdict_on(&explanation, example).map(|verdict| verdict.rules().join(", "));
    let rules = rules.filter(|rules| !rules.is_empty());
    Some(format!(
        "its `keep` example goes, for {}: {example}",
        rules.as_deref().unwrap_or("no rule")
    ))
}

fn verdict_on<'a>(explanation: &'a Explanation, example: &str) -> Option<&'a Verdict> {
    let text = explanation.document().text();
    explanation
        .verdicts()
        .iter()
        .find(|verdict| squeezed(text.get(verdict.span()).unwrap_or_default()) == squeezed(example))
}

fn prose_of(language: &str) -> &'static [&'static str; 5] {
    let known = PROSE.iter().find(|(code, _)| *code == language);
    known.or(PROSE.first()).map_or(&[""; 5], |(_, prose)| prose)
}

/// What speaks against any text.
const COMPANY: &str = "© 2019 The Valley Post. All rights reserved.";

/// The example in a text, at the rule's place. A trailing one is last, but for a weak rule: the end of a text is evidence
/// too, and a weak rule is to be seen without other evidence. One that stays alone has company below it.
fn text_with(rule: &Rule, example: &str) -> String {
    let [title, first, second, third, fourth] = *prose_of(rule.language());
    let lines = match rule.position() {
        Position::Leading => [title, example, first, second, third, fourth],
        Position::Trailing if rule.strength() == Strength::Weak => {
            [title, first, second, third, example, fourth]
        }
        Position::Trailing => [title, first, second, third, fourth, example],
        _ => [title, first, second, example, third, fourth],
    };
    let company = Some(COMPANY).filter(|_| rule.stays_alone());
    let lines: Vec<&str> = lines.into_iter().chain(company).collect();
    lines.join("\n\n")
}

//! What is asked first of a rule at work, kept apart from the rule itself.

use std::cell::OnceCell;

use super::model::{Position, Rule};
use super::needs::EndBytes;
use super::set::RuleIndex;
use crate::classify::Role;

/// A rule at work.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) rule: RuleIndex,
    pub(super) position: Position,
    pub(super) role: Role,
    /// Blocks of more words are not for it.
    pub(super) most_words: usize,
    /// Sentences are not for it.
    pub(super) spares_sentences: bool,
    /// How a text starts and ends that its pattern matches: of most texts in which one of its keywords stands, this is all
    /// that need be asked. Told when it is first needed, since it takes reading the pattern.
    ends: OnceCell<EndBytes>,
}

impl Summary {
    pub(super) fn new(index: RuleIndex, rule: &Rule) -> Self {
        Self {
            rule: index,
            position: rule.position,
            role: rule.role,
            most_words: rule.max_words,
            spares_sentences: rule.spares_sentences,
            ends: OnceCell::new(),
        }
    }

    /// Whether the rule's pattern may match a text, by its ends.
    pub(super) fn may_match<'a>(
        &self,
        text: &str,
        rule_of: impl Fn(RuleIndex) -> Option<&'a Rule>,
    ) -> bool {
        let ends = self.ends.get_or_init(|| {
            let pattern = rule_of(self.rule).and_then(|rule| rule.pattern.as_ref());
            pattern.map_or_else(EndBytes::default, |pattern| pattern.needs().ends)
        });
        ends.may_be_of(text.as_bytes())
    }
}

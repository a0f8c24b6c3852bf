//! What a pack changes over a number of pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use unchaff::{Action, Explanation, Verdict};

use crate::output;

/// Examples shown for each rule.
const SHOWN: usize = 8;
/// Characters shown of an example.
const SHORT: usize = 100;

/// Counts by rule, with examples.
#[derive(Default)]
pub(super) struct Change {
    pages: usize,
    changed: usize,
    pub(super) unread: usize,
    rules: BTreeMap<String, Effect>,
    notes: BTreeMap<String, usize>,
}

/// What one rule changes.
#[derive(Default)]
struct Effect {
    pages: usize,
    blocks: usize,
    words: usize,
    examples: Vec<String>,
}

impl Change {
    /// Compares block by block. The rules of a site may cut the page in another way; then only what goes is seen.
    pub(super) fn add(&mut self, old: &Explanation, new: &Explanation, place: &str) {
        self.pages += 1;
        for note in new.notes() {
            *self.notes.entry(note.clone()).or_default() += 1;
        }
        let same = old.document().text() == new.document().text();
        let mut rules = BTreeSet::new();
        for (at, after) in new.verdicts().iter().enumerate() {
            let before = old.verdicts().get(at).map(Verdict::action);
            if same && before == Some(after.action()) || !same && *after.action() == Action::Keep {
                continue;
            }
            let effect = self.rules.entry(after.rule().to_owned()).or_default();
            effect.pages += usize::from(rules.insert(after.rule()));
            effect.add(new.document().text(), after, place);
        }
        self.changed += usize::from(!rules.is_empty());
    }

    /// The change, to read.
    pub(super) fn show(&self) -> Vec<u8> {
        let mut out = String::new();
        for (rule, effect) in &self.rules {
            let rule = if rule.is_empty() { "(no rule)" } else { rule };
            let Effect {
                pages,
                blocks,
                words,
                ..
            } = effect;
            let _ = writeln!(
                out,
                "{rule}: {blocks} blocks, {words} words, on {pages} pages"
            );
            for example in &effect.examples {
                let _ = writeln!(out, "  {example}");
            }
            if *blocks > effect.examples.len() {
                let _ = writeln!(out, "  … and {} more", blocks - effect.examples.len());
            }
        }
        for (note, pages) in &self.notes {
            let _ = writeln!(out, "{note} ({pages} pages)");
        }
        if self.pages > 0 {
            let sum = |of: fn(&Effect) -> usize| self.rules.values().map(of).sum::<usize>();
            let _ = writeln!(
                out,
                "{} of {} pages change: {} blocks, {} words",
                self.changed,
                self.pages,
                sum(|effect| effect.blocks),
                sum(|effect| effect.words)
            );
        }
        if self.unread > 0 {
            let _ = writeln!(out, "{} records could not be cleaned", self.unread);
        }
        let mut out = out.into_bytes();
        output::strip_active(&mut out);
        out
    }
}

impl Effect {
    fn add(&mut self, text: &str, verdict: &Verdict, place: &str) {
        let words = |span: Range<usize>| {
            let text = text.get(span).unwrap_or_default();
            text.split_whitespace().count()
        };
        let (mark, words) = match verdict.action() {
            Action::Keep => ('+', words(verdict.span())),
            Action::Trim(parts) => ('~', parts.iter().cloned().map(words).sum()),
            Action::Title => ('T', words(verdict.span())),
            _ => ('-', words(verdict.span())),
        };
        self.blocks += 1;
        self.words += words;
        if self.examples.len() < SHOWN {
            let block = text.get(verdict.span()).unwrap_or_default();
            let start: String = block.chars().take(SHORT).collect();
            let more = if start.len() < block.len() { "…" } else { "" };
            let start = start.replace('\n', " ");
            self.examples
                .push(format!("{mark} {start}{more} ({place})"));
        }
    }
}

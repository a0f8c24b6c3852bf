//! What changed, counted; and as a table in a terminal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::answers::Answer;
use crate::output;

/// Lines of a text that went or came, and characters of each, that a page shows.
const LINES: usize = 12;
const CHARACTERS: usize = 400;

/// What changed so far.
pub(super) struct Report {
    pub(super) records: u64,
    pub(super) changed: usize,
    pub(super) titles: usize,
    pub(super) lost: u64,
    pub(super) gained: u64,
    pub(super) only_old: u64,
    pub(super) only_new: u64,
    /// Words left out of records that changed, by rule: by the old run, by the new.
    pub(super) rules: BTreeMap<String, (u64, u64)>,
    /// The largest changes.
    pub(super) changes: Vec<Change>,
    shown: usize,
    /// Keep the texts that went and came.
    texts: bool,
}

/// A record that changed.
pub(super) struct Change {
    pub(super) name: String,
    pub(super) lost: u64,
    pub(super) gained: u64,
    pub(super) notes: Vec<String>,
    /// Lines of the body that are in one run alone.
    pub(super) went: Vec<String>,
    pub(super) came: Vec<String>,
}

impl Report {
    pub(super) fn new(shown: usize, texts: bool) -> Self {
        Self {
            records: 0,
            changed: 0,
            titles: 0,
            lost: 0,
            gained: 0,
            only_old: 0,
            only_new: 0,
            rules: BTreeMap::new(),
            changes: Vec::new(),
            shown,
            texts,
        }
    }

    /// Compares what two runs made of a record.
    pub(super) fn add(&mut self, old: &Answer, new: &Answer) {
        self.records += 1;
        let mut notes = Vec::new();
        let code = |answer: &Answer| answer.error.as_ref().map(|fault| fault.code.clone());
        match (code(old), code(new)) {
            (None, Some(code)) => notes.push(format!("is an error now: {code}")),
            (Some(code), None) => notes.push(format!("is no error any more: {code}")),
            (Some(old), Some(new)) if old != new => notes.push(format!("error: {old} → {new}")),
            _ => {}
        }
        if old.title != new.title {
            self.titles += 1;
            let title = |answer: &Answer| answer.title.clone().unwrap_or("(none)".to_owned());
            notes.push(format!("title: {} → {}", title(old), title(new)));
        }
        if old.body == new.body && notes.is_empty() {
            return;
        }
        notes.extend(self.rules(old, new));
        let (lost, gained) = only_in_one(old.body.split_whitespace(), new.body.split_whitespace());
        let (lost, gained) = (lost.len() as u64, gained.len() as u64);
        self.changed += 1;
        self.lost += lost;
        self.gained += gained;
        let (went, came) = if self.texts {
            only_in_one(old.body.lines(), new.body.lines())
        } else {
            Default::default()
        };
        let name = Some(old.name()).filter(|name| !name.is_empty());
        self.changes.push(Change {
            name: name.unwrap_or_else(|| format!("#{}", self.records)),
            lost,
            gained,
            notes,
            went: short(&went),
            came: short(&came),
        });
        if self.changes.len() / 2 > self.shown {
            self.sort();
        }
    }

    /// Counts and names the rules that left out more or less, where both runs say.
    fn rules(&mut self, old: &Answer, new: &Answer) -> Option<String> {
        let (old, new) = (old.removed.as_ref()?, new.removed.as_ref()?);
        let mut rules: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for removed in old {
            rules.entry(&removed.rule).or_default().0 += removed.words;
        }
        for removed in new {
            rules.entry(&removed.rule).or_default().1 += removed.words;
        }
        rules.retain(|_, (old, new)| old != new);
        let mut said = Vec::new();
        for (rule, (old, new)) in rules {
            let total = self.rules.entry(rule.to_owned()).or_default();
            *total = (total.0 + old, total.1 + new);
            said.push(format!("{} {old} → {new}", named(rule)));
        }
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// Puts the largest changes first, and forgets those that will not be shown.
    pub(super) fn sort(&mut self) {
        self.changes
            .sort_by_key(|change| Reverse(change.lost + change.gained));
        self.changes.truncate(self.shown);
    }

    /// The rules, those first that changed most.
    pub(super) fn top_rules(&self) -> Vec<(&str, u64, u64)> {
        let rules = self.rules.iter();
        let mut rules: Vec<_> = rules
            .map(|(rule, (old, new))| (named(rule), *old, *new))
            .collect();
        rules.sort_by_key(|(_, old, new)| Reverse(old.abs_diff(*new)));
        rules
    }

    /// All in one line.
    pub(super) fn summary(&self) -> String {
        let Self {
            records,
            changed,
            titles,
            lost,
            gained,
            ..
        } = self;
        let mut out = format!(
            "{changed} of {records} records changed: {lost} words lost, {gained} gained, {titles} titles"
        );
        for (count, whose) in [(self.only_old, "old"), (self.only_new, "new")] {
            if count > 0 {
                let _ = write!(out, "; {count} only in the {whose} file");
            }
        }
        out
    }

    pub(super) fn show(&self, terminal: bool) -> Vec<u8> {
        let mut out = String::new();
        if !self.changes.is_empty() {
            out.push_str("  lost gained  record\n");
        }
        for change in &self.changes {
            let (lost, gained) = (format!("-{}", change.lost), format!("+{}", change.gained));
            let (name, notes) = (&change.name, change.notes.join("; "));
            let gap = if notes.is_empty() { "" } else { "  " };
            let _ = writeln!(out, "{lost:>6} {gained:>6}  {name}{gap}{notes}");
        }
        if self.changed > self.changes.len() {
            let more = self.changed - self.changes.len();
            let _ = writeln!(out, "… and {more} more (--all)");
        }
        let rules = self.top_rules();
        if !rules.is_empty() {
            out.push_str("\n   old →    new  words left out by rule\n");
        }
        for (rule, old, new) in rules {
            let _ = writeln!(out, "{old:>6} → {new:>6}  {rule}");
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&self.summary());
        out.push('\n');
        let mut out = out.into_bytes();
        if terminal {
            output::strip_active(&mut out);
        }
        out
    }
}

fn named(rule: &str) -> &str {
    if rule.is_empty() { "(no rule)" } else { rule }
}

/// What the first holds that the second does not, in its order, and the other way round. What stands twice counts
/// twice.
fn only_in_one<'a>(
    old: impl Iterator<Item = &'a str>,
    new: impl Iterator<Item = &'a str>,
) -> (Vec<&'a str>, Vec<&'a str>) {
    let (mut old, mut new): (Vec<_>, Vec<_>) = (old.collect(), new.collect());
    let (in_old, in_new) = (counts(&old), counts(&new));
    keep_more_than(&mut old, in_new);
    keep_more_than(&mut new, in_old);
    (old, new)
}

fn counts<'a>(parts: &[&'a str]) -> HashMap<&'a str, u64> {
    let mut counts = HashMap::new();
    for part in parts {
        *counts.entry(*part).or_default() += 1;
    }
    counts
}

/// Takes out as many of each part as there are in `counts`.
fn keep_more_than<'a>(parts: &mut Vec<&'a str>, mut counts: HashMap<&'a str, u64>) {
    parts.retain(|part| match counts.get_mut(part) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
}

/// The first of these lines, and the start of each.
fn short(lines: &[&str]) -> Vec<String> {
    let lines: Vec<_> = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let mut short: Vec<String> = lines
        .iter()
        .take(LINES)
        .map(|line| match line.char_indices().nth(CHARACTERS) {
            Some((at, _)) => format!("{} …", line.get(..at).unwrap_or_default()),
            None => (**line).to_owned(),
        })
        .collect();
    if lines.len() > LINES {
        short.push(format!("… and {} lines more", lines.len() - LINES));
    }
    short
}

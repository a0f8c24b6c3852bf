//! Whether a pack does what it says: its form, and every example.

use std::collections::HashSet;

use super::matcher::matching;
use super::model::Rule;
use super::pack::{Fault, Pack, parse, rule_faults, site_fault};
use super::set::is_built_in;
use crate::Cleaner;

/// Examples a rule must have, of each kind.
const EXAMPLES: usize = 2;

/// Checks a rule pack: the format; every rule against its own examples, alone and then among prose with all built-in
/// rules; the rules of sites against their samples. No fault is a pack that
/// [`CleanerBuilder::named_rule_pack`](crate::CleanerBuilder::named_rule_pack) takes.
///
/// # Examples
///
/// ```
/// let faults = unchaff::rules::check("house.toml", "schema = 1\nlanguage = \"en\"\n[[rule]]\nid = \"Bees\"\n");
/// assert!(faults[0].to_string().starts_with("house.toml:3: rule `Bees`: "), "{}", faults[0]);
/// ```
pub fn check(name: &str, toml: &str) -> Vec<Fault> {
    let pack = match parse(name, toml) {
        Ok(pack) => pack,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    for (rule, &line) in pack.rules.iter().zip(&pack.lines) {
        let mut messages = rule_faults(rule);
        if messages.is_empty() {
            messages = example_faults(rule);
        }
        let messages = messages.into_iter();
        faults.extend(messages.map(|message| Fault::of_rule(name, line, rule, message)));
    }
    if !is_built_in(toml) {
        faults.extend(pack.taken_ids(name, &mut HashSet::new()));
    }
    if faults.is_empty() {
        faults.extend(trials(name, toml, &pack));
    }
    faults.extend(site_faults(name, toml, &pack, &faults));
    faults.sort_by_key(|fault| fault.line);
    faults
}

/// Examples through the whole way, with all built-in rules.
fn trials(name: &str, toml: &str, pack: &Pack) -> Vec<Fault> {
    let mut builder = Cleaner::builder();
    if !is_built_in(toml) {
        builder = builder.named_rule_pack(name, toml);
    }
    let language = super::trial_language(&pack.language);
    let Ok(cleaner) = builder.language(language).build() else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for (rule, &line) in pack.rules.iter().zip(&pack.lines) {
        let found = super::trial(rule, &cleaner).into_iter();
        faults.extend(found.map(|message| Fault::of_rule(name, line, rule, message)));
    }
    faults
}

/// What is wrong with the sites of a pack, their samples among it; those run only through a pack without a fault.
fn site_faults(name: &str, toml: &str, pack: &Pack, others: &[Fault]) -> Vec<Fault> {
    let mut faults = pack.site_faults.clone();
    if pack.sites.is_empty() || !faults.is_empty() || !others.is_empty() {
        return faults;
    }
    let Ok(cleaner) = Cleaner::builder().named_rule_pack(name, toml).build() else {
        return faults;
    };
    for table in &pack.sites {
        let found = table.sample_faults(&cleaner);
        faults.extend(
            found
                .iter()
                .map(|fault| site_fault(name, toml, table, fault)),
        );
    }
    faults
}

/// What its examples say against a rule that works.
fn example_faults(rule: &Rule) -> Vec<String> {
    let mut faults = Vec::new();
    for (kind, examples) in [("drop", &rule.drop), ("keep", &rule.keep)] {
        if examples.len() < EXAMPLES {
            faults.push(format!("it has fewer than {EXAMPLES} `{kind}` examples"));
        }
    }
    let matches = matching(rule);
    for text in rule.drop.iter().filter(|text| !matches(text)) {
        faults.push(format!("it does not match its `drop` example `{text}`"));
    }
    for text in rule.keep.iter().filter(|text| matches(text)) {
        faults.push(format!("it matches its `keep` example `{text}`"));
    }
    faults
}

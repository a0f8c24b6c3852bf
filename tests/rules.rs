//! Every rule of the built-in packs: its form, and its own examples through the whole way.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use unchaff::Cleaner;
use unchaff::rules::{built_in, check, trial, trial_language};

/// Reports all failures together.
fn report(failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn packs_have_no_fault() {
    let mut failures = Vec::new();
    for (name, toml) in pack_files() {
        failures.extend(check(&name, &toml).iter().map(ToString::to_string));
    }
    report(&failures);
}

/// The files of the packs, by name, in order of names.
fn pack_files() -> BTreeMap<String, String> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/packs");
    let files = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn every_file_is_a_pack_in_use() {
    let files: BTreeSet<String> = pack_files().into_keys().collect();
    let packs: BTreeSet<String> = built_in()
        .map(|rule| format!("{}.toml", rule.id().split('/').next().unwrap()))
        .collect();
    assert_eq!(files, packs);
}

#[test]
fn ids_name_the_thing_found_and_are_unique() {
    let mut failures = Vec::new();
    let mut seen = BTreeSet::new();
    for rule in built_in() {
        if !seen.insert(rule.id().to_owned()) {
            failures.push(format!("{}: twice", rule.id()));
        }
        let name = rule.id().rsplit('/').next().unwrap_or_default();
        if ["no-", "bad-", "remove-", "drop-", "strip-"]
            .iter()
            .any(|verb| name.starts_with(verb))
        {
            failures.push(format!("{}: names an action", rule.id()));
        }
    }
    report(&failures);
}

#[test]
fn a_drop_example_belongs_to_one_rule() {
    let mut failures = Vec::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for rule in built_in() {
        for example in rule.drop_examples() {
            if let Some(owner) = owners.insert(example.clone(), rule.id().to_owned())
                && owner.split('/').next() == rule.id().split('/').next()
            {
                failures.push(format!("`{example}` is of {owner} and of {}", rule.id()));
            }
        }
    }
    report(&failures);
}

#[test]
fn examples_go_and_stay_as_they_say() {
    let mut failures = Vec::new();
    let mut cleaners: BTreeMap<String, Cleaner> = BTreeMap::new();
    for rule in built_in() {
        let language = trial_language(rule.language());
        let cleaner = cleaners.entry(language.to_owned()).or_insert_with(|| {
            let builder = Cleaner::builder().language(language);
            builder.build().unwrap()
        });
        let faults = trial(&rule, cleaner);
        failures.extend(
            faults
                .iter()
                .map(|fault| format!("{} ({}): {fault}", rule.id(), rule.strength())),
        );
    }
    report(&failures);
}

#[test]
fn list_of_rules() {
    let mut list = String::new();
    for rule in built_in() {
        let _ = writeln!(
            list,
            "{} · {} · {} · {} · {}",
            rule.id(),
            rule.role(),
            rule.strength(),
            rule.scope(),
            rule.position()
        );
    }
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("rules", list);
    });
}

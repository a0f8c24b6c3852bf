//! What the documentation shows is true.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::PathBuf;

use unchaff::rules::check;

fn at_root(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The fenced blocks of a language in a file of Markdown.
fn blocks(file: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(at_root(file)).unwrap();
    let fence = format!("```{language}\n");
    let blocks = text.split(&fence).skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn rule_packs_that_are_shown_have_no_fault() {
    for (file, least) in [("README.md", 1), ("docs/sites.md", 2)] {
        let packs: Vec<_> = blocks(file, "toml")
            .into_iter()
            .filter(|block| block.starts_with("schema = 1"))
            .collect();
        assert!(packs.len() >= least, "{file}");
        for pack in packs {
            assert_eq!(check(file, &pack), [], "{pack}");
        }
    }
}

//! What the documentation shows is true.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use unchaff::rules::{Opens, Position, Rule, Scope, built_in, check};

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
    for (file, least) in [
        ("README.md", 1),
        ("docs/sites.md", 2),
        ("docs/own-rules.md", 1),
    ] {
        let packs: Vec<_> = blocks(file, "toml")
            .into_iter()
            .filter(|block| block.contains("schema = 1\n"))
            .collect();
        assert!(packs.len() >= least, "{file}");
        for pack in packs {
            assert_eq!(check(file, &pack), [], "{pack}");
        }
    }
}

/// Runs the commands of `docs/own-rules.md` in their order; after the second one the file is edited as shown.
#[test]
fn five_commands_make_a_rule_and_clean_a_page() {
    const DOC: &str = "docs/own-rules.md";
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("own-rules");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("page.html"), &blocks(DOC, "html")[0]).unwrap();
    let commands: Vec<String> = blocks(DOC, "sh")
        .iter()
        .flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert_eq!(commands.len(), 5);
    let mut said = String::new();
    for (number, command) in commands.iter().enumerate() {
        if number == 2 {
            fs::write(folder.join("shop.toml"), &blocks(DOC, "toml")[0]).unwrap();
        }
        let args = command.strip_prefix("unchaff ").unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_unchaff"))
            .args(args.split(' '))
            .current_dir(&folder)
            .output()
            .unwrap();
        said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{command}: {said}");
        match number {
            2 => assert!(
                said.starts_with("en/stratobox: 2 blocks, 9 words, on 1 pages"),
                "{said}"
            ),
            3 => assert!(said.contains("The shop advertises its own cloud"), "{said}"),
            _ => {}
        }
    }
    assert!(
        said.starts_with("Night ferry from May\n\nThe ferry between"),
        "{said}"
    );
    assert_eq!(said.matches("Stratobox").count(), 1, "{said}");
    assert!(
        said.contains("keeps its records with Stratobox Premium"),
        "{said}"
    );
}

/// Texts shown of each kind.
const SHOWN: usize = 6;

/// Every built-in rule, as Markdown: a list of packs, and a page for each.
fn rule_reference() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut list = String::from(
        "# The built-in rules\n\n\
         Made from the packs by `UPDATE_DOCS=1 cargo test --test docs`; `unchaff rules show ID` prints one with all its\n\
         details. *Takes* are the rule's own examples of what it must take, *leaves* of what must stay.\n\n",
    );
    let rules: Vec<_> = built_in().collect();
    for pack in rules.chunk_by(|a, b| a.language() == b.language()) {
        let first = &pack[0];
        let name = first.id().split('/').next().unwrap();
        let of = match first.language() {
            "und" => "texts of any language".to_owned(),
            language => format!("language `{language}`"),
        };
        let _ = writeln!(
            list,
            "- [{name}](rules/{name}.md): {} rules for {of}",
            pack.len()
        );
        let mut page = format!("# Rules for {of}\n");
        page.extend(pack.iter().map(rule_entry));
        pages.insert(format!("docs/rules/{name}.md"), page);
    }
    pages.insert("docs/rules.md".to_owned(), list);
    pages
}

fn rule_entry(rule: &Rule) -> String {
    let mut out = format!("\n## {}\n\n{}\n\n", rule.id(), rule.why().trim());
    let mut said = vec![
        format!("{} {}", rule.strength(), rule.role()),
        format!("match {}", rule.matching()),
    ];
    if rule.scope() != Scope::Block {
        said.push(format!("takes the {}", rule.scope()));
    }
    if rule.position() != Position::Anywhere {
        said.push(format!("position {}", rule.position()));
    }
    if rule.opens() != Opens::Nothing {
        said.push(format!("opens {}", rule.opens()));
    }
    if rule.stays_alone() {
        said.push("stays alone".to_owned());
    }
    if rule.spares_sentences() {
        said.push("spares sentences".to_owned());
    }
    let _ = writeln!(out, "{}\n", said.join(" · "));
    if let Some(pattern) = rule.pattern() {
        let _ = writeln!(out, "- pattern: {}", code(pattern));
    }
    let lists = [
        ("phrases", rule.phrases()),
        ("takes", rule.drop_examples()),
        ("leaves", rule.keep_examples()),
    ];
    for (name, texts) in lists.iter().filter(|(_, texts)| !texts.is_empty()) {
        let shown: Vec<String> = texts.iter().take(SHOWN).map(|text| code(text)).collect();
        let _ = write!(out, "- {name}: {}", shown.join(" · "));
        if texts.len() > SHOWN {
            let _ = write!(out, ", and {} more", texts.len() - SHOWN);
        }
        out.push('\n');
    }
    out
}

/// A text as code of Markdown, whatever is in it.
fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}

#[test]
fn the_rule_reference_lists_the_packs() {
    let wanted = rule_reference();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(at_root("docs/rules")).unwrap();
        for (path, page) in &wanted {
            fs::write(at_root(path), page).unwrap();
        }
    }
    for (path, page) in &wanted {
        let found = fs::read_to_string(at_root(path)).unwrap_or_default();
        assert!(
            found == *page,
            "{path} is not what the packs say: UPDATE_DOCS=1 cargo test --test docs"
        );
    }
    let there = fs::read_dir(at_root("docs/rules")).unwrap().count();
    assert_eq!(
        there,
        wanted.len() - 1,
        "a page of no pack is in docs/rules"
    );
}

//! The commands beside cleaning.

use super::*;

#[test]
fn explain_is_plain_when_piped_and_may_be_coloured() {
    let page = format!("<h1>Bridge \u{1b}[31m</h1><p>{PROSE}\u{9b}</p>");
    let (code, plain, _) = said(&["explain"], &page);
    assert_eq!(code, 0);
    assert!(
        plain.contains("left out:") && !plain.contains('\u{1b}') && !plain.contains('\u{9b}'),
        "{plain}"
    );
    let (_, colored, _) = said(&["explain", "--color", "always"], &page);
    assert!(
        colored.contains("\u{1b}[1m") && !colored.contains("\u{1b}[31m"),
        "{colored}"
    );
    let (code, json, _) = said(&["explain", "--to", "json"], &page);
    let data: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(code == 0 && data["blocks"].is_array());
}

#[test]
fn explain_names_the_documents_of_a_folder() {
    let root = folder("explain-folder");
    for name in ["a.txt", "b.txt"] {
        fs::write(root.join(name), PROSE).unwrap();
    }
    let (_, out, _) = said(&["explain", &root.to_string_lossy()], "");
    let (first, second) = (root.join("a.txt"), root.join("b.txt"));
    let mark = |path: &PathBuf| format!("== {} ==\n", path.display());
    assert!(
        out.starts_with(&mark(&first)) && out.contains(&mark(&second)),
        "{out}"
    );
    let (_, json, _) = said(&["explain", "--to", "json", &root.to_string_lossy()], "");
    let wanted = format!("{{\n  \"input\": \"{}\"", first.display());
    assert!(json.starts_with(&wanted), "{json}");
}

#[test]
fn explain_takes_the_names_of_rules_and_reasons() {
    for rule in ["structure/outside-main-content", "en/comment-form"] {
        assert_eq!(said(&["explain", "--rule", rule], PROSE).0, 0, "{rule}");
    }
    let (_, _, refused) = said(&["--disable", "nope"], PROSE);
    assert_eq!(said(&["explain", "--rule", "nope"], PROSE).2, refused);
}

#[test]
fn rules_are_listed_and_shown() {
    let (code, list, _) = said(&["rules", "list"], "");
    assert_eq!(code, 0);
    let id = list.split_whitespace().next().unwrap();
    let (code, shown, _) = said(&["rules", "show", id], "");
    assert_eq!(code, 0);
    assert!(
        shown.starts_with(id) && shown.contains("left out:") && shown.contains("stays:"),
        "{shown}"
    );
}

#[test]
fn a_new_rule_file_is_sound_and_works() {
    let path = folder("new")
        .join("house.toml")
        .to_string_lossy()
        .into_owned();
    assert_eq!(said(&["rules", "new", &path], "").0, 0);
    assert_eq!(said(&["rules", "new", &path], "").0, 3);
    assert_eq!(said(&["rules", "check", &path], "").0, 0);
    let text =
        format!("{PROSE}\n\nGet 50 GB of SkyVault free\n\n{PROSE} The work starts in May.\n");
    assert!(said(&[], &text).1.contains("SkyVault"));
    let cleaned = said(&["--rules", &path], &text).1;
    assert!(
        cleaned.contains("in May") && !cleaned.contains("SkyVault"),
        "{cleaned}"
    );
    let page = file("new-page", "page.txt", &text);
    let (code, shown, _) = said(&["rules", "test", &path, "--on", &page], "");
    assert!(
        code == 0 && shown.contains("house-advertisement") && shown.contains("1 of 1 pages"),
        "{shown}"
    );
}

#[test]
fn records_that_rules_test_cannot_read_are_told_by_the_exit_code() {
    let pack = folder("test-unread").join("house.toml");
    let pack = pack.to_string_lossy();
    assert_eq!(said(&["rules", "new", &pack], "").0, 0);
    let bad = file("test-unread-on", "a.jsonl", line(1, PROSE) + "no json\n");
    for (on, code) in [(bad.as_str(), 1), ("no-such-file", 3)] {
        let (ended, out, err) = said(&["rules", "test", &pack, "--on", &bad, on], "");
        assert_eq!(ended, code, "{err}");
        assert!(out.contains("could not be cleaned"), "{out}");
    }
}

#[test]
fn rules_check_goes_on_behind_a_file_that_cannot_be_read() {
    let bad = file("check-on", "bad.toml", "schema = 2\n");
    let (code, out, err) = said(&["rules", "check", "missing.toml", &bad], "");
    assert_eq!(
        (code, err.as_str()),
        (3, "unchaff: missing.toml: no such file\n")
    );
    assert!(out.starts_with(&bad), "{out}");
}

#[test]
fn completions_and_manual_are_made() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, _) = said(&["completions", shell], "");
        assert!(code == 0 && script.contains("leave-out"), "{shell}");
    }
    let (code, page, _) = said(&["man"], "");
    assert!(code == 0 && page.contains(".TH unchaff 1"), "{page}");
    assert_eq!(
        said(&["-V"], "").1,
        concat!("unchaff ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn help_is_what_people_type_unless_it_is_a_file() {
    assert_eq!(said(&["help"], ""), said(&["--help"], ""));
    let root = folder("help");
    fs::write(root.join("help"), PROSE).unwrap();
    let output = unchaff(&["help"]).current_dir(&root).output().unwrap();
    assert_eq!(output.stdout, format!("{PROSE}\n").into_bytes());
}

#[test]
fn help_is_as_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/cli");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, args) in [
            ("help-short", &["-h"][..]),
            ("help-long", &["--help"]),
            ("help-explain", &["explain", "--help"]),
            ("help-rules", &["rules", "--help"]),
            ("help-rules-test", &["rules", "test", "-h"]),
        ] {
            let (code, out, err) = said(args, "");
            assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
            insta::assert_snapshot!(name, out);
        }
    });
}

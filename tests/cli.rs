//! The command, run for real.
#![allow(clippy::unwrap_used)] // what is none of the tests' business may end them

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

#[path = "cli/archives.rs"]
mod archives;
#[path = "cli/runs.rs"]
mod runs;
#[path = "cli/schema.rs"]
mod schema;

const PROSE: &str =
    "The council met on Tuesday evening and voted for the plan to rebuild the old bridge.";

/// The command with these arguments; the environment of whoever runs the tests does not matter.
fn unchaff(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unchaff"));
    command
        .args(args)
        .env_remove("NO_COLOR")
        .env("COLUMNS", "100");
    command
}

/// Runs the command over this standard input.
fn run(args: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut command = unchaff(args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    output
}

/// Exit code, standard output and standard error.
fn said(args: &[&str], input: impl AsRef<[u8]>) -> (i32, String, String) {
    let output = run(args, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The records of a run over JSON lines that ends with this exit code.
fn records(code: i32, args: &[&str], input: impl AsRef<[u8]>) -> Vec<serde_json::Value> {
    let (ended, out, err) = said(args, input);
    assert_eq!(ended, code, "{err}");
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A folder of its own for a test.
fn folder(test: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn file(test: &str, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder(test).join(name);
    fs::write(&path, content).unwrap();
    path.to_string_lossy().into_owned()
}

fn line(id: u32, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}

#[test]
fn a_page_becomes_text_and_a_line_becomes_a_line() {
    let page = format!("<!doctype html><title>Bridge</title><h1>Bridge</h1><p>{PROSE}</p>");
    let (code, out, err) = said(&[], &page);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains(PROSE) && !out.contains('<'), "{out}");
    let answers = records(0, &["--to", "jsonl"], &page);
    assert!(answers[0]["body"].as_str().unwrap().contains(PROSE));
    let answers = records(0, &[], line(7, PROSE));
    assert_eq!(
        (&answers[0]["id"], &answers[0]["body"]),
        (&7.into(), &PROSE.into())
    );
}

#[test]
fn json_is_one_object_over_several_lines() {
    let (code, out, _) = said(&["--from", "text", "--to", "json"], PROSE);
    assert_eq!(code, 0);
    assert!(out.starts_with("{\n  \"title\": "), "{out}");
    let record: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(record["body"], PROSE);
}

#[test]
fn records_start_with_id_url_title_body_and_pass_the_rest_to_the_letter() {
    let input = format!(
        r#"{{"n": 123456789012345678901234567890.10, "text": "{PROSE}", "x": {{"b": 1e400, "a": [ ]}}, "url": "https://news.example.com/a", "lone": "\ud800", "id": "a"}}"#
    );
    let (code, out, _) = said(&["--from", "jsonl"], input);
    let (start, rest) = out.split_once(PROSE).unwrap();
    assert_eq!(code, 0);
    assert!(
        start.starts_with(r#"{"id":"a","url":"https://news.example.com/a","title":"#),
        "{start}"
    );
    assert_eq!(
        rest.trim_end(),
        r#"","n":123456789012345678901234567890.10,"x":{"b": 1e400, "a": [ ]},"lone":"\ud800"}"#
    );
}

#[test]
fn empty_and_blank_inputs_are_empty_bodies() {
    for input in ["", " \n\t \r\n", "\u{feff}"] {
        assert_eq!(
            said(&[], input),
            (0, String::new(), String::new()),
            "{input:?}"
        );
        assert_eq!(
            said(&["--from", "jsonl"], input),
            (0, String::new(), String::new()),
            "{input:?}"
        );
        let answers = records(0, &["--from", "text", "--to", "jsonl"], input);
        assert_eq!(answers, [serde_json::json!({"title": null, "body": ""})]);
    }
    assert_eq!(records(0, &[], line(1, " \n"))[0]["body"], "");
}

#[test]
fn bad_lines_are_errors_in_their_place() {
    let good = line(1, PROSE);
    let input = format!(
        "{good}{{\"id\": 2, \"text\": \"a\n{good}{{\"id\":3,\"n\":4}}\n{{\"id\":4,\"html\":null,\"title\":\"t\"}}\n[]\n\n{{\"text\":5}}\n{good}"
    );
    let answers = records(1, &["--from", "jsonl"], &input);
    let codes: Vec<_> = answers
        .iter()
        .map(|answer| answer["error"]["code"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(
        codes,
        ["", "json", "", "no-page", "no-page", "json", "no-page", ""]
    );
    assert_eq!(answers[3]["n"], 4);
    assert_eq!(answers[4]["id"], 4);
    assert_eq!(answers[6]["error"]["line"], 8);
    assert_eq!(answers[6]["error"]["input"], "-");
    for error in answers
        .iter()
        .filter(|answer| answer.get("error").is_some())
    {
        assert!(
            ["title", "body", "html", "text"]
                .iter()
                .all(|name| error.get(name).is_none()),
            "{error}"
        );
    }
    let (_, _, err) = said(&["--from", "jsonl"], &input);
    assert_eq!(err, "unchaff: 5 of 8 records are errors\n");
}

#[test]
fn the_page_is_where_field_says() {
    let input = format!("{{\"raw\":\"{PROSE}\",\"text\":\"t\"}}\n{{\"text\":\"t\"}}\n");
    let answers = records(1, &["--from", "jsonl", "--field", "raw"], input);
    assert_eq!(
        (&answers[0]["body"], &answers[0]["text"]),
        (&PROSE.into(), &"t".into())
    );
    assert_eq!(answers[1]["error"]["code"], "no-page");
}

#[test]
fn a_record_s_title_and_the_url_option_are_used() {
    let input = format!("{{\"title\":\"A Bridge for the Town\",\"text\":\"{PROSE}\"}}\n");
    let answers = records(
        0,
        &["--from", "jsonl", "--url", "https://news.example.com/a"],
        input,
    );
    assert_eq!(answers[0]["url"], "https://news.example.com/a");
    assert_eq!(answers[0]["body"], PROSE);
}

#[test]
fn binary_input_is_refused() {
    let picture =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0\\r\xa8f".repeat(20);
    let (code, out, err) = said(&[], &picture);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.starts_with("unchaff: -: ") && err.contains("[binary]"),
        "{err}"
    );
    assert_eq!(
        records(1, &["--to", "jsonl"], &picture)[0]["error"]["code"],
        "binary"
    );
}

#[test]
fn odd_bytes_lose_nothing() {
    let broken = [
        PROSE.as_bytes(),
        b" Caf\xe9 \xff\xfe costs more. ",
        PROSE.as_bytes(),
    ]
    .concat();
    let (code, out, _) = said(&["--from", "text"], &broken);
    assert_eq!(code, 0);
    assert_eq!(out.matches(PROSE).count(), 2, "{out}");
    let with_nul = format!(
        "<p>{PROSE}</p><p>{PROSE}\0 And then the ferry left the harbour for the last time.</p>"
    );
    let (code, out, _) = said(&["--from", "html"], with_nul);
    assert!(code == 0 && out.contains("the last time"), "{code} {out}");
    let mut bad_line = line(1, PROSE).into_bytes();
    bad_line.extend_from_slice(b"{\"id\":2,\"text\":\"Caf\xe9\"}\n");
    let answers = records(1, &["--from", "jsonl"], bad_line);
    assert_eq!(answers[1]["error"]["code"], "json");
}

#[test]
fn a_wrong_charset_label_does_no_harm() {
    let page = format!("<meta charset=\"no-such-charset\"><p>{PROSE} Über Café.</p>");
    let (code, out, _) = said(&["--charset", "x-nonsense"], page);
    assert!(code == 0 && out.contains("Über Café"), "{out}");
}

#[test]
fn a_line_of_100_mb_is_skipped_and_the_rest_goes_on() {
    let mut input = line(1, PROSE).into_bytes();
    input.extend_from_slice(b"{\"text\":\"");
    input.resize(input.len() + 100_000_000, b'a');
    input.extend_from_slice(b"\"}\n");
    input.extend_from_slice(line(3, PROSE).as_bytes());
    let answers = records(1, &["--from", "jsonl"], input);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[1]["error"]["code"], "too-large");
    assert_eq!(answers[1]["error"]["line"], 2);
    assert_eq!(answers[2]["id"], 3);
}

#[test]
fn a_page_over_the_limit_is_an_error() {
    let page = format!("<p>{}</p>", PROSE.repeat(20));
    let (code, out, err) = said(&["--max-bytes", "1K"], &page);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("1024 bytes") && err.contains("[too-large]"),
        "{err}"
    );
    let input = format!("{}{}", line(1, &page), line(2, PROSE));
    let answers = records(1, &["--from", "jsonl", "--max-bytes", "1K"], input);
    assert_eq!(answers[0]["error"]["code"], "too-large");
    assert_eq!(
        (&answers[0]["id"], &answers[1]["id"]),
        (&1.into(), &2.into())
    );
}

#[test]
fn a_missing_input_is_said_and_the_others_are_done() {
    let good = file("missing", "a.txt", PROSE);
    let output = run(&["no-such-file.html", &good, "--to", "jsonl"], "");
    let (out, err) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(err, "unchaff: no-such-file.html: no such file\n");
    assert!(out.contains(PROSE) && out.lines().count() == 1, "{out}");
}

#[test]
fn several_inputs_become_lines_named_by_their_files() {
    let (one, two) = (
        file("several-1", "a.txt", PROSE),
        file("several-2", "b.jsonl", line(5, PROSE)),
    );
    let answers = records(0, &[&one, &two, "-"], PROSE);
    assert_eq!(answers[0]["id"], one.as_str());
    assert_eq!(answers[1]["id"], 5);
    assert_eq!(answers[2].get("id"), None);
}

#[test]
fn an_output_that_cannot_be_written_is_a_failure() {
    let (code, _, err) = said(&["-o", "/no-such-folder/out.txt"], PROSE);
    assert_eq!(code, 3);
    assert!(
        err.starts_with("unchaff: cannot write /no-such-folder/out.txt"),
        "{err}"
    );
    if cfg!(target_os = "linux") {
        assert_eq!(said(&["-o", "/dev/full"], PROSE).0, 3);
    }
}

#[test]
fn output_goes_to_the_file_and_never_over_an_input() {
    let input = file("output", "in.txt", PROSE);
    let out = folder("output-to").join("out.txt");
    assert_eq!(said(&["-o", out.to_str().unwrap(), &input], "").0, 0);
    assert!(fs::read_to_string(&out).unwrap().contains(PROSE));
    let (code, _, err) = said(&["-o", &input, &input], "");
    assert_eq!(code, 2, "{err}");
    assert_eq!(fs::read_to_string(&input).unwrap(), PROSE);
}

#[test]
fn a_broken_rule_pack_is_named_with_file_line_and_rule() {
    let pack = file(
        "pack",
        "house.toml",
        "schema = 1\nlanguage = \"en\"\n\n[[rule]]\nid = \"Bees\"\nrole = \"promotion\"\n",
    );
    let (code, out, err) = said(&["--rules", &pack], PROSE);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains(&format!("{pack}:4: ")), "{err}");
    let (code, out, _) = said(&["rules", "check", &pack], "");
    assert_eq!(code, 1);
    assert!(out.starts_with(&format!("{pack}:4: ")), "{out}");
    assert_eq!(said(&["--rules", "no-such.toml"], PROSE).0, 2);
    assert_eq!(said(&["rules", "check", "no-such.toml"], "").0, 3);
}

#[test]
fn wrong_usage_is_2_and_says_so_on_stderr() {
    for args in [
        &["--no-such-option"][..],
        &["--to", "pdf"],
        &["--keep", "bees"],
        &["--max-bytes", "0"],
        &["rules", "show", "no-such-rule"],
    ] {
        let (code, out, err) = said(args, "");
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(!err.is_empty(), "{args:?}");
    }
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let mut input = String::new();
    for id in 0..3_000 {
        match id % 50 {
            13 => input.push_str("{\"text\": broken\n"),
            _ => input.push_str(&line(
                id,
                &format!("{PROSE}\n\n{}", "More words. ".repeat((id % 97) as usize)),
            )),
        }
    }
    let one = run(
        &["--from", "jsonl", "-j", "1", "--with", "meta,why,spans"],
        &input,
    );
    assert_eq!(memchr::memchr_iter(b'\n', &one.stdout).count(), 3_000);
    for jobs in ["2", "3", "8"] {
        let many = run(
            &["--from", "jsonl", "-j", jobs, "--with", "meta,why,spans"],
            &input,
        );
        assert!(many.stdout == one.stdout, "-j {jobs}");
        assert_eq!((many.status.code(), &many.stderr), (Some(1), &one.stderr));
    }
}

#[test]
fn an_answer_does_not_wait_for_the_next_question() {
    let mut command = unchaff(&["--from", "jsonl", "-j", "2"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    for id in 0..3 {
        stdin.write_all(line(id, PROSE).as_bytes()).unwrap();
        let mut answer = Vec::new();
        while answer.last() != Some(&b'\n') {
            let mut byte = [0];
            stdout.read_exact(&mut byte).unwrap();
            answer.push(byte[0]);
        }
        assert!(answer.starts_with(format!("{{\"id\":{id},").as_bytes()));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for jobs in ["1", "4"] {
        let mut command = unchaff(&["--from", "jsonl", "-j", jobs]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        drop(child.stdout.take());
        // The writer of an endless input learns of the end as well.
        let writer =
            thread::spawn(move || while stdin.write_all(line(1, PROSE).as_bytes()).is_ok() {});
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert_eq!(
            (output.status.code(), output.stderr.as_slice()),
            (Some(0), &b""[..]),
            "-j {jobs}"
        );
    }
}

#[cfg(unix)]
#[test]
fn signals_end_it_as_the_shell_expects() {
    use std::os::unix::process::ExitStatusExt;
    for (name, number) in [("-INT", 2), ("-TERM", 15)] {
        let mut command = unchaff(&["--from", "jsonl"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // Held open: at the end of its input the command would end by itself.
        let stdin = child.stdin.take();
        let killed = Command::new("kill")
            .args([name, &child.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        assert_eq!(child.wait().unwrap().signal(), Some(number));
        drop(stdin);
    }
}

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
fn help_is_as_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/cli");
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

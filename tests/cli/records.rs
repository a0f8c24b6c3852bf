//! Pages and records in, records out.

use super::*;

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
fn json_over_lines_stays_in_proportion_however_deep_a_record_is() {
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let input = format!("{{\"id\":1,\"x\":{deep},\"text\":\"{PROSE}\"}}\n");
    let (code, out, _) = said(&["--to", "json"], &input);
    assert_eq!(code, 0);
    assert!(out.len() < 2 * input.len(), "{}", out.len());
    assert_eq!(
        out.split_whitespace()
            .collect::<String>()
            .matches(&deep)
            .count(),
        1
    );
}

#[test]
fn json_lines_are_known_behind_a_broken_first_line() {
    let good = line(1, PROSE) + &line(2, PROSE);
    for broken in [
        "Fetching list ... done",
        "[12:00] start",
        "{\"id\": 1, \"te",
        "{id: 1}",
        "1",
    ] {
        let answers = records(1, &["--to", "jsonl"], format!("{broken}\n{good}"));
        assert_eq!(answers.len(), 3, "{broken}");
        assert_eq!(answers[0]["error"]["code"], "json");
        assert_eq!(
            (&answers[1]["id"], &answers[2]["body"]),
            (&1.into(), &PROSE.into())
        );
    }
    // However long the records are.
    let long = line(1, &PROSE.repeat(3_000)) + &line(2, PROSE);
    assert_eq!(
        records(1, &["--to", "jsonl"], format!("Fetching\n{long}")).len(),
        3
    );
    let escaped = format!("{{\"a\\\"b\\\\\":1,\"text\":\"{PROSE}\"}}\n");
    assert_eq!(records(0, &["--to", "jsonl"], escaped)[0]["a\"b\\"], 1);
}

#[test]
fn a_text_that_quotes_json_stays_a_text() {
    let quoted = line(1, "Bees");
    for text in [
        format!("The program wrote this line:\n{quoted}"),
        format!("The program wrote this line:\n\n{quoted}\n{PROSE}\n"),
        format!("{PROSE}\n{quoted}{quoted}{PROSE}\n{PROSE}\n"),
        format!("<p>{PROSE}\n{quoted}{quoted}{quoted}"),
    ] {
        assert_eq!(records(0, &["--to", "jsonl"], &text).len(), 1, "{text}");
    }
    let named = file(
        "quotes",
        "a.txt",
        format!("Records:\n{quoted}{quoted}{quoted}"),
    );
    assert_eq!(records(0, &["--to", "jsonl", &named], "").len(), 1);
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
fn json_lines_have_three_names() {
    for from in ["jsonl", "json", "ndjson"] {
        assert_eq!(records(0, &["--from", from], line(3, PROSE))[0]["id"], 3);
    }
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
    let mut child = spawn(&["--from", "jsonl", "-j", "2"]);
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
fn the_name_of_the_output_says_what_is_written_unless_to_does() {
    let root = folder("named");
    let page = format!("<h1>Bridge opens</h1><p>{PROSE}</p><p>{PROSE} The work starts in May.</p>");
    let (record, text) = ("{\"title\":\"Bridge opens\"", "Bridge opens\n\nThe council");
    for (name, to, wanted) in [
        ("a.jsonl", &[][..], record),
        ("a.NDJSON", &[], record),
        ("a.json", &[], "{\n  \"title\": \"Bridge opens\""),
        ("a.md", &[], "# Bridge opens\n\nThe council"),
        ("a.markdown", &[], "# Bridge opens\n\nThe council"),
        ("a.txt", &[], text),
        ("a.out", &[], text),
        ("a.jsonl", &["--to", "text"], text),
    ] {
        let out = root.join(name);
        let args = ["-o", out.to_str().unwrap()];
        assert_eq!(said(&[&args, to].concat(), &page).0, 0);
        let written = fs::read_to_string(&out).unwrap();
        assert!(written.starts_with(wanted), "{name}: {written}");
    }
    let out = root.join("b.txt.gz").to_string_lossy().into_owned();
    assert_eq!(said(&["-o", &out], line(1, PROSE)).0, 0);
    assert_eq!(archives::inflated(&out), format!("{PROSE}\n\u{c}\n"));
}

#[test]
fn control_characters_of_a_page_do_not_go_out_as_text() {
    let words = "\u{1b}]0;bees\u{7} \u{9b}31m\u{7f}Words\u{85} \u{8}of a page.";
    let text = format!("{PROSE} {words}");
    let controls = |text: &str| text.chars().any(|char| char.is_control() && char != '\n');
    for to in ["text", "markdown"] {
        let (code, out, _) = said(&["--from", "text", "--to", to], &text);
        assert!(
            code == 0 && out.contains("Words") && !controls(&out),
            "{out:?}"
        );
    }
    // As JSON they are what the page had, escaped where JSON says so.
    let record = &records(0, &["--from", "text", "--to", "jsonl"], &text)[0];
    assert!(controls(record["body"].as_str().unwrap()), "{record}");
}

#[test]
fn a_text_that_begins_with_its_title_has_it_once() {
    let input =
        format!("{{\"title\":\"The Bridge Opens\",\"text\":\"the bridge  opens\\n\\n{PROSE}\"}}\n");
    for (to, wanted) in [
        ("text", "The Bridge Opens\n\nThe council"),
        ("markdown", "# The Bridge Opens\n\nThe council"),
    ] {
        let (_, out, _) = said(&["--from", "jsonl", "--to", to], &input);
        assert!(out.starts_with(wanted), "{out}");
    }
}

#[test]
fn control_characters_between_words_leave_a_blank_in_text() {
    let text = "The bees came back\u{b}to the valley\u{c}this spring\rafter all, they said.";
    let text = format!("{text}\n\n{PROSE}");
    let input = line(1, &text);
    let (code, out, _) = said(&["--from", "jsonl", "--to", "text"], &input);
    let wanted = "The bees came back to the valley this spring after all, they said.\n";
    assert!(code == 0 && out.contains(wanted), "{out:?}");
    // Records hold what is there.
    let body = &records(0, &["--from", "jsonl"], &input)[0]["body"];
    assert_eq!(*body, text);
}

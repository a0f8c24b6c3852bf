//! What is broken: pages, lines, options, rule packs.

use super::*;

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
fn a_wrong_charset_label_does_no_harm_in_a_page_and_is_refused_as_an_option() {
    let page = format!("<meta charset=\"no-such-charset\"><p>{PROSE} Über Café.</p>");
    let (code, out, _) = said(&[], &page);
    assert!(code == 0 && out.contains("Über Café"), "{out}");
    let (code, _, err) = said(&["--charset", "x-nonsense"], &page);
    assert!(code == 2 && err.contains("x-nonsense"), "{err}");
    assert_eq!(said(&["--charset", "Latin1"], page).0, 0);
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
        &["--lang", "german"],
        &["explain", "--charset", "utf-9"],
        &["rules", "show", "no-such-rule"],
        &["explain", "--rule", "no-such-rule"],
    ] {
        let (code, out, err) = said(args, "");
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(!err.is_empty(), "{args:?}");
    }
}

#[test]
fn json_that_is_not_in_lines_is_told_from_texts_in_brackets() {
    let record = |gap: &str| format!("{{{gap}\"id\": 1,{gap}\"text\": \"{PROSE}\"{gap}}}");
    let array = format!("[{}, {}]", record(""), record(" "));
    for (input, tool) in [
        (array.clone(), "jq -c '.[]'"),
        (
            format!("\u{feff}\n[\n  {}\n]\n", record("\n    ")),
            "jq -c '.[]'",
        ),
        (record("\n  "), "jq -c ."),
    ] {
        let (code, out, err) = said(&[], &input);
        assert_eq!((code, out.as_str()), (1, ""), "{input}");
        assert!(err.contains(tool) && err.contains("[json]"), "{err}");
        let answers = records(1, &["--to", "jsonl"], &input);
        assert_eq!(answers[0]["error"]["code"], "json");
        assert_eq!(said(&["--from", "text"], &input).0, 0);
    }
    for text in [
        "[Update] ",
        "[{citation needed}] ",
        "[\n",
        "{sic} ",
        "{\n\"The bridge\" said: ",
    ] {
        let (code, out, err) = said(&[], format!("{text}{PROSE}\n\n{PROSE}"));
        assert!(code == 0 && out.contains(PROSE), "{text}: {err}");
    }
    let named = file("json-named", "a.json", "[\"a\", \"b\"]");
    assert_eq!(said(&[&named], "").0, 1);
    let lines = file("json-lines", "a.json", line(1, PROSE));
    assert_eq!(records(0, &[&lines], "")[0]["id"], 1);
}

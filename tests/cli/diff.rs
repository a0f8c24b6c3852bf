//! Two runs compared.

use super::*;

/// Records of two runs over the same input, the second with other options, in files of these names.
fn two_runs(test: &str, input: &str, options: &[&str]) -> (String, String) {
    let root = folder(test);
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (old, new) = (name("old.jsonl"), name("new.jsonl"));
    for (out, options) in [(&old, &[][..]), (&new, options)] {
        let args = ["--from", "jsonl", "--with", "why", "-q", "-o", out];
        assert!(said(&[&args, options].concat(), input).0 < 2);
    }
    (old, new)
}

#[test]
fn two_runs_are_compared_and_the_rule_that_did_it_is_named() {
    let pack = file("diff-pack", "house.toml", "");
    fs::remove_file(&pack).unwrap();
    assert_eq!(said(&["rules", "new", &pack], "").0, 0);
    let text = format!("{PROSE}\n\nGet 50 GB of SkyVault free\n\n{PROSE} The work starts in May.");
    let input = line(1, PROSE) + &line(2, &text) + "no json\n";
    let (old, new) = two_runs("diff", &input, &["--rules", &pack]);
    let page = format!("{new}.html");
    let (code, out, _) = said(&["diff", &old, &new, "--html", &page], "");
    assert_eq!(code, 0);
    let wanted = "1 of 3 records changed: 6 words lost, 0 gained, 0 titles\n";
    assert!(out.ends_with(wanted), "{out}");
    let change = "    -6     +0  2  en/house-advertisement 0 → 6\n";
    assert!(out.contains(change), "{out}");
    let page = fs::read_to_string(page).unwrap();
    let gone = "<del>Get 50 GB of SkyVault free</del>";
    assert!(
        page.contains(gone) && page.contains("house-advertisement"),
        "{page}"
    );
    let (code, out, _) = said(&["diff", &old, &new, "--html", "-"], "");
    assert_eq!((code, out), (0, page));
    let same = said(&["diff", &old, &old], "");
    assert_eq!(
        same.1,
        "0 of 3 records changed: 0 words lost, 0 gained, 0 titles\n"
    );
}

#[test]
fn records_that_one_run_dropped_are_counted_and_the_rest_is_compared() {
    let input: String = (0..300)
        .map(|id| line(id, if id % 3 == 0 { "" } else { PROSE }))
        .collect();
    let (old, new) = two_runs("diff-dropped", &input, &["--drop-empty"]);
    let wanted =
        "0 of 200 records changed: 0 words lost, 0 gained, 0 titles; 100 only in the old file\n";
    assert_eq!(said(&["diff", &old, &new], "").1, wanted);
    let turned = said(&["diff", &new, &old], "").1;
    assert!(turned.ends_with("; 100 only in the new file\n"), "{turned}");
}

#[test]
fn what_is_no_file_of_records_is_said() {
    let (records, other) = (
        file(
            "diff-records",
            "a.jsonl",
            "{\"id\":1,\"title\":null,\"body\":\"\"}\n",
        ),
        file("diff-other", "b.jsonl", "[]\n"),
    );
    for wrong in [other.as_str(), "no-such-file"] {
        let (code, out, err) = said(&["diff", &records, wrong], "");
        assert_eq!((code, out.as_str()), (3, ""));
        assert!(err.starts_with(&format!("unchaff: {wrong}:")), "{err}");
    }
    // A name may hold markup; the page that shows it must not.
    let bad = "{\"id\":\"<script>\",\"title\":\"<b>\",\"body\":\"\"}\n";
    let (old, new) = (
        file("diff-old", "old.jsonl", bad.replace("<b>", "<i>")),
        file("diff-new", "new.jsonl", bad),
    );
    let page = format!("{new}.html");
    assert_eq!(said(&["diff", &old, &new, "--html", &page], "").0, 0);
    let page = fs::read_to_string(page).unwrap();
    assert!(
        page.contains("&lt;script&gt;") && !page.contains("<script") && !page.contains("<b>"),
        "{page}"
    );
}

#[test]
fn what_no_run_wrote_is_refused() {
    let ours = file("diff-ours", "a.jsonl", record(1, "a"));
    let pretty = serde_json::json!({"id": 1, "title": null, "body": "a"});
    for (other, said_of_it) in [
        (line(1, "a"), "it has neither body nor error"),
        (
            line(1, "a").replace("\"text\"", "\"title\""),
            "it has neither body nor error",
        ),
        (
            "{\"title\":null,\"body\":1}\n".to_owned(),
            "its body is not a string",
        ),
        (format!("{pretty:#}\n"), "`--to jsonl` writes JSON lines"),
    ] {
        let other = file("diff-not-ours", "b.jsonl", other);
        for files in [[&ours, &other], [&other, &other]] {
            let (code, out, err) = said(&["diff", files[0], files[1]], "");
            assert_eq!((code, out.as_str()), (3, ""));
            let wanted = format!("{other}:1: not a record of unchaff: ");
            assert!(err.contains(&wanted) && err.contains(said_of_it), "{err}");
        }
    }
}

#[test]
fn fields_that_a_record_brought_twice_are_no_fault() {
    let input = format!("{{\"id\":1,\"removed\":1,\"removed\":[],\"text\":\"{PROSE}\"}}\n");
    let (_, out, _) = said(&["--from", "jsonl"], input);
    assert_eq!(out.matches("removed").count(), 2);
    let run = file("diff-twice", "a.jsonl", out);
    let (code, out, err) = said(&["diff", &run, &run], "");
    assert!(code == 0 && out.starts_with("0 of 1 records"), "{err}");
}

#[test]
fn records_without_names_are_not_paired_once_one_run_dropped_some() {
    let nameless = |text: &str| format!("{}\n", serde_json::json!({"text": text}));
    let other = PROSE.replace("council", "village");
    let input = nameless("") + &nameless(PROSE) + &nameless(&other);
    let (old, new) = two_runs("diff-nameless", &input, &["--drop-empty"]);
    for (one, two) in [(&old, &new), (&new, &old)] {
        let (code, out, err) = said(&["diff", one, two], "");
        assert_eq!((code, out.as_str()), (3, ""));
        assert!(err.contains("records without id and url"), "{err}");
    }
    assert_eq!(said(&["diff", &old, &old], "").0, 0);
    // Errors say where they stood.
    let (mut broken, error) = (
        record(1, "a"),
        "{\"error\":{\"code\":\"json\",\"line\":2}}\n",
    );
    broken.push_str(error);
    fs::write(&old, &broken).unwrap();
    fs::write(&new, broken + &error.replace('2', "3")).unwrap();
    let (code, out, _) = said(&["diff", &old, &new], "");
    assert!(
        code == 0 && out.ends_with("; 1 only in the new file\n"),
        "{out}"
    );
}

/// A record as a run writes it.
fn record(id: usize, body: &str) -> String {
    format!(
        "{}\n",
        serde_json::json!({"id": id, "title": null, "body": body})
    )
}

#[test]
fn records_in_another_order_are_matched_by_their_names() {
    let root = folder("diff-order");
    let name = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (old, new) = (name("old.jsonl"), name("new.jsonl"));
    // Farther apart than is looked ahead, too.
    for count in [3, 50_000] {
        let line = |id: usize| record(id, &format!("The bridge {id} opens."));
        fs::write(&old, (0..count).map(line).collect::<String>()).unwrap();
        let turned = (1..count).rev().map(line).collect::<String>();
        fs::write(&new, turned + &record(0, "The bridge opens.")).unwrap();
        let (code, out, err) = said(&["diff", &old, &new], "");
        let wanted = format!("1 of {count} records changed: 1 words lost, 0 gained, 0 titles\n");
        assert!(code == 0 && out.ends_with(&wanted), "{out}{err}");
    }
}

#[test]
fn files_without_a_name_in_common_are_not_compared() {
    let (old, new) = (
        file("diff-one", "old.jsonl", record(1, "a") + &record(2, "b")),
        file("diff-two", "new.jsonl", record(3, "a") + &record(4, "b")),
    );
    let (code, out, err) = said(&["diff", &old, &new], "");
    assert_eq!((code, out.as_str()), (3, ""));
    assert!(err.contains("they have no name in common"), "{err}");
    // Of records without names, the place counts; and a run may have dropped all.
    let nameless = "{\"title\":null,\"body\":\"a b\"}\n{\"title\":null,\"body\":\"\"}\n";
    let other = "{\"title\":null,\"body\":\"a\"}\n{\"error\":{\"code\":\"json\",\"line\":2}}\n";
    fs::write(&old, nameless).unwrap();
    fs::write(&new, other).unwrap();
    let (code, out, err) = said(&["diff", &old, &new], "");
    assert!(
        code == 0 && out.ends_with("2 of 2 records changed: 1 words lost, 0 gained, 0 titles\n"),
        "{out}{err}"
    );
    fs::write(&new, "").unwrap();
    let (_, out, _) = said(&["diff", &old, &new], "");
    assert!(out.ends_with("; 2 only in the old file\n"), "{out}");
}

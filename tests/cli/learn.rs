//! `unchaff learn`, and rules for sites on the command line.

use super::*;

const OWN: &str =
    "The Courier is owned by the people who read it, and by nobody else in the valley.";

/// JSON lines: pages of a host that share one line.
fn crawl(host: &str, pages: usize) -> String {
    let subjects = ["bees", "ferries", "mills", "bridges", "storms", "orchards"];
    let page = |number: usize| {
        let subject = subjects[number];
        let prose = |day: &str| {
            format!(
                "On {day} the council of the town spoke about the {subject} of the valley, and whoever had come to hear \
                 of {subject} stayed until the lamps were put out, which was late."
            )
        };
        let text = format!("{}\n\n{OWN}\n\n{}", prose("Monday"), prose("Tuesday"));
        let url = format!("https://{host}/{subject}");
        serde_json::json!({"id": number, "url": url, "text": text}).to_string()
    };
    (0..pages).map(|number| page(number) + "\n").collect()
}

#[test]
fn what_comes_again_on_a_site_is_learned_and_goes() {
    let folder = folder("learn");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (pages, site) = (path("pages.jsonl"), path("site.toml"));
    let both = crawl("courier.example.org", 5) + &crawl("two.example.org", 2);
    fs::write(&pages, both).unwrap();
    let (code, out, err) = said(&["learn", &pages, "-o", &site, "-j", "1"], "");
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("7 pages read, 0 more"), "{err}");
    let rules = fs::read_to_string(&site).unwrap();
    assert!(
        rules.contains("hosts = [\"courier.example.org\"]\npages-read = 5\n"),
        "{rules}"
    );
    assert!(
        rules.contains(OWN) && !rules.contains("council") && !rules.contains("two."),
        "{rules}"
    );
    let (_, again, _) = said(&["learn", &pages, "-j", "3"], "");
    assert_eq!(again, rules, "the same for any number of threads");
    assert_eq!(said(&["rules", "check", &site], "").0, 0);
    let new = crawl("courier.example.org", 6);
    let new = new.lines().last().unwrap();
    let body = |args: &[&str]| records(0, args, new)[0]["body"].to_string();
    assert!(body(&["--from", "jsonl"]).contains("owned by"));
    let cleaned = body(&["--from", "jsonl", "--rules", &site]);
    assert!(
        !cleaned.contains("owned by") && cleaned.contains("Tuesday"),
        "{cleaned}"
    );
    let (_, why, _) = said(&["explain", "--from", "jsonl", "--rules", &site], new);
    assert!(why.contains("site/courier.example.org"), "{why}");
    assert!(
        why.contains("the same block stood on 5 of 5 pages of the site"),
        "{why}"
    );
}

#[test]
fn a_site_rule_that_finds_nothing_is_said_in_the_explanation() {
    let rules = file(
        "site-note",
        "house.toml",
        "schema = 1\n[[site]]\nhosts = [\"courier.example.org\"]\nbody = [\"div.old\"]\n",
    );
    let args = [
        "explain",
        "--from",
        "html",
        "--url",
        "https://courier.example.org/1",
        "--rules",
        &rules,
    ];
    let page = format!("<p>{PROSE}<p>{PROSE} It was late.");
    let (code, out, _) = said(&args, &page);
    assert_eq!(code, 0);
    let note = "note        site/courier.example.org: nothing on this page matches its body (div.old): found the general way";
    assert!(out.contains(note), "{out}");
    let (_, json, _) = said(&[&args[..], &["--to", "json"]].concat(), page);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(
        json["notes"][0]
            .as_str()
            .unwrap()
            .starts_with("site/courier")
    );
}

#[test]
fn pages_that_are_no_article_are_counted_as_such() {
    let url = "https://courier.example.org/";
    let input = format!("{}\n", serde_json::json!({"url": url, "text": "Home"}));
    let (_, _, err) = said(&["learn", "--from", "jsonl", "--kind", "listing"], input);
    let wanted = "0 pages read, 1 more without a host, no article, or read before, 0 unreadable";
    assert!(err.contains(wanted), "{err}");
}

#[test]
fn from_nothing_no_rules_are_written() {
    let site = file("learn-nothing", "site.toml", "kept");
    for (input, code) in [("no-such-file.jsonl", 3), ("-", 1)] {
        let (ended, out, err) = said(
            &["learn", input, "-o", &site, "--from", "jsonl"],
            "broken\n",
        );
        assert_eq!((ended, out.as_str()), (code, ""), "{err}");
        assert!(err.contains("no rules are written"), "{err}");
        assert_eq!(fs::read_to_string(&site).unwrap(), "kept");
    }
}

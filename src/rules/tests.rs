//! Matching through a [`RuleSet`], as the classifier does it.

use super::*;

fn found(set: &RuleSet, language: &str, text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let sought = Sought {
        block: text,
        words: text.split_whitespace().count(),
        read: None,
        applies: &|_, _| true,
    };
    set.find(
        set.active(Some(language)),
        &sought,
        &mut MatchScratch::default(),
        &mut out,
    );
    let name = |m: &Match| set.rule(m.rule).unwrap().id().to_owned();
    let of_house = |(id, _): &(String, String)| language != "xx" || id.starts_with("xx/");
    out.iter()
        .map(|m| (name(m), text[m.span.clone()].to_owned()))
        .filter(of_house)
        .collect()
}

fn pack(rules: &str) -> RuleSet {
    let toml = format!("schema = 1\nlanguage = \"xx\"\n{rules}");
    RuleSet::with(&[("house.toml".to_owned(), toml)], &[]).unwrap()
}

fn rule(matching: &str, phrases: &str) -> String {
    format!(
        "[[rule]]\nid = \"a\"\nrole = \"widget\"\nstrength = \"weak\"\nwhy = \"w\"\nmatch = \"{matching}\"\nphrases = {phrases}\n"
    )
}

#[test]
fn each_matching_takes_what_it_says_with_its_span() {
    for (matching, phrase, text, span) in [
        ("line", "see all", "• See ALL »", "See ALL"),
        ("line", "# items", "1,204 items", "1,204 items"),
        ("prefix", "tip jar:", "Tip jar: give", "Tip jar:"),
        ("prefix", "写真：", "写真：山田", "写真："),
        ("suffix", "via acme", "A hill | via Acme.", "via Acme"),
        (
            "contains",
            "acme cloud",
            "Now (Acme Cloud) is",
            "Acme Cloud",
        ),
        ("glued", "adbox", "AdboxThe new car", "Adbox"),
        ("glued", "more on", "More OnThe hill", "More On"),
    ] {
        let set = pack(&rule(matching, &format!("[\"{phrase}\"]")));
        assert_eq!(
            found(&set, "xx", text),
            [("xx/a".to_owned(), span.to_owned())],
            "{matching} {text}"
        );
    }
    for (matching, phrase, text) in [
        ("line", "see all", "See all of it"),
        ("line", "see all", "\"See all\""),
        ("prefix", "tip jar:", "Tip jar is full"),
        ("prefix", "see", "seen it"),
        ("contains", "me cloud", "Acme Cloud"),
        ("glued", "adbox", "Adbox The"),
        ("glued", "adbox", "Adboxes"),
    ] {
        let set = pack(&rule(matching, &format!("[\"{phrase}\"]")));
        assert_eq!(found(&set, "xx", text), [], "{matching} {text}");
    }
}

#[test]
fn a_rule_for_labels_spares_sentences() {
    let label =
        rule("prefix", "[\"filed in\"]").replace("weak\"", "weak\"\nspares-sentences = true");
    let sentence = "Filed in May, the suit is one of three that the town has lost.";
    for (set, taken) in [
        (pack(&label), false),
        (pack(&rule("prefix", "[\"filed in\"]")), true),
    ] {
        assert_eq!(!found(&set, "xx", sentence).is_empty(), taken);
        for text in [
            "Filed in",
            "Filed in: the town.",
            "Filed in the town and the harbour, on the water",
            "Filed in “The Man Who Was Not There.”",
            "Filed in The Man Who Was Not Of This Town.",
        ] {
            assert!(!found(&set, "xx", text).is_empty(), "{text}");
        }
    }
}

#[test]
fn long_blocks_are_looked_at_from_both_ends_alone() {
    let prose = "The hill was green and the river ran under it. ".repeat(60);
    let set = pack(&rule("suffix", "[\"via acme\"]").replace("weak\"", "weak\"\nmax-words = 9999"));
    let text = format!("{prose}A picture via Acme.");
    assert_eq!(
        found(&set, "xx", &text),
        [("xx/a".to_owned(), "via Acme".to_owned())]
    );
    let set = pack(&rule("prefix", "[\"the hill\"]"));
    assert_eq!(found(&set, "xx", &prose), [], "over max-words");
}

#[test]
fn patterns_wait_for_a_keyword() {
    let set = pack(
        "[[rule]]\nid = \"a\"\nrole = \"widget\"\nstrength = \"weak\"\nwhy = \"w\"\nscope = \"span\"\nmatch = \"contains\"\n\
         max-words = 100000\npattern = '\\{[a-z]{3,9}\\}'\nkeywords = [\"{\"]\n",
    );
    let text = format!("{} then.\" {{mosads}} It", "word ".repeat(900));
    assert_eq!(
        found(&set, "xx", &text),
        [("xx/a".to_owned(), "{mosads}".to_owned())]
    );
}

#[test]
fn faults_name_file_line_and_rule() {
    let fault = |rules: &str| {
        let toml = format!("schema = 1\nlanguage = \"xx\"\n{rules}");
        RuleSet::with(&[("house.toml".to_owned(), toml)], &[]).unwrap_err()
    };
    assert_eq!(
        fault(&rule("line", "[]")),
        "house.toml:3: rule `xx/a`: it needs either `phrases` or a `pattern`"
    );
    let message = fault(&rule("line", "[\"x\"]\ncolour = 1"));
    assert!(
        message.starts_with("house.toml:10: rule `a`: "),
        "{message}"
    );
    let message = fault(&rule("line", "[\"Big\"]"));
    assert!(message.contains("not in lower case"), "{message}");
    let message = RuleSet::with(&[], &["en/no-such".to_owned()]).unwrap_err();
    assert_eq!(message, "there is no rule `en/no-such`");
}

#[test]
fn a_disabled_rule_is_gone() {
    let set = RuleSet::with(&[], &["en/comment-form".to_owned()]).unwrap();
    assert!(
        found(&set, "en", "Leave a Reply")
            .iter()
            .all(|(id, _)| id != "en/comment-form")
    );
    assert!(set.iter().all(|rule| rule.id() != "en/comment-form"));
}

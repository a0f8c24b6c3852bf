//! Site rules on pages.

use crate::rules::check;
use crate::{Action, Cleaner, Explanation, Source};

const PACK: &str = r#"
schema = 1

[[site]]
hosts = ["news.example.org", "*.blogs.example.org"]
why = "the shop's own calls"
title = ["h2.nothing", "p.headline"]
body = ["div.none", "div[data-part=story]"]
drop = [".call", "span.tag"]

[[site.sample]]
html = '''
<title>News</title><p class=headline>Bees return</p><div data-part=story><p>Short.<p class=call>Join the club<p>More
<span class=tag>PLUS</span> here.</div><p>The keepers of the valley said on Monday that they had waited for this day.'''
title = "Bees return"
body = "Short. More here."
"#;

const PAGE: &str = "<title>News</title><p class=headline>Bees return</p><div data-part=story><p>Short.<p class=call>Join \
    the club<div><p>More <span class=tag>PLUS</span> here.</div><p>Advertisement</div><p>The keepers of the valley said \
    on Monday that they had waited for this day.";

fn cleaner() -> Cleaner {
    Cleaner::builder().rule_pack(PACK).build().unwrap()
}

fn explain(page: &str, url: &str) -> Explanation {
    cleaner().explain(Source::html(page).url(url)).unwrap()
}

fn verdicts(explanation: &Explanation) -> Vec<(String, String, String)> {
    let text = explanation.document().text();
    let verdicts = explanation.verdicts().iter();
    verdicts
        .map(|verdict| {
            let action = match verdict.action() {
                Action::Keep => "keep",
                Action::LeaveOut => "out",
                Action::Trim(_) => "trim",
                Action::Title => "title",
            };
            (
                text[verdict.span()].to_owned(),
                action.to_owned(),
                verdict.rule().to_owned(),
            )
        })
        .collect()
}

#[test]
fn a_site_rule_decides_on_the_pages_of_its_hosts() {
    for url in [
        "https://news.example.org/bees",
        "http://www.news.example.org",
        "https://ada.blogs.example.org/1",
    ] {
        let explanation = explain(PAGE, url);
        assert_eq!(explanation.article().title.as_deref(), Some("Bees return"));
        assert_eq!(explanation.article().body, "Short.\n\nMore here.", "{url}");
        let id = "site/news.example.org".to_owned();
        let verdicts = verdicts(&explanation);
        let wanted = [
            ("Short.", "keep", id.as_str()),
            ("Join the club", "out", &id),
            ("More PLUS here.", "trim", &id),
            ("Advertisement", "out", "en/advertisement-label"),
        ];
        for (text, action, rule) in wanted {
            let wanted = (text.to_owned(), action.to_owned(), rule.to_owned());
            assert!(verdicts.contains(&wanted), "{wanted:?} in {verdicts:?}");
        }
        let last = explanation.verdicts().last().unwrap();
        assert_eq!(last.rule(), id);
        assert!(
            last.reason().starts_with("outside the body"),
            "{}",
            last.reason()
        );
        assert!(explanation.notes().is_empty());
    }
}

#[test]
fn pages_of_other_hosts_do_not_see_it() {
    let plain = Cleaner::default();
    for url in [
        "https://example.org/",
        "https://blogs.example.org/",
        "https://xnews.example.org",
    ] {
        let source = Source::html(PAGE).url(url);
        assert_eq!(
            explain(PAGE, url).article().body,
            plain.clean(source).unwrap().body
        );
    }
}

#[test]
fn a_page_that_nothing_matches_goes_the_general_way_and_says_so() {
    let prose = "<p>The keepers of the valley said on Monday that they had waited for this day since the hives were burnt, \
        and that the bees would find the river by themselves.";
    let page = format!(
        "<title>Bees</title><article><h1>Bees</h1>{}<p class=call>And this goes.",
        prose.repeat(4)
    );
    let explanation = explain(&page, "https://news.example.org/2");
    assert!(explanation.article().body.starts_with("The keepers"));
    assert!(!explanation.article().body.contains("this goes"));
    let notes = explanation.notes();
    assert_eq!(notes.len(), 2);
    assert!(
        notes[1].starts_with(
            "site/news.example.org: nothing on this page matches its body (div.none; div[data-part"
        ),
        "{notes:?}"
    );
}

#[test]
fn the_canonical_address_counts_where_none_is_given() {
    let page = format!("<link rel=canonical href='https://news.example.org/bees'>{PAGE}");
    let article = cleaner().clean(Source::html(&page)).unwrap();
    assert_eq!(article.body, "Short.\n\nMore here.");
}

#[test]
fn a_site_can_be_switched_off() {
    let cleaner = Cleaner::builder()
        .rule_pack(PACK)
        .disable("site/news.example.org")
        .build()
        .unwrap();
    let source = Source::html(PAGE).url("https://news.example.org/bees");
    let plain = Cleaner::default();
    assert_eq!(
        cleaner.clean(source).unwrap().body,
        plain.clean(source).unwrap().body
    );
}

#[test]
fn learned_blocks_go_from_pages_and_texts() {
    let pack = r##"
        schema = 1
        [[site]]
        hosts = ["news.example.org"]
        pages-read = 9
        blocks = [
          { block = "# bees work at this paper, and they wrote the story in their own free time.", pages = 7, position = "end" },
        ]
    "##;
    let prose = "The keepers of the valley said on Monday that they had waited for this day since the old hives burnt.";
    let line = "12 bees work at this paper, and they wrote the story in their own free time.";
    assert_eq!(check("site.toml", pack), []);
    let cleaner = Cleaner::builder().rule_pack(pack).build().unwrap();
    let text = format!("{prose}\n\n{line}\n\n{prose} It was late.");
    let page = format!("<p>{prose}<p>{line}<p>{prose} It was late.");
    for source in [Source::text(&text), Source::html(&page)] {
        let there = cleaner
            .explain(source.url("https://news.example.org/1"))
            .unwrap();
        assert!(!there.article().body.contains("free time"));
        let verdict = &there.verdicts()[1];
        assert_eq!(verdict.rule(), "site/news.example.org");
        assert_eq!(
            verdict.reason(),
            "the same block stood on 7 of 9 pages of the site"
        );
        let elsewhere = cleaner.clean(source.url("https://example.org/1")).unwrap();
        assert!(elsewhere.body.contains("free time"));
    }
}

#[test]
fn faults_have_their_place() {
    assert_eq!(check("house.toml", PACK), []);
    let fault = |from: &str, to: &str| {
        assert!(PACK.contains(from), "{from}");
        let faults = check("house.toml", &PACK.replace(from, to));
        faults.first().map(ToString::to_string).unwrap_or_default()
    };
    let at = "house.toml:9: rule `site/news.example.org`: ";
    assert!(
        fault(".call", "p >").starts_with(&format!("{at}`drop`: the selector `p >`: ")),
        "{}",
        fault(".call", "p >")
    );
    for unknown in ["p::before", "a:hover"] {
        let fault = fault(".call", unknown);
        assert!(
            fault.ends_with("something else that is not known here"),
            "{fault}"
        );
    }
    assert!(fault("\"*.blogs.example.org\"", "\"https://x\"").contains(":5: rule"));
    assert!(
        fault("body = [\"div", "bodies = [\"div")
            .starts_with("house.toml:8: rule `site/news.example.org`: unknown")
    );
    let at = "house.toml:11: rule `site/news.example.org`: ";
    assert_eq!(
        fault("title = \"Bees return\"", "title = \"Wasps return\""),
        format!("{at}the sample's title is `Bees return`, not `Wasps return`")
    );
    assert!(
        fault("body = \"Short.", "contains = [\"wasp\"]\nbody = \"Short.")
            .contains("does not contain `wasp`")
    );
    assert!(
        fault("body = \"Short.", "lacks = [\"here\"]\nbody = \"Short.").contains("contains `here`")
    );
    assert!(fault("Short. More", "Long. More").contains("not as expected"));
    assert!(
        fault("div[data-part=story]", "div.x").contains("nothing on this page matches its body")
    );
    let none = PACK.split("[[site.sample]]").next().unwrap();
    let faults = check("house.toml", none);
    assert_eq!(
        faults[0].to_string(),
        "house.toml:4: rule `site/news.example.org`: it has selectors but no `sample`"
    );
}

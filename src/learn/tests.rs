//! Learning from generated pages.

use super::*;
use crate::{Cleaner, Source};

const OWN: &str =
    "The Courier is owned by the people who read it, and by nobody else in the valley.";

/// A page of prose that no other has, with a line of the site's.
fn page(number: usize) -> String {
    let story: Vec<String> = (0..4)
        .map(|part| {
            format!(
                "The {} keepers of hill {} said on the day that they had waited for {} summers, and that {} hives stood empty.",
                word(number),
                word(number * 7 + part),
                word(number + part),
                word(number * 3 + part)
            )
        })
        .collect();
    format!(
        "{}\n\n{OWN}\n\n{}\n\nThe story goes on in the hills.",
        story[..2].join("\n\n"),
        story[2..].join("\n\n")
    )
}

/// A word of its own for each number.
fn word(mut number: usize) -> String {
    let mut out = String::from("b");
    while number > 0 {
        out.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    out
}

fn learned(pages: &[(String, String)], settings: LearnSettings) -> String {
    let cleaner = Cleaner::default();
    let mut learner = Learner::new(settings);
    for (url, text) in pages {
        let explanation = cleaner.explain(Source::text(text).url(url)).unwrap();
        learner.read(Lesson::of(&explanation));
    }
    learner.finish()
}

fn pages(host: &str, count: usize) -> Vec<(String, String)> {
    (0..count)
        .map(|number| (format!("https://{host}/{number}"), page(number)))
        .collect()
}

#[test]
fn a_block_of_three_pages_is_a_rule_and_of_two_is_none() {
    let pack = learned(&pages("courier.example.org", 3), LearnSettings::default());
    assert!(
        pack.contains("hosts = [\"courier.example.org\"]\npages-read = 3\n"),
        "{pack}"
    );
    assert!(
        pack.contains(&format!(
            "{{ block = \"{OWN}\", pages = 3, position = \"middle\" }},"
        )),
        "{pack}"
    );
    assert!(!pack.contains("keepers"), "{pack}");
    let pack = learned(&pages("courier.example.org", 2), LearnSettings::default());
    assert!(!pack.contains("[[site]]"), "{pack}");
    let two = LearnSettings {
        min_pages: 2,
        ..LearnSettings::default()
    };
    assert!(learned(&pages("courier.example.org", 2), two).contains(OWN));
}

#[test]
fn hosts_do_not_mix_and_a_page_counts_once() {
    let mut mixed = pages("a.example.org", 2);
    mixed.extend(pages("b.example.org", 2));
    assert!(!learned(&mixed, LearnSettings::default()).contains("[[site]]"));
    let mut again = pages("a.example.org", 2);
    again.push(("https://a.example.org/1#top".to_owned(), page(5)));
    again.push(("https://a.example.org/1?print".to_owned(), page(1)));
    assert!(!learned(&again, LearnSettings::default()).contains("[[site]]"));
}

#[test]
fn what_is_much_of_a_page_is_no_rule() {
    let mut with_short = pages("a.example.org", 5);
    with_short.push((
        "https://a.example.org/short".to_owned(),
        format!("{OWN}\n\nNothing else stood there."),
    ));
    let pack = learned(&with_short, LearnSettings::default());
    assert!(!pack.contains(OWN), "{pack}");
    assert!(pack.contains("The story goes on"), "{pack}");
}

#[test]
fn a_rare_block_of_a_large_site_is_no_rule() {
    let mut many = pages("a.example.org", 200);
    for (_, text) in many.iter_mut().skip(3) {
        *text = text.replace(OWN, "");
    }
    let pack = learned(&many, LearnSettings::default());
    assert!(
        !pack.contains(OWN) && pack.contains("The story goes on"),
        "{pack}"
    );
}

#[test]
fn the_same_pages_give_the_same_pack_and_it_works() {
    let all = pages("www.courier.example.org", 20);
    let pack = learned(&all, LearnSettings::default());
    assert_eq!(pack, learned(&all, LearnSettings::default()));
    let cleaner = Cleaner::builder().rule_pack(pack).build().unwrap();
    let text = page(77);
    let plain = Cleaner::default().clean(Source::text(&text)).unwrap().body;
    let source = Source::text(&text).url("https://courier.example.org/77");
    let body = cleaner.clean(source).unwrap().body;
    assert!(plain.contains(OWN) && !body.contains(OWN));
    assert_eq!(body.matches("keepers").count(), 4);
}

#[test]
fn what_is_no_plain_host_teaches_nothing() {
    for host in [
        "courier .example.org",
        "%63ourier.example.org",
        "a\"b.example.org",
        "*.org",
        "*",
    ] {
        let pack = learned(&pages(host, 4), LearnSettings::default());
        assert!(!pack.contains("[[site]]"), "{pack}");
    }
    let pack = learned(
        &pages("www.www.courier.example", 20),
        LearnSettings::default(),
    );
    let cleaner = Cleaner::builder().rule_pack(pack).build().unwrap();
    let text = page(77);
    let source = Source::text(&text).url("https://www.www.courier.example/77");
    assert!(!cleaner.clean(source).unwrap().body.contains(OWN));
}

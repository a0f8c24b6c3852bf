//! What each stage costs: `cargo bench --features bench`, or with files after `--` (pages, or texts by `.txt`).

#![allow(clippy::print_stdout, clippy::format_push_string)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use unchaff::{Cleaner, Format, Source};

/// Rounds over all inputs; the fastest of each counts.
const ROUNDS: usize = 15;

fn main() {
    let files: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let read = |name: &String| {
        fs::read_to_string(name)
            .ok()
            .map(|text| (name.clone(), text))
    };
    let mut inputs: Vec<(String, String)> = files.iter().filter_map(read).collect();
    if inputs.is_empty() {
        inputs = vec![
            ("page.html".to_owned(), page(400)),
            ("text.txt".to_owned(), text(4000)),
        ];
    }
    let is_text = |name: &str| {
        Path::new(name)
            .extension()
            .is_some_and(|suffix| suffix == "txt")
    };
    for (what, format) in [("HTML", Format::Html), ("text", Format::Text)] {
        let inputs: Vec<&str> = inputs
            .iter()
            .filter(|(name, _)| is_text(name) == (format == Format::Text))
            .map(|(_, text)| text.as_str())
            .collect();
        report(what, format, &inputs);
    }
}

/// Prints each stage's speed, and that of the whole way.
fn report(what: &str, format: Format, inputs: &[&str]) {
    let bytes: usize = inputs.iter().map(|input| input.len()).sum();
    if bytes == 0 {
        return;
    }
    println!("{what}: {} inputs, {bytes} bytes", inputs.len());
    let cleaner = Cleaner::default();
    let mut best: BTreeMap<(usize, &str), Duration> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let mut round: BTreeMap<(usize, &str), Duration> = BTreeMap::new();
        for input in inputs {
            let (mut last, mut number) = (Instant::now(), 0);
            let _ = cleaner.clean_staged(Source::decoded(input, format), |stage| {
                *round.entry((number, stage)).or_default() += last.elapsed();
                number += 1;
                last = Instant::now();
            });
            let start = Instant::now();
            let _ = cleaner.clean(Source::decoded(input, format));
            *round.entry((99, "all")).or_default() += start.elapsed();
        }
        for (stage, time) in round {
            let known = best.entry(stage).or_insert(time);
            *known = time.min(*known);
        }
    }
    for ((_, stage), time) in best {
        let speed = f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / time.as_secs_f64() / 1e6;
        println!(
            "  {stage:10} {:9.3} ms {speed:9.1} MB/s",
            time.as_secs_f64() * 1e3
        );
    }
}

const SENTENCES: [&str; 4] = [
    "The council met on Tuesday evening and voted for the new bridge after a debate of three hours.",
    "Work will start in the spring, the mayor said, and it should be finished before the winter storms.",
    "“We’ve waited for ten years,” said the ferryman, who carried 1,200 people across the river in May 2019.",
    "Nobody asked what the old bridge had cost; the archive holds no figure for it.",
];
const LABELS: [&str; 4] = [
    "Share on Facebook",
    "Read more: Ferry to stop in June",
    "Subscribe to our newsletter",
    "12 comments",
];

/// A page in the shape of many: menus, an article among boxes, scripts and styles.
fn page(paragraphs: usize) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=en><head><title>The new bridge | Harbour Post</title><style>",
    );
    html.push_str(&".box{margin:0 auto;color:#333}\n".repeat(200));
    html.push_str("</style></head><body class=\"single post\"><nav class=\"menu main-nav\"><ul>");
    for at in 0..60 {
        html.push_str(&format!("<li class=\"menu-item menu-item-{at}\"><a href=\"/s/{at}?a=1&amp;b=2\">Section {at}</a></li>\n"));
    }
    html.push_str("</ul></nav><div id=content class=\"wrap\"><article class=\"post-content\"><h1>The new bridge</h1>");
    for at in 0..paragraphs {
        let label = LABELS[at % 4];
        html.push_str(&format!(
            "\n  <div class=\"widget share-{}\" data-id=\"{at}\"><span class=icon></span><a class=\"btn\" href=\"#\">{label}</a></div>",
            at % 7
        ));
        html.push_str(&format!(
            "\n  <p style=\"margin: 0\">{} <a href=\"/a/{at}\">{}</a> <em>{}</em></p>",
            SENTENCES[at % 4],
            SENTENCES[(at + 1) % 4],
            SENTENCES[(at + 2) % 4]
        ));
        if at % 8 == 0 {
            html.push_str("<script>\nwindow.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments)}\n</script>");
        }
    }
    html.push_str("</article></div><footer class=site-footer><p>© 2024 Harbour Post</p></footer></body></html>");
    html
}

/// The same as plain text.
fn text(lines: usize) -> String {
    let mut text = String::from("Home\nNews\nSport\nThe new bridge\nBy Ann Field\n");
    for at in 0..lines {
        text.push_str(SENTENCES[at % 4]);
        text.push('\n');
        if at % 3 == 0 {
            text.push_str(LABELS[at / 3 % 4]);
            text.push('\n');
        }
    }
    text
}

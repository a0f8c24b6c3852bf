//! Real pages.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::*;

/// Calls with every so many pages of some sets, and says how many there were.
fn pages(folder: &Path, sets: &[&str], step: usize, mut visit: impl FnMut(usize, &str)) -> usize {
    let mut count = 0;
    for set in sets {
        let mut child = Command::new("xz")
            .arg("-dc")
            .arg(folder.join(format!("{set}-dev.jsonl.xz")))
            .stdout(Stdio::piped())
            .spawn()
            .expect("xz");
        let lines = BufReader::new(child.stdout.take().expect("a pipe"));
        for line in lines.split(b'\n').step_by(step) {
            let record: serde_json::Value =
                serde_json::from_slice(&line.expect("a line")).expect("JSON");
            visit(count, record["html"].as_str().expect("html"));
            count += 1;
        }
        child.wait().expect("xz ends");
    }
    count
}

/// Every tenth page of the smaller sets; with `UNCHAFF_ALL_PAGES` set, every page of all.
#[test]
fn real_pages_give_the_same_tree() {
    let Some(folder) = shared("corpus") else {
        return;
    };
    let all = std::env::var_os("UNCHAFF_ALL_PAGES").is_some();
    let (sets, step): (&[&str], usize) = if all {
        (&["aeb", "moz", "traf", "wcxb"], 1)
    } else {
        (&["aeb", "moz", "traf"], 10)
    };
    let mut recycled = Dom::default();
    let count = pages(&folder, sets, step, |at, html| {
        let spare = std::mem::take(&mut recycled);
        recycled = assert_same(html, KeepAttributes::Known, spare);
        check_sources(html, &recycled);
        if at % 4 == 0 {
            let spare = std::mem::take(&mut recycled);
            recycled = assert_same(html, KeepAttributes::All, spare);
        }
    });
    assert!(count > 50);
}

/// MB/s beside the oracle, each page's best of five:
/// `cargo test --release --lib dom::tests::corpus::speed -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
#[allow(clippy::print_stdout, clippy::cast_precision_loss)]
fn speed() {
    let Some(folder) = shared("corpus") else {
        return;
    };
    let (mut bytes, mut ours, mut stock) = (0, 0.0, 0.0);
    let mut recycled = Dom::default();
    let sets = ["aeb", "moz", "traf", "wcxb"];
    let count = pages(&folder, &sets, 5, |_, html| {
        let mut best = [f64::MAX; 2];
        for _ in 0..5 {
            let start = Instant::now();
            let spare = std::mem::take(&mut recycled);
            recycled = parse_into(html, KeepAttributes::Known, spare);
            best[0] = best[0].min(start.elapsed().as_secs_f64());
            let start = Instant::now();
            drop(parse_stock(html, KeepAttributes::Known));
            best[1] = best[1].min(start.elapsed().as_secs_f64());
        }
        bytes += html.len();
        ours += best[0];
        stock += best[1];
    });
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{count} pages, {megabytes:.0} MB: ours {:.0} MB/s, html5ever's tokenizer {:.0} MB/s",
        megabytes / ours,
        megabytes / stock
    );
}

/// Texts without references or carriage returns read in the source as they stand in the tree.
fn check_sources(html: &str, dom: &Dom) {
    let (mut known, mut unknown) = (0, 0);
    for id in dom.descendants(Dom::ROOT) {
        let Some(text) = dom.text(id).filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        let Some(range) = dom.source(id) else {
            unknown += 1;
            continue;
        };
        known += 1;
        let written = &html[range.start as usize..range.end as usize];
        if !written.contains(['&', '\r', '\0', '<']) {
            assert_eq!(written, text);
        }
    }
    assert!(
        unknown * 10 <= known + 10,
        "{unknown} of {known} texts have no source"
    );
}

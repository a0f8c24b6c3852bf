//! Real pages.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;

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
    let mut pages = 0;
    let mut recycled = Dom::default();
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
            let html = record["html"].as_str().expect("html");
            recycled = assert_same(html, KeepAttributes::Known, recycled);
            if pages % 4 == 0 {
                recycled = assert_same(html, KeepAttributes::All, recycled);
            }
            check_sources(html, &recycled);
            pages += 1;
        }
        child.wait().expect("xz ends");
    }
    assert!(pages > 50);
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

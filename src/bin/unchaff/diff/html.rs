//! What changed, as a page: one file, no scripts, nothing fetched.

use std::fmt::Write as _;
use std::path::Path;

use super::report::{Change, Report};

const STYLE: &str = "\
:root{color-scheme:light dark;--went:#b3261e;--came:#1b6e3c;--line:#8884}\
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}\
table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid var(--line)}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\
article{border-top:1px solid var(--line);padding:.8rem 0}h3{font-size:1rem;margin:0;overflow-wrap:anywhere}\
p{margin:.3rem 0}del,ins{display:block;text-decoration:none;padding-left:1.2rem;text-indent:-1.2rem;\
overflow-wrap:anywhere}del{color:var(--went)}ins{color:var(--came)}del::before{content:'\\2212  '}ins::before{content:'+  '}\
@media(prefers-color-scheme:dark){:root{--went:#ff9c93;--came:#86d8a3}}";

/// The page for two files.
pub(super) fn page(report: &Report, old: &Path, new: &Path) -> String {
    let (old, new) = (old.display().to_string(), new.display().to_string());
    let title = format!("{} → {}", escaped(&old), escaped(&new));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escaped(&report.summary())
    );
    let rules = report.top_rules();
    if !rules.is_empty() {
        out.push_str(
            "<h2>Words left out by rule</h2>\n<table>\n\
             <tr><th>rule<th class=\"n\">old<th class=\"n\">new<th class=\"n\">more\n",
        );
        for (rule, old, new) in rules {
            let sign = if new < old { '−' } else { '+' };
            let (rule, more) = (escaped(rule), old.abs_diff(new));
            let _ = writeln!(
                out,
                "<tr><td>{rule}<td class=\"n\">{old}<td class=\"n\">{new}<td class=\"n\">{sign}{more}"
            );
        }
        out.push_str("</table>\n");
    }
    if !report.changes.is_empty() {
        out.push_str("<h2>Records, the largest changes first</h2>\n");
    }
    for change in &report.changes {
        record(change, &mut out);
    }
    if report.changed > report.changes.len() {
        let more = report.changed - report.changes.len();
        let _ = writeln!(out, "<p>… and {more} more (<code>--all</code>)</p>");
    }
    out.push_str("</html>\n");
    out
}

fn record(change: &Change, out: &mut String) {
    let Change { lost, gained, .. } = change;
    let name = escaped(&change.name);
    let _ = writeln!(out, "<article>\n<h3>{name}: −{lost} +{gained} words</h3>");
    for note in &change.notes {
        let _ = writeln!(out, "<p>{}</p>", escaped(note));
    }
    for (lines, tag) in [(&change.went, "del"), (&change.came, "ins")] {
        for line in lines {
            let _ = writeln!(out, "<{tag}>{}</{tag}>", escaped(line));
        }
    }
    out.push_str("</article>\n");
}

/// A text as a page may hold it, whatever is in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            char if char.is_control() => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
    out
}

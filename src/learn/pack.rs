//! What was learned → a rule pack.

use std::fmt::Write as _;

use super::LearnSettings;

/// A block that is a rule.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Learned<'a> {
    pub(super) host: &'a str,
    /// Pages of the host.
    pub(super) read: u32,
    pub(super) text: &'a str,
    /// Pages on which the block stood.
    pub(super) pages: u32,
    pub(super) position: &'static str,
    /// It may be a label of the text's own: "Ingredients", "Pros".
    pub(super) doubtful: bool,
}

/// The pack, in an order that depends on nothing but what was learned.
pub(super) fn write(mut rules: Vec<Learned>, read: u32, settings: &LearnSettings) -> String {
    rules.sort_by(|a, b| {
        let key = |rule: &Learned| (rule.doubtful, std::cmp::Reverse(rule.pages));
        (a.host, key(a), a.text).cmp(&(b.host, key(b), b.text))
    });
    let mut out = format!(
        "# Blocks that come again on the pages of a site, learned from {read} pages. A block is here if it stood on {} pages\n\
         # of its host or more, on {} % of those that were read, had no more than {} % of the words of any, and would have\n\
         # stayed on one of them. Use it with `unchaff --rules FILE`; delete a line that should stay in articles. Lines after\n\
         # a # are short and stood within the text, or often: \"Ingredients\", or an advertisement? Judge, and take away the #.\n\n\
         schema = 1\n",
        settings.min_pages, settings.min_percent, settings.max_share
    );
    for of_host in rules.chunk_by(|a, b| a.host == b.host) {
        let Some(first) = of_host.first() else {
            continue;
        };
        let _ = write!(
            out,
            "\n[[site]]\nhosts = [{}]\npages-read = {}\nblocks = [\n",
            quoted(first.host),
            first.read
        );
        for rule in of_host {
            let _ = writeln!(
                out,
                "  {}{{ block = {}, pages = {}, position = \"{}\" }},",
                if rule.doubtful { "# " } else { "" },
                quoted(rule.text),
                rule.pages,
                rule.position
            );
        }
        out.push_str("]\n");
    }
    out
}

/// A TOML string on one line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_page_holds_is_a_string() {
        let hostile = "a\"b\\c\nd\te\u{1b}f\u{7f}g\u{202e}h'''\"\"\"]}";
        let rules = vec![Learned {
            host: "example.org",
            read: 3,
            text: hostile,
            pages: 3,
            position: "end",
            doubtful: false,
        }];
        let pack = write(rules, 3, &LearnSettings::default());
        assert!(pack.chars().all(|c| c == '\n' || !c.is_control()));
        let read: toml::Table = toml::from_str(&pack).unwrap();
        let block = &read["site"][0]["blocks"][0]["block"];
        assert_eq!(block.as_str(), Some(hostile));
        assert_eq!(crate::rules::check("site.toml", &pack), []);
    }
}

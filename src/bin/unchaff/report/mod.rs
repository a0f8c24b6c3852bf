//! `unchaff explain --html OUT`: one page that shows what was left out of one document, or of thousands, and why.
//!
//! The page has two parts. What people see is made by the scripts beside this file, from data, and every text of an
//! input goes through `JSON` into a text node: nothing of it is ever read as markup. What is left out of the data,
//! because there is too much of it, is told in numbers.

mod document;
mod page;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use serde::Serialize;
use unchaff::record::Fault;
use unchaff::{Explanation, Role};

use self::document::{Detail, FORMS, visible};

/// Bytes of single documents that a report holds: what a browser still opens at once.
const DETAILS: usize = 64 << 20;
/// The most certain documents that are held whatever comes.
const MOST_CERTAIN: usize = 20;
/// Errors that are listed one by one.
const ERRORS: usize = 1000;

/// A report in the making.
#[derive(Debug, Default)]
pub(crate) struct Report {
    full: bool,
    names: Names,
    documents: Vec<Row>,
    errors: Vec<(String, &'static str, String)>,
    error_count: usize,
    /// Documents to read, by certainty and number, as JSON.
    details: BTreeMap<(u32, usize), String>,
    size: usize,
    /// Bytes that they may have together.
    room: usize,
}

/// What the documents share: it is written once, and cited by number.
#[derive(Debug, Default)]
struct Names {
    rules: Numbered<RuleSum>,
    evidence: Numbered<String>,
    roles: BTreeMap<Role, Sum>,
}

/// Words and blocks left out.
#[derive(Debug, Default, Clone, Serialize)]
struct Sum {
    words: u64,
    blocks: u64,
}

#[derive(Debug, Default, Serialize)]
struct RuleSum {
    why: String,
    role: usize,
    #[serde(flatten)]
    sum: Sum,
}

#[derive(Debug, Serialize)]
struct RoleSum {
    name: &'static str,
    #[serde(flatten)]
    sum: Sum,
}

/// Names in the order in which they were first seen, with what belongs to each.
#[derive(Debug)]
struct Numbered<T> {
    numbers: HashMap<String, usize>,
    list: Vec<(String, T)>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            list: Vec::new(),
        }
    }
}

impl<T> Numbered<T> {
    /// The number of a name.
    fn number(&mut self, name: &str, first: impl FnOnce() -> T) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.numbers.insert(name.to_owned(), self.list.len());
        self.list.push((name.to_owned(), first()));
        self.list.len() - 1
    }
}

/// A document in numbers: name, title, kind, words, words left out, certainty, and words left out by rule.
#[derive(Debug, Serialize)]
struct Row(
    String,
    String,
    &'static str,
    u64,
    u64,
    f32,
    Vec<(usize, u64)>,
);

/// What the page's script calls `run`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    version: &'static str,
    forms: [&'static str; FORMS.len()],
    documents: &'a [Row],
    errors: &'a [(String, &'static str, String)],
    error_count: usize,
    roles: Vec<RoleSum>,
    rules: Vec<NamedRule<'a>>,
    evidence: Vec<(&'a str, &'a str)>,
}

#[derive(Serialize)]
struct NamedRule<'a> {
    id: String,
    #[serde(flatten)]
    rule: &'a RuleSum,
}

/// The place of a role in [`Role::ALL`], by which the script cites it.
fn role_number(role: Role) -> usize {
    Role::ALL
        .iter()
        .position(|known| *known == role)
        .unwrap_or_default()
}

impl Report {
    /// An empty report. `full`: texts are not shortened.
    pub(crate) fn new(full: bool) -> Self {
        Self {
            full,
            room: DETAILS,
            ..Self::default()
        }
    }

    /// Adds a document under the name it was read by.
    pub(crate) fn add(&mut self, explanation: &Explanation, name: &str, url: Option<&str>) {
        let detail = Detail::new(explanation, url, self.full, &mut self.names);
        let certainty = explanation.article().metadata.confidence;
        let key = (permille(certainty), self.documents.len());
        self.documents.push(detail.row(name));
        let json = page::json(&detail);
        self.size += json.len();
        self.details.insert(key, json);
        while self.size > self.room && self.details.len() > 1 {
            let from_end = MOST_CERTAIN.min(self.details.len() - 1);
            let Some(key) = self.details.keys().nth_back(from_end).copied() else {
                return;
            };
            self.size -= self.details.remove(&key).map_or(0, |json| json.len());
        }
    }

    /// Adds what could not be read as a document.
    pub(crate) fn add_fault(&mut self, fault: &Fault, place: &str) {
        self.error_count += 1;
        if self.errors.len() < ERRORS {
            let message = visible(&fault.to_string()).into_owned();
            let place = visible(place).into_owned();
            self.errors.push((place, fault.code(), message));
        }
    }

    /// What is in it, in words.
    pub(crate) fn summary(&self) -> String {
        let (documents, held) = (self.documents.len(), self.details.len());
        let mut words = format!(
            "{documents} document{}",
            if documents == 1 { "" } else { "s" }
        );
        if held < documents {
            let _ = write!(words, " ({held} of them to read, the others in numbers)");
        }
        if self.error_count > 0 {
            let _ = write!(words, ", {} that could not be read", self.error_count);
        }
        words
    }

    /// Writes the page, and says how large it is.
    pub(crate) fn write(&self, path: &Path) -> io::Result<u64> {
        let roles = Role::ALL.iter().map(|role| RoleSum {
            name: role.name(),
            sum: self.names.roles.get(role).cloned().unwrap_or_default(),
        });
        let rules = self.names.rules.list.iter();
        let evidence = self.names.evidence.list.iter();
        let run = Run {
            version: env!("CARGO_PKG_VERSION"),
            forms: FORMS,
            documents: &self.documents,
            errors: &self.errors,
            error_count: self.error_count,
            roles: roles.collect(),
            rules: rules
                .map(|(id, rule)| NamedRule {
                    id: visible(id).into_owned(),
                    rule,
                })
                .collect(),
            evidence: evidence
                .map(|(name, meaning)| (name.as_str(), meaning.as_str()))
                .collect(),
        };
        page::write(path, &page::json(&run), &self.details)
    }
}

/// Thousandths, for an order that numbers with a fraction do not have.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 1000"
)]
fn permille(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use unchaff::Cleaner;

    #[test]
    fn of_too_many_documents_the_doubtful_and_the_most_certain_stay() {
        let cleaner = Cleaner::default();
        let prose = "The ferry sailed through the night, and nobody on the quay had thought that it would. ";
        let mut report = Report::new(false);
        report.room = 60_000;
        for number in 0..200 {
            let text = format!(
                "{}\n\nShare\n\n{number} Comments\n",
                prose.repeat(1 + number % 40)
            );
            report.add(&cleaner.explain(text.as_str()).unwrap(), "page", None);
        }
        assert_eq!(report.documents.len(), 200);
        assert!(report.size <= 60_000 && report.details.len() > MOST_CERTAIN);
        let certain = report.documents.iter().map(|row| permille(row.5)).max();
        let last = report.details.keys().next_back().map(|key| key.0);
        assert!(
            last >= certain.map(|most| most - 10),
            "{last:?} {certain:?}"
        );
        assert!(report.summary().contains("of them to read"));
    }
}

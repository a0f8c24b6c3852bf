//! Counts of a run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use unchaff::rules::Fingerprint;

use crate::batch::{Fate, Position};

/// Rules named in a summary.
const TOP: usize = 5;

/// What came of the records so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) records: u64,
    pub(crate) articles: u64,
    /// Articles without a body.
    pub(crate) empty: u64,
    /// Articles not written, as was asked for.
    pub(crate) dropped: u64,
    pub(crate) kinds: BTreeMap<String, u64>,
    /// Error records by code.
    pub(crate) errors: BTreeMap<String, u64>,
    /// Words of the texts as read, where they were counted.
    pub(crate) words: u64,
    /// Words left out, by rule.
    pub(crate) left_out: BTreeMap<String, u64>,
}

impl Tally {
    pub(crate) fn add(&mut self, fate: &Fate) {
        self.records += 1;
        match fate {
            Fate::Fault(code) => *self.errors.entry((*code).to_owned()).or_default() += 1,
            Fate::Article {
                kind,
                empty,
                dropped,
                words,
                left_out,
            } => {
                self.articles += 1;
                self.empty += u64::from(*empty);
                self.dropped += u64::from(*dropped);
                if let Some(kind) = kind {
                    *self.kinds.entry((*kind).to_owned()).or_default() += 1;
                }
                self.words += words;
                for (rule, words) in left_out {
                    *self.left_out.entry(rule.clone()).or_default() += words;
                }
            }
        }
    }

    pub(crate) fn faults(&self) -> u64 {
        self.errors.values().sum()
    }
}

/// A run from its start to its end.
#[derive(Debug, Serialize)]
pub(crate) struct Stats {
    version: &'static str,
    /// The fingerprint of the rules that decided, where it is asked for.
    rules: Option<String>,
    #[serde(flatten)]
    pub(crate) tally: Tally,
    /// WARC records of pictures, scripts and the like.
    skipped: u64,
    files: u64,
    /// Files that could not be read.
    pub(crate) failed: u64,
    bytes_in: u64,
    bytes_out: u64,
    seconds: f64,
}

impl Stats {
    pub(crate) fn new(
        tally: Tally,
        rules: Option<Fingerprint>,
        end: Position,
        bytes_out: u64,
        time: Duration,
    ) -> Self {
        let here = if end.offset == u64::MAX {
            0
        } else {
            end.offset
        };
        Self {
            version: env!("CARGO_PKG_VERSION"),
            rules: rules.map(|rules| rules.to_string()),
            tally,
            skipped: end.skipped,
            files: end.files,
            failed: end.failed,
            bytes_in: end.before + here,
            bytes_out,
            seconds: (time.as_secs_f64() * 1000.0).round() / 1000.0,
        }
    }

    /// As one JSON object over several lines.
    pub(crate) fn json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// In a few lines, to read.
    pub(crate) fn summary(&self) -> String {
        let mut out = String::new();
        let tally = &self.tally;
        let _ = write!(
            out,
            "{} records: {} articles",
            tally.records, tally.articles
        );
        for (count, what) in [(tally.empty, "empty"), (tally.dropped, "dropped")] {
            if count > 0 {
                let _ = write!(out, " ({count} {what})");
            }
        }
        let _ = write!(out, ", {} errors", tally.faults());
        if !tally.errors.is_empty() {
            let _ = write!(out, " ({})", counts(&tally.errors, usize::MAX));
        }
        if self.skipped > 0 {
            let _ = write!(out, ", {} without a page skipped", self.skipped);
        }
        if self.failed > 0 {
            let _ = write!(out, ", {} inputs that could not be read", self.failed);
        }
        let (read, wrote) = (megabytes(self.bytes_in), megabytes(self.bytes_out));
        let _ = write!(
            out,
            "\n{read:.1} MB in, {wrote:.1} MB out, {:.1} s",
            self.seconds
        );
        if self.seconds > 0.0 {
            let _ = write!(out, ", {:.1} MB/s", read / self.seconds);
        }
        if !tally.kinds.is_empty() {
            let _ = write!(out, "\nkinds: {}", counts(&tally.kinds, usize::MAX));
        }
        let gone: u64 = tally.left_out.values().sum();
        if let Some(share) = (gone * 100).checked_div(tally.words) {
            let _ = write!(out, "\nleft out: {share} % of {} words", tally.words);
            if gone > 0 {
                let _ = write!(out, "; most by {}", counts(&tally.left_out, TOP));
            }
        }
        out
    }
}

/// Names with their counts, the largest first.
fn counts(counts: &BTreeMap<String, u64>, top: usize) -> String {
    let mut sorted: Vec<_> = counts.iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let named = sorted
        .iter()
        .take(top)
        .map(|(name, count)| format!("{name} {count}"));
    named.collect::<Vec<_>>().join(", ")
}

#[allow(clippy::cast_precision_loss)] // for the eye
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

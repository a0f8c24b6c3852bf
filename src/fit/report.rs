//! Scores by set and kind, on the pages fitted on and on those held back.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::sample::Sample;
use super::score::{self, SnippetCounts};
use super::search::kept;
use super::stages::Fitted;
use crate::classify::{PageKind, edges};

/// Sums of one group of pages.
#[derive(Default)]
struct Group {
    pages: f64,
    word: [f64; 3],
    shingle: [f64; 2],
    damage: f64,
    bound: f64,
    snippets: SnippetCounts,
}

/// Scores of many pages.
#[derive(Default)]
pub(super) struct Report {
    groups: BTreeMap<(String, String, bool), Group>,
}

impl Report {
    /// Adds the samples for which `held_back` gives an answer: whether they were held back.
    pub(super) fn add(
        &mut self,
        samples: &[Sample],
        fitted: &Fitted,
        held_back: impl Fn(&Sample) -> Option<bool>,
    ) {
        for (sample, points) in samples.iter().zip(&fitted.points) {
            let Some(held_back) = held_back(sample) else {
                continue;
            };
            let keep = kept(points, &edges(&sample.document), &fitted.path);
            let kind = if sample.source.is_empty() {
                sample.kind.map_or("-", PageKind::name).to_owned()
            } else {
                sample.source.clone()
            };
            for kind in [kind, "all".to_owned()] {
                let key = (sample.set.clone(), kind, held_back);
                self.groups.entry(key).or_default().add(sample, &keep);
            }
        }
    }

    /// One line a group.
    pub(super) fn table(&self) -> String {
        let mut out = String::new();
        for ((set, kind, held_back), group) in &self.groups {
            let part = if *held_back { "held back" } else { "fitted on" };
            let _ = write!(out, "{set:16} {kind:14} {part} {:5}", group.pages);
            let _ = writeln!(out, "  {}", group.line());
        }
        out
    }

    /// The figures of the held-back pages on one line.
    pub(super) fn summary(&self) -> String {
        let mut out = String::new();
        for ((set, kind, _), group) in self.groups.iter().filter(|(key, _)| key.2) {
            let [_, _, f1] = group.word;
            let pages = group.pages.max(1.0);
            match (set.as_str(), kind.as_str()) {
                ("traf-dev", "all") => {
                    let _ = write!(out, "traf {:.4} ", group.snippets.f1());
                }
                ("aeb-dev", "all") => {
                    let [p, r] = group.shingle.map(|sum| sum / pages);
                    let _ = write!(out, "aeb {:.4} (P {p:.3} R {r:.3}) ", 2.0 * p * r / (p + r));
                }
                ("moz-dev", "all") => {
                    let _ = write!(out, "moz {:.4} ", f1 / pages);
                }
                ("wcxb-dev", kind) => {
                    let _ = write!(out, "{} {:.4} ", kind.get(..4).unwrap_or(kind), f1 / pages);
                }
                _ => {}
            }
        }
        out.replace("all ", "ALL ")
    }
}

impl Group {
    fn add(&mut self, sample: &Sample, keep: &[bool]) {
        self.pages += 1.0;
        self.snippets.add(&score::snippet_counts(sample, keep));
        let Some(word) = score::word_score(sample, keep) else {
            return;
        };
        for (sum, value) in self.word.iter_mut().zip(word) {
            *sum += value;
        }
        for (sum, value) in self
            .shingle
            .iter_mut()
            .zip(score::shingle_score(sample, keep))
        {
            *sum += value;
        }
        self.damage += score::damage(sample, keep).unwrap_or(0.0);
        let best: Vec<bool> = sample.cover.iter().map(|cover| *cover >= 0.5).collect();
        self.bound += score::word_score(sample, &best).map_or(0.0, |score| score[2]);
    }

    fn line(&self) -> String {
        let pages = self.pages.max(1.0);
        let [p, r, f1] = self.word.map(|sum| sum / pages);
        let [sp, sr] = self.shingle.map(|sum| sum / pages);
        format!(
            "F1 {f1:.4} P {p:.3} R {r:.3}  damage {:.4}  bound {:.4}  shingle {:.4}  snippets {:.4}",
            self.damage / pages,
            self.bound / pages,
            2.0 * sp * sr / (sp + sr).max(1e-9),
            self.snippets.f1()
        )
    }
}

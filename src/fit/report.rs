//! Scores by set and kind, on the pages fitted on and on those held back.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::sample::Sample;
use super::score::{self, SnippetCounts};
use super::search::{careful, kept};
use super::stages::Fitted;
use crate::classify::{PageKind, edges, measured, promised};

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
    /// What decisions promise, and the F1 they have.
    promises: Vec<(f32, f64)>,
}

/// Upper ends of the bins of confidence.
const BINS: [f32; 5] = [0.5, 0.7, 0.85, 0.95, 1.01];

impl Report {
    /// Adds the samples for which `held_back` gives an answer: whether they were held back.
    pub(super) fn add(
        &mut self,
        samples: &[Sample],
        fitted: &Fitted,
        held_back: impl Fn(&Sample) -> Option<bool>,
    ) {
        let pages = samples
            .iter()
            .zip(&fitted.points)
            .zip(&fitted.taken)
            .zip(&fitted.odds);
        for (((sample, points), taken), odds) in pages {
            let Some(held_back) = held_back(sample) else {
                continue;
            };
            let mut points = careful(sample, points, *odds, &fitted.path);
            sample.unite(&mut points, *taken);
            let keep = kept(&points, &edges(&sample.document), &fitted.path);
            self.confidence(sample, &points, &keep);
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

    fn confidence(&mut self, sample: &Sample, points: &[f32], keep: &[bool]) {
        let Some([.., f1]) = score::word_score(sample, keep) else {
            return;
        };
        if sample.skipped || sample.gold_words() == 0 || sample.set == "moz-dev" {
            return;
        }
        let words = sample.words.iter().map(|words| words.len() as f32);
        let blocks = words.zip(points).zip(keep);
        let promise = promised(blocks.map(|((words, points), keep)| (words, *points, *keep)));
        self.promises.push((promise, f1));
    }

    /// Confidence: what was promised, what the confidence said, and the F1 of the pages, in five bins.
    pub(super) fn confidences(&self) -> String {
        let mut out = String::from("confidence: pages, promised, said, measured F1\n");
        let mut from = 0.0;
        for to in BINS {
            let inside = |promise: f32| (from..to).contains(&measured(promise));
            let bin: Vec<&(f32, f64)> = self.promises.iter().filter(|one| inside(one.0)).collect();
            let count = bin.len().max(1) as f64;
            let mean = |of: &dyn Fn(&(f32, f64)) -> f64| -> f64 {
                bin.iter().map(|one| of(one)).sum::<f64>() / count
            };
            let _ = writeln!(
                out,
                "{from:.2}-{to:.2} {:5} {:.3} {:.3} {:.3}",
                bin.len(),
                mean(&|one| f64::from(one.0)),
                mean(&|one| f64::from(measured(one.0))),
                mean(&|one| one.1)
            );
            from = to;
        }
        out
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

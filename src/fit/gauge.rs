//! The measures that plain text is judged by: F1, damage, how many inputs are hurt or come back worse, and snippets.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::sample::Sample;
use super::score;
use super::search::{careful, kept};
use super::stages::Fitted;
use crate::classify::edges;

/// Share of lost words from which an input is hurt.
const HURT: f64 = 0.05;
/// Loss of F1 from which an input is worse than before.
const WORSE: f64 = 0.005;

/// Sums over one group of inputs.
#[derive(Default)]
struct Sums {
    inputs: f64,
    f1: f64,
    damage: f64,
    hurt: f64,
    worse: f64,
    /// Snippets that belong in the body: all and kept; and those that do not: all and gone.
    with: [f64; 2],
    without: [f64; 2],
}

/// Measures of many inputs, by set and source.
#[derive(Default)]
pub(super) struct Gauge(BTreeMap<(String, String), Sums>);

impl Gauge {
    /// Adds the inputs for which `held_back` gives an answer.
    pub(super) fn add(
        &mut self,
        samples: &[Sample],
        fitted: &Fitted,
        held_back: impl Fn(&Sample) -> bool,
    ) {
        for ((sample, points), odds) in samples.iter().zip(&fitted.points).zip(&fitted.odds) {
            if !held_back(sample) {
                continue;
            }
            let points = careful(sample, points, *odds, &fitted.path);
            let keep = kept(&points, &edges(&sample.document), &fitted.path);
            let group = match sample.source.as_str() {
                "clean" => "clean",
                "wholepage" | "justext" => "pages",
                _ => "extractors",
            };
            let all = Some("ALL").filter(|_| group != "clean");
            for group in all.into_iter().chain([group]) {
                let key = (sample.set.clone(), group.to_owned());
                self.0.entry(key).or_default().add(sample, &keep);
            }
        }
    }

    /// One line a group, in percent.
    pub(super) fn table(&self) -> String {
        let mut out = String::new();
        for ((set, group), sums) in &self.0 {
            let share = |part: f64, whole: f64| 100.0 * part / whole.max(1.0);
            let _ = writeln!(
                out,
                "{set:15} {group:10} {:5}  F1 {:5.2}  damage {:4.2}  hurt {:4.1}  worse {:4.1}  with {:5.2}  gone {:4.1}",
                sums.inputs,
                share(sums.f1, sums.inputs),
                share(sums.damage, sums.inputs),
                share(sums.hurt, sums.inputs),
                share(sums.worse, sums.inputs),
                share(sums.with[1], sums.with[0]),
                share(sums.without[1], sums.without[0]),
            );
        }
        out
    }
}

impl Sums {
    fn add(&mut self, sample: &Sample, keep: &[bool]) {
        self.inputs += 1.0;
        for (wanted, blocks) in &sample.snippets {
            if blocks.is_empty() {
                continue;
            }
            let found = blocks.iter().any(|block| keep[*block]);
            let counts = if *wanted {
                &mut self.with
            } else {
                &mut self.without
            };
            counts[0] += 1.0;
            counts[1] += f64::from(u8::from(found == *wanted));
        }
        let before = score::word_score(sample, &vec![true; keep.len()]);
        let (Some([_, _, f1]), Some([_, _, before])) = (score::word_score(sample, keep), before)
        else {
            return;
        };
        let damage = score::damage(sample, keep).unwrap_or(0.0);
        self.f1 += f1;
        self.damage += damage;
        self.hurt += f64::from(u8::from(damage > HURT));
        self.worse += f64::from(u8::from(f1 < before - WORSE));
    }
}

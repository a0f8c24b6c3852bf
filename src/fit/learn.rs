//! Logistic regressions with a base and small additions by page kind, and the search for the path's costs.

use super::sample::{Half, Sample};
use super::{Plan, score};
use crate::classify::{FeatureId, PageKind, PathCosts, Rows, Step, best_path, edges, second_look};

/// Passes over the data.
const PASSES: usize = 14;
const RATE: f32 = 0.25;
/// Pull towards zero: of the base, and of what a kind adds to it.
const BASE_PULL: f32 = 2e-2;
const KIND_PULL: f32 = 1.0e-2;
/// Additions smaller than this are no difference.
const SMALLEST: f32 = 0.12;
const KINDS: usize = PageKind::ALL.len();

/// The numbers of one look.
pub(super) struct Model {
    pub(super) base: Vec<f32>,
    pub(super) added: Vec<Vec<f32>>,
}

/// All numbers found.
pub(super) struct Fitted {
    pub(super) kinds: Vec<Vec<f32>>,
    pub(super) first: Model,
    pub(super) second: Model,
    pub(super) path: PathCosts,
}

impl Model {
    fn new() -> Self {
        let count = crate::classify::COUNT;
        Self {
            base: vec![0.0; count],
            added: vec![vec![0.0; count]; KINDS],
        }
    }

    fn points<'a>(&self, kind: usize, features: impl Iterator<Item = &'a FeatureId>) -> f32 {
        features
            .map(|feature| {
                self.base[usize::from(*feature)] + self.added[kind][usize::from(*feature)]
            })
            .sum()
    }

    fn prune(&mut self) {
        for added in self
            .added
            .iter_mut()
            .flatten()
            .filter(|added| added.abs() < SMALLEST)
        {
            *added = 0.0;
        }
        for base in self.base.iter_mut().filter(|base| base.abs() < 0.01) {
            *base = 0.0;
        }
    }
}

pub(super) fn fit(samples: &[Sample], plan: &Plan, report: &mut String) -> Fitted {
    let train: Vec<usize> = (0..samples.len())
        .filter(|at| !samples[*at].skipped)
        .filter(|at| match plan.half {
            Half::A => !samples[*at].odd,
            Half::B => samples[*at].odd,
            Half::All => true,
        })
        .collect();
    let (kinds, chosen) = if plan.text {
        (Vec::new(), vec![0; samples.len()])
    } else {
        fit_kinds(samples, &train, report)
    };
    let first = fit_look(samples, &train, &chosen, plan.text, &|at| {
        vec![&samples[at].first]
    });
    let seconds: Vec<Rows> = samples
        .iter()
        .zip(&chosen)
        .map(|(sample, kind)| {
            let chances: Vec<f32> = (0..sample.first.len())
                .map(|at| logistic(first.points(*kind, sample.first.row(at).iter())))
                .collect();
            second_look(&sample.document, &sample.context, &sample.signals, &chances)
        })
        .collect();
    let second = fit_look(samples, &train, &chosen, plan.text, &|at| {
        vec![&samples[at].first, &seconds[at]]
    });
    let points: Vec<Vec<f32>> = samples
        .iter()
        .zip(&seconds)
        .zip(&chosen)
        .map(|((sample, rows), kind)| {
            (0..rows.len())
                .map(|at| {
                    second.points(*kind, sample.first.row(at).iter())
                        + second.points(*kind, rows.row(at).iter())
                })
                .collect()
        })
        .collect();
    let path = search_path(samples, &train, &points, plan.text, report);
    describe(samples, &points, &path, plan, report);
    Fitted {
        kinds,
        first,
        second,
        path,
    }
}

fn logistic(points: f32) -> f32 {
    1.0 / (1.0 + (-points).exp())
}

/// How much a block's label counts: its share of the page's gold words; wrongly lost words weigh more in plain text.
fn weigh(sample: &Sample, at: usize, text: bool) -> Option<(f32, f32)> {
    let cover = *sample.cover.get(at)?;
    if cover < 0.0 {
        return None;
    }
    let label = if cover >= 0.5 { 1.0 } else { 0.0 };
    let set = match sample.set.as_str() {
        "aeb-dev" => 3.0,
        "moz-dev" => 0.5,
        "text-other-dev" => 0.5,
        _ if sample.source == "clean" => 1.0,
        _ => 1.0,
    };
    let Some(_) = &sample.gold else {
        return Some((label, if text { 0.1 } else { 0.25 }));
    };
    let words = sample.words[at].len() as f32 + 1.0;
    let gold = (sample.gold_words() as f32).max(40.0);
    let lost = match (text, label > 0.5) {
        (true, true) => 3.0,
        (true, false) => 1.0,
        (false, true) => 1.1,
        (false, false) => 0.9,
    };
    let doubt = if (0.3..0.7).contains(&cover) {
        0.3
    } else {
        1.0
    };
    Some((label, set * doubt * lost * (words / gold).min(0.5)))
}

fn fit_look<'a>(
    samples: &'a [Sample],
    train: &[usize],
    kinds: &[usize],
    text: bool,
    rows: &dyn Fn(usize) -> Vec<&'a Rows>,
) -> Model
where
{
    let mut model = Model::new();
    let count = crate::classify::COUNT;
    let mut base_sum = vec![1e-3f32; count];
    let mut added_sum = vec![vec![1e-3f32; count]; KINDS];
    let mut order: Vec<usize> = train.to_vec();
    let mut random = 0x2545_f491_4f6c_dd1du64;
    for pass in 0..PASSES {
        shuffle(&mut order, &mut random);
        let rate = RATE / (1.0 + pass as f32 * 0.3);
        for &at in &order {
            let sample = &samples[at];
            let kind = kinds[at];
            let looks = rows(at);
            for block in 0..sample.first.len() {
                let Some((label, weight)) = weigh(sample, block, text) else {
                    continue;
                };
                let features = || looks.iter().flat_map(|look| look.row(block).iter());
                let error = logistic(model.points(kind, features())) - label;
                let push = error * weight;
                for feature in features() {
                    let feature = usize::from(*feature);
                    let gradient = push + BASE_PULL * weight * model.base[feature];
                    base_sum[feature] += gradient * gradient;
                    model.base[feature] -= rate * gradient / base_sum[feature].sqrt();
                    if !text {
                        let gradient =
                            push + KIND_PULL.max(0.2 * weight) * 0.5 * model.added[kind][feature];
                        added_sum[kind][feature] += gradient * gradient;
                        model.added[kind][feature] -=
                            0.5 * rate * gradient / added_sum[kind][feature].sqrt();
                    }
                }
            }
        }
    }
    model.prune();
    model
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(at, (*random % (at as u64 + 1)) as usize);
    }
}

/// The kind model, and for each sample the kind that a model which has not seen it gives.
fn fit_kinds(
    samples: &[Sample],
    train: &[usize],
    report: &mut String,
) -> (Vec<Vec<f32>>, Vec<usize>) {
    let known: Vec<usize> = train
        .iter()
        .copied()
        .filter(|at| samples[*at].kind.is_some())
        .collect();
    let all = kind_model(samples, &known);
    let mut chosen: Vec<usize> = samples
        .iter()
        .map(|sample| best_kind(&all, &sample.page))
        .collect();
    let fold = |at: usize| at / 7 % 3;
    for part in 0..3 {
        let others: Vec<usize> = known
            .iter()
            .copied()
            .filter(|at| fold(*at) != part)
            .collect();
        let model = kind_model(samples, &others);
        for &at in train.iter().filter(|at| fold(**at) == part) {
            chosen[at] = best_kind(&model, &samples[at].page);
        }
    }
    let right = |odd: &dyn Fn(usize) -> bool| {
        let judged: Vec<usize> = (0..samples.len())
            .filter(|at| samples[*at].kind.is_some() && odd(*at))
            .collect();
        judged
            .iter()
            .filter(|at| {
                samples[**at]
                    .kind
                    .is_some_and(|kind| kind as usize == chosen[**at])
            })
            .count() as f64
            / judged.len().max(1) as f64
    };
    report.push_str(&format!(
        "kinds right: train {:.3}, held back {:.3}\n",
        right(&|at| train.contains(&at)),
        right(&|at| !train.contains(&at))
    ));
    (all, chosen)
}

fn best_kind(model: &[Vec<f32>], features: &[FeatureId]) -> usize {
    let points = |kind: usize| -> f32 {
        features
            .iter()
            .map(|feature| model[kind][usize::from(*feature)])
            .sum()
    };
    (0..KINDS)
        .max_by(|a, b| points(*a).total_cmp(&points(*b)))
        .unwrap_or(0)
}

fn kind_model(samples: &[Sample], train: &[usize]) -> Vec<Vec<f32>> {
    let count = crate::classify::COUNT;
    let mut model = vec![vec![0.0f32; count]; KINDS];
    let mut sums = vec![vec![1e-2f32; count]; KINDS];
    let mut order = train.to_vec();
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    for pass in 0..30 {
        shuffle(&mut order, &mut random);
        let rate = 0.1 / (1.0 + pass as f32 * 0.2);
        for &at in &order {
            let (Some(kind), features) = (samples[at].kind, &samples[at].page) else {
                continue;
            };
            let points: Vec<f32> = (0..KINDS)
                .map(|kind| {
                    features
                        .iter()
                        .map(|feature| model[kind][usize::from(*feature)])
                        .sum()
                })
                .collect();
            let top = points.iter().copied().fold(f32::MIN, f32::max);
            let total: f32 = points.iter().map(|points| (points - top).exp()).sum();
            for other in 0..KINDS {
                let error = (points[other] - top).exp() / total
                    - if other == kind as usize { 1.0 } else { 0.0 };
                for feature in features {
                    let feature = usize::from(*feature);
                    let gradient = error + 0.02 * model[other][feature];
                    sums[other][feature] += gradient * gradient;
                    model[other][feature] -= rate * gradient / sums[other][feature].sqrt();
                }
            }
        }
    }
    for points in model
        .iter_mut()
        .flatten()
        .filter(|points| points.abs() < 0.05)
    {
        *points = 0.0;
    }
    model
}

fn search_path(
    samples: &[Sample],
    train: &[usize],
    points: &[Vec<f32>],
    text: bool,
    report: &mut String,
) -> PathCosts {
    let mut best = (
        f64::MIN,
        PathCosts {
            change: 0.0,
            change_at_edge: 0.0,
            precision: -0.8,
            balanced: 0.0,
            recall: 0.8,
        },
    );
    for change in [0.0, 0.3, 0.7, 1.2, 2.0] {
        for edge in [0.0, 0.5, 1.0] {
            for balanced in [-0.3, 0.0, 0.3, 0.6, 0.9, 1.2, 1.6, 2.0] {
                let costs = PathCosts {
                    change,
                    change_at_edge: change * edge,
                    precision: balanced - 0.9,
                    balanced,
                    recall: balanced + 0.9,
                };
                let sum: f64 = train
                    .iter()
                    .filter_map(|at| value(&samples[*at], &points[*at], &costs, text))
                    .sum();
                if sum > best.0 {
                    best = (sum, costs);
                }
            }
        }
    }
    report.push_str(&format!("path {:?}\n", best.1));
    best.1
}

fn value(sample: &Sample, points: &[f32], costs: &PathCosts, text: bool) -> Option<f64> {
    let keep = kept(sample, points, costs);
    let f1 = score::word_score(sample, &keep)?[2];
    let damage = if text {
        score::damage(sample, &keep)?
    } else {
        0.0
    };
    Some(f1 - damage)
}

fn kept(sample: &Sample, points: &[f32], costs: &PathCosts) -> Vec<bool> {
    let points: Vec<f32> = points
        .iter()
        .map(|points| points + costs.balanced)
        .collect();
    best_path(&points, &edges(&sample.document), costs)
        .iter()
        .map(|Step { keep, .. }| *keep)
        .collect()
}

/// F1 by set and kind, on the pages fitted on and on those held back; and that of the best choice of blocks.
fn describe(
    samples: &[Sample],
    points: &[Vec<f32>],
    path: &PathCosts,
    plan: &Plan,
    report: &mut String,
) {
    let mut groups: std::collections::BTreeMap<(String, String, bool), Vec<[f64; 3]>> =
        std::collections::BTreeMap::new();
    for (sample, points) in samples.iter().zip(points) {
        let held_back = match plan.half {
            Half::A => sample.odd,
            Half::B => !sample.odd,
            Half::All => false,
        };
        let keep = kept(sample, points, path);
        let Some(score) = score::word_score(sample, &keep) else {
            continue;
        };
        let best: Vec<bool> = sample.cover.iter().map(|cover| *cover >= 0.5).collect();
        let row = [
            score[2],
            score::damage(sample, &keep).unwrap_or(0.0),
            score::word_score(sample, &best).map_or(0.0, |score| score[2]),
        ];
        let kind = if sample.source.is_empty() {
            sample.kind.map_or("-", PageKind::name).to_owned()
        } else {
            sample.source.clone()
        };
        for kind in [kind, "all".to_owned()] {
            groups
                .entry((sample.set.clone(), kind, held_back))
                .or_default()
                .push(row);
        }
    }
    for ((set, kind, held_back), rows) in groups {
        let mean =
            |column: usize| rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64;
        let part = if held_back { "held back" } else { "fitted on" };
        report.push_str(&format!(
            "{set:16} {kind:14} {part} {:5}  F1 {:.4}  damage {:.4}  bound {:.4}\n",
            rows.len(),
            mean(0),
            mean(1),
            mean(2)
        ));
    }
}

//! The kinds of pages: a softmax regression over what a page says of itself and is made of.

use super::learn::{KINDS, shuffle};
use super::sample::Sample;
use super::settings::Settings;
use crate::classify::{COUNT, FeatureId, KindChances, chances_of};

/// Smaller numbers are none.
const SMALLEST: f32 = 0.05;

/// The model of kinds, and for each sample the chances that a model gives which has not seen it.
pub(super) fn fit_kinds(
    samples: &[Sample],
    train: &[usize],
    settings: &Settings,
    report: &mut String,
) -> (Vec<Vec<f32>>, Vec<KindChances>) {
    let known: Vec<usize> = train
        .iter()
        .copied()
        .filter(|at| samples[*at].kind.is_some())
        .collect();
    let all = kind_model(samples, &known, settings);
    let mut chances: Vec<KindChances> = samples
        .iter()
        .map(|sample| kind_chances(&all, &sample.page))
        .collect();
    let mut seen = vec![false; samples.len()];
    for part in 0..super::FOLDS {
        let others: Vec<usize> = known
            .iter()
            .copied()
            .filter(|at| super::fold(&samples[*at]) != part)
            .collect();
        let model = kind_model(samples, &others, settings);
        for &at in train
            .iter()
            .filter(|at| super::fold(&samples[**at]) == part)
        {
            chances[at] = kind_chances(&model, &samples[at].page);
            seen[at] = true;
        }
    }
    let right = |seen_then: bool| {
        let judged: Vec<bool> = (0..samples.len())
            .filter(|at| seen[*at] == seen_then)
            .filter_map(|at| {
                let top = chances[at].iter().copied().fold(0.0, f32::max);
                samples[at]
                    .kind
                    .map(|kind| chances[at][kind as usize] == top)
            })
            .collect();
        judged.iter().filter(|right| **right).count() as f64 / judged.len().max(1) as f64
    };
    report.push_str(&format!(
        "kinds right: fitted on {:.3}, others {:.3}\n",
        right(true),
        right(false)
    ));
    (all, chances)
}

/// The features without a share of them, the first (the bias) always among them.
fn some(features: &[FeatureId], dropped: f32, random: &mut u64) -> Vec<FeatureId> {
    let mut kept = Vec::with_capacity(features.len());
    for (at, feature) in features.iter().enumerate() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        if at == 0 || (*random >> 40) as f32 / (1u32 << 24) as f32 >= dropped {
            kept.push(*feature);
        }
    }
    kept
}

fn kind_points(model: &[Vec<f32>], features: &[FeatureId]) -> KindChances {
    std::array::from_fn(|kind| {
        features
            .iter()
            .map(|feature| model[kind][usize::from(*feature)])
            .sum()
    })
}

fn kind_chances(model: &[Vec<f32>], features: &[FeatureId]) -> KindChances {
    chances_of(kind_points(model, features), features.len())
}

fn kind_model(samples: &[Sample], train: &[usize], settings: &Settings) -> Vec<Vec<f32>> {
    let mut model = vec![vec![0.0f32; COUNT]; KINDS];
    let mut squares = vec![vec![1e-2f32; COUNT]; KINDS];
    let mut order = train.to_vec();
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    for pass in 0..30 {
        shuffle(&mut order, &mut random);
        let rate = 0.1 / (1.0 + pass as f32 * 0.2);
        for &at in &order {
            let Some(kind) = samples[at].kind else {
                continue;
            };
            let share = if pass % 2 == 0 { settings.dropout } else { 0.0 };
            let features = &some(&samples[at].page, share, &mut random);
            let points = kind_points(&model, features);
            let top = points.iter().copied().fold(f32::MIN, f32::max);
            let total: f32 = points.iter().map(|points| (points - top).exp()).sum();
            for other in 0..KINDS {
                let error = (points[other] - top).exp() / total
                    - if other == kind as usize { 1.0 } else { 0.0 };
                for feature in features {
                    let feature = usize::from(*feature);
                    let gradient = error + 0.02 * model[other][feature];
                    squares[other][feature] += gradient * gradient;
                    let scale = rate / squares[other][feature].sqrt();
                    let moved = model[other][feature] - scale * gradient;
                    model[other][feature] = moved.signum() * (moved.abs() - scale * 0.01).max(0.0);
                }
            }
        }
    }
    for points in model.iter_mut().flatten() {
        if points.abs() < SMALLEST {
            *points = 0.0;
        }
    }
    model
}

//! Whether a plain text is one article: a logistic regression over features of the whole text.

use super::learn::{shuffle, sum};
use super::sample::Sample;
use crate::classify::{COUNT, FeatureId, article_features, chance};

const PASSES: usize = 30;
const RATE: f32 = 0.2;
const PULL: f32 = 0.01;

/// The weights, and the odds of each sample. `points`: of each sample's lines, by models that have not seen it.
pub(super) fn fit(
    samples: &[Sample],
    train: &[usize],
    points: &[Vec<f32>],
    sharp: f32,
) -> (Vec<f32>, Vec<f32>) {
    let rows: Vec<Vec<FeatureId>> = samples
        .iter()
        .zip(points)
        .map(|(sample, points)| {
            article_features(&sample.document, &sample.context, &sample.signals, points)
        })
        .collect();
    let label = |at: usize| match samples[at].set.as_str() {
        _ if samples[at].source == "clean" => None,
        set if set.starts_with("text-dev") => Some(1.0),
        set if set.starts_with("text-other") => Some(0.0),
        _ => None,
    };
    let mut order: Vec<usize> = train
        .iter()
        .copied()
        .filter(|at| label(*at).is_some())
        .collect();
    let articles = order.iter().filter(|at| label(**at) == Some(1.0)).count();
    let others = order.len() - articles;
    // Both classes count the same.
    let balance = articles as f32 / others.max(1) as f32;
    let (mut weights, mut squares) = (vec![0.0f32; COUNT], vec![1e-1f32; COUNT]);
    let mut random = 0x2545_f491_4f6c_dd1du64;
    for pass in 0..PASSES {
        shuffle(&mut order, &mut random);
        let rate = RATE / (1.0 + pass as f32 * 0.5);
        for &at in &order {
            let label = label(at).unwrap_or(0.0);
            let weight = if label > 0.5 { 1.0 } else { balance };
            let error = (chance(sum(&weights, &rows[at])) - label) * weight;
            for feature in &rows[at] {
                let feature = usize::from(*feature);
                let gradient = error + PULL * weight * weights[feature];
                squares[feature] += gradient * gradient;
                weights[feature] -= rate * gradient / squares[feature].sqrt();
            }
        }
    }
    for weight in &mut weights {
        *weight *= sharp;
    }
    let odds = rows.iter().map(|row| sum(&weights, row).exp()).collect();
    (weights, odds)
}

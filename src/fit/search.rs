//! The search for the costs of the path, on the F1 of whole pages.

use super::sample::Sample;
use super::score;
use super::settings::Settings;
use crate::classify::{PathCosts, Step, benefit, best_path, care, care_share, edges, leave_thread};

pub(super) fn search_path(
    samples: &[Sample],
    train: &[usize],
    (points, odds): (&[Vec<f32>], &[f32]),
    text: bool,
    settings: &Settings,
    report: &mut String,
) -> PathCosts {
    let edges: Vec<Vec<bool>> = samples
        .iter()
        .map(|sample| edges(&sample.document))
        .collect();
    let care = if text { settings.care } else { 0.0 };
    let mut best = (f64::MIN, costs(0.0, 0.0, 0.0, 0.0));
    for change in [0.0, 0.3, 0.7, 1.2, 2.0] {
        for edge in [0.0, 0.5, 1.0] {
            if change == 0.0 && edge > 0.0 {
                continue;
            }
            for step in -2..=12 {
                let costs = costs(change, change * edge, step as f32 * 0.15, care);
                let sum: f64 = train
                    .iter()
                    .filter_map(|&at| {
                        let points = careful(&samples[at], &points[at], odds[at], &costs);
                        let keep = kept(&points, &edges[at], &costs);
                        value(&samples[at], &keep, text, settings)
                    })
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

fn costs(change: f32, change_at_edge: f32, balanced: f32, care: f32) -> PathCosts {
    PathCosts {
        change,
        change_at_edge,
        precision: balanced - 0.9,
        balanced,
        recall: balanced + 0.9,
        care,
    }
}

/// F1 of a choice, as far as the blocks' share of the gold tells it; damage counts on top in plain text.
fn value(sample: &Sample, keep: &[bool], text: bool, settings: &Settings) -> Option<f64> {
    if sample.gold.is_none() && text {
        return None;
    }
    if sample.gold.is_none() {
        return Some(0.3 * score::snippet_counts(sample, keep).f1());
    }
    let (mut hits, mut kept, mut lost) = (0.0f64, 0.0f64, 0.0f64);
    for (at, words) in sample.words.iter().enumerate() {
        let words = words.len() as f64;
        let covered = words * f64::from(sample.cover[at]);
        if keep[at] {
            kept += words;
            hits += covered;
        } else {
            lost += covered;
        }
    }
    let gold = f64::from(sample.gold_words());
    let f1 = if hits > 0.0 {
        2.0 * hits / (kept + gold)
    } else {
        0.0
    };
    if text {
        let weight = if sample.set.starts_with("text-other") {
            f64::from(settings.other)
        } else {
            1.0
        };
        let damage = lost / (hits + lost).max(1.0);
        return Some(weight * (f1 - f64::from(settings.damage) * damage));
    }
    Some(if sample.set == "aeb-dev" {
        3.0 * f1
    } else {
        f1
    })
}

/// The points with what is added to all: the balance, and the care that a text of these odds of being an article wants.
pub(super) fn careful(sample: &Sample, points: &[f32], odds: f32, costs: &PathCosts) -> Vec<f32> {
    let more = |at: usize| benefit(at, &sample.document, &sample.signals);
    let mut points: Vec<f32> = points
        .iter()
        .enumerate()
        .map(|(at, points)| points + costs.balanced + more(at))
        .collect();
    let words = |at: usize| sample.words[at].len() as f32;
    let share = care_share(costs.care, odds, sample.signals.is_english);
    let added = care(&points, words, share);
    for points in &mut points {
        *points += added;
    }
    leave_thread(&mut points, &sample.document, &sample.signals, odds);
    points
}

/// The blocks that the best path keeps.
pub(super) fn kept(points: &[f32], edges: &[bool], costs: &PathCosts) -> Vec<bool> {
    best_path(points, edges, costs)
        .iter()
        .map(|Step { keep, .. }| *keep)
        .collect()
}

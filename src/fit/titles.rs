//! The weights of a title's evidence: the candidate that is the gold title against all others of its page.

use std::fmt::Write;

use serde::Deserialize;

use super::sample::{each_line, letters_hash};
use super::{PARTS, Plan};
use crate::title::{EVIDENCE, WEIGHTS, evidence, folded};
use crate::{Cleaner, Source};

/// Steps over all pages.
const STEPS: usize = 250;
/// Steps from which the pages whose gold no weights can reach no longer pull.
const TRUSTING: usize = 125;
/// Pull of every weight towards zero, in pages.
const PULL: f32 = 0.5;

#[derive(Deserialize)]
struct Line {
    id: String,
    url: Option<String>,
    set: String,
    html: String,
    gold: Gold,
}

#[derive(Deserialize)]
struct Gold {
    title: Option<String>,
}

/// A page's candidates, and which of them are right.
struct Page {
    set: String,
    part: u32,
    candidates: Vec<(Vec<f32>, bool)>,
}

/// Finds the weights, and says how often the best candidate is right: on all pages, and on those held back.
pub(super) fn run(plan: &Plan) -> Result<String, String> {
    let mut pages = Vec::new();
    each_line(plan, |line: &Line| pages.extend(page(line)))?;
    let mut report = String::new();
    let now: Vec<f32> = WEIGHTS.to_vec();
    score("now", &pages, |_| &now, &mut report);
    let all = fit(&pages, None);
    score("fitted on all", &pages, |_| &all, &mut report);
    let parts: Vec<Vec<f32>> = (0..PARTS).map(|part| fit(&pages, Some(part))).collect();
    let unseen = |page: &Page| &parts[page.part as usize];
    score("held back", &pages, unseen, &mut report);
    for (name, weight) in EVIDENCE.iter().zip(&all) {
        let _ = writeln!(report, "    {name} {weight:.2}");
    }
    Ok(report)
}

fn page(line: &Line) -> Option<Page> {
    let gold = folded(line.gold.title.as_deref()?);
    let mut source = Source::html(line.html.as_str());
    if let Some(url) = &line.url {
        source = source.url(url);
    }
    let (document, ..) = Cleaner::shared().evidence(&source);
    let candidates = evidence(&document.head)
        .into_iter()
        .map(|(text, strengths)| (strengths, text == gold))
        .collect();
    let hash = letters_hash(&line.id);
    Some(Page {
        set: line.set.clone(),
        part: (hash >> 7) as u32 % PARTS,
        candidates,
    })
}

/// Full-batch steps of the softmax regression, held by a pull; at last each page's share in a step is the chance it gives
/// the right candidate, so that pages whose gold nothing supports stop to matter.
fn fit(pages: &[Page], without: Option<u32>) -> Vec<f32> {
    let mut weights = vec![0.0f32; WEIGHTS.len()];
    let mut squares = vec![1e-3f32; WEIGHTS.len()];
    let mut means = vec![0.0f32; WEIGHTS.len()];
    let learnt: Vec<&Page> = pages
        .iter()
        .filter(|page| Some(page.part) != without)
        .filter(|page| page.candidates.iter().any(|(_, right)| *right))
        .collect();
    for step in 0..STEPS {
        let mut gradient: Vec<f32> = weights.iter().map(|weight| PULL * weight).collect();
        for page in &learnt {
            let chances = chances(page, &weights);
            let right: f32 = page
                .candidates
                .iter()
                .zip(&chances)
                .filter(|((_, right), _)| *right)
                .map(|(_, chance)| chance)
                .sum();
            // Pages whose gold nothing supports stop to pull after a while.
            let share = if step < TRUSTING {
                1.0
            } else {
                0.1 + 0.9 * right
            };
            for ((strengths, is_right), chance) in page.candidates.iter().zip(&chances) {
                let wanted = if *is_right {
                    chance / right.max(1e-9)
                } else {
                    0.0
                };
                for (slot, strength) in gradient.iter_mut().zip(strengths) {
                    *slot += share * (chance - wanted) * strength;
                }
            }
        }
        let rate = 0.2 / (1.0 + step as f32 * 0.03);
        for (((weight, square), mean), slot) in weights
            .iter_mut()
            .zip(&mut squares)
            .zip(&mut means)
            .zip(&gradient)
        {
            *square = 0.95 * *square + 0.05 * slot * slot;
            *mean = 0.8 * *mean + 0.2 * slot;
            *weight -= rate * *mean / square.sqrt();
        }
    }
    weights
}

fn points(strengths: &[f32], weights: &[f32]) -> f32 {
    strengths.iter().zip(weights).map(|(a, b)| a * b).sum()
}

fn chances(page: &Page, weights: &[f32]) -> Vec<f32> {
    let points: Vec<f32> = page
        .candidates
        .iter()
        .map(|(strengths, _)| points(strengths, weights))
        .collect();
    let top = points.iter().copied().fold(f32::MIN, f32::max);
    let odds: Vec<f32> = points.iter().map(|points| (points - top).exp()).collect();
    let total: f32 = odds.iter().sum();
    odds.iter().map(|odds| odds / total).collect()
}

fn score<'a>(
    name: &str,
    pages: &[Page],
    weights: impl Fn(&Page) -> &'a Vec<f32>,
    report: &mut String,
) {
    let mut sets: Vec<&str> = pages.iter().map(|page| page.set.as_str()).collect();
    sets.dedup();
    for set in sets {
        let of_set: Vec<&Page> = pages.iter().filter(|page| page.set == set).collect();
        let right = of_set.iter().filter(|page| {
            let weights = weights(page);
            let best = page.candidates.iter().reduce(|best, next| {
                if points(&next.0, weights) > points(&best.0, weights) {
                    next
                } else {
                    best
                }
            });
            best.is_some_and(|(_, right)| *right)
        });
        let reachable = of_set
            .iter()
            .filter(|page| page.candidates.iter().any(|(_, right)| *right));
        let _ = writeln!(
            report,
            "{name:14} {set:10} {:5} pages, right {:.4}, has the right one {:.4}",
            of_set.len(),
            right.count() as f64 / of_set.len() as f64,
            reachable.count() as f64 / of_set.len() as f64
        );
    }
}

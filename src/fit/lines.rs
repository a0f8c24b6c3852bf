//! The weights of the lines that may be a plain text's title: the right line, or none, against all others.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use super::sample::each_line;
use super::{Plan, align, learn, table};
use crate::classify::{COUNT, FeatureId, Group};
use crate::{Cleaner, Format, Source};

/// Passes over the texts, and the size of the first steps.
const PASSES: usize = 24;
const RATE: f32 = 0.3;
/// Pull towards zero.
const PULL: f32 = 0.004;
/// What a clean article counts, beside a scraped text, for the title to be taken out of the body; the first heading of one
/// may be named.
const CLEAN: f32 = 12.0;
/// What a clean article counts that starts with its title, for naming it.
const TITLED: f32 = 0.3;
/// What a scraped text without its title's line counts.
const UNTITLED: f32 = 0.42;
/// What a text of another kind of page counts beside an article.
const OTHER_KIND: f32 = 0.6;
/// Names of sources in the report: clean articles, and the end of those with addresses.
const CLEAN_TEXT: &str = "clean";
const ADDRESSED: &str = "+address";

#[derive(Deserialize)]
struct Line {
    id: String,
    source: Option<String>,
    set: Option<String>,
    url: Option<String>,
    /// The kind of its page; an article's where it is not known.
    r#type: Option<String>,
    text: String,
    gold: Gold,
}

#[derive(Deserialize)]
struct Gold {
    title: Option<String>,
    body: Option<String>,
}

/// One text with its candidates.
struct Text {
    set: String,
    source: String,
    hash: u64,
    rows: Vec<Vec<FeatureId>>,
    /// Whether each candidate is the right title.
    right: Vec<bool>,
    named: f32,
    taken_out: f32,
}

/// What is decided of a line.
#[derive(Clone, Copy, PartialEq)]
enum Decision {
    Named,
    TakenOut,
}

impl Text {
    fn weight(&self, decision: Decision) -> f32 {
        match decision {
            Decision::Named => self.named,
            Decision::TakenOut => self.taken_out,
        }
    }

    /// Nothing is to be taken out of a clean article.
    fn is_right(&self, at: usize, decision: Decision) -> bool {
        self.right[at] && (decision == Decision::Named || !self.source.starts_with(CLEAN_TEXT))
    }

    /// The line that is named, and whether it is taken out.
    fn best(&self, [named, taken_out]: &[Vec<f32>; 2]) -> Option<(usize, bool)> {
        let scores = self.rows.iter().map(|row| learn::sum(named, row));
        let best = scores
            .enumerate()
            .filter(|(_, score)| *score > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        best.map(|(at, _)| (at, at > 0 || learn::sum(taken_out, &self.rows[at]) > 0.0))
    }
}

/// Fits the weights on all texts and writes them; the report is of weights fitted on the other half of the pages.
pub(super) fn run(plan: &Plan) -> Result<String, String> {
    let texts = read(plan)?;
    let mut report = format!("{} texts\n", texts.len());
    let mut scores: BTreeMap<String, [u32; 5]> = BTreeMap::new();
    for half in [0, 1] {
        let train: Vec<&Text> = texts
            .iter()
            .filter(|text| text.hash.count_ones() % 2 == half)
            .collect();
        let points = fit_both(&train);
        for text in &texts {
            let part = if text.hash.count_ones() % 2 == half {
                "fitted on"
            } else {
                "held back"
            };
            let score = scores
                .entry(format!("{part} {} {}", text.set, text.source))
                .or_default();
            add(score, text, &points);
        }
    }
    for (name, [there, right, none, wrong, out]) in scores {
        let share = |part: u32, whole: u32| 100.0 * f64::from(part) / f64::from(whole.max(1));
        let _ = writeln!(
            report,
            "{name:38} title there {there:5} right {:5.1} | no title there {none:5} one named {:5.1} | taken out {:5.1}",
            share(right, there),
            share(wrong, none),
            share(out, there + none)
        );
    }
    let [named, taken_out] = fit_both(&texts.iter().collect::<Vec<_>>());
    table::write_title(&named, &taken_out, plan)?;
    Ok(report)
}

fn fit_both(texts: &[&Text]) -> [Vec<f32>; 2] {
    let (addressed, bare): (Vec<&Text>, Vec<&Text>) = texts
        .iter()
        .partition(|text| text.source.ends_with(ADDRESSED));
    [Decision::Named, Decision::TakenOut].map(|decision| {
        let mut points = vec![0.0; COUNT];
        fit(&mut points, &bare, decision, |feature| {
            !is_of_address(feature)
        });
        // What an address says is added to the rest, which must hold without it.
        fit(&mut points, &addressed, decision, is_of_address);
        points
    })
}

fn is_of_address(feature: FeatureId) -> bool {
    let (group, _) = Group::of(feature);
    [Group::HeadAddress, Group::HeadSite]
        .map(|group| group as usize)
        .contains(&group)
}

fn read(plan: &Plan) -> Result<Vec<Text>, String> {
    let cleaner = Cleaner::default();
    let mut texts = Vec::new();
    each_line(plan, |line: &Line| {
        let source = line.source.clone().unwrap_or_default();
        let mut add = |content: &str, source: &str| {
            texts.push(text(&cleaner, line, content, source));
            if line.url.is_some() {
                let addressed = format!("{source}{ADDRESSED}");
                texts.push(text(&cleaner, line, content, &addressed));
            }
        };
        if source == "wholepage" {
            // As the page shows it: its first line is the head's title, which no reader sees.
            let shown = line.text.trim_start().split_once('\n');
            add(shown.map_or("", |(_, shown)| shown), "shown");
            if let Some(body) = &line.gold.body {
                add(body, CLEAN_TEXT);
            }
        }
        add(&line.text, &source);
    })?;
    Ok(texts)
}

fn text(cleaner: &Cleaner, line: &Line, content: &str, source: &str) -> Text {
    let mut input = Source::decoded(content, Format::Text);
    let url = line.url.as_deref().filter(|_| source.ends_with(ADDRESSED));
    if let Some(url) = url {
        input = input.url(url);
    }
    let (candidates, rows) = cleaner.title_evidence(&input);
    let title = align::words(line.gold.title.as_deref().unwrap_or(""));
    let right: Vec<bool> = candidates
        .iter()
        .map(|text| is_same(&align::words(text), &title))
        .collect();
    let page = line.id.split('/').next().unwrap_or(&line.id);
    let clean = source.starts_with(CLEAN_TEXT);
    let known = line.gold.title.is_some();
    let there = right.contains(&true);
    let scraped = match (known, there) {
        (false, _) => 0.0,
        (_, true) => 1.0,
        (_, false) => UNTITLED,
    };
    let is_other = line.r#type.as_deref().is_some_and(|kind| kind != "article");
    let share = if is_other { OTHER_KIND } else { 1.0 };
    Text {
        set: line.set.clone().unwrap_or_default(),
        source: source.to_owned(),
        hash: crate::classify::folded_hash(page),
        rows: (0..rows.len()).map(|at| rows.row(at).to_vec()).collect(),
        named: share
            * match (clean, there) {
                (false, _) => scraped,
                (_, true) => TITLED,
                _ => 0.0,
            },
        taken_out: share * if clean { CLEAN } else { scraped },
        right,
    }
}

/// Word F1 of nine tenths or more.
fn is_same(text: &[u64], title: &[u64]) -> bool {
    let mut left = title.to_vec();
    let shared = text.iter().filter(|word| {
        let place = left.iter().position(|other| other == *word);
        place.is_some_and(|place| {
            left.swap_remove(place);
            true
        })
    });
    let shared = shared.count();
    shared > 0 && shared * 20 >= (text.len() + title.len()) * 9
}

fn add([there, right, none, wrong, out]: &mut [u32; 5], text: &Text, points: &[Vec<f32>; 2]) {
    if text.taken_out == 0.0 {
        return;
    }
    let best = text.best(points);
    *out += u32::from(best.is_some_and(|(_, out)| out));
    if text.right.contains(&true) {
        *there += 1;
        *right += u32::from(best.is_some_and(|(at, _)| text.right[at]));
    } else {
        *none += 1;
        *wrong += u32::from(best.is_some());
    }
}

/// A softmax over the candidates and none of them, whose score is 0; finds the points of the features asked for.
fn fit(
    points: &mut Vec<f32>,
    texts: &[&Text],
    decision: Decision,
    is_free: impl Fn(FeatureId) -> bool,
) {
    let (mut squares, mut mean) = (vec![1e-2f32; COUNT], vec![0.0f32; COUNT]);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1du64;
    for pass in 0..PASSES {
        learn::shuffle(&mut order, &mut random);
        let rate = RATE / (1.0 + pass as f32 * 0.3);
        for &at in &order {
            let text = texts[at];
            let weight = text.weight(decision);
            if weight == 0.0 {
                continue;
            }
            let scores: Vec<f32> = text
                .rows
                .iter()
                .map(|row| learn::sum(points, row).exp().min(1e9))
                .collect();
            let all: f32 = 1.0 + scores.iter().sum::<f32>();
            let right = |at: &usize| text.is_right(*at, decision);
            let rights: f32 = (0..scores.len()).filter(right).map(|at| scores[at]).sum();
            for (at, (row, score)) in text.rows.iter().zip(&scores).enumerate() {
                let wanted = if right(&at) { score / rights } else { 0.0 };
                let error = (score / all - wanted) * weight;
                if error.abs() < 1e-4 {
                    continue;
                }
                for feature in row.iter().filter(|feature| is_free(**feature)) {
                    let feature = usize::from(*feature);
                    let gradient = error + PULL * weight * points[feature];
                    squares[feature] += gradient * gradient;
                    points[feature] -= rate * gradient / squares[feature].sqrt();
                }
            }
        }
        if pass * 3 >= PASSES * 2 {
            for (sum, value) in mean.iter_mut().zip(&*points) {
                *sum += value / (PASSES - PASSES.div_ceil(3) * 2) as f32;
            }
        }
    }
    *points = mean;
}

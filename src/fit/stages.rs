//! The stages in their order: kinds, first look, second look, path.

use super::articles;
use super::kinds::fit_kinds;
use super::learn::{Model, Task, fit_look, sum};
use super::sample::Sample;
use super::search::search_path;
use super::settings::Settings;
use crate::classify::{
    KindChances, PageKind, PathCosts, Rows, bound_by_rules, chance, likeliest, second_look,
};

/// All numbers found.
pub(super) struct Fitted {
    pub(super) kinds: Vec<Vec<f32>>,
    pub(super) first: Model,
    pub(super) second: Model,
    pub(super) third: Option<Model>,
    pub(super) path: PathCosts,
    /// For a plain text to be one article, and each sample's odds of being one.
    pub(super) article: Option<Vec<f32>>,
    pub(super) odds: Vec<f32>,
    /// The points of each sample's blocks, without the bias.
    pub(super) points: Vec<Vec<f32>>,
    /// What kind each sample is taken for.
    pub(super) taken: Vec<PageKind>,
}

/// Fits all stages on the samples `train`. What a stage is fitted on comes from models of the stage before that have not
/// seen the page: a stage that learns from another's memory trusts it too much.
pub(super) fn fit(
    samples: &[Sample],
    train: &[usize],
    text: bool,
    settings: &Settings,
    report: &mut String,
) -> Fitted {
    let (kinds, mut chances) = if text {
        let article: KindChances = std::array::from_fn(|kind| if kind == 0 { 1.0 } else { 0.0 });
        (Vec::new(), vec![article; samples.len()])
    } else {
        fit_kinds(samples, train, settings, report)
    };
    if settings.oracle > 0.0 {
        for (chances, sample) in chances.iter_mut().zip(samples) {
            let known = PageKind::EACH.map(|kind| f32::from(u8::from(sample.kind == Some(kind))));
            *chances = if sample.kind.is_some() {
                known
            } else {
                *chances
            };
        }
    }
    let mut seen = vec![false; samples.len()];
    for at in train {
        seen[*at] = true;
    }
    let mut labels: Vec<Vec<(f32, f32)>> = samples
        .iter()
        .map(|sample| labels(sample, text, settings))
        .collect();
    let every_look = Task {
        samples,
        kinds: &chances,
        second: None,
        labels: &[],
        text,
        settings,
    };
    let mut looks: Vec<Model> = Vec::new();
    let mut rows: Option<Vec<Rows>> = None;
    let mut blind: Vec<Vec<f32>> = Vec::new();
    for _ in 0..if settings.third > 0.0 { 2 } else { 1 } {
        let task = Task {
            second: rows.as_ref(),
            labels: &labels,
            ..every_look
        };
        let mut folds = fold_models(&task, train);
        let unseen = task.points(|at| {
            let fold = if seen[at] {
                super::fold(&samples[at])
            } else {
                super::FOLDS
            };
            &folds[fold]
        });
        looks.push(folds.swap_remove(super::FOLDS));
        rows = Some(look_again(samples, &unseen));
        if settings.by_f1 > 0.0 {
            labels = by_f1(samples, &unseen, text, settings);
        }
        blind = unseen;
    }
    let task = Task {
        second: rows.as_ref(),
        labels: &labels,
        ..every_look
    };
    let last = fit_look(&task, train);
    let points = task.points(|_| &last);
    looks.push(last);
    let (article, odds) = if text && settings.care > 0.0 {
        let (article, odds) = articles::fit(samples, train, &blind, settings.sharp);
        (Some(article), odds)
    } else {
        (None, vec![0.0; samples.len()])
    };
    let path = search_path(samples, train, (&points, &odds), text, settings, report);
    let third = (looks.len() == 3).then(|| looks.pop().unwrap_or_default());
    let second = looks.pop().unwrap_or_default();
    Fitted {
        kinds,
        first: looks.swap_remove(0),
        second,
        third,
        path,
        article,
        odds,
        points,
        taken: chances.iter().map(likeliest).collect(),
    }
}

/// The evidence of the next look, from the points of this one.
fn look_again(samples: &[Sample], points: &[Vec<f32>]) -> Vec<Rows> {
    samples
        .iter()
        .zip(points)
        .map(|(sample, points)| {
            let chances: Vec<f32> = points.iter().map(|points| chance(*points)).collect();
            second_look(&sample.document, &sample.context, &sample.signals, &chances)
        })
        .collect()
}

impl Task<'_> {
    /// Points of all blocks, by the model of each page.
    fn points<'a>(&self, model: impl Fn(usize) -> &'a Model) -> Vec<Vec<f32>> {
        (0..self.samples.len())
            .map(|at| {
                let points = model(at).mix(&self.kinds[at]);
                let second = self.second.and_then(|second| second.get(at));
                all_points(&self.samples[at], second, &points, &self.kinds[at])
            })
            .collect()
    }
}

/// Labels whose weights are what a wrong decision costs in F1, as the pages stand after the look before.
fn by_f1(
    samples: &[Sample],
    points: &[Vec<f32>],
    text: bool,
    settings: &Settings,
) -> Vec<Vec<(f32, f32)>> {
    let pages = samples.iter().zip(points);
    pages
        .map(|(sample, points)| page_by_f1(sample, points, text, settings))
        .collect()
}

fn page_by_f1(sample: &Sample, points: &[f32], text: bool, settings: &Settings) -> Vec<(f32, f32)> {
    let mut labels = labels(sample, text, settings);
    if sample.gold.is_none() {
        return labels;
    }
    let gold = (sample.gold_words() as f32).max(40.0);
    let (mut kept, mut hits) = (0.0, 0.0);
    for (at, points) in points.iter().enumerate() {
        let words = sample.words[at].len() as f32 * chance(*points + 0.3);
        kept += words;
        hits += words * sample.cover[at];
    }
    let f1 = 2.0 * hits.min(gold) / (kept + gold);
    let mean = settings.by_f1 * (kept + gold) / 2.0 + (1.0 - settings.by_f1) * gold;
    let lost = (2.0 - f1) / 1.1;
    let wrong = f1.max(0.2) / 0.9;
    for (label, weight) in &mut labels {
        let by_label = if *label > 0.5 { lost } else { wrong };
        *weight *= (1.0 + settings.by_f1 * (by_label - 1.0)) * gold / mean;
    }
    labels
}

/// The model of a look, and for each fold one that has not seen it.
fn fold_models(task: &Task, train: &[usize]) -> Vec<Model> {
    let parts: Vec<Vec<usize>> = (0..=super::FOLDS)
        .map(|part| {
            let others = train.iter().copied();
            others
                .filter(|at| super::fold(&task.samples[*at]) != part)
                .collect()
        })
        .collect();
    // Two at a time.
    let mut models = Vec::new();
    for pair in parts.chunks(2) {
        std::thread::scope(|scope| {
            let running: Vec<_> = pair
                .iter()
                .map(|part| scope.spawn(|| fit_look(task, part)))
                .collect();
            models.extend(running.into_iter().filter_map(|one| one.join().ok()));
        });
    }
    models
}

fn all_points(
    sample: &Sample,
    second: Option<&Rows>,
    points: &[f32],
    kinds: &KindChances,
) -> Vec<f32> {
    let kind = likeliest(kinds);
    (0..sample.first.len())
        .map(|at| {
            let first = sum(points, sample.first.row(at));
            match second {
                None => first,
                Some(second) => {
                    let found = first + sum(points, second.row(at));
                    bound_by_rules(found, at, &sample.signals, kind)
                }
            }
        })
        .collect()
}

/// Label and weight of each block: its share of the page's gold words; wrongly lost words weigh more in plain text.
fn labels(sample: &Sample, text: bool, settings: &Settings) -> Vec<(f32, f32)> {
    let gold = (sample.gold_words() as f32).max(40.0);
    let set = match sample.set.as_str() {
        "aeb-dev" => settings.aeb,
        "moz-dev" => settings.moz,
        set if set.starts_with("text-other") => settings.other,
        _ => 1.0,
    };
    let set = if sample.source == "clean" {
        set * settings.clean
    } else {
        set
    };
    (0..sample.first.len())
        .map(|at| {
            let cover = sample.cover.get(at).copied().unwrap_or(-1.0);
            if cover < 0.0 {
                return (0.0, 0.0);
            }
            let label = if cover >= 0.5 { 1.0 } else { 0.0 };
            if sample.gold.is_none() {
                let with = if label > 0.5 { settings.with } else { 1.0 };
                return (label, settings.snippet * with);
            }
            let words = sample.words[at].len() as f32 + 1.0;
            let lost = match (text, label > 0.5) {
                (true, true) => settings.lost,
                (true, false) => 1.0,
                (false, true) => 1.1,
                (false, false) => 0.9,
            };
            let doubtful = (0.3..0.7).contains(&cover);
            let doubt = if doubtful { 0.3 } else { 1.0 };
            (
                label,
                set * doubt * lost * (words / gold).min(settings.largest),
            )
        })
        .collect()
}

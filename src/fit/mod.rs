//! Finds the numbers of the tables of weights again, from pages with gold bodies: logistic regressions over the features of
//! both looks, then a search for the costs of the path. Deterministic.

// A tool for those who change the features: figures in reports need no care for the last digit.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
#![allow(clippy::format_push_string, clippy::float_cmp, clippy::too_many_lines)]

mod align;
mod articles;
mod gauge;
mod kinds;
mod learn;
mod lines;
mod report;
mod rules;
mod sample;
mod score;
mod search;
mod settings;
mod stages;
mod table;
mod titles;

use std::path::PathBuf;

pub use sample::Half;

/// What to fit on, and where to write.
// Each is a task of its own.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone)]
pub struct Plan {
    /// Sets of pages or texts as JSON lines, uncompressed.
    pub corpora: Vec<PathBuf>,
    /// Ids to leave out of the fitting (first column of each line).
    pub skip: Option<PathBuf>,
    /// Fit on this half of the pages, by the id's hash, and score the other.
    pub half: Half,
    /// The folder to write the tables to.
    pub out: PathBuf,
    /// Weights for HTML or for text are fitted; the others stay as they are.
    pub text: bool,
    /// The weights of title evidence are looked for, and reported.
    pub titles: bool,
    /// Weights for the lines that may be a plain text's title are fitted.
    pub lines: bool,
    /// A report on the rules instead.
    pub rules: bool,
    /// Changes of settings to try by cross-validation, each as `name=value,name=value`; nothing is written.
    pub tries: Vec<String>,
    /// Changes of settings for the fit.
    pub settings: String,
}

/// Parts of the pages fitted on, for what a later stage learns from an earlier one.
const FOLDS: usize = 3;
/// Parts of all pages, by their ids, of which a trial holds back one after the other.
const PARTS: u32 = 5;

/// Which part a sample is in: that of its page.
fn fold(sample: &sample::Sample) -> usize {
    (sample.page_hash >> 7) as usize % FOLDS
}

/// Runs the plan; the report is for people.
///
/// # Errors
///
/// Files that cannot be read or written, lines that are no pages.
pub fn run(plan: &Plan) -> Result<String, String> {
    if plan.lines {
        return lines::run(plan);
    }
    if plan.titles {
        return titles::run(plan);
    }
    let samples = sample::read(plan)?;
    if plan.rules {
        let cleaner = crate::Cleaner::default();
        return Ok(rules::report(&samples, |rule| cleaner.rule_name(rule)));
    }
    let mut report = format!("{} inputs\n", samples.len());
    for changes in &plan.tries {
        let line = try_settings(&samples, plan, changes)?;
        #[allow(clippy::print_stdout)]
        {
            println!("{line}");
        }
    }
    if !plan.tries.is_empty() {
        return Ok(report);
    }
    let mut settings = settings::Settings::new(plan.text);
    settings.set(&plan.settings)?;
    let train = part(&samples, plan.half);
    let fitted = stages::fit(&samples, &train, plan.text, &settings, &mut report);
    let mut scores = report::Report::default();
    scores.add(&samples, &fitted, |sample| {
        Some(match plan.half {
            Half::A => sample.odd,
            Half::B => !sample.odd,
            Half::All => false,
        })
    });
    report.push_str(&scores.table());
    table::write(&fitted, plan)?;
    Ok(report)
}

/// The samples to fit on.
fn part(samples: &[sample::Sample], half: Half) -> Vec<usize> {
    (0..samples.len())
        .filter(|at| !samples[*at].skipped)
        .filter(|at| match half {
            Half::A => !samples[*at].odd,
            Half::B => samples[*at].odd,
            Half::All => true,
        })
        .collect()
}

/// Fits on all parts but one and scores that one, for each part.
fn try_settings(samples: &[sample::Sample], plan: &Plan, changes: &str) -> Result<String, String> {
    let mut settings = settings::Settings::new(plan.text);
    settings.set(changes)?;
    let mut scores = report::Report::default();
    let mut gauge = gauge::Gauge::default();
    let mut report = String::new();
    let mut size = 0;
    for part in 0..PARTS {
        let train: Vec<usize> = (0..samples.len())
            .filter(|at| !samples[*at].skipped && samples[*at].part != part)
            .collect();
        let fitted = stages::fit(samples, &train, plan.text, &settings, &mut report);
        size += table::size(&fitted);
        let held_back = |sample: &sample::Sample| (sample.part == part).then_some(true);
        if plan.text {
            gauge.add(samples, &fitted, |sample| held_back(sample).is_some());
        } else {
            scores.add(samples, &fitted, held_back);
        }
    }
    if plan.text {
        return Ok(format!("== {changes}\n{report}{}", gauge.table()));
    }
    Ok(format!(
        "== {changes}\n{report}{}\n{}\n{} numbers; {}",
        scores.table(),
        scores.confidences(),
        size / PARTS as usize,
        scores.summary()
    ))
}

//! Finds the numbers of the tables of weights again, from pages with gold bodies: logistic regressions over the features of
//! both looks, then a search for the costs of the path. Deterministic.

mod align;
mod learn;
mod sample;
mod score;
mod table;

use std::path::PathBuf;

pub use sample::Half;

/// What to fit on, and where to write.
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
}

/// Runs the plan; the report is for people.
///
/// # Errors
///
/// Files that cannot be read or written, lines that are no pages.
pub fn run(plan: &Plan) -> Result<String, String> {
    let samples = sample::read(plan)?;
    let mut report = format!("{} inputs\n", samples.len());
    let fitted = learn::fit(&samples, plan, &mut report);
    table::write(&fitted, plan)?;
    Ok(report)
}

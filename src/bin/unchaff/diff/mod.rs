//! `unchaff diff OLD NEW`: what changed between two runs over the same records.

mod answers;
mod html;
mod report;
mod waiting;

use std::path::PathBuf;

use self::answers::{Answers, Pair};
use self::report::Report;
use crate::output::is_terminal;
use crate::shell::print;
use crate::{Exit, Failure, overlap, target};

/// Records shown of those that changed.
const SHOWN: usize = 40;

/// What to compare, and how to show it.
#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// Records of the first run
    old: PathBuf,
    /// Records of the second
    new: PathBuf,
    /// Show every record that changed, not only those that changed most
    #[arg(long)]
    all: bool,
    /// Write a page to look at, with the text that went and came; `-` is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Compares two files of records, record by record.
pub(crate) fn run(args: &Diff) -> Result<Exit, Failure> {
    let inputs = [args.old.clone(), args.new.clone()];
    overlap::refuse(&inputs, &[], args.html.as_deref())?;
    let shown = if args.all { usize::MAX } else { SHOWN };
    let mut pairs = Answers::new(&args.old, &args.new);
    let mut report = Report::new(shown, args.html.is_some());
    while let Some(pair) = pairs.next()? {
        match pair {
            Pair::Both(old, new) => report.add(&old, &new),
            Pair::Old => report.only_old += 1,
            Pair::New => report.only_new += 1,
        }
    }
    report.sort();
    if let Some(path) = &args.html {
        let page = html::page(&report, &args.old, &args.new);
        target::write(path, page.as_bytes())?;
        if target::is_stdout(path) {
            return Ok(Exit::Done);
        }
    }
    print(&report.show(is_terminal(None)))
}

//! `unchaff explain [FILE]...`: what was kept and left out, and why.

mod data;
mod terminal;

use std::io;
use std::path::{Path, PathBuf};

use unchaff::record::{Fault, Record};
use unchaff::{BodyFormat, Cleaner, Explanation};

use self::terminal::View;
use crate::args::Explain;
use crate::batch::{Batch, Hints, Item};
use crate::clean::{cleaner, unwritable};
use crate::input::{Inputs, are_several};
use crate::output::say;
use crate::report::Report;
use crate::shell::print;
use crate::stream::{Fill, guarded};
use crate::{Exit, Failure, overlap};

/// Explains all inputs, one after another.
pub(crate) fn run(args: &Explain) -> Result<Exit, Failure> {
    let paths = if args.files.is_empty() {
        vec![PathBuf::from("-")]
    } else {
        args.files.clone()
    };
    overlap::refuse(&paths, &args.cleaning.rules, args.html.as_deref())?;
    let several = are_several(&paths);
    let hints = Hints {
        field: args.field.clone(),
        url: args.cleaning.url.clone(),
        charset: args.cleaning.charset.clone(),
        max_bytes: args.cleaning.max_bytes,
    };
    check_rule(args)?;
    let cleaner = cleaner(&args.cleaning, BodyFormat::Text)?;
    let mut shown = match &args.html {
        Some(path) => Shown::Page(Box::new(Report::new(args.full)), path),
        None => Shown::Terminal(View::new(args)),
    };
    let mut inputs =
        Inputs::new(paths, args.from, args.cleaning.max_bytes).without(args.html.as_deref());
    let (mut batch, mut faults) = (Batch::default(), 0);
    while inputs.fill(&mut batch) {
        batch.notes.iter().for_each(|note| say(note));
        for item in &batch.items {
            let mut page = String::new();
            let (record, fault) = hints.record(item, &batch.bytes, &batch.input, &mut page);
            let explained = fault.map_or_else(|| explain(&cleaner, &record), Err);
            faults += u64::from(explained.is_err());
            let named = several || !item.is_whole();
            shown.add(explained, &record, &item_name(item, &batch.input), named)?;
        }
    }
    let is_read = shown.finish()?;
    if !is_read {
        return Ok(Exit::Done);
    }
    Ok(match (batch.end.failed, faults) {
        (0, 0) => Exit::Done,
        (0, _) => Exit::Faults,
        _ => Exit::Failed,
    })
}

/// Refuses to look for a rule that is not there, in the words of `--disable`. Reasons have names of their own.
fn check_rule(args: &Explain) -> Result<(), Failure> {
    let rule = args.rule.as_ref();
    let Some(rule) = rule.filter(|rule| !rule.starts_with("structure/")) else {
        return Ok(());
    };
    let mut cleaning = args.cleaning.clone();
    cleaning.disable.push(rule.clone());
    cleaner(&cleaning, BodyFormat::Text).map(drop)
}

fn explain(cleaner: &Cleaner, record: &Record<'_>) -> Result<Explanation, Fault> {
    let source = record.source()?;
    match guarded(|| cleaner.explain(source)) {
        Ok(explained) => Ok(explained?),
        Err(panic) => Err(Fault::new("internal", format!("panic: {panic}"))),
    }
}

fn item_name(item: &Item, input: &str) -> String {
    let place = item.place(input).to_string();
    if place == "-" {
        "standard input".to_owned()
    } else {
        place
    }
}

/// Where explanations go.
enum Shown<'a> {
    Terminal(View),
    Page(Box<Report>, &'a Path),
}

impl Shown<'_> {
    fn add(
        &mut self,
        explained: Result<Explanation, Fault>,
        record: &Record<'_>,
        place: &str,
        named: bool,
    ) -> Result<(), Failure> {
        match (self, explained) {
            (Self::Terminal(view), Ok(explanation)) => {
                print(&view.show(&explanation, Some(place).filter(|_| named)))?;
            }
            (Self::Page(report, _), Ok(explanation)) => {
                report.add(&explanation, place, record.url());
            }
            (Self::Page(report, _), Err(fault)) => report.add_fault(&fault, place),
            (Self::Terminal(_), Err(fault)) => say(&format!("{place}: {fault} [{}]", fault.code())),
        }
        Ok(())
    }

    /// Writes what is not yet written; `false` where its reader went away.
    fn finish(self) -> Result<bool, Failure> {
        let Self::Page(report, path) = self else {
            return Ok(true);
        };
        let bytes = match report.write(path) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(false),
            written => written.map_err(|error| unwritable(Some(path), &error))?,
        };
        if bytes > 0 {
            let (name, sum) = (path.display(), report.summary());
            say(&format!("{name}: {sum}, {} kB", bytes.div_ceil(1000)));
        }
        Ok(true)
    }
}

fn slice(explanation: &Explanation, span: std::ops::Range<usize>) -> &str {
    explanation.document().text().get(span).unwrap_or_default()
}

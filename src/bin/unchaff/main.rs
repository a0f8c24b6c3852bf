//! The command: what the library does, for files, streams and terminals.

mod answer;
mod args;
mod batch;
mod clean;
mod coding;
mod compression;
mod diff;
mod explain;
mod http;
mod input;
mod learn;
mod meter;
mod output;
mod overlap;
#[cfg(feature = "parquet")]
mod parquet;
mod report;
mod rules;
mod shell;
mod signals;
mod sink;
mod stream;
mod tally;
mod target;
mod warc;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};

/// Pages are many small allocations; this allocator makes the whole way a tenth cheaper.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How the command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All cleaned.
    Done = 0,
    /// Some records are errors.
    Faults = 1,
    /// Wrong usage, or a broken rule pack.
    Usage = 2,
    /// An input or the output failed.
    Failed = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What ends the command before its time.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { exit, message }
    }
}

fn main() -> ExitCode {
    quiet_workers();
    let mut cli = Cli::parse();
    if cli.clean.asks_for_help() {
        cli = Cli::parse_from(["unchaff", "--help"]);
    }
    let end = match cli.command {
        None => clean::run(&cli.clean),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Learn(args)) => learn::run(*args),
        Some(Command::Rules(command)) => rules::run(command),
        Some(Command::Diff(args)) => diff::run(&args),
        Some(Command::Completions { shell }) => shell::completions(shell),
        Some(Command::Man) => shell::man(),
    };
    match end {
        Ok(exit) => exit.into(),
        Err(failure) => {
            output::say(&failure.message);
            failure.exit.into()
        }
    }
}

/// A panic over a record becomes that record's error; only other panics are printed.
fn quiet_workers() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !stream::is_guarded() {
            print(panic);
        }
    }));
}

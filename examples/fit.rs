//! Finds the numbers of `src/classify/weights/` again.
//!
//! ```text
//! cargo run --release --features fit --example fit -- [--text | --titles | --lines | --rules] [--half a|b|all] [--skip IDS] [--out FOLDER]
//!     [--set NAME=VALUE,...] [--try NAME=VALUE,...] SET.jsonl...
//! ```

use std::path::PathBuf;
use std::process::ExitCode;

use unchaff::fit::{Half, Plan, run};

#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() -> ExitCode {
    let mut plan = Plan {
        corpora: Vec::new(),
        skip: None,
        half: Half::All,
        out: PathBuf::from("src/classify/weights"),
        text: false,
        titles: false,
        lines: false,
        rules: false,
        tries: Vec::new(),
        settings: String::new(),
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--text" => plan.text = true,
            "--rules" => plan.rules = true,
            "--titles" => plan.titles = true,
            "--lines" => plan.lines = true,
            "--half" => {
                plan.half = match args.next().as_deref() {
                    Some("a") => Half::A,
                    Some("b") => Half::B,
                    _ => Half::All,
                }
            }
            "--try" => plan.tries.extend(args.next()),
            "--set" => plan.settings = args.next().unwrap_or_default(),
            "--skip" => plan.skip = args.next().map(PathBuf::from),
            "--out" => plan.out = args.next().map(PathBuf::from).unwrap_or(plan.out),
            path => plan.corpora.push(PathBuf::from(path)),
        }
    }
    match run(&plan) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

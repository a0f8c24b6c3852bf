//! `unchaff rules list|show|new|check|test|schema`.

mod change;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use unchaff::rules::{Rule, SCHEMA, built_in, check};
use unchaff::{BodyFormat, Cleaner, Role};

use self::change::Change;
use crate::args::{Cleaning, From, Rules};
use crate::batch::{Batch, Hints};
use crate::clean::cleaner;
use crate::input::{Inputs, reason};
use crate::output::say;
use crate::shell::print;
use crate::stream::Fill;
use crate::{Exit, Failure};

/// Runs one of the subcommands.
pub(crate) fn run(command: Rules) -> Result<Exit, Failure> {
    match command {
        Rules::List { role, lang } => list(role, lang.as_deref()),
        Rules::Show { id } => show(&id),
        Rules::New { file } => new(file.as_deref()),
        Rules::Check { files } => Ok(check_all(&files)),
        Rules::Schema => print(SCHEMA.as_bytes()),
        Rules::Test { file, on, cleaning } => test(&file, on, *cleaning),
    }
}

fn list(role: Option<Role>, lang: Option<&str>) -> Result<Exit, Failure> {
    let mut out = String::new();
    let wanted = |rule: &Rule| {
        role.is_none_or(|role| rule.role() == role)
            && lang.is_none_or(|lang| rule.language() == lang)
    };
    for rule in built_in().filter(wanted) {
        let why = rule.why().lines().next().unwrap_or_default();
        let _ = writeln!(
            out,
            "{:<40} {:<12} {:<9} {why}",
            rule.id(),
            rule.role(),
            rule.strength().name()
        );
    }
    print(out.as_bytes())
}

/// The rule of this id, or of this name in the only pack that has it.
fn find(id: &str) -> Result<Rule, Failure> {
    let mut found: Vec<Rule> = built_in().filter(|rule| is_called(rule.id(), id)).collect();
    match (found.pop(), found.len()) {
        (Some(rule), 0) => Ok(rule),
        (Some(_), _) => Err(Failure::new(
            Exit::Usage,
            format!("several packs have a rule `{id}`: name its pack, as in `en/{id}`"),
        )),
        (None, _) => Err(Failure::new(
            Exit::Usage,
            format!("no rule is called `{id}`; see `unchaff rules list`"),
        )),
    }
}

fn is_called(full: &str, id: &str) -> bool {
    full == id || full.rsplit('/').next() == Some(id)
}

fn show(id: &str) -> Result<Exit, Failure> {
    let rule = find(id)?;
    let mut out = String::new();
    let _ = writeln!(out, "{}\n\n{}\n", rule.id(), rule.why().trim());
    for (name, value) in [
        ("role", rule.role().name()),
        ("strength", rule.strength().name()),
        ("takes", rule.scope().name()),
        ("position", rule.position().name()),
        ("opens", rule.opens().name()),
        ("match", rule.matching().name()),
        ("language", rule.language()),
    ] {
        let _ = writeln!(out, "{name:<10} {value}");
    }
    let _ = writeln!(out, "max-words  {}", rule.max_words());
    if rule.stays_alone() {
        out.push_str("alone      weak in a document against which nothing else speaks\n");
    }
    if rule.spares_sentences() {
        out.push_str("sentences  are no match\n");
    }
    if let Some(pattern) = rule.pattern() {
        let _ = writeln!(out, "pattern    {pattern}");
    }
    section("phrases", rule.phrases(), &mut out);
    section("keywords", rule.keywords(), &mut out);
    section("left out", rule.drop_examples(), &mut out);
    section("stays", rule.keep_examples(), &mut out);
    print(out.as_bytes())
}

fn section(name: &str, lines: &[String], out: &mut String) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{name}:");
    for line in lines {
        let _ = writeln!(out, "  {}", line.replace('\n', "\n  "));
    }
}

/// Writes a commented pack to start from; never over a file.
fn new(file: Option<&Path>) -> Result<Exit, Failure> {
    const PACK: &[u8] = include_bytes!("new.toml");
    let Some(path) = file.filter(|path| path.as_os_str() != "-") else {
        return print(PACK);
    };
    let written = File::create_new(path).and_then(|mut file| file.write_all(PACK));
    written.map(|()| Exit::Done).map_err(|error| {
        let message = format!("cannot write {}: {}", path.display(), reason(&error));
        Failure::new(Exit::Failed, message)
    })
}

fn check_all(files: &[PathBuf]) -> Exit {
    let mut exit = Exit::Done;
    for file in files {
        let found = match faults(file) {
            Ok(0) => Exit::Done,
            Ok(_) => Exit::Faults,
            Err(failure) => {
                say(&failure.message);
                failure.exit
            }
        };
        exit = exit.max(found);
    }
    exit
}

/// Prints the faults of a pack, and counts them.
fn faults(file: &Path) -> Result<usize, Failure> {
    let name = file.to_string_lossy();
    let pack = fs::read_to_string(file)
        .map_err(|error| Failure::new(Exit::Failed, format!("{name}: {}", reason(&error))))?;
    let found = check(&name, &pack);
    let mut lines = String::new();
    for fault in &found {
        let _ = writeln!(lines, "{fault}");
    }
    print(lines.as_bytes())?;
    if found.is_empty() {
        say(&format!("{name}: no faults"));
    }
    Ok(found.len())
}

fn test(file: &Path, on: Vec<PathBuf>, mut cleaning: Cleaning) -> Result<Exit, Failure> {
    if faults(file)? > 0 {
        return Ok(Exit::Faults);
    }
    let without = cleaner(&cleaning, BodyFormat::Text)?;
    cleaning.rules.push(file.to_owned());
    let with = cleaner(&cleaning, BodyFormat::Text)?;
    let mut change = Change::default();
    let mut inputs = Inputs::new(on, From::Auto, cleaning.max_bytes);
    let mut batch = Batch::default();
    let hints = Hints {
        field: None,
        url: cleaning.url,
        charset: cleaning.charset,
        max_bytes: cleaning.max_bytes,
    };
    while inputs.fill(&mut batch) {
        batch.notes.iter().for_each(|note| say(note));
        for item in &batch.items {
            let mut page = String::new();
            let (record, fault) = hints.record(item, &batch.bytes, &batch.input, &mut page);
            let Ok(source) = fault.map_or_else(|| record.source(), Err) else {
                change.unread += 1;
                continue;
            };
            let explain = |cleaner: &Cleaner| cleaner.explain(source).ok();
            match (explain(&without), explain(&with)) {
                (Some(old), Some(new)) => {
                    change.add(&old, &new, &item.place(&batch.input).to_string());
                }
                _ => change.unread += 1,
            }
        }
    }
    print(&change.show())?;
    Ok(match (batch.end.failed, change.unread) {
        (0, 0) => Exit::Done,
        (0, _) => Exit::Faults,
        _ => Exit::Failed,
    })
}

//! `unchaff [FILE]...`: clean pages and records.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

use unchaff::record::{Fault, Record, With, pretty};
use unchaff::{BodyFormat, Cleaner};

use crate::args::{Clean, Cleaning, To, With as Wanted};
use crate::batch::{Batch, Hints, Item};
use crate::input::{Inputs, reason};
use crate::output::{self, say};
use crate::stream::{self, Work, guarded};
use crate::{Exit, Failure};

/// More threads than anybody has cores.
const MAX_JOBS: usize = 512;

/// Cleans all inputs.
pub(crate) fn run(args: Clean) -> Result<Exit, Failure> {
    let paths = if args.files.is_empty() {
        vec![PathBuf::from("-")]
    } else {
        args.files
    };
    refuse_overwriting(&paths, args.output.as_deref())?;
    let format = if args.to == Some(To::Markdown) {
        BodyFormat::Markdown
    } else {
        BodyFormat::Text
    };
    let answer = Answer {
        cleaner: cleaner(&args.cleaning, format)?,
        to: args.to,
        several: paths.len() > 1 || paths.iter().any(|path| path.is_dir()),
        terminal: output::is_terminal(args.output.as_deref()),
        with: with(&args.with),
        hints: Hints {
            field: args.field,
            url: args.cleaning.url,
            charset: args.cleaning.charset,
            max_bytes: args.cleaning.max_bytes,
        },
    };
    let mut out = output::create(args.output.as_deref())
        .map_err(|error| unwritable(args.output.as_deref(), &error))?;
    let inputs =
        Inputs::new(paths, args.from, args.cleaning.max_bytes).without(args.output.as_deref());
    let jobs = args
        .jobs
        .filter(|jobs| *jobs > 0)
        .unwrap_or_else(cores)
        .min(MAX_JOBS);
    let (mut records, mut faults, mut failed) = (0, 0, 0);
    let written = stream::run(jobs, inputs, answer, |batch: &mut Batch| {
        batch.notes.iter().for_each(|note| say(note));
        out.write_all(&batch.out)?;
        records += batch.records;
        faults += batch.faults;
        failed += batch.failed;
        Ok(())
    });
    match written.and_then(|()| out.finish().map(drop)) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Exit::Done),
        Err(error) => return Err(unwritable(args.output.as_deref(), &error)),
        Ok(()) => {}
    }
    if faults > 0 && records > 1 {
        say(&format!("{faults} of {records} records are errors"));
    }
    Ok(match (failed, faults) {
        (0, 0) => Exit::Done,
        (0, _) => Exit::Faults,
        _ => Exit::Failed,
    })
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn with(wanted: &[Wanted]) -> With {
    let mut with = With::default();
    for what in wanted {
        match what {
            Wanted::Meta => with.meta = true,
            Wanted::Why => with.why = true,
            Wanted::Spans => with.spans = true,
        }
    }
    with
}

fn unwritable(path: Option<&Path>, error: &io::Error) -> Failure {
    let name = path.map_or_else(|| "standard output".into(), Path::to_string_lossy);
    Failure::new(
        Exit::Failed,
        format!("cannot write {name}: {}", reason(error)),
    )
}

/// An output that is also an input would be empty before it is read.
fn refuse_overwriting(inputs: &[PathBuf], output: Option<&Path>) -> Result<(), Failure> {
    let Some(output) = output.and_then(|path| path.canonicalize().ok()) else {
        return Ok(());
    };
    let same =
        |input: &PathBuf| output.is_file() && input.canonicalize().is_ok_and(|path| path == output);
    if inputs.iter().any(same) {
        let message = format!(
            "{} is an input: the output would overwrite it",
            output.display()
        );
        return Err(Failure::new(Exit::Usage, message));
    }
    Ok(())
}

/// The cleaner that the options describe.
pub(crate) fn cleaner(options: &Cleaning, format: BodyFormat) -> Result<Cleaner, Failure> {
    let mut builder = Cleaner::builder()
        .preset(options.preset.preset())
        .body_format(format)
        .max_bytes(options.max_bytes);
    if let Some(kind) = options.kind {
        builder = builder.kind(kind);
    }
    if let Some(language) = &options.lang {
        builder = builder.language(language);
    }
    for role in &options.keep {
        builder = builder.keep(*role);
    }
    for role in &options.leave_out {
        builder = builder.leave_out(*role);
    }
    for rule in &options.disable {
        builder = builder.disable(rule);
    }
    for path in &options.rules {
        let pack = std::fs::read_to_string(path).map_err(|error| {
            Failure::new(
                Exit::Usage,
                format!("{}: {}", path.display(), reason(&error)),
            )
        })?;
        builder = builder.named_rule_pack(path.to_string_lossy(), pack);
    }
    builder
        .build()
        .map_err(|error| Failure::new(Exit::Usage, error.to_string()))
}

/// Turns items into answers.
struct Answer {
    cleaner: Cleaner,
    to: Option<To>,
    several: bool,
    terminal: bool,
    with: With,
    hints: Hints,
}

thread_local! {
    /// The page of the record at hand, decoded: one buffer a thread.
    static PAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Work<Batch> for Answer {
    fn work(&self, batch: &mut Batch) {
        let bytes = std::mem::take(&mut batch.bytes);
        for item in std::mem::take(&mut batch.items) {
            batch.records += 1;
            let mut page = PAGE.take();
            let from = batch.out.len();
            if let Err(panic) = guarded(|| self.item(&item, &bytes, batch, &mut page)) {
                batch.out.truncate(from);
                let fault = Fault::new("internal", format!("panic: {panic}"));
                self.fault(&Record::default(), &fault, &item, batch);
            }
            page.shrink_to(1 << 22);
            PAGE.set(page);
        }
        batch.bytes = bytes;
    }
}

impl Answer {
    fn item(&self, item: &Item, bytes: &[u8], batch: &mut Batch, page: &mut String) {
        let (record, fault) = self.hints.record(item, bytes, &batch.input, page);
        let fault = fault.or_else(|| self.clean(&record, item, &mut batch.out).err());
        if let Some(fault) = fault {
            self.fault(&record, &fault, item, batch);
        }
    }

    fn clean(&self, record: &Record<'_>, item: &Item, out: &mut Vec<u8>) -> Result<(), Fault> {
        let source = record.source()?;
        let to = self.to(item);
        let from = out.len();
        if matches!(to, To::Text | To::Markdown) {
            let article = self.cleaner.clean(source)?;
            self.text(article.title.as_deref(), &article.body, to, item, out);
        } else if self.with.why || self.with.spans {
            record.write(&self.cleaner.explain(source)?, self.with, out);
            self.json(from, to, out);
        } else {
            record.write_article(&self.cleaner.clean(source)?, self.with.meta, out);
            self.json(from, to, out);
        }
        Ok(())
    }

    fn to(&self, item: &Item) -> To {
        self.to.unwrap_or(if self.several || !item.is_whole() {
            To::Jsonl
        } else {
            To::Text
        })
    }

    fn text(&self, title: Option<&str>, body: &str, to: To, item: &Item, out: &mut Vec<u8>) {
        let mut shown = Vec::with_capacity(body.len() + 64);
        if let Some(title) = title {
            let mark = if to == To::Markdown { "# " } else { "" };
            shown.extend_from_slice(format!("{mark}{title}\n").as_bytes());
        }
        if !body.is_empty() {
            if title.is_some() {
                shown.push(b'\n');
            }
            shown.extend_from_slice(body.as_bytes());
            shown.push(b'\n');
        }
        if self.terminal {
            output::strip_controls(&mut shown);
        }
        if self.several || !item.is_whole() {
            let mark: &[u8] = if to == To::Markdown {
                b"\n---\n\n"
            } else {
                b"\x0c\n"
            };
            shown.extend_from_slice(mark);
        }
        out.append(&mut shown);
    }

    /// Finishes the JSON line that starts at `from`.
    fn json(&self, from: usize, to: To, out: &mut Vec<u8>) {
        if self.terminal {
            let mut line = out.split_off(from);
            output::escape_controls(&mut line);
            out.append(&mut line);
        }
        if to == To::Json {
            let line = out.split_off(from);
            pretty(&line, out);
        }
    }

    fn fault(&self, record: &Record<'_>, fault: &Fault, item: &Item, batch: &mut Batch) {
        batch.faults += 1;
        let place = item.place(&batch.input);
        let to = self.to(item);
        if matches!(to, To::Text | To::Markdown) {
            batch
                .notes
                .push(format!("{place}: {fault} [{}]", fault.code()));
            return;
        }
        let from = batch.out.len();
        record.write_fault(fault, place, &mut batch.out);
        self.json(from, to, &mut batch.out);
    }
}

//! `unchaff [FILE]...`: clean pages and records.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use unchaff::record::With;
use unchaff::rules::Fingerprint;
use unchaff::{BodyFormat, Cleaner};

use crate::answer::{Answer, Drop};
use crate::args::{Clean, Cleaning, To, With as Wanted};
use crate::batch::{Batch, Hints, Position};
use crate::compression::Compression;
use crate::input::{Folders, Inputs, are_several, reason};
use crate::meter::Meter;
use crate::output::{self, say};
use crate::signals;
use crate::sink::{Files, Refusal, Sink};
use crate::stream;
use crate::tally::Stats;
use crate::{Exit, Failure, overlap, target};

/// More threads than anybody has cores.
const MAX_JOBS: usize = 512;

/// Cleans all inputs.
pub(crate) fn run(args: &Clean) -> Result<Exit, Failure> {
    let start = Instant::now();
    let paths = match args.files.as_slice() {
        [] => vec![PathBuf::from("-")],
        files => files.to_vec(),
    };
    let output = args.file();
    check_outputs(args, &paths)?;
    let answer = answer(args, &paths)?;
    let rules = args.stats.is_some().then(|| answer.cleaner.fingerprint());
    let jobs = args
        .jobs
        .filter(|jobs| *jobs > 0)
        .unwrap_or_else(cores)
        .min(MAX_JOBS);
    if let Some(output) = output.filter(|path| is_parquet(path)) {
        let (tally, end, bytes_out) = to_parquet(args, &paths, output, answer, jobs)?;
        return done(
            args,
            &Stats::new(tally, rules, end, bytes_out, start.elapsed()),
        );
    }
    let (mut sink, position) = sink(args, &paths, output, &answer.cleaner)?;
    let from_files = paths.iter().all(|path| path.as_os_str() != "-");
    let note = sink.note().filter(|_| from_files).map(Path::to_owned);
    let noted = note.clone();
    signals::say_at_the_end(move || format!("broken off{}", way_on(noted.as_deref())));
    let mut meter = Meter::new(&paths, position, args.quiet, answer.terminal);
    let inputs = Inputs::new(paths, args.from, args.cleaning.max_bytes)
        .without(output)
        .resume(position);
    let mut end = position;
    let written = stream::run(jobs, inputs, answer, |batch: &mut Batch| {
        if !batch.notes.is_empty() {
            meter.clear();
            batch.notes.iter().for_each(|note| say(note));
        }
        end = batch.end;
        sink.write(batch)?;
        meter.show(end, &sink.tally);
        Ok(())
    });
    meter.clear();
    let (bytes_out, is_read) = match written.and_then(|()| sink.finish()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => (sink.count(), false),
        Err(error) => return Err(broken_off(output, &error, note.as_deref())),
        Ok(bytes) => (bytes, true),
    };
    let tally = std::mem::take(&mut sink.tally);
    let stats = Stats::new(tally, rules, end, bytes_out, start.elapsed());
    if is_read {
        return done(args, &stats);
    }
    note_counts(args, &stats).map(|()| Exit::Done)
}

/// Refuses outputs that would do harm, or would not be what their names say.
fn check_outputs(args: &Clean, paths: &[PathBuf]) -> Result<(), Failure> {
    let output = args.file();
    let rules = &args.cleaning.rules;
    overlap::refuse(paths, rules, output)?;
    if let Some(stats) = args.stats.as_deref() {
        if target::is_stdout(stats) && output.is_none_or(target::is_stdout) {
            let message = "--stats and the answers cannot both go to standard output";
            return Err(Failure::new(Exit::Usage, message));
        }
        overlap::refuse(paths, rules, Some(stats))?;
        let is_output = |output: &Path| {
            Folders::new(args.from, Some(output)).is_output(stats)
                || overlap::are_same(stats, output)
        };
        if output.is_some_and(is_output) {
            let message = format!("--stats would overwrite the output: {}", stats.display());
            return Err(Failure::new(Exit::Usage, message));
        }
    }
    if let Some(suffix) = output.and_then(Compression::foreign) {
        let message = format!("an output .{suffix} cannot be written: only .gz and .zst can");
        return Err(Failure::new(Exit::Usage, message));
    }
    Ok(())
}

/// Says how a run went that came to its end.
fn done(args: &Clean, stats: &Stats) -> Result<Exit, Failure> {
    report(args, stats);
    note_counts(args, stats)?;
    Ok(match (stats.failed, stats.tally.faults()) {
        (0, 0) => Exit::Done,
        (0, _) => Exit::Faults,
        _ => Exit::Failed,
    })
}

fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|suffix| suffix == "parquet")
}

#[cfg(feature = "parquet")]
use crate::parquet::run as to_parquet;

#[cfg(not(feature = "parquet"))]
fn to_parquet(
    _: &Clean,
    _: &[PathBuf],
    _: &Path,
    _: Answer,
    _: usize,
) -> Result<(crate::tally::Tally, Position, u64), Failure> {
    let message = "this unchaff was built without Parquet: build it with --features parquet";
    Err(Failure::new(Exit::Usage, message))
}

fn answer(args: &Clean, paths: &[PathBuf]) -> Result<Answer, Failure> {
    let to = args.form();
    let format = if to == Some(To::Markdown) {
        BodyFormat::Markdown
    } else {
        BodyFormat::Text
    };
    let cleaner = cleaner(&args.cleaning, format)?;
    // The rules are needed to the end, and giving back their many pieces just before it would be for nothing.
    std::mem::forget(cleaner.clone());
    let mut with = with(&args.with);
    with.rules = with.meta.then(|| cleaner.fingerprint());
    Ok(Answer {
        cleaner,
        to,
        several: are_several(paths),
        terminal: output::is_terminal(args.output.as_deref()),
        with,
        count: args.stats.is_some(),
        drop: Drop {
            empty: args.drop_empty,
            kinds: args.drop_kind.clone(),
            min_words: args.min_words.unwrap_or(0),
        },
        hints: Hints {
            field: args.field.clone(),
            url: args.cleaning.url.clone(),
            charset: args.cleaning.charset.clone(),
            max_bytes: args.cleaning.max_bytes,
        },
    })
}

/// Opens the output, and says from where on there is something to do.
fn sink(
    args: &Clean,
    paths: &[PathBuf],
    output: Option<&Path>,
    cleaner: &Cleaner,
) -> Result<(Sink, Position), Failure> {
    let fail = |error: io::Error| unwritable(output, &error);
    let Some(path) = output else {
        let sink = Sink::direct(Box::new(io::stdout())).map_err(fail)?;
        return Ok((sink, Position::default()));
    };
    if let Some(out) = target::straight(path).map_err(fail)? {
        let sink = Sink::direct(out).map_err(fail)?;
        return Ok((sink, Position::default()));
    }
    let run = fingerprint(args, paths, cleaner.fingerprint());
    if args.resume {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            let message = "standard input cannot be read again: --resume needs files";
            return Err(Failure::new(Exit::Usage, message));
        }
        let files = Files::claim(path).map_err(fail)?;
        return Sink::resume(files, run).map_err(|refusal| match refusal {
            Refusal::Other(message) => Failure::new(Exit::Usage, message),
            Refusal::Io(error) => fail(error),
        });
    }
    let sink = Files::claim(path).and_then(|files| Sink::file(files, run));
    Ok((sink.map_err(fail)?, Position::default()))
}

/// What decides the bytes of an output: version, options, rules, and the inputs' names, sizes and times.
fn fingerprint(args: &Clean, paths: &[PathBuf], rules: Fingerprint) -> String {
    let mut hasher = DefaultHasher::new();
    let mut add = |what: &dyn std::fmt::Debug| format!("{what:?}").hash(&mut hasher);
    add(&(env!("CARGO_PKG_VERSION"), rules));
    add(&(args.from, args.form(), &args.field, &args.with));
    add(&(
        args.drop_empty,
        &args.drop_kind,
        args.min_words,
        args.stats.is_some(),
    ));
    add(&args.cleaning);
    let folders = Folders::new(args.from, args.output.as_deref());
    for path in paths {
        folders.note(path, &mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// Says how the run went.
fn report(args: &Clean, stats: &Stats) {
    let (faults, records) = (stats.tally.faults(), stats.tally.records);
    if args.output.is_some() && !args.quiet && records > 1 {
        stats.summary().lines().for_each(say);
    } else if faults > 0 && records > 1 {
        say(&format!("{faults} of {records} records are errors"));
    }
}

/// Writes the counts, where they are asked for.
fn note_counts(args: &Clean, stats: &Stats) -> Result<(), Failure> {
    let path = args.stats.as_deref();
    path.map_or(Ok(()), |path| target::write(path, &stats.json()))
}

/// As many threads as there are cores.
pub(crate) fn cores() -> usize {
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

pub(crate) fn unwritable(path: Option<&Path>, error: &io::Error) -> Failure {
    let name = path.map_or_else(|| "standard output".into(), Path::to_string_lossy);
    Failure::new(
        Exit::Failed,
        format!("cannot write {name}: {}", reason(error)),
    )
}

/// An output that failed in the middle.
fn broken_off(path: Option<&Path>, error: &io::Error, note: Option<&Path>) -> Failure {
    let mut failure = unwritable(path, error);
    failure.message += way_on(note);
    failure
}

/// How to go on with a run that broke off, if it noted how far it was.
fn way_on(note: Option<&Path>) -> &'static str {
    if note.is_some_and(Path::exists) {
        "; the same command with --resume goes on from here"
    } else {
        ""
    }
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
        let pack = fs::read_to_string(path).map_err(|error| {
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

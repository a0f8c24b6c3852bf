//! `unchaff learn FILE...`: site rules from many pages.

use std::path::PathBuf;

use unchaff::learn::{LearnSettings, Learner, Lesson};
use unchaff::{BodyFormat, Cleaner};

use crate::args::Learn;
use crate::batch::{Batch, Hints};
use crate::clean::{cleaner, cores};
use crate::input::{Inputs, reason};
use crate::output::say;
use crate::shell::print;
use crate::stream::{self, Fill, Work, guarded};
use crate::{Exit, Failure, overlap, target};

/// Reads all inputs, and writes the rules.
pub(crate) fn run(args: Learn) -> Result<Exit, Failure> {
    let mut settings = LearnSettings::default();
    settings.min_pages = args.min_pages;
    settings.min_percent = args.min_percent;
    settings.max_share = args.max_share;
    let paths = match args.files.as_slice() {
        [] => vec![PathBuf::from("-")],
        files => files.to_vec(),
    };
    let output = args.output.filter(|path| path.as_os_str() != "-");
    overlap::refuse(&paths, &args.cleaning.rules, output.as_deref())?;
    let inputs = Inputs::new(paths, args.from, args.cleaning.max_bytes).without(output.as_deref());
    let reader = Reader {
        cleaner: cleaner(&args.cleaning, BodyFormat::Text)?,
        hints: Hints {
            field: args.field,
            url: args.cleaning.url,
            charset: args.cleaning.charset,
            max_bytes: args.cleaning.max_bytes,
        },
    };
    let jobs = args.jobs.filter(|jobs| *jobs > 0).unwrap_or_else(cores);
    let mut learner = Learner::new(settings);
    let (mut unread, mut failed) = (0, 0);
    let read = stream::run(jobs, Pages(inputs), reader, |class: &mut Class| {
        class.batch.notes.iter().for_each(|note| say(note));
        failed = class.batch.end.failed;
        unread += std::mem::take(&mut class.unread);
        class
            .lessons
            .drain(..)
            .for_each(|lesson| learner.read(lesson));
        Ok(())
    });
    read.map_err(|error| Failure::new(Exit::Failed, reason(&error)))?;
    say(&format!(
        "{} pages read, {} more without a host, no article, or read before, {unread} unreadable",
        learner.pages(),
        learner.skipped()
    ));
    let exit = match (failed, unread) {
        (0, 0) => Exit::Done,
        (0, _) => Exit::Faults,
        _ => Exit::Failed,
    };
    if learner.pages() + learner.skipped() == 0 {
        say("nothing to learn from: no rules are written");
        return Ok(exit.max(Exit::Faults));
    }
    let pack = learner.finish();
    match output {
        None => print(pack.as_bytes()).map(drop)?,
        Some(path) => target::write(&path, pack.as_bytes())?,
    }
    Ok(exit)
}

/// A batch of pages, and what they teach.
#[derive(Default)]
struct Class {
    batch: Batch,
    lessons: Vec<Lesson>,
    unread: u64,
}

struct Pages(Inputs);

impl Fill<Class> for Pages {
    fn fill(&mut self, class: &mut Class) -> bool {
        self.0.fill(&mut class.batch)
    }
}

struct Reader {
    cleaner: Cleaner,
    hints: Hints,
}

impl Work<Class> for Reader {
    fn work(&self, class: &mut Class) {
        let Class {
            batch,
            lessons,
            unread,
        } = class;
        for item in &batch.items {
            let lesson = guarded(|| {
                let mut page = String::new();
                let (record, fault) =
                    self.hints
                        .record(item, &batch.bytes, &batch.input, &mut page);
                let source = fault.map_or_else(|| record.source(), Err).ok()?;
                let explanation = self.cleaner.explain(source).ok()?;
                Some(Lesson::of(&explanation))
            });
            match lesson {
                Ok(Some(lesson)) => lessons.push(lesson),
                _ => *unread += 1,
            }
        }
    }
}

//! Parquet to Parquet: a column of pages goes in, every other column stays, and title, body and error come to it.

mod columns;
mod tables;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use self::columns::{Columns, Pages};
use self::tables::Tables;
use crate::answer::Answer;
use crate::args::{Clean, To};
use crate::batch::{Fate, Position};
use crate::clean::unwritable;
use crate::input::reason;
use crate::meter::Meter;
use crate::output::say;
use crate::sink::Files;
use crate::tally::Tally;
use crate::{Exit, Failure, signals, stream};

/// Bytes of a group of rows that are held back until it is written.
const GROUP: usize = 64 << 20;

/// Rows on their way: as read, and then with what came of them.
#[derive(Default)]
struct Rows {
    table: Option<RecordBatch>,
    fates: Vec<Fate>,
    /// Bytes of the pages among them.
    bytes: u64,
    /// Why an input could not be read.
    failed: Option<String>,
    /// Why no table can be made of these rows: the run ends here, since none may be lost.
    broken: Option<ArrowError>,
    end: Position,
}

/// Cleans all files into one, and says how the run went.
pub(crate) fn run(
    args: &Clean,
    paths: &[PathBuf],
    output: &Path,
    mut answer: Answer,
    jobs: usize,
) -> Result<(Tally, Position, u64), Failure> {
    if args.resume {
        let message = "a Parquet file is readable only when it is whole: --resume needs JSON lines";
        return Err(Failure::new(Exit::Usage, message));
    }
    answer.to = Some(To::Jsonl);
    let tables = Tables::new(paths)?;
    let pages = Pages::find(&tables.schema, args.field.as_deref())
        .map_err(|message| Failure::new(Exit::Failed, message))?;
    let columns = Columns::new(answer, &tables.schema, pages);
    signals::say_at_the_end(|| "broken off".to_owned());
    let fail = |error: io::Error| unwritable(Some(output), &error);
    let files = Files::claim(output).map_err(fail)?;
    let file = files.clear().and_then(|()| files.out.try_clone());
    let file = file.map_err(fail)?;
    let level = ZstdLevel::try_new(3).unwrap_or_default();
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level));
    let schema = Arc::clone(&columns.schema);
    let writer = ArrowWriter::try_new(file, schema, Some(properties.build()));
    let mut writer = writer.map_err(io::Error::other).map_err(fail)?;
    let mut meter = Meter::new(&[], Position::default(), args.quiet, false);
    let (mut tally, mut end, mut bytes) = (Tally::default(), Position::default(), 0);
    let written = stream::run(jobs, tables, columns, |rows: &mut Rows| {
        if let Some(message) = &rows.failed {
            meter.clear();
            say(message);
        }
        if let Some(error) = rows.broken.take() {
            return Err(io::Error::other(error));
        }
        rows.fates.iter().for_each(|fate| tally.add(fate));
        bytes += rows.bytes;
        end = Position {
            before: bytes,
            ..rows.end
        };
        if let Some(table) = &rows.table {
            writer.write(table).map_err(io::Error::other)?;
        }
        if writer.in_progress_size() > GROUP {
            writer.flush().map_err(io::Error::other)?;
        }
        meter.show(end, &tally);
        Ok(())
    });
    meter.clear();
    written.map_err(fail)?;
    let file = writer.into_inner().map_err(io::Error::other);
    let size = file.and_then(|file| files.finish().and_then(|()| file.metadata()));
    Ok((tally, end, size.map_err(fail)?.len()))
}

/// The Parquet files that these paths name; a folder stands for those in it.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let failed = |error: io::Error| {
            let message = format!("{}: {}", path.display(), reason(&error));
            Failure::new(Exit::Failed, message)
        };
        let entries = fs::read_dir(path).map_err(failed)?;
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|suffix| suffix == "parquet") && path.is_file() {
                found.push(path);
            }
        }
        found.sort();
        files.append(&mut found);
    }
    Ok(files)
}

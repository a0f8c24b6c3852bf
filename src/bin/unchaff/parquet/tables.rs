//! The rows of Parquet files, some at a time.

use std::collections::VecDeque;
use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_schema::SchemaRef;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::{Rows, files};
use crate::batch::Position;
use crate::input::reason;
use crate::stream::Fill;
use crate::{Exit, Failure};

/// Rows at a time: pages are large.
const ROWS: usize = 64;

/// The files still to be read.
pub(super) struct Tables {
    paths: VecDeque<PathBuf>,
    /// The columns of the first, which all must have.
    pub(super) schema: SchemaRef,
    reader: Option<ParquetRecordBatchReader>,
    name: String,
    at: Position,
}

impl Tables {
    /// Opens the first file, for its columns.
    pub(super) fn new(paths: &[PathBuf]) -> Result<Self, Failure> {
        let paths: VecDeque<_> = files(paths)?.into();
        let failed = |message| Failure::new(Exit::Failed, message);
        let Some(first) = paths.front() else {
            return Err(failed("no Parquet files there".to_owned()));
        };
        let schema = builder(first).map_err(failed)?.schema().clone();
        Ok(Self {
            paths,
            schema,
            reader: None,
            name: String::new(),
            at: Position::default(),
        })
    }

    fn open(&mut self, path: &Path) -> Result<(), String> {
        self.name = path.display().to_string();
        self.at.files += 1;
        let builder = builder(path)?;
        if builder.schema().fields() != self.schema.fields() {
            let message = "it has other columns than the first file";
            return Err(format!("{}: {message}", self.name));
        }
        let reader = builder.with_batch_size(ROWS).build();
        self.reader = Some(reader.map_err(|error| format!("{}: {error}", self.name))?);
        Ok(())
    }
}

fn builder(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, String> {
    let name = path.display();
    let file = File::open(path).map_err(|error| format!("{name}: {}", reason(&error)))?;
    ParquetRecordBatchReaderBuilder::try_new(file)
        .map_err(|error| format!("{name}: not a Parquet file: {error}"))
}

impl Fill<Rows> for Tables {
    fn fill(&mut self, rows: &mut Rows) -> bool {
        *rows = Rows::default();
        loop {
            let failed = match self.reader.as_mut().and_then(Iterator::next) {
                Some(Ok(table)) => {
                    (rows.table, rows.end) = (Some(table), self.at);
                    return true;
                }
                Some(Err(error)) => Err(format!("{}: {error}", self.name)),
                None => match self.paths.pop_front() {
                    Some(path) => self.open(&path),
                    None => return false,
                },
            };
            if let Err(message) = failed {
                self.reader = None;
                self.at.failed += 1;
                (rows.failed, rows.end) = (Some(message), self.at);
                return true;
            }
        }
    }
}

//! Where answers go, so that a run that breaks off can go on: `OUT.partial` until it is done, and beside it how far it is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::batch::{Batch, Position};
use crate::compression::{Compression, Writer};
use crate::tally::Tally;

/// Records in a gzip member or zstd frame, and between two notes of progress. Never by time: the bytes of an output
/// must not depend on it.
const CHECKPOINT: u64 = 1000;

/// How far a run was.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// What was to be done: inputs, options, rules, version.
    run: String,
    pub(crate) position: Position,
    /// Bytes of the output that are there for good.
    output: u64,
    pub(crate) tally: Tally,
}

/// The output of a run.
pub(crate) struct Sink {
    /// Taken only to cut it.
    writer: Option<Writer<Counted>>,
    files: Option<Files>,
    run: String,
    pub(crate) tally: Tally,
}

/// The names of a resumable output.
struct Files {
    done: PathBuf,
    partial: PathBuf,
    progress: PathBuf,
}

/// Why a run cannot be taken up again.
pub(crate) enum Refusal {
    /// It was another run, or what it left is gone.
    Other(String),
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Sink {
    /// Answers to standard output, or to what is a file but not a regular one.
    pub(crate) fn direct(out: Box<dyn Write>) -> io::Result<Self> {
        let counted = Counted {
            inner: out,
            count: 0,
        };
        Ok(Self {
            writer: Some(Writer::new(counted, Compression::Plain)?),
            files: None,
            run: String::new(),
            tally: Tally::default(),
        })
    }

    /// Answers to this file, from the start.
    pub(crate) fn file(path: &Path, run: String) -> io::Result<Self> {
        let files = Files::of(path);
        let out = File::create(&files.partial)?;
        remove(&files.progress)?;
        Self::on(files, out, 0, run, Tally::default())
    }

    /// Answers to this file, from where an earlier run got to; `None` where nothing is left of one.
    pub(crate) fn resume(path: &Path, run: &str) -> Result<Option<(Self, Position)>, Refusal> {
        let files = Files::of(path);
        let Some(progress) = files.progress()? else {
            return Ok(None);
        };
        if progress.run != run {
            return Err(Refusal::Other(format!(
                "inputs, options, rules or version have changed since {} was written: remove it to start anew",
                files.progress.display()
            )));
        }
        let mut out = OpenOptions::new().write(true).open(&files.partial)?;
        if out.metadata()?.len() < progress.output {
            let name = files.partial.display();
            return Err(Refusal::Other(format!(
                "{name} is shorter than it was: remove it to start anew"
            )));
        }
        out.set_len(progress.output)?;
        out.seek(SeekFrom::End(0))?;
        let sink = Self::on(files, out, progress.output, progress.run, progress.tally)?;
        Ok(Some((sink, progress.position)))
    }

    fn on(files: Files, out: File, count: u64, run: String, tally: Tally) -> io::Result<Self> {
        let compression = Compression::of_path(&files.done);
        let counted = Counted {
            inner: Box::new(out),
            count,
        };
        Ok(Self {
            writer: Some(Writer::new(counted, compression)?),
            files: Some(files),
            run,
            tally,
        })
    }

    /// Whether a later run can go on where this one ends.
    pub(crate) fn can_resume(&self) -> bool {
        self.files.is_some()
    }

    /// Writes what came of a batch.
    pub(crate) fn write(&mut self, batch: &Batch) -> io::Result<()> {
        let mut from = 0;
        for (done, end) in batch.done.iter().zip(&batch.ends) {
            self.tally.add(&done.fate);
            if self.files.is_some() && self.tally.records.is_multiple_of(CHECKPOINT) {
                self.put(batch.out.get(from..done.out).unwrap_or_default())?;
                self.checkpoint(*end)?;
                from = done.out;
            }
        }
        self.put(batch.out.get(from..).unwrap_or_default())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer
            .as_mut()
            .map_or(Ok(()), |writer| writer.write_all(bytes))
    }

    /// Ends what is being compressed, and notes how far the run is. The note is never half there.
    fn checkpoint(&mut self, position: Position) -> io::Result<()> {
        let Some(writer) = self.writer.take() else {
            return Ok(());
        };
        let writer = self.writer.insert(writer.cut()?);
        let Some(files) = &self.files else {
            return Ok(());
        };
        let progress = Progress {
            run: self.run.clone(),
            position,
            output: writer.get_ref().count,
            tally: self.tally.clone(),
        };
        let draft = with_suffix(&files.progress, ".new");
        fs::write(&draft, serde_json::to_vec(&progress)?)?;
        fs::rename(draft, &files.progress)
    }

    /// Ends the output, gives it its name, and says how many bytes it has.
    pub(crate) fn finish(&mut self) -> io::Result<u64> {
        let Some(writer) = self.writer.take() else {
            return Ok(0);
        };
        let count = writer.finish()?.count;
        if let Some(files) = &self.files {
            fs::rename(&files.partial, &files.done)?;
            remove(&files.progress)?;
        }
        Ok(count)
    }
}

impl Files {
    fn of(path: &Path) -> Self {
        Self {
            done: path.to_owned(),
            partial: with_suffix(path, ".partial"),
            progress: with_suffix(path, ".progress"),
        }
    }

    /// What an earlier run noted, if it left anything to go on with.
    fn progress(&self) -> Result<Option<Progress>, Refusal> {
        let bytes = match fs::read(&self.progress) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if !self.partial.exists() {
            // The run was done, all but for the removal of its notes.
            return Ok(None);
        }
        let name = self.progress.display();
        let progress = serde_json::from_slice(&bytes);
        progress.map(Some).map_err(|_| {
            Refusal::Other(format!(
                "{name} is not what a run writes: remove it to start anew"
            ))
        })
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Counts what is written.
struct Counted {
    inner: Box<dyn Write>,
    count: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.count += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

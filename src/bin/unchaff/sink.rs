//! Where answers go, so that a run that breaks off can go on: `OUT.partial` until it is done, and beside it how far it is.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::batch::{Batch, Position};
use crate::compression::{Compression, Writer};
use crate::overlap::{identity, of_path};
use crate::tally::Tally;
use crate::target::{DRAFT, PARTIAL, PROGRESS, resolve, take_permissions, with_suffix};

/// Records in a gzip member or zstd frame; progress is noted only between two of them. Never by time: the bytes of an
/// output must not depend on it.
const CHECKPOINT: u64 = 1000;

/// Between two notes of progress, for which the system must put all that was written on the disk. A resumed run may go
/// on from any of them: they may go by time.
const PAUSE: Duration = Duration::from_millis(250);

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
    /// When progress was noted last.
    noted: Option<Instant>,
}

/// A resumable output: the file, which no other run may write to meanwhile, and its names.
pub(crate) struct Files {
    pub(crate) out: File,
    compression: Compression,
    done: PathBuf,
    partial: PathBuf,
    progress: PathBuf,
    /// An earlier run had begun it.
    begun: bool,
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
            noted: None,
        })
    }

    /// Answers to this file, from the start.
    pub(crate) fn file(files: Files, run: String) -> io::Result<Self> {
        files.clear()?;
        Self::on(files, 0, run, Tally::default())
    }

    /// Answers to this file, from where an earlier run got to, or from the start where nothing is left of one.
    pub(crate) fn resume(mut files: Files, run: String) -> Result<(Self, Position), Refusal> {
        // Without an output, the run was done, all but for the removal of its notes.
        let Some(progress) = progress(&files.progress)?.filter(|_| files.begun) else {
            return Ok((Self::file(files, run)?, Position::default()));
        };
        if progress.run != run {
            return Err(Refusal::Other(format!(
                "inputs, options, rules or version have changed since {} was written: remove it to start anew",
                files.progress.display()
            )));
        }
        if files.out.metadata()?.len() < progress.output {
            let name = files.partial.display();
            return Err(Refusal::Other(format!(
                "{name} is shorter than it was: remove it to start anew"
            )));
        }
        files.out.set_len(progress.output)?;
        files.out.seek(SeekFrom::End(0))?;
        let sink = Self::on(files, progress.output, progress.run, progress.tally)?;
        Ok((sink, progress.position))
    }

    fn on(files: Files, count: u64, run: String, tally: Tally) -> io::Result<Self> {
        let compression = files.compression;
        let counted = Counted {
            inner: Box::new(files.out.try_clone()?),
            count,
        };
        Ok(Self {
            writer: Some(Writer::new(counted, compression)?),
            files: Some(files),
            run,
            tally,
            noted: None,
        })
    }

    /// Where it is noted how far the run is, so that a later one can go on from there.
    pub(crate) fn note(&self) -> Option<&Path> {
        self.files.as_ref().map(|files| files.progress.as_path())
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

    /// Ends what is being compressed, and notes how far the run is, where that is due. The note is never half there,
    /// and never says more than is on the disk.
    fn checkpoint(&mut self, position: Position) -> io::Result<()> {
        let Some(writer) = self.writer.take() else {
            return Ok(());
        };
        let writer = self.writer.insert(writer.cut()?);
        let Some(files) = &self.files else {
            return Ok(());
        };
        if self.noted.is_some_and(|noted| noted.elapsed() < PAUSE) {
            return Ok(());
        }
        self.noted = Some(Instant::now());
        let progress = Progress {
            run: self.run.clone(),
            position,
            output: writer.get_ref().count,
            tally: self.tally.clone(),
        };
        files.out.sync_data()?;
        let draft = with_suffix(&files.done, DRAFT);
        let mut note = File::create(&draft)?;
        note.write_all(&serde_json::to_vec(&progress)?)?;
        note.sync_data()?;
        fs::rename(draft, &files.progress)
    }

    /// Bytes written so far, to an output that is not done.
    pub(crate) fn count(&self) -> u64 {
        let writer = self.writer.as_ref();
        writer.map_or(0, |writer| writer.get_ref().count)
    }

    /// Ends the output, gives it its name, and says how many bytes it has.
    pub(crate) fn finish(&mut self) -> io::Result<u64> {
        let Some(writer) = self.writer.take() else {
            return Ok(0);
        };
        let count = writer.finish()?.count;
        if let Some(files) = &self.files {
            files.finish()?;
        }
        Ok(count)
    }
}

impl Files {
    /// Opens an output, as an earlier run may have left it, and keeps other runs from it. A link is followed, but it is
    /// the name as given that says how the output is compressed.
    pub(crate) fn claim(name: &Path) -> io::Result<Self> {
        let done = resolve(name)?;
        let partial = with_suffix(&done, PARTIAL);
        loop {
            let begun = partial.exists();
            let mut options = File::options();
            let out = options.write(true).create(true).truncate(false);
            let out = out.open(&partial)?;
            // Where the file system knows no locks, there is none to be had.
            if matches!(out.try_lock(), Err(TryLockError::WouldBlock)) {
                let said = "another run is writing it at this moment";
                return Err(io::Error::new(io::ErrorKind::ResourceBusy, said));
            }
            // A run that came to its end in between has given the file its name: it is not to be written to again.
            if is_at(&out, &partial) {
                take_permissions(&out, &done)?;
                return Ok(Self {
                    out,
                    compression: Compression::of_path(name),
                    progress: with_suffix(&done, PROGRESS),
                    done,
                    partial,
                    begun,
                });
            }
        }
    }

    /// Forgets what an earlier run left.
    pub(crate) fn clear(&self) -> io::Result<()> {
        remove(&self.progress)?;
        self.out.set_len(0)
    }

    /// Gives the output its name when it is on the disk.
    pub(crate) fn finish(&self) -> io::Result<()> {
        self.out.sync_all()?;
        fs::rename(&self.partial, &self.done)?;
        remove(&self.progress)
    }
}

/// Whether this is the file of that name, as far as the system can tell.
fn is_at(file: &File, path: &Path) -> bool {
    let found = file.metadata().ok().and_then(|data| identity(&data));
    path.exists() && found == of_path(path)
}

/// What an earlier run noted.
fn progress(note: &Path) -> Result<Option<Progress>, Refusal> {
    let bytes = match fs::read(note) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let name = note.display();
    let progress = serde_json::from_slice(&bytes);
    progress.map(Some).map_err(|_| {
        Refusal::Other(format!(
            "{name} is not what a run writes: remove it to start anew"
        ))
    })
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

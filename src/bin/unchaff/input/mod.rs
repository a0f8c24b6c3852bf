//! Inputs → batches of lines or single pages: never more in memory than a batch and one line.

mod folder;
mod lines;
mod shape;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unchaff::Format;
use unchaff::record::Fault;

pub(crate) use self::folder::Folders;
use self::lines::Lines;
pub(crate) use self::shape::suffix;
use self::shape::{Shape, shape};
use crate::args::From;
use crate::batch::{Batch, Item, Position};
use crate::compression::Stream;
use crate::stream::Fill;
use crate::warc;

/// The byte order mark that some programs write before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Everything to read, in order.
pub(crate) struct Inputs {
    /// What is still to be read, last first, and how many folders on the way to it are being read.
    paths: Vec<(PathBuf, usize)>,
    from: From,
    max_bytes: usize,
    folders: Folders,
    records: Records,
    at: Position,
    /// Where an earlier run got to: what is before is not read again.
    resume: Position,
}

/// What is left of the input at hand.
enum Records {
    None,
    Lines(Box<Lines>),
    Warc(Box<warc::Records>),
}

/// An input just opened.
pub(crate) struct Opened {
    pub(crate) stream: Stream,
    pub(crate) input: Arc<str>,
    /// What was read of it already.
    pub(crate) head: Vec<u8>,
    /// Where that starts.
    pub(crate) at: Position,
}

impl Inputs {
    pub(crate) fn new(paths: Vec<PathBuf>, from: From, max_bytes: usize) -> Self {
        Self {
            paths: paths.into_iter().rev().map(|path| (path, 0)).collect(),
            from,
            max_bytes,
            folders: Folders::new(from, None),
            records: Records::None,
            at: Position::default(),
            resume: Position::default(),
        }
    }

    /// Leaves this file, and what stands beside it while it is written, out of folders.
    pub(crate) fn without(mut self, output: Option<&Path>) -> Self {
        self.folders = Folders::new(self.from, output);
        self
    }

    /// Goes on where an earlier run got to.
    pub(crate) fn resume(mut self, position: Position) -> Self {
        self.resume = position;
        self
    }

    /// Takes up the next input: the files of a folder, its only page, or its records from now on.
    fn open(&mut self, path: &Path, depth: usize, batch: &mut Batch) -> io::Result<()> {
        batch.input = path.to_string_lossy().into();
        if path.is_dir() {
            return self.folder(path, depth, batch);
        }
        self.next_file();
        if self.at.files < self.resume.files {
            return Ok(());
        }
        let resumed = self.at.files == self.resume.files;
        if resumed {
            self.at = self.resume;
            if self.at.offset == u64::MAX {
                return Ok(());
            }
        }
        let mut stream = Stream::new(open(path)?)?;
        let mut head = Vec::new();
        let shape = shape(self.from, path, &mut stream, &mut head)?;
        if resumed {
            skip(self.at.offset, &mut stream, &mut head)?;
        }
        let limit = self.max_bytes;
        let opened = Opened {
            stream,
            input: Arc::clone(&batch.input),
            head,
            at: self.at,
        };
        match shape {
            Shape::Lines => self.records = Records::Lines(Box::new(Lines::new(opened, limit))),
            Shape::Warc => {
                let records = warc::Records::new(opened, limit);
                self.records = Records::Warc(Box::new(records));
            }
            Shape::Page(format) => self.page(opened, format, batch)?,
            Shape::Json(said) => {
                let fault = Fault::new("json", said);
                self.whole(Item::Fault(fault, None), opened.head.len(), batch);
            }
        }
        Ok(())
    }

    /// Counts a file, and what was read of the one before.
    fn next_file(&mut self) {
        let done = if self.at.offset == u64::MAX {
            0
        } else {
            self.at.offset
        };
        self.at = Position {
            files: self.at.files + 1,
            before: self.at.before + done,
            failed: self.at.failed,
            skipped: self.at.skipped,
            ..Position::default()
        };
    }

    /// Puts a folder's files in its place.
    fn folder(&mut self, path: &Path, depth: usize, batch: &mut Batch) -> io::Result<()> {
        let listing = self.folders.list(path, depth)?;
        let files = listing.files.into_iter().rev();
        self.paths.extend(files.map(|path| (path, depth + 1)));
        let path = path.display();
        for (why, count) in listing.passed_over {
            let note = format!("{path}: {count} files passed over that {why}");
            batch.notes.push(note);
        }
        Ok(())
    }

    fn page(&mut self, opened: Opened, format: Format, batch: &mut Batch) -> io::Result<()> {
        batch.bytes = opened.head;
        let room = self
            .max_bytes
            .saturating_add(1)
            .saturating_sub(batch.bytes.len());
        let mut rest = opened.stream.take(room as u64);
        rest.read_to_end(&mut batch.bytes)?;
        let item = if batch.bytes.len() > self.max_bytes {
            let limit = self.max_bytes;
            let message = format!("the page has more than {limit} bytes (--max-bytes)");
            Item::Fault(Fault::new("too-large", message), None)
        } else {
            Item::Page(0..batch.bytes.len(), format)
        };
        self.whole(item, batch.bytes.len(), batch);
        Ok(())
    }

    /// Adds the only item of an input, of which so many bytes were read.
    fn whole(&mut self, item: Item, read: usize, batch: &mut Batch) {
        self.at.before += read as u64;
        self.at.offset = u64::MAX;
        batch.push(item, self.at);
    }
}

impl Fill<Batch> for Inputs {
    fn fill(&mut self, batch: &mut Batch) -> bool {
        loop {
            batch.reset();
            let more = match &mut self.records {
                Records::Lines(lines) => {
                    batch.input = Arc::clone(&lines.input);
                    let more = lines.fill(batch);
                    self.at = lines.at;
                    more
                }
                Records::Warc(records) => {
                    batch.input = Arc::clone(&records.input);
                    let more = records.fill(batch);
                    self.at = records.position();
                    more
                }
                Records::None => match self.paths.pop() {
                    Some((path, depth)) => self.open(&path, depth, batch).map(|()| true),
                    None => return false,
                },
            };
            if !matches!(more, Ok(true)) {
                self.records = Records::None;
            }
            if let Err(error) = more {
                self.at.failed += 1;
                let note = format!("{}: {}", batch.input, reason(&error));
                batch.notes.push(note);
            }
            batch.end = self.at;
            if !batch.items.is_empty() || !batch.notes.is_empty() {
                return true;
            }
        }
    }
}

/// Reads over what an earlier run read, in the same strides: where a broken gzip member ends depends on them.
fn skip(offset: u64, stream: &mut Stream, head: &mut Vec<u8>) -> io::Result<()> {
    let mut start = 0;
    while start + (head.len() as u64) < offset {
        start += head.len() as u64;
        head.clear();
        match stream.read_on(head) {
            Ok(0) => return Err(io::Error::other("it is shorter than it was")),
            Ok(_) => {}
            Err(_) if stream.goes_on() => {}
            Err(error) => return Err(error),
        }
    }
    let seen = usize::try_from(offset - start).unwrap_or(usize::MAX);
    head.drain(..seen.min(head.len()));
    Ok(())
}

/// Whether there may be several inputs, so that each must be named.
pub(crate) fn are_several(paths: &[PathBuf]) -> bool {
    paths.len() > 1 || paths.iter().any(|path| path.is_dir())
}

/// What a system error says, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::AlreadyExists => "it exists already".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Opens a file, or standard input for `-`.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    if path.as_os_str() == "-" {
        if io::stdin().is_terminal() {
            crate::output::say("reading from the terminal; end with Ctrl-D");
        }
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path)?))
}

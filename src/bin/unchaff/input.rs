//! Inputs → batches of lines or single pages: never more in memory than a batch and one line.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};
use unchaff::Format;
use unchaff::record::Fault;

use crate::args::From;
use crate::batch::{Batch, Item, KEPT};
use crate::stream::Fill;

/// Bytes asked for at once.
const CHUNK: usize = 256 << 10;
/// Bytes that must be there to tell JSON lines from a page, unless a line ends before.
const HEAD: usize = 4 << 10;
/// The byte order mark that some programs write before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// Everything to read, in order.
pub(crate) struct Inputs {
    paths: std::vec::IntoIter<PathBuf>,
    from: From,
    max_bytes: usize,
    lines: Option<Lines>,
    chunk: Vec<u8>,
}

impl Inputs {
    pub(crate) fn new(paths: Vec<PathBuf>, from: From, max_bytes: usize) -> Self {
        Self {
            paths: paths.into_iter(),
            from,
            max_bytes,
            lines: None,
            chunk: vec![0; CHUNK],
        }
    }

    /// Takes up the next input: its only page, or its lines from now on.
    fn open(&mut self, path: &Path, batch: &mut Batch) -> io::Result<()> {
        batch.input = path.to_string_lossy().into();
        let mut reader = open(path)?;
        let mut head = Vec::new();
        let shape = shape(self.from, path, reader.as_mut(), &mut self.chunk, &mut head)?;
        match shape {
            Shape::Lines => {
                self.lines = Some(Lines::new(
                    reader,
                    Arc::clone(&batch.input),
                    head,
                    self.max_bytes,
                ));
            }
            Shape::Page(format) => self.page(reader, &head, format, batch)?,
        }
        Ok(())
    }

    fn page(
        &self,
        reader: Box<dyn Read + Send>,
        head: &[u8],
        format: Format,
        batch: &mut Batch,
    ) -> io::Result<()> {
        batch.bytes.extend_from_slice(head);
        let room = self.max_bytes.saturating_add(1).saturating_sub(head.len()) as u64;
        reader.take(room).read_to_end(&mut batch.bytes)?;
        batch.items.push(if batch.bytes.len() > self.max_bytes {
            let limit = self.max_bytes;
            let fault = Fault::new(
                "too-large",
                format!("the page has more than {limit} bytes (--max-bytes)"),
            );
            Item::Fault(fault, None)
        } else {
            Item::Page(0..batch.bytes.len(), format)
        });
        Ok(())
    }
}

impl Fill<Batch> for Inputs {
    fn fill(&mut self, batch: &mut Batch) -> bool {
        loop {
            batch.reset();
            let read = if let Some(lines) = &mut self.lines {
                batch.input = Arc::clone(&lines.input);
                let more = lines.fill(batch, &mut self.chunk);
                if !matches!(more, Ok(true)) {
                    self.lines = None;
                }
                more.map(drop)
            } else if let Some(path) = self.paths.next() {
                self.open(&path, batch)
            } else {
                return false;
            };
            if let Err(error) = read {
                batch.failed += 1;
                batch
                    .notes
                    .push(format!("{}: {}", batch.input, reason(&error)));
            }
            if !batch.items.is_empty() || !batch.notes.is_empty() {
                return true;
            }
        }
    }
}

/// What a system error says, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
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
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(file))
}

enum Shape {
    Lines,
    Page(Format),
}

/// What an input is: as told, else by its name, else by its first bytes, which are left in `head`.
fn shape(
    from: From,
    path: &Path,
    reader: &mut dyn Read,
    chunk: &mut [u8],
    head: &mut Vec<u8>,
) -> io::Result<Shape> {
    let suffix = path.extension().map(OsStr::to_ascii_lowercase);
    match (from, suffix.as_ref().and_then(|suffix| suffix.to_str())) {
        (From::Jsonl, _) | (From::Auto, Some("jsonl" | "ndjson")) => return Ok(Shape::Lines),
        (From::Html, _) | (From::Auto, Some("html" | "htm" | "xhtml")) => {
            return Ok(Shape::Page(Format::Html));
        }
        (From::Text, _) => return Ok(Shape::Page(Format::Text)),
        (From::Auto, _) => {}
    }
    while head.len() < HEAD && memchr(b'\n', start(head)).is_none() {
        let count = read(reader, chunk)?;
        if count == 0 {
            break;
        }
        head.extend_from_slice(chunk.get(..count).unwrap_or_default());
    }
    Ok(if looks_like_jsonl(head) {
        Shape::Lines
    } else {
        Shape::Page(Format::Auto)
    })
}

/// The bytes after a byte order mark and white space.
fn start(head: &[u8]) -> &[u8] {
    head.strip_prefix(MARK).unwrap_or(head).trim_ascii_start()
}

/// Whether the first line opens a JSON object: `{}`, or `{`, a string and `:`. The rest of the line may be broken.
fn looks_like_jsonl(head: &[u8]) -> bool {
    let line = start(head)
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let Some(inner) = line.strip_prefix(b"{").map(<[u8]>::trim_ascii_start) else {
        return false;
    };
    let Some(key) = inner.strip_prefix(b"\"") else {
        return inner.starts_with(b"}");
    };
    let end = memchr(b'"', key).and_then(|at| key.get(at + 1..));
    end.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

fn read(reader: &mut dyn Read, chunk: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// The lines of one input. A batch ends where a read ends, so that an answer never waits for the next question.
struct Lines {
    reader: Box<dyn Read + Send>,
    input: Arc<str>,
    /// The start of a line whose end is not read yet.
    carry: Vec<u8>,
    /// Lines seen.
    number: u64,
    /// Inside a line that is over the limit.
    skipping: bool,
    max_line: usize,
}

impl Lines {
    fn new(reader: Box<dyn Read + Send>, input: Arc<str>, head: Vec<u8>, max_bytes: usize) -> Self {
        Self {
            reader,
            input,
            carry: head,
            number: 0,
            skipping: false,
            // Every byte of a page may be written as `\u00xx`.
            max_line: max_bytes.saturating_mul(6).saturating_add(1 << 20),
        }
    }

    /// Fills a batch with the lines of one read, or with one long line. `false` at the end of the input.
    fn fill(&mut self, batch: &mut Batch, chunk: &mut [u8]) -> io::Result<bool> {
        let bytes = &mut batch.bytes;
        bytes.append(&mut self.carry);
        self.carry.shrink_to(KEPT);
        let mut seen = 0;
        loop {
            if let Some(end) = memrchr(b'\n', bytes.get(seen..).unwrap_or_default()) {
                let rest = seen + end + 1;
                self.carry
                    .extend_from_slice(bytes.get(rest..).unwrap_or_default());
                bytes.truncate(rest);
                self.split(batch);
                return Ok(true);
            }
            if self.skipping || bytes.len() > self.max_line {
                self.skipping = true;
                bytes.clear();
            }
            seen = bytes.len();
            let count = match read(self.reader.as_mut(), chunk) {
                Ok(count) => count,
                Err(error) => {
                    self.split(batch);
                    return Err(error);
                }
            };
            if count == 0 {
                self.split(batch);
                return Ok(false);
            }
            bytes.extend_from_slice(chunk.get(..count).unwrap_or_default());
        }
    }

    /// Sorts out the lines of a batch.
    fn split(&mut self, batch: &mut Batch) {
        let marked = self.number == 0 && batch.bytes.starts_with(MARK);
        let mut from = if marked { MARK.len() } else { 0 };
        let ends = memchr_iter(b'\n', &batch.bytes).chain([batch.bytes.len()]);
        for end in ends {
            let line = batch.bytes.get(from..end).unwrap_or_default();
            let last = end == batch.bytes.len();
            if last && line.is_empty() && !self.skipping {
                break;
            }
            self.number += 1;
            if std::mem::take(&mut self.skipping) || line.len() > self.max_line {
                let message = format!(
                    "the line has more than {} bytes (--max-bytes)",
                    self.max_line
                );
                let fault = Fault::new("too-large", message);
                batch.items.push(Item::Fault(fault, Some(self.number)));
            } else if !line.trim_ascii().is_empty() {
                batch.items.push(Item::Line(from..end, self.number));
            }
            from = end + 1;
        }
    }
}

//! Inputs → batches of lines or single pages: never more in memory than a batch and one line.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};
use unchaff::Format;
use unchaff::record::Fault;

use crate::args::From;
use crate::batch::{Batch, Item, KEPT};
use crate::compression::Stream;
use crate::stream::Fill;
use crate::warc;

/// Bytes asked for at once.
const CHUNK: usize = 256 << 10;
/// Bytes that must be there to tell JSON lines from a page, unless a line ends before.
const HEAD: usize = 4 << 10;
/// The byte order mark that some programs write before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// Everything to read, in order.
pub(crate) struct Inputs {
    /// What is still to be read, last first.
    paths: Vec<PathBuf>,
    from: From,
    max_bytes: usize,
    /// Files never to be read: the output.
    output: Option<PathBuf>,
    records: Records,
    chunk: Vec<u8>,
}

/// What is left of the input at hand.
enum Records {
    None,
    Lines(Lines),
    Warc(Box<warc::Records>),
}

impl Inputs {
    pub(crate) fn new(mut paths: Vec<PathBuf>, from: From, max_bytes: usize) -> Self {
        paths.reverse();
        Self {
            paths,
            from,
            max_bytes,
            output: None,
            records: Records::None,
            chunk: vec![0; CHUNK],
        }
    }

    /// Leaves this file out of folders.
    pub(crate) fn without(mut self, output: Option<&Path>) -> Self {
        self.output = output.and_then(|path| path.canonicalize().ok());
        self
    }

    /// Takes up the next input: the files of a folder, its only page, or its records from now on.
    fn open(&mut self, path: &Path, batch: &mut Batch) -> io::Result<()> {
        batch.input = path.to_string_lossy().into();
        if path.is_dir() {
            return self.folder(path, batch);
        }
        let mut stream = Stream::new(open(path)?)?;
        let mut head = Vec::new();
        let (input, limit) = (Arc::clone(&batch.input), self.max_bytes);
        match shape(self.from, path, &mut stream, &mut self.chunk, &mut head)? {
            Shape::Lines => self.records = Records::Lines(Lines::new(stream, input, head, limit)),
            Shape::Warc => {
                let records = warc::Records::new(stream, input, head, limit);
                self.records = Records::Warc(Box::new(records));
            }
            Shape::Page(format) => self.page(stream, &head, format, batch)?,
        }
        Ok(())
    }

    /// Puts a folder's files in its place, by name. What is hidden is not looked at, and what is not told to be read
    /// must have a name like a page's, a text's or an archive's.
    fn folder(&mut self, path: &Path, batch: &mut Batch) -> io::Result<()> {
        let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(|entry| Reverse(entry.file_name()));
        let mut passed_over = 0;
        for entry in entries {
            let path = entry.path();
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let is_output = self.output.is_some() && path.canonicalize().ok() == self.output;
            // Links to folders may lead in circles.
            let circular = path.is_dir() && !entry.file_type()?.is_dir();
            let known = path.is_dir() || self.from != From::Auto || has_known_suffix(&path);
            if hidden || is_output || circular {
                continue;
            }
            if known {
                self.paths.push(path);
            } else {
                passed_over += 1;
            }
        }
        if passed_over > 0 {
            let said = "files passed over that have no name like a page's or text's";
            batch
                .notes
                .push(format!("{}: {passed_over} {said}", path.display()));
        }
        Ok(())
    }

    fn page(
        &self,
        stream: Stream,
        head: &[u8],
        format: Format,
        batch: &mut Batch,
    ) -> io::Result<()> {
        batch.bytes.extend_from_slice(head);
        let room = self.max_bytes.saturating_add(1).saturating_sub(head.len()) as u64;
        stream.take(room).read_to_end(&mut batch.bytes)?;
        batch.items.push(if batch.bytes.len() > self.max_bytes {
            let limit = self.max_bytes;
            let message = format!("the page has more than {limit} bytes (--max-bytes)");
            Item::Fault(Fault::new("too-large", message), None)
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
            let more = match &mut self.records {
                Records::Lines(lines) => {
                    batch.input = Arc::clone(&lines.input);
                    lines.fill(batch, &mut self.chunk)
                }
                Records::Warc(records) => {
                    batch.input = Arc::clone(&records.input);
                    records.fill(batch, &mut self.chunk)
                }
                Records::None => match self.paths.pop() {
                    Some(path) => self.open(&path, batch).map(|()| true),
                    None => return false,
                },
            };
            if !matches!(more, Ok(true)) {
                self.records = Records::None;
            }
            if let Err(error) = more {
                batch.failed += 1;
                batch
                    .notes
                    .push(format!("{}: {}", batch.input, reason(&error)));
            }
            if !batch.items.is_empty() || !batch.notes.is_empty() || batch.skipped > 0 {
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
    Ok(Box::new(File::open(path)?))
}

enum Shape {
    Lines,
    Warc,
    Page(Format),
}

/// A file's suffix in lower case, less that of its compression.
fn suffix(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(&name);
    Some(name.rsplit_once('.')?.1.to_owned())
}

fn has_known_suffix(path: &Path) -> bool {
    let known = [
        "html", "htm", "xhtml", "txt", "text", "md", "jsonl", "ndjson", "warc", "wet",
    ];
    suffix(path).is_some_and(|suffix| known.contains(&suffix.as_str()))
}

/// What an input is: as told, else by its name, else by its first bytes, which are left in `head`.
fn shape(
    from: From,
    path: &Path,
    stream: &mut Stream,
    chunk: &mut [u8],
    head: &mut Vec<u8>,
) -> io::Result<Shape> {
    match (from, suffix(path).as_deref()) {
        (From::Jsonl, _) | (From::Auto, Some("jsonl" | "ndjson")) => return Ok(Shape::Lines),
        (From::Warc, _) => return Ok(Shape::Warc),
        (From::Html, _) => return Ok(Shape::Page(Format::Html)),
        (From::Text, _) => return Ok(Shape::Page(Format::Text)),
        (From::Auto, _) => {}
    }
    while head.len() < HEAD && memchr(b'\n', start(head)).is_none() {
        let count = read(stream, chunk)?;
        if count == 0 {
            break;
        }
        head.extend_from_slice(chunk.get(..count).unwrap_or_default());
    }
    Ok(if looks_like_jsonl(head) {
        Shape::Lines
    } else if start(head).starts_with(b"WARC/") {
        Shape::Warc
    } else if matches!(suffix(path).as_deref(), Some("html" | "htm" | "xhtml")) {
        Shape::Page(Format::Html)
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

fn read(reader: &mut Stream, chunk: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// The lines of one input. A batch ends where a read ends, so that an answer never waits for the next question.
struct Lines {
    stream: Stream,
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
    fn new(stream: Stream, input: Arc<str>, head: Vec<u8>, max_bytes: usize) -> Self {
        Self {
            stream,
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
            let count = match read(&mut self.stream, chunk) {
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

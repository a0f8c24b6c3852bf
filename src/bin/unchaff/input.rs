//! Inputs → batches of lines or single pages: never more in memory than a batch and one line.

use std::cmp::Reverse;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};
use unchaff::Format;
use unchaff::record::Fault;

use crate::args::From;
use crate::batch::{Batch, Item, KEPT, Position};
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
    /// A file never to be read, the output: its folder and its name.
    output: Option<(Option<PathBuf>, OsString)>,
    records: Records,
    at: Position,
    /// Where an earlier run got to: what is before is not read again.
    resume: Position,
    chunk: Vec<u8>,
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
    pub(crate) fn new(mut paths: Vec<PathBuf>, from: From, max_bytes: usize) -> Self {
        paths.reverse();
        Self {
            paths,
            from,
            max_bytes,
            output: None,
            records: Records::None,
            at: Position::default(),
            resume: Position::default(),
            chunk: vec![0; CHUNK],
        }
    }

    /// Leaves this file, and what stands beside it while it is written, out of folders.
    pub(crate) fn without(mut self, output: Option<&Path>) -> Self {
        self.output = output.map(|path| (folder_of(path), path.as_os_str().to_owned()));
        self
    }

    fn is_output(&self, path: &Path) -> bool {
        self.output.as_ref().is_some_and(|(folder, output)| {
            let name = |path: &Path| path.file_name().map(OsStr::to_owned).unwrap_or_default();
            let (path_name, output_name) = (name(path), name(Path::new(output)));
            let rest = path_name
                .as_encoded_bytes()
                .strip_prefix(output_name.as_encoded_bytes());
            let ours: [&[u8]; 4] = [b"", b".partial", b".progress", b".progress.new"];
            rest.is_some_and(|rest| ours.contains(&rest)) && folder_of(path) == *folder
        })
    }

    /// Goes on where an earlier run got to.
    pub(crate) fn resume(mut self, position: Position) -> Self {
        self.resume = position;
        self
    }

    /// Takes up the next input: the files of a folder, its only page, or its records from now on.
    fn open(&mut self, path: &Path, batch: &mut Batch) -> io::Result<()> {
        batch.input = path.to_string_lossy().into();
        if path.is_dir() {
            return self.folder(path, batch);
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
        let shape = shape(self.from, path, &mut stream, &mut self.chunk, &mut head)?;
        if resumed {
            skip(self.at.offset, &mut stream, &mut self.chunk, &mut head)?;
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

    /// Puts a folder's files in its place, by name. What is hidden is not looked at, and what is not told to be read
    /// must have a name like a page's, a text's or an archive's.
    fn folder(&mut self, path: &Path, batch: &mut Batch) -> io::Result<()> {
        let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(|entry| Reverse(entry.file_name()));
        let mut passed_over = 0;
        for entry in entries {
            let path = entry.path();
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let is_output = self.is_output(&path);
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
        self.at.before += batch.bytes.len() as u64;
        self.at.offset = u64::MAX;
        batch.push(item, self.at);
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
                    let more = lines.fill(batch, &mut self.chunk);
                    self.at = lines.at;
                    more
                }
                Records::Warc(records) => {
                    batch.input = Arc::clone(&records.input);
                    let more = records.fill(batch, &mut self.chunk);
                    self.at = records.position();
                    more
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
fn skip(offset: u64, stream: &mut Stream, chunk: &mut [u8], head: &mut Vec<u8>) -> io::Result<()> {
    let mut start = 0;
    while start + (head.len() as u64) < offset {
        start += head.len() as u64;
        head.clear();
        match read(stream, chunk) {
            Ok(0) => return Err(io::Error::other("it is shorter than it was")),
            Ok(count) => head.extend_from_slice(chunk.get(..count).unwrap_or_default()),
            Err(_) if stream.goes_on() => {}
            Err(error) => return Err(error),
        }
    }
    let seen = usize::try_from(offset - start).unwrap_or(usize::MAX);
    head.drain(..seen.min(head.len()));
    Ok(())
}

/// The folder that a file is in, however it is named.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).canonicalize().ok()
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
    /// Bytes of it that were let go, because it is over the limit.
    skipped: u64,
    max_line: usize,
    at: Position,
}

impl Lines {
    fn new(opened: Opened, max_bytes: usize) -> Self {
        Self {
            stream: opened.stream,
            input: opened.input,
            carry: opened.head,
            skipped: 0,
            // Every byte of a page may be written as `\u00xx`.
            max_line: max_bytes.saturating_mul(6).saturating_add(1 << 20),
            at: opened.at,
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
            if self.skipped > 0 || bytes.len() > self.max_line {
                self.skipped += bytes.len() as u64;
                bytes.clear();
            }
            seen = bytes.len();
            let end = match read(&mut self.stream, chunk) {
                Ok(0) => Ok(false),
                Ok(count) => {
                    bytes.extend_from_slice(chunk.get(..count).unwrap_or_default());
                    continue;
                }
                Err(error) => Err(error),
            };
            self.split(batch);
            return end;
        }
    }

    /// Sorts out the lines of a batch.
    fn split(&mut self, batch: &mut Batch) {
        let bytes = std::mem::take(&mut batch.bytes);
        let marked = self.at.lines == 0 && bytes.starts_with(MARK);
        let mut from = if marked { MARK.len() } else { 0 };
        let mut skipped = std::mem::take(&mut self.skipped);
        let start = self.at.offset + skipped;
        for end in memchr_iter(b'\n', &bytes).chain([bytes.len()]) {
            let line = bytes.get(from..end).unwrap_or_default();
            if end == bytes.len() && line.is_empty() && skipped == 0 {
                break;
            }
            let too_long = std::mem::take(&mut skipped) > 0 || line.len() > self.max_line;
            self.at.lines += 1;
            self.at.offset = start + bytes.len().min(end + 1) as u64;
            let number = self.at.lines;
            if too_long {
                let limit = self.max_line;
                let message = format!("the line has more than {limit} bytes (--max-bytes)");
                let fault = Fault::new("too-large", message);
                batch.push(Item::Fault(fault, Some(number)), self.at);
            } else if !line.trim_ascii().is_empty() {
                batch.push(Item::Line(from..end, number), self.at);
            }
            from = end + 1;
        }
        batch.bytes = bytes;
    }
}

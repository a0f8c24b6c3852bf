//! WARC and WET files → the pages in them. What is broken is a fault, and reading goes on behind it.

mod head;
mod reel;

use std::io;
use std::sync::Arc;

use memchr::memmem;
use unchaff::record::Fault;

use crate::batch::{Batch, Item, Position};
use crate::compression::Stream;
use crate::http;
use crate::input::Opened;

pub(crate) use head::Entry;
use head::{Head, format};
use reel::Reel;

/// Bytes of pages in a batch.
const BATCH: usize = 256 << 10;
/// Pages in a batch.
const ITEMS: usize = 256;
/// Bytes that the head of a record, or of the HTTP answer in it, may have.
const HEAD: usize = 64 << 10;
/// What a record starts with.
const START: &[u8] = b"WARC/";

/// The records of one input.
pub(crate) struct Records {
    stream: Stream,
    pub(crate) input: Arc<str>,
    reel: Reel,
    max_bytes: usize,
    ended: bool,
    /// Up to here no head of a record ends.
    endless: u64,
    /// What comes next cannot be decompressed, and why. What was read before is taken first.
    gap: Option<String>,
    at: Position,
}

/// What was found in the place of a record.
enum Found {
    Page(Item),
    /// A record without one.
    Other,
    End,
}

/// Why a record is no entry.
enum Stop {
    /// It is broken: what is wrong, and how many bytes are certainly not the start of another.
    Broken(String, usize),
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Records {
    pub(crate) fn new(opened: Opened, max_bytes: usize) -> Self {
        let mut at = opened.at;
        if at.offset == 0 {
            at.member = opened.stream.member();
        }
        Self {
            stream: opened.stream,
            input: opened.input,
            reel: Reel::new(opened.head),
            max_bytes,
            ended: false,
            endless: 0,
            gap: None,
            at,
        }
    }

    /// How far the reader is.
    pub(crate) fn position(&self) -> Position {
        self.at
    }

    /// Fills a batch with the next pages. `false` at the end of the input.
    pub(crate) fn fill(&mut self, batch: &mut Batch) -> io::Result<bool> {
        self.reel.take_room(&mut batch.bytes);
        let more = self.read(batch);
        self.reel.cut(&mut batch.bytes);
        more
    }

    /// Finds the pages of a batch.
    fn read(&mut self, batch: &mut Batch) -> io::Result<bool> {
        while self.reel.kept() < BATCH && batch.items.len() < ITEMS {
            match self.record() {
                Ok(Found::End) => return Ok(false),
                Ok(found) => {
                    self.at.lost = false;
                    if let Found::Page(item) = found {
                        batch.push(item, self.at);
                    }
                }
                Err(Stop::Broken(message, skip)) => self.broken(&message, skip, batch),
                Err(Stop::Io(error)) => return Err(error),
            }
        }
        Ok(true)
    }

    /// Reports what is broken, once until something sound is found, and lets go of it.
    fn broken(&mut self, message: &str, skip: usize, batch: &mut Batch) {
        let offset = self.offset();
        self.take(skip);
        if !std::mem::replace(&mut self.at.lost, true) {
            batch.push(Item::Broken(Fault::new("warc", message), offset), self.at);
        }
    }

    /// Where the record at hand is in the file.
    fn offset(&self) -> u64 {
        self.at.member.unwrap_or(self.at.offset)
    }

    /// What was read and not yet taken.
    fn rest(&self) -> &[u8] {
        self.reel.rest()
    }

    /// Lets go of so many bytes.
    fn take(&mut self, count: usize) {
        self.at.offset += self.reel.take(count) as u64;
    }

    /// Reads on; `false` at the end, and before what is broken until that was said.
    fn more(&mut self) -> io::Result<bool> {
        if self.ended || self.gap.is_some() {
            return Ok(false);
        }
        let is_empty = self.rest().is_empty();
        let count = match self.reel.read_on(&mut self.stream) {
            Err(error) if self.stream.goes_on() => {
                self.gap = Some(format!("a gzip member is broken: {error}"));
                return Ok(false);
            }
            count => count?,
        };
        if is_empty {
            self.at.member = self.stream.member();
        }
        self.ended = count == 0;
        Ok(!self.ended)
    }

    /// Reads until so many bytes are there, or the end is.
    fn reach(&mut self, count: usize) -> io::Result<()> {
        while self.rest().len() < count && self.more()? {}
        Ok(())
    }

    /// Takes the next record.
    fn record(&mut self) -> Result<Found, Stop> {
        loop {
            let is_blank = |byte: &&u8| byte.is_ascii_whitespace();
            let blank = self.rest().iter().take_while(is_blank).count();
            self.take(blank);
            if !self.rest().is_empty() || !self.more()? {
                break;
            }
        }
        self.reach(START.len())?;
        if self.rest().is_empty() {
            let Some(message) = self.gap.take() else {
                return Ok(Found::End);
            };
            self.at.member = self.stream.member();
            return Err(Stop::Broken(message, 0));
        }
        if !self.rest().starts_with(START) {
            let skip = next_start(self.rest(), 0);
            return Err(Stop::Broken("no WARC record starts here".to_owned(), skip));
        }
        let offset = self.offset();
        let head_end = self.head_end()?;
        let head = Head::parse(self.rest().get(..head_end).unwrap_or_default());
        let Some(length) = head.length else {
            let message = "the record has no length".to_owned();
            return Err(Stop::Broken(message, head_end));
        };
        self.take(head_end);
        let room = self.max_bytes.saturating_add(HEAD);
        let fitting = usize::try_from(length)
            .ok()
            .filter(|length| *length <= room);
        let Some(length) = fitting else {
            return self.too_large(head, length, offset);
        };
        self.block(length)?;
        let found = self.entry(head, length, offset);
        self.take(length);
        if matches!(found, Found::Page(_)) {
            self.reel.keep();
        }
        Ok(found)
    }

    /// Why a record has no end: what follows is broken, or nothing does.
    fn cut_off(&self) -> String {
        let message = self.gap.as_deref();
        message.unwrap_or("the record is cut off").to_owned()
    }

    /// Reads over a record with a block that is too large, which is a fault if there is a page in it.
    fn too_large(&mut self, head: Head, length: u64, offset: u64) -> Result<Found, Stop> {
        self.reach(HEAD)?;
        let start = self.rest().len().min(HEAD);
        let found = self.entry(head, start, offset);
        self.skip(length)?;
        Ok(match found {
            Found::Page(_) => {
                let limit = self.max_bytes;
                let message = format!("the page has more than {limit} bytes (--max-bytes)");
                Found::Page(Item::Broken(Fault::new("too-large", message), offset))
            }
            other => other,
        })
    }

    /// Where the head of a record ends, its empty line included.
    fn head_end(&mut self) -> Result<usize, Stop> {
        loop {
            let rest = self.rest();
            let head = rest.get(..HEAD).unwrap_or(rest);
            // What is known to have no end needs no second look: lines by the thousand may each look like a start.
            let known = self.endless.saturating_sub(self.at.offset);
            let from = usize::try_from(known).unwrap_or(0).saturating_sub(3);
            if let Some(end) = http::head_end(head.get(from..).unwrap_or_default()) {
                return Ok(from + end);
            }
            let is_full = head.len() == HEAD;
            self.endless = self.at.offset + head.len() as u64;
            if is_full || !self.more()? {
                let no_end = || "the record's head has no end".to_owned();
                let message = self.gap.clone().unwrap_or_else(no_end);
                return Err(Stop::Broken(message, next_start(self.rest(), START.len())));
            }
        }
    }

    /// Reads a whole block, and makes sure that it ends where its length says.
    fn block(&mut self, length: usize) -> Result<(), Stop> {
        self.reach(length + 4)?;
        let rest = self.rest();
        let said = match rest.get(length..) {
            None => self.cut_off(),
            Some(after) if after.is_empty() || ends(after) => {
                return Ok(());
            }
            Some(_) => "the record does not end where its length says".to_owned(),
        };
        Err(Stop::Broken(said, next_start(rest, 0)))
    }

    /// Reads over a block that is too large, but not over the start of the next record.
    fn skip(&mut self, mut length: u64) -> Result<(), Stop> {
        const NEXT: &[u8] = b"\r\n\r\nWARC/1.";
        loop {
            let here = usize::try_from(length)
                .unwrap_or(usize::MAX)
                .min(self.rest().len());
            let seen = self.rest().get(..here).unwrap_or_default();
            if let Some(at) = memmem::find(seen, NEXT) {
                return Err(Stop::Broken(
                    "the record does not end where its length says".to_owned(),
                    at,
                ));
            }
            if here as u64 == length {
                self.take(here);
                return Ok(());
            }
            let done = here.saturating_sub(NEXT.len());
            self.take(done);
            length -= done as u64;
            if !self.more()? {
                return Err(Stop::Broken(self.cut_off(), self.rest().len()));
            }
        }
    }

    /// The page in a record; counts the record as one without if it has none.
    fn entry(&mut self, head: Head, length: usize, offset: u64) -> Found {
        let Some(kind) = head.kind else {
            return Found::Other;
        };
        let block = self.rest().get(..length).unwrap_or_default();
        let (answer, page) = if http::is_answer(&head.media, block) {
            let end = http::head_end(block).unwrap_or(block.len());
            let (answer, page) = block.split_at(end);
            (Some(http::Head::parse(answer)), page)
        } else {
            (None, block)
        };
        let media = answer.as_ref().map_or(&head.media, |answer| &answer.media);
        let Some(format) = format(media, kind) else {
            self.at.skipped += 1;
            return Found::Other;
        };
        let end = self.reel.at() + block.len();
        Found::Page(Item::Entry(Box::new(Entry {
            body: end - page.len()..end,
            format,
            id: head.id,
            url: head.url,
            date: head.date,
            kind,
            truncated: head.truncated,
            answer,
            offset,
        })))
    }
}

/// Whether this is what stands between two records.
fn ends(after: &[u8]) -> bool {
    after.starts_with(b"\r\n\r\n") || after.starts_with(b"\n\n")
}

/// How far it is to what may be the next record's start, looking from `from` on; to the end, but for what may be a
/// part of one, where there is none.
fn next_start(bytes: &[u8], from: usize) -> usize {
    let found = memmem::find(bytes.get(from..).unwrap_or_default(), b"\nWARC/1.");
    found.map_or(bytes.len().saturating_sub(7).max(1), |at| from + at + 1)
}

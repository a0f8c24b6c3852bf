//! WARC and WET files → the pages in them. What is broken is a fault, and reading goes on behind it.

mod head;

use std::io::{self, Read};
use std::sync::Arc;

use memchr::memmem;
use unchaff::record::Fault;

use crate::batch::{Batch, Item};
use crate::compression::Stream;
use crate::http;

pub(crate) use head::Entry;
use head::{Head, format};

/// Bytes of pages in a batch.
const BATCH: usize = 256 << 10;
/// Bytes that the head of a record, or of the HTTP answer in it, may have.
const HEAD: usize = 64 << 10;
/// What a record starts with.
const START: &[u8] = b"WARC/";

/// The records of one input.
pub(crate) struct Records {
    stream: Stream,
    pub(crate) input: Arc<str>,
    /// Bytes read and not yet taken: those from `from` on.
    buffer: Vec<u8>,
    from: usize,
    /// Where in the decompressed input the buffer starts.
    base: u64,
    /// Where in the file the gzip member of the buffer's start starts.
    member: Option<u64>,
    max_bytes: usize,
    ended: bool,
    /// Something broken was reported, and no sound record was found since.
    lost: bool,
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
    pub(crate) fn new(stream: Stream, input: Arc<str>, head: Vec<u8>, max_bytes: usize) -> Self {
        Self {
            member: stream.member(),
            stream,
            input,
            buffer: head,
            from: 0,
            base: 0,
            max_bytes,
            ended: false,
            lost: false,
        }
    }

    /// Fills a batch with the next pages. `false` at the end of the input.
    pub(crate) fn fill(&mut self, batch: &mut Batch, chunk: &mut [u8]) -> io::Result<bool> {
        while batch.bytes.len() < BATCH && batch.items.len() < 256 {
            match self.record(batch, chunk) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(Stop::Broken(message, skip)) => {
                    self.broken(&message, batch);
                    self.take(skip);
                }
                Err(Stop::Io(error)) if self.stream.goes_on() => {
                    if self.rest().is_empty() {
                        self.member = self.stream.member();
                    }
                    self.broken(&format!("a gzip member is broken: {error}"), batch);
                    self.take(self.buffer.len());
                }
                Err(Stop::Io(error)) => return Err(error),
            }
        }
        Ok(true)
    }

    fn broken(&mut self, message: &str, batch: &mut Batch) {
        if !std::mem::replace(&mut self.lost, true) {
            let fault = Fault::new("warc", message);
            batch.items.push(Item::Broken(fault, self.offset()));
        }
    }

    fn offset(&self) -> u64 {
        self.member.unwrap_or(self.base + self.from as u64)
    }

    /// What is in the buffer and not yet taken.
    fn rest(&self) -> &[u8] {
        self.buffer.get(self.from..).unwrap_or_default()
    }

    /// Lets go of so many bytes.
    fn take(&mut self, count: usize) {
        self.from = (self.from + count).min(self.buffer.len());
        if self.from > self.buffer.len() / 2 {
            self.base += self.from as u64;
            self.buffer.drain(..self.from);
            self.from = 0;
        }
    }

    /// Reads on; `false` at the end.
    fn more(&mut self, chunk: &mut [u8]) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let count = loop {
            match self.stream.read(chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        if self.rest().is_empty() {
            self.member = self.stream.member();
        }
        self.buffer
            .extend_from_slice(chunk.get(..count).unwrap_or_default());
        self.ended = count == 0;
        Ok(!self.ended)
    }

    /// Reads until so many bytes are there, or the end is.
    fn reach(&mut self, count: usize, chunk: &mut [u8]) -> io::Result<()> {
        while self.rest().len() < count && self.more(chunk)? {}
        Ok(())
    }

    /// Takes the next record, and adds it to the batch if it has a page. `false` at the end.
    fn record(&mut self, batch: &mut Batch, chunk: &mut [u8]) -> Result<bool, Stop> {
        loop {
            let blank = self
                .rest()
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            self.take(blank);
            if !self.rest().is_empty() || !self.more(chunk)? {
                break;
            }
        }
        self.reach(START.len(), chunk)?;
        if self.rest().is_empty() {
            return Ok(false);
        }
        if !self.rest().starts_with(START) {
            return Err(Stop::Broken(
                "no WARC record starts here".to_owned(),
                next_start(self.rest(), 0),
            ));
        }
        let offset = self.offset();
        let head_end = self.head_end(chunk)?;
        let head = Head::parse(self.rest().get(..head_end).unwrap_or_default());
        let Some(length) = head.length else {
            return Err(Stop::Broken(
                "the record has no length".to_owned(),
                START.len(),
            ));
        };
        self.take(head_end);
        let room = self.max_bytes.saturating_add(HEAD);
        match usize::try_from(length)
            .ok()
            .filter(|length| *length <= room)
        {
            Some(length) => {
                self.block(length, chunk)?;
                self.entry(head, length, offset, batch);
                self.take(length);
            }
            None => self.too_large(head, length, offset, batch, chunk)?,
        }
        self.lost = false;
        Ok(true)
    }

    /// Reads over a record with a block that is too large, which is a fault if there is a page in it.
    fn too_large(
        &mut self,
        head: Head,
        length: u64,
        offset: u64,
        batch: &mut Batch,
        chunk: &mut [u8],
    ) -> Result<(), Stop> {
        self.reach(HEAD, chunk)?;
        let (items, bytes) = (batch.items.len(), batch.bytes.len());
        self.entry(head, self.rest().len().min(HEAD), offset, batch);
        batch.bytes.truncate(bytes);
        let has_page = batch.items.len() > items;
        batch.items.truncate(items);
        self.skip(length, chunk)?;
        if has_page {
            let limit = self.max_bytes;
            let message = format!("the page has more than {limit} bytes (--max-bytes)");
            batch
                .items
                .push(Item::Broken(Fault::new("too-large", message), offset));
        }
        Ok(())
    }

    /// Where the head of a record ends, its empty line included.
    fn head_end(&mut self, chunk: &mut [u8]) -> Result<usize, Stop> {
        loop {
            if let Some(end) = http::head_end(self.rest()) {
                return Ok(end);
            }
            if self.rest().len() > HEAD || !self.more(chunk)? {
                let message = "the record's head has no end".to_owned();
                return Err(Stop::Broken(message, next_start(self.rest(), START.len())));
            }
        }
    }

    /// Reads a whole block, and makes sure that it ends where its length says.
    fn block(&mut self, length: usize, chunk: &mut [u8]) -> Result<(), Stop> {
        self.reach(length + 4, chunk)?;
        let rest = self.rest();
        let said = match rest.get(length..) {
            None => "the record is cut off",
            Some(after) if after.is_empty() || ends(after) => {
                return Ok(());
            }
            Some(_) => "the record does not end where its length says",
        };
        Err(Stop::Broken(said.to_owned(), next_start(rest, 0)))
    }

    /// Reads over a block that is too large, but not over the start of the next record.
    fn skip(&mut self, mut length: u64, chunk: &mut [u8]) -> Result<(), Stop> {
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
            if !self.more(chunk)? {
                return Err(Stop::Broken(
                    "the record is cut off".to_owned(),
                    self.rest().len(),
                ));
            }
        }
    }

    /// Adds a record's page to the batch, or counts the record as one without.
    fn entry(&self, head: Head, length: usize, offset: u64, batch: &mut Batch) {
        let Some(kind) = head.kind else {
            return;
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
            batch.skipped += 1;
            return;
        };
        let start = batch.bytes.len();
        batch.bytes.extend_from_slice(page);
        batch.items.push(Item::Entry(Box::new(Entry {
            body: start..batch.bytes.len(),
            format,
            id: head.id,
            url: head.url,
            date: head.date,
            kind,
            answer,
            offset,
        })));
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

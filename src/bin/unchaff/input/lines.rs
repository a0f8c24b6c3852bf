//! The lines of an input, a batch at a time.

use std::io;
use std::sync::Arc;

use memchr::{memchr_iter, memrchr};
use unchaff::record::Fault;

use super::{MARK, Opened};
use crate::batch::{Batch, Item, KEPT, Position};
use crate::compression::Stream;

/// Lines of a batch at most: one takes some hundred bytes of memory beside its own.
const MANY: usize = 4096;

/// The lines of one input. A batch ends where a read ends, so that an answer never waits for the next question.
pub(super) struct Lines {
    stream: Stream,
    pub(super) input: Arc<str>,
    /// The start of a line whose end is not read yet.
    carry: Vec<u8>,
    /// Bytes of it that were let go, because it is over the limit.
    skipped: u64,
    max_line: usize,
    pub(super) at: Position,
}

impl Lines {
    pub(super) fn new(opened: Opened, max_bytes: usize) -> Self {
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
    pub(super) fn fill(&mut self, batch: &mut Batch) -> io::Result<bool> {
        let bytes = &mut batch.bytes;
        std::mem::swap(bytes, &mut self.carry);
        self.carry.clear();
        self.carry.shrink_to(KEPT);
        let mut seen = 0;
        loop {
            let fresh = bytes.get(seen..).unwrap_or_default();
            let many = memchr_iter(b'\n', fresh).nth(MANY - 1);
            if let Some(end) = many.or_else(|| memrchr(b'\n', fresh)) {
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
            let end = match self.stream.read_on(bytes) {
                Ok(0) => Ok(false),
                Ok(_) => continue,
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

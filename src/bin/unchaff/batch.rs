//! What goes round between reader, workers and writer.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unchaff::Format;
use unchaff::record::{Fault, Place, Record, string};

use crate::http::{Head, Page};
use crate::warc::Entry;

/// A buffer that one long line made larger than this is given back.
pub(crate) const KEPT: usize = 4 << 20;

/// A part of one input, and later what came of it.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) input: Arc<str>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) items: Vec<Item>,
    /// How far the reader was after each item.
    pub(crate) ends: Vec<Position>,
    /// How far it was after the batch.
    pub(crate) end: Position,
    pub(crate) out: Vec<u8>,
    /// What came of each item.
    pub(crate) done: Vec<Done>,
    /// Words for standard error.
    pub(crate) notes: Vec<String>,
}

/// How far the reader is, with what it saw on the way: enough to go on from there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Files opened, the one at hand among them.
    pub(crate) files: u64,
    /// Bytes of the file at hand, decompressed; the largest number when it is done.
    pub(crate) offset: u64,
    /// Lines of the file at hand.
    pub(crate) lines: u64,
    /// Bytes of the files before, decompressed.
    pub(crate) before: u64,
    /// Inputs that could not be read.
    pub(crate) failed: u64,
    /// WARC records of pictures, scripts and the like.
    pub(crate) skipped: u64,
    /// Where in a WARC file the gzip member at hand starts.
    pub(crate) member: Option<u64>,
    /// Something broken in it was reported, and no sound record was found since.
    pub(crate) lost: bool,
}

/// What came of an item.
#[derive(Debug)]
pub(crate) struct Done {
    /// Where in the batch's output its answer ends.
    pub(crate) out: usize,
    pub(crate) fate: Fate,
}

/// What an item turned out to be.
#[derive(Debug)]
pub(crate) enum Fate {
    Article {
        kind: Option<&'static str>,
        empty: bool,
        /// Not written, as was asked for.
        dropped: bool,
        /// Words of the text as read, and those left out by rule; empty where nobody wants to know.
        words: u64,
        left_out: Vec<(String, u64)>,
    },
    Fault(&'static str),
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            input: Arc::from("-"),
            bytes: Vec::new(),
            items: Vec::new(),
            ends: Vec::new(),
            end: Position::default(),
            out: Vec::new(),
            done: Vec::new(),
            notes: Vec::new(),
        }
    }
}

impl Batch {
    /// Empties the batch, to be filled again. Its bytes mean nothing now, but whoever fills it may write over them.
    pub(crate) fn reset(&mut self) {
        self.bytes.truncate(KEPT);
        self.out.clear();
        for buffer in [&mut self.bytes, &mut self.out] {
            buffer.shrink_to(KEPT);
        }
        self.items.clear();
        self.ends.clear();
        self.done.clear();
        self.notes.clear();
    }

    /// Adds an item, up to which the reader has come.
    pub(crate) fn push(&mut self, item: Item, end: Position) {
        self.items.push(item);
        self.ends.push(end);
    }
}

/// One thing to clean.
#[derive(Debug)]
pub(crate) enum Item {
    /// A JSON line, numbered from 1.
    Line(Range<usize>, u64),
    /// A whole file.
    Page(Range<usize>, Format),
    /// A page from a WARC file.
    Entry(Box<Entry>),
    /// What should have been one, at this offset.
    Broken(Fault, u64),
    /// What could not be read as line or file, at a line where it has one.
    Fault(Fault, Option<u64>),
}

impl Item {
    /// Where the item stood.
    pub(crate) fn place<'a>(&self, input: &'a str) -> Place<'a> {
        let place = Place::input(input);
        match self {
            Self::Line(_, line) | Self::Fault(_, Some(line)) => place.line(*line),
            Self::Broken(_, offset) => place.offset(*offset),
            Self::Entry(entry) => place.offset(entry.offset),
            Self::Page(..) | Self::Fault(_, None) => place,
        }
    }

    /// Whether it is a whole input, rather than one of many records.
    pub(crate) fn is_whole(&self) -> bool {
        matches!(self, Self::Page(..) | Self::Fault(_, None))
    }
}

/// What the caller says of all inputs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hints {
    pub(crate) field: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) max_bytes: usize,
}

impl Hints {
    /// The record that an item is, or as much of it as is known beside its fault.
    pub(crate) fn record<'a>(
        &'a self,
        item: &Item,
        bytes: &'a [u8],
        input: &str,
        page: &'a mut String,
    ) -> (Record<'a>, Option<Fault>) {
        let named = |record: Record<'a>| {
            if input == "-" {
                record
            } else {
                record.with_id(input)
            }
        };
        let slice = |range: &Range<usize>| bytes.get(range.clone()).unwrap_or_default();
        let mut record = match item {
            Item::Line(range, _) => {
                match Record::parse(slice(range), self.field.as_deref(), page) {
                    Ok(record) => record,
                    Err(fault) => return (Record::default(), Some(fault)),
                }
            }
            Item::Page(range, format) => named(Record::page(slice(range), *format)),
            Item::Entry(entry) => match archived(entry, slice(&entry.body), self.max_bytes) {
                Ok(record) => record,
                Err(both) => return (both.0, Some(both.1)),
            },
            Item::Broken(fault, _) | Item::Fault(fault, Some(_)) => {
                return (Record::default(), Some(fault.clone()));
            }
            Item::Fault(fault, None) => return (named(Record::default()), Some(fault.clone())),
        };
        if let Some(url) = &self.url {
            record = record.with_url(url);
        }
        if let Some(label) = &self.charset {
            record = record.with_charset(label.as_str());
        }
        (record, None)
    }
}

/// The record of a page in a WARC file: named as there, with what the archive says under `warc`.
fn archived<'a>(
    entry: &Entry,
    body: &'a [u8],
    limit: usize,
) -> Result<Record<'a>, Box<(Record<'a>, Fault)>> {
    let page = match &entry.answer {
        Some(answer) => answer.page(body, limit),
        None => Ok(Page::whole(body)),
    };
    let (page, fault) = match page {
        Ok(page) => (page, None),
        Err(fault) => (Page::whole(&[]), Some(fault)),
    };
    let mut record = Record::page(page.bytes, entry.format);
    if let Some(id) = &entry.id {
        record = record.with_id(id);
    }
    if let Some(url) = &entry.url {
        record = record.with_url(url);
    }
    if let Some(label) = entry.answer.as_ref().and_then(Head::charset) {
        record = record.with_charset(label.to_owned());
    }
    let mut said = b"{\"type\":".to_vec();
    string(entry.kind.name(), &mut said);
    if let Some(date) = &entry.date {
        said.extend_from_slice(b",\"date\":");
        string(date, &mut said);
    }
    if let Some(status) = entry.answer.as_ref().and_then(|answer| answer.status) {
        said.extend_from_slice(format!(",\"status\":{status}").as_bytes());
    }
    if let Some(why) = entry.truncated.as_deref().or(page.truncated) {
        said.extend_from_slice(b",\"truncated\":");
        string(why, &mut said);
    }
    said.push(b'}');
    let record = record.with_field("warc", String::from_utf8(said).unwrap_or_default());
    match fault {
        Some(fault) => Err(Box::new((record, fault))),
        None => Ok(record),
    }
}

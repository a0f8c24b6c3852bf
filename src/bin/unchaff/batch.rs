//! What goes round between reader, workers and writer.

use std::ops::Range;
use std::sync::Arc;

use unchaff::Format;
use unchaff::record::{Fault, Place, Record};

/// A buffer that one long line made larger than this is given back.
pub(crate) const KEPT: usize = 4 << 20;

/// A part of one input, and later what came of it.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) input: Arc<str>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) items: Vec<Item>,
    pub(crate) out: Vec<u8>,
    /// Words for standard error.
    pub(crate) notes: Vec<String>,
    /// Inputs that could not be read.
    pub(crate) failed: u64,
    pub(crate) faults: u64,
    pub(crate) records: u64,
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            input: Arc::from("-"),
            bytes: Vec::new(),
            items: Vec::new(),
            out: Vec::new(),
            notes: Vec::new(),
            failed: 0,
            faults: 0,
            records: 0,
        }
    }
}

impl Batch {
    /// Empties the batch, to be filled again.
    pub(crate) fn reset(&mut self) {
        for buffer in [&mut self.bytes, &mut self.out] {
            buffer.clear();
            buffer.shrink_to(KEPT);
        }
        self.items.clear();
        self.notes.clear();
        (self.failed, self.faults, self.records) = (0, 0, 0);
    }
}

/// One thing to clean.
#[derive(Debug)]
pub(crate) enum Item {
    /// A JSON line, numbered from 1.
    Line(Range<usize>, u64),
    /// A whole file.
    Page(Range<usize>, Format),
    /// What could not be read as either, at a line where it has one.
    Fault(Fault, Option<u64>),
}

impl Item {
    /// Where the item stood.
    pub(crate) fn place<'a>(&self, input: &'a str) -> Place<'a> {
        let place = Place::input(input);
        match self {
            Self::Line(_, line) | Self::Fault(_, Some(line)) => place.line(*line),
            Self::Page(..) | Self::Fault(_, None) => place,
        }
    }

    /// Whether it is a line of many, rather than a whole input.
    pub(crate) fn is_line(&self) -> bool {
        matches!(self, Self::Line(..) | Self::Fault(_, Some(_)))
    }
}

/// What the caller says of all inputs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hints {
    pub(crate) field: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) charset: Option<String>,
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
            Item::Fault(fault, Some(_)) => return (Record::default(), Some(fault.clone())),
            Item::Fault(fault, None) => return (named(Record::default()), Some(fault.clone())),
        };
        if let Some(url) = &self.url {
            record = record.with_url(url);
        }
        if let Some(label) = &self.charset {
            record = record.with_charset(label);
        }
        (record, None)
    }
}

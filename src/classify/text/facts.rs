//! What is asked of each line of a plain text again and again, side by side and small.

use crate::classify::text::lines::is_short;
use crate::classify::text::{is_long_prose, shape};
use crate::document::{Block, Document};
use crate::features::End;

/// Facts about all lines; none for a page.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) words: Vec<u32>,
    pub(crate) forms: Vec<Form>,
    /// Line ends before each line and behind the last, up to a bound.
    pub(crate) gaps: Vec<u8>,
}

/// The form of one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form(u8);

/// The lowest two bits are the shape.
const PROSE: u8 = 4;
const LONG: u8 = 8;
const SHORT: u8 = 16;
const OPEN: u8 = 32;

impl Facts {
    pub(crate) fn of(document: &Document) -> Self {
        let blocks = &document.blocks;
        Self {
            words: blocks.iter().map(|block| block.measures.words).collect(),
            forms: blocks.iter().map(Form::of).collect(),
            gaps: (0..=blocks.len()).map(|at| gap(document, at)).collect(),
        }
    }

    /// Line ends between a line and the one before it.
    pub(crate) fn gap(&self, document: &Document, at: usize) -> u8 {
        let known = self.gaps.get(at).copied();
        known.unwrap_or_else(|| gap(document, at))
    }
}

/// Line ends before the first and behind the last line.
const EDGE: u8 = 9;

fn gap(document: &Document, at: usize) -> u8 {
    let blocks = &document.blocks;
    let before = at.checked_sub(1).and_then(|before| blocks.get(before));
    let (Some(before), Some(after)) = (before, blocks.get(at)) else {
        return EDGE;
    };
    let between = document
        .text
        .as_bytes()
        .get(before.span.end..after.span.start);
    let ends = between.unwrap_or_default().iter();
    ends.fold(0, |gap: u8, byte| {
        gap.saturating_add(u8::from(*byte == b'\n'))
    })
}

impl Form {
    fn of(block: &Block) -> Self {
        let m = &block.measures;
        let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
        let prose = m.is_prose();
        let shape = u8::try_from(shape(m)).unwrap_or(0);
        Self(
            shape
                | bit(prose, PROSE)
                | bit(prose && is_long_prose(block), LONG)
                | bit(!prose && is_short(block), SHORT)
                | bit(m.ends == End::Open, OPEN),
        )
    }

    pub(crate) fn shape(self) -> usize {
        usize::from(self.0 & 3)
    }

    pub(crate) fn is_prose(self) -> bool {
        self.0 & PROSE != 0
    }

    pub(crate) fn is_long_prose(self) -> bool {
        self.0 & LONG != 0
    }

    /// A line that could stand in a menu.
    pub(crate) fn is_short(self) -> bool {
        self.0 & SHORT != 0
    }

    /// Whether it ends without a mark.
    pub(crate) fn is_open(self) -> bool {
        self.0 & OPEN != 0
    }
}

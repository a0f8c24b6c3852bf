//! What is asked of each line of a plain text again and again, side by side and small.

use crate::classify::text::lines::is_short;
use crate::classify::text::{is_long_prose, shape};
use crate::document::{Block, BlockKind, Document};
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
pub(crate) struct Form(u16);

/// The lowest two bits are the shape.
const PROSE: u16 = 1 << 2;
const LONG: u16 = 1 << 3;
const SHORT: u16 = 1 << 4;
const OPEN: u16 = 1 << 5;
const STOP: u16 = 1 << 6;
const QUESTION: u16 = 1 << 7;
const CODE: u16 = 1 << 8;
const PRICED: u16 = 1 << 9;
const HEADING: u16 = 1 << 10;

/// Signs from which a line is code.
const CODE_SIGNS: u16 = 5;
/// Words up to which an amount is a price.
const PRICE: u32 = 12;

impl Facts {
    pub(crate) fn of(document: &Document) -> Self {
        let blocks = &document.blocks;
        Self {
            words: blocks.iter().map(|block| block.measures.words).collect(),
            forms: blocks.iter().map(Form::of).collect(),
            gaps: gaps(document),
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

fn gaps(document: &Document) -> Vec<u8> {
    let mut gaps = Vec::with_capacity(document.blocks.len() + 1);
    gaps.push(EDGE);
    let pairs = document.blocks.iter().zip(document.blocks.iter().skip(1));
    gaps.extend(pairs.map(|(before, after)| between(document, before, after)));
    gaps.push(EDGE);
    gaps
}

fn gap(document: &Document, at: usize) -> u8 {
    let blocks = &document.blocks;
    let before = at.checked_sub(1).and_then(|before| blocks.get(before));
    let pair = before.zip(blocks.get(at));
    pair.map_or(EDGE, |(before, after)| between(document, before, after))
}

fn between(document: &Document, before: &Block, after: &Block) -> u8 {
    let bytes = document.text.as_bytes();
    let between = bytes.get(before.span.end..after.span.start);
    let ends = between.unwrap_or_default().iter();
    ends.fold(0, |gap: u8, byte| {
        gap.saturating_add(u8::from(*byte == b'\n'))
    })
}

impl Form {
    fn of(block: &Block) -> Self {
        let m = &block.measures;
        let bit = |holds: bool, bit: u16| if holds { bit } else { 0 };
        let prose = m.is_prose();
        let shape = u16::try_from(shape(m)).unwrap_or(0);
        let ends = match m.ends {
            End::Open => OPEN,
            End::Stop => STOP,
            End::Question => QUESTION,
            _ => 0,
        };
        Self(
            shape
                | bit(prose, PROSE)
                | bit(prose && is_long_prose(block), LONG)
                | bit(!prose && is_short(block), SHORT)
                | ends
                | bit(m.code_signs >= CODE_SIGNS, CODE)
                | bit(m.currency && m.words <= PRICE, PRICED)
                | bit(matches!(block.kind, BlockKind::Heading(_)), HEADING),
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

    /// Whether it ends as a sentence does.
    pub(crate) fn is_sentence(self) -> bool {
        self.0 & STOP != 0
    }

    pub(crate) fn is_question(self) -> bool {
        self.0 & QUESTION != 0
    }

    pub(crate) fn is_code(self) -> bool {
        self.0 & CODE != 0
    }

    /// A short line with an amount of money.
    pub(crate) fn is_priced(self) -> bool {
        self.0 & PRICED != 0
    }

    pub(crate) fn is_heading(self) -> bool {
        self.0 & HEADING != 0
    }
}

//! Numbers and kinds → labels of features.

// Shares need no more than single precision.
#![allow(clippy::cast_possible_truncation)]

use super::context::NO_BLOCK;
use crate::document::{BlockKind, Document};
use crate::dom::Tag;
use crate::features::{End, Measures};
use crate::lanes;

/// Words up to which it matters whether a block holds a date.
pub(crate) const DATED: u32 = 12;

/// The labels of `sign` that hold, as bits. `dated`: the block is short and has a date; `few_letters`: they are less than
/// half of its bytes.
pub(super) fn signs(m: &Measures, dated: bool, few_letters: bool) -> u32 {
    let words = m.words.max(1);
    // How many there are, as the bits of one, of more, and of many.
    let counted = |count: u16, bits: &[u32]| bits[usize::from(count).min(bits.len() - 1)];
    let counts = counted(m.separators, &[0, 1 << 5, 1 << 6])
        | counted(m.commas, &[0, 1 << 7, 1 << 7, 1 << 7, 3 << 7])
        | counted(m.stops, &[0, 1 << 14, 1 << 15, 1 << 15, 3 << 15]);
    let holds = [
        (0, m.starts_lower),
        (1, m.starts_digit),
        (2, m.at_sign),
        (3, m.quotes),
        (4, m.currency),
        (9, m.code_signs > 4),
        (10, words >= 2 && u32::from(m.shouted) * 2 > words),
        (11, words >= 3 && u32::from(m.capitalized) * 10 >= words * 7),
        (12, u32::from(m.numbers) * 2 >= words),
        (13, m.unspaced),
        (17, dated),
        (18, few_letters),
    ];
    let holds = holds.into_iter();
    holds.fold(counts, |bits, (at, holds)| bits | u32::from(holds) << at)
}

/// Whether less than half of the bytes are letters.
pub(super) fn has_few_letters(text: &str) -> bool {
    let (bytes, mut letters) = (text.as_bytes(), 0);
    for at in (0..bytes.len()).step_by(8) {
        letters += lanes::letters_or_high(lanes::eight(bytes, at)) as usize;
        if letters * 2 >= bytes.len() {
            return false;
        }
    }
    letters * 2 < bytes.len()
}

/// Whether a block has at most [`DATED`] words and holds a date.
pub(super) fn is_dated(at: usize, document: &Document) -> bool {
    let block = &document.blocks[at];
    if block.measures.words > DATED {
        return false;
    }
    // Words alone are no date.
    let is_plain = document.reading.line(at).is_some_and(|line| line.is_plain);
    !is_plain && document.text.get(block.span.clone()).is_some_and(has_date)
}

/// A year, or a clock time, or a numeric date.
pub(crate) fn has_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut chunks = (0..bytes.len()).step_by(8);
    let Some(first) = chunks.find(|at| lanes::has_digit(lanes::eight(bytes, *at))) else {
        return false;
    };
    let mut run = 0;
    for (at, byte) in bytes.iter().enumerate().skip(first) {
        if byte.is_ascii_digit() {
            run += 1;
            continue;
        }
        if run == 4 && is_year(&bytes[at - 4..at])
            || (1..=2).contains(&run) && is_clock(&bytes[at..])
        {
            return true;
        }
        run = 0;
    }
    run == 4 && is_year(&bytes[bytes.len() - 4..])
}

fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..])
}

fn is_clock(rest: &[u8]) -> bool {
    matches!(rest, [b':' | b'/' | b'.', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit())
}

pub(super) fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 {
        0.0
    } else {
        (f64::from(part) / f64::from(whole)) as f32
    }
}

pub(super) fn share_label(part: u32, whole: u32) -> usize {
    if part == 0 {
        return 0;
    }
    let share = share(part, whole);
    let bounds = [0.2, 0.5, 0.9].iter();
    1 + bounds.filter(|bound| share >= **bound).count()
}

pub(super) fn words_label(words: u32) -> usize {
    /// The labels of so many words, and of all more.
    const LABELS: [u8; 62] = {
        let bounds = [2, 3, 4, 6, 9, 13, 21, 36, 61];
        let mut labels = [0; 62];
        let mut at = 0;
        while at < bounds.len() {
            let mut words = bounds[at];
            while words < labels.len() {
                labels[words] += 1;
                words += 1;
            }
            at += 1;
        }
        labels
    };
    usize::from(LABELS[(words as usize).min(LABELS.len() - 1)])
}

pub(super) fn end_label(end: End) -> usize {
    match end {
        End::Open => 0,
        End::Stop => 1,
        End::Question => 2,
        End::Colon => 3,
        End::Ellipsis => 4,
        End::Comma => 5,
    }
}

pub(super) fn distance_label(other: u32, at: usize) -> usize {
    const LABELS: [u8; 14] = [0, 1, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5];
    if other == NO_BLOCK {
        return 6;
    }
    let distance = (other as usize).abs_diff(at);
    usize::from(LABELS[distance.min(LABELS.len() - 1)])
}

pub(super) fn kind_label(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Heading(level) => usize::from(level.clamp(1, 4)),
        BlockKind::ListItem { .. } => 5,
        BlockKind::Quote => 6,
        BlockKind::Code => 7,
        BlockKind::TableRow => 8,
        BlockKind::Caption => 9,
        BlockKind::Line => 10,
    }
}

pub(super) fn tag_label(tag: Tag) -> usize {
    match tag {
        Tag::Div => 0,
        Tag::P => 1,
        Tag::Li => 2,
        Tag::Ul | Tag::Menu => 3,
        Tag::Ol => 4,
        Tag::Td | Tag::Th => 5,
        Tag::Section => 6,
        Tag::Article => 7,
        Tag::Main => 8,
        Tag::Aside => 9,
        Tag::Header => 10,
        Tag::Footer => 11,
        Tag::Nav => 12,
        Tag::Form | Tag::Fieldset => 13,
        Tag::Blockquote => 14,
        Tag::Dl | Tag::Dt | Tag::Dd => 15,
        Tag::Figure | Tag::Figcaption => 16,
        Tag::Body | Tag::Html => 17,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => 18,
        Tag::Table | Tag::Tr | Tag::Tbody | Tag::Caption => 19,
        _ => 20,
    }
}

/// How many of the bounds a number reaches.
pub(crate) fn step<T: PartialOrd + Copy>(value: T, bounds: &[T]) -> usize {
    bounds.iter().filter(|bound| value >= **bound).count()
}

//! A range of the arena's attributes in the place of the attributes themselves.
//!
//! The tree builder keeps a link's tag, to make the element again where the markup is misnested. It then needs no
//! attributes of its own. Links are the only formatting elements whose attributes it does not compare: a list of
//! active formatting elements holds two only where one could not be closed, and there the bounds say so.

use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

/// No attribute of a page has this name, since NUL is replaced.
const NAME: &str = "\0";

/// A ticket for `count` attributes from `first` on.
pub(super) fn write(first: usize, count: usize) -> Attribute {
    let mut digits = [0u8; 7];
    let mut number = (first as u64) << 14 | (count as u64).min((1 << 14) - 1);
    for digit in &mut digits {
        *digit = (number % 128) as u8;
        number /= 128;
    }
    Attribute {
        name: QualName::new(None, ns!(), LocalName::from(NAME)),
        value: std::str::from_utf8(&digits)
            .map_or_else(|_| StrTendril::new(), StrTendril::from_slice),
    }
}

/// The range that a ticket stands for; `None` for any other attribute.
pub(super) fn read(attribute: &Attribute) -> Option<Range<u32>> {
    if &*attribute.name.local != NAME {
        return None;
    }
    let number = attribute
        .value
        .bytes()
        .rev()
        .fold(0u64, |number, digit| number << 7 | u64::from(digit));
    let first = u32::try_from(number >> 14).ok()?;
    let count = u32::try_from(number & ((1 << 14) - 1)).ok()?;
    Some(first..first.saturating_add(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_are_read_as_written() {
        for (first, count) in [(0, 1), (127, 128), (1_000_000_000, 256), (0xFFFF_FFF0, 3)] {
            let start = u32::try_from(first).expect("in range");
            let end = start + u32::try_from(count).expect("in range");
            assert_eq!(read(&write(first, count)), Some(start..end));
        }
    }
}

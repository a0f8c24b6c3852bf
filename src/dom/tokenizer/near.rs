//! Bytes that mostly stand near: the first sixteen are looked at without a call.

use std::ops::Range;

use memchr::memchr;

const NEAR: usize = 16;

/// Where the byte first stands, counted from `from`.
pub(super) fn find(byte: u8, bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let Some(near) = rest.first_chunk::<NEAR>() else {
        return rest.iter().position(|&other| other == byte);
    };
    match marks(byte, near) {
        0 => memchr(byte, &rest[NEAR..]).map(|at| at + NEAR),
        marks => Some(marks.trailing_zeros() as usize / 8),
    }
}

/// Whether the byte stands in this range.
pub(super) fn holds(byte: u8, bytes: &[u8], range: Range<usize>) -> bool {
    let length = range.len();
    let near = bytes.get(range.start..).and_then(<[u8]>::first_chunk);
    match near {
        Some(near) if length < NEAR => marks(byte, near) & ((1 << (8 * length)) - 1) != 0,
        _ => bytes
            .get(range)
            .is_some_and(|bytes| memchr(byte, bytes).is_some()),
    }
}

/// A byte of ones for each place where the byte stands.
fn marks(byte: u8, near: &[u8; NEAR]) -> u128 {
    // Written so that it is done in a vector.
    let mut marks = *near;
    for mark in &mut marks {
        *mark = if *mark == byte { 0xff } else { 0 };
    }
    u128::from_le_bytes(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_or_far_it_is_found() {
        for length in 0..70 {
            for at in 0..length {
                let mut bytes = vec![b'x'; length];
                bytes[at] = b'<';
                for from in 0..=length {
                    let wanted = at.checked_sub(from);
                    assert_eq!(find(b'<', &bytes, from), wanted);
                    for to in from..=length {
                        let is_there = (from..to).contains(&at);
                        assert_eq!(holds(b'<', &bytes, from..to), is_there);
                    }
                }
            }
        }
    }
}

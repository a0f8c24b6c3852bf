//! What a JSON string cannot hold as it is (a quote, a backslash, a control character), found sixteen bytes at a time.

use crate::lanes;

/// Bytes looked at at once.
const STEP: usize = 16;

/// Whether any of these bytes is a mark: kind by kind, a machine compares all of them at once.
#[inline]
fn has_mark(step: &[u8; STEP]) -> bool {
    let any = |is: fn(u8) -> bool| step.iter().fold(false, |any, byte| any | is(*byte));
    any(|byte| byte < b' ') | any(|byte| byte == b'"') | any(|byte| byte == b'\\')
}

/// The first mark of bytes that have one.
#[inline]
fn first_mark(step: &[u8; STEP]) -> usize {
    let ([low, high], _) = step.as_chunks() else {
        return 0;
    };
    let marks = |half: &[u8; 8]| lanes::json_marks(u64::from_le_bytes(*half));
    match marks(low) {
        0 => 8 + lanes::first_marked(marks(high)),
        found => lanes::first_marked(found),
    }
}

/// Whether a byte is such a mark.
#[inline]
pub(super) fn is_mark(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'"' | b'\\')
}

/// Bytes up to the first mark, or to the end.
pub(super) fn up_to_mark(bytes: &[u8]) -> usize {
    let (steps, rest) = bytes.as_chunks::<STEP>();
    for (step, at) in steps.iter().zip((0..).step_by(STEP)) {
        if has_mark(step) {
            return at + first_mark(step);
        }
    }
    let count = rest.iter().position(|byte| is_mark(*byte));
    bytes.len() - rest.len() + count.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_wherever_they_are() {
        for byte in 0..=u8::MAX {
            for at in 0..40 {
                let mut bytes = [b'x'; 40];
                bytes[at] = byte;
                let first = if is_mark(byte) { at } else { 40 };
                assert_eq!(up_to_mark(&bytes), first, "{byte} at {at}");
            }
        }
    }
}

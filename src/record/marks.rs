//! What a JSON string cannot hold as it is (a quote, a backslash, a control character), found sixteen bytes at a time.

use crate::lanes;

/// Bytes looked at at once.
pub(super) const STEP: usize = 16;

/// The first mark of some bytes. Whether there is any, a machine sees of all of them at once.
#[inline]
pub(super) fn first_mark(step: &[u8; STEP]) -> Option<usize> {
    if !step.iter().fold(false, |any, byte| any | is_mark(*byte)) {
        return None;
    }
    let (halves, _) = step.as_chunks();
    let marks = |half: &[u8; 8]| lanes::json_marks(u64::from_le_bytes(*half));
    let mut found = halves.iter().map(marks).zip([0, STEP / 2]);
    let found = found.find(|(marks, _)| *marks != 0);
    found.map(|(marks, before)| before + lanes::first_marked(marks))
}

/// Whether a byte is such a mark.
#[inline]
pub(super) fn is_mark(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

/// Bytes up to the first mark, or to the end.
pub(super) fn up_to_mark(bytes: &[u8]) -> usize {
    let (steps, rest) = bytes.as_chunks::<STEP>();
    for (step, at) in steps.iter().zip((0..).step_by(STEP)) {
        if let Some(first) = first_mark(step) {
            return at + first;
        }
    }
    // The last bytes, with what is no mark behind them.
    let mut last = [b' '; STEP];
    for (to, byte) in last.iter_mut().zip(rest) {
        *to = *byte;
    }
    bytes.len() - rest.len() + first_mark(&last).unwrap_or(rest.len())
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

//! What is white space in a page, and what takes no room.

use crate::lanes;

/// How many of HTML's blanks some bytes begin with.
pub(super) fn blanks(bytes: &[u8]) -> usize {
    let is_other = |byte: &u8| !BLANK[usize::from(*byte)];
    bytes.iter().position(is_other).unwrap_or(bytes.len())
}

/// HTML's blanks of ASCII.
pub(super) static BLANK: [bool; 256] = lanes::table(b" \t\n\r\x0c");

/// Whether a text has neither invisible characters nor blanks outside ASCII.
pub(super) fn has_simple_blanks(text: &str) -> bool {
    let bytes = text.as_bytes();
    if lanes::are_ascii_text(bytes) {
        return true;
    }
    let is_odd = |at: usize| match bytes.get(at..at + 3) {
        Some([0xe2, 0x80, last]) => matches!(last, 0x80..=0x8b | 0xaf),
        Some([0xe2, 0x81, last]) => matches!(last, 0x9f | 0xa0),
        Some([0xe3, 0x80, last]) => *last == 0x80,
        Some([0xe2 | 0xe3, ..]) => false,
        _ => matches!(bytes.get(at + 1), Some(0xa0 | 0xad)),
    };
    // By the first bytes that such characters have.
    memchr::memchr2(0, 0xef, bytes).is_none()
        && !memchr::memchr3_iter(0xc2, 0xe2, 0xe3, bytes).any(is_odd)
}

/// HTML's white space, and the spaces that only differ in width or in breaking.
pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '\r' | '\x0c' | '\u{a0}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Characters that take no room: soft hyphens, zero-width spaces and joins outside emoji, byte order marks, NUL.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\0' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_blanks_are_known_by_their_bytes() {
        for c in '\0'..='\u{ffff}' {
            let is_odd = !c.is_ascii() && is_blank(c) || is_invisible(c);
            let is_simple = has_simple_blanks(&format!("a{c}"));
            // All that begin as the byte order mark does are taken for odd.
            assert!(is_simple != is_odd || c >= '\u{f000}', "{c:?}");
        }
    }
}

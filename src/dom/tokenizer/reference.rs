//! Character references, by markup5ever's table.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Bytes of the longest name in the table, its semicolon included, and one for the `&`'s sake of safety.
const LONGEST: usize = 33;

/// What a reference stands for: one character or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) first: char,
    pub(super) second: Option<char>,
    /// Bytes after the `&` that belong to the reference.
    pub(super) len: usize,
}

/// Reads the reference that follows an `&`. `None` when there is none, and the `&` is a character as any other.
pub(super) fn decode(rest: &str, in_attribute: bool) -> Option<Decoded> {
    match rest.as_bytes().first() {
        Some(b'#') => numeric(&rest.as_bytes()[1..]),
        Some(byte) if byte.is_ascii_alphanumeric() => named(rest, in_attribute),
        _ => None,
    }
}

fn numeric(rest: &[u8]) -> Option<Decoded> {
    let (radix, marker) = match rest.first() {
        Some(b'x' | b'X') => (16, 1),
        _ => (10, 0),
    };
    let digits = rest.get(marker..)?;
    let mut number = 0u32;
    let mut count = 0;
    for &byte in digits {
        let Some(digit) = char::from(byte).to_digit(radix) else {
            break;
        };
        number = number.saturating_mul(radix).saturating_add(digit);
        count += 1;
    }
    if count == 0 {
        return None;
    }
    let semicolon = usize::from(digits.get(count) == Some(&b';'));
    Some(Decoded {
        first: character(number),
        second: None,
        len: 1 + marker + count + semicolon,
    })
}

/// The character of a number, with the standard's replacements.
fn character(number: u32) -> char {
    let replaced = match number {
        0 => None,
        0x80..=0x9F => C1_REPLACEMENTS[(number - 0x80) as usize].or(char::from_u32(number)),
        _ => char::from_u32(number),
    };
    replaced.unwrap_or('\u{fffd}')
}

fn named(rest: &str, in_attribute: bool) -> Option<Decoded> {
    let bytes = rest.as_bytes();
    let run = bytes
        .iter()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    // Every prefix of a name is in the table, so a whole name with its semicolon is the longest match.
    if bytes.get(run) == Some(&b';')
        && let Some(&characters) = NAMED_ENTITIES.get(&rest[..=run])
    {
        return found(characters, run + 1);
    }
    let mut longest = None;
    for end in 1..=run {
        match NAMED_ENTITIES.get(&rest[..end]) {
            None => break,
            Some(&(0, _)) => {}
            Some(&characters) => longest = Some((characters, end)),
        }
    }
    let (characters, end) = longest?;
    let follows = bytes.get(end).copied().unwrap_or(b' ');
    if in_attribute && (follows == b'=' || follows.is_ascii_alphanumeric()) {
        return None;
    }
    found(characters, end)
}

fn found((first, second): (u32, u32), len: usize) -> Option<Decoded> {
    Some(Decoded {
        first: char::from_u32(first).filter(|&c| c != '\0')?,
        second: char::from_u32(second).filter(|&c| c != '\0'),
        len,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rest: &str, in_attribute: bool) -> Option<(String, usize)> {
        let decoded = decode(rest, in_attribute)?;
        Some((
            std::iter::once(decoded.first)
                .chain(decoded.second)
                .collect(),
            decoded.len,
        ))
    }

    #[test]
    fn references_are_read_to_their_longest_name() {
        let is = |rest, expected: &str, len| {
            assert_eq!(
                text(rest, false),
                Some((expected.to_owned(), len)),
                "{rest}"
            );
        };
        is("amp;x", "&", 4);
        is("ampx", "&", 3);
        is("notit;", "¬", 3);
        is("notin;", "∉", 6);
        is("acE;", "∾\u{333}", 4);
        is("#65;", "A", 4);
        is("#x41", "A", 4);
        is("#128;", "€", 5);
        is("#x110000;", "\u{fffd}", 9);
        is("#xD800;", "\u{fffd}", 7);
        is("#99999999999999999999;", "\u{fffd}", 22);
        for none in ["", " ", "#", "#x", "#;", "nosuch;", "am", "&"] {
            assert_eq!(text(none, false), None, "{none}");
        }
        assert_eq!(text("copy=1", true), None);
        assert_eq!(text("copy=1", false), Some(("©".to_owned(), 4)));
        assert_eq!(text("copy;=1", true), Some(("©".to_owned(), 5)));
    }

    #[test]
    fn no_name_is_longer_than_what_is_looked_at() {
        assert!(NAMED_ENTITIES.keys().all(|name| name.len() < LONGEST));
    }
}

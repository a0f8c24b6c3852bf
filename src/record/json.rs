//! JSON at the level of bytes: nothing here builds a tree, so numbers and odd strings pass unchanged.

use memchr::memchr;

use super::marks::{is_mark, up_to_mark};

/// What stands between the quotes of a valid JSON string, decoded; borrowed where there is nothing to decode. A
/// surrogate without its partner becomes U+FFFD.
pub(super) fn unescape<'a>(raw: &'a str, buffer: &'a mut String) -> &'a str {
    let Some(mut at) = memchr(b'\\', raw.as_bytes()) else {
        return raw;
    };
    buffer.clear();
    buffer.reserve(raw.len());
    let mut rest = raw;
    loop {
        buffer.push_str(rest.get(..at).unwrap_or_default());
        rest = escape(rest.get(at + 1..).unwrap_or_default(), buffer);
        match memchr(b'\\', rest.as_bytes()) {
            Some(next) => at = next,
            None => break,
        }
    }
    buffer.push_str(rest);
    buffer
}

/// Decodes one escape, its backslash already taken, and gives what follows it.
fn escape<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let Some(&first) = rest.as_bytes().first() else {
        return rest;
    };
    let after = rest.get(1..).unwrap_or_default();
    if first == b'u' {
        let (c, length) = unit(after.as_bytes());
        out.push(c);
        return after.get(length..).unwrap_or_default();
    }
    out.push(char::from(simple_escape(first).unwrap_or(first)));
    after
}

/// What an escape of one letter stands for.
pub(super) const fn simple_escape(letter: u8) -> Option<u8> {
    match letter {
        b'n' => Some(b'\n'),
        b't' => Some(b'\t'),
        b'r' => Some(b'\r'),
        b'b' => Some(8),
        b'f' => Some(12),
        b'"' | b'\\' | b'/' => Some(letter),
        _ => None,
    }
}

/// Decodes the four digits of a UTF-16 unit, and its partner where it has one; the length of what was read.
pub(super) fn unit(rest: &[u8]) -> (char, usize) {
    let first = hex(rest);
    let after = rest.get(4..).unwrap_or_default();
    if (0xd800..0xdc00).contains(&first)
        && let Some(next) = after.strip_prefix(b"\\u")
    {
        let second = hex(next);
        if (0xdc00..0xe000).contains(&second) {
            let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            return (
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
                10,
            );
        }
    }
    (
        char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER),
        4,
    )
}

fn hex(digits: &[u8]) -> u32 {
    let digits = digits.get(..4).unwrap_or_default().iter();
    let mut digits = digits.map(|digit| char::from(*digit).to_digit(16));
    let all = digits.try_fold((0, 0), |(all, count), digit| {
        Some((all << 4 | digit?, count + 1))
    });
    all.filter(|(_, count)| *count == 4)
        .map_or(0xfffd, |(all, _)| all)
}

/// Writes a string with its quotes.
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.reserve(text.len() + 2);
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if !is_mark(byte) {
            let (plain, marked) = rest.split_at(up_to_mark(rest));
            out.extend_from_slice(plain);
            rest = marked;
            continue;
        }
        match byte {
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            _ => {
                out.extend_from_slice(b"\\u00");
                out.extend([byte >> 4, byte & 15].map(|half| HEX[usize::from(half)]));
            }
        }
        rest = after;
    }
    out.push(b'"');
}

/// Levels that are set out over lines: were there no bound, the blanks alone would grow with the square of the depth.
const LEVELS: usize = 32;

/// Sets a compact JSON value out over lines, two blanks a level; what is deeper than [`LEVELS`] stays on one line. Every
/// token stays to the letter.
pub(super) fn pretty(compact: &[u8], out: &mut Vec<u8>) {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut bytes = compact.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            out.push(byte);
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'{' | b'[' => {
                while bytes.next_if(|next| is_blank(*next)).is_some() {}
                out.push(byte);
                if let Some(close) = bytes.next_if(|next| matches!(next, b'}' | b']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    line(out, depth);
                }
            }
            b'}' | b']' => {
                // Brackets open and close on lines of their own, or both on the same one.
                let is_inside = depth <= LEVELS;
                depth = depth.saturating_sub(1);
                if is_inside {
                    line(out, depth);
                }
                out.push(byte);
            }
            b',' => {
                out.push(byte);
                line(out, depth);
            }
            b':' => out.extend_from_slice(b": "),
            _ if is_blank(byte) => {}
            _ => {
                quoted = byte == b'"';
                out.push(byte);
            }
        }
    }
    out.push(b'\n');
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn line(out: &mut Vec<u8>, depth: usize) {
    if depth <= LEVELS {
        out.push(b'\n');
        out.resize(out.len() + 2 * depth, b' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> String {
        unescape(raw, &mut String::new()).to_owned()
    }

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(decoded("plain"), "plain");
        assert_eq!(decoded(r#"a\n\t\"\\\/b"#), "a\n\t\"\\/b");
        assert_eq!(decoded(r"\u00e9\ud83d\ude00!"), "é😀!");
    }

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        assert_eq!(
            decoded(r"a\ud800b\udc00c\ud800A"),
            "a\u{fffd}b\u{fffd}c\u{fffd}A"
        );
    }

    #[test]
    fn strings_round_trip() {
        let text = "quote \" slash \\ nul \0 escape \u{1b}[1m tab \t line \n é 😀";
        let mut out = Vec::new();
        string(&mut out, text);
        assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
    }

    #[test]
    fn pretty_keeps_every_token() {
        let mut out = Vec::new();
        pretty(
            br#"{"a":1e400,"b":[ ],"c":{"d":"x, {y}: \"z\""},"e":[1,2]}"#,
            &mut out,
        );
        let shown = "{\n  \"a\": 1e400,\n  \"b\": [],\n  \"c\": {\n    \"d\": \"x, {y}: \\\"z\\\"\"\n  },\n  \"e\": [\n    1,\n    2\n  ]\n}\n";
        assert_eq!(String::from_utf8(out).unwrap(), shown);
    }

    #[test]
    fn what_is_nested_deep_stays_on_one_line() {
        let shown = |levels: usize| {
            let mut out = Vec::new();
            let value = format!("{}1,2{}", "[".repeat(levels), "]".repeat(levels));
            pretty(value.as_bytes(), &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(shown(LEVELS).lines().count(), 2 * LEVELS + 2);
        let deeper = shown(LEVELS + 2);
        assert_eq!(deeper.lines().count(), 2 * LEVELS + 1);
        assert!(deeper.contains(" [[1,2]]\n"), "{deeper}");
        assert!(shown(20_000).len() < 50_000);
    }
}

//! The fields of a line that holds one JSON object, read once: the page is decoded on the way.
//!
//! What is out of the ordinary (numbers, lists and objects as values) is left to `serde_json` value by value, and a
//! line that is not valid to it as a whole, for its words on what is wrong.

use std::str::from_utf8;

use serde_json::value::RawValue;

use super::json;
use super::marks::up_to_mark;
use crate::lanes;

/// An object's keys and values as they stand in the line.
pub(super) struct Scan<'a> {
    /// `None` is the value that was decoded into the buffer.
    pub(super) fields: Vec<(&'a str, Option<&'a str>)>,
    /// That value, if any. It is UTF-8 if what it was decoded to is: an escape stands for a whole character.
    pub(super) decoded: Option<&'a [u8]>,
}

/// Reads a line, and decodes into `buffer` the first of the wanted fields that is a string. `None` for what is no
/// valid object; whether what was decoded is UTF-8 is still to be seen.
pub(super) fn scan<'a>(bytes: &'a [u8], wanted: &[&str], buffer: &mut Vec<u8>) -> Option<Scan<'a>> {
    let mut fields = Vec::with_capacity(8);
    let mut decoded = None;
    let mut at = after(bytes, blank(bytes, 0), b'{')?;
    at = blank(bytes, at);
    if bytes.get(at) == Some(&b'}') {
        at += 1;
    } else {
        loop {
            let key_end = string(bytes, at)?;
            let key = from_utf8(bytes.get(at..key_end)?).ok()?;
            let start = blank(bytes, after(bytes, blank(bytes, key_end), b':')?);
            let name = key.get(1..key.len() - 1)?;
            let is_string = bytes.get(start) == Some(&b'"');
            let end = if is_string && decoded.is_none() && wanted.contains(&name) {
                let end = decode(bytes, start, buffer)?;
                decoded = bytes.get(start..end);
                fields.push((key, None));
                end
            } else {
                let end = if is_string {
                    string(bytes, start)?
                } else {
                    other(bytes, start)?
                };
                fields.push((key, Some(from_utf8(bytes.get(start..end)?).ok()?)));
                end
            };
            at = blank(bytes, end);
            match bytes.get(at)? {
                b',' => at = blank(bytes, at + 1),
                b'}' => break,
                _ => return None,
            }
        }
        at += 1;
    }
    (blank(bytes, at) == bytes.len()).then_some(Scan { fields, decoded })
}

fn blank(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|&byte| json::is_blank(byte)) {
        at += 1;
    }
    at
}

fn after(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    (bytes.get(at) == Some(&byte)).then_some(at + 1)
}

/// Where the string that starts here ends, quotes included.
fn string(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = after(bytes, start, b'"')?;
    loop {
        let marks = lanes::json_marks(lanes::eight(bytes, at));
        if marks == 0 {
            at += 8;
            continue;
        }
        at += lanes::first_marked(marks);
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += escape_length(bytes, at)?,
            _ => return None,
        }
    }
}

/// How long the escape is whose backslash stands here.
fn escape_length(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => {
            let digits = bytes.get(at + 2..at + 6)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(6)
        }
        _ => None,
    }
}

/// The same as [`string`], and puts what the string stands for into `out`, whose content is lost.
fn decode(bytes: &[u8], start: usize, out: &mut Vec<u8>) -> Option<usize> {
    let mut at = after(bytes, start, b'"')?;
    out.clear();
    // Nothing is longer decoded.
    out.reserve(bytes.len() - at);
    loop {
        match bytes.get(at..)? {
            [b'"', ..] => return Some(at + 1),
            [b'\\', letter, ..] => {
                let simple = SIMPLE[usize::from(*letter)];
                if simple > 0 {
                    out.push(simple);
                    at += 2;
                } else {
                    escape_length(bytes, at)?;
                    let (c, length) = unit(bytes, at)?;
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    at += length;
                }
            }
            rest => {
                let count = up_to_mark(rest);
                if count == 0 {
                    return None;
                }
                out.extend_from_slice(rest.get(..count)?);
                at += count;
            }
        }
    }
}

/// What the escapes of one letter stand for, by the letter.
const SIMPLE: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        #[allow(clippy::cast_possible_truncation)] // below 256
        if let Some(byte) = json::simple_escape(at as u8) {
            table[at] = byte;
        }
        at += 1;
    }
    table
};

/// The character of the `\u` escape that stands here, and how long it is, with its partner where it has one.
fn unit(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let (c, length) = json::unit(bytes.get(at + 2..)?);
    Some((c, length + 2))
}

/// Where a value ends that is no string.
fn other(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    for word in ["null", "true", "false"] {
        if rest.starts_with(word.as_bytes()) {
            return Some(start + word.len());
        }
    }
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>();
    values.next()?.ok()?;
    Some(start + values.byte_offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(line: &str) -> Option<(usize, String)> {
        let mut buffer = b"what was there before".to_vec();
        let scan = scan(line.as_bytes(), &["html", "text"], &mut buffer)?;
        scan.decoded?;
        Some((scan.fields.len(), String::from_utf8(buffer).unwrap()))
    }

    #[test]
    fn the_first_wanted_string_is_decoded() {
        let line = r#" { "id" : 1e9, "text":"a\u00e9\ud83d\ude00\ud800x\n\"long enough\" for \\ lanes\/", "z":[{}] } "#;
        let (fields, text) = decoded(line).unwrap();
        assert_eq!(fields, 3);
        assert_eq!(text, "aé😀\u{fffd}x\n\"long enough\" for \\ lanes/");
        assert_eq!(
            decoded(r#"{"html":null,"text":""}"#),
            Some((2, String::new()))
        );
        assert_eq!(
            decoded("{\"text\":\"é\"}").map(|(_, text)| text).as_deref(),
            Some("é")
        );
    }

    #[test]
    fn what_is_not_valid_is_left_to_others() {
        for line in [
            r#"{"text":"a"#,
            r#"{"text":"a\"#,
            r#"{"text":"\x"}"#,
            r#"{"text":"\u12g4"}"#,
            "{\"text\":\"a\tb\"}",
            r#"{"text":"a",}"#,
            r#"{"text":"a"} x"#,
            r#"{"text":"a" "b":1}"#,
            r#"{"text":"a","n":01}"#,
            r#"{"text":nullx}"#,
            r#"["text"]"#,
            "",
        ] {
            assert!(
                scan(line.as_bytes(), &["text"], &mut Vec::new()).is_none(),
                "{line}"
            );
            assert!(
                serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).is_err(),
                "{line}"
            );
        }
    }
}

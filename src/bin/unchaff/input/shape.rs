//! What an input is: lines, an archive, a page.

use std::io;
use std::path::Path;

use memchr::memchr;
use unchaff::Format;

use super::MARK;
use crate::args::From;
use crate::compression::Stream;

/// Bytes that must be there to tell JSON lines from a page, unless a line ends before.
const HEAD: usize = 4 << 10;

/// A file's suffix in lower case, less that of its compression.
pub(crate) fn suffix(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(&name);
    Some(name.rsplit_once('.')?.1.to_owned())
}

pub(super) fn has_known_suffix(path: &Path) -> bool {
    let known = [
        "html", "htm", "xhtml", "txt", "text", "md", "jsonl", "ndjson", "warc", "wet",
    ];
    suffix(path).is_some_and(|suffix| known.contains(&suffix.as_str()))
}

pub(super) enum Shape {
    Lines,
    Warc,
    Page(Format),
    /// JSON that has no records in lines, and what to do about it.
    Json(&'static str),
}

/// What an input is: as told, else by its name, else by its first bytes, which are left in `head`.
pub(super) fn shape(
    from: From,
    path: &Path,
    stream: &mut Stream,
    head: &mut Vec<u8>,
) -> io::Result<Shape> {
    match (from, suffix(path).as_deref()) {
        (From::Jsonl, _) | (From::Auto, Some("jsonl" | "ndjson")) => return Ok(Shape::Lines),
        (From::Warc, _) => return Ok(Shape::Warc),
        (From::Html, _) => return Ok(Shape::Page(Format::Html)),
        (From::Text, _) => return Ok(Shape::Page(Format::Text)),
        (From::Auto, _) => {}
    }
    while head.len() < HEAD && !is_clear(head) {
        if stream.read_on(head)? == 0 {
            break;
        }
    }
    if head.starts_with(b"PAR1") {
        let said = "Parquet goes to Parquet: -o FILE.parquet, built with --features parquet";
        return Err(io::Error::other(said));
    }
    Ok(if looks_like_jsonl(head) {
        Shape::Lines
    } else if start(head).starts_with(b"WARC/") {
        Shape::Warc
    } else if let Some(said) = other_json(head, suffix(path).as_deref() == Some("json")) {
        Shape::Json(said)
    } else if matches!(suffix(path).as_deref(), Some("html" | "htm" | "xhtml")) {
        Shape::Page(Format::Html)
    } else {
        Shape::Page(Format::Auto)
    })
}

/// The bytes after a byte order mark and white space.
fn start(head: &[u8]) -> &[u8] {
    head.strip_prefix(MARK).unwrap_or(head).trim_ascii_start()
}

/// Whether the first line is there and says enough: of what begins with a bracket, the next ones say more.
fn is_clear(head: &[u8]) -> bool {
    let start = start(head);
    memchr(b'\n', start).is_some()
        && (looks_like_jsonl(head) || !start.starts_with(b"[") && !start.starts_with(b"{"))
}

/// Whether the first line opens a JSON object: `{}`, or `{`, a string and `:`. The rest of the line may be broken.
fn looks_like_jsonl(head: &[u8]) -> bool {
    let line = start(head)
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let empty = line.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    opens_object(line) || empty.is_some_and(|rest| rest.starts_with(b"}"))
}

/// Whether this is `{`, a string and `:`.
fn opens_object(bytes: &[u8]) -> bool {
    let inner = bytes.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let key = inner.and_then(|inner| inner.strip_prefix(b"\""));
    let end = key.and_then(|key| key.get(memchr(b'"', key)? + 1..));
    end.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// What to do with an array of objects or an object over several lines. A text may begin with a bracket, too: there
/// must be a key, or a name that says JSON.
fn other_json(head: &[u8], named: bool) -> Option<&'static str> {
    let start = start(head);
    if let Some(inner) = start.strip_prefix(b"[") {
        let said = "a JSON array, not JSON lines: make it some with `jq -c '.[]'`";
        return (named || opens_object(inner.trim_ascii_start())).then_some(said);
    }
    let said = "JSON over several lines, not JSON lines: make it some with `jq -c .`";
    (start.starts_with(b"{") && (named || opens_object(start))).then_some(said)
}

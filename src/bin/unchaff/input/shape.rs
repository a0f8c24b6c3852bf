//! What an input is: lines, an archive, a page.

use std::io;
use std::path::Path;

use memchr::memchr2;
use unchaff::Format;

use super::MARK;
use crate::args::From;
use crate::compression::Stream;

/// Lines that tell JSON lines from a page, unless the first does.
const LINES: usize = 5;
/// Bytes read to see them: records may be long.
const HEAD: usize = 1 << 20;

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
    let known = ["jsonl", "ndjson", "warc", "wet"];
    suffix(path).is_some_and(|suffix| names_page(&suffix) || known.contains(&suffix.as_str()))
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
    let suffix = suffix(path);
    let is_named_page = suffix.as_deref().is_some_and(names_page);
    Ok(if first_is_object(head) {
        Shape::Lines
    } else if start(head).starts_with(b"WARC/") {
        Shape::Warc
    } else if let Some(said) = other_json(head, suffix.as_deref() == Some("json")) {
        Shape::Json(said)
    } else if matches!(suffix.as_deref(), Some("html" | "htm" | "xhtml")) {
        Shape::Page(Format::Html)
    } else if !is_named_page && most_are_objects(head) {
        Shape::Lines
    } else {
        Shape::Page(Format::Auto)
    })
}

/// Whether files with this suffix are pages or texts.
fn names_page(suffix: &str) -> bool {
    ["html", "htm", "xhtml", "txt", "text", "md"].contains(&suffix)
}

/// The bytes after a byte order mark and white space.
fn start(head: &[u8]) -> &[u8] {
    head.strip_prefix(MARK).unwrap_or(head).trim_ascii_start()
}

/// Whether what was read says enough. Markup, archives and JSON lines show in their first bytes, unless the first line is
/// broken; of all others a few lines more are needed.
fn is_clear(head: &[u8]) -> bool {
    let start = start(head);
    start.starts_with(b"<")
        || start.starts_with(b"WARC/")
        || first_is_object(head)
        || lines(start).take(LINES + 1).count() > LINES
}

/// Lines that are not blank; the last one may not be whole.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    lines.filter(|line| !line.is_empty())
}

/// Whether the first line opens a JSON object. The rest of it may be broken.
fn first_is_object(head: &[u8]) -> bool {
    lines(start(head)).next().is_some_and(is_object)
}

/// Whether most of the first lines open JSON objects: the first was broken, or a program's word that slipped in. A text
/// may quote a single one.
fn most_are_objects(head: &[u8]) -> bool {
    let first = || lines(start(head)).take(LINES);
    let objects = first().filter(|line| is_object(line)).count();
    objects > 1 && 2 * objects > first().count() && !start(head).starts_with(b"<")
}

/// Whether this opens a JSON object: `{}`, or `{`, a string and `:`.
fn is_object(line: &[u8]) -> bool {
    let empty = line.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    opens_object(line) || empty.is_some_and(|rest| rest.starts_with(b"}"))
}

/// Whether this is `{`, a string and `:`.
fn opens_object(bytes: &[u8]) -> bool {
    let inner = bytes.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let key = inner.and_then(|inner| inner.strip_prefix(b"\""));
    let after = key.and_then(after_string);
    after.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// What follows a string of which the first quote is taken.
fn after_string(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let at = memchr2(b'"', b'\\', rest)?;
        let is_end = rest.get(at) == Some(&b'"');
        rest = rest.get(at + if is_end { 1 } else { 2 }..)?;
        if is_end {
            return Some(rest);
        }
    }
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

//! One JSON line in, one JSON line out: what a pipeline hands over, and what it gets back.
//!
//! A record goes through unchanged but for the page, which is taken out, and `title` and `body`, which are put in:
//! numbers of any size, unknown fields and their order stay to the letter. `error` stands in what failed alone.

mod fault;
mod json;
mod marks;
mod more;
mod scan;

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

pub use self::fault::{ERROR_CODES, Fault, Place};
use self::more::{meta, removed};
use self::scan::{Scan, scan};
use crate::article::Article;
use crate::explain::Explanation;
use crate::features::is_unspaced;
use crate::rules::Fingerprint;
use crate::{Format, Source};

/// The JSON Schema of records and error records.
pub const SCHEMA: &str = include_str!("record/schema.json");

/// What a record says about what was left out, beyond `title` and `body`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct With {
    /// `meta`: what the page says about itself, and what was found out about it.
    pub meta: bool,
    /// `removed`: what was left out, by which rule.
    pub why: bool,
    /// `span` in each item of `removed`: its bytes in the text as read.
    pub spans: bool,
    /// `rules` in `meta`: which rules and settings decided, from [`Cleaner::fingerprint`](crate::Cleaner::fingerprint).
    pub rules: Option<Fingerprint>,
}

/// A page with what came with it, borrowed from its line.
///
/// # Examples
///
/// ```
/// use unchaff::Cleaner;
/// use unchaff::record::{Record, With};
///
/// let line = br#"{"id": 7, "text": "The council met on Tuesday evening and voted for the plan.", "n": 1.50}"#;
/// let mut buffer = String::new();
/// let record = Record::parse(line, None, &mut buffer)?;
/// let explanation = Cleaner::default().explain(record.source()?)?;
/// let mut out = Vec::new();
/// record.write(&explanation, With::default(), &mut out);
/// assert!(out.starts_with(br#"{"id":7,"title":"#));
/// assert!(out.ends_with(b",\"n\":1.50}\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Record<'a> {
    /// As JSON.
    id: Option<Cow<'a, str>>,
    /// As JSON, and decoded where it is a string.
    url: Option<(Cow<'a, str>, Option<Cow<'a, str>>)>,
    title: Option<Cow<'a, str>>,
    page: Option<&'a str>,
    bytes: Option<Cow<'a, [u8]>>,
    charset: Option<Cow<'a, str>>,
    format: Format,
    rest: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Record<'a> {
    /// Reads a line, which may begin with a byte order mark. The page is the string under `field`; without one, under
    /// `html`, or under `text` where that is missing, empty or no string. It is decoded into `buffer`, whose content is
    /// lost.
    ///
    /// # Errors
    ///
    /// `json` for what is not a JSON object in UTF-8. A record without a page is one all the same: [`Record::source`]
    /// says so.
    pub fn parse(
        line: &'a [u8],
        field: Option<&str>,
        buffer: &'a mut String,
    ) -> Result<Self, Fault> {
        let wanted: &[&str] = match &field {
            Some(name) => &[*name],
            None => &["html", "text"],
        };
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        let mut bytes = std::mem::take(buffer).into_bytes();
        let scan = scan(line, wanted, &mut bytes);
        let page = String::from_utf8(bytes);
        let scan = match scan {
            Some(scan) if page.is_ok() => scan,
            _ => {
                let fields = fields(line)?.into_iter();
                Scan {
                    fields: fields.map(|(key, value)| (key, Some(value))).collect(),
                    decoded: None,
                }
            }
        };
        *buffer = page.unwrap_or_default();
        Ok(Self::from_fields(scan, wanted, buffer))
    }

    fn from_fields(scan: Scan<'a>, wanted: &[&str], buffer: &'a mut String) -> Self {
        let Scan { fields, decoded } = scan;
        let is_string = |name: &str| {
            let found = fields.iter().rev().find(|(key, _)| names(key, name));
            found.is_some_and(|(_, value)| value.is_none_or(|value| value.starts_with('"')))
        };
        let as_written = || decoded.and_then(|raw| std::str::from_utf8(raw).ok());
        let is_empty = |name: &str| {
            let found = fields.iter().rev().find(|(key, _)| names(key, name));
            found.is_some_and(|(_, value)| value.map_or(buffer.is_empty(), |value| value == "\"\""))
        };
        let strings = || wanted.iter().copied().filter(|name| is_string(name));
        let page = strings()
            .find(|name| !is_empty(name))
            .or_else(|| strings().next());
        let mut record = Self {
            format: match page {
                Some("html") => Format::Html,
                Some("text") => Format::Text,
                _ => Format::Auto,
            },
            ..Self::default()
        };
        let mut page_value = None;
        for (key, value) in fields {
            if page.map_or_else(
                || wanted.iter().any(|name| names(key, name)),
                |name| names(key, name),
            ) {
                page_value = Some(value);
                continue;
            }
            let value = value.or_else(as_written).unwrap_or_default();
            if names(key, "id") {
                record.id = Some(Cow::Borrowed(value));
            } else if names(key, "url") {
                record.url = Some((Cow::Borrowed(value), self::decoded(value)));
            } else if names(key, "title") {
                record.title = self::decoded(value);
            } else if !names(key, "body") {
                record.rest.push((Cow::Borrowed(key), Cow::Borrowed(value)));
            }
        }
        record.page = match page_value {
            Some(None) => Some(buffer),
            Some(Some(value)) => inside(value).map(|raw| json::unescape(raw, buffer)),
            None => None,
        };
        record
    }

    /// A page that came as a file of its own, in any encoding.
    pub fn page(bytes: impl Into<Cow<'a, [u8]>>, format: Format) -> Self {
        Self {
            bytes: Some(bytes.into()),
            format,
            ..Self::default()
        }
    }

    /// A page that was decoded already, whatever it says of its encoding.
    pub fn decoded(page: &'a str, format: Format) -> Self {
        Self {
            page: Some(page),
            format,
            ..Self::default()
        }
    }

    /// Gives the record a title that somebody knew.
    #[must_use]
    pub fn with_title(mut self, title: &'a str) -> Self {
        self.title = Some(Cow::Borrowed(title));
        self
    }

    /// Gives the record a name.
    #[must_use]
    pub fn with_id(mut self, id: &str) -> Self {
        self.id = Some(Cow::Owned(quoted(id)));
        self
    }

    /// Gives the record an address, where it has none of its own. A `url` that is neither a string nor null is written
    /// as it was all the same.
    #[must_use]
    pub fn with_url(mut self, url: &str) -> Self {
        if self.url().is_none() {
            let own = self.url.take().map(|(raw, _)| raw);
            let own = own.filter(|raw| raw != "null");
            let written = own.unwrap_or_else(|| Cow::Owned(quoted(url)));
            self.url = Some((written, Some(Cow::Owned(url.to_owned()))));
        }
        self
    }

    /// Adds a field that passes through, its value as JSON on one line; what is no such value is written as a string.
    #[must_use]
    pub fn with_field(mut self, name: &str, json: String) -> Self {
        let is_json = !json.contains('\n') && serde_json::from_str::<&RawValue>(&json).is_ok();
        let json = if is_json { json } else { quoted(&json) };
        self.rest.push((Cow::Owned(quoted(name)), Cow::Owned(json)));
        self
    }

    /// Says in which charset the bytes are.
    #[must_use]
    pub fn with_charset(mut self, label: impl Into<Cow<'a, str>>) -> Self {
        self.charset = Some(label.into());
        self
    }

    /// The address the page came from.
    pub fn url(&self) -> Option<&str> {
        self.url.as_ref().and_then(|(_, url)| url.as_deref())
    }

    /// What is to be cleaned.
    ///
    /// # Errors
    ///
    /// `no-page` where the page is missing, null or not a string.
    pub fn source(&self) -> Result<Source<'_>, Fault> {
        let mut source = match (self.page, &self.bytes) {
            (Some(page), _) => Source::decoded(page, self.format),
            (None, Some(bytes)) => Source::bytes(bytes, self.format),
            (None, None) => {
                return Err(Fault::new(
                    "no-page",
                    "the record has no page or text that is a string",
                ));
            }
        };
        source.url = self.url();
        source.title = self.title.as_deref();
        source.charset = self.charset.as_deref();
        Ok(source)
    }

    /// Writes the cleaned record and a line's end.
    pub fn write(&self, explanation: &Explanation, with: With, out: &mut Vec<u8>) {
        self.write_fields(explanation.article(), with, out);
        if with.why || with.spans {
            key(out, "removed");
            removed(explanation, with.spans, out);
        }
        out.extend_from_slice(b"}\n");
    }

    /// Writes the cleaned record and a line's end, without `removed`: for an [`Article`] alone.
    pub fn write_article(&self, article: &Article, with: With, out: &mut Vec<u8>) {
        let with = With {
            why: false,
            spans: false,
            ..with
        };
        self.write_fields(article, with, out);
        out.extend_from_slice(b"}\n");
    }

    fn write_fields(&self, article: &Article, with: With, out: &mut Vec<u8>) {
        out.push(b'{');
        self.write_name(out);
        key(out, "title");
        match &article.title {
            Some(title) => json::string(out, title),
            None => out.extend_from_slice(b"null"),
        }
        key(out, "body");
        json::string(out, &article.body);
        // Who looks for `error` finds what failed here alone.
        let ours = |name: &str| {
            names(name, "error")
                || with.meta && names(name, "meta")
                || (with.why || with.spans) && names(name, "removed")
        };
        self.write_rest(out, ours);
        if with.meta {
            key(out, "meta");
            meta(&article.metadata, with.rules, out);
        }
    }

    /// Writes the error record that stands in this record's place, and a line's end.
    pub fn write_fault(&self, fault: &Fault, place: Place<'_>, out: &mut Vec<u8>) {
        out.push(b'{');
        self.write_name(out);
        self.write_rest(out, |name| names(name, "error"));
        key(out, "error");
        out.push(b'{');
        text_field(out, "code", fault.code);
        text_field(out, "message", &fault.message);
        text_field(out, "input", place.input);
        for (name, at) in [("line", place.line), ("offset", place.offset)] {
            if let Some(at) = at {
                key(out, name);
                out.extend_from_slice(at.to_string().as_bytes());
            }
        }
        out.extend_from_slice(b"}}\n");
    }

    fn write_name(&self, out: &mut Vec<u8>) {
        let url = self.url.as_ref().map(|(raw, _)| raw);
        for (name, value) in [("id", self.id.as_ref()), ("url", url)] {
            if let Some(value) = value {
                key(out, name);
                out.extend_from_slice(value.as_bytes());
            }
        }
    }

    fn write_rest(&self, out: &mut Vec<u8>, ours: impl Fn(&str) -> bool) {
        for (name, value) in self.rest.iter().filter(|(name, _)| !ours(name)) {
            comma(out);
            out.extend_from_slice(name.as_bytes());
            out.push(b':');
            out.extend_from_slice(value.as_bytes());
        }
    }
}

/// Sets a JSON line out over many lines, to read; what is nested deeper than 32 levels stays on one.
pub fn pretty(line: &[u8], out: &mut Vec<u8>) {
    json::pretty(line, out);
}

/// Writes a JSON string with its quotes.
pub fn string(text: &str, out: &mut Vec<u8>) {
    json::string(out, text);
}

/// How many words a text has, as `removed` counts them: between blanks; in scripts that set none, every character is one.
pub fn words(text: &str) -> u64 {
    let of = |token: &str| {
        let spaceless = token.chars().filter(|c| is_unspaced(*c));
        spaceless.count().max(1) as u64
    };
    text.split_whitespace().map(of).sum()
}

/// Collects an object's keys and values as they stand in the line.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Vec<(&'de str, &'de str)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::with_capacity(8);
        while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            fields.push((key.get().trim(), value.get()));
        }
        Ok(fields)
    }
}

/// The fields of a line, by the rules of `serde_json`.
fn fields(line: &[u8]) -> Result<Vec<(&str, &str)>, Fault> {
    let mut reader = serde_json::Deserializer::from_slice(line);
    let fields = reader.deserialize_map(Fields);
    fields
        .and_then(|fields| reader.end().map(|()| fields))
        .map_err(|error| not_json(line, &error))
}

fn not_json(line: &[u8], error: &serde_json::Error) -> Fault {
    let message = match std::str::from_utf8(line) {
        Err(at) => format!("not UTF-8 from byte {}", at.valid_up_to() + 1),
        Ok(_) if error.is_data() => "not a JSON object".to_owned(),
        Ok(_) => {
            let said = error.to_string();
            let what = said.split(" at line ").next().unwrap_or_default();
            format!("not JSON: {what} at byte {}", error.column())
        }
    };
    Fault::new("json", message)
}

/// Whether a key, in its quotes, is this name.
fn names(key: &str, name: &str) -> bool {
    match inside(key) {
        Some(raw) if raw.contains('\\') => json::unescape(raw, &mut String::new()) == name,
        Some(raw) => raw == name,
        None => false,
    }
}

/// What stands between a string's quotes; `None` for other values.
fn inside(value: &str) -> Option<&str> {
    value.strip_prefix('"')?.strip_suffix('"')
}

fn decoded(value: &str) -> Option<Cow<'_, str>> {
    let raw = inside(value)?;
    Some(if raw.contains('\\') {
        Cow::Owned(json::unescape(raw, &mut String::new()).to_owned())
    } else {
        Cow::Borrowed(raw)
    })
}

fn quoted(text: &str) -> String {
    let mut out = Vec::new();
    json::string(&mut out, text);
    String::from_utf8(out).unwrap_or_default()
}

fn comma(out: &mut Vec<u8>) {
    if !matches!(out.last(), Some(b'{' | b'[')) {
        out.push(b',');
    }
}

fn key(out: &mut Vec<u8>, name: &str) {
    comma(out);
    json::string(out, name);
    out.push(b':');
}

fn text_field(out: &mut Vec<u8>, name: &str, text: &str) {
    key(out, name);
    json::string(out, text);
}

#[cfg(test)]
mod tests;

//! What the head of a WARC record says, and what page is in it.

use std::ops::Range;

use unchaff::Format;

use crate::http;

/// A page in a WARC file.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The page, as it was transferred.
    pub(crate) body: Range<usize>,
    pub(crate) format: Format,
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) kind: Kind,
    /// Why the archive has not all of it.
    pub(crate) truncated: Option<String>,
    /// Of an HTTP answer.
    pub(crate) answer: Option<http::Head>,
    /// In the file: of the record, or of the gzip member it is in.
    pub(crate) offset: u64,
}

/// The types of records that have pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Response,
    Resource,
    Conversion,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        match name {
            "response" => Some(Self::Response),
            "resource" => Some(Self::Resource),
            "conversion" => Some(Self::Conversion),
            _ => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Resource => "resource",
            Self::Conversion => "conversion",
        }
    }
}

/// What a record's head says.
#[derive(Default)]
pub(super) struct Head {
    pub(super) kind: Option<Kind>,
    pub(super) length: Option<u64>,
    pub(super) media: String,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) date: Option<String>,
    pub(super) truncated: Option<String>,
}

impl Head {
    pub(super) fn parse(head: &[u8]) -> Self {
        let mut parsed = Self::default();
        let lines = head.split(|byte| *byte == b'\n').skip(1);
        let fields = lines.filter_map(|line| std::str::from_utf8(line).ok()?.split_once(':'));
        for (name, value) in fields {
            let value = value.trim();
            let bare = || Some(value.trim_matches(['<', '>']).to_owned());
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => parsed.kind = Kind::of(value),
                "content-length" => parsed.length = value.parse().ok(),
                "content-type" => value.clone_into(&mut parsed.media),
                "warc-record-id" => parsed.id = bare(),
                "warc-target-uri" => parsed.url = bare(),
                "warc-date" => parsed.date = bare(),
                "warc-truncated" => parsed.truncated = bare(),
                _ => {}
            }
        }
        parsed
    }
}

/// What to take a page for, by its declared media type; `None` for what is no page.
pub(super) fn format(media: &str, kind: Kind) -> Option<Format> {
    let name = media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match name.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "text/plain" if kind == Kind::Conversion => Some(Format::Text),
        "text/plain" | "" => Some(Format::Auto),
        _ => None,
    }
}

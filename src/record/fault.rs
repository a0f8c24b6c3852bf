//! What went wrong with a record, and where it stood.

use std::fmt;

use crate::Error;

/// The codes of error records, each with what it says.
pub const ERROR_CODES: &[(&str, &str)] = &[
    ("json", "the line is not a JSON object in UTF-8"),
    (
        "no-page",
        "the record has no page or text, or it is null or no string",
    ),
    ("too-large", "the page, or its line, is over the limit"),
    ("binary", "the input is neither HTML nor text"),
    (
        "warc",
        "the WARC record, or the gzip member it is in, is broken",
    ),
    (
        "encoding",
        "the content encoding of an HTTP answer cannot be undone",
    ),
    ("rules", "a rule pack is broken"),
    ("internal", "a fault of the program; please report it"),
];

/// Why a record could not be cleaned: a code of [`ERROR_CODES`], and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Fault {
    /// A fault under a code of [`ERROR_CODES`]; any other is `internal`.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        let mut known = ERROR_CODES.iter().map(|(known, _)| *known);
        Self {
            code: known.find(|known| *known == code).unwrap_or("internal"),
            message: message.into(),
        }
    }

    /// The code.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

/// Where a record stood.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Place<'a> {
    /// The file, or `-`.
    pub input: &'a str,
    /// Its line, from 1.
    pub line: Option<u64>,
    /// Its offset in bytes, where there are no lines.
    pub offset: Option<u64>,
}

impl<'a> Place<'a> {
    /// An input as a whole.
    pub fn input(input: &'a str) -> Self {
        Self {
            input,
            ..Self::default()
        }
    }

    /// A line of this input.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// An offset in this input.
    #[must_use]
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.input)?;
        match (self.line, self.offset) {
            (Some(at), _) | (None, Some(at)) => write!(f, ":{at}"),
            (None, None) => Ok(()),
        }
    }
}

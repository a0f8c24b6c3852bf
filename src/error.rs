//! The one error type of the library.

use std::fmt;

/// Why an input could not be cleaned, or a [`Cleaner`](crate::Cleaner) not be built.
///
/// Opaque: ask the predicates, or print it. One word wide.
pub struct Error(Box<ErrorKind>);

#[derive(Debug)]
pub(crate) enum ErrorKind {
    TooLarge { bytes: usize, limit: usize },
    Binary,
    Rules { message: String },
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }

    pub(crate) fn rules(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Rules {
            message: message.into(),
        })
    }

    /// The input is over [`Limits::max_bytes`](crate::Limits::max_bytes).
    pub fn is_too_large(&self) -> bool {
        matches!(*self.0, ErrorKind::TooLarge { .. })
    }

    /// The input is neither HTML nor text in any encoding: an image, an archive, a program.
    pub fn is_binary(&self) -> bool {
        matches!(*self.0, ErrorKind::Binary)
    }

    /// A rule pack is broken; the message names line and rule.
    pub fn is_rules(&self) -> bool {
        matches!(*self.0, ErrorKind::Rules { .. })
    }

    /// A short, stable code for records and logs: `too-large`, `binary`, `rules`.
    pub fn code(&self) -> &'static str {
        match *self.0 {
            ErrorKind::TooLarge { .. } => "too-large",
            ErrorKind::Binary => "binary",
            ErrorKind::Rules { .. } => "rules",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            ErrorKind::TooLarge { bytes, limit } => {
                write!(f, "the input has {bytes} bytes, over the limit of {limit}")
            }
            ErrorKind::Binary => f.write_str("the input is binary, neither HTML nor text"),
            ErrorKind::Rules { message } => f.write_str(message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::error::Error for Error {}

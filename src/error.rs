//! The one error type of the library.

use std::fmt;

/// Why an input could not be cleaned, or a [`Cleaner`](crate::Cleaner) not be built.
///
/// Opaque: ask the predicates, or print it. One word wide.
pub struct Error(Box<Cause>);

#[derive(Debug)]
pub(crate) enum Cause {
    TooLarge { bytes: usize, limit: usize },
    Binary,
    Rules { message: String },
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is over [`Limits::max_bytes`](crate::Limits::max_bytes).
    TooLarge,
    /// The input is neither HTML nor text in any encoding: an image, an archive, a program.
    Binary,
    /// The rules cannot be set up: a pack is broken, no rule has the id that is to be switched off, a language is none.
    Rules,
}

impl Error {
    pub(crate) fn new(cause: Cause) -> Self {
        Self(Box::new(cause))
    }

    pub(crate) fn rules(message: impl Into<String>) -> Self {
        Self::new(Cause::Rules {
            message: message.into(),
        })
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        match *self.0 {
            Cause::TooLarge { .. } => ErrorKind::TooLarge,
            Cause::Binary => ErrorKind::Binary,
            Cause::Rules { .. } => ErrorKind::Rules,
        }
    }

    /// The input is over [`Limits::max_bytes`](crate::Limits::max_bytes).
    pub fn is_too_large(&self) -> bool {
        self.kind() == ErrorKind::TooLarge
    }

    /// The input is neither HTML nor text in any encoding: an image, an archive, a program.
    pub fn is_binary(&self) -> bool {
        self.kind() == ErrorKind::Binary
    }

    /// A rule pack is broken (the message names line and rule), or what was said of rules is wrong:
    /// [`ErrorKind::Rules`].
    pub fn is_rules(&self) -> bool {
        self.kind() == ErrorKind::Rules
    }

    /// How many bytes an input has that is too large.
    pub fn bytes(&self) -> Option<usize> {
        match *self.0 {
            Cause::TooLarge { bytes, .. } => Some(bytes),
            _ => None,
        }
    }

    /// How many bytes an input may have, where one is too large.
    pub fn limit(&self) -> Option<usize> {
        match *self.0 {
            Cause::TooLarge { limit, .. } => Some(limit),
            _ => None,
        }
    }

    /// A short, stable code for records and logs: `too-large`, `binary`, `rules`.
    pub fn code(&self) -> &'static str {
        match self.kind() {
            ErrorKind::TooLarge => "too-large",
            ErrorKind::Binary => "binary",
            ErrorKind::Rules => "rules",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::TooLarge { bytes, limit } => {
                write!(f, "the input has {bytes} bytes, over the limit of {limit}")
            }
            Cause::Binary => f.write_str("the input is binary, neither HTML nor text"),
            Cause::Rules { message } => f.write_str(message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::error::Error for Error {}

/// A text that names nothing of the type it was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError(String);

impl ParseError {
    /// `what` with its article: "a role".
    pub(crate) fn new(text: &str, what: &str, known: &str) -> Self {
        Self(format!("`{text}` is not {what}: {known}"))
    }

    /// The one of `all` that has this name.
    pub(crate) fn find<T: Copy>(
        text: &str,
        what: &str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Result<T, Self> {
        let found = all.iter().copied().find(|one| name(*one) == text);
        found.ok_or_else(|| {
            let known: Vec<&str> = all.iter().copied().map(name).collect();
            Self::new(text, what, &known.join(", "))
        })
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParseError {}

/// Prints types by their `name`, and reads them by it: one of their `ALL`.
macro_rules! by_name {
    ($type:ty, $what:literal) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::ParseError;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                $crate::ParseError::find(name, $what, Self::ALL, Self::name)
            }
        }
    };
}

pub(crate) use by_name;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Limits};

    #[test]
    fn what_has_names_is_read_by_them() {
        use crate::{BodyFormat, Format, PageKind, Preset, Role, TitleSource};
        fn check<T>(all: &[T])
        where
            T: Copy + PartialEq + fmt::Debug + fmt::Display + std::str::FromStr<Err = ParseError>,
        {
            for one in all {
                assert_eq!(one.to_string().parse(), Ok(*one));
            }
            assert!("no-such-thing".parse::<T>().is_err());
        }
        check(Role::ALL);
        check(PageKind::ALL);
        check(Preset::ALL);
        check(Format::ALL);
        check(BodyFormat::ALL);
        check(TitleSource::ALL);
        let said = "loose".parse::<Preset>().unwrap_err().to_string();
        assert_eq!(said, "`loose` is not a preset: precision, balanced, recall");
        for source in TitleSource::ALL {
            let json = serde_json::to_string(source).unwrap();
            assert_eq!(json, format!("\"{source}\""));
        }
    }

    #[test]
    fn kinds_and_numbers_are_told() {
        let limits = Limits { max_bytes: 3 };
        let cleaner = Cleaner::builder().limits(limits).build().unwrap();
        let error = cleaner.clean("bees").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert_eq!((error.bytes(), error.limit()), (Some(4), Some(3)));
        let error = crate::clean(b"\x89PNG\r\n\x1a\n").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Binary);
        assert_eq!((error.bytes(), error.limit()), (None, None));
        let error = Cleaner::builder().rule_pack("?").build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Rules);
    }
}

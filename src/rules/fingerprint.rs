//! Which rules decided, in a number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::ParseError;

/// Tells cleaners apart by all that decides what comes out: equal for equal versions, packs, weights, rules that are
/// switched off, and settings, on every machine. Shown, read and serialized as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Of these texts in their order: FNV-1a over each and its length.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (basis, prime) = (0xcbf2_9ce4_8422_2325_u64, 0x0100_0000_01b3);
        let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(prime);
        Self(texts.into_iter().fold(basis, |hash, text| {
            let length = (text.len() as u64).to_le_bytes();
            let bytes = text.bytes().chain(length);
            bytes.fold(hash, add)
        }))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let digits = Some(text).filter(|text| text.len() == 16 && text.bytes().all(is_digit));
        let number = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let no = || ParseError::new(text, "a fingerprint", "16 hexadecimal digits in lower case");
        number.map(Self).ok_or_else(no)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Fingerprint;
    use crate::{BodyFormat, Cleaner, CleanerBuilder, PageKind, Preset, Role};

    fn of(builder: CleanerBuilder) -> Fingerprint {
        builder.build().unwrap().fingerprint()
    }

    #[test]
    fn it_changes_with_all_that_decides() {
        let new = Cleaner::builder;
        let all = [
            new(),
            new().disable("en/comment-form"),
            new().rule_pack("schema = 1\nlanguage = \"en\""),
            new().rule_pack("schema = 1\nlanguage = \"de\""),
            new().preset(Preset::Recall),
            new().kind(PageKind::Forum),
            new().language("de"),
            new().body_format(BodyFormat::Markdown),
            new().keep(Role::Comments),
            new().leave_out(Role::Comments),
            new().max_bytes(7),
        ];
        let count = all.len();
        let found: HashSet<_> = all.into_iter().map(of).collect();
        assert_eq!(found.len(), count);
        assert_eq!(of(new()), Cleaner::default().fingerprint());
    }

    #[test]
    fn order_and_repetition_are_nothing() {
        let new = Cleaner::builder;
        let (one, other) = ("en/comment-form", "en/newsletter-signup");
        assert_eq!(
            of(new().disable(one).disable(other).disable(one)),
            of(new().disable(other).disable(one))
        );
        assert_eq!(
            of(new().keep(Role::Legal).keep(Role::Media)),
            of(new().keep(Role::Media).keep(Role::Legal).keep(Role::Media))
        );
    }

    #[test]
    fn it_is_a_string_of_16_digits() {
        let fingerprint = Cleaner::default().fingerprint();
        let shown = fingerprint.to_string();
        assert_eq!((shown.len(), shown.parse()), (16, Ok(fingerprint)));
        let json = serde_json::to_string(&fingerprint).unwrap();
        assert_eq!(json, format!("\"{shown}\""));
        assert_eq!(
            serde_json::from_str::<Fingerprint>(&json).unwrap(),
            fingerprint
        );
        for wrong in ["", "+123456789abcdef", "0123", "0123456789abcdeg"] {
            assert!(wrong.parse::<Fingerprint>().is_err(), "{wrong}");
        }
    }
}

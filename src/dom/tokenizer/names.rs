//! Atoms of tag and attribute names, found without hashing the name as the atoms' own table does.

use std::borrow::Cow;

use html5ever::{LocalName, local_name};

use crate::dom::Tag;
use crate::dom::filter::{is_read, is_read_in_any_case};
use crate::dom::formatting::is_formatting;
use crate::lanes;

const PLACES: usize = 512;

/// The name of a tag and what is to be known of it.
#[derive(Debug, Clone)]
pub(in crate::dom) struct Name {
    pub(in crate::dom) atom: LocalName,
    /// Of an HTML element.
    pub(in crate::dom) tag: Tag,
    pub(in crate::dom) is_formatting: bool,
    /// The tree builder looks at the attributes of such an element, or keeps them for later.
    pub(super) shows_attributes: bool,
}

impl Name {
    fn new(written: &str) -> Self {
        let atom = LocalName::from(spelled(written));
        let is_formatting = is_formatting(&atom);
        // `image` becomes `img`; `html` and `body` may come twice.
        let shows_attributes = is_formatting
            || matches!(
                atom,
                local_name!("annotation-xml")
                    | local_name!("body")
                    | local_name!("html")
                    | local_name!("image")
                    | local_name!("input")
            );
        Self {
            tag: Tag::from_name(&atom),
            is_formatting,
            shows_attributes: shows_attributes && atom != local_name!("a"),
            atom,
        }
    }
}

/// Direct-mapped caches of names up to 15 bytes. What they hold never changes an answer.
#[derive(Debug)]
pub(in crate::dom) struct NameCache {
    tags: Vec<(u128, Name)>,
    /// `None` for names that no stage reads.
    attributes: Vec<(u128, Option<LocalName>)>,
    /// The name of a tag that was asked for last and has no place.
    other: Name,
    /// The same of an attribute.
    long: Option<LocalName>,
}

impl Default for NameCache {
    fn default() -> Self {
        let nothing = Name::new("");
        Self {
            tags: vec![(0, nothing.clone()); PLACES],
            attributes: vec![(0, None); PLACES],
            other: nothing,
            long: None,
        }
    }
}

impl NameCache {
    /// The tag's name that `rest` begins with, and its length as written.
    pub(super) fn tag(&mut self, rest: &str) -> (&Name, usize) {
        let len = length::<false>(rest.as_bytes());
        let written = rest.get(..len).unwrap_or_default();
        let Some(key) = key(rest.as_bytes(), len) else {
            self.other = Name::new(written);
            return (&self.other, len);
        };
        let place = &mut self.tags[place_of(key)];
        if place.0 != key {
            *place = (key, Name::new(written));
        }
        (&place.1, len)
    }

    /// The attribute's name that `rest` begins with, if a stage reads such attributes, and its length as written.
    pub(super) fn attribute_if_read(&mut self, rest: &str) -> (Option<&LocalName>, usize) {
        let len = length::<true>(rest.as_bytes());
        let written = rest.get(..len).unwrap_or_default();
        let Some(key) = key(rest.as_bytes(), len) else {
            self.long = is_read_in_any_case(written).then(|| LocalName::from(spelled(written)));
            return (self.long.as_ref(), len);
        };
        let place = &mut self.attributes[place_of(key)];
        if place.0 != key {
            let name = spelled(written);
            let atom = is_read(&name).then(|| LocalName::from(name));
            *place = (key, atom);
        }
        (place.1.as_ref(), len)
    }
}

/// The attribute's name that `rest` begins with, and its length as written.
pub(super) fn attribute(rest: &str) -> (LocalName, usize) {
    let len = length::<true>(rest.as_bytes());
    let name = spelled(rest.get(..len).unwrap_or_default());
    (LocalName::from(name), len)
}

/// How many bytes belong to the name: the first whatever it is, and all before white space, `/`, `>` and, in an
/// attribute, `=`.
fn length<const ATTRIBUTE: bool>(bytes: &[u8]) -> usize {
    let ends = bytes
        .iter()
        .skip(1)
        .position(|&byte| ENDS_NAME[usize::from(byte)] || (ATTRIBUTE && byte == b'='));
    ends.map_or(bytes.len(), |len| len + 1)
}

/// White space, `/` and `>`.
const ENDS_NAME: [bool; 256] = lanes::table(b"\t\n\x0c\r />");

/// The name as written, and its length, as one number; `None` for longer names.
fn key(bytes: &[u8], len: usize) -> Option<u128> {
    if len > 15 {
        return None;
    }
    let written = match bytes.first_chunk::<16>() {
        Some(chunk) => u128::from_le_bytes(*chunk) & ((1 << (8 * len)) - 1),
        None => bytes
            .iter()
            .take(len)
            .rev()
            .fold(0, |key, &byte| key << 8 | u128::from(byte)),
    };
    Some(written | (len as u128) << 120)
}

fn place_of(key: u128) -> usize {
    let bytes = key.to_le_bytes();
    let half = |from: usize| {
        let half = bytes[from..].first_chunk::<8>();
        half.map_or(0, |half| u64::from_le_bytes(*half))
    };
    let mixed = (half(0) ^ half(8).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 55).unwrap_or_default() % PLACES
}

/// The name as the standard spells it: ASCII letters in lower case, NULs replaced.
fn spelled(written: &str) -> Cow<'_, str> {
    let is_odd = |byte: u8| byte == 0 || byte.is_ascii_uppercase();
    if !written.bytes().any(is_odd) {
        return Cow::Borrowed(written);
    }
    let mut name = written.replace('\0', "\u{fffd}");
    name.make_ascii_lowercase();
    Cow::Owned(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_the_standard_says() {
        let mut cache = NameCache::default();
        for rest in ["DIV>", "div class=x and more", "div/", "div", "dIv\n"] {
            let (name, len) = cache.tag(rest);
            assert_eq!((name.tag, len), (Tag::Div, 3), "{rest}");
        }
        let (name, len) = cache.tag("x-very-long-name-that-has-no-place>");
        assert_eq!(
            (&*name.atom, len),
            ("x-very-long-name-that-has-no-place", 34)
        );
        assert_eq!(&*cache.tag("a\0>").0.atom, "a\u{fffd}");
        assert_eq!(&*cache.tag("a>").0.atom, "a");
        let mut read = |rest| {
            let (name, len) = cache.attribute_if_read(rest);
            (name.map(ToString::to_string), len)
        };
        assert_eq!(read("Class=x"), (Some("class".to_owned()), 5));
        assert_eq!(read("=a=x"), (None, 2));
        assert_eq!(
            read("data-component-name=x"),
            (Some("data-component-name".to_owned()), 19)
        );
        assert_eq!(read("data-component-nome=x"), (None, 19));
        assert_eq!(read("onclick"), (None, 7));
        assert_eq!(attribute("=a=x"), (LocalName::from("=a"), 2));
    }
}

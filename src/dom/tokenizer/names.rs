//! Atoms of tag and attribute names, found without hashing the name as the atoms' own table does.

use html5ever::{LocalName, local_name};

use crate::dom::Tag;
use crate::dom::bounds::is_formatting;
use crate::dom::filter::is_read;

const PLACES: usize = 512;

/// A name and what is to be known of it.
#[derive(Debug, Clone)]
pub(in crate::dom) struct Name {
    pub(in crate::dom) atom: LocalName,
    /// Of an HTML element.
    pub(in crate::dom) tag: Tag,
    pub(in crate::dom) is_formatting: bool,
    /// The tree builder looks at the attributes of such an element, or keeps them for later.
    pub(super) shows_attributes: bool,
    /// A stage reads attributes of this name.
    pub(super) is_read: bool,
}

impl Name {
    fn new(atom: LocalName) -> Self {
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
            is_read: is_read(&atom),
            atom,
        }
    }
}

/// A direct-mapped cache of names up to 16 bytes. What it holds never changes an answer.
#[derive(Debug)]
pub(in crate::dom) struct NameCache {
    places: Vec<(u128, Name)>,
    /// The name that was asked for last and has no place.
    other: Name,
}

impl Default for NameCache {
    fn default() -> Self {
        let nothing = Name::new(LocalName::from(""));
        Self {
            places: vec![(0, nothing.clone()); PLACES],
            other: nothing,
        }
    }
}

impl NameCache {
    /// The name that begins at the start of `rest` and ends before a byte of [`STOPS`], which is `end`; its first byte is part of
    /// it whatever it is. ASCII letters come in lower case, NULs replaced.
    pub(super) fn read(&mut self, rest: &str, stop_at_equals: bool) -> (&Name, usize) {
        let bytes = rest.as_bytes();
        let mut key = 0u128;
        let mut end = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            let kind = KINDS[usize::from(byte)];
            if at > 0 && (kind == STOP || (stop_at_equals && byte == b'=')) {
                break;
            }
            key = key << 8 | u128::from(if kind == STOP { byte } else { kind });
            end = at + 1;
        }
        if end > 16 {
            self.other = Name::new(LocalName::from(spelled(&rest[..end])));
            return (&self.other, end);
        }
        let place = &mut self.places[place_of(key)];
        if place.0 != key {
            *place = (key, Name::new(LocalName::from(spelled(&rest[..end]))));
        }
        (&place.1, end)
    }
}

const STOP: u8 = 0;

/// Bytes as they count in a name: letters in lower case, NUL as a byte that no text has, those that end a name as
/// [`STOP`].
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>' => STOP,
            0 => 0xFF,
            other => other.to_ascii_lowercase(),
        };
        byte += 1;
    }
    kinds
};

fn place_of(key: u128) -> usize {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize % PLACES
}

fn spelled(written: &str) -> String {
    let mut name = written.replace('\0', "\u{fffd}");
    name.make_ascii_lowercase();
    name
}

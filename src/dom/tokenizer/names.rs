//! Atoms of tag and attribute names, found without hashing the name as the atoms' own table does.

use html5ever::LocalName;

use crate::dom::filter::is_read;

const PLACES: usize = 512;

/// A direct-mapped cache of names up to 16 bytes. What it holds never changes an answer.
#[derive(Debug)]
pub(in crate::dom) struct NameCache {
    places: Vec<Place>,
}

#[derive(Debug, Clone)]
struct Place {
    key: u128,
    name: LocalName,
    /// A stage reads attributes of this name.
    is_read: bool,
}

impl Default for NameCache {
    fn default() -> Self {
        Self {
            places: vec![
                Place {
                    key: 0,
                    name: LocalName::from(""),
                    is_read: false
                };
                PLACES
            ],
        }
    }
}

impl NameCache {
    /// The atom of a name as written: ASCII letters in lower case, NUL replaced.
    pub(super) fn get(&mut self, written: &str) -> LocalName {
        match self.place(written) {
            Some(place) => place.name.clone(),
            None => LocalName::from(spelled(written)),
        }
    }

    /// The atom of an attribute's name, if a stage reads such attributes.
    pub(super) fn get_if_read(&mut self, written: &str) -> Option<LocalName> {
        match self.place(written) {
            Some(place) => place.is_read.then(|| place.name.clone()),
            None => {
                let name = spelled(written);
                is_read(&name).then(|| LocalName::from(name))
            }
        }
    }

    /// The place where the name stands now; `None` for names that are not stored.
    fn place(&mut self, written: &str) -> Option<&Place> {
        let key = key(written.as_bytes())?;
        let place = self.places.get_mut(place_of(key))?;
        if place.key != key {
            let name = spelled(written);
            let is_read = is_read(&name);
            let name = LocalName::from(name);
            *place = Place { key, name, is_read };
        }
        Some(place)
    }
}

/// The name's bytes in lower case as one number; `None` for names that are empty, long, or hold a NUL.
fn key(name: &[u8]) -> Option<u128> {
    if name.len() > 16 {
        return None;
    }
    let mut key = 0u128;
    for &byte in name {
        if byte == 0 {
            return None;
        }
        key = key << 8 | u128::from(byte.to_ascii_lowercase());
    }
    (key != 0).then_some(key)
}

fn place_of(key: u128) -> usize {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize % PLACES
}

fn spelled(written: &str) -> String {
    let mut name = written.replace('\0', "\u{fffd}");
    name.make_ascii_lowercase();
    name
}

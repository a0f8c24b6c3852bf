//! Tags and their attributes.

use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::markup::is_space;
use super::{Consumer, Next, Nul, Tokenizer, names, near, normalise};
use crate::dom::bounds::ATTRIBUTES;
use crate::dom::filter::{self, KeepAttributes};

/// How a tag's attributes are read.
#[derive(Default)]
struct Reading {
    way: Way,
    attributes: Vec<Attribute>,
    self_closing: bool,
    /// A `style` was there, be it kept or not: a second one does not count.
    styled: bool,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Way {
    /// Not at all: an end tag's.
    #[default]
    Skipped,
    /// Those that a stage reads go to the consumer.
    Apart,
    /// All go into the token.
    Inside,
}

impl<C: Consumer> Tokenizer<'_, C> {
    /// A start tag whose name begins at `start + 1`, or an end tag whose name begins at `start + 2`.
    pub(super) fn tag(&mut self, start: usize, kind: TagKind) -> Next {
        let is_start = kind == TagKind::StartTag;
        let name_start = start + if is_start { 1 } else { 2 };
        let (name, len) = self.names.tag(&self.html[name_start..]);
        let mut reading = Reading::default();
        if is_start {
            reading.way = Way::Inside;
            if self.keep == KeepAttributes::Known && !name.shows_attributes {
                reading.way = Way::Apart;
                self.consumer.begin(name);
            }
        }
        self.consumer.name(name);
        let name = name.atom.clone();
        self.at = name_start + len;
        if self.html.as_bytes().get(self.at) == Some(&b'>') {
            self.at += 1;
        } else if !self.attributes(&mut reading) {
            if reading.way == Way::Apart {
                // Its attributes are nobody's: an element that the end implies may have the same name.
                let (name, _) = self.names.tag(&self.html[name_start..]);
                self.consumer.begin(name);
            }
            self.at = self.html.len();
            return Next::Data;
        }
        if is_start {
            self.last_start = name.clone();
            if name == local_name!("a") && reading.way == Way::Apart {
                let ticket = self.consumer.attributes_ticket();
                reading.attributes = ticket.map_or_else(Vec::new, |ticket| vec![ticket]);
            }
        }
        let tag = Tag {
            kind,
            name,
            self_closing: reading.self_closing,
            attrs: reading.attributes,
            had_duplicate_attributes: false,
        };
        match self.emit(start..self.at, Token::TagToken(tag)) {
            TokenSinkResult::RawData(kind) => Next::Raw(kind),
            TokenSinkResult::Plaintext => Next::Plaintext,
            _ => Next::Data,
        }
    }

    /// Reads attributes to the end of the tag. False where the input ends before: then there is no such tag.
    fn attributes(&mut self, reading: &mut Reading) -> bool {
        let bytes = self.html.as_bytes();
        loop {
            match bytes.get(self.at) {
                None => return false,
                Some(b'>') => {
                    self.at += 1;
                    return true;
                }
                Some(b'/') => {
                    self.at += 1;
                    if bytes.get(self.at) == Some(&b'>') {
                        self.at += 1;
                        reading.self_closing = true;
                        return true;
                    }
                }
                Some(&byte) if is_space(byte) => self.at += 1,
                Some(_) => {
                    let start = self.at;
                    let rest = &self.html[start..];
                    let (wanted, len) = if reading.way == Way::Inside {
                        let (name, len) = names::attribute(rest);
                        (Some(name), len)
                    } else {
                        let (name, len) = self.names.attribute_if_read(rest);
                        (name.filter(|_| reading.way == Way::Apart).cloned(), len)
                    };
                    self.at = start + len;
                    let Some(value) = self.attribute_value() else {
                        return false;
                    };
                    if let Some(name) = wanted {
                        self.keep(name, value, reading);
                    }
                }
            }
        }
    }

    /// The value after the name, empty where there is none. `None` where the input ends in it.
    fn attribute_value(&mut self) -> Option<Range<usize>> {
        let bytes = self.html.as_bytes();
        let after_space = |from: usize| {
            bytes[from..]
                .iter()
                .position(|&byte| !is_space(byte))
                .map(|len| from + len)
        };
        let at = after_space(self.at)?;
        if bytes[at] != b'=' {
            self.at = at;
            return Some(at..at);
        }
        let at = after_space(at + 1)?;
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                let start = at + 1;
                let end = start + near::find(quote, bytes, start)?;
                self.at = end + 1;
                Some(start..end)
            }
            b'>' => {
                self.at = at;
                Some(at..at)
            }
            _ => {
                let len = bytes[at..]
                    .iter()
                    .position(|&byte| byte == b'>' || is_space(byte))?;
                self.at = at + len;
                Some(at..at + len)
            }
        }
    }

    fn keep(&mut self, name: LocalName, value: Range<usize>, reading: &mut Reading) {
        let has_references = near::holds(b'&', self.html.as_bytes(), value.clone());
        let written = &self.html[value];
        if reading.way == Way::Apart && name == local_name!("style") {
            let first = !std::mem::replace(&mut reading.styled, true);
            if !first || !filter::hides(written) {
                return;
            }
        }
        let value = if has_references || self.needs_care(written) {
            let decoded = &mut self.decoded;
            decoded.clear();
            normalise(written, Some(true), |piece| {
                decoded.push_str(piece.unwrap_or(Nul::REPLACEMENT));
            });
            &*decoded
        } else {
            written
        };
        if reading.way == Way::Apart {
            self.consumer.attribute(&name, value);
        } else if reading.attributes.len() < ATTRIBUTES
            && reading.attributes.iter().all(|a| a.name.local != name)
        {
            reading.attributes.push(Attribute {
                name: QualName::new(None, ns!(), name),
                value: StrTendril::from_slice(value),
            });
        }
        self.decoded.clear();
    }
}

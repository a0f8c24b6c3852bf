//! Tags and their attributes.

use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use memchr::memchr;

use super::markup::is_space;
use super::{Consumer, Next, Nul, Tokenizer};
use crate::dom::bounds::{ATTRIBUTES, is_formatting};
use crate::dom::filter::{self, KeepAttributes};

/// What a tag's attributes are read for.
struct Reading {
    attributes: Vec<Attribute>,
    self_closing: bool,
    all: bool,
    /// A `style` was there, be it kept or not: a second one does not count.
    styled: bool,
}

impl<C: Consumer> Tokenizer<'_, C> {
    /// A start tag whose name begins at `start + 1`, or an end tag whose name begins at `start + 2`.
    pub(super) fn tag(&mut self, start: usize, kind: TagKind) -> Next {
        let is_start = kind == TagKind::StartTag;
        let name_start = start + if is_start { 1 } else { 2 };
        let bytes = self.html.as_bytes();
        let end = bytes[name_start..]
            .iter()
            .position(|&byte| is_space(byte) || byte == b'/' || byte == b'>');
        let Some(end) = end.map(|len| name_start + len) else {
            return self.finish();
        };
        let name = self.names.get(&self.html[name_start..end]);
        let mut reading = Reading {
            attributes: Vec::new(),
            self_closing: false,
            all: self.keep == KeepAttributes::All || needs_all(&name),
            styled: false,
        };
        self.at = end;
        if bytes[end] == b'>' {
            self.at += 1;
        } else if !self.attributes(is_start, &mut reading) {
            return self.finish();
        }
        if is_start {
            self.last_start = name.clone();
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

    /// An input that ends inside a tag has no such tag.
    fn finish(&mut self) -> Next {
        self.at = self.html.len();
        Next::Data
    }

    /// Reads attributes to the end of the tag. False where the input ends before.
    fn attributes(&mut self, is_start: bool, reading: &mut Reading) -> bool {
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
                    let name = self.attribute_name();
                    let Some(value) = self.attribute_value() else {
                        return false;
                    };
                    if is_start {
                        self.keep(name, value, reading);
                    }
                }
            }
        }
    }

    /// The name that starts here, its first byte whatever it is.
    fn attribute_name(&mut self) -> Range<usize> {
        let start = self.at;
        let len = self.html.as_bytes()[start + 1..]
            .iter()
            .position(|&byte| matches!(byte, b'=' | b'>' | b'/') || is_space(byte));
        self.at = len.map_or(self.html.len(), |len| start + 1 + len);
        start..self.at
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
                let end = start + memchr(quote, &bytes[start..])?;
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

    fn keep(&mut self, name: Range<usize>, value: Range<usize>, reading: &mut Reading) {
        if reading.attributes.len() >= ATTRIBUTES {
            return;
        }
        let written = &self.html[name];
        let name = if reading.all {
            self.names.get(written)
        } else {
            match self.names.get_if_read(written) {
                Some(name) => name,
                None => return,
            }
        };
        if !reading.all && name == local_name!("style") {
            let hides = filter::hides(&self.html[value.clone()]);
            if std::mem::replace(&mut reading.styled, true) || !hides {
                return;
            }
        }
        if reading.attributes.iter().any(|a| a.name.local == name) {
            return;
        }
        reading.attributes.push(Attribute {
            name: QualName::new(None, ns!(), name),
            value: self.value(value),
        });
    }

    fn value(&self, range: Range<usize>) -> StrTendril {
        let text = &self.html[range.clone()];
        if memchr(b'&', text.as_bytes()).is_some() || self.needs_care(text) {
            let mut value = StrTendril::new();
            self.normalise(text, Some(true), |piece| match piece {
                Some(piece) => value.push_slice(piece),
                None => value.push_slice(Nul::REPLACEMENT),
            });
            return value;
        }
        self.slice(range)
    }
}

/// Elements whose attributes the tree builder compares or looks at.
fn needs_all(name: &LocalName) -> bool {
    is_formatting(name) || *name == local_name!("annotation-xml")
}

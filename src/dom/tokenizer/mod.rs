//! A tokenizer for whole pages, which looks for the few bytes that matter with `memchr`, and gives each token's place
//! in the source.
//!
//! It follows the states of the HTML Standard as far as a tree can tell; html5ever's own tokenizer is its oracle in
//! the tests. Parse errors are not reported, comments come without their text, and of the attributes only those that
//! are kept.

mod markup;
mod names;
mod near;
mod raw;
mod reference;
mod tag;

use std::ops::Range;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName};
use memchr::memchr2;

use super::filter::KeepAttributes;
pub(super) use names::{Name, NameCache};

/// What tokens are for. Text and the attributes of most tags are given apart from the tokens; who builds no tree may
/// leave all but the text unread.
pub(super) trait Consumer: TokenSink {
    /// Says where in the source the next token stands, which is not text.
    fn locate(&self, _: Range<usize>) {}

    /// Takes a text, `decoded` where it reads otherwise than the source.
    fn text(&self, source: Range<usize>, decoded: Option<&str>);

    /// Says what is known of the name of the tag that comes next.
    fn name(&self, _: &Name) {}

    /// A start tag begins whose attributes are given apart.
    fn begin(&self, _: &Name) {}

    /// An attribute of the start tag that began last.
    fn attribute(&self, _: &LocalName, _: &str) {}

    /// What stands for the attributes given apart in a tag that may be used more than once.
    fn attributes_ticket(&self) -> Option<Attribute> {
        None
    }

    /// Whether the text of the raw element that was just opened is wanted.
    fn wants_raw(&self, kind: RawKind, text: &str) -> bool;
}

/// A page and how far it was read.
pub(super) struct Tokenizer<'a, C> {
    html: &'a str,
    /// The page has carriage returns or NULs.
    careful: bool,
    at: usize,
    consumer: &'a C,
    keep: KeepAttributes,
    names: &'a mut NameCache,
    /// Text or a value with its references decoded.
    decoded: String,
    last_start: LocalName,
    /// Where the next `-->` at or after the last comment's start is.
    comment_end: usize,
}

/// What the tokenizer reads next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Next {
    Data,
    Raw(RawKind),
    Plaintext,
}

/// What becomes of a NUL in text.
#[derive(Clone, Copy)]
enum Nul {
    /// A token of its own.
    Token,
    /// A replacement character.
    Replaced,
}

impl Nul {
    const REPLACEMENT: &str = "\u{fffd}";
}

impl<'a, C: Consumer> Tokenizer<'a, C> {
    pub(super) fn new(
        html: &'a str,
        consumer: &'a C,
        keep: KeepAttributes,
        names: &'a mut NameCache,
    ) -> Self {
        Self {
            html,
            careful: memchr2(b'\r', b'\0', html.as_bytes()).is_some(),
            at: if html.starts_with('\u{feff}') { 3 } else { 0 },
            consumer,
            keep,
            names,
            decoded: String::new(),
            last_start: LocalName::from(""),
            comment_end: 0,
        }
    }

    /// Starts elsewhere than in the data state, as tests do.
    #[cfg(test)]
    pub(super) fn after_start_tag(mut self, name: &str) -> Self {
        self.last_start = LocalName::from(name);
        self
    }

    /// Reads the page to its end.
    pub(super) fn run(mut self, mut next: Next) {
        while self.at < self.html.len() {
            next = match next {
                Next::Data => self.data(),
                Next::Raw(kind) => self.raw(kind),
                Next::Plaintext => {
                    self.text(self.at..self.html.len(), false, Nul::Replaced);
                    self.at = self.html.len();
                    Next::Data
                }
            };
        }
        let _ = self.emit(self.at..self.at, Token::EOFToken);
        self.consumer.end();
    }

    /// Text up to the next markup, and that.
    fn data(&mut self) -> Next {
        let bytes = self.html.as_bytes();
        let start = self.at;
        // Most of the texts between tags are white space.
        let mut from = start;
        while bytes
            .get(from)
            .is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\t'))
        {
            from += 1;
        }
        let white = from;
        let end = loop {
            let Some(at) = near::find(b'<', bytes, from).map(|at| from + at) else {
                self.text(start..bytes.len(), true, Nul::Token);
                self.at = bytes.len();
                return Next::Data;
            };
            match bytes.get(at + 1) {
                Some(b'!' | b'?') => break at,
                Some(b'/') if at + 2 < bytes.len() => break at,
                Some(byte) if byte.is_ascii_alphabetic() => break at,
                _ => from = at + 1,
            }
        };
        if end > white {
            self.text(start..end, true, Nul::Token);
        } else if end > start {
            self.consumer.text(start..end, None);
        }
        match bytes[end + 1] {
            b'!' => self.declaration(end),
            b'?' => self.bogus_comment(end, end + 1),
            b'/' => match bytes[end + 2] {
                b'>' => self.at = end + 3,
                byte if byte.is_ascii_alphabetic() => return self.tag(end, TagKind::EndTag),
                _ => self.bogus_comment(end, end + 2),
            },
            _ => return self.tag(end, TagKind::StartTag),
        }
        Next::Data
    }

    /// The text of a raw element, up to its end tag.
    fn raw(&mut self, kind: RawKind) -> Next {
        let rest = &self.html.as_bytes()[self.at..];
        let len = match kind {
            RawKind::ScriptData => raw::end_of_script(rest, &self.last_start),
            _ => raw::end_of_text(rest, &self.last_start),
        };
        let range = self.at..self.at + len;
        self.at = range.end;
        if !range.is_empty() && self.consumer.wants_raw(kind, &self.html[range.clone()]) {
            self.text(range.clone(), kind == RawKind::Rcdata, Nul::Replaced);
        }
        if self.at >= self.html.len() {
            return Next::Data;
        }
        self.tag(range.end, TagKind::EndTag)
    }

    /// Gives a stretch of text as tokens.
    fn text(&mut self, range: Range<usize>, references: bool, nul: Nul) {
        let text = &self.html[range.clone()];
        if text.is_empty() {
            return;
        }
        let has_references = references && near::holds(b'&', self.html.as_bytes(), range.clone());
        if !has_references && !self.needs_care(text) {
            self.consumer.text(range, None);
            return;
        }
        let mut run = std::mem::take(&mut self.decoded);
        normalise(text, has_references.then_some(false), |piece| {
            match (piece, nul) {
                (Some(piece), _) => run.push_str(piece),
                (None, Nul::Replaced) => run.push_str(Nul::REPLACEMENT),
                (None, Nul::Token) => {
                    if !run.is_empty() {
                        self.consumer.text(range.clone(), Some(&run));
                        run.clear();
                    }
                    let _ = self.emit(range.clone(), Token::NullCharacterToken);
                }
            }
        });
        if !run.is_empty() {
            self.consumer.text(range, Some(&run));
            run.clear();
        }
        self.decoded = run;
    }

    /// Whether a text has carriage returns or NULs.
    fn needs_care(&self, text: &str) -> bool {
        self.careful && memchr2(b'\r', b'\0', text.as_bytes()).is_some()
    }

    fn emit(&self, source: Range<usize>, token: Token) -> TokenSinkResult<C::Handle> {
        self.consumer.locate(source);
        self.consumer.process_token(token, 1)
    }
}

/// Gives text in pieces, with lines ended by line feeds and references decoded (`Some(true)`: as in an attribute's
/// value); `None` stands for a NUL.
fn normalise(text: &str, references: Option<bool>, mut push: impl FnMut(Option<&str>)) {
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'&', b'\r', b'\0', rest.as_bytes()) {
        let (before, special) = rest.split_at(at);
        if !before.is_empty() {
            push(Some(before));
        }
        rest = &special[1..];
        match special.as_bytes()[0] {
            b'\r' if rest.starts_with('\n') => {}
            b'\r' => push(Some("\n")),
            b'\0' => push(None),
            _ => match references.and_then(|in_value| reference::decode(rest, in_value)) {
                None => push(Some("&")),
                Some(decoded) => {
                    rest = &rest[decoded.len..];
                    for c in std::iter::once(decoded.first).chain(decoded.second) {
                        push(Some(c.encode_utf8(&mut [0; 4])));
                    }
                }
            },
        }
    }
    if !rest.is_empty() {
        push(Some(rest));
    }
}

//! The token at work, as far as the tree builder needs not carry it.
//!
//! The builder asks of text only whether it is white space, so it mostly gets a short stand-in, and the sink puts the
//! text of the page where the stand-in comes to be. Attributes go to the arena as they are read.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::tendril::StrTendril;

use super::{UNKNOWN, offset};

const NOWHERE: (u32, u32) = (UNKNOWN, UNKNOWN);
/// Bytes of a text of some length.
const LONG: usize = 40;
/// What stands for the text from its first character on that is no white space.
const REST: &str = "x";

/// The current token's text and place.
pub(super) struct Current<'n> {
    html: &'n str,
    source: Cell<(u32, u32)>,
    /// The text, where it reads otherwise than the source.
    decoded: RefCell<String>,
    form: Cell<Form>,
}

#[derive(Clone, Copy)]
enum Form {
    /// Not text.
    Other,
    /// The builder has the text itself.
    Itself {
        len: usize,
        is_decoded: bool,
        /// Bytes of it that were placed already.
        done: usize,
    },
    /// The builder has a stand-in.
    StandIn {
        is_decoded: bool,
        /// Bytes of white space that the text begins with.
        white: usize,
        /// Bytes of white space that the stand-in begins with: two stand for two or more.
        shown: usize,
    },
}

impl<'n> Current<'n> {
    pub(super) fn new(html: &'n str) -> Self {
        Self {
            html,
            source: Cell::new(NOWHERE),
            decoded: RefCell::default(),
            form: Cell::new(Form::Other),
        }
    }

    /// The token's place; `UNKNOWN` where the tokenizer does not tell.
    pub(super) fn source(&self) -> (u32, u32) {
        self.source.get()
    }

    /// Whether a text of some length follows on the token.
    pub(super) fn precedes_text(&self) -> bool {
        let from = self.source.get().1 as usize;
        let next = self.html.as_bytes().get(from..from.saturating_add(LONG));
        next.is_some_and(|next| memchr::memchr(b'<', next).is_none())
    }

    /// The next token is not text.
    pub(super) fn locate(&self, source: Range<usize>) {
        self.source.set((offset(source.start), offset(source.end)));
        self.form.set(Form::Other);
    }

    /// A text as it reads.
    pub(super) fn text_of<'t>(&self, source: &Range<usize>, decoded: Option<&'t str>) -> &'t str
    where
        'n: 't,
    {
        decoded.unwrap_or_else(|| self.html.get(source.clone()).unwrap_or_default())
    }

    /// The next token is a text that the builder is given itself.
    pub(super) fn text_itself(&self, source: Range<usize>, decoded: Option<&str>) -> StrTendril {
        let text = self.text_of(&source, decoded);
        self.locate(source);
        self.form.set(Form::Itself {
            len: text.len(),
            is_decoded: decoded.is_some(),
            done: 0,
        });
        StrTendril::from_slice(text)
    }

    /// The next token is a text; gives what the builder is to have in its place.
    pub(super) fn stand_in(&self, source: Range<usize>, decoded: Option<&str>) -> StrTendril {
        let text = self.text_of(&source, decoded);
        let bytes = text.as_bytes();
        let white = bytes
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())
            .unwrap_or(bytes.len());
        let shown = white.min(2);
        let first = white.min(1);
        let mut stand_in = StrTendril::from_slice(&text[..first]);
        if shown == 2 {
            stand_in.push_slice(" ");
        }
        if white < bytes.len() {
            stand_in.push_slice(REST);
        }
        if let Some(decoded) = decoded {
            decoded.clone_into(&mut self.decoded.borrow_mut());
        }
        self.locate(source);
        self.form.set(Form::StandIn {
            is_decoded: decoded.is_some(),
            white,
            shown,
        });
        stand_in
    }

    /// The text and the place of a piece of what the builder was given.
    pub(super) fn resolve(&self, piece: &str, then: impl FnOnce(&str, (u32, u32))) {
        match self.form.get() {
            Form::Other => then(piece, NOWHERE),
            Form::Itself {
                len,
                is_decoded,
                done,
            } => {
                let place = if piece.len() == len {
                    self.source.get()
                } else if is_decoded {
                    NOWHERE
                } else {
                    self.place_of(piece, len, done)
                };
                then(piece, place);
            }
            Form::StandIn {
                is_decoded,
                white,
                shown,
            } => {
                let (has_rest, piece_shown) = match piece.strip_suffix(REST) {
                    Some(space) => (true, space.len()),
                    None => (false, piece.len()),
                };
                // The builder leaves out the line feed that a `<pre>` begins with.
                let start = match shown.saturating_sub(piece_shown) {
                    0 => 0,
                    1 if piece_shown > 0 => 1,
                    _ => white,
                };
                let (from, to) = self.source.get();
                if is_decoded {
                    let decoded = self.decoded.borrow();
                    let end = if has_rest { decoded.len() } else { white };
                    let whole = start == 0 && end == decoded.len();
                    let text = decoded.get(start..end).unwrap_or_default();
                    then(text, if whole { (from, to) } else { NOWHERE });
                } else {
                    let end = if has_rest { to } else { from + offset(white) };
                    let start = from + offset(start);
                    let text = self.html.get(start as usize..end as usize);
                    then(text.unwrap_or_default(), (start, end));
                }
            }
        }
    }

    /// Where the next piece of the current text came from: a token is cut where white space begins or ends, and pieces
    /// are left out.
    fn place_of(&self, piece: &str, len: usize, done: usize) -> (u32, u32) {
        let (from, to) = self.source.get();
        let rest = self.html.get(from as usize + done..to as usize);
        let Some(at) = rest.and_then(|rest| rest.find(piece)) else {
            return NOWHERE;
        };
        let start = from + offset(done + at);
        let end = start + offset(piece.len());
        self.form.set(Form::Itself {
            len,
            is_decoded: false,
            done: done + at + piece.len(),
        });
        (start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(current: &Current, piece: &str) -> (String, (u32, u32)) {
        let mut out = None;
        current.resolve(piece, |text, place| out = Some((text.to_owned(), place)));
        out.expect("a text")
    }

    #[test]
    fn pieces_of_a_stand_in_are_pieces_of_the_text() {
        let current = Current::new("\n   one two");
        assert_eq!(&*current.stand_in(0..11, None), "\n x");
        let is = |piece, text: &str, place| {
            assert_eq!(resolved(&current, piece), (text.to_owned(), place));
        };
        is("\n x", "\n   one two", (0, 11));
        is(" x", "   one two", (1, 11));
        is("\n ", "\n   ", (0, 4));
        is("x", "one two", (4, 11));
        let current = Current::new("\n&lt;");
        assert_eq!(&*current.stand_in(0..5, Some("\n<")), "\nx");
        assert_eq!(resolved(&current, "x"), ("<".to_owned(), NOWHERE));
        assert_eq!(resolved(&current, "\nx"), ("\n<".to_owned(), (0, 5)));
    }
}

//! Comments, doctypes and CDATA sections.

use std::sync::LazyLock;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Token};
use memchr::memchr;
use memchr::memmem::{self, Finder};

use super::{Consumer, Nul, Tokenizer};

static COMMENT_END: LazyLock<Finder> = LazyLock::new(|| Finder::new(b"-->"));
static COMMENT_END_BANG: LazyLock<Finder> = LazyLock::new(|| Finder::new(b"--!>"));

impl<C: Consumer> Tokenizer<'_, C> {
    /// After `<!`: a comment, a doctype, a CDATA section, or what counts as a comment.
    pub(super) fn declaration(&mut self, start: usize) {
        let after = start + 2;
        let rest = &self.html.as_bytes()[after..];
        if rest.starts_with(b"--") {
            let end = self.end_of_comment(after + 2);
            self.comment(start, end);
        } else if rest
            .get(..7)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"))
        {
            self.doctype(start, after + 7);
        } else if rest.starts_with(b"[CDATA[")
            && self
                .consumer
                .adjusted_current_node_present_but_not_in_html_namespace()
        {
            let from = after + 7;
            let (end, next) = match memmem::find(&self.html.as_bytes()[from..], b"]]>") {
                Some(at) => (from + at, from + at + 3),
                None => (self.html.len(), self.html.len()),
            };
            self.text(from..end, false, Nul::Token);
            self.at = next;
        } else {
            self.bogus_comment(start, after);
        }
    }

    /// All to the next `>` counts as a comment.
    pub(super) fn bogus_comment(&mut self, start: usize, from: usize) {
        let end =
            memchr(b'>', &self.html.as_bytes()[from..]).map_or(self.html.len(), |at| from + at + 1);
        self.comment(start, end);
    }

    fn comment(&mut self, start: usize, end: usize) {
        // No stage reads comments, but the tree builder wants to know that one was there.
        let _ = self.emit(start..end, Token::CommentToken(StrTendril::new()));
        self.at = end;
    }

    /// The end of the comment whose content starts at `from`: after `-->`, `--!>`, or at once.
    fn end_of_comment(&mut self, from: usize) -> usize {
        let bytes = self.html.as_bytes();
        let rest = &bytes[from..];
        if rest.starts_with(b">") {
            return from + 1;
        }
        if rest.starts_with(b"->") {
            return from + 2;
        }
        // Remembered, lest pages full of `--!>` are searched to their end for each comment.
        if self.comment_end < from {
            self.comment_end = COMMENT_END.find(rest).map_or(bytes.len(), |at| from + at);
        }
        match COMMENT_END_BANG.find(&bytes[from..self.comment_end]) {
            Some(at) => from + at + 4,
            None => (self.comment_end + 3).min(bytes.len()),
        }
    }

    fn doctype(&mut self, start: usize, from: usize) {
        let bytes = self.html.as_bytes();
        let mut reader = Reader {
            html: self.html,
            at: from,
        };
        let doctype = reader.read();
        let end = reader.at.min(bytes.len());
        let _ = self.emit(start..end, Token::DoctypeToken(doctype));
        self.at = end;
    }
}

/// Reads a doctype's parts.
struct Reader<'a> {
    html: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn read(&mut self) -> Doctype {
        let mut doctype = Doctype::default();
        self.skip_space();
        match self.peek() {
            Some(b'>') | None => doctype.force_quirks = true,
            Some(_) => {
                let name = self.until(|byte| is_space(byte) || byte == b'>');
                doctype.name = Some(tendril(&name.to_ascii_lowercase()));
                self.skip_space();
                match self.peek() {
                    Some(b'>') => {}
                    Some(_) => self.identifiers(&mut doctype),
                    None => doctype.force_quirks = true,
                }
            }
        }
        self.skip_to_end();
        doctype
    }

    fn identifiers(&mut self, doctype: &mut Doctype) {
        let is_public = self.word(b"public");
        if !is_public && !self.word(b"system") {
            doctype.force_quirks = true;
            return;
        }
        self.skip_space();
        let first = self.quoted(doctype);
        if is_public {
            doctype.public_id = first;
            self.skip_space();
            if !doctype.force_quirks && matches!(self.peek(), Some(b'"' | b'\'')) {
                doctype.system_id = self.quoted(doctype);
            }
        } else {
            doctype.system_id = first;
        }
        self.skip_space();
        let ends = matches!(self.peek(), Some(b'>'));
        let has_system = doctype.system_id.is_some();
        // After a system identifier anything else is merely skipped.
        doctype.force_quirks |= self.peek().is_none() || (!ends && !has_system);
    }

    /// A quoted identifier. One that a `>` or the end of the page cuts off forces quirks mode.
    fn quoted(&mut self, doctype: &mut Doctype) -> Option<StrTendril> {
        let Some(quote @ (b'"' | b'\'')) = self.peek() else {
            doctype.force_quirks = true;
            return None;
        };
        self.at += 1;
        let value = tendril(self.until(|byte| byte == quote || byte == b'>'));
        if self.peek() == Some(quote) {
            self.at += 1;
        } else {
            doctype.force_quirks = true;
        }
        Some(value)
    }

    fn word(&mut self, word: &[u8]) -> bool {
        let is = self.html.as_bytes()[self.at..]
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word));
        if is {
            self.at += word.len();
        }
        is
    }

    fn until(&mut self, stops: impl Fn(u8) -> bool) -> &str {
        let start = self.at;
        let len = self.html.as_bytes()[start..]
            .iter()
            .position(|&byte| stops(byte));
        self.at = len.map_or(self.html.len(), |len| start + len);
        &self.html[start..self.at]
    }

    fn peek(&self) -> Option<u8> {
        self.html.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        self.until(|byte| !is_space(byte));
    }

    fn skip_to_end(&mut self) {
        self.until(|byte| byte == b'>');
        self.at += 1;
    }
}

/// White space of the standard, before carriage returns are normalised.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

/// Doctypes' names and identifiers: NUL and carriage returns replaced as everywhere.
fn tendril(text: &str) -> StrTendril {
    StrTendril::from(
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\0', "\u{fffd}"),
    )
}

//! The HTML standard's prescan for a declared encoding: `<meta charset>`, `<meta http-equiv>`, `<?xml encoding>`.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::as_declared_by_page;

/// More attributes of a `<meta>` are not compared.
const MAX_ATTRIBUTES: usize = 32;

/// The encoding that the first bytes of a page declare, as the standard reads them.
pub(super) fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, b'?', 0, b'x', 0, ..] => return Some(UTF_16LE),
        [0, b'<', 0, b'?', 0, b'x', ..] => return Some(UTF_16BE),
        _ => {}
    }
    meta_encoding(bytes).or_else(|| xml_encoding(bytes))
}

/// A place in the bytes. `None` from a method that wants more bytes ends the prescan.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn starts_with(&self, wanted: &[u8]) -> bool {
        let start = self.rest().get(..wanted.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(wanted))
    }

    /// To the next byte of this kind, which must exist.
    fn advance_to(&mut self, wanted: impl Fn(u8) -> bool) -> Option<()> {
        self.at += self.rest().iter().position(|&byte| wanted(byte))?;
        Some(())
    }

    fn skip_space(&mut self) -> Option<u8> {
        self.advance_to(|byte| !is_space(byte))?;
        self.peek()
    }

    /// The standard's "get an attribute": name and value in lower case; both empty at the end of the tag.
    fn attribute(&mut self) -> Option<(Vec<u8>, Vec<u8>)> {
        self.advance_to(|byte| !is_space(byte) && byte != b'/')?;
        if self.peek()? == b'>' {
            return Some((Vec::new(), Vec::new()));
        }
        let mut name = Vec::new();
        loop {
            match self.peek()? {
                b'=' if !name.is_empty() => break,
                b'/' | b'>' => return Some((name, Vec::new())),
                byte if is_space(byte) => {
                    if self.skip_space()? != b'=' {
                        return Some((name, Vec::new()));
                    }
                    break;
                }
                byte => name.push(byte.to_ascii_lowercase()),
            }
            self.at += 1;
        }
        self.at += 1;
        self.skip_space()?;
        Some((name, self.value()?))
    }

    fn value(&mut self) -> Option<Vec<u8>> {
        let quote = self.peek()?;
        if quote == b'"' || quote == b'\'' {
            self.at += 1;
            let start = self.at;
            self.advance_to(|byte| byte == quote)?;
            let value = self.bytes.get(start..self.at)?.to_ascii_lowercase();
            self.at += 1;
            return Some(value);
        }
        let start = self.at;
        self.advance_to(|byte| is_space(byte) || byte == b'>')?;
        Some(self.bytes.get(start..self.at)?.to_ascii_lowercase())
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn meta_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut cursor = Cursor { bytes, at: 0 };
    loop {
        cursor.advance_to(|byte| byte == b'<')?;
        let second = cursor.rest().get(1).copied()?;
        if cursor.starts_with(b"<!--") {
            // The two dashes of the end may be those of the start.
            let end = memchr::memmem::find(cursor.rest().get(2..)?, b"-->")?;
            cursor.at += 2 + end + 2;
        } else if cursor.starts_with(b"<meta") && is_space_or_slash(cursor.rest().get(5).copied()?)
        {
            cursor.at += 5;
            let encoding = read_meta(&mut cursor)?.encoding();
            if encoding.is_some() {
                return encoding;
            }
        } else if second.is_ascii_alphabetic()
            || (second == b'/' && cursor.rest().get(2)?.is_ascii_alphabetic())
        {
            cursor.advance_to(|byte| is_space(byte) || byte == b'>')?;
            while !cursor.attribute()?.0.is_empty() {}
        } else if matches!(second, b'!' | b'/' | b'?') {
            cursor.advance_to(|byte| byte == b'>')?;
        }
        cursor.at += 1;
    }
}

fn is_space_or_slash(byte: u8) -> bool {
    is_space(byte) || byte == b'/'
}

/// What one `<meta>` says.
#[derive(Default)]
struct Meta {
    has_pragma: bool,
    needs_pragma: bool,
    charset: Option<&'static Encoding>,
}

impl Meta {
    fn encoding(&self) -> Option<&'static Encoding> {
        let declares = self.has_pragma || !self.needs_pragma;
        self.charset.filter(|_| declares).map(as_declared_by_page)
    }
}

/// Reads the attributes of a `<meta>`; of attributes of one name the first counts.
fn read_meta(cursor: &mut Cursor<'_>) -> Option<Meta> {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    let mut meta = Meta::default();
    loop {
        let (name, value) = cursor.attribute()?;
        if name.is_empty() {
            return Some(meta);
        }
        if seen.len() >= MAX_ATTRIBUTES || seen.contains(&name) {
            continue;
        }
        match name.as_slice() {
            b"http-equiv" => meta.has_pragma |= value == b"content-type",
            b"content" if meta.charset.is_none() => {
                meta.charset = content_encoding(&value);
                meta.needs_pragma = meta.charset.is_some();
            }
            b"charset" => {
                meta.charset = Encoding::for_label(&value);
                meta.needs_pragma = false;
            }
            _ => {}
        }
        seen.push(name);
    }
}

/// The encoding in a `content` attribute: `text/html; charset=…`.
fn content_encoding(value: &[u8]) -> Option<&'static Encoding> {
    let mut rest = value;
    loop {
        let found = memchr::memmem::find(rest, b"charset")?;
        rest = rest.get(found + 7..)?.trim_ascii_start();
        if let Some(after) = rest.strip_prefix(b"=") {
            rest = after.trim_ascii_start();
            break;
        }
    }
    let label = match *rest.first()? {
        quote @ (b'"' | b'\'') => {
            let inner = rest.get(1..)?;
            inner.get(..memchr::memchr(quote, inner)?)?
        }
        _ => rest.split(|&byte| is_space(byte) || byte == b';').next()?,
    };
    Encoding::for_label(label)
}

/// The encoding of an XML declaration.
fn xml_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let declaration = declaration.get(..memchr::memchr(b'>', declaration)?)?;
    let found = memchr::memmem::find(declaration, b"encoding")?;
    let rest = declaration.get(found + 8..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let (&quote, inner) = rest.split_first()?;
    if quote != b'"' && quote != b'\'' {
        return None;
    }
    let label = inner.get(..memchr::memchr(quote, inner)?)?;
    let encoding = Encoding::for_label(label)?;
    let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_utf16 { UTF_8 } else { encoding })
}

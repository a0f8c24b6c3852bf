//! The HTTP answers inside WARC records.

use std::borrow::Cow;

use memchr::{memchr, memmem};
use unchaff::record::Fault;

use crate::coding;

/// What an answer's head says of its body.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) status: Option<u16>,
    /// `Content-Type`, as declared.
    pub(crate) media: String,
    /// `Content-Encoding`, in lower case: one, or several after commas.
    encoding: String,
    chunked: bool,
}

/// Whether a block is an HTTP answer with its head.
pub(crate) fn is_answer(declared: &str, block: &[u8]) -> bool {
    block.starts_with(b"HTTP/") && declared.trim_start().starts_with("application/http")
}

/// Where a head ends, its empty line included.
pub(crate) fn head_end(bytes: &[u8]) -> Option<usize> {
    let strict = memmem::find(bytes, b"\r\n\r\n").map(|at| at + 4);
    let before = bytes
        .get(..strict.unwrap_or(bytes.len()))
        .unwrap_or_default();
    memmem::find(before, b"\n\n").map(|at| at + 2).or(strict)
}

impl Head {
    pub(crate) fn parse(head: &[u8]) -> Self {
        let text = String::from_utf8_lossy(head);
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let mut parsed = Self {
            status: first
                .split_whitespace()
                .nth(1)
                .and_then(|code| code.parse().ok()),
            ..Self::default()
        };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "content-type" => value.clone_into(&mut parsed.media),
                "content-encoding" if parsed.encoding.is_empty() => {
                    parsed.encoding = value.to_ascii_lowercase();
                }
                "content-encoding" => {
                    parsed.encoding = format!("{},{}", parsed.encoding, value.to_ascii_lowercase());
                }
                "transfer-encoding" => {
                    parsed.chunked = value.to_ascii_lowercase().contains("chunked");
                }
                _ => {}
            }
        }
        parsed
    }

    /// The `charset` of the media type.
    pub(crate) fn charset(&self) -> Option<&str> {
        let parameters = self.media.split(';').skip(1);
        let mut pairs = parameters.filter_map(|parameter| parameter.split_once('='));
        let found = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        found.map(|(_, value)| value.trim().trim_matches(['"', '\'']))
    }

    /// The page that was transferred, in at most `limit` bytes.
    pub(crate) fn page<'a>(&self, body: &'a [u8], limit: usize) -> Result<Page<'a>, Fault> {
        let (body, torn) = if self.chunked {
            unchunked(body)
        } else {
            (Cow::Borrowed(body), false)
        };
        let (bytes, broken) = coding::undo(&self.encoding, body, limit)?;
        let truncated = if torn {
            Some("chunks")
        } else {
            broken.then_some("encoding")
        };
        Ok(Page { bytes, truncated })
    }
}

/// A page, or what there is of it.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    /// What it broke off in.
    pub(crate) truncated: Option<&'static str>,
}

impl<'a> Page<'a> {
    pub(crate) fn whole(bytes: &'a [u8]) -> Self {
        Self {
            bytes: Cow::Borrowed(bytes),
            truncated: None,
        }
    }
}

/// A body without the lengths of its chunks, and whether it ends before they do; as it is, where there are none.
fn unchunked(body: &[u8]) -> (Cow<'_, [u8]>, bool) {
    let (mut out, mut rest, mut ended) = (Vec::new(), body, false);
    while let Some((length, after)) = chunk_length(rest) {
        let data = after.get(..length).unwrap_or(after);
        out.extend_from_slice(data);
        rest = after.get(data.len()..).unwrap_or_default();
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
        ended = length == 0;
        if ended || rest.is_empty() {
            break;
        }
    }
    if out.is_empty() && !rest.is_empty() {
        (Cow::Borrowed(body), false)
    } else {
        (Cow::Owned(out), !ended && !body.is_empty())
    }
}

fn chunk_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr(b'\n', bytes.get(..bytes.len().min(256))?)?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let digits = line.split(';').next().unwrap_or_default().trim();
    let length = usize::from_str_radix(digits, 16).ok()?;
    Some((length, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_other_bodies_stay() {
        for (body, wanted, torn) in [
            (
                "4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n",
                "Wikipedia ",
                false,
            ),
            ("4\r\nWiki\r\nff\r\ncut off", "Wikicut off", true),
            ("4\r\nWiki\r\n2\r\npedia\r\n0\r\n\r\n", "Wikipe", true),
            ("4\r\nWiki\r\n", "Wiki", true),
            ("<p>decoded already</p>", "<p>decoded already</p>", false),
            ("", "", false),
        ] {
            let (bytes, is_torn) = unchunked(body.as_bytes());
            assert_eq!((&*bytes, is_torn), (wanted.as_bytes(), torn), "{body}");
        }
    }

    #[test]
    fn the_head_is_read() {
        let head = Head::parse(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/html; Charset=\"windows-1251\"\r\n\r\n",
        );
        assert_eq!(
            (head.status, head.charset()),
            (Some(200), Some("windows-1251"))
        );
        assert_eq!(head_end(b"a\r\n\r\nb\n\n"), Some(5));
        assert_eq!(head_end(b"a\n\nb\r\n\r\n"), Some(3));
    }

    #[test]
    fn a_bomb_is_too_large() {
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut bomb, &vec![b' '; 1 << 20]).unwrap();
        let head = Head {
            encoding: "gzip".to_owned(),
            ..Head::default()
        };
        let fault = head.page(&bomb.finish().unwrap(), 1000).unwrap_err();
        assert_eq!(fault.code(), "too-large");
    }
}

//! The HTTP answers inside WARC records.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::{memchr, memmem};
use unchaff::record::Fault;

/// What an answer's head says of its body.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) status: Option<u16>,
    /// `Content-Type`, as declared.
    pub(crate) media: String,
    /// `Content-Encoding`, in lower case.
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
                "content-encoding" => parsed.encoding = value.to_ascii_lowercase(),
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

    /// The page that was transferred, in at most `limit` bytes. Archives often store a body already decoded under
    /// the head that it came with: what does not look encoded is taken as it is.
    pub(crate) fn page<'a>(&self, body: &'a [u8], limit: usize) -> Result<Cow<'a, [u8]>, Fault> {
        let body = if self.chunked {
            unchunked(body)
        } else {
            Cow::Borrowed(body)
        };
        let decode = |reader: &mut dyn Read| inflate(reader, limit).map(Cow::Owned);
        match (self.encoding.as_str(), &*body) {
            ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => decode(&mut MultiGzDecoder::new(&*body)),
            ("deflate", [0x78, ..]) => decode(&mut ZlibDecoder::new(&*body)),
            ("deflate", [first, ..]) if *first != b'<' => decode(&mut DeflateDecoder::new(&*body)),
            ("zstd", [0x28, 0xb5, 0x2f, 0xfd, ..]) => {
                let decoder = zstd::stream::read::Decoder::with_buffer(&*body);
                decode(&mut decoder.map_err(|error| undecodable(&error.to_string()))?)
            }
            ("br", [first, ..]) if *first != b'<' && !first.is_ascii_whitespace() => {
                Err(undecodable("Brotli is not supported"))
            }
            _ => Ok(body),
        }
    }
}

fn undecodable(message: &str) -> Fault {
    Fault::new(
        "encoding",
        format!("the content encoding cannot be undone: {message}"),
    )
}

fn inflate(reader: &mut dyn Read, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let end = reader
        .take((limit as u64).saturating_add(1))
        .read_to_end(&mut out);
    if out.len() > limit {
        return Err(Fault::new(
            "too-large",
            format!("the page has more than {limit} bytes (--max-bytes)"),
        ));
    }
    match end {
        // What was read before a transfer broke off is still a page.
        Err(error) if out.is_empty() => Err(undecodable(&error.to_string())),
        _ => Ok(out),
    }
}

/// A body without the lengths of its chunks; as it is, where there are none.
fn unchunked(body: &[u8]) -> Cow<'_, [u8]> {
    let (mut out, mut rest) = (Vec::new(), body);
    while let Some((length, after)) = chunk_length(rest) {
        let data = after.get(..length).unwrap_or(after);
        out.extend_from_slice(data);
        rest = after.get(data.len()..).unwrap_or_default();
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
        if length == 0 || rest.is_empty() {
            break;
        }
    }
    if out.is_empty() && !rest.is_empty() {
        Cow::Borrowed(body)
    } else {
        Cow::Owned(out)
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
        assert_eq!(
            &*unchunked(b"4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n"),
            b"Wikipedia "
        );
        assert_eq!(&*unchunked(b"4\r\nWiki\r\nff\r\ncut off"), b"Wikicut off");
        assert_eq!(
            &*unchunked(b"<p>decoded already</p>"),
            b"<p>decoded already</p>"
        );
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

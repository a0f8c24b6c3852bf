//! The content codings of HTTP answers, undone.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::bufread::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use unchaff::record::Fault;

/// More codings than anybody gives one body.
const MANY: usize = 4;
/// Bytes decompressed at once.
const PIECE: usize = 32 << 10;
const GZIP: &[u8] = &[0x1f, 0x8b];

/// A body without its codings, in at most `limit` bytes, and whether it broke off in one of them. Archives often store
/// a body already decoded under the head that it came with: what does not look encoded is taken as it is.
pub(crate) fn undo<'a>(
    codings: &str,
    mut body: Cow<'a, [u8]>,
    limit: usize,
) -> Result<(Cow<'a, [u8]>, bool), Fault> {
    let mut broken = false;
    // The last was put on last.
    for (number, coding) in codings.rsplit(',').enumerate() {
        if number == MANY {
            return Err(undecodable(&format!("it has more than {MANY} codings")));
        }
        let mut out = Vec::new();
        let Some(end) = decode(coding.trim(), &body, limit, &mut out) else {
            continue;
        };
        if out.len() > limit {
            let message = format!("the page has more than {limit} bytes (--max-bytes)");
            return Err(Fault::new("too-large", message));
        }
        if let Err(error) = end {
            if out.is_empty() {
                return Err(undecodable(&error.to_string()));
            }
            broken = true;
        }
        body = Cow::Owned(out);
    }
    Ok((body, broken))
}

fn undecodable(message: &str) -> Fault {
    Fault::new(
        "encoding",
        format!("the content encoding cannot be undone: {message}"),
    )
}

/// Undoes one coding; `None` where the body does not look as if it had it. `out` has what was read before an error, and
/// one byte more than `limit` at the most.
fn decode(coding: &str, body: &[u8], limit: usize, out: &mut Vec<u8>) -> Option<io::Result<()>> {
    // These have no sign to know them by, but no page of text is one by accident.
    let told = |end: io::Result<()>| {
        let is_text = end.is_err() && std::str::from_utf8(body).is_ok();
        (!is_text).then_some(end)
    };
    match (coding, body) {
        ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => Some(gunzip(body, limit, out)),
        ("deflate", [0x78, ..]) => told(inflate(Decompress::new(true), body, limit, out)),
        ("deflate", _) if !is_markup(body) => {
            told(inflate(Decompress::new(false), body, limit, out))
        }
        ("zstd", [0x28, 0xb5, 0x2f, 0xfd, ..]) => {
            let decoder = zstd::stream::read::Decoder::with_buffer(body);
            Some(decoder.and_then(|mut decoder| read(&mut decoder, limit, out)))
        }
        ("br", [first, ..]) if *first != b'<' && !first.is_ascii_whitespace() => {
            let mut decoder = brotli_decompressor::Decompressor::new(body, PIECE);
            told(read(&mut decoder, limit, out))
        }
        _ => None,
    }
}

/// Whether this is how a page begins: a compressed one may begin with `<` alone.
fn is_markup(body: &[u8]) -> bool {
    let first = body.strip_prefix(b"<").and_then(<[u8]>::first);
    first.is_some_and(|byte| byte.is_ascii_alphabetic() || b"!?/".contains(byte))
}

fn read(decoder: &mut dyn Read, limit: usize, out: &mut Vec<u8>) -> io::Result<()> {
    let room = limit.saturating_add(1).saturating_sub(out.len());
    decoder.take(room as u64).read_to_end(out).map(drop)
}

/// The members of a body; what follows them and is none is nobody's loss.
fn gunzip(body: &[u8], limit: usize, out: &mut Vec<u8>) -> io::Result<()> {
    let mut member = GzDecoder::new(body);
    loop {
        read(&mut member, limit, out)?;
        let rest = *member.get_ref();
        if out.len() > limit || !rest.starts_with(GZIP) {
            return Ok(());
        }
        member.reset(rest);
    }
}

/// The readers of flate2 take the end of what is there for the end of what was sent.
fn inflate(
    mut decoder: Decompress,
    body: &[u8],
    limit: usize,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let mut rest = body;
    while out.len() <= limit {
        out.reserve(PIECE);
        let before = (decoder.total_in(), decoder.total_out());
        let status = decoder.decompress_vec(rest, out, FlushDecompress::None)?;
        let taken = usize::try_from(decoder.total_in() - before.0).unwrap_or(usize::MAX);
        rest = rest.get(taken..).unwrap_or_default();
        if status == Status::StreamEnd {
            return Ok(());
        }
        if before == (decoder.total_in(), decoder.total_out()) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

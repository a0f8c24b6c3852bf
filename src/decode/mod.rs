//! Bytes → text: byte order mark, valid UTF-8, declared charset, detector; and the form settled.
//!
//! Declarations are often wrong in one direction: pages that are UTF-8 carry a legacy label from an old template.
//! Bytes that are valid UTF-8 beyond chance are therefore read as UTF-8, whatever they are declared as.

mod binary;
mod prescan;
mod sniff;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, REPLACEMENT, SHIFT_JIS, UTF_8, UTF_16BE,
    UTF_16LE, WINDOWS_1252, X_USER_DEFINED,
};

pub(crate) use sniff::format;

use crate::error::Cause;
use crate::source::{Content, Source};
use crate::{Error, Format};

/// A declaration after the first 1024 bytes is no concern of the standard's prescan, but of the parser; we look this far.
const LATE_PRESCAN: usize = 32 << 10;

/// The detector sees no more than this.
const DETECTOR_BYTES: usize = 1 << 20;

/// Decoded text, its form settled.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// Without a byte order mark.
    pub(crate) text: Cow<'a, str>,
    /// `Html` or `Text`, never `Auto`.
    pub(crate) format: Format,
    /// The encoding's name, as in the Encoding Standard, or `UTF-32LE` and `UTF-32BE`; `UTF-8` for input that was text
    /// already.
    pub(crate) charset: &'static str,
}

/// Decodes a source and settles its form. Valid UTF-8 is borrowed.
///
/// # Errors
///
/// Binary content is refused.
pub(crate) fn decode<'a>(source: &Source<'a>) -> Result<Decoded<'a>, Error> {
    let (text, charset) = match source.content {
        Content::Text(text) => {
            if binary::is_binary(text.as_bytes()) {
                return Err(Error::new(Cause::Binary));
            }
            (
                Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
                UTF_8.name(),
            )
        }
        Content::Bytes(bytes) => decode_bytes(bytes, source)?,
    };
    let format = match source.format {
        Format::Auto => format(&text),
        settled => settled,
    };
    Ok(Decoded {
        text,
        format,
        charset,
    })
}

/// The text, and the name of its encoding.
fn decode_bytes<'a>(
    bytes: &'a [u8],
    source: &Source<'_>,
) -> Result<(Cow<'a, str>, &'static str), Error> {
    // Its little-endian mark begins as that of UTF-16.
    if let Some((text, name)) = marked_utf32(bytes) {
        return Ok((Cow::Owned(text), name));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        if encoding == UTF_8 && binary::is_binary(rest) {
            return Err(Error::new(Cause::Binary));
        }
        return Ok((decode_as(encoding, rest), encoding.name()));
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Ok((decode_as(encoding, bytes), encoding.name()));
    }
    if let Some(encoding) = declared_utf16(bytes, source) {
        let text = decode_as(encoding, bytes);
        if binary::has_magic(bytes) || binary::is_binary(text.as_bytes()) {
            return Err(Error::new(Cause::Binary));
        }
        return Ok((text, encoding.name()));
    }
    if binary::is_binary(bytes) {
        return Err(Error::new(Cause::Binary));
    }
    let valid = std::str::from_utf8(bytes).ok();
    let encoding = choose_encoding(bytes, valid, source);
    let text = match valid {
        Some(text) if encoding == UTF_8 => Cow::Borrowed(text),
        _ => decode_as(encoding, bytes),
    };
    Ok((text, encoding.name()))
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// The encoding of bytes without a byte order mark; `valid` is the text that they are as UTF-8.
fn choose_encoding(bytes: &[u8], valid: Option<&str>, source: &Source<'_>) -> &'static Encoding {
    let declared = declared_encoding(bytes, source);
    if declared == Some(UTF_8) && (valid.is_some() || is_cut_at_end(bytes)) {
        return UTF_8;
    }
    let census = Utf8Census::take(bytes, valid);
    match declared {
        Some(encoding) if encoding != UTF_8 => {
            if census.is_utf8_despite(encoding) {
                UTF_8
            } else {
                encoding
            }
        }
        // Few sequences are enough where the label says the same.
        Some(_) if census.sequences > census.errors => UTF_8,
        _ if census.is_mostly_utf8() => {
            if declared.is_none() && census.sequences == 0 && looks_like_iso_2022_jp(bytes) {
                ISO_2022_JP
            } else {
                UTF_8
            }
        }
        _ => detect(bytes, source.url),
    }
}

/// What transport or page declare; labels that no standard knows, or knows as unsafe, count as none.
fn declared_encoding(bytes: &[u8], source: &Source<'_>) -> Option<&'static Encoding> {
    let transport = source
        .charset
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .map(as_declared_by_page);
    transport
        .or_else(|| {
            if source.format == Format::Text {
                return None;
            }
            prescan::prescan(bytes.get(..1024).unwrap_or(bytes))
                .or_else(|| prescan::prescan(bytes.get(..LATE_PRESCAN).unwrap_or(bytes)))
        })
        .filter(|&encoding| encoding != REPLACEMENT)
}

/// A declaration that could be read at all was not in UTF-16; `x-user-defined` is the name that scripts use for bytes.
fn as_declared_by_page(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    }
}

fn detect(bytes: &[u8], url: Option<&str>) -> &'static Encoding {
    let sample = bytes.get(..DETECTOR_BYTES).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, sample.len() == bytes.len());
    let domain = url.and_then(top_level_domain);
    detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

/// The last label of a URL's host, in the form that the detector wants.
fn top_level_domain(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let label = host.rsplit('.').next()?.to_ascii_lowercase();
    // A number's last part names no domain.
    let clean = label.starts_with(|c: char| c.is_ascii_lowercase())
        && label
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    clean.then_some(label)
}

/// UTF-32 by its mark, which the Encoding Standard does not know: the text, and a name.
fn marked_utf32(bytes: &[u8]) -> Option<(String, &'static str)> {
    let (rest, number, name): (_, fn([u8; 4]) -> u32, _) = match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => (rest, u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xFE, 0xFF, rest @ ..] => (rest, u32::from_be_bytes, "UTF-32BE"),
        _ => return None,
    };
    let (units, cut) = rest.as_chunks::<4>();
    let of = |unit: &[u8; 4]| char::from_u32(number(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
    let cut = (!cut.is_empty()).then_some(char::REPLACEMENT_CHARACTER);
    Some((units.iter().map(of).chain(cut).collect(), name))
}

/// UTF-16 that the caller names, unless the bytes are UTF-8 without a NUL: then the label is an old one.
fn declared_utf16(bytes: &[u8], source: &Source<'_>) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(source.charset?.trim().as_bytes())?;
    let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
    let is_utf8 = || !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    (is_utf16 && !is_utf8()).then_some(encoding)
}

/// UTF-16 of mostly ASCII characters: every other byte is NUL.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    let begins_so = sample.get(..16).unwrap_or(sample).contains(&0);
    if pairs < 4 || !begins_so {
        return None;
    }
    let ascii = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let (mut little, mut big) = (0, 0);
    for pair in sample.chunks_exact(2) {
        match *pair {
            [byte, 0] if ascii(byte) => little += 1,
            [0, byte] if ascii(byte) => big += 1,
            _ => {}
        }
    }
    if little * 10 >= pairs * 4 && big * 50 <= pairs {
        Some(UTF_16LE)
    } else if big * 10 >= pairs * 4 && little * 50 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn looks_like_iso_2022_jp(bytes: &[u8]) -> bool {
    let sample = bytes.get(..DETECTOR_BYTES).unwrap_or(bytes);
    memchr::memmem::find(sample, b"\x1b$B").is_some()
        || memchr::memmem::find(sample, b"\x1b$@").is_some()
}

/// Whether bytes are UTF-8 but for a last character that is not all there.
fn is_cut_at_end(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// How well bytes read as UTF-8, up to the last error that was counted.
struct Utf8Census {
    /// Valid sequences of two bytes or more.
    sequences: usize,
    /// Stretches that are not UTF-8.
    errors: usize,
}

impl Utf8Census {
    /// Errors after which the rest is not looked at.
    const ENOUGH: usize = 2000;

    fn take(bytes: &[u8], valid: Option<&str>) -> Self {
        // Counted in single bytes, this is done many at a time.
        let leads = |text: &str| -> usize {
            let parts = text.as_bytes().chunks(240);
            let of = |part: &[u8]| part.iter().map(|&byte| u8::from(byte >= 0xC2)).sum::<u8>();
            parts.map(|part| usize::from(of(part))).sum()
        };
        if let Some(text) = valid {
            return Self {
                sequences: leads(text),
                errors: 0,
            };
        }
        let mut census = Self {
            sequences: 0,
            errors: 0,
        };
        for chunk in bytes.utf8_chunks() {
            census.sequences += leads(chunk.valid());
            census.errors += usize::from(!chunk.invalid().is_empty());
            if census.errors >= Self::ENOUGH {
                break;
            }
        }
        census
    }

    /// Valid UTF-8, or such with a few broken bytes (a cut in the middle of a character, one pasted quotation).
    fn is_mostly_utf8(&self) -> bool {
        self.sequences >= self.errors * 8
    }

    /// Whether the bytes are UTF-8 though they are declared as something else. In single-byte Latin one sequence is
    /// proof enough ("Ã©" occurs in nobody's prose); other encodings may form a few by chance.
    fn is_utf8_despite(&self, declared: &'static Encoding) -> bool {
        let multi_byte = [GBK, GB18030, SHIFT_JIS, EUC_JP, EUC_KR, encoding_rs::BIG5];
        let proof = if declared == WINDOWS_1252 {
            1
        } else if multi_byte.contains(&declared) {
            8
        } else {
            3
        };
        self.errors == 0 && self.sequences >= proof && declared != ISO_2022_JP
    }
}

#[cfg(test)]
mod tests;

//! What is no text in any encoding.

/// Bytes looked at.
const SAMPLE: usize = 4096;

/// First bytes that no text has.
const MAGIC: [&[u8]; 18] = [
    b"\x89PNG\r\n\x1a\n",
    b"\xFF\xD8\xFF",
    b"\x1F\x8B\x08",
    b"\x7FELF",
    b"\xFD7zXZ\0",
    b"7z\xBC\xAF\x27\x1C",
    b"\x28\xB5\x2F\xFD",
    b"\xCA\xFE\xBA\xBE",
    b"\xCF\xFA\xED\xFE",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1A\x07",
    b"SQLite format 3\0",
    b"\0asm",
    b"\x1A\x45\xDF\xA3",
    b"wOF2\0",
    b"OggS\0",
];

/// First bytes that a text might have too; what follows must then look like no text.
const WORDLIKE_MAGIC: [&[u8]; 7] = [
    b"GIF87a", b"GIF89a", b"RIFF", b"BZh", b"ID3", b"MZ", b"II*\0",
];

/// Whether the bytes are an image, an archive, a program or the like. Single control characters and NULs in a text
/// are no reason.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    if has_magic(bytes) {
        return true;
    }
    if is_markup(bytes) {
        return false;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if !has_any(sample) {
        return false;
    }
    let controls = count(sample, is_control);
    let nuls = count(sample, |byte| byte == 0);
    if WORDLIKE_MAGIC.iter().any(|magic| bytes.starts_with(magic)) && controls + nuls > 0 {
        return true;
    }
    controls * 20 > sample.len() || nuls * 5 > sample.len()
}

/// Whether the bytes begin as no text in any encoding does.
pub(super) fn has_magic(bytes: &[u8]) -> bool {
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
        || is_pdf(bytes)
        || bytes.get(4..8) == Some(b"ftyp") && bytes.first() == Some(&0)
}

/// A PDF's second line is a comment of bytes outside ASCII; text about the format has none.
fn is_pdf(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"%PDF-") else {
        return false;
    };
    let objects = rest.get(..1024).unwrap_or(rest);
    memchr::memmem::find(objects, b" obj").is_some()
        || objects.iter().take(32).any(|&byte| byte >= 0x80)
}

/// Whether the bytes begin with a tag or declaration: parsers drop what controls and NULs a page has.
fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    matches!(start, [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..])
}

/// Whether any of the bytes may be a control character that is counted: most texts have none. Stretch by stretch, as below.
fn has_any(bytes: &[u8]) -> bool {
    let may_be = |byte: u8| byte < b' ' && byte.wrapping_sub(0x09) > 0x0D - 0x09 || byte == 0x7F;
    let mut stretches = bytes.chunks(256);
    stretches.any(|stretch| stretch.iter().fold(false, |any, &byte| any | may_be(byte)))
}

/// How many bytes are such. Counted in bytes, stretch by stretch, many fit a vector.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    bytes
        .chunks(255)
        .map(|stretch| {
            let found = stretch.iter().map(|&byte| u8::from(is(byte)));
            usize::from(found.fold(0, u8::wrapping_add))
        })
        .sum()
}

/// Control characters that texts do not hold; ESC is part of ISO-2022-JP.
fn is_control(byte: u8) -> bool {
    byte == 0x7F || byte < b' ' && !matches!(byte, 0 | 0x09..=0x0D | 0x1B)
}

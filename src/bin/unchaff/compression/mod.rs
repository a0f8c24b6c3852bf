//! gzip and zstd: known by their first bytes on the way in, by the file's suffix on the way out.

mod members;
mod tape;
mod whole;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use flate2::write::GzEncoder;

use members::Members;
use tape::Tape;

/// Bytes read at once of what is not compressed: what a worker gets to do is to be long beside what it takes to wake it.
const READ: usize = 256 << 10;
/// Bytes read or written at once of what is.
const BUFFER: usize = 64 << 10;
/// Bytes decompressed at once.
const CHUNK: usize = 2 << 20;
/// Bytes of a gzip file that are at hand at once: members that are whole are read in one go.
const AHEAD: usize = 1 << 20;
/// Text compresses to a tenth; what grows more than this is made to exhaust its reader.
const MAX_RATIO: u64 = 500;
/// Output below this harms nobody, whatever it was made from.
const HARMLESS: u64 = 128 << 20;
/// The level that gives most of the gain for little of the work.
const ZSTD_LEVEL: i32 = 3;

/// How something is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    Plain,
    Gzip,
    Zstd,
}

impl Compression {
    /// By the first bytes.
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::Plain,
        }
    }

    /// By a file's suffix.
    pub(crate) fn of_path(path: &Path) -> Self {
        match last_suffix(path).as_str() {
            "gz" => Self::Gzip,
            "zst" => Self::Zstd,
            _ => Self::Plain,
        }
    }

    /// The suffix of a compression that nobody here writes: a file of that name would not be what it says.
    pub(crate) fn foreign(path: &Path) -> Option<String> {
        let others = ["xz", "bz2", "zstd", "br", "lz4"];
        Some(last_suffix(path)).filter(|suffix| others.contains(&suffix.as_str()))
    }
}

/// In lower case; empty where there is none.
fn last_suffix(path: &Path) -> String {
    let suffix = path.extension().unwrap_or_default();
    suffix.to_string_lossy().to_ascii_lowercase()
}

/// The bytes of an input, decompressed where its first bytes ask for it.
pub(crate) struct Stream {
    decoder: Decoder,
    /// For what is decompressed.
    chunk: Vec<u8>,
    /// Bytes given out.
    out: u64,
    /// It was too much.
    refused: bool,
}

enum Decoder {
    Plain(Input),
    Gzip(Box<Members>),
    Zstd(Box<zstd::stream::read::Decoder<'static, Input>>),
}

type Input = Tape<BufReader<Box<dyn Read + Send>>>;

impl Stream {
    /// Looks at the first bytes of an input.
    pub(crate) fn new(input: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut inner = BufReader::with_capacity(BUFFER, input);
        let compression = Compression::of(inner.fill_buf()?);
        let decoder = match compression {
            Compression::Plain => Decoder::Plain(Tape::new(inner, false)),
            Compression::Gzip => {
                let inner = BufReader::with_capacity(AHEAD, Box::new(inner) as _);
                Decoder::Gzip(Box::new(Members::new(Tape::new(inner, true))))
            }
            Compression::Zstd => {
                let input = Tape::new(inner, false);
                Decoder::Zstd(Box::new(zstd::stream::read::Decoder::with_buffer(input)?))
            }
        };
        Ok(Self {
            decoder,
            chunk: Vec::new(),
            out: 0,
            refused: false,
        })
    }

    /// Bytes to read at once.
    pub(crate) fn stride(&self) -> usize {
        match self.decoder {
            Decoder::Plain(_) => READ,
            _ => CHUNK,
        }
    }

    /// What one read gives; nothing at the end.
    pub(crate) fn read_some(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.read(bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                count => return count,
            }
        }
    }

    /// Appends what one read gives, and says how much; nothing at the end.
    pub(crate) fn read_on(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        if let Decoder::Plain(_) = self.decoder {
            // Without a copy on the way.
            let start = bytes.len();
            bytes.resize(start + READ, 0);
            let count = self.read_some(bytes.get_mut(start..).unwrap_or_default());
            bytes.truncate(start + *count.as_ref().unwrap_or(&0));
            return count;
        }
        let mut chunk = std::mem::take(&mut self.chunk);
        chunk.resize(CHUNK, 0);
        let count = self.read_some(&mut chunk);
        let read = chunk.get(..*count.as_ref().unwrap_or(&0));
        bytes.extend_from_slice(read.unwrap_or_default());
        self.chunk = chunk;
        count
    }

    /// Where in the file the gzip member starts from which the last bytes came.
    pub(crate) fn member(&self) -> Option<u64> {
        match &self.decoder {
            Decoder::Gzip(members) => Some(members.start),
            _ => None,
        }
    }

    /// Whether there may be something to read behind an error.
    pub(crate) fn goes_on(&self) -> bool {
        !self.refused && matches!(&self.decoder, Decoder::Gzip(members) if members.is_lost())
    }
}

impl Read for Stream {
    /// After an error in a gzip member, reading goes on with the next.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.refused {
            return Ok(0);
        }
        let decoder = match &mut self.decoder {
            Decoder::Plain(input) => return input.read(buffer),
            Decoder::Gzip(members) => return members.read(buffer),
            Decoder::Zstd(decoder) => decoder,
        };
        let count = decoder.read(buffer)?;
        self.out += count as u64;
        if is_bomb(self.out, decoder.get_ref().count) {
            self.refused = true;
            return Err(bomb());
        }
        Ok(count)
    }
}

/// Whether so many bytes are too many to come from so few.
fn is_bomb(out: u64, taken: u64) -> bool {
    out > HARMLESS && out / MAX_RATIO > taken
}

fn bomb() -> io::Error {
    io::Error::other(format!(
        "it decompresses to over {MAX_RATIO} times its size"
    ))
}

/// An output that is compressed as it is written. [`Writer::cut`] ends a gzip member or zstd frame.
pub(crate) enum Writer<W: Write> {
    Plain(W),
    Gzip(Steady<GzEncoder<W>>),
    Zstd(Steady<zstd::stream::write::Encoder<'static, W>>),
}

impl<W: Write> Writer<W> {
    pub(crate) fn new(inner: W, compression: Compression) -> io::Result<Self> {
        Ok(match compression {
            Compression::Plain => Self::Plain(inner),
            Compression::Gzip => {
                let encoder = GzEncoder::new(inner, flate2::Compression::default());
                Self::Gzip(Steady::new(encoder))
            }
            Compression::Zstd => {
                let encoder = zstd::stream::write::Encoder::new(inner, ZSTD_LEVEL)?;
                Self::Zstd(Steady::new(encoder))
            }
        })
    }

    /// Where the compressed bytes go.
    pub(crate) fn get_ref(&self) -> &W {
        match self {
            Self::Plain(inner) => inner,
            Self::Gzip(encoder) => encoder.inner.get_ref(),
            Self::Zstd(encoder) => encoder.inner.get_ref(),
        }
    }

    /// Ends what is being written, so that it can be read without what follows, and starts anew.
    pub(crate) fn cut(self) -> io::Result<Self> {
        Ok(match self {
            Self::Plain(inner) => Self::Plain(inner),
            Self::Gzip(encoder) => Self::new(encoder.into_inner()?.finish()?, Compression::Gzip)?,
            Self::Zstd(encoder) => Self::new(encoder.into_inner()?.finish()?, Compression::Zstd)?,
        })
    }

    /// Ends the output.
    pub(crate) fn finish(self) -> io::Result<W> {
        let mut inner = match self {
            Self::Plain(inner) => inner,
            Self::Gzip(encoder) => encoder.into_inner()?.finish()?,
            Self::Zstd(encoder) => encoder.into_inner()?.finish()?,
        };
        inner.flush()?;
        Ok(inner)
    }
}

/// Hands on what is written in pieces of one size: what a compressor makes of bytes may depend on how they come.
pub(crate) struct Steady<W> {
    inner: W,
    held: Vec<u8>,
}

impl<W: Write> Steady<W> {
    fn new(inner: W) -> Self {
        let held = Vec::with_capacity(BUFFER);
        Self { inner, held }
    }

    fn into_inner(mut self) -> io::Result<W> {
        self.inner.write_all(&self.held)?;
        Ok(self.inner)
    }
}

impl<W: Write> Write for Steady<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(BUFFER - self.held.len());
        self.held
            .extend_from_slice(bytes.get(..count).unwrap_or_default());
        if self.held.len() == BUFFER {
            self.inner.write_all(&self.held)?;
            self.held.clear();
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(inner) => inner.write(buffer),
            Self::Gzip(encoder) => encoder.write(buffer),
            Self::Zstd(encoder) => encoder.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(inner) => inner.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            Self::Zstd(encoder) => encoder.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(compression: Compression, parts: &[&[u8]]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new(), compression).unwrap();
        for part in parts {
            writer.write_all(part).unwrap();
            writer = writer.cut().unwrap();
        }
        writer.finish().unwrap()
    }

    fn unpacked(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        Stream::new(Box::new(io::Cursor::new(bytes)))?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn members_and_frames_are_read_as_one() {
        for compression in [Compression::Plain, Compression::Gzip, Compression::Zstd] {
            let bytes = packed(compression, &[b"one ", b"two ", b"three"]);
            assert_eq!(
                unpacked(bytes).unwrap(),
                b"one two three",
                "{compression:?}"
            );
        }
    }

    #[test]
    fn bytes_do_not_depend_on_how_they_came() {
        let words = (0_u32..60_000).map(|n| format!("{} ", n.wrapping_mul(2_654_435_761) % 9973));
        let text = words.collect::<String>().into_bytes();
        for compression in [Compression::Gzip, Compression::Zstd] {
            let made = [7, 1000, 65_000, 300_000].map(|size| {
                let mut writer = Writer::new(Vec::new(), compression).unwrap();
                text.chunks(size)
                    .for_each(|chunk| writer.write_all(chunk).unwrap());
                writer.finish().unwrap()
            });
            assert!(
                made.iter().all(|bytes| *bytes == made[0]),
                "{compression:?}"
            );
        }
    }

    #[test]
    fn a_bomb_is_an_error() {
        let zeros = vec![0; 160 << 20];
        for compression in [Compression::Gzip, Compression::Zstd] {
            let bomb = packed(compression, &[&zeros]);
            assert!(
                bomb.len() < 200_000 && unpacked(bomb).is_err(),
                "{compression:?}"
            );
        }
    }

    #[test]
    fn a_broken_member_is_one_error_and_the_next_is_read() {
        let parts: [&[u8]; 3] = [b"one ", &[b'2'; 5000], b"three"];
        let mut bytes: Vec<u8> = parts
            .map(|part| packed(Compression::Gzip, &[part]))
            .concat();
        bytes[40] ^= 0xff;
        let mut stream = Stream::new(Box::new(io::Cursor::new(bytes))).unwrap();
        let (mut out, mut errors) = (Vec::new(), 0);
        while stream.read_to_end(&mut out).is_err() {
            errors += 1;
        }
        assert_eq!(errors, 1);
        assert!(
            out.starts_with(b"one ") && out.ends_with(b"three"),
            "{:?}",
            String::from_utf8_lossy(&out)
        );
    }

    #[test]
    fn what_follows_a_member_that_is_cut_off_is_read() {
        let words = (0_u32..3000).map(|n| format!("{} ", n.wrapping_mul(2_654_435_761) % 9973));
        let long = packed(Compression::Gzip, &[words.collect::<String>().as_bytes()]);
        let rest = packed(Compression::Gzip, &[b"three", b" four"]);
        for length in (12..long.len()).step_by(97) {
            let bytes = [&long[..length], &rest].concat();
            let mut stream = Stream::new(Box::new(io::Cursor::new(bytes))).unwrap();
            let (mut out, mut errors) = (Vec::new(), 0);
            while stream.read_to_end(&mut out).is_err() {
                errors += 1;
            }
            assert!(errors >= 1 && out.ends_with(b"three four"), "{length}");
        }
    }

    /// Members that take what follows for their own: cut off, and of a stored block that is longer than they are.
    #[test]
    fn no_number_of_broken_members_hides_the_next() {
        let words = (0_u32..60).map(|n| format!("{} ", n.wrapping_mul(2_654_435_761) % 9973));
        let mut cut = packed(Compression::Gzip, &[words.collect::<String>().as_bytes()]);
        cut.truncate(60);
        cut.extend([0; 20]);
        let stored = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\0\xff\xff\0\0some words";
        for broken in [cut.as_slice(), stored] {
            let mut bytes = broken.repeat(4000);
            bytes.extend(packed(Compression::Gzip, &[b"the last"]));
            let mut stream = Stream::new(Box::new(io::Cursor::new(bytes))).unwrap();
            let mut out = Vec::new();
            while stream.read_to_end(&mut out).is_err() {
                assert!(stream.goes_on());
            }
            assert!(out.ends_with(b"the last"));
        }
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let mut bytes = packed(compression, &[b"one two three"]);
            bytes.truncate(12);
            assert!(unpacked(bytes).is_err(), "{compression:?}");
        }
    }
}

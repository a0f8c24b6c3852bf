//! A gzip member that is at hand as a whole, decompressed at once: in half the time that it takes piece by piece.

use libdeflater::{Decompressor, crc32};
use memchr::memmem;

/// Attempts in a row that fail, after which none is made: the members are large, or come in small pieces.
const PATIENCE: u32 = 16;
/// Bytes of the shortest member.
const SHORTEST: usize = 18;
/// Flag of a header with a checksum of its own, which is not looked at here.
const HEADER_CHECK: u8 = 2;

/// Decompresses whole members.
pub(super) struct Whole {
    decompressor: Decompressor,
    failed: u32,
}

/// How much a member takes, and how much it gives.
pub(super) struct Member {
    pub(super) taken: usize,
    pub(super) given: usize,
}

impl Whole {
    pub(super) fn new() -> Self {
        Self {
            decompressor: Decompressor::new(),
            failed: 0,
        }
    }

    /// The member that some bytes begin with. `None` where it is broken, goes on behind them, or gives more than there is
    /// room for.
    pub(super) fn read(&mut self, bytes: &[u8], room: &mut [u8]) -> Option<Member> {
        let flags = bytes.get(3).filter(|_| self.failed < PATIENCE)?;
        if flags & HEADER_CHECK != 0 {
            return None;
        }
        let member = self.member(bytes, room);
        self.failed = member.as_ref().map_or(self.failed + 1, |_| 0);
        member
    }

    fn member(&mut self, bytes: &[u8], room: &mut [u8]) -> Option<Member> {
        let given = self.decompressor.gzip_decompress(bytes, room).ok()?;
        let taken = end(bytes, room.get(..given)?)?;
        Some(Member { taken, given })
    }
}

/// Where a member ends that gives this text: behind checksum and length. Where what follows begins no other member, they
/// may stand somewhere inside of it by chance.
fn end(bytes: &[u8], text: &[u8]) -> Option<usize> {
    let length = u32::try_from(text.len()).ok()?;
    let mut trailer = [0; 8];
    trailer[..4].copy_from_slice(&crc32(text).to_le_bytes());
    trailer[4..].copy_from_slice(&length.to_le_bytes());
    let from = SHORTEST - trailer.len();
    let end = from + memmem::find(bytes.get(from..)?, &trailer)? + trailer.len();
    let next = bytes.get(end..)?;
    (next.is_empty() || next.starts_with(&[0x1f, 0x8b])).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_member_is_read_up_to_its_end() {
        let mut whole = Whole::new();
        let mut room = [0; 100];
        for text in ["a", "one two three, one two three"] {
            let one = packed(text.as_bytes());
            let two = [one.as_slice(), &packed(b"more")].concat();
            for bytes in [&one, &two] {
                let member = whole.read(bytes, &mut room).unwrap();
                assert_eq!(member.taken, one.len());
                assert_eq!(&room[..member.given], text.as_bytes());
            }
        }
    }

    #[test]
    fn what_is_not_whole_is_left() {
        let mut room = [0; 100];
        let one = packed(b"one two three");
        let mut broken = one.clone();
        broken[14] ^= 1;
        let followed = [one.as_slice(), b"what is no member"].concat();
        for bytes in [
            &one[..one.len() - 1],
            &broken,
            &followed,
            &packed(&[b'x'; 101]),
            b"",
        ] {
            assert!(Whole::new().read(bytes, &mut room).is_none());
        }
    }
}

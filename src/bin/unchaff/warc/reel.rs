//! What was read of an archive and not yet handed on. Pages stay where they were decompressed until their batch takes
//! them away: nothing is copied on the way.

use std::io;

use crate::compression::Stream;

/// Bytes in one piece: pages that are kept, what is done with, what comes next, and room.
#[derive(Debug, Default)]
pub(super) struct Reel {
    /// Storage; all of it may be written to.
    bytes: Vec<u8>,
    /// Where the pages end.
    kept: usize,
    /// What comes next.
    from: usize,
    end: usize,
}

impl Reel {
    /// Starts with what was read before.
    pub(super) fn new(head: Vec<u8>) -> Self {
        Self {
            end: head.len(),
            bytes: head,
            ..Self::default()
        }
    }

    /// What was read and not yet taken.
    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.from..self.end).unwrap_or_default()
    }

    /// Where that starts, until the next read.
    pub(super) fn at(&self) -> usize {
        self.from
    }

    /// Bytes of the pages kept, and of what stands between them.
    pub(super) fn kept(&self) -> usize {
        self.kept
    }

    /// Lets go of so many bytes at most, and says of how many.
    pub(super) fn take(&mut self, count: usize) -> usize {
        let count = count.min(self.end - self.from);
        self.from += count;
        count
    }

    /// Keeps what was taken last, from this place on.
    pub(super) fn keep(&mut self) {
        self.kept = self.from;
    }

    /// Reads on; nothing is read at the end.
    pub(super) fn read_on(&mut self, stream: &mut Stream) -> io::Result<usize> {
        // Never more is moved than was let go of.
        let gap = self.from - self.kept;
        if gap >= self.end - self.from {
            self.bytes.copy_within(self.from..self.end, self.kept);
            (self.from, self.end) = (self.kept, self.end - gap);
        }
        let room = self.end + stream.stride();
        if self.bytes.len() < room {
            self.bytes.resize(room, 0);
        }
        let free = self.bytes.get_mut(self.end..room).unwrap_or_default();
        let count = stream.read_some(free)?;
        self.end += count;
        Ok(count)
    }

    /// Goes on in the room of pages that are done with, where that is larger: one that was in use is near.
    pub(super) fn take_room(&mut self, room: &mut Vec<u8>) {
        if self.kept == 0 && room.len() > self.bytes.len() {
            self.swap(room);
        }
    }

    /// Goes on in other room, with what is not yet taken.
    fn swap(&mut self, room: &mut Vec<u8>) {
        std::mem::swap(&mut self.bytes, room);
        let next = room.get(self.from..self.end).unwrap_or_default();
        if self.bytes.len() < next.len() {
            self.bytes.resize(next.len(), 0);
        }
        if let Some(start) = self.bytes.get_mut(..next.len()) {
            start.copy_from_slice(next);
        }
        (self.kept, self.from, self.end) = (0, 0, next.len());
    }

    /// Hands the pages on: `out` starts with them, and what it held is lost.
    pub(super) fn cut(&mut self, out: &mut Vec<u8>) {
        let rest = self.end - self.from;
        if rest > self.kept {
            out.clear();
            out.extend_from_slice(self.bytes.get(..self.kept).unwrap_or_default());
            self.kept = 0;
            return;
        }
        self.swap(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reel(bytes: &[u8]) -> (Reel, Stream) {
        let stream = Stream::new(Box::new(io::Cursor::new(bytes.to_vec()))).unwrap();
        (Reel::default(), stream)
    }

    #[test]
    fn pages_stay_and_what_is_between_goes() {
        let (mut reel, mut stream) = reel(b"one, two, three");
        assert_eq!(reel.read_on(&mut stream).unwrap(), 15);
        reel.take(3);
        reel.keep();
        reel.take(7);
        assert_eq!((reel.rest(), reel.kept()), (b"three".as_slice(), 3));
        assert_eq!(reel.read_on(&mut stream).unwrap(), 0);
        assert_eq!((reel.rest(), reel.at()), (b"three".as_slice(), 3));
        let mut out = b"before".to_vec();
        reel.cut(&mut out);
        assert!(out.starts_with(b"one"));
        assert_eq!((reel.rest(), reel.kept()), (b"three".as_slice(), 0));
    }

    #[test]
    fn few_pages_before_much_else_are_copied() {
        let (mut reel, mut stream) = reel(b"one two three");
        reel.read_on(&mut stream).unwrap();
        reel.take(3);
        reel.keep();
        let mut out = Vec::new();
        reel.cut(&mut out);
        assert_eq!(
            (out.as_slice(), reel.rest()),
            (b"one".as_slice(), b" two three".as_slice())
        );
        reel.take(99);
        reel.keep();
        reel.cut(&mut out);
        assert!(out.starts_with(b"one two three") && reel.rest().is_empty());
    }
}

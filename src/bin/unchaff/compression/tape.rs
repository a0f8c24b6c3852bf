//! An input that can be read again from a little further back.

use std::io::{self, BufRead, Read};

/// Bytes kept at least, where there were so many.
const KEPT: usize = 1 << 20;
/// What is read again comes to so many times what is read, beside what one rewinding takes: reading stays linear.
const AGAIN: u64 = 16;

/// Counts what is taken from an input, and keeps the last of it.
pub(super) struct Tape<R> {
    inner: R,
    /// Bytes taken, up to the place at hand.
    pub(super) count: u64,
    kept: Vec<u8>,
    /// Bytes at the end of `kept` that are to be read again.
    behind: usize,
    keeps: bool,
    /// Bytes read again so far.
    again: u64,
}

impl<R: BufRead> Tape<R> {
    /// `keeps`: it will be rewound.
    pub(super) fn new(inner: R, keeps: bool) -> Self {
        Self {
            inner,
            count: 0,
            kept: Vec::new(),
            behind: 0,
            keeps,
            again: 0,
        }
    }

    /// What is before the place at hand will not be asked for.
    pub(super) fn forget(&mut self) {
        if self.behind == 0 {
            self.kept.clear();
        }
    }

    /// Goes back to a place, or as far as is kept.
    pub(super) fn rewind(&mut self, place: u64) {
        let wanted = usize::try_from(self.count.saturating_sub(place)).unwrap_or(usize::MAX);
        let distance = wanted.min(self.kept.len() - self.behind);
        let again = self.again + distance as u64;
        if again <= AGAIN * self.count + KEPT as u64 {
            self.again = again;
            self.behind += distance;
            self.count -= distance as u64;
        }
    }
}

impl<R: BufRead> Read for Tape<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Tape<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.behind > 0 {
            let from = self.kept.len() - self.behind;
            return Ok(self.kept.get(from..).unwrap_or_default());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count += amount as u64;
        if self.behind > 0 {
            self.behind = self.behind.saturating_sub(amount);
            return;
        }
        if self.keeps {
            // What is consumed is in the buffer: nothing is read here.
            let bytes = self.inner.fill_buf().unwrap_or_default();
            self.kept
                .extend_from_slice(bytes.get(..amount).unwrap_or_default());
            if self.kept.len() > 2 * KEPT {
                self.kept.drain(..self.kept.len() - KEPT);
            }
        }
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_is_read_again() {
        let mut tape = Tape::new(io::Cursor::new(b"one two three"), true);
        let mut taken = [0; 7];
        tape.read_exact(&mut taken).unwrap();
        tape.rewind(4);
        assert_eq!(tape.count, 4);
        let mut rest = String::new();
        tape.read_to_string(&mut rest).unwrap();
        assert_eq!((rest.as_str(), tape.count), ("two three", 13));
        tape.forget();
        tape.rewind(0);
        assert_eq!(tape.count, 13);
    }

    #[test]
    fn reading_again_has_an_end() {
        let mut tape = Tape::new(io::Cursor::new(vec![0; 2 * KEPT]), true);
        let (mut reads, mut buffer) = (0, vec![0; KEPT]);
        while tape.read(&mut buffer).unwrap() > 0 {
            reads += 1;
            tape.rewind(0);
        }
        assert!(reads < 80, "{reads}");
    }
}

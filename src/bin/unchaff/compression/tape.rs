//! An input that can be read again from a little further back.

use std::io::{self, BufRead, Read};

/// Bytes kept at least, where there were so many.
const KEPT: usize = 1 << 20;
/// What is read again in long attempts comes to so many times what is read, beside a start: reading stays linear.
const AGAIN: u64 = 16;
const START: u64 = 4 * KEPT as u64;
/// So much of an attempt is always free: no place is tried twice, so that this is linear, too.
const SHORT: u64 = 4 << 10;

/// Counts what is taken from an input, and keeps the last of it.
pub(super) struct Tape<R> {
    inner: R,
    /// Bytes taken, up to the place at hand.
    pub(super) count: u64,
    kept: Vec<u8>,
    /// Bytes at the end of `kept` that are to be read again.
    behind: usize,
    keeps: bool,
    /// Bytes read again so far, those of short attempts aside.
    again: u64,
    /// Where the attempt at hand ends, lest going back from there is too much.
    limit: Option<u64>,
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
            limit: None,
        }
    }

    /// An attempt begins that may end in rewinding to its start: what is before will not be asked for. Where much was
    /// read again already, the attempt is given no more than can be paid for, and then the input seems to end.
    pub(super) fn attempt(&mut self) {
        if self.behind == 0 {
            self.kept.clear();
        }
        let left = (AGAIN * self.count + START).saturating_sub(self.again);
        self.limit = (left < 2 * KEPT as u64).then_some(self.count + SHORT + left);
    }

    /// The attempt is over.
    pub(super) fn settle(&mut self) {
        self.limit = None;
    }

    /// Goes back to a place, or as far as is kept; the attempt is over.
    pub(super) fn rewind(&mut self, place: u64) {
        self.settle();
        let wanted = usize::try_from(self.count.saturating_sub(place)).unwrap_or(usize::MAX);
        let distance = wanted.min(self.kept.len() - self.behind);
        self.behind += distance;
        self.count -= distance as u64;
        self.again += (distance as u64).saturating_sub(SHORT);
    }
}

impl<R: BufRead> Read for Tape<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.behind == 0 && !self.keeps && self.limit.is_none() {
            // Where nothing is kept, large reads need no buffer between.
            let count = self.inner.read(buffer)?;
            self.count += count as u64;
            return Ok(count);
        }
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Tape<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let left = self
            .limit
            .map(|limit| usize::try_from(limit.saturating_sub(self.count)).unwrap_or(usize::MAX));
        let bytes = if self.behind > 0 {
            let from = self.kept.len() - self.behind;
            self.kept.get(from..).unwrap_or_default()
        } else {
            self.inner.fill_buf()?
        };
        let end = bytes.len().min(left.unwrap_or(usize::MAX));
        Ok(bytes.get(..end).unwrap_or_default())
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
        tape.attempt();
        tape.rewind(0);
        assert_eq!(tape.count, 13);
    }

    /// An attempt at every place that takes all it is given.
    #[test]
    fn reading_again_is_linear_and_tries_every_place() {
        let cost = |length: usize| {
            let mut tape = Tape::new(io::Cursor::new(vec![0; length]), true);
            let (mut place, mut cost) = (0, 0);
            while place < length as u64 {
                assert_eq!(tape.count, place);
                tape.attempt();
                cost += io::copy(&mut tape, &mut io::sink()).unwrap();
                place += 8;
                tape.rewind(place);
            }
            cost
        };
        let (small, large) = (cost(1 << 20), cost(1 << 21));
        assert!(large < small * 21 / 10, "{small} {large}");
    }
}

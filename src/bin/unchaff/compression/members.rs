//! The members of a gzip file, and how the next is found after a broken one.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::tape::Tape;
use super::whole::{Member, Whole};
use super::{Input, bomb, is_bomb};

/// Bytes of a member decompressed at once, where it is not at hand as a whole: where a broken one ends depends on them.
const PIECE: usize = 256 << 10;

/// The members of a gzip file, one after another. A broken one is an error once; then the next is looked for.
pub(super) struct Members {
    /// One for all members: what it works with is large.
    decoder: GzDecoder<Input>,
    whole: Whole,
    state: State,
    /// Where the member at hand starts.
    pub(super) start: u64,
    /// The member at hand was searched for, and may be none.
    doubtful: bool,
    /// Bytes that came out of it.
    out: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Inside a member.
    Inside,
    /// Between members.
    Between,
    /// After a broken one.
    Lost,
}

/// What came of the next member.
enum Begun {
    /// There is none.
    Nothing,
    Started,
    /// It was read as a whole, and gave so many bytes.
    Whole(usize),
}

impl Members {
    pub(super) fn new(input: Input) -> Self {
        let mut decoder = GzDecoder::new(nothing());
        decoder.reset(input);
        Self {
            decoder,
            whole: Whole::new(),
            state: State::Between,
            start: 0,
            doubtful: false,
            out: 0,
        }
    }

    /// After a broken member, whose error was given: the next is to be looked for.
    pub(super) fn is_lost(&self) -> bool {
        self.state == State::Lost
    }

    /// Reads from the member at hand. `None` where it is done, or is none.
    fn inside(&mut self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        let end = buffer.len().min(PIECE);
        let read = self.decoder.read(buffer.get_mut(..end).unwrap_or_default());
        let input = self.decoder.get_mut();
        match read {
            Ok(0) => {
                input.settle();
                self.state = State::Between;
                Ok(None)
            }
            Ok(count) => {
                self.doubtful = false;
                self.out += count as u64;
                if is_bomb(self.out, input.count - self.start) {
                    input.settle();
                    self.state = State::Lost;
                    return Err(bomb());
                }
                Ok(Some(count))
            }
            Err(error) => {
                // Of a member that is cut off, the next ones were taken for a part.
                input.rewind(self.start + 1);
                self.state = State::Lost;
                if self.doubtful { Ok(None) } else { Err(error) }
            }
        }
    }

    /// Begins the next member, or reads all of it.
    fn begin(&mut self, buffer: &mut [u8]) -> io::Result<Begun> {
        let input = self.decoder.get_mut();
        let bytes = input.fill_buf()?;
        match bytes.first() {
            None => Ok(Begun::Nothing),
            Some(0x1f)
                if !self.doubtful
                    && let Some(Member { taken, given }) = self.whole.read(bytes, buffer) =>
            {
                self.start = input.count;
                input.attempt();
                input.consume(taken);
                input.settle();
                Ok(Begun::Whole(given))
            }
            Some(&first) if self.doubtful || first == 0x1f => {
                (self.start, self.out) = (input.count, 0);
                input.attempt();
                let input = std::mem::replace(input, nothing());
                self.decoder.reset(input);
                self.state = State::Inside;
                Ok(Begun::Started)
            }
            Some(_) => {
                self.state = State::Lost;
                Err(io::Error::other("what follows is not gzip"))
            }
        }
    }
}

/// What a decoder reads from while its input is elsewhere.
fn nothing() -> Input {
    let empty: Box<dyn Read + Send> = Box::new(io::empty());
    Tape::new(BufReader::with_capacity(0, empty), false)
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.state {
                State::Inside => {
                    if let Some(count) = self.inside(buffer)? {
                        return Ok(count);
                    }
                }
                State::Between => match self.begin(buffer)? {
                    Begun::Nothing => return Ok(0),
                    Begun::Whole(0) | Begun::Started => {}
                    Begun::Whole(count) => return Ok(count),
                },
                State::Lost => {
                    self.doubtful = true;
                    self.state = State::Between;
                    to_next_member(self.decoder.get_mut())?;
                }
            }
        }
    }
}

/// Goes on to what starts like a gzip member, or to the end.
fn to_next_member(input: &mut Input) -> io::Result<()> {
    const START: &[u8] = &[0x1f, 0x8b, 8];
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(());
        }
        if let Some(at) = memchr::memmem::find(bytes, START) {
            input.consume(at);
            return Ok(());
        }
        // The start of one may stand at the very end, its rest not yet there: worth a try.
        let is_tail = |length: &usize| bytes.ends_with(START.get(..*length).unwrap_or_default());
        let tail = (1..START.len()).rev().find(is_tail);
        let count = bytes.len() - tail.unwrap_or(0);
        input.consume(count);
        if tail.is_some() {
            return Ok(());
        }
    }
}

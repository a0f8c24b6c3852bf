//! The members of a gzip file, and how the next is found after a broken one.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::{Input, bomb, is_bomb};

/// The members of a gzip file, one after another. A broken one is an error once; then the next is looked for.
pub(super) struct Members {
    state: State,
    /// Where the member at hand starts.
    pub(super) start: u64,
    /// The member at hand was searched for, and may be none.
    doubtful: bool,
    /// Bytes that came out of it.
    out: u64,
}

enum State {
    /// Inside a member.
    Inside(Box<GzDecoder<Input>>),
    /// Between members.
    Between(Input),
    /// After a broken one.
    Lost(Input),
    /// For the moment of a change.
    Moving,
}

impl Members {
    pub(super) fn new(input: Input) -> Self {
        Self {
            state: State::Between(input),
            start: 0,
            doubtful: false,
            out: 0,
        }
    }

    /// After a broken member, whose error was given: the next is to be looked for.
    pub(super) fn is_lost(&self) -> bool {
        matches!(self.state, State::Lost(_))
    }
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Moving) {
                State::Inside(mut decoder) => match decoder.read(buffer) {
                    Ok(0) => {
                        let mut input = decoder.into_inner();
                        input.settle();
                        self.state = State::Between(input);
                    }
                    Ok(count) => {
                        self.doubtful = false;
                        self.out += count as u64;
                        if is_bomb(self.out, decoder.get_ref().count - self.start) {
                            let mut input = decoder.into_inner();
                            input.settle();
                            self.state = State::Lost(input);
                            return Err(bomb());
                        }
                        self.state = State::Inside(decoder);
                        return Ok(count);
                    }
                    Err(error) => {
                        let mut input = decoder.into_inner();
                        // Of a member that is cut off, the next ones were taken for a part.
                        input.rewind(self.start + 1);
                        self.state = State::Lost(input);
                        if !self.doubtful {
                            return Err(error);
                        }
                    }
                },
                State::Between(mut input) => match input.fill_buf() {
                    Ok([]) => {
                        self.state = State::Between(input);
                        return Ok(0);
                    }
                    Ok(bytes) if self.doubtful || bytes.first() == Some(&0x1f) => {
                        (self.start, self.out) = (input.count, 0);
                        input.attempt();
                        self.state = State::Inside(Box::new(GzDecoder::new(input)));
                    }
                    Ok(_) => {
                        self.state = State::Lost(input);
                        return Err(io::Error::other("what follows is not gzip"));
                    }
                    Err(error) => {
                        self.state = State::Between(input);
                        return Err(error);
                    }
                },
                State::Lost(mut input) => {
                    self.doubtful = true;
                    let found = to_next_member(&mut input);
                    self.state = State::Between(input);
                    found?;
                }
                State::Moving => return Ok(0),
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

//! The tokens of a short word of ASCII with digits or marks in it: what [`tokenize`](super::fold::tokenize) makes of it,
//! sixteen bytes at once.

use super::fold::{Token, TokenKind, mark_kind};
use crate::lanes::{self, Classes, Hasher, part};

/// A word of at most sixteen bytes of ASCII.
#[derive(Clone, Copy)]
pub(crate) struct ShortWord {
    /// Its bytes, zeros after them.
    pub(crate) lanes: [u64; 2],
    pub(crate) length: u32,
    pub(crate) classes: Classes,
    /// Bytes that it has in the text beyond these, where it is one word alone.
    pub(crate) extra: u32,
}

/// What a mark is as a token.
#[derive(Clone, Copy)]
struct Mark {
    hash: u64,
    kind: TokenKind,
}

static MARKS: [Mark; 128] = {
    let mut marks = [Mark {
        hash: 0,
        kind: TokenKind::Edge,
    }; 128];
    let mut at = 0;
    while at < 128 {
        #[allow(clippy::cast_possible_truncation)] // below 128
        let byte = at as u8;
        marks[at] = match byte {
            b'#' => Mark {
                // Of the sharp sign, as the sign itself is folded.
                hash: lanes::short_hash(0xaf_99e2, 3),
                kind: mark_kind('♯'),
            },
            b'`' => Mark {
                hash: lanes::byte_hash(b'\''),
                kind: mark_kind('\''),
            },
            _ => Mark {
                hash: lanes::byte_hash(byte),
                kind: mark_kind(byte as char),
            },
        };
        at += 1;
    }
    marks
};

impl ShortWord {
    #[allow(clippy::cast_possible_truncation)] // one lane
    pub(crate) fn byte(&self, place: u32) -> u8 {
        (self.lanes[usize::from(place > 7)] >> (8 * (place % 8))) as u8
    }

    /// Appends its tokens; `start` is where it starts.
    pub(crate) fn tokenize(&self, start: u32, out: &mut Vec<Token>) {
        let words = self.classes.letters | self.classes.digits;
        let mut at = 0;
        while at < self.length {
            let (first, token) = (at, words >> at & 1 == 1);
            let Mark { hash, kind } = if token {
                let (end, hash) = self.word(at);
                at = end;
                let kind = TokenKind::Word;
                Mark { hash, kind }
            } else {
                let mark = self.byte(at);
                at += 1;
                if mark == 0x7f {
                    continue;
                }
                MARKS[usize::from(mark & 0x7f)]
            };
            match out.last_mut() {
                // A run of the same mark is one token.
                Some(last) if !token && last.hash == hash && last.end == start + first => {
                    last.end = start + at;
                }
                _ => out.push(Token {
                    hash,
                    start: start + first,
                    end: start + at + self.extra,
                    kind,
                }),
            }
        }
    }

    /// The word or number that starts at a place: where it ends, and its hash.
    fn word(&self, start: u32) -> (u32, u64) {
        let Classes {
            letters, digits, ..
        } = self.classes;
        let small = self.lanes.map(lanes::small);
        let run = |bits: u32, at: u32| (bits >> at).trailing_ones();
        let mut hasher = Hasher::default();
        let mut at = start;
        loop {
            let count = run(letters, at);
            if count > 0 {
                hasher.push_lanes(part(small, at, count.min(8)), count.min(8));
                if count > 8 {
                    hasher.push_lanes(part(small, at + 8, count - 8), count - 8);
                }
                at += count;
                if matches!(self.byte(at & 15), b'\'' | b'`') && run(letters, at + 1) > 0 {
                    hasher.push(b'\'');
                    at += 1;
                    continue;
                }
            }
            let count = run(digits, at);
            if count == 0 {
                return (at, hasher.finish());
            }
            hasher.push(b'#');
            at += count;
            while matches!(self.byte(at & 15), b'.' | b',') && run(digits, at + 1) > 0 {
                at += 1 + run(digits, at + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fold::tokenize;

    #[test]
    fn tokens_are_those_of_any_text() {
        let alphabet = b"aZ07'`.,#-)$\x7f";
        let mut words: Vec<Vec<u8>> = vec![Vec::new()];
        for from in 0.. {
            let Some(word) = words.get(from).cloned() else {
                break;
            };
            if word.len() < 5 {
                words.extend(alphabet.map(|byte| [word.as_slice(), &[byte]].concat()));
            }
        }
        let long = [
            "Don't-you-know's",
            "1,234.56,7th'em.",
            "it's''ALL``over#",
            "abcdefghijklmnop",
        ];
        words.extend(long.map(|word| word.as_bytes().to_vec()));
        for word in words.iter().filter(|word| !word.is_empty()) {
            let text = std::str::from_utf8(word).unwrap();
            let (mut own, mut all) = (Vec::new(), Vec::new());
            let lanes = lanes::first_of_sixteen(lanes::sixteen(word, 0), word.len());
            let short = ShortWord {
                lanes,
                length: u32::try_from(word.len()).unwrap(),
                classes: Classes::of(lanes),
                extra: 0,
            };
            short.tokenize(0, &mut own);
            tokenize(text, 0, &mut all);
            assert_eq!(format!("{own:?}"), format!("{all:?}"), "{text:?}");
        }
    }
}

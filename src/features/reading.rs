//! The lines of a plain text or the blocks of a page, read once for all that asks for their words.

use std::ops::Range;

use super::Measures;
use super::book::{Book, Chunk, Found};
use super::hearing::{Ear, plain_word};
use super::marked::Marked;
use super::plain::{Listener, PlainWord};
use super::vocabulary::{Audience, Gatherer, Vocabulary};
use crate::lanes::{self, FoldedHasher};
use crate::rules::WHOLE;
use crate::rules::fold::{Token, mark_token, tokenize, word_token};

/// Bytes up to which a line is compared without regard to case and marks: titles come again in other dress.
const FOLDED: usize = 300;
/// Bytes of a page's block up to which it is read: of longer ones, no more than the ends are asked for.
const LONG: usize = 480;
/// Tokens of a page from which its further blocks are not read: each takes more memory than what it stands for.
const MANY: usize = 1 << 20;

/// What was read of all lines.
#[derive(Debug, Default, Clone)]
pub(crate) struct Reading {
    pub(crate) vocabulary: Vocabulary,
    /// Hash of each line: folded where it is short.
    pub(crate) hashes: Vec<u64>,
    tokens: Vec<Token>,
    lines: Vec<Ending>,
}

/// What a line is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Made {
    /// Plain words, each with at most one mark behind it.
    Words,
    Ascii,
    Any,
}

/// What is known of a line at its end.
#[derive(Debug, Clone, Copy)]
struct Ending {
    /// Where its tokens end.
    tokens: usize,
    letters: usize,
    made_of: Made,
    marks: MarkSet,
    /// Whether the line was read at all.
    is_read: bool,
}

/// A part of a line.
pub(crate) enum Piece<'t> {
    /// A word of ASCII letters: the hash of its lower case.
    Word(u64),
    /// Any text; white space stands between it and the words beside it, or a mark.
    Other(&'t str),
}

/// What was read of one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Their places are counted from its start. Of a line that is too long to be searched as a whole, those of plain
    /// words and the marks behind them alone.
    pub(crate) tokens: &'a [Token],
    /// Nothing but plain words, each with at most one mark behind it.
    pub(crate) is_plain: bool,
    pub(crate) is_ascii: bool,
    /// Bytes that are ASCII letters or of characters outside ASCII.
    pub(crate) letters: usize,
    /// The ASCII marks in it.
    pub(crate) marks: MarkSet,
}

/// Marks of ASCII.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MarkSet(u128);

impl MarkSet {
    /// Those among some bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let marks = bytes.iter().filter(|byte| byte.is_ascii_punctuation());
        Self(marks.fold(0, |set, byte| set | 1 << byte))
    }

    pub(super) fn insert(&mut self, byte: u8) {
        if byte.is_ascii_punctuation() {
            self.0 |= 1 << byte;
        }
    }

    pub(super) fn add(&mut self, more: Self) {
        self.0 |= more.0;
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Reading {
    /// What was read of a line.
    pub(crate) fn line(&self, at: usize) -> Option<Line<'_>> {
        let end = self.lines.get(at).filter(|line| line.is_read)?;
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        let start = before.map_or(0, |before| before.tokens);
        Some(Line {
            tokens: self.tokens.get(start..end.tokens)?,
            is_plain: end.made_of == Made::Words,
            is_ascii: end.made_of < Made::Any,
            letters: end.letters,
            marks: end.marks,
        })
    }

    /// Gives the words of a line with this text: by their hash where they are plain, and what is between them as text.
    pub(crate) fn pieces<'t>(&self, at: usize, text: &'t str, mut each: impl FnMut(Piece<'t>)) {
        let mut end = 0;
        let tokens = self.tokens(at).unwrap_or_default();
        for (span, hash) in tokens.iter().filter_map(Token::plain) {
            if span.start > end + 1 {
                each(Piece::Other(text.get(end..span.start).unwrap_or_default()));
            }
            each(Piece::Word(hash));
            end = span.end;
        }
        each(Piece::Other(text.get(end..).unwrap_or_default()));
    }

    /// The hash of a line with this text without regard to case and marks.
    pub(crate) fn folded_hash(&self, at: usize, text: &str) -> u64 {
        let is_read = self.lines.get(at).is_some_and(|line| line.is_read);
        let known = self.hashes.get(at);
        let known = known.filter(|_| is_read && text.len() <= FOLDED);
        known.copied().unwrap_or_else(|| lanes::folded_hash(text))
    }

    /// The tokens of a line, their places counted from its start.
    pub(crate) fn tokens(&self, at: usize) -> Option<&[Token]> {
        self.line(at).map(|line| line.tokens)
    }
}

/// What readers of text after text keep: words that were read, and buffers.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    book: Book,
    ear: Ear,
    words: Gatherer,
    spare: Reading,
}

impl Desk {
    /// Takes back what was read of a text that is done.
    pub(crate) fn take_back(&mut self, reading: Reading) {
        self.spare = reading;
    }
}

/// Reads line after line, with somebody listening.
pub(crate) struct Reader<'a, W> {
    book: &'a mut Book,
    ear: &'a mut Ear,
    words: W,
    hash: FoldedHasher,
    is_folded: bool,
    /// Whether more than plain words is asked for.
    is_whole: bool,
    made_of: Made,
    letters: usize,
    marks: MarkSet,
    /// Where the line starts.
    start: usize,
    reading: Reading,
}

/// The reader of a plain text.
pub(crate) type TextReader<'a> = Reader<'a, &'a mut Gatherer>;
/// The reader of a page, of whose blocks nobody asks with which voice they speak.
pub(crate) type PageReader<'a> = Reader<'a, ()>;

impl<'a> TextReader<'a> {
    /// For so many lines and bytes.
    pub(crate) fn new(desk: &'a mut Desk, lines: usize, bytes: usize) -> Self {
        let mut reading = std::mem::take(&mut desk.spare);
        desk.words
            .begin(bytes, std::mem::take(&mut reading.vocabulary));
        let mut reader = Self::open(&mut desk.book, &mut desk.ear, &mut desk.words, reading);
        reader.reading.hashes.reserve(lines);
        reader.reading.tokens.reserve(bytes / 5);
        reader.reading.lines.reserve(lines);
        reader
    }
}

impl<'a> PageReader<'a> {
    pub(crate) fn of_page(desk: &'a mut Desk) -> Self {
        let reading = std::mem::take(&mut desk.spare);
        Self::open(&mut desk.book, &mut desk.ear, (), reading)
    }

    /// Measures the block that is this part of a text, and reads it where its words may be asked for.
    pub(crate) fn block(&mut self, text: &str, span: Range<usize>) -> Measures {
        if span.len() <= LONG && self.reading.tokens.len() < MANY {
            return self.line(text, span);
        }
        self.reading.hashes.push(0);
        self.reading.lines.push(Ending {
            tokens: self.reading.tokens.len(),
            letters: 0,
            made_of: Made::Any,
            marks: MarkSet::default(),
            is_read: false,
        });
        Measures::read(text.get(span).unwrap_or_default())
    }
}

impl<'a, W: Audience> Reader<'a, W> {
    fn open(book: &'a mut Book, ear: &'a mut Ear, words: W, mut reading: Reading) -> Self {
        book.open();
        reading.hashes.clear();
        reading.tokens.clear();
        reading.lines.clear();
        Self {
            book,
            ear,
            words,
            hash: FoldedHasher::default(),
            is_folded: true,
            is_whole: true,
            made_of: Made::Words,
            letters: 0,
            marks: MarkSet::default(),
            start: 0,
            reading,
        }
    }

    /// Reads the line that is this part of a text.
    pub(crate) fn line(&mut self, text: &str, span: Range<usize>) -> Measures {
        let line = text.get(span.clone()).unwrap_or_default();
        self.begin(span.start, line);
        let measures = Measures::read_to(text, span, self);
        self.end(line);
        measures
    }

    pub(crate) fn finish(mut self) -> Reading {
        self.reading.vocabulary = self.words.finish();
        self.reading
    }

    fn begin(&mut self, start: usize, line: &str) {
        self.start = start;
        self.is_folded = line.len() <= FOLDED;
        self.is_whole = line.len() <= WHOLE;
        (self.made_of, self.letters) = (Made::Words, 0);
        self.marks = MarkSet::default();
        self.hash = FoldedHasher::default();
    }

    fn end(&mut self, line: &str) {
        self.words.end_line();
        let hash = if self.is_folded {
            self.hash.finish()
        } else {
            lanes::plain_hash(line)
        };
        self.reading.hashes.push(hash);
        self.reading.lines.push(Ending {
            tokens: self.reading.tokens.len(),
            letters: self.letters,
            made_of: self.made_of,
            marks: self.marks,
            is_read: true,
        });
    }

    /// Notes a word that is no plain one.
    #[inline]
    fn note(&mut self, is_ascii: bool) {
        let own = if is_ascii { Made::Ascii } else { Made::Any };
        self.made_of = self.made_of.max(own);
    }

    /// Reads a word of ASCII.
    #[inline]
    fn marked(&mut self, mut word: Marked, start: usize, to: &mut Measures) {
        word.measure(to);
        self.letters += word.letters();
        self.note(word.is_ascii());
        self.marks.add(word.mark_set);
        if W::LISTENS {
            word.tell(&mut self.words);
        }
        if self.is_folded {
            word.hash(&mut self.hash);
        }
        if self.is_whole
            && let Ok(start) = u32::try_from(start - self.start)
        {
            word.word.tokenize(start, &mut self.reading.tokens);
        }
    }

    /// Reads what is not known, and gives where it ends.
    fn unknown(&mut self, text: &str, part: Range<usize>, measures: &mut Measures) -> usize {
        let start = part.start;
        let end = measures.any_word(text, part);
        let own = text.get(start..end).unwrap_or_default();
        self.letters += lanes::count_letters_or_high(own.as_bytes());
        self.note(own.is_ascii());
        self.marks.add(MarkSet::of(own.as_bytes()));
        if W::LISTENS {
            self.ear.text(own, &mut self.words);
        }
        if self.is_folded {
            self.hash.text(own);
        }
        if self.is_whole {
            let line = text.get(self.start..end).unwrap_or_default();
            tokenize(line, start - self.start, &mut self.reading.tokens);
        }
        end
    }
}

impl<W: Audience> Listener for Reader<'_, W> {
    #[inline]
    fn plain_word(&mut self, bytes: &[u8], word: &PlainWord) {
        let length = word.length();
        self.letters += length;
        plain_word(word.known, word.lower[0], length, &mut self.words);
        if self.is_folded && !self.hash.letters(length, word.lower) {
            self.hash.long_word(bytes, word.start..word.end);
        }
        let (start, end) = (word.start - self.start, word.end - self.start);
        let token = word_token(word.hash(bytes), start..end);
        self.reading.tokens.push(token);
    }

    #[inline]
    fn mark_behind(&mut self, bytes: &[u8], at: usize) {
        let mark = bytes.get(at).copied().unwrap_or_default();
        let token = mark_token(mark, at - self.start);
        self.reading.tokens.push(token);
        self.marks.insert(mark);
        self.words.exclamations(u32::from(mark == b'!'));
    }

    fn other(&mut self, text: &str, part: Range<usize>, measures: &mut Measures) -> usize {
        let chunk = Chunk::at(text.as_bytes(), part.clone());
        if let Some(chunk) = chunk
            && let Some(word) = Marked::of(chunk)
        {
            let end = part.start + chunk.length;
            self.marked(word, part.start, measures);
            return end;
        }
        let Some(found) = chunk.and_then(|chunk| self.book.known(chunk, text, part.start)) else {
            return self.unknown(text, part, measures);
        };
        let Found { entry, more, end } = found;
        measures.join(&entry.measures);
        self.letters += usize::from(entry.letters);
        // Words of ASCII are in no book.
        self.made_of = Made::Any;
        self.marks.add(entry.marks);
        if self.is_folded {
            self.hash
                .letters(usize::from(entry.folded_length), entry.folded);
        }
        if entry.voice > 0 {
            self.words.voice(entry.voice - 1);
        }
        if entry.stem > 0 {
            self.words.stem_told(entry.stem, &mut entry.told);
        }
        self.words.exclamations(entry.exclamations.into());
        if !self.is_whole {
            return end;
        }
        let start = part.start - self.start;
        let more = more.iter().take(usize::from(entry.tokens) - 1);
        let moved = more.map(|token| token.moved(start));
        self.reading.tokens.push(entry.first.moved(start));
        self.reading.tokens.extend(moved);
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_each_reader_would() {
        let lines = [
            "The council met, and voted: yes! No? Extraordinarily so.",
            "Don’t miss 1,234 Über-things… «now» (really!) I'm *so* glad... ",
            "",
            "橋の上 2nd A. b, C",
        ];
        let mut desk = Desk::default();
        // The second time, its words are known.
        for _ in 0..2 {
            is_read_as_by_each(&lines, &mut desk);
        }
    }

    #[test]
    fn short_words_of_ascii_are_read_as_each_reader_would() {
        let alphabet = [
            "a", "I", "the", "REPLY", "0", "'", "’", ".", "!", "\"", ",", ")", "$", "-",
        ];
        let mut words = vec![String::new()];
        for from in 0..alphabet.len().pow(3) {
            let word = words[from].clone();
            words.extend(alphabet.map(|more| format!("{word}{more}")));
        }
        let lines: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut desk = Desk::default();
        is_read_as_by_each(&lines, &mut desk);
        let mut reader = TextReader::new(&mut desk, 0, 0);
        for line in &lines {
            reader.line(line, 0..line.len());
        }
        let known = reader.finish().vocabulary;
        let (mut ear, mut gatherer) = (Ear::default(), Gatherer::default());
        gatherer.begin(0, Vocabulary::default());
        for line in lines {
            ear.text(line, &mut gatherer);
            (&mut gatherer).end_line();
        }
        let heard = (&mut gatherer).finish();
        assert_eq!(format!("{known:?}"), format!("{heard:?}"));
    }

    #[test]
    fn of_a_line_that_is_too_long_plain_words_are_kept() {
        let text = "word (x) ".repeat(WHOLE / 9 + 1);
        let mut desk = Desk::default();
        let mut reader = TextReader::new(&mut desk, 1, text.len());
        let measures = reader.line(&text, 0..text.len());
        assert_eq!(measures, Measures::read(&text));
        let reading = reader.finish();
        assert_eq!(reading.tokens(0).unwrap().len(), WHOLE / 9 + 1);
    }

    #[test]
    fn short_blocks_of_a_page_are_read_and_long_ones_measured() {
        let short = "One, (two)\tand\nthree: 3.5";
        let text = format!("{short}\n{}", "many words ".repeat(50));
        let mut desk = Desk::default();
        let mut reader = PageReader::of_page(&mut desk);
        for span in [0..short.len(), short.len() + 1..text.len()] {
            let measures = reader.block(&text, span.clone());
            assert_eq!(measures, Measures::read(&text[span]));
        }
        let reading = reader.finish();
        let mut tokens = Vec::new();
        tokenize(short, 0, &mut tokens);
        let hashes = |tokens: &[Token]| tokens.iter().map(|token| token.hash).collect::<Vec<_>>();
        assert_eq!(hashes(reading.tokens(0).unwrap()), hashes(&tokens));
        assert_eq!(reading.folded_hash(0, short), lanes::folded_hash(short));
        assert!(reading.line(1).is_none());
        assert_eq!(reading.folded_hash(1, "x"), lanes::folded_hash("x"));
    }

    /// Measures words one byte or character at a time.
    struct Slow;

    impl Listener for Slow {
        fn plain_word(&mut self, _: &[u8], _: &PlainWord) {}

        fn mark_behind(&mut self, _: &[u8], _: usize) {}

        fn other(&mut self, text: &str, part: Range<usize>, measures: &mut Measures) -> usize {
            measures.any_word(text, part)
        }
    }

    fn is_read_as_by_each(lines: &[&str], desk: &mut Desk) {
        let mut reader = TextReader::new(desk, 0, 0);
        for line in lines {
            let text = format!("before {line}\n after");
            let measures = reader.line(&text, 7..7 + line.len());
            assert_eq!(measures, Measures::read(line), "{line}");
            let slow = Measures::read_to(line, 0..line.len(), &mut Slow);
            assert_eq!(measures, slow, "{line}");
        }
        let reading = reader.finish();
        for (at, line) in lines.iter().enumerate() {
            let mut tokens = Vec::new();
            tokenize(line, 0, &mut tokens);
            let known = format!("{:?}", reading.tokens(at).unwrap());
            assert_eq!(
                known.replace("Plain", "Word"),
                format!("{tokens:?}"),
                "{line}"
            );
            assert_eq!(reading.hashes[at], lanes::folded_hash(line), "{line}");
            let letters = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
            let letters = line.bytes().filter(letters).count();
            let known = reading.line(at).unwrap();
            assert_eq!(
                (known.letters, known.is_ascii),
                (letters, line.is_ascii()),
                "{line}"
            );
        }
    }
}

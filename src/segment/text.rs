//! Plain text → blocks: a line is a block, but for hard-wrapped paragraphs and fenced code.

use std::ops::Range;

use crate::document::{Block, BlockKind, Document, Head, Origin};
use crate::features::{Desk, End, Measures, TextReader, end_of};
use crate::segment::{Hints, push_block};

/// Columns of a line that may be wrapped.
const WRAPPED: usize = 45;
const WIDEST: usize = 100;

/// Cuts plain text into blocks. The document's text is the source, byte for byte. `desk` is working memory.
pub(crate) fn segment(source: String, head: Head, desk: &mut Desk) -> Document {
    let source = with_line_feeds(source);
    let lines = lines(&source);
    let has_tabs = memchr::memchr(b'\t', source.as_bytes()).is_some();
    let wrapped = is_hard_wrapped(&source, &lines);
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let mut fence: Option<&str> = None;
    let mut before: Option<Range<usize>> = None;
    for line in lines {
        let text = &source[line.clone()];
        let before = before.replace(line.clone());
        if let Some(open) = fence_of(text) {
            match fence {
                Some(known) if known == open => fence = None,
                None => fence = Some(open),
                Some(_) => {}
            }
            push(&mut blocks, line.clone(), BlockKind::Code);
            continue;
        }
        let kind = if fence.is_some() {
            BlockKind::Code
        } else {
            kind_of(text, has_tabs)
        };
        if wrapped
            && let Some(before) = before
            && are_close(&source, &before, &line)
            && kind == BlockKind::Line
            && let Some(last) = blocks.last_mut()
            && matches!(
                last.kind,
                BlockKind::Line | BlockKind::ListItem { .. } | BlockKind::Quote
            )
            && joins(&source, &before)
        {
            last.span.end = line.end;
            last.source = Some(last.span.clone());
            continue;
        }
        push(&mut blocks, line.clone(), kind);
    }
    // Once a block is whole: a paragraph read again for each of its lines takes the square of its length.
    let mut reader = TextReader::new(desk, blocks.len(), source.len());
    for block in &mut blocks {
        block.measures = reader.line(&source, block.span.clone());
    }
    Document {
        origin: Origin::Text,
        head,
        text: source,
        blocks,
        links: Vec::new(),
        hrefs: String::new(),
        containers: Vec::new(),
        page_hints: Hints::default(),
        reading: reader.finish(),
        site: None,
    }
}

/// A text whose lines end in carriage returns alone, with line feeds in their places.
fn with_line_feeds(source: String) -> String {
    let has = |end| memchr::memchr(end, source.as_bytes()).is_some();
    if has(b'\r') && !has(b'\n') {
        source.replace('\r', "\n")
    } else {
        source
    }
}

/// The mark of fenced code that a line starts with.
fn fence_of(line: &str) -> Option<&'static str> {
    if line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mark = line.trim_start();
    let mut marks = ["```", "~~~"].into_iter();
    marks.find(|known| mark.starts_with(known))
}

fn push(blocks: &mut Vec<Block>, span: Range<usize>, kind: BlockKind) {
    push_block(
        blocks,
        Block {
            source: Some(span.clone()),
            span,
            kind,
            measures: Measures::default(),
            structure: None,
        },
    );
}

/// Spans of the lines that hold more than white space, trimmed.
fn lines(source: &str) -> Vec<Range<usize>> {
    let ends = memchr::memchr_iter(b'\n', source.as_bytes()).chain([source.len()]);
    let mut lines = Vec::with_capacity(source.len() / 64);
    let mut start = 0;
    for end in ends {
        let span = trimmed(source, start..end);
        start = end + 1;
        if !span.is_empty() {
            lines.push(span);
        }
    }
    lines
}

/// A line without the blanks at its ends.
fn trimmed(source: &str, span: Range<usize>) -> Range<usize> {
    let line = &source[span.clone()];
    let bytes = line.as_bytes();
    // As most lines are.
    if let (Some(first), Some(last)) = (bytes.first(), bytes.last())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return span;
    }
    let from = span.start + line.len() - line.trim_start_matches(is_blank).len();
    from..from + line.trim_matches(is_blank).len()
}

/// Whether no empty line stands between two lines.
pub(crate) fn are_close(source: &str, one: &Range<usize>, next: &Range<usize>) -> bool {
    let between = source.as_bytes().get(one.end..next.start);
    let mut ends = between
        .unwrap_or_default()
        .iter()
        .filter(|byte| **byte == b'\n');
    ends.nth(1).is_none()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0')
}

/// The form of one line. `has_tabs`: there may be tabs in it.
fn kind_of(line: &str, has_tabs: bool) -> BlockKind {
    let bytes = line.as_bytes();
    let has_tab = || has_tabs && line.trim().contains('\t');
    if bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return if has_tab() {
            BlockKind::TableRow
        } else {
            BlockKind::Line
        };
    }
    let hashes = bytes.iter().take_while(|byte| **byte == b'#').count();
    if (1..=6).contains(&hashes) && bytes.get(hashes) == Some(&b' ') {
        return BlockKind::Heading(u8::try_from(hashes).unwrap_or(6));
    }
    if line.starts_with("> ") {
        return BlockKind::Quote;
    }
    if line.starts_with('|') && line.ends_with('|') && line.len() > 2 || has_tab() {
        return BlockKind::TableRow;
    }
    let bullet = ["- ", "* ", "+ ", "• ", "· ", "– ", "▪ ", "● ", "◦ ", "‣ "]
        .into_iter()
        .any(|mark| line.starts_with(mark));
    if bullet {
        return BlockKind::ListItem {
            depth: 1,
            number: None,
        };
    }
    let digits = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if (1..=3).contains(&digits)
        && matches!(bytes.get(digits), Some(b'.' | b')'))
        && bytes.get(digits + 1) == Some(&b' ')
    {
        return BlockKind::ListItem {
            depth: 1,
            number: line[..digits].parse().ok(),
        };
    }
    BlockKind::Line
}

/// Whether the text was broken at a fixed column, as e-mail and newsgroups do: most lines that are followed by another
/// line are of nearly one length and stop in the middle of a sentence. In a list of headlines none goes on in small
/// letters.
fn is_hard_wrapped(source: &str, lines: &[Range<usize>]) -> bool {
    let (mut full, mut broken, mut small, mut longer, mut followed) =
        (0usize, 0, 0, 0usize, 0usize);
    let count = lines.len();
    for pair in lines.windows(2) {
        let (before, line) = (&pair[0], &pair[1]);
        let length = width(source, before);
        if length > WIDEST {
            longer += 1;
        }
        if !are_close(source, before, line) {
            continue;
        }
        followed += 1;
        if (50..=90).contains(&length) {
            full += 1;
            let next = source[line.clone()].chars().next();
            if joins(source, before) && next.is_some_and(char::is_alphanumeric) {
                broken += 1;
                small += usize::from(next.is_some_and(char::is_lowercase));
            }
        }
    }
    count >= 6
        && longer * 20 <= count
        && full * 2 >= followed
        && broken * 3 >= full * 2
        && small * 6 >= broken
        && full >= 4
}

/// Columns of a line in alphabets of one or two bytes a letter. Others have no small letters, and are not told to be wrapped.
fn width(source: &str, line: &Range<usize>) -> usize {
    // Too short or too long to be a wrapped line whatever its letters are.
    if !(WRAPPED..=2 * WIDEST).contains(&line.len()) {
        return line.len();
    }
    let bytes = source.as_bytes().get(line.clone()).unwrap_or_default();
    // Counted in single bytes, this is done many at a time: there are no more than fit.
    let is_first = |byte: &u8| u8::from((0xC2..0xE0).contains(byte));
    let pairs: u8 = bytes.iter().map(is_first).sum();
    bytes.len() - usize::from(pairs)
}

/// Whether a line stops in the middle of a sentence, at the width of a wrapped line.
fn joins(source: &str, line: &Range<usize>) -> bool {
    (WRAPPED..=WIDEST).contains(&width(source, line))
        && !matches!(end_of(last_word(&source[line.clone()])), End::Colon)
        && {
            let last = source[line.clone()].chars().next_back();
            last.is_some_and(|c| {
                c.is_alphanumeric() || matches!(c, ',' | ';' | '-' | '.' | '"' | ')' | '\'' | '’')
            })
        }
}

fn last_word(line: &str) -> &str {
    line.rsplit(' ').next().unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let document = segment(text.to_owned(), Head::default(), &mut Desk::default());
        document
            .blocks
            .iter()
            .map(|block| document.text[block.span.clone()].to_owned())
            .collect()
    }

    #[test]
    fn a_line_is_a_block() {
        assert_eq!(blocks("One\n\n  Two \r\nThree"), ["One", "Two", "Three"]);
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let line = "and the council met on Tuesday evening to vote for the plan after a\n";
        let text = format!("{}debate.\n\n{}debate.\n", line.repeat(4), line.repeat(4));
        assert_eq!(blocks(&text).len(), 2);
    }

    #[test]
    fn columns_are_letters_and_not_bytes() {
        let line = "и во вторник вечером совет собрался, чтобы голосовать за новый план и\n";
        let text = format!("{}дебатов.\n\n{}дебатов.\n", line.repeat(4), line.repeat(4));
        assert_eq!(blocks(&text).len(), 2);
    }

    #[test]
    fn carriage_returns_alone_end_lines() {
        assert_eq!(blocks("One\r\rTwo\rThree"), ["One", "Two", "Three"]);
    }

    #[test]
    fn lists_of_headlines_are_not_joined() {
        let line = "Council votes for the bridge in Aldermoor after four hours\n";
        assert_eq!(blocks(&line.repeat(9)).len(), 9);
    }
}

//! Page text between marks: escaped where it would be read as one, and nowhere else.

use super::link::Anchor;

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Line ends stay, and lines may start like a heading or a list.
    Paragraph,
    /// One line, which `#` may end.
    Heading,
    /// One line, in which `|` ends the cell.
    Cell,
}

/// Writes a text with its links; `prefix` stands before each line but the first.
pub(super) fn write(text: &str, links: &[Anchor], form: Form, prefix: &str, out: &mut String) {
    let from = out.len();
    let mut escaper = Escaper::new(text, links, form);
    escaper.run(prefix, out);
    if form == Form::Heading {
        let content = out.get(from..).unwrap_or_default();
        let rest = content.trim_end_matches('#');
        if rest.len() < content.len() && (rest.is_empty() || rest.ends_with(' ')) {
            out.insert(from + rest.len(), '\\');
        }
    }
}

struct Escaper<'a> {
    text: &'a str,
    links: &'a [Anchor],
    form: Form,
    /// The last place of each of [`PAIRED`].
    last: [Option<usize>; 4],
    /// The run of one sign that was looked at last, and whether it may open emphasis.
    run: (usize, bool),
    /// The byte of the line that must be escaped, since the line starts like a mark.
    mark: Option<usize>,
    /// The text may hold the definition of a link.
    defines: bool,
}

/// Signs that mean something only in pairs.
const PAIRED: [char; 4] = ['*', '_', '~', '`'];

impl<'a> Escaper<'a> {
    fn new(text: &'a str, links: &'a [Anchor], form: Form) -> Self {
        Self {
            text,
            links,
            form,
            last: PAIRED.map(|sign| text.rfind(sign)),
            run: (0, false),
            mark: None,
            defines: text.contains("]:"),
        }
    }

    fn run(&mut self, prefix: &str, out: &mut String) {
        let mut links = self.links.iter().peekable();
        let mut open: Option<&Anchor> = None;
        let (mut line_starts, mut is_first) = (true, true);
        for (at, c) in self.text.char_indices() {
            if let Some(link) = open.take_if(|link| link.span.end <= at) {
                close(link, out);
            }
            if line_starts && c.is_whitespace() {
                continue;
            }
            if c == '\n' && open.is_none() && self.form == Form::Paragraph {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                line_starts = true;
                continue;
            }
            if line_starts {
                if !std::mem::take(&mut is_first) {
                    out.push_str("\\\n");
                    out.push_str(prefix);
                }
                self.start_line(at);
                line_starts = false;
            }
            while let Some(link) = links.next_if(|link| link.span.start <= at) {
                if open.is_none() && link.span.end > at {
                    self.mark = None;
                    out.push('[');
                    open = Some(link);
                }
            }
            if self.mark == Some(at) || self.needs_escape(at, c, open.is_some()) {
                out.push('\\');
            }
            out.push(if matches!(c, '\n' | '\t') { ' ' } else { c });
        }
        if let Some(link) = open {
            close(link, out);
        }
    }

    fn start_line(&mut self, at: usize) {
        if self.form == Form::Paragraph {
            let rest = self.text.get(at..).unwrap_or_default();
            let line = rest.split('\n').next().unwrap_or_default();
            self.mark = line_mark(line, self.defines).map(|mark| at + mark);
        }
    }

    fn needs_escape(&mut self, at: usize, c: char, in_link: bool) -> bool {
        if !c.is_ascii_punctuation() {
            return false;
        }
        let after = self.text.get(at + 1..).unwrap_or_default();
        match c {
            '\\' => {
                after.starts_with(|c: char| c.is_ascii_punctuation())
                    || ends_line(after)
                    || self.is_edge(at + 1)
            }
            '`' => self.comes_again(c, at + 1),
            '*' | '_' | '~' => self.may_open(at, c),
            '[' => in_link,
            ']' => in_link || after.starts_with('('),
            '<' => {
                after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
            }
            '&' => is_reference(after),
            '!' => !in_link && self.is_edge(at + 1),
            '|' => self.form == Form::Cell,
            _ => false,
        }
    }

    /// Whether the run of signs at this place may open emphasis that a later one closes. More is taken for an opening
    /// than is one: that costs a sign.
    fn may_open(&mut self, at: usize, sign: char) -> bool {
        let (end, opens) = self.run;
        if at < end {
            return opens;
        }
        let rest = self.text.get(at..self.next_edge(at)).unwrap_or_default();
        let run = rest.len() - rest.trim_start_matches(sign).len();
        let end = at + run;
        let after = self.text.get(end..).unwrap_or_default();
        let before = self
            .text
            .get(..at)
            .and_then(|text| text.chars().next_back());
        let next = after.chars().next();
        let in_word =
            |c: Option<char>, at| c.is_some_and(char::is_alphanumeric) && !self.is_edge(at);
        let opens = self.comes_again(sign, end)
            && (ends_line(after) || next.is_some_and(|next| !next.is_whitespace()))
            && !(sign == '_' && in_word(before, at) && in_word(next, end));
        self.run = (end, opens);
        opens
    }

    fn comes_again(&self, sign: char, from: usize) -> bool {
        let mut last = PAIRED.iter().zip(&self.last);
        last.any(|(paired, last)| *paired == sign && last.is_some_and(|last| last >= from))
    }

    /// Where the next link starts or ends.
    fn next_edge(&self, at: usize) -> usize {
        let next = self.links.partition_point(|link| link.span.end <= at);
        match self.links.get(next) {
            Some(link) if link.span.start > at => link.span.start,
            Some(link) => link.span.end,
            None => self.text.len(),
        }
    }

    /// Whether a link starts or ends here.
    fn is_edge(&self, at: usize) -> bool {
        let next = self.links.partition_point(|link| link.span.end < at);
        let mut near = self.links.iter().skip(next).take(2);
        near.any(|link| link.span.start == at || link.span.end == at)
    }
}

/// Whether no more of the line follows: what is written next is a `\`.
fn ends_line(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\t']);
    after.is_empty() || after.starts_with('\n')
}

fn close(link: &Anchor, out: &mut String) {
    out.push_str("](");
    out.push_str(&link.address);
    out.push(')');
}

/// The byte of a line that makes it more than a line of a paragraph.
fn line_mark(line: &str, defines: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    let ends_at = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    let count = |is: fn(&u8) -> bool| bytes.iter().take(12).take_while(|byte| is(byte)).count();
    let only = |signs: &[u8]| {
        let mut bytes = bytes.iter();
        bytes.all(|byte| signs.contains(byte) || byte.is_ascii_whitespace())
    };
    let first = *bytes.first()?;
    let is_mark = match first {
        b'#' => {
            let level = count(|byte| *byte == b'#');
            level <= 6 && ends_at(level)
        }
        b'>' => true,
        b'-' => ends_at(1) || only(b"-:|"),
        b'+' => ends_at(1),
        b'*' => ends_at(1) || only(b"*"),
        b'_' | b'=' => only(&[first]),
        // The line under a table's header.
        b':' | b'|' => only(b"-:|") && bytes.contains(&b'-'),
        b'~' => bytes.starts_with(b"~~~"),
        b'[' => defines || matches!(bytes, [_, b' ' | b'x' | b'X', b']', ..]),
        b'0'..=b'9' => {
            let digits = count(u8::is_ascii_digit);
            let is_item = digits <= 9 && matches!(bytes.get(digits), Some(b'.' | b')'));
            return (is_item && ends_at(digits + 1)).then_some(digits);
        }
        _ => false,
    };
    is_mark.then_some(0)
}

/// Bytes of the longest name of a character, and more.
const LONGEST_NAME: usize = 40;

/// Whether a text that follows a `&` makes a character reference of it.
pub(super) fn is_reference(after: &str) -> bool {
    let bytes = after.as_bytes();
    let name = bytes.iter().take(LONGEST_NAME);
    let length = name
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#')
        .count();
    length > 0 && bytes.get(length) == Some(&b';')
}

//! HTML or plain text, by content.

use crate::Format;

/// Bytes looked at.
const SAMPLE: usize = 64 << 10;

/// Tags of a page as such: text does not begin with one.
const PAGE: [&str; 6] = ["html", "head", "body", "meta", "title", "link"];

/// Tags that cut text into blocks.
const BLOCK: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Tags inside a line, and those without text.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "button", "cite", "code", "em", "font", "i", "iframe", "img", "input",
    "label", "noscript", "picture", "s", "script", "small", "source", "span", "strong", "style",
    "sub", "sup", "time", "u", "video",
];

/// Recognises the form of a text. Markup must carry the text: an article that mentions `<b>`, begins with `<` or keeps
/// a few stray tags is plain text; a feed's fragment of paragraphs is HTML.
pub(crate) fn format(text: &str) -> Format {
    let end = floor_char_boundary(text, SAMPLE);
    let sample = text.get(..end).unwrap_or(text);
    if is_markup(sample) {
        Format::Html
    } else {
        Format::Text
    }
}

fn is_markup(text: &str) -> bool {
    // Most texts end here.
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return false;
    }
    let start = skip_prologue(text);
    if starts_with_fold(start, "<!doctype") || starts_with_fold(start, "<?xml") {
        return true;
    }
    let census = Census::take(start);
    match Tag::at(start) {
        Some(first) => census.supports(&first, start),
        None => census.wraps_text() || has_page_at_line_start(start),
    }
}

/// The last character boundary at or before this byte.
fn floor_char_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Without white space and comments at the start.
fn skip_prologue(text: &str) -> &str {
    let mut rest =
        text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    while let Some((_, after)) = rest
        .strip_prefix("<!--")
        .and_then(|open| open.split_once("-->"))
    {
        rest = after.trim_start();
    }
    rest
}

fn starts_with_fold(text: &str, prefix: &str) -> bool {
    let start = text.as_bytes().get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// A page behind a few lines of something else, such as a server's warning.
fn has_page_at_line_start(text: &str) -> bool {
    let head = text.get(..floor_char_boundary(text, 4096)).unwrap_or(text);
    head.lines().any(|line| {
        starts_with_fold(line.trim_start(), "<!doctype html")
            && memchr::memmem::find(text.as_bytes(), b"</").is_some()
    })
}

/// A tag, by its bare form.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    /// Bytes from `<` to `>`.
    len: usize,
}

impl<'a> Tag<'a> {
    /// Longest tag that counts as one.
    const MAX_LEN: usize = 4096;

    /// The tag that the text starts with.
    fn at(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, inner),
        };
        let stop = inner
            .bytes()
            .position(|b| !b.is_ascii_alphanumeric() && b != b'-')?;
        let (name, rest) = inner.split_at_checked(stop)?;
        let starts_well = name.bytes().next()?.is_ascii_alphabetic();
        let ends_well = rest.starts_with(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
        let window = rest
            .as_bytes()
            .get(..Self::MAX_LEN)
            .unwrap_or(rest.as_bytes());
        let close = memchr::memchr2(b'>', b'<', window)?;
        (starts_well && ends_well && window.get(close) == Some(&b'>')).then(|| Self {
            name,
            closes,
            len: 1 + usize::from(closes) + stop + close + 1,
        })
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(self.name))
    }

    fn is_known(&self) -> bool {
        self.is_one_of(&BLOCK) || self.is_one_of(&INLINE) || self.is_one_of(&PAGE)
    }
}

/// Counts of a text's markup.
#[derive(Default)]
struct Census {
    known: usize,
    block: usize,
    /// Block tags that were closed.
    block_pairs: usize,
    inline_pairs: usize,
    words: usize,
    /// Words between a block tag and its end.
    wrapped_words: usize,
    /// Words before the first block tag.
    lead_words: usize,
}

impl Census {
    fn take(text: &str) -> Self {
        let mut census = Self::default();
        let mut open: Vec<(&str, bool)> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let stop = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            let (before, after) = rest.split_at_checked(stop).unwrap_or((rest, ""));
            let words = before.split_ascii_whitespace().count();
            census.words += words;
            if census.block == 0 {
                census.lead_words = census.words;
            }
            let wrapped = open.iter().any(|&(_, block)| block);
            census.wrapped_words += if wrapped { words } else { 0 };
            let Some(tag) = Tag::at(after).filter(Tag::is_known) else {
                rest = after.get(1..).unwrap_or_default();
                continue;
            };
            census.count(&tag, &mut open);
            rest = after.get(tag.len..).unwrap_or_default();
        }
        census
    }

    fn count<'a>(&mut self, tag: &Tag<'a>, open: &mut Vec<(&'a str, bool)>) {
        let block = tag.is_one_of(&BLOCK);
        self.known += 1;
        self.block += usize::from(block && !tag.closes);
        if tag.closes {
            if let Some(at) = open
                .iter()
                .rposition(|(name, _)| name.eq_ignore_ascii_case(tag.name))
            {
                open.truncate(at);
                self.block_pairs += usize::from(block);
                self.inline_pairs += usize::from(!block);
            }
        } else if open.len() < 64 && !tag.is_one_of(&["br", "hr", "img", "input", "meta", "link"]) {
            open.push((tag.name, block));
        }
    }

    /// Whether a text that starts with this tag is markup.
    fn supports(&self, first: &Tag<'_>, text: &str) -> bool {
        if first.is_one_of(&PAGE) {
            // "<head> is a tag" has no second one.
            return self.known >= 2;
        }
        if first.is_one_of(&BLOCK) {
            return self.block_pairs >= 1 || self.block >= 2;
        }
        if first.is_known() {
            return self.block_pairs >= 1
                || (self.inline_pairs >= 2 && self.known * 40 >= self.words);
        }
        // Some other vocabulary: the whole of it is one element.
        let end = format!("</{}>", first.name);
        text.trim_end().ends_with(&end) || self.wraps_text()
    }

    /// Whether most of the text stands in closed blocks, and no more than a lead before them. (A text about markup
    /// shows samples later, and unclosed ones wrap whatever follows.)
    fn wraps_text(&self) -> bool {
        self.block_pairs >= 2 && self.wrapped_words * 2 >= self.words && self.lead_words <= 80
    }
}

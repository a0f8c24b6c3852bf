//! Builds a document's text block by block: white space squeezed, links and inline hints noted.

use std::ops::Range;

use super::blanks::{BLANK, blanks, has_simple_blanks, is_blank, is_invisible};
use super::hints::Hints;
use super::html::Place;
use super::{MANY_BLOCKS, push_block};
use crate::document::{Block, BlockKind, Link, Spare, Structure};
use crate::dom::NodeId;
use crate::features::{Measures, PageReader};
use crate::lanes;
use crate::site::MarkId;

/// Text under construction.
pub(crate) struct Writer<'d> {
    pub(crate) reader: PageReader<'d>,
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) links: Vec<Link>,
    pub(crate) hrefs: String,
    /// Where the open block starts in `text`.
    start: usize,
    /// A blank is owed before the next character.
    blank: bool,
    /// Line breaks since the last text.
    breaks: u8,
    link: Option<OpenLink>,
    link_depth: u32,
    inline: Vec<(Hints, usize)>,
    closed: Vec<(Hints, Range<usize>)>,
    first_link: usize,
    source: Option<Range<u32>>,
    /// Text inside marked elements, cut at the ends of blocks.
    pub(crate) marks: Vec<(MarkId, Range<usize>)>,
    open_marks: Vec<OpenMark>,
}

/// Nodes of a page for each of its blocks, or less.
const NODES_A_BLOCK: usize = 8;

#[derive(Debug)]
struct OpenMark {
    node: NodeId,
    mark: MarkId,
    start: usize,
}

#[derive(Debug)]
struct OpenLink {
    href: Range<usize>,
    start: usize,
}

impl<'d> Writer<'d> {
    /// For a page with so many bytes of text and so many nodes.
    pub(crate) fn new(spare: Spare, reader: PageReader<'d>, bytes: usize, nodes: usize) -> Self {
        let Spare {
            mut text,
            mut blocks,
            links,
            hrefs,
            ..
        } = spare;
        text.reserve(bytes);
        blocks.reserve(nodes / NODES_A_BLOCK);
        Self {
            reader,
            text,
            blocks,
            links,
            hrefs,
            start: 0,
            blank: false,
            breaks: 0,
            link: None,
            link_depth: 0,
            inline: Vec::new(),
            closed: Vec::new(),
            first_link: 0,
            source: None,
            marks: Vec::new(),
            open_marks: Vec::new(),
        }
    }

    /// Adds the characters of a text node.
    pub(crate) fn push(&mut self, text: &str, source: Option<Range<u32>>, place: Place) {
        let before = self.text.len();
        if place.kind == BlockKind::Code {
            self.push_code(text);
        } else {
            if self.breaks > 0 && text.bytes().any(|byte| !byte.is_ascii_whitespace()) {
                self.write_breaks(place);
            }
            self.push_flow(text);
        }
        if self.text.len() > before
            && let Some(source) = source
        {
            let start = self
                .source
                .as_ref()
                .map_or(source.start, |known| known.start.min(source.start));
            let end = self
                .source
                .as_ref()
                .map_or(source.end, |known| known.end.max(source.end));
            self.source = Some(start..end);
        }
    }

    fn push_code(&mut self, text: &str) {
        if self.breaks > 0 {
            for _ in 0..self.breaks {
                self.text.push('\n');
            }
            self.breaks = 0;
        }
        // NUL is no character of text, and a carriage return no line end of ours.
        for part in text.split(['\0', '\r']) {
            self.text.push_str(part);
        }
    }

    fn push_flow(&mut self, text: &str) {
        if has_simple_blanks(text) {
            self.push_simple(text);
            return;
        }
        let starts_blank = text.starts_with(is_blank);
        if starts_blank {
            self.gap();
        }
        let mut first = true;
        for word in text.split(is_blank).filter(|word| !word.is_empty()) {
            if !first {
                self.blank = true;
            }
            first = false;
            let has_invisible = word.contains(is_invisible);
            if has_invisible && word.chars().all(is_invisible) {
                continue;
            }
            if self.blank && self.text.len() > self.start && !self.text.ends_with(['\n', '\t']) {
                self.text.push(' ');
            }
            self.blank = false;
            if has_invisible {
                self.text.extend(word.chars().filter(|c| !is_invisible(*c)));
            } else {
                self.text.push_str(word);
            }
        }
        if !first && text.ends_with(is_blank) {
            self.blank = true;
        }
    }

    /// The same where all blanks are ASCII: what has single spaces alone is taken in one piece.
    fn push_simple(&mut self, text: &str) {
        let blank = |byte: u8| BLANK[usize::from(byte)];
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            let start = at;
            at += blanks(bytes.get(at..).unwrap_or_default());
            self.blank |= at > start && self.text.len() > self.start;
            let from = at;
            while at < bytes.len() {
                let count = lanes::up_to_blank(lanes::eight(bytes, at)) as usize;
                at = bytes.len().min(at + count);
                let Some(&byte) = bytes.get(at).filter(|_| count < 8) else {
                    continue;
                };
                let next_is_blank = || bytes.get(at + 1).is_none_or(|&next| blank(next));
                if blank(byte) && (byte != b' ' || next_is_blank()) {
                    break;
                }
                at += 1;
            }
            if from == at {
                return;
            }
            if self.blank && self.text.len() > self.start && !self.text.ends_with(['\n', '\t']) {
                self.text.push(' ');
            }
            self.blank = false;
            self.text.push_str(text.get(from..at).unwrap_or_default());
        }
    }

    /// A `<br>`: one is a line end inside the block, two or more end the block.
    pub(crate) fn line_break(&mut self, place: Place) {
        if self.text.len() > self.start || place.kind == BlockKind::Code {
            self.breaks = self.breaks.saturating_add(1);
            self.blank = false;
        }
    }

    fn write_breaks(&mut self, place: Place) {
        let breaks = std::mem::take(&mut self.breaks);
        if breaks > 1 && !matches!(place.kind, BlockKind::TableRow | BlockKind::Heading(_)) {
            self.flush(Some(place));
        } else if self.text.len() > self.start {
            self.text.push('\n');
        }
        self.blank = false;
    }

    /// The next cell of a table row. An empty one keeps its place, unless only such stand before it.
    pub(crate) fn cell(&mut self) {
        self.breaks = 0;
        if self.text.len() > self.start {
            self.text.push('\t');
        }
        self.blank = false;
    }

    /// White space between what stands here and what follows.
    pub(crate) fn gap(&mut self) {
        self.blank |= self.text.len() > self.start;
    }

    pub(crate) fn open_link(&mut self, href: &str) {
        self.link_depth += 1;
        if self.link.is_none() {
            let before = self.hrefs.len();
            self.hrefs.push_str(href);
            self.link = Some(OpenLink {
                href: before..self.hrefs.len(),
                start: self.text.len(),
            });
        }
    }

    pub(crate) fn close_link(&mut self) {
        self.link_depth = self.link_depth.saturating_sub(1);
        if self.link_depth == 0
            && let Some(link) = self.link.take()
        {
            self.note_link(link);
        }
    }

    fn note_link(&mut self, link: OpenLink) {
        let start =
            link.start + self.text[link.start..].len() - self.text[link.start..].trim_start().len();
        if start < self.text.len() {
            self.links.push(Link {
                span: start..self.text.len(),
                href: link.href,
            });
        }
    }

    /// An inline element with these hints opens.
    pub(crate) fn open_inline(&mut self, hints: Hints) {
        self.inline.push((hints, self.text.len()));
    }

    pub(crate) fn close_inline(&mut self) {
        if let Some((hints, start)) = self.inline.pop()
            && hints != Hints::default()
            && start < self.text.len()
        {
            self.closed.push((hints, start..self.text.len()));
        }
    }

    /// A marked element opens. One inside another of the same mark adds nothing.
    pub(crate) fn open_mark(&mut self, node: NodeId, mark: MarkId) {
        if self.open_marks.iter().all(|open| open.mark != mark) {
            let start = self.text.len();
            self.open_marks.push(OpenMark { node, mark, start });
        }
    }

    /// The element closes, marked or not.
    pub(crate) fn close_marks(&mut self, node: NodeId) {
        while let Some(open) = self.open_marks.pop_if(|open| open.node == node) {
            self.note_mark(open.mark, open.start);
        }
    }

    fn note_mark(&mut self, mark: MarkId, start: usize) {
        let text = self.text.get(start..).unwrap_or_default().trim_end();
        let lead = text.len() - text.trim_start().len();
        if lead < text.len() {
            self.marks.push((mark, start + lead..start + text.len()));
        }
    }

    /// Marks that stay open go on in the next block.
    fn cut_marks(&mut self) {
        for mut open in std::mem::take(&mut self.open_marks) {
            self.note_mark(open.mark, open.start);
            open.start = self.text.len() + 1;
            self.open_marks.push(open);
        }
    }

    /// Ends the open block. `None` at the end of the page.
    pub(crate) fn flush(&mut self, place: Option<Place>) {
        self.breaks = 0;
        self.blank = false;
        let start = self.start;
        if self.text.len() == start {
            self.drop_notes(start);
            return;
        }
        let written = self.text.get(start..).unwrap_or_default();
        let begun = if place.is_some_and(|place| place.kind == BlockKind::Code) {
            written.trim_start_matches('\n')
        } else {
            written.trim_start()
        };
        let from = start + written.len() - begun.len();
        let span = from..from + begun.trim_end().len();
        if span.is_empty() {
            self.text.truncate(start);
            self.drop_notes(start);
            return;
        }
        self.text.truncate(span.end);
        if !self.open_marks.is_empty() {
            self.cut_marks();
        }
        self.end_block(span, place.unwrap_or_else(Place::root));
        self.text.push('\n');
        self.start = self.text.len();
        self.first_link = self.links.len();
        if let Some(link) = &mut self.link {
            link.start = self.text.len();
        }
        for (_, start) in &mut self.inline {
            *start = self.text.len();
        }
    }

    fn drop_notes(&mut self, start: usize) {
        self.closed.clear();
        self.source = None;
        self.links.truncate(self.first_link);
        if let Some(link) = &mut self.link {
            link.start = start;
        }
        for (_, from) in &mut self.inline {
            *from = start;
        }
        for open in &mut self.open_marks {
            open.start = start;
        }
    }

    fn end_block(&mut self, span: Range<usize>, place: Place) {
        let open = self.link.as_ref().map(|link| Link {
            span: link.start..span.end,
            href: link.href.clone(),
        });
        self.links
            .extend(open.filter(|link| link.span.start < link.span.end));
        for link in &mut self.links[self.first_link..] {
            link.span = link.span.start.clamp(span.start, span.end)
                ..link.span.end.clamp(span.start, span.end);
        }
        let inline = self.inline_hints(&span);
        let source = self
            .source
            .take()
            .map(|range| range.start as usize..range.end as usize);
        let mut measures = if self.blocks.len() + 1 < MANY_BLOCKS {
            self.reader.block(&self.text, span.clone())
        } else {
            // What may be joined to others is not read.
            Measures::read(&self.text[span.clone()])
        };
        for link in &self.links[self.first_link..] {
            measures.links = measures.links.saturating_add(1);
            let whole = link.span == span;
            measures.link_words += if whole {
                measures.words
            } else {
                Measures::read(self.text.get(link.span.clone()).unwrap_or("")).words
            };
        }
        let structure = Structure {
            container: place.container,
            zone: place.zone,
            inline,
        };
        let block = Block {
            span,
            source,
            kind: place.kind,
            measures,
            structure: Some(structure),
        };
        push_block(&mut self.blocks, block);
    }

    /// Hints of the inline elements that hold nearly all of the block.
    fn inline_hints(&mut self, span: &Range<usize>) -> Hints {
        let mut hints = Hints::default();
        for (own, range) in self.closed.drain(..) {
            if (range.end.min(span.end)).saturating_sub(range.start.max(span.start)) * 5
                >= span.len() * 4
            {
                hints = hints.union(own);
            }
        }
        for (own, start) in &self.inline {
            if *start <= span.start {
                hints = hints.union(*own);
            }
        }
        hints
    }
}

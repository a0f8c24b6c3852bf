//! The body of a page as Markdown: `CommonMark`, with tables as in GitHub's.
//!
//! Page text is escaped only where it would read as a mark. A line end inside a paragraph is a `\` before a line end.

mod escape;
mod link;
mod nesting;
mod table;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use crate::assemble::trimmed;
use crate::document::{Block, BlockKind, Document};
use crate::policy::{Decision, Fate};
use escape::Form;
use link::{Anchor, Links};
use nesting::Nesting;

/// A kept block, and its text less what is left out.
struct Kept<'a> {
    block: &'a Block,
    text: Cow<'a, str>,
}

/// The kept blocks of an HTML page.
pub(crate) fn body(document: &Document, decisions: &[Decision]) -> String {
    let kept = document.blocks.iter().zip(decisions);
    let kept = kept.filter(|(_, decision)| decision.fate == Fate::Keep);
    let kept = kept.map(|(block, decision)| Kept {
        block,
        text: trimmed(document, block, decision),
    });
    let kept: Vec<Kept> = kept.filter(|kept| !kept.text.trim().is_empty()).collect();
    write(document, &kept)
}

/// A title as a heading of the first level.
pub(crate) fn heading(title: &str) -> String {
    let mut out = "# ".to_owned();
    escape::write(title, &[], Form::Heading, "", &mut out);
    out
}

fn write(document: &Document, kept: &[Kept]) -> String {
    let bytes = kept.iter().map(|kept| kept.text.len() + 4).sum();
    let mut writer = Writer {
        document,
        links: Links::of(document),
        nesting: Nesting::default(),
        out: String::with_capacity(bytes),
    };
    let mut rest = kept;
    while let Some(first) = rest.first() {
        let rows = table::rows(document, rest);
        writer.nesting.enter(document, first.block, &mut writer.out);
        match rest.split_at_checked(rows) {
            Some((rows, after)) if !rows.is_empty() => {
                writer.table(rows);
                rest = after;
            }
            _ => {
                writer.block(first);
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    writer.out
}

struct Writer<'a> {
    document: &'a Document,
    links: Links,
    nesting: Nesting,
    out: String,
}

impl Writer<'_> {
    fn block(&mut self, kept: &Kept) {
        match kept.block.kind {
            BlockKind::Heading(level) => {
                let marks = usize::from(level.clamp(1, 6));
                self.out.extend(std::iter::repeat_n('#', marks));
                self.out.push(' ');
                self.inline(kept, Form::Heading);
            }
            BlockKind::Code => self.code(&kept.text),
            _ => self.inline(kept, Form::Paragraph),
        }
    }

    /// The links in a part of a block; a text that was cut keeps none, since their places moved.
    fn links(&mut self, kept: &Kept, span: &Range<usize>) -> Vec<Anchor> {
        if kept.text.len() == kept.block.span.len() {
            self.links.inside(self.document, span)
        } else {
            Vec::new()
        }
    }

    /// The text with its links.
    fn inline(&mut self, kept: &Kept, form: Form) {
        let links = self.links(kept, &kept.block.span);
        escape::write(
            &kept.text,
            &links,
            form,
            &self.nesting.prefix,
            &mut self.out,
        );
    }

    fn code(&mut self, text: &str) {
        let mut longest = 2;
        let mut run = 0;
        for byte in text.bytes() {
            run = if byte == b'`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        let fence = "`".repeat(longest + 1);
        self.out.push_str(&fence);
        for line in text.split('\n').chain([fence.as_str()]) {
            self.out.push('\n');
            let prefix = self.nesting.prefix.as_str();
            self.out.push_str(if line.is_empty() {
                prefix.trim_end()
            } else {
                prefix
            });
            self.out.push_str(line);
        }
    }

    /// The rows of one table, of which the first is its header.
    fn table(&mut self, rows: &[Kept]) {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| self.cells(row)).collect();
        let shape = table::Shape::of(&rows);
        for (at, row) in rows.iter().enumerate() {
            if at > 0 {
                let _ = write!(self.out, "\n{}", self.nesting.prefix);
            }
            let (left, right) = if at == 0 {
                shape.header
            } else {
                shape.sides(row.len())
            };
            let empty = |count| std::iter::repeat_n("", count);
            let cells = empty(left)
                .chain(row.iter().map(String::as_str))
                .chain(empty(right));
            self.out.push('|');
            for cell in cells {
                let _ = write!(self.out, " {cell} |");
            }
            if at == 0 {
                let _ = write!(self.out, "\n{}|", self.nesting.prefix);
                self.out
                    .extend(std::iter::repeat_n(" --- |", shape.columns));
            }
        }
    }

    fn cells(&mut self, row: &Kept) -> Vec<String> {
        let mut start = row.block.span.start;
        let mut cells = Vec::new();
        for text in row.text.split('\t') {
            let span = start..start + text.len();
            start = span.end + 1;
            let links = self.links(row, &span);
            let mut cell = String::with_capacity(text.len());
            escape::write(text, &links, Form::Cell, "", &mut cell);
            cells.push(cell);
        }
        cells
    }
}

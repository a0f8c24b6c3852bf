//! Decisions → body: the only stage that leaves text out.

use crate::classify::Facts;
use crate::cleaner::BodyFormat;
use crate::document::{Block, BlockKind, Document};
use crate::policy::{Decision, Fate};
use crate::segment::are_close;

/// The body of the kept blocks.
pub(crate) fn body(
    document: &Document,
    facts: &Facts,
    decisions: &[Decision],
    format: BodyFormat,
) -> String {
    if format == BodyFormat::Markdown && !document.is_text() {
        return crate::markdown::body(document, decisions);
    }
    let kept = document.blocks.iter().zip(decisions);
    let kept = kept.filter(|(_, decision)| decision.fate == Fate::Keep);
    // Two line ends after each at most.
    let bytes = kept.map(|(block, _)| block.span.len() + 2).sum();
    let mut body = String::with_capacity(bytes);
    let mut before: Option<(usize, &Block)> = None;
    let spaced = document.is_text() && has_empty_lines(document, facts);
    let blocks = document.blocks.iter().zip(decisions).enumerate();
    for (at, (block, decision)) in blocks.filter(|(_, (_, decision))| decision.fate == Fate::Keep) {
        let text = trimmed(document, block, decision);
        if text.is_empty() {
            continue;
        }
        if let Some((last, before)) = before {
            let is_close = || {
                if last + 1 == at {
                    facts.gap(document, at) < 2
                } else {
                    are_close(&document.text, &before.span, &block.span)
                }
            };
            let separator = if document.is_text() {
                line_separator(before, block, is_close, spaced)
            } else {
                separator(before, block)
            };
            body.push_str(separator);
            if separator == "\n" && document.is_text() {
                body.push_str(indent(document, block));
            }
        }
        body.push_str(&text);
        before = Some((at, block));
    }
    body
}

/// The block's text less its trims.
pub(crate) fn trimmed<'a>(
    document: &'a Document,
    block: &Block,
    decision: &Decision,
) -> std::borrow::Cow<'a, str> {
    let whole = document.text.get(block.span.clone()).unwrap_or("");
    if decision.trims.is_empty() {
        return whole.into();
    }
    let mut text = String::with_capacity(whole.len());
    let mut from = block.span.start;
    for (span, _) in &decision.trims {
        text.push_str(document.text.get(from..span.start).unwrap_or(""));
        from = span.end;
        let rest = document.text.get(from..block.span.end).unwrap_or("");
        if text.ends_with(char::is_whitespace) || text.is_empty() {
            from = block.span.end - rest.trim_start().len();
        }
    }
    text.push_str(document.text.get(from..block.span.end).unwrap_or(""));
    text.truncate(text.trim_end().len());
    text.into()
}

/// What stands between two kept blocks: nothing but a line end inside a list or table, else an empty line.
fn separator(before: &Block, after: &Block) -> &'static str {
    match (before.kind, after.kind) {
        (BlockKind::ListItem { .. }, BlockKind::ListItem { .. })
        | (BlockKind::TableRow, BlockKind::TableRow) => "\n",
        _ => "\n\n",
    }
}

/// Plain text keeps its own, but a text of one paragraph a line gets empty lines.
fn line_separator(
    before: &Block,
    after: &Block,
    are_close: impl Fn() -> bool,
    spaced: bool,
) -> &'static str {
    let paragraphs = before.kind == BlockKind::Line && after.kind == BlockKind::Line;
    if (spaced || !paragraphs) && are_close() {
        "\n"
    } else {
        "\n\n"
    }
}

/// The blanks before a line of plain text: code and verse need them.
fn indent<'a>(document: &'a Document, block: &Block) -> &'a str {
    let before = document.text.get(..block.span.start).unwrap_or("");
    let line = before.trim_end_matches([' ', '\t']);
    before.get(line.len()..).unwrap_or("")
}

/// Words from which a line is a paragraph of its own, and not one of verse.
const PARAGRAPH: u32 = 20;

/// Whether the text sets paragraphs apart by empty lines: many do, or no two paragraphs stand close.
fn has_empty_lines(document: &Document, facts: &Facts) -> bool {
    let lines = document.blocks.len();
    let is_gap = |at: usize| facts.gap(document, at) > 1;
    let is_paragraph = |at: usize| facts.words.get(at).is_some_and(|words| *words >= PARAGRAPH);
    let gaps = (1..lines).filter(|at| is_gap(*at)).count();
    let mut close = (1..lines).filter(|at| !is_gap(*at));
    gaps * 4 >= lines || gaps > 0 && !close.any(|at| is_paragraph(at - 1) && is_paragraph(at))
}

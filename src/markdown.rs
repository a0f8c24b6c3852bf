//! One block as Markdown.

use crate::document::{Block, BlockKind, Document};

/// Writes a block of an HTML page as `CommonMark`, tables as in GitHub's: `text` is its text less what is left out.
pub(crate) fn write(
    document: &Document,
    block: &Block,
    text: &str,
    before: Option<&Block>,
    out: &mut String,
) {
    match block.kind {
        BlockKind::Heading(level) => {
            out.extend(std::iter::repeat_n('#', usize::from(level)));
            out.push(' ');
            out.push_str(&inline(document, block, text).replace('\n', " "));
        }
        BlockKind::ListItem { depth, number } => {
            out.extend(std::iter::repeat_n(
                "  ",
                usize::from(depth).saturating_sub(1),
            ));
            match number {
                Some(number) => write_to(out, format_args!("{number}. ")),
                None => out.push_str("- "),
            }
            out.push_str(&inline(document, block, text));
        }
        BlockKind::Quote => {
            out.push_str("> ");
            out.push_str(&inline(document, block, text).replace('\n', "\n> "));
        }
        BlockKind::Code => {
            let fence = if text.contains("```") { "~~~~" } else { "```" };
            write_to(out, format_args!("{fence}\n{text}\n{fence}"));
        }
        BlockKind::TableRow => row(text, before, out),
        _ => out.push_str(&inline(document, block, text)),
    }
}

/// Writing to a string cannot fail.
fn write_to(out: &mut String, words: std::fmt::Arguments) {
    let _ = std::fmt::Write::write_fmt(out, words);
}

fn row(text: &str, before: Option<&Block>, out: &mut String) {
    let cells: Vec<String> = text
        .split('\t')
        .map(|cell| cell.replace('|', "\\|").replace('\n', " "))
        .collect();
    write_to(out, format_args!("| {} |", cells.join(" | ")));
    if before.is_none_or(|before| before.kind != BlockKind::TableRow) {
        write_to(out, format_args!("\n|{}", " --- |".repeat(cells.len())));
    }
}

/// The text with its links; a text that was cut keeps none, since their places moved.
fn inline(document: &Document, block: &Block, text: &str) -> String {
    if text.len() != block.span.len() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut from = block.span.start;
    let first = document
        .links
        .partition_point(|link| link.span.end <= block.span.start);
    for link in document.links[first..]
        .iter()
        .take_while(|link| link.span.start < block.span.end)
    {
        let href = document.href(link).trim();
        let plain = href.is_empty() || href.starts_with('#') || href.starts_with("javascript:");
        if plain || link.span.start < from || link.span.end > block.span.end {
            continue;
        }
        out.push_str(document.text.get(from..link.span.start).unwrap_or(""));
        let label = document
            .text
            .get(link.span.clone())
            .unwrap_or("")
            .replace('\n', " ");
        let href: String = href
            .chars()
            .filter(|c| !c.is_control())
            .collect::<String>()
            .replace(' ', "%20")
            .replace('(', "%28")
            .replace(')', "%29");
        write_to(
            &mut out,
            format_args!("[{}]({href})", label.replace(']', "\\]")),
        );
        from = link.span.end;
    }
    out.push_str(document.text.get(from..block.span.end).unwrap_or(""));
    out
}

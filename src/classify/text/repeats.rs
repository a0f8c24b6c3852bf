//! Lines that come again: advertisements without a label, and tables of contents.

use crate::classify::context::Context;
use crate::classify::signals::folded;
use crate::classify::text::is_long_prose;
use crate::document::{Block, BlockKind, Document};
use crate::features::End;

/// Ids of `STRUCTURAL`.
const REPEATED: &str = "structure/repeated-line";
const CONTENTS: &str = "structure/table-of-contents";
/// Copies up to which a repeated line is an advertisement; more are a list, a poem, or a table.
const COPIES: usize = 4;

/// What repetition alone tells of lines.
pub(crate) fn repeats(document: &Document, context: &Context) -> Vec<(usize, &'static str)> {
    let blocks = &document.blocks;
    let mut lines: Vec<(u64, usize)> = (0..blocks.len())
        .filter(|&at| {
            let copy = context.copies.get(at).copied().unwrap_or_default();
            copy.earlier + copy.later > 0 && blocks[at].measures.words <= 15
        })
        .filter_map(|at| context.hashes.get(at).map(|hash| (*hash, at)))
        .collect();
    let mut found = Vec::new();
    if lines.is_empty() {
        return found;
    }
    contents(document, context, &mut found);
    lines.sort_unstable();
    for group in lines.chunk_by(|a, b| a.0 == b.0) {
        if is_slogan(document, group) {
            found.extend(group.iter().map(|(_, at)| (*at, REPEATED)));
        }
    }
    found
}

/// A short verbless line that stands after the last prose and once more before or inside it, of words that the prose
/// never uses.
fn is_slogan(document: &Document, group: &[(u64, usize)]) -> bool {
    let blocks = &document.blocks;
    let (Some(&(_, one)), Some(&(_, last))) = (group.first(), group.last()) else {
        return false;
    };
    let is_paragraph =
        |at: &usize| blocks[*at].measures.is_prose() && blocks[*at].measures.words >= 15;
    let prose = || (0..blocks.len()).filter(is_paragraph);
    let m = &blocks[one].measures;
    let slogan = group.len() <= COPIES
        && blocks[one].kind == BlockKind::Line
        && (2..=6).contains(&m.words)
        && m.ends == End::Open
        && !m.starts_lower
        && m.stopwords == 0
        && u32::from(m.numbers) < m.words;
    if !slogan {
        return false;
    }
    let (Some(first_prose), Some(last_prose)) = (prose().next(), prose().next_back()) else {
        return false;
    };
    let outside = |at: usize| at < first_prose || at > last_prose;
    if prose().nth(2).is_none() || last < last_prose {
        return false;
    }
    one < first_prose && group.iter().all(|(_, at)| outside(*at))
        || one < last_prose && is_foreign(document, one)
}

/// Whether no line of prose holds the words of a line.
fn is_foreign(document: &Document, at: usize) -> bool {
    let text = |block: &Block| document.text.get(block.span.clone()).unwrap_or("");
    let own = folded(text(&document.blocks[at]));
    let Some(word) = own.split(' ').max_by_key(|word| word.len()) else {
        return false;
    };
    !document
        .blocks
        .iter()
        .filter(|block| is_long_prose(block))
        .any(|block| folded(text(block)).split(' ').any(|other| other == word))
}

/// Runs of three and more lines each of which comes again further down, in the same order, as the heading of prose.
fn contents(document: &Document, context: &Context, found: &mut Vec<(usize, &'static str)>) {
    let blocks = &document.blocks;
    let comes_again = |at: usize| {
        let copy = context.copies.get(at).copied().unwrap_or_default();
        let m = &blocks[at].measures;
        copy.earlier == 0 && copy.later == 1 && (1..=15).contains(&m.words) && !m.is_prose()
    };
    let mut start = 0;
    while start < blocks.len() {
        let end = (start..blocks.len())
            .find(|at| !comes_again(*at))
            .unwrap_or(blocks.len());
        if end - start >= 3 && heads_prose(start..end, document, context) {
            found.extend((start..end).map(|at| (at, CONTENTS)));
        }
        start = end + 1;
    }
}

/// Whether the second copies stand in the same order, most of them with prose before the next.
fn heads_prose(run: std::ops::Range<usize>, document: &Document, context: &Context) -> bool {
    let mut from = run.end;
    let (mut places, length) = (Vec::new(), run.len());
    for at in run {
        let Some(hash) = context.hashes.get(at) else {
            return false;
        };
        let rest = context.hashes.get(from..).unwrap_or(&[]);
        let Some(place) = rest.iter().position(|other| other == hash) else {
            return false;
        };
        from += place + 1;
        places.push(from);
    }
    let with_prose = |from: usize, to: usize| {
        let between = document.blocks.get(from..to).unwrap_or(&[]);
        between.iter().any(|block| block.measures.words >= 10)
    };
    let ends = places.iter().skip(1).copied().chain([from + 5]);
    let headed = places
        .iter()
        .zip(ends)
        .filter(|(from, to)| with_prose(**from, (*to).min(document.blocks.len())))
        .count();
    headed * 3 >= length * 2
}

//! What comes again: entries of a table of contents, and runs of blocks or lines that a page or text holds twice.

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::context::Copy;
use super::evidence::Features;
use super::space::Group;
use crate::document::{BlockKind, Document};
use crate::lanes::folded_hash;

/// Words of an entry at most.
const ENTRY_WORDS: u32 = 20;
/// Blocks before and after an entry among which others are looked for, and how many make a run.
const REACH: usize = 4;
const ENTRIES: usize = 3;
/// Blocks and words of a run of copies.
const RUN_BLOCKS: usize = 2;
const RUN_WORDS: u32 = 25;

/// How a block comes again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Again {
    /// A heading further down says the same; 2 where other entries stand around it.
    entry: u8,
    /// 1 for the earlier, 2 for the later copy of a run.
    copy: u8,
}

impl Again {
    /// The later copy of a run of blocks.
    pub(crate) fn is_later_copy(self) -> bool {
        self.copy == 2
    }

    pub(super) fn add(self, rows: &mut impl Features) {
        if self.entry > 0 {
            rows.add(Group::Entry, usize::from(self.entry) - 1);
        }
        if self.copy > 0 {
            rows.add(Group::CopyRun, usize::from(self.copy) - 1);
        }
    }
}

/// Lines and words of a run of copies in plain text, how many of them are paragraphs, and words of one: refrains and
/// the steps of a plan are shorter.
const TEXT_LINES: usize = 3;
const TEXT_WORDS: u32 = 60;
const TEXT_PARAGRAPHS: usize = 2;
const PARAGRAPH: u32 = 12;
/// Copies at most of the paragraphs of such a run: what comes more often is a form that is filled in.
const TEXT_COPIES: u16 = 3;

/// What comes again on a page.
pub(crate) fn again(document: &Document, hashes: &[u64], copies: &[Copy]) -> Vec<Again> {
    if document.is_text() {
        return copied_lines(document, hashes, copies);
    }
    let mut found = vec![Again::default(); document.blocks.len()];
    find_entries(document, &mut found);
    find_copies(document, hashes, &mut found);
    found
}

/// Runs of lines that a text holds twice, as pages with a copy for small screens do; empty where there are none.
fn copied_lines(document: &Document, hashes: &[u64], copies: &[Copy]) -> Vec<Again> {
    let words = |at: usize| {
        document
            .blocks
            .get(at)
            .map_or(0, |line| line.measures.words)
    };
    let may_start = |at: &usize| {
        let copy = copies[*at];
        words(*at) >= PARAGRAPH && copy.earlier + copy.later < TEXT_COPIES
    };
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let mut found = Vec::new();
    let mut free = 0;
    for at in (0..copies.len().min(hashes.len())).filter(may_start) {
        if copies[at].earlier == 0 {
            if copies[at].later > 0 {
                first.insert(hashes[at], at);
            }
            continue;
        }
        let Some(&earlier) = first.get(&hashes[at]).filter(|_| at >= free) else {
            continue;
        };
        let length = run_length(hashes, earlier, at);
        let run = at..at + length;
        let paragraphs = run.clone().filter(|at| words(*at) >= PARAGRAPH).count();
        if length < TEXT_LINES
            || paragraphs < TEXT_PARAGRAPHS
            || run.clone().map(words).sum::<u32>() < TEXT_WORDS
        {
            continue;
        }
        let before = (1..=earlier.min(at - free).min(at - earlier - length))
            .take_while(|step| hashes[earlier - step] == hashes[at - step])
            .count();
        found.resize(copies.len(), Again::default());
        mark_run(&mut found, earlier - before, at - before..run.end);
        free = run.end;
    }
    found
}

/// How many blocks from one on say the same as those from an earlier one on, up to where the later ones start.
fn run_length(hashes: &[u64], earlier: usize, at: usize) -> usize {
    let pairs = hashes.iter().skip(earlier).zip(hashes.iter().skip(at));
    let same = pairs
        .take(at - earlier)
        .take_while(|(one, other)| one == other);
    same.count()
}

/// Marks a run that stands there from an earlier block on, too.
fn mark_run(found: &mut [Again], earlier: usize, run: Range<usize>) {
    for (step, at) in run.enumerate() {
        found[earlier + step].copy = found[earlier + step].copy.max(1);
        found[at].copy = 2;
    }
}

/// A heading's words without the number before it.
fn heading_key(document: &Document, at: usize) -> u64 {
    let block = document.blocks.get(at);
    let text = block.and_then(|block| document.text.get(block.span.clone()));
    let text = text.unwrap_or_default();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | ')');
    if text.starts_with(is_number) {
        folded_hash(text.trim_start_matches(is_number))
    } else {
        document.reading.folded_hash(at, text)
    }
}

fn find_entries(document: &Document, found: &mut [Again]) {
    let mut headings: FxHashMap<u64, usize> = FxHashMap::default();
    for (at, block) in document.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Heading(_)) {
            headings.insert(heading_key(document, at), at);
        }
    }
    if headings.len() < ENTRIES {
        return;
    }
    let entries: Vec<bool> = document
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let may = !matches!(block.kind, BlockKind::Heading(_))
                && (1..=ENTRY_WORDS).contains(&block.measures.words);
            let last = may.then(|| headings.get(&heading_key(document, at)));
            last.flatten().is_some_and(|last| *last > at)
        })
        .collect();
    for (at, found) in found.iter_mut().enumerate() {
        if entries[at] {
            let around = at.saturating_sub(REACH)..(at + REACH + 1).min(entries.len());
            let others = entries.get(around).unwrap_or(&[]);
            let run = others.iter().filter(|entry| **entry).count() >= ENTRIES;
            found.entry = if run { 2 } else { 1 };
        }
    }
}

fn find_copies(document: &Document, hashes: &[u64], found: &mut [Again]) {
    let words = |at: usize| {
        document
            .blocks
            .get(at)
            .map_or(0, |block| block.measures.words)
    };
    let mut first: FxHashMap<u64, usize> =
        FxHashMap::with_capacity_and_hasher(hashes.len(), FxBuildHasher);
    let mut at = 0;
    while at < hashes.len() {
        if words(at) == 0 {
            at += 1;
            continue;
        }
        let earlier = *first.entry(hashes[at]).or_insert(at);
        // Asked first: blocks that all say the same in one place would each be compared with all that follow.
        let length = if apart(document, earlier, at) {
            run_length(hashes, earlier, at)
        } else {
            0
        };
        let sum: u32 = (at..at + length).map(words).sum();
        if length >= RUN_BLOCKS && sum >= RUN_WORDS {
            mark_run(found, earlier, at..at + length);
            at += length;
        } else {
            at += 1;
        }
    }
}

/// Whether two blocks stand in containers of their own: a refrain comes again inside of one.
fn apart(document: &Document, one: usize, other: usize) -> bool {
    let around = |at: usize| {
        let structure = document.blocks.get(at)?.structure?;
        document
            .containers
            .get(structure.container as usize)?
            .parent
    };
    around(one) != around(other)
}

#[cfg(test)]
mod tests {
    use crate::classify::Context;
    use crate::document::{Head, Spare};
    use crate::features::Desk;
    use crate::{dom, segment};

    fn copies(page: &str) -> Vec<u8> {
        let document = segment::segment_html(
            &dom::parse(page),
            Head::default(),
            Spare::default(),
            &mut Desk::default(),
        );
        let context = Context::new(&document);
        let found = context.again;
        found.iter().map(|again| again.copy).collect()
    }

    const ONE: &str =
        "<p>The bees came back to the valley this spring, and all the keepers were glad of it.</p>";
    const TWO: &str =
        "<p>Nobody had seen them for two years, and the orchards had borne next to nothing.</p>";

    #[test]
    fn a_text_that_comes_twice_is_copied() {
        let lines = [
            "The heading",
            "The bees came back to the valley this spring, and all the keepers were glad of it, for they had waited long.",
            "Nobody had seen them for two years, and the orchards had borne next to nothing, as old people could tell.",
            "In summer",
            "Then it rained until the end of July, and what honey there was had to be given back to the hives in the end.",
        ];
        let copies = |lines: &[&str]| {
            let document =
                segment::segment_text(lines.join("\n"), Head::default(), &mut Desk::default());
            let found = Context::new(&document).again;
            found.iter().map(|again| again.copy).collect::<Vec<_>>()
        };
        let text = [&lines[..], &["Between them."], &lines].concat();
        assert_eq!(copies(&text), [1, 1, 1, 1, 1, 0, 2, 2, 2, 2, 2]);
        let refrain = [&lines[..2], &["A verse."], &lines[..2], &["Another verse."]].concat();
        assert!(copies(&refrain).is_empty());
    }

    #[test]
    fn runs_in_containers_of_their_own_are_copies() {
        let page =
            format!("<div class=a>{ONE}{TWO}</div><p>Between.</p><div class=b>{ONE}{TWO}</div>");
        assert_eq!(copies(&page), [1, 1, 0, 2, 2]);
    }

    #[test]
    fn refrains_and_single_lines_are_none() {
        let page = format!("<div>{ONE}{TWO}<p>A verse of its own.</p>{ONE}{TWO}</div>");
        assert_eq!(copies(&page), [0, 0, 0, 0, 0]);
        let page = format!("<div>{ONE}</div><p>Between.</p><div><b>{ONE}</b></div>");
        assert_eq!(copies(&page), [0, 0, 0]);
    }
}

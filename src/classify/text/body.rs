//! What the likely body of a plain text and the text around it look like, to tell an article from a thread, a manual or a
//! shop: the form of its lines, its topic words, and what rules found.

use std::ops::Range;

use crate::classify::Role;
use crate::classify::signals::Signals;
use crate::classify::space::Group;
use crate::classify::text::is_long_prose;
use crate::classify::text::lines::step;
use crate::classify::text::segment::best_stretch;
use crate::document::{Block, Document};
use crate::features::{LISTS, PERSONS};

/// Lines before the body and in it in which a date or byline is the article's.
const HEAD: usize = 8;

/// Adds labels for the whole text. `chances`: of each line to be content.
pub(super) fn body(
    document: &Document,
    signals: &Signals,
    chances: &[f32],
    add: &mut impl FnMut(Group, usize),
) {
    let range = best_stretch(document, chances, 0.5);
    lines_of_body(&document.blocks[range.clone()], add);
    lines_of_text(document, add);
    topics(document, add);
    head(document, signals, &range, add);
    for (number, role) in [
        Role::Navigation,
        Role::Related,
        Role::Social,
        Role::Promotion,
    ]
    .into_iter()
    .enumerate()
    {
        let hits = step(of_rules(signals, role), &[1, 5, 15]);
        add(Group::IsRuled, number * 4 + hits);
    }
}

/// Lines about which rules speak for a role.
pub(super) fn of_rules(signals: &Signals, role: Role) -> usize {
    let speaks = |at: &usize| signals.speaks_for(*at, role);
    (0..signals.blocks.len()).filter(speaks).count()
}

fn lines_of_body(body: &[Block], add: &mut impl FnMut(Group, usize)) {
    let count = body.len().max(1) as f32;
    let words = |long: bool| -> f32 {
        let blocks = body.iter().filter(|block| !long || is_long_prose(block));
        blocks.map(|block| block.measures.words as f32).sum()
    };
    let long = body.iter().filter(|block| is_long_prose(block)).count() as f32;
    let short = body
        .iter()
        .filter(|block| block.measures.words <= 4)
        .count() as f32;
    let (all, prose) = (words(false), words(true));
    let shares: [(Group, f32, &[f32]); 5] = [
        (
            Group::IsBodyLong,
            long / count,
            &[0.05, 0.12, 0.2, 0.3, 0.4, 0.55, 0.7],
        ),
        (
            Group::IsBodyWide,
            all / count,
            &[6.0, 9.0, 13.0, 18.0, 25.0, 35.0],
        ),
        (
            Group::IsBodyShort,
            short / count,
            &[0.01, 0.08, 0.16, 0.25, 0.4],
        ),
        (
            Group::IsBodyProse,
            prose / all.max(1.0),
            &[0.3, 0.5, 0.65, 0.8, 0.9, 0.97],
        ),
        (
            Group::IsParagraph,
            prose / long.max(1.0),
            &[1.0, 32.0, 40.0, 50.0, 65.0, 90.0],
        ),
    ];
    for (group, value, bounds) in shares {
        add(group, step(value, bounds));
    }
    add(Group::IsRow, step(longest_row(body), &[2, 4, 7, 12, 25]));
}

/// Paragraphs in a row that no short line breaks.
fn longest_row(body: &[Block]) -> usize {
    let (mut row, mut longest) = (0usize, 0);
    for block in body {
        if is_long_prose(block) {
            row += 1;
        } else if block.measures.words < 8 {
            row = 0;
        }
        longest = longest.max(row);
    }
    longest
}

fn lines_of_text(document: &Document, add: &mut impl FnMut(Group, usize)) {
    let blocks = &document.blocks;
    add(
        Group::IsLines,
        step(blocks.len(), &[15, 40, 80, 150, 250, 450]),
    );
    let first = blocks.first().map_or(0, |block| block.measures.words);
    add(Group::IsFirst, step(first, &[3, 5, 8, 11, 15, 25]));
    let prose = blocks
        .iter()
        .position(is_long_prose)
        .unwrap_or(blocks.len());
    let place = prose as f32 / blocks.len().max(1) as f32;
    add(
        Group::IsFirstProse,
        step(place, &[0.02, 0.08, 0.16, 0.3, 0.5]),
    );
    let mut hashes = document.reading.hashes.clone();
    hashes.sort_unstable();
    let before = hashes.len();
    hashes.dedup();
    let copies = 1.0 - hashes.len() as f32 / before.max(1) as f32;
    add(
        Group::IsCopied,
        step(copies, &[0.005, 0.03, 0.07, 0.12, 0.2, 0.35]),
    );
}

/// How often the words of each topic come.
fn topics(document: &Document, add: &mut impl FnMut(Group, usize)) {
    let blocks = document.blocks.iter();
    let words: f32 = blocks.map(|block| block.measures.words as f32).sum();
    let mut sums = [0u32; LISTS];
    for line in &document.reading.vocabulary.lines {
        for (sum, voice) in sums.iter_mut().zip(line.voices) {
            *sum = sum.saturating_add(voice);
        }
    }
    let bounds: [&[f32]; LISTS] = [
        &[0.001, 0.004, 0.012, 0.025],
        &[0.003, 0.008, 0.015, 0.025],
        &[0.005, 0.012, 0.022, 0.035],
        &[0.0005, 0.0025, 0.006, 0.012],
        &[0.0007, 0.002, 0.005, 0.01],
        &[0.0007, 0.0025, 0.007, 0.016],
        &[0.0012, 0.004, 0.01, 0.02],
    ];
    for (number, (sum, bounds)) in sums.into_iter().zip(bounds).enumerate() {
        let label = number * 5 + step(sum as f32 / words.max(1.0), bounds);
        let group = if number < PERSONS {
            Group::IsVoice
        } else {
            Group::IsTopic
        };
        add(
            group,
            if number < PERSONS {
                label
            } else {
                label - PERSONS * 5
            },
        );
    }
}

/// Whether a date and a byline stand where the body starts.
fn head(
    document: &Document,
    signals: &Signals,
    body: &Range<usize>,
    add: &mut impl FnMut(Group, usize),
) {
    let lines = body.start.saturating_sub(HEAD)..(body.start + HEAD).min(document.blocks.len());
    let signed = lines.clone().any(|at| signals.speaks_for(at, Role::Byline));
    let dated = lines
        .clone()
        .any(|at| document.blocks[at].measures.numbers > 0 && signals.is_dated(at));
    add(Group::IsHead, usize::from(signed) * 2 + usize::from(dated));
}

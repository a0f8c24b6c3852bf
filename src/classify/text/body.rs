//! What the likely body of a plain text and the text around it look like, to tell an article from a thread, a manual or a
//! shop: the form of its lines, its topic words, and what rules found.

use std::ops::Range;

use crate::classify::Role;
use crate::classify::context::Context;
use crate::classify::labels::step;
use crate::classify::signals::Signals;
use crate::classify::space::Group;
use crate::classify::text::facts::{Facts, Form};
use crate::classify::text::segment::best_stretch;
use crate::document::Document;
use crate::features::{LISTS, PERSONS};

/// Lines before the body and in it in which a date or byline is the article's.
const HEAD: usize = 8;

/// Adds labels for the whole text. `chances`: of each line to be content.
pub(super) fn body(
    document: &Document,
    context: &Context,
    signals: &Signals,
    chances: &[f32],
    add: &mut impl FnMut(Group, usize),
) {
    let facts = &context.facts;
    let range = best_stretch(facts, chances, 0.5);
    lines_of_body(facts, range.clone(), add);
    lines_of_text(context, add);
    topics(document, context, add);
    head(document, signals, &range, add);
}

fn lines_of_body(facts: &Facts, body: Range<usize>, add: &mut impl FnMut(Group, usize)) {
    let (words, forms) = (&facts.words[body.clone()], &facts.forms[body]);
    let count = words.len().max(1) as f32;
    let (mut all, mut prose) = (0.0, 0.0);
    let (mut long, mut short) = (0usize, 0usize);
    for (words, form) in words.iter().zip(forms) {
        all += *words as f32;
        if form.is_long_prose() {
            prose += *words as f32;
            long += 1;
        }
        short += usize::from(*words <= 4);
    }
    let (long, short) = (long as f32, short as f32);
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
    add(
        Group::IsRow,
        step(longest_row(words, forms), &[2, 4, 7, 12, 25]),
    );
}

/// Paragraphs in a row that no short line breaks.
fn longest_row(words: &[u32], forms: &[Form]) -> usize {
    let (mut row, mut longest) = (0usize, 0);
    for (words, form) in words.iter().zip(forms) {
        if form.is_long_prose() {
            row += 1;
        } else if *words < 8 {
            row = 0;
        }
        longest = longest.max(row);
    }
    longest
}

fn lines_of_text(context: &Context, add: &mut impl FnMut(Group, usize)) {
    let Facts { words, forms, .. } = &context.facts;
    let lines = words.len();
    add(Group::IsLines, step(lines, &[15, 40, 80, 150, 250, 450]));
    let first = words.first().copied().unwrap_or(0);
    add(Group::IsFirst, step(first, &[3, 5, 8, 11, 15, 25]));
    let prose = forms.iter().position(|form| form.is_long_prose());
    let place = prose.unwrap_or(lines) as f32 / lines.max(1) as f32;
    add(
        Group::IsFirstProse,
        step(place, &[0.02, 0.08, 0.16, 0.3, 0.5]),
    );
    let own = context.copies.iter().filter(|copy| copy.earlier == 0);
    let copies = 1.0 - own.count() as f32 / lines.max(1) as f32;
    add(
        Group::IsCopied,
        step(copies, &[0.005, 0.03, 0.07, 0.12, 0.2, 0.35]),
    );
}

/// How often the words of each topic come.
fn topics(document: &Document, context: &Context, add: &mut impl FnMut(Group, usize)) {
    let words = context.total() as f32;
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
    let dated = lines.clone().any(|at| signals.is_day(at));
    add(Group::IsHead, usize::from(signed) * 2 + usize::from(dated));
}

//! What readers wrote below an article, however much it is and however much like the article.

use std::ops::Range;

use super::signals::Signals;
use super::text::is_long_prose;
use super::{Role, STRONG};
use crate::document::Document;

/// Odds of a text to be an article from which its comments are none of it: in a forum they are what the page is about.
const ARTICLE: f32 = 1.0;
/// Words of long prose that stays in the lines above comments, and the number of those lines: above an article, the
/// number of its comments is a button.
const ABOVE: u32 = 80;
const LINES: usize = 20;
/// Words from which a line of a thread says something.
const SAID: u32 = 8;
/// Lines that read like comments from which they are a thread without a heading, and how many of ten they are.
const VOICES: usize = 3;
const OF_TEN: usize = 3;

/// In a plain text that is likely an article, all that follows the heading of its comments goes, and so do lines of
/// which many read like comments. Gives the lines that are comments.
pub(crate) fn leave_thread(
    points: &mut [f32],
    document: &Document,
    signals: &Signals,
    odds: f32,
) -> Vec<Range<usize>> {
    if !document.is_text() || odds < ARTICLE {
        return Vec::new();
    }
    // A headline further down says that the heading was that of something else.
    let heads_article = |start: usize| signals.headline.is_some_and(|line| line >= start);
    let headed = signals.thread.filter(|start| !heads_article(*start));
    let headed = headed.map(|start| start..points.len());
    let mut threads = Vec::new();
    for lines in headed.into_iter().chain(voices(points.len(), signals)) {
        if stands_below_prose(lines.start, points, document) {
            for points in points.iter_mut().take(lines.end).skip(lines.start) {
                *points = points.min(-STRONG);
            }
            threads.push(without_footer(lines, document, signals));
        }
    }
    threads
}

/// The lines of a thread but for the short ones at its end that no rule takes for a part of comments.
fn without_footer(lines: Range<usize>, document: &Document, signals: &Signals) -> Range<usize> {
    let says = |at: &usize| document.blocks[*at].measures.words >= SAID;
    let mut last = lines.clone().rev();
    let last = last.find(|at| says(at) || signals.speaks_for(*at, Role::Comments));
    lines.start..last.map_or(lines.start, |last| last + 1)
}

fn stands_below_prose(start: usize, points: &[f32], document: &Document) -> bool {
    let above = document.blocks.iter().zip(points).take(start);
    let stays = above
        .skip(start.saturating_sub(LINES))
        .filter(|(block, points)| **points > 0.0 && is_long_prose(block));
    stays.map(|(block, _)| block.measures.words).sum::<u32>() >= ABOVE
}

/// The lines from the first to the last that reads like a comment, if they are many among those between. Days and hours
/// stand over teasers too.
fn voices(lines: usize, signals: &Signals) -> Option<Range<usize>> {
    let voices: Vec<usize> = (0..lines)
        .filter(|at| signals.speaks_for(*at, Role::Comments) && !signals.is_dated(*at))
        .collect();
    let end = voices.last()? + 1;
    // Each with how many there are from it on.
    let mut counted = voices.iter().zip((1..=voices.len()).rev());
    let (start, count) = counted.find(|(start, count)| count * 10 >= (end - *start) * OF_TEN)?;
    (count >= VOICES).then_some(*start..end)
}

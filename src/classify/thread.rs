//! What readers wrote below an article, however much it is and however much like the article.

use super::STRONG;
use super::signals::Signals;
use super::text::is_long_prose;
use crate::document::Document;

/// Odds of a text to be an article from which what follows the heading of its comments is none of it: in a forum it is
/// what the page is about.
const ARTICLE: f32 = 1.0;
/// Words of long prose that stays in the lines above the heading, and their number: above an article, the number of its
/// comments is a button.
const ABOVE: u32 = 80;
const LINES: usize = 20;

/// In a plain text that is likely an article, all that follows the heading of its comments goes. A headline further down
/// says that the heading was that of something else.
pub(crate) fn leave_thread(points: &mut [f32], document: &Document, signals: &Signals, odds: f32) {
    let Some(start) = signals.thread else {
        return;
    };
    let heads_article = signals.headline.is_some_and(|line| line >= start);
    if !document.is_text() || odds < ARTICLE || heads_article {
        return;
    }
    let lines = start.saturating_sub(LINES)..start.min(points.len());
    let above = document.blocks.iter().zip(points.iter());
    let above = above.take(lines.end).skip(lines.start);
    let stays = above.filter(|(block, points)| **points > 0.0 && is_long_prose(block));
    if stays.map(|(block, _)| block.measures.words).sum::<u32>() < ABOVE {
        return;
    }
    for points in points.iter_mut().skip(start) {
        *points = points.min(-STRONG);
    }
}

//! Care with doubtful texts: where much of what would go may be the article, less goes.

use super::chance;
use super::signals::Signals;
use crate::document::Document;

/// Steps in which points are added, and their number: strong rules hold on any text.
const STEP: f32 = 0.25;
const STEPS: u8 = 11;

/// What of the share is left where a text is not known to be in English: rules and numbers are of English texts for the
/// most part.
const ABROAD: f32 = 0.5;
/// Words from which a line may be a sentence, and the points that one has more abroad: what the numbers know least of
/// other languages is their prose.
const SENTENCE: u32 = 10;
const BENEFIT: f32 = 2.0;

/// Points that a line of a plain text has more where the text is not known to be in English and no rule suspects it.
pub(crate) fn benefit(at: usize, document: &Document, signals: &Signals) -> f32 {
    if signals.is_english || !document.is_text() {
        return 0.0;
    }
    let words = document
        .blocks
        .get(at)
        .map_or(0, |block| block.measures.words);
    if words >= SENTENCE && !signals.is_suspect(at) {
        BENEFIT
    } else {
        0.0
    }
}

/// The share of a text's content that may be expected among what is left out: `care` for an article in English, by the
/// odds of the text to be one.
pub(crate) fn care_share(care: f32, odds: f32, is_english: bool) -> f32 {
    care * odds * if is_english { 1.0 } else { ABROAD }
}

/// Points to add to all blocks, so that at most a share of the words of content is expected among those left out.
/// `words`: the blocks' words, in the order of `points`.
pub(crate) fn care(points: &[f32], words: impl Fn(usize) -> f32, share: f32) -> f32 {
    if share <= 0.0 {
        return 0.0;
    }
    let content: Vec<f32> = points
        .iter()
        .enumerate()
        .map(|(at, points)| words(at) * chance(*points))
        .collect();
    let bound = share * content.iter().sum::<f32>();
    let lost = |added: f32| -> f32 {
        let left_out = points.iter().zip(&content);
        left_out
            .filter(|(points, _)| **points + added <= 0.0)
            .map(|(_, words)| words)
            .sum()
    };
    (0..STEPS)
        .map(|step| f32::from(step) * STEP)
        .find(|added| lost(*added) <= bound)
        .unwrap_or(f32::from(STEPS) * STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clear_text_needs_no_care() {
        assert!(care(&[5.0, -5.0, 5.0], |_| 20.0, 0.05) < 0.1);
    }

    #[test]
    fn a_doubtful_text_keeps_what_is_doubtful() {
        let added = care(&[1.0, -0.6, -6.0], |_| 20.0, 0.05);
        assert!(added > 0.6 && added < 3.0, "{added}");
    }
}

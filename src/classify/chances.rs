//! The labels of chances, and of those around a block.

// Chances need no more than single precision.
#![allow(clippy::cast_possible_truncation)]

/// Blocks on either side that are in a block's window.
const WINDOW: usize = 4;

/// The label of the chance of the blocks around each, weighted by their words. Sum by sum for all blocks, with nothing
/// before the first and after the last, so that a machine can take several at once.
pub(super) fn windows(own: impl Iterator<Item = u32>, chances: &[f32]) -> Vec<u8> {
    let length = chances.len() + 2 * WINDOW;
    let (mut words, mut weighted) = (vec![0u32; length], vec![0.0f64; length]);
    let places = words.iter_mut().zip(&mut weighted).skip(WINDOW);
    for ((words, weighted), (own, chance)) in places.zip(own.zip(chances)) {
        *words = own.clamp(3, 60);
        *weighted = f64::from(*words) * f64::from(*chance);
    }
    let sum = |around: &[f64]| match around {
        [b4, b3, b2, b1, _, a1, a2, a3, a4] => b4 + b3 + b2 + b1 + a1 + a2 + a3 + a4,
        _ => 0.0,
    };
    // Whole numbers may be summed as they come and go.
    let mut inside: u32 = words.iter().take(2 * WINDOW).sum();
    let around = words.windows(2 * WINDOW + 1);
    let around = around.zip(weighted.windows(2 * WINDOW + 1));
    let means = around.zip(chances).map(|((words, weighted), chance)| {
        inside += words[2 * WINDOW];
        let others = inside - words[WINDOW];
        inside -= words[0];
        if others > 0 {
            (sum(weighted) / f64::from(others)) as f32
        } else {
            *chance
        }
    });
    labels(&means.collect::<Vec<f32>>())
}

pub(crate) fn vote_label(chance: f32) -> usize {
    usize::from(label(chance))
}

pub(super) fn labels(chances: &[f32]) -> Vec<u8> {
    let mut labels = Vec::with_capacity(chances.len() + 1);
    labels.extend(chances.iter().map(|chance| label(*chance)));
    labels
}

pub(super) fn label(chance: f32) -> u8 {
    [0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95]
        .iter()
        .map(|bound| u8::from(chance >= *bound))
        .sum()
}

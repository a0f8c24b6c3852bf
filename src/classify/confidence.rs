//! The word F1 to be expected of a decision.

use super::chance;

/// What the evidence promises, and the F1 measured on pages that the weights had not seen: the confidence lies on the
/// line between them. `fit --try` prints the figures.
const MEASURED: [(f32, f32); 7] = [
    (0.0, 0.0),
    (0.32, 0.34),
    (0.62, 0.58),
    (0.79, 0.73),
    (0.91, 0.90),
    (0.97, 0.976),
    (1.0, 0.995),
];

/// The F1 that chances promise, from 0 to 1: each block's words are right or wrong with the chance that its evidence
/// gives. A block is its words, its points and whether it is kept.
pub(crate) fn promised(blocks: impl Iterator<Item = (f32, f32, bool)>) -> f32 {
    let (mut right, mut wrong) = (0.0f32, 0.0f32);
    for (words, points, keep) in blocks {
        let chance = chance(points);
        if keep {
            right += 2.0 * words * chance;
            wrong += words * (1.0 - chance);
        } else {
            wrong += words * chance;
        }
    }
    if right + wrong == 0.0 {
        0.0
    } else {
        right / (right + wrong)
    }
}

/// What pages of such a promise have been found to give.
pub(crate) fn measured(promised: f32) -> f32 {
    let pairs = MEASURED.iter().zip(MEASURED.iter().skip(1));
    for (&(from, low), &(to, high)) in pairs {
        if promised <= to {
            return low + (promised - from) / (to - from) * (high - low);
        }
    }
    1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_rises() {
        let values: Vec<f32> = (0..=20u8)
            .map(|step| measured(f32::from(step) / 20.0))
            .collect();
        assert!(values.is_sorted(), "{values:?}");
        assert!(values.iter().all(|value| (0.0..=1.0).contains(value)));
    }

    #[test]
    fn certain_decisions_promise_much() {
        let certain = promised([(50.0, 8.0, true), (20.0, -8.0, false)].into_iter());
        let doubtful = promised([(50.0, 0.2, true), (20.0, -0.2, false)].into_iter());
        assert!(certain > 0.99 && doubtful < 0.7, "{certain} {doubtful}");
        assert!(promised(std::iter::empty()) == 0.0);
    }
}

//! Word F1 of a choice of blocks.

use rustc_hash::FxHashMap;

use super::sample::Sample;

/// Precision, recall, F1 of the kept blocks' words against the gold's; `None` where the gold body is not known.
pub(super) fn word_score(sample: &Sample, keep: &[bool]) -> Option<[f64; 3]> {
    let gold = sample.gold.as_ref()?;
    let mut counts: FxHashMap<u64, i32> = FxHashMap::default();
    let mut kept = 0;
    for (words, _) in sample.words.iter().zip(keep).filter(|(_, keep)| **keep) {
        kept += words.len();
        for word in words {
            *counts.entry(*word).or_insert(0) += 1;
        }
    }
    let total: i32 = gold.values().sum();
    if total == 0 || kept == 0 {
        return Some(if total == 0 && kept == 0 {
            [1.0; 3]
        } else {
            [0.0; 3]
        });
    }
    let hits: i32 = counts
        .iter()
        .map(|(word, count)| gold.get(word).map_or(0, |gold| *gold.min(count)))
        .sum();
    let (precision, recall) = (
        f64::from(hits) / kept as f64,
        f64::from(hits) / f64::from(total),
    );
    let f1 = if hits == 0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    };
    Some([precision, recall, f1])
}

/// Share of the gold words in the input that a choice loses.
pub(super) fn damage(sample: &Sample, keep: &[bool]) -> Option<f64> {
    let gold = sample.gold.as_ref()?;
    let mut all: FxHashMap<u64, i32> = FxHashMap::default();
    let mut kept: FxHashMap<u64, i32> = FxHashMap::default();
    for (words, keep) in sample.words.iter().zip(keep) {
        for word in words {
            *all.entry(*word).or_insert(0) += 1;
            if *keep {
                *kept.entry(*word).or_insert(0) += 1;
            }
        }
    }
    let (mut have, mut lost) = (0, 0);
    for (word, gold) in gold {
        let there = all.get(word).copied().unwrap_or(0).min(*gold);
        have += there;
        lost += (there - kept.get(word).copied().unwrap_or(0)).max(0);
    }
    Some(f64::from(lost) / f64::from(have.max(1)))
}

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

/// Mean share of right four-word shingles among the kept, and among the gold's.
pub(super) fn shingle_score(sample: &Sample, keep: &[bool]) -> [f64; 2] {
    let kept: Vec<u64> = sample
        .words
        .iter()
        .zip(keep)
        .filter(|(_, keep)| **keep)
        .flat_map(|(words, _)| words.iter().copied())
        .collect();
    let (kept, gold) = (shingles(&kept), shingles(&sample.gold_list));
    let hits: i32 = kept
        .iter()
        .map(|(shingle, count)| gold.get(shingle).map_or(0, |gold| *gold.min(count)))
        .sum();
    let share = |all: &FxHashMap<&[u64], i32>| {
        f64::from(hits) / f64::from(all.values().sum::<i32>().max(1))
    };
    [share(&kept), share(&gold)]
}

fn shingles(words: &[u64]) -> FxHashMap<&[u64], i32> {
    let mut shingles = FxHashMap::default();
    for shingle in words.windows(4) {
        *shingles.entry(shingle).or_insert(0) += 1;
    }
    shingles
}

/// Snippets found and not, of those that belong in the body and those that do not.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct SnippetCounts {
    right: f64,
    wrong: f64,
    lost: f64,
}

impl SnippetCounts {
    pub(super) fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.lost += other.lost;
    }

    pub(super) fn f1(&self) -> f64 {
        if self.right == 0.0 {
            return 0.0;
        }
        2.0 * self.right / (2.0 * self.right + self.wrong + self.lost)
    }
}

pub(super) fn snippet_counts(sample: &Sample, keep: &[bool]) -> SnippetCounts {
    let mut counts = SnippetCounts::default();
    for (wanted, blocks) in &sample.snippets {
        let found = blocks.iter().any(|block| keep[*block]);
        match (wanted, found) {
            (true, true) => counts.right += 1.0,
            (true, false) => counts.lost += 1.0,
            (false, true) => counts.wrong += 1.0,
            (false, false) => {}
        }
    }
    counts
}

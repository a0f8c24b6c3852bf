//! Which blocks the gold body holds: each block's words are aligned with the gold's, in order.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

/// Words in a shingle.
const SHINGLE: usize = 3;
/// Places of one shingle that are looked at.
const PLACES: usize = 20;

/// Hashes of a text's words, lower case; characters of scripts without spaces are words.
pub(super) fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut hasher: Option<FxHasher> = None;
    for c in text.chars() {
        let unspaced = matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
        if unspaced || !(c.is_alphanumeric() || c == '_') {
            words.extend(hasher.take().map(|hasher| hasher.finish()));
        }
        if unspaced {
            let mut one = FxHasher::default();
            one.write_u32(c as u32);
            words.push(one.finish());
        } else if c.is_alphanumeric() || c == '_' {
            let hasher = hasher.get_or_insert_default();
            for lower in c.to_lowercase() {
                hasher.write_u32(lower as u32);
            }
        }
    }
    words.extend(hasher.map(|hasher| hasher.finish()));
    words
}

/// A place in the gold where a block may stand.
struct Candidate {
    block: usize,
    start: usize,
    end: usize,
    weight: f64,
    cover: f32,
}

/// For each block, the share of its words that stand in the gold, in the order of the blocks.
pub(super) fn cover(blocks: &[Vec<u64>], gold: &[u64]) -> Vec<f32> {
    let mut shingles: FxHashMap<&[u64], Vec<usize>> = FxHashMap::default();
    let mut singles: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, word) in gold.iter().enumerate() {
        let places = singles.entry(*word).or_default();
        if places.len() < 60 {
            places.push(at);
        }
    }
    for (at, shingle) in gold.windows(SHINGLE).enumerate() {
        let places = shingles.entry(shingle).or_default();
        if places.len() < PLACES {
            places.push(at);
        }
    }
    let mut candidates = Vec::new();
    for (block, words) in blocks.iter().enumerate() {
        if words.is_empty() {
            continue;
        }
        if words.len() <= SHINGLE {
            for &at in singles.get(&words[0]).map_or(&[][..], Vec::as_slice) {
                if gold.get(at..at + words.len()) == Some(words.as_slice()) {
                    candidates.push(Candidate {
                        block,
                        start: at,
                        end: at + words.len(),
                        weight: words.len() as f64 * 0.5,
                        cover: 1.0,
                    });
                }
            }
        } else {
            long_candidates(block, words, &shingles, &mut candidates);
        }
    }
    chain(candidates, blocks.len(), gold.len())
}

fn long_candidates(
    block: usize,
    words: &[u64],
    shingles: &FxHashMap<&[u64], Vec<usize>>,
    candidates: &mut Vec<Candidate>,
) {
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for (j, shingle) in words.windows(SHINGLE).enumerate() {
        hits.extend(shingles.get(shingle).into_iter().flatten().map(|&i| (i, j)));
    }
    for _ in 0..4 {
        let mut diagonals: FxHashMap<i64, u32> = FxHashMap::default();
        for &(i, j) in &hits {
            *diagonals.entry(i as i64 - j as i64).or_default() += 1;
        }
        let Some((&diagonal, _)) = diagonals
            .iter()
            .max_by_key(|(diagonal, count)| (**count, -**diagonal))
        else {
            return;
        };
        let near = |&(i, j): &(usize, usize)| (i as i64 - j as i64 - diagonal).abs() <= 6;
        let mut covered = vec![false; words.len()];
        let (mut start, mut end) = (usize::MAX, 0);
        for (i, j) in hits.iter().copied().filter(|hit| near(hit)) {
            covered[j..j + SHINGLE].fill(true);
            start = start.min(i);
            end = end.max(i + SHINGLE);
        }
        let count = covered.iter().filter(|covered| **covered).count();
        candidates.push(Candidate {
            block,
            start,
            end,
            weight: count as f64,
            cover: count as f32 / words.len() as f32,
        });
        hits.retain(|hit| !near(hit));
    }
}

/// The heaviest chain in which block and place both rise, and then long passages that were moved.
fn chain(mut candidates: Vec<Candidate>, blocks: usize, gold: usize) -> Vec<f32> {
    candidates.sort_by_key(|candidate| (candidate.block, candidate.start));
    let mut tree: Vec<(f64, usize)> = vec![(0.0, usize::MAX); gold + 2];
    let mut back = vec![usize::MAX; candidates.len()];
    let mut pending: Vec<(f64, usize)> = Vec::new();
    for at in 0..candidates.len() {
        let candidate = &candidates[at];
        if at > 0 && candidates[at - 1].block != candidate.block {
            for (score, which) in pending.drain(..) {
                raise(&mut tree, candidates[which].end, (score, which));
            }
        }
        let slack = 2.min((candidate.end - candidate.start) / 4);
        let (score, before) = query(&tree, candidate.start + slack);
        back[at] = before;
        pending.push((score + candidate.weight, at));
    }
    for (score, which) in pending {
        raise(&mut tree, candidates[which].end, (score, which));
    }
    let mut cover = vec![0.0f32; blocks];
    let mut taken = vec![false; gold];
    let (_, mut at) = query(&tree, gold);
    while at != usize::MAX {
        let candidate = &candidates[at];
        cover[candidate.block] = candidate.cover;
        taken[candidate.start..candidate.end].fill(true);
        at = back[at];
    }
    candidates.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    for candidate in candidates
        .iter()
        .filter(|candidate| candidate.weight >= 8.0)
    {
        let span = candidate.start..candidate.end;
        let used = taken[span.clone()].iter().filter(|taken| **taken).count();
        if cover[candidate.block] < 0.2 && used * 5 < span.len() {
            cover[candidate.block] = candidate.cover;
            taken[span].fill(true);
        }
    }
    cover
}

fn query(tree: &[(f64, usize)], end: usize) -> (f64, usize) {
    let mut best = (0.0, usize::MAX);
    let mut at = (end + 1).min(tree.len() - 1);
    while at > 0 {
        if tree[at].0 > best.0 {
            best = tree[at];
        }
        at &= at - 1;
    }
    best
}

fn raise(tree: &mut [(f64, usize)], end: usize, value: (f64, usize)) {
    let mut at = end + 1;
    while at < tree.len() {
        if value.0 > tree[at].0 {
            tree[at] = value;
        }
        at += at & at.wrapping_neg();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_in_order_are_covered() {
        let gold =
            words("The council met on Tuesday evening. It voted for the plan after a debate.");
        let blocks = [
            words("Menu"),
            words("The council met on Tuesday evening."),
            words("Ads for the plan"),
            words("It voted for the plan after a debate."),
        ];
        let cover = cover(&blocks, &gold);
        assert!(
            cover[0] < 0.1 && cover[1] > 0.9 && cover[2] < 0.5 && cover[3] > 0.9,
            "{cover:?}"
        );
    }
}

//! The core of an article: blocks that are surely content, and how near they are.

/// Chance above which a block counts as certain content.
const CORE: f32 = 0.8;
/// Words from which such a block is the core of the article.
const CORE_WORDS: u32 = 15;

/// The label of no core block on that side.
pub(super) const FAR: u8 = 3;

/// The label of each distance, and of none.
const LABELS: [u8; NONE + 1] = [0, 1, 1, 1, 1, 1, 2, FAR];
const NONE: usize = 7;

/// How near core blocks are: before and after each block, all and long ones. `words`: of each block.
pub(super) fn core(words: impl Iterator<Item = u32>, chances: &[f32]) -> Vec<[u8; 4]> {
    let is_core = |(words, chance): (u32, &f32)| {
        let is_core = *chance >= CORE;
        [is_core, is_core && words >= CORE_WORDS]
    };
    let kinds: Vec<[bool; 2]> = words.zip(chances).map(is_core).collect();
    // From one block to the next; what is far stays so.
    let on = |since: usize, is_core: bool| match since {
        _ if is_core => 0,
        0..6 => since + 1,
        far => far,
    };
    let mut labels = vec![[FAR; 4]; kinds.len()];
    let mut since = [NONE; 2];
    for (labels, kind) in labels.iter_mut().zip(&kinds) {
        since = [on(since[0], kind[0]), on(since[1], kind[1])];
        (labels[0], labels[2]) = (LABELS[since[0]], LABELS[since[1]]);
    }
    let mut until = [NONE; 2];
    for (labels, kind) in labels.iter_mut().zip(&kinds).rev() {
        until = [on(until[0], kind[0]), on(until[1], kind[1])];
        (labels[1], labels[3]) = (LABELS[until[0]], LABELS[until[1]]);
    }
    labels
}

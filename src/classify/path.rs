//! The best path: the cheapest sequence of content and boilerplate through all blocks.

use super::weights::PathCosts;

/// What the path says of one block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Step {
    pub(crate) keep: bool,
    /// By how many points the best path with this decision beats the best path with the other one.
    pub(crate) margin: f32,
}

/// Viterbi over two states in both directions, so that every block has its margin. `points`: above 0 for content;
/// `edges`: whether a change of state before the block is cheap.
pub(crate) fn best_path(points: &[f32], edges: &[bool], costs: &PathCosts) -> Vec<Step> {
    let forward = sweep(points, edges, costs);
    let mut steps: Vec<Step> = Vec::with_capacity(points.len());
    // From the end on, the best sums of the states from each block to the last.
    let mut after: Option<[f32; 2]> = None;
    for (at, (own, before)) in points.iter().zip(&forward).enumerate().rev() {
        let best = go_on(after, || cost(edges, at + 1, costs));
        let backward = [best[0] + -own / 2.0, best[1] + own / 2.0];
        // The block's own points are in both sweeps; count them once.
        let keep = before[1] + backward[1] - own / 2.0;
        let drop = before[0] + backward[0] + own / 2.0;
        steps.push(Step {
            keep: keep > drop,
            margin: (keep - drop).abs(),
        });
        after = Some(backward);
    }
    steps.reverse();
    steps
}

fn cost(edges: &[bool], at: usize, costs: &PathCosts) -> f32 {
    if edges.get(at).copied().unwrap_or(true) {
        costs.change_at_edge
    } else {
        costs.change
    }
}

/// Best sums of the states `[boilerplate, content]` up to and with each block.
fn sweep(points: &[f32], edges: &[bool], costs: &PathCosts) -> Vec<[f32; 2]> {
    let mut before: Option<[f32; 2]> = None;
    let sums = points.iter().enumerate().map(|(at, own)| {
        let best = go_on(before, || cost(edges, at, costs));
        let sums = [best[0] + -own / 2.0, best[1] + own / 2.0];
        before = Some(sums);
        sums
    });
    sums.collect()
}

/// The best sums of both states with which a block is come to from the one beside it, where there is one.
#[inline]
fn go_on(beside: Option<[f32; 2]>, cost: impl Fn() -> f32) -> [f32; 2] {
    beside.map_or([0.0, 0.0], |beside| {
        let change = cost();
        [
            beside[0].max(beside[1] - change),
            beside[1].max(beside[0] - change),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COSTS: PathCosts = PathCosts {
        change: 2.0,
        change_at_edge: 0.5,
        precision: 0.0,
        balanced: 0.0,
        recall: 0.0,
        care: 0.0,
    };

    #[test]
    fn a_doubtful_block_follows_its_neighbours() {
        let steps = best_path(&[4.0, -1.0, 4.0], &[false; 3], &COSTS);
        assert!(steps.iter().all(|step| step.keep));
    }

    #[test]
    fn a_certain_block_swallows_nothing() {
        let steps = best_path(&[4.0, -9.0, 4.0], &[false; 3], &COSTS);
        assert_eq!(
            steps.iter().map(|step| step.keep).collect::<Vec<_>>(),
            [true, false, true]
        );
        assert!(steps[1].margin > 4.0);
    }
}

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
    let forward = sweep(
        points.len(),
        |at| points[at],
        |at| cost(edges, at, costs),
        false,
    );
    let backward = sweep(
        points.len(),
        |at| points[at],
        |at| cost(edges, at + 1, costs),
        true,
    );
    (0..points.len())
        .map(|at| {
            // The block's own points are in both sweeps; count them once.
            let keep = forward[at][1] + backward[at][1] - points[at] / 2.0;
            let drop = forward[at][0] + backward[at][0] + points[at] / 2.0;
            Step {
                keep: keep > drop,
                margin: (keep - drop).abs(),
            }
        })
        .collect()
}

fn cost(edges: &[bool], at: usize, costs: &PathCosts) -> f32 {
    if edges.get(at).copied().unwrap_or(true) {
        costs.change_at_edge
    } else {
        costs.change
    }
}

/// Best sums of the states `[boilerplate, content]` up to and with each block, from the left or from the right.
fn sweep(
    count: usize,
    points: impl Fn(usize) -> f32,
    cost: impl Fn(usize) -> f32,
    reverse: bool,
) -> Vec<[f32; 2]> {
    let mut sums = vec![[0.0f32; 2]; count];
    let mut before: Option<[f32; 2]> = None;
    for step in 0..count {
        let at = if reverse { count - 1 - step } else { step };
        let own = [-points(at) / 2.0, points(at) / 2.0];
        let best = before.map_or([0.0, 0.0], |before: [f32; 2]| {
            let change = cost(at);
            [
                before[0].max(before[1] - change),
                before[1].max(before[0] - change),
            ]
        });
        sums[at] = [best[0] + own[0], best[1] + own[1]];
        before = Some(sums[at]);
    }
    sums
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

//! How often each rule hits, and how often what it hits is the article's: rules that are wrong too often are to be repaired.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::sample::Sample;
use crate::rules::RuleIndex;

/// Blocks hit, those of them that the gold body holds, and texts with such blocks.
#[derive(Default)]
struct Hits {
    blocks: u32,
    gold: u32,
    texts: u32,
    gold_texts: u32,
    last: [usize; 2],
}

/// One line a rule, those with the most wrong hits first. Only whole pages count: the other inputs repeat them.
pub(super) fn report(samples: &[Sample], name: impl Fn(RuleIndex) -> String) -> String {
    let mut rules: BTreeMap<RuleIndex, Hits> = BTreeMap::new();
    for (number, sample) in samples.iter().enumerate() {
        if sample.source != "wholepage" || sample.gold.is_none() && sample.snippets.is_empty() {
            continue;
        }
        for (at, signal) in sample.signals.blocks.iter() {
            let cover = sample.cover.get(at).filter(|cover| **cover >= 0.0);
            let Some(cover) = cover else { continue };
            for rule in &signal.rules {
                let hits = rules.entry(*rule).or_default();
                let gold = *cover >= 0.5;
                hits.blocks += 1;
                hits.gold += u32::from(gold);
                let last = usize::from(gold);
                if hits.last[last] != number + 1 {
                    hits.last[last] = number + 1;
                    hits.texts += 1;
                    hits.gold_texts += u32::from(gold);
                }
            }
        }
    }
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(_, hits)| (std::cmp::Reverse(hits.gold_texts), hits.blocks));
    let mut out = String::new();
    for (rule, hits) in rules {
        let _ = writeln!(
            out,
            "{:50} blocks {:5} of the gold {:4} ({:5.1} %)  texts {:5} of the gold {:4}",
            name(rule),
            hits.blocks,
            hits.gold,
            100.0 * f64::from(hits.gold) / f64::from(hits.blocks.max(1)),
            hits.texts,
            hits.gold_texts
        );
    }
    out
}

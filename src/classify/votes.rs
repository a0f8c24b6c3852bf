//! The second look: what the first one made of a block's neighbourhood.

// Shares and chances need no more than single precision.
#![allow(clippy::cast_possible_truncation)]

use std::cell::Cell;

use rustc_hash::FxHashMap;

use super::chances::{label, labels, vote_label, windows};
use super::context::{Context, NO_CONTAINER, sum};
use super::core::{FAR, core};
use super::evidence::{Features, Rows};
use super::signals::Signals;
use super::space::Group;
use super::text::{Segments, Shared};
use super::weights::{Points, RowSums};
use crate::document::{Block, BlockKind, Document};
use crate::segment::{Container, ContainerId};

/// Collects the evidence of the second look. `chances`: the first look's chance, for each block, that it is content.
pub(crate) fn second_look(
    document: &Document,
    context: &Context,
    signals: &Signals,
    chances: &[f32],
) -> Rows {
    let mut rows = Rows::default();
    let shared = &mut Shared::default();
    look(document, context, signals, chances, shared, &mut rows);
    rows
}

/// The same, of which no more is asked than the sum of each block's points.
pub(super) fn second_sums(
    document: &Document,
    context: &Context,
    signals: &Signals,
    chances: &[f32],
    points: &Points,
    shared: &mut Shared,
) -> Vec<f32> {
    let mut rows = RowSums::new(points, chances.len());
    look(document, context, signals, chances, shared, &mut rows);
    rows.sums
}

fn look(
    document: &Document,
    context: &Context,
    signals: &Signals,
    chances: &[f32],
    shared: &mut Shared,
    rows: &mut impl Features,
) {
    let votes = Votes::new(document, context, chances);
    if document.is_text() {
        let segments = Segments::new(document, &context.facts, chances, shared);
        votes.look_at_lines(&signals.near, &segments, rows);
        return;
    }
    for (at, block) in document.blocks.iter().enumerate() {
        rows.add(Group::Bias, 0);
        rows.add(Group::OwnVote, votes.label(at));
        votes.containers(at, rows);
        votes.window(at, block, rows);
        votes.core(at, rows);
        votes.forms(at, rows);
        votes.branches(at, rows);
        rows.add(Group::PageVote, votes.page);
        let near = signals.near.get(at).copied().map_or(0, usize::from);
        rows.add(Group::EvidenceNear, near);
        rows.end_row();
    }
}

struct Votes<'a> {
    document: &'a Document,
    context: &'a Context,
    chances: &'a [f32],
    /// Prefix sums of words × chance.
    expected: Vec<f64>,
    best: Option<ContainerId>,
    best_sum: f64,
    total_sum: f64,
    /// Words and expected words of content by form of container.
    forms: FxHashMap<u64, (f64, f64, u32)>,
    /// The branch of each container: the child of the best container it is in or, outside of that, the largest
    /// container without it.
    branches: Vec<Branch>,
    above: Vec<u32>,
    /// Label of the chance of each container, once it was asked for.
    of_containers: Vec<Cell<Option<u8>>>,
    /// Of how much of all content is in the best container.
    best_share: usize,
    /// Label of each block's chance, and of none.
    labels: Vec<u8>,
    /// Label of the chance of the blocks around each.
    windows: Vec<u8>,
    page: usize,
    /// Labels of how near core blocks are before and after, all of them and long ones.
    core: Vec<[u8; 4]>,
}

impl<'a> Votes<'a> {
    fn new(document: &'a Document, context: &'a Context, chances: &'a [f32]) -> Self {
        let mut expected = Vec::with_capacity(chances.len() + 1);
        let mut total = 0.0;
        expected.push(0.0);
        let of_blocks: Vec<u32>;
        let words = if document.is_text() {
            &context.facts.words
        } else {
            of_blocks = document
                .blocks
                .iter()
                .map(|block| block.measures.words)
                .collect();
            &of_blocks
        };
        for (words, chance) in words.iter().zip(chances) {
            total += f64::from(*words) * f64::from(*chance);
            expected.push(total);
        }
        let words = || words.iter().copied();
        let mut own = labels(chances);
        own.push(0);
        let mut votes = Self {
            document,
            context,
            chances,
            expected,
            best: None,
            best_sum: 0.0,
            total_sum: total,
            forms: FxHashMap::default(),
            branches: Vec::new(),
            above: Vec::with_capacity(chances.len()),
            of_containers: vec![Cell::new(None); document.containers.len()],
            best_share: 0,
            labels: own,
            windows: windows(words(), chances),
            page: vote_label((total / f64::from(context.total().max(1))) as f32),
            core: core(words(), chances),
        };
        if !document.containers.is_empty() {
            votes.find_best();
            votes.find_branches();
            votes.find_forms();
            votes.find_headings();
        }
        votes
    }

    /// The container whose blocks have the highest sum of words × (chance − ½): content counts for it, boilerplate
    /// against it, and of equals the deepest wins.
    fn find_best(&mut self) {
        for (at, container) in self.document.containers.iter().enumerate() {
            let words = f64::from(sum(&self.context.words, container));
            let score = self.expected_in(container) - 0.5 * words;
            if score > 0.0 && score >= self.best_sum {
                self.best_sum = score;
                self.best = ContainerId::try_from(at).ok();
            }
        }
        let containers = &self.document.containers;
        if let Some(best) = self.best.and_then(|best| containers.get(best as usize)) {
            let share = self.expected_in(best) / self.total_sum.max(1.0);
            let bounds = [0.5, 0.75, 0.95].iter();
            self.best_share = bounds.filter(|bound| share >= **bound).count();
        }
    }

    fn expected_in(&self, container: &Container) -> f64 {
        let at = |index: u32| {
            self.expected
                .get(index as usize)
                .or(self.expected.last())
                .copied()
                .unwrap_or(0.0)
        };
        (at(container.end) - at(container.first)).max(0.0)
    }

    /// The label of a container's chance; `None` where there is no such container.
    fn vote_of(&self, id: ContainerId) -> Option<usize> {
        let container = self.document.containers.get(id as usize)?;
        let known = self.of_containers.get(id as usize)?;
        let vote = known.get().unwrap_or_else(|| {
            let words = f64::from(sum(&self.context.words, container));
            if words == 0.0 {
                0
            } else {
                label((self.expected_in(container) / words) as f32)
            }
        });
        known.set(Some(vote));
        Some(usize::from(vote))
    }

    fn label(&self, at: usize) -> usize {
        self.labels.get(at).copied().map_or(0, usize::from)
    }

    fn containers(&self, at: usize, rows: &mut impl Features) {
        let Some(structure) = &self.document.blocks[at].structure else {
            return;
        };
        let find = |known: &[u32]| {
            let found = known.get(structure.container as usize).copied();
            found.filter(|found| *found != NO_CONTAINER)
        };
        let levels = [
            (Group::LocalVote, &self.context.local),
            (Group::SectionVote, &self.context.section),
            (Group::RegionVote, &self.context.region),
        ];
        for (group, known) in levels {
            if let Some(vote) = find(known).and_then(|id| self.vote_of(id)) {
                rows.add(group, vote);
            }
        }
        if let Some(twin) = find(&self.context.twin) {
            let container = self.document.containers.get(twin as usize);
            let family = container.and_then(|twin| twin.parent).unwrap_or(twin);
            if let Some(vote) = self.vote_of(family) {
                rows.add(Group::TwinVote, vote);
            }
        }
        self.best(at, rows);
    }

    fn best(&self, at: usize, rows: &mut impl Features) {
        let containers = &self.document.containers;
        let Some(best) = self.best.and_then(|best| containers.get(best as usize)) else {
            rows.add(Group::Best, 4);
            return;
        };
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let around = best
            .parent
            .and_then(|parent| containers.get(parent as usize))
            .unwrap_or(best);
        let label = match at {
            _ if (best.first..best.end).contains(&at) => 0,
            _ if (around.first..around.end).contains(&at) => 1,
            _ if at < best.first => 2,
            _ => 3,
        };
        rows.add(Group::Best, label);
        rows.add(Group::BestShare, self.best_share);
    }

    fn window(&self, at: usize, block: &Block, rows: &mut impl Features) {
        let before = at.checked_sub(1).map_or(0, |before| self.label(before));
        rows.add(Group::PreviousVote, before);
        rows.add(Group::NextVote, self.label(at + 1));
        let words = block.measures.words;
        let label = self.windows.get(at).copied().map_or(0, usize::from);
        rows.add(Group::WindowVote, label);
        if words < 10 {
            rows.add(Group::ShortVote, label);
        }
        if words < 8 || matches!(block.kind, BlockKind::Heading(_)) {
            let (from, to) = (at + 1, (at + 4).min(self.chances.len()));
            let after = self.mean(from, to);
            rows.add(Group::HeadingVote, vote_label(after));
        }
    }

    fn mean(&self, from: usize, to: usize) -> f32 {
        let (Some(a), Some(b)) = (self.expected.get(from), self.expected.get(to)) else {
            return 0.0;
        };
        let words = self
            .context
            .words
            .get(to)
            .zip(self.context.words.get(from))
            .map_or(0, |(end, start)| end - start);
        if words == 0 {
            0.0
        } else {
            ((b - a) / f64::from(words)) as f32
        }
    }

    fn core(&self, at: usize, rows: &mut impl Features) {
        add_core(self.core.get(at).copied().unwrap_or([FAR; 4]), rows);
    }
}

impl Votes<'_> {
    /// The same at the lines of a text, side by side. `near`: how near evidence is to each.
    fn look_at_lines(&self, near: &[u8], segments: &Segments, rows: &mut impl Features) {
        let facts = &self.context.facts;
        let after = self.labels.get(1..).unwrap_or_default();
        let votes = self.labels.iter().zip(after).zip(&self.windows);
        let lines = votes.zip(&self.core).zip(near);
        let lines = lines.zip(&facts.words).zip(&facts.forms).enumerate();
        let mut before = 0;
        for (at, ((((((own, after), window), core), near), words), form)) in lines {
            let (own, window) = (usize::from(*own), usize::from(*window));
            rows.add(Group::Bias, 0);
            rows.add(Group::OwnVote, own);
            rows.add(Group::PreviousVote, before);
            rows.add(Group::NextVote, usize::from(*after));
            rows.add(Group::WindowVote, window);
            if *words < 10 {
                rows.add(Group::ShortVote, window);
            }
            if *words < 8 || form.is_heading() {
                let (from, to) = (at + 1, (at + 4).min(self.chances.len()));
                rows.add(Group::HeadingVote, vote_label(self.mean(from, to)));
            }
            add_core(*core, rows);
            rows.add(Group::PageVote, self.page);
            rows.add(Group::EvidenceNear, usize::from(*near));
            segments.add(at, own, form.shape(), *words, rows);
            rows.end_row();
            before = own;
        }
    }
}

fn add_core(labels: [u8; 4], rows: &mut impl Features) {
    let [before, after, before_long, after_long] = labels.map(usize::from);
    rows.add(Group::CoreBefore, before);
    rows.add(Group::CoreAfter, after);
    rows.add(Group::CoreBeforeLong, before_long);
    rows.add(Group::CoreAfterLong, after_long);
}

/// Where a container stands to the best one.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Branch {
    /// It is the best one, or around it.
    Trunk,
    Inner(ContainerId),
    Outer(ContainerId),
}

impl Votes<'_> {
    fn find_branches(&mut self) {
        let containers = &self.document.containers;
        let mut around = self.best;
        self.branches.reserve_exact(containers.len());
        let mut trunk = vec![false; containers.len()];
        while let Some(id) = around {
            let Some(container) = containers.get(id as usize) else {
                break;
            };
            trunk[id as usize] = true;
            around = container.parent;
        }
        for (at, container) in containers.iter().enumerate() {
            let own = ContainerId::try_from(at).unwrap_or(NO_CONTAINER);
            let branch = match container.parent {
                _ if trunk[at] => Branch::Trunk,
                parent if parent.is_some() && parent == self.best => Branch::Inner(own),
                Some(parent) => match self.branches.get(parent as usize) {
                    Some(Branch::Trunk) | None => Branch::Outer(own),
                    Some(known) => *known,
                },
                None => Branch::Trunk,
            };
            self.branches.push(branch);
        }
    }

    fn branches(&self, at: usize, rows: &mut impl Features) {
        let Some(structure) = &self.document.blocks[at].structure else {
            return;
        };
        match self.branches.get(structure.container as usize) {
            Some(Branch::Inner(id)) => {
                if let Some(vote) = self.vote_of(*id) {
                    rows.add(Group::BranchVote, vote);
                }
            }
            Some(Branch::Outer(id)) => {
                let branch = self.document.containers.get(*id as usize);
                if let (Some(branch), Some(vote)) = (branch, self.vote_of(*id)) {
                    rows.add(Group::OuterVote, vote);
                    let share = self.expected_in(branch) / self.total_sum.max(1.0);
                    let label = [0.003, 0.03, 0.1, 0.3, 0.8];
                    rows.add(
                        Group::OuterWeight,
                        label.iter().filter(|bound| share >= **bound).count(),
                    );
                }
            }
            _ => {}
        }
        if let Some(heading) = self
            .above
            .get(at)
            .and_then(|above| self.chances.get(*above as usize))
        {
            rows.add(Group::AboveVote, vote_label(*heading));
        }
    }

    /// The form of a block's container: its tag and class, and those of the container around it.
    fn form(&self, at: usize) -> Option<u64> {
        let containers = &self.document.containers;
        let structure = self.document.blocks.get(at)?.structure?;
        let own = containers.get(structure.container as usize)?;
        let parent = containers.get(own.parent? as usize)?;
        Some(own.signature.rotate_left(21) ^ parent.signature)
    }

    fn find_forms(&mut self) {
        for (at, block) in self.document.blocks.iter().enumerate() {
            let Some(form) = self.form(at) else { continue };
            let words = f64::from(block.measures.words.max(1));
            let sums = self.forms.entry(form).or_default();
            sums.0 += words;
            sums.1 += words * f64::from(self.chances[at]);
            sums.2 += 1;
        }
    }

    fn forms(&self, at: usize, rows: &mut impl Features) {
        let sums = self.form(at).and_then(|form| self.forms.get(&form));
        if let Some((words, expected, _)) = sums.filter(|(_, _, count)| *count >= 3) {
            rows.add(Group::FormVote, vote_label((expected / words) as f32));
        }
    }

    fn find_headings(&mut self) {
        let mut last = u32::MAX;
        for (at, block) in self.document.blocks.iter().enumerate() {
            self.above.push(last);
            if matches!(block.kind, BlockKind::Heading(_)) {
                last = u32::try_from(at).unwrap_or(u32::MAX);
            }
        }
    }
}

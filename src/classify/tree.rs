//! The first look at where a block stands in the tree of a page.

use super::context::{NO_CONTAINER, sum};
use super::evidence::{Features, Look};
use super::labels::{share, share_label, tag_label};
use super::space::{GROUPS, Group};
use crate::document::{BlockKind, Structure};
use crate::segment::{Container, ContainerId, HINTS};

/// Labels of the containers that were asked for last: most blocks share them with the one before.
#[derive(Debug)]
pub(super) struct Last {
    section: (ContainerId, [usize; 2]),
    region: (ContainerId, [usize; 2]),
    twin: ContainerId,
    twin_labels: Vec<(Group, usize)>,
}

impl Default for Last {
    fn default() -> Self {
        Self {
            section: (NO_CONTAINER, [0; 2]),
            region: (NO_CONTAINER, [0; 2]),
            twin: NO_CONTAINER,
            twin_labels: Vec::new(),
        }
    }
}

impl Look<'_> {
    /// Where the block stands in the tree.
    pub(super) fn tree(&mut self, at: usize, structure: &Structure, rows: &mut impl Features) {
        let mut zones = structure.zone.0;
        while zones != 0 {
            rows.add(Group::Zones, zones.trailing_zeros() as usize);
            zones &= zones - 1;
        }
        let containers = &self.document.containers;
        let Some(own) = containers.get(structure.container as usize) else {
            return;
        };
        let parent = own
            .parent
            .and_then(|parent| containers.get(parent as usize));
        let near = structure
            .inline
            .union(own.hints)
            .union(parent.map_or_else(Default::default, |parent| parent.hints));
        for hint in near.iter() {
            rows.add(Group::Near, hint);
        }
        let far = crate::segment::Hints(own.inherited.0 & !near.0);
        for hint in far.iter() {
            rows.add(Group::Far, hint);
        }
        rows.add(Group::LocalTag, tag_label(own.tag));
        rows.add(
            Group::Depth,
            [5, 9, 13, 19]
                .iter()
                .filter(|bound| own.depth >= **bound)
                .count(),
        );
        if let Some(again) = self.context.again.get(at) {
            again.add(rows);
        }
        self.containers(structure.container as usize, rows);
    }

    fn containers(&mut self, at: usize, rows: &mut impl Features) {
        let containers = &self.document.containers;
        let find = |known: &[u32]| known.get(at).and_then(|id| containers.get(*id as usize));
        if let Some(local) = find(&self.context.local) {
            let (words, links, prose) = self.sums(local);
            rows.add(Group::LocalLinks, share_label(links, words));
            rows.add(Group::LocalProse, share_label(prose, words));
            let blocks = local.end.saturating_sub(local.first).max(1);
            rows.add(
                Group::LocalWords,
                [3, 6, 11, 21, 41]
                    .iter()
                    .filter(|bound| words / blocks >= **bound)
                    .count(),
            );
            rows.add(
                Group::LocalBlocks,
                [2, 4, 9, 21]
                    .iter()
                    .filter(|bound| blocks >= **bound)
                    .count(),
            );
        }
        let id_of = |known: &[u32]| known.get(at).copied().unwrap_or(NO_CONTAINER);
        self.section(id_of(&self.context.section), rows);
        self.region(id_of(&self.context.region), rows);
        self.twins(id_of(&self.context.twin), rows);
    }

    fn section(&mut self, id: ContainerId, rows: &mut impl Features) {
        let Some(section) = self.document.containers.get(id as usize) else {
            return;
        };
        if self.last.section.0 != id {
            let (words, links, prose) = self.sums(section);
            self.last.section = (id, [share_label(links, words), share_label(prose, words)]);
        }
        let (_, [links, prose]) = self.last.section;
        rows.add(Group::SectionLinks, links);
        rows.add(Group::SectionProse, prose);
    }

    fn region(&mut self, id: ContainerId, rows: &mut impl Features) {
        let Some(region) = self.document.containers.get(id as usize) else {
            return;
        };
        if self.last.region.0 != id {
            let (words, links, prose) = self.sums(region);
            let share = share(prose, self.context.total_prose());
            let bounds = [0.001, 0.1, 0.3, 0.6, 0.9];
            let prose = bounds.iter().filter(|bound| share >= **bound).count();
            self.last.region = (id, [share_label(links, words), prose]);
        }
        let (_, [links, prose]) = self.last.region;
        rows.add(Group::RegionLinks, links);
        rows.add(Group::RegionProse, prose);
    }

    fn twins(&mut self, id: ContainerId, rows: &mut impl Features) {
        let Some(twin) = self.document.containers.get(id as usize) else {
            rows.add(Group::Twins, 0);
            return;
        };
        if self.last.twin != id {
            let mut labels = std::mem::take(&mut self.last.twin_labels);
            labels.clear();
            self.twin_labels(twin, &mut labels);
            self.last.twin = id;
            self.last.twin_labels = labels;
        }
        for &(group, label) in &self.last.twin_labels {
            rows.add(group, label);
        }
    }

    fn twin_labels(&self, twin: &Container, labels: &mut Vec<(Group, usize)>) {
        let several = [6, 13, 31];
        let several = several.iter().filter(|bound| twin.twins >= **bound);
        labels.push((Group::Twins, 1 + several.count()));
        let (words, links, prose) = self.sums(twin);
        let long = [4, 11, 26, 61, 151];
        let long = long.iter().filter(|bound| words >= **bound);
        labels.push((Group::TwinWords, long.count()));
        let blocks = self
            .document
            .blocks
            .get(twin.first as usize..twin.end as usize)
            .unwrap_or(&[]);
        let few = &blocks[..blocks.len().min(12)];
        let forms = [
            links > 0,
            words > 0 && links == words,
            twin.images > 0,
            prose > 0,
            few.iter()
                .any(|block| matches!(block.kind, BlockKind::Heading(_))),
            few.iter().any(|block| block.measures.currency),
        ];
        let forms = (0..).zip(forms).filter(|(_, holds)| *holds);
        labels.extend(forms.map(|(label, _)| (Group::TwinForm, label)));
        if !twin.inside.is_empty() {
            let has = (0..).zip(&self.twin_bits);
            let has = has.filter(|(_, bit)| twin.inside.0 & **bit != 0);
            labels.extend(has.map(|(label, _)| (Group::TwinHas, label)));
        }
    }

    fn sums(&self, container: &Container) -> (u32, u32, u32) {
        let context = self.context;
        (
            sum(&context.words, container),
            sum(&context.link_words, container),
            sum(&context.prose_words, container),
        )
    }
}

/// Bits of the hints that are looked for inside twins.
pub(super) fn twin_bits() -> Vec<u128> {
    let (_, labels) = GROUPS[Group::TwinHas as usize];
    labels
        .iter()
        .map(|label| {
            let hint = HINTS.iter().position(|(name, _)| name == label);
            hint.map_or(0, |bit| 1 << bit)
        })
        .collect()
}

//! The first look at where a block stands in the tree of a page.

use super::context::{NO_CONTAINER, sum};
use super::evidence::{Features, Look};
use super::labels::{share, share_label, tag_label};
use super::space::{GROUPS, Group};
use crate::document::{BlockKind, Structure};
use crate::segment::{Container, HINTS};

impl Look<'_> {
    /// Where the block stands in the tree.
    pub(super) fn tree(&self, at: usize, structure: &Structure, rows: &mut impl Features) {
        let zone = structure.zone;
        for bit in 0..32 {
            if zone.0 & (1 << bit) != 0 {
                rows.add(Group::Zones, bit);
            }
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
        self.containers(at, structure, rows);
    }

    fn containers(&self, _at: usize, structure: &Structure, rows: &mut impl Features) {
        let containers = &self.document.containers;
        let at = structure.container as usize;
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
        if let Some(section) = find(&self.context.section) {
            let (words, links, prose) = self.sums(section);
            rows.add(Group::SectionLinks, share_label(links, words));
            rows.add(Group::SectionProse, share_label(prose, words));
        }
        if let Some(region) = find(&self.context.region) {
            let (words, links, prose) = self.sums(region);
            rows.add(Group::RegionLinks, share_label(links, words));
            let share = share(prose, self.context.total_prose());
            rows.add(
                Group::RegionProse,
                [0.001, 0.1, 0.3, 0.6, 0.9]
                    .iter()
                    .filter(|bound| share >= **bound)
                    .count(),
            );
        }
        self.twins(
            self.context.twin.get(at).copied().unwrap_or(NO_CONTAINER),
            rows,
        );
    }

    fn twins(&self, id: u32, rows: &mut impl Features) {
        let Some(twin) = self.document.containers.get(id as usize) else {
            rows.add(Group::Twins, 0);
            return;
        };
        rows.add(
            Group::Twins,
            1 + [6, 13, 31]
                .iter()
                .filter(|bound| twin.twins >= **bound)
                .count(),
        );
        let (words, links, prose) = self.sums(twin);
        rows.add(
            Group::TwinWords,
            [4, 11, 26, 61, 151]
                .iter()
                .filter(|bound| words >= **bound)
                .count(),
        );
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
        for (label, _) in forms.into_iter().enumerate().filter(|(_, holds)| *holds) {
            rows.add(Group::TwinForm, label);
        }
        for (label, bit) in self.twin_bits.iter().enumerate() {
            if twin.inside.0 & bit != 0 {
                rows.add(Group::TwinHas, label);
            }
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

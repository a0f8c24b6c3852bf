//! The first look: what speaks for and against each block, as numbered features.

// Shares and chances need no more than single precision.
#![allow(clippy::cast_possible_truncation)]

use super::context::{Context, NO_BLOCK, NO_CONTAINER, sum};
use super::signals::Signals;
use super::space::{FeatureId, Group};
use super::text::Lines;
use crate::document::Structure;
use crate::document::{Block, BlockKind, Document};
use crate::dom::Tag;
use crate::features::{End, Measures};
use crate::segment::{Container, HINTS};

/// Features of all blocks, one row a block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    ids: Vec<FeatureId>,
    ends: Vec<u32>,
}

impl Rows {
    /// Room for so many blocks.
    pub(crate) fn with_capacity(blocks: usize, features: usize) -> Self {
        Self {
            ids: Vec::with_capacity(blocks * features),
            ends: Vec::with_capacity(blocks),
        }
    }

    pub(crate) fn add(&mut self, group: Group, label: usize) {
        self.ids.push(group.feature(label));
    }

    pub(crate) fn end_row(&mut self) {
        self.ends
            .push(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
    }

    /// The features of one block.
    pub(crate) fn row(&self, at: usize) -> &[FeatureId] {
        let start = at
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.ids.get(start as usize..end as usize).unwrap_or(&[])
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Collects the evidence of the first look.
pub(crate) fn first_look(document: &Document, context: &Context, signals: &Signals) -> Rows {
    let look = Look {
        document,
        context,
        signals,
        page: page_labels(document, context, signals),
        twin_bits: twin_bits(),
    };
    let lines = document
        .is_text()
        .then(|| Lines::new(document, context, signals));
    let mut rows = Rows::with_capacity(document.blocks.len(), 40);
    for (at, block) in document.blocks.iter().enumerate() {
        rows.add(Group::Bias, 0);
        look.text(at, block, &mut rows);
        look.signals(at, block, &mut rows);
        look.place(at, block, &mut rows);
        look.neighbours(at, &mut rows);
        if let Some(structure) = &block.structure {
            look.tree(at, structure, &mut rows);
        } else {
            look.gaps(at, &mut rows);
        }
        if let Some(lines) = &lines {
            lines.add(at, &mut rows);
        }
        rows.end_row();
    }
    rows
}

struct Look<'a> {
    document: &'a Document,
    context: &'a Context,
    signals: &'a Signals,
    page: Vec<usize>,
    /// The hints of the labels of `twin-has`.
    twin_bits: Vec<u128>,
}

impl Look<'_> {
    /// The block's own text.
    fn text(&self, _at: usize, block: &Block, rows: &mut Rows) {
        let m = &block.measures;
        rows.add(Group::Kind, kind_label(block.kind));
        rows.add(Group::Words, words_label(m.words));
        let links = share_label(m.link_words.min(m.words), m.words);
        let group = match m.words {
            0..=5 => Group::ShortLinks,
            6..=15 => Group::MiddleLinks,
            _ => Group::LongLinks,
        };
        rows.add(group, links);
        rows.add(
            if m.words < 10 {
                Group::ShortEnd
            } else {
                Group::LongEnd
            },
            end_label(m.ends),
        );
        if m.words >= 6 && !m.unspaced {
            let density = m.stopword_density();
            rows.add(
                Group::Stopwords,
                [0.001, 0.1, 0.2, 0.3, 0.4]
                    .iter()
                    .filter(|bound| density >= **bound)
                    .count(),
            );
        }
        for (label, holds) in signs(m, &self.document.text[block.span.clone()])
            .into_iter()
            .enumerate()
        {
            if holds {
                rows.add(Group::Sign, label);
            }
        }
        for &label in &self.page {
            rows.add(Group::Page, label);
            if m.words < 10 {
                rows.add(Group::ShortOnPage, label);
            }
        }
    }

    /// What rules, titles and copies say.
    fn signals(&self, at: usize, block: &Block, rows: &mut Rows) {
        let Some(signal) = self.signals.blocks.get(at) else {
            return;
        };
        for &(role, strength) in &signal.roles {
            rows.add(Group::Rule, role as usize * 3 + strength as usize);
        }
        for label in 0..7 {
            if signal.opened & (1 << label) != 0 {
                rows.add(Group::Opener, label);
            }
        }
        if let Some(label) = signal.title {
            rows.add(Group::Title, label as usize);
        }
        let copy = self.context.copies.get(at).copied().unwrap_or_default();
        let long = block.measures.words >= 25;
        if copy.earlier > 0 {
            rows.add(Group::Copy, if long { 2 } else { 0 });
        }
        if copy.later > 0 {
            rows.add(Group::Copy, if long { 3 } else { 1 });
        }
        if copy.earlier + copy.later >= 3 {
            rows.add(Group::Copy, 4);
        }
    }

    fn place(&self, at: usize, block: &Block, rows: &mut Rows) {
        let before = self.context.words.get(at).copied().unwrap_or(0) + block.measures.words / 2;
        let total = self.context.total().max(1);
        rows.add(
            Group::Place,
            usize::try_from(u64::from(before) * 10 / u64::from(total)).unwrap_or(0),
        );
        let label = match self.context.main_heading {
            Some(heading) if at < heading => 0,
            Some(heading) if at == heading => 1,
            Some(_) => 2,
            None => 3,
        };
        rows.add(Group::FirstHeading, label);
    }

    fn neighbours(&self, at: usize, rows: &mut Rows) {
        let blocks = &self.document.blocks;
        rows.add(
            Group::Before,
            at.checked_sub(1)
                .map_or(0, |before| self.form(before, &blocks[before])),
        );
        rows.add(
            Group::After,
            blocks
                .get(at + 1)
                .map_or(0, |after| self.form(at + 1, after)),
        );
        let before = self
            .context
            .prose_before
            .get(at)
            .copied()
            .unwrap_or(NO_BLOCK);
        let after = self
            .context
            .prose_after
            .get(at)
            .copied()
            .unwrap_or(NO_BLOCK);
        rows.add(Group::ProseBefore, distance_label(before, at));
        rows.add(Group::ProseAfter, distance_label(after, at));
    }

    fn form(&self, at: usize, block: &Block) -> usize {
        let m = &block.measures;
        let ruled = self.signals.blocks.get(at).is_some_and(|signal| {
            signal
                .roles
                .iter()
                .any(|(role, strength)| role.is_boilerplate() && *strength as usize > 0)
        });
        match block.kind {
            _ if ruled => 7,
            BlockKind::Heading(_) => 4,
            _ if m.is_prose() => 1,
            _ if m.link_density() > 0.6 => 5,
            BlockKind::ListItem { .. } => 6,
            _ if m.words >= 10 => 2,
            _ => 3,
        }
    }

    fn gaps(&self, at: usize, rows: &mut Rows) {
        let blocks = &self.document.blocks;
        let gap = |from: usize, to: usize| {
            let (Some(a), Some(b)) = (blocks.get(from), blocks.get(to)) else {
                return 9;
            };
            self.document
                .text
                .get(a.span.end..b.span.start)
                .map_or(0, |between| {
                    between.bytes().filter(|byte| *byte == b'\n').count()
                })
        };
        let before = at.checked_sub(1).map_or(9, |previous| gap(previous, at));
        let after = gap(at, at + 1);
        let label = match (before > 1, after > 1) {
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) if before > 2 && after > 2 => 4,
            (true, true) => 3,
        };
        rows.add(Group::Gap, label);
    }

    /// Where the block stands in the tree.
    fn tree(&self, at: usize, structure: &Structure, rows: &mut Rows) {
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
        self.containers(at, structure, rows);
    }

    fn containers(&self, _at: usize, structure: &Structure, rows: &mut Rows) {
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

    fn twins(&self, id: u32, rows: &mut Rows) {
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
fn twin_bits() -> Vec<u128> {
    let (_, labels) = super::space::GROUPS[Group::TwinHas as usize];
    labels
        .iter()
        .map(|label| {
            let hint = HINTS.iter().position(|(name, _)| name == label);
            hint.map_or(0, |bit| 1 << bit)
        })
        .collect()
}

/// What the page is like, for features that only mean something on such a page.
fn page_labels(document: &Document, context: &Context, signals: &Signals) -> Vec<usize> {
    let prose = share(context.total_prose(), context.total());
    let mut labels = vec![match prose {
        p if p >= 0.7 => 0,
        p if p >= 0.3 => 1,
        p if p > 0.0 => 2,
        _ => 3,
    }];
    labels.push(if signals.boilerplate_blocks >= 3 {
        4
    } else {
        5
    });
    if context.total() < 200 {
        labels.push(6);
    }
    if share(
        context.link_words.last().copied().unwrap_or(0),
        context.total(),
    ) > 0.4
    {
        labels.push(7);
    }
    let _ = document;
    labels
}

fn signs(m: &Measures, text: &str) -> [bool; 19] {
    let words = m.words.max(1);
    let letters = text
        .bytes()
        .filter(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80)
        .count();
    [
        m.starts_lower,
        m.starts_digit,
        m.at_sign,
        m.quotes,
        m.currency,
        m.separators == 1,
        m.separators > 1,
        m.commas > 0,
        m.commas > 3,
        m.code_signs > 4,
        words >= 2 && u32::from(m.shouted) * 2 > words,
        words >= 3 && u32::from(m.capitalized) * 10 >= words * 7,
        u32::from(m.numbers) * 2 >= words,
        m.unspaced,
        m.stops == 1,
        m.stops > 1,
        m.stops > 3,
        words <= 12 && has_date(text),
        letters * 2 < text.len(),
    ]
}

/// A year, or a clock time, or a numeric date.
pub(super) fn has_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut run = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_digit() {
            run += 1;
            continue;
        }
        if run == 4 && is_year(&bytes[at - 4..at])
            || (1..=2).contains(&run) && is_clock(&bytes[at..])
        {
            return true;
        }
        run = 0;
    }
    run == 4 && is_year(&bytes[bytes.len() - 4..])
}

fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..])
}

fn is_clock(rest: &[u8]) -> bool {
    matches!(rest, [b':' | b'/' | b'.', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit())
}

pub(crate) fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 {
        0.0
    } else {
        (f64::from(part) / f64::from(whole)) as f32
    }
}

fn share_label(part: u32, whole: u32) -> usize {
    let share = share(part, whole);
    if part == 0 {
        0
    } else {
        1 + [0.2, 0.5, 0.9]
            .iter()
            .filter(|bound| share >= **bound)
            .count()
    }
}

fn words_label(words: u32) -> usize {
    [2, 3, 4, 6, 9, 13, 21, 36, 61]
        .iter()
        .filter(|bound| words >= **bound)
        .count()
}

fn end_label(end: End) -> usize {
    match end {
        End::Open => 0,
        End::Stop => 1,
        End::Question => 2,
        End::Colon => 3,
        End::Ellipsis => 4,
        End::Comma => 5,
    }
}

fn distance_label(other: u32, at: usize) -> usize {
    if other == NO_BLOCK {
        return 6;
    }
    let distance = (other as usize).abs_diff(at);
    [1, 2, 3, 6, 13]
        .iter()
        .filter(|bound| distance >= **bound)
        .count()
}

fn kind_label(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Heading(level) => usize::from(level.clamp(1, 4)),
        BlockKind::ListItem { .. } => 5,
        BlockKind::Quote => 6,
        BlockKind::Code => 7,
        BlockKind::TableRow => 8,
        BlockKind::Caption => 9,
        BlockKind::Line => 10,
    }
}

fn tag_label(tag: Tag) -> usize {
    match tag {
        Tag::Div => 0,
        Tag::P => 1,
        Tag::Li => 2,
        Tag::Ul | Tag::Menu => 3,
        Tag::Ol => 4,
        Tag::Td | Tag::Th => 5,
        Tag::Section => 6,
        Tag::Article => 7,
        Tag::Main => 8,
        Tag::Aside => 9,
        Tag::Header => 10,
        Tag::Footer => 11,
        Tag::Nav => 12,
        Tag::Form | Tag::Fieldset => 13,
        Tag::Blockquote => 14,
        Tag::Dl | Tag::Dt | Tag::Dd => 15,
        Tag::Figure | Tag::Figcaption => 16,
        Tag::Body | Tag::Html => 17,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => 18,
        Tag::Table | Tag::Tr | Tag::Tbody | Tag::Caption => 19,
        _ => 20,
    }
}

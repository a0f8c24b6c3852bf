//! The first look: what speaks for and against each block, as numbered features.

use super::context::{Context, NO_BLOCK};
use super::labels::{
    distance_label, end_label, has_few_letters, kind_label, share, share_label, signs, words_label,
};
use super::signals::Signals;
use super::space::{FeatureId, Group};
use super::text::Lines;
use super::tree::{Last, twin_bits};
use super::weights::{AllPoints, LookSums};
use crate::document::{Block, BlockKind, Document};

/// What takes features, row by row.
pub(crate) trait Features {
    fn add(&mut self, group: Group, label: usize);

    fn end_row(&mut self);
}

/// Features of all blocks, one row a block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    ids: Vec<FeatureId>,
    ends: Vec<u32>,
}

impl Features for Rows {
    #[inline]
    fn add(&mut self, group: Group, label: usize) {
        self.ids.push(group.feature(label));
    }

    fn end_row(&mut self) {
        let end = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }
}

impl Rows {
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

    /// How many rows there are.
    #[cfg(feature = "fit")]
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Collects the evidence of the first look.
pub(crate) fn first_look(document: &Document, context: &Context, signals: &Signals) -> Rows {
    let mut rows = Rows::default();
    look(document, context, signals, &mut rows);
    rows
}

/// The same, of which no more is asked than the sums of each block's points, look by look.
pub(super) fn first_sums(
    document: &Document,
    context: &Context,
    signals: &Signals,
    points: &AllPoints,
) -> Vec<[f32; 4]> {
    let mut rows = LookSums::new(points, document.blocks.len());
    look(document, context, signals, &mut rows);
    rows.sums
}

fn look(document: &Document, context: &Context, signals: &Signals, rows: &mut impl Features) {
    let mut look = Look {
        document,
        context,
        signals,
        page: page_labels(context, signals),
        twin_bits: if document.is_text() {
            Vec::new()
        } else {
            twin_bits()
        },
        last: Last::default(),
    };
    if document.is_text() {
        look.at_lines(&Lines::new(document, context, signals), rows);
        return;
    }
    let mut forms = Forms::default();
    for (at, block) in document.blocks.iter().enumerate() {
        rows.add(Group::Bias, 0);
        look.block(at, block, &mut forms, rows);
        if let Some(structure) = &block.structure {
            look.tree(at, structure, rows);
        } else {
            look.gaps(at, rows);
        }
        rows.end_row();
    }
}

pub(super) struct Look<'a> {
    pub(super) document: &'a Document,
    pub(super) context: &'a Context,
    signals: &'a Signals,
    page: Vec<usize>,
    /// The hints of the labels of `twin-has`.
    pub(super) twin_bits: Vec<u128>,
    pub(super) last: Last,
}

impl Look<'_> {
    /// The lines of a plain text.
    fn at_lines(&self, lines: &Lines, rows: &mut impl Features) {
        let mut forms = Forms::default();
        for (at, block) in self.document.blocks.iter().enumerate() {
            rows.add(Group::Bias, 0);
            self.block(at, block, &mut forms, rows);
            self.gaps(at, rows);
            lines.add(at, block, rows);
            rows.end_row();
        }
    }

    /// What is asked of blocks and of lines.
    #[inline]
    fn block(&self, at: usize, block: &Block, forms: &mut Forms, rows: &mut impl Features) {
        self.text(at, block, rows);
        self.signals(at, block, rows);
        self.place(at, block, rows);
        forms.go_on(at, self);
        self.neighbours(at, forms, rows);
    }

    /// The block's own text.
    #[inline]
    fn text(&self, at: usize, block: &Block, rows: &mut impl Features) {
        let m = &block.measures;
        rows.add(Group::Kind, kind_label(block.kind));
        rows.add(Group::Words, words_label(m.words));
        let links = share_label(m.link_words.min(m.words), m.words);
        match m.words {
            0..=5 => rows.add(Group::ShortLinks, links),
            6..=15 => rows.add(Group::MiddleLinks, links),
            _ => rows.add(Group::LongLinks, links),
        }
        if m.words < 10 {
            rows.add(Group::ShortEnd, end_label(m.ends));
        } else {
            rows.add(Group::LongEnd, end_label(m.ends));
        }
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
        let few_letters = match self.document.reading.line(at) {
            Some(line) => line.letters * 2 < block.span.len(),
            None => has_few_letters(&self.document.text[block.span.clone()]),
        };
        let mut signs = signs(m, self.signals.is_dated(at), few_letters);
        while signs != 0 {
            rows.add(Group::Sign, signs.trailing_zeros() as usize);
            signs &= signs - 1;
        }
        for &label in &self.page {
            rows.add(Group::Page, label);
            if m.words < 10 {
                rows.add(Group::ShortOnPage, label);
            }
        }
    }

    /// What rules, titles and copies say.
    #[inline]
    fn signals(&self, at: usize, block: &Block, rows: &mut impl Features) {
        if let Some(signal) = self.signals.spoken(at) {
            for &(role, strength) in &signal.roles {
                rows.add(Group::Rule, role as usize * 3 + strength as usize);
            }
            let opened = self.signals.opened(at);
            for label in 0..7 {
                if opened & (1 << label) != 0 {
                    rows.add(Group::Opener, label);
                }
            }
            if let Some(label) = signal.title {
                rows.add(Group::Title, label as usize);
            }
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

    #[inline]
    fn place(&self, at: usize, block: &Block, rows: &mut impl Features) {
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

    #[inline]
    fn neighbours(&self, at: usize, forms: &Forms, rows: &mut impl Features) {
        rows.add(Group::Before, forms.before);
        rows.add(Group::After, forms.after);
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
        match block.kind {
            _ if self.signals.is_ruled(at) => 7,
            BlockKind::Heading(_) => 4,
            _ if m.is_prose() => 1,
            _ if m.link_words > 0 && m.link_density() > 0.6 => 5,
            BlockKind::ListItem { .. } => 6,
            _ if m.words >= 10 => 2,
            _ => 3,
        }
    }

    #[inline]
    fn gaps(&self, at: usize, rows: &mut impl Features) {
        let facts = &self.context.facts;
        let gap = |at: usize| facts.gap(self.document, at);
        let (before, after) = (gap(at), gap(at + 1));
        let label = match (before > 1, after > 1) {
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) if before > 2 && after > 2 => 4,
            (true, true) => 3,
        };
        rows.add(Group::Gap, label);
    }
}

/// The forms of the blocks beside one, 0 for none; each is looked at once.
#[derive(Debug, Default)]
struct Forms {
    before: usize,
    own: usize,
    after: usize,
}

impl Forms {
    /// Goes on to a block from the one before.
    fn go_on(&mut self, at: usize, look: &Look) {
        let blocks = &look.document.blocks;
        let form = |at: usize| blocks.get(at).map_or(0, |block| look.form(at, block));
        (self.before, self.own) = (self.own, self.after);
        if at == 0 {
            self.own = form(0);
        }
        self.after = form(at + 1);
    }
}

/// What the page is like, for features that only mean something on such a page.
fn page_labels(context: &Context, signals: &Signals) -> Vec<usize> {
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
    labels
}

//! What a block's features need to know of the whole document, computed once, in linear time.

use super::again::{Again, again};
use super::text::Facts;
use crate::document::{Block, BlockKind, Document};
use crate::lanes;
use crate::segment::{Container, ContainerId};

/// Sums over the document and pointers to the containers that matter, by block and by container.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// Prefix sums over blocks; one more entry than blocks.
    pub(crate) words: Vec<u32>,
    pub(crate) link_words: Vec<u32>,
    pub(crate) prose_words: Vec<u32>,
    /// Nearest block of prose at or before (after) each block; `u32::MAX` for none.
    pub(crate) prose_before: Vec<u32>,
    pub(crate) prose_after: Vec<u32>,
    /// For each container: the nearest one (itself or around it) with two blocks or more.
    pub(crate) local: Vec<ContainerId>,
    /// … with eight blocks or 120 words.
    pub(crate) section: Vec<ContainerId>,
    /// … with a quarter of the page's words.
    pub(crate) region: Vec<ContainerId>,
    /// … with twins, or `NO_CONTAINER`.
    pub(crate) twin: Vec<ContainerId>,
    /// How often each block's folded text occurs, and whether this is the first time.
    pub(crate) copies: Vec<Copy>,
    /// Hash of each block's text.
    pub(crate) hashes: Vec<u64>,
    /// For each block: whether it is an entry of a table of contents, and a copy in a run of copies. Empty for a text
    /// without such runs.
    pub(crate) again: Vec<Again>,
    /// What is asked of the lines of a plain text again and again.
    pub(crate) facts: Facts,
    /// The first `h1`, or the heading that is the title.
    pub(crate) main_heading: Option<usize>,
}

/// A block's place among its copies.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Copy {
    pub(crate) earlier: u16,
    pub(crate) later: u16,
}

pub(crate) const NO_CONTAINER: ContainerId = ContainerId::MAX;
pub(crate) const NO_BLOCK: u32 = u32::MAX;

impl Context {
    pub(crate) fn new(document: &Document) -> Self {
        let blocks = &document.blocks;
        let hashes = hashes(document);
        let mut context = Self {
            copies: copies(&hashes),
            facts: if document.is_text() {
                Facts::of(document)
            } else {
                Facts::default()
            },
            hashes,
            main_heading: blocks
                .iter()
                .position(|block| block.kind == BlockKind::Heading(1)),
            ..Self::default()
        };
        context.sum_words(blocks);
        context.find_containers(&document.containers);
        context.again = again(document, &context.hashes, &context.copies);
        context
    }

    /// Words of the document.
    pub(crate) fn total(&self) -> u32 {
        self.words.last().copied().unwrap_or(0)
    }

    /// Words of prose of the document.
    pub(crate) fn total_prose(&self) -> u32 {
        self.prose_words.last().copied().unwrap_or(0)
    }

    /// Sums words, and finds the prose around each block.
    fn sum_words(&mut self, blocks: &[Block]) {
        let (mut words, mut link_words, mut prose_words) = (0u32, 0u32, 0u32);
        for sums in [&mut self.words, &mut self.link_words, &mut self.prose_words] {
            sums.reserve_exact(blocks.len() + 1);
            sums.push(0);
        }
        self.prose_before.reserve_exact(blocks.len());
        let mut last = NO_BLOCK;
        for (block, at) in blocks.iter().zip(0..) {
            let m = &block.measures;
            words = words.saturating_add(m.words);
            link_words = link_words.saturating_add(m.link_words.min(m.words));
            if m.is_prose() {
                prose_words = prose_words.saturating_add(m.words);
                last = at;
            }
            self.words.push(words);
            self.link_words.push(link_words);
            self.prose_words.push(prose_words);
            self.prose_before.push(last);
        }
        self.prose_after = self.prose_before.clone();
        let mut next = NO_BLOCK;
        for (at, after) in self.prose_after.iter_mut().enumerate().rev() {
            // The nearest at or before a block is the block itself where it is prose.
            if *after as usize == at {
                next = *after;
            }
            *after = next;
        }
    }

    fn find_containers(&mut self, containers: &[Container]) {
        let total = self.total();
        for level in [
            &mut self.local,
            &mut self.section,
            &mut self.region,
            &mut self.twin,
        ] {
            level.reserve_exact(containers.len());
        }
        for (at, container) in containers.iter().enumerate() {
            let own = ContainerId::try_from(at).unwrap_or(NO_CONTAINER);
            let blocks = container.end.saturating_sub(container.first);
            let words = sum(&self.words, container);
            let around = |known: &[ContainerId]| {
                container
                    .parent
                    .and_then(|parent| known.get(parent as usize).copied())
            };
            let local = if blocks >= 2 {
                own
            } else {
                around(&self.local).unwrap_or(own)
            };
            let section = if blocks >= 8 || words >= 120 {
                own
            } else {
                around(&self.section).unwrap_or(own)
            };
            let region = if words * 4 >= total {
                own
            } else {
                around(&self.region).unwrap_or(own)
            };
            let twin = if container.twins >= 3 {
                own
            } else {
                around(&self.twin).unwrap_or(NO_CONTAINER)
            };
            self.local.push(local);
            self.section.push(section);
            self.region.push(region);
            self.twin.push(twin);
        }
    }
}

/// Sum of a prefix-summed measure over a container's blocks.
pub(crate) fn sum(prefix: &[u32], container: &Container) -> u32 {
    let at = |index: u32| {
        prefix
            .get(index as usize)
            .or(prefix.last())
            .copied()
            .unwrap_or(0)
    };
    at(container.end).saturating_sub(at(container.first))
}

fn copies(hashes: &[u64]) -> Vec<Copy> {
    let mut firsts = Firsts::new(hashes);
    // Of blocks that are the first with their text, how many have it.
    let mut counts = vec![0u16; hashes.len()];
    let mut copies: Vec<Copy> = Vec::with_capacity(hashes.len());
    let mut again: Vec<(usize, usize)> = Vec::new();
    for at in 0..hashes.len() {
        let first = firsts.of(at);
        let earlier = counts[first];
        counts[first] = earlier.saturating_add(1);
        copies.push(Copy { earlier, later: 0 });
        if first != at {
            again.push((at, first));
        }
    }
    for (at, first) in again {
        copies[first].later = counts[first].saturating_sub(1);
        let own = &mut copies[at];
        own.later = counts[first].saturating_sub(own.earlier.saturating_add(1));
    }
    copies
}

/// The first block with each text: its number at the place that the hash says or the next free one.
struct Firsts<'a> {
    hashes: &'a [u64],
    places: Vec<u32>,
}

impl<'a> Firsts<'a> {
    fn new(hashes: &'a [u64]) -> Self {
        let places = (hashes.len() * 2).next_power_of_two();
        Self {
            hashes,
            places: vec![NO_BLOCK; places],
        }
    }

    /// The first block with the same text as this one, all before it having been asked for.
    fn of(&mut self, at: usize) -> usize {
        let (hash, mask) = (self.hashes[at], self.places.len() - 1);
        let mut place = usize::try_from(lanes::mix(hash) >> 32).unwrap_or(0) & mask;
        loop {
            let known = self.places[place] as usize;
            match self.hashes.get(known) {
                None => {
                    self.places[place] = u32::try_from(at).unwrap_or(NO_BLOCK);
                    return at;
                }
                Some(other) if *other == hash => return known,
                Some(_) => place = (place + 1) & mask,
            }
        }
    }
}

/// Hash of each block's text; lines of plain text are folded.
fn hashes(document: &Document) -> Vec<u64> {
    if document.is_text() {
        return document.reading.hashes.clone();
    }
    let texts = document
        .blocks
        .iter()
        .map(|block| document.text.get(block.span.clone()).unwrap_or(""));
    texts.map(lanes::plain_hash).collect()
}

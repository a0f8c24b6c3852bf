//! What the rules of a page's host say of its blocks.

use std::ops::Range;
use std::sync::Arc;

use super::normal::block_hash;
use super::{MarkId, Marks, Site, mark::Meaning};
use crate::document::Block;

/// Why a site's rules speak about a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SiteReason {
    /// It is inside the elements that are the body.
    Body,
    /// It is outside of them.
    Outside,
    /// A selector of `drop` takes it.
    Dropped { selector: usize },
    /// It comes again on the host's pages.
    Repeated { pages: u32 },
}

/// What the rules of one document's host say; nothing where there are none.
#[derive(Debug, Clone, Default)]
pub(crate) struct SiteVerdicts {
    sites: Vec<Arc<Site>>,
    /// By block: the site's number, and why.
    blocks: Vec<Option<(usize, SiteReason)>>,
    /// Bytes of the text that `drop` takes out of a block: the block, its bytes, the site's number.
    trims: Vec<(usize, Range<usize>, usize)>,
    /// For those who read the explanation.
    pub(crate) notes: Vec<String>,
}

impl SiteVerdicts {
    pub(crate) fn new(sites: Vec<Arc<Site>>) -> Self {
        Self {
            sites,
            ..Self::default()
        }
    }

    /// What the site says of a block, and which.
    pub(crate) fn of(&self, at: usize) -> Option<(&Site, SiteReason)> {
        let (site, reason) = (*self.blocks.get(at)?)?;
        Some((self.sites.get(site)?, reason))
    }

    /// What is to be cut out of a block.
    pub(crate) fn trims(&self, at: usize) -> impl Iterator<Item = (&Range<usize>, &Site)> {
        let from = self.trims.partition_point(|(block, ..)| *block < at);
        let of = self.trims.get(from..).unwrap_or_default().iter();
        of.take_while(move |(block, ..)| *block == at)
            .filter_map(|(_, span, site)| Some((span, &**self.sites.get(*site)?)))
    }

    /// Takes what selectors marked: spans of the text, none of which leaves its block.
    pub(crate) fn add_marks(
        &mut self,
        marks: &Marks,
        spans: &[(MarkId, Range<usize>)],
        blocks: &[Block],
    ) {
        self.notes.extend(marks.notes.iter().cloned());
        let body = marks.meanings.iter().find_map(|meaning| match meaning {
            Meaning::Body(site) => Some(*site),
            Meaning::Drop(..) => None,
        });
        let outside = body.map(|site| (site, SiteReason::Outside));
        self.blocks = vec![outside; blocks.len()];
        for (mark, span) in spans {
            let at = blocks.partition_point(|block| block.span.end <= span.start);
            let (Some(block), Some(meaning)) =
                (blocks.get(at), marks.meanings.get(usize::from(*mark)))
            else {
                continue;
            };
            let span = span.start.max(block.span.start)..span.end.min(block.span.end);
            let Some(verdict) = self.blocks.get_mut(at).filter(|_| !span.is_empty()) else {
                continue;
            };
            match *meaning {
                Meaning::Body(site) => {
                    if verdict.is_none_or(|(_, reason)| reason == SiteReason::Outside) {
                        *verdict = Some((site, SiteReason::Body));
                    }
                }
                Meaning::Drop(site, selector) if span == block.span => {
                    *verdict = Some((site, SiteReason::Dropped { selector }));
                }
                Meaning::Drop(site, _) => self.trims.push((at, span, site)),
            }
        }
        self.trims
            .sort_by_key(|(at, span, _)| (*at, span.start, std::cmp::Reverse(span.end)));
    }

    /// Takes what was learned of the host.
    pub(crate) fn add_repeated(&mut self, text: &str, blocks: &[Block]) {
        self.blocks.resize(blocks.len(), None);
        if self.sites.iter().all(|site| site.blocks.is_empty()) {
            return;
        }
        for (block, verdict) in blocks.iter().zip(&mut self.blocks) {
            let Some(hash) = text.get(block.span.clone()).and_then(block_hash) else {
                continue;
            };
            for (number, site) in self.sites.iter().enumerate() {
                if let Some(&pages) = site.blocks.get(&hash) {
                    *verdict = Some((number, SiteReason::Repeated { pages }));
                }
            }
        }
    }
}

impl Site {
    /// Why, in words.
    pub(crate) fn reason(&self, reason: SiteReason) -> String {
        match reason {
            SiteReason::Body => "inside the body that the site's rule names".to_owned(),
            SiteReason::Outside => "outside the body that the site's rule names".to_owned(),
            SiteReason::Dropped { selector } => {
                let css = self.drop.get(selector).map_or("", |css| css.text.as_str());
                match self.why.as_str() {
                    "" => format!("the site's rule drops `{css}`"),
                    why => format!("the site's rule drops `{css}`: {why}"),
                }
            }
            SiteReason::Repeated { pages } => format!(
                "the same block stood on {pages} of {} pages of the site",
                self.pages_read
            ),
        }
    }
}

impl SiteReason {
    /// Whether it was learned, and not said by a person.
    pub(crate) fn is_learned(self) -> bool {
        matches!(self, Self::Repeated { .. })
    }

    /// Whether the block is to go.
    pub(crate) fn leaves_out(self) -> bool {
        self != Self::Body
    }
}

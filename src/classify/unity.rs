//! What belongs together whatever the evidence of each block says: a page's copies count once, code between kept
//! paragraphs stays, a table keeps its head, and a page with text has a body.

use super::PageKind;
use super::context::Context;
use super::signals::Signals;
use crate::document::{BlockKind, Document};
use crate::dom::Tag;

/// Points of a block that stays because of its neighbours.
const KEPT: f32 = 0.5;
/// Points at most of a block that goes although its own evidence keeps it.
pub(super) const GONE: f32 = -3.0;
/// Points from which code between kept paragraphs stays.
const CODE: f32 = -8.0;
/// Points from which a paragraph below kept ones stays.
const DOUBT: f32 = -1.0;
/// Words from which an item of a list is no label.
const ITEM: u32 = 4;
/// Blocks around code in which those paragraphs are looked for, and below an item in which those of its list are.
const REACH: usize = 5;
/// Words of prose of a page that must have a body.
const WORDS: u32 = 50;
/// Words of prose that a body of such a page begins with.
const LONG: u32 = 12;

/// Changes the points of a page's blocks.
pub(crate) fn unite(
    points: &mut [f32],
    document: &Document,
    context: &Context,
    signals: &Signals,
    kind: PageKind,
) {
    for at in 0..points.len() {
        match document.blocks[at].kind {
            BlockKind::Code if is_among_kept(at, points, document, signals) => {
                points[at] = points[at].max(KEPT);
            }
            BlockKind::TableRow | BlockKind::Caption
                if heads_kept(at, points, document, signals) =>
            {
                points[at] = points[at].max(KEPT);
            }
            BlockKind::Paragraph | BlockKind::Quote
                if continues_prose(at, points, document, signals) =>
            {
                points[at] = points[at].max(KEPT);
            }
            BlockKind::ListItem { .. } if is_of_kept_list(at, points, document, signals) => {
                points[at] = points[at].max(KEPT);
            }
            _ => {}
        }
    }
    let kept_before = points.iter().any(|points| *points > 0.0);
    if !kept_before {
        spare_something(points, document, context, signals);
    }
    // Steps of a manual and terms of a service come again for each system and plan.
    if !matches!(kind, PageKind::Documentation | PageKind::Service) {
        leave_copies(points, document, context);
    }
}

/// Code that nothing speaks against, with kept text before and after it.
fn is_among_kept(at: usize, points: &[f32], document: &Document, signals: &Signals) -> bool {
    if !(CODE..=0.0).contains(&points[at]) || signals.speaks_against(at) {
        return false;
    }
    let is_kept = |other: &usize| {
        let block = &document.blocks[*other];
        points[*other] > 0.0 && block.measures.words >= 4
    };
    let before = at.saturating_sub(REACH)..at;
    let after = at + 1..(at + 1 + REACH).min(points.len());
    before.rev().any(|other| is_kept(&other)) && { after }.any(|other| is_kept(&other))
}

/// A paragraph in doubt that nothing speaks against, right below kept prose in the same element: the last one of an
/// article is far from the middle, and else like the others.
fn continues_prose(at: usize, points: &[f32], document: &Document, signals: &Signals) -> bool {
    let place = |at: usize| {
        let block = document.blocks.get(at)?;
        let container = block.structure?.container;
        let parent = document.containers.get(container as usize)?.parent;
        (block.measures.is_prose() && block.measures.words >= LONG).then_some(parent)
    };
    (DOUBT..=0.0).contains(&points[at])
        && at > 0
        && points[at - 1] > 0.0
        && place(at).is_some()
        && place(at) == place(at - 1)
        && !signals.speaks_against(at)
}

/// An item in doubt that nothing speaks against, in a list of which the item before is kept or one of the next: a list is
/// read as one.
fn is_of_kept_list(at: usize, points: &[f32], document: &Document, signals: &Signals) -> bool {
    let measures = &document.blocks[at].measures;
    let is_doubtful = (DOUBT..=0.0).contains(&points[at]) && !signals.speaks_against(at);
    if !is_doubtful || measures.words < ITEM || measures.links > 0 {
        return false;
    }
    let list = list_of(at, document);
    let is_kept = |other: usize| list_of(other, document) == list && points[other] > 0.0;
    let mut next = at + 1..(at + 1 + REACH).min(points.len());
    list.is_some() && (at > 0 && is_kept(at - 1) || next.any(is_kept))
}

/// The list that an item stands in.
fn list_of(at: usize, document: &Document) -> Option<u32> {
    let block = document.blocks.get(at)?;
    let container = document
        .containers
        .get(block.structure?.container as usize)?;
    matches!(block.kind, BlockKind::ListItem { .. }).then_some(container.parent)?
}

/// The first row of a table, or its caption, over a row that is kept.
fn heads_kept(at: usize, points: &[f32], document: &Document, signals: &Signals) -> bool {
    if points[at] > 0.0 || signals.speaks_against(at) {
        return false;
    }
    let table = |at: usize| table_of(at, document);
    let Some(own) = table(at) else { return false };
    let is_caption = |at: usize| document.blocks[at].kind == BlockKind::Caption;
    let first = at == 0 || table(at - 1) != Some(own) || is_caption(at - 1);
    let rows = (at + 1..points.len()).take_while(|other| table(*other) == Some(own));
    first && rows.take(2).any(|row| points[row] > 0.0)
}

/// The nearest table around a block.
fn table_of(at: usize, document: &Document) -> Option<u32> {
    let mut id = document.blocks.get(at)?.structure?.container;
    for _ in 0..6 {
        let container = document.containers.get(id as usize)?;
        if container.tag == Tag::Table {
            return Some(id);
        }
        id = container.parent?;
    }
    None
}

/// On a page with prose of which nothing would be kept, the prose that has most for it stays.
fn spare_something(points: &mut [f32], document: &Document, context: &Context, signals: &Signals) {
    if context.total_prose() < WORDS {
        return;
    }
    let may = |at: usize| {
        let measures = &document.blocks[at].measures;
        measures.is_prose() && measures.words >= LONG && !signals.speaks_against(at)
    };
    let top = (0..points.len())
        .filter(|at| may(*at))
        .map(|at| points[at])
        .reduce(f32::max);
    let Some(top) = top.filter(|top| *top > GONE * 2.0) else {
        return;
    };
    for (at, points) in points.iter_mut().enumerate() {
        if may(at) && *points >= top - 1.0 {
            *points = KEPT;
        }
    }
}

/// Of runs that the page has twice, the later one goes where the earlier one stays.
pub(super) fn leave_copies(points: &mut [f32], document: &Document, context: &Context) {
    let again = &context.again;
    if !again.iter().any(|again| again.is_later_copy()) {
        return;
    }
    let mut kept = rustc_hash::FxHashSet::default();
    for at in 0..points.len().min(document.blocks.len()) {
        let hash = context.hashes.get(at).copied().unwrap_or_default();
        let later = again.get(at).is_some_and(|again| again.is_later_copy());
        if points[at] > 0.0 && later && kept.contains(&hash) {
            points[at] = GONE;
        }
        if points[at] > 0.0 {
            kept.insert(hash);
        }
    }
}

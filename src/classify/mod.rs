//! What each block is: evidence in two looks, one best path over the sequence, and a role for every block.

mod again;
mod care;
mod confidence;
mod context;
mod evidence;
mod kind;
mod labels;
mod meaning;
mod path;
mod role;
mod roles;
mod signals;
mod space;
mod text;
mod tree;
mod unity;
mod votes;
mod weights;

use crate::cleaner::Preset;
use crate::document::{BlockKind, Document};
use crate::features::End;
pub(crate) use crate::lanes::folded_hash;
use crate::rules::{ActivePacks, MatchScratch, RuleSet};
pub(crate) use care::{care, care_share};
pub(crate) use confidence::{measured, promised};
pub(crate) use context::Context;
pub(crate) use evidence::{Rows, first_look};
#[cfg(feature = "fit")]
pub(crate) use kind::chances_of;
pub(crate) use kind::{likeliest, page_features};
pub(crate) use labels::has_date;
pub(crate) use meaning::meaning;
pub(crate) use path::{Step, best_path};
pub(crate) use role::{Label, label, structural_reason};
pub use roles::{PageKind, Role};
pub(crate) use signals::{Signals, TitleMatch, folded};
#[cfg(feature = "fit")]
pub(crate) use space::{COUNT, group_of as feature_group};
pub(crate) use space::{FeatureId, Group, name as feature_name};
pub(crate) use text::article_features;
pub(crate) use unity::unite;
pub(crate) use votes::{second_look, vote_label};
use weights::{FormatWeights, Mixed};
#[cfg(feature = "fit")]
pub(crate) use weights::{HTML, KIND, PathCosts, TEXT, TITLE};
pub(crate) use weights::{KindChances, Points, TABLES, Weights};

/// What a caller fixes beforehand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wishes {
    pub(crate) preset: Preset,
    pub(crate) kind: Option<PageKind>,
}

/// What was found out about a document.
#[derive(Debug)]
pub(crate) struct Analysis {
    pub(crate) context: Context,
    pub(crate) signals: Signals,
    pub(crate) kind: PageKind,
    pub(crate) steps: Vec<Step>,
    /// Natural logarithm of each block's odds of being content.
    pub(crate) points: Vec<f32>,
    pub(crate) looks: Looks,
}

/// What the points of each block were summed from; for explanations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Looks {
    pub(crate) first: Rows,
    pub(crate) second: Rows,
    pub(crate) points: Points,
    /// What the preset adds to each block.
    pub(crate) bias: f32,
}

impl Looks {
    /// The features of a block with their points.
    pub(crate) fn of(&self, at: usize) -> impl Iterator<Item = (FeatureId, f32)> {
        let features = self.first.row(at).iter().chain(self.second.row(at));
        features.map(|feature| (*feature, self.points.of(*feature)))
    }
}

/// Classifies the blocks of a document.
pub(crate) fn classify(
    document: &Document,
    rules: &RuleSet,
    active: ActivePacks,
    wishes: Wishes,
    scratch: &mut MatchScratch,
) -> Analysis {
    let weights = Weights::shared();
    let context = Context::new(document);
    let signals = Signals::new(document, &context, rules, active, scratch);
    let kinds = kinds_of(document, &context, weights, wishes);
    let kind = likeliest(&kinds);
    let format = if document.is_text() {
        &weights.text
    } else {
        &weights.html
    };
    let first = first_look(document, &context, &signals);
    let Mixed { mut looks, all } = format.mix(&kinds);
    // What the first look says counts in each, and is summed once for all.
    let own = all.sums(&first);
    let chances: Vec<f32> = own.iter().map(|sums| chance(sums[0])).collect();
    let mut second = second_look(document, &context, &signals, &chances);
    let mut look = 1;
    if format.third.is_some() {
        let found = |(at, sums): (usize, &[f32; 4])| sums[1] + looks[1].sum(second.row(at));
        let chances: Vec<f32> = own.iter().enumerate().map(found).map(chance).collect();
        second = second_look(document, &context, &signals, &chances);
        look = 2;
    }
    let points = std::mem::take(&mut looks[look]);
    let found: Vec<f32> = own
        .iter()
        .enumerate()
        .map(|(at, sums)| sums[look] + points.sum(second.row(at)))
        .collect();
    let evidence = Evidence {
        document,
        signals: &signals,
        kind,
    };
    let (mut sums, bias) = evidence.sums(&found, format, wishes.preset);
    if document.is_text() {
        spare_prose(&mut sums, document, &signals);
    } else {
        unite(&mut sums, document, &context, &signals, kind);
    }
    let steps = best_path(&sums, &edges(document), &format.path);
    Analysis {
        context,
        signals,
        kind,
        steps,
        points: sums,
        looks: Looks {
            first,
            second,
            points,
            bias,
        },
    }
}

/// What the sums of points are seen in the light of.
struct Evidence<'a> {
    document: &'a Document,
    signals: &'a Signals,
    kind: PageKind,
}

impl Evidence<'_> {
    /// The points of all blocks with what is added to each: by the preset, and by the care that a doubtful text wants.
    fn sums(&self, found: &[f32], format: &FormatWeights, preset: Preset) -> (Vec<f32>, f32) {
        let bound = |bias: f32| -> Vec<f32> {
            let found = found.iter().enumerate();
            found
                .map(|(at, found)| bound_by_rules(found + bias, at, self.signals, self.kind))
                .collect()
        };
        let bias = format.path.bias(preset);
        let sums = bound(bias);
        let Some(article) = &format.article else {
            return (sums, bias);
        };
        let features = article_features(self.document, self.signals, &bound(0.0));
        let odds = article.sum(&features).exp();
        let share = care_share(format.path.care, odds, self.signals.is_english);
        let words = |at: usize| {
            let block = self.document.blocks.get(at);
            block.map_or(0.0, |block| block.measures.words as f32)
        };
        let added = care(&sums, words, share);
        (bound(bias + added), bias + added)
    }
}

impl Analysis {
    /// The word F1 to be expected of the decision, from 0 to 1.
    pub(crate) fn confidence(&self, document: &Document) -> f32 {
        let blocks = document.blocks.iter().zip(&self.steps).zip(&self.points);
        let promised = promised(
            blocks.map(|((block, step), points)| (block.measures.words as f32, *points, step.keep)),
        );
        if document.is_text() {
            promised
        } else {
            measured(promised)
        }
    }
}

fn kinds_of(
    document: &Document,
    context: &Context,
    weights: &Weights,
    wishes: Wishes,
) -> KindChances {
    let known = wishes
        .kind
        .or(document.is_text().then_some(PageKind::Article));
    match known {
        Some(known) => PageKind::ALL.map(|kind| f32::from(u8::from(kind == known))),
        None => kind::kind_chances(&page_features(document, context), weights),
    }
}

/// The logistic function.
pub(crate) fn chance(points: f32) -> f32 {
    1.0 / (1.0 + (-points).exp())
}

/// Where a change between content and boilerplate is likely: before a heading, and where the container changes.
pub(crate) fn edges(document: &Document) -> Vec<bool> {
    let blocks = &document.blocks;
    (0..blocks.len())
        .map(|at| {
            let before = at.checked_sub(1).and_then(|before| blocks.get(before));
            let heading = matches!(blocks[at].kind, BlockKind::Heading(_));
            let place = |block: &crate::document::Block| {
                let container = block
                    .structure
                    .and_then(|structure| document.containers.get(structure.container as usize));
                container.and_then(|container| container.parent)
            };
            heading
                || before
                    .is_none_or(|before| !document.is_text() && place(before) != place(&blocks[at]))
        })
        .collect()
}

/// Points at which a block is content or boilerplate whatever the neighbours are.
const CERTAIN: f32 = 12.0;
/// Points that a strong rule leaves a block at most: it outweighs what the place alone says.
const STRONG: f32 = 3.0;

/// What rules settle: a decisive rule for boilerplate that the page kind does not want settles it, and a strong one
/// outweighs what the place alone says.
pub(crate) fn bound_by_rules(points: f32, at: usize, signals: &Signals, kind: PageKind) -> f32 {
    let Some(signal) = signals.blocks.get(at) else {
        return points;
    };
    if !signal.structural.is_empty() {
        return points.min(-STRONG);
    }
    let against = signal.roles.iter().filter(|(role, _)| {
        role.is_boilerplate() && !(kind == PageKind::Forum && *role == Role::Comments)
    });
    match against.map(|(_, strength)| *strength).max() {
        Some(2) => -CERTAIN,
        Some(1) => points.min(-STRONG),
        Some(_) if signals.in_share_bar(at) => points.min(-STRONG),
        _ => points,
    }
}

/// Words from which a block of prose is spared.
const SPARED_WORDS: u32 = 20;
/// Points of a spared block: more than two changes of the path cost.
const SPARED: f32 = 6.0;

/// In plain text, an advertisement between two paragraphs never takes one of them away: prose that nothing speaks
/// against stays where the prose before or after it stays, and only lines that rules take, none of which opens a tail,
/// stand between the two. The first paragraph stays also where nothing stands between it and the next.
fn spare_prose(points: &mut [f32], document: &Document, signals: &Signals) {
    let prose: Vec<usize> = (0..document.blocks.len().min(points.len()))
        .filter(|at| document.blocks[*at].measures.is_prose())
        .collect();
    let first = prose.first().copied();
    let parted = |one: usize, other: usize| {
        (one + 1 < other || Some(one) == first)
            && (one + 1..other).all(|line| signals.speaks_against(line))
    };
    let is_innocent = |at: usize| {
        document.blocks[at].measures.words >= SPARED_WORDS
            && signals.blocks.get(at).is_some_and(|signal| {
                signal.opened == 0 && signal.roles.iter().all(|(role, _)| !role.is_boilerplate())
            })
    };
    let mut spare = |at: usize, neighbour: usize| {
        if points[neighbour] > 0.0
            && parted(at.min(neighbour), at.max(neighbour))
            && is_innocent(at)
        {
            points[at] = points[at].max(SPARED);
        }
    };
    for pair in prose.windows(2) {
        spare(pair[1], pair[0]);
    }
    for pair in prose.windows(2).rev() {
        spare(pair[0], pair[1]);
    }
    spare_ends(points, document, signals);
}

/// Words from which the first line may be a headline, and the last a sentence.
const END_WORDS: std::ops::RangeInclusive<u32> = 3..=SPARED_WORDS;

/// Points of a first line that stays: what titles are chosen by says that it is in doubt.
const DOUBTFUL: f32 = -0.5;

/// A first line right above a paragraph that stays is its headline, and a last line right below one that is a sentence
/// belongs to it, where nothing speaks against them.
fn spare_ends(points: &mut [f32], document: &Document, signals: &Signals) {
    let Some(last) = document.blocks.len().min(points.len()).checked_sub(1) else {
        return;
    };
    let stays =
        |at: usize, points: &[f32]| document.blocks[at].measures.is_prose() && points[at] > 0.0;
    let is_innocent = |at: usize| {
        let measures = &document.blocks[at].measures;
        END_WORDS.contains(&measures.words)
            && signals.blocks.get(at).is_some_and(|signal| {
                signal.opened == 0 && signal.structural.is_empty() && signal.roles.is_empty()
            })
    };
    let is_sentence = |at: usize| document.blocks[at].measures.ends == End::Stop;
    if last > 0 && is_innocent(0) && stays(1, points) {
        points[0] = points[0].max(DOUBTFUL);
    }
    if last > 0 && is_innocent(last) && is_sentence(last) && stays(last - 1, points) {
        points[last] = points[last].max(SPARED);
    }
}

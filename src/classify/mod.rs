//! What each block is: evidence in two looks, one best path over the sequence, and a role for every block.

mod again;
mod care;
mod chances;
mod confidence;
mod context;
mod core;
mod evidence;
mod folded;
mod kind;
mod labels;
mod marks;
mod meaning;
mod near;
mod page_words;
mod path;
mod position;
mod role;
mod roles;
mod rule_names;
mod signal;
mod signals;
mod space;
mod spare;
mod text;
mod thread;
mod titles;
mod tree;
mod unity;
mod votes;
mod weights;

use std::ops::Range;

use crate::cleaner::Preset;
use crate::document::{BlockKind, Document};
pub(crate) use crate::lanes::folded_hash;
use crate::rules::{ActivePacks, RuleSet};
pub(crate) use care::{benefit, care, care_share};
pub(crate) use chances::vote_label;
pub(crate) use confidence::{measured, promised};
pub(crate) use context::Context;
use evidence::first_sums;
pub(crate) use evidence::{Features, Rows, first_look};
pub(crate) use folded::folded;
#[cfg(feature = "fit")]
pub(crate) use kind::chances_of;
pub(crate) use kind::{likeliest, page_features};
pub(crate) use labels::{DATED, has_date, step};
pub(crate) use meaning::meaning;
pub(crate) use path::{Step, best_path};
pub(crate) use role::{KEPT_BY_REQUEST, LEFT_OUT_BY_REQUEST, Label, label, structural_reason};
pub use roles::{PageKind, Role};
pub(crate) use rule_names::number as rule_number;
pub(crate) use signal::{Slate, TitleMatch};
pub(crate) use signals::Signals;
#[cfg(feature = "fit")]
pub(crate) use space::{COUNT, group_of as feature_group};
pub(crate) use space::{FeatureId, Group, name as feature_name};
use spare::{spare_ingredients, spare_prose};
use text::Shared;
pub(crate) use text::{Facts, article_features};
pub(crate) use thread::leave_thread;
use unity::leave_copies;
pub(crate) use unity::unite;
pub(crate) use votes::second_look;
use votes::second_sums;
use weights::{FormatWeights, Mixed};
#[cfg(feature = "fit")]
pub(crate) use weights::{HTML, KIND, PathCosts, TEXT, TITLE};
pub(crate) use weights::{KindChances, Points, RowSums, TABLES, TitlePoints, Weights};

/// What a caller fixes beforehand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wishes {
    pub(crate) preset: Preset,
    pub(crate) kind: Option<PageKind>,
    /// Whether the evidence is asked for, point by point.
    pub(crate) explained: bool,
}

/// Words of a page from which its kind is asked for.
const LITTLE: u32 = 30;

/// What was found out about a document.
#[derive(Debug)]
pub(crate) struct Analysis {
    pub(crate) context: Context,
    pub(crate) signals: Signals,
    pub(crate) kind: PageKind,
    pub(crate) steps: Vec<Step>,
    /// Natural logarithm of each block's odds of being content.
    pub(crate) points: Vec<f32>,
    /// Lines of a plain text that are readers' comments.
    pub(crate) threads: Vec<Range<usize>>,
    pub(crate) looks: Looks,
}

/// What the points of each block were summed from: for explanations, and without rows where none is asked for.
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
    slate: &mut Slate,
) -> Analysis {
    let weights = Weights::shared();
    let context = Context::new(document);
    let signals = Signals::new(document, &context, rules, active, slate);
    let kinds = kinds_of(document, &context, weights, wishes);
    let kind = likeliest(&kinds);
    let format = weights.format(document.is_text());
    let Mixed { mut looks, all } = format.mix(&kinds);
    // What the first look says counts in each, and is summed once for all.
    let own = first_sums(document, &context, &signals, &all);
    let evidence = Evidence {
        document,
        context: &context,
        signals: &signals,
        kind,
    };
    let mut chances: Vec<f32> = own.iter().map(|sums| chance(sums[0])).collect();
    let mut look = 1;
    let mut shared = Shared::default();
    if format.third.is_some() {
        let found = evidence.look_again(&chances, &looks[1], &mut shared);
        let found = own.iter().zip(found).map(|(sums, found)| sums[1] + found);
        chances = found.map(chance).collect();
        look = 2;
    }
    let points = std::mem::take(&mut looks[look]);
    let found = evidence.look_again(&chances, &points, &mut shared);
    let found = own.iter().zip(found);
    let found: Vec<f32> = found.map(|(sums, found)| sums[look] + found).collect();
    let [first, second] = if wishes.explained {
        [
            first_look(document, &context, &signals),
            second_look(document, &context, &signals, &chances),
        ]
    } else {
        [Rows::default(), Rows::default()]
    };
    let (mut sums, bias, threads) = evidence.sums(&found, format, wishes.preset);
    let edges = evidence.unite(&mut sums);
    let steps = best_path(&sums, &edges, &format.path);
    Analysis {
        context,
        signals,
        kind,
        steps,
        points: sums,
        threads,
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
    context: &'a Context,
    signals: &'a Signals,
    kind: PageKind,
}

impl Evidence<'_> {
    /// What the second look adds to each block.
    fn look_again(&self, chances: &[f32], points: &Points, shared: &mut Shared) -> Vec<f32> {
        let Self {
            document,
            context,
            signals,
            ..
        } = self;
        second_sums(document, context, signals, chances, points, shared)
    }

    /// Changes the points of what belongs together, and gives where a change is cheap.
    fn unite(&self, sums: &mut [f32]) -> Vec<bool> {
        let Self {
            document,
            context,
            signals,
            kind,
        } = self;
        if document.is_text() {
            spare_prose(sums, &context.facts, signals);
            spare_ingredients(sums, document, &context.facts, signals);
            leave_copies(sums, document, context);
            line_edges(&context.facts)
        } else {
            unite(sums, document, context, signals, *kind);
            edges(document)
        }
    }

    /// The points of all blocks with what is added to each: by the preset, and by the care that a doubtful text wants. And
    /// the lines that are comments.
    fn sums(
        &self,
        found: &[f32],
        format: &FormatWeights,
        preset: Preset,
    ) -> (Vec<f32>, f32, Vec<Range<usize>>) {
        let bound = |bias: f32| -> Vec<f32> {
            let found = found.iter().enumerate();
            found
                .map(|(at, found)| {
                    let points = found + bias + benefit(at, self.document, self.signals);
                    bound_by_rules(points, at, self.signals, self.kind)
                })
                .collect()
        };
        let bias = format.path.bias(preset);
        let sums = bound(bias);
        let Some(article) = &format.article else {
            return (sums, bias, Vec::new());
        };
        let features = article_features(self.document, self.context, self.signals, &bound(0.0));
        let odds = article.sum(&features).exp();
        let share = care_share(format.path.care, odds, self.signals.is_english);
        let words = |at: usize| {
            let words = self.context.facts.words.get(at);
            words.map_or(0.0, |words| *words as f32)
        };
        let added = care(&sums, words, share);
        let mut sums = if added > 0.0 {
            bound(bias + added)
        } else {
            sums
        };
        // In a forum the comments are the content.
        let threads = if self.kind == PageKind::Forum {
            Vec::new()
        } else {
            leave_thread(&mut sums, self.document, self.signals, odds)
        };
        (sums, bias + added, threads)
    }
}

impl Analysis {
    /// The word F1 to be expected of the decision, from 0 to 1.
    pub(crate) fn confidence(&self, document: &Document) -> f32 {
        let decided = self.steps.iter().zip(&self.points);
        let decided = decided.map(|(step, points)| (step.keep, *points));
        if document.is_text() {
            let lines = self.context.facts.words.iter().zip(decided);
            return promised(lines.map(|(words, (keep, points))| (*words as f32, points, keep)));
        }
        let blocks = document.blocks.iter().zip(decided);
        measured(promised(blocks.map(|(block, (keep, points))| {
            (block.measures.words as f32, points, keep)
        })))
    }
}

/// Whether a page has too few words to tell its kind by.
fn is_little(document: &Document) -> bool {
    let words = document.blocks.iter().map(|block| block.measures.words);
    words.fold(0, u32::saturating_add) < LITTLE
}

fn kinds_of(
    document: &Document,
    context: &Context,
    weights: &Weights,
    wishes: Wishes,
) -> KindChances {
    let known = wishes
        .kind
        .or((document.is_text() || is_little(document)).then_some(PageKind::Article));
    match known {
        Some(known) => PageKind::EACH.map(|kind| f32::from(u8::from(kind == known))),
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

/// The same of the lines of a text.
fn line_edges(facts: &Facts) -> Vec<bool> {
    let lines = facts.forms.iter().enumerate();
    lines
        .map(|(at, form)| at == 0 || form.is_heading())
        .collect()
}

/// Points at which a block is content or boilerplate whatever the neighbours are.
const CERTAIN: f32 = 12.0;
/// Points that a strong rule leaves a block at most: it outweighs what the place alone says.
const STRONG: f32 = 3.0;

/// What rules settle: a decisive rule for boilerplate that the page kind does not want settles it, and a strong one
/// outweighs what the place alone says.
pub(crate) fn bound_by_rules(points: f32, at: usize, signals: &Signals, kind: PageKind) -> f32 {
    if signals.is_silent(at) {
        return points;
    }
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

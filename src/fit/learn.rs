//! Logistic regressions with a base and small additions by page kind, kept few by a pull of constant force.

use super::sample::Sample;
use super::settings::Settings;
use crate::classify::{
    COUNT, FeatureId, Group, KindChances, PageKind, Rows, chance, feature_group, feature_name,
};

/// Passes over the data.
pub(super) const KINDS: usize = PageKind::ALL.len();

/// Groups of features that may mean something else on one kind of page than on others.
const BY_KIND: &[Group] = &[
    Group::Bias,
    Group::Kind,
    Group::Words,
    Group::ShortLinks,
    Group::MiddleLinks,
    Group::LongLinks,
    Group::Rule,
    Group::Zones,
    Group::Near,
    Group::TwinForm,
    Group::TwinHas,
    Group::Twins,
    Group::OwnVote,
    Group::LocalVote,
    Group::SectionVote,
    Group::TwinVote,
    Group::FormVote,
    Group::BranchVote,
    Group::OuterVote,
    Group::Best,
    Group::FirstHeading,
    Group::Opener,
    Group::Title,
    Group::Copy,
];

/// The numbers of one look.
#[derive(Clone, Default)]
pub(super) struct Model {
    pub(super) base: Vec<f32>,
    pub(super) added: Vec<Vec<f32>>,
}

/// What one look is fitted on.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) samples: &'a [Sample],
    pub(super) kinds: &'a [KindChances],
    /// Rows of the second look, for that look.
    pub(super) second: Option<&'a Vec<Rows>>,
    /// Label and weight of each block; nothing where it is not known.
    pub(super) labels: &'a [Vec<(f32, f32)>],
    pub(super) text: bool,
    pub(super) settings: &'a Settings,
}

/// The kinds of a page that have a chance.
pub(super) fn active(kinds: &KindChances) -> impl Iterator<Item = (usize, f32)> + Clone + '_ {
    kinds
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, chance)| *chance > 0.0)
}

impl Model {
    fn new() -> Self {
        Self {
            base: vec![0.0; COUNT],
            added: vec![vec![0.0; COUNT]; KINDS],
        }
    }

    pub(super) fn mix(&self, kinds: &KindChances) -> Vec<f32> {
        let mut mixed = self.base.clone();
        for (kind, chance) in active(kinds) {
            for (sum, added) in mixed.iter_mut().zip(&self.added[kind]) {
                *sum += chance * added;
            }
        }
        mixed
    }

    fn points(&self, kinds: &[(usize, f32)], features: &[FeatureId]) -> f32 {
        let mut sum = 0.0;
        for feature in features {
            let feature = usize::from(*feature);
            sum += self.base[feature];
            for (kind, chance) in kinds {
                sum += chance * self.added[*kind][feature];
            }
        }
        sum
    }

    fn add(&mut self, other: &Self) {
        let (own, others) = (
            self.added.iter_mut().flatten(),
            other.added.iter().flatten(),
        );
        for (sum, value) in own.zip(others) {
            *sum += value;
        }
        for (sum, value) in self.base.iter_mut().zip(&other.base) {
            *sum += value;
        }
    }

    fn scale(&mut self, by: f32) {
        for value in self.added.iter_mut().flatten().chain(&mut self.base) {
            *value *= by;
        }
    }

    fn prune(&mut self, settings: &Settings) {
        for added in self.added.iter_mut().flatten() {
            if added.abs() < settings.smallest_added {
                *added = 0.0;
            }
        }
        for base in &mut self.base {
            if base.abs() < settings.smallest_base {
                *base = 0.0;
            }
        }
    }
}

/// Sum of a row's points.
pub(super) fn sum(points: &[f32], features: &[FeatureId]) -> f32 {
    features
        .iter()
        .map(|feature| points[usize::from(*feature)])
        .sum()
}

/// One number on its way.
struct Number<'a> {
    value: &'a mut f32,
    squares: &'a mut f32,
}

impl Number<'_> {
    /// A step against the gradient, then a pull of constant force towards zero.
    fn step(self, gradient: f32, rate: f32, force: f32) {
        *self.squares += gradient * gradient;
        let scale = rate / self.squares.sqrt();
        let moved = *self.value - scale * gradient;
        *self.value = moved.signum() * (moved.abs() - scale * force).max(0.0);
    }
}

/// Fits a look on the pages `train`: the mean of the last passes, in which numbers that were small before stay none.
pub(super) fn fit_look(task: &Task, train: &[usize]) -> Model {
    let mut learner = Learner {
        task,
        model: Model::new(),
        base_squares: vec![1e-3; COUNT],
        added_squares: vec![vec![1e-3; COUNT]; KINDS],
        by_kind: (0..COUNT)
            .map(|at| !task.text && BY_KIND.contains(&feature_group(at)))
            .collect(),
        without: without(task.settings),
        features: Vec::new(),
    };
    let (mut mean, mut count) = (Model::new(), 0.0);
    let mut order: Vec<usize> = train.to_vec();
    let mut random = 0x2545_f491_4f6c_dd1du64;
    let passes = task.settings.passes as usize;
    for pass in 0..passes {
        shuffle(&mut order, &mut random);
        let rate = task.settings.rate / (1.0 + pass as f32 * 0.3);
        for &at in &order {
            learner.page(at, rate, pass * 3 >= passes * 2);
        }
        if pass * 3 + 3 >= passes * 2 {
            learner.model.prune(task.settings);
            mean.add(&learner.model);
            count += 1.0;
        }
    }
    mean.scale(1.0 / count);
    mean.prune(task.settings);
    mean
}

struct Learner<'a> {
    task: &'a Task<'a>,
    model: Model,
    base_squares: Vec<f32>,
    added_squares: Vec<Vec<f32>>,
    by_kind: Vec<bool>,
    /// Features that the settings do without.
    without: Vec<bool>,
    features: Vec<FeatureId>,
}

fn without(settings: &Settings) -> Vec<bool> {
    let named = |name: &String| settings.without.iter().any(|group| name.starts_with(group));
    (0..COUNT)
        .map(|at| named(&feature_name(FeatureId::try_from(at).unwrap_or(0))))
        .collect()
}

impl Learner<'_> {
    fn page(&mut self, at: usize, rate: f32, fixed: bool) {
        let task = self.task;
        let kinds: Vec<(usize, f32)> = active(&task.kinds[at]).collect();
        for (block, &(label, weight)) in task.labels[at].iter().enumerate() {
            if weight == 0.0 {
                continue;
            }
            let mut features = std::mem::take(&mut self.features);
            features.clear();
            features.extend(task.samples[at].first.row(block));
            if let Some(second) = task.second {
                features.extend(second[at].row(block));
            }
            features.retain(|feature| !self.without[usize::from(*feature)]);
            let error = chance(self.model.points(&kinds, &features)) - label;
            self.learn(&features, &kinds, error * weight, weight, rate, fixed);
            self.features = features;
        }
    }

    fn learn(
        &mut self,
        features: &[FeatureId],
        kinds: &[(usize, f32)],
        push: f32,
        weight: f32,
        rate: f32,
        fixed: bool,
    ) {
        let settings = self.task.settings;
        for feature in features {
            let feature = usize::from(*feature);
            let value = &mut self.model.base[feature];
            if !(fixed && *value == 0.0) {
                let gradient = push + settings.base_pull * weight * *value;
                let squares = &mut self.base_squares[feature];
                Number { value, squares }.step(gradient, rate, settings.base_force * weight);
            }
            if !self.by_kind[feature] {
                continue;
            }
            for &(kind, chance) in kinds {
                let value = &mut self.model.added[kind][feature];
                if fixed && *value == 0.0 {
                    continue;
                }
                let gradient = chance * (push + settings.added_pull * weight * *value);
                let squares = &mut self.added_squares[kind][feature];
                Number { value, squares }.step(
                    gradient,
                    settings.added_rate * rate,
                    settings.added_force * weight * chance,
                );
            }
        }
    }
}

pub(super) fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(at, (*random % (at as u64 + 1)) as usize);
    }
}

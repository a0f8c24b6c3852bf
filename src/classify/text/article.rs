//! Whether a text is one article, by what the looks at its lines found: a thread, a list of offers or a start page has little
//! prose that is surely the text, and much that may be.

use crate::classify::context::Context;
use crate::classify::labels::step;
use crate::classify::signals::Signals;
use crate::classify::space::{FeatureId, Group};
use crate::classify::text::body::body;
use crate::classify::{Role, chance};
use crate::document::Document;

/// Roles whose rules are counted.
const RULED: [Role; 4] = [
    Role::Navigation,
    Role::Related,
    Role::Social,
    Role::Promotion,
];

/// The evidence, from the points of all lines.
pub(crate) fn article_features(
    document: &Document,
    context: &Context,
    signals: &Signals,
    points: &[f32],
) -> Vec<FeatureId> {
    let chances: Vec<f32> = points.iter().map(|points| chance(*points)).collect();
    let sums = Sums::new(context, signals, &chances, points);
    let of_rules = signals.by_role();
    let mut row = sums.features();
    let mut add = |group: Group, label: usize| row.push(group.feature(label));
    let signed = of_rules[Role::Byline as usize];
    let discussed = of_rules[Role::Comments as usize];
    add(Group::IsHeaded, usize::from(signals.headline.is_some()));
    add(Group::IsSigned, step(signed, &[1, 2, 4, 10]));
    add(Group::IsDiscussed, step(discussed, &[1, 3, 8]));
    let (trunk, series, thread) = signals.outline.labels();
    add(Group::IsTrunk, trunk);
    add(Group::IsSeries, series);
    add(Group::IsThread, thread);
    body(document, context, signals, &chances, &mut add);
    for (number, role) in RULED.into_iter().enumerate() {
        let hits = step(of_rules[role as usize], &[1, 5, 15]);
        add(Group::IsRuled, number * 4 + hits);
    }
    row
}

fn share(part: f32, whole: f32) -> f32 {
    part / whole.max(1.0)
}

/// Sums over the lines.
#[derive(Default)]
struct Sums {
    all: f32,
    expected: f32,
    lost: f32,
    kept: f32,
    kept_prose: f32,
    prose: f32,
    certain: f32,
    paragraphs: usize,
    dates: usize,
    prices: usize,
    questions: usize,
    code: usize,
    changes: usize,
}

impl Sums {
    fn features(&self) -> Vec<FeatureId> {
        let shares: [(Group, f32, &[f32]); 7] = [
            (
                Group::IsDoubt,
                share(self.lost, self.expected),
                &[0.003, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2],
            ),
            (
                Group::IsKept,
                share(self.kept, self.all),
                &[0.1, 0.2, 0.3, 0.5, 0.7, 0.9],
            ),
            (
                Group::IsKeptProse,
                share(self.kept_prose, self.prose),
                &[0.5, 0.7, 0.85, 0.95],
            ),
            (
                Group::IsKeptWords,
                self.kept,
                &[50.0, 100.0, 200.0, 400.0, 800.0, 1600.0],
            ),
            (
                Group::IsProse,
                share(self.prose, self.all),
                &[0.1, 0.2, 0.4, 0.6, 0.8],
            ),
            (
                Group::IsKeptForm,
                share(self.kept_prose, self.kept),
                &[0.1, 0.3, 0.5, 0.7, 0.9],
            ),
            (
                Group::IsCertain,
                share(self.certain, self.all),
                &[0.4, 0.6, 0.7, 0.8, 0.9, 0.95],
            ),
        ];
        let counts: [(Group, usize, &[usize]); 6] = [
            (Group::IsParagraphs, self.paragraphs, &[1, 2, 4, 8, 16, 32]),
            (Group::IsDated, self.dates, &[1, 2, 4, 10, 25]),
            (Group::IsPriced, self.prices, &[1, 2, 5, 12]),
            (Group::IsAsked, self.questions, &[1, 3, 8]),
            (Group::IsCode, self.code, &[1, 4, 12]),
            (Group::IsChanged, self.changes, &[1, 3, 6, 12, 30]),
        ];
        let shares = shares.map(|(group, value, bounds)| group.feature(step(value, bounds)));
        let counts = counts.map(|(group, value, bounds)| group.feature(step(value, bounds)));
        let bias = [Group::IsBias.feature(0)];
        bias.into_iter().chain(shares).chain(counts).collect()
    }

    fn new(context: &Context, signals: &Signals, chances: &[f32], points: &[f32]) -> Self {
        let mut sums = Self::default();
        let mut last = true;
        let facts = &context.facts;
        let lines = facts.words.iter().zip(&facts.forms);
        let lines = lines.zip(chances).zip(points);
        for (at, (((words, form), &chance), points)) in lines.enumerate() {
            let (words, keep) = (*words as f32, *points > 0.0);
            let prose = form.is_long_prose();
            sums.all += words;
            sums.expected += words * chance;
            sums.certain += words * (2.0 * chance - 1.0).abs();
            if prose {
                sums.prose += words;
            }
            if keep {
                sums.kept += words;
                sums.questions += usize::from(form.is_question());
                if prose {
                    sums.kept_prose += words;
                    sums.paragraphs += 1;
                }
            } else {
                sums.lost += words * chance;
            }
            sums.dates += usize::from(signals.is_day(at));
            sums.prices += usize::from(form.is_priced());
            sums.code += usize::from(form.is_code());
            sums.changes += usize::from(keep != last);
            last = keep;
        }
        sums
    }
}

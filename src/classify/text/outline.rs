//! How a plain text is built as a whole: its trunk of prose, series of like lines, runs of short lines with what rules
//! say of them, and lines of changing length that come in one rhythm.

use crate::classify::context::Context;
use crate::classify::evidence::Features;
use crate::classify::labels::step;
use crate::classify::signals::Signals;
use crate::classify::space::Group;
use crate::classify::text::facts::Facts;
use crate::classify::text::named::Named;
use crate::classify::text::series::{AllSeries, PLACES, Series};
use crate::classify::text::trunk::Trunk;
use crate::document::Document;

/// Lines on both sides in which a rhythm must hold.
const RHYTHM: usize = 6;

/// A run of short lines as labels: how many they are, how many words a line has, and how many of them rules speak against
/// in how long a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) length: u8,
    pub(super) words: u8,
    hits: u8,
    long: u8,
}

impl Run {
    fn of(length: u32, words: u32, hits: u32) -> Self {
        let label = |value: u32, bounds: &[u32]| u8::try_from(step(value, bounds)).unwrap_or(0);
        Self {
            length: label(length, &[2, 3, 5, 10, 20, 50]),
            words: label(words / length.max(1), &[2, 3, 5, 8]),
            hits: label(hits, &[1, 2, 4]),
            long: label(length, &[3, 6, 16]),
        }
    }
}

/// The labels of the lines of a series, but for what each line's shape adds.
#[derive(Debug)]
struct SeriesLabels {
    form: usize,
    start: usize,
    place: usize,
    item: usize,
}

impl SeriesLabels {
    fn of(series: &Series, trunk: &Trunk) -> Self {
        let before = series.prose_before;
        let share = before as f32 / trunk.prose.1.max(1) as f32;
        let share = step(share, &[0.1, 0.35, 0.7]);
        let late = usize::from(before >= 100 && share > 0);
        Self {
            form: series.form.label() * 12 + step(series.members, &[6, 12]) * 4,
            start: step(before, &[1, 20, 100, 300]) * 16 + share * 4,
            place: series.place() * 2,
            item: late * 20 + step(series.words, &[5, 15, 40, 120]) * 4,
        }
    }
}

/// Facts about the build of a text.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    trunk: Trunk,
    series: AllSeries,
    series_labels: Vec<SeriesLabels>,
    first_series: usize,
    named: Named,
    /// Label of the share of the prose that is in the trunk, and of whether it is much.
    trunk_label: usize,
    shapes: Vec<u8>,
    /// For each line the label of its rhythm.
    periods: Vec<u8>,
    runs: Vec<Option<Run>>,
}

impl Outline {
    pub(crate) fn new(document: &Document, context: &Context, signals: &Signals) -> Self {
        let shapes = context.facts.forms.iter();
        let shapes = shapes.map(|form| u8::try_from(form.shape()).unwrap_or(0));
        let shapes: Vec<u8> = shapes.collect();
        let series = AllSeries::new(document, context, signals);
        let trunk = Trunk::new(&context.facts, signals);
        Self {
            trunk_label: trunk_label(&trunk),
            series_labels: series.labels(|series| SeriesLabels::of(series, &trunk)),
            trunk,
            first_series: series.first().unwrap_or(usize::MAX),
            series,
            named: Named::new(document, &context.facts, signals),
            periods: periods(&shapes),
            shapes,
            runs: runs(&context.facts, signals),
        }
    }

    /// The run of short lines that a line is in.
    pub(super) fn run(&self, at: usize) -> Option<Run> {
        self.runs.get(at).copied().flatten()
    }

    /// Adds what speaks about one line.
    pub(super) fn add(&self, at: usize, rows: &mut impl Features) {
        let Some(&shape) = self.shapes.get(at) else {
            return;
        };
        let shape = usize::from(shape);
        let place = self.trunk.label(at);
        rows.add(Group::TextTrunk, place * 4 + shape);
        let side = match place {
            0 => 0,
            1..=5 => 1,
            _ => 2,
        };
        rows.add(Group::TextTrunkRest, side * 8 + self.trunk_label);
        self.series(at, shape, rows);
        if let Some(label) = self.named.label(at) {
            rows.add(Group::TextNamed, label * 3 + side);
        }
        if let Some(Run { hits, long, .. }) = self.run(at) {
            let label = usize::from(hits) * 12 + side * 4 + usize::from(long);
            rows.add(Group::TextRunHits, label);
        }
        let before = at
            .checked_sub(1)
            .map_or(0, |at| usize::from(self.shapes[at]) + 1);
        let after = self
            .shapes
            .get(at + 1)
            .map_or(0, |shape| usize::from(*shape) + 1);
        rows.add(Group::TextTriple, before * 20 + shape * 5 + after);
        rows.add(Group::TextPeriod, usize::from(self.periods[at]) * 4 + shape);
    }

    fn series(&self, at: usize, shape: usize, rows: &mut impl Features) {
        let number = self.series.number(at);
        let Some(labels) = number.and_then(|number| self.series_labels.get(number)) else {
            let label = match self.first_series {
                usize::MAX => 0,
                first if at < first => 1,
                _ => 2,
            };
            rows.add(Group::TextOutside, label * 4 + shape);
            return;
        };
        rows.add(Group::TextSeries, labels.form + shape);
        rows.add(Group::TextSeriesStart, labels.start + shape);
        let is_long = usize::from(shape == 3);
        rows.add(Group::TextSeriesPlace, labels.place + is_long);
        rows.add(Group::TextSeriesItem, labels.item + shape);
    }

    /// For the whole text: the trunk's share of the prose and its words; the longest series and how late it starts; the
    /// series that looks most like comments, and where it stands.
    pub(super) fn labels(&self) -> (usize, usize, usize) {
        let (prose, all) = self.trunk.prose;
        let share = step(prose as f32 / all.max(1) as f32, &[0.4, 0.7, 0.95]);
        let trunk = share * 4 + step(prose, &[100, 300, 800]);
        let series = self.series.longest().map_or(0, |series| {
            let before = series.prose_before as f32 / all.max(1) as f32;
            (1 + step(series.members, &[6, 12])) * 4 + step(before, &[0.01, 0.2, 0.5])
        });
        let thread = self.series.comments().map_or(PLACES, Series::place);
        (trunk, series, thread)
    }
}

fn trunk_label(trunk: &Trunk) -> usize {
    let (prose, all) = trunk.prose;
    let share = prose as f32 / all.max(1) as f32;
    usize::from(prose >= 200) * 4 + step(share, &[0.4, 0.7, 0.95])
}

/// The number of lines after which the shapes around each line repeat, as a label; 0 for none.
fn periods(shapes: &[u8]) -> Vec<u8> {
    // Two bits a line: those up to so many after it, the last one lowest.
    let ahead = shapes.iter().take(RHYTHM);
    let mut packed = ahead.fold(0, |packed, shape| packed << 2 | u32::from(*shape));
    let mut after = shapes.iter().skip(RHYTHM);
    let mut end = shapes.len().min(RHYTHM);
    let labels = (0..shapes.len()).map(|at| {
        if let Some(shape) = after.next() {
            packed = packed << 2 | u32::from(*shape);
            end += 1;
        }
        period(packed, end - at.saturating_sub(RHYTHM))
    });
    labels.collect()
}

/// The label of the last so many of packed shapes.
fn period(packed: u32, length: usize) -> u8 {
    if length == 2 * RHYTHM + 1 {
        // As of most lines: written out for the number that is known.
        return period_of(packed, 2 * RHYTHM + 1);
    }
    period_of(packed, length)
}

#[inline]
fn period_of(packed: u32, length: usize) -> u8 {
    // At most one in ten, of eleven pairs at most.
    let comes = |period: usize| {
        let unlike = unlike(packed, length, period);
        let most = length - period >= 10 && unlike & unlike.wrapping_sub(1) == 0;
        unlike == 0 || most
    };
    match length {
        _ if unlike(packed, length, 1) == 0 => 0,
        6.. if comes(2) => 1,
        7.. if comes(3) => 2,
        8.. if comes(4) => 3,
        9.. if comes(5) => 4,
        10.. if comes(6) => 4,
        _ => 0,
    }
}

/// Of so many shapes, those that are unlike the one that is so many places before, as bits.
#[inline]
fn unlike(packed: u32, length: usize, places: usize) -> u32 {
    let pairs = (packed ^ packed >> (2 * places)) & ((1 << (2 * (length - places))) - 1);
    (pairs | pairs >> 1) & 0x5555_5555
}

fn runs(facts: &Facts, signals: &Signals) -> Vec<Option<Run>> {
    let mut runs = vec![None; facts.forms.len()];
    let mut start = 0;
    for group in facts
        .forms
        .chunk_by(|one, next| one.is_short() == next.is_short())
    {
        let lines = start..start + group.len();
        start = lines.end;
        if !group[0].is_short() {
            continue;
        }
        let hits = lines.clone().filter(|at| signals.speaks_against(*at));
        let [length, hits] =
            [lines.len(), hits.count()].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let words = facts.words[lines.clone()].iter();
        let words = words.fold(0u32, |words, own| words.saturating_add(*own));
        runs[lines].fill(Some(Run::of(length, words, hits)));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cleaner;
    use crate::source::{Format, Source};

    fn outline(text: &str) -> Outline {
        let evidence = Cleaner::default().evidence(&Source::decoded(text, Format::Text));
        evidence.2.outline
    }

    #[test]
    fn the_trunk_is_where_the_prose_is() {
        let prose = "The council met on Tuesday evening and voted for the plan after a debate of four hours, which \
            nobody in the town had thought possible a year before.";
        let menu = "Home\nNews\nSport\nWeather\nJobs\nShop\nHelp\nArchive";
        let built = outline(&format!("{menu}\n{prose}\n{prose}\n{prose}\n{menu}"));
        assert_eq!(built.trunk.range, 8..11);
        assert_eq!(
            [0, 7, 9, 11, 18].map(|at| built.trunk.label(at)),
            [4, 2, 0, 7, 9]
        );
        assert_eq!(built.runs[0].map(|run| run.length), Some(3));
    }

    #[test]
    fn cards_come_in_a_rhythm() {
        let card = "A short headline\nThe new bed of the river is nine kilometres long and has three bends in it\n2 h ago\n";
        let built = outline(&card.repeat(6));
        assert_eq!(built.periods[8], 2);
        assert_eq!(outline(&"A short headline\n".repeat(12)).periods[6], 0);
    }
}

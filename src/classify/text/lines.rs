//! The first look at the lines of a plain text.

use crate::classify::Role;
use crate::classify::context::Context;
use crate::classify::evidence::Features;
use crate::classify::labels::step;
use crate::classify::signals::Signals;
use crate::classify::space::Group;
use crate::classify::text::facts::{Facts, Form};
use crate::classify::text::outline::Run;
use crate::document::{Block, BlockKind, Document};
use crate::features::End;

/// Lines before and after that count as near, and as around.
const NEAR: usize = 6;
const AROUND: usize = 3;

/// Labels of counts, the last one also of larger ones.
const SIDES: [u8; 6] = [0, 1, 2, 2, 2, 3];
const MARKERS: [u8; 7] = [0, 1, 2, 3, 3, 3, 4];

/// Prefix sums: lines that rules speak against, lines that look like the head of a comment, short open lines, words of long
/// prose.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    hits: u32,
    markers: u32,
    short: u32,
    prose: u32,
}

/// Facts about all lines of a text.
pub(crate) struct Lines<'a> {
    document: &'a Document,
    context: &'a Context,
    signals: &'a Signals,
    /// First and last line of long prose.
    edge: Option<(usize, usize)>,
    /// Sums over the lines before each, and over all.
    sums: Vec<Sums>,
    all: Sums,
    /// Label of the hits from the line back and on to the nearest long prose.
    evidence: Vec<u8>,
    /// Labels of the whole text: how many lines of long prose there are, how many hits, which share of the lines is
    /// short, which share of the words long prose.
    rich: usize,
    found: usize,
    noise: usize,
    prose_share: usize,
    /// Whether the article's own prose speaks with each of the voices.
    voices: [bool; 3],
}

impl<'a> Lines<'a> {
    pub(crate) fn new(document: &'a Document, context: &'a Context, signals: &'a Signals) -> Self {
        let facts = &context.facts;
        let (count, forms) = (facts.forms.len(), &facts.forms);
        let long = |form: &Form| form.is_long_prose();
        let edge = forms
            .iter()
            .position(long)
            .zip(forms.iter().rposition(long));
        let sums = sums(facts, signals);
        let all = sums.last().copied().unwrap_or_default();
        Self {
            document,
            context,
            signals,
            edge,
            evidence: evidence(&sums, facts),
            rich: step(
                forms.iter().filter(|form| form.is_long_prose()).count(),
                &[1, 3, 6, 16],
            ),
            found: step(all.hits, &[1, 2, 4, 10]),
            noise: share_step(all.short, count, &[0.3, 0.6]),
            prose_share: share_step(all.prose, context.total() as usize, &[0.2, 0.4, 0.6, 0.8]),
            voices: voices(document, facts),
            sums,
            all,
        }
    }

    /// Adds what speaks about one line.
    #[inline]
    pub(crate) fn add(&self, at: usize, block: &Block, rows: &mut impl Features) {
        let m = &block.measures;
        let form = self.context.facts.forms[at];
        let (shape, place) = (form.shape(), self.place(at));
        if let Some(Run { length, words, .. }) = self.signals.outline.run(at) {
            rows.add(Group::TextRun, place * 7 + usize::from(length));
            rows.add(Group::TextRunWords, place * 5 + usize::from(words));
        }
        rows.add(Group::TextZone, place * 12 + shape * 3 + self.noise);
        rows.add(Group::TextHits, self.found * 4 + shape);
        rows.add(Group::TextRich, self.rich * 4 + shape);
        self.sides(at, usize::from(shape > 1), rows);
        self.prose_place(at, shape, rows);
        let near = self.near(at, NEAR, |sums| sums.markers);
        let label = usize::from(MARKERS[(near as usize).min(MARKERS.len() - 1)]);
        rows.add(Group::TextMarkers, label * 4 + shape);
        let short = self.near(at, AROUND, |sums| sums.short) - u32::from(form.is_short());
        rows.add(Group::TextAround, step(short, &[1, 3, 5]) * 4 + shape);
        if (3..=20).contains(&m.words) && m.ends == End::Open && !m.starts_lower {
            let case = if u32::from(m.shouted) * 4 >= m.words * 3 {
                2
            } else {
                usize::from(u32::from(m.capitalized + m.numbers) * 4 >= m.words * 3)
            };
            rows.add(Group::TextHeadline, place * 3 + case);
        }
        let copy = self.context.copies.get(at).copied().unwrap_or_default();
        if copy.earlier + copy.later > 0 {
            rows.add(Group::TextCopies, step(m.words, &[3, 7]) * 4 + place);
        }
        rows.add(Group::TextTitle, self.after_title(at) * 4 + shape);
        self.rules(at, place, rows);
        self.voice(at, block, place, rows);
        self.signals.outline.add(at, rows);
        rows.add(Group::TextProse, (self.prose_share * 4 + place) * 4 + shape);
    }

    /// Whose voice a longer line speaks with, and whether the article's prose does so too.
    fn voice(&self, at: usize, block: &Block, place: usize, rows: &mut impl Features) {
        let Some(words) = self.document.reading.vocabulary.lines.get(at) else {
            return;
        };
        if words.exclamations > 0 {
            rows.add(
                Group::TextTone,
                usize::from(words.exclamations > 1) * 4 + place,
            );
        }
        if block.measures.words < 8 {
            return;
        }
        let mut any = false;
        for voice in 0..3 {
            if speaks(words.voices[voice], block.measures.words) {
                any = true;
                let other = usize::from(!self.voices[voice]);
                rows.add(Group::TextVoice, (voice + 1) * 8 + place * 2 + other);
            }
        }
        if !any {
            let other = usize::from(self.voices.contains(&true));
            rows.add(Group::TextVoice, place * 2 + other);
        }
    }

    /// What is counted within so many lines on both sides.
    fn near(&self, at: usize, lines: usize, count: impl Fn(&Sums) -> u32) -> u32 {
        let to = self.sums.get(at + lines + 1).unwrap_or(&self.all);
        let from = &self.sums[at.saturating_sub(lines)];
        count(to) - count(from)
    }

    /// Before the first long prose, between, after the last, or none.
    fn place(&self, at: usize) -> usize {
        match self.edge {
            Some((first, _)) if at < first => 0,
            Some((_, last)) if at > last => 2,
            Some(_) => 1,
            None => 3,
        }
    }

    /// How much evidence there is on both sides, on the whole and up to the nearest prose.
    fn sides(&self, at: usize, long: usize, rows: &mut impl Features) {
        let before = self.sums[at].hits;
        let after = self.all.hits - self.sums[at + 1].hits;
        let label = |hits: u32| usize::from(SIDES[(hits as usize).min(SIDES.len() - 1)]);
        rows.add(
            Group::TextSides,
            label(before) * 8 + long * 4 + label(after),
        );
        rows.add(
            Group::TextEvidence,
            usize::from(self.evidence[at]) + long * 4,
        );
    }

    fn prose_place(&self, at: usize, shape: usize, rows: &mut impl Features) {
        let (before, total) = (self.sums[at].prose, self.all.prose);
        let label = match total {
            0 => 6,
            _ if before == 0 => 0,
            _ if before == total => 5,
            _ => 1 + share_step(before, total as usize, &[0.1, 0.5, 0.9]),
        };
        rows.add(Group::TextPlace, label * 4 + shape);
    }

    fn after_title(&self, at: usize) -> usize {
        let Some(title) = self.signals.headline else {
            return 0;
        };
        match at {
            _ if at < title => 1,
            _ if at == title => 2,
            _ if at <= title + 3 => 3,
            _ if at <= title + 10 => 4,
            _ => 5,
        }
    }

    fn rules(&self, at: usize, place: usize, rows: &mut impl Features) {
        let Some(signal) = self.signals.spoken(at) else {
            return;
        };
        for name in &signal.names {
            rows.add(Group::TextRuleName, usize::from(*name));
        }
        for &(role, strength) in &signal.roles {
            if let Some(role) = (role as usize).checked_sub(Role::Advertising as usize) {
                rows.add(
                    Group::TextRule,
                    (role * 2 + usize::from(strength > 0)) * 4 + place,
                );
            }
        }
    }
}

fn sums(facts: &Facts, signals: &Signals) -> Vec<Sums> {
    let mut all = Sums::default();
    let mut sums = Vec::with_capacity(facts.forms.len() + 1);
    sums.push(all);
    for (at, (form, words)) in facts.forms.iter().zip(&facts.words).enumerate() {
        all.hits += u32::from(signals.speaks_against(at));
        all.markers += u32::from(is_marker(at, signals));
        all.short += u32::from(form.is_short());
        if form.is_long_prose() {
            all.prose = all.prose.saturating_add(*words);
        }
        sums.push(all);
    }
    sums
}

/// For each line the label of the hits back to the nearest long prose, eight times, and that of those on to it.
fn evidence(sums: &[Sums], facts: &Facts) -> Vec<u8> {
    let label = |hits: u32| 1 + u8::from(hits >= 1) + u8::from(hits >= 2);
    let mut labels = Vec::with_capacity(facts.forms.len());
    let mut last = None;
    for (form, sums) in facts.forms.iter().zip(sums) {
        labels.push(last.map_or(0, |last| label(sums.hits - last) * 8));
        if form.is_long_prose() {
            last = Some(sums.hits);
        }
    }
    let mut next = None;
    let behind = facts.forms.iter().zip(sums.iter().zip(sums.iter().skip(1)));
    for (labels, (form, (own, after))) in labels.iter_mut().zip(behind).rev() {
        *labels += next.map_or(0, |next: u32| label(next - after.hits));
        if form.is_long_prose() {
            next = Some(own.hits);
        }
    }
    labels
}

/// Whether so many words of a voice are enough to be heard.
fn speaks(voice: u32, words: u32) -> bool {
    voice * 40 >= words && voice > 0
}

/// The voices that the first half of the long prose speaks with: what follows may be readers' words.
fn voices(document: &Document, facts: &Facts) -> [bool; 3] {
    let long = || (0..facts.forms.len()).filter(|at| facts.forms[*at].is_long_prose());
    let (mut words, mut sums) = (0u32, [0u32; 3]);
    for at in long().take(long().count().div_ceil(2)) {
        words = words.saturating_add(facts.words[at]);
        if let Some(line) = document.reading.vocabulary.lines.get(at) {
            for (sum, voice) in sums.iter_mut().zip(line.voices) {
                *sum = sum.saturating_add(voice);
            }
        }
    }
    sums.map(|sum| sum.saturating_mul(80) >= words && sum > 0)
}

/// Prefix sums of a measure of so many lines.
pub(super) fn prefix(lines: usize, measure: impl Fn(usize) -> u32) -> Vec<u32> {
    let mut sum = 0u32;
    let mut sums = Vec::with_capacity(lines + 1);
    sums.push(0);
    sums.extend((0..lines).map(|at| {
        sum = sum.saturating_add(measure(at));
        sum
    }));
    sums
}

/// A line that could stand in a menu.
pub(super) fn is_short(block: &Block) -> bool {
    let m = &block.measures;
    m.words <= 12
        && !matches!(block.kind, BlockKind::Code | BlockKind::TableRow)
        && !matches!(m.ends, End::Stop | End::Colon)
        && !m.is_prose()
}

/// A line with a date or a clock time, or one that belongs to a comment form: what stands over a reader's comment.
fn is_marker(at: usize, signals: &Signals) -> bool {
    signals.speaks_for(at, Role::Comments) || signals.is_day(at)
}

fn share_step(part: u32, whole: usize, bounds: &[f64]) -> usize {
    step(f64::from(part) / whole.max(1) as f64, bounds)
}

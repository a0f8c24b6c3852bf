//! What stays in a plain text because of what it stands beside.

use super::signals::Signals;
use super::text::{Facts, is_measured};
use crate::document::Document;

/// Words from which a block of prose is spared.
const SPARED_WORDS: u32 = 20;
/// Points of a spared block: more than two changes of the path cost.
const SPARED: f32 = 6.0;

/// In plain text, an advertisement between two paragraphs never takes one of them away: prose that nothing speaks
/// against stays where the prose before or after it stays, and only lines that rules take, none of which opens a tail,
/// stand between the two. The first paragraph stays also where nothing stands between it and the next.
pub(super) fn spare_prose(points: &mut [f32], facts: &Facts, signals: &Signals) {
    let lines = facts.forms.iter().enumerate().take(points.len());
    let prose = lines.filter(|(_, form)| form.is_prose());
    let prose: Vec<usize> = prose.map(|(at, _)| at).collect();
    let first = prose.first().copied();
    let parted = |one: usize, other: usize| {
        (one + 1 < other || Some(one) == first)
            && (one + 1..other).all(|line| signals.speaks_against(line))
    };
    let is_innocent = |at: usize| {
        facts.words[at] >= SPARED_WORDS && !signals.is_suspect(at) && signals.opened(at) == 0
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
    spare_between(points, &prose, facts, signals);
    spare_code(points, facts, signals);
    let lines = facts.words.iter().enumerate().take(points.len());
    let worded = lines.filter(|(_, words)| **words > 0);
    let worded: Vec<usize> = worded.map(|(at, _)| at).collect();
    spare_ends(points, &worded, facts, signals);
    if worded.len() < facts.words.len() {
        spare_signs(points, &worded);
    }
}

/// A line of signs alone, as the end of a block of code, stays between lines that stay.
fn spare_signs(points: &mut [f32], worded: &[usize]) {
    for pair in worded.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        if points[before] > 0.0 && points[after] > 0.0 {
            for points in &mut points[before + 1..after] {
                *points = points.max(SPARED);
            }
        }
    }
}

/// A paragraph between two that stay stays, whatever the ruled lines that alone part it from them open: the text goes on
/// behind it.
fn spare_between(points: &mut [f32], prose: &[usize], facts: &Facts, signals: &Signals) {
    for three in prose.windows(3) {
        let (before, at, after) = (three[0], three[1], three[2]);
        let is_ruled = |line: usize| line == at || signals.speaks_against(line);
        let stays = points[before] > 0.0
            && points[after] > 0.0
            && facts.words[at] >= SPARED_WORDS
            && !signals.is_suspect(at)
            && (before + 1..after).all(is_ruled);
        if stays {
            points[at] = points[at].max(SPARED);
        }
    }
}

/// Words up to which what stands between code and the text is a button.
const BUTTON: u32 = 2;

/// Code below a line that stays belongs to it.
fn spare_code(points: &mut [f32], facts: &Facts, signals: &Signals) {
    let mut stays = false;
    let lines = facts.forms.iter().zip(&facts.words).enumerate();
    for ((at, (form, words)), points) in lines.zip(points) {
        if stays && form.is_code() && !form.is_prose() && !signals.is_suspect(at) {
            *points = points.max(SPARED);
        }
        stays = *points > 0.0 || stays && *words <= BUTTON;
    }
}

/// Words from which the first line may be a headline, and the last a sentence.
const END_WORDS: std::ops::RangeInclusive<u32> = 3..=SPARED_WORDS;

/// Points from which a sentence below anything that stays is in doubt.
const IN_DOUBT: f32 = -2.0;

/// Points of a first line that stays: what titles are chosen by says that it is in doubt.
const DOUBTFUL: f32 = -0.5;

/// A first line right above a paragraph that stays is its headline, and a sentence right below one belongs to it where the
/// text ends or what rules take follows, and nothing speaks against them. Lines without words stand between none.
fn spare_ends(points: &mut [f32], worded: &[usize], facts: &Facts, signals: &Signals) {
    let stays = |at: usize, points: &[f32]| facts.forms[at].is_prose() && points[at] > 0.0;
    let is_innocent = |at: usize| {
        END_WORDS.contains(&facts.words[at])
            && signals.opened(at) == 0
            && signals
                .blocks
                .get(at)
                .is_some_and(|signal| signal.structural.is_empty() && signal.roles.is_empty())
    };
    let is_sentence = |at: usize| facts.forms[at].is_sentence();
    if let [first, second, ..] = *worded
        && is_innocent(first)
        && stays(second, points)
    {
        points[first] = points[first].max(DOUBTFUL);
    }
    for (number, pair) in worded.windows(2).enumerate() {
        let (before, at) = (pair[0], pair[1]);
        let next = worded.get(number + 2);
        let is_end = || next.is_none_or(|next| signals.is_suspect(*next));
        let belongs = || stays(before, points) || points[before] > 0.0 && points[at] > IN_DOUBT;
        // What fewest are first.
        if is_sentence(at) && is_end() && is_innocent(at) && belongs() {
            points[at] = points[at].max(SPARED);
        }
    }
}

/// Ingredients that make a recipe, and lines from one to the next at most.
const RECIPE: usize = 3;
const APART: usize = 3;
/// Words of the heading above them.
const HEADING: u32 = 3;

/// The ingredients of a recipe stay, with what stands between them and the heading above, where nothing speaks against
/// them: lines without a verb in a row look like a menu.
pub(super) fn spare_ingredients(
    points: &mut [f32],
    document: &Document,
    facts: &Facts,
    signals: &Signals,
) {
    let lines = document.blocks.iter().enumerate().take(points.len());
    let measured = lines.filter(|(_, line)| is_measured(line, document));
    let measured: Vec<usize> = measured.map(|(at, _)| at).collect();
    for list in measured.chunk_by(|one, other| other - one <= APART) {
        let (Some(&first), Some(&last)) = (list.first(), list.last()) else {
            continue;
        };
        if list.len() < RECIPE {
            continue;
        }
        let above = first.saturating_sub(1);
        let is_heading = facts.words[above] <= HEADING && signals.opened(above) == 0;
        let start = if is_heading { above } else { first };
        let lines = points.iter_mut().enumerate().take(last + 1).skip(start);
        for (_, points) in lines.filter(|(at, _)| !signals.is_suspect(*at)) {
            *points = points.max(SPARED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cleaner;
    use crate::source::{Format, Source};

    #[test]
    fn headline_and_last_sentence_stay_with_their_paragraphs() {
        let prose = "The council met on Tuesday evening and voted for the plan after a debate of four hours, which \
            nobody in the town had thought possible a year before.";
        let text = format!(
            "The choir that sings to trains\n{prose}\n{prose}\nThe stalls stay where they are.\n"
        );
        let (_, context, signals) =
            Cleaner::default().evidence(&Source::decoded(&text, Format::Text));
        let mut points = [-3.0, 4.0, 4.0, -3.0];
        spare_prose(&mut points, &context.facts, &signals);
        assert!(points[0] > -1.0 && points[3] > 0.0, "{points:?}");
        let mut lost = [-3.0, -4.0, -4.0, -3.0];
        spare_prose(&mut lost, &context.facts, &signals);
        assert!(lost[0] < -2.0 && lost[3] < -2.0, "{lost:?}");
    }

    #[test]
    fn ingredients_stay_with_their_heading() {
        let text = "Print\nIngredients\n180 g butter\n3 eggs\n2 tbsp sugar\n1 cup flour\nPin it\n2 tbsp salt";
        let (document, context, signals) =
            Cleaner::default().evidence(&Source::decoded(text, Format::Text));
        let mut points = [-3.0; 8];
        spare_ingredients(&mut points, &document, &context.facts, &signals);
        let stay: Vec<bool> = points.iter().map(|points| *points > 0.0).collect();
        assert_eq!(stay, [false, true, true, true, true, true, false, true]);
    }

    #[test]
    fn a_paragraph_behind_a_form_stays_where_the_text_goes_on() {
        let prose = "The council met on Tuesday evening and voted for the plan after a debate of four hours, which \
            nobody in the town had thought possible a year before.\n";
        let text = format!(
            "{}Leave a Reply\nLeave a Reply\n{prose}{prose}",
            prose.repeat(6)
        );
        let (_, context, signals) =
            Cleaner::default().evidence(&Source::decoded(&text, Format::Text));
        assert!(signals.opened(8) != 0);
        let mut points = [4.0, 4.0, 4.0, 4.0, 4.0, 4.0, -4.0, -4.0, -3.0, 4.0];
        spare_prose(&mut points, &context.facts, &signals);
        assert!(points[8] > 0.0 && points[7] < 0.0, "{points:?}");
        points[8..].fill(-3.0);
        spare_prose(&mut points, &context.facts, &signals);
        assert!(points[8] < 0.0, "{points:?}");
    }
}

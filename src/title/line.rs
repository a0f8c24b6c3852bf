//! The title of a plain text: one of its first lines, on evidence.

use super::headline::Candidates;
use crate::classify::{Analysis, Weights, folded, folded_hash};
use crate::document::{Block, Document, TitleCandidate, TitleSource};
use crate::policy::{Decision, Fate};

/// Lines among which copies of the title are taken out, wherever the prose starts.
const HEAD: usize = 15;

/// Headings that texts begin with and that are the title of none.
const SECTIONS: [&str; 24] = [
    "abstract",
    "at a glance",
    "background",
    "contents",
    "einleitung",
    "executive summary",
    "foreword",
    "highlights",
    "in this article",
    "introduccion",
    "introduction",
    "introduzione",
    "key points",
    "key takeaways",
    "overview",
    "preface",
    "resumen",
    "summary",
    "table of contents",
    "tl dr",
    "vorwort",
    "whats new",
    "zusammenfassung",
    "введение",
];

/// Finds the title line and takes it, and its copies above the text, out of the body.
pub(super) fn choose(
    document: &Document,
    analysis: &Analysis,
    decisions: &mut [Decision],
) -> Option<TitleCandidate> {
    // What came with the text is known; a line can only be its copy.
    let (title, found) = if let Some(given) = document.head.titles.first() {
        (given.clone(), equal_line(document, &given.text))
    } else {
        let weighed = weighed(document, analysis, decisions);
        let (line, text, is_sure) = weighed.or_else(|| doubled(document))?;
        if SECTIONS.contains(&folded(&text).as_str()) {
            return None;
        }
        let source = TitleSource::Line;
        let title = TitleCandidate { text, source };
        // It may be the first heading of a text that came without its title: named it does no harm, taken out it does.
        if line == Some(0) && !is_sure {
            return Some(title);
        }
        (title, line)
    };
    take_out(document, &title.text, found, decisions);
    Some(title)
}

/// The line with most points, its text, and whether it is surely no part of the body.
fn weighed(
    document: &Document,
    analysis: &Analysis,
    decisions: &[Decision],
) -> Option<(Option<usize>, String, bool)> {
    let mut candidates = Candidates::new(document, analysis, decisions);
    let points = Weights::shared().title();
    let found = candidates.best(false, points);
    let (best, is_sure) = found.or_else(|| candidates.best(true, points))?;
    let best = candidates.all.get(best)?;
    Some((best.line, best.title(), is_sure))
}

/// Lines that are told of, where it is explained what the title was chosen from.
const TOLD: usize = 20;

/// What came with the text, then the best of its lines with their points.
pub(super) fn candidates(
    document: &Document,
    analysis: &Analysis,
    decisions: &[Decision],
) -> Vec<(TitleCandidate, Option<f32>)> {
    let mut lines = Candidates::new(document, analysis, decisions);
    let mut points = lines.points(Weights::shared().title());
    points.sort_by(|one, other| other.1.total_cmp(&one.1));
    let lines = lines.into_all();
    let weighed = points.into_iter().take(TOLD).filter_map(|(at, points)| {
        let text = lines.get(at)?.title();
        let source = TitleSource::Line;
        Some((TitleCandidate { text, source }, Some(points)))
    });
    let given = document.head.titles.iter();
    given
        .map(|title| (title.clone(), None))
        .chain(weighed)
        .collect()
}

/// Words of a doubled title, and of the prose below it from which they are one.
const DOUBLED: std::ops::RangeInclusive<u32> = 2..=25;
const PARAGRAPH: u32 = 12;

/// A line that stands there twice, right above prose.
fn doubled(document: &Document) -> Option<(Option<usize>, String, bool)> {
    let hash = |at: usize| {
        let line = text(document, &document.blocks[at]);
        document.reading.folded_hash(at, line)
    };
    let mut threes = document.blocks.windows(3).take(HEAD).enumerate();
    let (at, lines) = threes.find(|(at, lines)| {
        let below = &lines[2].measures;
        DOUBLED.contains(&lines[0].measures.words)
            && below.is_prose()
            && below.words >= PARAGRAPH
            && hash(*at) == hash(at + 1)
    })?;
    Some((Some(at), text(document, &lines[0]).to_owned(), true))
}

/// The first line that is the title, among those where titles stand.
fn equal_line(document: &Document, title: &str) -> Option<usize> {
    let hash = folded_hash(title);
    let mut first = document.blocks.iter().take(HEAD).enumerate();
    let hash_of = |(at, block)| document.reading.folded_hash(at, text(document, block));
    first.position(|line| hash_of(line) == hash)
}

fn text<'a>(document: &'a Document, block: &Block) -> &'a str {
    document.text.get(block.span.clone()).unwrap_or("")
}

/// The title's line, its copies above the text and the head title it is part of belong to the title.
fn take_out(document: &Document, title: &str, found: Option<usize>, decisions: &mut [Decision]) {
    let hash = folded_hash(title);
    let known = folded(title);
    let prose = document
        .blocks
        .iter()
        .zip(decisions.iter())
        .position(|(block, decision)| {
            decision.fate == Fate::Keep && block.measures.is_prose() && block.measures.words >= 20
        });
    let end = prose.unwrap_or(0).max(HEAD).max(found.unwrap_or(0) + 2);
    for (at, (block, decision)) in document.blocks.iter().zip(decisions).enumerate().take(end) {
        let line = text(document, block);
        let own = document.reading.folded_hash(at, line);
        if Some(at) == found
            || own == hash
            || at == 0
                && block.measures.words <= 40
                && !block.measures.is_prose()
                && folded(line).starts_with(&known)
        {
            decision.fate = Fate::Title;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Format, Source, clean};

    #[test]
    fn sections_are_written_as_they_are_compared() {
        assert!(
            super::SECTIONS
                .iter()
                .all(|name| super::folded(name) == *name)
        );
        assert_eq!(super::folded("What’s new"), "whats new");
    }

    const BODY: &str = "The town council met on Tuesday evening and voted for the new bridge after a debate of three hours.\n\n\
        Work on the bridge will start in the spring, the mayor said, and should be finished before the winter storms.\n\n\
        Two members of the council said that they would ask for a second vote when the budget comes up in March.\n\n\
        The old bridge will stay open for walkers until the new one carries its first cars across the river.";

    #[test]
    fn a_line_that_stands_there_twice_is_the_title() {
        let text = format!(
            "Published: Wed, May 15, 2019\n\nTown votes for new bridge\n\nTown votes for new bridge\n\n{BODY}"
        );
        let article = clean(text.as_str()).unwrap();
        assert_eq!(article.title.as_deref(), Some("Town votes for new bridge"));
        assert_eq!(article.body, BODY);
    }

    #[test]
    fn a_headline_above_prose_that_takes_it_up_is_the_title() {
        let text = format!("Council votes for new bridge\n\n{BODY}");
        let article = clean(text.as_str()).unwrap();
        assert_eq!(
            article.title.as_deref(),
            Some("Council votes for new bridge")
        );
        assert_eq!(article.body, BODY);
    }

    #[test]
    fn an_address_tells_a_title() {
        let text = format!(
            "Skip to content\n\nHome\n\nOpinion\n\nMayor keeps her word\n\nShare\n\nSave\n\nListen\n\nRiverside\n\n{BODY}"
        );
        let titled = |source: Source| Cleaner::default().clean(source).unwrap().title;
        let source = || Source::decoded(text.as_str(), Format::Text);
        assert_eq!(titled(source()), None);
        let known = source().url("https://post.example/news/2024/mayor-keeps-word-4711.html");
        assert_eq!(titled(known).as_deref(), Some("Mayor keeps her word"));
    }

    #[test]
    fn prose_alone_has_no_title() {
        let article = clean(BODY).unwrap();
        assert_eq!((article.title, article.body.as_str()), (None, BODY));
        let text = format!("Key points\n\n{BODY}");
        assert_eq!(clean(text.as_str()).unwrap().title, None);
    }

    #[test]
    fn an_advertisement_without_a_label_comes_again() {
        let text = format!(
            "Council votes for new bridge\n\nNorthwind Storage Pro\n\n{BODY}\n\nNorthwind Storage Pro\n\nLeave a Reply"
        );
        let article = clean(text.as_str()).unwrap();
        assert_eq!(article.body, BODY);
    }
}

//! Title candidates → title.

mod address;
mod choice;
mod evidence;
mod form;
mod headline;
mod line;
mod near;
mod page;
mod pieces;
mod pool;
mod prose;
mod site;
mod weigh;
mod weights;
mod words;

use crate::classify::{Analysis, PageKind};
use crate::document::{Document, Head, TitleCandidate, TitleSource};
use crate::policy::{Decision, Fate};
#[cfg(feature = "fit")]
pub(crate) use headline::Candidates as Lines;
use pool::Pool;
#[cfg(feature = "fit")]
pub(crate) use weights::{NAMES as EVIDENCE, WEIGHTS};
pub(crate) use words::{folded, squeezed};

/// Chooses the title, and takes the blocks that repeat it out of what is left out; on an article also out of the body,
/// where they stand above its prose.
pub(crate) fn choose(
    document: &Document,
    analysis: &Analysis,
    decisions: &mut [Decision],
) -> Option<TitleCandidate> {
    if document.is_text() {
        return line::choose(document, analysis, decisions);
    }
    let title = best(&document.head)?;
    let known = folded(&title.text);
    let mut prose = false;
    for (block, decision) in document.blocks.iter().zip(decisions) {
        let above = analysis.kind == PageKind::Article && !prose;
        let taken = decision.fate == Fate::LeaveOut || decision.fate == Fate::Keep && above;
        if taken && block.measures.words <= 60 {
            let text = document.text.get(block.span.clone()).unwrap_or_default();
            if words::may_fold_to(text, &known) && folded(text) == known {
                decision.fate = Fate::Title;
            }
        }
        prose |= decision.fate == Fate::Keep && block.measures.is_prose();
    }
    Some(title)
}

/// The candidates with their points, the best first: before one is chosen.
pub(crate) fn candidates(
    document: &Document,
    analysis: &Analysis,
    decisions: &[Decision],
) -> Vec<(TitleCandidate, Option<f32>)> {
    let head = &document.head;
    if document.is_text() {
        return line::candidates(document, analysis, decisions);
    }
    let mut found: Vec<_> = Pool::of(head)
        .candidates
        .into_iter()
        .map(|candidate| (candidate.score(), candidate.into_title()))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let set = head.titles.iter();
    let set = set.filter(|title| title.source == TitleSource::SiteRule);
    set.map(|title| (title.clone(), None))
        .chain(found.into_iter().map(|(score, title)| (title, Some(score))))
        .collect()
}

/// The title of a page, by agreement of its places: headings, `og:title`, structured data, the title element less the
/// site's name.
fn best(head: &Head) -> Option<TitleCandidate> {
    let mut given = head.titles.iter();
    if let Some(title) = given.find(|title| title.source == TitleSource::SiteRule) {
        return Some(title.clone());
    }
    let candidates = Pool::of(head).candidates;
    let best = candidates.into_iter().reduce(|best, next| {
        if next.score() > best.score() {
            next
        } else {
            best
        }
    });
    best.map(pool::Candidate::into_title)
}

/// The folded candidates of a page with the strengths of their evidence, for fitting.
#[cfg(feature = "fit")]
pub(crate) fn evidence(head: &Head) -> Vec<(String, Vec<f32>)> {
    let candidates = Pool::of(head).candidates.into_iter();
    candidates.map(pool::Candidate::into_parts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dom, metadata};

    fn title(page: &str) -> Option<String> {
        let head = metadata::read(
            &dom::parse(page),
            Some("https://www.valleypost.example/2024/bees-return-to-town"),
        );
        best(&head).map(|title| title.text)
    }

    #[test]
    fn the_sites_name_is_left_out() {
        let page = "<title>Bees return to town | News | Valley Post</title><p>They came back.</p>";
        assert_eq!(title(page).as_deref(), Some("Bees return to town"));
        let page = "<title>Valley Post: Bees return to town</title><h2>Bees return to town</h2>";
        assert_eq!(title(page).as_deref(), Some("Bees return to town"));
    }

    #[test]
    fn the_heading_of_an_article_is_its_title() {
        let page = r#"<title>Bees: why they came back - Valley Post</title><h1><a href="/">Valley Post</a></h1>
            <article><h1>Bees return to town after ten years</h1></article><aside><h2>More from the valley</h2></aside>"#;
        assert_eq!(
            title(page).as_deref(),
            Some("Bees return to town after ten years")
        );
    }

    #[test]
    fn places_that_agree_win() {
        let page = r#"<title>Bees return to town - Valley Post</title><h1>Subscribe now</h1><h1>Menu</h1>
            <meta property="og:title" content="Bees return to town"><h2>Bees return to town</h2>"#;
        assert_eq!(title(page).as_deref(), Some("Bees return to town"));
    }

    #[test]
    fn no_candidate_is_no_title() {
        assert_eq!(title("<p>They came back.</p>"), None);
        assert_eq!(title("<title> </title><h1></h1>"), None);
    }

    #[test]
    fn a_given_title_counts() {
        let mut head = metadata::read(&dom::parse("<title>Home</title>"), None);
        head.titles.push(TitleCandidate {
            text: "Bees return".into(),
            source: TitleSource::Record,
        });
        assert_eq!(best(&head).unwrap().source, TitleSource::Record);
    }
}

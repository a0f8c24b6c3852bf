//! The title of a plain text: one of its first lines, on evidence.

use crate::classify::{Analysis, Role, SEPARATORS, folded, folded_hash, is_head_title};
use crate::document::{Block, BlockKind, Document, TitleCandidate, TitleSource};
use crate::features::End;
use crate::policy::{Decision, Fate};

/// Lines that may stand before the title: dates, section names.
const BEFORE: usize = 4;
/// Lines after the title among which prose stands.
const FOLLOWING: usize = 6;
/// Lines after the title that speak of what it names.
const TAKEN_UP: usize = 40;
/// Lines among which copies of the title are taken out, wherever the prose starts.
const HEAD: usize = 15;

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
        let headline = analysis.signals.headline;
        let found = headline.or_else(|| first_headline(document, analysis, decisions))?;
        let text = without_site(document, found, analysis)?;
        let source = TitleSource::Line;
        (TitleCandidate { text, source }, Some(found))
    };
    take_out(document, &title.text, found, decisions);
    Some(title)
}

/// The first line that is the title, among those where titles stand.
fn equal_line(document: &Document, title: &str) -> Option<usize> {
    let hash = folded_hash(title);
    let mut first = document.blocks.iter().take(HEAD);
    first.position(|block| folded_hash(text(document, block)) == hash)
}

fn text<'a>(document: &'a Document, block: &Block) -> &'a str {
    document.text.get(block.span.clone()).unwrap_or("")
}

/// The first line that looks like a headline and is followed by what follows headlines.
fn first_headline(
    document: &Document,
    analysis: &Analysis,
    decisions: &[Decision],
) -> Option<usize> {
    let blocks = &document.blocks;
    if let Some(at) = doubled(document, analysis) {
        return Some(at);
    }
    let at = (0..blocks.len().min(BEFORE + 1)).find(|&at| {
        (!blocks[at].measures.is_prose() || at == 0 && blocks[at].measures.words <= 14)
            && !analysis.signals.speaks_against(at)
            && !has_role(analysis, at)
    })?;
    let block = blocks.get(at)?;
    if !is_headline(document, block) || blocks[..at].iter().any(|block| block.measures.is_prose()) {
        return None;
    }
    let whole_page = at == 0 && is_head_title(document);
    let followed = decisions
        .iter()
        .enumerate()
        .skip(at + 1)
        .take(FOLLOWING)
        .filter(|(_, decision)| decision.fate == Fate::Keep)
        .any(|(next, _)| {
            let m = &blocks[next].measures;
            m.is_prose() && m.words > block.measures.words
        });
    let byline = (at + 1..(at + 3).min(blocks.len())).any(|next| has_role(analysis, next));
    (whole_page || byline || followed && (is_title_case(block) || is_taken_up(document, at)))
        .then_some(at)
}

/// A headline among the first lines that stands there twice in a row.
fn doubled(document: &Document, analysis: &Analysis) -> Option<usize> {
    let hash = |at: usize| analysis.context.hashes.get(at);
    (0..=BEFORE).find(|&at| {
        hash(at).is_some()
            && hash(at) == hash(at + 1)
            && document
                .blocks
                .get(at)
                .is_some_and(|block| is_headline(document, block))
    })
}

fn is_headline(document: &Document, block: &Block) -> bool {
    let m = &block.measures;
    let text = text(document, block);
    let form = match block.kind {
        BlockKind::Heading(level) => level <= 2,
        kind => kind == BlockKind::Line,
    };
    let end = match m.ends {
        End::Open | End::Question | End::Ellipsis => true,
        End::Stop => text.ends_with('!'),
        End::Colon | End::Comma => false,
    };
    form && end
        && !m.starts_lower
        && m.stops <= 2
        && text.len() <= 220
        && (if m.unspaced { 4..=40 } else { 2..=25 }).contains(&m.words)
}

/// Whether nearly every word of a line starts with a capital.
fn is_title_case(block: &Block) -> bool {
    let m = &block.measures;
    m.words >= 5 && u32::from(m.capitalized + m.numbers) * 5 >= m.words * 4
}

/// Whether the text after a line speaks of most of the things that the line names.
fn is_taken_up(document: &Document, at: usize) -> bool {
    let line = document
        .blocks
        .get(at)
        .map_or("", |block| text(document, block));
    let line = folded(line);
    let mut open: Vec<&str> = line
        .split(' ')
        .filter(|word| word.chars().count() >= 4)
        .collect();
    open.sort_unstable();
    open.dedup();
    // Of two words both must come.
    let few = if line.split(' ').nth(2).is_none() {
        0
    } else {
        open.len() / 2
    };
    if open.is_empty() {
        return false;
    }
    for block in document.blocks.iter().skip(at + 1).take(TAKEN_UP) {
        for word in folded(text(document, block)).split(' ') {
            open.retain(|known| stem(known) != stem(word));
        }
        if open.len() <= few {
            return true;
        }
    }
    false
}

/// The first five letters: a word in the singular and the plural are one.
fn stem(word: &str) -> &str {
    let end = word.char_indices().nth(5).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

fn has_role(analysis: &Analysis, at: usize) -> bool {
    analysis
        .signals
        .blocks
        .get(at)
        .is_some_and(|signal| signal.roles.iter().any(|(role, _)| *role == Role::Byline))
}

/// The line without its Markdown mark, and a head title without the name of its site.
fn without_site(document: &Document, at: usize, analysis: &Analysis) -> Option<String> {
    let block = document.blocks.get(at)?;
    let line = text(document, block)
        .trim_start_matches('#')
        .trim()
        .trim_matches('*');
    let squeezed = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if at > 0 || analysis.signals.headline.is_some() || !is_head_title(document) {
        return Some(squeezed);
    }
    let cut = SEPARATORS
        .iter()
        .filter_map(|separator| squeezed.rfind(separator))
        .filter(|&at| {
            let count = |text: &str| text.split(' ').filter(|word| word.len() > 1).count();
            count(&squeezed[..at]) >= 3 && count(&squeezed[at..]) <= 4
        })
        .min();
    Some(cut.map_or_else(|| squeezed.clone(), |at| squeezed[..at].to_owned()))
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
        if Some(at) == found
            || folded_hash(line) == hash
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
    use crate::clean;

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

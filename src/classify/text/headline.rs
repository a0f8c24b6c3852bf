//! The line that repeats the head of the text: a scraper's first line is often the head title, and the article's own
//! headline comes again where the article starts.

use rustc_hash::FxHashSet;

use crate::classify::context::Context;
use crate::classify::folded::{fold_into, folded};
use crate::classify::text::facts::Facts;
use crate::document::Document;
use crate::lanes::folded_hash;

/// What stands between a title and the site's name.
const SEPARATORS: [&str; 9] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " : ",
];
/// Lines after a headline in which its article shows.
const FOLLOWING: usize = 8;
/// Bytes of a title.
const LONGEST: usize = 300;

/// The line that is the article's headline because the first line, or the record's title, says it too.
pub(crate) fn headline(document: &Document, context: &Context) -> Option<usize> {
    let line = |at: usize| {
        let block = document.blocks.get(at)?;
        document.text.get(block.span.clone())
    };
    // Without a given title the first line may be the page's own.
    let untitled = document.head.titles.is_empty();
    let given: Vec<&str> = document
        .head
        .titles
        .iter()
        .map(|title| title.text.as_str())
        .chain(line(0).filter(|_| untitled))
        .filter(|title| title.len() <= LONGEST)
        .collect();
    let hashes: FxHashSet<u64> = given
        .iter()
        .flat_map(|title| pieces(title))
        .map(folded_hash)
        .collect();
    let start = usize::from(untitled);
    // Ever more prose stands before them.
    let near = (start..document.blocks.len()).take_while(|at| is_near_head(context, *at));
    let equal = near.filter(|&at| {
        context.facts.words[at] >= 2
            && context
                .hashes
                .get(at)
                .is_some_and(|hash| hashes.contains(hash))
    });
    // Of several copies, the one that has most prose near after it; a site's name is shorter than a headline.
    let words = |at: usize| context.facts.words[at];
    equal
        .max_by_key(|&at| (words(at), following(context, at), at))
        .or_else(|| alike(document, context, &given, start))
}

/// A line near the first prose that says most of what the head of a whole page says.
fn alike(document: &Document, context: &Context, given: &[&str], start: usize) -> Option<usize> {
    if start > 0 && !is_head_title(document) {
        return None;
    }
    let given: Vec<String> = given.iter().map(|title| folded(title)).collect();
    let known: FxHashSet<&str> = given.iter().flat_map(|title| words(title)).collect();
    if known.len() < 3 {
        return None;
    }
    let mut best: Option<(usize, f64)> = None;
    let facts = &context.facts;
    let mut line = String::new();
    for at in start..document.blocks.len().min(start + 400) {
        if !is_near_head(context, at) {
            break;
        }
        if !(3..=25).contains(&facts.words[at])
            || facts.forms[at].is_prose()
            || following(context, at) == 0
        {
            continue;
        }
        let text = document.text.get(document.blocks[at].span.clone());
        fold_into(text.unwrap_or(""), &mut line);
        let (mut own, mut shared) = (0usize, 0usize);
        for word in words(&line) {
            own += 1;
            shared += usize::from(known.contains(word));
        }
        if own < 3 || shared * 10 < own * 6 || shared * 10 < known.len() * 4 {
            continue;
        }
        let likeness = shared as f64 / (own + known.len() - shared) as f64;
        if best.is_none_or(|(_, most)| likeness > most) {
            best = Some((at, likeness));
        }
    }
    best.map(|(at, _)| at)
}

/// Whether the first line is the head title of a whole page: it bears the site's name, or a menu follows.
fn is_head_title(document: &Document) -> bool {
    let first = document.blocks.first();
    let text = first.and_then(|block| document.text.get(block.span.clone()));
    let after = document.blocks.get(1..6).unwrap_or(&[]);
    let menu = after.len() == 5 && after.iter().all(|block| block.measures.words <= 5);
    menu || text.is_some_and(|text| SEPARATORS[..6].iter().any(|mark| text.contains(mark)))
}

/// Whether at most a quarter of the prose stands before a line: no title comes from the middle.
fn is_near_head(context: &Context, at: usize) -> bool {
    let before = context.prose_words.get(at).copied().unwrap_or(0);
    before.saturating_mul(4) <= context.total_prose()
}

/// Words of a folded text that bear meaning: of four letters or more.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(' ')
        .filter(|word| word.len() >= 4 && word.chars().count() >= 4)
}

/// A title whole, and what is left of it without the parts after or before a separator; a short last part is the
/// name of a site.
fn pieces(title: &str) -> Vec<&str> {
    let mut pieces = vec![title];
    for separator in SEPARATORS.into_iter().chain([": "]) {
        for (at, _) in title.match_indices(separator) {
            let (before, after) = (&title[..at], &title[at + separator.len()..]);
            pieces.push(before);
            if after.len() > before.len() {
                pieces.push(after);
            }
        }
    }
    pieces.retain(|piece| piece.trim().len() >= 4);
    pieces
}

/// Words of long prose among the lines after one.
fn following(context: &Context, at: usize) -> u32 {
    let Facts { words, forms, .. } = &context.facts;
    let after = forms.iter().zip(words).skip(at + 1).take(FOLLOWING);
    let long = after.filter(|(form, _)| form.is_long_prose());
    long.map(|(_, words)| *words).sum()
}

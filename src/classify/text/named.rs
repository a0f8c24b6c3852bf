//! Paragraphs that say who somebody is: below the line of a name they start with, or with the name a byline gave. After an
//! article they are about its author; in a list of people or products, they are the text.

use crate::classify::Role;
use crate::classify::signals::Signals;
use crate::classify::text::facts::Facts;
use crate::document::{Block, Document};
use crate::features::End;

/// Words of a name.
const NAME: std::ops::RangeInclusive<u32> = 1..=5;
/// Words from which a line says something about a name.
const SAID: u32 = 8;
/// Lines from the name on in which the paragraph stands.
const NEAR: usize = 2;
/// Bylines whose names are looked for.
const BYLINES: usize = 4;

/// What names say of each line.
#[derive(Debug, Default)]
pub(super) struct Named {
    lines: Vec<u8>,
    /// Whether there are many such paragraphs.
    many: bool,
}

/// Labels of a line: nothing, a name, the paragraph below it, a paragraph that starts with a byline's name.
const HEAD: u8 = 1;
const BELOW: u8 = 2;
const AUTHOR: u8 = 3;

impl Named {
    pub(super) fn new(document: &Document, facts: &Facts, signals: &Signals) -> Self {
        let blocks = &document.blocks;
        let text = |at: usize| document.text.get(blocks[at].span.clone()).unwrap_or("");
        let mut lines = vec![0; blocks.len()];
        let mut pairs = 0;
        for at in 0..blocks.len() {
            if !may_be_name(facts, at) || !is_name(&blocks[at]) {
                continue;
            }
            let name = text(at);
            let said =
                (at + 1..blocks.len().min(at + 1 + NEAR)).find(|next| facts.words[*next] >= SAID);
            if let Some(said) = said.filter(|said| starts_with(text(*said), name)) {
                (lines[at], lines[said]) = (HEAD, BELOW);
                pairs += 1;
            }
        }
        let bylines: Vec<(usize, &str)> = (0..blocks.len())
            .filter(|at| signals.speaks_for(*at, Role::Byline) && facts.words[*at] <= 12)
            .map(|at| (at, text(at)))
            .take(BYLINES)
            .collect();
        let after = bylines.first().map_or(blocks.len(), |(first, _)| first + 1);
        for (at, label) in lines.iter_mut().enumerate().skip(after) {
            if *label == 0 && facts.words[at] >= SAID {
                let name = first_two(text(at));
                let is_signed =
                    |(byline, line): &(usize, &str)| *byline < at && line.contains(name);
                if !name.is_empty() && bylines.iter().any(is_signed) {
                    *label = AUTHOR;
                }
            }
        }
        Self {
            lines,
            many: pairs > 2,
        }
    }

    /// Number of what is known of a line, and whether there is much of it; `None` for nothing.
    pub(super) fn label(&self, at: usize) -> Option<usize> {
        let found = usize::from(*self.lines.get(at)?).checked_sub(1)?;
        Some(found * 2 + usize::from(self.many))
    }
}

/// Whether a line of a name's form stands above one that says something.
fn may_be_name(facts: &Facts, at: usize) -> bool {
    let next = facts.words.iter().skip(at + 1).take(NEAR);
    NAME.contains(&facts.words[at]) && facts.forms[at].is_open() && next.max() >= Some(&SAID)
}

fn is_name(block: &Block) -> bool {
    let m = &block.measures;
    NAME.contains(&m.words)
        && m.ends == End::Open
        && !m.starts_lower
        && u32::from(m.capitalized) * 2 >= m.words
}

/// Whether a text starts with a name that ends where a word ends.
fn starts_with(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// The first two words of a text, where both are written with a capital.
fn first_two(text: &str) -> &str {
    let mut words = text.split_inclusive(' ').take(2);
    let is_name = |word: &str| word.len() > 2 && word.starts_with(char::is_uppercase);
    match (words.next(), words.next()) {
        (Some(first), Some(second)) if is_name(first) && is_name(second) => text
            .get(..first.len() + second.len())
            .unwrap_or("")
            .trim_end_matches(|c: char| !c.is_alphanumeric()),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cleaner;
    use crate::source::{Format, Source};

    fn labels(text: &str) -> Vec<u8> {
        let (document, context, signals) =
            Cleaner::default().evidence(&Source::decoded(text, Format::Text));
        Named::new(&document, &context.facts, &signals).lines
    }

    #[test]
    fn what_is_said_of_a_name_stands_below_it() {
        let text = "Ida Brandt\nIda Brandt has written about rivers and bridges for twenty years.\nThe next article";
        assert_eq!(labels(text), [HEAD, BELOW, 0]);
        let text = "Ida Brandt\nEditor\nIda Brandt, who writes about rivers, has lived in the valley since she was born.";
        assert_eq!(labels(text), [HEAD, 0, BELOW]);
        let text = "Ida\nIdaho is where the river rises and where most of its water is used today.";
        assert_eq!(labels(text), [0, 0]);
    }

    #[test]
    fn the_author_of_the_byline_is_known_again() {
        let text = "The bridge that sings\nBy Ida Brandt\nThe new bridge sings when the wind comes from the west, and nobody knows why.\n\
            Ida Brandt is our reporter for rivers and bridges in the north.";
        assert_eq!(labels(text), [0, 0, 0, AUTHOR]);
    }
}

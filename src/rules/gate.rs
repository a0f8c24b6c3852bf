//! What the packs at work look for, taken together: where a block has none of it, no pack need be asked.

use super::fold::{Token, extend};
use super::matcher::Matcher;
use super::table::{Filter, Table, distinct};

/// Marks of a plain line.
const PLAIN: &[u8] = b",.!?:";

/// Filters over all packs at work.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// Which packs those are.
    packs: u64,
    /// First tokens of what stands at the start of a block or is all of it, last ones of what stands at its end.
    firsts: Filter,
    lasts: Filter,
    /// First tokens of what may stand anywhere, and the first two.
    starts: Filter,
    pairs: Filter,
    /// ASCII marks that patterns need.
    marks: Vec<u8>,
    /// A word alone may run into a capital letter.
    pub(super) glues_one: bool,
    /// Words of the longest block that must be cut whole.
    pub(super) word_limit: usize,
}

impl Gate {
    pub(super) fn is_of(&self, packs: u64) -> bool {
        self.packs == packs
    }

    pub(super) fn of<'a>(packs: u64, matchers: impl Iterator<Item = &'a Matcher>) -> Self {
        let matchers: Vec<&Matcher> = matchers.collect();
        let all = |table: fn(&Matcher) -> &Table| {
            let tables = matchers.iter().map(move |matcher| table(matcher));
            tables.flat_map(Table::entries)
        };
        let heads = all(|matcher| &matcher.line)
            .chain(all(|matcher| &matcher.prefix))
            .chain(all(|matcher| &matcher.glued));
        let inside = || all(|matcher| &matcher.inside);
        let marks = matchers.iter().flat_map(|matcher| &matcher.marks);
        let mut marks: Vec<u8> = marks.map(|(mark, _)| *mark).collect();
        marks.sort_unstable();
        marks.dedup();
        let limits = matchers.iter().map(|matcher| matcher.word_limit);
        Self {
            packs,
            firsts: Filter::of(&distinct(heads, |entry| entry.first)),
            lasts: Filter::of(&distinct(all(|matcher| &matcher.suffix), |entry| {
                entry.first
            })),
            starts: Filter::of(&distinct(inside(), |entry| entry.first)),
            pairs: Filter::of(&distinct(inside(), |entry| entry.key)),
            marks,
            glues_one: matchers.iter().any(|matcher| matcher.glued.has_length(1)),
            word_limit: limits.max().unwrap_or(0),
        }
    }

    pub(super) fn opens(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|token| self.firsts.has(token.hash))
    }

    pub(super) fn closes(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|token| self.lasts.has(token.hash))
    }

    /// Whether a text has one of the marks that patterns need; `is_plain`: it is made of words of ASCII letters and the
    /// marks that end a sentence or its parts.
    pub(super) fn has_mark(&self, text: &str, is_plain: bool) -> bool {
        let (text, mut marks) = (text.as_bytes(), self.marks.as_slice());
        while let Some((&first, rest)) = marks.split_first() {
            let (second, third) = (rest.first(), rest.get(1));
            let [second, third] = [second, third].map(|mark| *mark.unwrap_or(&first));
            let may = !is_plain
                || [first, second, third]
                    .iter()
                    .any(|mark| PLAIN.contains(mark));
            if may && memchr::memchr3(first, second, third, text).is_some() {
                return true;
            }
            marks = rest.get(2..).unwrap_or_default();
        }
        false
    }

    /// Where among the tokens something that may stand anywhere may start.
    pub(super) fn find_places(&self, tokens: &[Token], places: &mut Vec<u32>) {
        places.clear();
        let mut rest = tokens;
        let mut at = 0;
        while let Some((token, behind)) = rest.split_first() {
            if self.starts.has(token.hash) {
                let one = extend(0, token.hash);
                let two = behind.first().map(|next| extend(one, next.hash));
                if self.pairs.has(one) || two.is_some_and(|two| self.pairs.has(two)) {
                    places.push(at);
                }
            }
            rest = behind;
            at += 1;
        }
    }
}

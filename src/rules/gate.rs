//! What the packs at work look for, taken together: where a block has none of it, no pack need be asked.

use super::fold::{Token, extend};
use super::matcher::Matcher;
use super::table::Filter;

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
        let mut gate = Self {
            packs,
            ..Self::default()
        };
        for matcher in matchers {
            for table in [&matcher.line, &matcher.prefix, &matcher.glued] {
                gate.firsts.unite(&table.starts);
            }
            gate.lasts.unite(&matcher.suffix.starts);
            gate.starts.unite(&matcher.inside.starts);
            gate.pairs.unite(&matcher.inside.filter);
            gate.glues_one |= matcher.glued.has_length(1);
            gate.word_limit = gate.word_limit.max(matcher.word_limit);
        }
        gate
    }

    pub(super) fn opens(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|token| self.firsts.has(token.hash))
    }

    pub(super) fn closes(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|token| self.lasts.has(token.hash))
    }

    /// Where among the tokens something that may stand anywhere may start.
    pub(super) fn find_places(&self, tokens: &[Token], places: &mut Vec<u32>) {
        places.clear();
        for (token, at) in tokens.iter().zip(0..) {
            if !self.starts.has(token.hash) {
                continue;
            }
            let one = extend(0, token.hash);
            let next = tokens.get(at as usize + 1);
            if self.pairs.has(one)
                || next.is_some_and(|next| self.pairs.has(extend(one, next.hash)))
            {
                places.push(at);
            }
        }
    }
}

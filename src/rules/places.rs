//! A pattern as a machine that says where it matches in a short text: quick to build, where a regex that is quick on long
//! ones is not.

use std::ops::Range;

use regex_automata::nfa::thompson::WhichCaptures;
use regex_automata::nfa::thompson::backtrack::BoundedBacktracker;
use regex_syntax::hir::Hir;

use super::automaton::Tools;

/// Bytes of the longest text that counts as short.
const SHORT: usize = 512;

#[derive(Debug)]
pub(super) struct Places {
    machine: BoundedBacktracker,
}

impl Places {
    /// `None` where the pattern is too large.
    pub(super) fn of(pattern: &Hir, size: usize, tools: &mut Tools) -> Option<Self> {
        let nfa = tools.compile(pattern, WhichCaptures::All, size)?;
        let machine = BoundedBacktracker::new_from_nfa(nfa).ok()?;
        Some(Self { machine })
    }

    /// Whether a text may be short enough.
    pub(super) fn may_search(text: &str) -> bool {
        text.len() <= SHORT
    }

    /// Where it matches, in order and at most so often: the first group where the pattern has one, the whole match
    /// otherwise. `None` where the text is too long.
    pub(super) fn find(
        &self,
        text: &str,
        most: usize,
        tools: &mut Tools,
        mut each: impl FnMut(Range<usize>),
    ) -> Option<()> {
        if !Self::may_search(text) || text.len() > self.machine.max_haystack_len() {
            return None;
        }
        let caches = tools.places.entry(std::ptr::from_ref(self).addr());
        let cache = caches.or_insert_with(|| self.machine.create_cache());
        let all = self.machine.try_captures_iter(cache, text.as_bytes());
        // A short text is searched without fail.
        for groups in all.map_while(Result::ok).take(most) {
            if let Some(span) = groups.get_group(1).or_else(|| groups.get_group(0)) {
                each(span.range());
            }
        }
        Some(())
    }
}

//! A pattern as a machine that says where it matches in a short text: quick to build, where a regex that is quick on long
//! ones is not.

use std::ops::Range;
use std::sync::Mutex;

use regex_automata::nfa::thompson::WhichCaptures;
use regex_automata::nfa::thompson::backtrack::{BoundedBacktracker, Cache};
use regex_syntax::hir::Hir;

use super::automaton::Compiler;

/// Bytes of the longest text that counts as short.
const SHORT: usize = 512;

#[derive(Debug)]
pub(super) struct Places {
    machine: BoundedBacktracker,
    /// Working memory: one is taken for a search and given back.
    caches: Mutex<Vec<Cache>>,
}

impl Places {
    /// `None` where the pattern is too large.
    pub(super) fn of(pattern: &Hir, size: usize, compiler: &mut Compiler) -> Option<Self> {
        let nfa = compiler.compile(pattern, WhichCaptures::All, size)?;
        let machine = BoundedBacktracker::new_from_nfa(nfa).ok()?;
        let caches = Mutex::default();
        Some(Self { machine, caches })
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
        mut each: impl FnMut(Range<usize>),
    ) -> Option<()> {
        if !Self::may_search(text) || text.len() > self.machine.max_haystack_len() {
            return None;
        }
        let cache = self.caches.lock().ok().and_then(|mut free| free.pop());
        let mut cache = cache.unwrap_or_else(|| self.machine.create_cache());
        let all = self.machine.try_captures_iter(&mut cache, text.as_bytes());
        // A short text is searched without fail.
        for groups in all.map_while(Result::ok).take(most) {
            if let Some(span) = groups.get_group(1).or_else(|| groups.get_group(0)) {
                each(span.range());
            }
        }
        if let Ok(mut free) = self.caches.lock() {
            free.push(cache);
        }
        Some(())
    }
}

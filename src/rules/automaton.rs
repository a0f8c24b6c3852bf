//! A pattern as an automaton that says whether it matches, and not where: a small part of a regex's work to build and to
//! run.

use regex_automata::Input;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures, backtrack};
use regex_syntax::hir::Hir;
use rustc_hash::FxHashMap;

/// Bytes over which none is built.
const SIZE: usize = 1 << 20;

/// What patterns are compiled and searched with, by one searcher at a time.
#[derive(Debug, Default)]
pub(super) struct Tools {
    /// One for all of them: what it works with takes longer to make than most patterns.
    compiler: Option<thompson::Compiler>,
    /// Working memory, by the address of what it belongs to. Were it shared, a second one would be needed whenever two
    /// want it at once, which comes about for ever rarer patterns: memory would grow for hours.
    automata: FxHashMap<usize, Cache>,
    pub(super) places: FxHashMap<usize, backtrack::Cache>,
}

impl Tools {
    /// The pattern as a machine of at most so many bytes.
    pub(super) fn compile(
        &mut self,
        pattern: &Hir,
        captures: WhichCaptures,
        size: usize,
    ) -> Option<NFA> {
        let config = thompson::Config::new()
            .utf8(false)
            .which_captures(captures)
            .nfa_size_limit(Some(size));
        let compiler = self.compiler.get_or_insert_with(thompson::Compiler::new);
        compiler.configure(config).build_from_hir(pattern).ok()
    }
}

#[derive(Debug)]
pub(super) struct Automaton {
    dfa: DFA,
}

impl Automaton {
    /// `None` where the pattern wants what such an automaton cannot do.
    pub(super) fn of(pattern: &Hir, tools: &mut Tools) -> Option<Self> {
        let nfa = tools.compile(pattern, WhichCaptures::None, SIZE)?;
        let config = DFA::config().skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).ok()?;
        Some(Self { dfa })
    }

    /// Whether the pattern matches somewhere in the text; `None` where it cannot be told.
    pub(super) fn matches(&self, text: &str, tools: &mut Tools) -> Option<bool> {
        let caches = tools.automata.entry(std::ptr::from_ref(self).addr());
        let cache = caches.or_insert_with(|| self.dfa.create_cache());
        let input = Input::new(text).earliest(true);
        let found = self.dfa.try_search_fwd(cache, &input);
        found.ok().map(|end| end.is_some())
    }
}

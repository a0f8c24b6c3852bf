//! A pattern as an automaton that says whether it matches, and not where: a small part of a regex's work to build and to
//! run.

use std::sync::Mutex;

use regex_automata::Input;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_syntax::hir::Hir;

/// Bytes over which none is built.
const SIZE: usize = 1 << 20;

/// Compiles patterns. There is one for all of them: what it works with takes longer to make than most patterns.
#[derive(Debug, Default)]
pub(super) struct Compiler(Option<thompson::Compiler>);

impl Compiler {
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
        let compiler = self.0.get_or_insert_with(thompson::Compiler::new);
        compiler.configure(config).build_from_hir(pattern).ok()
    }
}

#[derive(Debug)]
pub(super) struct Automaton {
    dfa: DFA,
    /// Working memory: one is taken for a search and given back.
    caches: Mutex<Vec<Cache>>,
}

impl Automaton {
    /// `None` where the pattern wants what such an automaton cannot do.
    pub(super) fn of(pattern: &Hir, compiler: &mut Compiler) -> Option<Self> {
        let nfa = compiler.compile(pattern, WhichCaptures::None, SIZE)?;
        let config = DFA::config().skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).ok()?;
        let caches = Mutex::default();
        Some(Self { dfa, caches })
    }

    /// Whether the pattern matches somewhere in the text; `None` where it cannot be told.
    pub(super) fn matches(&self, text: &str) -> Option<bool> {
        let cache = self.caches.lock().ok().and_then(|mut free| free.pop());
        let mut cache = cache.unwrap_or_else(|| self.dfa.create_cache());
        let input = Input::new(text).earliest(true);
        let found = self.dfa.try_search_fwd(&mut cache, &input);
        if let Ok(mut free) = self.caches.lock() {
            free.push(cache);
        }
        found.ok().map(|end| end.is_some())
    }
}

//! What speaks about single blocks.

use std::ops::Range;

use super::Role;
use crate::rules::{MatchScratch, RuleIndex};

/// What speaks about one block.
#[derive(Debug, Default)]
pub(crate) struct Signal {
    /// Roles and the strength (0 weak, 1 strong, 2 decisive) with which rules speak for them.
    pub(crate) roles: Vec<(Role, u8)>,
    /// The rules that speak, strongest first.
    pub(crate) rules: Vec<RuleIndex>,
    /// In plain text, numbers of those of the built-in packs that speak.
    pub(crate) names: Vec<u8>,
    /// Bytes of the document's text that a rule of scope `span` or `line` takes away, and the rule.
    pub(crate) trims: Vec<(Range<usize>, RuleIndex)>,
    pub(crate) title: Option<TitleMatch>,
    /// Id of the structural rule that takes the block for boilerplate, or empty.
    pub(crate) structural: &'static str,
}

/// How a block is like a candidate for the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleMatch {
    Equal,
    Part,
    Holds,
    Close,
}

impl Signal {
    /// The strongest first, each once.
    pub(super) fn sort_roles(&mut self) {
        self.roles
            .sort_by_key(|(role, strength)| (std::cmp::Reverse(*strength), *role));
        self.roles.dedup();
    }

    fn clear(&mut self) {
        self.roles.clear();
        self.rules.clear();
        self.names.clear();
        self.trims.clear();
        self.title = None;
        self.structural = "";
    }
}

/// What speaks about the blocks of a document: about few of many.
#[derive(Debug, Default)]
pub(crate) struct SignalList {
    /// By block: the number of its signal from one on, or 0 where nothing speaks about it.
    numbers: Vec<u32>,
    /// The blocks that have one.
    blocks: Vec<usize>,
    /// Theirs, and behind them those of earlier documents, whose memory is used again.
    all: Vec<Signal>,
    nothing: Signal,
}

impl SignalList {
    /// Nothing, for a document of so many blocks.
    pub(super) fn renew(&mut self, blocks: usize) {
        self.numbers.clear();
        self.numbers.resize(blocks, 0);
        for (signal, _) in self.all.iter_mut().zip(self.blocks.drain(..)) {
            signal.clear();
        }
    }

    /// What speaks about a block, which may be nothing.
    pub(crate) fn get(&self, at: usize) -> Option<&Signal> {
        let number = *self.numbers.get(at)? as usize;
        let own = number.checked_sub(1).and_then(|own| self.all.get(own));
        Some(own.unwrap_or(&self.nothing))
    }

    /// The same, to be added to.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut Signal> {
        let number = self.numbers.get_mut(at)?;
        if *number == 0 {
            self.blocks.push(at);
            *number = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
            if self.all.len() < self.blocks.len() {
                self.all.push(Signal::default());
            }
        }
        self.all.get_mut(*number as usize - 1)
    }

    /// The blocks about which something speaks, and what.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Signal)> {
        self.blocks.iter().copied().zip(&self.all)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (usize, &mut Signal)> {
        self.blocks.iter().copied().zip(&mut self.all)
    }
}

/// Working memory of the classifier, used again from document to document.
#[derive(Debug, Default)]
pub(crate) struct Slate {
    pub(super) matches: MatchScratch,
    signals: SignalList,
}

impl Slate {
    pub(super) fn take_signals(&mut self) -> SignalList {
        std::mem::take(&mut self.signals)
    }

    /// Keeps what a document that is done needs no more.
    pub(crate) fn take_back(&mut self, signals: SignalList) {
        self.signals = signals;
    }
}

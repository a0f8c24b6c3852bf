//! What the lines beside a title are like.

use crate::classify::{Analysis, DATED, Role, has_date};
use crate::document::{Block, Document};
use crate::features::End;

/// Bytes of a line at most.
const LONGEST: usize = 4000;

/// The lines of a text, the first of which are looked at beforehand: they are asked for more than once.
pub(super) struct Near<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    bylines: Vec<bool>,
    forms: Vec<u8>,
}

impl<'a> Near<'a> {
    /// With so many lines looked at.
    pub(super) fn new(document: &'a Document, analysis: &'a Analysis, lines: usize) -> Self {
        let mut near = Self {
            document,
            analysis,
            bylines: Vec::new(),
            forms: Vec::new(),
        };
        let lines = 0..lines.min(document.blocks.len());
        near.bylines = lines.clone().map(|at| near.find_byline(at)).collect();
        near.forms = lines.map(|at| near.find_form(at)).collect();
        near
    }

    /// The form of a line near `at`: 0 end, 1 copy, 2 byline, 3 boilerplate, 4 long prose, 5 prose, 6 sentence, 7 long and
    /// open, 8 short.
    pub(super) fn form(&self, at: usize, other: usize) -> usize {
        if other >= self.document.blocks.len() {
            return 0;
        }
        let hashes = &self.analysis.context.hashes;
        if hashes.get(at) == hashes.get(other) {
            return 1;
        }
        let known = self.forms.get(other).copied();
        usize::from(known.unwrap_or_else(|| self.find_form(other)))
    }

    /// Whether it is a line of author or date, by a rule or by its form.
    pub(super) fn is_byline(&self, at: usize) -> bool {
        let known = self.bylines.get(at).copied();
        known.unwrap_or_else(|| self.find_byline(at))
    }

    fn find_form(&self, at: usize) -> u8 {
        let Some(block) = self.document.blocks.get(at) else {
            return 0;
        };
        let m = &block.measures;
        match m.words {
            _ if self.is_byline(at) => 2,
            _ if self.analysis.signals.speaks_against(at) => 3,
            _ if m.is_prose() && m.words >= 20 => 4,
            _ if m.is_prose() => 5,
            _ if m.ends != End::Open => 6,
            words if words >= 6 => 7,
            _ => 8,
        }
    }

    fn find_byline(&self, at: usize) -> bool {
        let signals = &self.analysis.signals;
        signals.speaks_for(at, Role::Byline)
            || self.document.blocks.get(at).is_some_and(|block| {
                let (m, line) = (&block.measures, text(self.document, block));
                let by = line.get(..3).unwrap_or_default();
                let is_dated = || match m.words {
                    ..=DATED if block.span.len() <= LONGEST => signals.is_dated(at),
                    _ => has_date(line),
                };
                m.words <= 14 && (m.numbers > 0 && is_dated() || by.eq_ignore_ascii_case("by "))
            })
    }
}

/// A line as far as its words are compared with others.
pub(super) fn text<'a>(document: &'a Document, block: &Block) -> &'a str {
    let text = document.text.get(block.span.clone()).unwrap_or_default();
    if text.len() + 4 <= LONGEST {
        return text;
    }
    let mut ends = (0..4).map(|back| LONGEST - back);
    ends.find_map(|end| text.get(..end)).unwrap_or(text)
}

//! What is asked of the blocks again and again, as bits: which roles rules speak for, and whether there is a date.

use super::Role;
use super::labels::is_dated;
use super::signal::{Signal, SignalList};
use super::signals::Signals;
use crate::document::Document;

/// Bits: the roles for which rules speak, and those below.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Marks(u32);

/// All roles, and those under which a block is boilerplate.
const ROLES: u32 = (1 << Role::ALL.len()) - 1;
const BOILERPLATE: u32 = ROLES & !((1 << Role::Advertising as u32) - 1);
/// A decisive or strong rule of a pack takes the block for boilerplate; a structural one does.
const RULED: u32 = 1 << 24;
const STRUCTURAL: u32 = 1 << 25;
/// A rule speaks, an opener stands before it, or it is like a title.
const SPOKEN_OF: u32 = 1 << 26;
/// Short, with a date; and one of its words is a number.
const DATED: u32 = 1 << 27;
const DAY: u32 = 1 << 28;

impl Marks {
    fn has(self, any: u32) -> bool {
        self.0 & any != 0
    }

    fn of(signal: &Signal) -> u32 {
        let mut marks = 0;
        if signal.roles.is_empty() && signal.title.is_none() {
            return marks;
        }
        for (role, strength) in &signal.roles {
            marks |= 1 << *role as u32;
            if role.is_boilerplate() && *strength > 0 {
                marks |= RULED;
            }
        }
        marks | SPOKEN_OF
    }
}

/// The marks of all blocks; `opened`: which openers stand before each.
pub(super) fn marks(signals: &SignalList, opened: &[u8], document: &Document) -> Vec<Marks> {
    let dated = document.blocks.iter().enumerate().map(|(at, block)| {
        Marks(match is_dated(at, document) {
            true if block.measures.numbers > 0 => DATED | DAY,
            true => DATED,
            false => 0,
        })
    });
    let mut marks: Vec<Marks> = dated.collect();
    for (at, signal) in signals.iter() {
        if let Some(marks) = marks.get_mut(at) {
            marks.0 |= Marks::of(signal);
        }
    }
    for (marks, opened) in marks.iter_mut().zip(opened) {
        marks.0 |= if *opened == 0 { 0 } else { SPOKEN_OF };
    }
    marks
}

impl Signals {
    /// Lets a structural rule take a block for boilerplate.
    pub(super) fn take_by_structure(&mut self, at: usize, id: &'static str) {
        if let (Some(signal), Some(marks)) = (self.blocks.get_mut(at), self.marks.get_mut(at)) {
            signal.structural = id;
            marks.0 |= STRUCTURAL;
        }
    }

    fn marks(&self, at: usize) -> Marks {
        self.marks.get(at).copied().unwrap_or_default()
    }

    /// Whether the block is short and holds a year, a date or a clock time.
    pub(crate) fn is_dated(&self, at: usize) -> bool {
        self.marks(at).has(DATED)
    }

    /// The same of a block with a word that is a number.
    pub(crate) fn is_day(&self, at: usize) -> bool {
        self.marks(at).has(DAY)
    }

    /// Whether a rule of any strength speaks for this role.
    pub(crate) fn speaks_for(&self, at: usize, role: Role) -> bool {
        self.marks(at).has(1 << role as u32)
    }

    /// Whether a rule of any strength speaks for a boilerplate role.
    pub(crate) fn is_suspect(&self, at: usize) -> bool {
        self.marks(at).has(BOILERPLATE)
    }

    /// Whether a decisive or strong rule of a pack takes the block for boilerplate.
    pub(super) fn is_ruled(&self, at: usize) -> bool {
        self.marks(at).has(RULED)
    }

    /// Whether a decisive or strong rule takes the block for boilerplate.
    pub(crate) fn speaks_against(&self, at: usize) -> bool {
        self.marks(at).has(RULED | STRUCTURAL)
    }

    /// What rules, openers and titles say of a block, where they say anything.
    pub(super) fn spoken(&self, at: usize) -> Option<&Signal> {
        let is_spoken_of = self.marks(at).has(SPOKEN_OF);
        self.blocks.get(at).filter(|_| is_spoken_of)
    }

    /// Whether rules, openers and titles say nothing of a block.
    pub(super) fn is_silent(&self, at: usize) -> bool {
        !self.marks(at).has(SPOKEN_OF | STRUCTURAL)
    }

    /// Whether a rule for share bars speaks for the block and for one beside it: the name of a service alone says
    /// little, two of them in a row are buttons.
    pub(crate) fn in_share_bar(&self, at: usize) -> bool {
        let is_social = |at: usize| self.speaks_for(at, Role::Social);
        is_social(at) && (at.checked_sub(1).is_some_and(is_social) || is_social(at + 1))
    }

    /// About how many blocks rules speak for each role.
    pub(super) fn by_role(&self) -> [usize; Role::ALL.len()] {
        let mut counts = [0; Role::ALL.len()];
        for marks in self.marks.iter().filter(|marks| marks.has(SPOKEN_OF)) {
            let mut roles = marks.0 & ROLES;
            while roles != 0 {
                counts[roles.trailing_zeros() as usize] += 1;
                roles &= roles - 1;
            }
        }
        counts
    }
}

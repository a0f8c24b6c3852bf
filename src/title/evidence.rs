//! The evidence that a line is the title of a plain text.

use super::address::TextAddress;
use super::form::{form, kind};
use super::headline::{Candidate, Candidates, LEAD, RIVALS};
use super::near::text;
use super::pieces::{Separator, pieces};
use super::words::{bare, count_words, ratio};
use crate::classify::{Features, Group, Role, chance, step, vote_label};
use crate::features::End;
use crate::policy::Fate;
use crate::rules::fold::tokenize;

/// Lines before and after a candidate with which its length is compared, and words of those at most.
const BESIDE: usize = 3;
const LABEL: u32 = 15;

impl Candidates<'_> {
    pub(super) fn weigh(&self, candidate: &Candidate, rows: &mut impl Features) {
        self.weigh_words(candidate, rows);
        self.weigh_beside(candidate, rows);
    }

    /// What the number of its words says.
    pub(super) fn weigh_length(candidate: &Candidate, rows: &mut impl Features) {
        let side = candidate.side();
        rows.add(Group::HeadBias, usize::from(side == 2));
        rows.add(
            Group::HeadWords,
            side * 9 + step(count_words(&candidate.text), &[2, 3, 5, 7, 10, 15, 20, 26]),
        );
    }

    /// What its words say, which has a bound.
    fn weigh_words(&self, candidate: &Candidate, rows: &mut impl Features) {
        let side = candidate.side();
        Self::weigh_length(candidate, rows);
        let shared = self.shelf.share_in(&candidate.words, &self.prose_words);
        rows.add(
            Group::HeadInProse,
            side * 5 + step(shared, &[0.01, 0.35, 0.65, 0.95]),
        );
        let shared = self.shelf.share_in(&candidate.words, &self.rest_words);
        rows.add(
            Group::HeadInRest,
            side * 5 + step(shared, &[0.01, 0.35, 0.65, 0.95]),
        );
    }

    /// What its form says, and what stands beside it.
    pub(super) fn weigh_beside(&self, candidate: &Candidate, rows: &mut impl Features) {
        let (side, count) = (candidate.side(), candidate.words.len());
        if count > 0 && side > 0 {
            let likeness = candidate.likeness(&self.first);
            let label = step(likeness, &[0.01, 0.2, 0.4, 0.6, 0.8, 0.99]);
            let most = likeness > 0.0 && likeness >= self.like_first;
            rows.add(
                Group::HeadLikeFirst,
                (self.form * 2 + usize::from(most)) * 7 + label,
            );
            let inside = ratio(candidate.shared, count);
            let label = step(inside, &[0.01, 0.35, 0.65, 0.99]);
            rows.add(Group::HeadInFirst, self.form * 5 + label);
        }
        if let Some(address) = &self.address {
            self.weigh_address(candidate, address, rows);
        }
        match candidate.line {
            Some(at) => self.weigh_line(at, side, rows),
            None => self.weigh_piece(candidate, rows),
        }
    }

    fn weigh_address(
        &self,
        candidate: &Candidate,
        address: &TextAddress,
        rows: &mut impl Features,
    ) {
        let side = candidate.side();
        let mut own = Vec::new();
        let read = candidate
            .line
            .and_then(|at| self.document.reading.tokens(at));
        let tokens = read.unwrap_or_else(|| {
            tokenize(&candidate.text, 0, &mut own);
            &own
        });
        if let Some(label) = address.likeness(tokens) {
            rows.add(Group::HeadAddress, side * 5 + label);
        }
        if address.is_site(&candidate.text) {
            rows.add(Group::HeadSite, side);
        }
    }

    fn weigh_piece(&self, candidate: &Candidate, rows: &mut impl Features) {
        let first = self
            .document
            .blocks
            .first()
            .map(|block| bare(text(self.document, block)))
            .unwrap_or_default();
        let label = step(self.like_first, &[0.2, 0.4, 0.6, 0.8, 0.99]);
        rows.add(Group::HeadPieceLike, label);
        for piece in pieces(&first)
            .iter()
            .filter(|piece| piece.text == candidate.text)
        {
            let start = piece.left.is_none();
            let (separator, cut) = if start {
                (piece.right, piece.after)
            } else {
                (piece.left, piece.before)
            };
            let kind = separator.map_or(3, |separator| match separator {
                Separator::Bar => 0,
                Separator::Dash => 1,
                Separator::Colon => 2,
                Separator::Sign => 3,
            });
            let side = usize::from(!start);
            rows.add(Group::HeadPiece, (self.form * 2 + side) * 4 + kind);
            let words = cut.split_whitespace().count();
            rows.add(Group::HeadCut, side * 4 + step(words, &[2, 4, 7]));
        }
    }

    fn weigh_line(&self, at: usize, side: usize, rows: &mut impl Features) {
        let Some(block) = self.document.blocks.get(at) else {
            return;
        };
        let m = &block.measures;
        let before = self.analysis.context.prose_words.get(at).copied();
        let place = match at {
            0 => 0,
            1 => 1,
            2..=4 => 2,
            5..=19 => 3,
            _ => 4,
        };
        let after_prose = usize::from(before.unwrap_or(0) > 0);
        rows.add(Group::HeadPlace, (self.form * 5 + place) * 2 + after_prose);
        if at == 0 {
            let label = step(self.like_first, &[0.2, 0.4, 0.6, 0.8, 0.99]);
            rows.add(Group::HeadFirst, self.form * 6 + label);
            let hits = if self.cleaned {
                0
            } else {
                self.analysis.signals.boilerplate_blocks
            };
            let label = step(hits, &[1, 2, 5]) * 4 + step(self.headings, &[1, 3, 8]);
            rows.add(Group::HeadNoise, label);
        }
        let end = match m.ends {
            End::Stop if text(self.document, block).ends_with('!') => 6,
            end => end as usize,
        };
        rows.add(Group::HeadEnd, side * 7 + end);
        rows.add(Group::HeadForm, side * 6 + form(block));
        rows.add(Group::HeadKind, kind(block));
        rows.add(
            Group::HeadNext,
            side * 9 + self.near.form(at, self.after(at, 1)),
        );
        rows.add(
            Group::HeadSecondNext,
            side * 9 + self.near.form(at, self.after(at, 2)),
        );
        let previous = at.checked_sub(1);
        rows.add(
            Group::HeadPrevious,
            previous.map_or(9, |previous| self.near.form(at, previous)),
        );
        self.weigh_lead(at, side, rows);
        self.weigh_place(at, side, rows);
        self.weigh_signals(at, side, rows);
    }

    /// How many of its words the lead takes up, whatever their endings, and how long it is beside the labels around it: a
    /// headline stands out of a menu.
    fn weigh_lead(&self, at: usize, side: usize, rows: &mut impl Features) {
        let stems = self.document.reading.vocabulary.stems(at);
        let own = u32::from(self.paragraphs.iter().take(LEAD).any(|lead| *lead == at));
        let is_taken_up = |stem: &&u32| {
            self.lead
                .get(**stem as usize)
                .is_some_and(|count| *count > own)
        };
        let label = match stems.iter().filter(is_taken_up).count() {
            _ if stems.is_empty() => 0,
            taken_up => 1 + taken_up.min(4),
        };
        rows.add(Group::HeadLead, side * 6 + label);
        let blocks = &self.document.blocks;
        let beside = at.saturating_sub(BESIDE)..(at + 1 + BESIDE).min(blocks.len());
        let labels = beside.filter(|other| *other != at).filter_map(|other| {
            let m = &blocks[other].measures;
            (m.words <= LABEL && m.ends == End::Open).then_some(m.words)
        });
        let (count, sum) = labels.fold((0, 0), |(count, sum), words| (count + 1, sum + words));
        let words = blocks[at].measures.words;
        let label = match count {
            0 => 3,
            _ => step((words * count) as f32 / sum.max(1) as f32, &[0.7, 1.4, 3.0]),
        };
        rows.add(
            Group::HeadBeside,
            label * 6 + step(words, &[2, 3, 5, 10, 16]),
        );
    }

    fn weigh_place(&self, at: usize, side: usize, rows: &mut impl Features) {
        let distance = if at < self.prose {
            step(self.prose - at, &[2, 3, 5, 10])
        } else {
            5
        };
        rows.add(Group::HeadToProse, side * 6 + distance);
        let own = self.rivals.partition_point(|rival| *rival <= at);
        let rivals = (self.rivals.len() - own).min(RIVALS);
        rows.add(Group::HeadRivals, side * 4 + step(rivals, &[1, 2, 4]));
        let kept = self
            .decisions
            .get(at)
            .is_some_and(|decision| decision.fate == Fate::Keep);
        let chance = self
            .analysis
            .points
            .get(at)
            .map_or(0.0, |points| chance(*points));
        rows.add(
            Group::HeadChance,
            (side * 2 + usize::from(kept)) * 9 + vote_label(chance),
        );
        let first_kept = self.first_kept >= at;
        rows.add(Group::HeadKept, side * 2 + usize::from(first_kept));
    }

    fn weigh_signals(&self, at: usize, side: usize, rows: &mut impl Features) {
        let Some(signal) = self.analysis.signals.blocks.get(at) else {
            return;
        };
        for (role, strength) in &signal.roles {
            if let Some(role) = (*role as usize).checked_sub(Role::Advertising as usize) {
                rows.add(Group::HeadRule, role * 2 + usize::from(*strength > 0));
            }
        }
        let copy = self
            .analysis
            .context
            .copies
            .get(at)
            .copied()
            .unwrap_or_default();
        let (earlier, later) = (copy.earlier > 0, copy.later > 0);
        let label = match (earlier, later) {
            _ if copy.earlier + copy.later > 2 => 4,
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        };
        rows.add(Group::HeadCopies, side * 5 + label);
        if self.analysis.signals.headline == Some(at) {
            rows.add(Group::HeadSaidAgain, side);
        }
        let byline = (at + 1..at + 4).position(|next| self.near.is_byline(next));
        rows.add(
            Group::HeadByline,
            side * 4 + byline.map_or(0, |distance| distance + 1),
        );
    }

    /// The line so many lines after one.
    fn after(&self, at: usize, count: usize) -> usize {
        if !self.cleaned {
            return at + count;
        }
        let mut rest = (at + 1..self.document.blocks.len())
            .filter(|other| !self.analysis.signals.speaks_against(*other));
        rest.nth(count - 1).unwrap_or(self.document.blocks.len())
    }
}

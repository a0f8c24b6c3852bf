//! The title candidates of a page, gathered.

use super::page::Page;
use super::pieces::{Piece, Separator, pieces};
use super::weights::{ALL, Evidence, WEIGHTS};
use super::words::{Words, folded, ratio};
use crate::document::{Head, TitleCandidate, TitleSource};

/// Candidates of one page.
const MAX_CANDIDATES: usize = 300;

/// A candidate and what speaks for it.
pub(super) struct Candidate {
    pub(super) text: String,
    pub(super) folded: String,
    /// The best place it was found at.
    source: TitleSource,
    strengths: [f32; ALL.len()],
}

impl Candidate {
    pub(super) fn score(&self) -> f32 {
        self.strengths
            .iter()
            .zip(WEIGHTS)
            .map(|(strength, weight)| strength * weight)
            .sum()
    }

    #[cfg(feature = "fit")]
    pub(super) fn into_parts(self) -> (String, Vec<f32>) {
        (self.folded, self.strengths.to_vec())
    }

    pub(super) fn into_title(self) -> TitleCandidate {
        TitleCandidate {
            text: self.text,
            source: self.source,
        }
    }

    pub(super) fn set(&mut self, evidence: Evidence, strength: impl Into<Strength>) {
        let Strength(strength) = strength.into();
        if let Some(slot) = self.strengths.get_mut(evidence as usize) {
            *slot = slot.max(strength);
        }
    }

    pub(super) fn unset(&mut self, evidence: Evidence) {
        if let Some(slot) = self.strengths.get_mut(evidence as usize) {
            *slot = 0.0;
        }
    }

    pub(super) fn has(&self, evidence: Evidence) -> bool {
        self.strengths
            .get(evidence as usize)
            .is_some_and(|strength| *strength > 0.0)
    }

    pub(super) fn has_any(&self, evidence: &[Evidence]) -> bool {
        evidence.iter().any(|&evidence| self.has(evidence))
    }
}

/// From 0 to 1, mostly.
pub(super) struct Strength(f32);

impl From<bool> for Strength {
    fn from(present: bool) -> Self {
        Self(if present { 1.0 } else { 0.0 })
    }
}

impl From<f32> for Strength {
    fn from(strength: f32) -> Self {
        Self(strength)
    }
}

/// All candidates of a page.
pub(super) struct Pool<'a> {
    pub(super) page: Page<'a>,
    pub(super) candidates: Vec<Candidate>,
}

impl<'a> Pool<'a> {
    pub(super) fn of(head: &'a Head) -> Self {
        let mut pool = Self {
            page: Page::of(head),
            candidates: Vec::new(),
        };
        pool.add_headings();
        pool.add_title();
        pool.add_titles(head);
        pool.weigh_pairs();
        pool.weigh_texts();
        pool
    }

    fn add(&mut self, text: &str, source: TitleSource, evidence: &[(Evidence, Strength)]) {
        let folded = folded(text);
        if folded.is_empty() || folded.len() > 600 {
            return;
        }
        let at = self
            .candidates
            .iter()
            .position(|candidate| candidate.folded == folded);
        let at = at.unwrap_or_else(|| {
            self.candidates.push(Candidate {
                text: text.to_owned(),
                folded,
                source,
                strengths: [0.0; ALL.len()],
            });
            self.candidates.len() - 1
        });
        if self.candidates.len() > MAX_CANDIDATES {
            self.candidates.pop();
            return;
        }
        if let Some(candidate) = self.candidates.get_mut(at) {
            if rank(source) < rank(candidate.source) {
                candidate.source = source;
                text.clone_into(&mut candidate.text);
            }
            for (evidence, Strength(strength)) in evidence {
                candidate.set(*evidence, *strength);
            }
        }
    }

    fn add_headings(&mut self) {
        let headings = self.page.headings;
        let of_level = |level| headings.iter().filter(move |place| place.level == level);
        let count = of_level(1).count();
        let first = of_level(1).next();
        let only = first.is_some_and(|first| {
            of_level(1).all(|place| folded(&place.text) == folded(&first.text))
        });
        for place in of_level(1).take(20) {
            let is_first = first.is_some_and(|first| std::ptr::eq(first, place));
            self.add(
                &place.text,
                TitleSource::Heading,
                &[
                    (Evidence::H1, true.into()),
                    (Evidence::H1First, is_first.into()),
                    (Evidence::H1Only, only.into()),
                    (Evidence::H1InContent, place.in_content.into()),
                    (Evidence::H1Aside, place.aside.into()),
                    (Evidence::H1Hidden, place.hidden.into()),
                    (Evidence::H1Home, place.home.into()),
                    (Evidence::H1Marked, place.marked.into()),
                    (Evidence::H1OfMany, (count > 3).into()),
                ],
            );
            for piece in pieces(&place.text)
                .iter()
                .filter(|piece| !piece.is_whole())
                .take(12)
            {
                let colon = [piece.left, piece.right].contains(&Some(Separator::Colon));
                let evidence = [
                    (Evidence::H1Part, true.into()),
                    (Evidence::H1PartColon, colon.into()),
                ];
                self.add(piece.text, TitleSource::Heading, &evidence);
            }
        }
        for (number, place) in of_level(2).take(20).enumerate() {
            let evidence = [
                (Evidence::H2First, (number == 0).into()),
                (Evidence::H2Other, (number > 0).into()),
                (Evidence::H2InContent, place.in_content.into()),
            ];
            self.add(&place.text, TitleSource::Heading, &evidence);
        }
        for place in headings
            .iter()
            .filter(|place| !matches!(place.level, 1 | 2))
            .take(20)
        {
            self.add(
                &place.text,
                TitleSource::Heading,
                &[(Evidence::MarkedOther, place.marked.into())],
            );
        }
    }

    fn add_title(&mut self) {
        let Some(title) = self.page.title else { return };
        let all = pieces(title);
        let ends_in_site = self.page.ends_in_site(title);
        let whole = [
            (Evidence::Title, true.into()),
            (Evidence::TitleCuttable, (all.len() > 1).into()),
            (Evidence::TitleEndsInSite, ends_in_site.into()),
        ];
        self.add(title, TitleSource::TitleElement, &whole);
        for piece in all.iter().filter(|piece| !piece.is_whole()) {
            let evidence = self.piece_evidence(piece, ends_in_site);
            self.add(piece.text, TitleSource::TitleElement, &evidence);
        }
    }

    fn piece_evidence(&self, piece: &Piece<'_>, ends_in_site: bool) -> [(Evidence, Strength); 13] {
        let start = piece.left.is_none();
        let end = piece.right.is_none();
        let cut = Words::of(&format!("{} {}", piece.before, piece.after));
        let meaningful = cut.meaningful();
        let in_h1 = self
            .page
            .h1_words
            .iter()
            .map(|words| meaningful.share_in(words))
            .fold(0.0, f32::max);
        let colon = [piece.left, piece.right].contains(&Some(Separator::Colon));
        [
            (Evidence::Start, start.into()),
            (Evidence::EndOnly, end.into()),
            (Evidence::Middle, (!start && !end).into()),
            (Evidence::MiddleOnly, (!start && !end).into()),
            (
                Evidence::CutAtBar,
                (start && piece.right == Some(Separator::Bar)).into(),
            ),
            (
                Evidence::CutAtDash,
                (start && piece.right == Some(Separator::Dash)).into(),
            ),
            (Evidence::CutAtColon, colon.into()),
            (Evidence::CutMany, (piece.pieces_after >= 2).into()),
            (Evidence::CutWords, ratio(cut.len().min(10), 10).into()),
            (
                Evidence::CutInSlug,
                meaningful.share_in(&self.page.site.slug).into(),
            ),
            (Evidence::CutInH1, in_h1.into()),
            (Evidence::CutSite, (ends_in_site && !end).into()),
            (Evidence::KeepsSite, (ends_in_site && end).into()),
        ]
    }

    fn add_titles(&mut self, head: &Head) {
        for title in &head.titles {
            let evidence = match title.source {
                TitleSource::OpenGraph => Evidence::OpenGraph,
                TitleSource::JsonLd => Evidence::JsonLd,
                TitleSource::Meta => Evidence::Meta,
                TitleSource::Record => Evidence::Record,
                _ => continue,
            };
            self.add(&title.text, title.source, &[(evidence, true.into())]);
            if matches!(title.source, TitleSource::OpenGraph | TitleSource::Record) {
                for piece in pieces(&title.text).iter().filter(|piece| !piece.is_whole()) {
                    self.add(
                        piece.text,
                        title.source,
                        &[(Evidence::OpenGraphPart, true.into())],
                    );
                }
            }
        }
    }
}

/// The order in which a place names a title that several have.
fn rank(source: TitleSource) -> u8 {
    match source {
        TitleSource::SiteRule => 0,
        TitleSource::Record => 1,
        TitleSource::Heading => 2,
        TitleSource::OpenGraph => 3,
        TitleSource::JsonLd => 4,
        TitleSource::Meta => 5,
        _ => 6,
    }
}

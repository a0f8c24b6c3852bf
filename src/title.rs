//! Candidates → title.

use crate::classify::{Analysis, TitleMatch};
use crate::document::{Document, TitleCandidate, TitleSource};
use crate::policy::{Decision, Fate};

/// Chooses the title, and takes the block that is it out of the body.
pub(crate) fn choose(
    document: &Document,
    analysis: &Analysis,
    decisions: &mut [Decision],
) -> Option<TitleCandidate> {
    let order = [
        TitleSource::Record,
        TitleSource::Heading,
        TitleSource::OpenGraph,
        TitleSource::JsonLd,
        TitleSource::TitleElement,
    ];
    let found = order.into_iter().find_map(|source| {
        document
            .head
            .titles
            .iter()
            .find(|candidate| candidate.source == source)
    });
    for (at, decision) in decisions.iter_mut().enumerate() {
        let equal = analysis
            .signals
            .blocks
            .get(at)
            .is_some_and(|signal| signal.title == Some(TitleMatch::Equal));
        if equal && decision.fate == Fate::LeaveOut {
            decision.fate = Fate::Title;
        }
    }
    found.cloned()
}

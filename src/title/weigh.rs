//! The evidence that candidates give each other, and that their words give.

use super::page::Page;
use super::pieces::pieces;
use super::pool::{Candidate, Pool};
use super::weights::Evidence as E;
use super::words::{Words, folded, ratio};

/// What all candidates of a page are held against.
struct Context<'a> {
    page: &'a Page<'a>,
    /// Words of the pieces that the title element starts with.
    starts: Vec<Words>,
    h1s: Vec<Words>,
    /// The title element's last piece, and what stands before it; folded.
    end: String,
    before_end: String,
}

impl<'a> Context<'a> {
    fn of(pool: &'a Pool<'_>) -> Self {
        let words = |kind: E| -> Vec<Words> {
            let having = pool
                .candidates
                .iter()
                .filter(|candidate| candidate.has(kind));
            having
                .map(|candidate| Words::of(&candidate.folded))
                .collect()
        };
        let all = pool.page.title.map(pieces).unwrap_or_default();
        let end = all
            .iter()
            .rfind(|piece| !piece.is_whole() && piece.right.is_none());
        let (end, before_end) = end
            .map(|end| (folded(end.text), folded(end.before)))
            .unwrap_or_default();
        Self {
            page: &pool.page,
            starts: words(E::Start),
            h1s: words(E::H1),
            end,
            before_end,
        }
    }

    /// What holds of a heading because of its page and the other places.
    fn of_heading(&self, c: &Candidate) -> [(E, bool); 18] {
        let page = self.page;
        let (h1, h2) = (c.has(E::H1), c.has_any(&[E::H2First, E::H2Other]));
        let in_end = self.end.contains(&c.folded) && !self.before_end.contains(&c.folded);
        [
            (E::H1InEnd, h1 && in_end),
            (E::H1InsideStart, h1 && is_inside(c, &self.starts)),
            (E::H1IsEnd, h1 && c.has(E::EndOnly) && !c.has(E::Start)),
            (E::H1OffSlug, h1 && page.off_slug()),
            (
                E::H1InPiece,
                h1 && c.has_any(&[E::Start, E::EndOnly, E::MiddleOnly]),
            ),
            (E::H1Article, h1 && page.article),
            (E::H1LongSlug, h1 && page.long_slug()),
            (E::H1Product, h1 && page.product),
            (E::H1Dated, h1 && page.dated),
            (E::H1Forum, h1 && page.site.address.forum),
            (E::H1ProductAddress, h1 && page.site.address.product),
            (E::H1Separated, h1 && is_separated(&c.folded, true)),
            (E::H1Again, h1 && self.is_again(c)),
            (E::H2LongSlug, h2 && page.long_slug()),
            (E::H2OffSlug, h2 && page.off_slug()),
            (E::H2Website, h2 && page.website),
            (E::H2OpenGraph, h2 && c.has(E::OpenGraph)),
            (E::StartInsideH1, c.has(E::Start) && is_inside(c, &self.h1s)),
        ]
    }

    /// Whether two first-level headings are the candidate.
    fn is_again(&self, c: &Candidate) -> bool {
        let h1s = self.page.headings.iter().filter(|place| place.level == 1);
        h1s.filter(|place| folded(&place.text) == c.folded)
            .nth(1)
            .is_some()
    }

    /// The same for the other places.
    fn of_other(&self, c: &Candidate) -> [(E, bool); 14] {
        let page = self.page;
        let (start, whole) = (c.has(E::Start), c.has(E::Title));
        let (open_graph, json_ld) = (c.has(E::OpenGraph), c.has(E::JsonLd));
        [
            (E::TitleOfRoot, whole && page.site.is_root),
            (E::TitleLongSlug, whole && page.long_slug()),
            (E::StartWebsite, start && page.website),
            (E::StartDated, start && page.dated),
            (E::StartForum, start && page.forum),
            (E::StartPosted, start && page.site.address.posted),
            (
                E::OpenGraphSeparated,
                open_graph && is_separated(&c.folded, false),
            ),
            (E::StartMarked, start && c.has(E::MarkedOther)),
            (E::OpenGraphWebsite, open_graph && page.website),
            (E::OpenGraphStart, open_graph && start),
            (E::JsonLdProduct, json_ld && page.product),
            (E::JsonLdForum, json_ld && page.forum),
            (E::JsonLdOpenGraph, json_ld && open_graph),
            (E::JsonLdStart, json_ld && start),
        ]
    }
}

/// Whether a folded line has a bar, a dash or (if it counts) a colon between two words.
fn is_separated(folded: &str, colon: bool) -> bool {
    let has = |sign: &str| folded.contains(sign);
    has(" | ") || has(" - ") || colon && has(" : ")
}

/// Whether one of the others has all of the candidate's words, and more.
fn is_inside(candidate: &Candidate, others: &[Words]) -> bool {
    let words = Words::of(&candidate.folded);
    let mut others = others.iter();
    others.any(|other| words.len() < other.len() && words.shared(other) == words.len())
}

/// How many kinds of places have the candidate.
fn sources(c: &Candidate) -> f32 {
    let title = [E::Start, E::EndOnly, E::MiddleOnly, E::Title];
    let places = [
        c.has(E::H1),
        c.has(E::OpenGraph),
        c.has(E::JsonLd),
        c.has_any(&title),
    ];
    ratio(places.into_iter().filter(|&place| place).count(), 1)
}

impl Pool<'_> {
    /// Evidence that one place gives another.
    pub(super) fn weigh_pairs(&mut self) {
        const ELSEWHERE: [E; 8] = [
            E::H1,
            E::H2First,
            E::H2Other,
            E::MarkedOther,
            E::OpenGraph,
            E::JsonLd,
            E::Meta,
            E::Title,
        ];
        let context = Context::of(self);
        let mut found = Vec::with_capacity(self.candidates.len());
        for candidate in &self.candidates {
            let pairs = (context.of_heading(candidate), context.of_other(candidate));
            found.push((pairs, sources(candidate)));
        }
        for (candidate, ((heading, other), sources)) in self.candidates.iter_mut().zip(found) {
            for (evidence, present) in heading.into_iter().chain(other) {
                candidate.set(evidence, present);
            }
            candidate.set(E::Sources, sources);
            if candidate.has_any(&ELSEWHERE) {
                candidate.unset(E::EndOnly);
                candidate.unset(E::MiddleOnly);
            }
        }
    }

    /// Evidence in the words.
    pub(super) fn weigh_texts(&mut self) {
        let page = &self.page;
        let title = folded(page.title.unwrap_or_default());
        let open_graph = folded(page.open_graph.unwrap_or_default());
        let breadcrumb = Words::of(page.breadcrumb.unwrap_or_default());
        let title_words = Words::of(&title);
        let slug = &page.site.slug;
        for candidate in &mut self.candidates {
            let words = Words::of(&candidate.folded);
            let meaningful = words.meaningful();
            let in_h1 = page
                .h1_words
                .iter()
                .map(|h1| meaningful.share_in(h1))
                .reduce(f32::max);
            let in_title = if title.is_empty() {
                0.5
            } else {
                meaningful.share_in(&title_words)
            };
            let off_title = if candidate.has(E::H1) {
                1.0 - in_title
            } else {
                0.0
            };
            // Where a page lacks the place, its silence counts a little.
            let whole_in = |other: &str| match other {
                "" => 0.3,
                _ => f32::from(u8::from(other.contains(&candidate.folded))),
            };
            let strengths = [
                (E::InTitle, in_title),
                (E::InTitleWhole, whole_in(&title)),
                (E::InOpenGraph, whole_in(&open_graph)),
                (E::InH1, in_h1.unwrap_or(0.3)),
                (
                    E::InSlug,
                    if slug.is_empty() {
                        0.3
                    } else {
                        meaningful.share_in(slug)
                    },
                ),
                (
                    E::OfSlug,
                    if slug.is_empty() {
                        0.3
                    } else {
                        slug.meaningful().share_in(&words)
                    },
                ),
                (E::InBreadcrumb, meaningful.share_in(&breadcrumb)),
                (E::Length, (ratio(words.len(), 1) + 1.0).ln()),
                (E::H1OffTitle, off_title),
            ];
            for (evidence, strength) in strengths {
                candidate.set(evidence, strength);
            }
            weigh_form(candidate, page, words.len());
        }
    }
}

/// Evidence in the form of a candidate.
fn weigh_form(candidate: &mut Candidate, page: &Page<'_>, words: usize) {
    let is_site = page.site.is_named(&candidate.text);
    let keeps_site = !is_site && page.ends_in_site(&candidate.text);
    candidate.set(E::OneWord, words <= 1 && candidate.folded.len() < 16);
    candidate.set(E::Stop, candidate.folded.ends_with('.'));
    candidate.set(E::Long, words > 20);
    candidate.set(E::IsSite, is_site);
    candidate.set(E::KeepsSite, keeps_site);
}

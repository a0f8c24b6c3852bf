//! The kind of a page: from its address, what it calls itself, and what it is made of.

use super::context::{Context, sum};
use super::labels::share;
use super::page_words::{TYPES, URL_WORDS};
use super::space::{FeatureId, Group};
use super::weights::{KindChances, Weights};
use crate::classify::PageKind;
use crate::document::{Block, BlockKind, Document};
use crate::features::End;
use crate::segment::Hints;

/// Points that a page of few features has for being an article: small pages without any sign of a kind are rare in the
/// sets that the points are fitted on, and most of them are articles.
const ARTICLE: f32 = 1.5;
/// Features of a page that has few.
const FEW: usize = 32;
/// Chance below which a kind is left out of account.
const SLIGHT: f32 = 0.05;

/// The chance of each kind.
pub(crate) fn kind_chances(features: &[FeatureId], weights: &Weights) -> KindChances {
    let points = PageKind::EACH.map(|kind| weights.kind_points(kind, features));
    chances_of(points, features.len())
}

/// Points of each kind, and how many features of the page they are of → the kinds' chances.
pub(crate) fn chances_of(mut points: KindChances, features: usize) -> KindChances {
    if features < FEW {
        points[PageKind::Article as usize] += ARTICLE;
    }
    let top = points.iter().copied().fold(f32::MIN, f32::max);
    let odds = points.map(|points| (points - top).exp());
    let total: f32 = odds.iter().sum();
    let likely = odds.map(|odds| if odds < SLIGHT * total { 0.0 } else { odds });
    let total: f32 = likely.iter().sum();
    likely.map(|odds| odds / total)
}

/// The likeliest kind.
pub(crate) fn likeliest(chances: &KindChances) -> PageKind {
    let ranked = PageKind::EACH.into_iter().zip(chances);
    ranked
        .reduce(|best, other| if other.1 > best.1 { other } else { best })
        .map_or(PageKind::Article, |(kind, _)| kind)
}

/// What speaks about the kind of a page.
pub(crate) fn page_features(document: &Document, context: &Context) -> Vec<FeatureId> {
    let mut features = vec![Group::Bias.feature(0)];
    if let Some(url) = &document.head.url {
        url_features(url, &mut features);
    }
    for name in &document.head.types {
        let folded = name
            .rsplit(['/', '#', ':', '.'])
            .next()
            .unwrap_or(name)
            .to_ascii_lowercase();
        if let Some(label) = TYPES.iter().position(|known| *known == folded) {
            features.push(Group::Type.feature(label));
        }
    }
    hint_features(document, context, &mut features);
    count_features(document, context, &mut features);
    features.sort_unstable();
    features.dedup();
    features
}

fn url_features(url: &str, features: &mut Vec<FeatureId>) {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let (path, query) = path
        .split_once(['?', '#'])
        .map_or((path, ""), |(path, query)| (path, query));
    for word in host.split('.').rev().skip(2).chain(path.split(['/', '.'])) {
        let word = word.to_ascii_lowercase();
        if let Some(label) = URL_WORDS.iter().position(|known| *known == word) {
            features.push(Group::UrlWord.feature(label));
        }
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let last = parts.last().copied().unwrap_or("");
    let forms = [
        parts.is_empty(),
        parts.len() == 1 && last.matches('-').count() < 3,
        last.matches(['-', '_']).count() >= 4,
        parts
            .iter()
            .any(|part| part.len() >= 4 && part.bytes().all(|byte| byte.is_ascii_digit())),
        parts
            .windows(2)
            .any(|pair| pair[0].len() == 4 && pair[0].starts_with("20") && pair[1].len() <= 2),
        !query.is_empty(),
        parts.len() >= 4,
        is_html_file(last),
        !last.contains('.'),
    ];
    features.extend(
        (0..forms.len())
            .filter(|label| forms[*label])
            .map(|label| Group::UrlForm.feature(label)),
    );
}

fn is_html_file(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm")
    })
}

/// Which hints occur at all, which cover a third of the words, and which the body itself bears.
fn hint_features(document: &Document, context: &Context, features: &mut Vec<FeatureId>) {
    let (mut any, mut wide) = (Hints::default(), Hints::default());
    for container in document
        .containers
        .iter()
        .filter(|container| container.end > container.first)
    {
        any = any.union(container.hints);
        if sum(&context.words, container) * 3 >= context.total() {
            wide = wide.union(container.hints);
        }
    }
    features.extend(any.iter().map(|hint| Group::Has.feature(hint)));
    features.extend(wide.iter().map(|hint| Group::Covers.feature(hint)));
    features.extend(
        document
            .page_hints
            .iter()
            .map(|hint| Group::PageHint.feature(hint)),
    );
}

fn count_features(document: &Document, context: &Context, features: &mut Vec<FeatureId>) {
    share_features(context, features);
    let counts = Counts::of(&document.blocks);
    let (prose, cards) = twin_groups(document, context);
    let groups: [(Group, u32, &[u32]); 11] = [
        (
            Group::PageWords,
            context.total(),
            &[100, 300, 700, 1500, 4000],
        ),
        (Group::ProseBlocks, counts.prose, &[1, 3, 6, 13, 31]),
        (Group::LongBlocks, counts.long, &[1, 3, 8, 21]),
        (Group::Prices, counts.prices, &[1, 2, 5, 13]),
        (Group::CodeBlocks, counts.code, &[1, 3, 10]),
        (Group::Rows, counts.rows, &[1, 6, 31]),
        (Group::Headings, counts.headings, &[2, 5, 10, 21]),
        (Group::TopHeadings, counts.top_headings, &[1, 2, 3]),
        (Group::Questions, counts.questions, &[1, 3, 7]),
        (Group::TwinProse, prose, &[3, 6, 13]),
        (Group::TwinCards, cards, &[3, 6, 13, 31]),
    ];
    for (group, value, bounds) in groups {
        features.push(group.feature(bounds.iter().filter(|bound| value >= **bound).count()));
    }
}

fn share_features(context: &Context, features: &mut Vec<FeatureId>) {
    let prose = share(context.total_prose(), context.total());
    let links = share(
        context.link_words.last().copied().unwrap_or(0),
        context.total(),
    );
    let label = |value: f32, bounds: &[f32]| bounds.iter().filter(|bound| value >= **bound).count();
    features.push(Group::PageProse.feature(label(prose, &[0.001, 0.1, 0.3, 0.5, 0.7, 0.85])));
    features.push(Group::PageLinks.feature(label(links, &[0.1, 0.25, 0.4, 0.6])));
}

/// Blocks of a page by what they are.
#[derive(Debug, Default)]
struct Counts {
    prose: u32,
    long: u32,
    prices: u32,
    code: u32,
    rows: u32,
    headings: u32,
    top_headings: u32,
    questions: u32,
}

impl Counts {
    fn of(blocks: &[Block]) -> Self {
        let mut counts = Self::default();
        for block in blocks {
            let m = &block.measures;
            let prose = m.is_prose();
            counts.prose += u32::from(prose);
            counts.long += u32::from(prose && m.words >= 50);
            counts.prices += u32::from(m.currency && m.words <= 12);
            counts.code += u32::from(block.kind == BlockKind::Code);
            counts.rows += u32::from(block.kind == BlockKind::TableRow);
            counts.headings += u32::from(matches!(block.kind, BlockKind::Heading(_)));
            counts.top_headings += u32::from(block.kind == BlockKind::Heading(1));
            counts.questions += u32::from(m.ends == End::Question && m.words < 25);
        }
        counts
    }
}

/// The largest group of like siblings that hold prose of 30 words or more each, and of those that are cards: a link,
/// and 4 to 80 words.
fn twin_groups(document: &Document, context: &Context) -> (u32, u32) {
    let (mut prose, mut cards) = (0, 0);
    for container in document
        .containers
        .iter()
        .filter(|container| container.twins >= 3)
    {
        let words = sum(&context.words, container);
        let links = sum(&context.link_words, container);
        if sum(&context.prose_words, container) >= 30 {
            prose = prose.max(container.twins);
        }
        if links > 0 && (4..=80).contains(&words) && container.end - container.first >= 2 {
            cards = cards.max(container.twins);
        }
    }
    (prose, cards)
}

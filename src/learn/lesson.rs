//! What there is to learn from one page.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::table::key;
use crate::document::{Block, BlockKind, Document};
use crate::site::{block_hash, host_of};
use crate::{Action, Explanation, PageKind};

/// Words from which a block tells two pages apart.
const TELLING_WORDS: u32 = 12;
/// Words from which a block may be a sentence.
const SENTENCE_WORDS: u32 = 6;
/// Times that a label ("Pros", "Note") stands on one page, and an advertisement rarely does.
const OFTEN: u32 = 3;
/// Longest block that may become a rule, in bytes.
const LONGEST: usize = 2000;

/// The blocks of one page, as a [`Learner`](super::Learner) counts them.
#[derive(Debug)]
pub struct Lesson {
    pub(super) host: Option<String>,
    /// Whether it is an article: what comes again on lists and products is often what they are about.
    pub(super) is_article: bool,
    /// Hash of the address.
    pub(super) page: Option<u64>,
    /// Hash of the page's longest blocks: the same text under two addresses is one page.
    pub(super) main_text: Option<u64>,
    pub(super) text: String,
    pub(super) blocks: Vec<LessonBlock>,
}

#[derive(Debug)]
pub(super) struct LessonBlock {
    pub(super) hash: u64,
    pub(super) span: Range<usize>,
    /// Percent of the page's words.
    pub(super) share: u8,
    pub(super) place: Place,
    pub(super) kept: bool,
    /// Fewer words than a sentence.
    pub(super) short: bool,
    /// It stands on the page so often that it labels parts of the text.
    pub(super) often: bool,
}

/// Where blocks stood: before the prose, in it, after it; as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place(u8);

impl Place {
    const START: Self = Self(1);
    const MIDDLE: Self = Self(2);
    const END: Self = Self(4);

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it stood between prose on any page.
    pub(super) fn is_within(self) -> bool {
        self.0 & Self::MIDDLE.0 != 0
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::START => "start",
            Self::MIDDLE => "middle",
            Self::END => "end",
            _ => "anywhere",
        }
    }
}

impl Lesson {
    /// What an explained page teaches. Its host is that of the address given with it, or else of its canonical address.
    pub fn of(explanation: &Explanation) -> Self {
        let document = explanation.document();
        let head = &document.head;
        let url = head.url.as_deref().or(head.canonical_url.as_deref());
        let host = url.and_then(host_of);
        let page = url.map(|url| {
            let address = url.split('#').next().unwrap_or(url);
            key(1, address.as_bytes())
        });
        let main_text = host.as_deref().and_then(|host| main_text(document, host));
        Self {
            host,
            is_article: explanation.article().metadata.page_kind == Some(PageKind::Article),
            page,
            main_text,
            text: document.text().to_owned(),
            blocks: blocks(explanation),
        }
    }
}

fn blocks(explanation: &Explanation) -> Vec<LessonBlock> {
    let document = explanation.document();
    let words: u32 = document.blocks.iter().map(|b| b.measures.words).sum();
    let kept = |at: usize| {
        let action = explanation.verdicts().get(at).map(crate::Verdict::action);
        matches!(action, Some(Action::Keep | Action::Trim(_)))
    };
    let is_text = |at: &usize| kept(*at) && document.blocks[*at].measures.is_prose();
    let first = (0..document.blocks.len()).find(is_text);
    let last = (0..document.blocks.len()).rfind(is_text);
    let hashes = || document.blocks.iter().map(|block| hash_of(document, block));
    let mut times: FxHashMap<u64, u32> = FxHashMap::default();
    for hash in hashes().flatten() {
        *times.entry(hash).or_default() += 1;
    }
    let mut lesson = Vec::new();
    for (at, (block, hash)) in document.blocks.iter().zip(hashes()).enumerate() {
        let Some(hash) = hash else {
            continue;
        };
        let place = match (first, last) {
            (Some(first), _) if at < first => Place::START,
            (_, Some(last)) if at > last => Place::END,
            (Some(_), _) => Place::MIDDLE,
            (None, _) => Place::default(),
        };
        let share = block.measures.words * 100 / words.max(1);
        let times = times.get(&hash).copied().unwrap_or(0);
        lesson.push(LessonBlock {
            hash,
            span: block.span.clone(),
            share: u8::try_from(share).unwrap_or(u8::MAX),
            place,
            kept: kept(at),
            short: block.measures.words < SENTENCE_WORDS,
            often: times >= OFTEN,
        });
    }
    lesson
}

/// Hash of a block that may become a rule.
fn hash_of(document: &Document, block: &Block) -> Option<u64> {
    let text = document.text.get(block.span.clone())?;
    let may = text.len() <= LONGEST && block.kind != BlockKind::Code;
    may.then(|| block_hash(text)).flatten()
}

/// Hash of the three longest blocks.
fn main_text(document: &Document, host: &str) -> Option<u64> {
    let mut long: Vec<_> = document
        .blocks
        .iter()
        .filter(|block| block.measures.words >= TELLING_WORDS)
        .collect();
    long.sort_by_key(|block| (std::cmp::Reverse(block.measures.words), block.span.start));
    let hashes = long.iter().take(3).filter_map(|block| {
        let text = document.text.get(block.span.clone())?;
        block_hash(text)
    });
    let hashed = hashes.fold(key(2, host.as_bytes()), |all, hash| {
        key(all, &hash.to_le_bytes())
    });
    (!long.is_empty()).then_some(hashed)
}

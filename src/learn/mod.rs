//! Rules for a site, learned from many of its pages: blocks that come again are no part of an article, in any language.
//!
//! Each page is explained by a [`Cleaner`](crate::Cleaner) and becomes a [`Lesson`]; a [`Learner`] reads lessons one
//! after another and writes a rule pack in the end. It counts hashes, and keeps the text of a block only from the page on
//! that makes it a candidate; its memory is bounded whatever the number of pages, and the same lessons in the same order
//! give the same pack.
//!
//! ```
//! use unchaff::learn::{LearnSettings, Learner, Lesson};
//! use unchaff::{Cleaner, Source};
//!
//! let cleaner = Cleaner::default();
//! let mut settings = LearnSettings::default();
//! settings.max_share = 60; // these pages are short
//! let mut learner = Learner::new(settings);
//! for (number, bees) in ["forty", "fifty", "sixty"].into_iter().enumerate() {
//!     let text = format!(
//!         "The keepers of the valley had set up {bees} hives along the river that spring.\n\n\
//!          The Courier is owned by the people who read it, and by nobody else."
//!     );
//!     let url = format!("https://courier.example.org/{number}");
//!     let explanation = cleaner.explain(Source::from(&text).url(&url))?;
//!     learner.read(Lesson::of(&explanation));
//! }
//! let pack = learner.finish();
//! assert!(pack.contains("The Courier is owned by"));
//! assert!(!pack.contains("hives"));
//! let cleaner = Cleaner::builder().rule_pack(pack).build()?;
//! # Ok::<(), unchaff::Error>(())
//! ```

mod lesson;
mod pack;
mod table;

use rustc_hash::FxHashMap;

pub use lesson::Lesson;
use lesson::{LessonBlock, Place};
use table::{Aged, Bounded};

/// Blocks, and pages, of which is known at one time that they were seen.
const MOST_SEEN: usize = 3_500_000;
/// Hosts of which is known at one time how many pages were read.
const MOST_HOSTS: usize = 1_000_000;
/// Blocks that may become rules.
const MOST_CANDIDATES: usize = 1_000_000;

/// When a block is a rule.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct LearnSettings {
    /// Pages of a host on which a block must stand. Default 3: two pages may share a quotation.
    pub min_pages: u32,
    /// Percent of a host's pages on which a block must stand. Default 2.
    pub min_percent: u32,
    /// Percent of a page's words that a block may have, on any page. Default 20: what is more of a page may be the page.
    pub max_share: u32,
}

impl Default for LearnSettings {
    fn default() -> Self {
        Self {
            min_pages: 3,
            min_percent: 2,
            max_share: 20,
        }
    }
}

/// Reads lessons, and writes a rule pack.
#[derive(Debug)]
pub struct Learner {
    settings: LearnSettings,
    hosts: Bounded<Host>,
    /// By host and block.
    seen: Bounded<Seen>,
    /// Addresses and main texts, so that no page counts twice.
    pages: Bounded<u32>,
    texts: FxHashMap<u64, Candidate>,
    /// Pages read.
    read: u32,
    skipped: u32,
}

impl Default for Learner {
    fn default() -> Self {
        Self::new(LearnSettings::default())
    }
}

#[derive(Debug)]
struct Host {
    name: Box<str>,
    pages: u32,
    last: u32,
}

impl Aged for Host {
    fn last(&self) -> u32 {
        self.last
    }
}

impl Aged for u32 {
    fn last(&self) -> u32 {
        *self
    }
}

/// What is known of a block on a host.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    pages: u32,
    /// Number of the last page it stood on.
    last: u32,
    /// Greatest percentage of a page's words.
    share: u8,
    places: Place,
    /// Some page would have kept it: a rule adds something.
    kept: bool,
    /// On some page it stood so often that it labels parts of the text.
    often: bool,
    short: bool,
}

impl Aged for Seen {
    fn last(&self) -> u32 {
        self.last
    }
}

/// The text of a block that stood on enough pages.
#[derive(Debug)]
struct Candidate {
    host: u64,
    text: Box<str>,
}

impl Learner {
    /// A learner that has read nothing.
    pub fn new(settings: LearnSettings) -> Self {
        Self {
            settings,
            hosts: Bounded::new(MOST_HOSTS),
            seen: Bounded::new(MOST_SEEN),
            pages: Bounded::new(MOST_SEEN),
            texts: FxHashMap::default(),
            read: 0,
            skipped: 0,
        }
    }

    /// Reads a page. One without a host or that is no article teaches nothing, and one whose address or main text was read before counts once.
    pub fn read(&mut self, lesson: Lesson) {
        let Some(host) = lesson.host.filter(|_| lesson.is_article) else {
            self.skipped = self.skipped.saturating_add(1);
            return;
        };
        let known = lesson.page.iter().chain(&lesson.main_text);
        let known = known.filter(|key| self.pages.get(**key).is_some()).count();
        for key in lesson.page.iter().chain(&lesson.main_text) {
            self.pages.insert(*key, self.read, |_| true);
        }
        if known > 0 {
            self.skipped = self.skipped.saturating_add(1);
            return;
        }
        self.read = self.read.saturating_add(1);
        let key = table::key(0, host.as_bytes());
        let few = self.settings.min_pages;
        let mut entry = self.hosts.take(key).unwrap_or_else(|| Host {
            name: host.into(),
            pages: 0,
            last: 0,
        });
        entry.pages = entry.pages.saturating_add(1);
        entry.last = self.read;
        self.hosts.insert(key, entry, |host| host.pages < few);
        for block in &lesson.blocks {
            self.count(key, block, &lesson.text);
        }
    }

    fn count(&mut self, host: u64, block: &LessonBlock, text: &str) {
        let key = table::key(host, &block.hash.to_le_bytes());
        let few = self.settings.min_pages;
        let mut seen = self.seen.get(key).copied().unwrap_or_default();
        if seen.last != self.read {
            seen.pages = seen.pages.saturating_add(1);
            seen.last = self.read;
        }
        seen.share = seen.share.max(block.share);
        seen.places = seen.places.with(block.place);
        seen.kept |= block.kept;
        seen.often |= block.often;
        seen.short |= block.short;
        self.seen.insert(key, seen, |seen| seen.pages < few);
        if seen.pages >= few && seen.kept && self.texts.len() < MOST_CANDIDATES {
            let text = text.get(block.span.clone()).unwrap_or_default();
            self.texts.entry(key).or_insert_with(|| Candidate {
                host,
                text: text.into(),
            });
        }
    }

    /// Pages read.
    pub fn pages(&self) -> u32 {
        self.read
    }

    /// Pages that taught nothing: without a host, no article, or read before.
    pub fn skipped(&self) -> u32 {
        self.skipped
    }

    /// The rule pack, as TOML: hosts in order of their names, the blocks of each by the pages they stood on.
    pub fn finish(self) -> String {
        let mut rules: Vec<pack::Learned> = Vec::new();
        for (key, candidate) in &self.texts {
            let (Some(seen), Some(host)) = (self.seen.get(*key), self.hosts.get(candidate.host))
            else {
                continue;
            };
            if self.is_rule(*seen, host) {
                rules.push(pack::Learned {
                    host: &host.name,
                    read: host.pages,
                    text: &candidate.text,
                    pages: seen.pages,
                    position: seen.places.name(),
                    doubtful: seen.often || seen.short && seen.places.is_within(),
                });
            }
        }
        pack::write(rules, self.read, &self.settings)
    }

    fn is_rule(&self, seen: Seen, host: &Host) -> bool {
        let LearnSettings {
            min_pages,
            min_percent,
            max_share,
        } = self.settings;
        seen.kept
            && seen.pages >= min_pages
            && u64::from(seen.pages) * 100 >= u64::from(host.pages) * u64::from(min_percent)
            && u32::from(seen.share) <= max_share
    }
}

#[cfg(test)]
mod tests;

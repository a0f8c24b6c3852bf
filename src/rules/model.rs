//! What a rule is.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

use super::automaton::{Automaton, Tools};
use super::needs::Needs;
use super::places::Places;
use crate::classify::Role;

/// A regex over this many bytes of compiled program is refused.
const PATTERN_SIZE: usize = 1 << 20;

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// The name used in rule packs.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

names! {
    /// How much a match says.
    Strength {
        /// Removes the block by itself, wherever the rule's position allows.
        Decisive = "decisive",
        /// Removes it among prose; the surroundings may save it.
        Strong = "strong",
        /// Evidence that counts only beside other evidence.
        Weak = "weak",
    }
}

names! {
    /// What a match takes away.
    Scope {
        /// The block.
        Block = "block",
        /// The line of the block that holds the match.
        Line = "line",
        /// The matched text alone.
        Span = "span",
    }
}

names! {
    /// Where in a document the rule applies.
    Position {
        /// Everywhere.
        Anywhere = "anywhere",
        /// Before the article's prose, and around its title.
        Leading = "leading",
        /// Between paragraphs of prose.
        Inline = "inline",
        /// After enough prose.
        Trailing = "trailing",
    }
}

names! {
    /// What a match says of the text after it.
    Opens {
        /// Nothing.
        Nothing = "nothing",
        /// The headline-like lines that follow belong to it.
        Run = "run",
        /// All that follows is boilerplate, until enough prose says otherwise.
        Tail = "tail",
        /// The same, but only where little prose follows.
        TailIfLittleFollows = "tail-if-little-follows",
        /// The same as `Tail`; of a plain text that is an article, all that follows goes, however much it is.
        Thread = "thread",
    }
}

names! {
    /// Where in a block a phrase or pattern must stand.
    Matching {
        /// It is the whole block, but for bullets and punctuation around it.
        Line = "line",
        /// The block starts with it.
        Prefix = "prefix",
        /// The block ends with it.
        Suffix = "suffix",
        /// It stands somewhere in the block, between word edges.
        Contains = "contains",
        /// The block starts with it, and a capital letter follows without a space: a label glued to what came next.
        Glued = "glued",
    }
}

/// One rule: the words or the pattern that tell a block's role, with its own examples.
#[derive(Debug)]
pub struct Rule {
    pub(crate) id: String,
    /// The number of its name among those that plain text weighs.
    pub(crate) number: Option<u8>,
    pub(crate) language: String,
    pub(crate) role: Role,
    pub(crate) strength: Strength,
    pub(crate) why: String,
    pub(crate) scope: Scope,
    pub(crate) position: Position,
    pub(crate) opens: Opens,
    pub(crate) stays_alone: bool,
    pub(crate) spares_sentences: bool,
    pub(crate) max_words: usize,
    pub(crate) matching: Matching,
    pub(crate) phrases: Vec<String>,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) keywords: Vec<String>,
    pub(crate) drop: Vec<String>,
    pub(crate) keep: Vec<String>,
}

impl Rule {
    /// The id, with its pack: `en/newsletter-signup`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The pack's language, an ISO 639 code of two letters, or of three where it has none of two; `und` for rules of no language.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What a block that matches is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// How much a match says.
    pub fn strength(&self) -> Strength {
        self.strength
    }

    /// Why such blocks are no part of an article.
    pub fn why(&self) -> &str {
        &self.why
    }

    /// What a match takes away.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Where in a document the rule applies.
    pub fn position(&self) -> Position {
        self.position
    }

    /// What a match says of the text after it.
    pub fn opens(&self) -> Opens {
        self.opens
    }

    /// Whether the match is weak in a document against which nothing else speaks, or of which it is nearly all: authors
    /// write such lines, too.
    pub fn stays_alone(&self) -> bool {
        self.stays_alone
    }

    /// Whether a block that reads as a sentence is no match: of labels, which some sentences start like.
    pub fn spares_sentences(&self) -> bool {
        self.spares_sentences
    }

    /// Blocks of more words than this are not looked at.
    pub fn max_words(&self) -> usize {
        self.max_words
    }

    /// Where in a block the phrases or the pattern must stand.
    pub fn matching(&self) -> Matching {
        self.matching
    }

    /// The phrases, any of which is a match; `#` stands for a number.
    pub fn phrases(&self) -> &[String] {
        &self.phrases
    }

    /// The regular expression, for a rule that phrases cannot say.
    pub fn pattern(&self) -> Option<&str> {
        self.pattern.as_ref().map(|pattern| pattern.source.as_str())
    }

    /// Words of which one must stand in a block before the pattern is tried.
    pub fn keywords(&self) -> &[String] {
        &self.keywords
    }

    /// Texts that the rule must match.
    pub fn drop_examples(&self) -> &[String] {
        &self.drop
    }

    /// Look-alikes that no rule may take away.
    pub fn keep_examples(&self) -> &[String] {
        &self.keep
    }
}

fn build(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(PATTERN_SIZE).build()
}

/// A regex compiled when first needed.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
    matching: Matching,
    compiled: OnceLock<Option<Regex>>,
    needs: OnceLock<Needs>,
    /// Says whether the pattern matches, and the same of the pattern without bounds.
    exact: OnceLock<Option<Automaton>>,
    loose: OnceLock<Option<Automaton>>,
    /// Says where it matches in a short text.
    places: OnceLock<Option<Places>>,
}

impl Pattern {
    pub(super) fn new(source: String, matching: Matching) -> Self {
        Self {
            source,
            matching,
            compiled: OnceLock::new(),
            needs: OnceLock::new(),
            exact: OnceLock::new(),
            loose: OnceLock::new(),
            places: OnceLock::new(),
        }
    }

    /// What a text must have for the pattern to match.
    pub(super) fn needs(&self) -> &Needs {
        self.needs.get_or_init(|| {
            let from_start = !matches!(self.matching, Matching::Suffix | Matching::Contains);
            let to_end = matches!(self.matching, Matching::Suffix | Matching::Line);
            Needs::of(&self.anchored(), from_start, to_end)
        })
    }

    /// The source with the anchors of its matching.
    fn anchored(&self) -> String {
        let source = &self.source;
        match self.matching {
            Matching::Line => format!(r"\A\s*(?:{source})\s*\z"),
            Matching::Prefix | Matching::Glued => format!(r"\A\s*(?:{source})"),
            Matching::Suffix => format!(r"(?:{source})\s*\z"),
            Matching::Contains => format!("(?:{source})"),
        }
    }

    /// The regex with the anchors of its matching.
    pub(super) fn compile(&self) -> Result<Regex, regex::Error> {
        build(&self.anchored())
    }

    /// Whether it matches; `None` where only a search for the place can tell.
    fn matches(&self, text: &str, tools: &mut Tools) -> Option<bool> {
        if let Some(loose) = &self.needs().loose {
            let automaton = self
                .loose
                .get_or_init(|| Automaton::of(&loose.pattern, tools));
            let found = automaton.as_ref()?.matches(text, tools)?;
            if !found || text.len() <= loose.bound {
                return Some(found);
            }
            if Places::may_search(text) {
                return None;
            }
        }
        let pattern = self.needs().exact.as_ref();
        let exact = self.exact.get_or_init(|| Automaton::of(pattern?, tools));
        exact.as_ref()?.matches(text, tools)
    }

    /// Where it matches, in order: the first group where the pattern has one, the whole match otherwise; the whole text
    /// where it does not matter. A pattern that does not compile matches nothing; packs are checked before.
    pub(super) fn find(
        &self,
        text: &str,
        scope: Scope,
        tools: &mut Tools,
        mut each: impl FnMut(Range<usize>),
    ) {
        // In a text of ASCII no match cuts a character.
        let is_whole = scope == Scope::Block && (self.needs().is_whole || text.is_ascii());
        match self.matches(text, tools) {
            Some(false) => return,
            Some(true) if is_whole => {
                each(0..text.len());
                return;
            }
            _ => {}
        }
        let most = if scope == Scope::Span { usize::MAX } else { 1 };
        // A pattern without Unicode could cut a character; such a match is none.
        let report = |found: Range<usize>| {
            if is_whole {
                each(0..text.len());
            } else if text.is_char_boundary(found.start) && text.is_char_boundary(found.end) {
                each(found);
            }
        };
        self.search(text, most, tools, report);
    }

    fn search(
        &self,
        text: &str,
        most: usize,
        tools: &mut Tools,
        mut report: impl FnMut(Range<usize>),
    ) {
        if Places::may_search(text) {
            let pattern = self.needs().exact.as_ref();
            let places = self
                .places
                .get_or_init(|| Places::of(pattern?, PATTERN_SIZE, tools));
            let found = places.as_ref();
            if found
                .and_then(|places| places.find(text, most, tools, &mut report))
                .is_some()
            {
                return;
            }
        }
        let compiled = self.compiled.get_or_init(|| self.compile().ok());
        let Some(regex) = compiled else {
            return;
        };
        if regex.captures_len() == 1 {
            for found in regex.find_iter(text.as_bytes()).take(most) {
                report(found.range());
            }
            return;
        }
        for groups in regex.captures_iter(text.as_bytes()).take(most) {
            if let Some(found) = groups.get(1).or_else(|| groups.get(0)) {
                report(found.range());
            }
        }
    }
}

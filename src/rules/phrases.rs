//! Rules → what is looked for, by where in a block it must stand.

use super::fold::{Token, core, phrase_tokens};
use super::matcher::{without_leading_edge, without_trailing_edge};
use super::model::{Matching, Rule};
use super::set::RuleIndex;
use super::table::{sequence, sequence_from_end};

/// Longest phrase, in tokens: lengths are bits of a `u64`.
const MAX_TOKENS: usize = 63;

/// A phrase, or a keyword of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// The hash of the first token; of the last, where a block must end with the phrase.
    pub(super) first: u64,
    /// The hash of the first two tokens.
    pub(super) two: u64,
    pub(super) sequence: u64,
    pub(super) tokens: u8,
    pub(super) rule: RuleIndex,
    /// Not a match in itself, but leave to try the rule's pattern.
    pub(super) is_keyword: bool,
}

/// What the rules of one pack look for, or those of all that are at work.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    pub(super) line: Vec<Phrase>,
    pub(super) prefix: Vec<Phrase>,
    pub(super) suffix: Vec<Phrase>,
    pub(super) glued: Vec<Phrase>,
    pub(super) inside: Vec<Phrase>,
    /// Rules by the ASCII mark that their patterns need.
    pub(super) marks: Vec<(u8, RuleIndex)>,
    /// Words of the longest block that must be cut whole.
    pub(super) word_limit: usize,
}

impl Phrases {
    pub(super) fn of(rules: &[Rule]) -> Self {
        let mut phrases = Self::default();
        for (rule, at) in rules.iter().zip(0..=u16::MAX) {
            phrases.add(rule, RuleIndex::new(at));
        }
        phrases
    }

    fn add(&mut self, rule: &Rule, at: RuleIndex) {
        for phrase in &rule.phrases {
            self.add_phrase(rule.matching, phrase, at);
        }
        if rule.phrases.is_empty() {
            self.add_keywords(rule, at);
        } else if matches!(rule.matching, Matching::Contains | Matching::Line) {
            let longest = match rule.matching {
                Matching::Line => rule.max_words.min(MAX_TOKENS),
                _ => rule.max_words,
            };
            self.word_limit = self.word_limit.max(longest);
        }
    }

    fn add_phrase(&mut self, matching: Matching, phrase: &str, rule: RuleIndex) {
        let tokens = phrase_tokens(phrase);
        let (list, tokens) = match matching {
            Matching::Line => (&mut self.line, core(&tokens)),
            Matching::Prefix => (&mut self.prefix, without_leading_edge(&tokens)),
            Matching::Glued => (&mut self.glued, without_leading_edge(&tokens)),
            Matching::Suffix => (&mut self.suffix, without_trailing_edge(&tokens)),
            Matching::Contains => (&mut self.inside, tokens.as_slice()),
        };
        let tokens = tokens
            .get(..tokens.len().min(MAX_TOKENS))
            .unwrap_or_default();
        let hash = |token: Option<&Token>| token.map_or(0, |token| token.hash);
        let (first, sequence_of): (_, fn(&[Token]) -> u64) = match matching {
            Matching::Suffix => (hash(tokens.last()), sequence_from_end),
            _ => (hash(tokens.first()), sequence),
        };
        list.push(Phrase {
            first,
            two: sequence(tokens.get(..2).unwrap_or(tokens)),
            sequence: sequence_of(tokens),
            tokens: u8::try_from(tokens.len()).unwrap_or(u8::MAX),
            rule,
            is_keyword: false,
        });
    }

    fn add_keywords(&mut self, rule: &Rule, at: RuleIndex) {
        let mark = |keyword: &String| match keyword.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != b'#' => Some(*byte),
            _ => None,
        };
        let marks: Option<Vec<u8>> = rule.keywords.iter().map(mark).collect();
        if let Some(marks) = marks {
            self.marks.extend(marks.into_iter().map(|mark| (mark, at)));
            return;
        }
        for keyword in &rule.keywords {
            self.add_phrase(Matching::Contains, keyword, at);
            if let Some(phrase) = self.inside.last_mut() {
                phrase.is_keyword = true;
            }
        }
        // Of a pattern at an edge the keyword stands near the edge.
        if matches!(rule.matching, Matching::Contains | Matching::Line) {
            self.word_limit = self.word_limit.max(rule.max_words);
        }
    }

    /// Adds what another pack looks for, which is this one of a set.
    pub(super) fn add_pack(&mut self, pack: usize, own: &Self) {
        let of = |phrases: &[Phrase]| {
            let of_pack = |phrase: &Phrase| Phrase {
                rule: phrase.rule.of_pack(pack),
                ..*phrase
            };
            phrases.iter().map(of_pack).collect::<Vec<_>>()
        };
        self.line.extend(of(&own.line));
        self.prefix.extend(of(&own.prefix));
        self.suffix.extend(of(&own.suffix));
        self.glued.extend(of(&own.glued));
        self.inside.extend(of(&own.inside));
        let marks = own.marks.iter();
        self.marks
            .extend(marks.map(|(mark, rule)| (*mark, rule.of_pack(pack))));
        self.word_limit = self.word_limit.max(own.word_limit);
    }
}

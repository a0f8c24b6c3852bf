//! Rules → the tables in which they are looked up.

use super::fold::{core, phrase_tokens};
use super::matcher::{Matcher, without_leading_edge, without_trailing_edge};
use super::model::{Matching, Rule};
use super::set::RuleIndex;
use super::table::{Entry, Table, sequence, sequence_from_end};

/// Longest phrase, in tokens: lengths are bits of a `u64`.
const MAX_TOKENS: usize = 63;

/// Tables under construction.
#[derive(Default)]
pub(super) struct Builder {
    line: Vec<Entry>,
    prefix: Vec<Entry>,
    suffix: Vec<Entry>,
    glued: Vec<Entry>,
    inside: Vec<Entry>,
    marks: Vec<(u8, RuleIndex)>,
    word_limit: usize,
}

impl Builder {
    pub(super) fn add(&mut self, rule: &Rule, at: RuleIndex) {
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
        let (table, tokens) = match matching {
            Matching::Line => (&mut self.line, core(&tokens)),
            Matching::Prefix => (&mut self.prefix, without_leading_edge(&tokens)),
            Matching::Glued => (&mut self.glued, without_leading_edge(&tokens)),
            Matching::Suffix => (&mut self.suffix, without_trailing_edge(&tokens)),
            Matching::Contains => (&mut self.inside, tokens.as_slice()),
        };
        let tokens = tokens
            .get(..tokens.len().min(MAX_TOKENS))
            .unwrap_or_default();
        let hash = match matching {
            Matching::Suffix => sequence_from_end(tokens),
            _ => sequence(tokens),
        };
        let two = sequence(tokens.get(..2).unwrap_or(tokens));
        let key = match matching {
            Matching::Contains => two,
            _ => hash,
        };
        table.push(Entry {
            key,
            first: match matching {
                Matching::Suffix => tokens.last(),
                _ => tokens.first(),
            }
            .map_or(0, |token| token.hash),
            sequence: hash,
            two,
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
            if let Some(entry) = self.inside.last_mut() {
                entry.is_keyword = true;
            }
        }
        // Of a pattern at an edge the keyword stands near the edge.
        if matches!(rule.matching, Matching::Contains | Matching::Line) {
            self.word_limit = self.word_limit.max(rule.max_words);
        }
    }

    /// Adds the tables of another pack, which is this one of a set.
    pub(super) fn add_pack(&mut self, pack: usize, own: &Matcher) {
        let of = |table: &Table| {
            let entries = table.entries().iter().copied();
            let of_pack = move |entry: Entry| Entry {
                rule: entry.rule.of_pack(pack),
                ..entry
            };
            entries.map(of_pack).collect::<Vec<_>>()
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

    pub(super) fn finish(self) -> Matcher {
        Matcher {
            line: Table::new(self.line),
            prefix: Table::new(self.prefix),
            suffix: Table::new(self.suffix),
            glued: Table::new(self.glued),
            inside: Table::new(self.inside),
            marks: self.marks,
            word_limit: self.word_limit,
        }
    }
}

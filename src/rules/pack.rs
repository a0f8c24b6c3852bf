//! TOML → rules, with faults that name file, line and rule.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::fold::phrase_tokens;
use super::model::{Matching, Opens, Pattern, Position, Rule, Scope, Strength};
use super::written;
use crate::classify::{Role, rule_number};
use crate::language::{is_code, two_letters};
use crate::site::{RawSite, SiteFault, SiteTable};

/// The only version of the pack format.
const SCHEMA: u32 = 1;
/// Words beyond which a rule without `max-words` takes a block for prose.
const DEFAULT_MAX_WORDS: usize = 60;

/// Something wrong in a rule pack. Its `Display` names file, line and rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) rule: Option<String>,
    pub(crate) message: String,
}

impl Fault {
    /// Of one rule, which starts on this line.
    pub(super) fn of_rule(
        file: &str,
        line: usize,
        rule: &Rule,
        message: impl Into<String>,
    ) -> Self {
        Self {
            file: file.to_owned(),
            line,
            rule: Some(rule.id.clone()),
            message: message.into(),
        }
    }

    /// The pack's name, as given: a file's.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Line in the pack, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Id of the rule, where the fault is one rule's.
    pub fn rule(&self) -> Option<&str> {
        self.rule.as_deref()
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(rule) = &self.rule {
            write!(f, "rule `{rule}`: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawPack {
    schema: u32,
    language: Option<Spanned<String>>,
    #[serde(default)]
    rule: Vec<Spanned<RawRule>>,
    #[serde(default)]
    site: Vec<Spanned<RawSite>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRule {
    pub(super) id: String,
    pub(super) role: Role,
    pub(super) strength: Strength,
    pub(super) why: String,
    #[serde(default = "block")]
    pub(super) scope: Scope,
    #[serde(default = "anywhere")]
    pub(super) position: Position,
    #[serde(default = "nothing")]
    pub(super) opens: Opens,
    #[serde(default)]
    pub(super) stays_alone: bool,
    #[serde(default)]
    pub(super) spares_sentences: bool,
    pub(super) max_words: Option<usize>,
    #[serde(rename = "match", default = "line")]
    pub(super) matching: Matching,
    #[serde(default)]
    pub(super) phrases: Vec<String>,
    pub(super) pattern: Option<String>,
    #[serde(default)]
    pub(super) keywords: Vec<String>,
    #[serde(default)]
    pub(super) drop: Vec<String>,
    #[serde(default)]
    pub(super) keep: Vec<String>,
}

impl Default for RawRule {
    fn default() -> Self {
        Self {
            id: String::new(),
            role: Role::Prose,
            strength: Strength::Weak,
            why: String::new(),
            scope: block(),
            position: anywhere(),
            opens: nothing(),
            stays_alone: false,
            spares_sentences: false,
            max_words: None,
            matching: line(),
            phrases: Vec::new(),
            pattern: None,
            keywords: Vec::new(),
            drop: Vec::new(),
            keep: Vec::new(),
        }
    }
}

fn block() -> Scope {
    Scope::Block
}

fn anywhere() -> Position {
    Position::Anywhere
}

fn nothing() -> Opens {
    Opens::Nothing
}

fn line() -> Matching {
    Matching::Line
}

/// A parsed pack.
#[derive(Debug)]
pub(super) struct Pack {
    pub(super) language: String,
    pub(super) rules: Vec<Rule>,
    /// Line of each rule in the pack, from 1.
    pub(super) lines: Vec<usize>,
    pub(super) sites: Vec<SiteTable>,
    /// What keeps sites from working.
    pub(super) site_faults: Vec<Fault>,
}

impl Pack {
    /// Rules whose ids another has, built in, among `taken` or before; adds its own to `taken`.
    pub(super) fn taken_ids(&self, name: &str, taken: &mut HashSet<String>) -> Vec<Fault> {
        let built_in = super::set::ids_of(prefix(&self.language));
        let mut faults = Vec::new();
        for (rule, &line) in self.rules.iter().zip(&self.lines) {
            let message = if built_in.contains(&rule.id) {
                "the id is that of a built-in rule: take another, and switch that one off if yours is to replace it"
            } else if !taken.insert(rule.id.clone()) {
                "the id is taken by an earlier rule"
            } else {
                continue;
            };
            faults.push(Fault::of_rule(name, line, rule, message));
        }
        faults
    }
}

/// Reads a pack. Ids get the pack's prefix: its language, or `common` for `und`.
///
/// # Errors
///
/// The first thing that is no valid TOML of this schema.
pub(super) fn parse(file: &str, toml: &str) -> Result<Pack, Fault> {
    let raw: RawPack = toml::from_str(toml).map_err(|error| Fault {
        file: file.to_owned(),
        line: line_of(toml, error.span().unwrap_or_default()),
        rule: error.span().and_then(|span| rule_around(toml, span.start)),
        message: error.message().to_owned(),
    })?;
    let fault_at = |line, message| Fault {
        file: file.to_owned(),
        line,
        rule: None,
        message,
    };
    if raw.schema != SCHEMA {
        let schema = raw.schema;
        let message = format!("schema {schema} is not known; this version reads {SCHEMA}");
        return Err(fault_at(1, message));
    }
    if raw.language.is_none() && !raw.rule.is_empty() {
        let message = "missing field `language`: which texts the rules are for";
        return Err(fault_at(1, message.to_owned()));
    }
    let language = match raw.language {
        None => "und".to_owned(),
        Some(language) => {
            let line = line_of(toml, language.span());
            match language_fault(language.get_ref()) {
                None => language.into_inner(),
                Some(message) => return Err(fault_at(line, message)),
            }
        }
    };
    let prefix = prefix(&language);
    let mut pack = Pack {
        language: language.clone(),
        rules: Vec::with_capacity(raw.rule.len()),
        lines: Vec::with_capacity(raw.rule.len()),
        sites: Vec::with_capacity(raw.site.len()),
        site_faults: Vec::new(),
    };
    let mut lines = LineCount::new(toml);
    for spanned in raw.rule {
        pack.lines.push(lines.line_at(spanned.span().start));
        let rule = build(prefix, &language, spanned.into_inner());
        pack.rules.push(rule);
    }
    for spanned in raw.site {
        let table = SiteTable::new(spanned.span().start, spanned.into_inner());
        pack.site_faults.extend(
            table
                .faults
                .iter()
                .map(|fault| site_fault(file, toml, &table, fault)),
        );
        pack.sites.push(table);
    }
    Ok(pack)
}

/// What is wrong with the language of a pack: texts have theirs by a short code alone.
fn language_fault(language: &str) -> Option<String> {
    if let Some(short) = two_letters(language) {
        return Some(format!("language `{language}`: write `{short}`"));
    }
    let is_small = language.bytes().all(|b| b.is_ascii_lowercase());
    let known = is_code(language) && is_small || language == "common";
    (!known).then(|| {
        format!(
            "language `{language}`: a code of two or three lower-case letters is needed, as `en`, or `und` for texts in any"
        )
    })
}

/// The rules of a built-in pack, which have been checked. One that cannot be read has none.
pub(super) fn built_in(name: &str, toml: &str) -> Vec<Rule> {
    let Some((language, rules)) = written::read(toml) else {
        return parse(name, toml).map(|pack| pack.rules).unwrap_or_default();
    };
    let rules = rules.into_iter();
    rules
        .map(|rule| build(prefix(&language), &language, rule))
        .collect()
}

/// What the ids of a pack in this language start with.
fn prefix(language: &str) -> &str {
    match language {
        "und" => "common",
        language => language,
    }
}

pub(super) fn site_fault(file: &str, toml: &str, table: &SiteTable, fault: &SiteFault) -> Fault {
    let (at, message) = fault;
    Fault {
        file: file.to_owned(),
        line: line_of(toml, *at..*at),
        rule: Some(table.site.id.clone()),
        message: message.clone(),
    }
}

fn build(prefix: &str, language: &str, raw: RawRule) -> Rule {
    let matching = raw.matching;
    let id = format!("{prefix}/{}", raw.id);
    Rule {
        number: rule_number(&id),
        id,
        language: language.to_owned(),
        role: raw.role,
        strength: raw.strength,
        why: raw.why,
        scope: raw.scope,
        position: raw.position,
        opens: raw.opens,
        stays_alone: raw.stays_alone,
        spares_sentences: raw.spares_sentences,
        max_words: raw.max_words.unwrap_or(DEFAULT_MAX_WORDS),
        matching,
        phrases: raw.phrases,
        pattern: raw.pattern.map(|source| Pattern::new(source, matching)),
        keywords: raw.keywords,
        drop: raw.drop,
        keep: raw.keep,
    }
}

fn line_of(toml: &str, span: Range<usize>) -> usize {
    LineCount::new(toml).line_at(span.start)
}

/// The id of the `[[rule]]` table that holds this byte, read from the text: the table itself did not parse.
fn rule_around(toml: &str, at: usize) -> Option<String> {
    // A fault of the whole table is placed at its header.
    let line = at + toml.get(at..)?.find('\n').unwrap_or(0);
    let before = toml.get(..line)?;
    let rule = before.rfind("[[rule]]");
    let site = before.rfind("[[site]]");
    let start = rule.max(site)?;
    let table = toml.get(start + "[[rule]]".len()..)?;
    let end = table.find("\n[[rule]]").into_iter();
    let end = end.chain(table.find("\n[[site]]")).min();
    let table = table.get(..end.unwrap_or(table.len()))?;
    let (key, prefix) = if site > rule {
        ("hosts", "site/")
    } else {
        ("id", "")
    };
    let id = table
        .lines()
        .find_map(|line| line.trim().strip_prefix(key))?;
    let id = id.trim_start().strip_prefix('=')?;
    let id = id.split(['"', '\'']).nth(1)?;
    Some(format!("{prefix}{id}"))
}

/// Byte offsets in ascending order → lines, in one pass.
struct LineCount<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> LineCount<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    fn line_at(&mut self, offset: usize) -> usize {
        let passed = self
            .text
            .as_bytes()
            .get(self.at..offset)
            .unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.at = offset.max(self.at);
        self.line
    }
}

/// What would keep a rule from working at all.
pub(super) fn rule_faults(rule: &Rule) -> Vec<String> {
    let mut faults = Vec::new();
    let name = rule.id.rsplit('/').next().unwrap_or_default();
    let kebab = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if !name.split('-').all(kebab) {
        faults.push("the id is not in kebab-case".to_owned());
    }
    if rule.why.trim().is_empty() {
        faults.push("`why` is empty".to_owned());
    }
    if rule.phrases.is_empty() == rule.pattern.is_none() {
        faults.push("it needs either `phrases` or a `pattern`".to_owned());
    }
    if rule.pattern.is_some() == rule.keywords.is_empty() {
        faults.push("a `pattern` needs `keywords`, and only a pattern does".to_owned());
    }
    for phrase in rule.phrases.iter().chain(&rule.keywords) {
        if phrase_tokens(phrase).is_empty() {
            faults.push(format!("the phrase `{phrase}` is empty"));
        } else if phrase.chars().any(char::is_uppercase) {
            faults.push(format!("the phrase `{phrase}` is not in lower case"));
        }
    }
    if let Some(Err(error)) = rule.pattern.as_ref().map(Pattern::compile) {
        faults.push(format!("the pattern does not compile: {error}"));
    }
    faults
}

//! All packs of a cleaner: the built-in ones, compiled when a text first needs them, and the user's.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::gate::Gate;
use super::matcher::{self, Asked, Match, MatchScratch};
use super::model::{Position, Rule};
use super::pack::{self, Fault};
use super::phrases::Phrases;
use crate::classify::Role;
use crate::features::Line;
use crate::language::pack_of;
use crate::site::Sites;

/// The built-in packs: name and TOML. `common` is first; a pack's name is its language.
pub(crate) const PACKS: &[(&str, &str)] = &[
    ("common", include_str!("packs/common.toml")),
    ("en", include_str!("packs/en.toml")),
    ("de", include_str!("packs/de.toml")),
    ("fr", include_str!("packs/fr.toml")),
    ("es", include_str!("packs/es.toml")),
    ("it", include_str!("packs/it.toml")),
    ("pt", include_str!("packs/pt.toml")),
    ("nl", include_str!("packs/nl.toml")),
    ("pl", include_str!("packs/pl.toml")),
    ("ru", include_str!("packs/ru.toml")),
    ("tr", include_str!("packs/tr.toml")),
    ("zh", include_str!("packs/zh.toml")),
    ("ja", include_str!("packs/ja.toml")),
    ("ar", include_str!("packs/ar.toml")),
    ("sv", include_str!("packs/sv.toml")),
    ("no", include_str!("packs/no.toml")),
    ("da", include_str!("packs/da.toml")),
    ("fi", include_str!("packs/fi.toml")),
    ("cs", include_str!("packs/cs.toml")),
    ("ro", include_str!("packs/ro.toml")),
    ("hu", include_str!("packs/hu.toml")),
    ("uk", include_str!("packs/uk.toml")),
    ("el", include_str!("packs/el.toml")),
    ("he", include_str!("packs/he.toml")),
    ("fa", include_str!("packs/fa.toml")),
    ("hi", include_str!("packs/hi.toml")),
    ("th", include_str!("packs/th.toml")),
    ("ko", include_str!("packs/ko.toml")),
    ("vi", include_str!("packs/vi.toml")),
    ("id", include_str!("packs/id.toml")),
];

/// A rule of a [`RuleSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct RuleIndex(u32);

impl RuleIndex {
    /// A rule of a pack that is none of a set yet.
    pub(super) fn new(rule: u16) -> Self {
        Self(u32::from(rule))
    }

    /// The same rule of this pack of a set.
    pub(super) fn of_pack(self, pack: usize) -> Self {
        let pack = u32::try_from(pack).unwrap_or(u32::MAX >> 16);
        Self(pack << 16 | self.0 & 0xffff)
    }

    fn parts(self) -> (usize, usize) {
        ((self.0 >> 16) as usize, (self.0 & 0xffff) as usize)
    }
}

/// The packs at work on one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ActivePacks {
    /// A bit each.
    bits: u64,
    /// Whether the document is known to be in English, for which the rules are fullest.
    pub(crate) is_english: bool,
}

/// A block of which is asked what rules match it.
pub(crate) struct Sought<'a> {
    pub(crate) block: &'a str,
    /// How many words it has.
    pub(crate) words: usize,
    /// What was read of it before.
    pub(crate) read: Option<Line<'a>>,
    /// Whether a rule of this position and role applies where the block stands.
    pub(crate) applies: &'a dyn Fn(Position, Role) -> bool,
}

#[derive(Debug)]
struct Compiled {
    rules: Vec<Rule>,
    phrases: Phrases,
}

impl Compiled {
    fn new(mut rules: Vec<Rule>, disabled: &[String]) -> Self {
        rules.retain(|rule| !disabled.contains(&rule.id));
        let phrases = Phrases::of(&rules);
        Self { rules, phrases }
    }
}

#[derive(Debug)]
struct Slot {
    language: String,
    /// TOML of a built-in pack that is not compiled yet.
    source: &'static str,
    compiled: OnceLock<Compiled>,
}

/// The rules of a cleaner. Built once; `Send + Sync`.
#[derive(Debug)]
pub(crate) struct RuleSet {
    slots: Vec<Slot>,
    disabled: Vec<String>,
    sites: Sites,
}

impl RuleSet {
    /// The built-in packs.
    pub(crate) fn built_in() -> Self {
        let slots = PACKS.iter().map(|&(name, source)| Slot {
            language: name.to_owned(),
            source,
            compiled: OnceLock::new(),
        });
        Self {
            slots: slots.collect(),
            disabled: Vec::new(),
            sites: Sites::default(),
        }
    }

    /// The built-in packs, with the user's (name and TOML each) and without the rules of these ids.
    ///
    /// # Errors
    ///
    /// A pack that is no valid TOML of the schema or holds a rule that cannot work; an id that no rule has. The message
    /// names file, line and rule.
    pub(crate) fn with(user: &[(String, String)], disabled: &[String]) -> Result<Self, String> {
        let mut set = Self::built_in();
        set.disabled = disabled.to_vec();
        let mut ids = HashSet::new();
        for (at, (name, toml)) in user.iter().enumerate() {
            if let Some((other, _)) = user.iter().take(at).find(|(_, other)| other == toml) {
                return Err(format!(
                    "{name}: the pack is given twice, as `{other}` before"
                ));
            }
            let pack = pack::parse(name, toml).map_err(|fault| fault.to_string())?;
            if let Some(fault) = first_fault(name, &pack, &mut ids) {
                return Err(fault.to_string());
            }
            for table in pack.sites {
                ids.insert(table.site.id.clone());
                if !disabled.contains(&table.site.id) {
                    set.sites.add(&table.hosts, &Arc::new(table.site));
                }
            }
            let compiled = Compiled::new(pack.rules, disabled);
            set.slots.push(Slot {
                language: pack.language,
                source: "",
                compiled: OnceLock::from(compiled),
            });
        }
        if set.slots.len() > 64 {
            return Err("more than 64 rule packs".to_owned());
        }
        for id in disabled {
            if id.starts_with("structure/") {
                return Err(format!(
                    "`{id}` is the name of a reason, not a rule, and cannot be switched off; what it leaves out is kept \
                     by role: `keep`"
                ));
            }
            if !ids.contains(id) && !is_built_in_rule(id) {
                return Err(format!("there is no rule `{id}`"));
            }
        }
        Ok(set)
    }

    /// The rules of single hosts.
    pub(crate) fn sites(&self) -> &Sites {
        &self.sites
    }

    /// The packs for a text in these languages, the likeliest first: `common`, English, the languages' own, and the
    /// user's in either.
    pub(crate) fn active<'a>(&self, languages: impl IntoIterator<Item = &'a str>) -> ActivePacks {
        let codes: Vec<&str> = languages.into_iter().map(pack_of).collect();
        let mut bits = 0;
        for (slot, at) in self.slots.iter().zip(0_u32..64) {
            let is_at_work = matches!(slot.language.as_str(), "common" | "und" | "en")
                || codes
                    .iter()
                    .any(|code| code.eq_ignore_ascii_case(&slot.language));
            bits |= u64::from(is_at_work) << at;
        }
        ActivePacks {
            bits,
            is_english: codes
                .first()
                .is_some_and(|code| code.eq_ignore_ascii_case("en")),
        }
    }

    /// Every rule of the packs at work that applies to a block and matches it. What it opens is for the caller to weigh.
    pub(crate) fn find(
        &self,
        active: ActivePacks,
        sought: &Sought,
        scratch: &mut MatchScratch,
        out: &mut Vec<Match>,
    ) {
        out.clear();
        if sought.block.is_empty() {
            return;
        }
        let slots = || {
            // From the lowest bit on.
            let rest = |bits: &u64| Some(bits & bits.wrapping_sub(1));
            let bits = std::iter::successors(Some(active.bits), rest).take_while(|bits| *bits != 0);
            bits.filter_map(|bits| {
                let at = bits.trailing_zeros() as usize;
                Some((at, self.slots.get(at)?))
            })
        };
        let known = scratch
            .gates
            .iter()
            .position(|gate| gate.is_of(active.bits));
        let known = known.unwrap_or_else(|| {
            let phrases = slots().map(|(at, slot)| (at, &self.compiled(slot).phrases));
            let gate = Gate::of(active.bits, phrases, |rule| self.rule(rule));
            scratch.gates.push(gate);
            scratch.gates.len() - 1
        });
        let Some(gate) = scratch.gates.get(known) else {
            return;
        };
        let (words, read) = (sought.words, sought.read);
        let cut = matcher::cut(sought.block, words, read, gate, &mut scratch.tokens);
        if !cut.may_hold() {
            return;
        }
        let asked = Asked {
            rule_of: |rule| self.rule(rule),
            applies: sought.applies,
        };
        let tables = &gate.tables;
        tables.find(&asked, &cut, &mut scratch.patterns, out);
    }

    /// The rule of a match.
    pub(crate) fn rule(&self, index: RuleIndex) -> Option<&Rule> {
        let (pack, rule) = index.parts();
        self.slots.get(pack)?.compiled.get()?.rules.get(rule)
    }

    /// All rules, pack by pack: the built-in ones, then the user's. Compiles every pack.
    #[cfg(test)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Rule> {
        let slots = self.slots.iter();
        slots.flat_map(|slot| self.compiled(slot).rules.iter())
    }

    fn compiled<'a>(&'a self, slot: &'a Slot) -> &'a Compiled {
        slot.compiled.get_or_init(|| {
            let rules = pack::built_in(&slot.language, slot.source);
            Compiled::new(rules, &self.disabled)
        })
    }
}

fn first_fault(name: &str, pack: &pack::Pack, taken: &mut HashSet<String>) -> Option<Fault> {
    let mut rules = pack.rules.iter().zip(&pack.lines);
    let of_rule = rules.find_map(|(rule, &line)| {
        let message = pack::rule_faults(rule).into_iter().next()?;
        Some(Fault::of_rule(name, line, rule, message))
    });
    let of_rule = of_rule.or_else(|| pack.taken_ids(name, taken).into_iter().next());
    of_rule.or_else(|| pack.site_faults.first().cloned())
}

/// Whether this is the text of a built-in pack.
pub(super) fn is_built_in(toml: &str) -> bool {
    PACKS.iter().any(|(_, pack)| *pack == toml)
}

fn is_built_in_rule(id: &str) -> bool {
    let prefix = id.split('/').next().unwrap_or_default();
    ids_of(prefix).contains(id)
}

/// The ids of the built-in rules that start with this.
pub(super) fn ids_of(prefix: &str) -> HashSet<String> {
    let pack = PACKS.iter().find(|(pack, _)| *pack == prefix);
    let rules = pack.map(|(pack, toml)| pack::built_in(pack, toml));
    let rules = rules.into_iter().flatten();
    rules.map(|rule| rule.id).collect()
}

/// The rules that come with the library, in the order of their packs.
///
/// # Examples
///
/// ```
/// assert!(unchaff::rules::built_in().any(|rule| rule.id() == "en/comment-form"));
/// ```
pub fn built_in() -> impl Iterator<Item = Rule> {
    PACKS
        .iter()
        .flat_map(|(name, toml)| pack::built_in(name, toml))
}

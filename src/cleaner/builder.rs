//! What a cleaner is built from.

use std::collections::BTreeSet;

use super::{BodyFormat, Cleaner, Limits, Preset};
use crate::Error;
use crate::classify::{PageKind, Role, TABLES};
use crate::language::{is_code, is_subtag, two_letters};
use crate::policy::Switches;
use crate::rules::{Fingerprint, PACKS, RuleSet};

/// Configures a [`Cleaner`].
#[derive(Debug, Clone, Default)]
pub struct CleanerBuilder {
    pub(super) preset: Preset,
    pub(super) format: BodyFormat,
    pub(super) limits: Limits,
    pub(super) kind: Option<PageKind>,
    pub(super) language: Option<String>,
    pub(super) switches: Switches,
    pub(super) disabled: Vec<String>,
    pub(super) packs: Vec<(String, String)>,
}

impl CleanerBuilder {
    /// How much to keep where the evidence is thin.
    #[must_use]
    pub fn preset(mut self, preset: Preset) -> Self {
        self.preset = preset;
        self
    }

    /// The form of the body.
    #[must_use]
    pub fn body_format(mut self, format: BodyFormat) -> Self {
        self.format = format;
        self
    }

    /// Bounds on an input.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The bound on the bytes of an input, [`Limits::max_bytes`].
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_bytes = bytes;
        self
    }

    /// Takes every page for one of this kind.
    #[must_use]
    pub fn kind(mut self, kind: PageKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Takes every text for one in this language, whatever it says of itself: a BCP 47 tag, as `de`, `de-AT` or `deu`,
    /// of which the rules look at the language alone.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// Keeps blocks that were to be left out as of this role.
    ///
    /// A boilerplate role ([`Role::is_boilerplate`]) keeps what is left out as such by rule or structure:
    /// `keep(Role::Comments)` keeps the comments below an article; what is left out for want of evidence counts as
    /// [`Role::Navigation`]. A content role goes by the form of a block, and keeps
    /// that last kind alone (`structure/outside-main-content`): `keep(Role::Table)` keeps tables
    /// beside the article, but no table of links that the page marks as navigation. [`Role::Prose`], [`Role::Post`] and
    /// [`Role::Card`] are the roles of all blocks without a form of their own, by the kind of the page.
    /// [`Role::Caption`] and [`Role::Heading`] also keep captions of pictures, and headings that repeat the
    /// title.
    ///
    /// Where a role is both kept and left out, it is left out; and what a rule of the page's site leaves out stays out.
    #[must_use]
    pub fn keep(mut self, role: Role) -> Self {
        self.switches.keep.push(role);
        self
    }

    /// Leaves out blocks that were to be kept as of this role, [`CleanerBuilder::keep`] or not.
    ///
    /// What is kept has a content role, by its form: `leave_out(Role::Caption)` leaves out captions. A boilerplate role
    /// is that of blocks that are left out already, so that here it does nothing but to overrule `keep`.
    #[must_use]
    pub fn leave_out(mut self, role: Role) -> Self {
        self.switches.leave_out.push(role);
        self
    }

    /// Switches a rule off, by its id: that of a pack's rule (`en/comment-form`), or of a site
    /// (`site/news.example.org`).
    ///
    /// An id that starts with `structure/` names a reason, not a rule, and [`CleanerBuilder::build`] refuses it: what is
    /// left out by such a reason is kept by its role, see [`CleanerBuilder::keep`].
    #[must_use]
    pub fn disable(mut self, rule: impl Into<String>) -> Self {
        self.disabled.push(rule.into());
        self
    }

    /// Adds a rule pack, as TOML.
    #[must_use]
    pub fn rule_pack(self, toml: impl Into<String>) -> Self {
        self.named_rule_pack("pack", toml)
    }

    /// Adds a rule pack, as TOML, under a name that errors will cite (a file's name).
    #[must_use]
    pub fn named_rule_pack(mut self, name: impl Into<String>, toml: impl Into<String>) -> Self {
        self.packs.push((name.into(), toml.into()));
        self
    }

    /// Builds the cleaner: the only place where a bad rule can fail.
    ///
    /// # Errors
    ///
    /// A broken rule pack, an id to switch off that no rule has, or a language that is no tag (`German`).
    pub fn build(mut self) -> Result<Cleaner, Error> {
        self.language = self.language.as_deref().map(language_tag).transpose()?;
        let rules = RuleSet::with(&self.packs, &self.disabled).map_err(Error::rules)?;
        Ok(Cleaner::of(self, rules))
    }

    /// Of all that decides what comes out.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        let roles = |roles: &[Role]| set(roles.iter().map(|role| role.name()));
        let settings = [
            env!("CARGO_PKG_VERSION").to_owned(),
            format!("preset {}", self.preset),
            format!("kind {}", self.kind.map_or("", PageKind::name)),
            format!("language {}", self.language.as_deref().unwrap_or_default()),
            format!("format {}", self.format),
            format!("keep {}", roles(&self.switches.keep)),
            format!("leave-out {}", roles(&self.switches.leave_out)),
            format!("disable {}", set(self.disabled.iter().map(String::as_str))),
            format!("max-bytes {}", self.limits.max_bytes),
        ];
        let built_in = PACKS.iter().map(|(_, toml)| *toml).chain(TABLES);
        let packs = self.packs.iter().map(|(_, toml)| toml.as_str());
        let settings = settings.iter().map(String::as_str);
        Fingerprint::of(built_in.chain(packs).chain(settings))
    }
}

/// A language tag in the form that the rules' languages have.
fn language_tag(tag: &str) -> Result<String, Error> {
    let parts: Vec<&str> = tag.split(['-', '_']).collect();
    let (language, rest) = parts
        .split_first()
        .map_or(("", &[][..]), |(first, rest)| (*first, rest));
    if !is_code(language) || !rest.iter().all(|part| is_subtag(part)) {
        return Err(Error::rules(format!(
            "`{tag}` is no language tag: a code of two or three letters is needed, as `de` or `de-AT`"
        )));
    }
    let language = two_letters(language).unwrap_or(language);
    let parts = std::iter::once(&language).chain(rest);
    Ok(parts.copied().collect::<Vec<_>>().join("-"))
}

/// Names without regard to their order and to how often they come.
fn set<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    fn refused(builder: crate::CleanerBuilder) -> String {
        builder.build().unwrap_err().to_string()
    }

    #[test]
    fn reasons_cannot_be_switched_off() {
        for id in ["structure/form", "structure/no-such-thing"] {
            let said = refused(Cleaner::builder().disable(id));
            assert!(
                said.contains("not a rule") && said.contains("`keep`"),
                "{said}"
            );
        }
        assert!(refused(Cleaner::builder().disable("en/no-such-rule")).contains("no rule"));
    }

    #[test]
    fn languages_are_tags() {
        for tag in [
            "German",
            "",
            "not a language!",
            "e",
            "de-",
            "-de",
            "d1",
            "i-klingon",
        ] {
            let said = refused(Cleaner::builder().language(tag));
            assert!(said.contains("no language tag"), "{tag}: {said}");
        }
        let text = "Die Brücke\n\nDer Rat kam am Dienstag zusammen und stimmte für den Plan, den er lange kannte.";
        for (tag, known) in [
            ("de", "de"),
            ("DE_at", "DE-at"),
            ("deu", "de"),
            ("ger-AT", "de-AT"),
            ("zh-Hant-TW", "zh-Hant-TW"),
            ("sr-Latn", "sr-Latn"),
        ] {
            let cleaner = Cleaner::builder().language(tag).build().unwrap();
            let language = cleaner.clean(text).unwrap().metadata.language;
            assert_eq!(language.as_deref(), Some(known), "{tag}");
        }
    }

    #[test]
    fn ids_and_packs_come_once() {
        let pack = |id: &str| {
            format!(
                "schema = 1\nlanguage = \"en\"\n[[rule]]\nid = \"{id}\"\nrole = \"promotion\"\nstrength = \"strong\"\n\
                 why = \"A test.\"\nphrases = [\"bees for sale\"]\n"
            )
        };
        let add = |packs: &[String]| {
            let packs = packs.iter().zip(0..);
            packs.fold(Cleaner::builder(), |builder, (pack, number)| {
                builder.named_rule_pack(format!("{number}.toml"), pack)
            })
        };
        assert!(add(&[pack("bees"), pack("hives")]).build().is_ok());
        assert_eq!(
            refused(add(&[pack("bees"), pack("bees")])),
            "1.toml: the pack is given twice, as `0.toml` before"
        );
        let other = pack("bees") + "# the same\n";
        assert_eq!(
            refused(add(&[pack("bees"), other])),
            "1.toml:3: rule `en/bees`: the id is taken by an earlier rule"
        );
        let built_in = pack("comment-form");
        let said = refused(add(std::slice::from_ref(&built_in)));
        assert!(
            said.contains("0.toml:3: rule `en/comment-form`: the id is that of a built-in"),
            "{said}"
        );
        let faults = crate::rules::check("0.toml", &built_in);
        assert!(faults.iter().any(|fault| said == fault.to_string()));
    }

    #[test]
    fn languages_of_packs_are_codes() {
        for language in ["en-US", "English", "", "EN", "deu"] {
            let pack = format!("schema = 1\nlanguage = \"{language}\"\n");
            let said = refused(Cleaner::builder().rule_pack(pack));
            assert!(
                said.starts_with(&format!("pack:2: language `{language}`: ")),
                "{said}"
            );
        }
        for language in ["en", "sv", "gsw", "und", "common"] {
            let pack = format!("schema = 1\nlanguage = \"{language}\"\n");
            assert!(
                Cleaner::builder().rule_pack(pack).build().is_ok(),
                "{language}"
            );
        }
    }
}

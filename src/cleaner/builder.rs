//! What a cleaner is built from.

use std::collections::BTreeSet;

use super::{BodyFormat, Cleaner, Limits, Preset};
use crate::Error;
use crate::classify::{PageKind, Role, TABLES};
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

    /// Takes every text for one in this language (an ISO 639-1 code), whatever it says of itself.
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
    /// [`Role::Caption`] and [`Role::Heading`] also keep captions without their picture, and headings that repeat the
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
    /// A broken rule pack, or an id to switch off that no rule has.
    pub fn build(self) -> Result<Cleaner, Error> {
        let rules = RuleSet::with(&self.packs, &self.disabled).map_err(Error::rules)?;
        Ok(Cleaner::of(self, rules))
    }

    /// Of all that decides what comes out.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        let packs = self.packs.iter().map(|(_, toml)| toml.as_str());
        let built_in = PACKS.iter().map(|(_, toml)| *toml).chain(TABLES);
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
        let settings = settings.iter().map(String::as_str);
        Fingerprint::of(built_in.chain(packs).chain(settings))
    }
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
}

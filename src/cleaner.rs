//! The whole way on one screen: decode → segment → classify → decide → assemble.

use std::sync::OnceLock;

use crate::article::Article;
use crate::classify::{PageKind, Role};
use crate::decode::decode;
use crate::error::{Error, ErrorKind};
use crate::explain::Explanation;
use crate::source::Source;

/// How much to keep where the evidence is thin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Preset {
    /// Leaves out more.
    Precision,
    /// The default.
    #[default]
    Balanced,
    /// Keeps more: captions among them.
    Recall,
}

/// The form of [`Article::body`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum BodyFormat {
    /// Plain text.
    #[default]
    Text,
    /// `CommonMark` with tables: headings, lists, quotations, code and links.
    Markdown,
}

/// Hard bounds on an input.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one page or text; more is an error before any work. Default 10 MiB.
    pub max_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 10 << 20,
        }
    }
}

/// Cleans pages and texts. Built once, `Send + Sync`, used by `&self` from any number of threads; a result depends on
/// the input and the configuration alone.
#[derive(Debug, Clone, Default)]
pub struct Cleaner {
    config: CleanerBuilder,
}

/// Configures a [`Cleaner`].
#[derive(Debug, Clone, Default)]
pub struct CleanerBuilder {
    preset: Preset,
    format: BodyFormat,
    limits: Limits,
    kind: Option<PageKind>,
    language: Option<String>,
    keep: Vec<Role>,
    leave_out: Vec<Role>,
    disabled: Vec<String>,
    packs: Vec<(String, String)>,
}

impl Cleaner {
    /// A builder with the defaults.
    pub fn builder() -> CleanerBuilder {
        CleanerBuilder::default()
    }

    /// The default cleaner that [`clean`](crate::clean) uses, built on first use.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: OnceLock<Cleaner> = OnceLock::new();
        SHARED.get_or_init(Self::default)
    }

    /// Cleans one page or text.
    ///
    /// # Errors
    ///
    /// An input over [`Limits::max_bytes`], or binary content.
    pub fn clean<'a>(&self, source: impl Into<Source<'a>>) -> Result<Article, Error> {
        self.explain(source).map(Explanation::into_article)
    }

    /// Cleans one page or text, and says of every block what was done with it and why. The same decision as
    /// [`Cleaner::clean`].
    ///
    /// # Errors
    ///
    /// As [`Cleaner::clean`].
    pub fn explain<'a>(&self, source: impl Into<Source<'a>>) -> Result<Explanation, Error> {
        let source = source.into();
        let (bytes, limit) = (source.content.len(), self.config.limits.max_bytes);
        if bytes > limit {
            return Err(Error::new(ErrorKind::TooLarge { bytes, limit }));
        }
        let decoded = decode(&source)?;
        Ok(Explanation::placeholder(&decoded.text))
    }
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

    /// Keeps blocks of this role, whatever the policy says.
    #[must_use]
    pub fn keep(mut self, role: Role) -> Self {
        self.keep.push(role);
        self
    }

    /// Leaves out blocks of this role, whatever the policy says.
    #[must_use]
    pub fn leave_out(mut self, role: Role) -> Self {
        self.leave_out.push(role);
        self
    }

    /// Switches a rule off, by its id.
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
    /// A broken rule pack, or the id of a rule that does not exist.
    pub fn build(self) -> Result<Cleaner, Error> {
        Ok(Cleaner { config: self })
    }
}

//! The whole way on one screen: decode → segment → classify → decide → assemble.

mod builder;
#[cfg(feature = "bench")]
mod staged;

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock};

pub use self::builder::CleanerBuilder;
use crate::article::{Article, Metadata};
use crate::assemble;
use crate::classify::{Analysis, Slate, Wishes, classify};
use crate::decode::{Decoded, decode};
use crate::document::{Document, Head, Origin, Spare, TitleCandidate, TitleSource};
use crate::dom::{Dom, KeepAttributes, parse_into};
use crate::error::{Cause, Error, by_name};
use crate::explain::Explanation;
use crate::features::Desk;
use crate::policy::{self, Decision};
use crate::rules::{ActivePacks, Fingerprint, RuleSet};
use crate::segment::{segment_html, segment_marked, segment_text};
use crate::site::{self, Marks, SiteVerdicts, Sites};
use crate::source::{Format, Source};
use crate::title;

/// How much to keep where the evidence is thin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Preset {
    /// Leaves out more.
    Precision,
    /// The default.
    #[default]
    Balanced,
    /// Keeps more.
    Recall,
}

impl Preset {
    /// All presets.
    pub const ALL: &'static [Self] = &[Self::Precision, Self::Balanced, Self::Recall];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Precision => "precision",
            Self::Balanced => "balanced",
            Self::Recall => "recall",
        }
    }
}

by_name!(Preset, "a preset");

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

impl BodyFormat {
    /// All forms.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Markdown];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
        }
    }
}

by_name!(BodyFormat, "a form of the body");

/// Hard bounds on an input: time and memory are linear in its bytes, whatever they are.
///
/// What can be set stands here as a field, for [`CleanerBuilder::limits`]. These hold always, and cost no text but where it says so:
///
/// | bound | | why |
/// |---|---|---|
/// | open elements | 512 | as in browsers; deeper ones become siblings |
/// | open elements where tags stand deep throughout | 32 | the standard's tree construction looks at each for many tags; counted from 2²¹ steps and 64 a tag on |
/// | nodes of a tree | 300,000 and one for 8 bytes of the page | memory; where tags stand closer throughout than on any real page, some make no element |
/// | formatting elements open or to be opened again | 24 | each may be made anew in every paragraph; further ones are left out, their text stays |
/// | attributes of a tag, of a formatting tag | 256, 24 | they are compared with one another, and copied with the element |
/// | bytes of a class or id that are looked at | 512 | longer ones are styles |
/// | blocks of a page or text that each stand by themselves | 20,000 | memory; further short ones are put together |
/// | bytes of a block that are searched for phrases from end to end | 128 KiB | memory; of longer ones, both ends are |
/// | bytes of data scripts, of one JSON-LD script | 4 MiB, 1 MiB | they only help; larger ones are not read |
/// | depth of JSON-LD, of page state | 8, 40 | what is deeper describes no article |
/// | candidates for the title | 300 | each is compared with the others |
///
/// The stack used does not depend on the input: 256 KiB are enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Cleans pages and texts. Built once, `Send + Sync`, cheap to clone, used by `&self` from any number of threads; a
/// result depends on the input and the configuration alone.
#[derive(Clone)]
pub struct Cleaner(Arc<Inner>);

struct Inner {
    config: CleanerBuilder,
    rules: RuleSet,
    /// Working memory, taken for one page and given back; never part of a result.
    pool: Mutex<Vec<Scratch>>,
    /// Added up when first asked for: it takes a look at every byte of the packs.
    fingerprint: OnceLock<Fingerprint>,
}

/// Buffers that the next page uses again.
#[derive(Debug, Default)]
struct Scratch {
    dom: Dom,
    slate: Slate,
    spare: Spare,
    desk: Desk,
}

/// Nodes of a page above which its tree is not kept for the next one.
const LARGE_PAGE: usize = 200_000;

/// Bytes of text above which a page's other buffers are not.
const LARGE_TEXT: usize = 1 << 20;

/// One input on its way: what every stage has made of it.
pub(crate) struct Pass {
    pub(crate) document: Document,
    pub(crate) analysis: Analysis,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) title: Option<TitleCandidate>,
    /// The decisions before a title was chosen, where it is to be explained from what.
    pub(crate) untitled: Vec<Decision>,
    pub(crate) charset: &'static str,
}

impl fmt::Debug for Cleaner {
    /// What it goes by, without the rules themselves.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let config = &self.0.config;
        let packs: Vec<&str> = config.packs.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Cleaner")
            .field("fingerprint", &self.fingerprint().to_string())
            .field("packs", &packs)
            .field("disabled", &config.disabled.len())
            .finish_non_exhaustive()
    }
}

impl Default for Cleaner {
    fn default() -> Self {
        Self::of(CleanerBuilder::default(), RuleSet::built_in())
    }
}

impl Cleaner {
    fn of(config: CleanerBuilder, rules: RuleSet) -> Self {
        Self(Arc::new(Inner {
            config,
            rules,
            pool: Mutex::default(),
            fingerprint: OnceLock::new(),
        }))
    }

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
        let pass = self.pass(&source.into(), false)?;
        let article = self.article(&pass);
        self.recycle(pass);
        Ok(article)
    }

    /// Cleans one page or text, and says of every block what was done with it and why. The same decision as
    /// [`Cleaner::clean`].
    ///
    /// # Errors
    ///
    /// As [`Cleaner::clean`].
    pub fn explain<'a>(&self, source: impl Into<Source<'a>>) -> Result<Explanation, Error> {
        let pass = self.pass(&source.into(), true)?;
        let article = self.article(&pass);
        Ok(Explanation::new(pass, article, &self.0.rules))
    }

    /// Tells cleaners apart by what decides: changes with the version, the packs, the weights, the rules that are
    /// switched off and every other setting. The same input gives the same bytes while it is the same.
    pub fn fingerprint(&self) -> Fingerprint {
        let fingerprint = &self.0.fingerprint;
        *fingerprint.get_or_init(|| self.0.config.fingerprint())
    }

    /// The way: decode → segment → classify → decide. `explained`: with the evidence point by point.
    fn pass(&self, source: &Source, explained: bool) -> Result<Pass, Error> {
        let (bytes, limit) = (source.content.len(), self.0.config.limits.max_bytes);
        if bytes > limit {
            return Err(Error::new(Cause::TooLarge { bytes, limit }));
        }
        let decoded = decode(source)?;
        let charset = decoded.charset;
        let mut scratch = self
            .0
            .pool
            .lock()
            .ok()
            .and_then(|mut pool| pool.pop())
            .unwrap_or_default();
        let mut document = document(source, decoded, &mut scratch, self.0.rules.sites());
        let active = self.active(&mut document);
        let config = &self.0.config;
        let wishes = Wishes {
            preset: config.preset,
            kind: config.kind,
            explained,
        };
        let analysis = classify(&document, &self.0.rules, active, wishes, &mut scratch.slate);
        if let Ok(mut pool) = self.0.pool.lock() {
            pool.push(scratch);
        }
        let mut decisions = policy::decide(&document, &analysis, &self.0.rules, &config.switches);
        let untitled = if explained {
            decisions.clone()
        } else {
            Vec::new()
        };
        let title = title::choose(&document, &analysis, &mut decisions);
        Ok(Pass {
            document,
            analysis,
            decisions,
            title,
            untitled,
            charset,
        })
    }

    /// Keeps the buffers of a page that is done for the next one.
    fn recycle(&self, pass: Pass) {
        if pass.document.text.len() > LARGE_TEXT {
            return;
        }
        let mut document = pass.document;
        let reading = std::mem::take(&mut document.reading);
        let spare = (!document.is_text()).then(|| document.into_spare());
        if let Ok(mut pool) = self.0.pool.lock()
            && let Some(scratch) = pool.last_mut()
        {
            scratch.desk.take_back(reading);
            scratch.slate.take_back(pass.analysis.signals.blocks);
            if let Some(spare) = spare {
                scratch.spare = spare;
            }
        }
    }

    /// The evidence alone, for fitting and for tests of it.
    #[cfg(any(test, feature = "fit"))]
    pub(crate) fn evidence(
        &self,
        source: &Source,
    ) -> (Document, crate::classify::Context, crate::classify::Signals) {
        use crate::classify::{Context, Signals};
        let nothing = Decoded {
            text: "".into(),
            format: Format::Text,
            charset: "UTF-8",
        };
        let mut document = document(
            source,
            decode(source).unwrap_or(nothing),
            &mut Scratch::default(),
            self.0.rules.sites(),
        );
        let active = self.active(&mut document);
        let context = Context::new(&document);
        let signals = Signals::new(
            &document,
            &context,
            &self.0.rules,
            active,
            &mut Slate::default(),
        );
        (document, context, signals)
    }

    /// A rule's id and strength, for fitting.
    #[cfg(feature = "fit")]
    pub(crate) fn rule_name(&self, rule: crate::rules::RuleIndex) -> String {
        let rule = self.0.rules.rule(rule);
        rule.map_or_else(String::new, |rule| {
            format!("{} {:?}", rule.id, rule.strength)
        })
    }

    /// The lines that may be the title of a plain text and the evidence for each, for fitting.
    #[cfg(feature = "fit")]
    pub(crate) fn title_evidence(&self, source: &Source) -> (Vec<String>, crate::classify::Rows) {
        let Ok(pass) = self.pass(source, false) else {
            return Default::default();
        };
        let decisions = policy::decide(
            &pass.document,
            &pass.analysis,
            &self.0.rules,
            &self.0.config.switches,
        );
        let mut lines = title::Lines::new(&pass.document, &pass.analysis, &decisions);
        let mut rows = crate::classify::Rows::default();
        lines.weigh_all(false, &mut rows);
        let texts = lines.into_all().into_iter();
        let texts = texts.map(|candidate| candidate.title());
        (texts.collect(), rows)
    }

    /// The rule packs for a document: its language's, English, and those of no language. What a page says of itself may be
    /// what its template says, so the language that its words are in counts beside it. A document that says nothing is told
    /// its language.
    fn active(&self, document: &mut Document) -> ActivePacks {
        if let Some(wanted) = self.0.config.language.as_deref() {
            let said = &mut document.head.language;
            said.get_or_insert_with(|| wanted.to_owned());
            return self.0.rules.active([wanted]);
        }
        let guessed = crate::language::guess_of(document);
        if document.head.language.is_none() {
            document.head.language = guessed.map(str::to_owned);
        }
        let said = document.head.language.as_deref();
        self.0.rules.active(said.into_iter().chain(guessed))
    }

    fn article(&self, pass: &Pass) -> Article {
        let head = &pass.document.head;
        let metadata = Metadata {
            language: head.language.clone(),
            author: head.author.clone(),
            date: head.date.clone(),
            site_name: head.site_name.clone(),
            canonical_url: head.canonical_url.clone(),
            description: head.description.clone(),
            page_kind: Some(pass.analysis.kind),
            title_source: pass.title.as_ref().map(|title| title.source),
            charset: Some(pass.charset),
            confidence: pass.analysis.confidence(&pass.document),
        };
        let body = assemble::body(
            &pass.document,
            &pass.analysis.context.facts,
            &pass.decisions,
            self.0.config.format,
        );
        Article {
            title: pass.title.as_ref().map(|title| title.text.clone()),
            body,
            metadata,
        }
    }
}

/// Decoded text → blocks.
fn document(source: &Source, decoded: Decoded, scratch: &mut Scratch, sites: &Sites) -> Document {
    let mut document = if decoded.format == Format::Html {
        let document = html_document(source, &decoded.text, scratch, sites);
        if scratch.dom.len() > LARGE_PAGE {
            scratch.dom = Dom::default();
        }
        document
    } else {
        let mut document = segment_text(
            decoded.text.into_owned(),
            Head::default(),
            &mut scratch.desk,
        );
        let sites = sites.of(source.url);
        document.site = (!sites.is_empty()).then(|| Box::new(SiteVerdicts::new(sites)));
        document
    };
    if let Some(site) = &mut document.site {
        site.add_repeated(&document.text, &document.blocks);
    }
    document.head.url = source.url.map(str::to_owned);
    if let Some(text) = source.title.and_then(crate::metadata::squeezed) {
        let source = TitleSource::Record;
        document.head.titles.push(TitleCandidate { text, source });
    }
    document
}

/// The document of a page, with what the rules of its site say where there are any.
fn html_document(source: &Source, html: &str, scratch: &mut Scratch, sites: &Sites) -> Document {
    let (dom, desk) = (&mut scratch.dom, &mut scratch.desk);
    let spare = std::mem::take(&mut scratch.spare);
    let mut own = sites.of(source.url);
    let mut keep = if site::ask_for_attributes(&own) {
        KeepAttributes::All
    } else {
        KeepAttributes::Known
    };
    *dom = parse_into(html, keep, std::mem::take(dom));
    let mut head = crate::metadata::read(dom, source.url);
    if source.url.is_none() {
        own = sites.of(head.canonical_url.as_deref());
        if site::ask_for_attributes(&own) {
            keep = KeepAttributes::All;
            *dom = parse_into(html, keep, std::mem::take(dom));
        }
    }
    if own.is_empty() {
        let document = segment_html(dom, head, spare, desk);
        return crate::fallback::or_fallback(document, dom, desk);
    }
    let marks = Marks::find(dom, &own);
    head.titles.extend(marks.title.clone());
    let (page, spans) = segment_marked(dom, head, &marks.marked, spare, desk);
    let mut verdicts = SiteVerdicts::new(own);
    let mut document = if marks.has_body {
        page
    } else {
        crate::fallback::or_fallback(page, dom, desk)
    };
    let blocks = match document.origin {
        Origin::Page => document.blocks.as_slice(),
        // Another document than the one that was marked.
        _ => &[],
    };
    verdicts.add_marks(&marks, &spans, blocks);
    document.site = Some(Box::new(verdicts));
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The council met on Tuesday evening and voted for the plan, which nobody had read before the vote.";

    #[test]
    fn given_titles_are_squeezed_and_blank_ones_none() {
        let title_of = |title| {
            let article = Cleaner::default().clean(Source::text(TEXT).title(title));
            let article = article.unwrap();
            (article.title, article.metadata.title_source)
        };
        let (title, source) = title_of(" A  plan\n for the \u{7}town\t");
        assert_eq!(title.as_deref(), Some("A plan for the town"));
        assert_eq!(source, Some(TitleSource::Record));
        for blank in ["", " \n\t", "\u{0}"] {
            assert_ne!(title_of(blank).1, Some(TitleSource::Record), "{blank:?}");
        }
    }

    #[test]
    fn the_language_is_told_where_the_page_says_none() {
        let language =
            |cleaner: &Cleaner, page: &str| cleaner.clean(page).unwrap().metadata.language;
        let cleaner = Cleaner::default();
        assert_eq!(
            language(&cleaner, &format!("{TEXT}\n\n{TEXT}")).as_deref(),
            Some("en")
        );
        assert_eq!(language(&cleaner, "Bees"), None);
        let page = format!("<html lang=fr-CA><p>{TEXT}</p>");
        let german = Cleaner::builder().language("de").build().unwrap();
        assert_eq!(language(&german, TEXT).as_deref(), Some("de"));
        assert_eq!(language(&german, &page).as_deref(), Some("fr-CA"));
    }

    #[test]
    fn debug_is_short() {
        let cleaner = Cleaner::builder()
            .named_rule_pack("house.toml", "schema = 1\n")
            .disable("en/comment-form");
        let cleaner = cleaner.build().unwrap();
        let shown = format!("{cleaner:?}");
        assert!(shown.len() < 200 && shown.contains("house.toml"), "{shown}");
        assert!(
            shown.contains(&cleaner.fingerprint().to_string()),
            "{shown}"
        );
    }
}

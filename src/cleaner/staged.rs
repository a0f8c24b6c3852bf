//! The way stage by stage, for the benchmarks alone.

use super::{
    Cleaner, Desk, Dom, Head, KeepAttributes, Pass, Slate, Source, Spare, Wishes, classify, decode,
    parse_into, policy, segment_html, segment_text, title,
};
use crate::{Article, Error, Format};

impl Cleaner {
    /// Cleans like [`Cleaner::clean`], page state and rules for sites aside, and calls `after` with the name of each
    /// stage when it is done. `tokenize` is done once more by itself; `tree` holds it, too.
    ///
    /// # Errors
    ///
    /// As [`Cleaner::clean`], but for the bound on bytes.
    #[doc(hidden)]
    pub fn clean_staged<'a>(
        &self,
        source: impl Into<Source<'a>>,
        mut after: impl FnMut(&'static str),
    ) -> Result<Article, Error> {
        let source = source.into();
        let decoded = decode(&source)?;
        let charset = decoded.charset;
        after("decode");
        let mut document = if decoded.format == Format::Html {
            crate::dom::tokenize(&decoded.text);
            after("tokenize");
            let dom = parse_into(&decoded.text, KeepAttributes::Known, Dom::default());
            after("tree");
            let head = crate::metadata::read(&dom, source.url);
            segment_html(&dom, head, Spare::default(), &mut Desk::default())
        } else {
            segment_text(
                decoded.text.into_owned(),
                Head::default(),
                &mut Desk::default(),
            )
        };
        after("segment");
        let config = &self.0.config;
        let wishes = Wishes {
            preset: config.preset,
            kind: config.kind,
            explained: false,
        };
        let (rules, active) = (&self.0.rules, self.active(&mut document));
        let scratch = &mut Slate::default();
        let analysis = classify(&document, rules, active, wishes, scratch);
        after("classify");
        let mut decisions = policy::decide(&document, &analysis, rules, &config.switches);
        let title = title::choose(&document, &analysis, &mut decisions);
        let article = self.article(&Pass {
            document,
            analysis,
            decisions,
            title,
            untitled: Vec::new(),
            charset,
        });
        after("assemble");
        Ok(article)
    }
}

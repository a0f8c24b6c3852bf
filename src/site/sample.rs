//! A site's rules on its own sample pages.

use super::SiteTable;
use super::table::{Sample, SiteFault};
use crate::title::squeezed;
use crate::{Cleaner, Source};

impl SiteTable {
    /// What the samples say against rules that work; `cleaner` has the rules.
    pub(crate) fn sample_faults(&self, cleaner: &Cleaner) -> Vec<SiteFault> {
        let mut faults = Vec::new();
        if self.site.has_selectors() && self.samples.is_empty() {
            faults.push((self.at, "it has selectors but no `sample`".to_owned()));
        }
        for (at, sample) in &self.samples {
            faults.extend(sample.faults(cleaner).into_iter().map(|fault| (*at, fault)));
        }
        faults
    }
}

impl Sample {
    fn faults(&self, cleaner: &Cleaner) -> Vec<String> {
        let source = Source::decoded(&self.html, crate::Format::Html).url(&self.url);
        let explanation = match cleaner.explain(source) {
            Ok(explanation) => explanation,
            Err(error) => return vec![format!("the sample cannot be cleaned: {error}")],
        };
        let article = explanation.article();
        let mut faults: Vec<String> = explanation
            .notes()
            .iter()
            .map(|note| format!("on its sample: {note}"))
            .collect();
        if self.title.is_none()
            && self.body.is_none()
            && self.contains.is_empty()
            && self.lacks.is_empty()
        {
            let message =
                "the sample expects nothing: it needs `title`, `body`, `contains` or `lacks`";
            faults.push(message.to_owned());
        }
        let title = article.title.as_deref().unwrap_or_default();
        if let Some(wanted) = self.title.as_deref().filter(|wanted| *wanted != title) {
            faults.push(format!("the sample's title is `{title}`, not `{wanted}`"));
        }
        let body = squeezed(&article.body);
        if let Some(wanted) = &self.body
            && squeezed(wanted) != body
        {
            faults.push(format!("the sample's body is `{body}`, not as expected"));
        }
        for text in &self.contains {
            if !body.contains(&squeezed(text)) {
                faults.push(format!("the sample's body does not contain `{text}`"));
            }
        }
        for text in &self.lacks {
            if body.contains(&squeezed(text)) {
                faults.push(format!("the sample's body contains `{text}`"));
            }
        }
        faults
    }
}

//! What a worker does: items in, answers out.

use std::cell::RefCell;
use std::collections::BTreeMap;

use unchaff::record::{Fault, Record, With, pretty, words};
use unchaff::{Action, Article, Cleaner, Explanation, PageKind};

use crate::args::To;
use crate::batch::{Batch, Done, Fate, Hints, Item, KEPT};
use crate::output;
use crate::stream::{Work, guarded};

/// Turns items into answers.
pub(crate) struct Answer {
    pub(crate) cleaner: Cleaner,
    pub(crate) to: Option<To>,
    /// There are several inputs.
    pub(crate) several: bool,
    pub(crate) terminal: bool,
    pub(crate) with: With,
    /// Count words, for the summary.
    pub(crate) count: bool,
    pub(crate) drop: Drop,
    pub(crate) hints: Hints,
}

/// No title has so many bytes.
const SHORT: usize = 4 << 10;

/// Which articles nobody wants.
#[derive(Debug, Default)]
pub(crate) struct Drop {
    pub(crate) empty: bool,
    pub(crate) kinds: Vec<PageKind>,
    pub(crate) min_words: u64,
}

impl Drop {
    fn takes(&self, article: &Article) -> bool {
        let kind = article.metadata.page_kind;
        self.empty && article.is_empty()
            || kind.is_some_and(|kind| self.kinds.contains(&kind))
            || self.min_words > 0 && words(&article.body) < self.min_words
    }
}

thread_local! {
    /// The page of the record at hand, decoded: one buffer a thread.
    static PAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Work<Batch> for Answer {
    fn work(&self, batch: &mut Batch) {
        let bytes = std::mem::take(&mut batch.bytes);
        for item in std::mem::take(&mut batch.items) {
            let mut page = PAGE.take();
            let from = batch.out.len();
            let fate = guarded(|| self.item(&item, &bytes, batch, &mut page));
            let fate = fate.unwrap_or_else(|panic| {
                batch.out.truncate(from);
                // As much of it as can be said without a second panic.
                let named = guarded(|| self.hints.record(&item, &bytes, &batch.input, &mut page).0);
                let record = named.unwrap_or_default();
                let fault = Fault::new("internal", format!("panic: {panic}"));
                self.fault(&record, &fault, &item, batch)
            });
            let out = batch.out.len();
            batch.done.push(Done { out, fate });
            page.shrink_to(KEPT);
            PAGE.set(page);
        }
        batch.bytes = bytes;
    }
}

impl Answer {
    /// Cleans a record that came in a row of its own into a JSON line, or says what is wrong with it.
    #[cfg(feature = "parquet")]
    pub(crate) fn row(&self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<Fate, Fault> {
        guarded(|| self.clean(record, &Item::Line(0..0, 0), out))
            .unwrap_or_else(|panic| Err(Fault::new("internal", format!("panic: {panic}"))))
    }

    fn item(&self, item: &Item, bytes: &[u8], batch: &mut Batch, page: &mut String) -> Fate {
        let (record, fault) = self.hints.record(item, bytes, &batch.input, page);
        let fate = match fault {
            None => self.clean(&record, item, &mut batch.out),
            Some(fault) => Err(fault),
        };
        fate.unwrap_or_else(|fault| self.fault(&record, &fault, item, batch))
    }

    fn clean(&self, record: &Record<'_>, item: &Item, out: &mut Vec<u8>) -> Result<Fate, Fault> {
        let source = record.source()?;
        let explanation;
        let (article, explanation) = if self.count || self.with.why || self.with.spans {
            explanation = self.cleaner.explain(source)?;
            (explanation.article(), Some(&explanation))
        } else {
            (&self.cleaner.clean(source)?, None)
        };
        let dropped = self.drop.takes(article);
        if !dropped {
            let (to, from) = (self.to(item), out.len());
            match (to, explanation) {
                (To::Text | To::Markdown, _) => self.text(article, to, item, out),
                (_, Some(explanation)) => record.write(explanation, self.with, out),
                (_, None) => record.write_article(article, self.with, out),
            }
            self.json(from, to, out);
        }
        let (words, left_out) = explanation
            .filter(|_| self.count)
            .map(loss)
            .unwrap_or_default();
        Ok(Fate::Article {
            kind: article.metadata.page_kind.map(PageKind::name),
            empty: article.is_empty(),
            dropped,
            words,
            left_out,
        })
    }

    fn to(&self, item: &Item) -> To {
        self.to.unwrap_or(if self.several || !item.is_whole() {
            To::Jsonl
        } else {
            To::Text
        })
    }

    fn text(&self, article: &Article, to: To, item: &Item, out: &mut Vec<u8>) {
        let body = below(article.title.as_deref(), &article.body);
        let title = match to {
            To::Markdown => article.title_as_markdown(),
            _ => article.title.clone(),
        };
        let mut shown = Vec::with_capacity(body.len() + 64);
        if let Some(title) = &title {
            shown.extend_from_slice(title.as_bytes());
            shown.push(b'\n');
        }
        if !body.is_empty() {
            if title.is_some() {
                shown.push(b'\n');
            }
            shown.extend_from_slice(body.as_bytes());
            shown.push(b'\n');
        }
        // Into a pipe as well: what reads it may well write to a terminal.
        if self.terminal {
            output::strip_active(&mut shown);
        } else {
            output::strip_controls(&mut shown);
        }
        if self.several || !item.is_whole() {
            let mark: &[u8] = if to == To::Markdown {
                b"\n---\n\n"
            } else {
                b"\x0c\n"
            };
            shown.extend_from_slice(mark);
        }
        out.append(&mut shown);
    }

    /// Finishes the answer that starts at `from`, if it is JSON.
    fn json(&self, from: usize, to: To, out: &mut Vec<u8>) {
        if matches!(to, To::Text | To::Markdown) {
            return;
        }
        if self.terminal {
            let mut line = out.split_off(from);
            output::escape_controls(&mut line);
            out.append(&mut line);
        }
        if to == To::Json {
            let line = out.split_off(from);
            pretty(&line, out);
        }
    }

    fn fault(&self, record: &Record<'_>, fault: &Fault, item: &Item, batch: &mut Batch) -> Fate {
        let place = item.place(&batch.input);
        let to = self.to(item);
        if matches!(to, To::Text | To::Markdown) {
            batch
                .notes
                .push(format!("{place}: {fault} [{}]", fault.code()));
        } else {
            let from = batch.out.len();
            record.write_fault(fault, place, &mut batch.out);
            self.json(from, to, &mut batch.out);
        }
        Fate::Fault(fault.code())
    }
}

/// A body to stand below its title, less a first line or paragraph that is the same.
fn below<'a>(title: Option<&str>, body: &'a str) -> &'a str {
    let letters = |text: &str| {
        let letters = text.chars().filter(|char| !char.is_whitespace());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let Some(title) = title.map(letters) else {
        return body;
    };
    let is_title = |end: &usize| {
        let start = body.get(..*end).unwrap_or_default();
        start.len() < SHORT && letters(start.trim_start_matches('#')) == title
    };
    let ends = ["\n\n", "\n"].map(|end| body.find(end).unwrap_or(body.len()));
    let end = ends.into_iter().find(is_title).unwrap_or(0);
    body.get(end..).unwrap_or_default().trim_start_matches('\n')
}

/// Words of a text as read, and those left out by rule.
fn loss(explanation: &Explanation) -> (u64, Vec<(String, u64)>) {
    let text = explanation.document().text();
    let count = |span: std::ops::Range<usize>| words(text.get(span).unwrap_or_default());
    let mut rules = BTreeMap::new();
    for verdict in explanation.verdicts() {
        let lost: u64 = match verdict.action() {
            Action::LeaveOut => count(verdict.span()),
            Action::Trim(parts) => parts.iter().cloned().map(count).sum(),
            _ => continue,
        };
        *rules.entry(verdict.rule().to_owned()).or_default() += lost;
    }
    (words(text), rules.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_shown_once() {
        let title = Some("The bridge opens");
        for (body, wanted) in [
            ("THE BRIDGE  OPENS\n\nIt rained.", "It rained."),
            (
                "The bridge opens\nIt rained.\n\nAgain.",
                "It rained.\n\nAgain.",
            ),
            ("The bridge\nopens\n\nIt rained.", "It rained."),
            ("## The bridge opens\n\nIt rained.", "It rained."),
            ("The bridge opens", ""),
            (
                "The bridge opens today.\n\nIt rained.",
                "The bridge opens today.\n\nIt rained.",
            ),
            ("", ""),
        ] {
            assert_eq!(below(title, body), wanted);
        }
        assert_eq!(below(None, "It rained."), "It rained.");
    }
}

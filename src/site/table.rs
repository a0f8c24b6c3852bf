//! `[[site]]` tables of a rule pack.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::host::is_host;
use super::normal::block_hash;
use super::{Css, Site};
use crate::dom::Selector;

/// A `[[site]]` table as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawSite {
    hosts: Vec<Spanned<String>>,
    #[serde(default)]
    why: String,
    #[serde(default)]
    title: Vec<Spanned<String>>,
    #[serde(default)]
    body: Vec<Spanned<String>>,
    #[serde(default)]
    drop: Vec<Spanned<String>>,
    #[serde(default)]
    pages_read: u32,
    #[serde(default)]
    blocks: Vec<Spanned<RawBlock>>,
    #[serde(default)]
    sample: Vec<Spanned<RawSample>>,
}

/// A block that comes again on the host's pages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawBlock {
    block: String,
    pages: u32,
    /// Where it stood: for those who read the file.
    #[serde(default)]
    #[expect(dead_code, reason = "checked by its type, and said to the reader")]
    position: Option<BlockPosition>,
}

/// Where on its pages a learned block stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum BlockPosition {
    Start,
    Middle,
    End,
    Anywhere,
}

/// A page of the site, and what is to come of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawSample {
    pub(super) url: Option<String>,
    pub(super) html: String,
    pub(super) title: Option<String>,
    pub(super) body: Option<String>,
    #[serde(default)]
    pub(super) contains: Vec<String>,
    #[serde(default)]
    pub(super) lacks: Vec<String>,
}

/// A fault of a site: where in the file, and what.
pub(crate) type SiteFault = (usize, String);

/// A `[[site]]` table, read, with what is wrong with it.
#[derive(Debug)]
pub(crate) struct SiteTable {
    pub(crate) site: Site,
    pub(crate) hosts: Vec<String>,
    /// Byte of the pack where the table starts.
    pub(crate) at: usize,
    /// What keeps it from working.
    pub(crate) faults: Vec<SiteFault>,
    pub(super) samples: Vec<(usize, Sample)>,
}

/// A page of the site to try the rules on.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) url: String,
    pub(super) html: String,
    pub(super) title: Option<String>,
    pub(super) body: Option<String>,
    pub(super) contains: Vec<String>,
    pub(super) lacks: Vec<String>,
}

impl SiteTable {
    /// Reads a table that starts at this byte.
    pub(crate) fn new(at: usize, raw: RawSite) -> Self {
        let mut faults = Vec::new();
        for host in raw.hosts.iter().filter(|host| !is_host(host.get_ref())) {
            let message = format!(
                "`{}` is no host: give its name alone, in lower case, or *. and a domain",
                host.get_ref()
            );
            faults.push((start(&host.span()), message));
        }
        let hosts: Vec<String> = raw.hosts.into_iter().map(Spanned::into_inner).collect();
        let first = hosts.first().map_or("", String::as_str);
        if first.is_empty() {
            faults.push((at, "it names no host".to_owned()));
        }
        let host = first.strip_prefix("*.").unwrap_or(first).to_owned();
        let mut selectors = |list: Vec<Spanned<String>>, key| read_all(list, key, &mut faults);
        let title = selectors(raw.title, "title");
        let body = selectors(raw.body, "body");
        let drop = selectors(raw.drop, "drop");
        let blocks = raw.blocks.iter().filter_map(|block| {
            let found = block_hash(&block.get_ref().block);
            if found.is_none() {
                let message = format!("the block `{}` has no letters", block.get_ref().block);
                faults.push((start(&block.span()), message));
            }
            Some((found?, block.get_ref().pages))
        });
        let site = Site {
            id: format!("site/{host}"),
            why: raw.why,
            title,
            body,
            drop,
            blocks: blocks.collect(),
            pages_read: raw.pages_read,
        };
        let learned = raw.pages_read > 0;
        if !site.has_selectors() && site.blocks.is_empty() && !learned && faults.is_empty() {
            let message = "it needs a `title`, `body` or `drop`, or learned `blocks`";
            faults.push((at, message.to_owned()));
        }
        let samples = raw.sample.into_iter().map(|sample| {
            let at = sample.span().start;
            (at, Sample::new(sample.into_inner(), &host))
        });
        Self {
            samples: samples.collect(),
            site,
            hosts,
            at,
            faults,
        }
    }
}

impl Sample {
    fn new(raw: RawSample, host: &str) -> Self {
        Self {
            url: raw.url.unwrap_or_else(|| format!("https://{host}/")),
            html: raw.html,
            title: raw.title,
            body: raw.body,
            contains: raw.contains,
            lacks: raw.lacks,
        }
    }
}

fn read_all(list: Vec<Spanned<String>>, key: &str, faults: &mut Vec<SiteFault>) -> Vec<Css> {
    let mut read = Vec::with_capacity(list.len());
    for css in list {
        let at = start(&css.span());
        let text = css.into_inner();
        match Selector::parse(&text) {
            Ok(selector) => read.push(Css { text, selector }),
            Err(error) => faults.push((at, format!("`{key}`: the selector `{text}`: {error}"))),
        }
    }
    read
}

fn start(span: &Range<usize>) -> usize {
    span.start
}

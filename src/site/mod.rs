//! Rules for the pages of single hosts: selectors that a person wrote, and blocks that were learned from many pages.
//!
//! A page of a host without such rules pays for one look into a table of hashes.

mod host;
mod mark;
mod normal;
mod sample;
mod table;
mod verdict;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::dom::Selector;

pub(crate) use host::host_of;
pub(crate) use mark::{MarkId, Marked, Marks};
pub(crate) use normal::block_hash;
pub(crate) use table::{RawSite, SiteFault, SiteTable};
pub(crate) use verdict::SiteVerdicts;

/// The rules of one `[[site]]` table.
#[derive(Debug)]
pub(crate) struct Site {
    /// `site/` and the first host.
    pub(crate) id: String,
    why: String,
    /// The first that selects an element with text gives the title.
    title: Vec<Css>,
    /// The first that selects elements with text gives the body.
    body: Vec<Css>,
    drop: Vec<Css>,
    /// Blocks that come again on the host's pages, by the hash of their normalised text: on how many pages each was seen.
    blocks: FxHashMap<u64, u32>,
    /// Pages of the host that were read when the blocks were learned.
    pages_read: u32,
}

/// A selector as written, and as it works.
#[derive(Debug)]
struct Css {
    text: String,
    selector: Selector,
}

impl Site {
    /// Whether a selector may ask for attributes that no stage reads.
    fn asks_for_attributes(&self) -> bool {
        let mut all = self.title.iter().chain(&self.body).chain(&self.drop);
        all.any(|css| css.text.contains('['))
    }

    fn has_selectors(&self) -> bool {
        !(self.title.is_empty() && self.body.is_empty() && self.drop.is_empty())
    }
}

/// The sites of a cleaner, by host.
#[derive(Debug, Default)]
pub(crate) struct Sites {
    exact: FxHashMap<String, Vec<Arc<Site>>>,
    /// By the domain under which any host is meant.
    under: FxHashMap<String, Vec<Arc<Site>>>,
}

impl Sites {
    /// Adds a site under each of its hosts; `*.example.org` stands for the hosts under `example.org`.
    pub(crate) fn add(&mut self, hosts: &[String], site: &Arc<Site>) {
        for host in hosts {
            let (table, host) = match host.strip_prefix("*.") {
                Some(domain) => (&mut self.under, domain),
                None => (&mut self.exact, host::bare(host)),
            };
            let known = table.entry(host.to_owned()).or_default();
            known.push(Arc::clone(site));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.under.is_empty()
    }

    /// The rules for the host of an address: its own first, then those of the domains it is under.
    pub(crate) fn of(&self, url: Option<&str>) -> Vec<Arc<Site>> {
        let mut found = Vec::new();
        let Some(host) = url.filter(|_| !self.is_empty()).and_then(host_of) else {
            return found;
        };
        found.extend(self.exact.get(&host).into_iter().flatten().cloned());
        let mut rest = host.as_str();
        while let Some((_, domain)) = rest.split_once('.').filter(|_| !self.under.is_empty()) {
            found.extend(self.under.get(domain).into_iter().flatten().cloned());
            rest = domain;
        }
        found
    }
}

/// Whether selectors of these sites may ask for attributes that no stage reads.
pub(crate) fn ask_for_attributes(sites: &[Arc<Site>]) -> bool {
    sites.iter().any(|site| site.asks_for_attributes())
}

#[cfg(test)]
mod tests;

//! Selectors on a page → marked elements.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Css, Site};
use crate::document::{TitleCandidate, TitleSource};
use crate::dom::{Dom, NodeId};
use crate::metadata::text_of;

/// What an element is marked as: an index into [`Marks::meanings`].
pub(crate) type MarkId = u16;

/// The elements of a page that selectors took, for the walk that cuts it into blocks.
#[derive(Debug, Default)]
pub(crate) struct Marked(FxHashMap<NodeId, Vec<MarkId>>);

impl Marked {
    /// The marks of an element; one look, and none where nothing is marked.
    pub(crate) fn of(&self, node: NodeId) -> &[MarkId] {
        if self.0.is_empty() {
            return &[];
        }
        self.0.get(&node).map_or(&[], Vec::as_slice)
    }
}

/// What the selectors of a page's sites found.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(crate) marked: Marked,
    /// What each mark means.
    pub(crate) meanings: Vec<Meaning>,
    pub(crate) title: Option<TitleCandidate>,
    /// Whether the rules name the body, and it is on the page.
    pub(crate) has_body: bool,
    pub(crate) notes: Vec<String>,
}

/// What a mark says of the text inside its element.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Meaning {
    /// It is the body, says the site of this number.
    Body(usize),
    /// It is to go: site, and selector of its `drop`.
    Drop(usize, usize),
}

impl Marks {
    /// Finds what the sites' selectors ask for.
    pub(crate) fn find(dom: &Dom, sites: &[Arc<Site>]) -> Self {
        let mut marks = Self::default();
        for (at, site) in sites.iter().enumerate() {
            marks.find_title(dom, site);
            marks.find_body(dom, site, at);
            for (number, css) in site.drop.iter().enumerate() {
                let found: Vec<NodeId> = css.selector.select(dom).collect();
                marks.mark(&found, Meaning::Drop(at, number));
            }
        }
        marks
    }

    fn find_title(&mut self, dom: &Dom, site: &Site) {
        if self.title.is_some() || site.title.is_empty() {
            return;
        }
        let texts = site.title.iter().find_map(|css| {
            let mut texts = css.selector.select(dom).map(|node| text_of(dom, node));
            texts.find(|text| !text.is_empty())
        });
        match texts {
            Some(text) => {
                let source = TitleSource::SiteRule;
                self.title = Some(TitleCandidate { text, source });
            }
            None => self.miss(site, "title", &site.title),
        }
    }

    fn find_body(&mut self, dom: &Dom, site: &Site, at: usize) {
        if self.has_body || site.body.is_empty() {
            return;
        }
        let found = site.body.iter().find_map(|css| {
            let nodes: Vec<NodeId> = css.selector.select(dom).collect();
            let with_text = nodes.iter().any(|&node| has_text(dom, node));
            with_text.then_some(nodes)
        });
        match found {
            Some(nodes) => {
                self.has_body = true;
                self.mark(&nodes, Meaning::Body(at));
            }
            None => self.miss(site, "body", &site.body),
        }
    }

    fn mark(&mut self, nodes: &[NodeId], meaning: Meaning) {
        let Ok(id) = MarkId::try_from(self.meanings.len()) else {
            return;
        };
        self.meanings.push(meaning);
        for &node in nodes {
            self.marked.0.entry(node).or_default().push(id);
        }
    }

    fn miss(&mut self, site: &Site, key: &str, asked: &[Css]) {
        let asked: Vec<&str> = asked.iter().map(|css| css.text.as_str()).collect();
        let note = format!(
            "{}: nothing on this page matches its {key} ({}): found the general way",
            site.id,
            asked.join("; ")
        );
        self.notes.push(note);
    }
}

fn has_text(dom: &Dom, node: NodeId) -> bool {
    let mut texts = dom.descendants(node).filter_map(|id| dom.text(id));
    texts.any(|text| !text.trim().is_empty())
}

//! CSS selectors on the arena, by the parser of `scraper` and the matching of `selectors`.

use html5ever::{Namespace, local_name, ns};
use scraper::error::SelectorErrorKind;
use scraper::selector::{CssLocalName, CssString, NonTSPseudoClass, Parser, PseudoElement, Simple};
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{
    ElementSelectorFlags, MatchingContext, MatchingForInvalidation, MatchingMode,
    NeedsSelectorFlags, QuirksMode, SelectorCaches, matches_selector_list,
};
use selectors::parser::{ParseRelative, SelectorList};
use selectors::{Element, OpaqueElement};

use super::{Dom, NodeData, NodeId};

/// One or more CSS selectors, apart by commas.
///
/// Class, id and attribute names match in their exact case. A page is to be parsed with
/// [`KeepAttributes::All`](super::KeepAttributes::All) if a selector asks for attributes that no stage reads.
#[derive(Debug, Clone)]
pub(crate) struct Selector(SelectorList<Simple>);

impl Selector {
    /// Reads a selector list.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub(crate) fn parse(css: &str) -> Result<Self, String> {
        let mut parser = cssparser::Parser::new(css);
        SelectorList::parse(&Parser, &mut parser, ParseRelative::No)
            .map(Self)
            .map_err(|error| said(&SelectorErrorKind::from(error)))
    }

    /// All elements that match, in document order.
    pub(crate) fn select<'a>(&'a self, dom: &'a Dom) -> impl Iterator<Item = NodeId> + 'a {
        let mut matching = Matching::new(dom);
        dom.descendants(Dom::ROOT)
            .filter(move |&id| matching.matches(self, id))
    }
}

/// What is wrong with a selector.
fn said(error: &SelectorErrorKind) -> String {
    match error {
        SelectorErrorKind::UnexpectedSelectorParseError(_) => {
            "a pseudo-element, a state or something else that is not known here".to_owned()
        }
        _ => error.to_string(),
    }
}

/// Matches selectors on one page; what it learns about the page serves the next question.
pub(crate) struct Matching<'a> {
    dom: &'a Dom,
    caches: SelectorCaches,
}

impl<'a> Matching<'a> {
    pub(crate) fn new(dom: &'a Dom) -> Self {
        Self {
            dom,
            caches: SelectorCaches::default(),
        }
    }

    /// Whether the node is an element that matches. The selector outlives the caches, which know it by its address.
    pub(crate) fn matches(&mut self, selector: &'a Selector, id: NodeId) -> bool {
        if self.dom.tag(id).is_none() {
            return false;
        }
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            &mut self.caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        let element = Place { dom: self.dom, id };
        matches_selector_list(&selector.0, &element, &mut context)
    }
}

/// An element in its tree.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    dom: &'a Dom,
    id: NodeId,
}

impl Place<'_> {
    fn element(self, id: Option<NodeId>) -> Option<Self> {
        let id = id.filter(|&id| self.dom.tag(id).is_some())?;
        Some(Self { id, ..self })
    }

    fn nearest(
        self,
        from: Option<NodeId>,
        step: impl Fn(NodeId) -> Option<NodeId>,
    ) -> Option<Self> {
        let mut nodes = std::iter::successors(from, |&id| step(id));
        let id = nodes.find(|&id| self.dom.tag(id).is_some());
        self.element(id)
    }
}

impl Element for Place<'_> {
    type Impl = Simple;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.dom.node(self.id))
    }

    fn parent_element(&self) -> Option<Self> {
        self.element(self.dom.node(self.id).parent)
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let node = self.dom.node(self.id);
        self.nearest(node.previous, |id| self.dom.node(id).previous)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        let node = self.dom.node(self.id);
        self.nearest(node.next, |id| self.dom.node(id).next)
    }

    fn first_element_child(&self) -> Option<Self> {
        let node = self.dom.node(self.id);
        self.nearest(node.first_child, |id| self.dom.node(id).next)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.has_namespace(&ns!(html))
    }

    fn has_local_name(&self, name: &CssLocalName) -> bool {
        self.dom
            .name(self.id)
            .is_some_and(|(local, _)| local == name.0)
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.dom
            .name(self.id)
            .is_some_and(|(_, own)| own == *namespace)
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.dom.name(self.id) == other.dom.name(other.id)
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&Namespace>,
        local_name: &CssLocalName,
        operation: &AttrSelectorOperation<&CssString>,
    ) -> bool {
        // The arena keeps attributes without their namespace, and HTML's have none.
        if matches!(*namespace, NamespaceConstraint::Specific(asked) if *asked != ns!()) {
            return false;
        }
        self.dom
            .attribute(self.id, &local_name.0)
            .is_some_and(|value| operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(
        &self,
        class: &NonTSPseudoClass,
        _: &mut MatchingContext<'_, Simple>,
    ) -> bool {
        match *class {}
    }

    fn match_pseudo_element(
        &self,
        element: &PseudoElement,
        _: &mut MatchingContext<'_, Simple>,
    ) -> bool {
        match *element {}
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        self.has_local_name(&CssLocalName(local_name!("link")))
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &CssLocalName, case: CaseSensitivity) -> bool {
        self.dom
            .attribute(self.id, &local_name!("id"))
            .is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &CssLocalName, case: CaseSensitivity) -> bool {
        self.dom
            .attribute(self.id, &local_name!("class"))
            .is_some_and(|classes| {
                classes
                    .split_ascii_whitespace()
                    .any(|class| case.eq(class.as_bytes(), name.0.as_bytes()))
            })
    }

    fn has_custom_state(&self, _: &CssLocalName) -> bool {
        false
    }

    fn imported_part(&self, _: &CssLocalName) -> Option<CssLocalName> {
        None
    }

    fn is_part(&self, _: &CssLocalName) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        self.dom.children(self.id).all(|child| {
            let data = &self.dom.node(child).data;
            matches!(data, NodeData::Text(range) if range.is_empty())
        })
    }

    fn is_root(&self) -> bool {
        self.dom.node(self.id).parent == Some(Dom::ROOT)
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::{KeepAttributes, parse_into};

    const PAGES: [&str; 3] = [
        "<!doctype html><title>t</title><div id=main class='a b'><p class=x>one<b>two</b></p><p>three</p><p class='x Y'>\
         four</p><my-card data-k='v 1' lang=en-GB></my-card></div><p></p><svg><g class=x></g></svg>",
        "<ul class=list><li>1<li class=on>2<li>3<li>4<li><a href='/a?b=1&amp;c=2' rel='nofollow next'>5</a></ul><form>\
         <input type=hidden name=q><button disabled>go</button></form>",
        "<article><header><h1>A</h1></header><section><h2>B</h2><p>c<aside><p>d</aside></section><footer>e</footer>",
    ];

    const SELECTORS: [&str; 30] = [
        "p",
        "*",
        "#main",
        ".x",
        "p.x",
        "div > p",
        "div p b",
        "p + p",
        "p ~ my-card",
        "p:first-child",
        "p:last-of-type",
        "li:nth-child(2n+1)",
        "li:nth-last-child(2)",
        ":empty",
        ":root",
        "[data-k]",
        "[data-k='v 1']",
        "[data-k~='1']",
        "[lang|=en]",
        "a[href^='/a'][rel*=follow]",
        "[href$='2']",
        "p:not(.x)",
        "section:has(aside)",
        ":is(h1, h2)",
        ":where(ul) li.on, footer",
        "my-card",
        "g",
        "P.X",
        "[type=HIDDEN i]",
        "header + section > p:only-of-type",
    ];

    #[test]
    fn selects_what_scraper_selects() {
        for page in PAGES {
            let dom = parse_into(page, KeepAttributes::All, Dom::default());
            let theirs = scraper::Html::parse_document(page);
            for css in SELECTORS {
                let selector = Selector::parse(css).expect(css);
                let names: Vec<String> =
                    selector.select(&dom).map(|id| describe(&dom, id)).collect();
                let expected: Vec<String> = theirs
                    .select(&scraper::Selector::parse(css).expect(css))
                    .map(|element| {
                        let mut attributes: Vec<String> = element
                            .value()
                            .attrs()
                            .map(|(name, value)| format!("{name}={value}"))
                            .collect();
                        attributes.sort();
                        format!("{} {attributes:?}", element.value().name())
                    })
                    .collect();
                assert_eq!(names, expected, "{css} on {page}");
            }
        }
    }

    fn describe(dom: &Dom, id: NodeId) -> String {
        let mut attributes: Vec<String> = dom
            .attributes(id)
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        attributes.sort();
        format!("{} {attributes:?}", dom.name(id).expect("an element").0)
    }

    #[test]
    fn what_is_wrong_is_said() {
        for css in ["", "p >", "::before", ":hover", "a[", "<p>"] {
            assert!(!Selector::parse(css).expect_err(css).is_empty());
        }
    }
}

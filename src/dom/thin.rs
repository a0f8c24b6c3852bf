//! A bound on the nodes of a tree, by the bytes of its page: where tags stand closer than on any real page, some of
//! them make no element, and the text goes on where it is.

use std::cell::{Cell, RefCell};

use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::Tag;
use super::formatting::is_formatting;

/// Nodes of any page. Real ones have some ten thousand.
pub(super) const NODES: usize = 300_000;
/// Bytes of the page for each further node.
pub(super) const BYTES: usize = 8;
/// Names of left out elements whose ends are waited for.
const NAMES: usize = 1000;

/// The start tags that made no element.
#[derive(Default)]
pub(super) struct Thin {
    /// How many elements of a name were left out and not closed.
    open: RefCell<FxHashMap<LocalName, u32>>,
    /// Whether there are any.
    any: Cell<bool>,
}

impl Thin {
    /// Whether a page has too many nodes at this byte.
    pub(super) fn is_over(nodes: usize, at: u32) -> bool {
        nodes > NODES && nodes - NODES > at as usize / BYTES
    }

    /// Leaves an element out.
    pub(super) fn leave_out(&self, name: &LocalName) {
        let open = &mut *self.open.borrow_mut();
        if open.len() < NAMES || open.contains_key(name) {
            *open.entry(name.clone()).or_default() += 1;
            self.any.set(true);
        }
    }

    /// Whether an end tag is that of an element that was left out.
    pub(super) fn closes(&self, name: &LocalName) -> bool {
        if !self.any.get() {
            return false;
        }
        let open = &mut *self.open.borrow_mut();
        let Some(count) = open.get_mut(name) else {
            return false;
        };
        *count -= 1;
        if *count == 0 {
            open.remove(name);
            self.any.set(!open.is_empty());
        }
        true
    }
}

/// Whether the tree and the reading of what follows do without an element of this name inside of `current`.
pub(super) fn is_dispensable(name: &LocalName, current: Tag) -> bool {
    // Text between the parts of a table is put before it.
    let holds_text = !matches!(
        current,
        Tag::Html
            | Tag::Head
            | Tag::Table
            | Tag::Tbody
            | Tag::Thead
            | Tag::Tfoot
            | Tag::Tr
            | Tag::Template
    );
    holds_text && !is_part_of_frame(name)
}

/// Elements that say how to read what is in them, or that the builder keeps a place for.
fn is_part_of_frame(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("html")
            | local_name!("head")
            | local_name!("body")
            | local_name!("frameset")
            | local_name!("title")
            | local_name!("script")
            | local_name!("style")
            | local_name!("template")
            | local_name!("textarea")
            | local_name!("noscript")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("xmp")
            | local_name!("plaintext")
            | local_name!("svg")
            | local_name!("math")
            | local_name!("table")
            | local_name!("select")
    )
}

/// Whether words before and after the element's tag stay apart.
pub(super) fn sets_apart(name: &LocalName) -> bool {
    !is_formatting(name)
        && !matches!(
            Tag::from_name(name),
            Tag::Other
                | Tag::Abbr
                | Tag::Cite
                | Tag::Q
                | Tag::Span
                | Tag::Sub
                | Tag::Sup
                | Tag::Wbr
        )
}

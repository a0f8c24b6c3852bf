//! Where a text can go straight to the tree: most texts stand in an element of the body, where all that the builder
//! does with them is to append them.
//!
//! It does more where formatting elements wait to be opened again. That is not so while there are none, and where the
//! current node is the last that was opened. So they are kept track of as long as they are closed in turn; where they
//! are not, texts go through the builder until there are none again.

use std::cell::{Cell, RefCell};

use super::sink::Handle;
use super::{NodeId, Tag};

/// What is known of the builder's state.
#[derive(Default)]
pub(super) struct Shortcut {
    /// Formatting elements in the order in which they were opened: all that are open or wait, at least.
    formatting: RefCell<Vec<NodeId>>,
    /// They were not closed in turn.
    tangled: Cell<bool>,
    /// Words were seen in the body, and since then not its end: more of them change nothing.
    in_words: Cell<bool>,
    /// Texts in a row that took the long way for the formatting elements' sake.
    waits: Cell<u8>,
}

/// So many such texts are worth a look at whether any formatting elements are left.
const PATIENCE: u8 = 8;

impl Shortcut {
    /// A formatting element's start tag has made so many elements, and this is the current node.
    pub(super) fn opened(&self, made: u32, node: Option<Handle<'_>>) {
        match (made, node) {
            (0, _) => {}
            (1, Some(node)) => self.formatting.borrow_mut().push(node.id),
            _ => self.tangled.set(true),
        }
    }

    /// A formatting element's end tag comes while this is the current node.
    pub(super) fn closes(&self, is_current: bool, node: Option<Handle<'_>>) {
        let open = &mut *self.formatting.borrow_mut();
        let last = open.last().copied();
        if is_current && last.is_some() && last == node.map(|node| node.id) {
            open.pop();
        } else if last.is_some() {
            self.tangled.set(true);
        }
    }

    /// Elements are closed that no tag of the page closes.
    pub(super) fn tangle(&self) {
        self.tangled.set(true);
    }

    /// The body ends, maybe.
    pub(super) fn leave_body(&self) {
        self.in_words.set(false);
    }

    /// Whether a text in this node need only be appended to it. `are_none` says whether there are no formatting
    /// elements, at some cost.
    pub(super) fn is_open(
        &self,
        node: Handle<'_>,
        text: &str,
        are_none: impl FnOnce() -> bool,
    ) -> bool {
        if !is_plain(node.tag) {
            return false;
        }
        if !self.in_words.get() && text.bytes().any(|byte| !byte.is_ascii_whitespace()) {
            self.in_words.set(true);
            return false;
        }
        let last = self.formatting.borrow().last().copied();
        if !self.tangled.get() && last.is_none_or(|last| last == node.id) {
            return true;
        }
        self.waits.set(self.waits.get() + 1);
        if self.waits.get() < PATIENCE {
            return false;
        }
        self.waits.set(0);
        let are_none = are_none();
        if are_none {
            self.formatting.borrow_mut().clear();
            self.tangled.set(false);
        }
        are_none
    }
}

/// Elements of the body whose text the builder only appends.
fn is_plain(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::Abbr
            | Tag::Address
            | Tag::Article
            | Tag::Aside
            | Tag::B
            | Tag::Blockquote
            | Tag::Body
            | Tag::Button
            | Tag::Center
            | Tag::Cite
            | Tag::Code
            | Tag::Dd
            | Tag::Del
            | Tag::Details
            | Tag::Div
            | Tag::Dl
            | Tag::Dt
            | Tag::Em
            | Tag::Fieldset
            | Tag::Figcaption
            | Tag::Figure
            | Tag::Font
            | Tag::Footer
            | Tag::Form
            | Tag::H1
            | Tag::H2
            | Tag::H3
            | Tag::H4
            | Tag::H5
            | Tag::H6
            | Tag::Header
            | Tag::Hgroup
            | Tag::I
            | Tag::Label
            | Tag::Legend
            | Tag::Li
            | Tag::Main
            | Tag::Menu
            | Tag::Nav
            | Tag::Ol
            | Tag::P
            | Tag::Q
            | Tag::S
            | Tag::Section
            | Tag::Small
            | Tag::Span
            | Tag::Strong
            | Tag::Sub
            | Tag::Summary
            | Tag::Sup
            | Tag::Td
            | Tag::Th
            | Tag::Time
            | Tag::U
            | Tag::Ul
    )
}

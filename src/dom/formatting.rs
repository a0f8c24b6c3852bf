//! The standard's formatting elements: those that are opened again in what follows, where they were not closed.

use std::cell::RefCell;
use std::marker::PhantomData;

use html5ever::interface::Tracer;
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name, ns};

use super::sink::{Handle, Sink};

/// The formatting elements among the builder's handles.
#[derive(Default)]
pub(super) struct Formatting<'n> {
    pub(super) names: RefCell<Vec<LocalName>>,
    of: PhantomData<&'n ()>,
}

impl<'n> Formatting<'n> {
    /// Formatting elements, links aside, that are open or wait to be opened again; who is both counts twice.
    pub(super) const LIMIT: u32 = 24;

    pub(super) fn of(builder: &TreeBuilder<Handle<'n>, Sink<'n>>) -> Self {
        let formatting = Self::default();
        builder.trace_handles(&formatting);
        formatting
    }

    /// How many there are, links aside: of those the builder hardly ever keeps more than one between two markers.
    pub(super) fn count(&self) -> u32 {
        let names = self.names.borrow();
        let others = names.iter().filter(|name| **name != local_name!("a"));
        u32::try_from(others.count()).unwrap_or(u32::MAX)
    }
}

impl<'n> Tracer for Formatting<'n> {
    type Handle = Handle<'n>;

    fn trace_handle(&self, node: &Handle<'n>) {
        if node.name.ns == ns!(html) && is_formatting(&node.name.local) {
            self.names.borrow_mut().push(node.name.local.clone());
        }
    }
}

/// The standard's formatting elements.
pub(super) fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

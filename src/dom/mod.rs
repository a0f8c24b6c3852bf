//! The tree of a page: one flat arena, filled by html5ever's tree builder.
//!
//! Script and style text is not stored, but for structured data and page state; of attributes only those that a
//! later stage reads are kept. Every walk is a loop: stack use does not depend on the page.

mod bounds;
mod edit;
mod filter;
mod formatting;
#[cfg(feature = "bench")]
mod idle;
mod names;
#[cfg(any(test, feature = "oracle"))]
pub(crate) mod oracle;
mod parse;
mod scripts;
mod select;
mod shortcut;
mod sink;
mod tag;
#[cfg(test)]
mod tests;
mod thin;
mod ticket;
mod token;
mod tokenizer;
mod walk;

use std::num::NonZeroU32;
use std::ops::Range;

use html5ever::{LocalName, Namespace, QualName, ns};

pub(crate) use filter::{KeepAttributes, hides};
#[cfg(feature = "bench")]
pub(crate) use idle::tokenize;
#[cfg(test)]
pub(crate) use parse::parse;
pub(crate) use parse::parse_into;
pub(crate) use select::Selector;
pub(crate) use tag::Tag;
use tokenizer::NameCache;
#[cfg(any(test, feature = "oracle"))]
pub(crate) use walk::Edge;

/// Index of a node in its [`Dom`], counted from one, so that an `Option` of it costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(NonZeroU32);

impl NodeId {
    pub(crate) fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The id of the node after `len` others.
    fn after(len: usize) -> Self {
        let number = u32::try_from(len).unwrap_or(u32::MAX).saturating_add(1);
        Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN))
    }
}

/// A parsed page. Its buffers can be used again: see [`parse_into`].
#[derive(Debug, Default)]
pub(crate) struct Dom {
    pub(crate) nodes: Vec<Node>,
    /// All text nodes' characters, in the order of the source.
    pub(crate) text: String,
    /// All kept attributes' values.
    values: String,
    attributes: Vec<Attribute>,
    /// Names of the elements that [`Tag`] does not name in full: unknown and foreign ones, by node.
    names: Vec<(NodeId, QualName)>,
    /// Scripts that hold data, in order.
    pub(crate) scripts: Vec<Script>,
    /// The builder's own: depth of each node on the stack of open elements.
    depths: Vec<u16>,
    /// The tokenizer's own, once there was a page.
    cache: Option<NameCache>,
    /// Which attributes the page was parsed with.
    keep: KeepAttributes,
    /// A bound made another tree than the standard's.
    #[cfg(any(test, feature = "oracle"))]
    is_bounded: bool,
}

/// A node and its neighbours.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) parent: Option<NodeId>,
    pub(crate) previous: Option<NodeId>,
    pub(crate) next: Option<NodeId>,
    pub(crate) first_child: Option<NodeId>,
    pub(crate) last_child: Option<NodeId>,
    pub(crate) data: NodeData,
    /// Byte range in the decoded source; `UNKNOWN` twice where the token source does not know it.
    source: (u32, u32),
}

const UNKNOWN: u32 = u32::MAX;

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NodeData {
    Document,
    Element {
        tag: Tag,
        /// Range in the dom's attributes.
        attributes: Range<u32>,
    },
    /// Range in the dom's text. Two text nodes may stand side by side.
    Text(Range<u32>),
}

/// A kept attribute.
#[derive(Debug, Clone)]
struct Attribute {
    name: LocalName,
    value: Range<u32>,
}

/// A `<script>` that holds data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Script {
    pub(crate) kind: ScriptKind,
    /// The `id` attribute, or nothing.
    pub(crate) id: String,
    pub(crate) text: String,
}

/// What a data script holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScriptKind {
    /// `application/ld+json`.
    JsonLd,
    /// `application/json`, or a known assignment of page state (then the text is JavaScript).
    State,
}

impl Dom {
    /// The document node.
    pub(crate) const ROOT: NodeId = NodeId(NonZeroU32::MIN);

    /// How many nodes there are; ids' indices are below it.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The element's tag, or `None` for other nodes.
    pub(crate) fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.node(id).data {
            NodeData::Element { tag, .. } => Some(tag),
            _ => None,
        }
    }

    /// Whether this is an element of `svg` or `math`.
    pub(crate) fn is_foreign(&self, id: NodeId) -> bool {
        let known = self.names.binary_search_by_key(&id, |&(id, _)| id);
        let name = known.ok().and_then(|at| self.names.get(at));
        name.is_some_and(|(_, name)| name.ns != ns!(html))
    }

    /// The element's name and namespace, or `None` for other nodes.
    pub(crate) fn name(&self, id: NodeId) -> Option<(LocalName, Namespace)> {
        let tag = self.tag(id)?;
        match self.names.binary_search_by_key(&id, |&(id, _)| id) {
            Ok(at) => self
                .names
                .get(at)
                .map(|(_, name)| (name.local.clone(), name.ns.clone())),
            Err(_) => Some((tag.name(), ns!(html))),
        }
    }

    /// The characters of a text node; `None` for other nodes.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            NodeData::Text(range) => Some(slice(&self.text, range)),
            _ => None,
        }
    }

    /// The element's kept attributes, in order; none for other nodes.
    pub(crate) fn attributes(
        &self,
        id: NodeId,
    ) -> impl ExactSizeIterator<Item = (&LocalName, &str)> + '_ {
        self.attribute_records(id)
            .iter()
            .map(|attribute| (&attribute.name, slice(&self.values, &attribute.value)))
    }

    /// The element's attributes that a stage reads, whichever are kept.
    pub(crate) fn read_attributes(
        &self,
        id: NodeId,
    ) -> impl Iterator<Item = (&LocalName, &str)> + '_ {
        let all = self.keep == KeepAttributes::All;
        self.attributes(id)
            .filter(move |(name, value)| !all || filter::is_kept(name, value))
    }

    /// The value of a kept attribute.
    pub(crate) fn attribute(&self, id: NodeId, name: &LocalName) -> Option<&str> {
        self.attribute_records(id)
            .iter()
            .find(|attribute| attribute.name == *name)
            .map(|attribute| slice(&self.values, &attribute.value))
    }

    /// Byte range in the decoded source, where it is known: a text node's characters as written, an element's start
    /// tag.
    pub(crate) fn source(&self, id: NodeId) -> Option<Range<u32>> {
        let (start, end) = self.node(id).source;
        (start != UNKNOWN).then_some(start..end)
    }

    fn attribute_records(&self, id: NodeId) -> &[Attribute] {
        match &self.node(id).data {
            NodeData::Element { attributes, .. } => self
                .attributes
                .get(attributes.start as usize..attributes.end as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// Empties the arena and keeps its buffers, unless a page of rare size made them large.
    fn clear(&mut self) {
        const LARGE: usize = 1 << 20;
        if self.nodes.capacity() > LARGE
            || self.text.capacity() + self.values.capacity() > 16 * LARGE
        {
            *self = Self {
                cache: self.cache.take(),
                ..Self::default()
            };
        }
        self.nodes.clear();
        self.text.clear();
        self.values.clear();
        self.attributes.clear();
        self.names.clear();
        self.scripts.clear();
        self.depths.clear();
    }
}

fn slice<'a>(buffer: &'a str, range: &Range<u32>) -> &'a str {
    buffer
        .get(range.start as usize..range.end as usize)
        .unwrap_or_default()
}

/// A position as the arena stores it. `parse` refuses longer input than fits.
fn offset(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(UNKNOWN)
}

//! The tree of a page: one flat arena, filled in document order.
//!
//! Script and style text is not stored, but for structured data and page state; of attributes only those that a
//! later stage reads are kept.

mod sink;
mod tag;

use std::ops::Range;

pub(crate) use sink::parse;
pub(crate) use tag::Tag;

/// Index of a node in its [`Dom`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

impl NodeId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A parsed page.
#[derive(Debug, Default)]
pub(crate) struct Dom {
    pub(crate) nodes: Vec<Node>,
    /// All text nodes' characters, one after the other.
    pub(crate) text: String,
    pub(crate) attributes: Vec<Attribute>,
    /// Scripts that hold data, in order.
    pub(crate) scripts: Vec<Script>,
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
    /// Byte range in the decoded source (an element's: its start tag), where the token source knows it.
    pub(crate) source: Option<Range<u32>>,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum NodeData {
    Document,
    Element {
        tag: Tag,
        /// Range in [`Dom::attributes`].
        attributes: Range<u32>,
    },
    /// Range in [`Dom::text`].
    Text(Range<u32>),
    /// Comments, doctypes and the like: no content.
    Other,
}

/// A kept attribute.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) name: html5ever::LocalName,
    pub(crate) value: html5ever::tendril::StrTendril,
}

/// A `<script>` that holds data.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    pub(crate) kind: ScriptKind,
    pub(crate) text: String,
}

/// What a data script holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScriptKind {
    /// `application/ld+json`.
    JsonLd,
    /// `application/json`, or a known assignment of page state.
    State,
}

impl Dom {
    /// The document node.
    pub(crate) const ROOT: NodeId = NodeId(0);

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

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).first_child, |&child| self.node(child).next)
    }

    /// The element's kept attributes; none for other nodes.
    pub(crate) fn attributes(&self, id: NodeId) -> &[Attribute] {
        match &self.node(id).data {
            NodeData::Element { attributes, .. } => {
                &self.attributes[attributes.start as usize..attributes.end as usize]
            }
            _ => &[],
        }
    }

    /// The value of a kept attribute.
    pub(crate) fn attribute(&self, id: NodeId, name: &html5ever::LocalName) -> Option<&str> {
        self.attributes(id)
            .iter()
            .find(|attribute| attribute.name == *name)
            .map(|attribute| &*attribute.value)
    }
}

//! Walks of the tree, in document order, without recursion.

use super::{Dom, NodeId};

#[cfg(any(test, feature = "oracle"))]
/// A step of [`Dom::traverse`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// A node begins.
    Open(NodeId),
    /// A node, and all in it, ends.
    Close(NodeId),
}

impl Dom {
    /// The node's children, in order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).first_child, |&child| self.node(child).next)
    }

    /// The node's parent, its parent, and so on to the document.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).parent, |&node| self.node(node).parent)
    }

    /// All nodes under `id`, without itself, in document order.
    pub(crate) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).first_child, move |&node| {
            self.node(node).first_child.or_else(|| self.after(node, id))
        })
    }

    #[cfg(any(test, feature = "oracle"))]
    /// `id` and all under it, in document order, each opened and closed once.
    pub(crate) fn traverse(&self, id: NodeId) -> impl Iterator<Item = Edge> + '_ {
        std::iter::successors(Some(Edge::Open(id)), move |&edge| match edge {
            Edge::Open(node) => Some(
                self.node(node)
                    .first_child
                    .map_or(Edge::Close(node), Edge::Open),
            ),
            Edge::Close(node) if node == id => None,
            Edge::Close(node) => self
                .node(node)
                .next
                .map(Edge::Open)
                .or_else(|| self.node(node).parent.map(Edge::Close)),
        })
    }

    /// The first node in document order after `node` and all under it, inside `root`.
    pub(crate) fn after(&self, node: NodeId, root: NodeId) -> Option<NodeId> {
        let mut node = node;
        while node != root {
            if let Some(next) = self.node(node).next {
                return Some(next);
            }
            node = self.node(node).parent?;
        }
        None
    }
}

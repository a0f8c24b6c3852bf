//! Changes of the tree while it is built.

use std::ops::Range;

use html5ever::{Attribute as Parsed, LocalName};

use super::{Attribute, Dom, Node, NodeData, NodeId, offset, slice};

impl Node {
    pub(super) fn new(data: NodeData, source: (u32, u32)) -> Self {
        Self {
            parent: None,
            previous: None,
            next: None,
            first_child: None,
            last_child: None,
            data,
            source,
        }
    }
}

impl Dom {
    pub(super) fn push(&mut self, data: NodeData, source: (u32, u32)) -> NodeId {
        let id = NodeId::after(self.nodes.len());
        self.nodes.push(Node::new(data, source));
        self.depths.push(0);
        id
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    /// Sets a node that stands nowhere under `parent`, before a sibling or last.
    pub(super) fn link(&mut self, id: NodeId, parent: NodeId, before: Option<NodeId>) {
        let previous = match before {
            Some(sibling) => self.node_mut(sibling).previous.replace(id),
            None => self.node_mut(parent).last_child.replace(id),
        };
        match previous {
            Some(previous) => self.node_mut(previous).next = Some(id),
            None => self.node_mut(parent).first_child = Some(id),
        }
        let node = self.node_mut(id);
        node.parent = Some(parent);
        node.previous = previous;
        node.next = before;
    }

    pub(super) fn unlink(&mut self, id: NodeId) {
        let node = self.node_mut(id);
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.node_mut(previous).next = next,
            None => self.node_mut(parent).first_child = next,
        }
        match next {
            Some(next) => self.node_mut(next).previous = previous,
            None => self.node_mut(parent).last_child = previous,
        }
    }

    /// Names and values of a range of attributes.
    pub(super) fn pairs(
        &self,
        attributes: &Range<u32>,
    ) -> impl Iterator<Item = (&LocalName, &str)> {
        let range = attributes.start as usize..attributes.end as usize;
        let own = self.attributes.get(range).unwrap_or_default();
        own.iter().map(|a| (&a.name, slice(&self.values, &a.value)))
    }

    pub(super) fn keep(&mut self, name: &LocalName, value: &str) {
        let start = offset(self.values.len());
        self.values.push_str(value);
        self.attributes.push(Attribute {
            name: name.clone(),
            value: start..offset(self.values.len()),
        });
    }

    /// Adds the attributes whose names the element does not have.
    pub(super) fn add_missing<'a>(&mut self, id: NodeId, kept: impl Iterator<Item = &'a Parsed>) {
        let NodeData::Element { tag, attributes } = self.node(id).data.clone() else {
            return;
        };
        let old = attributes.start as usize..attributes.end as usize;
        let Some(own) = self.attributes.get(old.clone()) else {
            return;
        };
        let missing: Vec<&Parsed> = kept
            .filter(|a| own.iter().all(|b| b.name != a.name.local))
            .collect();
        if missing.is_empty() {
            return;
        }
        let first = offset(self.attributes.len());
        self.attributes.extend_from_within(old);
        for attribute in missing {
            self.keep(&attribute.name.local, &attribute.value);
        }
        let attributes = first..offset(self.attributes.len());
        self.node_mut(id).data = NodeData::Element { tag, attributes };
    }
}

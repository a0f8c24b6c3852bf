//! html5ever's tree construction → the arena.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute as HtmlAttribute, LocalName, Namespace, QualName, local_name, ns};

use super::{Attribute, Dom, Node, NodeData, NodeId, Script, ScriptKind, Tag};

#[derive(Debug)]
pub(crate) struct Sink {
    dom: RefCell<Dom>,
    names: RefCell<Vec<QualName>>,
}

/// Name of an element.
#[derive(Debug)]
pub(crate) struct Name(QualName);

impl html5ever::interface::ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }
    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    pub(crate) fn new() -> Self {
        let mut dom = Dom::default();
        dom.nodes.push(Node {
            parent: None,
            previous: None,
            next: None,
            first_child: None,
            last_child: None,
            data: NodeData::Document,
            source: None,
        });
        let name = QualName::new(None, ns!(), local_name!(""));
        Self {
            dom: RefCell::new(dom),
            names: RefCell::new(vec![name]),
        }
    }

    fn push(&self, data: NodeData, name: QualName) -> NodeId {
        let mut dom = self.dom.borrow_mut();
        let id = NodeId(dom.nodes.len() as u32);
        dom.nodes.push(Node {
            parent: None,
            previous: None,
            next: None,
            first_child: None,
            last_child: None,
            data,
            source: None,
        });
        self.names.borrow_mut().push(name);
        id
    }

    fn empty_name() -> QualName {
        QualName::new(None, ns!(), local_name!(""))
    }

    fn text(&self, parent: NodeId, text: &str) -> Option<NodeId> {
        let raw = self.dom.borrow().tag(parent);
        if raw == Some(Tag::Style) {
            return None;
        }
        if raw == Some(Tag::Script) {
            self.script(parent, text);
            return None;
        }
        let mut dom = self.dom.borrow_mut();
        let start = dom.text.len() as u32;
        dom.text.push_str(text);
        let end = dom.text.len() as u32;
        drop(dom);
        Some(self.push(NodeData::Text(start..end), Self::empty_name()))
    }

    fn script(&self, parent: NodeId, text: &str) {
        let mut dom = self.dom.borrow_mut();
        let kind = dom
            .attribute(parent, &local_name!("type"))
            .unwrap_or("")
            .to_owned();
        let kind = if kind.contains("ld+json") {
            ScriptKind::JsonLd
        } else if kind.contains("json") {
            ScriptKind::State
        } else {
            return;
        };
        dom.scripts.push(Script {
            kind,
            text: text.to_owned(),
        });
    }
}

fn detach(dom: &mut Dom, node: NodeId) {
    let (parent, previous, next) = {
        let n = dom.node(node);
        (n.parent, n.previous, n.next)
    };
    if let Some(p) = previous {
        dom.nodes[p.index()].next = next;
    } else if let Some(parent) = parent {
        dom.nodes[parent.index()].first_child = next;
    }
    if let Some(n) = next {
        dom.nodes[n.index()].previous = previous;
    } else if let Some(parent) = parent {
        dom.nodes[parent.index()].last_child = previous;
    }
    let n = &mut dom.nodes[node.index()];
    n.parent = None;
    n.previous = None;
    n.next = None;
}

fn append(dom: &mut Dom, parent: NodeId, child: NodeId) {
    detach(dom, child);
    let last = dom.node(parent).last_child;
    {
        let n = &mut dom.nodes[child.index()];
        n.parent = Some(parent);
        n.previous = last;
    }
    if let Some(last) = last {
        dom.nodes[last.index()].next = Some(child);
    } else {
        dom.nodes[parent.index()].first_child = Some(child);
    }
    dom.nodes[parent.index()].last_child = Some(child);
}

fn insert_before(dom: &mut Dom, sibling: NodeId, child: NodeId) {
    detach(dom, child);
    let (parent, previous) = {
        let n = dom.node(sibling);
        (n.parent, n.previous)
    };
    {
        let n = &mut dom.nodes[child.index()];
        n.parent = parent;
        n.previous = previous;
        n.next = Some(sibling);
    }
    dom.nodes[sibling.index()].previous = Some(child);
    if let Some(p) = previous {
        dom.nodes[p.index()].next = Some(child);
    } else if let Some(parent) = parent {
        dom.nodes[parent.index()].first_child = Some(child);
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> NodeId {
        Dom::ROOT
    }
    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        Name(self.names.borrow()[target.index()].clone())
    }
    fn create_element(&self, name: QualName, attrs: Vec<HtmlAttribute>, _: ElementFlags) -> NodeId {
        let tag = if name.ns == ns!(html) || name.ns == ns!(svg) {
            Tag::from_name(&name.local)
        } else {
            Tag::Other
        };
        let mut dom = self.dom.borrow_mut();
        let start = dom.attributes.len() as u32;
        for a in attrs {
            if *a.name.local == *"style"
                && !(a.value.contains("none") || a.value.contains("hidden"))
            {
                continue;
            }
            dom.attributes.push(Attribute {
                name: a.name.local,
                value: a.value,
            });
        }
        let end = dom.attributes.len() as u32;
        drop(dom);
        self.push(
            NodeData::Element {
                tag,
                attributes: start..end,
            },
            name,
        )
    }
    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.push(NodeData::Other, Self::empty_name())
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.push(NodeData::Other, Self::empty_name())
    }
    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendNode(n) => Some(n),
            NodeOrText::AppendText(t) => self.text(*parent, &t),
        };
        if let Some(child) = child {
            append(&mut self.dom.borrow_mut(), *parent, child);
        }
    }
    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        prev: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        if self.dom.borrow().node(*element).parent.is_some() {
            self.append_before_sibling(element, child)
        } else {
            self.append(prev, child)
        }
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }
    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendNode(n) => Some(n),
            NodeOrText::AppendText(t) => {
                let parent = self.dom.borrow().node(*sibling).parent.unwrap_or(Dom::ROOT);
                self.text(parent, &t)
            }
        };
        if let Some(child) = child {
            insert_before(&mut self.dom.borrow_mut(), *sibling, child);
        }
    }
    fn add_attrs_if_missing(&self, _: &NodeId, _: Vec<HtmlAttribute>) {}
    fn remove_from_parent(&self, target: &NodeId) {
        detach(&mut self.dom.borrow_mut(), *target);
    }
    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut dom = self.dom.borrow_mut();
        while let Some(child) = dom.node(*node).first_child {
            append(&mut dom, *new_parent, child);
        }
    }
}

/// Parses a page.
pub(crate) fn parse(html: &str) -> Dom {
    use html5ever::tendril::TendrilSink;
    let mut opts = html5ever::ParseOpts::default();
    opts.tree_builder.scripting_enabled = false;
    html5ever::parse_document(Sink::new(), opts).one(html)
}

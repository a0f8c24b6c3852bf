//! html5ever's tree operations → the arena.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::{Attribute as Parsed, LocalName, QualName, local_name, ns};

use super::bounds::ATTRIBUTES;
use super::filter::{KeepAttributes, hides, is_read};
use super::names::Names;
use super::scripts::{PendingScript, ScriptTag};
use super::thin::{BYTES, NODES};
use super::token::Current;
use super::tokenizer::Name;
use super::{Dom, Node, NodeData, NodeId, Tag, UNKNOWN, offset, ticket};

/// Bytes of a page for each of its nodes, or more.
const NODE_BYTES: usize = 24;

/// A node as the tree builder holds it.
#[derive(Clone, Copy)]
pub(super) struct Handle<'n> {
    pub(super) id: NodeId,
    pub(super) name: &'n QualName,
    /// Of a template that is shown as well.
    pub(super) tag: Tag,
    /// A `MathML` `annotation-xml` whose content is HTML.
    holds_html: bool,
}

/// Builds a [`Dom`].
pub(super) struct Sink<'n> {
    names: &'n Names,
    keep: KeepAttributes,
    document: Handle<'n>,
    dom: RefCell<Dom>,
    /// The element whose name was asked for last.
    asked: Cell<Option<Handle<'n>>>,
    /// Upper bound of the stack of open elements when the current token came.
    pub(super) depth: Cell<u16>,
    /// Elements made so far.
    pub(super) made: Cell<u32>,
    pub(super) token: Current<'n>,
    /// The start tag at work, where its attributes went to the arena apart.
    open: RefCell<Option<Open>>,
    /// The element made last.
    last: Cell<Tag>,
    script: RefCell<PendingScript>,
}

/// A start tag whose element was not made yet.
struct Open {
    name: LocalName,
    tag: Tag,
    /// The arena's attributes that are its own.
    own: Range<usize>,
    /// Where the arena's values ended before it.
    values: usize,
}

impl<'n> Sink<'n> {
    pub(super) fn new(mut dom: Dom, names: &'n Names, html: &'n str, keep: KeepAttributes) -> Self {
        dom.clear();
        // Where the page is all tags, growing by doubling would need more memory than the tree: an element and a text
        // for each is the most that is common.
        // Where there is room for more than pages have, nobody counts.
        if dom.nodes.capacity().min(dom.depths.capacity()) < html.len() / NODE_BYTES + 8 {
            let tags = memchr::memchr_iter(b'<', html.as_bytes()).count();
            let nodes = (2 * tags + 8).min(NODES + html.len() / BYTES + 8);
            with_room(&mut dom.nodes, nodes);
            with_room(&mut dom.depths, nodes);
        }
        dom.nodes
            .push(Node::new(NodeData::Document, (UNKNOWN, UNKNOWN)));
        dom.depths.push(0);
        let document = Handle {
            id: Dom::ROOT,
            name: names.intern(Tag::Other, QualName::new(None, ns!(), "".into())),
            tag: Tag::Other,
            holds_html: false,
        };
        Self {
            names,
            keep,
            document,
            dom: RefCell::new(dom),
            asked: Cell::new(None),
            depth: Cell::new(0),
            made: Cell::new(0),
            token: Current::new(html),
            open: RefCell::default(),
            last: Cell::new(Tag::Other),
            script: RefCell::default(),
        }
    }

    /// The element whose name was asked for last.
    pub(super) fn asked(&self) -> Option<Handle<'n>> {
        self.asked.get()
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        self.dom.borrow().nodes.len()
    }

    /// The node's place on the stack of open elements, or more.
    pub(super) fn depth_of(&self, handle: Handle<'_>) -> u16 {
        self.dom.borrow().depths[handle.id.index()]
    }

    /// Appends a text to an element, past the builder.
    pub(super) fn append_text(&self, parent: NodeId, text: &str, source: Range<usize>) {
        self.token.locate(source);
        let place = self.token.source();
        self.text(&mut self.dom.borrow_mut(), parent, None, text, place);
    }

    /// A start tag begins whose attributes are given apart.
    pub(super) fn begin(&self, name: &Name) {
        let dom = &mut *self.dom.borrow_mut();
        let open = &mut *self.open.borrow_mut();
        if let Some(Open { own, values, .. }) = open
            && own.end == dom.attributes.len()
        {
            dom.attributes.truncate(own.start);
            dom.values.truncate(*values);
        }
        let end = dom.attributes.len();
        *open = Some(Open {
            name: name.atom.clone(),
            tag: name.tag,
            own: end..end,
            values: dom.values.len(),
        });
    }

    /// An attribute of the start tag that began last, unless it has one of that name or too many.
    pub(super) fn attribute(&self, name: &LocalName, value: &str) {
        let dom = &mut *self.dom.borrow_mut();
        if let Some(open) = self.open.borrow_mut().as_mut() {
            let own = dom.attributes.get(open.own.clone()).unwrap_or_default();
            if own.len() < ATTRIBUTES && own.iter().all(|attribute| attribute.name != *name) {
                dom.keep(name, value);
                open.own.end += 1;
            }
        }
    }

    /// What stands for the attributes given apart in a tag that the builder may use more than once.
    pub(super) fn attributes_ticket(&self) -> Option<Parsed> {
        let own = self.open.borrow().as_ref()?.own.clone();
        (!own.is_empty()).then(|| ticket::write(own.start, own.len()))
    }

    /// The tag of a new element, and its attributes' range in the arena.
    fn describe(&self, dom: &mut Dom, name: &QualName, parsed: &[Parsed]) -> (Tag, Range<u32>) {
        let open = &mut *self.open.borrow_mut();
        if let Some(range) = parsed.first().and_then(ticket::read) {
            // The ticket may be that of an earlier link, made again.
            if open.as_ref().is_some_and(|open| open.tag == Tag::A) {
                *open = None;
            }
            return (tag_of(name), range);
        }
        let is_own = |open: &mut Open| {
            // A link has a ticket: the builder may make an earlier link again before it makes this one.
            open.tag != Tag::A
                && (open.name == name.local
                    || name.ns == ns!(svg) && open.name.eq_ignore_ascii_case(&name.local))
        };
        if parsed.is_empty()
            && let Some(open) = open.take_if(is_own)
        {
            let tag = if name.ns == ns!(html) {
                open.tag
            } else {
                tag_of(name)
            };
            return (tag, offset(open.own.start)..offset(open.own.end));
        }
        let first = offset(dom.attributes.len());
        for attribute in parsed.iter().filter(|a| self.keeps(a)) {
            dom.keep(&attribute.name.local, &attribute.value);
        }
        let end = offset(dom.attributes.len());
        // The end may move back: a tag that makes no element takes its attributes with it.
        let own = if first == end { 0..0 } else { first..end };
        (tag_of(name), own)
    }

    /// Whether the text of the raw element made last is kept.
    pub(super) fn wants_raw(&self, kind: RawKind, text: &str) -> bool {
        match kind {
            RawKind::ScriptData => {
                let script = &mut *self.script.borrow_mut();
                script.wanted &= script.tag.kind(text).is_some();
                script.wanted
            }
            RawKind::Rawtext => self.last.get() != Tag::Style,
            _ => true,
        }
    }

    /// Sets the depth of a node that came to stand in its place; one that was moved keeps its own.
    fn place(dom: &mut Dom, id: NodeId, above: u16) {
        if dom.nodes[id.index()].parent.is_none() && dom.depths[id.index()] == 0 {
            dom.depths[id.index()] = above.saturating_add(1);
        }
    }

    /// The depth of a parent; of one that has no place yet, no less than it will be.
    fn depth_above(&self, dom: &Dom, parent: NodeId) -> u16 {
        match dom.depths[parent.index()] {
            0 if parent != Dom::ROOT => self.depth.get().saturating_add(1),
            depth => depth,
        }
    }

    fn text(
        &self,
        dom: &mut Dom,
        parent: NodeId,
        before: Option<NodeId>,
        text: &str,
        (from, to): (u32, u32),
    ) {
        match dom.tag(parent) {
            Some(Tag::Script) => return self.script.borrow_mut().push(text),
            Some(Tag::Style) => return,
            _ => {}
        }
        let start = offset(dom.text.len());
        dom.text.push_str(text);
        let end = offset(dom.text.len());
        let previous = match before {
            Some(sibling) => dom.node(sibling).previous,
            None => dom.node(parent).last_child,
        };
        if let Some(node) = previous.and_then(|id| dom.nodes.get_mut(id.index()))
            && let NodeData::Text(range) = &mut node.data
            && range.end == start
        {
            range.end = end;
            node.source = if from == UNKNOWN || node.source.0 == UNKNOWN || from < node.source.1 {
                (UNKNOWN, UNKNOWN)
            } else {
                (node.source.0, to)
            };
            return;
        }
        let id = dom.push(NodeData::Text(start..end), (from, to));
        dom.link(id, parent, before);
    }

    fn insert(
        &self,
        parent: NodeId,
        before: Option<NodeId>,
        above: u16,
        child: NodeOrText<Handle<'n>>,
    ) {
        let dom = &mut *self.dom.borrow_mut();
        match child {
            NodeOrText::AppendText(piece) => self.token.resolve(&piece, |text, source| {
                self.text(dom, parent, before, text, source);
            }),
            NodeOrText::AppendNode(child) if child.id == Dom::ROOT => {}
            NodeOrText::AppendNode(child) => {
                dom.unlink(child.id);
                Self::place(dom, child.id, above);
                dom.link(child.id, parent, before);
            }
        }
    }

    fn keeps(&self, attribute: &Parsed) -> bool {
        match self.keep {
            KeepAttributes::All => true,
            KeepAttributes::Known => {
                let name = &attribute.name.local;
                attribute.name.ns == ns!()
                    && is_read(name)
                    && (*name != local_name!("style") || hides(&attribute.value))
            }
        }
    }
}

/// Makes room in an empty buffer. One that is too small is let go of first: to grow it would copy what it held.
fn with_room<T>(buffer: &mut Vec<T>, count: usize) {
    if buffer.capacity() < count {
        *buffer = Vec::new();
        buffer.reserve_exact(count);
    }
}

/// The tag of any element: of foreign ones, those whose text or place matters.
fn tag_of(name: &QualName) -> Tag {
    if name.ns == ns!(html) {
        return Tag::from_name(&name.local);
    }
    match Tag::from_name(&name.local) {
        tag @ (Tag::Svg | Tag::Math | Tag::Script | Tag::Style) => tag,
        _ => Tag::Other,
    }
}

impl<'n> TreeSink for Sink<'n> {
    type Handle = Handle<'n>;
    type Output = Dom;
    type ElemName<'a>
        = &'a QualName
    where
        Self: 'a;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle<'n> {
        self.document
    }

    fn elem_name<'a>(&'a self, target: &'a Handle<'n>) -> &'a QualName {
        self.asked.set(Some(*target));
        target.name
    }

    fn create_element(
        &self,
        name: QualName,
        parsed: Vec<Parsed>,
        flags: ElementFlags,
    ) -> Handle<'n> {
        let dom = &mut *self.dom.borrow_mut();
        let (tag, attributes) = self.describe(dom, &name, &parsed);
        let name = self.names.intern(tag, name);
        self.last.set(tag);
        if tag == Tag::Script {
            let script = &mut *self.script.borrow_mut();
            script.tag = ScriptTag::new(dom.pairs(&attributes));
            script.wanted = script.tag.kind.is_some() || script.tag.runs;
        }
        let is_shown = tag == Tag::Template && is_shadow_root(dom.pairs(&attributes));
        let data = NodeData::Element {
            tag: if is_shown { Tag::Other } else { tag },
            attributes,
        };
        let id = dom.push(data, self.token.source());
        if tag == Tag::Other || is_shown || name.ns != ns!(html) {
            dom.names.push((id, name.clone()));
        }
        self.made.set(self.made.get().saturating_add(1));
        Handle {
            id,
            name,
            tag,
            holds_html: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn create_comment(&self, _: StrTendril) -> Handle<'n> {
        // No stage reads comments: the document stands for all of them, and is never put anywhere.
        self.document
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle<'n> {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &Handle<'n>, child: NodeOrText<Handle<'n>>) {
        let above = self.depth_above(&self.dom.borrow(), parent.id);
        self.insert(parent.id, None, above, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle<'n>,
        previous: &Handle<'n>,
        child: NodeOrText<Handle<'n>>,
    ) {
        let parent = self.dom.borrow().node(element.id).parent;
        let above = self.depth.get().max(self.depth_of(*element));
        match parent {
            Some(parent) => self.insert(parent, Some(element.id), above, child),
            None => self.insert(previous.id, None, above, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Handle<'n>) {
        let dom = &mut *self.dom.borrow_mut();
        if dom.tag(node.id) == Some(Tag::Script)
            && let Some(script) = self.script.borrow_mut().finish()
        {
            dom.scripts.push(script);
        }
    }

    fn get_template_contents(&self, target: &Handle<'n>) -> Handle<'n> {
        *target
    }

    fn same_node(&self, x: &Handle<'n>, y: &Handle<'n>) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle<'n>, child: NodeOrText<Handle<'n>>) {
        let (parent, above) = (self.dom.borrow().node(sibling.id).parent, self.depth.get());
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.id), above, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle<'n>, parsed: Vec<Parsed>) {
        let kept = parsed.iter().filter(|a| self.keeps(a));
        self.dom.borrow_mut().add_missing(target.id, kept);
    }

    fn remove_from_parent(&self, target: &Handle<'n>) {
        self.dom.borrow_mut().unlink(target.id);
    }

    fn reparent_children(&self, node: &Handle<'n>, new_parent: &Handle<'n>) {
        let dom = &mut *self.dom.borrow_mut();
        while let Some(child) = dom.node(node.id).first_child {
            dom.unlink(child);
            dom.link(child, new_parent.id, None);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle<'n>) -> bool {
        handle.holds_html
    }

    fn allow_declarative_shadow_roots(&self, _: &Handle<'n>) -> bool {
        false
    }
}

/// A template whose content is shown.
fn is_shadow_root<'a>(mut attributes: impl Iterator<Item = (&'a LocalName, &'a str)>) -> bool {
    attributes
        .any(|(name, value)| &**name == "shadowrootmode" && matches!(value, "open" | "closed"))
}

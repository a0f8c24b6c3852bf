//! One walk of the tree → blocks and the containers they stand in.

use std::ops::Range;

use html5ever::{LocalName, local_name};
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::attributes::{property_zone, role_zone};
use super::container::{Container, ContainerId, Zone, count_twins, gather_hints, is_block_level};
use super::hints::Hints;
use super::table::{is_cell_of_row, is_inside_row, layout_tables};
use super::writer::Writer;
use crate::document::{BlockKind, Document, Head, Origin, Spare};
use crate::dom::{Dom, NodeData, NodeId, Tag};
use crate::features::{Desk, PageReader};
use crate::lanes::plain_hash;
use crate::site::{MarkId, Marked};

/// Containers up to which those without text are kept, too.
const MANY_CONTAINERS: usize = 20_000;

/// Nodes of a page for each of its containers, or less.
const NODES_A_CONTAINER: usize = 6;

/// Classes and ids that most pages have no more of.
const CLASSES: usize = 256;

/// Cuts a page into blocks. All rendered text becomes part of one, hidden parts and navigation included; contents of
/// `script`, `style` and `template` are no text, and of an `svg` only HTML inside of it.
pub(crate) fn segment(dom: &Dom, head: Head, spare: Spare, desk: &mut Desk) -> Document {
    segment_marked(dom, head, &Marked::default(), spare, desk).0
}

/// The same, and the text inside marked elements: spans, none of which leaves its block.
pub(crate) fn segment_marked(
    dom: &Dom,
    head: Head,
    marked: &Marked,
    spare: Spare,
    desk: &mut Desk,
) -> (Document, Vec<(MarkId, Range<usize>)>) {
    let mut walk = Walk::new(dom, marked, spare, desk);
    walk.run();
    let Walk {
        mut writer,
        mut containers,
        page_hints,
        ..
    } = walk;
    writer.flush(None);
    count_twins(&mut containers);
    gather_hints(&mut containers);
    let document = Document {
        origin: Origin::Page,
        head,
        text: writer.text,
        blocks: writer.blocks,
        links: writer.links,
        hrefs: writer.hrefs,
        containers,
        page_hints,
        reading: writer.reader.finish(),
        site: None,
    };
    (document, writer.marks)
}

/// What is known of the place in the tree that the walk has reached.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) container: ContainerId,
    pub(crate) kind: BlockKind,
    pub(crate) zone: Zone,
}

impl Place {
    /// The top of the page.
    pub(crate) fn root() -> Self {
        Self {
            container: 0,
            kind: BlockKind::Paragraph,
            zone: Zone::default(),
        }
    }
}

/// An element whose end changes the place.
struct Open {
    node: NodeId,
    before: Place,
    form: Form,
    /// Whether it stands in a drawing.
    drawing: bool,
}

/// What an element's end ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Block,
    Inline,
    Link,
    Drawing,
}

struct Walk<'a> {
    dom: &'a Dom,
    marked: &'a Marked,
    writer: Writer<'a>,
    containers: Vec<Container>,
    place: Place,
    open: Vec<Open>,
    /// In an `svg`, and not in HTML inside of it.
    drawing: bool,
    lists: Vec<Option<u32>>,
    /// Tables whose rows hold more than short cells.
    layout: Vec<bool>,
    hints: FxHashMap<&'a str, Hints>,
    page_hints: Hints,
}

impl<'a> Walk<'a> {
    fn new(dom: &'a Dom, marked: &'a Marked, mut spare: Spare, desk: &'a mut Desk) -> Self {
        let root = Container {
            parent: None,
            tag: Tag::Html,
            depth: 0,
            hints: Hints::default(),
            inherited: Hints::default(),
            first: 0,
            end: 0,
            twins: 1,
            signature: 0,
            inside: Hints::default(),
            images: 0,
        };
        let mut containers = std::mem::take(&mut spare.containers);
        containers.reserve(dom.len() / NODES_A_CONTAINER + 1);
        containers.push(root);
        Self {
            dom,
            marked,
            writer: Writer::new(spare, PageReader::of_page(desk), dom.text.len(), dom.len()),
            containers,
            place: Place::root(),
            open: Vec::new(),
            drawing: false,
            lists: Vec::new(),
            layout: layout_tables(dom),
            hints: FxHashMap::with_capacity_and_hasher(CLASSES, FxBuildHasher),
            page_hints: Hints::default(),
        }
    }

    fn run(&mut self) {
        let mut node = Dom::ROOT;
        loop {
            let descend = self.enter(node);
            if descend {
                for &mark in self.marked.of(node) {
                    self.writer.open_mark(node, mark);
                }
            }
            if let Some(child) = self.dom.node(node).first_child.filter(|_| descend) {
                node = child;
                continue;
            }
            let mut has_opened = descend;
            loop {
                if has_opened {
                    self.leave(node);
                    self.writer.close_marks(node);
                }
                has_opened = true;
                if node == Dom::ROOT {
                    return;
                }
                if let Some(next) = self.dom.node(node).next {
                    node = next;
                    break;
                }
                let Some(parent) = self.dom.node(node).parent else {
                    return;
                };
                node = parent;
            }
        }
    }

    /// Visits a node on the way down; `false` where its children are no text.
    fn enter(&mut self, node: NodeId) -> bool {
        let data = self.dom.node(node);
        match &data.data {
            NodeData::Document => true,
            NodeData::Text(_) if self.drawing => false,
            NodeData::Text(_) => {
                let text = self.dom.text(node).unwrap_or("");
                self.writer.push(text, self.dom.source(node), self.place);
                false
            }
            NodeData::Element { tag, .. } => self.enter_element(node, *tag),
        }
    }

    fn enter_element(&mut self, node: NodeId, tag: Tag) -> bool {
        if self.drawing && (tag == Tag::Svg || self.dom.is_foreign(node)) {
            return true;
        }
        match tag {
            Tag::Script | Tag::Style | Tag::Template | Tag::Title => return false,
            Tag::Br => {
                self.writer.line_break(self.place);
                return false;
            }
            Tag::Hr => {
                self.writer.flush(Some(self.place));
                return false;
            }
            Tag::Img | Tag::Picture => {
                if let Some(container) = self.containers.get_mut(self.place.container as usize) {
                    container.images = container.images.saturating_add(1);
                }
                return tag == Tag::Picture;
            }
            Tag::Input | Tag::Meta | Tag::Link | Tag::Embed | Tag::Source | Tag::Wbr => {
                return false;
            }
            _ => {}
        }
        let form = match tag {
            Tag::Svg => Form::Drawing,
            Tag::A => Form::Link,
            _ if is_inside_row(tag, self.place.kind) => {
                self.writer.gap();
                Form::Inline
            }
            _ if is_block_level(tag) && !is_cell_of_row(tag, self.place.kind) => Form::Block,
            Tag::Td | Tag::Th => {
                self.writer.cell();
                return true;
            }
            _ => Form::Inline,
        };
        self.open.push(Open {
            node,
            before: self.place,
            form,
            drawing: std::mem::replace(&mut self.drawing, form == Form::Drawing),
        });
        match form {
            Form::Block => {
                self.writer.flush(Some(self.place));
                self.open_container(node, tag);
            }
            Form::Link => {
                let href = self.dom.attribute(node, &local_name!("href"));
                self.writer.open_link(href.unwrap_or(""));
                self.open_inline(node, Zone::default());
            }
            Form::Inline => self.open_inline(node, Zone::of_tag(tag)),
            Form::Drawing => {}
        }
        true
    }

    fn leave(&mut self, node: NodeId) {
        let NodeData::Element { tag, .. } = &self.dom.node(node).data else {
            return;
        };
        if self.open.last().is_none_or(|open| open.node != node) {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        if open.form == Form::Block {
            self.writer.flush(Some(self.place));
            let end = u32::try_from(self.writer.blocks.len()).unwrap_or(u32::MAX);
            if let Some(container) = self.containers.get_mut(self.place.container as usize) {
                container.end = end;
            }
            if self.containers.len() > MANY_CONTAINERS {
                self.drop_empty(self.place.container);
            }
            if matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu) {
                self.lists.pop();
            }
        }
        if matches!(open.form, Form::Inline | Form::Link) {
            self.writer.close_inline();
        }
        if is_inside_row(*tag, self.place.kind) {
            self.writer.gap();
        }
        if open.form == Form::Link {
            self.writer.close_link();
        }
        self.place = open.before;
        self.drawing = open.drawing;
    }

    /// Takes a container away again in which there is no block and no other container.
    fn drop_empty(&mut self, id: ContainerId) {
        let is_last = self.containers.len() == id as usize + 1;
        let Some(container) = self
            .containers
            .pop_if(|last| is_last && last.first == last.end)
        else {
            return;
        };
        let around = container.parent.map(|parent| parent as usize);
        if let Some(parent) = around.and_then(|parent| self.containers.get_mut(parent)) {
            parent.inside = parent.inside.union(container.inside.union(container.hints));
        }
    }

    fn open_inline(&mut self, node: NodeId, zone: Zone) {
        let (hints, _, marks) = self.describe(node);
        self.place.zone = self.place.zone.with(zone).with(marks);
        self.writer.open_inline(hints);
    }

    fn open_container(&mut self, node: NodeId, tag: Tag) {
        let (hints, signature, marks) = self.describe(node);
        let parent = &self.containers[self.place.container as usize];
        let mut zone = self.place.zone.with(Zone::of_tag(tag)).with(marks);
        if tag == Tag::Article && self.place.zone.has(Zone::ARTICLE) {
            zone = zone.with(Zone::NESTED_ARTICLE);
        }
        // The body's classes describe the page, not its parts.
        let (own, inherited) = match tag {
            Tag::Body | Tag::Html => {
                self.page_hints = self.page_hints.union(hints);
                (Hints::default(), Hints::default())
            }
            _ => (hints, parent.inherited.union(hints)),
        };
        let first = u32::try_from(self.writer.blocks.len()).unwrap_or(u32::MAX);
        let container = Container {
            parent: Some(self.place.container),
            tag,
            depth: parent.depth.saturating_add(1),
            hints: own,
            inherited,
            first,
            end: first,
            twins: 1,
            signature: signature ^ (tag as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15),
            inside: Hints::default(),
            images: 0,
        };
        let kind = self.kind_inside(node, tag);
        self.place = Place {
            container: u32::try_from(self.containers.len()).unwrap_or(u32::MAX),
            kind,
            zone,
        };
        self.containers.push(container);
    }

    /// The kind of the blocks inside an element.
    fn kind_inside(&mut self, node: NodeId, tag: Tag) -> BlockKind {
        match tag {
            Tag::H1 => BlockKind::Heading(1),
            Tag::H2 => BlockKind::Heading(2),
            Tag::H3 => BlockKind::Heading(3),
            Tag::H4 => BlockKind::Heading(4),
            Tag::H5 => BlockKind::Heading(5),
            Tag::H6 => BlockKind::Heading(6),
            Tag::Pre | Tag::Textarea => BlockKind::Code,
            Tag::Blockquote => BlockKind::Quote,
            Tag::Figcaption | Tag::Caption => BlockKind::Caption,
            Tag::Ul | Tag::Menu => {
                self.lists.push(None);
                self.place.kind
            }
            Tag::Ol => {
                let start = self
                    .dom
                    .attribute(node, &LocalName::from("start"))
                    .and_then(|start| start.parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
                self.place.kind
            }
            Tag::Li => {
                let number = self.lists.last().copied().flatten();
                if let Some(Some(next)) = self.lists.last_mut() {
                    *next = next.saturating_add(1);
                }
                BlockKind::ListItem {
                    depth: u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX),
                    number,
                }
            }
            Tag::Tr if !self.layout.get(node.index()).copied().unwrap_or(true) => {
                BlockKind::TableRow
            }
            Tag::Td | Tag::Th | Tag::Tr | Tag::Table => BlockKind::Paragraph,
            _ => self.place.kind,
        }
    }

    /// Hints, a hash of the class, and what other attributes say.
    fn describe(&mut self, node: NodeId) -> (Hints, u64, Zone) {
        let (mut hints, mut signature, mut marks) = (Hints::default(), 0, Zone::default());
        for (name, value) in self.dom.read_attributes(node) {
            match *name {
                local_name!("class") => {
                    hints = hints.union(self.cached_hints(value));
                    signature = plain_hash(value);
                }
                local_name!("id") => hints = hints.union(self.cached_hints(value)),
                local_name!("role") => marks = marks.with(role_zone(value)),
                local_name!("hidden") | local_name!("style") => marks = marks.with(Zone::HIDDEN),
                local_name!("aria-hidden") if value == "true" => {
                    marks = marks.with(Zone::ARIA_HIDDEN);
                }
                local_name!("itemprop") => marks = marks.with(property_zone(value)),
                local_name!("itemtype")
                    if value.ends_with("Comment") || value.ends_with("UserComments") =>
                {
                    marks = marks.with(Zone::COMMENT_MARK);
                }
                ref name if name.starts_with("data-") && value.len() < 64 => {
                    hints = hints.union(self.cached_hints(value));
                }
                _ => {}
            }
        }
        (hints, signature, marks)
    }

    fn cached_hints(&mut self, value: &'a str) -> Hints {
        if let Some(&hints) = self.hints.get(value) {
            return hints;
        }
        let hints = Hints::read(value);
        if value.len() <= 512 && self.hints.len() < 20_000 {
            self.hints.insert(value, hints);
        }
        hints
    }
}

//! Bounds that the tree builder does not have: a token sink in front of it.
//!
//! An element beyond the deepest level becomes a sibling of the one on that level, as in browsers: that one is closed
//! first, and its own end tag later closes nothing. Formatting elements beyond their bound are left out, their text
//! stays.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag as TagToken, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, local_name};

use super::Tag;
use super::formatting::{Formatting, is_formatting};
use super::shortcut::Shortcut;
use super::sink::{Handle, Sink};
use super::thin::{Thin, is_dispensable, sets_apart};
use super::tokenizer::{Consumer, Name};

/// Open elements, as in browsers.
const OPEN_ELEMENTS: u16 = 512;
/// Open elements of a page where tags stand so deep, all in all, that the builder would not be done in time: it looks
/// at each open element for many of the tags.
const OPEN_ELEMENTS_LATER: u16 = 32;
/// Open elements summed over all tags, on top of so many for each tag. Real pages come to 10 to 36 a tag.
const STEPS: u64 = 1 << 21;
const STEPS_PER_TAG: u64 = 64;
/// Attributes of one tag, and of one formatting tag: those are copied whenever the element is opened again.
pub(super) const ATTRIBUTES: usize = 256;
pub(super) const FORMATTING_ATTRIBUTES: usize = 24;
/// Elements that no tag of the source asked for may be this many more than half of the start tags.
const IMPLIED: u32 = 1024;

/// The builder closes a link round by round, for as many blocks inside, and leaves it after so many rounds. Only so two
/// links come to be in its list; and there it tells them by all their attributes, of which it was not given all.
const ROUNDS: u32 = 8;

/// The tree builder behind its bounds.
pub(super) struct Bounds<'n> {
    pub(super) builder: TreeBuilder<Handle<'n>, Sink<'n>>,
    /// How many elements may be open.
    cap: Cell<u16>,
    tags: Cell<u64>,
    steps: Cell<u64>,
    /// Names of elements that were closed to make room, the outermost first.
    flattened: RefCell<Vec<LocalName>>,
    /// Upper bound of the formatting elements, as [`Formatting::LIMIT`] counts them.
    formatting: Cell<u32>,
    start_tags: Cell<u32>,
    /// Elements made when formatting elements were closed last for there being too many.
    made_then: Cell<u32>,
    /// Of the tag at work, where the tokenizer knows.
    is_formatting: Cell<Option<bool>>,
    thin: Thin,
    shortcut: Shortcut,
    /// A bound made another tree than the standard's.
    pub(super) acted: Cell<bool>,
}

/// How the tree builder builds: as where scripts do not run, so that what `<noscript>` holds is parsed.
pub(super) fn options() -> TreeBuilderOpts {
    TreeBuilderOpts {
        scripting_enabled: false,
        drop_doctype: true,
        ..TreeBuilderOpts::default()
    }
}

impl<'n> Bounds<'n> {
    pub(super) fn new(sink: Sink<'n>) -> Self {
        Self {
            builder: TreeBuilder::new(sink, options()),
            cap: Cell::new(OPEN_ELEMENTS),
            tags: Cell::new(0),
            steps: Cell::new(0),
            flattened: RefCell::default(),
            formatting: Cell::new(0),
            start_tags: Cell::new(0),
            made_then: Cell::new(0),
            is_formatting: Cell::new(None),
            thin: Thin::default(),
            shortcut: Shortcut::default(),
            acted: Cell::new(false),
        }
    }

    /// Whether the tree is as large as it may be.
    fn is_full(&self) -> bool {
        let sink = &self.builder.sink;
        Thin::is_over(sink.nodes(), sink.token.source().0)
    }

    /// Leaves a start tag out of a full tree where that can be done; what it set apart stays so.
    fn leaves_out(&self, name: &LocalName, line: u64) -> bool {
        let current = self.current().0.map_or(Tag::Html, |node| node.tag);
        if self.builder.sink.token.precedes_text() || !is_dispensable(name, current) {
            return false;
        }
        self.thin.leave_out(name);
        self.set_apart(name, line);
        true
    }

    /// The same for an end tag that makes an element where none is open.
    fn leaves_out_end(&self, name: &LocalName, line: u64) -> bool {
        let current = self.current().0.map_or(Tag::Html, |node| node.tag);
        let leaves_out = current != Tag::P && is_dispensable(name, current);
        if leaves_out {
            self.set_apart(name, line);
        }
        leaves_out
    }

    fn set_apart(&self, name: &LocalName, line: u64) {
        self.acted.set(true);
        if sets_apart(name) {
            let (from, to) = self.builder.sink.token.source();
            let source = from as usize..to as usize;
            let blank = self.builder.sink.token.text_itself(source, Some("\n"));
            let _ = self.pass(Token::CharacterTokens(blank), line);
        }
    }

    fn pass(&self, token: Token, line: u64) -> TokenSinkResult<Handle<'n>> {
        match self.builder.process_token(token, line) {
            TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                TokenSinkResult::Continue
            }
            result => result,
        }
    }

    /// The current node, and how many elements are open, or a few more.
    fn current(&self) -> (Option<Handle<'n>>, u16) {
        // The builder asks its sink for the current node's name: the only way to learn which node it is.
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace();
        let sink = &self.builder.sink;
        match sink.asked() {
            Some(node) => (Some(node), sink.depth_of(node)),
            None => (None, 0),
        }
    }

    fn close(&self, name: &LocalName, line: u64) {
        self.shortcut.tangle();
        let _ = self.pass(
            Token::TagToken(TagToken {
                kind: TagKind::EndTag,
                name: name.clone(),
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            }),
            line,
        );
    }

    /// Makes room for one more element. False where there is none.
    fn make_room(&self, line: u64, name: &LocalName) -> bool {
        let (_, depth) = self.current();
        self.builder.sink.depth.set(depth);
        self.count(depth, line);
        let cap = self.cap.get();
        if depth + 1 < cap && !self.flattened.borrow().is_empty() {
            self.flattened.borrow_mut().clear();
        }
        depth < cap || holds_no_elements(name) || self.flatten(line)
    }

    /// Closes elements until one more may be opened. False where that fails.
    fn flatten(&self, line: u64) -> bool {
        self.acted.set(true);
        let from = self.flattened.borrow().len();
        let (mut node, mut depth) = self.current();
        while let Some(open) = node.filter(|_| depth >= self.cap.get()) {
            self.close(&open.name.local, line);
            let (next, lower) = self.current();
            if lower >= depth {
                break;
            }
            self.flattened.borrow_mut().push(open.name.local.clone());
            self.builder.sink.depth.set(lower);
            (node, depth) = (next, lower);
        }
        if let Some(closed) = self.flattened.borrow_mut().get_mut(from..) {
            closed.reverse();
        }
        depth < self.cap.get()
    }

    /// Counts what a tag costs the builder, and lowers the cap where it comes to too much.
    fn count(&self, depth: u16, line: u64) {
        let tags = self.tags.get() + 1;
        let steps = self.steps.get() + u64::from(depth);
        self.tags.set(tags);
        self.steps.set(steps);
        if steps > STEPS + STEPS_PER_TAG * tags
            && self.cap.replace(OPEN_ELEMENTS_LATER) > OPEN_ELEMENTS_LATER
        {
            self.flatten(line);
        }
    }

    /// Whether an end tag closes an element that was closed already to make room.
    fn is_closed_already(&self, name: &LocalName, line: u64) -> bool {
        if self.flattened.borrow().is_empty() {
            return false;
        }
        let (current, depth) = self.current();
        let flattened = &mut *self.flattened.borrow_mut();
        if depth + 1 < self.cap.get() {
            flattened.clear();
        }
        if flattened.last() != Some(name) {
            return false;
        }
        if depth >= self.cap.get() {
            match current {
                Some(leaf) if leaf.name.local != *name => self.close(&leaf.name.local, line),
                _ => return false,
            }
        }
        flattened.pop();
        true
    }

    fn start(&self, mut tag: TagToken, line: u64) -> TokenSinkResult<Handle<'n>> {
        if self.is_full() && self.leaves_out(&tag.name, line) {
            return TokenSinkResult::Continue;
        }
        self.start_tags.set(self.start_tags.get().saturating_add(1));
        tag.attrs.truncate(ATTRIBUTES);
        if !self.make_room(line, &tag.name) {
            return TokenSinkResult::Continue;
        }
        let over = self.is_over_implied();
        if over {
            self.close_formatting(line);
        }
        let formats = self.formats(&tag.name);
        if formats && tag.name != local_name!("a") {
            tag.attrs.truncate(FORMATTING_ATTRIBUTES);
            if over || !self.has_room_for_formatting() {
                self.acted.set(true);
                return TokenSinkResult::Continue;
            }
        }
        let (is_link, made) = (tag.name == local_name!("a"), self.builder.sink.made.get());
        let result = self.pass(Token::TagToken(tag), line);
        let made = self.builder.sink.made.get() - made;
        if formats {
            self.shortcut.opened(made, self.current().0);
        }
        if is_link && made > ROUNDS && self.has_links() {
            self.acted.set(true);
        }
        result
    }

    fn end_tag(&self, tag: TagToken, line: u64) -> TokenSinkResult<Handle<'n>> {
        let makes_one = matches!(tag.name, local_name!("p") | local_name!("br"));
        if self.thin.closes(&tag.name)
            || makes_one && self.is_full() && self.leaves_out_end(&tag.name, line)
        {
            return TokenSinkResult::Continue;
        }
        if self.formats(&tag.name) {
            let (node, depth) = self.current();
            self.builder.sink.depth.set(depth);
            let is_current = node.is_some_and(|node| node.name.local == tag.name);
            self.shortcut.closes(is_current, node);
        } else if matches!(tag.name, local_name!("body") | local_name!("html")) {
            self.shortcut.leave_body();
        }
        self.count(self.builder.sink.depth.get(), line);
        if self.is_closed_already(&tag.name, line) {
            return TokenSinkResult::Continue;
        }
        self.pass(Token::TagToken(tag), line)
    }

    fn formats(&self, name: &LocalName) -> bool {
        let known = self.is_formatting.take();
        known.unwrap_or_else(|| is_formatting(name))
    }

    fn has_room_for_formatting(&self) -> bool {
        let mut count = self.formatting.get() + 2;
        if count > Formatting::LIMIT {
            count = Formatting::of(&self.builder).count() + 2;
        }
        let room = count <= Formatting::LIMIT;
        self.formatting.set(if room { count } else { count - 2 });
        room
    }

    /// Whether there are links beside the one just opened, which counts twice.
    fn has_links(&self) -> bool {
        let open = Formatting::of(&self.builder).names.take();
        open.iter()
            .filter(|name| **name == local_name!("a"))
            .count()
            > 2
    }

    /// Closes all formatting elements, open ones and those that wait to be opened again.
    fn close_formatting(&self, line: u64) {
        let made = &self.builder.sink.made;
        if made.get() < self.made_then.get() + IMPLIED / 16 {
            return;
        }
        self.acted.set(true);
        for name in Formatting::of(&self.builder).names.take().iter().rev() {
            self.close(name, line);
        }
        self.made_then.set(made.get());
    }

    /// Whether too many elements were made that no tag asked for, as open formatting elements are in each paragraph.
    fn is_over_implied(&self) -> bool {
        let tags = self.start_tags.get();
        self.builder.sink.made.get() > IMPLIED.saturating_add(tags).saturating_add(tags / 2)
    }
}

impl<'n> TokenSink for Bounds<'n> {
    type Handle = Handle<'n>;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle<'n>> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(tag, line),
            Token::TagToken(tag) => self.end_tag(tag, line),
            Token::ParseError(_) => TokenSinkResult::Continue,
            token => self.pass(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Consumer for Bounds<'_> {
    fn locate(&self, source: Range<usize>) {
        self.builder.sink.token.locate(source);
    }

    fn text(&self, source: Range<usize>, decoded: Option<&str>) {
        let (current, depth) = self.current();
        let sink = &self.builder.sink;
        sink.depth.set(depth);
        let are_none = || Formatting::of(&self.builder).names.take().is_empty();
        let text = sink.token.text_of(&source, decoded);
        if let Some(node) = current
            && self.shortcut.is_open(node, text, are_none)
        {
            sink.append_text(node.id, text, source);
            return;
        }
        let text = if current.is_none_or(|node| holds_text_back(node.tag)) {
            sink.token.text_itself(source, decoded)
        } else {
            sink.token.stand_in(source, decoded)
        };
        let _ = self.pass(Token::CharacterTokens(text), 1);
    }

    fn name(&self, name: &Name) {
        self.is_formatting.set(Some(name.is_formatting));
    }

    fn begin(&self, name: &Name) {
        self.builder.sink.begin(name);
    }

    fn attribute(&self, name: &LocalName, value: &str) {
        self.builder.sink.attribute(name, value);
    }

    fn attributes_ticket(&self) -> Option<Attribute> {
        self.builder.sink.attributes_ticket()
    }

    fn wants_raw(&self, kind: RawKind, text: &str) -> bool {
        self.builder.sink.wants_raw(kind, text)
    }
}

/// Elements in which the tree builder keeps text for later, or picks the white space out of it.
fn holds_text_back(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Table
            | Tag::Tbody
            | Tag::Tfoot
            | Tag::Thead
            | Tag::Tr
            | Tag::Template
            | Tag::Html
            | Tag::Head
            | Tag::Other
    )
}

/// Elements that take no place on the stack, or give it back at once.
fn holds_no_elements(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("br")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("iframe")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("script")
            | local_name!("source")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("wbr")
            | local_name!("xmp")
    )
}

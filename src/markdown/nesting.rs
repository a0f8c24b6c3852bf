//! Lists and quotations around a block.

use std::fmt::Write as _;

use crate::document::{Block, BlockKind, Document};
use crate::dom::Tag;
use crate::segment::ContainerId;

/// Lists and quotations in one another that are shown: each costs some bytes on every line.
const DEEPEST: usize = 10;
/// `CommonMark` has no larger number.
const LARGEST: u32 = 999_999_999;

/// What a block stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    container: ContainerId,
    form: FrameForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameForm {
    Quote,
    Item { list: ContainerId, ordered: bool },
}

/// A frame that goes on.
#[derive(Debug, Clone, Copy)]
struct Open {
    frame: Frame,
    /// The number of an ordered list's item.
    number: u32,
    /// The list has the other sign, since one of its kind stands right before it.
    other: bool,
    /// Bytes of the prefix before it.
    before: usize,
}

/// The frames of the last block.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    open: Vec<Open>,
    /// What every line but the first of a block starts with.
    pub(super) prefix: String,
    last: Option<BlockKind>,
}

impl Nesting {
    /// Goes on to a block: writes what stands between it and the last one, and the marks before its text.
    pub(super) fn enter(&mut self, document: &Document, block: &Block, out: &mut String) {
        let frames = frames(document, block);
        let pairs = self.open.iter().zip(&frames);
        let common = pairs
            .take_while(|(open, frame)| open.frame.container == frame.container)
            .count();
        let ended = self.open.get(common).copied();
        if let Some(ended) = ended {
            self.prefix.truncate(ended.before);
            self.open.truncate(common);
        }
        let new: Vec<Open> = frames
            .iter()
            .skip(common)
            .enumerate()
            .map(|(at, frame)| {
                let is_last = common + at + 1 == frames.len();
                let own = is_last.then_some(block.kind);
                opened(*frame, own, ended.filter(|_| at == 0))
            })
            .collect();
        if let Some(last) = self.last {
            let list = block.kind.is_item() && last.is_item();
            let tight = list && new.first().is_some_and(|new| is_tight(new, ended.as_ref()));
            out.push('\n');
            if !tight {
                out.push_str(self.prefix.trim_end());
                out.push('\n');
            }
        }
        self.last = Some(block.kind);
        out.push_str(&self.prefix);
        for mut open in new {
            open.before = self.prefix.len();
            let from = out.len();
            open.write_mark(out);
            match open.frame.form {
                FrameForm::Quote => self.prefix.push_str("> "),
                FrameForm::Item { .. } => self
                    .prefix
                    .extend(std::iter::repeat_n(' ', out.len() - from)),
            }
            self.open.push(open);
        }
    }
}

/// A new frame; `own` is the kind of the block whose innermost frame it is, `ended` the one that ended before it.
fn opened(mut frame: Frame, own: Option<BlockKind>, ended: Option<Open>) -> Open {
    let mut open = Open {
        frame,
        number: 1,
        other: false,
        before: 0,
    };
    let FrameForm::Item { list, ordered } = &mut frame.form else {
        return open;
    };
    let mut number = None;
    if let Some(BlockKind::ListItem { number: own, .. }) = own {
        *ordered = own.is_some();
        number = own;
    }
    if let Some(ended) = ended
        && let FrameForm::Item {
            list: before,
            ordered: was,
        } = ended.frame.form
        && was == *ordered
    {
        let same = before == *list;
        open.other = ended.other == same;
        if same {
            number = number.or(Some(ended.number.saturating_add(1)));
        }
    }
    open.number = number.unwrap_or(1).min(LARGEST);
    open.frame = frame;
    open
}

/// Whether an item follows the last one without an empty line: in the same list, or in one of its own inside of that,
/// which must start with 1 where it interrupts a paragraph.
fn is_tight(new: &Open, ended: Option<&Open>) -> bool {
    let FrameForm::Item { list, ordered } = new.frame.form else {
        return false;
    };
    match ended.map(|ended| ended.frame.form) {
        Some(FrameForm::Item { list: before, .. }) => before == list,
        Some(FrameForm::Quote) => false,
        None => !ordered || new.number == 1,
    }
}

impl Open {
    fn write_mark(&self, out: &mut String) {
        let mark = match (self.frame.form, self.other) {
            (FrameForm::Quote, _) => "> ",
            (FrameForm::Item { ordered: false, .. }, false) => "- ",
            (FrameForm::Item { ordered: false, .. }, true) => "* ",
            (FrameForm::Item { ordered: true, .. }, false) => ". ",
            (FrameForm::Item { ordered: true, .. }, true) => ") ",
        };
        if matches!(self.frame.form, FrameForm::Item { ordered: true, .. }) {
            let _ = write!(out, "{}", self.number);
        }
        out.push_str(mark);
    }
}

/// The lists' items and quotations around a block, the outermost first.
fn frames(document: &Document, block: &Block) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut is_item = false;
    let mut next = block.structure.map(|structure| structure.container);
    while let Some(id) = next {
        let Some(container) = document.containers.get(id as usize) else {
            break;
        };
        let form = match container.tag {
            Tag::Blockquote => Some(FrameForm::Quote),
            Tag::Li => Some(FrameForm::Item {
                list: container.parent.unwrap_or(id),
                ordered: false,
            }),
            _ => None,
        };
        if let Some(form) = form {
            frames.push(Frame {
                container: id,
                form,
            });
            is_item = container.tag == Tag::Li;
        } else if is_item && matches!(container.tag, Tag::Ul | Tag::Ol | Tag::Menu) {
            if let Some(frame) = frames.last_mut() {
                let ordered = container.tag == Tag::Ol;
                frame.form = FrameForm::Item { list: id, ordered };
            }
            is_item = false;
        }
        next = container.parent;
    }
    frames.reverse();
    if frames.len() > DEEPEST
        && let Some(innermost) = frames.pop()
    {
        frames.truncate(DEEPEST - 1);
        frames.push(innermost);
    }
    frames
}

impl BlockKind {
    fn is_item(self) -> bool {
        matches!(self, Self::ListItem { .. })
    }
}

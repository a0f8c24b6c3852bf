//! Short texts of the tree and of attributes, on one line.

use super::headings;
use crate::dom::{Dom, NodeId, Tag};

/// Longest value that is kept of a `<meta>` or a heading, in characters.
const MAX_CHARS: usize = 1000;

/// White space squeezed, length bounded; `None` when nothing is left.
pub(crate) fn squeezed(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len().min(MAX_CHARS));
    let mut chars = 0;
    for word in text.split(is_between) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let is_ascii = word.is_ascii();
        let count = if is_ascii {
            word.len()
        } else {
            word.chars().count()
        };
        chars += count + 1;
        if chars > MAX_CHARS {
            break;
        }
        if is_ascii {
            out.push_str(word);
        } else {
            out.extend(word.chars().filter(|&c| c != '\u{ad}'));
        }
    }
    (!out.is_empty()).then_some(out)
}

/// White space, control characters and what is as invisible.
fn is_between(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\x7f';
    }
    c.is_whitespace() || c.is_control() || c == '\u{200b}' || c == '\u{feff}'
}

/// The rendered text of a short element, on one line.
pub(crate) fn text_of(dom: &Dom, id: NodeId) -> String {
    let mut out = String::new();
    let mut next = dom.node(id).first_child;
    while let Some(node) = next {
        if let Some(text) = dom.text(node) {
            out.push_str(text);
        }
        let tag = dom.tag(node);
        let skip = tag.is_some_and(|tag| is_skipped(tag) || headings::is_aside(dom, node));
        if tag.is_some_and(|tag| !is_inline(tag)) {
            out.push(' ');
        }
        if out.len() > MAX_CHARS * 4 {
            break;
        }
        let child = dom.node(node).first_child.filter(|_| !skip);
        next = child.or_else(|| {
            let after = dom.after(node, id);
            // What follows a block is not glued to it.
            let left = std::iter::once(node)
                .chain(dom.ancestors(node))
                .take_while(|&left| {
                    left != id && after.is_none_or(|after| dom.node(after).previous != Some(left))
                });
            let ends_block = left
                .chain(after.and_then(|after| dom.node(after).previous))
                .any(|left| dom.tag(left).is_some_and(|tag| !is_inline(tag)));
            if ends_block {
                out.push(' ');
            }
            after
        });
    }
    squeezed(&out).unwrap_or_default()
}

fn is_skipped(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Script | Tag::Style | Tag::Svg | Tag::Template | Tag::Noscript | Tag::Button
    )
}

fn is_inline(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::Abbr
            | Tag::B
            | Tag::Cite
            | Tag::Code
            | Tag::Em
            | Tag::Font
            | Tag::I
            | Tag::Other
            | Tag::Q
            | Tag::S
            | Tag::Small
            | Tag::Span
            | Tag::Strong
            | Tag::Sub
            | Tag::Sup
            | Tag::U
            | Tag::Wbr
    )
}

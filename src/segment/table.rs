//! Which tables hold data, and which only lay the page out.

use crate::document::BlockKind;
use crate::dom::{Dom, NodeData, NodeId, Tag};

/// Words in one cell above which the table is taken for layout.
const LONG_CELL: usize = 60;

/// For each node index: whether this `tr` holds blocks of its own (nested tables, several paragraphs in a cell, lists,
/// headings, long text), so that its cells, not the row, are to be cut into blocks.
pub(crate) fn layout_tables(dom: &Dom) -> Vec<bool> {
    let mut layout = Vec::new();
    if !dom
        .nodes
        .iter()
        .any(|node| matches!(node.data, NodeData::Element { tag: Tag::Tr, .. }))
    {
        return layout;
    }
    layout.resize(dom.nodes.len(), false);
    let mut row: Vec<NodeId> = Vec::new();
    let (mut cell_words, mut has_text) = (0usize, false);
    let mut node = Dom::ROOT;
    loop {
        match &dom.node(node).data {
            NodeData::Element { tag: Tag::Tr, .. } => row.push(node),
            NodeData::Element {
                tag: Tag::Td | Tag::Th,
                ..
            } => (cell_words, has_text) = (0, false),
            NodeData::Element { tag, .. } if holds_blocks(*tag) => mark(&row, &mut layout),
            NodeData::Element { tag, .. } if has_text && wraps_text(*tag) => {
                mark(&row, &mut layout);
            }
            NodeData::Text(range) if !row.is_empty() => {
                let text = dom
                    .text
                    .get(range.start as usize..range.end as usize)
                    .unwrap_or("");
                cell_words += text.len() / 6;
                has_text |= text.bytes().any(|byte| !byte.is_ascii_whitespace());
                if cell_words > LONG_CELL {
                    mark(&row, &mut layout);
                }
            }
            _ => {}
        }
        if let Some(child) = dom.node(node).first_child {
            node = child;
            continue;
        }
        loop {
            if row.last() == Some(&node) {
                row.pop();
            }
            if node == Dom::ROOT {
                return layout;
            }
            if let Some(next) = dom.node(node).next {
                node = next;
                break;
            }
            let Some(parent) = dom.node(node).parent else {
                return layout;
            };
            node = parent;
        }
    }
}

/// Marks the innermost row, and those around it: a row that holds a table is layout.
fn mark(row: &[NodeId], layout: &mut [bool]) {
    for node in row.iter().rev() {
        match layout.get_mut(node.index()) {
            Some(marked) if !*marked => *marked = true,
            _ => return,
        }
    }
}

/// A cell of a table whose cells are short: the row is the block.
pub(super) fn is_cell_of_row(tag: Tag, around: BlockKind) -> bool {
    matches!(tag, Tag::Td | Tag::Th) && around == BlockKind::TableRow
}

/// A paragraph in a cell of such a table, or what else is around the cell's text.
pub(super) fn is_inside_row(tag: Tag, around: BlockKind) -> bool {
    wraps_text(tag) && around == BlockKind::TableRow
}

/// What may stand around the whole text of a cell.
fn wraps_text(tag: Tag) -> bool {
    matches!(tag, Tag::P | Tag::Div)
}

fn holds_blocks(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Table
            | Tag::H1
            | Tag::H2
            | Tag::H3
            | Tag::H4
            | Tag::Ul
            | Tag::Ol
            | Tag::Article
            | Tag::Section
            | Tag::Form
            | Tag::Pre
            | Tag::Blockquote
    )
}

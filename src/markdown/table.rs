//! Rows of one table.

use super::Kept;
use crate::document::{BlockKind, Document};
use crate::dom::Tag;
use crate::segment::ContainerId;

/// Columns up to which rows shorter than the header are filled up; wider tables cost too much, and readers fill up
/// by themselves.
const FILLED: usize = 32;

/// How many blocks from the first on are rows of one table.
pub(super) fn rows(document: &Document, kept: &[Kept]) -> usize {
    let is_row = |kept: &&Kept| kept.block.kind == BlockKind::TableRow;
    let table = kept.first().and_then(|first| table_of(document, first));
    kept.iter()
        .take_while(is_row)
        .take_while(|kept| table_of(document, kept) == table)
        .count()
}

fn table_of(document: &Document, kept: &Kept) -> Option<ContainerId> {
    let mut next = kept.block.structure.map(|structure| structure.container);
    while let Some(id) = next {
        let container = document.containers.get(id as usize)?;
        if container.tag == Tag::Table {
            return Some(id);
        }
        next = container.parent;
    }
    None
}

/// What a table's rows are filled up to.
pub(super) struct Shape {
    pub(super) columns: usize,
    /// Empty cells to the left and right of the header's.
    pub(super) header: (usize, usize),
}

impl Shape {
    /// A header's leading empty cells are not in the text: what it lacks to the row after it stood on its left.
    pub(super) fn of(rows: &[Vec<String>]) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = |at: usize| rows.get(at).map_or(0, Vec::len);
        let left = cells(1).saturating_sub(cells(0));
        Self {
            columns,
            header: (left, columns.saturating_sub(left + cells(0))),
        }
    }

    /// The empty cells on both sides of another row.
    pub(super) fn sides(&self, cells: usize) -> (usize, usize) {
        let lacks = self.columns.saturating_sub(cells);
        (0, if self.columns <= FILLED { lacks } else { 0 })
    }
}

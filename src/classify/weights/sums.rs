//! Sums of points, of which no more is asked: what costs most of a look, so the tables are made for it.

use crate::classify::evidence::Features;
use crate::classify::space::{Group, PADDED};

use super::{AllPoints, Points};

/// The points of all looks for one feature, as a machine takes them at once.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(16))]
pub(super) struct OfLooks(pub(super) [f32; 4]);

/// The points of nothing.
static NO_POINTS: [f32; PADDED] = [0.0; PADDED];
static NO_LOOKS: [OfLooks; PADDED] = [OfLooks([0.0; 4]); PADDED];

/// Points as a table of known size.
pub(super) fn table(points: &Points) -> &[f32; PADDED] {
    points.0.as_ref().try_into().unwrap_or(&NO_POINTS)
}

/// The sums of the rows of one look. Of a table of known size, a group's labels need no check.
pub(crate) struct RowSums<'a> {
    points: &'a [f32; PADDED],
    row: f32,
    pub(crate) sums: Vec<f32>,
}

impl<'a> RowSums<'a> {
    /// For so many rows.
    pub(crate) fn new(points: &'a Points, rows: usize) -> Self {
        Self {
            points: table(points),
            row: 0.0,
            sums: Vec::with_capacity(rows),
        }
    }
}

impl Features for RowSums<'_> {
    #[inline]
    fn add(&mut self, group: Group, label: usize) {
        self.row += self.points[group.place(label)];
    }

    #[inline]
    fn end_row(&mut self) {
        self.sums.push(std::mem::take(&mut self.row));
    }
}

/// The sums of rows by the points of all looks.
pub(in crate::classify) struct LookSums<'a> {
    points: &'a [OfLooks; PADDED],
    row: OfLooks,
    pub(in crate::classify) sums: Vec<[f32; 4]>,
}

impl<'a> LookSums<'a> {
    /// For so many rows.
    pub(in crate::classify) fn new(points: &'a AllPoints, rows: usize) -> Self {
        Self {
            points: points.0.as_ref().try_into().unwrap_or(&NO_LOOKS),
            row: OfLooks::default(),
            sums: Vec::with_capacity(rows),
        }
    }
}

impl Features for LookSums<'_> {
    #[inline]
    fn add(&mut self, group: Group, label: usize) {
        let points = &self.points[group.place(label)];
        for (sum, points) in self.row.0.iter_mut().zip(points.0) {
            *sum += points;
        }
    }

    #[inline]
    fn end_row(&mut self) {
        self.sums.push(std::mem::take(&mut self.row).0);
    }
}

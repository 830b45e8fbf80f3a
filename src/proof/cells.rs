//! The records of tables by their place.

use crate::check::Spot;
use crate::record::{Origin, Record};
use std::ops::Range;

/// Where the records of tables stand: they come first, in the order of table, row and column.
#[derive(Debug)]
pub(super) struct Cells(Vec<(Spot, usize)>);

impl Cells {
    pub fn of(records: &[Record]) -> Self {
        let tables = records.iter().enumerate().filter(|(_, record)| record.origin == Origin::Table);
        let mut cells: Vec<(Spot, usize)> =
            tables.map(|(at, r)| (Spot { table: r.table_index, row: r.row, column: r.column }, at)).collect();
        cells.sort_unstable_by_key(|(spot, _)| *spot);
        Self(cells)
    }

    /// Index of the record of a cell.
    pub fn at(&self, spot: Spot) -> Option<usize> {
        let found = self.0.binary_search_by_key(&spot, |(spot, _)| *spot).ok()?;
        self.0.get(found).map(|(_, at)| *at)
    }

    /// Indexes of the records of a table, by row and column.
    pub fn of_table(&self, table: usize) -> impl Iterator<Item = (Spot, usize)> + '_ {
        self.0.get(self.range(table)).unwrap_or_default().iter().copied()
    }

    fn range(&self, table: usize) -> Range<usize> {
        let from = self.0.partition_point(|(spot, _)| spot.table < table);
        from..self.0.partition_point(|(spot, _)| spot.table <= table)
    }
}

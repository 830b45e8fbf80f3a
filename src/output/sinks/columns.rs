//! Columns in memory as Arrow lays them out, without its library: what takes them needs no more than the buffers.

use super::table::{Column, Kind};
use super::value::{Value, scaled};

/// A column as Arrow lays it out, little-endian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// One bit for each row, the lowest first: there is a value.
    pub present: Vec<u8>,
    /// Where the text of each row begins, and where the last ends, four bytes each; empty where the values are no texts.
    pub offsets: Vec<u8>,
    /// Bytes of texts; eight bytes for each whole number or coordinate; sixteen for each decimal, in units of 10^-10; a bit for
    /// each yes or no.
    pub values: Vec<u8>,
}

/// The columns of a table.
#[derive(Debug)]
pub struct Columns {
    kinds: Vec<Kind>,
    filled: Vec<Filled>,
    /// Number of rows.
    pub rows: usize,
}

/// Bytes that the texts of one column may have: their ends are counted with 31 bits.
const MOST: usize = i32::MAX as usize;

impl Columns {
    pub(super) fn of(columns: &[Column]) -> Self {
        let kinds: Vec<Kind> = columns.iter().map(|column| column.kind).collect();
        let begin = |kind: &Kind| {
            let offsets = if is_text(*kind) { vec![0; size_of::<i32>()] } else { Vec::new() };
            Filled { present: Vec::new(), offsets, values: Vec::new() }
        };
        Self { filled: kinds.iter().map(begin).collect(), kinds, rows: 0 }
    }

    /// Takes the values of a row, in the order of the columns. What the column cannot hold is null; `odd` is told which column.
    pub(super) fn push<'v, 'j: 'v>(&mut self, row: impl Iterator<Item = &'v Value<'j>>, mut odd: impl FnMut(usize, &Value<'j>)) {
        for (at, (value, (kind, filled))) in row.zip(self.kinds.iter().zip(&mut self.filled)).enumerate() {
            let there = filled.put(*kind, value, self.rows);
            if !there && *value != Value::Null {
                odd(at, value);
            }
            set_bit(&mut filled.present, self.rows, there);
        }
        self.rows += 1;
    }

    /// The columns, each with a value for each row.
    pub fn into_filled(self) -> Vec<Filled> {
        self.filled
    }

    /// Bytes of all columns.
    pub fn bytes(&self) -> usize {
        self.filled.iter().map(|filled| filled.present.len() + filled.offsets.len() + filled.values.len()).sum()
    }
}

impl Filled {
    /// Adds the value of a row, or what stands for none; says whether there is one.
    fn put(&mut self, kind: Kind, value: &Value<'_>, row: usize) -> bool {
        match (kind, value) {
            (Kind::Text | Kind::Json, value) => {
                let text = value.text().filter(|text| self.values.len().saturating_add(text.len()) <= MOST);
                self.values.extend_from_slice(text.unwrap_or_default().as_bytes());
                let end = i32::try_from(self.values.len()).unwrap_or(i32::MAX);
                self.offsets.extend_from_slice(&end.to_le_bytes());
                text.is_some()
            }
            (Kind::Integer, value) => self.extend(value.integer().map(i64::to_le_bytes)),
            (Kind::Coordinate, Value::Coordinate(points)) => self.extend(Some(points.to_le_bytes())),
            (Kind::Coordinate, _) => self.extend::<8>(None),
            (Kind::Decimal, Value::Decimal(decimal)) => self.extend(scaled(*decimal).map(i128::to_le_bytes)),
            (Kind::Decimal, _) => self.extend::<16>(None),
            (Kind::Boolean, value) => {
                set_bit(&mut self.values, row, *value == Value::Boolean(true));
                matches!(value, Value::Boolean(_))
            }
        }
    }

    fn extend<const N: usize>(&mut self, bytes: Option<[u8; N]>) -> bool {
        self.values.extend_from_slice(&bytes.unwrap_or([0; N]));
        bytes.is_some()
    }
}

const fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Json)
}

/// Sets the next bit.
fn set_bit(bits: &mut Vec<u8>, at: usize, yes: bool) {
    if at.is_multiple_of(8) {
        bits.push(0);
    }
    if let Some(last) = bits.last_mut().filter(|_| yes) {
        *last |= 1 << (at % 8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_laid_out_as_arrow_has_them() {
        let column = |kind| Column::new("x", kind, "");
        let mut columns = Columns::of(&[Kind::Text, Kind::Integer, Kind::Boolean, Kind::Decimal].map(column));
        let decimal = |text: &str| Value::Decimal(text.parse().expect("a decimal"));
        let mut odd = Vec::new();
        for row in [
            [Value::Text("公".into()), Value::Integer(-1), Value::Boolean(true), decimal("1.5")],
            [Value::Null, Value::Null, Value::Null, Value::Null],
            [Value::Text("ab".into()), Value::Integer(2), Value::Boolean(false), decimal("0.00000000001")],
        ] {
            columns.push(row.iter(), |at, value| odd.push((at, value.to_string())));
        }
        assert_eq!(odd, [(3, "0.00000000001".to_owned())]);
        assert_eq!(columns.rows, 3);
        let [text, integer, boolean, decimal] = columns.into_filled().try_into().expect("four columns");
        assert_eq!((text.present, text.values), (vec![0b101], "公ab".as_bytes().to_vec()));
        assert_eq!(text.offsets, [0_i32, 3, 3, 5].map(i32::to_le_bytes).concat());
        assert_eq!(integer.values, [-1_i64, 0, 2].map(i64::to_le_bytes).concat());
        assert_eq!((boolean.present, boolean.values), (vec![0b101], vec![0b001]));
        assert_eq!((decimal.present, &decimal.values[..16]), (vec![0b001], &15_000_000_000_i128.to_le_bytes()[..]));
    }
}

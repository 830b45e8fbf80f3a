//! One CSV file a table (RFC 4180, UTF-8): amounts as plain decimals, nothing for null, lists as JSON.

use super::facts::Facts;
use super::model::Model;
use super::sink::{Loss, NUL, Options, Sink, SinkError, without_nul};
use super::table::Kind;
use super::value::Value;
use crate::output::Staging;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};

/// A spreadsheet that is told nothing takes a CSV file for one in the encoding of its country.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The files.
struct Csv<'m> {
    files: Vec<(String, ::csv::Writer<BufWriter<File>>)>,
    kinds: Vec<Vec<Kind>>,
    facts: Facts,
    options: Options,
    model: &'m Model,
}

/// Begins the files.
pub(super) fn create<'m>(model: &'m Model, staging: &Staging, options: Options) -> Result<Box<dyn Sink + 'm>, SinkError> {
    Ok(Box::new(Csv::create(model, staging, options)?))
}

impl<'m> Csv<'m> {
    fn create(model: &'m Model, staging: &Staging, options: Options) -> Result<Self, SinkError> {
        let folder = staging.part("csv");
        fs::create_dir_all(&folder).map_err(SinkError::output("csv"))?;
        let facts = Facts::of(model);
        let (mut files, mut kinds) = (Vec::new(), Vec::new());
        for (index, table) in model.tables.iter().enumerate() {
            let name = format!("csv/{}.csv", table.name);
            let columns = facts.columns(index);
            let create = || -> io::Result<_> {
                let mut file = BufWriter::new(File::create(staging.part(&name))?);
                if options.excel {
                    file.write_all(BOM)?;
                }
                let mut writer = ::csv::Writer::from_writer(file);
                writer.write_record(columns.iter().map(|c| &c.name))?;
                Ok(writer)
            };
            files.push((name.clone(), create().map_err(SinkError::output(&name))?));
            kinds.push(columns.iter().map(|c| c.kind).collect());
        }
        Ok(Self { files, kinds, facts, options, model })
    }
}

impl Sink for Csv<'_> {
    fn row(&mut self, table: usize, row: &[Value<'_>], losses: &mut Vec<Loss>) -> Result<(), SinkError> {
        let definition = &self.model.tables[table];
        debug_assert_eq!(row.len(), definition.columns.len());
        for (column, value) in definition.columns.iter().zip(row) {
            if let Some(text) = value.text().filter(|text| text.contains('\0')) {
                losses.push(Loss::new(&definition.name, &column.name, text, NUL));
            }
        }
        self.facts.see(table, row);
        let (name, writer) = &mut self.files[table];
        let fields = self.facts.row(table, row).zip(&self.kinds[table]).map(|(value, kind)| match value {
            Value::Text(text) if text.contains('\0') => {
                without_nul(text).map_or_else(|| Cow::Borrowed(text.as_ref()), Cow::Owned)
            }
            Value::Text(text) if self.options.excel && *kind != Kind::Decimal => guarded(text),
            Value::Text(text) => Cow::Borrowed(text.as_ref()),
            other => Cow::Owned(other.to_string()),
        });
        let write = || -> Result<(), ::csv::Error> {
            for field in fields {
                writer.write_field(field.as_bytes())?;
            }
            writer.write_record(None::<&[u8]>)
        };
        write().map_err(|error| SinkError::Output { file: name.clone(), error: error.to_string() })
    }

    fn finish(self: Box<Self>, _: &mut Vec<Loss>) -> Result<(), SinkError> {
        for (name, mut writer) in self.files {
            writer.flush().map_err(SinkError::output(&name))?;
        }
        Ok(())
    }
}

/// A text that a spreadsheet would take for a formula, with a `'` before it (CWE-1236). Amounts are numbers and need none, so
/// negative ones stay numbers.
fn guarded(text: &str) -> Cow<'_, str> {
    let first = text.chars().next();
    if first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_guarded() {
        for formula in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for text in ["合计", "1-2", "a=b", "", "（一）"] {
            assert_eq!(guarded(text), text);
        }
    }
}

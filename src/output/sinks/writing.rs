//! A format as it is written: it fails alone, and what it cannot hold is counted.

use super::format::Format;
use super::model::Model;
use super::sink::{Loss, Options, Sink, SinkError};
use super::value::Value;
use crate::output::Staging;
use std::borrow::Cow;

/// What a format could not hold as it is.
#[derive(Debug, Default)]
pub struct Losses {
    /// Number of values.
    pub count: usize,
    /// The first, with the id of its document.
    pub first: Option<(String, Loss)>,
}

/// A format that is being written.
pub(super) struct Writing<'m> {
    format: Format,
    model: &'m Model,
    /// Nothing more is written once it has failed.
    sink: Result<Box<dyn Sink + 'm>, SinkError>,
    losses: Losses,
    /// Those of the rows since the last document ended.
    recent: Vec<Loss>,
}

impl<'m> Writing<'m> {
    pub(super) fn begin(format: Format, model: &'m Model, staging: &Staging, options: Options) -> Self {
        Self::of(format, model, format.create(model, staging, options))
    }

    /// Something that takes the rows of a format.
    pub(super) fn of(format: Format, model: &'m Model, sink: Result<Box<dyn Sink + 'm>, SinkError>) -> Self {
        Self { format, model, sink, losses: Losses::default(), recent: Vec::new() }
    }

    /// Whether it has failed already.
    pub(super) fn has_failed(&self) -> bool {
        self.sink.is_err()
    }

    /// Whether it does anything with rows of a table.
    pub(super) fn wants(&self, table: usize) -> bool {
        self.sink.as_ref().is_ok_and(|sink| sink.wants(table))
    }

    /// Gives it a row.
    pub(super) fn row(&mut self, table: usize, row: &[Value<'_>]) {
        let mut recent = std::mem::take(&mut self.recent);
        self.ask(|sink| sink.row(table, row, &mut recent));
        self.recent = recent;
    }

    /// Tells it of a value that no format can hold.
    pub(super) fn lose(&mut self, loss: &Loss) {
        self.recent.push(loss.clone());
    }

    /// All rows of a document were given, with so many diagnostics; what the format could not hold becomes more of them.
    pub(super) fn end_of_document(&mut self, id: &str, diagnostics: i64) {
        let losses = std::mem::take(&mut self.recent);
        for (number, loss) in (diagnostics..).zip(&losses) {
            if let Some((table, row)) = self.diagnostic(id, number, loss) {
                self.row(table, &row);
            }
        }
        self.count(id, losses);
        self.ask(|sink| sink.end_of_document());
    }

    /// Finishes it, and says how it ended.
    pub(super) fn finish(mut self) -> (Format, Losses, Result<(), SinkError>) {
        let mut losses = std::mem::take(&mut self.recent);
        let (format, sink) = (self.format, std::mem::replace(&mut self.sink, Err(SinkError::NotBuiltIn(self.format.name()))));
        let result = sink.and_then(|sink| sink.finish(&mut losses));
        self.count("the run", losses);
        (format, self.losses, result)
    }

    fn ask(&mut self, request: impl FnOnce(&mut (dyn Sink + 'm)) -> Result<(), SinkError>) {
        if let Ok(sink) = &mut self.sink
            && let Err(error) = request(sink.as_mut())
        {
            self.sink = Err(error);
        }
    }

    fn count(&mut self, id: &str, losses: Vec<Loss>) {
        self.losses.count += losses.len();
        if self.losses.first.is_none() {
            self.losses.first = losses.into_iter().next().map(|loss| (id.to_owned(), loss));
        }
    }

    /// A row of `diagnostics`.
    fn diagnostic(&self, id: &str, number: i64, loss: &Loss) -> Option<(usize, Vec<Value<'static>>)> {
        let table = self.model.index("diagnostics")?;
        let columns = &self.model.tables[table];
        let mut row = vec![Value::Null; columns.columns.len()];
        let text = |text: &str| Value::Text(Cow::Owned(text.to_owned()));
        let values = [
            ("document", text(id)),
            ("diagnostic_index", Value::Integer(number)),
            ("code", text("export.value")),
            ("severity", text("warning")),
            ("message", text(&loss.message())),
        ];
        for (name, value) in values {
            row[columns.at(name)?] = value;
        }
        Some((table, row))
    }
}

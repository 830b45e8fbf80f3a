//! Parquet: `parquet/<table>/<table>.parquet`, and facts by year and kind in `parquet/<table>/year=…/kind=…/`; of many rows also
//! `<table>-1.parquet` and so on, since the description of a file stays in memory until the file is finished.
//!
//! A decimal is `DECIMAL(38, 10)`: 28 digits before the point and 10 behind it hold every amount exactly, also one printed in
//! 亿元 with eight decimals. What does not fit is null and told among the diagnostics, never rounded.

use super::facts::Facts;
use super::model::Model;
use super::sink::{Loss, Options, Sink, SinkError};
use super::table::{Column, Kind};
use super::value::{SCALE, TOO_FINE, Value, scaled};
use crate::output::Staging;
use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes that all files together may hold in memory before the one that holds most writes them as a row group. A country has
/// many years and kinds, and so many files: a number of rows for each would be memory for all of them.
const MOST_HELD: usize = 16 << 20;
/// Row groups of a file.
const MOST_GROUPS: usize = 32;
/// Bytes that the library and the allocator need for a text of its own.
const SHARED: usize = 48;
/// The partition of documents without a year or kind. Not the null of Hive: pandas cannot read a folder that has it, and a word
/// would make texts of all years. The column `document_year` is null there.
const UNKNOWN: (&str, &str) = ("0", "other");

/// The files.
struct Parquet<'m> {
    model: &'m Model,
    facts: Facts,
    folder: PathBuf,
    /// By table and partition.
    files: BTreeMap<(usize, String), Output>,
    /// Files that are finished, by the same.
    finished: BTreeMap<(usize, String), usize>,
    /// Bytes that all of them hold.
    held: usize,
    /// What they may hold, and how many row groups one may have.
    most: (usize, usize),
    properties: WriterPropertiesPtr,
    /// What a document can be.
    kinds: &'m [String],
}

/// A file being written.
struct Output {
    name: String,
    writer: SerializedFileWriter<Appended>,
    columns: Vec<Buffer>,
    rows: usize,
    /// Bytes in its buffers.
    held: usize,
    /// Row groups that are written.
    groups: usize,
}

/// The values of a column that are not written yet, and for each row whether there is one.
struct Buffer {
    name: String,
    present: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Boolean(Vec<bool>),
    Decimal(Vec<FixedLenByteArray>),
    Coordinate(Vec<f64>),
}

/// Begins the files.
pub(super) fn create<'m>(model: &'m Model, staging: &Staging, _: Options) -> Result<Box<dyn Sink + 'm>, SinkError> {
    Ok(Box::new(Parquet::create(model, staging)?))
}

/// A file that is opened for each piece that is written to it: a country has more years and kinds than a process may have open
/// files.
struct Appended(PathBuf);

impl Write for Appended {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        File::options().append(true).open(&self.0)?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'m> Parquet<'m> {
    fn create(model: &'m Model, staging: &Staging) -> Result<Self, SinkError> {
        let folder = staging.part("parquet");
        fs::create_dir_all(&folder).map_err(SinkError::output("parquet"))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // The range of each row group is told, that of each page would be memory for every page of all open files.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .set_created_by(concat!("gongkai ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        Ok(Self {
            model,
            facts: Facts::of(model),
            folder,
            files: BTreeMap::new(),
            finished: BTreeMap::new(),
            held: 0,
            most: (MOST_HELD, MOST_GROUPS),
            properties: Arc::new(properties),
            kinds: model.column("documents", "kind").map_or(&[], |kind| &kind.values),
        })
    }

    /// The folder of a row below that of its table: facts go by year and kind of their document.
    fn partition(&self, table: usize) -> String {
        if !self.facts.has_context(table) {
            return String::new();
        }
        // Names of folders are numbers and the words of our own schema, whatever stands in the document.
        let document = |column: &str| self.facts.document(self.model, column);
        let year = document("fiscal_year").and_then(Value::integer).map_or(UNKNOWN.0.to_owned(), |year| year.to_string());
        let is_known = |kind: &&str| self.kinds.iter().any(|known| known == kind);
        let kind = document("kind").and_then(Value::text).filter(is_known).unwrap_or(UNKNOWN.1);
        format!("year={year}/kind={kind}/")
    }

    fn open(&self, table: usize, partition: &str) -> Result<Output, SinkError> {
        let title = &self.model.tables[table].name;
        let before = self.finished.get(&(table, partition.to_owned())).copied().unwrap_or_default();
        let file = if before == 0 { format!("{title}.parquet") } else { format!("{title}-{before}.parquet") };
        let name = format!("parquet/{title}/{partition}{file}");
        let folder = self.folder.join(title).join(partition);
        let columns = self.facts.columns(table);
        let fields: Vec<String> = columns.iter().map(|c| format!("OPTIONAL {};", physical(&c.name, c.kind))).collect();
        let failed = |error: ParquetError| SinkError::Output { file: name.clone(), error: error.to_string() };
        let schema = parse_message_type(&format!("message {title} {{ {} }}", fields.join(" "))).map_err(failed)?;
        let create = || {
            fs::create_dir_all(&folder)?;
            let path = folder.join(&file);
            File::create(&path).map(|_| Appended(path))
        };
        let file = create().map_err(SinkError::output(&name))?;
        let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::clone(&self.properties)).map_err(failed)?;
        let columns = columns.iter().map(Buffer::of).collect();
        Ok(Output { name, writer, columns, rows: 0, held: 0, groups: 0 })
    }
}

impl Sink for Parquet<'_> {
    fn row(&mut self, table: usize, row: &[Value<'_>], losses: &mut Vec<Loss>) -> Result<(), SinkError> {
        self.facts.see(table, row);
        let key = (table, self.partition(table));
        if !self.files.contains_key(&key) {
            let output = self.open(table, &key.1)?;
            self.files.insert(key.clone(), output);
        }
        let Some(output) = self.files.get_mut(&key) else { return Ok(()) };
        for (value, buffer) in self.facts.row(table, row).zip(&mut output.columns) {
            let fits = match value {
                Value::Decimal(decimal) => scaled(*decimal).is_some(),
                _ => true,
            };
            if !fits {
                losses.push(Loss::new(&self.model.tables[table].name, &buffer.name, &value.to_string(), TOO_FINE));
            }
            let bytes = buffer.push(if fits { value } else { &Value::Null });
            output.held += bytes;
            self.held += bytes;
        }
        output.rows += 1;
        if self.held < self.most.0 {
            return Ok(());
        }
        let Some((key, largest)) = self.files.iter_mut().max_by_key(|(_, output)| output.held) else { return Ok(()) };
        self.held -= largest.held;
        largest.flush()?;
        if largest.groups >= self.most.1 {
            let key = key.clone();
            *self.finished.entry(key.clone()).or_default() += 1;
            self.files.remove(&key).map_or(Ok(()), Output::finish)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, _: &mut Vec<Loss>) -> Result<(), SinkError> {
        self.facts.forget();
        // A table without rows is a file without rows: a query finds nothing and does not fail.
        for table in 0..self.model.tables.len() {
            if !self.files.keys().chain(self.finished.keys()).any(|(of, _)| *of == table) {
                let partition = self.partition(table);
                let output = self.open(table, &partition)?;
                self.files.insert((table, partition), output);
            }
        }
        self.files.into_values().try_for_each(Output::finish)
    }
}

/// The declaration of a column.
fn physical(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Text | Kind::Json => format!("BYTE_ARRAY {name} (STRING)"),
        Kind::Integer => format!("INT64 {name}"),
        Kind::Boolean => format!("BOOLEAN {name}"),
        Kind::Decimal => format!("FIXED_LEN_BYTE_ARRAY (16) {name} (DECIMAL(38,{SCALE}))"),
        Kind::Coordinate => format!("DOUBLE {name}"),
    }
}

impl Values {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Json => Self::Text(Vec::new()),
            Kind::Integer => Self::Integer(Vec::new()),
            Kind::Boolean => Self::Boolean(Vec::new()),
            Kind::Decimal => Self::Decimal(Vec::new()),
            Kind::Coordinate => Self::Coordinate(Vec::new()),
        }
    }
}

impl Buffer {
    fn of(column: &Column) -> Self {
        Self { name: column.name.clone(), present: Vec::new(), values: Values::of(column.kind) }
    }

    /// Takes a value, and says how many bytes of memory it holds. What is not of the kind of the column is null.
    fn push(&mut self, value: &Value<'_>) -> usize {
        let mut held = size_of::<i16>();
        match (&mut self.values, value) {
            (Values::Text(values), Value::Text(text)) => {
                values.push(ByteArray::from(text.as_bytes().to_vec()));
                held += size_of::<ByteArray>() + text.len() + SHARED;
            }
            (Values::Integer(values), Value::Integer(number)) => values.push(*number),
            (Values::Boolean(values), Value::Boolean(yes)) => values.push(*yes),
            (Values::Coordinate(values), Value::Coordinate(points)) => values.push(*points),
            (Values::Decimal(values), Value::Decimal(decimal)) => {
                let Some(scaled) = scaled(*decimal) else {
                    self.present.push(0);
                    return held;
                };
                values.push(FixedLenByteArray::from(scaled.to_be_bytes().to_vec()));
                held += size_of::<FixedLenByteArray>() + size_of::<i128>() + SHARED;
            }
            _ => {
                self.present.push(0);
                return held;
            }
        }
        self.present.push(1);
        // What is not held elsewhere is a number at most.
        held + size_of::<i64>()
    }
}

impl Output {
    fn finish(mut self) -> Result<(), SinkError> {
        self.flush()?;
        let Self { name, writer, .. } = self;
        writer.close().map(drop).map_err(|error| SinkError::Output { file: name, error: error.to_string() })
    }

    /// Writes what is buffered as a row group.
    fn flush(&mut self) -> Result<(), SinkError> {
        if self.rows == 0 {
            return Ok(());
        }
        (self.rows, self.held) = (0, 0);
        self.groups += 1;
        let (writer, columns) = (&mut self.writer, &mut self.columns);
        let mut write = || -> Result<(), ParquetError> {
            let mut group = writer.next_row_group()?;
            let mut buffers = columns.iter_mut();
            while let (Some(buffer), Some(mut column)) = (buffers.next(), group.next_column()?) {
                let present = std::mem::take(&mut buffer.present);
                let levels = Some(present.as_slice());
                match &mut buffer.values {
                    Values::Text(v) => column.typed::<ByteArrayType>().write_batch(&std::mem::take(v), levels, None)?,
                    Values::Integer(v) => column.typed::<Int64Type>().write_batch(&std::mem::take(v), levels, None)?,
                    Values::Boolean(v) => column.typed::<BoolType>().write_batch(&std::mem::take(v), levels, None)?,
                    Values::Decimal(v) => {
                        column.typed::<FixedLenByteArrayType>().write_batch(&std::mem::take(v), levels, None)?
                    }
                    Values::Coordinate(v) => column.typed::<DoubleType>().write_batch(&std::mem::take(v), levels, None)?,
                };
                column.close()?;
            }
            group.close().map(drop)
        };
        write().map_err(|error| SinkError::Output { file: self.name.clone(), error: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_are_many_files_and_all_there() {
        use ::parquet::file::reader::{FileReader, SerializedFileReader};
        let out = tempfile::tempdir().expect("a folder");
        let (model, staging) = (Model::new(), Staging::for_export(out.path()).expect("a folder"));
        let mut sink = Parquet::create(&model, &staging).expect("a sink");
        sink.most = (8 << 10, 2);
        let table = model.index("inputs").expect("a table");
        for number in 0..1_000 {
            let mut row = vec![Value::Null; model.tables[table].columns.len()];
            row[0] = Value::Integer(number);
            sink.row(table, &row, &mut Vec::new()).expect("room");
        }
        Box::new(sink).finish(&mut Vec::new()).expect("files");
        let files = fs::read_dir(staging.part("parquet").join("inputs")).expect("files").flatten();
        let rows: Vec<i64> = files
            .map(|file| SerializedFileReader::new(File::open(file.path()).expect("a file")).expect("Parquet"))
            .map(|reader| reader.metadata().file_metadata().num_rows())
            .collect();
        assert_eq!(rows.iter().sum::<i64>(), 1_000);
        assert!(rows.len() > 2, "{rows:?}");
    }
}

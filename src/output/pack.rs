//! Documents themselves in Parquet, many to a file: what an engine reads, and what an object store likes better than millions of files.

use super::{Staging, disk};
use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The columns. `id` is the SHA-256 of the bytes.
const SCHEMA: &str = "message documents {
    REQUIRED BYTE_ARRAY id (STRING); REQUIRED BYTE_ARRAY name (STRING); OPTIONAL BYTE_ARRAY place (STRING);
    OPTIONAL BYTE_ARRAY department (STRING); OPTIONAL INT32 year; OPTIONAL BYTE_ARRAY url (STRING);
    OPTIONAL BYTE_ARRAY retrieved_at (STRING); REQUIRED BYTE_ARRAY bytes; }";
/// Bytes of documents in a row group, which is what an engine reads at a time, and what is held in memory here.
const ROW_GROUP: usize = 16 << 20;
/// Documents in a row group.
const ROWS: usize = 1024;

/// A document to pack.
#[derive(Debug, Clone)]
pub struct Packed {
    /// SHA-256 of its bytes, hex.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where its body is, as told.
    pub place: Option<String>,
    /// Its body, as told.
    pub department: Option<String>,
    /// Its year, as told.
    pub year: Option<u16>,
    /// Where it was fetched.
    pub url: Option<String>,
    /// When it was fetched.
    pub retrieved_at: Option<String>,
    /// Itself.
    pub bytes: Vec<u8>,
}

/// Files that are filled one after the other.
pub struct Shards<'s> {
    staging: &'s Staging,
    /// Bytes of documents after which a file is finished.
    most: u64,
    properties: WriterPropertiesPtr,
    open: Option<Open>,
    /// Files that are finished.
    pub finished: Vec<String>,
}

/// The file that is being filled.
struct Open {
    name: String,
    part: PathBuf,
    file: File,
    writer: SerializedFileWriter<File>,
    rows: Vec<Packed>,
    held: usize,
    written: u64,
}

impl<'s> Shards<'s> {
    /// Files with `most` bytes of documents at least, but the last.
    pub fn new(staging: &'s Staging, most: u64) -> Self {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_dictionary_enabled(false)
            .set_created_by(concat!("gongkai ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        Self { staging, most, properties: Arc::new(properties), open: None, finished: Vec::new() }
    }

    /// The name of a file.
    pub fn name(number: usize) -> String {
        format!("part-{number:05}.parquet")
    }

    /// Adds a document.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub fn add(&mut self, document: Packed) -> io::Result<()> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.begin()?,
        };
        open.held += document.bytes.len();
        open.written = open.written.saturating_add(document.bytes.len() as u64);
        open.rows.push(document);
        if open.held >= ROW_GROUP || open.rows.len() >= ROWS {
            open.flush()?;
        }
        if open.written >= self.most {
            return self.end(open);
        }
        self.open = Some(open);
        Ok(())
    }

    /// Finishes the last file.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub fn finish(mut self) -> io::Result<Vec<String>> {
        if let Some(open) = self.open.take() {
            self.end(open)?;
        }
        Ok(self.finished)
    }

    fn begin(&self) -> io::Result<Open> {
        let name = Self::name(self.finished.len());
        let part = self.staging.part(&name);
        disk::check()?;
        let file = File::create(&part)?;
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(io::Error::other)?);
        let writer =
            SerializedFileWriter::new(file.try_clone()?, schema, Arc::clone(&self.properties)).map_err(io::Error::other)?;
        Ok(Open { name, part, file, writer, rows: Vec::new(), held: 0, written: 0 })
    }

    fn end(&mut self, mut open: Open) -> io::Result<()> {
        open.flush()?;
        open.writer.close().map_err(io::Error::other)?;
        self.staging.publish(&open.file, &open.part, &open.name)?;
        self.finished.push(open.name);
        Ok(())
    }
}

impl Open {
    /// Writes what is held as a row group.
    fn flush(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        disk::check()?;
        self.held = 0;
        let rows = std::mem::take(&mut self.rows);
        self.group(rows).map_err(io::Error::other)
    }

    fn group(&mut self, rows: Vec<Packed>) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        let of_rows = |of: &dyn Fn(&Packed) -> Option<&str>| rows.iter().map(|row| of(row).map(ByteArray::from)).collect();
        texts(&mut group, of_rows(&|row| Some(&row.id)), true)?;
        texts(&mut group, of_rows(&|row| Some(&row.name)), true)?;
        texts(&mut group, of_rows(&|row| row.place.as_deref()), false)?;
        texts(&mut group, of_rows(&|row| row.department.as_deref()), false)?;
        if let Some(mut column) = group.next_column()? {
            let present: Vec<i16> = rows.iter().map(|row| i16::from(row.year.is_some())).collect();
            let years: Vec<i32> = rows.iter().filter_map(|row| row.year.map(i32::from)).collect();
            column.typed::<Int32Type>().write_batch(&years, Some(&present), None)?;
            column.close()?;
        }
        texts(&mut group, of_rows(&|row| row.url.as_deref()), false)?;
        texts(&mut group, of_rows(&|row| row.retrieved_at.as_deref()), false)?;
        texts(&mut group, rows.into_iter().map(|row| Some(ByteArray::from(row.bytes))).collect(), true)?;
        group.close().map(drop)
    }
}

/// Writes the next column.
fn texts(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: Vec<Option<ByteArray>>,
    required: bool,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    let present: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<ByteArray> = values.into_iter().flatten().collect();
    column.typed::<ByteArrayType>().write_batch(&values, (!required).then_some(&present), None)?;
    column.close()
}

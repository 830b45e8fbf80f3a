//! The zip around a workbook: how much it holds, and its members.

use super::super::laid_out::Nothing;
use crate::limits::MAX_WORKBOOK_BYTES;
use memchr::memmem;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Why a workbook is not read, and in words.
pub(super) type Refused = (Nothing, String);

/// An open package.
pub(super) struct Package<'b>(ZipArchive<Cursor<&'b [u8]>>);

impl<'b> Package<'b> {
    /// Opens a package. Its members of markup are expanded once and counted, since what a directory says of sizes may be a lie.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Refused> {
        let damaged = |error: ZipError| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                (Nothing::Locked, "the workbook asks for a password".to_owned())
            }
            error => (Nothing::Damaged, format!("the workbook is damaged: {error}")),
        };
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut left = MAX_WORKBOOK_BYTES;
        let mut buffer = vec![0; 64 << 10];
        for index in 0..archive.len() {
            let mut member = archive.by_index(index).map_err(damaged)?;
            if !member.name().is_ok_and(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
                continue;
            }
            loop {
                let read = match member.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(read) => read,
                    Err(error) => return Err((Nothing::Damaged, format!("the workbook is damaged: {error}"))),
                };
                left = left
                    .checked_sub(read)
                    .ok_or_else(|| (Nothing::TooLarge, format!("the workbook expands beyond {} MB", MAX_WORKBOOK_BYTES >> 20)))?;
            }
        }
        Ok(Self(archive))
    }

    /// The package anew, where its list of shared texts says that it holds more than it can: room for as many would be asked for.
    pub fn tamed(&mut self) -> Option<Vec<u8>> {
        const TEXTS: &str = "xl/sharedStrings.xml";
        /// So many are always believed.
        const FEW: usize = 10_000;
        const HEAD: u64 = 4 << 10;
        let mut head = Vec::new();
        self.member(TEXTS)?.take(HEAD).read_to_end(&mut head).ok()?;
        let at = memmem::find(&head, b"uniqueCount=")?;
        let digits = head[at..].iter().skip("uniqueCount=".len() + 1).take_while(|b| b.is_ascii_digit());
        // No number, or one beyond all, is what reads it refuses or does not believe.
        let count = digits.map(|b| char::from(*b)).collect::<String>().parse::<usize>().ok()?;
        if count <= FEW {
            return None;
        }
        let mut texts = String::new();
        self.member(TEXTS)?.read_to_string(&mut texts).ok()?;
        if count <= texts.len() || !texts.is_char_boundary(at) {
            return None;
        }
        texts.replace_range(at..at + "unique".len(), "listed");
        let mut written = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.0.len() {
            let member = self.0.by_index_raw(index).ok()?;
            if member.name().is_ok_and(|name| name.eq_ignore_ascii_case(TEXTS)) {
                let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                written.start_file(TEXTS, options).ok()?;
                written.write_all(texts.as_bytes()).ok()?;
            } else {
                written.raw_copy_file(member).ok()?;
            }
        }
        Some(written.finish().ok()?.into_inner())
    }

    /// A member by its name; `None` where there is none.
    pub fn member(&mut self, name: &str) -> Option<impl Read> {
        let name = name.trim_start_matches('/');
        // Some writers differ in case.
        let alike = || self.0.file_names().position(|own| own.is_ok_and(|own| own.eq_ignore_ascii_case(name)));
        let index = self.0.index_for_name(name).or_else(alike)?;
        self.0.by_index(index).ok()
    }
}

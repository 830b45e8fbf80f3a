//! What goes through the pipes between a run and its workers: a tag, a length, bytes.

use crate::limits::{MAX_ANSWER_BYTES, MAX_INPUT_BYTES};
use std::io::{self, Read, Write};

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Tag {
    /// To the worker: what to read, as JSON.
    Task = b'T',
    /// To the worker, after the task: the path, in the bytes of the system.
    Path = b'P',
    /// To the worker, after the task and instead of a path: the document itself.
    Bytes = b'B',
    /// From the worker, before it reads a document: name, hash and size, as JSON.
    Facts = b'F',
    /// From the worker: the next piece of the document as it is to be written.
    Document = b'D',
    /// From the worker, last: what became of it, as JSON.
    Done = b'E',
}

impl Tag {
    fn of(byte: u8) -> io::Result<Self> {
        let known = [Self::Task, Self::Path, Self::Bytes, Self::Facts, Self::Document, Self::Done];
        known.into_iter().find(|t| *t as u8 == byte).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

/// Bytes of tag and length.
const HEAD: usize = 9;

/// Writes a frame.
pub(crate) fn write(to: &mut impl Write, tag: Tag, body: &[u8]) -> io::Result<()> {
    let mut head = [tag as u8; HEAD];
    head[1..].copy_from_slice(&(body.len() as u64).to_le_bytes());
    to.write_all(&head)?;
    to.write_all(body)
}

/// Bytes of a piece of a document.
const CHUNK: usize = 64 << 10;

/// Sends a document in pieces as it is written, so that neither side ever holds it whole.
pub(crate) struct Chunks<W: Write> {
    to: W,
    piece: Vec<u8>,
}

impl<W: Write> Chunks<W> {
    pub(crate) fn new(to: W) -> Self {
        Self { to, piece: Vec::with_capacity(CHUNK) }
    }
}

impl<W: Write> Write for Chunks<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.piece.len() + bytes.len() > CHUNK {
            self.flush()?;
        }
        self.piece.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Sends what there is as a piece.
    fn flush(&mut self) -> io::Result<()> {
        if !self.piece.is_empty() {
            write(&mut self.to, Tag::Document, &self.piece)?;
            self.piece.clear();
        }
        Ok(())
    }
}

/// Reads tag and length of the next frame; `None` when the other side has closed the pipe between two frames.
pub(crate) fn head(from: &mut impl Read) -> io::Result<Option<(Tag, u64)>> {
    let mut head = [0u8; HEAD];
    loop {
        match from.read(&mut head[..1]) {
            Ok(0) => return Ok(None),
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    from.read_exact(&mut head[1..])?;
    let [tag, length @ ..] = head;
    Ok(Some((Tag::of(tag)?, u64::from_le_bytes(length))))
}

/// Reads the body of a frame into memory.
pub(crate) fn body(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    if length > MAX_ANSWER_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // A length is only said: what comes takes memory.
    let mut body = Vec::new();
    from.take(length).read_to_end(&mut body)?;
    if body.len() as u64 == length { Ok(body) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Reads the body of a frame that is a whole document, which the run has sent.
pub(crate) fn document(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    if length > MAX_INPUT_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut body = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    from.take(length).read_to_end(&mut body)?;
    if body.len() as u64 == length { Ok(body) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in_and_a_cut_one_is_an_error() {
        let mut pipe = Vec::new();
        write(&mut pipe, Tag::Task, b"{}").unwrap();
        write(&mut pipe, Tag::Path, b"").unwrap();
        let mut from = pipe.as_slice();
        assert_eq!(head(&mut from).unwrap(), Some((Tag::Task, 2)));
        assert_eq!(body(&mut from, 2).unwrap(), b"{}");
        assert_eq!(head(&mut from).unwrap(), Some((Tag::Path, 0)));
        assert_eq!(head(&mut from).unwrap(), None);
        assert!(head(&mut &pipe[..4]).is_err());
        pipe.clear();
        let mut document = Chunks::new(&mut pipe);
        for _ in 0..CHUNK / 2 {
            document.write_all(b"abc").unwrap();
        }
        document.flush().unwrap();
        document.flush().unwrap();
        let (mut from, mut got) = (pipe.as_slice(), Vec::new());
        while let Some((Tag::Document, length)) = head(&mut from).unwrap() {
            got.push(body(&mut from, length).unwrap());
        }
        assert_eq!(got.len(), 2);
        assert_eq!(got.concat(), b"abc".repeat(CHUNK / 2));
        assert!(body(&mut &b"ab"[..], 3).is_err());
        assert!(body(&mut &b"ab"[..], u64::MAX).is_err());
        assert!(head(&mut &b"X00000000"[..]).is_err());
    }
}

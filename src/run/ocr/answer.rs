//! The side of the process that reads pictures: one document's, each page told as it is done.

use super::told::Told;
use crate::limits::Stop;
use crate::page::scan::{Picture, Recogniser, SeenPage, read};
use crate::page::{Fixed, image, pdf};
use crate::run::worker::bound;
use crate::source::{self, Archives, Source};
use std::io::{self, Write};
use std::path::Path;

/// Reads the pictures of the pages of a file but of those that are `done`, and writes a line for each to standard output.
///
/// # Errors
/// When the file or the model cannot be read, or nobody listens any more.
pub fn answer_pictures(model: &Path, memory: u64, file: &Path, way: &[usize], done: &[u32]) -> io::Result<()> {
    bound(memory)?;
    let source = if way.is_empty() {
        source::read(file).map_err(io::Error::other)?
    } else {
        let bytes = Archives::default().member(file, way).map_err(io::Error::other)?;
        Source::new(file, bytes)
    };
    let mut to = io::stdout().lock();
    let mut say = |told: &Told| {
        let line = serde_json::to_string(told)?;
        writeln!(to, "{line}").and_then(|()| to.flush())
    };
    see(source, model, done, &mut say)?;
    say(&Told::Done)
}

fn see(source: Source, model: &Path, done: &[u32], say: &mut impl FnMut(&Told) -> io::Result<()>) -> io::Result<()> {
    let Some(format) = Fixed::of(source.media) else { return Ok(()) };
    let stop = Stop::default();
    let mut numbers = Vec::new();
    let found = format.read_each(source.bytes.clone(), &stop, |page| {
        if page.has_unread_pictures() && !done.contains(&page.number) {
            numbers.push(page.number);
        }
    });
    // What gives no page gives no picture; why, the extraction says.
    if found.is_err() || numbers.is_empty() {
        return Ok(());
    }
    let recogniser = Recogniser::new(std::fs::read(model)?).map_err(io::Error::other)?;
    let mut ended = Ok(());
    let mut one = |drawn: Result<Picture, String>, number: u32| {
        ended = say(&Told::Begin(number));
        if ended.is_err() {
            stop.set();
            return;
        }
        let page = drawn.and_then(|picture| read(&picture, &recogniser, &stop));
        let page = match page {
            Ok(Some(page)) => page,
            Ok(None) => return,
            Err(reason) => SeenPage { number, refused: Some(reason), ..SeenPage::default() },
        };
        ended = say(&Told::Page(Box::new(page)));
        if ended.is_err() {
            stop.set();
        }
    };
    let read = match format {
        Fixed::Pdf => pdf::scan::pictures(source.bytes, &numbers, &stop, one).map_err(io::Error::other),
        Fixed::Picture => {
            let read = image::pictures(&source.bytes, &stop, |picture| one(Ok(picture), 1));
            if let Err(error) = read {
                one(Err(error.to_string()), 1);
            }
            Ok(())
        }
    };
    read.and(ended)
}

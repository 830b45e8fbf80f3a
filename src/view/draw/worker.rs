//! The worker process: draws page after page, as it is told on standard input, and answers on standard output. The document that it
//! drew last stays open.

use super::figures::figures;
use super::native;
use super::order::{Answer, Drawn, Figure, Grid, Order, Sheet as About};
use super::veils::veils;
use crate::extraction::{Opened, Pages, open_until};
use crate::layout::Sheet;
use crate::limits::Stop;
use crate::page::pdf::picture::{self, Drawer, Veil};
use crate::privacy::{Contacts, take_out};
use crate::run::bound;
use crate::run::frame::{self, Chunks, Tag};
use crate::source::{self, Archives, Member, Source, path_of_bytes};
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Time to read a document in, before its pages are drawn.
const READ_IN: Duration = Duration::from_secs(20);

/// Draws what standard input asks for until it closes.
///
/// # Errors
/// When the pipes fail; then there is nobody left to draw for.
pub fn serve(memory: u64) -> io::Result<()> {
    bound(memory)?;
    let mut desk = Desk { from: io::stdin().lock(), to: BufWriter::with_capacity(64 << 10, io::stdout().lock()) };
    let mut order = desk.next()?;
    let mut shelf = Shelf::default();
    while let Some(of) = order {
        order = match open(&of, &mut shelf) {
            Ok(book) => draw_all(of, book, &mut desk)?,
            Err(why) => {
                desk.answer(Err(why))?;
                desk.next()?
            }
        };
    }
    Ok(())
}

/// Where orders come in and pictures go out.
struct Desk<R: Read, W: Write> {
    from: R,
    to: W,
}

impl<R: Read, W: Write> Desk<R, W> {
    fn next(&mut self) -> io::Result<Option<Order>> {
        let Some((Tag::Task, length)) = frame::head(&mut self.from)? else { return Ok(None) };
        let mut order: Order = serde_json::from_slice(&frame::body(&mut self.from, length)?)?;
        let Some((Tag::Path, length)) = frame::head(&mut self.from)? else { return Ok(None) };
        order.path = path_of_bytes(&frame::body(&mut self.from, length)?);
        Ok(Some(order))
    }

    fn answer(&mut self, drawn: Result<Drawn, String>) -> io::Result<()> {
        let answer = match drawn {
            Ok(Drawn { svg, sheet }) => {
                let mut chunks = Chunks::new(&mut self.to);
                chunks.write_all(svg.as_bytes())?;
                chunks.flush()?;
                Answer::Drawn(sheet)
            }
            Err(why) => Answer::Not(why),
        };
        frame::write(&mut self.to, Tag::Done, &serde_json::to_vec(&answer)?)?;
        self.to.flush()
    }
}

/// A document that is open.
struct Book {
    /// The bytes, where pages are drawn from them.
    bytes: Option<Vec<u8>>,
    sheets: Vec<Sheet>,
    /// Quarter turns of each page, what is not shown of it, and the numbers of its text.
    pages: Vec<(u8, Vec<Veil>, Vec<Figure>)>,
    workbook: bool,
}

/// The archive that was looked into last, and what is in it.
#[derive(Default)]
struct Shelf {
    path: PathBuf,
    members: Vec<Member>,
    archives: Archives,
}

impl Shelf {
    /// The bytes of the member with this hash.
    fn member(&mut self, order: &Order) -> Result<Vec<u8>, String> {
        let own = |member: &&Member| member.content.as_ref().is_ok_and(|(hash, _)| hash.eq_ignore_ascii_case(&order.sha256));
        if self.path != order.path || !self.members.iter().any(|member| own(&member)) {
            let found = source::members(&order.path).map_err(|error| error.to_string())?;
            *self = Self { path: order.path.clone(), members: found.unwrap_or_default(), archives: Archives::default() };
        }
        let way = self.members.iter().find(own).map(|member| member.way.clone());
        let way = way.ok_or("the archive holds no such document by now")?;
        self.archives.member(&order.path, &way).map_err(|error| error.to_string())
    }
}

fn open(order: &Order, shelf: &mut Shelf) -> Result<Book, String> {
    let source = if order.archive {
        Source::new(&order.path, shelf.member(order)?)
    } else {
        source::read(&order.path).map_err(|error| error.to_string())?
    };
    if !source.sha256.eq_ignore_ascii_case(&order.sha256) {
        return Err("the file has other bytes by now".to_owned());
    }
    let bytes = source.bytes.clone();
    let opened = open_until(source, Pages::Kept, Contacts::Kept, &Stop::default());
    let Opened { pages, sheets, names, .. } = opened.map_err(|ended| ended.outcome.name().to_owned())?;
    let mut shown = sheets.clone();
    if !order.keep_contacts {
        let stop = Stop::default();
        let until = Instant::now() + READ_IN;
        // One sheet after the other could be asked for the time; names go over from sheet to sheet, so it is all or nothing.
        take_out(&mut shown, &stop);
        if Instant::now() > until {
            return Err("it takes too long to take contacts out of it".to_owned());
        }
    }
    let veiled = |(index, (before, after)): (usize, (&Sheet, &Sheet))| {
        let page = pages.get(index);
        let veils = if order.keep_contacts { Vec::new() } else { veils(before, after, page) };
        let figures = page.map(|page| figures(page, after, &veils)).unwrap_or_default();
        (page.map_or(0, |page| page.turned), veils, figures)
    };
    let about = sheets.iter().zip(&shown).enumerate().map(veiled).collect();
    Ok(Book { bytes: (!pages.is_empty()).then_some(bytes), sheets: shown, pages: about, workbook: !names.is_empty() })
}

/// Draws pages of one document until another is asked for, and hands that order back.
fn draw_all<R: Read, W: Write>(first: Order, mut book: Book, desk: &mut Desk<R, W>) -> io::Result<Option<Order>> {
    let Some(bytes) = book.bytes.take() else {
        return each(first, desk, |order| native(&book, order.page));
    };
    let mut next = Ok(None);
    let opened = picture::with(bytes, |drawer| next = each(first, desk, |order| page(drawer, &book, order.page)));
    match opened {
        Ok(()) => next,
        Err(error) => {
            desk.answer(Err(error.to_string()))?;
            desk.next()
        }
    }
}

fn each<R: Read, W: Write>(
    first: Order,
    desk: &mut Desk<R, W>,
    draw: impl Fn(&Order) -> Result<Drawn, String>,
) -> io::Result<Option<Order>> {
    desk.answer(draw(&first))?;
    while let Some(order) = desk.next()? {
        if !order.is_of(&first) {
            return Ok(Some(order));
        }
        desk.answer(draw(&order))?;
    }
    Ok(None)
}

fn native(book: &Book, page: u32) -> Result<Drawn, String> {
    let sheet = book.sheets.iter().find(|sheet| sheet.page == page).ok_or("there is no such page")?;
    Ok(native::draw(sheet, book.workbook, book.sheets.len() as u32))
}

fn page(drawer: &Drawer<'_>, book: &Book, number: u32) -> Result<Drawn, String> {
    let index = number.checked_sub(1).ok_or("there is no such page")? as usize;
    let (quarters, veils, figures) = book.pages.get(index).ok_or("there is no such page")?;
    let picture = drawer.page(number, *quarters, veils).ok_or("this page cannot be drawn")?;
    let grids = book.sheets.get(index).map(|sheet| sheet.grids.iter().map(Grid::of).collect()).unwrap_or_default();
    let pages = book.pages.len() as u32;
    let sheet = About { width: picture.width, height: picture.height, scale: (1.0, 1.0), pages, grids, figures: figures.clone() };
    Ok(Drawn { svg: picture.svg, sheet })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::pdf::picture::tests::{pdf, written};
    use std::fs;

    /// The frames of an order.
    fn asked(order: &Order) -> Vec<u8> {
        let mut frames = Vec::new();
        frame::write(&mut frames, Tag::Task, &serde_json::to_vec(order).unwrap()).unwrap();
        frame::write(&mut frames, Tag::Path, order.path.to_str().unwrap().as_bytes()).unwrap();
        frames
    }

    /// What is answered to orders, one picture or reason each.
    fn answered(orders: &[Order]) -> Vec<Result<String, String>> {
        let frames: Vec<u8> = orders.iter().flat_map(asked).collect();
        let mut desk = Desk { from: frames.as_slice(), to: Vec::new() };
        let mut order = desk.next().unwrap();
        while let Some(of) = order {
            order = match open(&of, &mut Shelf::default()) {
                Ok(book) => draw_all(of, book, &mut desk).unwrap(),
                Err(why) => {
                    desk.answer(Err(why)).unwrap();
                    desk.next().unwrap()
                }
            };
        }
        let (mut from, mut svg, mut answers) = (desk.to.as_slice(), Vec::new(), Vec::new());
        while let Some((tag, length)) = frame::head(&mut from).unwrap() {
            let body = frame::body(&mut from, length).unwrap();
            match tag {
                Tag::Document => svg.extend(body),
                _ => answers.push(match serde_json::from_slice(&body).unwrap() {
                    Answer::Drawn(_) => Ok(String::from_utf8(std::mem::take(&mut svg)).unwrap()),
                    Answer::Not(why) => Err(why),
                }),
            }
        }
        answers
    }

    fn order(path: &std::path::Path, page: u32, keep_contacts: bool) -> Order {
        let sha256 = source::hash(path).map(|(sha256, _)| sha256).unwrap_or_default();
        Order { path: path.to_owned(), archive: false, sha256, page, keep_contacts }
    }

    #[test]
    fn a_contact_is_in_no_picture_unless_it_was_to_be_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::write(&path, pdf(&written("联系电话：13800138000"))).unwrap();
        let text = folder.path().join("a.txt");
        fs::write(&text, "部门预算公开\n联系电话：13800138000\n一般公共预算支出\n").unwrap();
        let answers = answered(&[order(&path, 1, false), order(&path, 1, true), order(&text, 1, false)]);
        let svg = |at: usize| answers[at].clone().unwrap();
        assert!(!svg(0).contains("138") && svg(0).contains("联系电话：[redacted]"), "{}", svg(0));
        assert!(svg(1).contains("13800138000"));
        assert!(!svg(2).contains("138") && svg(2).contains("[redacted]") && svg(2).contains("一般公共预算支出"), "{}", svg(2));
    }

    #[test]
    fn what_cannot_be_drawn_is_said_and_the_next_is_drawn() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::write(&path, pdf("")).unwrap();
        let other = Order { sha256: "0".repeat(64), ..order(&path, 1, false) };
        let gone = order(&folder.path().join("b.pdf"), 1, false);
        let answers = answered(&[order(&path, 2, false), other, gone, order(&path, 1, false)]);
        let whys: Vec<bool> = answers.iter().map(Result::is_ok).collect();
        assert_eq!(whys, [false, false, false, true], "{answers:?}");
        assert_eq!(answers[1].clone().unwrap_err(), "the file has other bytes by now");
    }
}

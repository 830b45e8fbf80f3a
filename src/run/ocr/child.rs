//! A process that reads the pictures of one document, as the run sees it: listened to, and killed when a page takes too long.

use super::told::Told;
use crate::limits::{MAX_LINE_BYTES, Stop};
use crate::page::scan::SeenPage;
use crate::run::options::Ocr;
use crate::run::plan::Input;
use crate::run::sights::Growing;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How often the wish to stop is looked at.
const LOOK: Duration = Duration::from_millis(100);
/// Lines of a document at most: each page may begin and end.
const MOST_LINES: usize = 4 * crate::limits::MAX_PAGES;

/// How a process ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All pages were read.
    Whole,
    /// It died, or was killed for taking too long.
    Died,
    /// The run is to end.
    Stopped,
}

/// Has the pictures of a document read, and keeps each page.
///
/// # Errors
/// When what was seen cannot be written.
pub(super) fn read(program: &Path, ocr: &Ocr, input: &Input, growing: &mut Growing, stop: &Stop) -> io::Result<End> {
    let mut command = Command::new(program);
    command.arg("ocr-reader").arg("--model").arg(&ocr.model).args(["--memory", &ocr.memory.to_string()]);
    let list = |numbers: Vec<String>| numbers.join(",");
    let done = growing.numbers();
    if !done.is_empty() {
        command.arg("--done").arg(list(done.iter().map(u32::to_string).collect()));
    }
    if !input.way.is_empty() {
        command.arg("--way").arg(list(input.way.iter().map(usize::to_string).collect()));
    }
    command.arg("--").arg(&input.path);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn()?;
    let Some(from) = process.stdout.take() else { return Ok(End::Died) };
    let (say, hear) = channel();
    let listener = thread::spawn(move || {
        let mut lines = BufReader::new(from);
        for _ in 0..MOST_LINES {
            let mut line = Vec::new();
            let read = (&mut lines).take(MAX_LINE_BYTES as u64).read_until(b'\n', &mut line);
            let told = read.ok().filter(|n| *n > 0).and_then(|_| serde_json::from_slice::<Told>(&line).ok());
            if told.is_none_or(|told| say.send(told).is_err()) {
                break;
            }
        }
    });
    let ended = listen(&hear, ocr, growing, stop);
    end(&mut process);
    let _ = listener.join();
    ended
}

fn listen(hear: &std::sync::mpsc::Receiver<Told>, ocr: &Ocr, growing: &mut Growing, stop: &Stop) -> io::Result<End> {
    let mut since = Instant::now();
    let mut on: Option<u32> = None;
    let end = loop {
        match hear.recv_timeout(LOOK) {
            Ok(Told::Begin(number)) => (on, since) = (Some(number), Instant::now()),
            Ok(Told::Page(page)) => {
                growing.add(*page)?;
                (on, since) = (None, Instant::now());
            }
            Ok(Told::Done) => return Ok(End::Whole),
            Err(RecvTimeoutError::Disconnected) => break End::Died,
            Err(RecvTimeoutError::Timeout) if stop.is_set() => return Ok(End::Stopped),
            Err(RecvTimeoutError::Timeout) if since.elapsed() > ocr.page => break End::Died,
            Err(RecvTimeoutError::Timeout) => {}
        }
    };
    // The page that it died over is named, and not tried again.
    if let Some(number) = on {
        let why = if since.elapsed() > ocr.page { "it took too long" } else { "its reader died over it" };
        growing.add(SeenPage { number, refused: Some(why.to_owned()), ..SeenPage::default() })?;
    }
    Ok(end)
}

fn end(process: &mut Child) {
    // One that has said all ends by itself; to kill it then does no harm.
    let _ = process.kill();
    let _ = process.wait();
}

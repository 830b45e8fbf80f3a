//! Processes that draw: a few, each with the document that it drew last, replaced when one dies or takes too long.

use super::order::{Answer, Drawn, Order};
use crate::run::Program;
use crate::run::frame::{self, Tag};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Bytes of a picture at most.
const MOST_BYTES: usize = 64 << 20;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The drawer says why.
    #[error("{0}")]
    Not(String),
    /// It took too long.
    #[error("it takes longer than {} seconds to draw", .0.as_secs())]
    Late(Duration),
    /// It died.
    #[error("its drawer died")]
    Died,
    /// It could not be started.
    #[error("no drawer can be started: {0}")]
    Start(io::Error),
}

/// The drawers of a run.
#[derive(Debug)]
pub struct Drawers {
    program: Program,
    memory: u64,
    patience: Duration,
    idle: Mutex<Idle>,
    freed: Condvar,
}

#[derive(Debug)]
struct Idle {
    drawers: Vec<Drawer>,
    /// How many more may be started.
    left: usize,
}

impl Drawers {
    /// So many processes of this program at most, each started when it is needed, with so much memory; a page has so much time.
    pub fn new(program: Program, most: usize, memory: u64, patience: Duration) -> Self {
        let idle = Mutex::new(Idle { drawers: Vec::new(), left: most.max(1) });
        Self { program, memory, patience, idle, freed: Condvar::new() }
    }

    /// Draws a page.
    ///
    /// # Errors
    /// [`DrawError`]; the next page is drawn all the same.
    pub fn draw(&self, order: &Order) -> Result<Drawn, DrawError> {
        match self.draw_once(order) {
            // What documents before it left in its memory is no fault of this one.
            (Err(DrawError::Died), true) => self.draw_once(order).0,
            (drawn, _) => drawn,
        }
    }

    /// Draws a page, and says whether its drawer had drawn before.
    fn draw_once(&self, order: &Order) -> (Result<Drawn, DrawError>, bool) {
        let mut drawer = match self.take(order) {
            Ok(drawer) => drawer,
            Err(error) => return (Err(error), false),
        };
        let used = drawer.last.is_some();
        let drawn = drawer.draw(order, self.patience);
        let lives = matches!(drawn, Ok(_) | Err(DrawError::Not(_)));
        if !lives {
            drawer.end();
        }
        self.give(lives.then_some(drawer));
        (drawn, used)
    }

    /// A drawer that is idle, best the one that has the document open; or a new one; or the next that is done.
    fn take(&self, order: &Order) -> Result<Drawer, DrawError> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let own = idle.drawers.iter().position(|d| d.last.as_ref().is_some_and(|last| last.is_of(order)));
            if let Some(index) = own {
                return Ok(idle.drawers.swap_remove(index));
            }
            if idle.left > 0 {
                idle.left -= 1;
                drop(idle);
                return Drawer::start(&self.program, self.memory).map_err(|error| {
                    self.give(None);
                    DrawError::Start(error)
                });
            }
            if !idle.drawers.is_empty() {
                // The one that has been idle longest.
                return Ok(idle.drawers.remove(0));
            }
            idle = self.freed.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give(&self, drawer: Option<Drawer>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        match drawer {
            Some(drawer) => idle.drawers.push(drawer),
            None => idle.left += 1,
        }
        self.freed.notify_one();
    }
}

/// A process that draws.
#[derive(Debug)]
struct Drawer {
    process: Child,
    to: BufWriter<ChildStdin>,
    answers: Receiver<io::Result<Result<Drawn, String>>>,
    last: Option<Order>,
}

impl Drawer {
    fn start(program: &Program, memory: u64) -> io::Result<Self> {
        let mut command = program.drawer();
        command.args(["--memory", &memory.to_string()]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn()?;
        let (Some(to), Some(from)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, answers) = mpsc::channel();
        thread::Builder::new().name("drawer".to_owned()).spawn(move || {
            let mut from = BufReader::new(from);
            loop {
                let answer = answer(&mut from);
                let ended = answer.is_err();
                if sender.send(answer).is_err() || ended {
                    return;
                }
            }
        })?;
        Ok(Self { process, to: BufWriter::new(to), answers, last: None })
    }

    fn draw(&mut self, order: &Order, patience: Duration) -> Result<Drawn, DrawError> {
        self.send(order).map_err(|_| DrawError::Died)?;
        match self.answers.recv_timeout(patience) {
            Ok(Ok(answer)) => {
                self.last = Some(order.clone());
                answer.map_err(DrawError::Not)
            }
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(DrawError::Died),
            Err(RecvTimeoutError::Timeout) => Err(DrawError::Late(patience)),
        }
    }

    fn send(&mut self, order: &Order) -> io::Result<()> {
        frame::write(&mut self.to, Tag::Task, &serde_json::to_vec(order)?)?;
        frame::write(&mut self.to, Tag::Path, &bytes_of(&order.path))?;
        self.to.flush()
    }

    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Drawer {
    fn drop(&mut self) {
        self.end();
    }
}

/// Reads one answer; what it says is a stranger's, and bounded.
fn answer(from: &mut BufReader<ChildStdout>) -> io::Result<Result<Drawn, String>> {
    let mut svg = Vec::new();
    loop {
        match frame::head(from)? {
            Some((Tag::Document, length)) if svg.len() as u64 + length <= MOST_BYTES as u64 => {
                from.take(length).read_to_end(&mut svg)?;
            }
            Some((Tag::Done, length)) => {
                let answer: Answer = serde_json::from_slice(&frame::body(from, length)?)?;
                let svg = String::from_utf8(svg).map_err(|_| io::ErrorKind::InvalidData)?;
                return Ok(match answer {
                    Answer::Drawn(sheet) => Ok(Drawn { svg, sheet }),
                    Answer::Not(why) => Err(why),
                });
            }
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

//! How a run goes, on standard error: a bar for a person, a line of JSON at intervals for a job.

use super::choices::ProgressForm;
use super::terminal::say_lines;
use crate::extraction::Outcome;
use crate::run::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// Time between two lines of JSON.
const INTERVAL: Duration = Duration::from_secs(5);

/// Who watches a run, as wanted; a bar only where there is a terminal to draw it on.
pub(super) fn watch(form: ProgressForm) -> Option<Arc<dyn Watch>> {
    match form {
        ProgressForm::Auto if io::stderr().is_terminal() => Some(Arc::new(Bar::new())),
        ProgressForm::Auto | ProgressForm::None => None,
        ProgressForm::Json => Some(Arc::new(Lines::new())),
    }
}

#[derive(Debug)]
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {per_sec} {eta}") {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Watch for Bar {
    fn planned(&self, inputs: usize, known: usize) {
        self.0.set_length(inputs as u64);
        self.0.set_position(known as u64);
        // The speed is that of this run.
        self.0.reset_eta();
    }

    fn read(&self, _outcome: Outcome) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// What the lines say.
#[derive(Debug, Default)]
struct Counts {
    inputs: AtomicUsize,
    done: AtomicUsize,
    failed: AtomicUsize,
}

#[derive(Debug)]
struct Lines {
    counts: Arc<Counts>,
    /// Dropped at the end, which ends the thread.
    end: Option<mpsc::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Lines {
    fn new() -> Self {
        let counts = Arc::new(Counts::default());
        let (end, ended) = mpsc::channel::<()>();
        let (started, shared) = (Instant::now(), Arc::clone(&counts));
        let thread = thread::spawn(move || {
            while ended.recv_timeout(INTERVAL) == Err(mpsc::RecvTimeoutError::Timeout) {
                say(&shared, started);
            }
            say(&shared, started);
        });
        Self { counts, end: Some(end), thread: Some(thread) }
    }
}

fn say(counts: &Counts, started: Instant) {
    let get = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    let line = serde_json::json!({
        "progress": { "inputs": get(&counts.inputs), "done": get(&counts.done), "failed": get(&counts.failed),
            "seconds": started.elapsed().as_secs() }
    });
    say_lines(&format!("{line}\n"));
}

impl Watch for Lines {
    fn planned(&self, inputs: usize, known: usize) {
        self.counts.inputs.store(inputs, Ordering::Relaxed);
        self.counts.done.store(known, Ordering::Relaxed);
    }

    fn read(&self, outcome: Outcome) {
        self.counts.done.fetch_add(1, Ordering::Relaxed);
        self.counts.failed.fetch_add(usize::from(outcome.is_failure()), Ordering::Relaxed);
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            // It only writes lines.
            let _ = thread.join();
        }
    }
}

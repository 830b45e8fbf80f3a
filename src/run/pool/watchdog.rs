//! Kills workers that are overdue, or that stand still.

use super::cause::Cause;
use std::io;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// How often the watchdog looks: a kill comes at most this much late.
const LOOK: Duration = Duration::from_millis(50);
/// A look that took this long was no look: the run itself was stopped (Ctrl-Z, a laptop that was closed).
const ASLEEP: Duration = Duration::from_secs(1);
/// A worker stands still that uses no processor for this part of the time it has …
const STILL: u32 = 3;
/// … and for this long at least: on a busy machine its turn may be late.
const STILL_AT_LEAST: Duration = Duration::from_secs(3);

/// The part of a worker that the watchdog shares.
pub(super) struct Guarded {
    process: Mutex<Child>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The document being read; `None` between two.
    task: Option<Task>,
    /// Why the watchdog killed the worker.
    killed: Option<Cause>,
}

struct Task {
    due: Instant,
    /// How long the worker may do nothing.
    still: Duration,
    /// Processor time it had used when it was last seen to work, and when that was.
    used: Option<u64>,
    seen: Instant,
}

impl Guarded {
    /// A document begins, which has so much time.
    pub(super) fn begin(&self, time: Duration) {
        let now = Instant::now();
        let still = (time / STILL).max(STILL_AT_LEAST);
        lock(&self.state).task = Some(Task { due: now + time, still, used: None, seen: now });
    }

    /// The document is done, one way or the other; says why the worker was killed over it, if it was.
    pub(super) fn end(&self) -> Option<Cause> {
        let mut state = lock(&self.state);
        state.task = None;
        state.killed
    }

    pub(super) fn kill(&self) {
        // Of a process that has ended already there is nothing to kill.
        let _ = lock(&self.process).kill();
    }

    pub(super) fn has_ended(&self) -> io::Result<Option<ExitStatus>> {
        lock(&self.process).try_wait()
    }

    pub(super) fn wait(&self) {
        // How it ended is known or of no matter.
        let _ = lock(&self.process).wait();
    }

    /// Kills the worker if it has to be; `slept` is time in which nobody could work.
    fn look(&self, now: Instant, slept: Duration) {
        let used = processor_time(lock(&self.process).id());
        let mut state = lock(&self.state);
        if let Some(cause) = state.task.as_mut().and_then(|task| task.look(now, slept, used)) {
            state.killed = Some(cause);
            // Under the lock: a worker whose document is done meanwhile is not killed over it.
            self.kill();
        }
    }
}

impl Task {
    fn look(&mut self, now: Instant, slept: Duration, used: Option<u64>) -> Option<Cause> {
        self.due += slept;
        self.seen += slept;
        if used.is_none() || used != self.used {
            (self.used, self.seen) = (used, now);
        }
        if self.due <= now { Some(Cause::Timeout) } else { (self.seen + self.still <= now).then_some(Cause::Stalled) }
    }
}

/// Shared by all workers of a run.
#[derive(Clone, Default)]
pub(super) struct Watchdog(Arc<Mutex<Vec<Weak<Guarded>>>>);

impl Watchdog {
    /// Takes a new worker under guard.
    pub(super) fn guard(&self, process: Child) -> Arc<Guarded> {
        let guarded = Arc::new(Guarded { process: Mutex::new(process), state: Mutex::default() });
        lock(&self.0).push(Arc::downgrade(&guarded));
        guarded
    }

    /// Waits a moment, then kills every worker that is overdue or stands still.
    pub(super) fn look(&self) {
        let before = Instant::now();
        thread::park_timeout(LOOK);
        let now = Instant::now();
        let slept = Some(now - before).filter(|time| *time > ASLEEP).unwrap_or_default();
        lock(&self.0).retain(|worker| worker.upgrade().inspect(|worker| worker.look(now, slept)).is_some());
    }

    /// Kills all workers.
    pub(super) fn kill_all(&self) {
        lock(&self.0).iter().filter_map(Weak::upgrade).for_each(|worker| worker.kill());
    }
}

/// A thread that panicked left nothing half-done in what these locks hold.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Processor time that a process and those it started have used, in the ticks of the system; `None` where the system does not tell.
fn processor_time(process: u32) -> Option<u64> {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).ok()?.filter_map(Result::ok);
    let helpers = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let of_helpers =
        helpers.flat_map(|list| list.split_ascii_whitespace().filter_map(|id| own_time(id.parse().ok()?)).collect::<Vec<_>>());
    Some(own_time(process)? + of_helpers.sum::<u64>())
}

/// That of one process alone.
fn own_time(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program, in parentheses, may hold anything; time in user and in system mode are 12th and 13th behind it.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn task(start: Instant) -> Task {
        Task { due: start + 30 * SECOND, still: 10 * SECOND, used: None, seen: start }
    }

    #[test]
    fn what_works_has_its_time_and_what_stands_still_has_less() {
        let start = Instant::now();
        let mut working = task(start);
        let mut still = task(start);
        for second in 1..30 {
            let now = start + second * SECOND;
            assert_eq!(working.look(now, Duration::ZERO, Some(u64::from(second))), None, "{second}");
            let cause = still.look(now, Duration::ZERO, Some(7));
            assert_eq!(cause, (second > 10).then_some(Cause::Stalled), "{second}");
        }
        assert_eq!(working.look(start + 30 * SECOND, Duration::ZERO, Some(30)), Some(Cause::Timeout));
        // Where the system does not tell, only the time counts.
        let mut unknown = task(start);
        assert_eq!(unknown.look(start + 29 * SECOND, Duration::ZERO, None), None);
    }

    #[test]
    fn time_in_which_the_run_was_stopped_does_not_count() {
        let start = Instant::now();
        let mut task = task(start);
        assert_eq!(task.look(start + SECOND, Duration::ZERO, Some(7)), None);
        assert_eq!(task.look(start + 3601 * SECOND, 3600 * SECOND, Some(7)), None);
        assert_eq!(task.look(start + 3612 * SECOND, Duration::ZERO, Some(7)), Some(Cause::Stalled));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_tells_of_this_process() {
        assert!(processor_time(std::process::id()).is_some());
    }
}

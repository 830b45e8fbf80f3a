//! The soft deadline: a thread that sets a document's [`Stop`] when its time is up.

use crate::limits::Stop;
use std::io;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// A clock beside the reader.
pub(crate) struct Alarm {
    orders: Sender<Option<Stop>>,
}

impl Alarm {
    /// Starts the clock with the time that each document has.
    pub(crate) fn start(time: Duration) -> io::Result<Self> {
        let (orders, received) = mpsc::channel::<Option<Stop>>();
        thread::Builder::new().name("alarm".to_owned()).spawn(move || {
            while let Ok(mut order) = received.recv() {
                // A later order takes the place of the one that is waited for.
                while let Some(stop) = order.take() {
                    match received.recv_timeout(time) {
                        Ok(next) => order = next,
                        Err(RecvTimeoutError::Timeout) => stop.set(),
                        Err(RecvTimeoutError::Disconnected) => return,
                    }
                }
            }
        })?;
        Ok(Self { orders })
    }

    /// Sets the alarm for the document that begins now.
    pub(crate) fn set(&self) -> Stop {
        let stop = Stop::default();
        // The thread lives as long as the sender does.
        let _ = self.orders.send(Some(stop.clone()));
        stop
    }

    /// The document is done.
    pub(crate) fn off(&self) {
        let _ = self.orders.send(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_rings_for_the_document_that_is_read_and_for_no_other() {
        let alarm = Alarm::start(Duration::from_millis(20)).unwrap();
        let first = alarm.set();
        alarm.off();
        let second = alarm.set();
        while !second.is_set() {
            thread::yield_now();
        }
        assert!(!first.is_set());
    }
}

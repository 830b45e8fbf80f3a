//! A stack for documents.

use crate::run::STACK_BYTES;
use std::io;

/// Runs `work` on a thread with a stack for documents, as `extract` does.
pub(super) fn with_stack<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<std::thread::Result<T>> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work)?;
        Ok(thread.join())
    })
}

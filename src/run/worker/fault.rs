//! Faults on demand, for tests of what a run does with a worker that fails.
//!
//! `GONGKAI_TEST_FAULT` holds pairs `<beginning of a SHA-256>:<fault>`, with commas between. Read in worker processes only, so
//! it changes nothing in a run that nobody set it for.

use crate::limits::Stop;
use std::hint::black_box;

/// Fails as asked when the document of this hash has a fault to its name.
pub(super) fn strike(sha256: &str, stop: &Stop) {
    let Ok(faults) = std::env::var("GONGKAI_TEST_FAULT") else { return };
    let of_this = |f: &&str| f.split_once(':').is_some_and(|(hash, _)| sha256.starts_with(hash));
    match faults.split(',').find(of_this).and_then(|f| f.split_once(':')) {
        Some((_, "panic")) => panic!("asked for by a test"),
        Some((_, "abort")) => std::process::abort(),
        Some((_, "exit")) => std::process::exit(7),
        Some((_, "stack")) => drop(black_box(sink(1))),
        Some((_, "memory")) => swallow(),
        Some((_, "hang")) => loop {
            std::thread::park();
        },
        Some((_, "loop")) => loop {
            std::hint::spin_loop();
        },
        Some((_, "slow")) => {
            while !stop.is_set() {
                std::thread::yield_now();
            }
        }
        _ => {}
    }
}

/// Recurses until the stack is gone.
#[allow(unconditional_recursion)]
fn sink(depth: u64) -> u64 {
    let frame = black_box([depth; 512]);
    sink(depth + 1) + frame[7]
}

/// Takes memory until there is none.
fn swallow() {
    let mut taken: Vec<Vec<u8>> = Vec::new();
    loop {
        taken.push(black_box(vec![1; 16 << 20]));
    }
}

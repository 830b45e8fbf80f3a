//! What the outcome of a document depends on, beside its bytes.

use super::options::{Isolation, Limits, Options};

/// This program: its version and a hash of its sources, since two builds of one version may read differently.
pub(super) fn program() -> String {
    concat!(env!("CARGO_PKG_VERSION"), "+", env!("GONGKAI_BUILD")).to_owned()
}

/// What of program and options the outcome of a document depends on.
pub(super) fn of(options: &Options) -> String {
    let names = if options.redact_names { " redact_names" } else { "" };
    let second = if options.second_reader { " second_reader" } else { "" };
    let ocr = options
        .ocr
        .as_ref()
        .map_or_else(String::new, |ocr| format!(" ocr={}{}", ocr.reader, if ocr.no_records { " no_records" } else { "" }));
    format!("{} keep_contacts={}{names}{second}{ocr}", program(), options.keep_contacts)
}

/// What of the options decides whether a document ends for want of time or memory.
pub(super) fn limits(options: &Options) -> String {
    let Limits { soft, hard, memory } = options.limits;
    format!("soft={soft:?} hard={hard:?} memory={memory} isolate={}", options.isolation != Isolation::InProcess)
}

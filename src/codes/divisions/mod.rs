//! Administrative divisions (行政区划): which province, prefecture and county a department belongs to.
//!
//! In: what a document says about itself (department name, printed codes, document numbers, places in its text).
//! Out: one division with the method that found it, or the candidates; never a guess.
//! Sources: National Bureau of Statistics, edition 2023; Ministry of Civil Affairs, 2021-01, for what ended in 2021-2023;
//! GB/T 2260 as of 2014 (package `GB2260`) for what ended in 2015-2020. The last year of the latter is approximate.

mod document_number;
mod list;
mod names;
mod organs;
mod resolve;

pub use document_number::{DocumentPlace, document_number_places};
pub use list::{Division, DivisionBasis, DivisionKind, DivisionLevel, division, divisions};
pub use names::{Found, Written, find_in_name, is_central_body, places_in_text};
pub use resolve::{Confidence, Evidence, Method, Resolution, resolve};

#[cfg(test)]
mod tests;

//! How organs are called in the names of bodies and in document numbers (`data/organs.toml`).

use crate::codes::embedded::embedded_list;
use crate::codes::words::List;
use serde::Deserialize;
use std::sync::LazyLock;

/// All lists.
pub(super) static ORGANS: LazyLock<Organs> = LazyLock::new(|| embedded_list!("organs"));

/// The data file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(super) struct Organs {
    /// Words that run into a document number in print.
    pub before_a_number: List,
    /// Organs behind the abbreviation of a province or a large city, as document numbers abbreviate them.
    pub of_provinces: List,
    /// Organs that any place may abbreviate behind its own name.
    pub of_any_place: List,
    /// Organisations that stand before the place in a name: 中共兴县委员会, 国家税务总局兴县税务局.
    pub before_the_place: List,
    /// What a name ends with that a place without its suffix may stand before.
    pub agencies: List,
}

//! A decimal that may be `null`, as the digits that stand there: for `#[serde(with = "crate::exact::optional")]`.

use super::Exact;
use crate::decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

pub(crate) fn serialize<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(Exact).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    let raw = Option::<&RawValue>::deserialize(deserializer)?;
    raw.map(|raw| raw.get().parse().map_err(serde::de::Error::custom)).transpose()
}

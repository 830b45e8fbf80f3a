//! A sequence whose views are made one at a time, while it is written.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// What there is, and how each of it is written.
pub(super) struct Each<'e, T, V> {
    items: &'e [T],
    view: Box<dyn Fn(&'e T) -> V + 'e>,
}

impl<'e, T, V> Each<'e, T, V> {
    pub(super) fn new(items: &'e [T], view: impl Fn(&'e T) -> V + 'e) -> Self {
        Self { items, view: Box::new(view) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<T, V: Serialize> Serialize for Each<'_, T, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.items.iter().map(&self.view))
    }
}

impl<T, V: JsonSchema> JsonSchema for Each<'_, T, V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<V>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<V>::json_schema(generator)
    }
}

//! The project's own lists that are kept as TOML, inside the binary.
//!
//! The build script checks that they are TOML and makes them JSON, which every process that starts reads five times faster.

/// The list `$name.toml`, wherever it stands below `src`, as a value of the type that is asked for.
macro_rules! embedded_list {
    ($name:literal) => {
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json")))
            .expect(concat!($name, ".toml is tested to load"))
    };
}

pub(crate) use embedded_list;

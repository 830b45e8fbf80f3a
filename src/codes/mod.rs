//! Official code lists, embedded as data.

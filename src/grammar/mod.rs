//! Nom grammars: `&str` to typed values. No nom type leaves this module.

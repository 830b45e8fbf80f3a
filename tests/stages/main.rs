//! What each stage makes of a document, asked of the library.
//!
//! | stage | look in |
//! |---|---|
//! | source, page, layout | `inputs`, `pages`, `engines` (two readers beside each other), `formats` (one document in each) |
//! | outline, content | `understanding`, `disclosure_facts`, `forms_shared`, `truth`, `counties` |
//! | record | `records`, `meaning` (kinds of tables whose amounts were once misunderstood) |
//! | check | `rules`, `checks_text`, `rules_doc` |
//! | all | `golden` (has it moved?), `invariants` (what must hold always), `schema`, `direction` (the shape of the house) |

#[path = "../common/mod.rs"]
mod common;

mod checks_text;
mod counties;
mod counting;
mod direction;
mod disclosure_facts;
mod engines;
mod formats;
mod forms_shared;
mod golden;
mod inputs;
mod invariants;
mod meaning;
mod pages;
mod records;
mod rules;
mod rules_doc;
mod schema;
mod tables_doc;
mod truth;
mod understanding;

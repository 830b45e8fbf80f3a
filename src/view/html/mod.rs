//! Pages of HTML. Each is a function of what was read: nothing here opens a file. What documents say is text in them and nothing else,
//! since the writer of the pages (maud) escapes all it is given.

mod chart;
mod compare;
mod cuts;
mod department;
mod document;
mod finding;
mod findings;
mod form;
mod page;
mod record;
mod run;
mod shell;
mod spending;
mod table;
mod words;

pub use compare::{Compared, compare, search};
pub use department::{csv, department};
pub use document::document;
pub use finding::{Around, finding, verdict};
pub use findings::{Asked, encoded, findings};
pub use page::page;
pub use run::run;
pub use shell::{Shell, gate, whole};
pub use words::Lang;

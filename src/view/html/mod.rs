//! Pages of HTML. Each is a function of what was read: nothing here opens a file. What documents say is text in them and nothing else,
//! since the writer of the pages (maud) escapes all it is given.

mod against;
mod asked;
mod badge;
mod chart;
mod compare;
mod cuts;
mod department;
mod document;
mod export;
mod finding;
mod findings;
mod form;
mod money;
mod page;
mod record;
mod run;
mod search;
mod shell;
mod side;
mod single;
mod spending;
mod spots;
mod table;
mod words;

pub use asked::{Asked, encoded};
pub use compare::{Compared, compare};
pub use department::{csv, department};
pub use document::{document, first_page};
pub use export::findings_csv;
pub use finding::{Around, finding};
pub use findings::findings;
pub use page::page;
pub use run::run;
pub use search::search;
pub use shell::{Shell, gate, whole};
pub use single::{Parts, single};
pub use words::Lang;

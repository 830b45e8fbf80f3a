//! A finished run read back: its manifest, documents, findings and departments, and where the original files are. All of it may come
//! from anywhere: nothing is believed but ids that are such.

mod amount;
mod department;
mod document;
mod files;
mod finding;
mod place;
mod review;
mod run;
mod search;
mod stake;
mod texts;

pub use amount::{decimal, grouped, wan, wan_rounded, yuan};
pub use department::{
    CoreFigure, Department, DepartmentDocument, Economic, Function, Project, Source as FigureSource, ThreePublic,
};
pub use document::{Check, Column, Diagnostic, Disclosure, Document, Form, Fund, Record, Row, Statement, Table};
pub use files::{Files, Original};
pub use finding::{Finding, FindingLine};
pub use place::{Evidence, Place};
pub use review::{Mark, Review, Verdict, reviewed};
pub use run::Run;
pub use search::{Hit, Hits};
pub use stake::{Stake, Sum, stake, sum};
pub use texts::{Found, Passage};

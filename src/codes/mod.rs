//! Official code lists, embedded as data: what a printed code or name stands for, and in which years.
//!
//! In: codes, names and places as printed. Out: entries of the official lists, each saying how it is known. Nothing is
//! parsed before it is asked for, and each list is checked while it loads (header, fields, duplicates). The data files in
//! `data/` are the project's own; an administrative norm is outside copyright (著作权法 第五条).
//!
//! | data | holds | read by |
//! |---|---|---|
//! | `functional.csv`, `economic_*.csv`, `revenue.csv` | 政府收支分类科目 with the years of each name | [`lookup`], [`names_match`], [`by_name`] |
//! | `economic_mapping.csv` | government and department economic classes that belong together | [`mapping`] |
//! | `subjects.toml` | canonical terms for what sentences speak about, with printed wordings | [`subjects`] |
//! | `form_labels.toml` | what the labels of performance forms mean | [`form_labels`] |
//! | `cofog.csv` | COFOG 1999 by prefix of the functional code | [`cofog`] |
//! | all of the above | whatever a code or a name stands for | [`search`] |
//! | `tables.toml` | the official tables and what their titles and headers are called | [`titles`] |
//! | `headers.toml` | what the labels over columns mean | [`headers`] |
//! | `words.toml` | words by which sentences, titles and labels are recognised | `words` |
//! | `pages.toml` | what web pages and copies by crawlers are made of | `pages` |
//! | `passages.toml` | what a section of text is about, by its title | [`passages`] |
//! | `faces.toml` | what stands in for fonts that are not embedded | [`faces`] |
//! | `divisions.csv`, `abbreviations.csv`, `central.txt` | administrative divisions | [`divisions`] |

mod classification;
pub mod cofog;
pub mod contacts;
pub mod divisions;
pub(crate) mod embedded;
pub mod faces;
mod fold;
pub mod form_labels;
pub mod headers;
pub mod mapping;
pub(crate) mod pages;
pub mod passages;
mod rows;
pub mod search;
pub mod subjects;
pub mod titles;
pub(crate) mod words;

/// Classes of the economic classification that are paid to persons (人员经费): 工资福利支出, 对个人和家庭的补助.
pub(crate) const PERSONNEL_CLASSES: [&str; 2] = ["301", "303"];

pub use classification::{
    Basis, Entry, Level, List, NameMatch, by_name, class_of_name, entries, is_class_name, lookup, names_match, nearest,
};
pub use fold::fold_name;
pub(crate) use fold::without_ordinal;
pub use rows::{ListError, Years};

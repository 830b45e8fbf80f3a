//! The formats there are. A new one is a file with a [`Sink`] and one arm of [`Format::definition`].

use super::model::Model;
#[cfg(feature = "parquet")]
use super::parquet;
use super::sink::{Options, Sink, SinkError};
#[cfg(feature = "xlsx")]
use super::xlsx;
use super::{csv, datapackage};
#[cfg(feature = "sqlite")]
use super::{datasette, sqlite};
use crate::output::Staging;
use std::path::Path;

/// A format to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Format {
    /// The files of the output contract, which are always written.
    Json,
    /// One file a table in `csv/`.
    Csv,
    /// The same with `datapackage.json`: schemas of the tables, and code lists.
    Datapackage,
    /// One folder a table in `parquet/`, facts by year and kind.
    Parquet,
    /// `gongkai.sqlite`.
    Sqlite,
    /// The same with `gongkai.metadata.json`: what Datasette shows over tables and columns.
    Datasette,
    /// `gongkai.xlsx`.
    Xlsx,
}

/// Begins a format among the unfinished files.
type Create = for<'m> fn(&'m Model, &Staging, Options) -> Result<Box<dyn Sink + 'm>, SinkError>;

/// All that is to be known of a format.
struct Definition {
    /// The name on the command line.
    name: &'static str,
    /// The file or folder it writes, below the output folder.
    target: &'static str,
    /// The format that its file describes; it is written too.
    beside: Option<Format>,
    /// How it is begun; `None` where the build has no such format.
    create: Option<Create>,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Json, Self::Csv, Self::Datapackage, Self::Parquet, Self::Sqlite, Self::Datasette, Self::Xlsx];

    fn definition(self) -> Definition {
        let of = |name, target, create| Definition { name, target, beside: None, create };
        match self {
            // The run writes it.
            Self::Json => of("json", "manifest.json", None),
            Self::Csv => of("csv", "csv", Some(csv::create)),
            Self::Datapackage => {
                Definition { beside: Some(Self::Csv), ..of("datapackage", "csv/datapackage.json", Some(datapackage::create)) }
            }
            #[cfg(feature = "parquet")]
            Self::Parquet => of("parquet", "parquet", Some(parquet::create)),
            #[cfg(not(feature = "parquet"))]
            Self::Parquet => of("parquet", "parquet", None),
            #[cfg(feature = "sqlite")]
            Self::Sqlite => of("sqlite", "gongkai.sqlite", Some(sqlite::create)),
            #[cfg(not(feature = "sqlite"))]
            Self::Sqlite => of("sqlite", "gongkai.sqlite", None),
            #[cfg(feature = "sqlite")]
            Self::Datasette => {
                Definition { beside: Some(Self::Sqlite), ..of("datasette", "gongkai.metadata.json", Some(datasette::create)) }
            }
            #[cfg(not(feature = "sqlite"))]
            Self::Datasette => of("datasette", "gongkai.metadata.json", None),
            #[cfg(feature = "xlsx")]
            Self::Xlsx => of("xlsx", "gongkai.xlsx", Some(xlsx::create)),
            #[cfg(not(feature = "xlsx"))]
            Self::Xlsx => of("xlsx", "gongkai.xlsx", None),
        }
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// Whether this build can write it.
    pub fn is_built_in(self) -> bool {
        self == Self::Json || self.definition().create.is_some()
    }

    /// The file or folder it writes, below the output folder.
    pub fn target(self) -> &'static str {
        self.definition().target
    }

    /// The format that its file describes.
    pub(super) fn beside(self) -> Option<Self> {
        self.definition().beside
    }

    /// Whether its file stands in the folder of the format that it describes, and is published with it.
    pub(super) fn is_within(self) -> bool {
        self.beside().is_some_and(|other| Path::new(self.target()).starts_with(other.target()))
    }

    /// Begins the format among the unfinished files.
    pub(super) fn create<'m>(
        self,
        model: &'m Model,
        staging: &Staging,
        options: Options,
    ) -> Result<Box<dyn Sink + 'm>, SinkError> {
        let create = self.definition().create.ok_or(SinkError::NotBuiltIn(self.name()))?;
        create(model, staging, options)
    }
}

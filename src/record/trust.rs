//! How far an amount can be trusted: what proves its figure, what backs its meaning, what is in doubt.

use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// How far to trust an amount and what is said of it: its figure, its table, codes and subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Something is in doubt: see `doubt`.
    Low,
    /// Nothing is in doubt, but nothing proves the figure, or nothing backs the meaning.
    Medium,
    /// A proof of the figure, something that backs the meaning, and no doubt.
    High,
}

/// An identity that holds and would break if the figure were another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proof {
    /// The rows that count make the printed total of the column.
    Rows,
    /// The rows below a row make it up.
    Below,
    /// The columns of the row make up the column they are parts of.
    Columns,
    /// Figures of other tables make it up, or it is a part of one.
    Tables,
    /// The same cell is printed again: its table, row and column.
    Copy(usize, usize, usize),
    /// A sentence with the same scope says it: index of the statement.
    Text(usize),
    /// A figure of a performance form is the same, or its sources make it up.
    Form,
    /// Another PDF library saw it on the same page.
    SecondReader,
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows => f.write_str("rows"),
            Self::Below => f.write_str("below"),
            Self::Columns => f.write_str("columns"),
            Self::Tables => f.write_str("tables"),
            Self::Copy(table, row, column) => write!(f, "copy:{table}.{row}.{column}"),
            Self::Text(statement) => write!(f, "text:{statement}"),
            Self::Form => f.write_str("form"),
            Self::SecondReader => f.write_str("second_reader"),
        }
    }
}

/// What speaks for what is said of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Backing {
    /// The title names the official table, and the headings are those of it.
    TitleAndHeader,
    /// The official list has the printed code with the printed name.
    Code,
    /// The same row and heading stand in another official table with the same figure.
    Copy,
    /// A sentence says the same of it, or a table the same of a sentence.
    Text,
    /// The label of a form's figure, or the subject of a sentence, is one that is known.
    Label,
}

impl Backing {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TitleAndHeader => "title_and_header",
            Self::Code => "code",
            Self::Copy => "copy",
            Self::Text => "text",
            Self::Label => "label",
        }
    }
}

/// What was ambiguous.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Its digits or its cell could be read in two ways.
    Geometry,
    /// Its page was not read whole, or the file says other than it shows.
    Page,
    /// A second reader does not see it on its page.
    Unseen,
    /// Which table it is was told by little, or title and headers disagree.
    Table,
    /// What it measures is not told by words that are known.
    Meaning,
    /// No unit is printed, or what is printed cannot be right.
    Unit,
    /// Its year is not told for certain.
    Year,
    /// Which unit its row belongs to is printed somewhere above or below, and nothing tells where the unit's rows begin and end.
    Body,
    /// Its code was found by the name, fits several, or has another name.
    Code,
    /// What counts does not make the printed total.
    Total,
    /// The row is not what stands below it, or its depth is not told.
    Level,
    /// It was read from a picture, and a character of it is hardly legible, or something was taken out of it.
    Reading,
}

impl Doubt {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Geometry => "geometry",
            Self::Page => "page",
            Self::Unseen => "unseen",
            Self::Table => "table",
            Self::Meaning => "meaning",
            Self::Unit => "unit",
            Self::Year => "year",
            Self::Body => "body",
            Self::Code => "code",
            Self::Total => "total",
            Self::Level => "level",
            Self::Reading => "reading",
        }
    }
}

/// Kinds of proof that a figure needs which is hardly legible.
const INDEPENDENT: usize = 2;

/// What is known for and against one amount. Each thing stands once, in the order of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trust {
    /// Proofs of the figure.
    pub proofs: Vec<Proof>,
    /// What backs the meaning.
    pub backing: Vec<Backing>,
    /// What is in doubt.
    pub doubt: Vec<Doubt>,
    /// The figure was read from a picture: without a proof it is worth little.
    pub from_picture: bool,
}

impl Trust {
    /// Adds a proof. Of copies one is told.
    pub fn prove(&mut self, proof: Proof) {
        let is_copy = |p: &Proof| matches!(p, Proof::Copy(..));
        let is_text = |p: &Proof| matches!(p, Proof::Text(..));
        let known = |p: &Proof| *p == proof || is_copy(p) && is_copy(&proof) || is_text(p) && is_text(&proof);
        if !self.proofs.iter().any(known) {
            self.proofs.push(proof);
        }
    }

    /// Adds what speaks for the meaning.
    pub fn back(&mut self, backing: Backing) {
        if !self.backing.contains(&backing) {
            self.backing.push(backing);
        }
    }

    /// Adds a doubt.
    pub fn doubt(&mut self, doubt: Doubt) {
        if !self.doubt.contains(&doubt) {
            self.doubt.push(doubt);
        }
    }

    /// Adds that the figure is hardly legible. One proof of such a figure is none: figures that lost the same digit make their sum.
    pub fn doubt_reading(&mut self) {
        self.doubt(Doubt::Reading);
        if self.proofs.len() < INDEPENDENT {
            self.proofs.clear();
        }
        self.sort();
    }

    /// Puts each list in order.
    pub fn sort(&mut self) {
        self.proofs.sort_unstable();
        self.backing.sort_unstable();
        self.doubt.sort_unstable();
    }

    /// `high` with a proof of the figure and one of the meaning and no doubt; `low` with a doubt, and of what was read from a picture
    /// without a proof; else `medium`.
    pub fn certainty(&self) -> Certainty {
        if self.from_picture && self.proofs.is_empty() {
            return Certainty::Low;
        }
        match (self.doubt.is_empty(), self.proofs.is_empty() || self.backing.is_empty()) {
            (true, false) => Certainty::High,
            (true, true) => Certainty::Medium,
            (false, _) => Certainty::Low,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn high_needs_a_proof_of_each_sort_and_no_doubt() {
        let mut trust = Trust::default();
        assert_eq!(trust.certainty(), Certainty::Medium);
        trust.prove(Proof::Rows);
        assert_eq!(trust.certainty(), Certainty::Medium);
        trust.back(Backing::Code);
        assert_eq!(trust.certainty(), Certainty::High);
        trust.doubt(Doubt::Unseen);
        assert_eq!(trust.certainty(), Certainty::Low);
    }

    #[test]
    fn what_was_read_from_a_picture_is_worth_nothing_without_a_proof() {
        let mut trust = Trust { from_picture: true, ..Trust::default() };
        trust.back(Backing::Code);
        assert_eq!(trust.certainty(), Certainty::Low);
        trust.prove(Proof::Rows);
        assert_eq!(trust.certainty(), Certainty::High);
    }

    #[test]
    fn one_proof_of_what_is_hardly_legible_is_none() {
        let read = |proofs: &[Proof]| {
            let mut trust = Trust { from_picture: true, proofs: proofs.to_vec(), ..Trust::default() };
            trust.doubt_reading();
            (trust.proofs.len(), trust.certainty())
        };
        assert_eq!(read(&[Proof::Rows]), (0, Certainty::Low));
        assert_eq!(read(&[Proof::Rows, Proof::Columns]), (2, Certainty::Low));
    }

    #[test]
    fn of_copies_one_is_told() {
        let mut trust = Trust::default();
        trust.prove(Proof::Copy(3, 1, 2));
        trust.prove(Proof::Copy(5, 1, 2));
        trust.prove(Proof::Text(7));
        trust.prove(Proof::Rows);
        trust.sort();
        let told: Vec<String> = trust.proofs.iter().map(Proof::to_string).collect();
        assert_eq!(told, ["rows", "copy:3.1.2", "text:7"]);
    }
}

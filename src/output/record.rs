//! A record as it is written in the document; [`super::Lines`] makes lines of them.

use crate::codes::cofog::CofogBasis;
use crate::content::{Direction, Horizon};
use crate::exact::Exact;
use crate::place::Place;
use crate::record::{BasicKind, Certainty, NameMatch, Origin, Phase, Proof, Record, Sight, SourceYear};
use schemars::JsonSchema;
use serde::Serialize;

/// The fields of one record.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Record")]
pub(super) struct RecordView<'e> {
    /// Whose it is, in a file of several departments; else the document says so.
    // First, where a line of `records.ndjson` looks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<&'e str>,
    /// The code printed with that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    department_code: Option<&'e str>,
    /// What it was read from.
    origin: Origin,
    /// Canonical id of its table, if it is an official one.
    table: Option<&'static str>,
    /// Canonical id of the layout, where the table is a variant of that one (B20 三公与机关运行经费 is a B07).
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'static str>,
    /// Index of its table (form, statement) in the document; see `origin`.
    table_index: usize,
    /// Index of its row in the table; of its figure in a form.
    row: usize,
    /// Index of its column in the table.
    column: usize,
    /// Year of the amount: a column of last year's figures has last year.
    fiscal_year: Option<u16>,
    /// What it is in the life of the budget; null where that is not told.
    phase: Option<Phase>,
    /// The unit within the department, where the row or the caption of the table names one; without its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'e str>,
    /// The project, where the row or form is about one.
    project: Option<&'e str>,
    /// Functional code (2xx…) of the row.
    function_code: Option<&'e str>,
    /// Name printed beside it.
    function_name: Option<&'e str>,
    /// Department economic code (3xx…).
    economic_code: Option<&'e str>,
    /// Name printed beside it.
    economic_name: Option<&'e str>,
    /// Government economic code (5xx…).
    gov_economic_code: Option<&'e str>,
    /// Name printed beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    gov_economic_name: Option<&'e str>,
    /// Code of revenue (1xx…) of the row, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue_code: Option<&'e str>,
    /// The name printed beside the revenue code.
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue_name: Option<&'e str>,
    /// The codes were found by the printed name; none is printed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    code_by_name: bool,
    /// Codes that the printed name can stand for, where there are several.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    code_candidates: &'e [&'static str],
    /// How the printed name compares with the official one of the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    name_match: Option<NameMatch>,
    /// The official name, where the printed one is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    official_name: Option<&'static str>,
    /// The international function (COFOG) of the functional code, this project's judgement; it never replaces the national
    /// code.
    #[serde(skip_serializing_if = "Option::is_none")]
    cofog: Option<&'static str>,
    /// What that judgement rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    cofog_basis: Option<CofogBasis>,
    /// How sure it is: `medium` where one function fits, `low` where several do.
    #[serde(skip_serializing_if = "Option::is_none")]
    cofog_confidence: Option<Certainty>,
    /// Whether the amount is income or expenditure, by its table or the headings of its side.
    direction: Option<Direction>,
    /// Depth of the row in its table, 1 outermost.
    level: Option<u8>,
    /// The row is part of the one above it (其中).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    of_which: bool,
    /// The label of a row without code; the subject of a statement.
    label: Option<&'e str>,
    /// Headings above the amount, joined with `/`; the label of a form's figure; the measure of a statement.
    measure: &'e str,
    /// Canonical meaning of the lowest heading (`total`, `basic`, `general_public_budget`).
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'static str>,
    /// What the amount of a table is, in a canonical name that means the same in every place, year and layout (`total`, `basic`,
    /// `public`, `reception_last_year`); left out where no such name is sure, and for forms and statements.
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<&'e str>,
    /// The item of 三公, 会议, 培训 or 机关运行 that the heading or the row names (`overseas_travel`, `reception`).
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'static str>,
    /// Whose money: `general_public_budget`, `government_fund`, `state_capital`, `fiscal_account` (财政专户), `own` (单位资金),
    /// `fiscal_appropriation` (财政拨款, not told which) …; null over all funds or where nothing says.
    fund_source: Option<&'static str>,
    /// This year's money or carried over, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_year: Option<SourceYear>,
    /// `basic`, `project`, `remittance_to_superior`, `operating_expenditure`, `subsidy_to_affiliated`, `carryover_out` …
    #[serde(skip_serializing_if = "Option::is_none")]
    expenditure_kind: Option<&'static str>,
    /// The part of basic expenditure.
    #[serde(skip_serializing_if = "Option::is_none")]
    basic_kind: Option<BasicKind>,
    /// For a figure of a form: the year, or the whole time of the project.
    #[serde(skip_serializing_if = "Option::is_none")]
    horizon: Option<Horizon>,
    /// Exact amount in yuan; null when no unit of money is known.
    amount_yuan: Option<Exact>,
    /// The amount as printed.
    printed: &'e str,
    /// Unit in force (万元).
    unit: Option<&'static str>,
    /// The row is a total or subtotal.
    is_total: bool,
    /// The row is one of those that together, once, make the total of their table; false for forms and statements.
    counts: bool,
    /// Index of the column of the same table whose money this column's is a part of, or another classification of.
    part_of: Option<usize>,
    /// Identities that hold and would break if the figure were another: `rows` that count make the total, rows `below` a row make it,
    /// `columns` make the one they are parts of, figures of other `tables` make it, `copy:T.R.C` (the same cell in table T, row R,
    /// column C), `text:S` (statement S says it), `form`, `second_reader`.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    proofs: Vec<String>,
    /// What backs the meaning: `title_and_header` agree, the `code` stands in the official list with its name, the same cell of another
    /// official table (`copy`), a sentence that says the same (`text`), a known `label` of a form or sentence.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    backing: Vec<&'static str>,
    /// What is in doubt: `geometry`, `page`, `unseen` (by the second reader), `table`, `meaning`, `unit`, `year`, `code`, `total`, `level`,
    /// `reading` (of a picture).
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    doubt: Vec<&'static str>,
    /// `high`: a proof of the figure, something that backs the meaning, and no doubt. `low`: something is in doubt. `medium`: the rest.
    confidence: Certainty,
    /// `ocr` where the amount was read from a picture of its page; left out where the file says it as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<&'static str>,
    /// How likely the least legible character of the amount is, of 100, where it was read from a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    legible: Option<u8>,
    /// Whether a second reader, another PDF library, saw the amount on its page (`extract --second-reader`); left out where none was
    /// asked or it could not read the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    second_reader: Option<Sight>,
    /// Where it stands.
    place: Place,
    /// The cell of a workbook: `收支总表!C7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
}

impl<'e> RecordView<'e> {
    /// `sheets` are the names of a workbook's sheets; there are none in other files.
    pub(super) fn of(record: &'e Record, sheets: &[String]) -> Self {
        let cofog = record.cofog;
        Self {
            department: record.department.as_deref(),
            department_code: record.department_code.as_deref(),
            origin: record.origin,
            table: record.table,
            variant: record.variant,
            table_index: record.table_index,
            row: record.row,
            column: record.column,
            fiscal_year: record.fiscal_year,
            phase: record.phase,
            body: record.body.as_deref(),
            project: record.project.as_deref(),
            function_code: record.function_code.as_deref(),
            function_name: record.function_name.as_deref(),
            economic_code: record.economic_code.as_deref(),
            economic_name: record.economic_name.as_deref(),
            gov_economic_code: record.gov_economic_code.as_deref(),
            gov_economic_name: record.gov_economic_name.as_deref(),
            revenue_code: record.revenue_code.as_deref(),
            revenue_name: record.revenue_name.as_deref(),
            code_by_name: record.code_by_name,
            code_candidates: &record.code_candidates,
            name_match: record.name_match,
            official_name: record.official_name,
            cofog: cofog.and_then(|c| c.codes.first().copied()),
            cofog_basis: cofog.map(|c| c.basis),
            // One candidate or several: no official crosswalk exists, so it is never more than a fair guess.
            cofog_confidence: cofog
                .filter(|c| !c.codes.is_empty())
                .map(|c| if c.codes.len() == 1 { Certainty::Medium } else { Certainty::Low }),
            direction: record.direction,
            level: record.level,
            of_which: record.of_which,
            label: record.label.as_deref(),
            measure: &record.measure,
            meaning: record.meaning,
            figure: record.figure.as_deref(),
            item: record.item,
            fund_source: record.fund_source,
            source_year: record.source_year,
            expenditure_kind: record.expenditure_kind,
            basic_kind: record.basic_kind,
            horizon: record.horizon,
            amount_yuan: record.amount_yuan.map(Exact),
            printed: &record.printed,
            unit: record.unit,
            is_total: record.is_total,
            counts: record.counts,
            part_of: record.part_of,
            proofs: record.trust.proofs.iter().map(Proof::to_string).collect(),
            backing: record.trust.backing.iter().map(|b| b.name()).collect(),
            doubt: record.trust.doubt.iter().map(|d| d.name()).collect(),
            confidence: record.trust.certainty(),
            reading: record.read.name(),
            legible: record.read.legible(),
            second_reader: record.second_reader,
            place: record.place,
            cell: record.place.cell().and_then(|cell| Some(format!("{}!{cell}", sheets.get(page_index(record))?))),
        }
    }
}

/// Pages are counted from 1.
fn page_index(record: &Record) -> usize {
    usize::try_from(record.place.page).unwrap_or(usize::MAX).wrapping_sub(1)
}

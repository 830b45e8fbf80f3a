//! What the rules come out as: checks and findings with their evidence.

use super::figure::{Agreement, Comparison};
use super::held::Held;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;

/// How a rule came out at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It holds exactly.
    Pass,
    /// It holds within what rounding of the printed figures explains.
    Rounding,
    /// It does not hold.
    Fail,
    /// Nothing here that the rule speaks about, or a precondition of the rule does not hold.
    NotApplicable,
    /// A figure that the rule needs is not printed.
    InsufficientData,
    /// A figure that the rule needs was not read with certainty.
    Refused,
}

/// One figure or text that a check looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What it is, in the words of the document (`B03 支出总表 / 合计 / 基本支出`).
    pub what: String,
    /// As printed.
    pub printed: String,
    /// Exact amount in yuan (or the bare number, for counts and per cents).
    pub value: Option<Decimal>,
    /// Where it stands.
    pub place: Place,
}

impl Evidence {
    /// What the running text prints somewhere, outside any sentence that was read.
    pub(super) fn of_text(printed: &str, value: Option<Decimal>, place: Place) -> Self {
        Self { what: "正文".to_owned(), printed: printed.to_owned(), value, place }
    }
}

/// One rule at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Id of the rule (`ROW-01`).
    pub rule: &'static str,
    /// How it came out.
    pub status: Status,
    /// At how many places it came out so; the figures are those of the first where there are several.
    pub places: usize,
    /// Left side of the rule in yuan (or the bare number, for counts and per cents).
    pub left: Option<Decimal>,
    /// Right side.
    pub right: Option<Decimal>,
    /// Left less right.
    pub difference: Option<Decimal>,
    /// What rounding of the printed figures may make of the difference.
    pub tolerance: Option<Decimal>,
    /// Why it was not applicable, insufficient or refused, in one sentence.
    pub reason: Option<String>,
    /// The figures, or the places where they were looked for.
    pub evidence: Vec<Evidence>,
}

/// What a person should see.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How sure it is that something is wrong, and how bad.
    pub severity: Severity,
    /// One sentence in English, with the figures.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// All figures with their places.
    pub evidence: Vec<Evidence>,
    /// The sentence in question, for narrative rules.
    pub quote: Option<String>,
    /// What would make it right, only when that is provable.
    pub repair: Option<String>,
    /// Its name: the same in every run, and of no other document's finding. Empty until `identify` gave one.
    pub id: String,
    /// The id of the finding that it follows from.
    pub cause: Option<String>,
    /// Whether it is real and trivial: a last digit.
    pub minor: bool,
    /// By how much its figures are apart, in yuan.
    pub apart: Option<Decimal>,
}

impl Default for Finding {
    fn default() -> Self {
        Self {
            rule: "",
            severity: Severity::Info,
            message: String::new(),
            message_zh: String::new(),
            evidence: Vec::new(),
            quote: None,
            repair: None,
            id: String::new(),
            cause: None,
            minor: false,
            apart: None,
        }
    }
}

/// What came of all rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// By rule, then place.
    pub checks: Vec<Check>,
    /// Worst first.
    pub findings: Vec<Finding>,
    /// Identities of tables that hold.
    pub held: Vec<Held>,
}

impl Check {
    /// A check of one place without figures.
    pub fn of(rule: &'static str, status: Status) -> Self {
        Self {
            rule,
            status,
            places: 1,
            left: None,
            right: None,
            difference: None,
            tolerance: None,
            reason: None,
            evidence: Vec::new(),
        }
    }

    /// A check of two sides.
    pub fn compared(rule: &'static str, compared: &Comparison, evidence: Vec<Evidence>) -> Self {
        let status = match compared.agreement {
            Agreement::Exact => Status::Pass,
            Agreement::Rounding => Status::Rounding,
            Agreement::Differ => Status::Fail,
        };
        let figure = |value: Decimal| Some(value.normalize());
        Self {
            left: figure(compared.left),
            right: figure(compared.right),
            difference: figure(compared.difference),
            tolerance: figure(compared.tolerance),
            evidence,
            ..Self::of(rule, status)
        }
    }
}

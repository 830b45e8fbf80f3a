//! The printed table of a form as rows of cells with what each may mean as a label.

use crate::codes::form_labels::{self, Kind, Label};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::grammar::{Amount, Unit, amount, is_nil_mark, squeeze, unit_of};
use crate::layout::GridKind;
use crate::outline::{PrintedRow, PrintedTable};
use crate::place::Place;

/// A cell of a form.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// First lattice column.
    pub col: usize,
    /// Number of lattice columns.
    pub cols: usize,
    /// Number of rows on its page.
    pub rows: usize,
    /// As printed, wrapped lines joined; of a label that was cut in two, both parts.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    labels: Vec<&'static Label>,
}

impl Piece {
    /// Whether nothing is printed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What it means as a label of this kind.
    pub fn label(&self, kind: Kind) -> Option<&'static Label> {
        self.labels.iter().copied().find(|l| l.kind() == kind)
    }

    /// Whether it may be any of these kinds of label.
    pub fn is_any(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| self.label(*kind).is_some())
    }

    /// The same as the label of a fund, where it is a part of one.
    pub fn as_cut_fund(&self) -> Option<Self> {
        Some(Self { labels: vec![form_labels::fund_with(&self.text)?], ..self.clone() })
    }

    /// The labels of funds and their figures, where one cell holds both (湖南: `其中：一般公共预算：866.40`), also several of them
    /// (`年度资金总额：120万元；其中：财政拨款100万元；其他资金20万元`), parted by marks or else by blanks; nothing where any part of the
    /// cell is something else.
    pub fn inline_funds(&self) -> Vec<(Self, Self)> {
        let marks = |c: char| matches!(c, '；' | ';' | '，' | '。' | '\n');
        let read = |parts: &mut dyn Iterator<Item = &str>| -> Option<Vec<(Self, Self)>> {
            parts.filter(|part| !part.trim().is_empty()).map(|part| self.inline_fund(part)).collect()
        };
        let by_marks = read(&mut self.text.split(marks));
        let by_blanks = || read(&mut self.text.split(|c| marks(c) || c == ' ' || c == '\u{3000}'));
        let in_brackets = || read(&mut self.text.split(|c| marks(c) || matches!(c, '（' | '(' | '）' | ')')));
        by_marks.or_else(by_blanks).or_else(in_brackets).or_else(|| read(&mut glued(&self.text).into_iter())).unwrap_or_default()
    }

    fn inline_fund(&self, text: &str) -> Option<(Self, Self)> {
        let colon = text.rfind([':', '：']);
        let digits = text.find(|c: char| c.is_ascii_digit());
        // `其中：财政拨款100万元` has its colon in front of the label.
        let behind = |at: usize| text[at..].trim_start_matches([':', '：', ' ']).starts_with(char::is_alphabetic);
        let (label, figure) = text.split_at(colon.filter(|&at| !behind(at)).or(digits)?);
        let labels = form_labels::labels(label.trim_end_matches([':', '：', ' ']));
        let part = |text: &str| Self { labels: Vec::new(), text: text.trim().to_owned(), ..self.clone() };
        let figure = part(figure.trim_start_matches([':', '：']));
        let is_fund = labels.iter().any(|l| l.kind() == Kind::Fund) && figure.is_figure();
        is_fund.then(|| (Self { labels, ..part(label) }, figure))
    }

    /// The name of an indicator of this level that it is.
    pub fn class(&self, level: u8) -> Option<&'static Label> {
        self.labels.iter().copied().find(|l| l.kind() == Kind::Class && l.level() == Some(level))
    }

    /// Whether it belongs to the indicators of a row, and is no label over their part (绩效指标 in front of the first).
    pub fn label_is_no_part(&self) -> bool {
        self.label(Kind::Section).is_none_or(|l| l.name() != "indicators")
    }

    /// Whether it is a figure, or a mark where one should stand.
    pub fn is_figure(&self) -> bool {
        let text = self.text.trim_end_matches(['%', '％']);
        figure(text).is_some() || is_nil_mark(&self.text) || amount_with_unit(&self.text).is_some()
    }

    /// Column behind its last one.
    pub fn end(&self) -> usize {
        self.col + self.cols
    }
}

/// A row of a form.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Page, 1-based.
    pub page: u32,
    /// Cells that begin in it, also the empty ones.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// The cells that hold text.
    pub fn filled(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|p| !p.is_empty())
    }

    /// Whether nothing is printed in it.
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(Piece::is_empty)
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        let rects = self.filled().filter_map(|p| p.place.rect);
        rects.reduce(|a, b| a.union(&b)).map_or(Place::page(self.page), |rect| Place::on(self.page, rect))
    }
}

/// The rows of a form.
pub(super) struct Sheet {
    /// Rows of all pages.
    pub lines: Vec<Line>,
    /// Its columns are fields of a text and say nothing certain.
    pub native: bool,
}

impl Sheet {
    /// The rows of a printed table.
    pub fn of(printed: &PrintedTable, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut lines: Vec<Line> = printed.rows.iter().map(line).collect();
        join_cut_labels(&mut lines, diagnostics);
        Self { lines, native: printed.kind == GridKind::Native }
    }
}

fn line(row: &PrintedRow) -> Line {
    let pieces = row.cells.iter().map(|cell| Piece {
        col: cell.col,
        cols: cell.cols,
        rows: cell.rows,
        labels: form_labels::labels(&cell.text),
        text: cell.text.clone(),
        place: cell.place(),
    });
    Line { page: row.page, pieces: pieces.collect() }
}

/// Characters of the rest of a label in the next row, at most.
const REST: usize = 3;

/// Joins labels that were cut in two rows: `市县(区)财政资` and, below it, `金`. The row of rests is dropped.
fn join_cut_labels(lines: &mut Vec<Line>, diagnostics: &mut Vec<Diagnostic>) {
    let mut at = 1;
    while at < lines.len() {
        let (above, below) = lines.split_at_mut(at);
        let (Some(above), Some(rests)) = (above.last_mut(), below.first()) else { break };
        if !join_rests(above, rests) {
            at += 1;
            continue;
        }
        let message = "a label that was cut in two rows was put together";
        diagnostics.push(Diagnostic::info("form.cut_label", message).at(rests.place()));
        lines.remove(at);
    }
}

/// Whether every text of a row is the rest of the label above it; then they are joined there.
fn join_rests(above: &mut Line, rests: &Line) -> bool {
    let target = |above: &Line, rest: &Piece| above.pieces.iter().position(|p| p.col == rest.col && !p.is_empty());
    let (mut found, mut joins) = (0, Vec::new());
    for rest in rests.filled() {
        let Some(index) = target(above, rest).filter(|_| rest.text.chars().count() <= REST) else { return false };
        let whole = squeeze(&above.pieces[index].text);
        if form_labels::rest_of(&whole).is_some_and(|r| r == squeeze(&rest.text)) {
            joins.push((index, rest.text.clone()));
        } else if !whole.ends_with(&squeeze(&rest.text)) {
            return false;
        }
        found += 1;
    }
    if found == 0 || joins.is_empty() {
        return false;
    }
    for (index, rest) in joins {
        let piece = &mut above.pieces[index];
        piece.text.push_str(&rest);
        piece.labels = form_labels::labels(&piece.text);
    }
    true
}

/// The parts of a text that prints labels and figures without anything between them (`年度资金总额：14.23财政拨款：11.47`): each begins
/// behind the figure before its colon.
fn glued(text: &str) -> Vec<&str> {
    let colons = text.char_indices().filter(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at);
    let behind = |at: usize| {
        let figure = text[..at].char_indices().rev().find(|(_, c)| c.is_ascii_digit() || *c == '元');
        figure.map_or(0, |(at, c)| at + c.len_utf8())
    };
    let mut starts: Vec<usize> = colons.map(behind).collect();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&from, to)| &text[from..to]).collect()
}

/// An amount, also one whose last decimals its narrow cell wraps (`3081.729`, below it `2`).
pub(super) fn figure(text: &str) -> Option<Amount> {
    let wrapped = || {
        let (first, rest) = text.split_once('\n')?;
        let cut = first.contains('.') && !first.ends_with('.') && rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_digit());
        amount(&format!("{first}{rest}")).filter(|_| cut)
    };
    amount(text).or_else(wrapped)
}

/// A figure that carries its own unit of money (`2400万元`), which rules over that of the label.
pub(super) fn amount_with_unit(text: &str) -> Option<(Decimal, Unit)> {
    let figures = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))?;
    let unit = unit_of(&text[figures..]).filter(|u| u.is_money() && u.printed() == squeeze(&text[figures..]))?;
    Some((amount(&text[..figures])?.value, unit))
}

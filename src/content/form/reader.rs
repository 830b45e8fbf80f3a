//! Goes through the rows of a form: labels with values, funds, goals, then indicators under their headings.

use super::cells::{cell_kind, leaves_indicators, sum_of_scores};
use super::columns::Columns;
use super::goals::GoalHead;
use super::identity::{fiscal_year_of, name_in_title, subject};
use super::sheet::{Line, Piece, Sheet};
use super::types::{Field, Form, Fund, Goal, Horizon, Phase, Printed, Subject};
use super::{funds, goals, indicators, inline, levels, tasks};
use crate::codes::form_labels::{Kind, Label, is_other_than_money};
use crate::diagnostic::Diagnostic;
use crate::grammar::{CellKind, FormItem, date, form_row, unit_of};
use crate::outline::PrintedTable;
use crate::place::Place;

/// Reads the forms of a printed table: one, or several where a form follows another without a gap.
pub(in crate::content) fn read(printed: &PrintedTable, diagnostics: &mut Vec<Diagnostic>) -> Vec<Form> {
    let sheet = Sheet::of(printed, diagnostics);
    let mut starts: Vec<usize> = Vec::new();
    let mut begun = false;
    for (index, line) in sheet.lines.iter().enumerate() {
        let begins = line.filled().next().is_some_and(|p| p.label(Kind::Field).is_some_and(Label::begins));
        // A second label that begins a form (部门名称 under 项目名称) stands right below the first.
        if begins && begun && starts.last().is_some_and(|s| index > s + 2) {
            starts.push(index);
        } else if starts.is_empty() {
            starts.push(0);
        }
        begun |= begins;
    }
    let ends = starts.iter().skip(1).copied().chain([sheet.lines.len()]);
    starts.iter().zip(ends).map(|(&from, to)| one(printed, &sheet, from, to, diagnostics)).collect()
}

fn one(printed: &PrintedTable, sheet: &Sheet, from: usize, to: usize, diagnostics: &mut Vec<Diagnostic>) -> Form {
    let lines = &sheet.lines[from..to];
    let mut reader = Reader::new(sheet.native, diagnostics);
    reader.funds.unit = printed.caption.unit.as_deref().and_then(unit_of);
    let filled: Vec<Line> = lines.iter().filter(|l| !l.is_blank()).cloned().collect();
    let mut at = 0;
    while at < filled.len() {
        at += reader.lines(&filled[at..]);
    }
    let mut form = reader.finish();
    // A title inside the grid (福州) names the form better than the heading above.
    let own_title = printed.caption.beside.iter().find(|t| t.contains("绩效") && t.ends_with('表'));
    form.title = own_title.or(printed.caption.title.as_ref()).cloned();
    form.pages = lines.iter().map(|l| l.page).collect();
    form.pages.dedup();
    form.rows =
        lines.iter().map(|l| l.filled().map(|p| p.text.clone()).collect()).filter(|r: &Vec<String>| !r.is_empty()).collect();
    let title = form.title.clone().unwrap_or_default();
    let reached = form.funds.iter().any(|f| f.measure == super::types::FundMeasure::Executed)
        || form.goals.iter().any(|g| g.result.is_some());
    form.phase = if title.contains("自评") || reached { Phase::SelfEvaluation } else { Phase::Target };
    form.subject = subject(&title, &form);
    if form.project_name.is_none()
        && form.subject == Subject::Project
        && !form.fields.iter().any(|f| f.name == Some("project_name"))
    {
        form.project_name = name_in_title(&title).zip(printed.caption.place).map(|(text, place)| Printed { text, place });
    }
    form.fiscal_year = fiscal_year_of(printed, &form);
    if form.department.is_none() {
        let place = Place::on(printed.pages.first().copied().unwrap_or(1), printed.rect);
        form.department = printed.caption.department.clone().map(|text| Printed { text, place });
    }
    if form.unit.is_none() {
        form.unit.clone_from(&printed.caption.unit);
    }
    form
}

struct Reader<'d> {
    native: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
    form: Form,
    funds: funds::Context,
    found_funds: Vec<funds::Found>,
    found_goals: Vec<goals::Found>,
    found_indicators: Vec<levels::Found>,
    /// Headings over goals whose texts are still to come.
    heads: Vec<GoalHead>,
    /// The row above was one of the money.
    in_money: bool,
    columns: Option<Columns>,
    /// The columns of indicators that other rows interrupted: a row that begins with the name of a level takes them up again.
    left: Option<Columns>,
    tasks: Option<tasks::Columns>,
    levels: levels::Levels,
}

impl<'d> Reader<'d> {
    fn new(native: bool, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Self {
            native,
            diagnostics,
            form: Form::default(),
            funds: funds::Context::default(),
            found_funds: Vec::new(),
            found_goals: Vec::new(),
            found_indicators: Vec::new(),
            heads: Vec::new(),
            in_money: false,
            columns: None,
            left: None,
            tasks: None,
            levels: levels::Levels::default(),
        }
    }

    /// Reads the first of some rows, and what belongs to it of the rows behind; answers how many rows that were.
    fn lines(&mut self, lines: &[Line]) -> usize {
        let line = &lines[0];
        if let Some(mut columns) = Columns::of(line) {
            columns.take_horizons(&self.heads);
            columns.take_horizon(line);
            self.columns = Some(columns);
            self.tasks = None;
            self.heads.clear();
            return 1;
        }
        if self.columns.is_none() && line.filled().find(|p| p.label_is_no_part()).is_some_and(|p| p.label(Kind::Class).is_some())
        {
            self.columns = self.left.take().or_else(|| Columns::without_heads(line));
        }
        if self.columns.as_mut().is_some_and(|c| c.take_subheads(line)) {
            return 1;
        }
        if let Some(columns) = &self.columns {
            if !leaves_indicators(line, columns, self.native) {
                self.indicators(line);
                return 1;
            }
            self.left = self.columns.take();
        }
        if let Some(columns) = tasks::Columns::of(line) {
            self.units(line);
            self.tasks = Some(columns);
            return 1;
        }
        if let Some(tasks) = self.tasks.as_mut().filter(|t| !t.left_by(line)) {
            if !tasks.take_sources(line) {
                let (task, found) = tasks.read(line, &self.funds);
                self.form.tasks.extend(task);
                self.found_funds.extend(found);
            }
            return 1;
        }
        self.tasks = None;
        self.units(line);
        if let Some((found, rows)) = funds::headed(lines, &self.funds) {
            self.found_funds.extend(found);
            return rows;
        }
        self.line(line);
        1
    }

    fn line(&mut self, line: &Line) {
        self.funds.enter(line);
        if let Some(columns) = funds::measure_columns(line) {
            self.funds.columns = columns;
            return;
        }
        let is_label = |p: &Piece| p.is_any(&[Kind::Field, Kind::Fund, Kind::Person]) || !inline::read(&p.text).is_empty();
        if !self.heads.is_empty() && !line.filled().any(is_label) {
            if goals::ends(line) {
                self.heads.clear();
                return;
            }
            let year = |p: &Piece| goals::is_year(&self.heads, p);
            let texts: Vec<&Piece> = line.filled().filter(|p| p.label(Kind::Goal).is_none() && !year(p)).collect();
            let beside = line.filled().find_map(|p| p.label(Kind::Goal));
            if !texts.is_empty() {
                goals::read(&self.heads, beside, &texts, &mut self.found_goals);
                return;
            }
        }
        let total = self.funds.without_label(line);
        if !total.is_empty() {
            self.found_funds.extend(total);
            return;
        }
        if let Some(givers) = funds::giver_columns(line) {
            self.funds.givers = givers;
            return;
        }
        if let Some(found) = self.funds.under_givers(line) {
            self.found_funds.extend(found);
            return;
        }
        let under = line.filled().find(|p| p.label(Kind::Fund).is_some()).filter(|_| !self.funds.columns.is_empty());
        if let Some(label) = under {
            let found = self.funds.under_headings(label, line);
            self.found_funds.extend(found);
            return;
        }
        self.labels(line);
    }

    /// Notes the unit that a label over the funds prints: `项目资金（万元）`, `预算金额（万元）`.
    fn units(&mut self, line: &Line) {
        // An unknown label over several rows of money is the label of that part.
        let beside_money = line.filled().any(|p| p.is_any(&[Kind::Measure, Kind::Fund]));
        let over_funds = |p: &&Piece| {
            p.label(Kind::Section).is_some_and(|l| l.name() == "funds")
                || p.is_any(&[Kind::Measure, Kind::Task, Kind::Fund])
                || p.rows > 1 && beside_money
        };
        if let Some(unit) = line.filled().filter(over_funds).find_map(|p| funds::unit_in(&p.text)) {
            let cut = self.in_money && self.found_funds.last().is_some_and(|f| f.fund.place.page < line.page);
            if cut && self.funds.unit.is_none() {
                funds::take_unit(&mut self.found_funds, unit);
            }
            self.funds.unit = Some(unit);
            self.form.unit.get_or_insert_with(|| unit.printed().to_owned());
        }
    }

    /// A row of labels and values.
    fn labels(&mut self, line: &Line) {
        let kinds: Vec<CellKind> = (0..line.pieces.len()).map(|index| cell_kind(line, index)).collect();
        let mut before = 0;
        // A figure beside an unknown label is money only where money stands (no 邮政编码 | 400000).
        let of_money = |p: &Piece| p.label(Kind::Fund).is_some() || p.label(Kind::Section).is_some_and(|l| l.name() == "funds");
        let money = std::mem::replace(&mut self.in_money, false) || line.filled().any(of_money);
        for item in form_row(&kinds) {
            let piece = |index: usize| &line.pieces[index];
            match item {
                FormItem::Field(label, value) => {
                    let (label, value) = (piece(label), value.map(piece));
                    let figure = value.filter(|v| v.is_figure() && !label.is_any(&[Kind::Field, Kind::Person]));
                    if let Some(found) = figure.and_then(|f| self.funds.measured(label, f, before)) {
                        self.found_funds.push(found);
                        before += 1;
                    } else {
                        self.field(label, value);
                    }
                }
                // The funds stand in one cell behind the label of their total, which is one of them.
                FormItem::Fund(label, None) if has_inline_total(line, piece(label)) => {
                    let half = self.funds.half_of(piece(label), before);
                    self.funds.beside(piece(label), None, half);
                }
                FormItem::Fund(label, figure) => {
                    if !self.native {
                        self.funds.note_half(piece(label), before);
                    }
                    let half = self.funds.half_of(piece(label), before);
                    let found = self.funds.beside(piece(label), figure.map(piece), half);
                    self.found_funds.push(found);
                    before += 1;
                }
                FormItem::Unknown(label, figure)
                    if is_other_than_money(&piece(label).text) || !money && piece(label).as_cut_fund().is_none() =>
                {
                    self.unknown_label(piece(label));
                    self.field(piece(label), Some(piece(figure)));
                }
                FormItem::Unknown(label, figure) => {
                    let label = &self.cut_label(piece(label));
                    let half = self.funds.half_of(label, before);
                    let found = self.funds.beside(label, Some(piece(figure)), half);
                    self.found_funds.push(found);
                    before += 1;
                }
                FormItem::Goal(label, texts) if texts.is_empty() => {
                    self.heads = goals::heads(line.filled());
                    let _ = label;
                }
                FormItem::Goal(label, texts) => {
                    let texts: Vec<&Piece> = texts.into_iter().map(piece).collect();
                    let beside = piece(label).label(Kind::Goal);
                    goals::read(&self.heads, beside, &texts, &mut self.found_goals);
                }
                FormItem::Section(_) => {}
                FormItem::UnknownField(label, value) => {
                    self.unknown_label(piece(label));
                    self.field(piece(label), Some(piece(value)));
                }
                FormItem::Stray(index) => {
                    let inline = piece(index).inline_funds();
                    if inline.is_empty() {
                        self.stray(piece(index));
                    } else {
                        let half = self.funds.half_of(piece(index), before);
                        let found = inline.iter().map(|(label, figure)| self.funds.beside(label, Some(figure), half));
                        self.found_funds.extend(found);
                        before += 1;
                    }
                }
            }
        }
        self.in_money = before > 0 || line.filled().any(of_money);
    }

    fn field(&mut self, label: &Piece, value: Option<&Piece>) {
        let known = label.label(Kind::Person).or(label.label(Kind::Field)).or(label.label(Kind::Measure));
        let place = value.map_or(label.place, |v| v.place);
        self.named_field(known, label.text.clone(), value.map(|v| v.text.clone()), place);
    }

    fn named_field(&mut self, known: Option<&'static Label>, label: String, value: Option<String>, place: Place) {
        let name = known.map(Label::name);
        let printed = value.clone().map(|text| Printed { text, place });
        match name {
            Some("project_name") if self.form.project_name.is_none() => self.form.project_name = printed,
            Some("department" | "department_code" | "supervising_department") if self.form.department.is_none() => {
                self.form.department = printed
            }
            Some("implementing_unit") if self.form.implementing_unit.is_none() => self.form.implementing_unit = printed,
            Some("date") if self.form.date.is_none() => self.form.date = value.as_deref().and_then(date),
            _ => {}
        }
        let person = known.is_some_and(|l| l.kind() == Kind::Person);
        self.form.fields.push(Field { name, label, value, person, place });
    }

    /// The label of a figure that is none known: a part of one, or as it is; said either way.
    fn cut_label(&mut self, label: &Piece) -> Piece {
        let Some(whole) = label.as_cut_fund() else {
            self.unknown_label(label);
            return label.clone();
        };
        let message = format!("`{}` is taken for a part of the label of a fund", shown(&label.text));
        self.diagnostics.push(Diagnostic::info("form.cut_label", message).at(label.place));
        whole
    }

    fn unknown_label(&mut self, label: &Piece) {
        let message = format!("`{}` is no label known of forms; what stands beside it is kept under it", shown(&label.text));
        self.diagnostics.push(Diagnostic::info("form.unknown_label", message).at(label.place));
    }

    /// A text that belongs to no label in another cell: labels with their values, or kept as a field without a value, and said.
    fn stray(&mut self, piece: &Piece) {
        let inline = inline::read(&piece.text);
        if !inline.is_empty() {
            for found in inline {
                self.named_field(inline::known(&found.label), found.label, found.value, piece.place);
            }
            return;
        }
        let message = format!("`{}` stands in a form and belongs to no label", shown(&piece.text));
        self.diagnostics.push(Diagnostic::info("form.stray", message).at(piece.place));
        self.form.fields.push(Field { name: None, label: piece.text.clone(), value: None, person: false, place: piece.place });
    }

    fn indicators(&mut self, line: &Line) {
        let Some(columns) = &self.columns else { return };
        if let Some(label) = sum_of_scores(line) {
            // 总分 | 100 | 98: what could be reached, and what was.
            let score = line.filled().filter(|p| p.col > label.col && p.is_figure()).last();
            self.form.fields.push(Field {
                name: Some("total_score"),
                label: label.text.clone(),
                value: score.map(|s| s.text.clone()),
                person: false,
                place: score.unwrap_or(label).place,
            });
            return;
        }
        if self.native && columns.second_half.is_some() {
            match indicators::read_halves(line, columns, &mut self.levels) {
                Some(found) => self.found_indicators.extend(found.into_iter().flatten()),
                None => {
                    let texts: Vec<&str> = line.filled().map(|p| p.text.as_str()).collect();
                    let message = format!("a row of indicators does not part in halves: {}", shown(&texts.join(" | ")));
                    self.diagnostics.push(Diagnostic::warning("form.unread_indicator", message).at(line.place()));
                }
            }
            return;
        }
        let left = indicators::read(line, columns, &mut self.levels, &mut self.found_indicators);
        // A label over the whole part is printed again on each page.
        let first = columns.columns.first().map_or(0, |c| c.from);
        let is_part = |p: &Piece| p.col < first && p.is_any(&[Kind::Section, Kind::Goal]);
        for piece in left.into_iter().filter(|p| !is_part(p) && p.label_is_no_part()) {
            let message = format!("`{}` stands among indicators in no column of theirs", shown(&piece.text));
            self.diagnostics.push(Diagnostic::info("form.stray", message).at(piece.place));
        }
    }

    fn finish(mut self) -> Form {
        let mut goals = std::mem::take(&mut self.found_goals);
        goals::settle(&mut goals);
        let one_horizon = |said: &[Horizon]| said.first().copied().filter(|h| said.iter().all(|s| s == h));
        let said: Vec<Horizon> = goals.iter().filter(|g| g.said).map(|g| g.goal.horizon).collect();
        for goal in goals.into_iter().map(|g| g.goal) {
            let again = |g: &Goal| g.horizon == goal.horizon && g.text == goal.text && g.result == goal.result;
            if !self.again(self.form.goals.iter().any(again), &goal.text, goal.place) {
                self.form.goals.push(goal);
            }
        }
        // A form with goals for one time only has its indicators for that time.
        let horizon = one_horizon(&said).unwrap_or_default();
        for found in std::mem::take(&mut self.found_indicators) {
            let mut indicator = found.indicator;
            if !found.said {
                indicator.horizon = horizon;
            }
            indicator.settle();
            self.form.indicators.push(indicator);
        }
        for fund in funds::settle(std::mem::take(&mut self.found_funds)) {
            let same =
                |f: &Fund| f.label == fund.label && f.part == fund.part && f.horizon == fund.horizon && f.measure == fund.measure;
            let again = |f: &Fund| same(f) && f.item == fund.item && f.printed == fund.printed;
            let other = |f: &&Fund| same(f) && f.item == fund.item && f.value.is_some() && f.value != fund.value;
            if let Some(other) = self.form.funds.iter().find(other).filter(|_| fund.value.is_some()) {
                let (label, one, two) = (shown(&fund.label), &other.printed, &fund.printed);
                let message = format!("`{label}` is printed twice in the same form, as {one} and as {two}; both are kept");
                self.diagnostics.push(Diagnostic::warning("form.conflict", message).at(fund.place));
            }
            if !self.again(self.form.funds.iter().any(again), &fund.label, fund.place) {
                self.form.funds.push(fund);
            }
        }
        self.form
    }

    /// Says that a part of the form is printed again; it is kept once.
    fn again(&mut self, again: bool, text: &str, place: Place) -> bool {
        if again {
            let message = format!("`{}` is printed again in the same form and kept once", shown(text));
            self.diagnostics.push(Diagnostic::info("form.repeated", message).at(place));
        }
        again
    }
}

/// Whether a cell behind the label of a total holds several funds, a total among them.
fn has_inline_total(line: &Line, label: &Piece) -> bool {
    let total = |p: &Piece| p.label(Kind::Fund).is_some_and(|l| l.name() == "total");
    let behind = |p: &&Piece| p.col >= label.end() && p.label(Kind::Fund).is_none();
    let filled = |p: &Piece| p.text.contains(|c: char| c.is_ascii_digit());
    let holds = |p: &Piece| p.inline_funds().iter().any(|(label, figure)| total(label) && filled(figure));
    total(label) && line.filled().filter(behind).any(holds)
}

/// The beginning of a text, for a message.
fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}

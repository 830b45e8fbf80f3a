//! Tables that list the targets of all projects of a department (北京 预算12表, 深圳 and 广州 with the target as one text): a [`Form`] a
//! project. The table stays a table, where its amounts count; the forms say from which they were read.
//!
//! 北京 merges the cells of a project over the rows of its indicators and centres their text, so at a page break a name, an amount or
//! a target may stand on either page, or be cut between the two.

use super::funds::measure_of;
use super::indicators::{is_core, is_doubled, is_struck, target};
use super::roles::Roles;
use super::track::{Track, begins};
use super::types::{Field, Form, Fund, FundMeasure, Goal, Horizon, Indicator, Phase, Printed, Subject};
use crate::codes::form_labels::{self, Kind, Label};
use crate::content::disclosure::body;
use crate::content::table::columns;
use crate::content::table::columns::{Span, column_of};
use crate::content::table::header;
use crate::content::table::rows;
use crate::content::table::types::RowKind;
use crate::content::table::types::{Cell, Column, Table};
use crate::diagnostic::Diagnostic;
use crate::grammar::{Unit, amount, fiscal_year, squeeze, unit_of};
use crate::outline::{PrintedCell, PrintedRow, PrintedTable};
use crate::place::Place;

/// Characters that two parts of a text must share to be taken for one line printed on both pages.
const LEAST_SHARED: usize = 6;

/// The forms of the projects of a table; none where it is no list of targets. `index` is that of the table.
pub(in crate::content) fn read(
    printed: &PrintedTable,
    table: &Table,
    index: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Form> {
    let Some(roles) = Roles::of(&table.columns) else { return Vec::new() };
    let header = header::split(&printed.rows);
    let spans = columns::printed(&header, printed.xs.len().saturating_sub(1));
    let fiscal_year = printed.caption.beside.iter().chain(&table.title).find_map(|t| fiscal_year(t));
    let mut reader = Reader {
        table,
        fiscal_year,
        index,
        roles,
        spans,
        forms: Vec::new(),
        unit_name: None,
        above: Vec::new(),
        begun: Vec::new(),
        heading: None,
        name: Track::default(),
        sum: Track::default(),
        first_of_name: 0,
        levels: [None, None],
    };
    let mut page = None;
    for row in &header.body {
        if row.is_blank() {
            reader.name.row(None, false);
            reader.sum.row(None, false);
            continue;
        }
        let cut = page.is_some_and(|p| p != row.page);
        page = Some(row.page);
        reader.row(row, cut);
    }
    let mut forms = reader.forms;
    forms.iter_mut().flat_map(|f| &mut f.indicators).for_each(Indicator::settle);
    forms.retain(|f| !f.goals.is_empty() || !f.indicators.is_empty() || !f.fields.is_empty());
    if table.title.as_deref().is_some_and(|t| t.contains("整体")) {
        forms.iter_mut().for_each(of_whole_bodies);
    }
    for form in forms.iter().filter(|f| f.project_name.is_none() && f.subject != Subject::Department) {
        let goal = form.goals.first().map(|g| g.place).or(form.fields.first().map(|f| f.place));
        let place = form.indicators.first().map(|i| i.place).or(goal);
        let message = "targets stand in a table of projects without the name of one".to_owned();
        let diagnostic = Diagnostic::warning("form.no_project", message);
        diagnostics.push(match place {
            Some(place) => diagnostic.at(place),
            None => diagnostic,
        });
    }
    forms
}

/// A table of whole bodies (部门整体支出绩效目标表) names one where a table of projects names a project.
fn of_whole_bodies(form: &mut Form) {
    form.subject = Subject::Department;
    form.implementing_unit = None;
    form.department = form.project_name.take().or(form.department.take());
}

struct Reader<'t> {
    table: &'t Table,
    fiscal_year: Option<u16>,
    index: usize,
    roles: Roles,
    spans: Vec<Span>,
    forms: Vec<Form>,
    /// The unit named in a column of units, printed once for all its projects.
    unit_name: Option<Printed>,
    /// Name, amounts and goal of the row above, without blanks.
    above: Vec<String>,
    /// The same of the last row that names a project.
    begun: Vec<String>,
    /// The last row without a target: a unit or kind over the projects below it.
    heading: Option<Printed>,
    /// The column of names, and the first column of amounts.
    name: Track,
    sum: Track,
    /// Index of the first form that shares its cell of the name with the last one.
    first_of_name: usize,
    /// The levels above the next indicator.
    levels: [Option<String>; 2],
}

impl Reader<'_> {
    /// A row; `cut` is the first one of a further page.
    fn row(&mut self, row: &PrintedRow, cut: bool) {
        let cells = self.cells(row);
        let filled = |index: usize| cells[index].filter(|c| !c.text.is_empty());
        let sum = self.roles.amounts.first().or(self.roles.score.as_ref()).copied();
        let was = (self.name.state, self.sum.state);
        self.name.row(cells[self.roles.project], cut);
        self.sum.row(sum.and_then(|i| cells[i]), cut);
        if self.is_total(&cells) {
            return;
        }
        if let Some(unit) = self.roles.unit.and_then(filled) {
            self.unit_name = Some(printed(unit, row.page));
        }
        let name = filled(self.roles.project);
        let goal = self.roles.goal.and_then(|i| cells[i]);
        if self.repeats(&cells, cut) {
            if let Some(form) = self.forms.last_mut().filter(|f| f.pages.last() != Some(&row.page)) {
                form.pages.push(row.page);
            }
            self.indicator(&cells);
            return;
        }
        let has_amount = self.roles.amounts.iter().any(|i| filled(*i).is_some());
        let has_indicator = self.roles.name.and_then(filled).is_some() || self.roles.running.and_then(filled).is_some();
        if name.is_some() && goal.is_some_and(|g| g.text.is_empty()) && !has_indicator && !cut {
            // 广州: the projects of a unit follow a row of the unit with its sum, which sets no target. A project without one is none.
            if let Some(unit) = name.filter(|n| body(&n.text).is_some()) {
                self.heading = Some(printed(unit, row.page));
            }
            return;
        }
        let open = self.forms.last();
        let has_funds = open.is_some_and(|f| !f.funds.is_empty());
        // Over a page break a cell goes on, unless what it holds was complete.
        let other_sum =
            open.is_none() || if cut { has_amount && has_funds } else { self.sum.begins(was.1) || goal.is_some_and(begins) };
        let other_name = open.is_none()
            || if cut {
                name.is_some() && open.is_some_and(|f| f.project_name.is_some()) && other_sum
            } else {
                // Blank cells without a border at their side, beside a blank goal that has all of them, begin nothing.
                let blank = cells[self.roles.project].is_none() && goal.is_some_and(|g| !begins(g));
                self.name.begins(was.0) && !blank
            };
        if other_name {
            self.first_of_name = self.forms.len();
        }
        if other_name || other_sum {
            self.begin(row.page);
        }
        self.head(row, &cells);
        self.indicator(&cells);
    }

    /// Whether a row prints name, amounts and goal of the row above again beside another indicator, where others merge their cells; the
    /// first row of a page may print those of the project that the break cut.
    fn repeats(&mut self, cells: &[Option<&PrintedCell>], cut: bool) -> bool {
        let text = |index: usize| cells[index].map(|c| squeeze(&c.text)).unwrap_or_default();
        let of_project = [self.roles.project].into_iter().chain(self.roles.amounts.iter().copied()).chain(self.roles.goal);
        let mut head: Vec<String> = of_project.map(text).collect();
        if cut && self.goes_on(&head, cells) {
            head.clone_from(&self.begun);
        }
        let same = self.above == head || cut && self.begun == head;
        let again = !head[0].is_empty() && self.roles.name.is_some_and(|i| !text(i).is_empty()) && same;
        if !head[0].is_empty() {
            self.begun.clone_from(&head);
        }
        self.above = head;
        again && !self.forms.is_empty()
    }

    /// Takes up the rest of a goal that the page cut (`…促` / `进治理。`), beside the name and amounts of its project printed again.
    fn goes_on(&mut self, head: &[String], cells: &[Option<&PrintedCell>]) -> bool {
        let Some(rest) = self.roles.goal.and_then(|i| cells[i]).filter(|g| !g.text.is_empty()) else { return false };
        let [same @ .., goal] = head else { return false };
        let Some([begun @ .., above]) = self.begun.get(..) else { return false };
        let whole = above.ends_with(['。', '；', '.', ';', '！']);
        if same != begun || same[0].is_empty() || whole || above.is_empty() || goal == above {
            return false;
        }
        let open = self.forms.last_mut().and_then(|f| f.goals.last_mut());
        open.map(|there| append(&mut there.text, &rest.text)).is_some()
    }

    fn cells<'r>(&self, row: &'r PrintedRow) -> Vec<Option<&'r PrintedCell>> {
        let mut cells: Vec<Option<&PrintedCell>> = vec![None; self.spans.len()];
        for cell in &row.cells {
            if let Some(index) = column_of(&self.spans, cell.col)
                && cells[index].is_none_or(|c| c.text.is_empty())
            {
                cells[index] = Some(cell);
            }
        }
        cells
    }

    fn is_total(&self, cells: &[Option<&PrintedCell>]) -> bool {
        let roles: Vec<_> = self.table.columns.iter().map(|c| c.role).collect();
        let cell = |c: &PrintedCell| Cell { printed: c.text.as_str().into(), page: c.page, rect: c.rect };
        let cells: Vec<Option<Cell>> = cells.iter().map(|c| c.filter(|c| !c.text.is_empty()).map(cell)).collect();
        matches!(rows::kind(&cells, &roles), RowKind::Total | RowKind::Subtotal)
    }

    fn begin(&mut self, page: u32) {
        let whose = self.unit_name.clone().or(self.heading.clone());
        let place = Place::on(self.table.pages.first().copied().unwrap_or(page), self.table.rect);
        let shared = self.forms.get(self.first_of_name).and_then(|f| f.project_name.clone());
        self.levels = [None, None];
        self.forms.push(Form {
            subject: Subject::Project,
            title: self.table.title.clone(),
            pages: vec![page],
            department: self.table.department.clone().map(|text| Printed { text, place }),
            project_name: shared,
            implementing_unit: whose,
            fiscal_year: self.fiscal_year,
            unit: self.table.unit.clone(),
            table: Some(self.index),
            ..Form::default()
        });
    }

    /// Name, amounts and target of a row, added to what the page before holds of them.
    fn head(&mut self, row: &PrintedRow, cells: &[Option<&PrintedCell>]) {
        let filled = |index: usize| cells[index].filter(|c| !c.text.is_empty());
        let funds: Vec<Fund> =
            self.roles.amounts.iter().filter_map(|i| Some(self.fund(&self.table.columns[*i], filled(*i)?, row.page))).collect();
        if let Some(name) = filled(self.roles.project) {
            // One cell of a name may stand over several amounts with a target each, which all are its projects.
            for form in &mut self.forms[self.first_of_name..] {
                match &mut form.project_name {
                    Some(there) => append(&mut there.text, &name.text),
                    none => *none = Some(printed(name, row.page)),
                }
            }
        }
        let Some(form) = self.forms.last_mut() else { return };
        if form.pages.last() != Some(&row.page) {
            form.pages.push(row.page);
        }
        form.funds.extend(funds);
        if form.funds.iter().any(|f| f.measure == FundMeasure::Executed) {
            form.phase = Phase::SelfEvaluation;
        }
        if let Some((index, score)) = self.roles.score.and_then(|i| Some((i, filled(i)?))) {
            form.phase = Phase::SelfEvaluation;
            form.fields.push(Field {
                name: Some("total_score"),
                label: self.table.columns[index].path.join("/"),
                value: Some(score.text.clone()),
                person: false,
                place: score.place(),
            });
        }
        if let Some(goal) = self.roles.goal.and_then(filled) {
            match form.goals.last_mut() {
                Some(there) => append(&mut there.text, &goal.text),
                None => {
                    form.goals.push(Goal { horizon: Horizon::Annual, text: goal.text.clone(), result: None, place: goal.place() })
                }
            }
        }
        let texts: Vec<String> = cells.iter().flatten().filter(|c| !c.text.is_empty()).map(|c| c.text.clone()).collect();
        form.rows.push(texts);
    }

    fn fund(&self, column: &Column, cell: &PrintedCell, page: u32) -> Fund {
        let value = amount(&cell.text).map(|a| a.value);
        let unit = column.unit.or(self.table.unit.as_deref().and_then(unit_of)).filter(|u| u.is_money());
        let label = column.path.iter().rev().find_map(|label| {
            let inner = column.path.len() > 1 && matches!(squeeze(label).as_str(), "小计" | "合计");
            form_labels::labels(label).into_iter().find(|l| l.kind() == Kind::Fund && !inner)
        });
        let measure = column.path.iter().rev().find_map(|label| {
            let measures = form_labels::labels(label).into_iter().filter(|l| l.kind() == Kind::Measure);
            measures.filter_map(measure_of).next()
        });
        let total = matches!(column.meaning, Some("total" | "amount" | "budget_figure" | "execution")).then_some("total");
        Fund {
            source: label.map(Label::name).or(total),
            label: column.path.join("/"),
            item: None,
            part: None,
            horizon: Horizon::Annual,
            measure: measure.unwrap_or_default(),
            value,
            printed: cell.text.clone(),
            unit: unit.map(|u| u.printed().to_owned()),
            amount_yuan: value.zip(unit.and_then(Unit::factor)).and_then(|(v, f)| v.in_yuan(f)).map(|y| y.normalize()),
            place: Place::on(page, cell.rect),
        }
    }

    fn indicator(&mut self, cells: &[Option<&PrintedCell>]) {
        let filled = |index: Option<usize>| index.and_then(|i| cells[i]).filter(|c| !c.text.is_empty());
        let text = |index: Option<usize>| filled(index).map(|c| c.text.clone()).unwrap_or_default();
        if let Some(cell) = filled(self.roles.running) {
            let place = cell.place();
            let found = running(&cell.text, place);
            self.forms.last_mut().into_iter().for_each(|f| f.indicators.extend(found.iter().cloned()));
            return;
        }
        for beside in &self.roles.beside {
            let (name, value) = (filled(Some(beside.name)), filled(Some(beside.value)));
            let Some(cell) = value.or(name) else { continue };
            let levels = [Some(beside.level1.clone()), None];
            let place = cell.place();
            let printed = value.map(|c| c.text.clone()).unwrap_or_default();
            let indicator = Indicator { level3: name.map(|c| c.text.clone()), ..bare(&levels, printed, place) };
            self.forms.last_mut().into_iter().for_each(|f| f.indicators.push(indicator.clone()));
        }
        if !self.roles.beside.is_empty() {
            return;
        }
        if let Some(first) = filled(self.roles.level[0]) {
            self.levels = [Some(first.text.clone()), None];
        }
        if let Some(second) = filled(self.roles.level[1]) {
            self.levels[1] = Some(second.text.clone());
        }
        let cells_of = [filled(self.roles.name), filled(self.roles.value)];
        let Some(place) = cells_of.iter().flatten().find(|c| !is_struck(&c.text)).and(cells_of.iter().flatten().next()) else {
            return;
        };
        let place = place.place();
        let value = text(self.roles.value);
        let indicator = Indicator {
            level3: filled(self.roles.name).map(|c| c.text.clone()),
            target: target(&text(self.roles.comparator), &value, &text(self.roles.value_unit)),
            weight: amount(text(self.roles.weight).trim_end_matches('%')).map(|a| a.value),
            core: filled(self.roles.core).and_then(|c| is_core(&c.text)),
            standard: filled(self.roles.standard).map(|c| c.text.clone()),
            value_type: filled(self.roles.value_type).map(|c| c.text.clone()),
            remark: filled(self.roles.remark).map(|c| c.text.clone()),
            ..bare(&self.levels, value, place)
        };
        self.forms.last_mut().into_iter().for_each(|f| f.indicators.push(indicator.clone()));
    }
}

/// An indicator of these levels with its printed value, and nothing else known.
fn bare(levels: &[Option<String>; 2], printed: String, place: Place) -> Indicator {
    let class = [(1, 2), (0, 1)].into_iter().find_map(|(index, level)| {
        let text = levels[index].as_deref()?;
        form_labels::labels(text).into_iter().find(|l| l.level() == Some(level)).map(Label::name)
    });
    Indicator {
        horizon: Horizon::Annual,
        level1: levels[0].clone(),
        level2: levels[1].clone(),
        level3: None,
        class,
        item: None,
        doubled: is_doubled(&printed),
        cut_from: None,
        target: target("", &printed, ""),
        printed,
        weight: None,
        level_weights: [None, None],
        core: None,
        actual: None,
        score: None,
        deviation: None,
        standard: None,
        value_type: None,
        remark: None,
        place,
    }
}

/// Indicators in one running text (广州: `1、1-产出指标；11-数量指标；培训次数；实施周期指标值:≥2次；年度指标值:≥1次。2、…`).
fn running(text: &str, place: Place) -> Vec<Indicator> {
    let mut found = Vec::new();
    for one in crate::grammar::running_indicators(text) {
        let levels = [Some(one.level1.to_owned()), Some(one.level2.to_owned())];
        for (horizon, value) in [(Horizon::Period, one.period), (Horizon::Annual, one.annual)] {
            let Some(value) = value else { continue };
            found.push(Indicator { horizon, level3: Some(one.name.to_owned()), ..bare(&levels, value.to_owned(), place) });
        }
    }
    found
}

fn printed(cell: &PrintedCell, page: u32) -> Printed {
    Printed { text: cell.text.clone(), place: Place::on(page, cell.rect) }
}

/// Adds the rest of a text that the page break cut. A line cut in its middle is printed, clipped, on both pages: it stays once.
fn append(text: &mut String, rest: &str) {
    let starts = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    let shared =
        starts.rev().find(|&end| text.ends_with(&rest[..end])).filter(|&end| rest[..end].chars().count() >= LEAST_SHARED);
    text.push_str(&rest[shared.unwrap_or(0)..]);
}

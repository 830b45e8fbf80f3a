//! Which official table it is, with the evidence.

use super::types::{Direction, Identity, Role, RowKind, Table};
use crate::codes::headers::{self, Axis};
use crate::codes::titles::{self, Codes, Confidence, Kind, TitleEvidence};
use crate::diagnostic::Diagnostic;
use crate::grammar::{bracketed_code, code_and_name, squeeze, subject_code, written_code};
use crate::place::Place;

/// Labels of so many rows help to tell a table.
const LABELS: usize = 12;

/// Sets id, name and identity of a table in a disclosure of the given kind.
pub(in crate::content) fn identify(table: &mut Table, kind: Option<Kind>, diagnostics: &mut Vec<Diagnostic>) {
    let header: Vec<String> = table.columns.iter().flat_map(|c| c.path.iter().cloned()).collect();
    let labels: Vec<String> = labels(table).take(LABELS).collect();
    let evidence = TitleEvidence {
        title: table.title.as_deref(),
        number: table.number.as_deref(),
        department: table.department.as_deref(),
        header: &header,
        labels: &labels,
        codes: codes(table),
        kind,
    };
    // A heading of the text says what the text is about, which need not be the table (佛山: scores under 国有资产占用情况).
    let title = evidence.title.filter(|_| !table.titled_by_heading);
    let found = match (title, what_it_shows(&table.notes)) {
        (None, Some(shown)) => by_note(&shown, &evidence).or_else(|| titles::identify(&TitleEvidence { title, ..evidence })),
        _ => titles::identify(&TitleEvidence { title, ..evidence }),
    };
    let Some(mut found) = found else { return };
    if let Some(why) = contradiction(found.stands_for.unwrap_or(found.id), table, evidence.codes) {
        // What both allow: a table that its header tells, and that the title does not exclude.
        let by_header = titles::identify(&TitleEvidence { title: None, number: None, ..evidence });
        let allowed =
            by_header.filter(|other| contradiction(other.stands_for.unwrap_or(other.id), table, evidence.codes).is_none());
        let title = table.title.as_deref().unwrap_or("the title");
        let page = table.pages.first().copied().unwrap_or(1);
        let message = match &allowed {
            Some(other) => format!("`{title}` is the title of {}, but {why}: taken for {}", found.id, other.id),
            None => format!("`{title}` is the title of {}, but {why}: the table has no id", found.id),
        };
        diagnostics.push(Diagnostic::warning("content.title_contradicts", message).at(Place::on(page, table.rect)));
        let Some(mut other) = allowed else { return };
        other.confidence = Confidence::Low;
        found = other;
    }
    table.id = Some(found.stands_for.unwrap_or(found.id));
    table.variant = found.stands_for.map(|_| found.id);
    table.name = Some(found.name);
    let confidence = match found.confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    };
    let header_agrees = agrees(table.id.unwrap_or_default(), table, &evidence);
    table.identity = Some(Identity { confidence, header_agrees, evidence: found.evidence });
}

/// What the note below a table says that it shows: 一般公共预算支出预算表 of `注：本表反映部门本年度一般公共预算支出预算表的情况。`; those of
/// the ministry's final accounts stand for titles as well (本表反映部门本年度一般公共预算财政拨款支出情况).
fn what_it_shows(notes: &[String]) -> Option<String> {
    let (_, shown) = notes.iter().find_map(|note| note.split_once("本表反映"))?;
    let shown = shown.split(['。', '；', ';']).next()?;
    let shown = ["部门", "单位", "本部门", "本单位"].iter().find_map(|own| shown.strip_prefix(own)).unwrap_or(shown);
    let shown = shown.strip_prefix("本年度").unwrap_or(shown);
    let shown = shown.strip_suffix("情况").unwrap_or(shown).trim_end_matches('的');
    (shown.chars().count() > 3).then(|| if shown.ends_with('表') { shown.to_owned() } else { format!("{shown}表") })
}

/// The table that its note and its headings tell, never for certain.
fn by_note(shown: &str, evidence: &TitleEvidence<'_>) -> Option<titles::Identified<'static>> {
    let mut found = titles::identify(&TitleEvidence { title: Some(shown), ..*evidence })?;
    if found.confidence == Confidence::High {
        found.confidence = Confidence::Medium;
    }
    found.evidence.push("its note says what it shows".to_owned());
    Some(found)
}

/// Takes the ids from tables of several numbers that nothing but their headings, which are the same, tells: 表三 and 表五 cannot both be
/// the total expenditure.
pub(in crate::content) fn part_untitled(tables: &mut [Table], diagnostics: &mut Vec<Diagnostic>) {
    let untitled = |table: &Table| (table.title.is_none() || table.titled_by_heading) && table.identity.is_some();
    let alike: Vec<usize> = (0..tables.len())
        .filter(|&at| untitled(&tables[at]) && tables[at].number.is_some())
        .filter(|&at| {
            let own = &tables[at];
            let other = |t: &Table| untitled(t) && t.id == own.id && t.number.is_some() && t.number != own.number;
            tables.iter().any(other)
        })
        .collect();
    for at in alike {
        let table = &mut tables[at];
        let (number, id) = (table.number.as_deref().unwrap_or_default(), table.id.take().unwrap_or_default());
        let message = format!("{number} has no title, and another number has the same headings, those of {id}: it has no id");
        let page = table.pages.first().copied().unwrap_or(1);
        diagnostics.push(Diagnostic::warning("content.untitled", message).at(Place::on(page, table.rect)));
        (table.name, table.variant, table.identity) = (None, None, None);
    }
}

/// Tables of one classification, and those of subjects of either.
const BY_FUNCTION: [&str; 8] = ["B05", "B08", "B09", "B16", "F05", "F07", "F08", "F03"];
const BY_ECONOMIC_CLASS: [&str; 7] = ["B06", "B17", "B18", "B19", "F06", "F20", "F10"];
const BY_SUBJECT: [&str; 8] = ["B02", "B03", "B05", "B06", "F02", "F03", "F05", "F06"];

/// Two-sided tables.
const BALANCES: [&str; 4] = ["B01", "B04", "F01", "F04"];
/// Tables of income by source.
const BY_SOURCE: [&str; 2] = ["B02", "F02"];
/// Tables of expenditure by kind.
const BY_KIND: [&str; 2] = ["B03", "F03"];
/// Tables of 三公经费.
const THREE_PUBLIC: [&str; 5] = ["B07", "B20", "B21", "F09", "F14"];
/// Lists of projects.
const OF_PROJECTS: [&str; 5] = ["B10", "B10c", "B10d", "B25", "F11"];

/// Whether the columns are what a table of this id has: the title alone names it otherwise. Most titles stand over columns that only
/// one table has; for the rest what tells a table without a title must tell this one.
fn agrees(id: &str, table: &Table, evidence: &TitleEvidence<'_>) -> bool {
    let means = |names: &[&str]| table.columns.iter().filter(|c| c.meaning.is_some_and(|m| names.contains(&m))).count();
    let says = |word: &str| table.columns.iter().flat_map(|c| &c.path).any(|label| squeeze(label).contains(word));
    let in_context = |name: &str| table.columns.iter().any(|c| c.meaning == Some(name) || c.context.contains(&name));
    let axis = |wanted: Axis| table.columns.iter().any(|c| c.axis == Some(wanted));
    let sided = |way| table.columns.iter().any(|c| c.role == Role::Amount && c.direction == Some(way));
    let of_economy = || axis(Axis::Economic) || axis(Axis::GovEconomic) || evidence.codes == Some(Codes::Economic);
    let of_function = || evidence.codes == Some(Codes::Functional) || axis(Axis::Function) && !of_economy();
    let listed = || {
        let labels = || labels(table).map(|label| headers::meaning(&[label]).map(|m| m.name));
        let both = ["overseas_travel", "reception"];
        both.iter().all(|name| in_context(name)) || both.iter().all(|name| labels().any(|found| found == Some(*name)))
    };
    let by_header = || titles::identify(&TitleEvidence { title: None, number: None, ..*evidence }).is_some_and(|t| t.id == id);
    match id {
        _ if BALANCES.contains(&id) => sided(Direction::Income) && sided(Direction::Expenditure),
        _ if BY_SOURCE.contains(&id) => {
            let sources =
                ["general_public_budget", "fiscal_appropriation", "business_income", "other_income", "superior_subsidy"];
            means(&sources) >= 2 || sources.iter().filter(|source| in_context(source)).count() >= 2
        }
        _ if BY_KIND.contains(&id) => in_context("basic") && in_context("project"),
        _ if THREE_PUBLIC.contains(&id) => listed(),
        _ if BY_FUNCTION.contains(&id) => of_function(),
        _ if BY_ECONOMIC_CLASS.contains(&id) => of_economy(),
        _ if OF_PROJECTS.contains(&id) => says("项目"),
        _ => by_header(),
    }
}

/// What in the header of a table its id excludes.
fn contradiction(id: &str, table: &Table, codes: Option<Codes>) -> Option<&'static str> {
    let means = |name: &str| table.columns.iter().any(|column| column.meaning == Some(name));
    let indicators = || means("indicator_1") || means("indicator_2") || means("indicator_3");
    let economic_head = || {
        let codes = || table.columns.iter().filter(|column| column.role == Role::Code && column.axis.is_some());
        codes().next().is_some() && codes().all(|column| column.axis != Some(Axis::Function))
    };
    let three_public = || means("overseas_travel") && means("reception");
    match () {
        () if (BY_FUNCTION.contains(&id) || BY_ECONOMIC_CLASS.contains(&id)) && indicators() => {
            Some("its columns are indicators")
        }
        () if BY_FUNCTION.contains(&id) && codes == Some(Codes::Economic) && economic_head() => {
            Some("its codes are those of economic classes")
        }
        () if BY_SUBJECT.contains(&id) && three_public() => Some("its columns are those of 三公经费"),
        () => None,
    }
}

/// Lets the table of all general public expenditure by economic class stand for the one of basic expenditure where a document has
/// no other (深圳: 基本支出 is one of its columns).
pub(in crate::content) fn stand_in_for_basic(tables: &mut [Table]) {
    if tables.iter().any(|t| t.id == Some(BASIC)) {
        return;
    }
    let has_basic = |t: &&mut Table| t.id == Some(BY_ECONOMIC) && t.columns.iter().any(|c| c.meaning == Some("basic"));
    if let Some(table) = tables.iter_mut().find(has_basic) {
        table.variant = table.id.replace(BASIC);
        if let Some(identity) = &mut table.identity {
            identity.confidence = "medium";
            identity
                .evidence
                .push("the document has no other table of basic expenditure; this one has it as a column".to_owned());
        }
    }
}

/// 一般公共预算基本支出表.
const BASIC: &str = "B06";
/// 一般公共预算支出表（按经济分类）.
const BY_ECONOMIC: &str = "B18";

/// The labels of the first rows, squeezed.
fn labels(table: &Table) -> impl Iterator<Item = String> {
    table.rows.iter().filter(|r| r.kind != RowKind::Blank).flat_map(|row| {
        row.cells
            .iter()
            .zip(&table.columns)
            .filter(|(_, column)| column.role == Role::Name)
            .filter_map(|(cell, _)| cell.as_ref().map(|c| squeeze(&c.printed)))
    })
}

/// Which classification the codes of the rows belong to: functional ones begin with 2, economic ones with 3 or 5.
fn codes(table: &Table) -> Option<Codes> {
    let (mut functional, mut economic) = (0, 0);
    for row in &table.rows {
        let code = row.cells.iter().zip(&table.columns).find_map(|(cell, column)| {
            let text = squeeze(&cell.as_ref()?.printed);
            match column.role {
                Role::Code => written_code(&text),
                Role::Name => bracketed_code(&text)
                    .map(|(c, _)| c.to_owned())
                    .or_else(|| code_and_name(&text).and_then(|c| subject_code(c.code).map(str::to_owned))),
                _ => None,
            }
        });
        match code.as_deref().and_then(|c| c.bytes().next()) {
            Some(b'2') => functional += 1,
            Some(b'3' | b'5') => economic += 1,
            _ => {}
        }
    }
    match (functional, economic) {
        (0, 0) => None,
        (f, e) if f >= e => Some(Codes::Functional),
        _ => Some(Codes::Economic),
    }
}

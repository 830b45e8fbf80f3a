//! A document as a whole (DOC-01 to DOC-10): the tables it must hold, what its contents promise, whose it says it is, what a template
//! left in it.

use super::document::Document;
use super::finding::{Check, Evidence, Status};
use super::table::pieces;
use super::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::codes::subjects::fold;
use crate::codes::titles;
use crate::content::disclosure::Kind;
use crate::content::{Role, RowKind, Table};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::{squeeze, unit_of};
use crate::place::Place;
use crate::record::Origin;

mod residue;
mod template;
mod timely;
mod told;

use told::{finding, tell};

/// The rules that this family answers for.
pub(super) const RULES: &[&str] =
    &["DOC-01", "DOC-02", "DOC-03", "DOC-04", "DOC-05", "DOC-06", "DOC-07", "DOC-08", "DOC-09", "DOC-10"];

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    required(document, verdicts);
    contents(document, verdicts);
    units(document, verdicts);
    departments(document, verdicts);
    empty_tables(document, verdicts);
    residue::ask(document, verdicts);
    template::ask(document, verdicts);
    timely::ask(document, verdicts);
}

fn title(table: &Table) -> &str {
    table.title.as_deref().unwrap_or("表")
}

fn of_table(table: &Table) -> Evidence {
    let place = Place::on(table.pages.first().copied().unwrap_or(1), table.rect);
    Evidence { what: "表".to_owned(), printed: title(table).to_owned(), value: None, place }
}

/// DOC-01: a document that prints most of the required tables prints all of them. One that prints few may be a part of a
/// disclosure, and a table whose title stands anywhere may have been read as another.
fn required(document: &Document<'_>, verdicts: &mut Verdicts) {
    let wanted = match document.disclosure.kind {
        Kind::Budget => titles::required(titles::Kind::Budget),
        Kind::FinalAccounts => titles::required(titles::Kind::FinalAccounts),
        _ => return,
    };
    let tables = &document.content.tables;
    let has = |id: &str| tables.iter().any(|t| t.id.is_some_and(|i| i.starts_with(id)));
    let missing: Vec<&(&str, &str)> = wanted.iter().filter(|(id, _)| !has(id)).collect();
    if missing.len() * 3 > wanted.len() {
        let reason = "the file holds few of the required tables: they may be published in another";
        verdicts.silent("DOC-01", Status::InsufficientData, reason, Vec::new());
        return;
    }
    if missing.is_empty() {
        tell("DOC-01", true, Vec::new(), verdicts);
        return;
    }
    if document.diagnostics.iter().any(|d| d.code == "text.cells_lost") {
        let reason = "figures of tables stand without their cells and are not read: a missing table may be among them";
        verdicts.silent("DOC-01", Status::Refused, reason, Vec::new());
        return;
    }
    for (id, word) in missing {
        let named = tables.iter().any(|t| squeeze(title(t)).contains(word) || t.id.is_none())
            || document.outline.sections.iter().any(|s| squeeze(&s.title).contains(word) && s.title.contains('表'));
        if named {
            verdicts.silent("DOC-01", Status::Refused, format!("{id} was not recognised, but a table may be it"), Vec::new());
            continue;
        }
        let place = Evidence { what: "全文".to_owned(), printed: String::new(), value: None, place: Place::page(1) };
        tell("DOC-01", false, vec![place.clone()], verdicts);
        let zh = format!("未见规定公开的“{word}”表（{id}）。");
        let en = format!("The required table {id} ({word}) is not in the document.");
        // A province may merge tables; only what the document's own contents promise is certainly missing.
        let promised = document.diagnostics.iter().any(|d| d.code == "content.listed_missing" && d.message.contains(word));
        let severity = if promised { Severity::Warning } else { Severity::Info };
        verdicts.find(finding("DOC-01", severity, zh, en, vec![place]));
    }
}

/// DOC-02: a title of the contents is the title in the body; one that differs by a character is a slip.
fn contents(document: &Document<'_>, verdicts: &mut Verdicts) {
    let plain = |t: &str| {
        let folded = fold(t).replace(['和', '与'], "及");
        let unnumbered = folded.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十、.()（）:".contains(c));
        unnumbered.to_owned()
    };
    let mut body: Vec<(String, u32)> = document.outline.sections.iter().map(|s| (plain(&s.title), s.page)).collect();
    body.extend(
        document.content.tables.iter().filter_map(|t| Some((plain(t.title.as_deref()?), t.pages.first().copied().unwrap_or(1)))),
    );
    let mut equal = 0usize;
    for entry in &document.outline.contents {
        let promised = plain(&entry.title);
        if promised.chars().count() < 6 {
            continue;
        }
        if body.iter().any(|(t, _)| *t == promised) {
            equal += 1;
            continue;
        }
        let near = body.iter().find(|(t, _)| super::narrative::projects::one_apart(t, &promised));
        // 收入预算总表 is one of the contents itself, and no 收支预算总表 with a slip; 决算 is no slip for 预算.
        let is_own = |title: &str| document.outline.contents.iter().any(|e| plain(&e.title) == *title);
        let other_kind = |title: &str| title.contains("决算") != promised.contains("决算");
        let Some((found, page)) = near.filter(|(t, _)| !is_own(t) && !other_kind(t)) else { continue };
        let evidence = vec![
            Evidence { what: "目录".to_owned(), printed: promised.clone(), value: None, place: Place::page(1) },
            Evidence { what: "正文标题".to_owned(), printed: found.clone(), value: None, place: Place::page(*page) },
        ];
        tell("DOC-02", false, evidence.clone(), verdicts);
        let zh = format!("目录“{promised}”与正文标题“{found}”相差一字。");
        let en = format!("The contents say {promised}, the body {found}: they differ by a character.");
        verdicts.find(finding("DOC-02", Severity::Warning, zh, en, evidence));
    }
    if equal > 0 {
        verdicts.check(Check { places: equal, ..Check::of("DOC-02", Status::Pass) });
    } else if document.outline.contents.is_empty() {
        verdicts.silent("DOC-02", Status::NotApplicable, "the document prints no contents", Vec::new());
    }
}

/// DOC-03: the sizes of the tables fit their units.
fn units(document: &Document<'_>, verdicts: &mut Verdicts) {
    let odd: Vec<_> = document.diagnostics.iter().filter(|d| d.code == "record.unit_contradiction").collect();
    if odd.is_empty() {
        let tables = document.content.tables.iter().filter(|t| t.unit.is_some() && !t.empty).count();
        if tables > 1 {
            verdicts.check(Check { places: tables, ..Check::of("DOC-03", Status::Pass) });
        }
        return;
    }
    let largest = largest_amounts(document);
    for diagnostic in odd {
        let place = diagnostic.place.unwrap_or(Place::page(1));
        if verdicts.calls("DOC-03", &[place.page]) {
            continue;
        }
        // The figure of a form stands alone among the others; a table that is larger than all others may have been read wrong.
        let figure = document.records.iter().find(|r| r.origin == Origin::Form && r.place == place);
        let here = |t: &Table| t.pages.first() == Some(&place.page) && Some(t.rect) == place.rect;
        let own = document.content.tables.iter().position(here);
        let unit = own.and_then(|own| document.content.tables.get(own)?.unit.clone());
        let printed = figure.map(|r| r.printed.to_string()).or(unit).unwrap_or_default();
        let evidence = vec![Evidence { what: "金额单位".to_owned(), printed: printed.clone(), value: None, place }];
        if own.and_then(|own| document.content.tables.get(own)).is_some_and(prints_two_units) {
            verdicts.silent("DOC-03", Status::Refused, "its headings print two units", evidence);
            continue;
        }
        tell("DOC-03", false, evidence.clone(), verdicts);
        let (severity, zh, en) = if figure.is_some() {
            let zh = format!("表中{printed}与同表其他金额相差上千倍，其单位应有误。");
            let en = format!("The unit of a figure of a form cannot be that of the others: {}.", diagnostic.message);
            (Severity::Error, zh, en)
        } else {
            let proved = own.is_some_and(|own| is_copy_of_another(&largest, own));
            let zh = "本表金额与其他各表相差上千倍，所标单位应有误。".to_owned();
            let en = format!("The unit printed with a table cannot be right: {}.", diagnostic.message);
            (if proved { Severity::Error } else { Severity::Warning }, zh, en)
        };
        verdicts.find(finding("DOC-03", severity, zh, en, evidence));
    }
}

/// Whether the unit of a table was read of its headings and another stands in one of them: 合计（万 / 元） is wrapped.
fn prints_two_units(table: &Table) -> bool {
    let factor = |unit: &str| unit_of(unit).and_then(|u| u.factor());
    let own = table.unit.as_deref().and_then(factor);
    let mut units = table.columns.iter().flat_map(|c| &c.path).filter_map(|l| unit_in(l));
    table.unit_from == Some("header") && units.any(|unit| factor(unit) != own)
}

/// The unit of money that a heading prints in brackets.
fn unit_in(label: &str) -> Option<&'static str> {
    ["万元", "千元", "亿元"].into_iter().find(|unit| squeeze(label).contains(unit))
}

/// The largest amount of each table in yuan; `None` where it has none but nought.
fn largest_amounts(document: &Document<'_>) -> Vec<Option<Decimal>> {
    let mut largest = vec![None; document.content.tables.len()];
    for record in document.records.iter().filter(|r| r.origin == Origin::Table) {
        if let Some(most) = largest.get_mut(record.table_index) {
            *most = record.amount_yuan.max(*most);
        }
    }
    largest.into_iter().map(|most| most.filter(|amount| !amount.is_zero())).collect()
}

/// Whether the largest amount of a table is that of another in another unit: that proves it.
fn is_copy_of_another(largest: &[Option<Decimal>], own: usize) -> bool {
    let Some(most) = largest.get(own).copied().flatten() else { return false };
    let times = [Decimal::from(1_000), Decimal::from(10_000)];
    let is_copy = |other: Decimal| times.iter().any(|t| most * *t == other || other * *t == most);
    largest.iter().enumerate().any(|(index, other)| index != own && other.is_some_and(is_copy))
}

/// A body without the code before it.
fn body(name: &str) -> String {
    fold(name).trim_start_matches(|c: char| c.is_ascii_digit() || "-_—[]().:".contains(c)).to_owned()
}

/// DOC-04: all tables are of one body.
fn departments(document: &Document<'_>, verdicts: &mut Verdicts) {
    let Some(own) = document.disclosure.department.name.as_deref().map(body).filter(|_| document.content.parts.is_empty()) else {
        return;
    };
    let mut same = 0usize;
    for table in document.content.tables.iter().filter(|t| t.id.is_some()) {
        let Some(printed) = table.department.as_deref() else { continue };
        let name = body(printed);
        // Long and short forms of one name, and a body above or below, contain one another or share most of their characters.
        let shared = name.chars().filter(|c| own.contains(*c)).count();
        let akin = name.chars().count() < 4 || name.contains(&own) || own.contains(&name) || shared * 2 >= name.chars().count();
        if akin || is_listed(document, &name) {
            same += 1;
            continue;
        }
        let evidence = vec![Evidence { what: title(table).to_owned(), printed: printed.to_owned(), ..of_table(table) }];
        tell("DOC-04", false, evidence.clone(), verdicts);
        let zh = format!("“{}”的编制单位印为“{printed}”，与本文件的“{own}”不同。", title(table));
        let en = format!("The table {} names {printed}, the document is of {own}.", title(table));
        verdicts.find(finding("DOC-04", Severity::Warning, zh, en, evidence));
    }
    if same > 0 {
        verdicts.check(Check { places: same, ..Check::of("DOC-04", Status::Pass) });
    }
}

/// Whether a body stands in a row of a table, as a unit of the department: 望川县第一中学 among those of 望川县教育局.
fn is_listed(document: &Document<'_>, name: &str) -> bool {
    let cells = document.content.tables.iter().flat_map(|t| &t.rows).flat_map(|row| row.cells.iter().flatten());
    cells.filter(|cell| cell.printed.chars().count() <= MAX_BODY).any(|cell| body(&cell.printed) == name)
}

/// The name of a body, with its code, is no longer than this.
const MAX_BODY: usize = 60;

/// DOC-05 and DOC-08: a table without figures says so, and holds no rows of a template.
fn empty_tables(document: &Document<'_>, verdicts: &mut Verdicts) {
    let texts: Vec<&str> = document
        .outline
        .paragraphs
        .iter()
        .map(|p| p.text.as_str())
        .filter(|t| CHECK_WORDS.documents.nothing_said.iter().any(|w| t.contains(w)))
        .collect();
    // 西安 lists its tables with a column that says which are empty, and why.
    let says_empty = |t: &Table| t.columns.iter().any(|c| c.path.iter().any(|p| squeeze(p).contains("空表")));
    let listed_empty = document.content.tables.iter().any(says_empty)
        || document.outline.paragraphs.iter().any(|p| squeeze(&p.text).contains("是否空表"));
    let pieces = pieces(document);
    for (index, table) in document.content.tables.iter().enumerate().filter(|(_, t)| t.id.is_some() && t.empty) {
        // The heading of the next chapter (名词解释) stands above its foot.
        if table.title.as_deref().is_some_and(|t| !CHECK_WORDS.documents.titles.iter().any(|w| t.contains(w))) {
            verdicts.silent("DOC-05", Status::Refused, "what is read as its title names no table", vec![of_table(table)]);
            continue;
        }
        if let Some(reason) = may_hold_amounts(document, table, pieces.get(index).copied().unwrap_or(false)) {
            verdicts.silent("DOC-05", Status::Refused, reason, vec![of_table(table)]);
            continue;
        }
        let topic = CHECK_WORDS.documents.topics.iter().find(|w| title(table).contains(**w));
        let in_text = listed_empty
            || topic.is_some_and(|w| texts.iter().any(|t| t.contains(w)))
            || topic.is_some_and(|w| document.outline.paragraphs.iter().any(|p| says_nothing_of(&p.text, w)));
        let filled = table
            .rows
            .iter()
            .any(|r| r.cells.iter().flatten().any(|c| CHECK_WORDS.documents.nothing.contains(&squeeze(&c.printed).as_str())));
        let said = table.declared_empty || !table.notes.is_empty() || in_text || filled;
        let elsewhere = !said && document.content.statements.is_empty();
        if elsewhere {
            let reason = "the text of the disclosure stands in another file";
            verdicts.silent("DOC-05", Status::InsufficientData, reason, vec![of_table(table)]);
        } else {
            tell("DOC-05", said, vec![of_table(table)], verdicts);
        }
        if !said && !elsewhere {
            let zh = format!("“{}”为空表，未加说明。", title(table));
            let en = format!("The table {} is empty, and nothing says why.", title(table));
            verdicts.find(finding("DOC-05", Severity::Warning, zh, en, vec![of_table(table)]));
        }
        let codes = table.columns.iter().enumerate().filter(|(_, c)| c.role == Role::Code).map(|(i, _)| i);
        let codes: Vec<usize> = codes.collect();
        let is_code = |t: &str| t.len() >= 3 && t.chars().all(|c| c.is_ascii_digit());
        let rows = table
            .rows
            .iter()
            .filter(|r| r.kind != RowKind::Total)
            .filter(|r| codes.iter().any(|&c| r.cells.get(c).and_then(Option::as_ref).is_some_and(|c| is_code(c.printed.trim()))))
            .count();
        tell("DOC-08", rows < 3, vec![of_table(table)], verdicts);
        if rows >= 3 {
            let zh = format!("“{}”没有金额，却预填了{rows}行科目。", title(table));
            let en = format!("The table {} has no amounts, but {rows} rows of codes filled in beforehand.", title(table));
            verdicts.find(finding("DOC-08", Severity::Info, zh, en, vec![of_table(table)]));
        }
    }
}

/// Why a table in which no amount was read may hold some, or none are missing in it.
fn may_hold_amounts(document: &Document<'_>, table: &Table, is_piece: bool) -> Option<&'static str> {
    /// Diagnostics of figures that are on the page and were not read.
    const UNSEEN: [&str; 7] =
        ["page.unknown_character", "page.covered", "page.blended", "page.tiny", "page.invisible", "page.garbled", "page.damaged"];
    let tables = &document.content.tables;
    let holds = |page: &u32| table.pages.contains(page);
    // A heading alone, whose rows stand in a table before or behind it.
    let bare = table.rows.iter().all(|r| r.kind == RowKind::Blank || r.cells.iter().flatten().count() == 0);
    let beside = |t: &Table| !std::ptr::eq(t, table) && !t.empty && t.pages.iter().any(|p| holds(p) || holds(&(p + 1)));
    if !table.columns.iter().any(|c| c.role == Role::Amount && !c.counts) {
        Some("the table has no column of amounts")
    } else if document.diagnostics.iter().any(|d| UNSEEN.contains(&d.code) && d.place.is_some_and(|p| holds(&p.page))) {
        Some("its page holds text that was not read")
    } else if is_piece || bare && (table.rows.is_empty() || table.titled_by_heading) && tables.iter().any(beside) {
        Some("its rows may stand in a table beside it")
    } else {
        None
    }
}

/// Whether a text says that there is nothing of a thing: `政府性基金拨款支出预算为0`.
///
/// Or `当年度无“三公”经费支出`: the word before it may say so as well, and quotes say nothing.
fn says_nothing_of(text: &str, topic: &str) -> bool {
    let text = squeeze(text).replace(['“', '”', '"', '「', '」'], "");
    text.match_indices(topic).any(|(at, _)| {
        let after: String = text[at..].chars().skip(topic.chars().count()).take(20).collect();
        let number = crate::grammar::amounts_in(&after).into_iter().next();
        let mut before = &text[..at];
        while let Some(shorter) = CHECK_WORDS.documents.whose.iter().find_map(|w| before.strip_suffix(w)) {
            before = shorter;
        }
        number.is_some_and(|(_, amount)| amount.value.is_zero())
            || after.contains("为零")
            || CHECK_WORDS.documents.none.iter().any(|w| before.ends_with(w))
    })
}

#[cfg(test)]
mod tests {
    use super::says_nothing_of;

    #[test]
    fn a_text_may_say_that_there_is_nothing() {
        for yes in [
            "政府性基金拨款支出预算为0；",
            "政府性基金预算支出0万元",
            "政府性基金预算支出为0.00万元",
            "本单位没有使用政府性基金安排的支出",
        ] {
            assert!(says_nothing_of(yes, "政府性基金"), "{yes}");
        }
        for yes in ["本馆当年度无“三公”经费支出。", "2025年度无一般公共预算财政拨款“三公”经费"]
        {
            assert!(says_nothing_of(yes, "三公"), "{yes}");
        }
        for no in ["“三公”经费预算0.95万元，因公出国人数0人", "三公经费无变化", "有“三公”经费2.50万元"]
        {
            assert!(!says_nothing_of(no, "三公"), "{no}");
        }
        for no in ["政府性基金预算支出为0.52万元", "政府性基金预算支出120万元，其他支出0元"] {
            assert!(!says_nothing_of(no, "政府性基金"), "{no}");
        }
    }
}

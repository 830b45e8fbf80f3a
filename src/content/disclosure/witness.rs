//! Everything printed that says what a document is: title, labels, captions, headings, forms, sentences.

use super::name::{self, Named};
use super::title::{self, CoverTitle, TitleParts};
use super::types::{Evidence, Kind, Scope};
use crate::codes::titles::is_known_title;
use crate::codes::words::WORDS;
use crate::grammar::{heading, squeeze, years_in};
use crate::outline::{Outline, Paragraph, PrintedTable};

/// The kind of place that says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The title on the cover.
    CoverTitle,
    /// A label on the cover: `预算单位：X`.
    CoverLabel,
    /// The title or the department line of a table.
    Caption,
    /// The heading of a part or a section.
    Heading,
    /// A line of the printed contents.
    Contents,
    /// A line or a cell of a performance form.
    Form,
    /// A column header: `2026年预算数`.
    Header,
    /// A sentence.
    Sentence,
    /// The kind of body that the name ends with.
    Name,
}

impl Source {
    pub(super) const ALL: [Self; 9] = [
        Self::CoverTitle,
        Self::CoverLabel,
        Self::Caption,
        Self::Heading,
        Self::Contents,
        Self::Form,
        Self::Header,
        Self::Sentence,
        Self::Name,
    ];

    /// How much the place's word counts: all of one kind of place together have this weight.
    pub(super) const fn weight(self) -> u32 {
        match self {
            Self::CoverLabel => 11,
            Self::CoverTitle => 10,
            Self::Caption => 6,
            Self::Heading => 4,
            Self::Contents | Self::Form => 3,
            Self::Sentence | Self::Header => 2,
            Self::Name => 1,
        }
    }

    /// Whether it is worth a diagnostic when this place says otherwise; sentences and column headers speak of other years, too.
    pub(super) const fn is_firm(self) -> bool {
        matches!(self, Self::CoverTitle | Self::CoverLabel | Self::Caption | Self::Heading)
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::CoverTitle => "cover title",
            Self::CoverLabel => "cover label",
            Self::Caption => "caption",
            Self::Heading => "heading",
            Self::Contents => "contents",
            Self::Form => "form",
            Self::Header => "column header",
            Self::Sentence => "sentence",
            Self::Name => "name",
        }
    }
}

/// One printed text and what it says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Witness {
    pub source: Source,
    pub text: String,
    pub page: Option<u32>,
    pub kind: Option<Kind>,
    pub scope: Option<Scope>,
    pub year: Option<u16>,
    pub body: Option<Named>,
}

impl Witness {
    pub(super) fn new(source: Source, text: &str, page: Option<u32>) -> Self {
        Self { source, text: squeeze(text), page, kind: None, scope: None, year: None, body: None }
    }

    fn with(mut self, parts: TitleParts) -> Self {
        self.kind = parts.kind;
        self.scope = parts.scope;
        self.year = parts.year;
        self.body = parts.body;
        self
    }

    fn says_something(&self) -> bool {
        self.kind.is_some() || self.scope.is_some() || self.year.is_some() || self.body.is_some()
    }
}

/// All witnesses of a document.
pub(super) fn collect(outline: &Outline, cover_title: Option<&CoverTitle>) -> Vec<Witness> {
    let mut all = Vec::new();
    if let Some(found) = cover_title {
        all.push(Witness::new(Source::CoverTitle, &found.text, Some(1)).with(found.parts.clone()));
    }
    if cover_title.is_none() {
        let lone = outline.tables.is_empty();
        all.extend(outline.cover.iter().take(FIRST_LINES).filter_map(|line| table_on_cover(&line.text, lone)));
    }
    all.extend(outline.cover.iter().take(COVER_LINES).filter_map(|line| cover_label(&line.text)));
    outline.tables.iter().for_each(|table| of_table(table, &mut all));
    all.extend(outline.sections.iter().filter(|s| s.level <= 2).map(|section| {
        let part = section.level == 1;
        of_heading(Source::Heading, &section.title, Some(section.page), part)
    }));
    all.extend(outline.contents.iter().map(|entry| {
        let (title, part) = heading(&entry.title).map_or((entry.title.as_str(), false), |h| (h.title, h.level == 1));
        of_heading(Source::Contents, title, None, part)
    }));
    all.extend(outline.paragraphs.iter().map(of_sentence));
    all.extend(outline.paragraphs.iter().take(FIRST_PARAGRAPHS).filter_map(introduction));
    all.retain(Witness::says_something);
    if all.iter().all(|witness| witness.body.is_none()) {
        all.extend(outline.paragraphs.iter().find_map(only_unit));
    }
    all
}

/// Lines of the cover in which a page may be called by its table.
const FIRST_LINES: usize = 3;
/// Lines of the cover in which labels are looked for.
const COVER_LINES: usize = 20;
/// Paragraphs of which one introduces the body (`XX局的主要职责是…`).
const FIRST_PARAGRAPHS: usize = 12;

fn cover_label(line: &str) -> Option<Witness> {
    let body = name::labelled(line)?;
    Some(Witness { body: Some(body), ..Witness::new(Source::CoverLabel, line, Some(1)) })
}

/// `甲局2018年度收入支出决算总表` above the table itself, or `甲乡2017年1月“三公”经费使用情况公示` where no table is left, as the title of
/// a page.
fn table_on_cover(line: &str, lone: bool) -> Option<Witness> {
    let text = squeeze(line);
    let notice = lone && text.contains("三公") && WORDS.title.notices.iter().any(|end| text.ends_with(end));
    let dated = !years_in(&text).is_empty() && (notice || text.ends_with('表') && is_known_title(&text));
    let found = dated.then(|| of_title(Source::Caption, &text, Some(1)))?;
    let kind = if notice { found.kind.or(Some(Kind::Budget)) } else { found.kind };
    Some(Witness { kind, ..found })
}

fn of_table(table: &PrintedTable, all: &mut Vec<Witness>) {
    let page = table.pages.first().copied();
    let title = table.caption.title.as_deref().unwrap_or_default();
    let form = title.contains("绩效");
    if !title.is_empty() {
        let mut witness = Witness { kind: kind_of_table(table, title), ..of_title(Source::Caption, title, page) };
        witness.year = witness.year.filter(|_| !form || dates_the_form(title));
        all.push(witness);
    }
    if let Some(line) = &table.caption.department {
        let source = if form { Source::Form } else { Source::Caption };
        all.push(Witness { body: name::body(line), ..Witness::new(source, line, page) });
    }
    let official = form || WORDS.document.official.iter().any(|word| title.contains(word)) || title.contains("算");
    if official {
        all.extend(body_cell(table, page));
        all.extend(header_year(table, page));
    }
    all.extend(year_line(table, page));
    all.extend(table.notes.iter().map(|note| of_text(note, page)));
}

/// A title that is not on the cover; its name counts only where it is a whole one.
fn of_title(source: Source, text: &str, page: Option<u32>) -> Witness {
    let text = squeeze(text);
    let mut parts = title::parse(&text);
    let own = text.trim_start_matches(|c: char| c.is_ascii_digit() || "年度一二三四五六七八九十、.（）".contains(c));
    // `预算单位构成` is a section of every department's text.
    if own.starts_with("预算单位") && !own.contains("构成") {
        parts.scope = Some(Scope::Unit);
    }
    parts.body = parts.body.or_else(|| place_of_name(own));
    Witness::new(source, &text, page).with(parts)
}

/// `东澜省高级人民法院收支预算总表`, `柳岸区财政局2024年度部门决算表`, `XX局概况`: the body before the subject.
fn place_of_name(text: &str) -> Option<Named> {
    let years = years_in(text);
    let cut = years.first().map(|(range, _)| range.start);
    let subject = WORDS.document.subjects.iter().filter_map(|word| text.find(word)).min();
    let end = [cut.filter(|&at| at > 0), subject].into_iter().flatten().min()?;
    name::body(&text[..end]).filter(|named| named.name.chars().count() > 3)
}

fn kind_of_table(table: &PrintedTable, title: &str) -> Option<Kind> {
    if title.contains("绩效") {
        return Some(Kind::Performance);
    }
    if title.contains("决算") {
        return Some(Kind::FinalAccounts);
    }
    let numbered = table.caption.number.as_deref().is_some_and(|number| number.contains("预算"));
    let official = title.contains("预算") || WORDS.document.official.iter().any(|word| title.contains(word));
    (numbered || official).then_some(Kind::Budget)
}

/// Whether the year in the title of a form is that of the form: `关于下达2021年…项目绩效自评表` names a project, whose year is its own.
fn dates_the_form(title: &str) -> bool {
    const OF_FORMS: [&str; 8] = ["绩效", "部门", "单位", "整体", "项目支出", "项目绩效", "预算", "财政"];
    let title = squeeze(title);
    years_in(&title).first().is_none_or(|(range, _)| {
        let behind = title[range.end..].trim_start_matches(['年', '度', '）', ')']);
        OF_FORMS.iter().any(|word| behind.starts_with(word))
    })
}

/// `部门名称 | XX局` in the head of a form. A column of that name is followed by another column's name instead.
fn body_cell(table: &PrintedTable, page: Option<u32>) -> Option<Witness> {
    table.rows.iter().take(4).find_map(|row| {
        let cells: Vec<String> = row.filled().map(|cell| squeeze(&cell.text)).collect();
        let at = cells.iter().position(|cell| WORDS.body.labels.contains(&cell.trim_end_matches(['：', ':'])))?;
        let body = name::body(cells.get(at + 1)?)?;
        Some(Witness { body: Some(body), ..Witness::new(Source::Form, &cells[at..=at + 1].join("："), page) })
    })
}

/// The latest year in the header: a budget sets this year's column beside last year's.
fn header_year(table: &PrintedTable, page: Option<u32>) -> Option<Witness> {
    let cells = table.rows.iter().take(3).flat_map(|row| row.filled()).map(|cell| squeeze(&cell.text));
    let dated = cells.filter(|text| text.chars().count() <= 16 && text.contains('算'));
    let (year, text) = dated.filter_map(|text| Some((years_in(&text).first()?.1, text))).max_by_key(|(year, _)| *year)?;
    Some(Witness { year: Some(year), ..Witness::new(Source::Header, &text, page) })
}

/// `（2026年度）` under the title of a form.
fn year_line(table: &PrintedTable, page: Option<u32>) -> Option<Witness> {
    let line = table.caption.beside.iter().find(|line| squeeze(line).chars().count() <= 12)?;
    let year = years_in(line).first()?.1;
    Some(Witness { year: Some(year), ..Witness::new(Source::Form, line, page) })
}

/// A heading speaks of the kind when it names a part of a disclosure, and of the body when it is one of a part.
fn of_heading(source: Source, text: &str, page: Option<u32>, part: bool) -> Witness {
    let mut witness = of_title(source, text, page);
    let names_part = WORDS.document.parts.iter().any(|word| text.contains(word));
    if !names_part || text.contains("绩效") || text.contains("名词") {
        witness.kind = None;
    }
    if witness.kind.is_none() && witness.scope.is_none() {
        witness.year = None;
    }
    if !part || name::is_unit(text).is_some() {
        witness.body = None;
    }
    witness
}

/// `2026年，XX局收入预算…万元`: a year that opens a sentence on the budget. Years behind 比, 较, 与 are others.
fn of_sentence(paragraph: &Paragraph) -> Witness {
    of_text(&paragraph.text, Some(paragraph.place.page))
}

fn of_text(text: &str, page: Option<u32>) -> Witness {
    let text = squeeze(text);
    let mut witness = Witness::new(Source::Sentence, &text.chars().take(60).collect::<String>(), page);
    let head: String = text.chars().take(30).collect();
    let opens = years_in(&text).first().filter(|(range, _)| text[..range.start].chars().count() <= 6).map(|y| y.1);
    let budget = WORDS.document.budget.iter().any(|word| head.contains(word));
    witness.year = opens.filter(|_| budget);
    witness.scope = match (text.contains("本部门"), text.contains("本单位")) {
        (true, false) => Some(Scope::Department),
        (false, true) => Some(Scope::Unit),
        _ => None,
    };
    witness
}

/// `XX局的主要职责是…`, `XX局是主管…`: the body that the text introduces first.
fn introduction(paragraph: &Paragraph) -> Option<Witness> {
    let text = squeeze(&paragraph.text);
    let head: String = text.chars().take(50).collect();
    let names = WORDS.body.introduces.iter().filter_map(|verb| head.find(verb)).filter(|&at| at > 0);
    // The shortest piece that is a name: verbs may stand inside of names, too (…建设为…).
    let mut ends: Vec<usize> = names.collect();
    ends.sort_unstable();
    let body = ends.into_iter().find_map(|end| name::body(&head[..end])).filter(|named| named.name.chars().count() >= 4)?;
    Some(Witness { body: Some(body), ..Witness::new(Source::Sentence, &head, Some(paragraph.place.page)) })
}

/// `预算单位共计1家，即XX局本级`: the one unit of a budget is the body's own office.
fn only_unit(paragraph: &Paragraph) -> Option<Witness> {
    let text = squeeze(&paragraph.text);
    let counted = &text[text.find("预算单位")?..];
    let behind = WORDS.body.only_one.iter().find_map(|one| counted.split_once(*one)).map(|(_, behind)| behind)?;
    let name = behind.trim_start_matches(['，', ',', '、', '：', ':']).trim_start_matches(['即', '为', '是']);
    let name = name.split(['。', '；', '，', '、']).next()?;
    let office = WORDS.body.own_office.iter().find_map(|word| name.strip_suffix(*word))?;
    let body = name::body(office.trim_end_matches(['（', '(']))?;
    Some(Witness { body: Some(body), ..Witness::new(Source::Sentence, name, Some(paragraph.place.page)) })
}

/// A witness's text as evidence for a fact.
pub(super) fn evidence(what: &'static str, witness: &Witness) -> Evidence {
    Evidence { what, source: witness.source.words(), text: witness.text.clone(), page: witness.page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_project_is_not_that_of_its_form() {
        for title in ["关于下达2021年免费开放项目预算指标的通知项目绩效自评表", "2021年旅游宣传服务采购项目绩效自评表"]
        {
            assert!(!dates_the_form(title), "{title}");
        }
        for title in ["2023年度项目支出绩效自评表", "柳岸县2023年部门整体支出绩效目标表", "项目绩效目标表"]
        {
            assert!(dates_the_form(title), "{title}");
        }
    }
}

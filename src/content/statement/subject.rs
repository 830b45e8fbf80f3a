//! Printed words to the subject they name: a canonical term, an official code and name, or the words themselves.

use schemars::JsonSchema;
use serde::Serialize;

use crate::codes::subjects::{self, Within, fold};
use crate::codes::{Entry, Level, List, by_name, class_of_name, entries, nearest};
use crate::grammar::sentence::{SubjectPath, subject_path, without_number};
use crate::grammar::squeeze;

/// How a subject was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubjectSource {
    /// A canonical term of `codes/data/subjects.toml`.
    Term,
    /// A name of the official classification.
    Classification,
    /// Neither: the printed words without dates and links.
    Printed,
}

/// What a statement is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The term or name.
    pub name: String,
    /// The official code, where one is printed or the printed names give it.
    pub code: Option<String>,
    /// How it was told.
    pub source: SubjectSource,
}

impl Subject {
    pub(super) fn term(name: impl Into<String>) -> Self {
        Self { name: name.into(), code: None, source: SubjectSource::Term }
    }

    fn of_entry(entry: &Entry) -> Self {
        Self { name: entry.name.to_owned(), code: Some(entry.code.to_owned()), source: SubjectSource::Classification }
    }
}

/// What is known around a phrase.
#[derive(Clone, Copy, Default)]
pub(super) struct Around<'a> {
    /// The folded sentence, and what of it stands before the number.
    pub(super) within: Within<'a>,
    /// Title of the section.
    pub(super) title: &'a str,
    /// Year the document is about: names and codes change.
    pub(super) year: Option<u16>,
    /// Code of the last 项 that the text names: a 项 alone (`事业运行（项）`) goes on with its 款.
    pub(super) near: Option<&'a str>,
    /// In a cause, where a term counts only without other words before it.
    pub(super) cause: bool,
}

/// The subject that a phrase names by a term, a code, or a path of the classification.
pub(super) fn known(phrase: &str, around: Around<'_>) -> Option<Subject> {
    if let Some(path) = subject_path(phrase).filter(|path| !begins_with_figure(path)) {
        return Some(of_path(&path, around));
    }
    let folded = fold(without_number(phrase));
    if folded.is_empty() {
        return None;
    }
    equipment(&folded)
        .or_else(|| dashed(&folded, around))
        .or_else(|| class_at_end(&folded))
        .or_else(|| named(&folded, around).map(Subject::term))
        .or_else(|| official(&folded, around.year))
}

/// `社会保障和就业支出—行政事业单位养老支出—机关事业单位基本养老保险缴费支出`: a path whose names stand in the classification.
fn dashed(folded: &str, around: Around<'_>) -> Option<Subject> {
    let plain = subjects::plain(subjects::display(folded));
    let names: Vec<&str> = plain.split(['-', '－', '—', '–']).filter(|name| !name.is_empty()).collect();
    let (class_name, section, item) = match names.as_slice() {
        [class, section] => (*class, *section, None),
        [class, section, item] => (*class, *section, Some(*item)),
        _ => return None,
    };
    class(class_name)?;
    let path = SubjectPath {
        class: Some(class_name.to_owned()),
        section: Some(section.to_owned()),
        item: item.map(str::to_owned),
        code: None,
        name: item.unwrap_or(section).to_owned(),
    };
    functional(&path, around).map(Subject::of_entry)
}

fn named(folded: &str, around: Around<'_>) -> Option<&'static str> {
    if around.cause {
        let plain = without_number(folded);
        return subjects::whole_term(plain, around.within);
    }
    let (name, at) = subjects::term(folded, around.within)?;
    (!(is_cost(name) || is_total(name)) || !subjects::narrows(&folded[..at])).then_some(name)
}

/// Whether a term is the sum of all that comes in or goes out; `某项收入合计` is not.
fn is_total(term: &str) -> bool {
    ["收入合计", "支出合计", "收支总计"].iter().any(|end| term.ends_with(end))
}

/// Whether a term is one of money.
fn is_cost(term: &str) -> bool {
    term.starts_with("政府采购") || ["费", "支出", "收入", "补助"].iter().any(|end| term.ends_with(end))
}

/// Several subjects named together, which one number is about: `会议费、培训费共5万元`.
///
/// The number is of them together and not of the last. Empty where each has a number of its own (`分别为1.5、2.5万元`).
pub(super) fn joint(phrase: &str, around: Around<'_>) -> Option<Option<Subject>> {
    if subject_path(phrase).is_some() {
        return None;
    }
    let plain = squeeze(phrase);
    let plain = without_number(plain.trim_start_matches(['、', '和', '及'])).to_owned();
    let names = parts(&plain);
    let [.., before, last] = names.as_slice() else { return None };
    let worded = |part: &&str| subjects::core(&fold(part)).chars().filter(|c| c.is_alphabetic()).count() >= 2;
    // `收入、支出预算总计` is one name.
    let one = subjects::term(&fold(&plain), around.within).is_some_and(|(_, at)| fold(&plain).len() - at > fold(last).len());
    if one || !worded(before) || !worded(last) {
        return None;
    }
    let each = ["分别", "各"].iter().any(|word| last.trim_end_matches('为').ends_with(word));
    Some(if each { None } else { printed(&plain) })
}

/// The names of a list without numbers: `公务用车购置费、公务用车运行费`; one where it is none.
pub(super) fn parts(phrase: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let listed = phrase.split(|c: char| {
        match c {
            '（' | '(' | '“' => depth += 1,
            '）' | ')' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c == '、'
    });
    let mut names: Vec<&str> = listed.filter(|name| !name.is_empty()).collect();
    // `会议费和培训费`: only where both are names, since 和 stands inside many.
    if let Some(last) = names.pop() {
        let both = ["和", "及", "与", "以及"].iter().find_map(|word| {
            let (before, after) = last.split_once(word)?;
            let named = |part| known(part, Around::default()).is_some();
            (named(before) && named(after) && !after.starts_with("运行")).then_some([before, after])
        });
        match both {
            Some(both) => names.extend(both),
            None => names.push(last),
        }
    }
    names
}

/// Whether a name without marks of its own stands in quotation marks.
fn is_quoted(name: &str, text: &str) -> bool {
    !name.is_empty() && !name.contains(['“', '”']) && text.contains(&format!("“{name}”"))
}

/// The printed words as a subject, where they can be one.
pub(super) fn printed(phrase: &str) -> Option<Subject> {
    let folded = fold(phrase);
    if subjects::core(&folded).is_empty() || subjects::is_cause(subjects::display(&folded)) {
        return None;
    }
    let squeezed = squeeze(phrase);
    let name = figureless(subjects::display(without_number(without_document(&squeezed))));
    let name = name.trim_matches(|c: char| c.is_ascii_punctuation() && !matches!(c, '(' | ')') || "，。、：；".contains(c));
    // `“某某”项目`: what is quoted is the name; the mark before it was cut off.
    let name = name.split_once("”项目").map(|(inner, _)| inner).filter(|inner| is_quoted(inner, &squeezed)).unwrap_or(name);
    let quoted = name.strip_prefix('“').and_then(|inner| inner.strip_suffix('”'));
    let name = quoted.filter(|inner| !inner.contains(['“', '”'])).unwrap_or(name);
    // A quotation that opens outside the phrase has been cut in two.
    if name.matches('“').count() != name.matches('”').count() {
        return None;
    }
    // The title of a document or a table is no subject.
    if name.starts_with('《') && name.ends_with('》') || name.starts_with('《') && name.contains("》增加") {
        return None;
    }
    let worded = name.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    worded.then(|| Subject { name: name.to_owned(), code: None, source: SubjectSource::Printed })
}

/// `某项工作经费预算数` names 某项工作经费; `某局预算` and `该项目总预算` keep the word, since without it they name no money;
/// so does a list, of which the word may be part (`甲费预算、乙费预算`).
fn figureless(name: &str) -> &str {
    let plain = subjects::plain(name);
    let money = ["支出", "收入", "费", "资金", "补助", "补贴", "结余"].iter().any(|end| plain.ends_with(end));
    if money && plain.chars().nth(2).is_some() && !plain.contains('、') { plain } else { name }
}

/// Cuts the number of a document off the front, which belongs to what stands before: `（某发〔2014〕1号）和非居民`.
fn without_document(phrase: &str) -> &str {
    let inner = phrase.strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['）', ')']));
    inner.filter(|(inner, rest)| inner.ends_with('号') && !rest.is_empty()).map_or(phrase, |(_, rest)| rest)
}

/// Whether the words name no subject of their own: `2026年预算安排`, `支出决算为`.
pub(super) fn is_generic(phrase: &str) -> bool {
    subjects::is_generic(&fold(phrase))
}

/// The subject of a section's title: `公务接待费`, `机关运行经费安排情况说明`.
pub(super) fn of_title(title: &str) -> Option<Subject> {
    let folded = fold(title);
    let mut phrase = folded.as_str();
    while let Some(rest) = ["情况说明", "说明", "情况", "总体", "安排", "使用", "占有", "占用", "具体", "增减变化"]
        .iter()
        .find_map(|w| phrase.strip_suffix(w))
    {
        phrase = rest;
    }
    known(phrase, Around::default())
}

/// `单价100万元以上的设备`: the threshold belongs to the name.
fn equipment(folded: &str) -> Option<Subject> {
    let (before, after) = folded.split_once("以上")?;
    let after = after.trim_start_matches('的');
    let kind = ["通用设备", "专用设备", "大型设备", "设备"].into_iter().find(|kind| after.starts_with(kind))?;
    let figures = before.trim_end_matches("(含)").trim_end_matches('及').strip_suffix("万元")?;
    let from = figures
        .rfind(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(0, |at| at + figures[at..].chars().next().map_or(1, char::len_utf8));
    let bought = if ["购置", "新增", "购买"].iter().any(|word| figures[..from].contains(word)) { "购置" } else { "" };
    (from < figures.len()).then(|| Subject::term(format!("{bought}单价{}万元以上{kind}", &figures[from..])))
}

/// A 类 named at the end of a phrase: `支出包括：一般公共服务支出`, `“卫生健康支出”科目`.
fn class_at_end(folded: &str) -> Option<Subject> {
    let phrase = subjects::plain(folded.trim_end_matches("科目"));
    if !phrase.ends_with(['出', '助']) {
        return None;
    }
    let economic = [List::EconomicDepartment, List::EconomicGovernment];
    let of = |list| entries(list).iter().filter(|e| e.level == Level::Class && phrase.ends_with(&fold(e.name)));
    let longest = |list| of(list).max_by_key(|e| e.name.len());
    // 国有资本经营预算支出 is the name of a budget before it is that of class 223.
    let class = folded.ends_with("科目") || folded.ends_with("(类)");
    let functional = longest(List::Functional).filter(|e| e.name != "其他支出" && (class || e.code != "223"));
    let department = longest(economic[0]).filter(|e| e.name != "其他支出");
    let government = longest(economic[1]).filter(|e| e.name != "其他支出");
    // 债务还本支出 is 231 and 512: the function, where nothing says otherwise.
    let found = [government, department, functional].into_iter().flatten().max_by_key(|e| e.name.len())?;
    // 其他资本性支出 was a 类 before it was a 款.
    let section = || by_name(List::EconomicDepartment, phrase, None, None).iter().any(|e| e.level == Level::Section);
    if subjects::narrows(phrase.strip_suffix(fold(found.name).as_str())?) || section() {
        return None;
    }
    let mut subject = Subject::of_entry(found);
    // 对个人和家庭的补助 is 303 and 509: the name alone does not tell which.
    let twice = [department, government].into_iter().flatten().filter(|e| e.name == found.name).count() > 1;
    if twice {
        subject.code = None;
    }
    Some(subject)
}

/// A name of the classification that stands alone; its code only where one list has one entry of that name.
fn official(folded: &str, year: Option<u16>) -> Option<Subject> {
    let lists = [List::Functional, List::EconomicDepartment, List::EconomicGovernment];
    let shown = subjects::display(folded);
    let names = [folded, subjects::plain(shown), shown, subjects::core(folded)];
    // The 款 of 援助其他地区支出 have the names of 类 without 支出 (教育), and mean none of them by themselves.
    let aid = |entry: &&Entry| entry.code.starts_with("219") && entry.level == Level::Section;
    let of = |name: &str| -> Vec<&'static Entry> {
        let at = |year| lists.iter().flat_map(move |&list| by_name(list, name, year, None)).filter(|entry| !aid(entry)).collect();
        // 其他资本性支出 was the 类 310 before it was the 款 31099.
        Some(at(year)).filter(|now: &Vec<_>| !now.is_empty()).unwrap_or_else(|| at(None))
    };
    let mut found = names.iter().map(|name| of(name)).find(|list| !list.is_empty())?;
    // 水利支出 is 款 21303 before it is the 项 of a bond.
    if found.iter().all(|entry| entry.level == Level::Item) {
        let section = of(names[3]).into_iter().find(|e| e.level == Level::Section && e.code.starts_with('2'));
        found = section.map_or(found, |section| vec![section]);
    }
    found.dedup_by_key(|entry| entry.code);
    let mut subject = Subject::of_entry(found[0]);
    if found.len() > 1 {
        subject.code = None;
    }
    Some(subject)
}

/// The code and name of a path, as far as the printed names give them.
fn of_path(path: &SubjectPath, around: Around<'_>) -> Subject {
    let entry = match &path.code {
        Some(code) => return of_code(code, &path.name),
        None => functional(path, around)
            .or_else(|| economic(path))
            .or_else(|| headless(path).and_then(|path| functional(&path, around))),
    };
    if path.class.is_none() && path.section.is_none() && path.item.is_none() {
        let unnamed = || Subject { name: path.name.clone(), code: None, source: SubjectSource::Printed };
        return official(&fold(&path.name), around.year).unwrap_or_else(unnamed);
    }
    match entry {
        Some(entry) => Subject::of_entry(entry),
        None => Subject { name: path.name.clone(), code: None, source: SubjectSource::Printed },
    }
}

/// The path without the words before its first name that only announce it: `按功能分类划分为社会保障和就业支出（类）`.
fn headless(path: &SubjectPath) -> Option<SubjectPath> {
    let cut = |name: &String| Some(subjects::display(name)).filter(|cut| *cut != name).map(str::to_owned);
    let mut plain = path.clone();
    let first = plain.class.as_mut().or(plain.section.as_mut()).or(plain.item.as_mut())?;
    *first = cut(first)?;
    plain.name = if path.section.is_some() || path.item.is_some() { path.name.clone() } else { first.clone() };
    Some(plain)
}

/// All that comes in, or goes out, behind the name of an office: `某局支出决算为`.
pub(super) fn of_office(words: &str) -> Option<Subject> {
    let folded = fold(words);
    let shown = subjects::display(&folded);
    let (office, total) = [("支出决算", "支出合计"), ("收入决算", "收入合计")]
        .into_iter()
        .find_map(|(end, total)| Some((shown.trim_end_matches('数').strip_suffix(end)?, total)))?;
    let office = office.trim_end_matches("年度").trim_end_matches(|c: char| c.is_ascii_digit());
    subjects::names_office(office).then(|| Subject::term(total))
}

/// `350兆通信机房租赁费`: a figure of the name that looks like the code of a 类, which no 类 of that name has.
fn begins_with_figure(path: &SubjectPath) -> bool {
    let Some(code) = path.code.as_deref().filter(|code| code.len() == 3) else { return false };
    let name = fold(&path.name);
    let letters: Vec<char> = name.chars().collect();
    let alike = |entry: &&Entry| {
        let names = std::iter::once(entry.name).chain(entry.variants.iter().copied()).map(fold);
        names.into_iter().any(|known| letters.windows(2).any(|pair| known.contains(pair.iter().collect::<String>().as_str())))
    };
    let lists = [List::Revenue, List::Functional, List::EconomicDepartment, List::EconomicGovernment];
    !lists.iter().flat_map(|&list| entries(list)).filter(|entry| entry.code == code).any(|entry| alike(&entry))
}

/// A printed code: the printed name stays, since the document says which name belongs to it.
fn of_code(code: &str, name: &str) -> Subject {
    let list = match code.as_bytes().first() {
        Some(b'1') => List::Revenue,
        Some(b'3') => List::EconomicDepartment,
        Some(b'5') => List::EconomicGovernment,
        _ => List::Functional,
    };
    // `2080501行政单位离退休支出决算`: which figure of the account is meant is no part of its name.
    let named =
        |official: &&str| fold(name).strip_prefix(fold(official).as_str()).is_some_and(|rest| subjects::core(rest).is_empty());
    let official = nearest(list, code, None).map(|entry| entry.name).filter(named);
    let name = official.map_or_else(|| subjects::display(name).to_owned(), str::to_owned);
    Subject { name, code: Some(code.to_owned()), source: SubjectSource::Classification }
}

/// Follows the names of a path down the functional classification; the class may stand in the section's title.
fn functional(path: &SubjectPath, around: Around<'_>) -> Option<&'static Entry> {
    let (title, year) = (around.title, around.year);
    let class_name = path.class.clone().or_else(|| subject_path(title).and_then(|p| p.class).or_else(|| Some(title.to_owned())));
    let class = class_name.as_deref().and_then(class);
    let within = class.map(|c| c.code);
    if path.section.is_none() && path.item.is_none() {
        return class.filter(|_| path.class.is_some());
    }
    let sections = path.section.as_deref().map(|name| at_level(name, Level::Section, within, year));
    let Some(item) = path.item.as_deref() else { return only(&sections?) };
    match sections {
        Some(sections) if !sections.is_empty() => {
            let items: Vec<_> = sections.iter().flat_map(|s| at_level(item, Level::Item, Some(s.code), year)).collect();
            if items.is_empty() { shortened(item, within) } else { only(&items) }
        }
        // `事业运行（项）` behind `…（类）…（款）行政运行（项）`
        None if within.is_none()
            && let Some(near) = around.near =>
        {
            let of = |length| near.get(..length).map(|code| at_level(item, Level::Item, Some(code), year)).unwrap_or_default();
            [5, 3].into_iter().map(of).find(|items| !items.is_empty()).as_deref().and_then(only).or_else(|| shortened(item, None))
        }
        // The 款 is named otherwise than in the list: the 项 may still be the only one of its name in the class.
        _ => {
            let items = at_level(item, Level::Item, within, year);
            if items.is_empty() { shortened(item, within) } else { only(&items) }
        }
    }
}

/// Fewest characters of a shortened name that can still be only one.
const MIN_SHORT: usize = 7;

/// `机关事业单位职业年金（项）`: a name printed shorter than it is, where only one code of the class has a name that begins so.
fn shortened(name: &str, within: Option<&str>) -> Option<&'static Entry> {
    let folded = fold(name);
    let stem = folded.trim_end_matches("支出").trim_end_matches('费').trim_end_matches("缴");
    if stem.chars().count() < MIN_SHORT || stem.starts_with("其他") {
        return None;
    }
    let begins = |e: &&Entry| {
        e.level == Level::Item && within.is_none_or(|code| e.code.starts_with(code)) && fold(e.name).starts_with(stem)
    };
    let mut found: Vec<&'static Entry> = entries(List::Functional).iter().filter(begins).collect();
    found.dedup_by_key(|entry| entry.code);
    only(&found)
}

/// A 类 by its name, with or without 支出 at its end.
fn class(name: &str) -> Option<&'static Entry> {
    let name = name.trim_end_matches("(类)");
    class_of_name(name).or_else(|| class_of_name(&format!("{name}支出")))
}

/// The entries of a name: those of the year, or of any year when there are none, since texts go on using old names.
fn at_level(name: &str, level: Level, within: Option<&str>, year: Option<u16>) -> Vec<&'static Entry> {
    let of = |year| {
        let mut found: Vec<_> = by_name(List::Functional, name, year, within).into_iter().filter(|e| e.level == level).collect();
        found.dedup_by_key(|entry| entry.code);
        found
    };
    let found = of(year);
    if found.is_empty() { of(None) } else { found }
}

fn only(found: &[&'static Entry]) -> Option<&'static Entry> {
    match found {
        [one] => Some(one),
        _ => None,
    }
}

/// `办公费（款）`: a 款 of the economic classification, 商品和服务支出（类） its class.
fn economic(path: &SubjectPath) -> Option<&'static Entry> {
    let of = |list, name: &str| by_name(list, name, None, None).into_iter().map(Some).next().flatten();
    let class = path.class.as_deref().and_then(|name| of(List::EconomicDepartment, name));
    let Some(section) = path.section.as_deref() else { return class };
    let found = by_name(List::EconomicDepartment, section, None, class.map(|c| c.code));
    if path.item.is_some() { None } else { only(&found) }
}

//! What stands above a table: title, number, whose it is, unit.

use crate::codes::words::WORDS;
use crate::grammar::heading::HeadingStyle;
use crate::grammar::{heading, is_list_number, squeeze, table_number, unit_line, years_in};
use crate::layout::{Line, WIDE_GAP};
use crate::place::Place;

/// The caption of a table. Printed texts; a part that is not there is `None`, never guessed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Caption {
    /// The title as printed, wrapped lines joined, without number and unit.
    pub title: Option<String>,
    /// The number as printed (公开03表).
    pub number: Option<String>,
    /// Whose table it is (the 部门/单位 line).
    pub department: Option<String>,
    /// The unit as printed (万元).
    pub unit: Option<String>,
    /// Short lines with a year between title and table: `（2026年度）`.
    pub beside: Vec<String>,
    /// Where the title stands.
    pub place: Option<Place>,
}

impl Caption {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.number.is_none() && self.department.is_none() && self.unit.is_none()
    }
}

/// Lines above a table further away than this many lines belong to something else.
const MOST_LINES: usize = 8;

/// The rest of a name on a second line is no longer than this.
const WRAPPED: usize = 6;

/// The lines of a title are no further apart than so many times their size.
const LEADING: f32 = 1.7;

/// One part of a line: title and number, or label and unit, may stand on one line with a wide gap between them.
struct Part<'l> {
    text: &'l str,
    line: &'l Line,
}

/// Reads a caption from the lines above a table, nearest last. Returns it with the number of lines (from the end) it took.
pub(super) fn read(lines: &[Line], page: u32) -> (Caption, usize) {
    let mut caption = Caption::default();
    let mut used = 0;
    for (back, line) in lines.iter().rev().enumerate().take(MOST_LINES) {
        let taken = take_line(&mut caption, line, page);
        let above = lines.len().checked_sub(back + 2).map(|i| &lines[i]);
        // `单位：万` / `元` (江苏): alone, the lower line would make every amount ten thousand times too small.
        if taken && caption.unit.as_deref() == Some("元") && above.is_some_and(|a| unit_breaks_off(&a.text)) {
            caption.unit = Some("万元".to_owned());
        }
        if let Some(whole) = above.filter(|_| taken && caption.department.is_none()).and_then(|a| wrapped_department(a, line)) {
            caption.department = Some(whole);
        }
        if taken {
            used = back + 1;
        } else if let Some(title) = above.filter(|_| caption.title.is_none()).and_then(|a| broken_title(a, line)) {
            let named = Line { text: title, ..line.clone() };
            take_name(&mut caption, &named.text, &named, page);
            used = back + 2;
        } else if caption.title.is_some() {
            // A title that wraps: the line above it in the same size, not a sentence, and the title alone is no whole name.
            let above_title = lines.len() - back - 1;
            if used > back {
                continue;
            }
            if used == back && title_goes_on(&lines[above_title], &lines[above_title + 1], &caption) {
                // A blank may be all that parts the number from the title: 表八 甲县.
                let head = &lines[above_title].text;
                let number = table_number::table_number(head).filter(|_| caption.number.is_none());
                let head = squeeze(number.as_ref().map_or(head, |number| number.rest));
                caption.title = caption.title.map(|t| head + &t);
                caption.number = number.map(|number| squeeze(number.printed)).or(caption.number.take());
                used = back + 1;
                continue;
            }
            if used < back || !is_year_alone(&line.text) {
                break;
            }
            caption.beside.push(squeeze(&line.text));
            used = back + 1;
        } else if is_running_text(line) {
            break;
        }
    }
    (caption, used)
}

fn take_line(caption: &mut Caption, line: &Line, page: u32) -> bool {
    take_year(caption, &line.text);
    take_year_between(caption, &line.text);
    // A label alone before a wide gap belongs to what follows the gap: `部门：\t省政协办公厅\t单位：万元`.
    let lone = |part: &str| part.trim().ends_with(['：', ':']) && !part.trim().is_empty();
    let mut taken = line.text.split('\t').any(lone) && take_unit(caption, &close_labels(&line.text)).is_some();
    for text in line.text.split('\t') {
        let part = Part { text: text.trim(), line };
        taken |= take_part(caption, &part, page);
    }
    // `单位：万` / `元` over two lines, or parts that only together make sense.
    taken || take_unit(caption, &line.text).is_some()
}

/// Moves a value up to its label.
fn close_labels(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    for part in text.split('\t').map(str::trim).filter(|part| !part.is_empty()) {
        if !closed.is_empty() && !closed.ends_with(['：', ':']) {
            closed.push('\t');
        }
        closed.push_str(part);
    }
    closed
}

/// What stands before a bracket that does not close: the unit was taken out of it (`一、收入总表（见下表，单位：万元）`).
fn without_open_bracket(text: &str) -> &str {
    let opened = text.rfind(['（', '(']).filter(|at| !text[*at..].contains(['）', ')']));
    opened.map_or(text, |at| text[..at].trim_end())
}

/// Notes a year that stands alone below the title; the line stays what it is.
fn take_year(caption: &mut Caption, text: &str) {
    let text = squeeze(text);
    if caption.title.is_none() && text.chars().count() <= 12 && !years_in(&text).is_empty() && !text.ends_with('表') {
        caption.beside.push(text);
    }
}

/// `2023年度` and nothing else, above the title.
fn is_year_alone(text: &str) -> bool {
    let text = squeeze(text);
    let year = text.trim_matches(['（', '）', '(', ')']).trim_end_matches('度').strip_suffix('年');
    year.is_some_and(|year| year.len() == 4 && year.starts_with("20") && year.bytes().all(|b| b.is_ascii_digit()))
}

/// Adds the rest of the department's name that wraps below its label: `部门名称：某省某某` / `院\t单位：万元`.
fn wrapped_department(above: &Line, below: &Line) -> Option<String> {
    let rest = below.text.split('\t').next().map(squeeze).filter(|rest| !rest.is_empty() && rest.chars().count() <= WRAPPED)?;
    let near = below.rect.y0 - above.rect.y1 < LEADING * below.size && (above.rect.x0 - below.rect.x0).abs() < 0.5 * below.size;
    let plain =
        rest.chars().all(|c| c.is_alphabetic() && !c.is_ascii()) && unit_line(&rest).is_none() && !looks_like_title(&rest);
    let department =
        unit_line(&above.text).filter(|line| line.printed_unit.is_none() && line.rest.trim().is_empty())?.department?;
    let end = !above.text.contains('\t') && squeeze(&above.text).ends_with(&squeeze(&department));
    (near && plain && end).then(|| squeeze(&department) + &rest)
}

/// Notes a year between the department and the unit: `编制单位：甲局\t2018年度\t金额单位：万元`.
fn take_year_between(caption: &mut Caption, text: &str) {
    let dated = |part: &&str| part.trim().ends_with("年度");
    if text.contains('\t')
        && let Some(year) = text.split('\t').find(dated)
    {
        take_year(caption, year);
    }
}

fn take_part(caption: &mut Caption, part: &Part<'_>, page: u32) -> bool {
    if part.text.is_empty() {
        return false;
    }
    if let Some(rest) = take_unit(caption, part.text) {
        // `一般公共预算支出表（单位：元）`: the title, or the number, in one line with the unit.
        take_name(caption, without_open_bracket(rest.trim()), part.line, page);
        return true;
    }
    // The same where the unit was found nearer to the table.
    let beside_unit = unit_line(part.text).filter(|line| line.printed_unit.is_some()).map(|line| line.rest);
    let text = beside_unit.filter(|rest| !rest.is_empty());
    take_name(caption, text.as_deref().unwrap_or(part.text), part.line, page)
}

/// Takes the number and the title.
fn take_name(caption: &mut Caption, text: &str, line: &Line, page: u32) -> bool {
    // A number of a list, alone above its table: （一）.
    if caption.number.is_none() && is_list_number(text) {
        caption.number = Some(squeeze(text));
        return true;
    }
    let mut title = text;
    let mut numbered = false;
    if let Some(number) = table_number::table_number(text)
        && caption.number.is_none()
        && !is_sentence(text)
    {
        numbered = true;
        // 表六（续表）
        if number.rest.trim().is_empty() || table_number::is_continued(number.rest) {
            caption.number = Some(squeeze(number.printed));
            return true;
        }
        if looks_like_title(number.rest) {
            caption.number = Some(squeeze(number.printed));
            title = number.rest;
        }
    }
    // `一般公共预算支出表（` / `公开05表）`: the number stands on the next line.
    let title = title.trim_end().trim_end_matches(['（', '(']);
    if caption.title.is_none() && looks_like_title(title) {
        let title = squeeze(title);
        caption.unit = caption.unit.take().or_else(|| unit_behind(&title));
        caption.title = Some(title);
        caption.place = Some(Place::on(page, line.rect));
        return true;
    }
    numbered && caption.number.is_some() && !is_sentence(text)
}

/// The unit in brackets at the end of a title, without a label: `收支总表（万元）`.
fn unit_behind(title: &str) -> Option<String> {
    let inner = title.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    unit_line(&title[open..]).and_then(|line| line.printed_unit)
}

/// Takes department and unit; answers what else stands there, where it took one of them.
fn take_unit(caption: &mut Caption, text: &str) -> Option<String> {
    let line = unit_line(text)?;
    let mut taken = false;
    if let Some(department) = line.department.filter(|_| caption.department.is_none()) {
        caption.department = Some(squeeze(&department));
        taken = true;
    }
    if let Some(printed) = line.printed_unit.filter(|_| caption.unit.is_none()) {
        caption.unit = Some(squeeze(&printed));
        taken = true;
    }
    taken.then_some(line.rest)
}

/// Sentences end or pause; titles do not.
fn is_sentence(text: &str) -> bool {
    let count = text.chars().filter(|c| matches!(c, '。' | '；' | '，')).count();
    count > 0 && !text.trim_end().ends_with('表')
}

fn is_running_text(line: &Line) -> bool {
    let chars = line.text.chars().count();
    chars > 45 || line.text.contains('。') || chars > 25 && line.text.contains('，')
}

/// Whether a text can be the title of a table: it names a table (…表, …情况, …明细) and is no sentence, note or heading of text.
pub(super) fn looks_like_title(text: &str) -> bool {
    let text = squeeze(text);
    // `第二部分 2021年单位预算表` heads all tables.
    if heading(&text).is_some_and(|h| matches!(h.style, HeadingStyle::Part | HeadingStyle::Chapter)) {
        return false;
    }
    let chars = text.chars().count();
    if !(3..=64).contains(&chars) || is_sentence(&text) || text.starts_with(['注', '※', '*']) || text.contains("详见") {
        return false;
    }
    // The name of a table ends with 表, perhaps followed by a remark in brackets, a number or a word of continuation.
    let core = strip_remarks(&text);
    if ["如下", "见下表", "附表如下"].iter().any(|w| core.contains(w)) || text.ends_with(['：', ':', '.']) {
        return false;
    }
    // 云南 calls its forms `2026年度部门整体支出绩效自评情况`; without a year that is a heading of the text.
    let form = ["绩效自评情况", "绩效目标情况"].iter().any(|end| core.ends_with(end))
        && text.starts_with("20")
        && heading(&text).is_none();
    // 表六（续表） says no more than which table goes on.
    let names = !["表", "附表", "续表", "公开表"].contains(&core);
    let notice = WORDS.title.notices.iter().any(|end| core.ends_with(end)) && heading(&text).is_none();
    notice || names && core.ends_with('表') || core.ends_with("表格") || form || is_part_of_table(core)
}

/// Which part of a table it is, behind a dash: `一般公共预算基本支出表--人员经费` (湖南).
fn is_part_of_table(core: &str) -> bool {
    const DASHES: [char; 4] = ['-', '—', '–', '－'];
    let Some((name, part)) = core.find(DASHES).map(|at| (&core[..at], core[at..].trim_start_matches(DASHES))) else {
        return false;
    };
    let plain = !part.contains(|c: char| c.is_ascii_digit() || "：:、，。".contains(c));
    name.ends_with('表') && name.chars().count() > 4 && plain && (2..=12).contains(&strip_remarks(part).chars().count())
}

/// Drops what may follow the name: （不含上年结转）, （续）, 续, 1, 一.
fn strip_remarks(text: &str) -> &str {
    let mut core = text.trim();
    loop {
        let before = core;
        if core.ends_with(['）', ')', '】', ']', '〕'])
            && let Some(open) = core.rfind(['（', '(', '【', '[', '〔'])
        {
            core = core[..open].trim_end();
        }
        core = core.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十续-—".contains(c));
        // `…支出表2025年`
        if let Some(front) =
            core.strip_suffix("年度").or(core.strip_suffix('年')).filter(|front| front.ends_with(|c: char| c.is_ascii_digit()))
        {
            core = front;
        }
        if core == before || core.is_empty() {
            return core;
        }
    }
}

/// A title that was wrapped so late that its last line alone is no title (泉州: `…项目绩效目` / `标表`).
fn broken_title(above: &Line, line: &Line) -> Option<String> {
    let rest = squeeze(&line.text);
    if let Some(title) = closed_title(above, &rest) {
        return Some(title);
    }
    let same_size = is_of_size(above, line);
    if rest.chars().count() > 6 || !strip_remarks(&rest).ends_with('表') || !same_size {
        return None;
    }
    let title = squeeze(&above.text) + &rest;
    looks_like_title(&title).then_some(title)
}

/// A title whose last line is the rest of a bracket: `部门收支总表（20` / `20年）`.
fn closed_title(above: &Line, rest: &str) -> Option<String> {
    let upper = squeeze(&above.text);
    let open = |text: &str| text.matches(['（', '(']).count();
    let closed = |text: &str| text.matches(['）', ')']).count();
    let rest_only = rest.ends_with(['）', ')']) && open(rest) < closed(rest) && open(&upper) > closed(&upper);
    let title = upper + rest;
    let name = table_number::table_number(&title).map_or(title.as_str(), |number| number.rest.trim());
    (rest_only && looks_like_title(name)).then(|| title.clone())
}

/// Whether a line ends in the first half of a unit: `单位：万`.
fn unit_breaks_off(text: &str) -> bool {
    let text = squeeze(text);
    text.ends_with("单位：万") || text.ends_with("单位:万")
}

/// Whether `above` is the first line of the title that ends on `below`.
fn title_goes_on(above: &Line, below: &Line, caption: &Caption) -> bool {
    let Some(title) = &caption.title else { return false };
    if !squeeze(&below.text).contains(title.as_str()) {
        return false;
    }
    let same_size = is_of_size(above, below);
    let near = below.rect.y0 - above.rect.y1 < LEADING * below.size;
    let middle = |l: &Line| (l.rect.x0 + l.rect.x1) / 2.0;
    let centred = (middle(above) - middle(below)).abs() < WIDE_GAP * below.size;
    let flush = (above.rect.x0 - below.rect.x0).abs() < below.size;
    let whole = squeeze(&above.text);
    // `预算05表 一` / `般公共预算支出表`: behind the number the title begins.
    let named = table_number::table_number(&whole).map(|number| number.rest.trim()).filter(|rest| !rest.is_empty());
    let text = named.unwrap_or(&whole);
    let begins = is_begun_title(text) || named.is_some_and(|text| text.chars().count() == 1) && breaks(text, title);
    // `甲局2026年部门预算` / `2026年部门支出总表`: no title names its year twice.
    let twice = !years_in(text).is_empty() && !years_in(title).is_empty();
    // A line of a title is no heading and no sentence.
    let may = same_size && near && (centred || flush) && begins && !twice && !is_running_text(above);
    // The upper line of a wrapped, centred title is the longer one.
    may && (breaks(text, title) || centred && above.rect.width() >= below.rect.width() && title.chars().count() < 14)
}

/// Whether a line is as large as the one below it: lines of one title are.
pub(super) fn is_of_size(above: &Line, below: &Line) -> bool {
    (above.size - below.size).abs() < 0.08 * below.size.max(1.0)
}

/// Whether a line can be the upper one of a title.
pub(super) fn is_begun_title(text: &str) -> bool {
    let other = is_sentence(text) || looks_like_title(text) || text.starts_with('第') || text.ends_with(['：', ':']);
    let labelled = || unit_line(text).is_some_and(|line| line.printed_unit.is_some() || line.department.is_some());
    !other && text.chars().count() > 1 && heading(text).is_none_or(|found| found.title.ends_with('表')) && !labelled()
}

/// Whether a line ends where no title ends: in a bracket, at a mark, with a word that another one must follow, or within a word.
pub(super) fn breaks(upper: &str, lower: &str) -> bool {
    let words = &WORDS.title;
    let open = |c: char| matches!(c, '（' | '(' | '“' | '、' | '及' | '和' | '与' | '‘' | '《' | '【' | '[');
    let across =
        |word: &&str| word.char_indices().skip(1).any(|(at, _)| upper.ends_with(&word[..at]) && lower.starts_with(&word[at..]));
    let year = || upper.ends_with(|c: char| c.is_ascii_digit()) && lower.starts_with(|c: char| c.is_ascii_digit() || c == '年');
    upper.ends_with(open) || year() || words.fronts.iter().any(|word| upper.ends_with(word)) || words.whole.iter().any(across)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Rect;

    #[test]
    fn titles_name_a_table() {
        for yes in [
            "2023年预算收支总表",
            "2023年一般公共预算支出预算表（不含上年结转）",
            "财政拨款“三公”经费支出决算表",
            "政策和项目预算绩效目标表",
            "部门收支总体情况表（续）",
            "一般公共预算支出表2025年",
            "一般公共预算基本支出表--公用经费（商品和服务支出）（按政府预算经济分类）",
        ] {
            assert!(looks_like_title(yes), "{yes}");
        }
        for no in [
            "注：本表无数据",
            "2025年",
            "说明附表-1至12",
            "具体情况见下表",
            "收支情况如下表（单位：万元）",
            "收支预算如下表：",
            "单位：万元",
            "一、收入预算情况说明",
            "第二部分 2021年单位预算表",
            "预算收支增减变化情况如下。",
        ] {
            assert!(!looks_like_title(no), "{no}");
        }
    }

    #[test]
    fn the_year_may_stand_alone_above_the_title() {
        let line = |text: &&str| Line { text: (*text).to_owned(), ..Line::default() };
        let (caption, used) =
            read(&["本部门概况。", "表1", "2023年度", "收入支出决算总表"].iter().map(line).collect::<Vec<_>>(), 1);
        assert_eq!((caption.number.as_deref(), caption.title.as_deref(), used), (Some("表1"), Some("收入支出决算总表"), 3));
        assert_eq!(caption.beside, ["2023年度"]);
    }

    #[test]
    fn a_title_may_stand_in_one_line_with_the_unit() {
        let line = |text: &str| Line { text: text.to_owned(), ..Line::default() };
        let found = |text: &str| {
            let caption = read(&[line(text)], 1).0;
            (caption.number, caption.title, caption.unit)
        };
        let some = |text: &str| Some(text.to_owned());
        let title = "一般公共预算支出表";
        assert_eq!(found("单位收入总表（见下表，单位：元）"), (None, some("单位收入总表"), some("元")));
        assert_eq!(found("一般公共预算支出表（单位：元）"), (None, some(title), some("元")));
        assert_eq!(found("一般公共预算支出表 单位：万元"), (None, some(title), some("万元")));
        assert_eq!(found("表5 一般公共预算支出表（单位：元）"), (some("表5"), some(title), some("元")));
        let lines = [line("一般公共预算支出表 单位：万元"), line("部门名称：云溪县水务局\t单位：万元")];
        assert_eq!(read(&lines, 1).0.title.as_deref(), Some(title), "the unit stands there again");
        assert_eq!(found("一般公共预算支出表（千元）"), (None, some("一般公共预算支出表（千元）"), some("千元")));
    }

    #[test]
    fn a_title_may_stand_on_two_lines() {
        let line = |(number, text): (usize, &&str)| Line {
            text: (*text).to_owned(),
            size: 14.0,
            rect: Rect { x0: 100.0, x1: 300.0, y0: 33.0 * number as f32, y1: 33.0 * number as f32 + 14.0 },
        };
        let found = |texts: &[&str]| {
            let lines: Vec<Line> = texts.iter().enumerate().map(line).collect();
            let caption = read(&lines, 1).0;
            (caption.number.unwrap_or_default(), caption.title.unwrap_or_default())
        };
        let named = |number: &str, title: &str| (number.to_owned(), title.to_owned());
        for (lines, want) in [
            (&["2020年部门", "支出总体情况表"][..], named("", "2020年部门支出总体情况表")),
            (
                &["一般公共预算拨款“三公”经费及", "会议费、培训费支出预算表"],
                named("", "一般公共预算拨款“三公”经费及会议费、培训费支出预算表"),
            ),
            (&["一般公", "共预算支出表"], named("", "一般公共预算支出表")),
            (&["预算05表 一", "般公共预算支出表"], named("预算05表", "一般公共预算支出表")),
            (&["表2 2026年", "部门收入总表"], named("表2", "2026年部门收入总表")),
            (&["部门收支总表（20", "20年）"], named("", "部门收支总表（2020年）")),
            (&["二、收支情况", "部门收入总表"], named("", "部门收入总表")),
            (&["部门收支总表", "部门收入总表"], named("", "部门收入总表")),
            (&["甲县水务局2026年部门预算", "2026年部门支出总表"], named("", "2026年部门支出总表")),
            (&["表六（续表）"], named("表六", "")),
        ] {
            assert_eq!(found(lines), want, "{lines:?}");
        }
    }

    #[test]
    fn a_unit_may_be_broken_over_two_lines() {
        let line = |text: &str| Line { text: text.to_owned(), ..Line::default() };
        let lines = [line("“三公”经费支出预算表"), line("单位：万"), line("部门名称：柳岸县财政局\t元")];
        assert_eq!(read(&lines, 1).0.unit.as_deref(), Some("万元"));
        let lines = [line("“三公”经费支出预算表"), line("部门名称：柳岸县财政局\t单位：元")];
        assert_eq!(read(&lines, 1).0.unit.as_deref(), Some("元"));
    }
}

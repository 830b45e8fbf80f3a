//! Fields that are parted by something else than tabs: pipes as in Markdown, commas as in CSV, blanks.
//!
//! Each becomes the field of a line with tabs. Pipes and blanks are replaced one for one, so that places stay what they are. Blanks
//! part fields where columns stand above one another (`aligned`), or where every row has as many as the header: where empty cells are
//! gone, nobody knows which.

use super::super::look::is_number;
use super::{aligned, marked};
use std::borrow::Cow;

/// Rows that fields are told by.
const ROWS: usize = 3;
/// Of the lines of a file of comma-separated values, so many in ten are rows.
const CSV_TENTHS: usize = 8;

/// The page with tabs between its fields.
pub(super) fn with_tabs(page: &str) -> Cow<'_, str> {
    if page.contains('\t') {
        return Cow::Borrowed(page);
    }
    if let Some(text) = csv(page, b',').or_else(|| csv(page, b';')) {
        return Cow::Owned(text);
    }
    let lines: Vec<&str> = page.split('\n').collect();
    let ways: [&dyn Fn() -> Vec<(usize, String)>; 5] = [
        &|| marked::rows(&lines, '|'),
        &|| marked::rows(&lines, ','),
        &|| marked::rows(&lines, ';'),
        &|| aligned::rows(&lines),
        &|| {
            let rows = runs(&lines, wide);
            if rows.is_empty() { runs(&lines, single) } else { rows }
        },
    ];
    let Some(rows) = ways.iter().map(|rows| rows()).find(|rows| !rows.is_empty()) else { return Cow::Borrowed(page) };
    let mut made: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::Borrowed).collect();
    for (at, text) in rows {
        made[at] = Cow::Owned(text);
    }
    Cow::Owned(made.join("\n"))
}

/// The lines of tables whose fields are parted in one way, each with its index and with tabs.
fn runs(lines: &[&str], part: fn(&str) -> Option<String>) -> Vec<(usize, String)> {
    let mut made = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let run = run(&lines[at..], part);
        let end = at + run.len().max(1);
        let from = table_in(&run);
        made.extend((at..).zip(run).skip(from));
        at = end;
    }
    made
}

/// The lines from the first on that have as many fields as that one, with tabs.
fn run(lines: &[&str], part: fn(&str) -> Option<String>) -> Vec<String> {
    let fields = |line: &String| line.matches('\t').count();
    let mut run: Vec<String> = Vec::new();
    for line in lines {
        match part(line.trim_end_matches('\r')) {
            Some(made) if run.first().is_none_or(|first| fields(first) == fields(&made)) => run.push(made),
            _ => break,
        }
    }
    run
}

/// Index of the first line of a table among lines of as many fields: its header holds no number, some line below it does. Behind
/// the last one where there is no table. Each line is looked at twice at most, whatever the text.
fn table_in(run: &[String]) -> usize {
    let numbers = |line: &String| line.split('\t').any(|field| is_number(field.trim()));
    let header = run.iter().position(|line| !numbers(line)).unwrap_or(run.len());
    let table = run.len() - header >= ROWS && run.iter().skip(header + 1).any(numbers);
    if table { header } else { run.len() }
}

/// Fields with two blanks or more between them.
fn wide(line: &str) -> Option<String> {
    blanks(line, 2)
}

/// Fields with a blank between them.
fn single(line: &str) -> Option<String> {
    // A sentence holds blanks, too.
    if line.contains(['。', '，', '；', '：']) { None } else { blanks(line, 1) }
}

fn blanks(line: &str, least: usize) -> Option<String> {
    let text = line.trim_end();
    let chars: Vec<char> = text.chars().collect();
    let start = chars.iter().position(|c| !c.is_whitespace())?;
    let mut made: String = chars[..start].iter().collect();
    let mut found = 0;
    let mut at = start;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            let end = at + chars[at..].iter().take_while(|c| c.is_whitespace()).count();
            let width: usize = chars[at..end].iter().map(|c| 1 + usize::from(*c == '\u{3000}')).sum();
            let parts = width >= least;
            found += usize::from(parts);
            made.push(if parts { '\t' } else { chars[at] });
            made.extend(&chars[at + 1..end]);
            at = end;
        } else {
            made.push(chars[at]);
            at += 1;
        }
    }
    (found > 0).then_some(made)
}

/// A text that is values parted by commas or semicolons nearly throughout; `None` for any other. Amounts with commas stand in quotes there.
fn csv(page: &str, delimiter: u8) -> Option<String> {
    if page.lines().take(ROWS).filter(|line| line.contains(char::from(delimiter))).count() == 0 {
        return None;
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(page.as_bytes());
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((line, record.iter().map(|field| field.replace(['\t', '\r', '\n'], " ")).collect()));
    }
    let width = rows.iter().map(|(_, row)| row.len()).max().filter(|width| *width > 1)?;
    let whole = rows.iter().filter(|(_, row)| row.len() == width).count();
    // An amount without quotes would be two fields: then no header is as wide as the rows.
    let numbered = |row: &[String]| row.iter().any(|field| is_number(field.trim()));
    let headed = rows.iter().take_while(|(_, row)| !numbered(row)).any(|(_, row)| row.len() == width);
    let numbers = rows.iter().filter(|(_, row)| numbered(row)).count();
    if !headed || whole < ROWS || whole * 10 < rows.len() * CSV_TENTHS || numbers < 2 {
        return None;
    }
    let mut text = String::new();
    let mut line = 1;
    for (number, row) in rows {
        // Blank lines, and those that a quoted field ran over, keep the numbers of the lines.
        while line < number {
            text.push('\n');
            line += 1;
        }
        text.push_str(&row.join("\t"));
    }
    text.push('\n');
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_parted_by_what_the_text_uses() {
        for (text, want) in [
            ("|项目|金额|\n|---|---|\n|合计|5.00|\n|工资|5.00|", " 项目\t金额 \n ---\t--- \n 合计\t5.00 \n 工资\t5.00 "),
            ("项目 | 金额\n合计 | 5.00\n工资 | 5.00", "项目 \t 金额\n合计 \t 5.00\n工资 \t 5.00"),
            ("项目  金额\n合计  5.00\n工资   5.00", "项目\t 金额\n合计\t 5.00\n工资\t  5.00"),
            ("编码 项目 金额\n201 合计 5.00\n202 工资 5.00", "编码\t项目\t金额\n201\t合计\t5.00\n202\t工资\t5.00"),
            ("项目,金额\n合计,\"1,005.00\"\n工资,5.00\n", "项目\t金额\n合计\t1,005.00\n工资\t5.00\n"),
        ] {
            assert_eq!(with_tabs(text), want, "{text}");
        }
        let below = "甲局2026年部门预算\n支出5.00万元，其中工资5.00万元。\n项目,名称,金额\n合计,,\"1,005.00\"\n1,工资,5.00";
        let want = "甲局2026年部门预算\n支出5.00万元，其中工资5.00万元。\n项目\t名称\t金额\n合计\t\t1,005.00\n1\t工资\t5.00";
        assert_eq!(with_tabs(below), want);
        let led = "甲局 5\n乙局 6\n项目 金额\n合计 5.00\n工资 5.00";
        assert_eq!(with_tabs(led), "甲局 5\n乙局 6\n项目\t金额\n合计\t5.00\n工资\t5.00");
        for text in [
            "编码 项目 收入 支出\n201 合计 5.00\n202 工资 5.00\n203 其他 1.00",
            "甲局2026年收入 80 万元\n二、支出 70 万元\n三、其他 5 万元",
            "项目\t金额\n合计\t5.00|\n",
            "收入80.00万元,支出70.00万元\n甲,乙\n",
            "收入\n一是1,334.56万元,二是1,334.56万元\n三是2,334.56万元,四是1,334.56万元\n五是1,334.56万元,六是5万元",
        ] {
            assert_eq!(with_tabs(text), text);
        }
    }
}

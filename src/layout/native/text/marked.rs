//! Tables among other text whose fields are parted by a mark: pipes as in Markdown, commas and semicolons as in CSV.
//!
//! One table must be beyond doubt: rows of as many fields with numbers below a header, or the line of dashes of Markdown. Then what
//! else is parted so in the same text is a table too, also where it holds no number.

use super::super::look::is_number;
use crate::grammar::is_amount_like;
use std::collections::BTreeSet;

/// Rows that the first table is told by, and any other.
const ROWS: usize = 3;
const MORE_ROWS: usize = 2;
/// Lines that a row takes whose quoted fields hold line breaks, at most.
const QUOTED: usize = 20;

/// A row in its fields, parted by tabs.
struct Parted {
    at: usize,
    lines: usize,
    fields: usize,
    text: String,
}

/// The lines of tables, each with its index and with tabs. Lines that a quoted field ran over are blank.
pub(super) fn rows(lines: &[&str], mark: char) -> Vec<(usize, String)> {
    let parted = parted(lines, mark);
    let goes_on = |one: &Parted, next: &Parted| one.at + one.lines == next.at && one.fields == next.fields;
    let runs: Vec<&[Parted]> = parted.chunk_by(goes_on).collect();
    if !runs.iter().any(|run| is_table(run)) {
        return Vec::new();
    }
    let marked_down = mark == '|' && runs.iter().any(|run| run.iter().any(is_dashes));
    let tables = runs.into_iter().filter(|run| is_table(run) || goes_with(run)).flatten();
    let lines_of = |row: &Parted| {
        let text = row.text.clone();
        std::iter::once((row.at, text)).chain((row.at + 1..row.at + row.lines).map(|at| (at, String::new()))).collect::<Vec<_>>()
    };
    let mut rows: Vec<(usize, String)> = tables.flat_map(lines_of).collect();
    if mark == '|' {
        // Those that are no end of a row, such as the one above the first.
        let taken: BTreeSet<usize> = rows.iter().map(|(at, _)| *at).collect();
        let drawn = lines.iter().enumerate().filter(|(at, line)| !taken.contains(at) && is_drawn(line));
        rows.extend(drawn.map(|(at, _)| (at, String::new())));
    }
    if marked_down {
        rows.iter_mut().for_each(|(_, text)| *text = unmarked(text));
        let taken: BTreeSet<usize> = rows.iter().map(|(at, _)| *at).collect();
        let marks = |line: &str| line.trim_start().starts_with('#') || line.contains("**");
        let others = lines.iter().enumerate().filter(|(at, line)| !taken.contains(at) && marks(line));
        rows.extend(others.map(|(at, line)| (at, unmarked(line))));
    }
    rows
}

/// A line of Markdown without the marks of headings and of bold letters. Blanks fill up each field, so that places stay.
fn unmarked(line: &str) -> String {
    let fields = line.split('\t').enumerate().map(|(number, field)| {
        let blanks = field.len() - field.trim_start().len();
        let heads = if number == 0 { field[blanks..].chars().take_while(|c| *c == '#').count() } else { 0 };
        let mut made = field.to_owned();
        if (1..=6).contains(&heads) && field[blanks + heads..].starts_with(' ') {
            made.replace_range(blanks..blanks + heads, &" ".repeat(heads));
        }
        let bold = made.matches("**").count() / 2 * 2;
        made.replacen("**", "", bold) + &" ".repeat(2 * bold)
    });
    fields.collect::<Vec<_>>().join("\t")
}

/// Rows of a header and numbers below it, or with the line of dashes of Markdown.
fn is_table(run: &[Parted]) -> bool {
    let numbers = |row: &Parted| row.text.split('\t').any(|field| is_number(field.trim()));
    let header = run.iter().position(|row| !numbers(row)).unwrap_or(run.len());
    run.len() >= ROWS && run.iter().skip(header + 1).any(numbers) && !run.iter().all(is_sentence)
        || run.len() >= MORE_ROWS && run.iter().any(is_dashes)
}

/// Whether rows are a table beside another one.
fn goes_with(run: &[Parted]) -> bool {
    run.len() >= MORE_ROWS && run[0].fields > 2 && !run.iter().all(is_sentence)
}

fn is_dashes(row: &Parted) -> bool {
    let mut fields = row.text.split('\t').map(str::trim);
    row.fields > 1 && fields.all(|field| field.contains('-') && field.chars().all(|c| matches!(c, '-' | ':' | ' ')))
}

/// Sentences hold commas, too.
fn is_sentence(row: &Parted) -> bool {
    row.text.trim_end().ends_with(['。', '；', ';']) && !row.text.contains("\t\t")
}

/// Whether amounts with commas stand among other words: `教育支出 2,270.69 121.90`. Blanks part fields there, and no comma does.
fn holds_amounts(line: &str, mark: char) -> bool {
    let mut words = line.split_whitespace();
    mark == ',' && line.split_whitespace().nth(1).is_some() && words.any(|word| word.contains(',') && is_amount_like(word))
}

/// All lines that hold the mark outside of quotes, in their fields.
fn parted(lines: &[&str], mark: char) -> Vec<Parted> {
    let mut found: Vec<Parted> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_end_matches('\r');
        if mark == '|' && is_drawn(line) {
            // It ends the row above.
            found.iter_mut().next_back().filter(|row| row.at + row.lines == at).into_iter().for_each(|row| row.lines += 1);
            at += 1;
            continue;
        }
        let row = if mark == '|' { piped(line).map(|text| (text, 1)) } else { valued(&lines[at..], mark) };
        let taken = row.as_ref().map_or(1, |(_, lines)| *lines);
        found.extend(row.map(|(text, lines)| Parted { at, lines, fields: text.matches('\t').count() + 1, text }));
        at += taken;
    }
    found
}

/// `+-----+-----+`, `├────┼────┤`: a line drawn between rows.
fn is_drawn(line: &str) -> bool {
    let line = line.trim();
    let part = |c: char| matches!(c, '+' | '-' | '=' | '|' | ' ' | '\u{2500}'..='\u{257f}');
    let begins = line.starts_with(['+', '├', '┌', '└', '╔', '╠', '╚', '┏', '┣', '┗', '╟']);
    begins && line.chars().nth(4).is_some() && line.chars().all(part)
}

/// `| 项目 | 金额 |`, also between strokes that are drawn; `\|` is a pipe of a cell. The last pipe closes a row that a pipe opens.
fn piped(line: &str) -> Option<String> {
    let is_pipe = |c: char| matches!(c, '|' | '｜' | '│' | '┃' | '║');
    let blanks = line.len() - line.trim_start().len();
    let opens = line.trim_start().starts_with(is_pipe);
    let closes = line.trim_end().char_indices().next_back().filter(|(at, c)| opens && is_pipe(*c) && *at > blanks);
    let mut made = String::with_capacity(line.len());
    let (mut found, mut short) = (0, 0);
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(|(_, next)| is_pipe(*next)) => {
                made.extend(chars.next().map(|(_, pipe)| pipe));
                short += 1;
            }
            c if is_pipe(c) => {
                // Blanks in the place of backslashes, so that places stay.
                made.extend(std::iter::repeat_n(' ', std::mem::take(&mut short)));
                let edge = opens && at == blanks || closes.is_some_and(|(last, _)| last == at);
                made.push(if edge { ' ' } else { '\t' });
                found += 1;
            }
            c => made.push(c),
        }
    }
    (found > 1 || made.contains('\t')).then_some(made)
}

/// `合计,"1,334.56",,` and how many lines it takes. The comma of an amount without quotes parts nothing.
fn valued(lines: &[&str], mark: char) -> Option<(String, usize)> {
    if lines.first().is_some_and(|line| holds_amounts(line, mark)) {
        return None;
    }
    let mut made = String::new();
    let (mut quoted, mut found) = (false, 0);
    for (number, line) in lines.iter().take(QUOTED).enumerate() {
        let mut chars = line.trim_end_matches('\r').chars().peekable();
        let mut last = None;
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => made.extend(chars.next()),
                '"' if quoted || last.is_none_or(|last| last == mark) => quoted = !quoted,
                c if c == mark && !quoted => {
                    made.push('\t');
                    found += 1;
                }
                c => made.push(c),
            }
            last = Some(c);
        }
        if !quoted {
            let parts = found > 1 || found == 1 && !is_thousands(&made);
            return parts.then_some((made, number + 1));
        }
        made.push(' ');
    }
    None
}

/// `收入1` / `334.56万元`
fn is_thousands(parted: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    parted.split_once('\t').is_some_and(|(left, right)| digit(left.chars().last()) && digit(right.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: char) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        rows(&lines, mark).into_iter().map(|(at, text)| format!("{at} {}", text.replace('\t', "/"))).collect()
    }

    #[test]
    fn what_is_parted_as_a_table_is_one_too() {
        let text = "支出5.00万元,其中工资5.00万元。\n项目,名称,金额\n合计,,\"1,005.00\"\n1,工资,5.00\n\n政府性基金支出表,,\n项目,名称,金额\n合计,,\n\n\
                    名词解释,一是,甲。\n二是,三是,乙。";
        let want =
            ["1 项目/名称/金额", "2 合计//1,005.00", "3 1/工资/5.00", "5 政府性基金支出表//", "6 项目/名称/金额", "7 合计//"];
        assert_eq!(read(text, ','), want);
        assert_eq!(read("项目;金额\n合计;1.005,00\n工资;5\n教育;6", ';')[1..], ["1 合计/1.005,00", "2 工资/5", "3 教育/6"]);
        assert!(read("支出,其中,甲。\n二是,三是,乙。\n项目,名称,金额\n合计,,\n", ',').is_empty());
    }

    #[test]
    fn quoted_fields_hold_line_breaks_and_pipes_are_escaped() {
        let text = "项目,\"预算\n数\",备注\n合计,5.00,\"他说\"\"好\"\"\"\n工资,5.00,";
        assert_eq!(read(text, ','), ["0 项目/预算 数/备注", "1 ", "2 合计/5.00/他说\"好\"", "3 工资/5.00/"]);
        let text = "| 项目 | 金额 |\n|:---|---:|\n| 甲\\|乙 | 5.00 |";
        assert_eq!(read(text, '|'), ["0   项目 / 金额  ", "1  :---/---: ", "2   甲|乙  / 5.00  "]);
        let text = "# 甲局\n**支出表** 5 ** 6\n项目 | 金额\n--- | ---\n**合计** | 5.00\n工资 | \n";
        let want = ["2 项目 / 金额", "3 --- / ---", "4 合计     / 5.00", "5 工资 / ", "0   甲局", "1 支出表 5 ** 6    "];
        assert_eq!(read(text, '|'), want);
        let text = "支出表\n┌──┬──┐\n│项目│金额│\n├──┼──┤\n│合计│5.00│\n├──┼──┤\n│工资│    │\n└──┴──┘";
        let want = ["2  项目/金额 ", "3 ", "4  合计/5.00 ", "5 ", "6  工资/     ", "7 ", "1 "];
        assert_eq!(read(text, '|'), want);
        // Blank, but beyond doubt.
        assert_eq!(read("| 项目 | 金额 |\n| --- | --- |\n| 合计 | |", '|').len(), 3);
    }

    #[test]
    fn an_amount_without_quotes_makes_no_table() {
        assert!(read("项目,合计,基本\n合计,1,334.56,1,000.00\n工资,1,334.56,1,000.00\n", ',').is_empty());
        let set = "项目,合计\n教育 2 2,270.69 121.90\n工资 3 1,270.69 121.90\n其他 3,270.69 121.90\n合计 3 114.22,9\n";
        assert!(read(set, ',').is_empty());
        assert!(read("收入1,334.56万元\n收入1,334.56万元\n收入2,334.56万元", ',').is_empty());
    }
}

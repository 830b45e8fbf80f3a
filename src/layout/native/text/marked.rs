//! Tables among other text whose fields are parted by a mark: pipes as in Markdown, commas and semicolons as in CSV.
//!
//! One table must be beyond doubt: rows of as many fields with numbers below a header, or the line of dashes of Markdown. Then what
//! else is parted so in the same text is a table too, also where it holds no number.

use super::super::look::is_number;

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
    let tables = runs.into_iter().filter(|run| is_table(run) || goes_with(run)).flatten();
    tables
        .flat_map(|row| (0..row.lines).map(|line| (row.at + line, if line == 0 { row.text.clone() } else { String::new() })))
        .collect()
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

/// All lines that hold the mark outside of quotes, in their fields.
fn parted(lines: &[&str], mark: char) -> Vec<Parted> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_end_matches('\r');
        let row = if mark == '|' { piped(line).map(|text| (text, 1)) } else { valued(&lines[at..], mark) };
        let taken = row.as_ref().map_or(1, |(_, lines)| *lines);
        found.extend(row.map(|(text, lines)| Parted { at, lines, fields: text.matches('\t').count() + 1, text }));
        at += taken;
    }
    found
}

/// `| 项目 | 金额 |`; `\|` is a pipe of a cell.
fn piped(line: &str) -> Option<String> {
    let is_pipe = |c: char| matches!(c, '|' | '｜');
    let mut made = String::with_capacity(line.len());
    let mut escaped = false;
    let first = line.trim_start().starts_with(is_pipe).then(|| line.len() - line.trim_start().len());
    let last = line.trim_end().char_indices().next_back().filter(|(at, c)| is_pipe(*c) && Some(*at) != first).map(|(at, _)| at);
    let mut found = 0;
    for (at, c) in line.char_indices() {
        if escaped && is_pipe(c) {
            // The pipe stands where its backslash did, so that places stay.
            made.pop();
            made.push(c);
            made.push('\u{200b}');
        } else if is_pipe(c) {
            made.push(if Some(at) == first || Some(at) == last { ' ' } else { '\t' });
            found += 1;
        } else {
            made.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    (found > 1 || made.contains('\t')).then_some(made)
}

/// `合计,"1,334.56",,` and how many lines it takes. The comma of an amount without quotes parts nothing.
fn valued(lines: &[&str], mark: char) -> Option<(String, usize)> {
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
        assert_eq!(read(text, '|'), ["0   项目 / 金额  ", "1  :---/---: ", "2   甲|\u{200b}乙 / 5.00  "]);
        // Blank, but beyond doubt.
        assert_eq!(read("| 项目 | 金额 |\n| --- | --- |\n| 合计 | |", '|').len(), 3);
    }

    #[test]
    fn an_amount_without_quotes_makes_no_table() {
        assert!(read("项目,合计,基本\n合计,1,334.56,1,000.00\n工资,1,334.56,1,000.00\n", ',').is_empty());
        assert!(read("收入1,334.56万元\n收入1,334.56万元\n收入2,334.56万元", ',').is_empty());
    }
}

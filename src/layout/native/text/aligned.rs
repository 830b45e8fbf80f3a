//! Tables whose columns are set by blanks, as a converter of pages writes them: what stands above one another is a column.
//!
//! The fields of the rows say where the columns are; an empty cell is where nothing stands. A heading over several columns begins where
//! the first of them begins, or stands over their middle. Where two fields would share a column, or a heading could belong to either of
//! two, nothing is a table: which column a figure belongs to is never guessed.

use super::super::look::{self, is_label_line, is_number, is_title};
use crate::codes::words::WORDS;
use crate::grammar::{heading, is_amount_like, is_note};
use std::ops::Range;

/// Blanks between fields, in columns of a fixed font.
const GAP: usize = 2;
/// Rows with amounts, and columns, at least.
const ROWS: usize = 2;
const COLUMNS: usize = 3;
/// Lines of a header, and of a table, at most.
const HEADER: usize = 6;
const LINES: usize = 5_000;
/// More columns have no certain header.
const MOST_COLUMNS: usize = 60;
/// A heading begins where its column does, give or take; a centred one is off the middle by no more.
const OFF: usize = 1;
/// No label of a row that ends a table is longer, characters.
const LABEL: usize = 20;
/// Blank lines inside a table, at most.
const BLANK: usize = 3;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field<'t> {
    text: &'t str,
    /// Its first character, counted in the line.
    at: usize,
    /// Columns of a fixed font that it takes.
    over: Range<usize>,
}

/// The lines of a page that are rows of such tables, each with its index and tabs between its columns. Its fields stay where they are.
pub(super) fn rows(lines: &[&str]) -> Vec<(usize, String)> {
    let mut made = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let block = block(&lines[at..]);
        // Up to the first blank line, and over blank ones where all is one table.
        let short = block.iter().position(Vec::is_empty).unwrap_or(block.len());
        let whole = table(&block).map(|found| (found, block.len()));
        let found = whole.or_else(|| table(&block[..short]).map(|found| (found, short)));
        if let Some(((first, rows), _)) = &found {
            made.extend((at + first..).zip(rows.iter().cloned()).filter(|(_, row)| !row.is_empty()));
        }
        at += found.map_or(short, |(_, end)| end).max(1);
    }
    made
}

/// The lines from the first on that may be rows, and blank ones between them.
fn block<'t>(lines: &[&'t str]) -> Vec<Vec<Field<'t>>> {
    let mut block: Vec<Vec<Field<'t>>> = Vec::new();
    let mut blank = 0;
    for line in lines.iter().take(LINES) {
        let line = fields(line);
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank > BLANK || block.is_empty() && blank > 0 || blank == 0 && !is_row(&line) {
            break;
        }
        block.push(line);
    }
    while block.last().is_some_and(Vec::is_empty) {
        block.pop();
    }
    block
}

/// The fields of a line: words with a single blank between them are one, amounts never.
fn fields(line: &str) -> Vec<Field<'_>> {
    let mut found: Vec<(Range<usize>, usize, Range<usize>)> = Vec::new();
    let mut open: Option<(usize, usize, usize)> = None;
    let mut column = 0;
    for (at, (byte, c)) in line.char_indices().chain([(line.len(), ' ')]).enumerate() {
        if !c.is_whitespace() {
            open.get_or_insert((byte, at, column));
        } else if let Some((start, first, from)) = open.take() {
            let alone = is_amount_like(&line[start..byte]);
            match found.last_mut() {
                Some((bytes, _, over)) if from < over.end + GAP && !alone && !is_amount_like(&line[bytes.clone()]) => {
                    (bytes.end, over.end) = (byte, column);
                }
                _ => found.push((start..byte, first, from..column)),
            }
        }
        column += width(c);
    }
    let mut whole: Vec<(Range<usize>, usize, Range<usize>)> = Vec::with_capacity(found.len());
    for (bytes, at, over) in found {
        match whole.last_mut().filter(|(before, ..)| is_spread(&line[before.clone()], &line[bytes.clone()])) {
            Some((before, _, all)) => (before.end, all.end) = (bytes.end, over.end),
            None => whole.push((bytes, at, over)),
        }
    }
    whole.into_iter().map(|(bytes, at, over)| Field { text: &line[bytes], at, over }).collect()
}

/// `收        入`: the letters of one heading, set apart.
fn is_spread(one: &str, other: &str) -> bool {
    let letter = |text: &str| text.chars().nth(1).is_none();
    letter(one) && letter(other) && WORDS.header.spread.iter().any(|word| word.strip_prefix(one) == Some(other))
}

/// Columns that a character takes.
fn width(c: char) -> usize {
    match c {
        '\u{200b}' | '\u{feff}' => 0,
        c if c < '\u{1100}' => 1,
        _ => 2,
    }
}

/// Whether a line may be a row: no caption, note or sentence.
fn is_row(line: &[Field<'_>]) -> bool {
    let caption = |field: &Field<'_>| is_label_line(field.text) || is_title(field.text);
    let sentence = |field: &Field<'_>| look::is_sentence(field.text);
    match line {
        [] => false,
        [only] => !caption(only) && !sentence(only) && !is_note(only.text),
        several => {
            let amounts = || several.iter().any(|field| is_amount_like(field.text));
            !several.iter().all(caption) && (amounts() || !several.iter().any(sentence))
        }
    }
}

/// The rows of a table in a block of lines, and the index of the first; `None` where there is none, or none that is certain.
fn table(block: &[Vec<Field<'_>>]) -> Option<(usize, Vec<String>)> {
    let holds_amount = |line: &&Vec<Field<'_>>| line.iter().any(|field| is_amount_like(field.text));
    if block.iter().filter(holds_amount).count() < ROWS {
        return None;
    }
    let top = block.iter().position(|line| line.len() > 1)?;
    // A heading or a text that follows without a blank line.
    let last = block.iter().rposition(|line| !is_text(line))?;
    if last < top {
        return None;
    }
    let body = top + block[top..=last].iter().position(|line| is_data(line))?;
    let (header, rows) = (&block[top..body], &block[body..=last]);
    if header.is_empty() || header.len() > HEADER {
        return None;
    }
    let columns = columns(header, rows).filter(|columns| columns.len() >= COLUMNS)?;
    if !is_padded(rows) || !columns.iter().all(|column| is_flush(column, rows)) {
        return None;
    }
    let mut made = Vec::with_capacity(last + 1 - top);
    for (level, line) in header.iter().enumerate() {
        made.push(set(line, &headed(line, &header[level + 1..], &columns)?, columns.len())?);
    }
    for line in rows {
        let places: Option<Vec<usize>> = line.iter().map(|field| only(&columns, field)).collect();
        made.push(set(line, &places?, columns.len())?);
    }
    Some((top, made))
}

fn is_text(line: &[Field<'_>]) -> bool {
    match line {
        [] => true,
        [only] => {
            !is_number(only.text) && (only.text.chars().count() > LABEL || heading(only.text).is_some_and(|h| h.level <= 2))
        }
        _ => false,
    }
}

fn is_data(line: &[Field<'_>]) -> bool {
    look::is_data(&line.iter().map(|field| field.text).enumerate().collect::<Vec<_>>())
}

/// The columns, left to right: fields of rows that stand above one another, and headings over one of them, or of a column that is empty.
fn columns(header: &[Vec<Field<'_>>], rows: &[Vec<Field<'_>>]) -> Option<Vec<Range<usize>>> {
    let own = merged(rows.iter().flatten().map(|field| field.over.clone()).collect());
    let mut all = own.clone();
    for (level, line) in header.iter().enumerate() {
        for (at, field) in line.iter().enumerate() {
            let left = at.checked_sub(1).map_or(0, |before| line[before].over.end);
            let right = line.get(at + 1).map_or(usize::MAX, |next| next.over.start);
            let within = |lower: &Field<'_>| lower.over.start < right && lower.over.end > left;
            let leaf = || !header[level + 1..].iter().flatten().any(within);
            match over(&own, field).count() {
                0 | 1 if leaf() => all.push(field.over.clone()),
                _ => {}
            }
        }
    }
    let all = merged(all);
    // No heading joins two columns.
    let apart = |column: &Range<usize>| own.iter().filter(|own| own.start < column.end && own.end > column.start).count() <= 1;
    all.iter().all(apart).then_some(all)
}

/// Whether blanks fill up columns. Where all gaps are alike they part fields, and an empty cell leaves none behind.
fn is_padded(rows: &[Vec<Field<'_>>]) -> bool {
    let mut gaps = rows.iter().flat_map(|row| row.windows(2)).map(|pair| pair[1].over.start - pair[0].over.end);
    gaps.next().is_some_and(|first| gaps.any(|gap| gap != first))
}

/// Whether the amounts of a column begin, end, or have their middle in one place.
fn is_flush(column: &Range<usize>, rows: &[Vec<Field<'_>>]) -> bool {
    let inside = |field: &&Field<'_>| field.over.start < column.end && field.over.end > column.start;
    let amounts = || rows.iter().flatten().filter(inside).filter(|field| is_amount_like(field.text)).map(|field| &field.over);
    let spread =
        |edge: fn(&Range<usize>) -> usize| amounts().map(edge).max().unwrap_or(0) - amounts().map(edge).min().unwrap_or(0);
    spread(|over| over.end) <= 2 * OFF || spread(|over| over.start) <= 2 * OFF || spread(|over| over.start + over.end) <= 4 * OFF
}

/// Stretches that overlap as one.
fn merged(mut stretches: Vec<Range<usize>>) -> Vec<Range<usize>> {
    stretches.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
    let mut found: Vec<Range<usize>> = Vec::new();
    for stretch in stretches {
        match found.last_mut() {
            Some(last) if stretch.start < last.end => last.end = last.end.max(stretch.end),
            _ => found.push(stretch),
        }
    }
    found
}

/// Indices of the columns that a field stands over.
fn over<'c>(columns: &'c [Range<usize>], field: &Field<'_>) -> impl Iterator<Item = usize> + 'c {
    let Range { start, end } = field.over;
    let first = columns.partition_point(move |column| column.end <= start);
    (first..columns.len()).take_while(move |at| columns[*at].start < end)
}

/// The one column of a field.
fn only(columns: &[Range<usize>], field: &Field<'_>) -> Option<usize> {
    let mut over = over(columns, field);
    over.next().filter(|_| over.next().is_none())
}

/// The first column of each heading of a line; `None` where one could belong elsewhere.
fn headed(line: &[Field<'_>], below: &[Vec<Field<'_>>], columns: &[Range<usize>]) -> Option<Vec<usize>> {
    if columns.len() > MOST_COLUMNS {
        return None;
    }
    // The nearest lower heading of each column.
    let mut under: Vec<Option<&Range<usize>>> = vec![None; columns.len()];
    for field in below.iter().flatten() {
        if let Some(under) = over(columns, field).next().map(|first| &mut under[first]) {
            under.get_or_insert(&field.over);
        }
    }
    let next = |at: usize| line.get(at + 1).and_then(|next| only(columns, next));
    let may: Vec<Vec<Range<usize>>> =
        line.iter().enumerate().map(|(at, field)| may_head(field, next(at), &under, columns)).collect();
    // From the last heading to the first: in how many ways it and those behind it head all columns from `at` on that have a lower
    // heading, and the columns of the only one.
    let bare = |from: usize, to: usize| under[from..to].iter().all(Option::is_none);
    let mut ways: Vec<(usize, Vec<usize>)> =
        (0..=columns.len()).map(|at| (usize::from(bare(at, columns.len())), Vec::new())).collect();
    for ranges in may.iter().rev() {
        ways = (0..=columns.len())
            .map(|at| {
                let mut fits = ranges.iter().filter(|range| range.start >= at && bare(at, range.start) && ways[range.end].0 > 0);
                let count = fits.clone().map(|range| ways[range.end].0).sum::<usize>().min(2);
                let only = fits.next_back().filter(|_| count == 1);
                (count, only.map(|range| [&[range.start], ways[range.end].1.as_slice()].concat()).unwrap_or_default())
            })
            .collect();
    }
    ways.into_iter().next().filter(|(count, _)| *count == 1).map(|(_, firsts)| firsts)
}

/// The columns that a heading may stand over: the only one where nothing stands below it, else those of lower headings that it begins
/// with or stands over the middle of. Their borders lie somewhere between them. `next`: the only column of the heading behind it.
fn may_head(
    field: &Field<'_>,
    next: Option<usize>,
    under: &[Option<&Range<usize>>],
    columns: &[Range<usize>],
) -> Vec<Range<usize>> {
    let touched: Vec<usize> = over(columns, field).collect();
    if touched.iter().all(|column| under[*column].is_none()) {
        return touched.first().filter(|_| touched.len() == 1).map(|only| *only..only + 1).into_iter().collect();
    }
    let near = |one: usize, other: usize| one.abs_diff(other) <= OFF;
    let mut found = Vec::new();
    for from in 0..columns.len() {
        let begins =
            under[from].is_some_and(|lower| near(lower.start, field.over.start)) || near(columns[from].start, field.over.start);
        for to in from + 1..=columns.len() {
            let Some(lower) = under[to - 1] else { break };
            let (left, right) = (&columns[from], &columns[to - 1]);
            let least = from.checked_sub(1).map_or(0, |before| columns[before].end) + right.end;
            let most = left.start + columns.get(to).map_or(2 * right.end - right.start, |after| after.start);
            let centred = (least..=most).contains(&(field.over.start + field.over.end));
            let flush = to == from + 1 && near(lower.end, field.over.end) && near(left.end, field.over.end);
            // A heading that is wider than its columns would show where they end.
            // One that begins with them does so too, where the next one stands over the next column and no other.
            let shown = begins && next == Some(to);
            let within = field.over.start + OFF >= from.checked_sub(1).map_or(0, |before| columns[before].end)
                && (shown || columns.get(to).is_none_or(|after| field.over.end <= after.start + OFF));
            if within && (begins || centred || flush) {
                found.push(from..to);
            }
        }
    }
    found
}

/// A line with tabs between all columns; `None` where two fields share one.
fn set(line: &[Field<'_>], places: &[usize], columns: usize) -> Option<String> {
    let mut made = String::new();
    let (mut length, mut column) = (0, 0);
    for (at, (field, place)) in line.iter().zip(places).enumerate() {
        let tabs = place.checked_sub(column).filter(|tabs| *tabs > 0 || at == 0)?;
        made.extend(std::iter::repeat_n('\t', tabs));
        length += tabs;
        let blanks = field.at.saturating_sub(length);
        made.extend(std::iter::repeat_n(' ', blanks));
        made.push_str(field.text);
        length += blanks + field.text.chars().count();
        column = *place;
    }
    // A label alone is a row too.
    if !line.is_empty() {
        made.extend(std::iter::repeat_n('\t', columns.saturating_sub(column + 1)));
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text, blanks around fields left out.
    fn read(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        let tidy = |text: String| text.split('\t').map(str::trim).collect::<Vec<_>>().join("|");
        rows(&lines).into_iter().map(|(_, text)| tidy(text)).collect()
    }

    #[test]
    fn an_empty_cell_is_where_nothing_stands() {
        let text = "\
编码      名称           合计      基本支出  项目支出
合计                     1,334.56  1,000.00    334.56
2130301   行政运行       1,000.00  1,000.00
2130305   水利工程建设     334.56              334.56";
        let want = [
            "编码|名称|合计|基本支出|项目支出",
            "合计||1,334.56|1,000.00|334.56",
            "2130301|行政运行|1,000.00|1,000.00|",
            "2130305|水利工程建设|334.56||334.56",
        ];
        assert_eq!(read(text), want);
        let lines: Vec<&str> = text.lines().collect();
        let place = rows(&lines)[3].1.chars().position(|c| c == '3');
        assert_eq!(place, lines[3].chars().position(|c| c == '3'));
    }

    #[test]
    fn a_heading_over_several_columns_begins_with_them_or_stands_over_their_middle() {
        let body = "合计      10.00      6.00      4.00      1.00\n教育       9.00      5.00      4.00      1.00";
        let left = format!("项目      本年支出                      结余\n          合计      基本      项目\n{body}");
        let want = ["项目|本年支出|||结余", "|合计|基本|项目|", "合计|10.00|6.00|4.00|1.00", "教育|9.00|5.00|4.00|1.00"];
        assert_eq!(read(&left), want);
        let middle = format!("项目              本年支出              结余\n          合计      基本      项目\n{body}");
        assert_eq!(read(&middle), want);
        // Letters set apart are one heading, and a label alone is a row.
        let body = body.replace("教育", "补助\n教育");
        let spread =
            format!("     收        入                         支\n项目      合计      基本      项目      其他\n{body}");
        assert!(read(&spread).is_empty());
        let spread =
            format!("项目           收        入             支出\n          合计      基本      项目      其他\n{body}");
        let want = [
            "项目|收        入|||支出",
            "|合计|基本|项目|其他",
            "合计|10.00|6.00|4.00|1.00",
            "补助||||",
            "教育|9.00|5.00|4.00|1.00",
        ];
        assert_eq!(read(&spread), want);
        // Between two of three columns: nobody knows whether it is over the third.
        let between = format!("项目                   本年支出         结余\n          合计      基本      项目\n{body}");
        assert!(read(&between).is_empty());
    }

    #[test]
    fn what_shares_a_column_is_no_table() {
        for text in [
            "编码  名称  合计\n合计        5.00\n201   服务5.00  5.00 6.00\n202   国防  1.00",
            "甲局2026年收入  80.00 万元\n支出  70.00 万元\n其他  5.00 万元",
            "目  录\n一、概况  1\n二、表格  2\n",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}

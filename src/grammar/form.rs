//! Performance forms: what a label is made of, and how labels and values follow each other in a row.
//!
//! In: the folded text of a cell, or the kinds of the cells of a row. Out: the label without its trimmings; which value belongs to
//! which label, by index. Text forms lose their columns, so a row is read by the order of what stands in it, not by where.
//! Not done: what a label means, which is a matter of data.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{all_consuming, map, opt, recognize, value, verify};
use nom::multi::{many0, many1};
use nom::sequence::{delimited, preceded, terminated};

use super::amount::amount;
use super::lexical::{Parsed, digits, is_close, is_open, trim};
use crate::decimal::Decimal;

/// A label taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormLabel<'t> {
    /// Without number, 其中, year and colon.
    pub whole: &'t str,
    /// The same without a remark in brackets behind it.
    pub core: &'t str,
    /// The remark in brackets, without them.
    pub remark: Option<&'t str>,
    /// Whether 其中 stands before it.
    pub of_which: bool,
}

/// Takes a folded label (half-width, no blanks) apart: `label := number? 其中? colon? number? year? core remark? colon?`.
///
/// ```
/// let label = gongkai::grammar::form_label("其中:财政拨款(万元):");
/// assert_eq!((label.core, label.remark, label.of_which), ("财政拨款", Some("万元"), true));
/// ```
pub fn form_label(folded: &str) -> FormLabel<'_> {
    let text = folded.trim_end_matches([':', ';']);
    let (rest, of_which) = front(text).unwrap_or((text, false));
    let rest = if rest.is_empty() { text } else { rest };
    // Points behind a label or its bracket (`预算执行10分`, `成本指标(0-20)分`) are no part of its name.
    let rest = without_points(rest);
    // A bracket that never closes was cut off with the end of the cell (西安: `分值权重(90分`).
    let inner = rest.strip_suffix(')').or((!rest.contains(')')).then_some(rest)).unwrap_or("");
    let (core, remark) = match inner.rfind('(') {
        Some(at) if at > 0 => (rest[..at].trim_end_matches(':'), Some(&inner[at + 1..])),
        _ => (rest, None),
    };
    FormLabel { whole: rest, core, remark, of_which }
}

/// `points := digits "分"`, or the `分` behind a bracket, at the end of a label that is more than points.
fn without_points(label: &str) -> &str {
    let Some(bare) = label.strip_suffix('分') else { return label };
    let name = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.ends_with(')') || name.len() < bare.len() && name.ends_with(char::is_alphabetic) { name } else { label }
}

/// The points that a name prints behind itself, in brackets: `产出指标(50分)`, `满意度指标(10)分`.
///
/// ```
/// use gongkai::grammar::label_points;
/// assert_eq!(label_points("产出指标\n（50分）").unwrap().to_string(), "50");
/// assert_eq!(label_points("满意度指标（10）分").unwrap().to_string(), "10");
/// assert_eq!(label_points("成本指标（0-20分）"), None);
/// ```
pub fn label_points(label: &str) -> Option<Decimal> {
    let label = trim(label);
    let outside = label.strip_suffix('分').map(trim).filter(|rest| rest.ends_with(is_close));
    let inner = outside.unwrap_or(label).strip_suffix(is_close)?;
    let inner = trim(trim(&inner[inner.rfind(is_open)?..]).trim_start_matches(is_open));
    let points = if outside.is_some() { inner } else { inner.strip_suffix('分')? };
    amount(points).map(|a| a.value).filter(|points| !points.is_sign_negative())
}

/// `front := number? (其中 colon?)? number? year?`; whether 其中 stood there.
fn front(input: &str) -> Parsed<'_, bool> {
    let of_which = map(opt((tag("其中"), opt(one_of(":,、-")))), |found| found.is_some());
    let year = opt((verify(digits, |d: &str| d.len() == 4), char('年')));
    delimited(opt(number), of_which, (opt(number), year)).parse(input)
}

/// `number := ("(" numeral ")" | numeral) ("、" | ".")?`; a mark must stand behind a bare numeral.
fn number(input: &str) -> Parsed<'_, &str> {
    let numeral = || take_while(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let enclosed = recognize((char('('), verify(numeral(), |n: &str| !n.is_empty()), char(')')));
    let bare = recognize((verify(numeral(), |n: &str| !n.is_empty()), satisfy(|c| matches!(c, '、' | '.'))));
    alt((enclosed, bare)).parse(input)
}

/// What a cell of a row of labels and values is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing is printed.
    Empty,
    /// A label with one value.
    Label,
    /// A label of the funds.
    Fund,
    /// A label of goals.
    Goal,
    /// A label over other rows.
    Section,
    /// A number or a mark for none.
    Amount,
    /// Labels together with their values.
    Inline,
    /// A text short enough to be a label, though it is none that is known.
    ShortText,
    /// Any other text.
    Text,
}

impl CellKind {
    const fn letter(self) -> char {
        match self {
            Self::Empty => '_',
            Self::Label => 'L',
            Self::Fund => 'F',
            Self::Goal => 'G',
            Self::Section => 'S',
            Self::Amount => 'a',
            Self::Inline => 'i',
            Self::ShortText => 's',
            Self::Text => 't',
        }
    }
}

/// What belongs together in a row of labels and values; cells by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormItem {
    /// A label and its value, if one is filled in.
    Field(usize, Option<usize>),
    /// A label of the funds and its figure, if one is filled in.
    Fund(usize, Option<usize>),
    /// A text that is no known label, and a figure behind it.
    Unknown(usize, usize),
    /// A short text that is no known label, and the text behind it.
    UnknownField(usize, usize),
    /// A label of goals and the texts behind it.
    Goal(usize, Vec<usize>),
    /// A label over other rows.
    Section(usize),
    /// A text or figure that belongs to nothing here.
    Stray(usize),
}

/// Reads a row: `row := (empty | section | field | fund | goal | unknown | unknown_field | stray)*`.
///
/// ```
/// use gongkai::grammar::{CellKind::*, FormItem, form_row};
/// let row = form_row(&[Section, Empty, Fund, Amount, Fund, Empty]);
/// assert_eq!(row, [FormItem::Section(0), FormItem::Fund(2, Some(3)), FormItem::Fund(4, None)]);
/// ```
pub fn form_row(kinds: &[CellKind]) -> Vec<FormItem> {
    let letters: String = kinds.iter().map(|kind| kind.letter()).collect();
    let at = |rest: &str| letters.len() - rest.len();
    let mut items = Vec::new();
    let mut rest = letters.as_str();
    // Every letter begins some item, so each turn takes at least one.
    while !rest.is_empty() {
        let start = at(rest);
        let (after, item) = item(rest, start).unwrap_or((&rest[1..], None));
        items.extend(item);
        rest = after;
    }
    items
}

/// One item at `start`; a cell is one letter, so its index is the offset.
fn item(input: &str, start: usize) -> Parsed<'_, Option<FormItem>> {
    let gap = || take_while(|c| c == '_');
    let behind = |marks: &'static str| opt(preceded(gap(), recognize_at(one_of(marks))));
    alt((
        value(None, many1(char('_'))),
        map(char('S'), |_| Some(FormItem::Section(start))),
        map(preceded(char('L'), behind("ats")), |found| {
            Some(FormItem::Field(start, found.map(|rest| start_of(input, rest, start))))
        }),
        map(preceded(char('F'), behind("a")), |found| {
            Some(FormItem::Fund(start, found.map(|rest| start_of(input, rest, start))))
        }),
        map(preceded(char('G'), many0(preceded(gap(), recognize_at(one_of("ats"))))), |found| {
            Some(FormItem::Goal(start, found.into_iter().map(|rest| start_of(input, rest, start)).collect()))
        }),
        map(preceded(one_of("ts"), preceded(gap(), recognize_at(char('a')))), |rest| {
            Some(FormItem::Unknown(start, start_of(input, rest, start)))
        }),
        map(preceded(char('s'), preceded(gap(), recognize_at(one_of("ts")))), |rest| {
            Some(FormItem::UnknownField(start, start_of(input, rest, start)))
        }),
        map(one_of("aits"), |_| Some(FormItem::Stray(start))),
    ))
    .parse(input)
}

/// What a production left unread before it took its one letter.
fn recognize_at<'a>(
    mut letter: impl Parser<&'a str, Output = char, Error = nom::error::Error<&'a str>>,
) -> impl FnMut(&'a str) -> Parsed<'a, &'a str> {
    move |input| letter.parse(input).map(|(rest, _)| (rest, input))
}

/// Index of the cell at which `rest` begins, in a row whose item begins at `start` with `input`.
fn start_of(input: &str, rest: &str, start: usize) -> usize {
    start + input.len() - rest.len()
}

/// What a cell of a row of indicators is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorKind {
    /// The name of an indicator of the first level.
    Level1,
    /// The name of an indicator of the second level.
    Level2,
    /// A name that may be of either (成本指标, 满意度指标).
    Either,
    /// Any other text.
    Text,
}

/// One half of a row of indicators: the second level, the name and the value, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IndicatorHalf {
    /// The second level.
    pub level2: Option<usize>,
    /// The name of the indicator.
    pub name: Option<usize>,
    /// Its value.
    pub value: Option<usize>,
}

/// Reads the filled cells of a row that prints every indicator twice, for the whole period and for the year:
/// `row := level1? half half`, `half := level2? (name value?)?`, both halves of one shape. Their columns say nothing: text forms
/// shift them.
///
/// ```
/// use gongkai::grammar::{IndicatorKind::*, indicator_halves};
/// let (level1, [period, annual]) = indicator_halves(&[Level1, Level2, Text, Text, Level2, Text, Text]).unwrap();
/// assert_eq!((level1, period.name, annual.value), (Some(0), Some(2), Some(6)));
/// ```
pub fn indicator_halves(kinds: &[IndicatorKind]) -> Option<(Option<usize>, [IndicatorHalf; 2])> {
    let letters: String = kinds
        .iter()
        .map(|kind| match kind {
            IndicatorKind::Level1 => '1',
            IndicatorKind::Level2 => '2',
            IndicatorKind::Either => 'e',
            IndicatorKind::Text => 't',
        })
        .collect();
    // An uneven number of cells has a first level in front: both halves have as many.
    let level1 = (letters.len() % 2 == 1).then_some(0);
    let from = usize::from(level1.is_some());
    if level1.is_some() && !letters.starts_with(['1', 'e']) {
        return None;
    }
    let (first, second) = letters[from..].split_at((letters.len() - from) / 2);
    let first_half = half(first, from)?;
    let second_half = half(second, from + first.len())?;
    let same = first_half.level2.is_some() == second_half.level2.is_some();
    same.then_some((level1, [first_half, second_half]))
}

/// `half := class any any | class any | class | any any | any`.
fn half(letters: &str, start: usize) -> Option<IndicatorHalf> {
    let class = || one_of::<_, _, nom::error::Error<&str>>("2e");
    let any = || one_of::<_, _, nom::error::Error<&str>>("12et");
    let some = |at: usize| Some(start + at);
    let with_class = all_consuming(terminated(class(), (opt(any()), opt(any()))));
    let bare = all_consuming((any(), opt(any())));
    let shape = alt((value(true, with_class), value(false, bare))).parse(letters).ok()?.1;
    let skip = usize::from(shape);
    let count = letters.len();
    Some(IndicatorHalf {
        level2: shape.then_some(start),
        name: if count > skip { some(skip) } else { None },
        value: if count > skip + 1 { some(skip + 1) } else { None },
    })
}

#[cfg(test)]
mod tests {
    use super::CellKind::{Amount, Empty, Fund, Goal, Inline, Label, Section, ShortText, Text};
    use super::IndicatorKind::{Either, Level1, Level2};
    use super::*;

    #[test]
    fn labels_lose_their_trimmings() {
        for (text, whole, core) in [
            ("分值权重(90分", "分值权重(90分", "分值权重"),
            ("a)b", "a)b", "a)b"),
            ("项目资金(元)", "项目资金(元)", "项目资金"),
            ("其中:中央财政资金", "中央财政资金", "中央财政资金"),
            ("其中-财政拨款:", "财政拨款", "财政拨款"),
            ("市县(区)财政资金", "市县(区)财政资金", "市县(区)财政资金"),
            ("一、项目名称:", "项目名称", "项目名称"),
            ("(一)项目概况", "项目概况", "项目概况"),
            ("1.立项依据", "立项依据", "立项依据"),
            ("(2026年度)", "(2026年度)", "(2026年度)"),
            ("2026年年度目标", "年度目标", "年度目标"),
            ("一级指标", "一级指标", "一级指标"),
            ("项目资金预算执行10分", "项目资金预算执行", "项目资金预算执行"),
            ("成本指标(0-20)分", "成本指标(0-20)", "成本指标"),
            ("得分", "得分", "得分"),
            ("年度资金总额:(万元)", "年度资金总额:(万元)", "年度资金总额"),
            ("(10分)", "(10分)", "(10分)"),
        ] {
            let label = form_label(text);
            assert_eq!((label.whole, label.core), (whole, core), "{text}");
        }
    }

    /// Rows of a county's form: the same labels, one or two fields apart, the last label of the funds a field too far left.
    #[test]
    fn values_follow_their_labels_at_any_distance() {
        for (kinds, want) in [
            (&[Label, Empty, Empty, Text, Empty][..], vec![FormItem::Field(0, Some(3))]),
            (&[Label, Text, Empty, Label, Text], vec![FormItem::Field(0, Some(1)), FormItem::Field(3, Some(4))]),
            (&[Empty, Fund, Empty, Amount, Fund, Amount], vec![FormItem::Fund(1, Some(3)), FormItem::Fund(4, Some(5))]),
            (&[Fund, Empty, Empty, Fund, Empty], vec![FormItem::Fund(0, None), FormItem::Fund(3, None)]),
            (&[Goal, Empty, Text, Empty, Text], vec![FormItem::Goal(0, vec![2, 4])]),
            (&[Goal, Empty, Goal], vec![FormItem::Goal(0, vec![]), FormItem::Goal(2, vec![])]),
            (&[Section, Text, Amount], vec![FormItem::Section(0), FormItem::Unknown(1, 2)]),
            (&[Text], vec![FormItem::Stray(0)]),
            (&[Section, ShortText, Empty, Text], vec![FormItem::Section(0), FormItem::UnknownField(1, 3)]),
            (&[Label, ShortText, ShortText], vec![FormItem::Field(0, Some(1)), FormItem::Stray(2)]),
            (&[ShortText, Inline], vec![FormItem::Stray(0), FormItem::Stray(1)]),
            (&[Text, Text], vec![FormItem::Stray(0), FormItem::Stray(1)]),
        ] {
            assert_eq!(form_row(kinds), want, "{kinds:?}");
        }
    }

    #[test]
    fn halves_are_of_one_shape() {
        let text = IndicatorKind::Text;
        let half = |level2, name, value| IndicatorHalf { level2, name, value };
        for (kinds, want) in [
            (&[Level2, Level2][..], Some((None, [half(Some(0), None, None), half(Some(1), None, None)]))),
            (&[text, text, text, text], Some((None, [half(None, Some(0), Some(1)), half(None, Some(2), Some(3))]))),
            (
                // 满意度指标, 服务对象满意度 as class and as name.
                &[Either, Level2, Level2, text, Level2, Level2, text],
                Some((Some(0), [half(Some(1), Some(2), Some(3)), half(Some(4), Some(5), Some(6))])),
            ),
            (&[Level1, Level2, Level2], Some((Some(0), [half(Some(1), None, None), half(Some(2), None, None)]))),
            (&[Level2, text, text, Level2, text], None),
            (&[text, text, text], None),
        ] {
            assert_eq!(indicator_halves(kinds), want, "{kinds:?}");
        }
    }
}

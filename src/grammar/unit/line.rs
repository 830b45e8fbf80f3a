//! The line between a table's title and its header: department, unit, sometimes the table's number.

use nom::Parser;
use nom::sequence::terminated;

use super::{Unit, is_list_mark, money_word, unit_word};
use crate::grammar::fold::squeeze;
use crate::grammar::lexical::{Parsed, colon, gap, is_close, is_gap, is_open, one_word, trim, wide_gap};
use crate::grammar::radical::plain_ideographs;
use crate::grammar::table_number::is_table_number;

/// What a department and unit line holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitLine {
    /// The department's or unit's name as printed.
    pub department: Option<String>,
    /// The unit of the amounts, where it is a known one.
    pub unit: Option<Unit>,
    /// The unit as printed: also one that is not known (`单位：条`).
    pub printed_unit: Option<String>,
    /// What else stood in the line: `公开01表`, or a coded name without a label (`341-湖州市财政局`).
    pub rest: String,
}

/// What the label before a colon promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// `部门名称：`, `编制单位：`
    Department,
    /// `金额单位：`
    Unit,
    /// `单位：` is followed by either.
    Either,
    /// `金额：` is a label only where a unit follows.
    Money,
}

/// The labels, a longer one before the one it begins with.
const LABELS: &[(&str, Label)] = &[
    ("部门（单位）名称", Label::Department),
    ("部门(单位)名称", Label::Department),
    ("部门（单位）", Label::Department),
    ("部门(单位)", Label::Department),
    ("部门/单位名称", Label::Department),
    ("部门及单位名称", Label::Department),
    ("部门、单位名称", Label::Department),
    ("部门单位名称", Label::Department),
    ("部门名称", Label::Department),
    ("部门", Label::Department),
    ("单位（部门）名称", Label::Department),
    ("单位（部门）", Label::Department),
    ("单位名称", Label::Department),
    ("预算单位名称", Label::Department),
    ("预算单位", Label::Department),
    ("预算部门", Label::Department),
    ("编制部门", Label::Department),
    ("编制单位", Label::Department),
    ("编报部门", Label::Department),
    ("编报单位", Label::Department),
    ("填报部门", Label::Department),
    ("填报单位", Label::Department),
    ("公开部门", Label::Department),
    ("公开单位", Label::Department),
    ("资金主管部门", Label::Department),
    ("业务主管部门", Label::Department),
    ("项目主管部门", Label::Department),
    ("主管部门", Label::Department),
    ("金额单位", Label::Unit),
    ("金额", Label::Money),
    ("计量单位", Label::Unit),
    ("货币单位", Label::Unit),
    ("单位", Label::Either),
];

/// The longest line, in characters without blanks, that may be a unit line. Sentences are longer.
const MAX_CHARS: usize = 100;

/// Reads a department and unit line: `line := (label colon value | other)*`, in any order, set apart by wide gaps.
///
/// A line counts when it names a department or a unit; a bare `万元` or `（万元）` is one too. Of two `单位：` in one line the one
/// followed by a unit word is the unit, the other the name (无锡).
///
/// ```
/// use gongkai::grammar::{Unit, unit_line};
/// let line = unit_line("单位：无锡市教育局（本级）  单位：万元").unwrap();
/// assert_eq!((line.department.as_deref(), line.unit), (Some("无锡市教育局（本级）"), Some(Unit::WanYuan)));
/// // A font may name the radical where the ideograph is printed.
/// assert_eq!(unit_line("部⻔：无锡市教育局").unwrap().department.as_deref(), Some("无锡市教育局"));
/// ```
pub fn unit_line(line: &str) -> Option<UnitLine> {
    let line = plain_ideographs(line);
    let line = trim(&line);
    if !(line.contains('：') || line.contains(':') || line.contains('∶')) {
        return bare_unit(line);
    }
    if line.chars().filter(|&c| !is_gap(c)).nth(MAX_CHARS).is_some() {
        return None;
    }
    let mut read = UnitLine::default();
    let mut at = 0;
    while let Some((start, label, value_at)) = next_label(line, at) {
        read.push_rest(&line[at..start]);
        at = value_at + read.take(label, &line[value_at..])?;
    }
    read.push_rest(&line[at..]);
    (read.department.is_some() || read.printed_unit.is_some()).then_some(read)
}

/// `bare := "（"? (label "；"?)? word "）"?`, alone in its line: a label whose colon was forgotten (`单位万元`) or mistyped.
fn bare_unit(line: &str) -> Option<UnitLine> {
    let word = trim(line.trim_start_matches(is_open).trim_end_matches(is_close));
    let labels = LABELS.iter().filter(|(_, label)| matches!(label, Label::Unit | Label::Either));
    let word = labels.map(|(label, _)| label).find_map(|label| word.strip_prefix(label)).unwrap_or(word);
    let word = trim(trim(word).trim_start_matches(['；', ';', '，', ',', '.', '。']));
    // A lone `人` or `个` is a cell of a form, not the unit of a table.
    money_word(word).map(|unit| UnitLine { unit: Some(unit), printed_unit: Some(word.to_owned()), ..UnitLine::default() })
}

/// The unit that a sentence gives for the tables behind it: `以下各表金额单位均为万元。`, `本部分表格以元为单位`.
///
/// ```
/// use gongkai::grammar::{Unit, unit_of_tables};
/// assert_eq!(unit_of_tables("说明：以下各表金额单位均为万元。"), Some(Unit::WanYuan));
/// assert_eq!(unit_of_tables("本单位为一级预算单位。"), None);
/// ```
pub fn unit_of_tables(sentence: &str) -> Option<Unit> {
    const IS: [&str; 8] = ["均为", "都为", "统一为", "均是", "为", "是", "：", ":"];
    const ENDS: [char; 7] = ['。', '，', '；', ',', ';', '）', ')'];
    let text = squeeze(sentence);
    // Longer texts are paragraphs on something else.
    let sentences = text.split(['。', '；']).filter(|s| s.contains('表') && s.chars().nth(MAX_CHARS).is_none());
    let behind = |s: &str| {
        let (_, rest) = s.split_once("单位")?;
        let rest = IS.iter().find_map(|word| rest.strip_prefix(word))?;
        money_word(rest.split(ENDS).next()?)
    };
    let before = |s: &str| {
        let (head, _) = s.split_once("为金额单位").or_else(|| s.split_once("为单位"))?;
        money_word(head.rsplit_once('以')?.1.trim_matches(['“', '”', '"', '‘', '’', '「', '」']))
    };
    sentences.into_iter().find_map(|s| behind(s).or_else(|| before(s)))
}

/// The next label at or after `from`: where it begins, what it is, where its value begins.
fn next_label(line: &str, from: usize) -> Option<(usize, Label, usize)> {
    let mut before = line[..from].chars().next_back();
    for (step, c) in line[from..].char_indices() {
        let start = from + step;
        let loose = before.is_none_or(|c| is_gap(c) || is_open(c) || is_close(c) || is_list_mark(c)) || step == 0;
        before = Some(c);
        if !"部单预编填公主金计货资业项".contains(c) {
            continue;
        }
        let Ok((value, label)) = label_and_colon(&line[start..]) else { continue };
        // Glued to what stands before, a label is only believed when a unit follows: `…办公厅单位：万元`.
        if loose && label != Label::Money || unit_word(value.trim_start_matches(is_gap)).is_ok() {
            return Some((start, label, line.len() - value.len()));
        }
    }
    None
}

/// `label gap colon`
fn label_and_colon(input: &str) -> Parsed<'_, Label> {
    terminated(one_word(LABELS), (gap, colon)).parse(input)
}

impl UnitLine {
    /// Takes the value at the front of `text` for its label; answers its length, or `None` when the line is a sentence.
    fn take(&mut self, label: Label, text: &str) -> Option<usize> {
        let lead = text.len() - text.trim_start_matches(is_gap).len();
        // `单位：（元）`
        let word = text.trim_start_matches(|c| is_gap(c) || is_open(c));
        if label != Label::Department
            && let Ok((rest, unit)) = unit_word(word)
        {
            let end = text.len() - rest.len();
            let printed = &word[..word.len() - rest.len()];
            // How it is rounded is no part of the unit of money; 台（套） is one unit.
            let remark = printed.find(is_open).filter(|_| unit.is_money()).unwrap_or(printed.len());
            self.unit = Some(unit);
            self.printed_unit = Some(trim(&printed[..remark]).to_owned());
            return Some(end);
        }
        let end = value_end(text, lead);
        let value = trim(&text[lead..end]);
        if value.contains(['。', '；', ';', '，']) || value.chars().nth(50).is_some() {
            return None;
        }
        let length = value.chars().count();
        match label {
            _ if value.is_empty() => {}
            // `单位：条` is a unit we do not know; no body's name is that short.
            Label::Unit | Label::Either if label == Label::Unit || length < 3 => {
                self.printed_unit = Some(value.trim_end_matches(is_close).to_owned());
            }
            _ if self.department.is_none() && length > 1 => self.department = Some(value.to_owned()),
            _ => self.push_rest(value),
        }
        Some(end)
    }

    fn push_rest(&mut self, piece: &str) {
        // The brackets of `（单位：万元）` are left over when their content is taken.
        let piece = trim(trim(piece).trim_end_matches(is_open).trim_start_matches(|c| is_close(c) || is_list_mark(c)));
        if piece.is_empty() {
            return;
        }
        if !self.rest.is_empty() {
            self.rest.push(' ');
        }
        self.rest.push_str(piece);
    }
}

/// Where the value ends that begins at `lead`: at a wide gap, at the next label, before a table's number, or with the line.
fn value_end(text: &str, lead: usize) -> usize {
    let mut end = text.len();
    if let Some(wide) = wide_gap(&text[lead..], 2) {
        end = lead + wide;
    }
    if let Some((start, ..)) = next_label(&text[..end], lead) {
        end = start;
    }
    let value = &text[lead..end];
    let gaps = value.char_indices().filter(|&(_, c)| is_gap(c));
    let numbered = gaps.map(|(at, _)| at).find(|&at| is_table_number(trim(&value[at..])));
    numbered.map_or(end, |at| lead + at)
}

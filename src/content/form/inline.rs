//! Labels printed in one cell with their values (`填表人：…　填报日期：…`).

use crate::codes::form_labels::{Kind, Label, labels};

/// A label and its value, taken out of one text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inline {
    /// The label as printed, with its colon.
    pub label: String,
    /// The value as printed; `None` where nothing follows the colon.
    pub value: Option<String>,
}

/// The labels of a text with their values: one a word that begins with a known label and a colon, the words behind it belong to its
/// value. Nothing where the text does not begin with such a label.
pub(super) fn read(text: &str) -> Vec<Inline> {
    let mut found: Vec<Inline> = Vec::new();
    for word in text.split_whitespace() {
        let colon = word.find(['：', ':']).filter(|&at| known(&word[..at]).is_some());
        match (colon, found.last_mut()) {
            (Some(at), _) => {
                let end = at + word[at..].chars().next().map_or(0, char::len_utf8);
                let value = Some(word[end..].to_owned()).filter(|v| !v.is_empty());
                found.push(Inline { label: word[..end].to_owned(), value });
            }
            (None, Some(last)) => match &mut last.value {
                Some(value) => *value = format!("{value} {word}"),
                none => *none = Some(word.to_owned()),
            },
            // The name of the project behind its label, parted by a blank alone (西安: `专项（项目）名称 伯乐奖`).
            (None, None) if word != text.trim() && labels(word).iter().any(|l| l.begins()) => {
                found.push(Inline { label: word.to_owned(), value: None });
            }
            (None, None) => return Vec::new(),
        }
    }
    found
}

/// What a label in front of a colon means; a number behind it counts its kind (`主要政策任务1`).
pub(super) fn known(label: &str) -> Option<&'static Label> {
    let label = label.trim_end_matches([':', '：']);
    let counted = label.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    [label, counted].iter().find_map(|name| labels(name).into_iter().find(|l| matches!(l.kind(), Kind::Field | Kind::Person)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_part_a_cell() {
        for (text, want) in [
            ("填表人：甲某 填报日期：2026年1月", &[("填表人：", Some("甲某")), ("填报日期：", Some("2026年1月"))][..]),
            ("主要政策任务1：堤防 加固", &[("主要政策任务1：", Some("堤防 加固"))]),
            ("负责人: 经办人:", &[("负责人:", None), ("经办人:", None)]),
            ("联系电话： 无", &[("联系电话：", Some("无"))]),
            ("目标1：完成改造", &[]),
            ("专项（项目）名称 伯乐奖", &[("专项（项目）名称", Some("伯乐奖"))]),
            ("项目名称", &[]),
            ("按期完成：全部改造", &[]),
        ] {
            let want: Vec<_> = want.iter().map(|(l, v)| Inline { label: (*l).to_owned(), value: v.map(str::to_owned) }).collect();
            assert_eq!(read(text), want, "{text}");
        }
    }
}

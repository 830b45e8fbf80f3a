//! The name of a body, made comparable: the same for every way of printing it.

use crate::codes::divisions::{self, is_central_body};
use crate::codes::fold_name;
use crate::codes::words::WORDS;

/// What the brackets behind a name say of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remark {
    /// （本级）: the department's own office alone.
    OwnOffice,
    /// （汇总）: the department with all its units.
    Whole,
}

/// A name and the remark in brackets at its end, if it is one of those known.
pub(super) fn parted(name: &str) -> (&str, Option<Remark>) {
    let name = name.trim();
    let Some(open) = name.rfind(['（', '(']).filter(|at| *at > 0 && name.ends_with(['）', ')'])) else {
        let rest = without_office(name);
        return (rest, (rest.len() < name.len()).then_some(Remark::OwnOffice));
    };
    let remark = name[open..].trim_matches(|c| "（）()".contains(c));
    match remark {
        _ if WORDS.body.office_remarks.contains(&remark) => (without_office(&name[..open]), Some(Remark::OwnOffice)),
        _ if WORDS.body.whole_remarks.contains(&remark) => (&name[..open], Some(Remark::Whole)),
        // 某局（本级）（行政）
        _ => match parted(&name[..open]) {
            (rest, Some(remark)) => (rest, Some(remark)),
            _ => (name, None),
        },
    }
}

/// A name without 本级 behind it.
fn without_office(name: &str) -> &str {
    let rest = ["部门本级", "本级"].iter().find_map(|remark| name.strip_suffix(remark));
    rest.filter(|rest| rest.chars().count() > 3).unwrap_or(name)
}

/// The name folded, without remark; 中国共产党…委员会 is 中共…委, and the 人民政府 of a township its township.
pub(super) fn key(name: &str) -> String {
    let mut folded = fold_name(parted(name).0);
    if let Some(township) = folded.strip_suffix("人民政府").filter(|name| name.ends_with(['乡', '镇'])) {
        folded = township.to_owned();
    }
    let party = folded.strip_prefix("中国共产党").map(|rest| format!("中共{rest}")).unwrap_or(folded);
    match party.strip_prefix("中共") {
        Some(_) => ["省", "市", "县", "区", "州", "旗"]
            .iter()
            .fold(party.clone(), |name, tier| name.replacen(&format!("{tier}委员会"), &format!("{tier}委"), 1)),
        None => party,
    }
}

/// The same without the places that it begins with, where it is known in which division the body is: 西安市审计局 and
/// 市审计局 are the 审计局 there.
pub(super) fn local_key(name: &str, division: &str) -> String {
    let whole = key(name);
    let places = divisions::division(division, None);
    let names: Vec<&str> = places.iter().flat_map(|d| [d.province(), d.prefecture(), d.county()]).flatten().collect();
    let (party, mut rest) = match whole.strip_prefix("中共") {
        Some(rest) => ("中共", rest),
        None => ("", whole.as_str()),
    };
    while let Some(shorter) = names.iter().find_map(|name| rest.strip_prefix(name)) {
        rest = shorter;
    }
    // 省政协办公厅 of 江苏省 says 省 for its own place.
    if rest.len() == whole.len() || !party.is_empty() && rest.len() + party.len() == whole.len() {
        let own = places.into_iter().flat_map(|d| [d.county(), d.prefecture(), d.province()]).flatten().next();
        let tier = own.and_then(|name| name.chars().last()).filter(|tier| "省市县区旗州".contains(*tier));
        let is_word = WORDS.body.no_tier.iter().any(|word| rest.starts_with(*word));
        rest = tier.and_then(|tier| rest.strip_prefix(tier)).filter(|_| !is_word).unwrap_or(rest);
    }
    // Of 某市委宣传部 the place is a part of the word 市委: it is the Party's, with or without 中共 before it.
    let of_party = rest.starts_with('委') && !rest.starts_with("委员");
    if rest.chars().count() < 2 { whole } else { format!("{}{rest}", if of_party { "中共" } else { party }) }
}

/// Whether two names may be of one body, in a division where that is known.
pub fn same_name(a: &str, b: &str, division: Option<&str>) -> bool {
    let of = |name: &str| division.map_or_else(|| key(name), |code| local_key(name, code));
    of(a) == of(b)
}

/// Whether a name says itself where its body is, so that it stands for one body without a division: 柳岸县财政局, 国家信访局.
pub(super) fn names_its_place(name: &str) -> bool {
    let folded = key(name);
    let at = folded.char_indices().skip(2).find(|(_, c)| "省市县区旗州盟".contains(*c));
    let end = at.map(|(at, c)| at + c.len_utf8()).filter(|end| *end < folded.len());
    // 住房和城市建设局, 社区服务中心, 地区处 name no place.
    let no_place = |place: &str| WORDS.body.no_place.iter().any(|word| place.ends_with(*word));
    is_central_body(name) || end.is_some_and(|end| !folded[..end].contains(['和', '与']) && !no_place(&folded[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_body_has_one_key() {
        assert_eq!(parted("柳岸县公安局（本级）"), ("柳岸县公安局", Some(Remark::OwnOffice)));
        assert_eq!(parted("柳岸县公安局本级"), ("柳岸县公安局", Some(Remark::OwnOffice)));
        assert_eq!(parted("柳岸县公安局部门本级（机关）"), ("柳岸县公安局", Some(Remark::OwnOffice)));
        assert_eq!(parted("柳岸县公安局（本级）（行政）"), ("柳岸县公安局", Some(Remark::OwnOffice)));
        assert_eq!(parted("柳岸县公安局(汇总)"), ("柳岸县公安局", Some(Remark::Whole)));
        assert_eq!(parted("柳岸县公安局（某某）"), ("柳岸县公安局（某某）", None));
        assert_eq!(key("中国共产党柳岸市委员会宣传部"), key("中共柳岸市委宣传部"));
        assert_eq!(local_key("西安市审计局", "610100"), local_key("陕西省西安市审计局（汇总）", "610100"));
        assert_ne!(local_key("西安市审计局", "610100"), local_key("西安市审计中心", "610100"));
        assert_eq!(local_key("省政协办公厅", "320000"), local_key("江苏省政协办公厅", "320000"));
        assert_eq!(local_key("市审计局（本级）", "610100"), local_key("西安市审计局", "610100"));
        assert_eq!(local_key("市委宣传部", "610100"), local_key("中共西安市委宣传部", "610100"));
        assert_eq!(key("柳岸县河口镇人民政府"), key("柳岸县河口镇"));
        assert_ne!(key("柳岸县人民政府"), key("柳岸县"));
        assert_eq!(local_key("市场监督管理局", "610100"), local_key("西安市市场监督管理局", "610100"));
    }

    #[test]
    fn a_bare_name_stands_for_many_bodies() {
        assert!(names_its_place("柳岸县财政局") && names_its_place("中共柳岸市委办公室"));
        assert!(!names_its_place("财政局") && !names_its_place("市财政局") && !names_its_place("住房和城市建设局"));
    }
}

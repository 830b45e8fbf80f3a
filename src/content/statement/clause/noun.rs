//! The noun behind a count: `23个内设机构`.

use crate::codes::words::WORDS;
use crate::content::statement::name::is_money;
use crate::grammar::squeeze;

/// Longest name of a unit behind its number: 下属差额拨款事业单位.
pub(in crate::content::statement) const LONGEST_UNIT: usize = 14;
/// Longest name of things that are counted and stand in no list.
pub(in crate::content::statement) const LONGEST: usize = 9;

/// The words behind a count that may name what is counted.
pub(in crate::content::statement) struct Noun {
    pub(in crate::content::statement) words: String,
    /// It ends where the words end, and not in the middle of a phrase.
    pub(in crate::content::statement) whole: bool,
}

impl Noun {
    pub(in crate::content::statement) fn at(behind: &str) -> Self {
        let behind = squeeze(behind);
        let mut at = 0;
        let mut whole = true;
        while let Some(c) = behind[at..].chars().next() {
            let after = &behind[at + c.len_utf8()..];
            match c {
                '（' | '(' => match bracketed(after) {
                    Some(length) => {
                        at += c.len_utf8() + length;
                        continue;
                    }
                    None => break,
                },
                '、' | '，' | '。' | '；' | '：' | ',' | ';' | ':' | '的' | '）' | ')' => break,
                '等' if !after.starts_with('级') => break,
                '以' if after.starts_with('及') => break,
                // `新增1人且调整基数`: another clause.
                '且' => break,
                // `应对3轮疫情对生产的冲击`: what it does, and to what.
                '对' if at > 0 && !after.starts_with('外') => break,
                '分' if after.starts_with('别') => break,
                '于' if after.starts_with(|c: char| c.is_ascii_digit()) => break,
                // `12家诊所实现规范管理`
                '实' if after.starts_with('现') => break,
                '及' | '和' | '与' => {
                    whole = after.starts_with(|c: char| c.is_ascii_digit());
                    break;
                }
                '委' if after.starts_with("员会") => at += c.len_utf8(),
                '开' if after.starts_with('发') => at += c.len_utf8(),
                '为' | '开' | '进' | '实' | '到' | '并' | '在' | '从' | '被' | '将' | '已' | '比' | '较' | '占' | '完' | '增'
                | '减' | '同' | '分' | '委' | '纳' | '每' => {
                    whole = false;
                    break;
                }
                // `5G基站`
                _ if c.is_alphabetic() || (c.is_ascii_digit() && after.starts_with(|c: char| c.is_ascii_alphabetic())) => {
                    at += c.len_utf8();
                }
                _ => {
                    whole = false;
                    break;
                }
            }
        }
        let words = behind[..at].to_owned();
        let unit = ["单位", "机构", "公司", "学校", "医院"].iter().any(|end| words.ends_with(end));
        whole &= words.chars().count() <= if unit { LONGEST_UNIT } else { LONGEST };
        Self { words, whole }
    }

    /// The vehicles right behind the counter, unless their money follows (`6辆公务用车运维费`).
    pub(in crate::content::statement) fn vehicle(&self) -> Option<String> {
        let at = self.words.find("用车").map(|at| at + "用车".len())?;
        (at < self.words.len() && !is_money(&self.words)).then(|| self.words[..at].to_owned())
    }

    /// The vehicles whose cost follows the counter: `6辆公务用车运维费`.
    pub(in crate::content::statement) fn driven(&self) -> Option<String> {
        let at = self.words.find("用车").map(|at| at + "用车".len())?;
        (at < self.words.len() && is_money(&self.words)).then(|| self.words[..at].to_owned())
    }

    /// The project or task right behind the counter, where its money or its fate follows: `3个信息化项目运维经费`, `5项重点任务落实`.
    pub(in crate::content::statement) fn task(&self) -> Option<String> {
        let (at, end) = ["项目", "任务"].iter().filter_map(|end| Some((self.words.find(end)?, end))).min()?;
        let (task, rest) = self.words.split_at(at + end.len());
        let other = rest.starts_with(|c: char| "组部办类库法人化部门".contains(c));
        (at > 0 && !rest.is_empty() && !other && task.chars().count() <= LONGEST_UNIT).then(|| task.to_owned())
    }

    /// The thing right behind the counter, where the sentence goes on about it without a mark: `3座水库除险加固`,
    /// `6个区县医院和2个中心建成`.
    pub(in crate::content::statement) fn thing(&self) -> Option<String> {
        let verb = WORDS.count.does.iter().filter_map(|verb| self.words.find(verb)).min();
        let words = &self.words[..verb.unwrap_or(self.words.len())];
        let ends = WORDS.count.things.iter().filter_map(|end| words.rfind(end).map(|at| at + end.len()));
        let (thing, rest) = words.split_at(ends.max()?);
        let other = WORDS.count.goes_on.iter().any(|word| rest.starts_with(word));
        let long = thing.chars().nth(LONGEST_UNIT).is_some();
        let vague = ["项目", "机构", "制度", "事项", "平台", "系统"].contains(&thing);
        (!other && !long && !vague && thing.chars().nth(1).is_some()).then(|| thing.to_owned())
    }

    /// The unit right behind the counter, where the sentence goes on about it without a mark: `下属0个单位出国团组`,
    /// `1个行政单位和某中心`, `1家事业单位财政拨款的机关运行经费`.
    pub(in crate::content::statement) fn unit(&self, words: &str) -> Option<String> {
        let (at, end) = ["单位", "机构"].iter().filter_map(|end| Some((self.words.find(end)?, end))).min()?;
        let (unit, rest) = self.words.split_at(at + end.len());
        let below = ["下属", "所属", "直属", "下辖"].into_iter().find(|word| squeeze(words).ends_with(word));
        let goes_on = rest.is_empty() || rest.starts_with(|c: char| "共在均具组构实".contains(c)) || rest.starts_with("财政拨款");
        // `所属3个预算单位因公出国（境）团组0个`
        let all = ["单位", "预算单位"].contains(&unit);
        let ends = if rest.is_empty() { !self.whole || unit == "单位" } else { goes_on || (below.is_some() && all) };
        // `3个机构改革项目` is about a project.
        let short = unit.chars().count() <= LONGEST_UNIT;
        (ends && short).then(|| match below {
            Some(below) if unit == "单位" || unit == "机构" => format!("{below}{unit}"),
            _ => unit.to_owned(),
        })
    }
}

/// What some of the things counted before are: `其中1个为局机关，9个为公益一类单位`.
pub(in crate::content::statement) fn kind_of(words: &str, behind: &str) -> Option<String> {
    let behind = squeeze(behind);
    let rest = behind.strip_prefix('为').or_else(|| behind.strip_prefix('是'))?;
    let noun = Noun::at(rest);
    let plain = squeeze(words).trim_matches(['、', '，', ',']).is_empty();
    (plain && noun.whole && noun.words.chars().nth(1).is_some()).then_some(noun.words)
}

/// The bytes of a short bracket without figures that a name goes on behind: `科（股）室`.
pub(in crate::content::statement) fn bracketed(after: &str) -> Option<usize> {
    let close = after.char_indices().take(8).find(|&(_, c)| matches!(c, '）' | ')'))?;
    let end = close.0 + close.1.len_utf8();
    let inner = &after[..close.0];
    let plain = !inner.contains(|c: char| c.is_ascii_digit());
    let office = inner.chars().count() == 1 && inner.contains(['室', '股', '科', '部', '站', '所', '厅']);
    (plain && (office || after[end..].starts_with(char::is_alphabetic))).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_they_end() {
        for (behind, words, whole) in [
            ("内设机构，包括", "内设机构", true),
            ("科（股）室，详见下表", "科（股）室", true),
            ("中央单位及地方骨干到局锻炼", "中央单位", false),
            ("行政处及3个下属单位", "行政处", true),
            ("省级数据平台互联互通运行", "省级数据平台互联互通运行", false),
            ("并上线预警平台", "", false),
            ("等级：优", "等级", true),
            ("5G基站，实现", "5G基站", true),
            ("新能源车于2026年达到年限", "新能源车", true),
            ("（含临聘）。", "", true),
            ("公益一类单位分别为", "公益一类单位", true),
            ("下属差额拨款事业单位和1个", "下属差额拨款事业单位", true),
            ("专门委员会、8个", "专门委员会", true),
            ("委托项目", "", false),
            ("处（室），编制", "处（室）", true),
        ] {
            let noun = Noun::at(behind);
            assert_eq!((noun.words.as_str(), noun.whole), (words, whole), "{behind}");
        }
    }

    #[test]
    fn units_are_named_right_behind_their_number() {
        for (words, behind, want) in [
            ("机关及下属", "单位出国团组", Some("下属单位")),
            ("机关及下属", "单位公务用车保有量为", Some("下属单位")),
            ("本级", "行政单位和某中心", Some("行政单位")),
            ("下属", "事业单位财政拨款的机关运行经费", Some("事业单位")),
            ("委托", "第三方机构开展评价", Some("第三方机构")),
            ("局机关及所属", "预算单位因公出国（境）团组0个", Some("预算单位")),
            ("推进", "机构改革项目", None),
            ("设", "内设机构，包括", None),
        ] {
            assert_eq!(Noun::at(behind).unit(words).as_deref(), want, "{behind}");
        }
        assert_eq!(Noun::at("信息化项目运维经费，").task().as_deref(), Some("信息化项目"));
        assert_eq!(Noun::at("重点任务落地落实；").task().as_deref(), Some("重点任务"));
        assert_eq!((Noun::at("项目组").task(), Noun::at("科研项目部").task()), (None, None));
        for (behind, want) in [
            ("水库除险加固；", Some("水库")),
            ("区县医院和社区中心建成", Some("区县医院")),
            ("供电项目开工", Some("供电项目")),
            ("省级数据平台互联互通运行", Some("省级数据平台")),
            ("村庄规划编制试点，形成", Some("村庄规划编制试点")),
            ("医院管理局", None),
            ("项目部", None),
            ("项目落实", None),
            ("市属医院取得三级公立医院等级", Some("市属医院")),
        ] {
            assert_eq!(Noun::at(behind).thing().as_deref(), want, "{behind}");
        }
        assert_eq!(kind_of("", "为公益一类单位，1个").as_deref(), Some("公益一类单位"));
    }
}

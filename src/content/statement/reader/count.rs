//! What a number of things counts: named before it (`共有车辆5辆`) or behind it (`23个内设机构`).

use super::{About, Reader, Sentence};
use crate::codes::subjects::{Within, counted, fold, term};
use crate::content::statement::clause::Read;
use crate::content::statement::subject::{self, Subject, SubjectSource};
use crate::content::statement::types::Measure;
use crate::grammar::sentence::{Measured, Quantity};
use crate::grammar::squeeze;
use std::sync::Arc;

/// Longest name of a unit behind its number: 下属差额拨款事业单位.
const LONGEST_UNIT: usize = 14;
/// Longest name of things that are counted and stand in no list.
const LONGEST: usize = 9;

impl Reader<'_> {
    /// What is counted; `None` where neither side of the number names anything and the words before go on.
    pub(super) fn counted(&self, sentence: &Sentence<'_>, words: &str, (counter, behind): (&str, &str)) -> Option<About> {
        let about = |subject, phrase: &str, aside| {
            let printed = Some(squeeze(phrase).trim_start_matches(['、', '。']).to_owned()).filter(|w| !w.is_empty());
            Some(About { subject, printed, aside, ..About::default() })
        };
        if let Some(subject) = self.countable(sentence, words) {
            return about(Some(subject), words, false);
        }
        // `4个处室、2个`: the name before is that of what was counted before.
        let words =
            if squeeze(words).ends_with(['、', '和', '及', '与']) && self.counts_before(sentence) { "" } else { words };
        // `其中1个为局机关`
        if let Some(kind) = kind_of(words, behind) {
            return about(subject::printed(&kind), &kind, true);
        }
        let noun = Noun::at(behind);
        if let Some(unit) = noun.unit(words).filter(|_| counter.ends_with(['个', '家', '所'])) {
            let named = self.countable(sentence, &unit).filter(|s| is_whole(s, &unit)).or_else(|| subject::printed(&unit));
            return about(named, &format!("{words}{unit}"), true);
        }
        // `80户以上`: nothing that is counted follows.
        let rest = behind.trim_start();
        let bound = ["以上", "以下", "以内", "左右", "一律"].iter().find_map(|word| rest.strip_prefix(word));
        if bound.is_none() && noun.words.chars().nth(1).is_some() {
            let bought = ["购置", "新购", "更新"].iter().any(|word| words.contains(word));
            let purchase = bought.then(|| self.countable(sentence, &format!("购置{}", noun.words))).flatten();
            let project = || noun.words.starts_with("项目").then(|| self.countable(sentence, "项目")).flatten();
            let projects = || noun.words.ends_with("项目支出").then(|| self.countable(sentence, "项目")).flatten();
            let within = words.contains("内设").then(|| self.countable(sentence, &format!("内设{}", noun.words))).flatten();
            // `3辆公务用车燃油、维修`: the vehicles, not their fuel.
            let vehicle = || noun.vehicle().and_then(|vehicle| self.countable(sentence, &vehicle));
            // `1个代管事业单位`: more than 事业单位 says.
            let whole = |s: &Subject| !noun.whole || !s.name.ends_with("单位") || is_whole(s, &noun.words);
            let own = || self.countable(sentence, &noun.words).filter(whole);
            let named = purchase.or(within).or_else(vehicle).or_else(own).or_else(project).or_else(projects);
            let named = named.or_else(|| noun.driven().and_then(|vehicle| subject::printed(&vehicle)));
            let named = named.or_else(|| noun.task().and_then(|task| subject::printed(&task)));
            let printed = || noun.whole.then(|| subject::printed(&noun.words)).flatten().filter(|s| !is_money(&s.name));
            return about(named.or_else(printed), &format!("{words}{}", noun.words), true);
        }
        let alone = !bound.unwrap_or(rest).starts_with(char::is_alphabetic);
        let none = squeeze(words).trim_matches(['、', '，', ',']).is_empty();
        // `每月1期` says how often and `2-3次` begins with its lower bound: the words name nothing.
        let often = squeeze(words).starts_with(['每', '均']);
        if none || (alone && !often) { None } else { about(None, words, true) }
    }

    /// Whether the number before is a count as well.
    fn counts_before(&self, sentence: &Sentence<'_>) -> bool {
        self.statements.last().is_some_and(|s| Arc::ptr_eq(&s.quote, &sentence.quote) && s.measure == Measure::Count)
    }

    /// The thing that a phrase names; money is not counted.
    fn countable(&self, sentence: &Sentence<'_>, phrase: &str) -> Option<Subject> {
        // `应急保障用车、其他用车2辆`: of which kind, nobody says.
        if phrase.matches("用车").count() > 1 {
            return None;
        }
        let found = subject::known(phrase, sentence.around()).filter(|s| !is_money(&s.name))?;
        // `国（境）外公务接待费0万元，接待0批次`: guests of the cost that stands before.
        if found.name == "国内公务接待"
            && !phrase.contains("国内")
            && let Some(guests) = self.last.subject.as_ref().and_then(|last| guests_from_abroad(&last.name))
        {
            return Some(guests);
        }
        Some(self.narrowed(sentence, phrase, &found).unwrap_or_else(|| self.in_context(sentence, phrase, found)))
    }

    /// Some of the projects counted before, by their printed name: `绩效评级为“优”的项目`, `其中一级项目6个`.
    fn narrowed(&self, sentence: &Sentence<'_>, phrase: &str, found: &Subject) -> Option<Subject> {
        let projects = found.source == SubjectSource::Term && found.name.starts_with("绩效") && found.name.ends_with("项目");
        let own = subject::printed(phrase).filter(|_| projects)?;
        let rated = own.name.ends_with("”的项目");
        let level = sentence.parts && own.name.ends_with("级项目");
        let part = sentence.parts && self.whole.subject.as_ref() == Some(found) && own.name != "项目";
        (rated || level || part).then_some(own)
    }

    /// What a count beside an amount counts: `因公出国（境）费5万元，2批次`.
    pub(super) fn beside(&self, mut about: About) -> About {
        if let Some(subject) = about.subject.take_if(|s| is_money(&s.name)) {
            about.subject = counted(&subject.name).map(Subject::term);
            about.group = None;
        }
        about
    }
}

/// `增加6辆公务用车运维费`: the cost of so many was added, and not so many.
pub(super) fn of_cost(read: Read, quantity: &Quantity, behind: &str) -> Read {
    let count = quantity.measured == Measured::Count && read.measure == Measure::Change;
    let noun = Noun::at(behind).words;
    if count && noun.chars().nth(2).is_some() && is_money(&noun) {
        return Read { measure: Measure::Count, direction: None, base: None, ..read };
    }
    read
}

/// The guests from abroad, where a name is theirs or that of their cost.
fn guests_from_abroad(name: &str) -> Option<Subject> {
    let abroad = counted(name).unwrap_or(name);
    (abroad == "国（境）外公务接待").then(|| Subject::term(abroad))
}

/// Whether a term says all that the words say.
fn is_whole(subject: &Subject, words: &str) -> bool {
    term(&fold(words), Within::default()).is_none_or(|(name, at)| name != subject.name || at == 0)
}

/// Whether a name is one of money, of which there is an amount and no number.
pub(super) fn is_money(name: &str) -> bool {
    ["费", "支出", "收入", "资金", "拨款", "预算", "决算", "总计", "合计", "结余", "补助", "工资", "补贴"]
        .iter()
        .any(|word| name.ends_with(word))
}

/// The words behind a count that may name what is counted.
struct Noun {
    words: String,
    /// It ends where the words end, and not in the middle of a phrase.
    whole: bool,
}

impl Noun {
    fn at(behind: &str) -> Self {
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
                '分' if after.starts_with('别') => break,
                '于' if after.starts_with(|c: char| c.is_ascii_digit()) => break,
                // `12家诊所实现规范管理`
                '实' if after.starts_with('现') => break,
                '及' | '和' | '与' => {
                    whole = after.starts_with(|c: char| c.is_ascii_digit());
                    break;
                }
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
    fn vehicle(&self) -> Option<String> {
        let at = self.words.find("用车").map(|at| at + "用车".len())?;
        (at < self.words.len() && !is_money(&self.words)).then(|| self.words[..at].to_owned())
    }

    /// The vehicles whose cost follows the counter: `6辆公务用车运维费`.
    fn driven(&self) -> Option<String> {
        let at = self.words.find("用车").map(|at| at + "用车".len())?;
        (at < self.words.len() && is_money(&self.words)).then(|| self.words[..at].to_owned())
    }

    /// The project or task right behind the counter, where its money or its fate follows: `3个信息化项目运维经费`, `5项重点任务落实`.
    fn task(&self) -> Option<String> {
        let (at, end) = ["项目", "任务"].iter().filter_map(|end| Some((self.words.find(end)?, end))).min()?;
        let (task, rest) = self.words.split_at(at + end.len());
        let other = rest.starts_with(|c: char| "组部办类库法人化部门".contains(c));
        (at > 0 && !rest.is_empty() && !other && task.chars().count() <= LONGEST_UNIT).then(|| task.to_owned())
    }

    /// The unit right behind the counter, where the sentence goes on about it without a mark: `下属0个单位出国团组`,
    /// `1个行政单位和某中心`, `1家事业单位财政拨款的机关运行经费`.
    fn unit(&self, words: &str) -> Option<String> {
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
fn kind_of(words: &str, behind: &str) -> Option<String> {
    let behind = squeeze(behind);
    let rest = behind.strip_prefix('为').or_else(|| behind.strip_prefix('是'))?;
    let noun = Noun::at(rest);
    let plain = squeeze(words).trim_matches(['、', '，', ',']).is_empty();
    (plain && noun.whole && noun.words.chars().nth(1).is_some()).then_some(noun.words)
}

/// The bytes of a short bracket without figures that a name goes on behind: `科（股）室`.
fn bracketed(after: &str) -> Option<usize> {
    let close = after.char_indices().take(8).find(|&(_, c)| matches!(c, '）' | ')'))?;
    let end = close.0 + close.1.len_utf8();
    let plain = !after[..close.0].contains(|c: char| c.is_ascii_digit());
    (plain && after[end..].starts_with(char::is_alphabetic)).then_some(end)
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
        assert_eq!(kind_of("", "为公益一类单位，1个").as_deref(), Some("公益一类单位"));
    }
}

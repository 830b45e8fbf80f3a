//! What the sentences of a disclosure speak about: canonical terms with the wordings seen in print.
//!
//! In: a phrase as printed (`北京市审计局2026年机关运行经费财政拨款预算`). Out: the term of the list that it names
//! (机关运行经费). The list is data (`data/subjects.toml`); what it does not hold may still be a subject, as printed. Not done
//! here: official codes, which [`super::by_name`] knows.

use crate::codes::embedded::embedded_list;
use crate::grammar::as_ideograph;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// The data file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    trailing: Vec<String>,
    figures: Vec<String>,
    leading: Vec<String>,
    not_before: Vec<String>,
    not_behind: Vec<String>,
    beside: Vec<String>,
    generic: Vec<String>,
    links: Vec<String>,
    budgets: Vec<String>,
    offices: String,
    causes: Vec<String>,
    lists: FxHashMap<String, Vec<String>>,
    subject: Vec<Entry>,
}

/// One term as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    term: String,
    #[serde(default)]
    anywhere: bool,
    /// Words of which the sentence must hold one each; alternatives stand between strokes.
    #[serde(default)]
    needs: Vec<String>,
    counted: Option<String>,
    #[serde(default)]
    names: Vec<String>,
    /// A list of wordings that several terms share.
    list: Option<String>,
}

impl Entry {
    fn wordings<'e>(&'e self, lists: &'e FxHashMap<String, Vec<String>>) -> impl Iterator<Item = &'e String> {
        self.names.iter().chain(self.list.as_ref().and_then(|list| lists.get(list)).into_iter().flatten())
    }
}

/// Where a word of a phrase is looked for.
#[derive(Clone, Copy, Default)]
pub struct Within<'a> {
    /// The folded sentence.
    pub sentence: &'a str,
    /// What of it stands before the number: of several steps named, the last is meant.
    pub before: &'a str,
}

impl<'a> Within<'a> {
    /// A sentence as a whole.
    pub fn sentence(sentence: &'a str) -> Self {
        Self { sentence, before: sentence }
    }

    fn holds(self, need: &str) -> bool {
        need.split('|').any(|word| self.sentence.contains(word))
    }

    /// Where a word stands last before the number, counted from one.
    fn last(self, need: Option<&String>) -> usize {
        need.into_iter().flat_map(|need| need.split('|')).filter_map(|word| self.before.rfind(word)).max().map_or(0, |at| at + 1)
    }
}

/// One wording.
struct Name {
    folded: String,
    entry: usize,
}

struct Subjects {
    entries: Vec<Entry>,
    /// Wordings that count at the end of a phrase, by their last character.
    endings: FxHashMap<char, Vec<Name>>,
    /// Wordings that count anywhere.
    anywhere: Vec<Name>,
    trailing: Vec<String>,
    figures: Vec<String>,
    leading: Vec<String>,
    not_before: Vec<String>,
    not_behind: Vec<String>,
    beside: Vec<String>,
    generic: Vec<String>,
    links: Vec<String>,
    budgets: Vec<String>,
    offices: String,
    causes: Vec<String>,
}

static SUBJECTS: LazyLock<Subjects> = LazyLock::new(|| Subjects::of(embedded_list!("subjects")));

impl Subjects {
    fn of(file: File) -> Self {
        let mut endings: FxHashMap<char, Vec<Name>> = FxHashMap::default();
        let mut anywhere = Vec::new();
        for (entry, subject) in file.subject.iter().enumerate() {
            for name in subject.wordings(&file.lists) {
                let folded = fold(name);
                if subject.anywhere {
                    anywhere.push(Name { folded, entry });
                } else if let Some(last) = folded.chars().next_back() {
                    endings.entry(last).or_default().push(Name { folded, entry });
                }
            }
        }
        // Behind, the shortest first: 支出预算安排 must become 支出预算 before it becomes 支出. Before, the longest first.
        let (mut trailing, mut leading, mut figures) = (file.trailing, file.leading, file.figures);
        trailing.sort_by_key(String::len);
        figures.sort_by_key(|word| std::cmp::Reverse(word.len()));
        leading.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut beside = file.beside;
        beside.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self {
            entries: file.subject,
            endings,
            anywhere,
            trailing,
            figures,
            leading,
            not_before: file.not_before,
            not_behind: file.not_behind,
            beside,
            generic: file.generic,
            links: file.links,
            budgets: file.budgets,
            offices: file.offices,
            causes: file.causes,
        }
    }

    /// The longest wording at the end of `phrase`, and where it begins.
    fn at_end(&self, phrase: &str, within: Within<'_>) -> Option<(&Entry, usize)> {
        let last = phrase.chars().next_back()?;
        let fits = |name: &&Name| {
            let before = phrase.strip_suffix(name.folded.as_str());
            before.is_some_and(|before| !self.is_other(before)) && self.allowed(name.entry, within)
        };
        // Of wordings alike, the one whose word stands nearest before the number is meant, and the one that asks for more says more.
        let rank = |name: &&Name| {
            let needs = &self.entries[name.entry].needs;
            (name.folded.len(), !needs.is_empty(), within.last(needs.last()), needs.len(), within.last(needs.first()))
        };
        let found = self.endings.get(&last)?.iter().filter(fits).max_by_key(rank)?;
        Some((self.entries.get(found.entry)?, phrase.len() - found.folded.len()))
    }

    /// The wording that ends last in `phrase`, the longest of those.
    fn inside(&self, phrase: &str, within: Within<'_>) -> Option<(&Entry, usize)> {
        let ends = self.anywhere.iter().filter_map(|name| {
            let start = phrase.rfind(&name.folded)?;
            let end = start + name.folded.len();
            // `三公经费监管平台` is a thing that has to do with them.
            let thing = self.not_behind.iter().any(|word| plain(&phrase[end..]).ends_with(word.as_str()));
            (!thing && !self.is_other(&phrase[..start])).then_some(())?;
            self.allowed(name.entry, within).then_some((end, name.folded.len(), name.entry))
        });
        let (end, length, entry) = ends.max()?;
        Some((self.entries.get(entry)?, end - length))
    }

    /// Whether the words before a name make another thing of it.
    fn is_other(&self, before: &str) -> bool {
        self.not_before.iter().any(|word| before.ends_with(word.as_str()))
    }

    fn allowed(&self, entry: usize, within: Within<'_>) -> bool {
        self.entries[entry].needs.iter().all(|need| within.holds(need))
    }
}

/// Brings a phrase to the form in which wordings are compared: no blanks, no quotation marks, half-width brackets, no radicals where an
/// ideograph is printed.
///
/// ```
/// assert_eq!(gongkai::codes::subjects::fold("国⼟绿化 （二期）"), "国土绿化(二期)");
/// ```
pub fn fold(phrase: &str) -> String {
    let quote = |c: &char| !matches!(c, '“' | '”' | '"' | '‘' | '’' | '「' | '」' | '＂') && !c.is_whitespace();
    let half = |c| match c {
        '（' | '〔' => '(',
        '）' | '〕' => ')',
        '，' => ',',
        other => as_ideograph(other),
    };
    phrase.chars().filter(quote).map(half).collect()
}

/// The canonical term that a folded phrase names, and where its wording begins; `within` is where words that a term needs are
/// looked for.
///
/// ```
/// use gongkai::codes::subjects::{Within, fold, term};
/// let name = |phrase: &str| term(&fold(phrase), Within::default()).map(|(name, _)| name);
/// assert_eq!(name("某某局2026年机关运行经费财政拨款预算"), Some("机关运行经费"));
/// assert_eq!(name("政府采购货物预算"), Some("政府采购货物"));
/// assert_eq!(name("网络安全等级保护建设费"), None);
/// ```
pub fn term(folded: &str, within: Within<'_>) -> Option<(&'static str, usize)> {
    found(folded, within).map(|(entry, at)| (entry.term.as_str(), at))
}

/// Like [`term`], where nothing but a date, a list word or an office stands before the name: `企业上市培训费` is no 培训费.
pub fn whole_term(folded: &str, within: Within<'_>) -> Option<&'static str> {
    let (entry, at) = found(folded, within)?;
    let before = core(&folded[..at]);
    let before = before.strip_suffix('年').map_or(before, |year| year.trim_end_matches(|c: char| c.is_ascii_digit()));
    (before.is_empty() || names_office(before)).then_some(entry.term.as_str())
}

/// Whether words end with the name of an office.
pub fn names_office(words: &str) -> bool {
    words.ends_with(|c| SUBJECTS.offices.contains(c))
}

/// Whether the words before the name of a cost make a narrower thing of it: `信息化` before 项目支出, but no office, no year and
/// no budget.
///
/// ```
/// use gongkai::codes::subjects::narrows;
/// assert!(narrows("信息化") && narrows("其中:学前"));
/// assert!(!narrows("甲市某局2026年一般公共预算安排的") && !narrows(""));
/// ```
pub fn narrows(before: &str) -> bool {
    let mut rest = crate::grammar::sentence::without_number(before);
    loop {
        rest = without_head(rest)
            .trim_end_matches(|c: char| c.is_ascii_punctuation() || c.is_ascii_digit() || "，。、：；".contains(c));
        if rest.is_empty() || names_office(rest) {
            return false;
        }
        match SUBJECTS.beside.iter().find_map(|word| rest.strip_suffix(word.as_str())) {
            Some(cut) => rest = cut,
            None => return true,
        }
    }
}

/// What a count beside an amount of this term counts: trips beside 因公出国（境）费.
pub fn counted(term: &str) -> Option<&'static str> {
    SUBJECTS.entries.iter().find(|entry| entry.term == term)?.counted.as_deref()
}

/// The cost whose name is that of a thing counted: 因公出国（境）费 for 因公出国（境）.
pub fn cost(term: &str) -> Option<&'static str> {
    let plain = term.trim_end_matches('数');
    let costs = |entry: &&Entry| entry.counted.as_deref() == Some(term) && entry.term.strip_suffix('费') == Some(plain);
    SUBJECTS.entries.iter().find(costs).map(|entry| entry.term.as_str())
}

/// The entry that a folded phrase names, and where its wording begins.
fn found(folded: &str, within: Within<'_>) -> Option<(&'static Entry, usize)> {
    let subjects = &*SUBJECTS;
    if let Some(found) = subjects.inside(folded, within) {
        return Some(found);
    }
    let found = shortening(folded, within);
    // `项目支出总额`: of 支出总额 and 项目支出, the name that begins first says more.
    let plain = plain(folded);
    let longer = (plain.len() < folded.len()).then(|| subjects.at_end(plain, within)).flatten();
    match (found, longer) {
        (Some((_, at)), Some(longer)) if longer.1 < at => Some(longer),
        (found, longer) => found.or(longer),
    }
}

/// The wording at the end of a phrase whose last words are cut off one after another until there is one.
fn shortening(folded: &str, within: Within<'_>) -> Option<(&'static Entry, usize)> {
    let subjects = &*SUBJECTS;
    let mut phrase = folded;
    loop {
        if let Some(found) = subjects.at_end(phrase, within) {
            return Some(found);
        }
        let (rest, word) = subjects.trailing.iter().find_map(|word| Some((phrase.strip_suffix(word.as_str())?, word)))?;
        // 事业收入支出 is what was spent of 事业收入.
        let spent = word == "支出" && ["收入", "余额", "结转", "结余", "人员"].iter().any(|end| rest.ends_with(end));
        if rest.is_empty() || spent {
            return None;
        }
        phrase = rest;
    }
}

/// Cuts the words off a folded phrase that name no subject: dates and list words before, 预算数 and its kin behind.
///
/// Empty when nothing else stands there, as in `2026年预算安排`.
pub fn core(folded: &str) -> &str {
    without_tail(without_head(folded))
}

/// Cuts the words off that only say which figure of a thing is meant: `农林水支出预算总额` is 农林水支出. Never the whole phrase.
///
/// ```
/// use gongkai::codes::subjects::plain;
/// assert_eq!((plain("教育支出年初预算数为"), plain("一般公共预算"), plain("决算数")), ("教育支出", "一般公共预算", "决算数"));
/// ```
pub fn plain(folded: &str) -> &str {
    let mut phrase = folded;
    while let Some(rest) = SUBJECTS.figures.iter().find_map(|word| {
        let rest = phrase.strip_suffix(word.as_str()).filter(|rest| rest.chars().nth(1).is_some())?;
        let budget = word.starts_with('预') && SUBJECTS.budgets.iter().any(|budget| rest.ends_with(budget.as_str()));
        // 公共, 人均 and 年均 are one word.
        let one = word == "共" && rest.ends_with('公') || word == "均" && !rest.ends_with(['出', '入', '费', '助']);
        // 人数 counts, 支出数 is the figure of a sum.
        let counts = word == "数" && !rest.ends_with(['出', '入', '费', '助', '款']);
        (!budget && !one && !counts).then_some(rest)
    }) {
        phrase = rest;
    }
    phrase
}

/// A phrase for display: the words before that name no subject, and 为, 共, 合计 behind, are cut off; 支出 and 预算 stay.
///
/// ```
/// assert_eq!(gongkai::codes::subjects::display("其中：网站安全维护费支出为"), "网站安全维护费支出");
/// ```
pub fn display(phrase: &str) -> &str {
    let mut shown = without_head(phrase).trim_start_matches(['“', '"', '”']);
    while let Some(rest) =
        SUBJECTS.links.iter().find_map(|word| shown.strip_suffix(word.as_str())).filter(|rest| rest.chars().nth(1).is_some())
    {
        // 人均 and 年均 are one word, and no adverb behind a name.
        if shown.ends_with('均') && rest.ends_with(['平', '年', '月', '日', '人', '户', '车', '辆', '次', '亩', '生'])
        {
            break;
        }
        shown = rest;
    }
    shown
}

/// Cuts dates and list words off the front, as often as they stand there.
fn without_head(phrase: &str) -> &str {
    let subjects = &*SUBJECTS;
    let mut phrase = phrase;
    loop {
        let undated = without_date(phrase);
        let cut = subjects.leading.iter().find_map(|word| undated.strip_prefix(word.as_str())).unwrap_or(undated);
        let cut = cut.trim_start_matches([',', '、', ':', '：', ' ', '。', '；', ')']);
        if cut.len() == phrase.len() {
            return phrase;
        }
        phrase = cut;
    }
}

/// Whether a folded phrase names nothing by itself: `2026年预算安排`, `采购金额`.
pub fn is_generic(folded: &str) -> bool {
    let core = core(folded);
    core.is_empty() || SUBJECTS.generic.iter().any(|word| without_head(folded) == word)
}

/// Cuts 为, 预算数, 共计 and the like off the end, as often as they stand there.
fn without_tail(folded: &str) -> &str {
    let mut phrase = folded;
    while let Some(rest) = SUBJECTS.trailing.iter().find_map(|word| phrase.strip_suffix(word.as_str())) {
        phrase = rest;
    }
    phrase
}

/// Whether a folded phrase begins as a cause does (因, 由于) and names no subject.
pub fn is_cause(folded: &str) -> bool {
    !folded.starts_with("因公") && SUBJECTS.causes.iter().any(|word| folded.starts_with(word.as_str()))
}

/// Cuts a date off the front: `2026年度`, `截至2025年12月31日`.
fn without_date(phrase: &str) -> &str {
    let mut rest = phrase;
    for word in ["截至", "截止", "到"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let digits = |c: char| c.is_ascii_digit() || c == '上' || c == '去';
    let mut cut = phrase;
    while let Some((number, after)) = rest.split_once(['年', '月', '日']) {
        if number.is_empty() || number.len() > 4 || !number.chars().all(digits) {
            break;
        }
        rest = after.trim_start_matches(['度', '末', '底', '初']);
        cut = rest;
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sound() {
        let subjects = &*SUBJECTS;
        let file: File = embedded_list!("subjects");
        assert!(subjects.entries.len() > 90);
        let mut seen = std::collections::BTreeMap::new();
        for entry in &subjects.entries {
            assert!(entry.names.is_empty() != entry.list.is_none(), "{}", entry.term);
            assert!(entry.list.as_ref().is_none_or(|list| file.lists.contains_key(list)), "{}", entry.term);
            for name in entry.wordings(&file.lists) {
                let before = seen.insert((fold(name), entry.needs.clone()), &entry.term);
                assert!(before.is_none(), "{name} stands under {before:?} and {}", entry.term);
            }
        }
    }

    #[test]
    fn phrases_name_terms() {
        for (phrase, want) in [
            ("2026年副中心工程办机关运行经费财政拨款预算", Some("机关运行经费")),
            ("“三公”经费财政拨款支出年初预算为", Some("“三公”经费")),
            ("2026年财政拨款安排的“三公”经费预算", Some("“三公”经费")),
            ("公务用车购置及运行维护费", Some("公务用车购置及运行维护费")),
            ("其中公务用车运行费", Some("公务用车运行维护费")),
            ("苏州市某局2026年度收入、支出预算总计", Some("收支总计")),
            ("与上年相比收、支预算总计各", Some("收支总计")),
            ("一般公共预算财政拨款基本支出", Some("一般公共预算基本支出")),
            ("项目支出预算", Some("项目支出")),
            ("本部门共有车辆", Some("车辆")),
            ("安排购置车辆", Some("购置车辆")),
            ("外出考察费", None),
            ("事业收入支出", None),
            ("其他固定资产", None),
            ("非财政拨款收入", None),
            ("预留给小型和微型企业的政府采购项目预算为", Some("面向小微企业预留采购")),
        ] {
            assert_eq!(term(&fold(phrase), Within::default()).map(|(name, _)| name), want, "{phrase}");
        }
    }

    #[test]
    fn the_step_and_the_reach_of_performance_money_are_those_named_last() {
        for (sentence, want) in [
            ("拟对2个项目实施绩效目标管理,涉及资金", "绩效目标项目资金"),
            ("本部门绩效目标管理全覆盖,涉及资金", "绩效目标管理资金"),
            ("本单位整体支出纳入绩效目标管理,涉及资金", "整体支出绩效目标资金"),
            ("编报整体绩效目标1个,项目绩效目标2个,涉及资金", "绩效目标项目资金"),
            ("组织单位整体支出绩效自评,涉及资金", "整体支出绩效自评资金"),
            ("组织开展绩效自评,涉及资金", "绩效自评资金"),
            ("对3个项目开展绩效自评,又对2个项目开展绩效评价,涉及资金", "绩效评价项目资金"),
            ("绩效跟踪评价的项目4个,涉及资金", "绩效跟踪项目资金"),
        ] {
            let found = term("涉及资金", Within::sentence(sentence)).map(|(name, _)| name);
            assert_eq!(found, Some(want), "{sentence}");
        }
    }

    #[test]
    fn words_that_name_nothing_are_cut_off() {
        for (phrase, want) in [
            ("2026年预算安排", ""),
            ("年初预算为", ""),
            ("支出决算为", ""),
            ("其中：网站维护费", "网站维护费"),
            ("截至2025年12月31日，本部门自用房产", "自用房产"),
            ("2023年当年预算执行数为", ""),
            ("主要包括土地出让业务", "土地出让业务"),
        ] {
            assert_eq!(core(&fold(phrase)), want, "{phrase}");
        }
    }
}

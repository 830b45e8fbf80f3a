//! What a number of things counts: named before it (`共有车辆5辆`) or behind it (`23个内设机构`).

use super::whole;
use crate::codes::subjects::{self, Within, fold, term};
use crate::codes::words::WORDS;
use crate::content::statement::clause::Read;
use crate::content::statement::clause::noun::{Noun, kind_of};
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::name::is_money;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{self, Subject, SubjectSource};
use crate::content::statement::types::Measure;
use crate::grammar::sentence::{Measured, Quantity};
use crate::grammar::squeeze;

/// What is counted; `None` where neither side of the number names anything and the words before go on.
pub(super) fn counted(
    discourse: &Discourse,
    sentence: &Sentence<'_>,
    words: &str,
    (counter, behind): (&str, &str),
) -> Option<About> {
    let about = |subject, phrase: &str, aside| {
        let printed = Some(squeeze(phrase).trim_start_matches(['、', '。']).to_owned()).filter(|w| !w.is_empty());
        Some(About { subject, printed, aside, ..About::default() })
    };
    if let Some(subject) = countable(discourse, sentence, words) {
        return about(Some(subject), words, false);
    }
    // `新增1人`, `调出14人`: a verb names nobody; people came or went.
    let verb = squeeze(words);
    let verb = verb.trim_start_matches(['、', '，']);
    if WORDS.count.people.contains(&counter) && WORDS.count.moves.contains(&verb) && Noun::at(behind).words.is_empty() {
        return about(subject::printed(&format!("{verb}人员")), words, true);
    }
    // `4个处室、2个`: the name before is that of what was counted before.
    let words =
        if squeeze(words).ends_with(['、', '和', '及', '与']) && counts_before(discourse, sentence) { "" } else { words };
    // `其中1个为局机关`
    if let Some(kind) = kind_of(words, behind) {
        return about(subject::printed(&kind), &kind, true);
    }
    let noun = Noun::at(behind);
    if let Some(unit) = noun.unit(words).filter(|_| counter.ends_with(['个', '家', '所'])) {
        let named = countable(discourse, sentence, &unit).filter(|s| is_whole(s, &unit)).or_else(|| subject::printed(&unit));
        return about(named, &format!("{words}{unit}"), true);
    }
    // `80户以上`: nothing that is counted follows.
    let rest = behind.trim_start();
    let bound = ["以上", "以下", "以内", "左右", "一律"].iter().find_map(|word| rest.strip_prefix(word));
    if bound.is_none() && noun.words.chars().nth(1).is_some() {
        let bought = ["购置", "新购", "更新"].iter().any(|word| words.contains(word));
        let purchase = bought.then(|| countable(discourse, sentence, &format!("购置{}", noun.words))).flatten();
        let project = || noun.words.starts_with("项目").then(|| countable(discourse, sentence, "项目")).flatten();
        let projects = || noun.words.ends_with("项目支出").then(|| countable(discourse, sentence, "项目")).flatten();
        let within = words.contains("内设").then(|| countable(discourse, sentence, &format!("内设{}", noun.words))).flatten();
        // `3辆公务用车燃油、维修`: the vehicles, not their fuel.
        let vehicle = || noun.vehicle().and_then(|vehicle| countable(discourse, sentence, &vehicle));
        // `1个代管事业单位`: more than 事业单位 says.
        let whole = |s: &Subject| !noun.whole || !s.name.ends_with("单位") || is_whole(s, &noun.words);
        let own = || countable(discourse, sentence, &noun.words).filter(whole);
        let named = purchase.or(within).or_else(vehicle).or_else(own).or_else(project).or_else(projects);
        let named = named.or_else(|| noun.driven().and_then(|vehicle| subject::printed(&vehicle)));
        let named = named.or_else(|| noun.task().and_then(|task| subject::printed(&task)));
        let named = named.or_else(|| noun.thing().filter(|_| !noun.whole).and_then(|thing| subject::printed(&thing)));
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
fn counts_before(discourse: &Discourse, sentence: &Sentence<'_>) -> bool {
    discourse.told.last_in(&sentence.quote).is_some_and(|s| s.measure == Measure::Count)
}

/// The thing that a phrase names; money is not counted.
fn countable(discourse: &Discourse, sentence: &Sentence<'_>, phrase: &str) -> Option<Subject> {
    // `应急保障用车、其他用车2辆`: of which kind, nobody says.
    if phrase.matches("用车").count() > 1 {
        return None;
    }
    let found = subject::known(phrase, sentence.around()).filter(|s| !is_money(&s.name))?;
    // `国（境）外公务接待费0万元，接待0批次`: guests of the cost that stands before.
    if found.name == "国内公务接待"
        && !phrase.contains("国内")
        && let Some(guests) = discourse.topic.last.subject.as_ref().and_then(|last| guests_from_abroad(&last.name))
    {
        return Some(guests);
    }
    Some(narrowed(discourse, sentence, phrase, &found).unwrap_or_else(|| whole::in_context(discourse, sentence, phrase, found)))
}

/// Some of the projects counted before, by their printed name: `绩效评级为“优”的项目`, `其中一级项目6个`.
fn narrowed(discourse: &Discourse, sentence: &Sentence<'_>, phrase: &str, found: &Subject) -> Option<Subject> {
    let projects = found.source == SubjectSource::Term && found.name.starts_with("绩效") && found.name.ends_with("项目");
    let own = subject::printed(phrase).filter(|_| projects)?;
    let rated = own.name.ends_with("”的项目");
    let level = sentence.parts && own.name.ends_with("级项目");
    let part = sentence.parts && discourse.list.whole.subject.as_ref() == Some(found) && own.name != "项目";
    (rated || level || part).then_some(own)
}

/// What a count beside an amount counts: `因公出国（境）费5万元，2批次`.
pub(super) fn beside(mut about: About) -> About {
    if let Some(subject) = about.subject.take_if(|s| is_money(&s.name)) {
        about.subject = subjects::counted(&subject.name).map(Subject::term);
        about.group = None;
    }
    about
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
    let abroad = subjects::counted(name).unwrap_or(name);
    (abroad == "国（境）外公务接待").then(|| Subject::term(abroad))
}

/// Whether a term says all that the words say.
fn is_whole(subject: &Subject, words: &str) -> bool {
    term(&fold(words), Within::default()).is_none_or(|(name, at)| name != subject.name || at == 0)
}

/// What was counted last in the sentence.
pub(super) fn counted_last(discourse: &Discourse, sentence: &Sentence<'_>) -> About {
    let last = discourse.told.last_in(&sentence.quote).filter(|s| s.measure == Measure::Count);
    last.map_or_else(About::default, |s| About {
        subject: s.subject.clone(),
        printed: s.subject_printed.clone(),
        unit: s.unit.clone().map(|unit| (unit, None)),
        group: Some(s.group),
        ..About::default()
    })
}

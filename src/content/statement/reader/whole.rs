//! What a whole, or the text before, makes of a subject, and the whole of a share.

use crate::content::statement::budget::Budget;
use crate::content::statement::clause::Read;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::discourse::list::List;
use crate::content::statement::name::{is_performance, spends};
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{self, Subject, SubjectSource};
use crate::content::statement::types::{Measure, Statement};
use crate::decimal::Decimal;
use crate::grammar::sentence::Quantity;
use crate::grammar::squeeze;

/// What a whole, or the text before, makes of a subject that its words alone name.
pub(super) fn in_context(discourse: &Discourse, sentence: &Sentence<'_>, words: &str, found: Subject) -> Subject {
    // `计划购置车辆0辆，其中：机要通信用车0辆`
    if discourse.topic.buying && (found.name.ends_with("用车") || found.name.starts_with("单价")) {
        return Subject::term(format!("购置{}", found.name));
    }
    let stem = found.name.strip_suffix("收入").or_else(|| found.name.strip_suffix("支出"));
    let fund = found.source == SubjectSource::Term && stem.is_some_and(|stem| stem.ends_with("拨款"));
    // `涉及一般公共预算支出5万元，政府性基金预算支出0万元`
    let last = discourse.told.last_in(&sentence.quote).and_then(|s| s.subject.as_ref());
    if let Some(last) = last.filter(|last| fund && is_performance(&last.name) && Budget::of(words).is_some()) {
        return last.clone();
    }
    // `其中，面向中小企业采购货物预算5万元、服务预算3万元`: services of that share, and not all that are bought.
    let kind = ["政府采购货物", "政府采购工程", "政府采购服务"].contains(&found.name.as_str()) && !words.contains("采购");
    let own = discourse.told.in_sentence(&sentence.quote);
    let share = |s: &Statement| s.subject.as_ref().is_some_and(|s| ["中小企业", "小微企业"].iter().any(|w| s.name.contains(w)));
    if kind && own.into_iter().any(share) {
        return subject::printed(words).unwrap_or(found);
    }
    // `政府性基金预算当年拨款5万元` under 政府性基金预算支出情况
    let spent = found.name.ends_with("收入") && words.contains("当年") && !words.contains("收入") && sentence.heading.spends;
    if let Some(stem) = stem.filter(|_| fund && spent) {
        return Subject::term(format!("{stem}支出"));
    }
    // `该项目一般公共预算5万元（含上年结转2万元）`: of the project, and not all that the department carried over.
    let last = discourse.topic.last.subject.as_ref().filter(|last| last.name.contains("项目") && discourse.topic.in_bracket());
    if let Some(last) = last.filter(|_| found.name == "上年结转结余") {
        return Subject { name: format!("{}上年结转", last.name), code: None, source: SubjectSource::Printed };
    }
    let Some(whole) = discourse.list.whole.subject.as_ref().filter(|_| sentence.parts) else { return found };
    // `预算支出80万元，其中：一般公共预算拨款80万元`
    if let Some(stem) = stem.filter(|_| fund && !words.contains("收入") && spends(&whole.name)) {
        return Subject::term(format!("{stem}支出"));
    }
    // `该项目全年预算数5万元，其中当年财政拨款5万元`: of the project, and no 财政拨款 of the department.
    if whole.source == SubjectSource::Printed && fund && Budget::of(words).is_some() {
        return whole.clone();
    }
    let income = found.name.ends_with("收入") && !words.contains("收入");
    if whole.source == SubjectSource::Printed && (fund || income || found.name == "上年结转结余") {
        return Subject {
            name: squeeze(words).trim_matches(['、', '，']).to_owned(),
            code: None,
            source: SubjectSource::Printed,
        };
    }
    found
}

/// The whole of a share that names none, where the amounts bear it out: `收入80万元，其中：事业收入20万元，占25%`.
pub(super) fn of_share<'t>(
    list: &List,
    shares: impl IntoIterator<Item = &'t Statement>,
    about: &About,
    read: &Read,
    quantity: &Quantity,
) -> Option<String> {
    if read.measure != Measure::Share {
        return None;
    }
    let part = about.yuan? * Decimal::ONE_HUNDRED;
    // The part is printed to its last place, and so is the per cent.
    let last = about.step.unwrap_or(Decimal::ZERO) * Decimal::ONE_HUNDRED;
    let step = Decimal::new(1, quantity.amount.decimals);
    let fits = |whole: &About| {
        let yuan = whole.yuan.filter(|yuan| !yuan.is_zero())?;
        let off = (part.over(yuan)? - quantity.amount.value).abs();
        (off <= step + last.over(yuan)?).then(|| whole.subject.as_ref().map(|subject| subject.name.clone())).flatten()
    };
    let named = [&list.whole, &list.listed].into_iter().filter(|whole| whole.subject != about.subject).find_map(fits);
    // Nothing is a part of any whole: behind the list only of the one that the share before was a part of.
    let goes_on =
        || shares.into_iter().find(|s| s.measure == Measure::Share).is_some_and(|s| s.base.as_deref() == list.before.name());
    named.or_else(|| fits(&list.before).filter(|_| list.before.subject != about.subject && (!part.is_zero() || goes_on())))
}

/// `支出总计80万元，其中：本年预算安排80万元`: the part of this year, where only the whole has a name.
pub(super) fn of_this_year(discourse: &Discourse, sentence: &Sentence<'_>, words: &str) -> Option<About> {
    let whole = discourse.list.whole.subject.as_ref().filter(|_| sentence.parts)?;
    let words = squeeze(words);
    let named = ["收入合计", "支出合计"].contains(&whole.name.as_str());
    (named && (words.contains("本年") || words.contains("当年"))).then(|| About {
        subject: Some(Subject::term(format!("本年{}", whole.name))),
        printed: Some(words),
        ..About::default()
    })
}

//! Which subject a quantity belongs to.

use super::average::average_name;
use super::zero::priced;
use super::{average, count, prior, whole};
use crate::codes::subjects::{core, display, fold};
use crate::codes::words::WORDS;
use crate::content::statement::budget::Budget;
use crate::content::statement::clause::behind;
use crate::content::statement::clause::marks::is_item;
use crate::content::statement::clause::{Between, Read};
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::name::{is_body, is_total};
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{self, Subject, SubjectSource};
use crate::content::statement::types::Measure;
use crate::decimal::Decimal;
use crate::grammar::sentence::{Direction, Measured, Piece, PieceKind, Quantity, is_average, without_number};
use crate::grammar::squeeze;
use std::ops::Range;

/// What a quantity is about: its own words, else what stands before.
pub(super) fn about(
    discourse: &Discourse,
    sentence: &Sentence<'_>,
    between: Between<'_>,
    read: &Read,
    (range, quantity): (Range<usize>, &Quantity),
) -> About {
    let words = taken_from(sentence.slice(read.phrase.clone()));
    if let Some(about) = apart(discourse, words, read).or_else(|| of_titled_project(sentence, words, quantity)) {
        return about;
    }
    let printed = squeeze(words);
    let printed = printed.trim_start_matches('、').trim_start_matches("包括").trim_end_matches('共').trim_end_matches('为');
    let printed = Some(printed.to_owned()).filter(|w| !w.is_empty());
    let about = |subject: Subject| About { subject: Some(subject), printed: printed.clone(), ..About::default() };
    // `增长1倍` counts nothing.
    let counts = quantity.measured == Measured::Count && read.measure != Measure::PercentChange;
    if counts
        && let Some(found) =
            count::counted(discourse, sentence, words, (sentence.slice(quantity.unit.clone()), &sentence.words[range.end..]))
    {
        return found;
    }
    let money = matches!(quantity.measured, Measured::Money(_));
    // `50亿元的专项资金`: the words behind say what it is.
    let named_behind = money && read.measure == Measure::Amount && names_behind(&sentence.words[range.end..]);
    if let Some(average) = average::average(discourse, sentence, read, (range.clone(), quantity)) {
        return average;
    }
    if money
        && matches!(read.measure, Measure::Amount | Measure::PriorAmount)
        && let Some(subject) = behind::named_behind(words, &sentence.words[range.end..])
    {
        return About { printed: Some(subject.name.clone()), subject: Some(subject), aside: true, ..About::default() };
    }
    // The words before are those behind the amount before: `5万元为政府性基金预算、`.
    let plain = words.trim_start().strip_prefix(['为', '是', '属']).and_then(|rest| rest.trim_end().strip_suffix(['、', '，']));
    if money
        && read.measure == Measure::Amount
        && (squeeze(words).is_empty() || plain.is_some_and(|name| Budget::of(name).is_some()))
        && let Some((budget, name)) = behind::of_budget(&sentence.words[range.end..])
    {
        let whole = if sentence.parts { &discourse.list.whole } else { &discourse.topic.last };
        let subject = whole.subject.clone();
        return About { subject, budget: Some(budget), printed: Some(name), aside: true, ..About::default() };
    }
    let joint =
        (quantity.measured != Measured::Count && !sentence.causes).then(|| subject::joint(words, sentence.around())).flatten();
    if let Some(subject) = joint {
        return About { subject, printed, ..About::default() };
    }
    // `因预算数为0`: which budget, its own words do not say.
    let zero = quantity.measured == Measured::None && quantity.amount.value.is_zero();
    let zero = zero && read.measure == Measure::Amount;
    let known =
        subject::known(words, sentence.around()).filter(|found| !(money && (is_body(found) || is_counted_project(found, words))));
    // `…（款）：2018年支出预算合计5万元`: of the account that the label names.
    if money
        && known.as_ref().is_some_and(|found| ["支出合计", "本年支出合计"].contains(&found.name.as_str()))
        && subject::is_generic(words)
        && let Some(account) = discourse.topic.account()
    {
        return account.clone();
    }
    if let Some(subject) = known {
        let fee = zero && sentence.heading.title.contains("三公") && !printed.as_deref().is_some_and(|w| w.ends_with('数'));
        let subject = if money || fee { priced(subject) } else { subject };
        let subject = whole::in_context(discourse, sentence, words, subject);
        return if counts { count::beside(about(subject)) } else { about(subject) };
    }
    if zero {
        let subject = subject::printed(words).filter(|_| !subject::is_generic(words));
        return About { aside: subject.is_none(), subject, printed, ..About::default() };
    }
    let inherits = squeeze(words).trim_matches(['、', '，', ',', '；', '“', '”']).is_empty();
    if inherits && matches!(read.measure, Measure::Share | Measure::Rate) && read.base.is_none() {
        // `项目支出, 34.20%` in the legend of a chart; a part alone says nothing of the whole that the title names.
        let said = discourse.told.last_in(&sentence.quote).is_some();
        return earlier(sentence, between).unwrap_or_else(|| if said { discourse.topic.last.clone() } else { About::default() });
    }
    // A cause that names nothing says nothing for certain.
    let plain = matches!(quantity.measured, Measured::Money(_) | Measured::None) && read.measure == Measure::Amount;
    if sentence.causes && plain && subject::is_generic(words) {
        return About { subject: None, printed, ..About::default() };
    }
    // `占项目总数的100%`: of what was counted.
    if read.measure == Measure::Share && inherits && base_counts(sentence, read) {
        return count::counted_last(discourse, sentence);
    }
    // `补助资金（含上年结转5万元）共计8万元`
    let behind = between.pieces.iter().any(|piece| piece.kind == PieceKind::Close);
    if behind && subject::is_generic(words) && read.measure == Measure::Amount && !discourse.topic.last_is_empty() {
        return discourse.topic.last.clone();
    }
    if inherits && read.measure.is_change() && is_of_itself(sentence, between) {
        return About::default();
    }
    if inherits
        && read.measure.is_change()
        && let Some(named) = before_comparison(sentence, between)
    {
        return named;
    }
    if inherits && !discourse.topic.last_is_empty() {
        let about = bearer(discourse, sentence, read, quantity).clone();
        return if counts { count::beside(about) } else { about };
    }
    // `预算资金9万元，其中财政拨款8万元`: that of the whole which one source pays.
    let source = squeeze(words);
    if sentence.parts && read.measure == Measure::Amount && source.trim_end_matches('为') == "财政拨款" {
        let plain = || Subject { name: "财政拨款".to_owned(), code: None, source: SubjectSource::Printed };
        return About {
            subject: Some(discourse.list.whole.subject.clone().unwrap_or_else(plain)),
            printed: Some(source),
            ..About::default()
        };
    }
    // `重点项目3个，涉及金额5万元`: the money of what was counted, and not of what the section is about.
    if money
        && read.measure == Measure::Amount
        && ["金额", "资金", "涉及"].iter().any(|word| words.contains(word))
        && let Some(found) = money_of_counted(discourse, sentence, printed.as_deref())
    {
        return found;
    }
    // `甲项目由2025年5万元增加至8万元`: what rises is named before 由.
    let risen = read.measure == Measure::PriorAmount && behind_from(sentence, read);
    if read.measure == Measure::PriorAmount
        && let Some(subject) = prior::own_name(words)
    {
        return about(subject);
    }
    if subject::is_generic(words) || read.measure == Measure::PriorAmount && !risen {
        let own = || whole::of_this_year(discourse, sentence, words).filter(|_| read.measure == Measure::Amount);
        // `某项目年初预算9万元，其中：财政拨款8万元，其他资金1万元，实际执行7万元`: of the whole.
        let whole = &discourse.list.whole;
        if sentence.parts && read.measure == Measure::Amount && whole.planned.is_some() && prior::tells_outcome(words) {
            return About { subject: whole.subject.clone(), budget: whole.budget, printed, ..About::default() };
        }
        let named = earlier(sentence, between).or_else(own);
        return named
            .or_else(|| beside_another(discourse, sentence, read))
            .unwrap_or_else(|| inherited(discourse, sentence, read));
    }
    // `组织活动2-3次`: the lower bound is no part of the name.
    let bound = |c: char| c.is_ascii_digit() || "-－—~～".contains(c);
    let named = if words.trim_end().ends_with(['-', '－', '—', '~', '～']) {
        words.trim_end().trim_end_matches(bound)
    } else {
        words
    };
    let own = || if money { subject::of_office(words) } else { None };
    match own().or_else(|| subject::printed(named)).filter(|_| !named_behind) {
        Some(subject) => about(subject),
        None if named_behind => About { subject: None, printed, ..About::default() },
        None if sentence.causes => About { subject: None, printed, ..About::default() },
        // Words that name nothing for certain are no reason to take what stands before: `“良”的2个`, `按每人每年1万元`.
        None if matches!(read.measure, Measure::Amount | Measure::Count) && !inherits => {
            About { subject: None, printed, aside: true, ..About::default() }
        }
        None => inherited(discourse, sentence, read),
    }
}

/// Whether the first number of an item of a list stands behind words of its own, which name no known thing: `4.某补贴政策到期，比上年
/// 减少5万元` is not of the item before.
fn is_of_itself(sentence: &Sentence<'_>, between: Between<'_>) -> bool {
    let own = between.pieces.get(..between.last_clause()).unwrap_or_default();
    let first = sentence.slice(0..between.start(0)).trim().is_empty();
    let says = |piece: &Piece| {
        piece.kind == PieceKind::Word && !subject::is_generic(without_number(sentence.slice(piece.range.clone())))
    };
    first
        && is_item(sentence.words)
        && own.iter().any(says)
        && !own.iter().any(|piece| matches!(piece.kind, PieceKind::Open | PieceKind::Colon))
}

/// Whether the base of a prior amount stands behind 由 or 从, right behind the words that name what it is about.
fn behind_from(sentence: &Sentence<'_>, read: &Read) -> bool {
    let base = read.base.as_ref().map_or(0, |base| base.start);
    base > read.phrase.end && matches!(sentence.slice(read.phrase.end..base).trim(), "由" | "从")
}

/// `从会议费预算中调减5万元`: what it is taken from is what changes.
fn taken_from(words: &str) -> &str {
    let inner = words.trim().strip_prefix('从').and_then(|inner| inner.strip_suffix('中'));
    inner.unwrap_or(words)
}

/// `5万元，比上年减少2万元，扣除基建后比上年增加1万元`: of a part of the amount before, for which it has no other name.
fn apart(discourse: &Discourse, words: &str, read: &Read) -> Option<About> {
    let words = squeeze(words);
    let apart = read.measure.is_change() && words.ends_with('后') && ["扣除", "剔除"].iter().any(|word| words.starts_with(word));
    let last = discourse.topic.last.subject.as_ref().filter(|_| apart)?;
    let subject = Subject { name: format!("{}（{words}）", last.name), code: None, source: SubjectSource::Printed };
    let budget = discourse.topic.last.budget;
    Some(About { subject: Some(subject), printed: Some(words), budget, ..About::default() })
}

/// `拟安排该项目一般公共预算5万元`: of the project whose section it is.
fn of_titled_project(sentence: &Sentence<'_>, words: &str, quantity: &Quantity) -> Option<About> {
    let printed = squeeze(words);
    let own = printed.contains("安排该项目") && matches!(quantity.measured, Measured::Money(_));
    let subject = subject::printed(sentence.heading.project.filter(|_| own)?)?;
    Some(About { subject: Some(subject), printed: Some(printed), ..About::default() })
}

/// What a change without words of its own is a change of: the last amount, but an increase beyond that amount can only be the
/// whole's (`收入总计80万元，其中：本年80万元，上年结转0万元，比上年增加40万元`), and so can one whose per cent is that of
/// the whole and not of the last part.
fn bearer<'d>(discourse: &'d Discourse, sentence: &Sentence<'_>, read: &Read, quantity: &Quantity) -> &'d About {
    let Measured::Money(unit) = quantity.measured else { return &discourse.topic.last };
    let yuan = unit.factor().and_then(|factor| quantity.amount.value.in_yuan(factor));
    let whole =
        if sentence.parts && discourse.list.whole.yuan.is_some() { &discourse.list.whole } else { &discourse.topic.paragraph };
    // `其中：因公出国（境）费0万元，比上年增加0万元，增长0%`: of nothing, nothing; no per cent says more.
    let changed = yuan.filter(|yuan| !yuan.is_zero());
    if let (Measure::Change, Some(change), Some(percent)) = (read.measure, changed, sentence.percent) {
        let change = if read.direction == Some(Direction::Decrease) { -change.abs() } else { change };
        let follows = |about: &About| about.yuan.is_some_and(|amount| is_per_cent(change, amount, percent));
        if follows(whole) && !follows(&discourse.topic.last) {
            return whole;
        }
    }
    let beyond = discourse.topic.last.yuan.is_some_and(|last| yuan.is_some_and(|yuan| yuan > last));
    let within = discourse.topic.paragraph.yuan.is_some_and(|whole| yuan.is_some_and(|yuan| yuan <= whole));
    let increase = read.measure == Measure::Change && read.direction == Some(Direction::Increase);
    if increase && beyond && within { &discourse.topic.paragraph } else { &discourse.topic.last }
}

/// The money of what the number right before counts: `3个项目，资金5万元`.
fn money_of_counted(discourse: &Discourse, sentence: &Sentence<'_>, printed: Option<&str>) -> Option<About> {
    let words = fold(printed.unwrap_or_default());
    if !core(&words).is_empty() || is_total(&words) {
        return None;
    }
    let last = discourse.told.last_in(&sentence.quote).filter(|s| s.measure == Measure::Count)?;
    let counted = last.subject.as_ref().filter(|s| !is_body(s))?;
    let source = if counted.name.starts_with("绩效") { counted.source } else { SubjectSource::Printed };
    let subject = Some(Subject { name: format!("{}资金", counted.name), code: None, source });
    Some(About { subject, printed: printed.map(str::to_owned), ..About::default() })
}

/// An amount without a name in a sentence that has spoken of another thing than the paragraph: `拟购置车辆2辆，预算36万元` is
/// that of the purchase, and of any other thing nobody knows.
fn beside_another(discourse: &Discourse, sentence: &Sentence<'_>, read: &Read) -> Option<About> {
    let last = discourse.told.last_in(&sentence.quote)?;
    let other = read.measure == Measure::Amount && !sentence.parts && last.subject != discourse.topic.paragraph.subject;
    let bought = last.subject.as_ref().filter(|s| last.measure == Measure::Count && s.name.starts_with("购置"));
    other.then(|| About { subject: bought.cloned(), ..About::default() })
}

fn inherited(discourse: &Discourse, sentence: &Sentence<'_>, read: &Read) -> About {
    // `支出预算9万元，其中：…；支出比上年增加…`: the whole again.
    let side = squeeze(sentence.slice(read.phrase.clone()));
    // `部门预算比上年增加5万元` behind a sentence about vehicles.
    let all = ["部门预算", "单位预算"].iter().any(|word| side.ends_with(word));
    let total = |a: &About| a.subject.as_ref().is_some_and(|s| ["总计", "合计"].iter().any(|end| s.name.ends_with(end)));
    if all && !total(&discourse.topic.paragraph) && !total(&discourse.topic.last) {
        return About::default();
    }
    // `收入5万元，支出5万元。支出比上年增加…`
    let plain = display(&fold(&side)).trim_end_matches('数').trim_end_matches("决算").to_owned();
    let side = if ["收入", "支出"].contains(&plain.as_str()) { plain } else { side };
    let sided = ["收入", "支出"].contains(&side.as_str());
    if discourse.topic.paragraph.unclear && sided && !sentence.parts {
        let mut fits = discourse.topic.several.iter().filter(|a| a.subject.as_ref().is_some_and(|s| s.name.contains(&side)));
        return fits.next().filter(|_| fits.next().is_none()).cloned().unwrap_or_default();
    }
    // `收入预算9万元，支出9万元`: the other side is no amount of the first.
    if sided && read.measure == Measure::Amount {
        let other = if side == "收入" { "支出" } else { "收入" };
        let spoken = if sentence.parts { &discourse.list.whole } else { &discourse.topic.paragraph };
        let is_other = |a: &&About| a.subject.as_ref().is_some_and(|s| s.name.contains(other) && !s.name.contains(&side));
        // `其中：…。年初结转和结余2万元。支出决算9万元`: the list was that of the income.
        let opposite = Some(spoken).filter(is_other).or_else(|| {
            let carried = spoken.subject.as_ref().is_some_and(|s| s.name.contains("结转"));
            Some(&discourse.list.before).filter(is_other).filter(|_| carried)
        });
        let opposite = opposite.and_then(|about| about.subject.as_ref());
        if let Some(opposite) = opposite {
            let total = opposite.name == format!("{other}合计");
            let subject = total.then(|| Subject::term(format!("{side}合计")));
            return About { subject, printed: Some(side), ..About::default() };
        }
    }
    let named = discourse.list.whole.subject.as_ref().is_some_and(|whole| whole.name.contains(&side));
    // `其中甲项目3万元，乙项目2万元，合计5万元`
    if sentence.parts && discourse.list.whole.subject.is_some() && ["合计", "共计", "总计"].contains(&side.as_str()) {
        return discourse.list.whole.clone();
    }
    if sentence.parts && named && ["收入", "支出"].contains(&side.as_str()) {
        return discourse.list.whole.clone();
    }
    // `支出比上年增加` after a list of parts speaks of the whole again.
    let whole = !squeeze(sentence.slice(read.phrase.clone())).is_empty() && read.measure != Measure::Count;
    let own = (read.measure == Measure::Amount || whole) && !sentence.parts;
    if own && discourse.topic.paragraph.subject.is_some() {
        discourse.topic.paragraph.clone()
    } else {
        discourse.topic.last.clone()
    }
}

/// Whether a piece begins the sentence.
fn begins(sentence: &Sentence<'_>, piece: &Piece) -> bool {
    sentence.words[..piece.range.start].trim().is_empty()
}

/// A subject named in an earlier clause since the last quantity: `收入预算：2026年年初预算数…`.
pub(super) fn earlier(sentence: &Sentence<'_>, between: Between<'_>) -> Option<About> {
    let clause = between.last_clause();
    let mut end = between.start(clause);
    for at in (0..clause).rev() {
        let piece = &between.pieces[at];
        if matches!(piece.kind, PieceKind::Parts | PieceKind::Open | PieceKind::Close | PieceKind::Reason) {
            return None;
        }
        let words = sentence.slice(piece.range.start..end);
        end = piece.range.start;
        if piece.kind != PieceKind::Word {
            continue;
        }
        let label = at == 0 && between.pieces.get(1).is_some_and(|next| next.kind == PieceKind::Colon) && begins(sentence, piece);
        let words = words.trim_end_matches(['，', '：', ',', ':']);
        if is_average(words, "") {
            return Some(About { subject: average_name(words), average: true, ..About::default() });
        }
        let known = || subject::known(words, sentence.around()).or_else(|| subject::of_title(without_number(words)));
        // `1.智慧平台建设项目：预算安排5万元`
        let found = known().or_else(|| if label { labelled(words) } else { None });
        if let Some(subject) = found {
            let scope = squeeze(sentence.slice(between.start(0)..piece.range.start));
            return Some(within_scope(&scope, words).unwrap_or_else(|| About {
                subject: Some(subject),
                printed: Some(squeeze(words)),
                ..About::default()
            }));
        }
    }
    None
}

/// `故甲项收入与上年相比，增加5万元`: in a cause, the known name right before the comparison of the clause before is what changes, and
/// not what the cause explains.
fn before_comparison(sentence: &Sentence<'_>, between: Between<'_>) -> Option<About> {
    let clause = between.last_clause();
    let compare = between.pieces[..clause].iter().rposition(|piece| piece.kind == PieceKind::Compare)?;
    let ends = |piece: &Piece| matches!(piece.kind, PieceKind::Clause | PieceKind::Colon | PieceKind::Reason);
    let own = between.pieces[..compare].iter().rposition(ends).map_or(0, |at| at + 1);
    let from = between.start(own);
    let words = sentence.slice(from..between.pieces[compare].range.start).trim_start();
    let words = WORDS.change.so.iter().find_map(|so| words.strip_prefix(so)).unwrap_or(words);
    let named = subject::known(words, sentence.around()).filter(|_| sentence.causes)?;
    Some(About { subject: Some(named), printed: Some(squeeze(words)), ..About::default() })
}

/// Whether a change to an amount is so many per cent of what it was, give or take a twentieth for the rounding of all three.
fn is_per_cent(change: Decimal, amount: Decimal, percent: Decimal) -> bool {
    let was = amount - change;
    let near = |right: Decimal| (right - percent.abs()).abs() * Decimal::from(20) <= percent.abs().max(Decimal::ONE);
    was > Decimal::ZERO && (change.abs() * Decimal::ONE_HUNDRED).over(was).is_some_and(near)
}

/// `在预留的采购项目中，由甲类企业中标的，金额5万元`: the projects among which they won belong to what the amount is about.
fn within_scope(scope: &str, words: &str) -> Option<About> {
    let plain = scope.trim_end_matches(['，', ',']);
    if !plain.starts_with('在') || !plain.ends_with("项目中") || plain.contains(['，', ',', '：', ':']) {
        return None;
    }
    let printed = format!("{scope}{}", squeeze(words));
    Some(About { subject: Some(subject::printed(&printed)?), printed: Some(printed), ..About::default() })
}

/// The subject that a label before a colon names in words of its own; `具体情况如下` and a whole clause name none.
fn labelled(words: &str) -> Option<Subject> {
    const NO_NAMES: [&str; 15] =
        ["综述", "如下", "情况", "原因", "包括", "说明", "其中", "分别", "主要", "按照", "根据", "情形", "标准", "方面", "以下"];
    let plain = without_number(words);
    let short = plain.chars().nth(30).is_none();
    (short && !NO_NAMES.iter().any(|word| plain.contains(word))).then(|| subject::printed(plain)).flatten()
}

/// Whether the whole of a share is a number of things.
fn base_counts(sentence: &Sentence<'_>, read: &Read) -> bool {
    let base = squeeze(sentence.slice(read.base.clone().unwrap_or_default()));
    ["总数", "数量", "个数", "人数"].iter().any(|word| base.trim_end_matches(['的', '为']).ends_with(word))
}

/// Whether a term is one of projects counted, and the words name a project of their own: `甲项目5万元`.
fn is_counted_project(subject: &Subject, words: &str) -> bool {
    let term = subject.source == SubjectSource::Term && subject.name.starts_with("绩效") && subject.name.ends_with("项目");
    term && !["绩效", "自评", "评价"].iter().any(|word| words.contains(word))
}

/// Whether 的 and a name follow an amount.
fn names_behind(behind: &str) -> bool {
    let mut chars = behind.trim_start().chars();
    chars.next() == Some('的') && chars.next().is_some_and(char::is_alphabetic)
}

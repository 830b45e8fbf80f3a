//! What a change is measured against, and which amounts are themselves such a base.

use crate::codes::subjects::{core, fold};
use crate::codes::words::WORDS;
use crate::content::statement::clause::Read;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::compared::named;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{self, Subject};
use crate::content::statement::types::Measure;
use crate::diagnostic::Diagnostic;
use crate::grammar::sentence::{BaseKind, Measured, Piece, PieceKind, Quantity, base, pieces, without_number};
use crate::grammar::{squeeze, years_in};

/// An amount under the name of another year or of a plan is a prior amount: `上年度为37.09万元`, `年初预算为…`.
///
/// `outcome`: whether an outcome follows; `rest`: the pieces from the amount on.
pub(super) fn prior(
    discourse: &Discourse,
    sentence: &Sentence<'_>,
    read: Read,
    quantity: &Quantity,
    (outcome, rest): (bool, &[Piece]),
    diagnostics: &mut Vec<Diagnostic>,
) -> Read {
    let money = matches!(quantity.measured, Measured::Money(_) | Measured::None | Measured::Other);
    let words = sentence.slice(read.phrase.clone());
    if read.measure != Measure::Amount || !money {
        return read;
    }
    let Some(base) = base(words) else { return read };
    // What a cause speaks of by the way is the base of nothing.
    if sentence.causes && !subject::is_generic(words) {
        return read;
    }
    // `（一）2022年网络监测采购为5万元，用于项目建设`: the year belongs to the name of what the money is for.
    if !subject::is_generic(words) && base.kind == BaseKind::Plain && tells_use(sentence.words, rest) {
        return read;
    }
    // `2026年安排如下：2025年续建工程5万元、设备购置4万元`: the year belongs to the name of an item.
    if base.kind == BaseKind::Plain && is_item_of_year(discourse, sentence, words, read.phrase.start) {
        return read;
    }
    let past = base.last_year || base.year.is_some_and(|year| discourse.year.is_some_and(|this| year < this));
    // `2025年…5万元，比2025年减少1万元`: one of the two is a slip, and what is compared is the amount of this year.
    // Behind this year's amount it is what that is compared with: `收入9万元，2022年为7万元，与2022年相比，增加2万元`.
    if let Some(year) = base.year.filter(|&year| past && compared_with(sentence.words, rest) == Some(year))
        && !has_said(discourse, sentence)
    {
        let message = format!("an amount of {year} is compared with {year} in: {}", opening(sentence.words));
        let place = sentence.text.place(sentence.from + read.phrase.start);
        diagnostics.push(Diagnostic::warning("statement.same_year", message).at(place));
        return read;
    }
    // 一般公共预算 is the name of a fund and no plan: the word must stand at the end.
    let named = squeeze(words);
    let named = named.trim_end_matches(['为', '是', '数', '共']).ends_with("预算");
    // `支出5万元，年初预算数4万元`: the outcome stands before.
    let said = base.kind == BaseKind::Opening && subject::is_generic(words) && has_said(discourse, sentence);
    let planned = named
        && matches!(base.kind, BaseKind::Opening | BaseKind::Budget | BaseKind::Whole | BaseKind::Adjusted)
        && (outcome || said);
    // `上年结转结余471.96万元` names a subject; `2025年底固定资产` names a day.
    let left = ["结转", "结余", "实户资金"].iter().any(|word| words.contains(word));
    let plain = base.kind == BaseKind::Plain && !opens_with_year(words);
    let subject = !subject::is_generic(words) && (past && !planned) && (plain || left);
    if subject || !(past || planned) {
        return read;
    }
    Read { measure: Measure::PriorAmount, base: Some(read.phrase.clone()), ..read }
}

/// Whether the amount under a name with a year is an item of a list: the words before its colon say the year of all of it, and another
/// item has a name without one.
fn is_item_of_year(discourse: &Discourse, sentence: &Sentence<'_>, words: &str, start: usize) -> bool {
    let Some((lead, _)) = sentence.words[..start].rsplit_once(['：', ':']) else { return false };
    let items = &sentence.words[lead.len()..];
    let items = items.trim_start_matches(['：', ':']);
    let own = years_in(lead).last().is_some_and(|(_, year)| Some(*year) == discourse.year);
    let compared = || pieces(items).iter().any(|p| matches!(p.kind, PieceKind::Compare | PieceKind::Change(_)));
    let undated = |item: &str| {
        let name: String = item.trim().chars().take_while(|c| c.is_alphabetic()).collect();
        let named = name.chars().nth(2).is_some()
            && !subject::is_generic(&name)
            && !["本年", "今年", "当年"].iter().any(|w| name.starts_with(w));
        named && item.contains('元')
    };
    own && !subject::is_generic(words) && items.split(['、', '；', ';']).any(undated) && !compared()
}

/// What words that end with the name of a budget call an amount: 批复的年初预算数, 全年预算数, 涉及预算金额.
pub(super) fn planned(words: &str) -> Option<BaseKind> {
    let words = squeeze(words);
    let words = words.trim_end_matches(['为', '是', '数', '共', '约']);
    const NAMES: [(&str, BaseKind); 5] = [
        ("年初预算", BaseKind::Opening),
        ("预算金额", BaseKind::Budget),
        ("全年预算", BaseKind::Whole),
        ("调整预算", BaseKind::Adjusted),
        ("调整后预算", BaseKind::Adjusted),
    ];
    NAMES.iter().find(|(name, _)| words.ends_with(name)).map(|(_, kind)| *kind)
}

/// `某某工程项目年初预算数`, `2023年度某某费支出`: the name that the words of a prior amount give it besides the year and the plan.
pub(super) fn own_name(words: &str) -> Option<Subject> {
    let folded = fold(words);
    let name = core(&folded);
    let named = WORDS.money.own.iter().any(|end| name.ends_with(end)) && name.chars().nth(3).is_some();
    let vague = WORDS.money.vague.iter().any(|word| name.contains(word));
    let spent = format!("{name}支出");
    let name = if folded.contains(&spent) { &spent } else { name };
    (named && !vague && base(name).is_none()).then(|| subject::printed(name)).flatten()
}

/// Whether words say of an amount that it has come or gone: 支出决算, 执行数.
pub(super) fn tells_outcome(words: &str) -> bool {
    ["决算", "执行", "实际", "支付", "使用"].iter().any(|word| words.contains(word))
}

/// `2023年支出9万元，其中：甲类支出5万元，乙类支出4万元`: a part, without a year of its own, of what another year's amount was.
pub(super) fn is_part(discourse: &Discourse, sentence: &Sentence<'_>, read: &Read, quantity: &Quantity) -> bool {
    let words = sentence.slice(read.phrase.clone());
    // `2023年收入9万元，其中：上年结转2万元`: what that year had of the year before.
    let left = words.contains("结转") || words.contains("结余");
    let own = base(words).is_some_and(|base| !(base.last_year && left))
        || ["本年", "今年", "当年"].iter().any(|word| words.contains(word));
    let amount = read.measure == Measure::Amount && matches!(quantity.measured, Measured::Money(_));
    amount && sentence.parts && !sentence.causes && !own && discourse.list.whole.prior.is_some()
}

/// Where the bracket ends that opens right behind the prior amount at the front of `rest` and lists what it consisted of.
pub(super) fn opens_parts(rest: &[Piece], read: Option<&Read>) -> Option<usize> {
    let [_, open, parts, ..] = rest else { return None };
    let lists = open.kind == PieceKind::Open && parts.kind == PieceKind::Parts;
    let was = read.is_some_and(|read| read.measure == Measure::PriorAmount);
    let mut depth = 0_usize;
    let end = rest.iter().position(|piece| {
        match piece.kind {
            PieceKind::Open => depth += 1,
            PieceKind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        piece.kind == PieceKind::Close && depth == 0
    });
    end.filter(|_| lists && was)
}

/// Whether an amount of the sentence stands before.
fn has_said(discourse: &Discourse, sentence: &Sentence<'_>) -> bool {
    discourse.told.in_sentence(&sentence.quote).into_iter().any(|s| s.measure == Measure::Amount)
}

/// The canonical words of the base of comparison; a share says of what it is a part.
pub(super) fn base_of(discourse: &mut Discourse, sentence: &Sentence<'_>, read: &Read) -> Option<String> {
    let words = read.base.clone().map(|range| squeeze(sentence.slice(range)));
    match read.measure {
        Measure::Share => words.map(|w| whole_named(&w).to_owned()).filter(|w| !w.is_empty()),
        Measure::Amount | Measure::Count | Measure::Bound => None,
        // 满意度93.3% behind a comparison of something else is compared with nothing.
        Measure::Rate if words.is_none() => None,
        Measure::Completion => words.and_then(|w| base(&w)).map(|b| named(b, discourse.year)),
        _ => {
            let found = words.as_deref().and_then(base);
            // `比上年预算（上年5万元）减少1万元`: the bracket says the year alone of what was named with its figure.
            if let Some(found) = found.filter(|found| found.kind == BaseKind::Plain && discourse.topic.in_bracket())
                && read.measure == Measure::PriorAmount
                && let Some(before) = discourse.compared.words()
                && before.starts_with(&named(found, discourse.year))
            {
                return Some(before);
            }
            if let Some(found) = found {
                // `比上年预算（上年5万元）减少1万元`: the bracket does not change what is compared with.
                // `增长0%，因为去年预算数为0，因此增长率为0%`: nor does what a cause speaks of by the way.
                let named_before = discourse.compared.words().is_some() || sentence.causes;
                if read.measure == Measure::PriorAmount && (discourse.topic.in_bracket() || sentence.causes) && named_before {
                    return Some(named(found, discourse.year));
                }
                discourse.compared.name(found, discourse.year);
            }
            discourse.compared.words()
        }
    }
}

/// The whole that the words behind 占 name, without the verb behind it: `本年支出的比重达到`, `比重力争达到`.
fn whole_named(words: &str) -> &str {
    let mut named = words.trim_start_matches('比');
    while let Some(rest) = WORDS.share.behind.iter().chain(&WORDS.bound.before).find_map(|word| named.strip_suffix(word)) {
        named = rest;
    }
    named
}

/// Whether words begin with a whole year: `2023年农业生产发展支出`, and not `2023年末固定资产`, which names a day.
pub(super) fn opens_with_year(words: &str) -> bool {
    const DAYS: [&str; 8] = ["末", "底", "终", "初", "以来", "起", "至", "、"];
    let words = squeeze(without_number(words));
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let dated = (words.len() - digits.len() == 4).then(|| digits.strip_prefix('年')).flatten();
    let rest = dated.or_else(|| ["上年", "去年", "上一年"].iter().find_map(|word| words.strip_prefix(word)));
    let rest = rest.map(|rest| rest.strip_prefix('度').unwrap_or(rest));
    rest.is_some_and(|rest| !DAYS.iter().any(|day| rest.starts_with(day)) && !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The year that the amount at the front of `rest` is compared with.
fn compared_with(words: &str, rest: &[Piece]) -> Option<u16> {
    let own = rest.iter().skip(1).take_while(|piece| !matches!(piece.kind, PieceKind::Quantity(_)));
    let compare = own.into_iter().find(|piece| piece.kind == PieceKind::Compare)?;
    base(&words[compare.range.end..].chars().take(8).collect::<String>())?.year
}

/// Whether what the amount at the front of `rest` is for follows at once: `5万元，主要用于…`.
fn tells_use(words: &str, rest: &[Piece]) -> bool {
    let [_, clause, next, ..] = rest else { return false };
    clause.kind == PieceKind::Clause
        && ["用于", "主要用于"].iter().any(|word| words[next.range.start..].trim_start().starts_with(word))
}

fn opening(words: &str) -> String {
    words.chars().take(60).collect()
}

//! The amount of a form beside the whole of the document (DOC-03): a form in 万元 whose figures are yuan asks for more than all there is.

use super::asked::{distinct, finding, fund_evidence, name, tell, total};
use crate::check::document::Document;
use crate::check::figure::{Agreement, Figure, repeats};
use crate::check::finding::Evidence;
use crate::check::verdicts::Verdicts;
use crate::content::Horizon;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::unit_of;
use crate::record::{Origin, Record};

/// Tables of the whole of a body.
const WHOLE: [&str; 6] = ["B01", "B02", "B03", "F01", "F02", "F03"];
/// A form that is so many times the whole is in another unit.
const TIMES: u32 = 30;
/// Yuan in 万元.
const WAN: u32 = 10_000;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let of_table = |r: &&Record| r.origin == Origin::Table && r.amount_yuan.is_some();
    let tables = || document.records.iter().filter(of_table);
    let whole = tables().filter(|r| r.table.is_some_and(|t| WHOLE.contains(&t))).max_by_key(|r| r.amount_yuan);
    let Some((whole, all)) = whole.and_then(|r| Some((r, r.amount_yuan.filter(|a| *a > Decimal::ZERO)?))) else { return };
    for form in distinct(document) {
        let Some((fund, figure)) = total(form, Horizon::Annual) else { continue };
        if figure.value <= all * Decimal::from(TIMES) || fund.unit.as_deref() != Some("万元") {
            continue;
        }
        let yuan = Figure { value: figure.value.over(Decimal::from(WAN)).unwrap_or_default(), half: Decimal::new(5, 1) };
        let is_copy = |r: &&Record| {
            let read = r.unit.and_then(unit_of).and_then(|u| u.factor()).and_then(|factor| Figure::read(&r.printed, factor));
            read.is_some_and(|f| repeats(yuan, f).agreement != Agreement::Differ)
        };
        let copy = tables().find(is_copy);
        let beside = copy.unwrap_or(whole);
        let what = format!("表 / {}", beside.label.as_deref().unwrap_or_default());
        let there = Evidence { what, printed: beside.printed.to_string(), value: beside.amount_yuan, place: beside.place };
        let evidence = vec![fund_evidence(form, fund), there];
        tell("DOC-03", false, evidence.clone(), verdicts);
        let (name, printed, other) = (name(form), &fund.printed, &beside.printed);
        let unit = beside.unit.unwrap_or_default();
        let zh = format!("绩效目标表“{name}”的金额{printed}万元超过全部收支（表中为{other}{unit}），其单位应为元。");
        let en = format!(
            "The form of {name} asks for {printed}万元, more than all there is ({other}{unit} in the tables); its unit must be 元."
        );
        // The same amount in the tables proves it; else the unit of the tables may be what is wrong.
        let severity = if copy.is_some() { Severity::Error } else { Severity::Warning };
        verdicts.find(finding("DOC-03", severity, zh, en, evidence));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    #[test]
    fn a_form_in_yuan_under_another_unit_is_more_than_all() {
        let of = |amount: &str| {
            let text = format!(
                "溪棠市水务局2025年部门预算\n\n收支总表\n单位：万元\n收入\t预算数\t支出\t预算数\n一、一般公共预算拨款收入\t800.00\t一、农林水支出\t800.00\n\
                 收入总计\t800.00\t支出总计\t800.00\n\n项目支出绩效目标表\n单位：万元\n项目名称\t水库维修\n主管部门\t溪棠市水务局\n\
                 资金情况（万元）\t年度资金总额\t{amount}\n\t其中：财政拨款\t{amount}\n\t其他资金\t0.00\n年度目标\t完成水库维修。\n\
                 一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t维修水库数量\t≥2座\n"
            );
            findings_of(&text).into_iter().filter(|f| f.rule == "DOC-03").count()
        };
        assert_eq!(of("483961.90"), 1);
        assert_eq!(of("48.40"), 0);
    }
}

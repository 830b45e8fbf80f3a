//! Rules on tables.
//!
//! Most of them are identities: a total and its parts, a figure and its repetition. The rules state them as data (`tree`,
//! `columns`, `balance`, `three_public`, `cross`); they are compared in one place (`identity`), explained in one place
//! (`report`, which looks for the figure whose correction mends the most), and then tried all together (`interval`).
//! Rules that are no identities stand in `codes` and `units`.

mod balance;
mod codes;
mod columns;
mod cross;
mod culprit;
mod identity;
mod index;
mod interval;
mod judge;
mod loose;
mod numbered;
mod projects;
mod report;
mod stated;
mod three_public;
mod torn;
mod tree;
mod units;
mod withheld;

pub(super) use loose::pieces;
pub(super) use torn::{runs_over, unfit};

use self::stated::Out;
use super::document::Document;
use super::held::{Held, Spot};
use super::verdicts::Verdicts;
use crate::codes::words::WORDS;

/// The rules that this family answers for.
pub(super) const RULES: &[&str] = &[
    "BAL-01", "BAL-02", "BAL-03", "BAL-04", "BAL-05", "BAL-06", "BAL-07", "BAL-08", "BAL-09", "BAL-10", "BAL-11", "ROW-01",
    "ROW-02", "ROW-03", "ROW-04", "HIE-01", "HIE-02", "HIE-03", "HIE-04", "HIE-05", "HIE-06", "HIE-07", "XT-01", "XT-02",
    "XT-03", "XT-04", "XT-05", "XT-06", "XT-07", "XT-08", "XT-09", "XT-10", "XT-11", "XT-12", "XT-13", "XT-14", "XT-15", "XT-16",
    "XT-17", "XT-18", "XT-19", "XT-20", "DOC-03",
];

/// Asks all rules on tables.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let mut sheets = index::read(document);
    loose::mark(document, &mut sheets);
    units::check(document, &mut sheets, verdicts);
    let sheets = sheets;
    let mut identities = Vec::new();
    let mut balances = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        let known = sheet.id().is_some() && !sheet.table.empty;
        balances.push(if known { balance::state(sheet, &mut identities) } else { None });
        if known {
            tree::state(sheet, &mut identities);
            columns::state(sheet, &mut identities);
            three_public::state(sheet, &mut identities);
        }
    }
    let mut out = Out { identities: &mut identities, sheets: &sheets, verdicts };
    for tables in bodies(document, sheets.len()) {
        let set = cross::Set::new(&sheets, &balances, tables);
        cross::state(&set, &mut out);
        projects::state(&set, &mut out);
        three_public::across(&set, &mut out);
        codes::across(&set, &mut out);
    }
    for sheet in sheets.iter().filter(|s| s.id().is_some() && !s.table.empty) {
        codes::check(sheet, document.disclosure.fiscal_year, verdicts);
    }
    let verdict = judge::judge(identities, &sheets, verdicts);
    proofs(&verdict.judged, verdicts);
    report::report(&verdict, &sheets, says_withheld(document), verdicts);
    interval::check(&verdict.judged, &sheets, verdicts);
}

/// Whether the document says that it leaves items out, as secret ones.
fn says_withheld(document: &Document<'_>) -> bool {
    let notes = document.content.tables.iter().flat_map(|t| &t.notes).map(String::as_str);
    let texts = document.outline.paragraphs.iter().map(|p| p.text.as_str());
    notes.chain(texts).any(|t| WORDS.scope.withheld.iter().any(|w| t.contains(w)))
}

/// Keeps what holds; that one figure is at most another proves neither.
fn proofs(judged: &[identity::Judged], verdicts: &mut Verdicts) {
    let spots = |side: &[index::At]| side.iter().map(|at| Spot { table: at.table, row: at.row, column: at.column }).collect();
    for found in judged.iter().filter(|found| found.identity.form != identity::Form::AtMost) {
        verdicts.hold(Held::of(&found.compared, spots(&found.identity.left), spots(&found.identity.right)));
    }
}

/// The tables of each body in the document: of its units where it holds several, else all.
fn bodies(document: &Document<'_>, tables: usize) -> Vec<Vec<usize>> {
    let parts = &document.content.parts;
    if parts.is_empty() { vec![(0..tables).collect()] } else { parts.iter().map(|p| p.tables.clone()).collect() }
}

#[cfg(test)]
mod tests {
    use crate::check::findings_of as findings;
    use crate::diagnostic::Severity;

    const HEAD: &str = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n";

    #[test]
    fn what_is_missing_in_two_tables_may_be_left_out() {
        let rows = "\t合计\t100.00\t60.00\t40.00\n204\t公共安全支出\t100.00\t60.00\t40.00\n20402\t公安\t100.00\t60.00\t40.00\n\
                    2040201\t行政运行\t60.00\t60.00\t\n2040299\t其他公安支出\t15.50\t\t15.50\n";
        let text = format!(
            "溪棠市公安局2025年部门预算\n\n支出总表\n单位：万元\n{HEAD}{rows}\n一般公共预算支出表\n单位：万元\n{HEAD}{rows}"
        );
        let found = findings(&text);
        assert!(!found.is_empty() && found.iter().all(|f| f.severity <= Severity::Warning), "{found:?}");
        assert!(found.iter().any(|f| f.message.contains("not itemised") && f.repair.is_none()), "{found:?}");
    }

    #[test]
    fn money_whose_column_is_not_printed_breaks_no_sum() {
        let of = |bare: &str| {
            let text = format!(
                "溪棠市档案馆2025年部门预算\n\n项目支出预算表\n单位：万元\n项目名称\t合计\t一般公共预算\t国有资本经营预算\t上年结转\n\
                 馆藏档案数字化\t173.80\t173.80\t\t\n档案宣传经费\t70.40\t63.28\t\t7.12\n{bare}\n库房维修\t75.75\t\t68.58\t7.17\n\
                 合计\t322.05\t237.08\t68.58\t14.29\n"
            );
            findings(&text).into_iter().filter(|f| f.rule == "ROW-03" && f.severity > Severity::Info).count()
        };
        assert_eq!(of("档案整理\t2.10\t\t\t"), 0);
        assert!(of("档案整理\t2.10\t1.20\t\t") > 0);
    }

    #[test]
    fn lines_by_budget_below_the_carry_over_are_parts_of_it() {
        let text = "溪棠市水务局2024年度部门决算\n\n财政拨款收入支出决算总表\n单位：万元\n项目\t金额\t项目\t金额\n\
                    一、一般公共预算财政拨款\t90.00\t一、一般公共服务支出\t99.00\n二、政府性基金预算财政拨款\t\t\t\n\
                    年初财政拨款结转和结余\t9.50\t年末财政拨款结转和结余\t0.50\n一般公共预算财政拨款\t9.50\t\t\n总计\t99.50\t总计\t99.50\n";
        assert!(findings(text).iter().all(|f| f.severity < Severity::Error), "{:?}", findings(text));
    }

    #[test]
    fn numbers_of_columns_that_stand_two_in_a_cell_put_the_table_in_doubt() {
        let text = "溪棠市水务局2025年部门预算\n\n支出总表\n单位：万元\n科目名称\t合计\t基本支出\t项目支出\n** 1\t2\t3\t4\n\
                    合计\t100.00\t60.00\t40.00\n一般公共服务支出\t90.00\t60.00\t40.00\n";
        assert!(findings(text).iter().all(|f| f.severity < Severity::Error), "{:?}", findings(text));
    }

    #[test]
    fn a_unit_is_wrong_where_the_balance_has_the_total_among_its_lines() {
        let of = |unit: &str| {
            let text = format!(
                "溪棠市水务局2024年度部门决算\n\n收入支出决算总表\n单位：万元\n项目\t决算数\t项目\t决算数\n\
                 一、一般公共预算财政拨款收入\t13834.04\t一、一般公共服务支出\t13654.54\n本年收入合计\t13834.04\t本年支出合计\t13654.54\n\
                 年初结转和结余\t0.50\t年末结转和结余\t180.00\n总计\t13834.54\t总计\t13834.54\n\n支出决算表\n单位：{unit}\n{HEAD}\
                 \t合计\t13654.54\t8564.25\t5090.29\n201\t一般公共服务支出\t13654.54\t8564.25\t5090.29\n\
                 20101\t人大事务\t8000.00\t5000.00\t3000.00\n20103\t政府办公厅（室）及相关机构事务\t5654.54\t3564.25\t2090.30\n"
            );
            findings(&text).into_iter().filter(|f| f.severity > Severity::Info).map(|f| f.rule).collect::<Vec<_>>()
        };
        assert_eq!(of("元"), ["DOC-03"]);
        assert!(of("万元").is_empty(), "{:?}", of("万元"));
    }

    #[test]
    fn a_wrong_unit_is_one_finding_without_consequences() {
        let rows = "\t合计\t1,100.01\t600.00\t500.00\n201\t一般公共服务支出\t600.00\t400.00\t200.00\n\
                    208\t社会保障和就业支出\t500.00\t200.00\t300.00\n";
        let balance = "收入\t预算数\t支出\t预算数\n一、一般公共预算拨款收入\t1,100.01\t一、一般公共服务支出\t600.00\n\
                       \t\t二、社会保障和就业支出\t500.00\n本年收入合计\t1,100.01\t本年支出合计\t1,100.01\n\
                       收入总计\t1,100.01\t支出总计\t1,100.01\n";
        let text = format!(
            "溪棠市水务局2025年部门预算\n\n收支总表\n单位：万元\n{balance}\n支出总表\n单位：元\n{HEAD}{rows}\n\
             一般公共预算支出表\n单位：万元\n{HEAD}{rows}\n三、预算情况说明\n\n2025年支出总计1,100.01万元。\n"
        );
        let found = findings(&text);
        let told: Vec<&str> = found.iter().filter(|f| f.severity > Severity::Info).map(|f| f.rule).collect();
        assert_eq!(told, ["DOC-03"], "{found:?}");
    }

    #[test]
    fn categories_without_a_code_head_the_projects_that_have_one() {
        let of = |total: &str| {
            findings(&format!(
                "溪棠市水务局2025年部门预算\n\n项目支出表\n单位：万元\n项目名称\t合计\t功能分类编码\n其他运转类\t22.00\t\n\
                 水质监测\t2.00\t2130333\n噪声监测\t10.00\t2110199\n土壤详查\t10.00\t2110106\n民生保障类\t30.00\t\n排污核查\t20.00\t2110199\n许可核查\t10.00\t2110106\n\
                 特定目标类\t5.00\t\n应急采购\t5.00\t2110106\n总计\t{total}\t\n"
            ))
            .into_iter()
            .filter(|f| f.severity > Severity::Info)
            .map(|f| f.rule)
            .collect::<Vec<_>>()
        };
        assert!(of("57.00").is_empty(), "{:?}", of("57.00"));
        assert_eq!(of("75.00"), ["XT-08"]);
    }

    #[test]
    fn a_row_that_numbers_the_columns_holds_no_amounts() {
        let rows = "\t合计\t100.00\t60.00\t40.00\n201\t一般公共服务支出\t90.00\t60.00\t30.00\n1\t2\t3\t4\t5\n\
                    208\t社会保障和就业支出\t10.00\t\t10.00\n";
        let text = format!("溪棠市水务局2025年部门预算\n\n支出总表\n单位：万元\n{HEAD}{rows}");
        assert!(findings(&text).iter().all(|f| f.severity < Severity::Error), "{:?}", findings(&text));
    }

    /// Rows of a table by function, and one more table without a title below it.
    fn in_two_pieces(rows: &str) -> Vec<crate::check::Finding> {
        let text = format!(
            "溪棠市水务局2025年部门预算\n\n支出总表\n单位：万元\n{HEAD}\t合计\t160.00\t100.00\t60.00\n{rows}\n\n\
             编码\t名称\t金额\t其一\t其二\n221\t住房保障支出\t60.00\t40.00\t20.00\n22102\t住房改革支出\t60.00\t40.00\t20.00\n"
        );
        findings(&text).into_iter().filter(|f| f.severity > Severity::Info).collect()
    }

    #[test]
    fn a_row_is_a_sum_whatever_rows_were_not_read() {
        let rows = "201\t一般公共服务支出\t50.00\t30.00\t20.00\n208\t社会保障和就业支出\t30.00\t20.00\t10.00\n\
                    210\t卫生健康支出\t20.00\t10.00\t10.00\n";
        assert!(in_two_pieces(rows).is_empty(), "{:?}", in_two_pieces(rows));
        let found = in_two_pieces(&rows.replace("30.00\t20.00\t10.00", "30.00\t50.00\t10.00"));
        assert_eq!(found.iter().map(|f| f.rule).collect::<Vec<_>>(), ["ROW-01"], "{found:?}");
    }

    #[test]
    fn a_gap_that_is_all_of_another_column_is_a_row_left_out() {
        let text = format!(
            "溪棠市水务局2025年部门预算\n\n支出总表\n单位：万元\n{HEAD}\t合计\t90.00\t46.32\t43.68\n213\t农林水支出\t90.00\t46.32\t43.68\n\
             21303\t水利\t90.00\t46.32\t43.68\n2130305\t水利工程建设\t30.00\t\t30.00\n2130311\t水资源节约管理与保护\t13.68\t\t13.68\n"
        );
        let found = findings(&text);
        assert!(found.iter().all(|f| f.severity < Severity::Error), "{found:?}");
        assert!(found.iter().any(|f| f.severity == Severity::Warning && f.repair.is_none()), "{found:?}");
    }

    #[test]
    fn what_is_missing_below_last_year_may_have_no_row_this_year() {
        let of = |last: &str| {
            let text = format!(
                "溪棠市水务局2025年部门预算\n\n一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t2024年预算数\t2025年预算数\n\
                 \t合计\t95.00\t90.00\n213\t农林水支出\t95.00\t90.00\n21303\t水利\t95.00\t90.00\n2130305\t水利工程建设\t{last}\t60.00\n\
                 2130311\t水资源节约管理与保护\t30.00\t30.00\n"
            );
            findings(&text).into_iter().filter(|f| f.severity > Severity::Info).count()
        };
        assert_eq!(of("50.00"), 0);
    }

    #[test]
    fn a_finding_says_which_cell_has_what_is_missing() {
        let text = "溪棠市水务局2025年部门预算\n\n收支总表\n单位：万元\n收入\t预算数\t支出\t合计\t当年预算安排\t上年结转安排\n\
                    一、一般公共预算拨款收入\t90.00\t一、一般公共服务支出\t50.00\t50.00\t\n\t\t二、卫生健康支出\t17.35\t\t\n\
                    \t\t三、住房保障支出\t22.65\t22.65\t\n本年收入合计\t90.00\t本年支出合计\t90.00\t90.00\t\n";
        let found = findings(text);
        assert!(
            found.iter().any(|f| f.message.contains("what is missing is exactly") && f.message.contains("173,500 yuan")),
            "{found:?}"
        );
    }

    #[test]
    fn rows_of_several_levels_make_no_total() {
        let units: String = (1..=9u8).map(|n| format!("水利站{n}\t{n}0.00\n水库维修{n}\t{n}0.00\n")).collect();
        let text = format!(
            "溪棠市水务局2025年部门预算\n\n项目支出表\n单位：万元\n项目名称\t金额\n{units}渠道清淤\t7.00\n合计\t450.00\n"
        );
        assert!(findings(&text).iter().all(|f| f.severity < Severity::Warning), "{:?}", findings(&text));
    }

    #[test]
    fn the_dash_of_a_blank_cell_is_no_sign_of_the_next() {
        let of = |running: &str| {
            let text = format!(
                "溪棠市水务局2024年度部门决算\n\n财政拨款“三公”经费支出表\n单位：万元\n合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费\n\
                 23.86\t-\t10.72\t13.14\n\n一般公共预算“三公”经费支出表\n单位：万元\n合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费\n\
                 23.86\t\t{running}\t13.14\n－\t－\t－\t－\n"
            );
            findings(&text).into_iter().filter(|f| f.severity == Severity::Error).map(|f| f.rule).collect::<Vec<_>>()
        };
        assert!(of("-10.72").is_empty(), "{:?}", of("-10.72"));
        assert_eq!(of("11.72"), ["XT-09"]);
    }

    #[test]
    fn digits_in_a_row_of_their_own_belong_to_the_figures_above() {
        let of = |rest: &str| {
            let text = format!(
                "溪棠市水务局2025年部门预算\n\n支出总表\n单位：万元\n{HEAD}\t合计\t2,844.37\t100.00\t2,744.37\n204\t公共安全支出\t2,844.37\t100.00\t2,744.37\n\
                 20402\t公安\t2,844.37\t100.00\t2,744.37\n2040201\t行政运行\t100.00\t100.00\t\n2040220\t执法办案\t{rest}\n"
            );
            findings(&text).into_iter().filter(|f| f.severity == Severity::Error).count()
        };
        assert_eq!(of("2,744.37\t\t2,744.37"), 0);
        assert_eq!(of("2,744.3\t\t2,744.3\n\t\t7\t\t7"), 0);
        assert!(of("2,744.87\t\t2,744.87") > 0);
    }

    #[test]
    fn the_same_digits_in_two_units_are_one_wrong_unit() {
        let text = "溪棠市水务局2024年度部门决算\n\n一般公共预算财政拨款支出决算表\n单位：万元\n\
                    科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n\t合计\t909.5\t408.5\t501\n213\t农林水支出\t909.5\t408.5\t501\n\n\
                    一般公共预算财政拨款基本支出决算表\n单位：元\n科目编码\t科目名称\t合计\n\t合计\t408.5\n301\t工资福利支出\t408.5\n30101\t基本工资\t408.5\n";
        let told: Vec<&str> = findings(text).into_iter().filter(|f| f.severity > Severity::Info).map(|f| f.rule).collect();
        assert_eq!(told, ["DOC-03"]);
    }

    #[test]
    fn basic_expenditure_of_accounts_is_the_same_by_function_and_by_economy() {
        let of = |total: &str| {
            let text = format!(
                "溪棠市水务局2024年度部门决算\n\n一般公共预算财政拨款支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n\
                 \t合计\t90.00\t50.00\t40.00\n213\t农林水支出\t90.00\t50.00\t40.00\n\n一般公共预算财政拨款基本支出决算表\n单位：万元\n\
                 科目编码\t科目名称\t合计\n\t合计\t{total}\n301\t工资福利支出\t{total}\n30101\t基本工资\t{total}\n"
            );
            findings(&text).into_iter().filter(|f| f.severity == Severity::Error).map(|f| f.rule).collect::<Vec<_>>()
        };
        assert!(of("50.00").is_empty(), "{:?}", of("50.00"));
        assert_eq!(of("52.00"), ["XT-06"]);
    }
}

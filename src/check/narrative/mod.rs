//! What the running text says, held against the tables, the forms and itself.
//!
//! | file | asks |
//! |---|---|
//! | `copied` (`pairings.toml`) | whether a figure that the text repeats is the one in the tables |
//! | `again` | whether what the text says twice is the same |
//! | `projects` | whether amounts and names of projects in the text are those of the table of projects |
//! | `changes` | whether changes and per cents follow from the amounts beside them, and the words from the signs |
//! | `parts` | whether parts make up the whole that the text names, and shares are shares |
//! | `lists` | whether the figures of a list tell which of them is wrong |
//! | `counts` | whether the text counts as many as there are |
//! | `unsigned` | whether a per cent has its sign |
//! | `enumerated` | whether it lists as many as it counts |
//! | `reasons` | whether reasons are given, make up the change and go the same way |
//! | `words` | years and lists |

mod again;
mod bases;
mod breath;
mod changes;
mod copied;
mod counts;
mod enumerated;
mod ground;
mod lists;
mod near;
mod pairing;
mod parts;
pub(super) mod projects;
mod reasons;
mod said;
mod scope;
mod unsigned;
mod words;

pub(super) use said::{disclaims, subject};

use super::document::Document;
use super::verdicts::Verdicts;

/// The rules that this family answers for.
pub(super) const RULES: &[&str] = &[
    "NAR-01", "NAR-02", "NAR-03", "NAR-04", "NAR-05", "NAR-06", "NAR-07", "NAR-08", "NAR-09", "NAR-10", "NAR-11", "NAR-12",
    "NAR-13", "NAR-14", "NAR-15", "NAR-16", "NAR-17", "NAR-18", "NAR-19", "NAR-20",
];

/// Asks all rules about the text.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    copied::ask(document, verdicts);
    projects::ask(document, verdicts);
    changes::ask(document, verdicts);
    parts::ask(document, verdicts);
    lists::ask(document, verdicts);
    counts::ask(document, verdicts);
    enumerated::ask(document, verdicts);
    unsigned::ask(document, verdicts);
    reasons::ask(document, verdicts);
    words::ask(document, verdicts);
}

#[cfg(test)]
mod tests {
    use crate::check::{Document, findings_of as findings, run};
    use crate::content::disclosure;
    use crate::page::Metadata;

    #[test]
    fn a_per_cent_is_put_right_only_where_the_amount_is_that_of_the_tables() {
        let of = |item: &str| {
            let text = format!(
                "溪棠市档案馆2025年部门预算\n\n一般公共预算支出预算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
                 合计\t\t56.12\t56.12\t\n208\t社会保障和就业支出\t56.12\t56.12\t\n20805\t行政事业单位养老支出\t56.12\t56.12\t\n\
                 2080501\t行政单位离退休\t56.12\t56.12\t\n\n三、预算情况说明\n\n{item}\n"
            );
            findings(&text).into_iter().find(|f| f.rule == "NAR-02").map(|f| (f.repair, f.message))
        };
        let (repair, _) = of("行政单位离退休（2080501）56.12万元，比上年减少1.31万元，下降2.82%。").expect("a finding");
        assert_eq!(repair.as_deref(), Some("-2.28%"));
        // 57.8 for 56.12: the per cent follows from what the table has.
        let (repair, message) = of("行政单位离退休（2080501）57.8万元，比上年减少1.31万元，下降2.28%。").expect("a finding");
        assert_eq!(repair, None);
        assert!(message.contains("578,000 yuan"), "{message}");
    }

    #[test]
    fn an_average_is_no_figure_of_the_tables() {
        let text = "溪棠市财政局2024年度部门决算\n一、三公经费决算\n公务用车运行维护费40.61万元，平均每辆2.71万元。\n";
        let (sheets, _) = crate::layout::native::lay_out_text(text);
        let (mut outline, _) = crate::outline::outline(sheets);
        let (facts, _) = disclosure::read(&outline, &Metadata::default());
        let (content, _) = crate::content::read(&mut outline, &facts);
        let of = |printed: &str| content.statements.iter().find(|s| s.printed == printed);
        assert!(super::said::amount(of("40.61万元").expect("a statement")).is_some());
        assert!(super::said::amount(of("2.71万元").expect("a statement")).is_none());
        let records = Vec::new();
        let document = Document { outline: &outline, disclosure: &facts, content: &content, records: &records, diagnostics: &[] };
        assert!(run(&document).findings.iter().all(|f| !f.rule.starts_with("NAR")));
    }

    /// What the tables have is of the body as a whole.
    #[test]
    fn what_is_said_of_a_unit_or_a_county_is_not_measured_by_the_tables() {
        let of = |item: &str| {
            let text = format!(
                "溪棠市水务局2025年部门预算\n\n一般公共预算“三公”经费支出表\n单位：万元\n合计\t因公出国（境）费\t公务用车购置费\t公务用车运行费\t公务接待费\n\
                 35.60\t0.00\t0.00\t30.00\t5.60\n\n三、预算情况说明\n\n（一）“三公”经费\n\n{item}\n"
            );
            findings(&text)
                .into_iter()
                .filter(|f| f.severity == crate::diagnostic::Severity::Error)
                .map(|f| f.rule)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("2025年公务接待费3.60万元。"), ["NAR-08"]);
        assert!(of("2025年公务接待费5.60万元，其中局本级公务接待费3.60万元。").is_empty());
        assert!(of("2025年公务接待费5.60万元，其中水利站公务接待费3.60万元。").is_empty());
        assert!(of("2025年全县公务接待费83.60万元。").is_empty());
    }

    #[test]
    fn times_and_signs_are_read_as_they_are_meant() {
        let of = |item: &str| findings(&format!("溪棠市水务局2025年部门预算\n\n三、预算情况说明\n\n{item}\n"));
        for item in [
            "项目支出800.00万元，比上年增加436.36万元，增长1.2倍。",
            "项目支出2,300.25万元，较上年减少199.75万元（-7.99%）。",
            "项目支出2,300.25万元，较上年增加-199.75万元，增长-7.99%。",
            "项目支出2,300.25万元，较上年减少-199.75万元，下降-7.99%。",
        ] {
            assert!(of(item).is_empty(), "{item}: {:?}", of(item));
        }
        assert_eq!(of("项目支出800.00万元，比上年增加436.36万元，增长2.1倍。").len(), 1);
    }

    /// 出国（境）费 of nothing is nothing of any whole.
    #[test]
    fn a_share_is_not_measured_by_its_own_part() {
        let text = "溪棠市水务局2024年度部门决算\n\n三、“三公”经费情况\n\n\
            2024年度“三公”经费支出决算21.34万元。\n\n其中：1.因公出国（境）费支出0万元，占0%。\n\n\
            2.公务用车购置及运行维护费支出18.22万元，占85.38%。其中：公务用车购置费支出0万元，公务用车运行维护费支出18.22万元。\n\n\
            3.公务接待费支出3.12万元，占14.62%。\n";
        assert!(findings(text).is_empty(), "{:?}", findings(text));
    }

    /// Errors of a text below a table of expenditure whose rows are of two units.
    fn errors(table: &str, item: &str) -> Vec<&'static str> {
        let text =
            format!("溪棠市水务局2025年部门预算\n\n一般公共预算支出表\n单位：万元\n{table}\n\n三、预算情况说明\n\n{item}\n");
        let is_error = |f: &crate::check::Finding| f.severity == crate::diagnostic::Severity::Error;
        findings(&text).into_iter().filter(is_error).map(|f| f.rule).collect()
    }

    #[test]
    fn an_item_in_several_rows_is_their_sum_or_one_of_them() {
        let table = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t30.00\t30.00\t\n2080501\t行政单位离退休\t10.00\t10.00\t\n\
                     2101101\t行政单位医疗\t2.00\t2.00\t\n2080501\t行政单位离退休\t18.00\t18.00\t";
        assert!(errors(table, "行政单位离退休（2080501）28.00万元。").is_empty());
        assert!(errors(table, "行政单位离退休（2080501）10.00万元。").is_empty());
        assert!(errors(table, "行政单位离退休（2080501）31.00万元。").is_empty(), "rows may be left out");
        assert_eq!(errors(table, "行政单位医疗（2101101）2.70万元。"), ["NAR-01"]);
    }

    #[test]
    fn a_component_of_a_work_item_is_not_the_item_of_that_name() {
        let table = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t30.00\t\t30.00\n2070305\t体育竞赛\t30.00\t\t30.00";
        assert!(errors(table, "全民健身管理预算34.94万元，主要包括体育竞赛31.17万元，主要用于竞赛管理。").is_empty());
        assert!(errors(table, "体育竞赛（2070305）2025年为30.00万元，2024年为28.00万元。").is_empty());
    }

    /// A budget and the accounts of the year before in one file.
    #[test]
    fn a_sentence_of_the_accounts_is_held_against_the_accounts() {
        let table = |title: &str, amount: &str| {
            format!(
                "{title}\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t{amount}\t{amount}\t\n208\t社会保障和就业支出\t\
                 {amount}\t{amount}\t\n20805\t行政事业单位养老支出\t{amount}\t{amount}\t\n2080501\t行政单位离退休\t{amount}\t{amount}\t\n\n"
            )
        };
        let of = |amount: &str| {
            let text = format!(
                "溪棠市档案馆2025年部门预算\n\n{}{}{}{}第一部分 2025年预算情况说明\n\n一、收入预算情况说明\n\n2025年收入预算56.12万元。\n\n\
                 二、支出预算情况说明\n\n2025年行政单位离退休（2080501）56.12万元。\n\n三、“三公”经费预算情况说明\n\n2025年无。\n\n\
                 第二部分 2024年决算情况说明\n\n一、收入决算情况说明\n\n2024年收入决算50.00万元。\n\n二、支出决算情况说明\n\n\
                 行政单位离退休（2080501）{amount}万元。\n\n三、“三公”经费决算情况说明\n\n2024年无。\n",
                table("2025年支出总表", "56.12"),
                table("2025年一般公共预算支出预算表", "56.12"),
                table("2024年支出决算表", "50.00"),
                table("2024年一般公共预算财政拨款支出决算表", "50.00"),
            );
            let errors = findings(&text).into_iter().filter(|f| f.severity > crate::diagnostic::Severity::Info);
            errors.map(|f| f.rule).collect::<Vec<_>>()
        };
        assert!(of("50.00").is_empty(), "{:?}", of("50.00"));
        assert_eq!(of("53.00"), ["NAR-01"]);
    }

    #[test]
    fn the_same_period_is_last_year_and_no_plan() {
        let of = |item: &str| findings(&format!("溪棠市水务局2024年度部门决算\n\n三、“三公”经费情况\n\n{item}\n"));
        let item =
            "“三公”经费支出年初预算为24.60万元，支出决算为25.30万元，完成年初预算的102.85%，同比增加3.70万元，增长17.13%。";
        // That no reason is given is another matter.
        assert!(of(item).iter().all(|f| f.rule == "NAR-18"), "{:?}", of(item));
    }

    /// What is above an information in a text below a table of expenditure.
    fn told(table: &str, item: &str) -> Vec<(&'static str, bool)> {
        let text = format!("溪棠市水务局2025年部门预算\n\n{table}\n\n三、预算情况说明\n\n{item}\n");
        let told = findings(&text).into_iter().filter(|f| f.severity > crate::diagnostic::Severity::Info);
        told.map(|f| (f.rule, f.minor)).collect()
    }

    #[test]
    fn what_was_carried_over_may_be_counted_or_not() {
        let table = "收入总表\n单位：万元\n科目编码\t科目名称\t合计\t一般公共预算\n\t合计\t4187.50\t4187.50\n213\t农林水支出\t4187.50\t4187.50";
        let of = |carried: &str| {
            told(table, &format!("2025年收入合计4582.19万元，其中一般公共预算收入4187.50万元，年初结转和结余{carried}万元。"))
        };
        assert!(of("394.69").is_empty(), "{:?}", of("394.69"));
        assert_eq!(of("94.69"), [("NAR-01", false)]);
    }

    #[test]
    fn a_share_that_is_cut_off_is_trivial() {
        let of = |share: &str, rest: &str| {
            told("", &format!("2025年支出合计1000.00万元，其中：基本支出679.06万元，占{share}%；项目支出320.94万元，占{rest}%。"))
        };
        assert!(of("67.91", "32.09").is_empty());
        assert_eq!(of("67.90", "32.09"), [("NAR-03", true)]);
        // Moved so that all make a hundred.
        assert!(of("67.90", "32.10").is_empty(), "{:?}", of("67.90", "32.10"));
    }

    #[test]
    fn one_row_of_one_body_is_not_all_of_an_item() {
        let of = |second: &str| {
            let table = format!(
                "支出总表\n单位：万元\n单位名称\t科目编码\t科目名称\t合计\n\t\t合计\t90.00\n水利站\t208\t社会保障和就业支出\t50.00\n\
                 水利站\t2080502\t事业单位离退休\t50.00\n{second}\t213\t农林水支出\t40.00\n{second}\t2130305\t水利工程建设\t40.00"
            );
            told(&table, "事业单位离退休（2080502）53.00万元。").len()
        };
        assert_eq!(of("水文站"), 0);
    }

    #[test]
    fn hundreds_of_vehicles_do_not_run_on_the_money_of_one() {
        let of = |vehicles: &str| {
            told("", &format!("公务用车保有量为{vehicles}辆，公务用车运行维护费2.67万元。\n\n截至上年底，本局共有车辆1辆。"))
        };
        assert!(of("1").is_empty());
        assert_eq!(of("121"), [("NAR-17", false)]);
    }

    #[test]
    fn what_lost_its_beginning_says_nothing() {
        let table = "一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t合计\n\t合计\t1537.36\n213\t农林水支出\t1537.36";
        for item in [
            "一般公共预算拨款支出情况\n\n数19.13万元增加0.3万元，增长1.58%）。",
            "一般公共预算拨款支出情况\n\n024年预算数51.73万元增加5.05万元，增长9.77%）。",
            "一般公共预算拨款支出情况\n\n为1.19万元，较上年减少0.14万元。",
        ] {
            assert!(told(table, item).is_empty(), "{item}: {:?}", told(table, item));
        }
    }

    #[test]
    fn as_many_projects_are_counted_as_forms_make_their_money() {
        let form = |name: &str, amount: &str| {
            format!(
                "\n项目支出绩效目标表\n（2025年度）\n项目名称\t{name}\t\t\n主管部门\t溪棠市档案馆\t实施单位\t溪棠市档案馆\n\
                 项目资金（万元）\t年度资金总额\t{amount}\t\n\t其中：财政拨款\t{amount}\t\n年度总体目标\t完成{name}。\t\t\n\
                 一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t完成数量\t≥1项\n满意度指标\t服务对象满意度\t群众满意度\t≥95%\n"
            )
        };
        let forms = format!("{}{}", form("河道清淤", "17.10"), form("堤防加固", "87.45"));
        let of = |count: u32, money: &str| {
            let text = format!(
                "溪棠市档案馆2025年部门预算\n\n三、预算情况说明\n\n2025年设置绩效目标的项目{count}个，涉及一般公共预算当年拨款{money}万元。\n{forms}"
            );
            findings(&text).into_iter().filter(|f| f.rule == "NAR-12").count()
        };
        assert_eq!((of(2, "104.55"), of(5, "104.55"), of(5, "300.00")), (0, 1, 0));
    }

    #[test]
    fn a_torn_number_is_no_whole_of_itself() {
        let item =
            "2025年一般公共预算拨款支出3079.54万元，其中：社会保障和就业支出（类）4 81.85万元，占一般公共预算拨款支出的15.6%；";
        assert!(told("", item).iter().all(|(rule, _)| *rule != "NAR-03"));
    }

    #[test]
    fn a_change_without_its_unit_has_that_of_the_amount() {
        let of = |percent: &str| {
            let item = format!("2025年“三公”经费预算支出203.31万元，较上年增加185.24（{percent}）。");
            told("", &item).into_iter().filter(|(rule, _)| *rule == "NAR-02").count()
        };
        assert_eq!((of("1025.12%"), of("1026.00%"), of("30.00%")), (0, 1, 0));
    }

    #[test]
    fn a_class_of_the_other_classification_is_odd_in_a_list() {
        let of = |code: &str| {
            let item = format!(
                "2025年一般公共预算支出600万元，其中：机关工资福利支出（501）100万元；机关商品和服务支出（502）200万元；\
                 对事业单位经常性补助（505）50万元；其他支出（{code}）250万元。"
            );
            told("", &item).into_iter().filter(|(rule, _)| *rule == "NAR-15").count()
        };
        assert_eq!((of("599"), of("399")), (0, 1));
    }

    #[test]
    fn operating_costs_of_administration_are_within_those_of_the_table() {
        let table = "一般公共预算基本支出表\n单位：万元\n科目编码\t科目名称\t合计\t人员经费\t公用经费\n合计\t\t400.00\t89.96\t310.04\n\
                     301\t工资福利支出\t89.96\t89.96\t\n30107\t绩效工资\t89.96\t89.96\t\n302\t商品和服务支出\t310.04\t\t310.04\n\
                     30201\t办公费\t310.04\t\t310.04";
        let of = |amount: &str| {
            let item = format!("2025年一般公共预算拨款安排的机关运行经费支出{amount}万元，比上年减少16.53万元。");
            told(table, &item).into_iter().filter(|(rule, _)| *rule == "NAR-07").count()
        };
        assert_eq!((of("210.30"), of("337.82")), (0, 1));
    }

    #[test]
    fn the_kinds_of_expenditure_make_up_the_change() {
        let of = |project: &str| {
            let item = format!(
                "2025年支出合计3,439.29万元，比上年增加396.29万元，主要原因是：人员经费增加46.28万元，公用经费增加8.51万元，项目支出增加{project}万元。"
            );
            told("", &item).into_iter().filter(|(rule, _)| *rule == "NAR-06").count()
        };
        assert_eq!((of("341.50"), of("473.60")), (0, 1));
    }

    #[test]
    fn a_listed_project_has_the_name_that_its_amount_has_in_the_table() {
        let table = "项目支出预算表\n单位：万元\n项目名称\t合计\t一般公共预算\n合计\t56.45\t56.45\n河道清淤专项\t3.51\t3.51\n水库维修专项\t17.35\t17.35\n\
                     堤防加固专项\t35.59\t35.59";
        let of = |name: &str| {
            let item = format!("2025年重点项目包括：{name}3.51万元、水库维修专项17.35万元。");
            told(table, &item).into_iter().filter(|(rule, _)| *rule == "NAR-05").count()
        };
        assert_eq!((of("河道清淤专项"), of("无障碍设施运行维护费")), (0, 1));
    }

    #[test]
    fn a_part_is_no_more_than_the_whole_of_its_sentence() {
        let of = |part: &str| {
            let item = format!(
                "2025年一般公共预算拨款支出3679.12万元，主要包括：社会保障和就业支出{part}万元，占97.34%，住房保障支出55.38万元，占1.51%等方面。"
            );
            told("", &item).into_iter().filter(|(rule, _)| *rule == "NAR-03").count()
        };
        assert_eq!((of("3581.44"), of("5381.44")), (0, 1));
    }

    #[test]
    fn no_part_is_more_than_all() {
        let of = |share: &str| {
            told("", &format!("2025年支出合计1000.00万元，其中：基本支出951.00万元，占{share}%；项目支出49.00万元，占4.90%。"))
        };
        assert!(of("95.10").is_empty());
        assert_eq!(of("951.00").iter().map(|f| f.0).collect::<Vec<_>>(), ["NAR-03"]);
    }

    #[test]
    fn shares_of_a_whole_that_is_not_printed_are_of_it() {
        let item = "2025年一般公共预算拨款支出505.06万元。其中：一般公共服务支出为501.49万元，占一般公共预算拨款支出的78.67%，社会保障和就业支出为98.15万元，\
                    占一般公共预算拨款支出的15.40%，卫生健康支出为13.36万元，占一般公共预算拨款支出的2.10%，住房保障支出为24.49万元，占一般公共预算拨款支出的3.84%。";
        assert!(told("", item).is_empty(), "{:?}", told("", item));
    }

    #[test]
    fn the_plan_of_a_year_is_not_what_was_spent_before() {
        let item = "“三公”经费支出年初预算为11.51万元，支出决算为12.19万元，完成预算的105.91%，较2018年减少1.28万元，降低9.50%，原因是厉行节约。";
        assert!(told("", item).is_empty(), "{:?}", told("", item));
    }
}

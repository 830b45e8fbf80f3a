//! Text, forms and tables of one small disclosure held against each other: right as it stands, and one figure or word altered at a
//! time. The document is of an invented county.

use gongkai::check::Finding;
use gongkai::diagnostic::Severity;
use gongkai::extraction::extract;
use gongkai::source::Source;
use std::path::Path;

const DISCLOSURE: &str = "\
柳岸县档案馆2025年度部门预算公开

第二部分 2025年部门预算报表

2025年预算收支总表

部门名称：柳岸县档案馆

单位：万元

收入\t\t支出\t
项目\t2025年\t项目\t2025年
一、一般公共预算\t200.00\t一、一般公共服务支出\t200.00
二、政府性基金预算\t\t二、外交支出\t
三、国有资本经营预算\t\t三、国防支出\t
本年收入合计\t200.00\t本年支出合计\t200.00
收入总计\t200.00\t支出总计\t200.00

2025年预算支出总表

部门名称：柳岸县档案馆

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t200.00\t120.00\t80.00
201\t一般公共服务支出\t200.00\t120.00\t80.00
20126\t档案事务\t200.00\t120.00\t80.00
2012601\t行政运行\t120.00\t120.00\t
2012604\t档案馆\t80.00\t\t80.00

2025年一般公共预算“三公”经费支出预算表

部门名称：柳岸县档案馆

单位：万元

项目\t2025年预算数
因公出国（境）费\t
公务接待费\t0.50
公务用车购置及运行费\t2.00
①公务用车购置费\t
②公务用车运行维护费\t2.00
合计\t2.50

2025年机关运行经费预算财政拨款情况统计表

部门名称：柳岸县档案馆

单位：万元

单位名称\t2025预算数
\t合计\t一般公共预算
部门合计\t34.83\t34.83
柳岸县档案馆\t34.83\t34.83

2025年项目支出预算表（本年预算）

部门名称：柳岸县档案馆

单位：万元

项目名称\t合计\t一般公共预算
馆藏档案数字化加工费\t60.00\t60.00
乡镇档案站牌匾制作费\t12.62\t12.62
档案库房空调维护费\t7.38\t7.38

第三部分 2025年度部门预算情况说明

一、部门预算收支数据变动情况及原因

2025年度预算收入总计200.00万元，比上年增加40.00万元，增长25.00%，主要原因是本年度项目计划增加，包括：1.馆藏档案数字化加工费60万元；2.乡镇档案站牌匾制作费12.624万元；3.档案库房空调维护费7.38万元。

二、支出预算情况说明

2025年度支出预算200万元，其中：基本支出120.00万元，占60.00%；项目支出80.00万元，占40.00%。

三、“三公”经费增减变动原因说明

2025年财政拨款安排的“三公”经费预算2.50万元，比上年减少0.50万元，主要原因是压缩接待。其中：因公出国（境）费0.00万元；公务接待费0.50万元；公务用车购置及运行维护费2.00万元。

四、机关运行经费增减变动原因说明

本年度机关运行经费为34.83万元，上年度为37.09万元，减少2.26万元，原因为人员减少。

五、政府采购情况

2025年政府采购预算总额30.00万元，其中：政府采购货物预算10.00万元、政府采购工程预算0万元、政府采购服务预算20.00万元。
";

fn findings(text: &str) -> Vec<Finding> {
    extract(Source::new(Path::new("柳岸.txt"), text.as_bytes().to_vec())).findings
}

/// Findings that a person must see.
fn serious(text: &str) -> Vec<(&'static str, String)> {
    let told = findings(text).into_iter().filter(|f| f.severity >= Severity::Warning && !f.rule.starts_with("DOC-01"));
    told.map(|f| (f.rule, f.message)).collect()
}

#[test]
fn what_is_right_raises_nothing() {
    assert_eq!(serious(DISCLOSURE), []);
}

#[test]
fn one_slip_at_a_time_is_found_by_its_rule() {
    for (right, wrong, rule) in [
        ("收入总计200.00万元，比", "收入总计201.00万元，比", "NAR-01"),
        ("增长25.00%", "增长26.00%", "NAR-02"),
        ("增加40.00万元，增长", "减少40.00万元，增长", "NAR-02"),
        ("占60.00%", "占62.00%", "NAR-03"),
        ("1.馆藏档案数字化加工费60万元", "1.馆藏档案数字化加工费66万元", "NAR-04"),
        ("2.乡镇档案站牌匾制作费", "2.乡村档案站牌匾制作费", "NAR-05"),
        ("机关运行经费为34.83万元", "机关运行经费为34.84万元", "NAR-07"),
        ("减少2.26万元", "减少2.62万元", "NAR-08"),
        ("公务接待费0.50万元；", "公务接待费0.70万元；", "NAR-08"),
        ("减少2.26万元", "增加2.26万元", "NAR-09"),
        ("服务预算20.00万元", "服务预算23.00万元", "NAR-10"),
    ] {
        assert_eq!(DISCLOSURE.matches(right).count(), 1, "{right}");
        let told = serious(&DISCLOSURE.replace(right, wrong));
        assert!(told.iter().any(|(r, _)| *r == rule), "{wrong}: {told:?}");
    }
}

#[test]
fn a_figure_cut_to_fewer_digits_is_no_slip() {
    for (exact, coarse) in [("档案库房空调维护费7.38万元", "档案库房空调维护费7.4万元"), ("支出预算200万元", "支出预算0.02亿元")]
    {
        let told = serious(&DISCLOSURE.replace(exact, coarse));
        assert_eq!(told, [], "{coarse}");
    }
}

const FORM: &str = "
柳岸县(区)级预算部门(单位)项目支出绩效目标申报表

(2025年度)

项目名称\t\t馆藏档案数字化加工费\t\t\t\t\t
主管部门及代码\t\t031-柳岸县档案馆\t\t实施单位\t\t柳岸县档案馆\t
项目属性\t\t一次性项目(1年结束)\t\t项目期\t\t1年\t
项目资金 (元)\t\t实施期资金总额:\t\t600,000\t年度资金总额:\t\t600,000
\t\t其中:中央财政资金\t\t0\t其中:中央财政资金\t\t0
\t\t省级财政资金\t\t0\t省级财政资金\t\t0
\t\t市县(区)财政资金\t\t600,000\t市县(区)财政资金\t\t600,000
\t\t单位自筹\t\t0\t单位自筹\t\t0
其他资金\t\t\t其他资金\t\t\t\t
项目概况\t\t馆藏档案数字化加工\t\t\t\t\t
立项依据\t\t实际需要\t\t\t\t\t
项目设立必要性\t\t保障档案利用。\t\t\t\t\t
保证项目实施的制度、措施\t\t按合同执行\t\t\t\t\t
项目实施计划\t\t按合同执行\t\t\t\t\t
实施期目标\t\t\t\t年度目标\t\t\t
总体目标\t\t完成馆藏档案数字化加工。\t\t\t\t完成馆藏档案数字化加工。\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t加工数量\t≥300卷\t数量指标\t加工数量\t≥300卷
\t\t质量指标\t验收合格率\t≥95%\t质量指标\t验收合格率\t≥95%
\t\t时效指标\t完成时间\t2025年12月底\t时效指标\t完成时间\t2025年12月底
\t\t成本指标\t单位加工成本\t2000元/卷\t成本指标\t单位加工成本\t2000元/卷
\t满意度指标\t服务对象满意度\t用户满意度\t≥90%\t服务对象满意度\t用户满意度\t≥90%
负责人:\t\t经办人:\t甲经办\t联系电话:\t13800000000\t填报日期:\t20250203104432
";

#[test]
fn forms_are_held_against_themselves_and_the_table() {
    let whole = format!("{DISCLOSURE}\n六、绩效目标情况\n\n我单位绩效目标情况详见附表。\n{FORM}");
    assert_eq!(serious(&whole), []);
    for (right, wrong, rule) in [
        ("年度资金总额:\t\t600,000", "年度资金总额:\t\t660,000", "FRM-01"),
        (
            "市县(区)财政资金\t\t600,000\t市县(区)财政资金\t\t600,000",
            "市县(区)财政资金\t\t600,000\t市县(区)财政资金\t\t500,000",
            "FRM-02",
        ),
        ("实施期资金总额:\t\t600,000", "实施期资金总额:\t\t60,000", "FRM-03"),
        ("项目期\t\t1年", "项目期\t\t3年", "FRM-04"),
        ("项目名称\t\t馆藏档案数字化加工费", "项目名称\t\t馆藏档案数据化加工费", "FRM-07"),
        ("成本指标\t单位加工成本\t2000元/卷\n", "成本指标\t单位加工成本\t2500元/卷\n", "FRM-08"),
        ("2025年12月底\t时效指标\t完成时间\t2025年12月底", "2025年12月底\t时效指标\t完成时间\t2025年XX月XX日", "FRM-09"),
    ] {
        assert!(whole.matches(right).count() >= 1, "{right}");
        let told = serious(&whole.replace(right, wrong));
        assert!(told.iter().any(|(r, _)| *r == rule), "{wrong}: {told:?}");
    }
}

#[test]
fn no_finding_names_a_person_or_a_number() {
    let second = FORM
        .replace("馆藏档案数字化加工费", "档案库房空调维护费")
        .replace("600,000", "73,800")
        .replace("13800000000", "13800000001");
    let whole = format!("{DISCLOSURE}\n六、绩效目标情况\n\n我单位绩效目标情况详见附表。\n{FORM}\n{second}");
    let told = findings(&whole);
    assert!(told.iter().any(|f| f.rule == "FRM-12"), "the same person has two numbers");
    for finding in &told {
        let shown = format!("{finding:?}");
        assert!(!shown.contains("1380000") && !shown.contains("甲经办"), "{shown}");
    }
}

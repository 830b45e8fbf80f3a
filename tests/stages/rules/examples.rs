//! What breaks each rule.

use crate::common;
use std::fs;

/// How a base is altered.
#[derive(Debug, Clone, Copy)]
pub enum Edit {
    /// It breaks the rule as it is.
    AsIs,
    /// A passage of a text that stands there once, and what stands there instead.
    Text(&'static str, &'static str),
    /// The form again behind the text, with passages replaced.
    Form(&'static [(&'static str, &'static str)]),
    /// More text behind it.
    More(&'static str),
    /// Words of the title of a table, the first cell with a text, and its other text.
    Cell(&'static str, &'static str, &'static str),
}

pub struct Example {
    pub rule: &'static str,
    pub base: &'static str,
    pub edit: Edit,
}

/// The bases that are texts; others are stems of the corpus.
pub const TEXTS: [&str; 7] = ["c00008", "liuan", "split", "rounded", "projects", "institution", "self"];

pub const FORM: &str = include_str!("../../made/form.txt");

/// The text of a base.
pub fn text(name: &str) -> Option<String> {
    Some(match name {
        "c00008" => fs::read_to_string(common::document("c00008")).expect("UTF-8"),
        "liuan" => {
            let (disclosure, more) = (include_str!("../../made/disclosure.txt"), include_str!("../../made/more.txt"));
            // The tables of the second text stand among those of the first.
            let (tables, rest) = more.split_once("第四部分").expect("a fourth part");
            let (before, narrative) = disclosure.split_once("第三部分").expect("a third part");
            format!(
                "{before}{tables}第三部分{narrative}\n第四部分{rest}\n我单位绩效目标情况详见附表。\n我单位内设机构2个，分别为：办公室、业务科。\n{FORM}"
            )
        }
        "split" => include_str!("../../made/split.txt").to_owned(),
        "rounded" => include_str!("../../made/rounded.txt").to_owned(),
        "projects" => include_str!("../../made/projects.txt").to_owned(),
        "institution" => include_str!("../../made/institution.txt").to_owned(),
        "self" => include_str!("../../made/self_evaluation.txt").to_owned(),
        _ => return None,
    })
}

const fn text_of(rule: &'static str, base: &'static str, from: &'static str, to: &'static str) -> Example {
    Example { rule, base, edit: Edit::Text(from, to) }
}

const fn cell(rule: &'static str, base: &'static str, title: &'static str, from: &'static str, to: &'static str) -> Example {
    Example { rule, base, edit: Edit::Cell(title, from, to) }
}

const fn county(rule: &'static str, from: &'static str, to: &'static str) -> Example {
    text_of(rule, "c00008", from, to)
}

const fn liuan(rule: &'static str, from: &'static str, to: &'static str) -> Example {
    text_of(rule, "liuan", from, to)
}

/// An empty table without a word about it, and one with codes that a template filled in.
const EMPTY: &str = "\n2025年国有资本经营预算支出预算表\n\n部门名称：柳岸县档案馆\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t\t\t\n";
const FILLED: &str = "\n2025年国有资本经营预算支出预算表\n\n部门名称：柳岸县档案馆\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t\t\t\n223\t国有资本经营预算支出\t\t\t\n22301\t解决历史遗留问题及改革成本支出\t\t\t\n2230105\t国有企业退休人员社会化管理补助支出\t\t\t\n";

pub const EXAMPLES: &[Example] = &[
    // Balances.
    county(
        "BAL-01",
        "805.53\t本年支出合计\t805.53\n\n上年结转\t\t年终结转\t\n收入总计\t805.53\t支出总计\t805.53",
        "805.53\t本年支出合计\t805.53\n\n上年结转\t\t年终结转\t\n收入总计\t805.53\t支出总计\t815.53",
    ),
    county(
        "BAL-02",
        "805.53\t本年支出合计\t805.53\n\n上年结转\t\t年终结转\t\n收入总计\t805.53",
        "805.53\t本年支出合计\t805.53\n\n上年结转\t\t年终结转\t\n收入总计\t815.53",
    ),
    county(
        "BAL-03",
        "本年支出合计\t805.53\n\n上年结转\t\t年终结转\t\n收入总计\t805.53\t支出总计\t805.53",
        "本年支出合计\t805.53\n\n上年结转\t\t年终结转\t\n收入总计\t805.53\t支出总计\t815.53",
    ),
    county(
        "BAL-04",
        "一、一般公共预算\t805.53\t一、一般公共服务支出\t610.66\n二、政府性基金预算\t\t二、外交支出\t\n三、国有资本经营预算\t\t三、国防支出\t\n四、财政专户",
        "一、一般公共预算\t800.53\t一、一般公共服务支出\t610.66\n二、政府性基金预算\t\t二、外交支出\t\n三、国有资本经营预算\t\t三、国防支出\t\n四、财政专户",
    ),
    county(
        "BAL-05",
        "一、一般公共服务支出\t610.66\n二、政府性基金预算\t\t二、外交支出\t\n三、国有资本经营预算\t\t三、国防支出\t\n四、财政专户",
        "一、一般公共服务支出\t620.66\n二、政府性基金预算\t\t二、外交支出\t\n三、国有资本经营预算\t\t三、国防支出\t\n四、财政专户",
    ),
    text_of("BAL-06", "split", "一、一般公共服务支出\t200.00\t190.00\t10.00", "一、一般公共服务支出\t200.00\t190.00\t11.00"),
    county(
        "BAL-07",
        "805.53\t本年支出合计\t805.53\n上年结转\t\t年终结转\t\n收入总计\t805.53\t支出总计\t805.53",
        "805.53\t本年支出合计\t805.53\n上年结转\t\t年终结转\t\n收入总计\t805.53\t支出总计\t815.53",
    ),
    cell("BAL-08", "c00006", "财政拨款收支总体情况表", "2,148.79", "2,149.79"),
    cell("BAL-09", "c00010", "财政拨款收入支出决算总表", "49.14", "59.14"),
    cell("BAL-10", "c00010", "收入支出决算总表", "2,107.67", "2,117.67"),
    cell("BAL-11", "c00010", "财政拨款收入支出决算总表", "2,101.47", "2,111.47"),
    // Rows and what stands below them.
    text_of(
        "ROW-01",
        "projects",
        "合计\t\t200.00\t120.00\t80.00\n201\t一般公共服务支出\t200.00\t120.00\t80.00\n20126\t档案事务\t200.00\t120.00\t80.00\n2012601\t行政运行\t120.00\t120.00\t\n2012604\t档案馆\t72.62\t\t72.62\n2012699\t其他档案事务支出\t7.38\t\t7.38\n\n2025年项目支出预算表",
        "合计\t\t200.00\t120.00\t80.00\n201\t一般公共服务支出\t200.00\t120.00\t80.00\n20126\t档案事务\t200.00\t120.00\t80.00\n2012601\t行政运行\t120.00\t120.00\t\n2012604\t档案馆\t73.62\t\t72.62\n2012699\t其他档案事务支出\t7.38\t\t7.38\n\n2025年项目支出预算表",
    ),
    county("ROW-02", "30101\t基本工资\t155.49\t155.49", "30101\t基本工资\t155.49\t165.49"),
    county("ROW-03", "一般行政管理事务\t62.80\t62.80\t\t", "一般行政管理事务\t62.80\t63.80\t\t"),
    county("ROW-04", "30201\t办公费\t8.86\t\t8.86", "30201\t办公费\t8.86\t8.86\t"),
    county("HIE-01", "一般行政管理事务\t62.80\t62.80\t\t", "一般行政管理事务\t63.80\t63.80\t\t"),
    county("HIE-02", "合计\t\t805.53\t805.53\t", "合计\t\t815.53\t815.53\t"),
    county("HIE-03", "30101\t基本工资\t155.49\t155.49", "30101\t基本工资\t156.49\t156.49"),
    county("HIE-04", "合计\t\t734.93\t671.40\t63.53", "合计\t\t744.93\t681.40\t63.53"),
    county("HIE-05", "310\t资本性支出\t2.50\t\t2.50\n", ""),
    county(
        "HIE-05",
        "30201\t办公费\t8.86\t\t8.86\n30202\t印刷费\t0.94\t\t0.94",
        "30202\t印刷费\t0.94\t\t0.94\n30201\t办公费\t8.86\t\t8.86",
    ),
    county("HIE-06", "30207\t邮电费", "30207\t咨询费"),
    text_of(
        "HIE-07",
        "rounded",
        "4.00\t2.00\t2.00\n201\t一般公共服务支出\t2.00\t1.00\t1.00\n208\t社会保障和就业支出\t2.00\t1.00\t1.00",
        "4.01\t1.99\t2.01\n201\t一般公共服务支出\t2.01\t1.00\t1.00\n208\t社会保障和就业支出\t2.01\t1.00\t1.00",
    ),
    // Tables against each other.
    county("XT-01", "合计\t\t805.53\t805.53\t", "合计\t\t815.53\t815.53\t"),
    text_of(
        "XT-02",
        "liuan",
        "馆\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t200.00\t120.00\t80.00\n201\t一般公共服务支出\t200.00\t120.00\t80.00\n20126\t档案事务\t200.00\t120.00\t80.00\n2012601\t行政运行\t120.00\t120.00\t\n2012604\t档案馆\t80.00\t\t80.00\n\n2025年一般公共预算“三公”",
        "馆\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t210.00\t130.00\t80.00\n201\t一般公共服务支出\t210.00\t130.00\t80.00\n20126\t档案事务\t210.00\t130.00\t80.00\n2012601\t行政运行\t130.00\t130.00\t\n2012604\t档案馆\t80.00\t\t80.00\n\n2025年一般公共预算“三公”",
    ),
    county(
        "XT-03",
        "本年收入合计\t805.53\t本年支出合计\t805.53\n上年结转\t\t年终结转\t\n收入总计\t805.53",
        "本年收入合计\t815.53\t本年支出合计\t805.53\n上年结转\t\t年终结转\t\n收入总计\t815.53",
    ),
    county(
        "XT-04",
        "2024年一般公共预算支出预算表（不含上年结转）\n\n部门名称：石碾县人民政府办公室\n\n单位：万元\n\n项目\t\t2024年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t805.53\t734.93\t70.60\n201\t一般公共服务支出\t610.66",
        "2024年一般公共预算支出预算表（不含上年结转）\n\n部门名称：石碾县人民政府办公室\n\n单位：万元\n\n项目\t\t2024年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t805.53\t734.93\t70.60\n201\t一般公共服务支出\t611.66",
    ),
    county(
        "XT-05",
        "2024年一般公共预算支出预算表（不含上年结转）\n\n部门名称：石碾县人民政府办公室\n\n单位：万元\n\n项目\t\t2024年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t805.53",
        "2024年一般公共预算支出预算表（不含上年结转）\n\n部门名称：石碾县人民政府办公室\n\n单位：万元\n\n项目\t\t2024年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t806.53",
    ),
    county("XT-06", "合计\t\t734.93\t671.40\t63.53", "合计\t\t744.93\t681.40\t63.53"),
    text_of("XT-07", "projects", "合计\t\t\t80.00\t80.00", "合计\t\t\t90.00\t90.00"),
    text_of("XT-08", "projects", "合计\t\t\t80.00\t80.00", "合计\t\t\t78.00\t78.00"),
    county("XT-09", "合计\t2.30\t2.30\t", "合计\t2.40\t2.40\t"),
    county("XT-10", "公务用车购置及运行费\t2.30\t2.30", "公务用车购置及运行费\t2.40\t2.40"),
    county("XT-11", "30231\t公务用车运行维护费\t2.30\t\t2.30", "30231\t公务用车运行维护费\t3.30\t\t3.30"),
    liuan("XT-12", "部门合计\t34.83\t34.83\n柳岸县档案馆\t34.83\t34.83", "部门合计\t35.83\t35.83\n柳岸县档案馆\t35.83\t35.83"),
    county(
        "XT-13",
        "二、政府性基金预算\t\t二、外交支出\t\n三、国有资本经营预算\t\t三、国防支出\t\n\t\t四、公共安全支出",
        "二、政府性基金预算\t5.00\t二、外交支出\t\n三、国有资本经营预算\t\t三、国防支出\t\n\t\t四、公共安全支出",
    ),
    county("XT-14", "机关事业单位基本养老保险缴费\t62.79\t62.79", "机关事业单位基本养老保险缴费\t62.97\t62.97"),
    county("XT-15", "职工基本医疗保险缴费\t28.03\t28.03", "职工基本医疗保险缴费\t28.30\t28.30"),
    liuan("XT-17", "30201\t办公费\t50201\t办公经费", "30201\t办公费\t50905\t离退休费"),
    text_of("XT-16", "institution", "2010350\t事业运行\t80.00", "2010302\t一般行政管理事务\t80.00"),
    text_of("XT-18", "projects", "馆藏档案数字化加工费\t60.00\t60.00", "馆藏档案数字化加工费\t61.00\t61.00"),
    county("XT-19", "一般行政管理事务\t62.80\t62.80\t\t", "一般行政管理事务\t63.80\t63.80\t\t"),
    text_of(
        "XT-20",
        "projects",
        "2012604\t档案馆\t72.62\t\t72.62\n2012699\t其他档案事务支出\t7.38\t\t7.38\n\n2025年项目支出预算表",
        "2012604\t档案馆\t62.62\t\t62.62\n2012699\t其他档案事务支出\t7.38\t\t7.38\n\n2025年项目支出预算表",
    ),
    // The running text.
    liuan("NAR-01", "收入总计200.00万元，比", "收入总计201.00万元，比"),
    liuan("NAR-01", "支出预算200万元", "支出预算200元"),
    liuan("NAR-02", "增长25.00%", "增长26.00%"),
    liuan("NAR-03", "占60.00%", "占62.00%"),
    liuan(
        "NAR-04",
        "比上年增加40.00万元，增长25.00%，主要原因是本年度项目计划增加，包括：1.馆藏档案数字化加工费60万元",
        "比上年增加40.00万元，增长25.00%，主要原因是本年度项目计划增加，包括：1.馆藏档案数字化加工费66万元",
    ),
    liuan("NAR-05", "2.乡镇档案站牌匾制作费12.624万元", "2.乡村档案站牌匾制作费12.624万元"),
    liuan("NAR-06", "项目支出增加80.00万元", "项目支出增加79.60万元"),
    liuan("NAR-07", "机关运行经费为34.83万元", "机关运行经费为34.84万元"),
    liuan("NAR-08", "公务接待费0.50万元；", "公务接待费0.70万元；"),
    liuan("NAR-09", "减少2.26万元", "增加2.26万元"),
    liuan("NAR-10", "服务预算20.00万元", "服务预算23.00万元"),
    liuan("NAR-11", "政府采购预算总额30.00万元", "政府采购预算总额300.00万元"),
    county("NAR-12", "绩效目标管理的项目4个", "绩效目标管理的项目5个"),
    text_of("NAR-13", "projects", "涉及预算资金80.00万元", "涉及预算资金82.00万元"),
    liuan("NAR-14", "在用固定资产75.00万元", "在用固定资产74.00万元"),
    liuan("NAR-14", "共有车辆2辆", "共有车辆3辆"),
    liuan("NAR-15", "主要包括：办公费、公务接待费", "主要包括：办公费、印刷费、公务接待费"),
    liuan("NAR-16", "2025年度预算收入总计200.00万元", "2019年度预算收入总计200.00万元"),
    liuan("NAR-17", "\n公务用车运行维护费2.00万元。", "\n公务用车运行维护费92.00万元。"),
    liuan("NAR-18", "减少2.26万元，原因为人员减少。", "减少2.26万元。"),
    liuan("NAR-19", "原因是培训人数增加", "原因是培训人数减少"),
    liuan("NAR-20", "内设机构2个", "内设机构3个"),
    // Forms.
    liuan("FRM-01", "年度资金总额:\t\t600,000", "年度资金总额:\t\t660,000"),
    liuan(
        "FRM-02",
        "市县(区)财政资金\t\t600,000\t市县(区)财政资金\t\t600,000",
        "市县(区)财政资金\t\t600,000\t市县(区)财政资金\t\t500,000",
    ),
    liuan("FRM-03", "实施期资金总额:\t\t600,000", "实施期资金总额:\t\t60,000"),
    liuan("FRM-04", "项目期\t\t1年", "项目期\t\t3年"),
    county(
        "FRM-06",
        "项目名称\t\t办公设备购置费\t\t\t\t\t\n主管部门及代码\t\t014-石碾县人民政府办公室",
        "项目名称\t\t办公设备购置费\t\t\t\t\t\n主管部门及代码\t\t014-石碾县财政局",
    ),
    liuan("FRM-07", "项目名称\t\t馆藏档案数字化加工费", "项目名称\t\t馆藏档案数据化加工费"),
    liuan("FRM-08", "成本指标\t单位加工成本\t2000元/卷\n", "成本指标\t单位加工成本\t2500元/卷\n"),
    liuan("FRM-09", "2025年12月底\t时效指标\t完成时间\t2025年12月底", "2025年12月底\t时效指标\t完成时间\t2025年XX月XX日"),
    Example { rule: "FRM-10", base: "liuan", edit: Edit::Form(&[]) },
    liuan("FRM-11", "项目实施计划\t\t按合同执行", "项目实施计划\t\t"),
    Example {
        rule: "FRM-12",
        base: "liuan",
        edit: Edit::Form(&[
            ("馆藏档案数字化加工费", "档案库房空调维护费"),
            ("600,000", "73,800"),
            ("13800000000", "13800000001"),
        ]),
    },
    liuan("FRM-13", "填报日期:\t20250203104432", "填报日期:\t20230803104432"),
    liuan("FRM-14", "≥300卷\t数量指标\t加工数量\t≥300卷", "≥300卷\t数量指标\t改造面积\t≥300卷"),
    liuan("FRM-15", "用户满意度\t≥90%\n", "用户满意度\t满意满意\n"),
    text_of("FRM-16", "self", "45.00\t10.0\t75.00%\t7.5", "45.00\t10.0\t57.00%\t7.5"),
    // The document.
    Example { rule: "DOC-01", base: "c00007", edit: Edit::AsIs },
    county("DOC-02", "\n2024年预算支出总表.", "\n2024年预算支岀总表."),
    county(
        "DOC-03",
        "2024年预算支出总表\n\n部门名称：石碾县人民政府办公室\n\n单位：万元",
        "2024年预算支出总表\n\n部门名称：石碾县人民政府办公室\n\n单位：元",
    ),
    county("DOC-04", "2024年预算支出总表\n\n部门名称：石碾县人民政府办公室", "2024年预算支出总表\n\n部门名称：望溪市统计局"),
    Example { rule: "DOC-05", base: "liuan", edit: Edit::More(EMPTY) },
    liuan("DOC-06", "公开时间：2025年2月5日", "公开时间：2025年3月5日"),
    Example { rule: "DOC-08", base: "liuan", edit: Edit::More(FILLED) },
    liuan("DOC-10", "减少2.26万元", "增加（减少）2.26万元"),
    county("DOC-09", "30201\t办公费\t8.86\t\t8.86", "30201\t办公费\t########\t\t8.86"),
];

use super::*;
use crate::decimal::Decimal;
use crate::grammar::sentence::Direction;
use crate::outline::{Paragraph, Section};
use crate::place::Place;

mod changes;
mod kinds;
mod narratives;
mod ways;
mod whose;

/// Statements of paragraphs under one heading.
fn read_all(title: &str, texts: &[&str]) -> (Vec<Statement>, Vec<Diagnostic>) {
    let section = Section { number: None, title: title.to_owned(), level: 2, page: 1 };
    let paragraph =
        |text: &&str| Paragraph { text: (*text).to_owned(), place: Place::page(1), breaks: Vec::new(), section: Some(0) };
    let outline = Outline { sections: vec![section], paragraphs: texts.iter().map(paragraph).collect(), ..Outline::default() };
    let mut diagnostics = Vec::new();
    let statements = read(&outline, &text::join(&outline.paragraphs), Known::default(), &mut diagnostics, &Stop::default());
    (statements, diagnostics)
}

/// One line a statement: `printed | subject | code | measure | direction | base`, without what is empty.
fn lines(title: &str, texts: &[&str]) -> Vec<String> {
    let line = |s: Statement| {
        let measure = format!("{:?}", s.measure);
        let subject = s.subject.as_ref().map_or("-", |s| s.name.as_str());
        let code = s.subject.as_ref().and_then(|s| s.code.clone());
        let mut fields = vec![s.printed.clone(), subject.to_owned()];
        fields.extend(code);
        fields.push(measure);
        fields.extend(s.direction.map(|d| d.name().to_owned()));
        fields.extend(s.base);
        fields.join(" | ")
    };
    read_all(title, texts).0.into_iter().map(line).collect()
}

#[test]
fn totals_parts_and_changes() {
    let text = "2023年度预算收入总计833.90万元，其中：本年收入833.90万元，上年结转0.00万元，比上年增加403.20万元，增加93.62%，主要原因是一是本年度项目计划增加，包括：1.金融平台建设费85.2万元；2.网站保护建设费49.2万元；5.2021年度先进单位奖励金100万元；二是人员经费增加。";
    assert_eq!(
        lines("收支预算总体情况", &[text]),
        [
            "833.90万元 | 收入合计 | Amount",
            "833.90万元 | 本年收入合计 | Amount",
            "0.00万元 | 上年结转结余 | Amount",
            "403.20万元 | 收入合计 | Change | increase | 上年",
            "93.62% | 收入合计 | PercentChange | increase | 上年",
            "85.2万元 | 金融平台建设费 | Amount",
            "49.2万元 | 网站保护建设费 | Amount",
            "100万元 | 先进单位奖励金 | Amount",
        ]
    );
}

#[test]
fn the_four_parts_of_the_three_publics() {
    let texts = [
        "2023年财政拨款安排的“三公”经费预算2.00万元比2022年同口径减少 0.50万元，主要原因是财政调整“三公”经费预算。",
        "其中：因公出国（境）费0.00万元与上年预算数相同；公务用车运行维护费2.00万元与上年相比预算数减少0.50万元；公务用车购置费0.00万元与上年预算数相同。",
        "本年度机关运行经费为34.84万元，上年度为37.09万元，减少原因为2022年度我单位退休2人。",
    ];
    assert_eq!(
        lines("“三公”经费", &texts),
        [
            "2.00万元 | “三公”经费 | Amount",
            "0.50万元 | “三公”经费 | Change | decrease | 上年",
            "0.00万元 | 因公出国（境）费 | Amount",
            "与上年预算数相同 | 因公出国（境）费 | Change | flat | 上年预算",
            "2.00万元 | 公务用车运行维护费 | Amount",
            "0.50万元 | 公务用车运行维护费 | Change | decrease | 上年",
            "0.00万元 | 公务用车购置费 | Amount",
            "与上年预算数相同 | 公务用车购置费 | Change | flat | 上年预算",
            "34.84万元 | 机关运行经费 | Amount",
            "37.09万元 | 机关运行经费 | PriorAmount | 上年",
            "2人 | 退休 | Count",
        ]
    );
}

#[test]
fn outcomes_are_set_against_plans() {
    let text = "2.一般公共服务支出（类）财政事务（款）行政运行（项）。主要用于：人员经费等的基本支出。年初预算为80.50万元，支出决算为78.40万元，完成年初预算的97.39%。决算数小于预算数的主要原因：人员减少。";
    assert_eq!(
        lines("支出决算具体情况", &["2024年度部门决算", text]),
        [
            "80.50万元 | 行政运行 | 2010601 | PriorAmount | 年初预算",
            "78.40万元 | 行政运行 | 2010601 | Amount",
            "97.39% | 行政运行 | 2010601 | Completion | 年初预算",
            "决算数小于预算数 | 行政运行 | 2010601 | Change | decrease | 预算",
        ]
    );
    let (statements, _) = read_all("", &[text]);
    assert_eq!(statements[3].reason.as_deref(), Some("人员减少"));
}

#[test]
fn brackets_shares_and_classes() {
    let texts = [
        "公务用车购置及运行维护费6.7万元（公务用车购置费0万元，比上年增加0万元；公务用车运行维护费6.7万元。）比上年减少2.3万元，下降25.6%",
        "金融支出14.42万元，占13.72%；教育支出（类）80万元，占本年支出合计的76.2%。",
    ];
    assert_eq!(
        lines("支出情况", &texts),
        [
            "6.7万元 | 公务用车购置及运行维护费 | Amount",
            "0万元 | 公务用车购置费 | Amount",
            "0万元 | 公务用车购置费 | Change | flat | 上年",
            "6.7万元 | 公务用车运行维护费 | Amount",
            "2.3万元 | 公务用车购置及运行维护费 | Change | decrease | 上年",
            "25.6% | 公务用车购置及运行维护费 | PercentChange | decrease | 上年",
            "14.42万元 | 金融支出 | 217 | Amount",
            "13.72% | 金融支出 | 217 | Share",
            "80万元 | 教育支出 | 205 | Amount",
            "76.2% | 教育支出 | 205 | Share | 本年支出合计",
        ]
    );
}

#[test]
fn things_are_counted() {
    let texts = [
        "共有车辆2辆，其中：机要通信用车1辆、其他用车1辆；单价100万元（含）以上设备（不含车辆）0台（套）。",
        "2026年计划购置车辆0辆、0万元，编报10个项目绩效目标，涉及预算资金43.16万元。",
        "国内公务接待10批次、152人次，内设13个处室。",
    ];
    assert_eq!(
        lines("其他事项", &texts),
        [
            "2辆 | 车辆 | Count",
            "1辆 | 机要通信用车 | Count",
            "1辆 | 其他用车 | Count",
            "0台（套） | 单价100万元以上设备 | Count",
            "0辆 | 购置车辆 | Count",
            "0万元 | 购置车辆 | Amount",
            "10个 | 绩效目标项目 | Count",
            "43.16万元 | 绩效目标项目资金 | Amount",
            "10批次 | 国内公务接待 | Count",
            "152人次 | 国内公务接待 | Count",
            "13个 | 内设机构 | Count",
        ]
    );
}

#[test]
fn a_missing_unit_is_said_and_never_guessed() {
    let (statements, diagnostics) =
        read_all("案件执行", &["案件执行支出950万元，与上年相比减少100万元，减少9.52，主要原因是压减开支。"]);
    let last = statements.last().expect("three statements");
    assert_eq!((last.unit.as_deref(), last.amount_yuan, last.printed.as_str()), (None, None, "9.52"));
    assert_eq!(diagnostics.iter().filter(|d| d.code == "statement.no_unit").count(), 1);
    assert_eq!(statements[0].amount_yuan, Some(Decimal::from(9_500_000)));
}

#[test]
fn a_paragraph_cut_by_a_page_is_one_text() {
    let texts =
        ["2024年，某某福利院收入预算1,212.12万元，其中：财政拨款收入950.12万元，事业收入", "262.00万元；其他收入0.00万元。"];
    let found = lines("预算说明", &texts);
    assert_eq!(found[2], "262.00万元 | 事业收入 | Amount");
}

#[test]
fn statements_of_one_amount_are_a_group() {
    let text = "2026年一般公共预算支出80.00万元，比上年增加5.00万元，增长6.67%，其中：基本支出50.00万元，占62.50%；项目支出30.00万元，与上年持平。基本支出较上年减少1.00万元。";
    let (statements, _) = read_all("预算说明", &[text]);
    let found: Vec<_> = statements.iter().map(|s| (s.printed.as_str(), s.group, s.budget)).collect();
    let general = Some(Budget::GeneralBudget);
    assert_eq!(
        found,
        [
            ("80.00万元", 0, general),
            ("5.00万元", 0, general),
            ("6.67%", 0, general),
            ("50.00万元", 1, general),
            ("62.50%", 1, general),
            ("30.00万元", 2, general),
            ("与上年持平", 2, general),
            ("1.00万元", 1, general),
        ]
    );
}

#[test]
fn the_section_names_the_money() {
    let texts = ["基本支出20.00万元。", "政府性基金预算支出1.00万元。"];
    let (statements, _) = read_all("四、财政拨款支出情况", &texts);
    let found: Vec<_> = statements.iter().map(|s| s.budget).collect();
    assert_eq!(found, [Some(Budget::Appropriation), Some(Budget::GovernmentFunds)]);
}

#[test]
fn the_whole_goes_on_behind_its_parts() {
    let texts = [
        "（一）支出预算：2026年年初预算数90.00万元。按支出功能分类，包括教育支出50.00万元，其他支出40.00万元。支出比2025年减少6.00万元。",
        "2026年预算支出80.00万元，其中：一般公共预算拨款70.00万元，较上年减少2.00万元；政府性基金预算拨款10.00万元。",
        "预算收入总计30.00万元，其中：本年收入30.00万元。本年部门预算支出总计30.00万元，其中：本年预算安排30.00万元，上年结转0.00万元，比上年增加3.00万元。",
        "支出预算:年初预算数9.00万元,其中:教育支出9.00万元;支出比2025年增加2.00万元,主要是项目支出增加2.00万元。",
    ];
    assert_eq!(
        lines("部门收支总体情况", &texts),
        [
            "90.00万元 | 支出合计 | Amount",
            "50.00万元 | 教育支出 | 205 | Amount",
            "40.00万元 | 其他支出 | Amount",
            "6.00万元 | 支出合计 | Change | decrease | 上年",
            "80.00万元 | 支出合计 | Amount",
            "70.00万元 | 一般公共预算拨款支出 | Amount",
            "2.00万元 | 一般公共预算拨款支出 | Change | decrease | 上年",
            "10.00万元 | 政府性基金预算拨款支出 | Amount",
            "30.00万元 | 收入合计 | Amount",
            "30.00万元 | 本年收入合计 | Amount",
            "30.00万元 | 支出合计 | Amount",
            "30.00万元 | 本年支出合计 | Amount",
            "0.00万元 | 上年结转结余 | Amount",
            "3.00万元 | 支出合计 | Change | increase | 上年",
            "9.00万元 | 支出合计 | Amount",
            "9.00万元 | 教育支出 | 205 | Amount",
            "2.00万元 | 支出合计 | Change | increase | 上年",
            "2.00万元 | 项目支出 | Change | increase | 上年",
        ]
    );
}

#[test]
fn what_is_counted_is_never_money() {
    let texts = [
        "主要原因是增加6辆公务用车运维费。",
        "组织对7个一般公共预算项目支出开展绩效自评，涉及一般公共预算支出5.00万元，政府性基金预算支出0.00万元。",
        "安排20名中央单位及地方骨干锻炼，开发功能75项并上线预警平台，中心包括7个科（股）室。",
        "2024年公务接待费0.90万元，10批次、152人次。",
        "2026年计划购置车辆2辆，其中：机要通信用车1辆、其他用车1辆；单价100万元以上设备0台（套）。",
        "编报单位整体绩效目标1个；2022年我单位考录新增1人，运营30万粉丝的公众号。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "6辆 | 公务用车 | Count",
            "7个 | 绩效自评项目 | Count",
            "5.00万元 | 绩效自评项目资金 | Amount",
            "0.00万元 | 绩效自评项目资金 | Amount",
            "20名 | - | Count",
            "75项 | - | Count",
            "7个 | 内设机构 | Count",
            "0.90万元 | 公务接待费 | PriorAmount | 2024年",
            "10批次 | 国内公务接待 | Count",
            "152人次 | 国内公务接待 | Count",
            "2辆 | 购置车辆 | Count",
            "1辆 | 购置机要通信用车 | Count",
            "1辆 | 购置其他用车 | Count",
            "0台（套） | 购置单价100万元以上设备 | Count",
            "1个 | 整体绩效目标 | Count",
            "1人 | 考录新增 | Count",
            "30万 | 粉丝 | Count",
        ]
    );
}

#[test]
fn brackets_do_not_cut_a_subject_off() {
    let texts = [
        "2.区级安排项目300.00万元，主要包括：评价项目（7个街道）85.97万元，主要用于评价；改造项目（二期）55.5万元。",
        "上年结转结余的一般公共预算收入0万元，占0%；使用非财政拨款结余减少3.9万元。",
        "收入合计200.00万元，比上年增加101.80万元，主要原因是一是项目增加，包括：1.平台建设费85.2万元；2.企业上市培训费16.6万元；",
        "该项目全年预算数10.00万元，其中当年财政拨款9.00万元，上年结转1.00万元。",
    ];
    assert_eq!(
        lines("项目情况", &texts),
        [
            "300.00万元 | 区级安排项目 | Amount",
            "7个 | 街道 | Count",
            "85.97万元 | 评价项目 | Amount",
            "55.5万元 | 改造项目（二期） | Amount",
            "0万元 | 上年结转结余的一般公共预算收入 | Amount",
            "0% | 上年结转结余的一般公共预算收入 | Share",
            "3.9万元 | 使用非财政拨款结余 | Change | decrease",
            "200.00万元 | 收入合计 | Amount",
            "101.80万元 | 收入合计 | Change | increase | 上年",
            "85.2万元 | 平台建设费 | Amount",
            "16.6万元 | 企业上市培训费 | Amount",
            "10.00万元 | 该项目全年预算数 | Amount",
            "9.00万元 | 该项目全年预算数 | Amount",
            "1.00万元 | 上年结转 | Amount",
        ]
    );
}

#[test]
fn labels_and_glossaries_state_nothing() {
    let (statements, diagnostics) = read_all("支出预算情况", &["13.48%", "基本支出 项目支出 59.07% 40.93%", "项目支出, 27.45%"]);
    let found: Vec<_> = statements.iter().map(|s| (s.printed.as_str(), s.measure, s.subject.is_some())).collect();
    assert_eq!(
        found,
        [
            ("13.48%", Measure::Label, false),
            ("59.07%", Measure::Label, false),
            ("40.93%", Measure::Label, false),
            ("27.45%", Measure::Share, true),
        ]
    );
    assert_eq!(diagnostics.iter().filter(|d| d.code == "statement.labels").count(), 2);
    assert!(lines("名词解释", &["提租补贴：指按规定发放的补贴，人均标准90元/月。"]).is_empty());
    assert!(lines("评分", &["综合得分在80（含）-90分为良。"]).is_empty());
}

#[test]
fn a_name_may_hold_other_names() {
    let texts = [
        "固定资产8.00万元，其中：房屋100平方米；其他固定资产1.00万元。",
        "面向中小企业预留政府采购项目预算金额3.00万元，其中，预留给小型和微型企业的政府采购项目预算为2.00万元。",
        "项目总预算9.00万，其中支持外贸稳增长4.00万，支持创新5.00万，合计9.00万。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "8.00万元 | 固定资产 | Amount",
            "100平方米 | 房屋 | Count",
            "1.00万元 | 其他固定资产 | Amount",
            "3.00万元 | 面向中小企业预留采购 | Amount",
            "2.00万元 | 面向小微企业预留采购 | Amount",
            "9.00万 | 项目总预算 | Amount",
            "4.00万 | 支持外贸稳增长 | Amount",
            "5.00万 | 支持创新 | Amount",
            "9.00万 | 项目总预算 | Amount",
        ]
    );
}

#[test]
fn what_is_not_certain_has_no_subject() {
    let texts = [
        "组织界别活动2-3次；办好专版（每月1期）；在职10名人员工资等经费。",
        "负责投资5000万元及以上的工程类项目的组织实施。",
        "2026年预算支出80.00万元，其中一般公共预算拨款支出79.00万元、事业收入支出1.00万元。",
        "在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额4.00万元。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "1期 | - | Count",
            "10名 | - | Count",
            "80.00万元 | 支出合计 | Amount",
            "79.00万元 | 一般公共预算拨款支出 | Amount",
            "1.00万元 | 事业收入支出 | Amount",
            "4.00万元 | 在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交 | Amount",
        ]
    );
}

#[test]
fn a_narrower_word_names_another_thing() {
    let texts = [
        "本部门有2个下属单位。",
        "本级及下属1家机关和3家事业单位。",
        "纳入预算编制范围的二级预算单位4个。",
        "本部门整体支出纳入绩效目标管理，涉及财政性资金9.00万元。",
        "在职人员经费5.00万元。",
        "一般公共预算当年拨款7.00万元。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "2个 | 下属单位 | Count",
            "1家 | 机关 | Count",
            "3家 | 事业单位 | Count",
            "4个 | 预算单位 | Count",
            "9.00万元 | 整体支出绩效目标资金 | Amount",
            "5.00万元 | 在职人员经费 | Amount",
            "7.00万元 | 一般公共预算当年拨款 | Amount",
        ]
    );
}

#[test]
fn a_bare_source_behind_its_whole_is_a_part() {
    let texts = ["对3个项目设置绩效目标，预算资金9.00万元，其中财政拨款8.00万元。"];
    let found = read_all("其他情况", &texts).0;
    let part = found.last().expect("the part");
    assert_eq!(part.subject.as_ref().map(|s| s.name.as_str()), Some("绩效目标项目资金"));
    assert_eq!((part.budget, part.measure), (Some(Budget::Appropriation), Measure::Amount));
}

#[test]
fn links_are_no_part_of_the_printed_words() {
    let found = read_all("其他情况", &["支出包括基本支出为9.00万元、项目支出共8.00万元。"]).0;
    let printed: Vec<_> = found.iter().filter_map(|s| s.subject_printed.as_deref()).collect();
    assert_eq!(printed[1], "项目支出");
    assert!(printed.iter().all(|words| !words.ends_with('为') && !words.starts_with('、')), "{printed:?}");
}

#[test]
fn performance_money_is_of_what_the_sentence_says() {
    let texts = [
        "本部门绩效目标管理全覆盖，涉及当年一般公共预算拨款9.00万元，政府性基金预算拨款0万元（详见绩效目标表）。",
        "组织部门整体支出绩效自评（含下属单位0个），涉及一般公共预算支出5.00万元，政府性基金预算支出0万元。",
        "对3个项目委托2个第三方机构开展绩效评价，涉及预算资金4.00万元。",
    ];
    assert_eq!(
        lines("预算绩效情况", &texts),
        [
            "9.00万元 | 绩效目标管理资金 | Amount",
            "0万元 | 绩效目标管理资金 | Amount",
            "0个 | 下属单位 | Count",
            "5.00万元 | 整体支出绩效自评资金 | Amount",
            "0万元 | 整体支出绩效自评资金 | Amount",
            "3个 | 绩效评价项目 | Count",
            "2个 | 第三方机构 | Count",
            "4.00万元 | 绩效评价项目资金 | Amount",
        ]
    );
}

#[test]
fn a_bare_zero_is_kept() {
    let texts = [
        "“三公”经费预算5万元，比2025年减少1万元。其中：（一）因公出国（境）为0。",
        "公务用车购置费为0；公务用车购置数为0。比上年减少5万元，因预算数为0，减少100%。",
    ];
    let (statements, diagnostics) = read_all("“三公”经费预算情况", &texts);
    let found: Vec<_> = statements
        .iter()
        .filter(|s| s.printed == "0")
        .map(|s| (s.subject.as_ref().map(|s| s.name.as_str()), s.measure, s.unit.as_deref(), s.amount_yuan))
        .collect();
    assert_eq!(
        found,
        [
            (Some("因公出国（境）费"), Measure::Amount, Some("万元"), Some(Decimal::ZERO)),
            (Some("公务用车购置费"), Measure::Amount, Some("万元"), Some(Decimal::ZERO)),
            (Some("公务用车购置数"), Measure::Count, None, None),
            (None, Measure::Amount, None, None),
        ]
    );
    assert_eq!(diagnostics.iter().filter(|d| d.code == "statement.no_unit").count(), 2);
}

#[test]
fn of_two_named_nobody_says_which() {
    let texts = [
        "2026年收入预算9.00万元，支出预算9.00万元。比上年增加1.00万元。收入比上年增加2.00万元。",
        "会议费、培训费预算5.00万元，较上年减少1.00万元。公务用车购置费、公务用车运行维护费与上年一致。",
        "发挥3亿元的综合改革基金作用。",
        "共有3辆公务用车，较上年数量无变化。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "9.00万元 | 收入合计 | Amount",
            "9.00万元 | 支出合计 | Amount",
            "1.00万元 | - | Change | increase | 上年",
            "2.00万元 | 收入合计 | Change | increase | 上年",
            "5.00万元 | 会议费、培训费预算 | Amount",
            "1.00万元 | 会议费、培训费预算 | Change | decrease | 上年",
            "与上年一致 | 公务用车购置费 | Change | flat | 上年",
            "与上年一致 | 公务用车运行维护费 | Change | flat | 上年",
            "3亿元 | 综合改革基金 | Amount",
            "3辆 | 公务用车保有量 | Count",
            "较上年数量无变化 | 公务用车保有量 | Change | flat | 上年",
        ]
    );
}

#[test]
fn a_narrower_cost_keeps_its_own_name() {
    let texts = [
        "信息化项目支出3.00万元，甲市某局2026年一般公共预算财政拨款安排的项目支出4.00万元。",
        "学前教育支出2.00万元，按支出功能分类，教育支出5.00万元；人员类项目支出1.00万元，党员培训费0.50万元。",
        "2026年重点项目3个，涉及金额6.00万元；纳入2026年整体支出绩效目标的金额为9.00万元。",
        "拟新增配置公务用车0辆，报废公务用车1辆，用于3辆公务用车燃油、维修等方面支出。",
    ];
    assert_eq!(
        lines("收支预算总体情况", &texts),
        [
            "3.00万元 | 信息化项目支出 | Amount",
            "4.00万元 | 项目支出 | Amount",
            "2.00万元 | 学前教育 | 2050201 | Amount",
            "5.00万元 | 教育支出 | 205 | Amount",
            "1.00万元 | 人员类项目支出 | Amount",
            "0.50万元 | 党员培训费 | Amount",
            "3个 | 重点项目 | Count",
            "6.00万元 | 重点项目资金 | Amount",
            "9.00万元 | 整体支出绩效目标资金 | Amount",
            "0辆 | 公务用车购置数 | Count",
            "1辆 | 报废公务用车 | Count",
            "3辆 | 公务用车保有量 | Count",
        ]
    );
}

#[test]
fn units_are_counted_by_the_word_behind_the_number() {
    let texts = [
        "机关及下属0个单位公务用车保有量为2辆，机关及下属0个单位出国团组1个。",
        "本部门由某中心、某站等8个直属事业单位组成，包括本级1个行政单位和某中心1个事业单位。",
        "本部门有12个预算单位，其中1个为局机关，9个为公益一类单位。",
        "纳入2026年部门预算编制范围的单位共3个，其中行政单位1个、事业单位2个。",
        "下属1家机关和1家事业单位财政拨款的机关运行经费预算为5.00万元。",
    ];
    assert_eq!(
        lines("机构情况", &texts),
        [
            "0个 | 下属单位 | Count",
            "2辆 | 公务用车保有量 | Count",
            "0个 | 下属单位 | Count",
            "1个 | 因公出国（境） | Count",
            "8个 | 直属事业单位 | Count",
            "1个 | 行政单位 | Count",
            "1个 | 事业单位 | Count",
            "12个 | 预算单位 | Count",
            "1个 | 局机关 | Count",
            "9个 | 公益一类单位 | Count",
            "3个 | 预算单位 | Count",
            "1个 | 行政单位 | Count",
            "2个 | 事业单位 | Count",
            "1家 | 机关 | Count",
            "1家 | 事业单位 | Count",
            "5.00万元 | 机关运行经费 | Amount",
        ]
    );
}

#[test]
fn the_same_year_twice_is_a_slip() {
    let texts = ["2026年2026年2026年2026年部门预算。", "2025年“三公”经费预算5.00万元，比2025年减少1.00万元。"];
    let (statements, diagnostics) = read_all("其他情况", &texts);
    assert_eq!((statements[0].measure, statements[1].base.as_deref()), (Measure::Amount, Some("上年")));
    assert_eq!(diagnostics.iter().filter(|d| d.code == "statement.same_year").count(), 1);
}

#[test]
fn a_cause_names_no_base_and_no_comparison() {
    let texts = [
        "项目支出80.00万元，比上年减少5.00万元。主要原因一是压减开支；二是纳入2018年预算管理的7.00万元办案费不再安排；三是实际支出低于预算。",
        "2026年“三公”经费支出决算大于预算数的主要情况：无。",
    ];
    assert_eq!(
        lines("支出情况", &texts),
        ["80.00万元 | 项目支出 | Amount", "5.00万元 | 项目支出 | Change | decrease | 上年", "7.00万元 | 办案费 | Amount"]
    );
}

#[test]
fn a_cause_in_a_sentence_of_its_own_explains_what_it_names() {
    let texts = [
        "财政拨款收入9.00万元，比上年增加2.00万元。财政拨款支出9.00万元，比上年增加2.00万元；政府性基金预算支出0万元，与上年持平。",
        "财政拨款收入支出增加的主要原因是：项目增加。",
    ];
    let (statements, _) = read_all("预算说明", &texts);
    let reasons: Vec<_> = statements.iter().map(|s| s.reason.as_deref()).collect();
    assert_eq!(reasons, [None, Some("项目增加"), None, Some("项目增加"), None, None]);
    let texts = [
        "1.收入预算增加2.00万元。",
        "2.支出预算增加2.00万元，其中基本支出减少3.00万元，项目支出增加5.00万元。",
        "3.收支预算增加的主要原因，一是项目增加，1.甲项目增加4.00万元，主要由于扩建。",
    ];
    let (statements, _) = read_all("收支情况", &texts);
    let reasons: Vec<_> = statements.iter().map(|s| s.reason.as_deref().map(|r| r.chars().take(6).collect())).collect();
    let cause = || Some("一是项目增加".to_owned());
    assert_eq!(reasons, [cause(), cause(), None, None, Some("扩建".to_owned())]);
}

#[test]
fn a_share_takes_its_whole_where_the_amounts_bear_it_out() {
    let texts = ["本年收入合计80.00万元，其中：", "事业收入20.00万元，占25%；", "其他收入60.00万元，占70%；"];
    let found = read_all("收入情况", &texts).0;
    let shares: Vec<_> = found.iter().filter(|s| s.measure == Measure::Share).map(|s| s.base.as_deref()).collect();
    assert_eq!(shares, [Some("本年收入合计"), None]);
}

#[test]
fn a_list_under_a_colon_is_of_the_budget_named_before_it() {
    let texts = ["涉及一般公共预算支出9.00万元，政府性基金预算支出0万元。其中，对2个项目开展绩效评价。"];
    let found = read_all("绩效情况", &texts).0;
    assert_eq!(found.last().map(|s| (s.printed.as_str(), s.budget)), Some(("2个", None)));
    let texts =
        ["一般公共预算支出9.00万元，具体如下：", "1.基本支出5.00万元。", "2.项目支出4.00万元。", "本年收入合计9.00万元。"];
    let found = read_all("支出情况", &texts).0;
    let budgets: Vec<_> = found.iter().map(|s| s.budget).collect();
    let general = Some(Budget::GeneralBudget);
    assert_eq!(budgets, [general, general, general, None]);
}

#[test]
fn a_label_names_what_the_numbers_behind_it_are_about() {
    let texts = [
        "1.一般公共服务（201）财政事务（06）行政运行（01）：2026年预算数为9.00万元。",
        "2.智慧平台建设项目：预算安排5.00万元，其中硬件采购3.00万元。具体情况如下：2026年预算数为9.00万元。",
    ];
    assert_eq!(
        lines("一般公共预算当年拨款", &texts),
        [
            "9.00万元 | 行政运行 | 2010601 | Amount",
            "5.00万元 | 智慧平台建设项目 | Amount",
            "3.00万元 | 硬件采购 | Amount",
            "9.00万元 | 智慧平台建设项目 | Amount",
        ]
    );
}

#[test]
fn a_choice_that_nobody_made_says_no_direction() {
    let texts = [
        "机关运行经费9.00万元，比上年增加/减少1.00万元，增长3.17%。",
        "其他收入9.00万元，比上年决算数增加（减少）0万元，增长（下降）0%。结转结余2.00万元，较上年增长1倍。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "9.00万元 | 机关运行经费 | Amount",
            "1.00万元 | 机关运行经费 | Change | 上年",
            "3.17% | 机关运行经费 | PercentChange | increase | 上年",
            "9.00万元 | 其他收入 | Amount",
            "0万元 | 其他收入 | Change | flat | 上年决算",
            "0% | 其他收入 | PercentChange | flat | 上年决算",
            "2.00万元 | 结转结余 | Amount",
            "1倍 | 结转结余 | PercentChange | increase | 上年",
        ]
    );
}

#[test]
fn several_numbers_are_of_several_things_in_their_order() {
    let texts = [
        "会议费3.00万元、培训费12.00万元，分别比上年减少1.00万元、2.00万元。",
        "采购货物、采购服务预算分别为4.00万元、5.00万元。",
        "基本支出9.00万元，分别比上年减少1.00万元、2.00万元。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "3.00万元 | 会议费 | Amount",
            "12.00万元 | 培训费 | Amount",
            "1.00万元 | 会议费 | Change | decrease | 上年",
            "2.00万元 | 培训费 | Change | decrease | 上年",
            "4.00万元 | 政府采购货物 | Amount",
            "5.00万元 | 政府采购服务 | Amount",
            "9.00万元 | 基本支出 | Amount",
            "1.00万元 | - | Change | decrease | 上年",
            "2.00万元 | - | Change | decrease | 上年",
        ]
    );
}

#[test]
fn a_part_in_a_bracket_and_a_project_counted_lend_their_names_to_nothing() {
    let texts = [
        "1.人才补贴资金（含上年结转5.00万元）共计8.00万元，按每人每年1.2万元发放。",
        "公开绩效目标2个，分别为甲项目3.00万元、乙项目5.00万元。",
        "预算项目20个，资金9.00万元，其中20个项目开展了绩效自评，占项目总数的100%；自评结果为“优”的18个，“良”的2个。",
        "资产总额9.00万元。拟购置车辆2辆，预算6.00万元。部门预算较上年净增1.00万元，其中基本支出净减2.00万元。",
        "政府性基金预算支出3.00万元，年初预算数0万元。国外公务接待0批次。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "5.00万元 | 上年结转结余 | Amount",
            "8.00万元 | 人才补贴资金 | Amount",
            "1.2万元 | - | Amount",
            "2个 | 绩效目标项目 | Count",
            "3.00万元 | 甲项目 | Amount",
            "5.00万元 | 乙项目 | Amount",
            "20个 | 绩效自评项目 | Count",
            "9.00万元 | 绩效自评项目资金 | Amount",
            "20个 | 绩效自评项目 | Count",
            "100% | 绩效自评项目 | Share | 项目总数",
            "18个 | 自评结果为“优” | Count",
            "2个 | - | Count",
            "9.00万元 | 国有资产 | Amount",
            "2辆 | 购置车辆 | Count",
            "6.00万元 | 购置车辆 | Amount",
            "1.00万元 | - | Change | increase | 上年",
            "2.00万元 | 基本支出 | Change | decrease | 上年",
            "3.00万元 | 政府性基金预算拨款支出 | Amount",
            "0万元 | 政府性基金预算拨款支出 | PriorAmount | 年初预算",
            "0批次 | 国（境）外公务接待 | Count",
        ]
    );
}

#[test]
fn counts_are_of_what_stands_beside_them() {
    let texts = [
        "局机关及所属3个预算单位因公出国（境）团组0个，累计0人次。本年度购置（更新）公务用车2辆，年末公务用车保有量12辆。",
        "国内公务接待费6.00万元，接待20批次，50人次；国（境）外公务接待费0万元，接待0批次0人次。",
        "在职人员8人，其中行政人员3人；离休人员1人，退休人员4人。办公用房60平方米。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "3个 | 预算单位 | Count",
            "0个 | 因公出国（境） | Count",
            "0人次 | 因公出国（境） | Count",
            "2辆 | 公务用车购置数 | Count",
            "12辆 | 公务用车保有量 | Count",
            "6.00万元 | 国内公务接待费 | Amount",
            "20批次 | 国内公务接待 | Count",
            "50人次 | 国内公务接待 | Count",
            "0万元 | 国（境）外公务接待费 | Amount",
            "0批次 | 国（境）外公务接待 | Count",
            "0人次 | 国（境）外公务接待 | Count",
            "8人 | 实有人员 | Count",
            "3人 | 行政人员 | Count",
            "1人 | 离休人员 | Count",
            "4人 | 退休人员 | Count",
            "60平方米 | 办公用房 | Count",
        ]
    );
}

#[test]
fn amounts_that_cannot_be_read_are_told() {
    let texts = ["培训费壹佰贰拾万元。", "会议费50余万元，差旅费1234·56万元，印刷费1 000万元。"];
    let (statements, diagnostics) = read_all("其他情况", &texts);
    assert!(statements.is_empty(), "{statements:?}");
    let told: Vec<_> = diagnostics.iter().map(|d| (d.code, d.message.split('`').nth(1).unwrap_or_default())).collect();
    let code = "statement.unread_amount";
    assert_eq!(told, [(code, "壹佰贰拾万元"), (code, "50余万元"), (code, "1234·56万元"), (code, "1 000万元")]);
}

#[test]
fn brackets_purposes_and_thresholds() {
    let texts = [
        "委托业务费9.00万元，比上年预算（注：上年10.00万元）减少1.00万元。",
        "公务用车费6.00万元（公务用车购置费0万元；公务用车运行维护费6.00万元，比上年减少2.00万元。）比上年减少3.00万元，主要原因是压减。",
        "运行维护费6.00万元，比上年减少1.00万元，主要是用于车辆维修。平均每辆2.00万元。",
        "资产负债率超过68%的企业投资须报批，投资增长率突破20%，刊发稿件280余篇。",
        "甲项目绩效自评综述：全年预算数为5.00万元，执行数为4.00万元。",
        "项目支出9.00万元，比上年减少5.00万元，主要原因是《支出预算表》增加了“某某”科目分流3.00万元。",
    ];
    let (statements, _) = read_all("其他情况", &texts);
    let line = |s: &Statement| {
        let subject = s.subject.as_ref().map_or("-", |s| s.name.as_str());
        let base = s.base.as_deref().unwrap_or_default();
        format!("{} {subject} {:?} {base} {}", s.printed, s.measure, if s.reason.is_some() { "because" } else { "" })
    };
    let found: Vec<String> = statements.iter().map(|s| line(s).trim_end().to_owned()).collect();
    assert_eq!(
        found,
        [
            "9.00万元 委托业务费 Amount",
            "10.00万元 委托业务费 PriorAmount 上年预算",
            "1.00万元 委托业务费 Change 上年预算",
            "6.00万元 公务用车购置及运行维护费 Amount",
            "0万元 公务用车购置费 Amount",
            "6.00万元 公务用车运行维护费 Amount",
            "2.00万元 公务用车运行维护费 Change 上年",
            "3.00万元 公务用车购置及运行维护费 Change 上年 because",
            "6.00万元 运行维护费 Amount",
            "1.00万元 运行维护费 Change 上年",
            "2.00万元 运行维护费平均每辆 Amount",
            "20% 投资 Bound",
            "280余篇 刊发稿件 Count",
            "5.00万元 甲项目 PriorAmount 全年预算",
            "4.00万元 甲项目 Amount",
            "9.00万元 项目支出 Amount",
            "5.00万元 项目支出 Change 上年 because",
            "3.00万元 - Amount",
        ]
    );
}

#[test]
fn averages_and_prices_are_no_amounts_of_the_whole() {
    let texts = [
        "公务用车运行维护费40.00万元，平均每辆2.00万元，比上年减少1.00万元。",
        "公务用车运行维护费单车运行维护费2.00万元。公务接待费9.00万元，人均0.01万元。比上年增加1.00万元。",
        "人均公用经费5.00万元，比上年增加1.00万元。人均公用经费与上年持平。",
        "培训费标准为400元/人，每人次支出300元。公务接待费平均每次比2025年减少0.10万元。",
        "会议费9.00万元，每年安排3.00万元。保障水平均为最好，培训费6.00万元。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "40.00万元 | 公务用车运行维护费 | Amount",
            "2.00万元 | 公务用车运行维护费平均每辆 | Amount",
            "1.00万元 | - | Change | decrease | 上年",
            "2.00万元 | 公务用车运行维护费单车运行维护费 | Amount",
            "9.00万元 | 公务接待费 | Amount",
            "0.01万元 | 公务接待费人均 | Amount",
            "1.00万元 | 公务接待费 | Change | increase | 上年",
            "5.00万元 | 人均公用经费 | Amount",
            "1.00万元 | 人均公用经费 | Change | increase | 上年",
            "与上年持平 | 人均公用经费 | Change | flat | 上年",
            "400元/人 | 培训费标准 | Amount",
            "300元 | 每人次支出 | Amount",
            "0.10万元 | 公务接待费平均每次 | Change | decrease | 2025年",
            "9.00万元 | 会议费 | Amount",
            "3.00万元 | 每年安排 | Amount",
            "6.00万元 | 培训费 | Amount",
        ]
    );
    let sources = read_all("其他情况", &texts[..1]).0.into_iter().map(|s| s.subject.map(|s| s.source));
    assert_eq!(sources.collect::<Vec<_>>(), [Some(SubjectSource::Term), Some(SubjectSource::Printed), None]);
}

#[test]
fn a_bare_scale_is_money_only_beside_money_so_printed() {
    let texts = [
        "项目总预算90.00万，其中支持甲类10.00万，支持乙类80.00万元，合计90.00万。",
        "项目总预算90.00万，其中支持甲类90.00万。",
        "常住人口达30.00万，项目支出80.00万元。",
    ];
    let (statements, diagnostics) = read_all("其他情况", &texts);
    let yuan: Vec<_> = statements.iter().map(|s| s.amount_yuan.map(|y| y.to_string())).collect();
    let some = |y: &str| Some(y.to_owned());
    let known = [some("900000"), some("100000"), some("800000"), some("900000")];
    assert_eq!(yuan, [&known[..], &[None, None, None, some("800000")]].concat());
    assert_eq!(diagnostics.iter().filter(|d| d.code == "statement.no_yuan").count(), 3);
}

#[test]
fn bounds_that_say_which_things_are_meant_state_nothing() {
    let texts = [
        "执行率低于80%的项目3个，资产负债率超过68%的市属企业须报批，执行率80%（含）以上的项目5个。",
        "数字化率达到80%的目标。开行班列550列以上，加开30班次，2026年5项列支。",
    ];
    let printed: Vec<String> = read_all("其他情况", &texts).0.into_iter().map(|s| s.printed).collect();
    assert_eq!(printed, ["3个", "5个", "80%", "550列", "30班次", "5项"]);
}

#[test]
fn a_shortened_item_has_a_code_where_only_one_begins_so() {
    let texts = [
        "社会保障和就业支出（类）行政事业单位离退休（款）机关事业单位职业年金（项）9.00万元。",
        "社会保障和就业支出（类）行政事业单位离退休（款）机关事业单位基本养老保险费（项）9.00万元。",
        "社会保障和就业支出（类）行政事业单位离退休（款）机关事业（项）9.00万元。",
    ];
    let codes: Vec<_> = read_all("支出情况", &texts).0.into_iter().map(|s| s.subject.and_then(|s| s.code)).collect();
    assert_eq!(codes, [Some("2080506".to_owned()), Some("2080505".to_owned()), None]);
}

#[test]
fn a_full_stop_before_a_semicolon_ends_the_list_of_parts() {
    let texts = [
        "预算收入总计9.00万元，其中：本年收入9.00万元，上年结转0.00万元，比上年增加4.00万元。；本年部门预算支出总计9.00万元，其中：本年支出9.00万元，上年结转0.00万元，比上年增加4.00万元，主要原因是2022年考录新增1人。",
    ];
    let found = read_all("收支情况", &texts).0;
    let changes = found.iter().filter(|s| s.measure == Measure::Change);
    let names: Vec<_> = changes.map(|s| s.subject.as_ref().map(|s| s.name.as_str())).collect();
    assert_eq!(names, [Some("收入合计"), Some("支出合计")]);
    let new = found.last().map(|s| (s.measure, s.base.as_deref(), s.direction));
    assert_eq!(new, Some((Measure::Count, None, None)));
}

#[test]
fn a_figure_in_a_name_is_no_code_and_a_purpose_no_cause() {
    let texts = [
        "350兆无线系统机房租赁服务6.00万元。301工资福利支出5.00万元。",
        "公务接待费1.00万元，与上年持平。主要是保障工作需要。",
        "公务接待费1.00万元，与上年持平。主要是人员没有变化。",
    ];
    let found = read_all("支出情况", &texts).0;
    let codes: Vec<_> = found.iter().map(|s| s.subject.as_ref().and_then(|s| s.code.as_deref())).collect();
    assert_eq!(codes[..2], [None, Some("301")]);
    assert_eq!(found[0].subject.as_ref().map(|s| s.name.as_str()), Some("350兆无线系统机房租赁服务"));
    let reasons: Vec<_> = found.iter().filter(|s| s.measure == Measure::Change).map(|s| s.reason.as_deref()).collect();
    assert_eq!(reasons, [None, Some("人员没有变化")]);
}

#[test]
fn a_percentage_without_a_verb_is_a_growth_by_name_or_a_rate() {
    let texts = [
        "五年规划要求完成年均7%和设备更新投资9%的目标。",
        "力争规模工业产值增长目标6%。",
        "该指标分值20分，得分率91.50%。",
        "确保管网水质达标率保持96%以上。",
        "教育支出比重为12%。",
    ];
    let (found, _) = read_all("部门工作任务", &texts);
    let said: Vec<_> =
        found.iter().filter(|s| s.unit.as_deref() == Some("%")).map(|s| (s.measure, s.direction.map(Direction::name))).collect();
    let growth = (Measure::PercentChange, Some("increase"));
    assert_eq!(said, [growth, growth, growth, (Measure::Rate, None), (Measure::Bound, None), (Measure::Share, None)]);
}

#[test]
fn cars_allowed_and_money_of_this_year_are_no_others() {
    assert_eq!(
        lines(
            "国有资产占用情况",
            &["我单位预算编制汽车2辆，实有车辆1辆。", "其中：当年拨款收入80.5万元，上年结转收入0.00万元。"]
        ),
        ["2辆 | 车辆编制 | Count", "1辆 | 车辆 | Count", "80.5万元 | 财政拨款收入 | Amount", "0.00万元 | 上年结转结余 | Amount",]
    );
}

#[test]
fn a_second_number_that_lost_its_unit_changes_nothing_more() {
    let text = "案件审理经费支出400万元，与上年相比减少100万元，减少20.05，主要原因是案件减少。";
    let (found, diagnostics) = read_all("支出预算", &[text]);
    let said: Vec<_> = found.iter().map(|s| (s.printed.as_str(), s.measure, s.direction.is_some())).collect();
    assert_eq!(said, [("400万元", Measure::Amount, false), ("100万元", Measure::Change, true), ("20.05", Measure::Label, false)]);
    assert!(diagnostics.iter().any(|d| d.code == "statement.no_unit"));
    assert_eq!(found[1].reason.as_deref(), Some("案件减少"));
}

#[test]
fn causes_are_whole_or_none() {
    let cause = |text: &str| {
        let (found, _) = read_all("支出预算", &[text]);
        found.iter().find(|s| s.measure == Measure::Change).and_then(|s| s.reason.as_deref()).map(str::to_owned)
    };
    for (text, want) in [
        ("会议费6万元，比上年增加2万元，主要原因是1.会议增加；2.场地涨价。", Some("1.会议增加；2.场地涨价")),
        ("会议费6万元，比上年增加2万元，主要原因是会议增加；场租相应提高。", Some("会议增加；场租相应提高")),
        (
            "会议费6万元，比上年增加2万元，主要原因是会议未单独列支。本年单独列支，相应会议费增加。",
            Some("会议未单独列支。本年单独列支，相应会议费增加"),
        ),
        ("会议费6万元，比上年增加2万元，主要原因是会议增加；培训费3万元，与上年持平。", Some("会议增加")),
        ("会议费6万元，比上年增加2万元，主要原因是会议增加；培训费未安排。", Some("会议增加")),
        ("会议费6万元，比上年增加2万元，主要原因是会议增加，主要用于场租等。", Some("会议增加")),
        (
            "项目支出6万元，比上年增加2万元，主要原因是项目增加，包括：1.甲项目1万元；2.乙项目1万元。",
            Some("项目增加，包括：1.甲项目1万元；2.乙项目1万元"),
        ),
        ("项目支出6万元，比上年增加2万元，主要原因是项目增加，包括：1.甲项目1万元；乙项目1万元。", None),
        ("会议费6万元，比上年增加6万元（去年预算数为0万元）。主要原因是会议增加。", Some("会议增加")),
    ] {
        assert_eq!(cause(text).as_deref(), want, "{text}");
    }
}

#[test]
fn counts_in_a_row_have_their_own_words() {
    let printed = |text: &str| {
        let (found, _) = read_all("机构设置", &[text]);
        let of = |s: Statement| (s.subject.map(|s| s.name).unwrap_or_default(), s.subject_printed.unwrap_or_default());
        found.into_iter().map(of).collect::<Vec<_>>()
    };
    let found = printed("本部门包括21个内设机构、3个下属差额拨款事业单位和2个派出机构。");
    assert_eq!(found[1].1, "下属差额拨款事业单位");
    assert_eq!(found[2], ("派出机构".to_owned(), "派出机构".to_owned()));
    let found = read_all("公务用车运行费", &["公务用车运行费9万元，比上年增加2万元，主要原因是增加3辆公务用车运维费。"]).0;
    let count = found.iter().find(|s| s.unit.as_deref() == Some("辆")).expect("the vehicles");
    assert_eq!((count.measure, count.direction), (Measure::Count, None));
    assert_eq!(count.subject.as_ref().map(|s| s.name.as_str()), Some("公务用车"));
}

#[test]
fn a_sentence_behind_a_list_of_units_stands_under_what_the_list_stands_under() {
    let sections = [("机构设置和所属单位情况", 2), ("派出机构", 3)].map(|(title, level)| Section {
        number: None,
        title: title.to_owned(),
        level,
        page: 1,
    });
    let texts = ["共有2个派出机构。", "纳入本部门汇总预算编制范围的预算单位共4家。"];
    let paragraph =
        |text: &&str| Paragraph { text: (*text).to_owned(), place: Place::page(1), breaks: Vec::new(), section: Some(1) };
    let outline =
        Outline { sections: sections.to_vec(), paragraphs: texts.iter().map(paragraph).collect(), ..Outline::default() };
    let found = read(&outline, &text::join(&outline.paragraphs), Known::default(), &mut Vec::new(), &Stop::default());
    assert_eq!(found.iter().map(|s| s.section).collect::<Vec<_>>(), [Some(1), Some(0)]);
}

#[test]
fn the_number_of_a_document_belongs_to_what_stands_before() {
    assert_eq!(subject::printed("（某发〔2014〕1号）和非居民").map(|s| s.name).as_deref(), Some("非居民"));
}

#[test]
fn what_narrows_a_name_is_kept() {
    let texts = [
        "对5个项目开展绩效自评，平均得分90.00分（其中，绩效评级为“优”的项目4个；绩效评级为“良”的项目1个）。",
        "我部门组织对9个项目支出开展绩效自评，其中一级项目7个，二级项目2个，共涉及资金80.00万元。",
        "在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额8.00万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额2.00万元。",
        "全面实施绩效目标管理，涉及预算项目支出6个，预算资金90.00万元，其中财政拨款80.00万元。",
        "收费项目名称：垃圾处理费，收费依据：《某办法》，收费标准：居民1.50元/吨和非居民3.50元/吨，收入预计900.00万元。",
        "收费项目名称为检测费，收费依据为《某办法》，收入预计7.00万元。",
        "新增12家村卫生室实现规范管理。",
        "公务用车购置费6.00万元，较2025年增加6.00万元，主要是根据主管部门审定我单位2026年公务用车更新购置数量较2025年增加2辆。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "5个 | 绩效自评项目 | Count",
            "90.00分 | 绩效自评得分 | Count",
            "4个 | 绩效评级为“优”的项目 | Count",
            "1个 | 绩效评级为“良”的项目 | Count",
            "9个 | 绩效自评项目 | Count",
            "7个 | 一级项目 | Count",
            "2个 | 二级项目 | Count",
            "80.00万元 | 绩效自评项目资金 | Amount",
            "8.00万元 | 在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交 | Amount",
            "2.00万元 | 在其他政府采购项目中，由中小企业供应商中标或成交 | Amount",
            "6个 | 绩效目标项目 | Count",
            "90.00万元 | 绩效目标项目资金 | Amount",
            "80.00万元 | 绩效目标项目资金 | Amount",
            "1.50元/吨 | 垃圾处理费（居民） | Amount",
            "3.50元/吨 | 垃圾处理费（非居民） | Amount",
            "900.00万元 | 垃圾处理费收入 | Amount",
            "7.00万元 | 检测费收入 | Amount",
            "12家 | 村卫生室 | Count",
            "6.00万元 | 公务用车购置费 | Amount",
            "6.00万元 | 公务用车购置费 | Change | increase | 上年",
            "2辆 | 公务用车购置数 | Change | increase | 上年",
        ]
    );
    let (statements, _) = read_all("", &texts[3..4]);
    assert_eq!(statements[2].budget, Some(Budget::Appropriation));
}

#[test]
fn a_growth_said_again_has_the_base_it_had() {
    let text = "一般公共预算财政拨款支出9.00万元，比年初预算数增加9.00万元，增长0%；主要是因为去年预算数为0，因此增长率为0%。";
    assert_eq!(
        lines("支出决算说明", &[text]),
        [
            "9.00万元 | 一般公共预算拨款支出 | Amount",
            "9.00万元 | 一般公共预算拨款支出 | Change | increase | 年初预算",
            "0% | 一般公共预算拨款支出 | PercentChange | flat | 年初预算",
            "0 | 一般公共预算拨款支出 | PriorAmount | 上年预算",
            "0% | 一般公共预算拨款支出 | PercentChange | flat | 年初预算",
        ]
    );
}

#[test]
fn a_cause_explains_all_that_it_stands_behind() {
    let reasons = |texts: &[&str]| -> Vec<Option<String>> {
        let (statements, _) = read_all("收支预算", texts);
        statements.iter().filter(|s| s.measure.is_change()).map(|s| s.reason.as_deref().map(str::to_owned)).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        reasons(&[
            "收支预算80.00万元，比上年减少9.00万元。",
            "3.收支预算减少的主要原因，机构改革，人员经费增加；项目资金压减，某项目因检修等原因暂缓，项目资金减少。"
        ]),
        [some("机构改革，人员经费增加；项目资金压减，某项目因检修等原因暂缓，项目资金减少")]
    );
    assert_eq!(
        reasons(&[
            "“三公”经费预算共8.00万元，比上年减少3.00万元。主要原因是公车统管，部分公车交付某局管理",
            "其中：",
            "1.公务接待费1.00万元。"
        ]),
        [some("公车统管，部分公车交付某局管理")]
    );
    let both = some("部分车辆维修、更新");
    assert_eq!(
        reasons(&[
            "其中：公务用车运行费8.00万元，比上年增加1.00万元；公务用车购置费3.00万元，比上年增加0.00万元，与上年持平。主要原因是：部分车辆维修、更新。"
        ]),
        [both.clone(), both]
    );
    assert_eq!(
        reasons(&["机关运行经费支出9.00万元，比预算数增加9.00万元。主要增减变动情况是：我局为新成立单位。"]),
        [some("我局为新成立单位")]
    );
    assert_eq!(reasons(&["“三公”经费支出决算大于预算数的主要情况：因为我局成立较晚。"]), [some("我局成立较晚")]);
    assert_eq!(reasons(&["支出预算9.00万元，比上年增加1.00万元，主要原因：一是人员减少；", "二是项目增加。"]), [None]);
}

#[test]
fn a_colon_before_an_amount_ends_no_name() {
    let texts = [
        "基本支出30.5万元，其中：工资福利支出：15.2万元；商品和服务支出为：9.8万元；对个人和家庭的补助：5.5万元。",
        "收入总计100万元，其中：财政拨款收入：90万元，事业收入：6万元、其他收入：4万元。",
        "2010301行政运行：15.2万元；2010302一般行政管理事务：9.8万元；2080505机关事业单位基本养老保险缴费支出：5.5万元。",
        "（1）一般公共服务支出：15万元，占75%；（2）卫生健康支出：5万元，占25%。",
        "车辆编制：5辆；实有车辆：4辆。",
        "公务接待费：2万元，比上年增加：1万元。具体情况如下：3万元。",
    ];
    assert_eq!(
        lines("支出情况", &texts),
        [
            "30.5万元 | 基本支出 | Amount",
            "15.2万元 | 工资福利支出 | 301 | Amount",
            "9.8万元 | 商品和服务支出 | 302 | Amount",
            "5.5万元 | 对个人和家庭的补助 | Amount",
            "100万元 | 收入合计 | Amount",
            "90万元 | 财政拨款收入 | Amount",
            "6万元 | 事业收入 | Amount",
            "4万元 | 其他收入 | Amount",
            "15.2万元 | 行政运行 | 2010301 | Amount",
            "9.8万元 | 一般行政管理事务 | 2010302 | Amount",
            "5.5万元 | 机关事业单位基本养老保险缴费支出 | 2080505 | Amount",
            "15万元 | 一般公共服务支出 | 201 | Amount",
            "75% | 一般公共服务支出 | 201 | Share",
            "5万元 | 卫生健康支出 | 210 | Amount",
            "25% | 卫生健康支出 | 210 | Share",
            "5辆 | 车辆编制 | Count",
            "4辆 | 车辆 | Count",
            "2万元 | 公务接待费 | Amount",
            "1万元 | 公务接待费 | Change | increase | 上年",
            "3万元 | 公务接待费 | Amount",
        ]
    );
}

#[test]
fn words_for_a_figure_make_no_total_of_a_named_thing() {
    let texts = [
        "农林水支出合计2.1万元，工资福利支出合计2.2万元，基本支出合计2.3万元，项目支出总额2.4万元。",
        "事业收入决算数为3.1万元，政府性基金预算财政拨款支出决算为3.2万元，教育支出决算数为3.3万元，住房保障支出预算总额3.4万元。",
        "人员经费支出预算数为4.1万元，农林水支出预算安排4.2万元，甲市某局2024年度收入总计4.3万元，支出合计4.4万元。",
        "政府采购支出合计5.6万元，其中货物2.6万元、工程0万元、服务3万元。",
        "某平台建设支出合计6.1万元，一般公共预算支出合计6.2万元。",
        "其中，面向中小企业采购货物预算2万元、服务预算3.1万元。",
        "2024年度收入总计、支出总计8.1万元。",
        "赠与决算数为7.1万元，残疾人事业7.2万元，其他资本性支出7.3万元。",
    ];
    assert_eq!(
        lines("有关情况", &texts),
        [
            "2.1万元 | 农林水支出 | 213 | Amount",
            "2.2万元 | 工资福利支出 | 301 | Amount",
            "2.3万元 | 基本支出 | Amount",
            "2.4万元 | 项目支出 | Amount",
            "3.1万元 | 事业收入 | Amount",
            "3.2万元 | 政府性基金预算拨款支出 | Amount",
            "3.3万元 | 教育支出 | 205 | Amount",
            "3.4万元 | 住房保障支出 | 221 | Amount",
            "4.1万元 | 人员经费 | Amount",
            "4.2万元 | 农林水支出 | 213 | Amount",
            "4.3万元 | 收入合计 | Amount",
            "4.4万元 | 支出合计 | Amount",
            "5.6万元 | 政府采购 | Amount",
            "2.6万元 | 政府采购货物 | Amount",
            "0万元 | 政府采购工程 | Amount",
            "3万元 | 政府采购服务 | Amount",
            "6.1万元 | 某平台建设支出 | Amount",
            "6.2万元 | 一般公共预算拨款支出 | Amount",
            "2万元 | 面向中小企业采购货物预算 | Amount",
            "3.1万元 | 服务预算 | Amount",
            "8.1万元 | 收支总计 | Amount",
            "7.1万元 | 赠与 | Amount",
            "7.2万元 | 残疾人事业 | 20811 | Amount",
            "7.3万元 | 其他资本性支出 | Amount",
        ]
    );
}

#[test]
fn printed_codes_and_paths_name_their_account() {
    let texts = [
        "（1）水利支出1.1万元。（2）债务还本支出1.2万元。",
        "“住房公积金”（2210201）科目支出2.1万元，行政运行（项）（2130101）2.2万元，卫生健康支出（210）公立医院（21002）综合医院（2100201）2.3万元。",
        "1.2010301行政运行3.1万元，比上年增加1万元。",
        "3.210卫生健康支出（类）11行政事业单位医疗（款）01行政单位医疗（项）：年初预算为3.2万元，支出决算为3.3万元。",
        "208（类）01（款）01（项）行政运行4.1万元。社会保障和就业支出—行政事业单位养老支出—机关事业单位基本养老保险缴费支出4.2万元。",
        "农林水支出（类）农业农村（款）行政运行（项）支出5.1万元，较上年增加1万元；事业运行（项）支出5.2万元，较上年减少1万元。",
        "农林水支出合计6万元，其中：农业农村支出1万元（2130101行政运行0.4万元、2130104事业运行0.6万元）。",
    ];
    assert_eq!(
        lines("支出情况", &texts),
        [
            "1.1万元 | 水利 | 21303 | Amount",
            "1.2万元 | 债务还本支出 | 231 | Amount",
            "2.1万元 | 住房公积金 | 2210201 | Amount",
            "2.2万元 | 行政运行 | 2130101 | Amount",
            "2.3万元 | 综合医院 | 2100201 | Amount",
            "3.1万元 | 行政运行 | 2010301 | Amount",
            "1万元 | 行政运行 | 2010301 | Change | increase | 上年",
            "3.2万元 | 行政单位医疗 | 2101101 | PriorAmount | 年初预算",
            "3.3万元 | 行政单位医疗 | 2101101 | Amount",
            "4.1万元 | 行政运行 | 2080101 | Amount",
            "4.2万元 | 机关事业单位基本养老保险缴费支出 | 2080505 | Amount",
            "5.1万元 | 行政运行 | 2130101 | Amount",
            "1万元 | 行政运行 | 2130101 | Change | increase | 上年",
            "5.2万元 | 事业运行 | 2130104 | Amount",
            "1万元 | 事业运行 | 2130104 | Change | decrease | 上年",
            "6万元 | 农林水支出 | 213 | Amount",
            "1万元 | 农业农村 | 21301 | Amount",
            "0.4万元 | 行政运行 | 2130101 | Amount",
            "0.6万元 | 事业运行 | 2130104 | Amount",
        ]
    );
}

#[test]
fn money_in_two_units_is_one_amount() {
    let (found, _) = read_all(
        "支出情况",
        &["项目支出1亿2345.5万元。绩效自评涉及一般公共预算当年财政拨款2万元、政府性基金当年财政拨款1万元。"],
    );
    let named = |s: &Statement| (s.printed.clone(), s.subject.clone().map(|s| s.name).unwrap_or_default(), s.amount_yuan);
    let yuan = |yuan: i64| Some(crate::decimal::Decimal::from(yuan));
    assert_eq!(
        found.iter().map(named).collect::<Vec<_>>(),
        [
            ("1亿2345.5万元".to_owned(), "项目支出".to_owned(), yuan(123_455_000)),
            ("2万元".to_owned(), "绩效自评资金".to_owned(), yuan(20_000)),
            ("1万元".to_owned(), "绩效自评资金".to_owned(), yuan(10_000)),
        ]
    );
}

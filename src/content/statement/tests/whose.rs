//! Whose an amount is, of what a change is a change, and of which whole a share is a part.

use super::super::{Known, Measure, Statement, Stop, Units, read, text};
use super::{lines, read_all};
use crate::outline::{Outline, Paragraph, Section};
use crate::place::Place;

/// The statements of a text of 甲市科学技术局 in a document of 2024, whose units are two.
fn read_known(text: &str) -> Vec<Statement> {
    let section = Section { number: None, title: "支出情况".into(), level: 2, page: 1 };
    let paragraph = Paragraph { text: text.to_owned(), place: Place::page(1), breaks: Vec::new(), section: Some(0) };
    let outline = Outline { sections: vec![section], paragraphs: vec![paragraph], ..Outline::default() };
    let units = Units::new(["甲市科学技术局"].into_iter(), ["甲市社会科学院", "甲市科技交流中心"].into_iter());
    let known = Known { year: Some(2024), executed: None, units };
    read(&outline, &text::join(&outline.paragraphs), known, &mut Vec::new(), &Stop::default())
}

fn name(statement: &Statement) -> &str {
    statement.subject.as_ref().map_or("-", |subject| &subject.name)
}

/// `printed | subject | entity` of its statements.
fn whose(text: &str) -> Vec<String> {
    let line = |s: &Statement| format!("{} | {} | {}", s.printed, name(s), s.entity.as_deref().unwrap_or("-"));
    read_known(text).iter().map(line).collect()
}

/// `printed | subject | measure | base` of its statements.
fn whose_when(text: &str) -> Vec<String> {
    let line = |s: &Statement| format!("{} | {} | {:?} | {}", s.printed, name(s), s.measure, s.base.as_deref().unwrap_or(""));
    read_known(text).iter().map(line).collect()
}

#[test]
fn amounts_of_a_unit_are_not_those_of_the_department() {
    assert_eq!(
        whose("甲市社会科学院公用经费预算60.57万元，比2023年减少5.00万元。公用经费共90.00万元。"),
        ["60.57万元 | 公用经费 | 甲市社会科学院", "5.00万元 | 公用经费 | 甲市社会科学院", "90.00万元 | 公用经费 | -"]
    );
    assert_eq!(
        whose("会议费预算9.00万元，比上年增加3.00万元；主要原因是局本级会议费增加2.00万元，社科院增加1.00万元。"),
        ["9.00万元 | 会议费 | -", "3.00万元 | 会议费 | -", "2.00万元 | 会议费 | 局本级", "1.00万元 | 会议费 | 社科院",]
    );
    assert_eq!(whose("甲市科学技术局2024年机关运行经费5.00万元。"), ["5.00万元 | 机关运行经费 | -"]);
    assert_eq!(whose("某市审计局机关运行经费5.00万元。")[0], "5.00万元 | 机关运行经费 | -");
    assert_eq!(whose("局机关运行经费和所属单位公用经费合计5.00万元。"), ["5.00万元 | 机关运行经费 | -"]);
    assert_eq!(whose("社科院院落改造项目5.00万元。"), ["5.00万元 | 社科院院落改造项目 | -"]);
}

#[test]
fn a_unit_alone_is_part_of_what_stands_before() {
    assert_eq!(
        whose("专项业务费比上年减少4.00万元（其中：局本级增加1.00万元，社科院减少5.00万元），公用经费增加2.00万元。")[1..],
        ["1.00万元 | 专项业务费 | 局本级", "5.00万元 | 专项业务费 | 社科院", "2.00万元 | 公用经费 | -"]
    );
    assert_eq!(
        whose("公务接待费5.00万元，比上年减少3.00万元，主要原因是2024年社科院预算减少2.00万元，交流中心减少1.00万元。")[2..],
        ["2.00万元 | 公务接待费 | 社科院", "1.00万元 | 公务接待费 | 交流中心"]
    );
    assert_eq!(
        whose("全局争取投资总额不少于10.40亿元，其中：投资处不少于5.00亿元，农经处不少于2000.00万元。")[1..],
        ["5.00亿元 | 投资总额 | 投资处", "2000.00万元 | 投资总额 | 农经处"]
    );
}

#[test]
fn the_object_of_a_verb_of_change_is_what_changes() {
    let lines = |text: &str| lines("支出情况", &[text]);
    let text =
        "支出合计9.00万元，比上年增加5.00万元。主要原因是基本支出增加人员经费3.00万元、项目支出安排增加云平台租赁费2.00万元。";
    assert_eq!(lines(text)[2], "3.00万元 | 人员经费 | Change | increase | 上年");
    assert_eq!(lines(text)[3], "2.00万元 | 云平台租赁费 | Change | increase | 上年");
    let text = "会议费增加3.00万元，减少某院日常公用经费2.00万元。";
    assert!(lines(text)[1].starts_with("2.00万元 | 公用经费 | Change | decrease"), "{:?}", lines(text));
    let text = "其他支出9.00万元，比上年增加1.00万元。主要原因是增加援外经费预算增加1.00万元。";
    assert!(lines(text)[2].starts_with("1.00万元 | 援外经费"), "{:?}", lines(text));
    // What is new came, and is compared with nothing.
    assert!(lines("新增贷款5.00亿元。")[0].contains("Amount"), "{:?}", lines("新增贷款5.00亿元。"));
}

#[test]
fn a_cause_is_no_part_of_the_name() {
    let last = |text: &str| lines("支出情况", &["项目支出9.00万元。", text]).pop().unwrap_or_default();
    for (text, want) in [
        ("公用经费因人员增加正常增加2.00万元。", "公用经费"),
        ("人员经费因标准降低较2023年度减少2.00万元。", "人员经费"),
        ("支出合计比上年减少2.00万元，原因是人员减少加之标准降低导致人员经费减少2.00万元。", "人员经费"),
        ("支出合计比上年减少2.00万元，原因是绩效标准降低人员经费减少2.00万元。", "人员经费"),
        ("支出合计比上年增加2.00万元，原因是人员增加，日常公用经费正常增加2.00万元。", "公用经费"),
        ("因公出国（境）费增加2.00万元。", "因公出国（境）费"),
        ("新增建设用地有偿使用费减少2.00万元。", "新增建设用地有偿使用费"),
    ] {
        assert_eq!(last(text).split(" | ").nth(1), Some(want), "{text}: {}", last(text));
    }
    let text = "收支总计比上年增加5.00万元，增长的主要原因是：因收入增加，故政府性基金预算拨款收入与上年同期相比，增加44.81%。";
    assert!(last(text).starts_with("44.81% | 政府性基金预算拨款收入"), "{}", last(text));
}

#[test]
fn a_label_of_an_assessment_gives_no_cause() {
    let text = "采血总量84.71吨，比去年同期增加0.91%。发现的问题及原因：制度不够健全。";
    assert!(read_all("自评", &[text]).0.iter().all(|s| s.reason.is_none()));
    let text = "采血总量84.71吨，比去年同期增加0.91%。主要原因：人数增加。";
    assert!(read_all("自评", &[text]).0.iter().any(|s| s.reason.is_some()));
}

#[test]
fn causes_in_words_go_on_to_the_full_stop() {
    let text = "支出合计9.00万元，比上年增加5.00万元，主要原因：一是补足缺口1.00万元；支付尾款2.00万元；二是新增任务2.00万元。会议费3.00万元。";
    let causes: Vec<bool> = read_all("支出情况", &[text]).0.iter().map(|s| s.in_reason).collect();
    assert_eq!(causes, [false, false, true, true, true, false]);
    let text = "收入合计9.00万元，比上年增加5.00万元，主要原因是：一是人员增加；二是任务增加2.00万元；支出合计9.00万元，其中：其他收入1.00万元，比上年增加5.00万元。";
    let found = read_all("收支情况", &[text]).0;
    assert_eq!(found.iter().map(|s| s.in_reason).collect::<Vec<_>>(), [false, false, true, false, false, false]);
    assert!(found[1].reason.as_ref().is_some_and(|cause| cause.ends_with("2.00万元")), "{:?}", found[1].reason);
}

#[test]
fn nobody_has_just_a_bound() {
    let line = |text: &str| lines("重点工作", &[text]).concat();
    assert_eq!(line("居民健康素养水平35%以上。"), "35% | 居民健康素养水平 | Bound");
    assert_eq!(line("职工满意度大于90%。"), "90% | 职工满意度 | Bound");
    assert_eq!(line("服务业增加值占GDP比重达到61%以上。"), "61% | 服务业增加值 | Bound | GDP");
    assert_eq!(line("规上企业占比力争达到35%以上。"), "35% | 规上企业 | Bound");
    assert_eq!(line("供应居住用地不少于7公顷。"), "7公顷 | 供应居住用地 | Bound");
    assert_eq!(line("能源消费总量控制目标2942万吨标准煤以内。"), "2942万吨标准煤 | 能源消费总量控制目标 | Bound");
    assert!(line("全市生产总值增长7.8%以上。").contains("Bound | increase"));
    assert_eq!(
        line("服务科技企业贷款不少于710家次、贷款金额33.00亿元。"),
        "710家次 | 服务科技企业贷款 | Bound33.00亿元 | 贷款金额 | Amount"
    );
}

#[test]
fn shares_are_parts_of_the_whole_that_bears_them_out() {
    let base = |texts: &[&str]| {
        let shares = read_all("收入情况", texts).0.into_iter().filter(|s| s.measure == Measure::Share);
        shares.map(|s| s.base.unwrap_or_default()).collect::<Vec<_>>()
    };
    let whole = "2024年收入预算80.00万元，比上年增加5.00万元，增长6.67%，主要原因是项目增加。";
    let parts = ["其中：事业收入20.00万元，占25%；", "其他收入60.00万元，占75%；", "上级补助收入0万元，占0%。"];
    assert_eq!(base(&[whole, &parts.concat()]), ["收入合计"; 3]);
    assert_eq!(base(&[whole, "其中：", parts[0], parts[1], parts[2]]), ["收入合计"; 3]);
    let text = "2024年“三公”经费财政拨款支出决算中，因公出国（境）费0万元，占0%；公务接待费支出0.16万元，占100.0%。";
    assert_eq!(base(&[text]), ["“三公”经费"; 2]);
    // What does not fit is no part.
    assert_eq!(base(&[whole, "其中：事业收入20.00万元，占35%；其他收入60.00万元，占75%。"]), ["", ""]);
}

#[test]
fn people_come_and_go() {
    let line = |text: &str| lines("支出情况", &[text]).concat();
    assert_eq!(line("主要原因是新增1人。"), "1人 | 新增人员 | Count");
    assert_eq!(line("主要原因是新增1人且年中调整缴费基数。"), "1人 | 新增人员 | Count");
    assert_eq!(line("家庭医生签约353.13万人。"), "353.13万人 | 家庭医生签约 | Count");
    assert_eq!(line("开展1:5万地质灾害调查。"), "");
}

#[test]
fn parts_of_a_plan_were_planned() {
    let text = "该项目批复的年初预算数为9.00万元，其中当年财政拨款8.00万元，上年结转1.00万元。实际支出5.00万元。";
    let planned: Vec<bool> = read_all("项目", &[text]).0.iter().map(|s| s.planned.is_some()).collect();
    assert_eq!(planned, [true, true, true, false]);
}

#[test]
fn parts_of_another_year_are_of_that_year() {
    let text = "2023年本部门财政拨款支出90.00万元，其中一般公共预算拨款支出80.00万元、政府性基金预算拨款支出10.00万元，2024年本部门财政拨款支出较上年增加5.00万元。";
    let found = whose_when(text);
    assert_eq!(found[1], "80.00万元 | 一般公共预算拨款支出 | PriorAmount | 上年");
    assert_eq!(found[2], "10.00万元 | 政府性基金预算拨款支出 | PriorAmount | 上年");
    assert_eq!(found[3], "5.00万元 | 财政拨款支出 | Change | 上年");
    let text = "支出预算90.00万元，2023年为80.00万元。其中：基本支出80.00万元，项目支出10.00万元。";
    assert_eq!(whose_when(text).pop().as_deref(), Some("10.00万元 | 项目支出 | Amount | "));
    let text = "支出合计90.00万元，其中：基本支出80.00万元，比2023年预算70.00万元增加10.00万元；项目支出10.00万元。";
    assert_eq!(whose_when(text).pop().as_deref(), Some("10.00万元 | 项目支出 | Amount | "));
}

#[test]
fn prior_amounts_keep_their_names() {
    let name = |text: &str| whose_when(text).remove(0).split(" | ").nth(1).map(str::to_owned);
    assert_eq!(name("水库除险加固项目年初预算数90.00万元，实际执行80.00万元。").as_deref(), Some("水库除险加固项目"));
    assert_eq!(name("2023年度专项业务费支出5.00万元。").as_deref(), Some("专项业务费支出"));
    assert_eq!(name("该项目年初预算数90.00万元，实际执行80.00万元。").as_deref(), Some("-"));
    let text = "原因是纳入2023年预算管理的7.00万元办案费收入，2024年不再安排。";
    assert_eq!(name(text).as_deref(), Some("办案费收入"));
}

#[test]
fn the_budget_of_a_part_may_stand_behind_it() {
    let text = "上级专项转移支付支出预算16.00万元（其中3.00万元为政府性基金预算、13.00万元为一般公共预算），较上年增加2.00万元。";
    let (found, _) = read_all("支出情况", &[text]);
    let line = |s: &Statement| format!("{} | {} | {:?}", s.printed, s.subject.as_ref().map_or("-", |s| &s.name), s.budget);
    assert_eq!(
        found.iter().map(line).collect::<Vec<_>>(),
        [
            "16.00万元 | 上级专项转移支付支出 | None",
            "3.00万元 | 上级专项转移支付支出 | Some(GovernmentFunds)",
            "13.00万元 | 上级专项转移支付支出 | Some(GeneralBudget)",
            "2.00万元 | 上级专项转移支付支出 | None",
        ]
    );
}

#[test]
fn what_the_last_cause_explains_is_what_its_units_changed() {
    let text = "“三公”经费9.00万元；其中：因公出国（境）费0万元，与上年持平，主要是由市财政统筹；公务接待费5.00万元，比上年减少3.24万元，\
                主要原因是甲市社会科学院预算减少2.14万元，社科院减少1.10万元；公务用车购置费预算0元，与上年持平。";
    let found = whose(text);
    assert!(found.iter().any(|line| line == "2.14万元 | 公务接待费 | 甲市社会科学院"), "{found:?}");
    assert!(found.iter().any(|line| line == "1.10万元 | 公务接待费 | 社科院"), "{found:?}");
}

#[test]
fn a_line_that_is_a_name_rules_the_next_text() {
    let texts = [
        "“三公”经费9.00万元。",
        "1.公务接待费：",
        "2024年预算数2.00万元，比上年减少1.00万元。",
        "2.会议费5.00万元。",
        "预算数1.00万元。",
        "（三）培训费。",
        "预算数3.00万元。",
    ];
    let (found, _) = read_all("“三公”经费情况", &texts);
    assert_eq!(
        found.iter().map(name).collect::<Vec<_>>(),
        ["“三公”经费", "公务接待费", "公务接待费", "会议费", "“三公”经费", "培训费"]
    );
}

#[test]
fn names_of_accounts_are_whole() {
    let names = |text: &str| read_all("支出情况", &[text]).0.iter().map(|s| name(s).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        names("8.城乡社区支出（类）城乡社区管理事务（款）执业资格注册、资质审查（项）5.00万元。"),
        ["执业资格注册、资质审查"]
    );
    assert_eq!(names("其中：“两房”建设（项）5.00万元。"), ["“两房”建设"]);
    assert_eq!(names("3、某水库移民后期扶持基金支出（款）：2024年支出预算5.00万元。"), ["某水库移民后期扶持基金支出"]);
    assert_eq!(names("教育支出（类）普通教育（款）、进修及培训（款）5.00万元。"), ["进修及培训"]);
}

/// The words before the colon say the year of the whole list; a year in the name of one item is when that began.
#[test]
fn a_dated_item_of_a_list_is_of_the_year_of_the_list() {
    assert_eq!(
        whose_when("2024年项目支出安排如下：2023年续建工程项目50.00万元、新建工程项目30.00万元。"),
        ["50.00万元 | 续建工程项目 | Amount | ", "30.00万元 | 新建工程项目 | Amount | "]
    );
    // Two years beside each other are two years.
    assert_eq!(
        whose_when("2024年有关经费情况如下：2023年培训费5.00万元；本年培训费6.00万元。"),
        ["5.00万元 | 培训费 | PriorAmount | 上年", "6.00万元 | 培训费 | Amount | "]
    );
}

/// The unit stands once, behind a bracket with last year's figure.
#[test]
fn a_unit_behind_a_bracket_is_that_of_both_numbers() {
    assert_eq!(
        whose_when("2024年公务接待费4.00（2023年5.00）万元，减少1.00万元；会议费0（2023年0）万元。"),
        [
            "4.00 | 公务接待费 | Amount | ",
            "5.00 | 公务接待费 | PriorAmount | 上年",
            "1.00万元 | 公务接待费 | Change | 上年",
            "0 | 会议费 | Amount | ",
            "0 | 会议费 | PriorAmount | 上年"
        ]
    );
    let units: Vec<_> = read_known("公务接待费4.00（2023年5.00）万元。").iter().map(|s| s.unit.clone()).collect();
    assert_eq!(units, [Some("万元".to_owned()), Some("万元".to_owned())]);
}

/// Lines that a narrow page ends inside a year or a number, or before 为, go on in the next.
#[test]
fn a_line_may_end_inside_a_number() {
    for (texts, want) in [
        (
            &["1.公务接待费支出0.41万元（与2023", "年相比，降低0.01万元）。"][..],
            &["0.41万元 | 公务接待费 | Amount | ", "0.01万元 | 公务接待费 | Change | 上年"][..],
        ),
        (&["（二）公务接待费支出预算为322.4", "2万元，主要用于接待。"], &["322.42万元 | 公务接待费 | Amount | "]),
        (&["（二）公务接待费支出预算为797", ".19万元，主要用于接待。"], &["797.19万元 | 公务接待费 | Amount | "]),
        (&["2024年公务接待费支出预算", "为5.00万元，主要用于接待。"], &["5.00万元 | 公务接待费 | Amount | "]),
    ] {
        let section = Section { number: None, title: "支出情况".into(), level: 2, page: 1 };
        let paragraph =
            |text: &&str| Paragraph { text: (*text).to_owned(), place: Place::page(1), breaks: Vec::new(), section: Some(0) };
        let paragraphs = texts.iter().map(paragraph).collect();
        let outline = Outline { sections: vec![section], paragraphs, ..Outline::default() };
        let known = Known { year: Some(2024), ..Known::default() };
        let found = read(&outline, &text::join(&outline.paragraphs), known, &mut Vec::new(), &Stop::default());
        let line = |s: &Statement| format!("{} | {} | {:?} | {}", s.printed, name(s), s.measure, s.base.as_deref().unwrap_or(""));
        assert_eq!(found.iter().map(line).collect::<Vec<_>>(), want, "{texts:?}");
    }
}

/// What follows a number that cannot be read is about what that is about; codes behind a number of a list, full width, are none.
#[test]
fn behind_numbers_that_are_none() {
    assert_eq!(
        whose_when("本年支出618.23万元，其中：基本支出6 01.31万元，占97.26%、项目支出16.92万元，占2.74%。")[1],
        "97.26% | 基本支出 | Share | "
    );
    assert_eq!(
        whose_when("1．2080501-行政单位离退休：年初预算为8.2万元，支出决算为6.97万元。"),
        ["8.2万元 | 行政单位离退休 | PriorAmount | 年初预算", "6.97万元 | 行政单位离退休 | Amount | "]
    );
    assert_eq!(whose("上年结转清理专项4.23万元，主要用于项目建设。"), ["4.23万元 | 上年结转清理专项 | -"]);
    assert_eq!(
        whose_when("2024年度公用经费支出调整后预算为10.50万元，支出决算为8.30万元。")[0],
        "10.50万元 | 公用经费 | PriorAmount | 调整预算"
    );
}

//! Kinds of sentences that were read with another meaning.

use super::lines;

#[test]
fn an_open_bracket_ends_with_its_text() {
    let texts = ["公务接待费1.00万元（含外事", "会议费预算2.00万元，培训费预算3.00万元。"];
    assert_eq!(lines("", &texts[1..])[1..], lines("", &texts)[2..]);
    let texts = ["培训费5.00万元（比上年增加1.00万元。", "一般公共预算支出8.00万元。比上年减少2.00万元。"];
    assert_eq!(lines("", &texts).last().map(String::as_str), Some("2.00万元 | 一般公共预算拨款支出 | Change | decrease | 上年"));
}

#[test]
fn the_total_behind_the_label_of_an_account_is_of_the_account() {
    let text = "（1）卫生健康支出（类）行政事业单位医疗（款）：2019年支出预算121.70万元（比2018年年初预算数增加3.14万元）。";
    assert_eq!(lines("", &[text])[0], "121.70万元 | 行政事业单位医疗 | 21011 | Amount");
    assert_eq!(lines("", &["2080501行政单位离退休支出决算为80.57万元。"]), ["80.57万元 | 行政单位离退休 | 2080501 | Amount"]);
    let text = "其中：按功能分类划分为社会保障和就业支出（类）为43.77万元。";
    assert_eq!(lines("", &[text]), ["43.77万元 | 社会保障和就业支出 | 208 | Amount"]);
    assert_eq!(lines("", &["按支出性质划分为基本支出8.00万元。"]), ["8.00万元 | 基本支出 | Amount"]);
    let text = "10.水利（款）水资源节约管理与保护（项）：年初预算为831.81万元，支出决算为941.94万元。";
    assert_eq!(lines("", &[text])[0], "831.81万元 | 水资源节约管理与保护 | 2130311 | PriorAmount | 年初预算");
}

#[test]
fn what_is_no_comparison_compares_nothing() {
    let text = "支出合计9.00万元，比上年增加1.00万元，职工满意度为93.3%。";
    assert_eq!(lines("", &[text]).last().map(String::as_str), Some("93.3% | 职工满意度 | Rate"));
    // How it is counted is no change.
    let text = "机关运行经费9.00万元，按与上年统计口径一致相比，本年比上年减少1.00万元。";
    assert_eq!(lines("", &[text]).len(), 2, "{:?}", lines("", &[text]));
    // What is counted is no account, whatever it is called like.
    assert_eq!(lines("", &["支持164家基层医疗卫生机构。"]), ["164家 | 基层医疗卫生机构 | Count"]);
}

#[test]
fn justified_words_say_the_same() {
    let text = "10.住房公积金：年 初 预 算 为 97.87 万 元 ， 支 出 决 算 为 99.88 万 元 ， 完 成 年 初 预 算 的 102% 。";
    let want = [
        "97.87 万 元 | 住房公积金 | PriorAmount | 年初预算",
        "99.88 万 元 | 住房公积金 | Amount",
        "102% | 住房公积金 | Completion | 年初预算",
    ];
    assert_eq!(lines("", &[text]), want);
}

#[test]
fn an_item_of_a_list_is_not_of_the_item_before() {
    let text = "3.合计上级转移支付资金减少8.00万元；4.卫视落地覆盖费用补贴政策到期，比上年减少5.00万元。";
    let last = lines("", &["收入合计9.00万元，比上年减少6.00万元。", text]).pop();
    assert_eq!(last.as_deref(), Some("5.00万元 | - | Change | decrease | 上年"));
}

#[test]
fn totals_of_final_accounts() {
    let text = "收入总决算合计9.00万元。支出决算为9.00万元，同比增加1.00万元。";
    assert_eq!(
        lines("", &[text]),
        ["9.00万元 | 收入合计 | Amount", "9.00万元 | 支出合计 | Amount", "1.00万元 | 支出合计 | Change | increase | 上年"]
    );
    assert_eq!(lines("", &["2019年甲县统计局支出决算为9.00万元。"]), ["9.00万元 | 支出合计 | Amount"]);
    assert_eq!(lines("", &["（二）支出决算：2021年支出决算9.00万元。"]), ["9.00万元 | 支出合计 | Amount"]);
    assert_eq!(lines("", &["1、工资福利支出数为9.00万元。"]), ["9.00万元 | 工资福利支出 | 301 | Amount"]);
}

#[test]
fn a_verb_of_change_with_an_object_is_a_change() {
    let text =
        "支出合计9.00万元，比上年增加1.00万元，主要原因：新增基本工资2.00万元，减少了住房公积金1.00万元，调减会议费0.50万元。";
    assert_eq!(
        lines("", &[text])[2..],
        [
            "2.00万元 | 基本工资 | 30101 | Change | increase | 上年",
            "1.00万元 | 住房公积金 | Change | decrease | 上年",
            "0.50万元 | 会议费 | Change | decrease | 上年"
        ]
    );
    let text = "较大的变动有两项，一是比上年增加了会议费2.00万元；二是比上年减少了培训费1.00万元。";
    assert_eq!(
        lines("", &[text]),
        ["2.00万元 | 会议费 | Change | increase | 上年", "1.00万元 | 培训费 | Change | decrease | 上年"]
    );
}

#[test]
fn the_parts_of_what_was_are_what_was() {
    let text = "“三公”经费预算4.00万元，比上年6.00万元（其中：因公出国（境）费1.00万元，公务接待费5.00万元）减少2.00万元。";
    assert_eq!(
        lines("", &[text]),
        [
            "4.00万元 | “三公”经费 | Amount",
            "6.00万元 | “三公”经费 | PriorAmount | 上年",
            "1.00万元 | 因公出国（境）费 | PriorAmount | 上年",
            "5.00万元 | 公务接待费 | PriorAmount | 上年",
            "2.00万元 | “三公”经费 | Change | decrease | 上年",
        ]
    );
    let text = "2023年收入9.44万元，2022年为7.27万元，与2022年相比，增加2.17万元。";
    assert_eq!(lines("", &[text])[1].split(" | ").nth(2), Some("PriorAmount"));
    // The year belongs to the name of what the money is for.
    assert_eq!(
        lines("", &["（一）2022年网络监测采购为5.00万元，用于项目建设。2026年、2026年。"])[0].split(" | ").nth(2),
        Some("Amount")
    );
}

#[test]
fn figures_are_not_broken_by_lines() {
    let texts = ["（一）收入预算：2025年收入预算数890.30", "万元，比上年增加5.00万元。"];
    assert_eq!(lines("", &texts)[0], "890.30万元 | 收入合计 | Amount");
    let texts = ["2.2014002-一般行政管理事务：年初预算为554.", "51万元，支出决算为548.38万元。"];
    assert_eq!(lines("", &texts)[0].split(" | ").next(), Some("554.51万元"));
    let texts = ["2025年度甲局财政拨款“三公”经费支出年初预算数为", "62.18万元，支出决算为65.40万元。"];
    assert_eq!(lines("", &texts)[0], "62.18万元 | “三公”经费 | PriorAmount | 年初预算");
}

#[test]
fn a_cause_ends_before_the_parts() {
    let text = "公务用车购置及运行维护费7.00万元，比上年减少1.00万元，主要原因是压减开支，其中：公务用车购置费0.00万元，与上年持平，公务用车运行维护费7.00万元，较上年减少1.00万元。";
    assert_eq!(
        lines("", &[text])[2..],
        [
            "0.00万元 | 公务用车购置费 | Amount",
            "与上年持平 | 公务用车购置费 | Change | flat | 上年",
            "7.00万元 | 公务用车运行维护费 | Amount",
            "1.00万元 | 公务用车运行维护费 | Change | decrease | 上年",
        ]
    );
}

#[test]
fn shares_behind_full_stops_are_of_the_list_before() {
    let text = "本年收入合计10.00万元，其中：一般公共预算拨款收入6.00万元，占60.00%。事业收入4.00万元，占40.00%。经营收入0.00万元，占0.00%。";
    let found = lines("", &[text]);
    assert_eq!(found[4], "40.00% | 事业收入 | Share | 本年收入合计");
    assert_eq!(found[6], "0.00% | 事业单位经营收入 | Share | 本年收入合计");
}

#[test]
fn radicals_are_the_words_that_are_printed() {
    let text = "⽀出决算合计9.00万元，⽐上年增⻓5.00%。";
    let found = super::read_all("", &[text]).0;
    assert_eq!(&*found[0].quote, text);
    assert_eq!(lines("", &[text])[1], "5.00% | 本年支出合计 | PercentChange | increase | 上年");
}

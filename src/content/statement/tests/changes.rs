//! What a change is a change of, and which amounts are those of before.

use super::lines;

#[test]
fn a_sign_behind_the_verb_says_which_way() {
    assert_eq!(
        lines(
            "支出情况",
            &[
                "项目支出2,300.25万元，比上年增加-199.75万元，增长-7.99%，主要原因是项目减少。",
                "基本支出80.00万元，较上年-20.00万元，较上年-20.00%。",
                "收入总计50.00万元，与上年相比，增加-5.00万元，增长-9.09%。",
                "公用经费8.00万元，较上年减少2.00万元（-20.00%）。",
            ]
        ),
        [
            "2,300.25万元 | 项目支出 | Amount",
            "-199.75万元 | 项目支出 | Change | decrease | 上年",
            "-7.99% | 项目支出 | PercentChange | decrease | 上年",
            "80.00万元 | 基本支出 | Amount",
            "-20.00万元 | 基本支出 | Change | decrease | 上年",
            "-20.00% | 基本支出 | PercentChange | decrease | 上年",
            "50.00万元 | 收入合计 | Amount",
            "-5.00万元 | 收入合计 | Change | decrease | 上年",
            "-9.09% | 收入合计 | PercentChange | decrease | 上年",
            "8.00万元 | 公用经费 | Amount",
            "2.00万元 | 公用经费 | Change | decrease | 上年",
            "-20.00% | 公用经费 | PercentChange | decrease | 上年",
        ]
    );
}

/// Behind a list of parts only the per cent tells whether the whole or its last part has changed.
#[test]
fn a_change_behind_a_list_is_of_what_its_per_cent_fits() {
    let whole = "“三公”经费支出35.6万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费30万元，公务接待费5.6万元，比上年减少4.4万元，下降11%。";
    assert_eq!(
        lines("三公经费", &[whole])[4..],
        ["4.4万元 | “三公”经费 | Change | decrease | 上年", "11% | “三公”经费 | PercentChange | decrease | 上年"]
    );
    let part = "“三公”经费支出35.6万元，其中：公务用车购置及运行维护费30万元，公务接待费5.6万元，比上年减少4.4万元，下降44%。";
    assert_eq!(
        lines("三公经费", &[part])[3..],
        ["4.4万元 | 公务接待费 | Change | decrease | 上年", "44% | 公务接待费 | PercentChange | decrease | 上年"]
    );
}

#[test]
fn amounts_of_before_are_no_amounts_of_this_year() {
    for (text, want) in [
        (
            "公务接待费预算5.6万元，支出3.12万元，完成预算的55.71%。",
            vec![
                "5.6万元 | 公务接待费 | PriorAmount | 预算",
                "3.12万元 | 公务接待费 | Amount",
                "55.71% | 公务接待费 | Completion | 预算",
            ],
        ),
        (
            "收入总计52.00万元，较2023年度（49.00万元）增加3.00万元，增加6.12%。",
            vec![
                "52.00万元 | 收入合计 | Amount",
                "49.00万元 | 收入合计 | PriorAmount | 2023年",
                "3.00万元 | 收入合计 | Change | increase | 2023年",
                "6.12% | 收入合计 | PercentChange | increase | 2023年",
            ],
        ),
        (
            "人员经费由上年的620万元增加到650.5万元，增加30.5万元，增长4.92%。",
            vec![
                "620万元 | 人员经费 | PriorAmount | 上年",
                "650.5万元 | 人员经费 | Amount",
                "30.5万元 | 人员经费 | Change | increase | 上年",
                "4.92% | 人员经费 | PercentChange | increase | 上年",
            ],
        ),
        (
            "本年支出合计1000万元，与上年1100万元相比下降9.09%。",
            vec![
                "1000万元 | 本年支出合计 | Amount",
                "1100万元 | 本年支出合计 | PriorAmount | 上年",
                "9.09% | 本年支出合计 | PercentChange | decrease | 上年",
            ],
        ),
        (
            "项目支出510万元，比年初预算480万元超支30万元。",
            vec![
                "510万元 | 项目支出 | Amount",
                "480万元 | 项目支出 | PriorAmount | 年初预算",
                "30万元 | 项目支出 | Change | increase | 年初预算",
            ],
        ),
        ("上年培训费支出7.00万元。", vec!["7.00万元 | 培训费 | PriorAmount | 上年"]),
        ("上年结转结余7.00万元。", vec!["7.00万元 | 上年结转结余 | Amount"]),
        ("收入预算9万元，支出9万元。", vec!["9万元 | 收入合计 | Amount", "9万元 | 支出合计 | Amount"]),
    ] {
        assert_eq!(lines("情况说明", &[text]), want, "{text}");
    }
}

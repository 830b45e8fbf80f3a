use super::*;

/// The quantities of a sentence as `number+unit`, with `?` for one without a unit.
fn found(sentence: &str) -> Vec<String> {
    let quantity = |piece: &Piece| match &piece.kind {
        PieceKind::Quantity(q) => {
            let unit = if q.measured == Measured::None { "?" } else { &sentence[q.unit.clone()] };
            Some(format!("{}{unit}", q.amount.value))
        }
        _ => None,
    };
    pieces(sentence).iter().filter_map(quantity).collect()
}

#[test]
fn quantities_have_their_units() {
    for (sentence, want) in [
        ("收入预算32852.05万元，比2025年年初预算数30385.62万元增加8.12％", &["32852.05万元", "30385.62万元", "8.12％"][..]),
        ("共有车辆17台，单位价值100万元以上的设备2台（套）", &["17台", "2台（套）"]),
        ("单价100万元（含）以上设备（不含车辆）0台（件、套）", &["0台（件、套）"]),
        ("房屋2,411.16平方米", &["2411.16平方米"]),
        ("人均标准90元/月，境外资金30万美元", &["90元/", "30万美元"]),
        ("接待10批次、152人次，累计 0人次", &["10批次", "152人次", "0人次"]),
        ("3．法院（款）机关服务（项）支出1600万元", &["1600万元"]),
        ("2080505-机关事业单位基本养老保险缴费支出276.76万元", &["276.76万元"]),
        ("根据财预〔2022〕32号，2022年12月31日前第3个季度5个月", &[]),
        ("减少100万元，减少9.52，主要原因是", &["100万元", "9.52?"]),
        ("货物、服务分别为1.5、2.5万元", &["1.5万元", "2.5万元"]),
        ("基本支出 12323.46 万元，占 68.48 %", &["12323.46万元", "68.48%"]),
        ("见表2.1，系统3.0版", &[]),
        ("基金预算为0；购置数为 0。编码为0号，比例为0-5", &["0?", "0?"]),
        ("前100名的企业，30万人次", &["30万人次"]),
        ("教育支出154,023\n.82万元", &["154023.82万元"]),
    ] {
        let mut want: Vec<String> = want.iter().map(|s| (*s).to_owned()).collect();
        if sentence.starts_with("人均") {
            want[0] = "90元/月".to_owned();
        }
        assert_eq!(found(sentence), want, "{sentence}");
    }
}

#[test]
fn sentences_end_outside_brackets() {
    for (text, want) in [
        (
            "6.7万元（购置费0万元；运行费6.7万元。）比上年减少。其中：无。",
            &["6.7万元（购置费0万元；运行费6.7万元。）比上年减少。", "其中：无。"][..],
        ),
        ("主要原因：一是减员；二是压减。", &["主要原因：一是减员；二是压减。"]),
        ("（一级 1万元；二级2万元；", &["（一级 1万元；", "二级2万元；"]),
        ("。。无；", &["无；"]),
    ] {
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, want, "{text}");
    }
}

#[test]
fn pieces_cover_the_sentence() {
    let sentence = "公务接待费1.84万元（ 0.00%），较上年减少0.01万元，主要原因是压减开支。";
    let pieces = pieces(sentence);
    let mut at = 0;
    for piece in &pieces {
        assert_eq!(piece.range.start, at);
        at = piece.range.end;
    }
    assert_eq!(at, sentence.len());
    for kind in [PieceKind::Open, PieceKind::Close, PieceKind::Compare, PieceKind::Change(Direction::Decrease), PieceKind::Reason]
    {
        assert!(pieces.iter().any(|p| p.kind == kind), "{kind:?}");
    }
}

#[test]
fn the_number_of_an_item_is_no_part_of_a_code() {
    let amounts = |text: &str| pieces(text).into_iter().filter(|p| matches!(p.kind, PieceKind::Quantity(_))).count();
    assert_eq!(amounts("1.2010301行政运行5.2万元"), 1);
    assert_eq!(amounts("3.210卫生健康支出（类）5.2万元"), 1);
    assert_eq!(amounts("1.21003"), 1);
    assert_eq!(amounts("90分以上的10个"), 1);
}

#[test]
fn radicals_are_read_as_their_ideographs() {
    let changes = |text: &str| pieces(text).iter().filter(|p| p.kind == PieceKind::Change(Direction::Increase)).count();
    assert_eq!(changes("较上年增⻓129.71万元"), 1);
    assert_eq!(pieces("较上年增⻓129.71万元"), pieces("较上年增长129.71万元"));
}

#[test]
fn marks_are_whole_words() {
    let kinds = |text: &str| pieces(text).into_iter().map(|p| p.kind).collect::<Vec<_>>();
    assert!(!kinds("增人增资0万元").iter().any(|k| matches!(k, PieceKind::Change(_))));
    assert!(!kinds("比例较高").contains(&PieceKind::Compare));
    assert!(!kinds("满意度不低于90%").iter().any(|k| matches!(k, PieceKind::Than(_))));
    assert!(kinds("决算数小于预算数").contains(&PieceKind::Than(Direction::Decrease)));
    assert!(kinds("与上年基本持平").contains(&PieceKind::Flat(true)));
    assert!(kinds("完成年初预算的98%").contains(&PieceKind::Completion));
    assert!(!kinds("完成投资30亿元").contains(&PieceKind::Completion));
}

#[test]
fn bases_are_named() {
    let of = |words: &str| base(words).map(|b| (b.year, b.last_year, b.kind));
    assert_eq!(of("2025年年初预算数"), Some((Some(2025), false, BaseKind::Opening)));
    assert_eq!(of("上年决算数"), Some((None, true, BaseKind::Final)));
    assert_eq!(of("2023年当年预算执行数"), Some((Some(2023), false, BaseKind::Executed)));
    assert_eq!(of("预算"), Some((None, false, BaseKind::Budget)));
    assert_eq!(of("全年预算数"), Some((None, false, BaseKind::Whole)));
    assert_eq!(of("人员变化"), None);
}

#[test]
fn paths_are_followed() {
    let of = |phrase: &str| {
        let path = subject_path(phrase)?;
        Some([path.class, path.section, path.item, path.code, Some(path.name)].map(Option::unwrap_or_default))
    };
    for (phrase, want) in [
        (
            "1．一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）支出",
            Some(["一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行", "", "行政运行"]),
        ),
        (
            "1.一般公共服务（201）政府办公厅（室）及相关机构事务（03）行政运行（01）",
            Some(["一般公共服务", "政府办公厅（室）及相关机构事务", "行政运行", "2010301", "行政运行"]),
        ),
        ("2.教育（类）支出", Some(["教育支出", "", "", "", "教育支出"])),
        ("公共安全支出（204类）司法（06款）行政运行（01项）", Some(["公共安全支出", "司法", "行政运行", "2040601", "行政运行"])),
        ("（四）2080506-机关事业单位职业年金缴费支出", Some(["", "", "", "2080506", "机关事业单位职业年金缴费支出"])),
        ("(2)培训支出（2050803）", Some(["", "", "", "2050803", "培训支出"])),
        ("[2010301]行政运行", Some(["", "", "", "2010301", "行政运行"])),
        ("“教育支出-进修及培训-培训支出”科目", Some(["教育支出", "进修及培训", "培训支出", "", "培训支出"])),
        ("“住房公积金”（2210201）科目支出", Some(["", "", "", "2210201", "住房公积金"])),
        ("行政运行（科目编码：2130101）", Some(["", "", "", "2130101", "行政运行"])),
        ("行政运行（项）（2130101）", Some(["", "", "行政运行", "2130101", "行政运行"])),
        (
            "卫生健康支出（210）公立医院（21002）综合医院（2100201）",
            Some(["卫生健康支出", "公立医院", "综合医院", "2100201", "综合医院"]),
        ),
        ("208（类）01（款）01（项）行政运行", Some(["", "", "", "2080101", "行政运行"])),
        (
            "3.210卫生健康支出（类）11行政事业单位医疗（款）01行政单位医疗（项）",
            Some(["卫生健康支出", "行政事业单位医疗", "行政单位医疗", "2101101", "行政单位医疗"]),
        ),
        ("1.2010301行政运行", Some(["", "", "", "2010301", "行政运行"])),
        ("、2130104事业运行", Some(["", "", "", "2130104", "事业运行"])),
        ("公务用车购置费", None),
    ] {
        assert_eq!(of(phrase), want.map(|fields| fields.map(str::to_owned)), "{phrase}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "[0-9一二年月比上增加减少占完成其中主要原因持平，。；：、（）“”%万元个台套.\\- ]{0,60}") {
        for range in sentences(&text) {
            let sentence = &text[range];
            let covered: usize = pieces(sentence).iter().map(|p| p.range.len()).sum();
            proptest::prop_assert_eq!(covered, sentence.len());
            let _ = (subject_path(sentence), base(sentence));
        }
    }
}

/// Numbers that are refused, as printed.
fn refused(sentence: &str) -> Vec<&str> {
    pieces(sentence).into_iter().filter(|p| p.kind == PieceKind::Unread).map(|p| &sentence[p.range]).collect()
}

#[test]
fn a_number_of_parts_is_refused_as_a_whole() {
    for printed in [
        "12\u{200b}3.45万元",
        "12\u{2060}3.45万元",
        "12\u{ad}3.45万元",
        "12\u{200e}3.45万元",
        "12\u{feff}3万元",
        "1\u{3000}234.00万元",
        "1 234.00万元",
        "1\u{a0}234.00万元",
        "1\u{202f}234.00万元",
        "1\u{2009}234万元",
        "12 34万元",
        "1’234.00万元",
        "1'234.00万元",
        "1ˈ234.00万元",
        "1´234.00万元",
        "1·234.00万元",
        "1_234.00万元",
        "1/2万元",
        "1／2万元",
        "1⁄2万元",
        "3分之1万元",
        "1½万元",
        "10～20万元",
        "10~20万元",
        "10〜20万元",
        "10-20万元",
        "10－20万元",
        "10–20万元",
        "10——20万元",
        "10至20万元",
        "10到20万元",
        "10 ～ 20万元",
        "10.5-20.5万元",
        "10万元～20万元",
        "10万元至20万元",
        "80%～90%",
        "80-90%",
        "2-3次",
        "3亿5元",
        "3亿5千元",
        "3五万元",
        "五十5万元",
        "三亿5千万元",
        "1,23,4.5万元",
        "1,2345万元",
        "1234567890123456万元",
        "1.12345678901万元",
        "100000000亿元",
        "123456789012345678%",
        "123456789012345678辆",
        "3×5万元",
        "50余万元",
        "1 234 567.00万元",
        "１ ２３４万元",
    ] {
        let sentence = format!("2026年支出预算{printed}，比上年增加3.1%。");
        let (seen, read) = (refused(&sentence), found(&sentence));
        assert_eq!(read, ["3.1%"], "{printed:?}");
        assert_eq!(seen.concat().replace(printed, ""), "", "{printed:?}");
        assert!(!seen.is_empty(), "{printed:?}");
    }
}

#[test]
fn what_is_certain_is_read() {
    for (sentence, want) in [
        ("支出3亿5千万元", "35000万元"),
        ("支出1亿零500万元", "10500万元"),
        ("支出1亿2345.67万元", "12345.67万元"),
        ("2026年 300万元", "300万元"),
        ("（2026）12万元", "12万元"),
        ("1、200万元", "200万元"),
        ("①5万元", "5万元"),
        ("项目一100万元", "100万元"),
        ("增加-12.34万元", "-12.34万元"),
        ("3×5=15万元", "15万元"),
        ("由10万元增加至20万元", "10万元 20万元"),
        ("占40% 20万元", "40% 20万元"),
        ("154,023\n.82万元", "154023.82万元"),
        ("1 .5万元", "1.5万元"),
        ("支出123.45\u{200b}万元", "123.45万元"),
    ] {
        assert_eq!(found(sentence).join(" "), want, "{sentence:?}");
        assert!(refused(sentence).is_empty(), "{sentence:?}: {:?}", refused(sentence));
    }
}

#[test]
fn the_number_of_an_item_is_cut_off_whatever_stands_at_the_ends() {
    for (text, want) in [
        ("1. 办公费", "1. "),
        ("（三）、办公", "（三）、"),
        ("①办公", "①"),
        ("业运行 8\u{200b}\u{200c}", ""),
        ("\u{feff}2、水费\u{200b}", "2、"),
        ("", ""),
    ] {
        assert_eq!(super::item_number(text), want, "{text:?}");
    }
}

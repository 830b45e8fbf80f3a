//! Values of 北京, 长沙, 重庆, 福州 and the seed's forms.

use super::*;

fn shown(cell: &str) -> String {
    let Some(read) = indicator(cell) else { return "-".to_owned() };
    let number = |value: Option<Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
    let sign = read.comparator.map(Comparator::printed).unwrap_or_default();
    let blank = if read.placeholder { "?" } else { "" };
    let (unit, text) = (read.unit.unwrap_or_default(), read.text.unwrap_or_default());
    [sign, &number(read.value), &number(read.upper), &unit, &text, blank].join("|")
}

#[test]
fn values() {
    for (cell, want) in [
        ("≥95%", "≥|95||%||"),
        ("≥ 95 ％。", "≥|95||%||"),
        ("≤100%；", "≤|100||%||"),
        ("＝100", "=|100||||"),
        ("=100%", "=|100||%||"),
        ("＞90%", ">|90||%||"),
        (">=3次", "≥|3||次||"),
        ("≥10亿条", "≥|10||亿条||"),
        ("≤200万元", "≤|200||万元||"),
        ("≤0.85万元/条", "≤|0.85||万元/条||"),
        ("≤500元/人", "≤|500||元/人||"),
        ("≥1,340个", "≥|1340||个||"),
        ("不少于883名", "≥|883||名||"),
        ("不低于50%", "≥|50||%||"),
        ("不超过2小时", "≤|2||小时||"),
        ("大于等于90%", "≥|90||%||"),
        ("3项以上", "≥|3||项||"),
        ("20万元（含）以上", "≥|20||万元||"),
        ("30日以内", "≤|30||日||"),
        ("5-10%", "|5|10|%||"),
        ("90%-95%", "|90|95|%||"),
        ("90%～95%", "|90|95|%||"),
        ("5至10个", "|5|10|个||"),
        ("12次", "|12||次||"),
        ("≥30⼈", "≥|30||人||"),
        ("12⽉", "|12||月||"),
        ("51 .33万千瓦时", "|51.33||万千瓦时||"),
        ("≥1 000人；2 .5天", "≥||||1 000人；2 .5天|"),
        ("194514\n5", "|1945145||||"),
        ("2023.07-2024.01", "||||2023.07-2024.01|"),
        ("6个（28万元），365个（20万元）", "||||6个（28万元），365个（20万元）|"),
        ("95.07-98.01%", "|95.07|98.01|%||"),
        ("≤15000元/平方米(万元/台等)", "≤|15000||元/平方米|(万元/台等)|"),
        ("≥3年", "≥|3||年||"),
        ("优于国家标准", "优于||||国家标准|"),
        ("定性", "定性|||||"),
        ("定性 优良中低差", "定性||||优良中低差|"),
        ("有效提升", "||||有效提升|"),
        ("2026年12月31日前", "||||2026年12月31日前|"),
        ("2026年", "||||2026年|"),
        ("2025-2026年", "||||2025-2026年|"),
        ("11月底", "||||11月底|"),
        ("10月底前", "||||10月底前|"),
        ("12月", "|12||月||"),
        ("≤2026年12月", "≤||||2026年12月|"),
        ("1:1.5", "||||1:1.5|"),
        ("1、完成招标", "||||1、完成招标|"),
        ("-", "||||-|"),
        ("=12.00(次)", "=|12.00||次||"),
        ("50502-商品和服务支出", "||||50502-商品和服务支出|"),
        ("1.事业收入", "||||1.事业收入|"),
        ("16个链办对总链办的满意度", "||||16个链办对总链办的满意度|"),
        ("≧95%；≧95%", "||||≧95%；≧95%|"),
        ("满意度≥90%", "≥|90||%|满意度|"),
        ("  ", "-"),
    ] {
        assert_eq!(shown(cell), want, "{cell}");
    }
}

#[test]
fn placeholders() {
    for (cell, want) in [
        ("XX月XX日", "||||XX月XX日|?"),
        ("2023年底XX月XX日前", "||||2023年底XX月XX日前|?"),
        ("≥XX%", "≥||||≥XX%|?"),
        ("××万元", "||||××万元|?"),
        ("X月X日前", "||||X月X日前|?"),
        ("____个", "||||____个|?"),
    ] {
        assert_eq!(shown(cell), want, "{cell}");
    }
    for cell in ["XXL码", "3×5米", "X光机1台", "≥5套"] {
        assert!(!is_placeholder(cell), "{cell}");
    }
}

#[test]
fn columns_of_their_own() {
    let read = indicator_from_parts("＝", "12", "个").expect("a value");
    assert_eq!((read.comparator, read.unit.as_deref()), (Some(Comparator::Equal), Some("个")));
    let read = indicator_from_parts("定性", "优良中低差", "").expect("a value");
    assert_eq!((read.comparator, read.text.as_deref()), (Some(Comparator::Qualitative), Some("优良中低差")));
    let read = indicator_from_parts("定性", "高于本区平均水平", "级").expect("a value");
    let shown = (read.comparator, read.text.as_deref(), read.unit.as_deref());
    assert_eq!(shown, (Some(Comparator::Qualitative), Some("高于本区平均水平"), Some("级")));
    assert_eq!(indicator_from_parts("≥", "", "%"), None);
    assert_eq!(comparator("≥5"), None);
}

#[test]
fn units_in_names() {
    for (name, want) in [
        ("发放口罩（万副）", Some("万副")),
        ("采购药品（盒）", Some("盒")),
        ("办理案件（起）", Some("起")),
        ("安装灯具（块/年）", Some("块/年")),
        ("服务群众（万）", Some("万")),
        ("培训人数（男）", None),
        ("改造工程（二）", None),
        ("改造工程（一期）", None),
        ("培训人数（）", None),
    ] {
        assert_eq!(unit_of_name(name).as_deref(), want, "{name}");
    }
}

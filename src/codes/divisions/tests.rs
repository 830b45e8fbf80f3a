//! Real department names, codes and document numbers.

use super::list::{ABBREVIATIONS, read};
use super::*;

fn codes(name: &str, year: Option<u16>) -> Vec<&'static str> {
    find_in_name(name, year).iter().map(|found| found.division.code).collect()
}

#[test]
fn counts() {
    let count =
        |level, kind| divisions().iter().filter(|d| d.level() == level && d.kind == kind && d.years.last.is_none()).count();
    assert_eq!(count(DivisionLevel::Province, DivisionKind::Official), 31);
    assert_eq!(count(DivisionLevel::Prefecture, DivisionKind::Official), 333);
    assert_eq!(count(DivisionLevel::County, DivisionKind::Zone), 125);
    assert_eq!(divisions().len(), 3612);
    assert_eq!(ABBREVIATIONS.iter().filter(|a| division(a.code, None).is_none()).count(), 0);
    assert!(divisions().iter().all(|d| d.province().is_some()), "every division has a province");
}

#[test]
fn places_in_department_names() {
    for (name, year, expected) in [
        ("兴县人民政府办公室", Some(2023), &["141123"][..]),
        ("云南省昆明市官渡区财政局", None, &["530111"]),
        ("福州市鼓楼区城市管理局", Some(2026), &["350102"]),
        ("2026年度福州市鼓楼生态环境局单位预算", Some(2026), &["350102"]),
        ("鼓楼区财政局", None, &["320106", "320302", "350102", "410204"]),
        ("普陀区商务委员会", None, &["310107", "330903"]),
        ("上海市普陀区财政局", Some(2024), &["310107"]),
        ("中共上海市普陀区委社会工作部", Some(2024), &["310107"]),
        ("烟台市审计局", Some(2026), &["370600"]),
        ("江苏省人大常委会办公厅", Some(2019), &["320000"]),
        ("山西兴县信访局", None, &["141123"]),
        ("国家税务总局兴县税务局", None, &["141123"]),
        ("重庆市南山植物园管理处", Some(2026), &["500000"]),
        ("深圳市规划和自然资源局大鹏管理局", Some(2026), &["440300"]),
        ("附件2：北京市审计局2026年度部门预算报表", Some(2026), &["110000"]),
        ("北京城市副中心工程建设管理办公室", Some(2026), &[]),
        ("延边州财政局", None, &["222400"]),
        ("青龙县教育局", None, &["130321"]),
        ("内蒙古自治区审计厅", None, &["150000"]),
        ("长春市朝阳区人民法院", None, &["220104"]),
        ("浙江省普陀区统计局", None, &["330903"]),
        ("章丘市教育局", Some(2016), &["370181"]),
        ("莱芜市财政局", Some(2018), &["371200"]),
        ("杭州市下城区财政局", Some(2020), &["330103"]),
        ("三元区财政局", Some(2020), &["350403"]),
        ("三元区财政局", Some(2023), &["350404"]),
        ("城区财政局", Some(2023), &["140302", "140502", "441502"]),
        ("国家信访局", Some(2024), &[]),
        ("信访局", Some(2024), &[]),
    ] {
        assert_eq!(codes(name, year), expected, "{name} {year:?}");
    }
}

#[test]
fn places_in_running_text() {
    let found = |text| places_in_text(text, Some(2023)).iter().map(|d| d.code).collect::<Vec<_>>();
    assert_eq!(found("位于山西省吕梁市兴县城区，由山西晋绿农牧科技有限公司承办"), ["140000", "141123"]);
    assert_eq!(found("城区道路、矿区环境"), [""; 0]);
    assert_eq!(found("江苏 省南京\n市"), ["320100"]);
}

#[test]
fn document_numbers() {
    for (text, abbreviation, expected) in [
        ("晋政办发〔2021〕15号", "晋", Some("140000")),
        ("晋处非办函〔2021〕3号", "晋", Some("140000")),
        ("吕政办发〔2018〕2号", "吕", Some("141100")),
        ("兴政发〔2022〕6号", "兴", Some("141123")),
        ("根据榕政办〔2022〕1号", "榕", Some("350100")),
        ("据苏财预[2017]3号", "苏", Some("320000")),
        ("宁政发〔2020〕1号", "宁", Some("320100")),
        ("宁政发〔2020〕1号", "宁", Some("640000")),
        ("国办发〔2016〕1号", "", None),
        ("财预〔2020〕10号", "", None),
        ("建科〔2021〕7号", "", None),
    ] {
        let places = document_number_places(text);
        match expected {
            Some(code) => {
                assert_eq!(places.len(), 1, "{text}");
                assert_eq!(places[0].abbreviation, abbreviation, "{text}");
                assert!(places[0].divisions.iter().any(|d| d.code == code), "{text}");
            }
            None => assert!(places.is_empty(), "{text}: {places:?}"),
        }
    }
}

struct Case {
    evidence: Evidence<'static>,
    code: Option<&'static str>,
    method: Method,
    confidence: Confidence,
    candidates: usize,
}

fn case(
    evidence: Evidence<'static>,
    code: Option<&'static str>,
    method: Method,
    confidence: Confidence,
    candidates: usize,
) -> Case {
    Case { evidence, code, method, confidence, candidates }
}

fn name(department_name: &'static str) -> Evidence<'static> {
    Evidence { department_name, ..Evidence::default() }
}

#[test]
fn resolves() {
    use Confidence::{High, Low, Medium};
    use Method::{BodyText, CentralBody, DepartmentName, DepartmentNameStem, DocumentNumbers, Source, UnitCode, Unresolved};
    let seed = &["晋政办发〔2021〕1号", "吕政办发〔2021〕2号", "兴政办发〔2021〕3号、兴农组发〔2022〕1号"][..];
    for (at, case) in [
        case(name("兴县人民政府办公室"), Some("141123"), DepartmentName, High, 0),
        case(name("国家信访局"), Some("000000"), CentralBody, High, 0),
        case(name("中共中央对外联络部"), Some("000000"), CentralBody, High, 0),
        case(name("水利部"), Some("000000"), CentralBody, High, 0),
        case(name("福州市鼓楼生态环境局"), Some("350102"), DepartmentNameStem, Medium, 0),
        case(name("鼓楼区财政局"), None, Unresolved, Confidence::None, 4),
        case(name("信访局"), None, Unresolved, Confidence::None, 0),
        case(
            Evidence { body_texts: &["本单位位于江苏省南京市中心"], ..name("鼓楼区财政局") },
            Some("320106"),
            BodyText,
            Medium,
            0,
        ),
        case(Evidence { body_texts: &["江苏省统一部署"], ..name("鼓楼区财政局") }, None, Unresolved, Confidence::None, 2),
        case(Evidence { source: Some("/data/上海/普陀/预算.pdf"), ..name("普陀区财政局") }, Some("310107"), Source, Medium, 0),
        case(
            Evidence { document_numbers: &["榕政办〔2022〕5号"], ..name("鼓楼区财政局") },
            Some("350102"),
            DocumentNumbers,
            Medium,
            0,
        ),
        case(
            Evidence { document_numbers: &["浙政办发〔2022〕5号"], ..name("普陀区财政局") },
            Some("330903"),
            DocumentNumbers,
            Medium,
            0,
        ),
        case(Evidence { document_numbers: seed, ..name("人民政府办公室") }, Some("141123"), DocumentNumbers, Low, 0),
        case(Evidence { source: Some("corpus/山西兴县/a.txt"), ..name("人民政府办公室") }, Some("141123"), Source, Low, 0),
        case(Evidence { unit_code: Some("141123000"), ..name("人民政府办公室") }, Some("141123"), UnitCode, High, 0),
        case(Evidence { unit_code: Some("219001"), ..name("兴县财政局") }, Some("141123"), DepartmentName, High, 0),
        case(Evidence { unit_code: Some("141124000"), ..name("兴县财政局") }, None, Unresolved, Confidence::None, 2),
        case(Evidence { unit_code: Some("320302000"), ..name("鼓楼区财政局") }, Some("320302"), UnitCode, High, 0),
    ]
    .into_iter()
    .enumerate()
    {
        let found = resolve(&case.evidence);
        let got = (found.code, found.method, found.confidence, found.candidates.len());
        assert_eq!(got, (case.code, case.method, case.confidence, case.candidates), "case {at}: {:?} {found:?}", case.evidence);
    }
}

#[test]
fn names_the_parents() {
    let parents = |department| {
        let found = resolve(&name(department));
        (found.province, found.prefecture, found.county)
    };
    assert_eq!(parents("兴县人民政府办公室"), (Some("山西省"), Some("吕梁市"), Some("兴县")));
    assert_eq!(parents("上海市普陀区财政局"), (Some("上海市"), None, Some("普陀区")));
    assert_eq!(parents("烟台市审计局"), (Some("山东省"), Some("烟台市"), None));
    assert_eq!(parents("北京市审计局"), (Some("北京市"), None, None));
    assert_eq!(parents("仙桃市财政局"), (Some("湖北省"), None, Some("仙桃市")));
    assert_eq!(parents("国家信访局"), (Some("中央"), None, None));
}

#[test]
fn loader_refuses() {
    let head = "code,name,aliases,kind,valid_from,valid_to,basis\n";
    for row in [
        "141123,兴县,,official,,,nbs2023\n141123,兴县,,official,,,nbs2023\n",
        "14112,兴县,,official,,,nbs2023\n",
        "141123,,,official,,,nbs2023\n",
        "141123,兴县,,place,,,nbs2023\n",
        "141123,兴县,,official,,,memory\n",
    ] {
        let text: &'static str = Box::leak(format!("{head}{row}").into_boxed_str());
        assert!(read(text).is_err(), "{row}");
    }
}

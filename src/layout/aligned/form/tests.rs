//! Forms without rulings: which cells they get.

use crate::layout::aligned::made::{Sketch, drawn};
use crate::layout::{GridKind, lay_out};

/// A form of five columns: cells centred, those of the levels beside two or three rows.
fn form() -> Sketch {
    let mut page = Sketch::new();
    page.centre(300.0, 60.0, "项目支出绩效目标表");
    page.centre(80.0, 100.0, "项目名称");
    page.centre(330.0, 100.0, "堤防加固");
    page.centre(80.0, 125.0, "年度资金总额");
    page.right(545.0, 125.0, "12.50");
    for (x, head) in [(80.0, "一级指标"), (180.0, "二级指标"), (290.0, "三级指标"), (410.0, "指标值"), (510.0, "权重")]
    {
        page.centre(x, 150.0, head);
    }
    let rows = [("加固长度", "≥3公里"), ("加固座数", "≥2座"), ("合格率", "≥98%"), ("受益人口", "≥9万人"), ("满意度", "≥90%")];
    for (index, (name, value)) in rows.into_iter().enumerate() {
        let y = 175.0 + 20.0 * index as f32;
        page.text(240.0, y, name);
        page.centre(410.0, y, value);
        page.centre(510.0, y, "20");
    }
    page.centre(80.0, 195.0, "产出指标");
    page.centre(180.0, 185.0, "数量指标");
    page.centre(180.0, 215.0, "质量指标");
    page.centre(80.0, 235.0, "效益指标");
    page.centre(180.0, 235.0, "社会效益指标");
    page.centre(80.0, 255.0, "满意度指标");
    page.centre(180.0, 255.0, "服务对象满意度");
    page
}

const INDICATORS: [&str; 5] = [
    "产出指标|数量指标|加固长度|≥3公里|20",
    "^|^|加固座数|≥2座|20",
    "^|质量指标|合格率|≥98%|20",
    "效益指标|社会效益指标|受益人口|≥9万人|20",
    "满意度指标|服务对象满意度|满意度|≥90%|20",
];

#[test]
fn cells_of_a_form_without_rulings_come_from_how_they_are_centred() {
    let (sheet, _) = lay_out(&form().page);
    assert_eq!(sheet.grids.len(), 1);
    assert_eq!(sheet.grids[0].kind, GridKind::Aligned);
    let rows = drawn(&sheet.grids[0]);
    assert!(rows[0].starts_with("项目名称|堤防加固|<"), "{rows:?}");
    assert!(rows[1].starts_with("年度资金总额|12.50|<"), "{rows:?}");
    assert_eq!(rows[2], "一级指标|二级指标|三级指标|指标值|权重");
    assert_eq!(rows[3..], INDICATORS);
}

#[test]
fn rules_between_rows_part_the_cells_of_a_form() {
    let mut page = form();
    for y in [86.0, 110.0, 135.0, 160.0, 220.0, 240.0, 262.0] {
        page.rule(y, 40.0, 550.0);
    }
    page.rule(180.0, 230.0, 550.0);
    page.rule(200.0, 130.0, 550.0);
    let (sheet, _) = lay_out(&page.page);
    assert_eq!(sheet.grids.len(), 1);
    assert_eq!(drawn(&sheet.grids[0])[3..], INDICATORS);
}

#[test]
fn names_of_indicators_in_a_sentence_are_no_form() {
    let mut page = Sketch::new();
    page.text(60.0, 100.0, "本部门设置产出指标、效益指标、满意度指标，完成情况良好。");
    page.text(60.0, 120.0, "各项指标均已完成。");
    assert!(lay_out(&page.page).0.grids.is_empty());
}

/// A label alone in its line belongs to the line below it, and both stand below the form: in its cells nobody would take the contact out.
#[test]
fn contacts_alone_in_their_lines_stand_below_a_form() {
    let mut page = form();
    page.text(60.0, 290.0, "（法定代表人：甲乙丙）");
    page.text(60.0, 310.0, "身份证号：");
    page.text(60.0, 330.0, "110000200001010000");
    let (sheet, _) = lay_out(&page.page);
    assert_eq!(drawn(&sheet.grids[0])[3..], INDICATORS);
    let lines: Vec<&str> = sheet.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(lines[lines.len() - 3..], ["（法定代表人：甲乙丙）", "身份证号：", "110000200001010000"]);
}

//! Indicators that stand apart from the head of their form.

use super::ruled::{grid, indicators};
use crate::content::form;
use crate::outline::PrintedTable;

const HEAD: &str = "|部门名称|<|石碾市民政局|<|<|
                    |年度总体目标|<|保障救助。|<|<|
                    |资金金额（万元）|<|资金总额|12.00|<|";

fn on_page(mut table: PrintedTable, page: u32) -> PrintedTable {
    table.pages = vec![page];
    table.rows.iter_mut().for_each(|r| r.page = page);
    table
}

fn untitled(drawn: &str, page: u32) -> PrintedTable {
    let mut table = on_page(grid("", drawn), page);
    table.caption.title = None;
    table
}

fn read(tables: Vec<PrintedTable>) -> Vec<Vec<String>> {
    let whole = form::rejoin(tables);
    whole.iter().flat_map(|t| form::read(t, &mut Vec::new())).map(|f| indicators(&f)).collect()
}

/// 西安: the head of the form fills a page, its indicators the next one, under headings and a number of their own.
#[test]
fn a_page_of_indicators_behind_the_head_of_its_form() {
    let mut rest = untitled(
        "|年度绩效指标|一级指标|二级指标|指标内容|指标值|
         |^|产出指标|数量指标|救助人数|≥90人|
         |^|^|质量指标|覆盖率|≥99%|",
        6,
    );
    rest.caption.number = Some("表15".to_owned());
    let head = on_page(grid("部门整体支出绩效目标表", HEAD), 5);
    let found = read(vec![head.clone(), rest.clone()]);
    assert_eq!(found, [["产出指标/数量指标/救助人数=≥90人", "产出指标/质量指标/覆盖率=≥99%"]]);

    // Two pages further, or under a title of another form, they are no part of it.
    let mut other = rest.clone();
    other.caption.title = Some("项目绩效目标表".to_owned());
    for apart in [on_page(rest, 8), other] {
        assert!(form::is_indicators(&apart) && form::unread(&apart).is_some());
        assert_eq!(form::rejoin(vec![head.clone(), apart]).len(), 2);
    }
}

/// The indicators go on over the page without their headings, in a grid of their own whose columns are those above.
#[test]
fn indicators_that_go_on_without_headings() {
    let begun = format!("{HEAD}\n|绩效指标|一级指标|二级指标|指标内容|指标值|\n|^|产出指标|数量指标|救助人数|≥90人|");
    let head = on_page(grid("部门整体支出绩效目标表", &begun), 5);
    let mut rest = untitled("|效益指标|社会效益指标|保障程度|提升|\n|满意度指标|服务对象满意度指标|满意度|≥90%|", 6);
    // What is printed stands in the columns of the form, whatever the borders around it; two texts in one column are of no form.
    let head = PrintedTable { xs: [0.0, 20.0, 60.0, 100.0, 200.0, 300.0].to_vec(), ..head };
    for cell in rest.rows.iter_mut().flat_map(|r| &mut r.cells) {
        (cell.rect.x0, cell.rect.x1) = [(15.0, 65.0), (55.0, 95.0), (105.0, 195.0), (201.0, 301.0)][cell.col];
    }
    let found = read(vec![head.clone(), rest.clone()]);
    assert_eq!(found[0][1..], ["效益指标/社会效益指标/保障程度=提升", "满意度指标/服务对象满意度指标/满意度=≥90%"]);

    rest.rows[1].cells[1].rect.x0 = 120.0;
    rest.rows[1].cells[1].rect.x1 = 190.0;
    assert_eq!(form::rejoin(vec![head, rest.clone()]).len(), 2);
    assert!(form::unread(&rest).is_some());
}

/// A table of projects is none of indicators, and neither is one of anything else.
#[test]
fn tables_of_projects_stand_for_themselves() {
    let projects = grid("项目绩效目标表", "|项目名称|一级指标|二级指标|三级指标|指标值|\n|养护|产出指标|数量指标|长度|≥3公里|");
    let money = grid("收支总表", "|项目|预算数|\n|数量|3.00|\n|成本|2.00|");
    assert!(!form::is_indicators(&projects) && !form::is_indicators(&money) && form::unread(&money).is_none());
    let services = grid("政府购买服务明细表", "|一级|二级|三级|预算金额|\n|A|A01|A0101|3.00|");
    assert!(!form::is_indicators(&services) && form::unread(&services).is_none());
}

/// Points that names print are weights, strokes all over a row state no indicator.
#[test]
fn points_in_names_and_rows_of_strokes() {
    let printed = grid(
        "项目绩效目标表",
        "|项目名称|<|养护|<|
         |一级指标|二级指标|三级指标|指标值|
         |产出指标（50分）|数量指标（20分）|长度（公里）（5分）|≥3|
         |^|质量指标|/|/|
         |效益指标 （30分）|社会效益指标|保障程度（0-10分）|提升|",
    );
    let forms = form::read(&printed, &mut Vec::new());
    let shown = |w: Option<crate::decimal::Decimal>| w.map_or(String::new(), |w| w.to_string());
    let weights: Vec<String> =
        forms[0].indicators.iter().map(|i| [i.level_weights[0], i.level_weights[1], i.weight].map(shown).join("|")).collect();
    assert_eq!(weights, ["50|20|5", "30||"]);
    assert_eq!(forms[0].indicators[0].class, Some("quantity"));
}

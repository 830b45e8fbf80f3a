use super::*;

fn page(body: &str) -> LaidOut {
    lay_out(&format!("<html><head><title>甲县政府</title></head><body>{body}</body></html>"))
}

/// Each line, and each row of a grid with its cells parted by `|`, top to bottom.
fn shown(laid_out: &LaidOut) -> Vec<String> {
    let sheet = &laid_out.sheets[0];
    let mut all: Vec<(f32, String)> = sheet.lines.iter().map(|l| (l.rect.y0, l.text.replace('\t', "→"))).collect();
    for grid in &sheet.grids {
        for (row, y) in grid.ys.iter().take(grid.row_count()).enumerate() {
            let cells = grid.cells.iter().filter(|c| usize::from(c.row) == row);
            let cell = |c: &crate::layout::Cell| format!("{}{}", c.text(), ">".repeat(usize::from(c.cols) - 1));
            all.push((*y, cells.map(cell).collect::<Vec<_>>().join("|")));
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn the_article_is_read_and_not_its_shell() {
    let shell =
        "<div class=menu><ul><li><a href=/>首页</a><li><a href=/x>部门决算公开</a><li><a href=/y>部门预算公开</a></ul></div>";
    let text = "<p>甲县水务局2026年收入预算80.00万元，与上年持平。</p><p>二、支出预算</p>";
    let want = ["甲县水务局2026年收入预算80.00万元，与上年持平。", "二、支出预算"];
    for article in ["<div class='x TRS_Editor'>", "<div class=main><div>", "<div id=zoom>"] {
        let found = page(&format!("{shell}{article}{text}</div></div><div><a href=/z>相关链接</a></div>"));
        assert_eq!(shown(&found), want, "{article}");
    }
    let meta = "<meta name=ArticleTitle content='甲县水务局2026年部门预算'><meta name=ColumnName content=部门决算公开>";
    let found = lay_out(&format!("<head>{meta}</head>{shell}<div id=zoom>{text}</div>"));
    assert_eq!(shown(&found)[0], "甲县水务局2026年部门预算");
}

#[test]
fn spans_take_their_places_and_end_where_others_stand() {
    let table = "<table><tr><td rowspan=2>项目</td><td colspan=2>支出</td></tr><tr><td>基本</td><td rowspan=9>其中</td></tr>\
                 <tr><td>合计</td><td colspan=5>5.00</td></tr></table>";
    let found = page(table);
    assert_eq!(shown(&found), ["项目|支出>", "基本|其中", "合计|5.00"]);
    assert!(found.diagnostics.iter().any(|d| d.code == "table.span"));
    let huge = "<table><tr><td colspan=999999999999>甲</td><td rowspan=4000000000>乙</td></tr><tr><td>1</td></tr></table>";
    assert_eq!(page(huge).sheets[0].grids[0].col_count(), 2);
}

#[test]
fn cells_hold_text_as_a_browser_shows_it() {
    let table = "<table><tr><td>项&nbsp;&nbsp;目</td><td>金额<br>（万元）</td></tr><tr style='display: none'><td>1<td>2</tr>\
                 <tr><td>&nbsp;&nbsp;行政运行</td><td><p><span>1,0</span><span>57</span>.12</p></td></tr>\
                 <tr height=0><td x:num=0>&nbsp;</td><td x:num='3.1'>3.10</td></tr></table>";
    let found = page(&format!("部门预算{table}"));
    assert_eq!(shown(&found), ["部门预算", "项 目|金额（万元）", "行政运行|1,057.12", "|3.10"]);
    let grid = &found.sheets[0].grids[0];
    let cell = grid.cells.iter().find(|c| c.text() == "行政运行").unwrap();
    assert!(cell.lines[0].rect.x0 > cell.rect.x0, "set in");
}

#[test]
fn a_piece_of_a_page_is_a_page() {
    let found = lay_out("<p>甲县水务局2026年部门预算</p><table><tr><td>项目<td>金额<tr><td>合计<td>5.00</table>");
    assert_eq!(shown(&found), ["甲县水务局2026年部门预算", "项目|金额", "合计|5.00"]);
    assert_eq!(found.nothing, None);
}

#[test]
fn frames_are_no_tables() {
    let inner = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>5.00</td></tr></table>";
    for frame in [
        format!("<table><tr><td><p>一、收入</p>{inner}<p>二、支出</p></td></tr></table>"),
        format!("<table><tr><td></td><td><p>一、收入</p>{inner}</td></tr><tr><td colspan=2>二、支出</td></tr></table>"),
    ] {
        assert_eq!(shown(&page(&frame)), ["一、收入", "项目|金额", "合计|5.00", "二、支出"], "{frame}");
    }
}

#[test]
fn what_does_not_show_is_not_glued_to_numbers() {
    for (style, cell) in [
        ("<style>.h{display:none}</style>", "1,334.56<span class=h>99</span>"),
        ("", "1,334.56<span style='font-size:0'>99</span>"),
        ("", "<del>9.99</del>1,334.56"),
        ("", "<span style='text-decoration:line-through'>9.99</span>1,334.56"),
        ("", "1,334.56<sup>1</sup>"),
        ("", "<input value='1,334.56'>"),
        ("", "<div style='font-size:0'><span style='font-size:12px'>1,334.56</span></div>"),
    ] {
        let found = page(&format!("{style}<table><tr><td>项目<td>金额<tr><td>合计<td>{cell}</table>"));
        assert_eq!(shown(&found), ["项目|金额", "合计|1,334.56"], "{cell}");
    }
}

#[test]
fn a_table_that_lays_out_a_page_is_no_table() {
    let article = "<h3>甲县水务局2026年部门预算</h3><p>一、收支情况</p><p>2026年收入80.00万元，支出80.00万元。</p>";
    let frame = format!(
        "<table><tr><td colspan=2>甲县人民政府</td></tr><tr><td><a href=/1>部门预算</a></td><td>{article}</td></tr>\
         <tr><td colspan=2>主办单位：甲县人民政府办公室</td></tr></table>"
    );
    let found = page(&frame);
    assert!(found.diagnostics.iter().any(|d| d.code == "html.shell"));
    assert_eq!(shown(&found), ["甲县水务局2026年部门预算", "一、收支情况", "2026年收入80.00万元，支出80.00万元。"]);
}

#[test]
fn the_lines_and_tabs_of_a_preformatted_text_stay() {
    let found = page("<p>前</p><pre>2026年支出总表\n项目\t金额\n合计\t5.00\n工资\t5.00</pre><p>后</p>");
    assert_eq!(shown(&found), ["前", "2026年支出总表", "项目|金额", "合计|5.00", "工资|5.00", "后"]);
}

#[test]
fn menus_and_feet_around_a_short_article_are_left_out() {
    let menu = "<div><ul><li><a href=/>首页</a><li><a href=/y>部门预算公开</a><li><a href=/j>部门决算公开</a></ul></div>";
    let article = "<div class=main-text><p>甲县不动产登记办事指南</p><p>自受理之日起5个工作日内办结。</p></div>";
    let around = "<div class=related><a href=/a>乙县财政局2019年部门决算</a></div><div class=footer>主办单位：甲县政府</div>";
    assert_eq!(shown(&page(&format!("{menu}{article}{around}"))), ["甲县不动产登记办事指南", "自受理之日起5个工作日内办结。"]);
}

#[test]
fn the_document_counts_more_than_the_title_of_its_page() {
    let text = "<div id=zoom><p>甲县水务局</p><p>2025年度部门决算</p><p>一、支出。</p></div>";
    let found = lay_out(&format!("<head><meta name=ArticleTitle content='2026年甲县水务局部门决算'></head>{text}"));
    assert_eq!(shown(&found)[0], "甲县水务局");
    assert!(found.diagnostics.iter().any(|d| d.code == "html.title_contradicts"));
    let same = "<meta name=ArticleTitle content='甲县水务局2025年部门决算'><div id=zoom><p>2025年甲县水务局部门决算</p></div>";
    assert!(lay_out(same).diagnostics.is_empty());
    let window = "<title>甲县水务局2025年部门决算_甲县人民政府</title><div id=zoom><p>一、支出。</p></div>";
    assert_eq!(shown(&lay_out(window))[0], "甲县水务局2025年部门决算");
}

#[test]
fn what_a_page_attaches_is_listed() {
    let found = page(
        "<p>甲县水务局2026年部门预算</p><a href='/a/b.XLS'>附件1</a><a href='http://www.x.gov.cn'>首页</a>\
         <a href='/down.jsp?f=决算.pdf&x=1'>下载</a><img src='/i/table.jpg'><img src='/sysimage/icon16/xls.gif'>",
    );
    let urls: Vec<&str> = found.attachments.iter().map(|a| a.url.as_str()).collect();
    assert_eq!(urls, ["/a/b.XLS", "/down.jsp?f=决算.pdf&x=1", "/i/table.jpg"]);
    assert_eq!(found.attachments[0].name.as_deref(), Some("附件1"));
    assert_eq!(found.nothing, None);
}

#[test]
fn a_page_without_content_says_so() {
    assert_eq!(page("<h1>您访问的页面不存在</h1><a href=/>首页</a>").nothing, Some(Nothing::ErrorPage));
    assert_eq!(page("<script>location='/x'</script>").nothing, Some(Nothing::ErrorPage));
    let pictures =
        lay_out("<meta name=ArticleTitle content=甲乡2026年预算明细表><div id=zoom><img src=/a.jpg><img src=/b.jpg></div>");
    assert_eq!(pictures.nothing, Some(Nothing::Pictures));
    assert_eq!(lay_out("<meta name=ArticleTitle content=甲乡2026年预算明细表>").nothing, Some(Nothing::Blank));
}

#[test]
fn a_header_in_a_table_of_its_own_heads_the_table_below_it() {
    let header = "<table><tr><th>编码</th><th>名称</th><th>合计</th></tr></table>";
    let body = "<div style='overflow:auto'><table><tr><td>201</td><td>服务</td><td>5.00</td></tr></table></div>";
    let want = ["编码|名称|合计", "201|服务|5.00"];
    let found = page(&format!("部门支出表{header}{body}"));
    assert_eq!((shown(&found)[1..].to_vec(), found.sheets[0].grids.len()), (want.map(str::to_owned).to_vec(), 1));
    // A text between them, or another number of columns: they are two.
    for between in ["<p>说明：</p>", "<table><tr><td>201</td><td>5.00</td></tr></table>"] {
        assert!(page(&format!("{header}{between}{body}")).sheets[0].grids.len() > 1, "{between}");
    }
}

#[test]
fn divisions_that_are_shown_as_a_table_are_one() {
    let row = |cells: [&str; 2]| {
        let cell = |text: &str| format!("<div style='display: table-cell;border:1px'>{text}</div>");
        format!("<div style='display:table-row'>{}{}</div>", cell(cells[0]), cell(cells[1]))
    };
    let rows = [["项目", "金额"], ["合计", "5.00"], ["工资", "5.00"]].map(row).concat();
    let found = page(&format!("部门支出表<div style='display:table'>{rows}</div>"));
    assert_eq!(shown(&found)[1..], ["项目|金额", "合计|5.00", "工资|5.00"]);
    let layout = page(&format!("<div style='display:table'>{}</div>", row(["菜单", "部门支出5.00万元。"])));
    assert!(layout.sheets[0].grids.is_empty());
}

#[test]
fn the_foot_of_a_table_is_shown_below_its_body() {
    let table = "<thead><tr><th>项目<th>金额</thead><tfoot><tr><td>合计<td>6.00</tfoot><tbody><tr><td>工资<td>6.00</tbody>";
    assert_eq!(shown(&page(&format!("部门支出表<table>{table}</table>")))[1..], ["项目|金额", "工资|6.00", "合计|6.00"]);
}

#[test]
fn headings_and_bold_lines_are_set_larger_than_text() {
    let body = "<div id=zoom><p align=center><b>甲县水务局2026年部门预算</b></p><p><strong>部门职责</strong></p><h3>收支情况</h3>\
                <p><b>收入</b>80.00万元。</p><p style='text-align:center'><span style='font-weight:bold'>三公经费</span></p></div>";
    let sheet = &page(body).sheets[0];
    let sizes: Vec<f32> = sheet.lines.iter().map(|line| line.size).collect();
    assert_eq!(sizes, [1.5, 1.25, 1.25, 1.0, 1.5]);
}

"""福州 style: no thousands commas, one performance form a project with the project's name in the title, unit in a header cell."""

import fonts
import prose
from book import Book
from catalog import ECONOMIC
from drawing import draw_table
from grid import Style, Table
from model import CENT_OF_WAN, Indicator, Money, Project, make
from truth import write_book
from views import class_rows, facts, form, function_rows, side_by_side, spend_columns

PLAIN = Money(comma=False, empty="0.00")
BLANK = Money(comma=False)


def indicators(thing, unit, count):
    return [Indicator("成本指标", "经济成本指标", f"{thing}单位成本", "≤", "3.5", "万元"),
            Indicator("产出指标", "数量指标", f"{thing}数量", "≥", str(count), unit),
            Indicator("产出指标", "质量指标", f"{thing}任务完成达标率", "≥", "95", "%"),
            Indicator("产出指标", "时效指标", "资金拨付（下达、结算）及时率", "=", "100", "%"),
            Indicator("效益指标", "社会效益指标", f"{thing}覆盖县（市）区数", "≥", "12", "个"),
            Indicator("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥", "90", "%")]


def budget():
    goal = "完成年度{}任务，规范资金使用，确保各项工作按期完成并达到预期效果。"
    names = [("大气污染防治专项", "2110301", "30227", 320_480, "监测站点", "个", 36),
             ("水环境综合治理", "2110302", "30227", 1_415_260, "治理河段", "段", 8),
             ("流域生态补偿与跨界断面水质自动监测能力建设", "2110302", "31003", 68_300, "监测断面", "处", 14)]
    return make(seed=67, staff=72, grain=CENT_OF_WAN, run_leaf="2110101", cars=6, guest=21_000, province="霞汀省", city="锦汀市",
                county="", department="锦汀市生态环境局", code="115", year=2026, level="部门",
                projects=[Project(n, leaf, e, a, goal=goal.format(w), indicators=indicators(w, u, k))
                          for n, leaf, e, a, w, u, k in names])


def two_sided(b, title, source=None):
    income = [["一、一般公共预算拨款收入", PLAIN(b.income("", "gpb"))], ["二、政府性基金预算拨款收入", ""],
              ["三、国有资本经营预算拨款收入", ""]]
    if source is None:
        income += [["四、财政专户管理资金收入", ""], ["五、事业收入", ""], ["六、其他收入", ""]]
    rows = side_by_side(income, class_rows(b, BLANK, [lambda c: b.spend(c, "all", source)], source=source))
    rows.append(["收入合计", PLAIN(b.income("", source)), "支出合计", PLAIN(b.spend("", "all", source))])
    table = Table(title, "万元", [["收入", "<", "支出", "<"], ["项目", "预算数"] * 2], rows, ["label", "amount"] * 2,
                  [165, 75, 195, 75])
    table.bold_rows = {len(rows) - 1}
    return table


def by_function(b, title, source):
    values = spend_columns(b, source)
    header = [["科目编码", "科目名称", "小计", "其中：", "<"], ["^", "^", "^", "基本支出", "项目支出"]]
    if b.spend("", "all", source):
        rows = [["合计", "<"] + [PLAIN(v("")) for v in values]] + function_rows(b, BLANK, values, "joined", source)
    else:
        rows = [["合计", "<", "0.00", "0.00", "0.00"]]
    return Table(title, "万元", header, rows, ["code", "label"] + ["amount"] * 3, [80, 160, 90, 90, 90],
                 aligns=["code", "centre"] + ["amount"] * 3, bold_rows={0})


def basic(b):
    """Every economic code is listed, most of them empty."""
    rows = [["合计", "<", PLAIN(b.spend("", "basic"))]]
    rows += [[code, name, BLANK(b.spend_economic(code))] for code, name in sorted(ECONOMIC.items())]
    return Table(f"{b.year}年度一般公共预算基本支出经济分类情况表", "万元", [["科目编码", "科目名称", "预算数"]], rows,
                 ["code", "label", "amount"], [90, 280, 140], bold_rows={0})


def by_economic_class(b):
    """The unit stands inside a column header."""
    rows = [["合计", "<", PLAIN(b.spend("", "all", "gpb"))]]
    rows += [[c, ECONOMIC[c], PLAIN(b.spend_economic(c, "all", "gpb"))] for c in ("301", "302", "303", "310")]
    return Table(f"{b.year}年度一般公共预算支出经济分类情况表", "万元", [["科目编码", "科目名称", "项目预算数（单位：万元）"]], rows,
                 ["code", "label", "amount"], [100, 250, 160], remark="the unit is printed in a column header only")


def three_public(b):
    s = b.sangong
    rows = [["合计", PLAIN(s["total"])], ["1、因公出国（境）费用", PLAIN(s["abroad"])], ["2、公务接待费", PLAIN(s["guest"])],
            ["3、公务用车购置及运行费", PLAIN(s["car"])], ["其中：（1）公务用车购置费", PLAIN(s["buy"])],
            ["（2）公务用车运行费", PLAIN(s["run"])]]
    return Table(f"{b.year}年度一般公共预算“三公”经费支出预算表", "万元", [["项目", "预算数"]], rows, ["label", "amount"], [330, 180])


def performance(b, p):
    """The form of one project; a merged column of labels at the left, the sign inside the value."""
    head = [[p.name + "项目绩效目标表"] + ["<"] * 4]
    rows = [["项目名称", p.name, "<", "<", "<"], ["主管部门", b.department, "<", "实施单位", b.department],
            ["专项资金情况（万元）", "资金总额", "<", PLAIN(p.amount), "<"], ["^", "财政拨款", "<", PLAIN(p.amount), "<"],
            ["^", "其他资金", "<", "0.00", "<"], ["年度目标", p.goal, "<", "<", "<"],
            ["绩效目标指标", "一级指标", "二级指标", "三级指标", "指标值"]]
    before = None
    for x in p.indicators:
        rows.append(["^", "^" if x.level1 == before else x.level1, x.level2, x.level3, f"{x.comparator}{x.value}{x.unit}"])
        before = x.level1
    rows.append(["备注", "", "<", "<", "<"])
    return Table(head[0][0], "万元", [], rows, ["centre"] * 5, [95, 70, 100, 150, 95], scored=False)


def document(out, name="c00007_锦汀市生态环境局2026年度部门预算.pdf"):
    b = budget()
    book = Book(out / name, fonts.NAMED, "Microsoft Word (invented)", footer="{}", runner=f"{b.department}{b.year}年度部门预算",
                bold="stroke", title="部门预算")
    style = Style(fonts.NAMED, size=8, row_height=18, title_size=13, bold="stroke", repeat="header", bottom=56)
    tall = Style(fonts.NAMED, size=9, row_height=24, title_size=15, bold="stroke", repeat="none")
    book.cover([b.department, f"{b.year}年度部门预算"])
    titles = ["收支预算总表", "收入预算总表", "一般公共预算拨款支出预算表", "政府性基金预算拨款支出预算表", "一般公共预算支出经济分类情况表",
              "一般公共预算基本支出经济分类情况表", "一般公共预算“三公”经费支出预算表"]
    book.contents([(0, "第一部分 部门概况", 3), (0, f"第二部分 {b.year}年度部门预算表", 4)]
                  + [(1, f"{'一二三四五六七'[i]}、{t}", 4 + i) for i, t in enumerate(titles)]
                  + [(0, f"第三部分 {b.year}年度部门预算情况说明", 11), (0, "第四部分 名词解释", 15)])
    book.new_page()
    prose.heading(book, "第一部分", 20, align="centre")
    prose.heading(book, "部门概况", 20, align="centre")
    prose.duties(book, b)
    income = Table(f"{b.year}年度收入预算总表", "万元", [["预算单位", "合计", "一般公共预算", "政府性基金", "其他收入"]],
                   [["合计"] + [PLAIN(b.total)] * 2 + ["0.00"] * 2, [b.department] + [PLAIN(b.total)] * 2 + ["0.00"] * 2],
                   ["label"] + ["amount"] * 4, [170, 85, 85, 85, 85])
    fund = by_function(b, f"{b.year}年度政府性基金预算拨款支出预算表", "fund")
    fund.notes = [f"备注：本部门{b.year}年没有使用政府性基金预算拨款安排的支出。"]
    tables = [two_sided(b, f"{b.year}年度收支预算总表"), income, by_function(b, f"{b.year}年度一般公共预算拨款支出预算表", "gpb"), fund,
              by_economic_class(b), basic(b), three_public(b)]
    for i, table in enumerate(tables):
        book.new_page()
        prose.heading(book, f"{'一二三四五六七'[i]}、{titles[i]}", 13)
        if table is not tables[4]:
            table.unit_line = "单位：万元"
        draw_table(book, table, style, fresh=False, gap=4)
    book.new_page()
    prose.heading(book, "第三部分", 20, align="centre")
    prose.heading(book, f"{b.year}年度部门预算情况说明", 20, align="centre")
    words = Money(comma=False, empty="0.00")
    prose.heading(book, "一、预算收支总体情况", indent=2)
    prose.overview(book, b, words)
    prose.heading(book, "二、一般公共预算拨款支出情况", indent=2)
    prose.by_class(book, b, words)
    prose.heading(book, "三、一般公共预算“三公”经费支出情况", indent=2)
    prose.sangong(book, b, words)
    prose.heading(book, "四、机关运行经费支出情况", indent=2)
    prose.operating(book, b, words)
    prose.heading(book, "五、预算绩效目标情况", indent=2)
    prose.performance(book, b, words)
    for p in b.projects:
        sheet = performance(b, p)
        draw_table(book, sheet, tall, landscape=False)
        funds = [{"source": "资金总额", "amount": PLAIN(p.amount)}, {"source": "财政拨款", "amount": PLAIN(p.amount)},
                 {"source": "其他资金", "amount": "0.00"}]
        book.forms.append(form(sheet.page_from, p, b, PLAIN, funds=funds))
    book.new_page()
    prose.heading(book, "第四部分", 20, align="centre")
    prose.heading(book, "名词解释", 20, align="centre")
    prose.terms(book)
    write_book(book, name[:6], facts(b, PLAIN, sangong_total=PLAIN(b.sangong["total"]), jiguan_yunxing=PLAIN(b.operating)),
               "福州: no thousands commas, 项目预算数（单位：万元） in a header cell, every economic code listed, one form a project "
               "with the project in its (wrapped) title, heading above the title repeats it, running head on every page")

"""广州 style: bracketed codes glued to the name, 0.00 in every empty cell, `注：无。` under every table, text goals."""

import fonts
import prose
from book import Book
from drawing import draw_table
from grid import Style, Table
from model import CENT_OF_WAN, Money, Project, make
from truth import write_book
from views import class_rows, economic_rows, facts, function_rows, side_by_side, spend_columns

ZERO = Money(empty="0.00")
INDENT = "　"


def budget():
    goal = "通过{}，提升公共文化服务水平，丰富群众精神文化生活，全年服务群众不少于3万人次，群众满意度保持在95%以上。"
    return make(seed=41, staff=38, grain=CENT_OF_WAN, run_leaf="2070101", cars=2, guest=8_000, province="南屿省",
                city="汀洲市", county="", department="汀洲市文化和旅游局", code="207001", year=2026, level="部门",
                projects=[Project("公共图书馆免费开放", "2070104", "30299", 16_200, goal=goal.format("免费开放图书馆")),
                          Project("群众文化活动", "2070109", "30227", 9_540, goal=goal.format("组织文化活动")),
                          Project("非物质文化遗产保护", "2070111", "30227", 7_315, goal=goal.format("开展非遗保护")),
                          Project("文化惠民演出", "2070199", "30226", 4_260, goal=goal.format("开展惠民演出")),
                          Project("历史街区修缮", "2120803", "30213", 21_000, "fund", goal=goal.format("修缮历史街区")),
                          Project("其他资金安排的展览", "2070199", "30227", 650, "other", goal=goal.format("举办展览"))])


def summary(b):
    names = [("一、一般公共预算拨款收入", "gpb"), ("二、政府性基金预算拨款收入", "fund"), ("三、国有资本经营预算拨款收入", "capital"),
             ("四、财政专户管理资金收入", None), ("五、其他资金收入", "other")]
    income = [[n, ZERO(b.income("", s)) if s else "0.00"] for n, s in names]
    rows = side_by_side(income, class_rows(b, ZERO, [lambda c: b.spend(c)], every=False))
    rows += [["本年收入合计", ZERO(b.income()), "本年支出合计", ZERO(b.total)], ["上年结转", "0.00", "结转下年", "0.00"],
             ["收入总计", ZERO(b.total), "支出总计", ZERO(b.total)]]
    header = [["收        入", "<", "支        出", "<"], ["项目", f"{b.year}年预算", "项目", f"{b.year}年预算"]]
    return Table("收支总体情况表", "万元", header, rows, ["label", "amount", "label", "amount"], [230, 140, 230, 140])


def by_function(b, title, head, names, values, source=None):
    header = [["功能科目名称"] + ([head] + ["<"] * (len(names) - 1)), ["^"] + names]
    rows = [["合计"] + [ZERO(v("")) for v in values]] + function_rows(b, ZERO, values, "bracket", source, indent=INDENT)
    return Table(title, "万元", header, rows, ["label"] + ["amount"] * len(names),
                 [290] + [450 / len(names)] * len(names))


def basic(b):
    rows = [["合计", ZERO(b.spend("", "basic"))]]
    rows += economic_rows(b, ZERO, [lambda c: b.spend_economic(c)], "bracket", indent=INDENT)
    return Table("一般公共预算基本支出情况表（按经济分类科目）", "万元", [["部门预算支出经济科目", "预算"]], rows, ["label", "amount"],
                 [420, 320])


def three_public(b):
    """A vertical list: 行政经费, then the 三公 items with their sub-numbers."""
    s = b.sangong
    items = [("行政经费", b.operating), ("“三公”经费", s["total"]), ("其中：（一）因公出国（境）支出", s["abroad"]),
             ("　　　（二）公务用车购置及运行维护支出", s["car"]), ("　　　　　1.公务用车购置费", s["buy"]),
             ("　　　　　2.公务用车运行维护费", s["run"]), ("　　　（三）公务接待费支出", s["guest"])]
    rows = [[n, ZERO(v), ZERO(v), "0.00", "0.00"] for n, v in items]
    header = [["项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]]
    return Table("财政拨款安排的行政经费及“三公”经费预算表", "万元", header, rows, ["label"] + ["amount"] * 4,
                 [280, 115, 115, 115, 115])


def empty(title, head):
    header = [["功能分类科目", "<", head, "<", "<"], ["科目编码", "科目名称", "合计", "其中：基本支出", "项目支出"]]
    return Table(title, "万元", header, [["", "合计", "0.00", "0.00", "0.00"]], ["code", "label"] + ["amount"] * 3,
                 [110, 230, 130, 140, 130], notes=["注：本表本年无发生额。"])


def projects(b):
    """Projects with a long text column; the row is as high as its goal."""
    header = [["支出项目类别（资金使用单位）", "总计", "财政拨款", "<", "<", "<", "其他资金", "绩效目标"],
              ["^", "^", "合计", "一般公共预算", "政府性\n基金预算", "国有资本\n经营预算", "^", "^"]]

    def amounts(chosen):
        by = {s: sum(p.amount for p in chosen if p.source == s) for s in ("gpb", "fund", "capital", "other")}
        fiscal = by["gpb"] + by["fund"] + by["capital"]
        return [ZERO(x) for x in (fiscal + by["other"], fiscal, by["gpb"], by["fund"], by["capital"], by["other"])]

    rows = [["合计"] + amounts(b.projects) + [""], [b.department] + amounts(b.projects) + [""]]
    rows += [[INDENT + p.name] + amounts([p]) + [p.goal] for p in b.projects]
    return Table("部门预算项目支出及其他支出预算表", "万元", header, rows, ["label"] + ["amount"] * 6 + ["text"],
                 [150, 66, 66, 66, 60, 60, 60, 212])


def document(out, name="c00005_2026年汀洲市文化和旅游局部门预算.pdf"):
    b = budget()
    book = Book(out / name, fonts.SERIF, "Aspose.Words (invented)", footer="- {} -", head=fonts.SANS, title="部门预算")
    style = Style(fonts.SERIF, size=8, row_height=17, title_font=fonts.SANS, title_size=12, repeat="header")
    book.cover([f"{b.year}年{b.department}部门预算"])
    titles = ["收支总体情况表", "收入总体情况表", "支出总体情况表", "一般公共预算支出情况表（按功能分类科目）",
              "一般公共预算基本支出情况表（按经济分类科目）", "财政拨款安排的行政经费及“三公”经费预算表",
              "政府性基金预算支出情况表", "国有资本经营预算支出情况表", "部门预算项目支出及其他支出预算表"]
    book.contents([(0, "第一部分 部门概况", 3), (1, "一、主要职责", 3), (0, f"第二部分 {b.year}年部门预算表", 4)]
                  + [(1, f"{'一二三四五六七八九'[i]}、{t}", (4, 5, 6, 7, 8, 10, 11, 12, 13)[i]) for i, t in enumerate(titles)]
                  + [(0, f"第三部分 {b.year}年部门预算情况说明", 14), (0, "第四部分 名词解释", 15)], leader=".")
    book.new_page()
    prose.heading(book, "第一部分 部门概况", 18, align="centre")
    prose.heading(book, "一、主要职责", indent=2)
    prose.duties(book, b)
    spend = spend_columns(b)
    income = [lambda c: b.income(c)] + [lambda c, s=s: b.income(c, s) for s in ("gpb", "fund", "capital", "other")]
    fund = empty(titles[6], "政府性基金预算支出")
    fund.rows = [["", "合计", *[ZERO(b.spend("", p, "fund")) for p in ("all", "basic", "project")]]]
    fund.rows += function_rows(b, ZERO, spend_columns(b, "fund"), "joined", "fund")
    fund.notes = []
    tables = [summary(b),
              by_function(b, titles[1], "收入", ["合计", "一般公共预算", "政府性基金\n预算", "国有资本\n经营预算", "其他资金"], income),
              by_function(b, titles[2], "支出", ["合计", "基本支出", "项目支出"], spend),
              by_function(b, titles[3], "一般公共预算支出", ["合计", "其中：基本支出", "项目支出"], spend_columns(b, "gpb"), "gpb"),
              basic(b), three_public(b), fund, empty(titles[7], "国有资本经营预算支出"), projects(b)]
    for i, table in enumerate(tables, 1):
        table.number, table.left, table.unit_line = f"表{i}", f"单位名称：{b.department}", "单位：万元"
        table.notes = table.notes or ["注：无。"]
        draw_table(book, table, style)
    book.new_page()
    prose.heading(book, f"第三部分 {b.year}年部门预算情况说明", 18, align="centre")
    prose.heading(book, "一、部门预算收支增减变化情况", indent=2)
    prose.overview(book, b)
    prose.heading(book, "二、“三公”经费安排情况", indent=2)
    prose.sangong(book, b)
    prose.heading(book, "三、机关运行经费安排情况", indent=2)
    prose.operating(book, b)
    prose.heading(book, "四、重点项目预算绩效目标情况", indent=2)
    prose.performance(book, b)
    book.paragraph("注：本套报表金额单位转换时可能存在尾数误差。", 10)
    book.new_page()
    prose.heading(book, "第四部分 名词解释", 18, align="centre")
    prose.terms(book)
    write_book(book, name[:6], facts(b, ZERO, sangong_total=ZERO(b.sangong["total"]), jiguan_yunxing=ZERO(b.operating)),
               "广州: [2010301]行政运行 glued codes with indent, 0.00 everywhere, 注：无。, an empty table with 注, a fund table "
               "with data, vertical 三公 list, project table with tall text cells, contents with ASCII dots, mixed page sizes")

"""上海 style: 元, 类/款/项 in three columns filled down, grey headers, merged 合计 at the bottom, 三公 in 万元."""

import fonts
import prose
from book import Book
from drawing import draw_table
from grid import Style, Table
from model import YUAN, Money, Project, make
from truth import write_book
from views import (
    blank_rows,
    class_rows,
    economic_rows,
    facts,
    function_rows,
    person_columns,
    side_by_side,
    spend_columns,
    total_row,
)

CODE_HEAD = [["项目", "<", "<", "<"], ["功能分类科目编码", "<", "<", "功能分类科目名称"], ["类", "款", "项", "^"]]
CODE_ROLES = ["code", "code", "code", "label"]


def budget():
    return make(
        seed=11, staff=46, grain=YUAN, run_leaf="2010801", cars=2, guest=18_500, province="", city="沧云市", county="",
        department="沧云市审计技术保障中心", code="161003", year=2026, level="单位",
        projects=[Project("联网审计平台运维", "2010806", "30213", 3_184), Project("政府投资项目审计", "2010804", "30227", 5_260),
                  Project("出国培训", "2010804", "30212", 1_250), Project("审计档案数字化", "2010899", "30227", 862)])


def summary(b, money):
    income = [["一、财政拨款收入", money(b.income())], ["　1、一般公共预算", money(b.income())],
              ["　2、政府性基金预算", ""], ["　3、国有资本经营预算", ""], ["二、事业收入", ""], ["三、事业单位经营收入", ""],
              ["四、其他收入", ""]]
    values = [lambda c: b.spend(c), lambda c: b.spend(c, "person"), lambda c: b.spend(c, "public"),
              lambda c: b.spend(c, "project")]
    rows = side_by_side(income, class_rows(b, money, values, every=False)) + blank_rows(7, 3)
    rows.append(["收入总计", money(b.income()), "支出总计"] + [money(v("")) for v in values])
    header = [["本年收入", "<", "本年支出", "<", "<", "<", "<"], ["项目", "预算数", "项目", "预算数", "<", "<", "<"],
              ["^", "^", "^", "合计", "基本支出", "<", "项目支出"], ["^", "^", "^", "^", "人员经费", "公用经费", "^"]]
    return Table(f"{b.year}年预算单位财务收支预算总表", "元", header, rows,
                 ["label", "amount", "label"] + ["amount"] * 4, [130, 95, 150, 95, 90, 90, 95])


def by_function(b, money, title, group, names, values, source=None):
    header = [CODE_HEAD[0] + [group] + ["<"] * (len(names) - 1), CODE_HEAD[1] + names, CODE_HEAD[2] + ["^"] * len(names)]
    rows = function_rows(b, money, values, "filled", source)
    if not rows:
        rows = blank_rows(4 + len(names), 5)
    rows.append(total_row(money, values, 4))
    return Table(title, "元", header, rows, CODE_ROLES + ["amount"] * len(names),
                 [34, 30, 30, 210] + [430 / len(names)] * len(names))


def fiscal_summary(b, money):
    income = [["一、一般公共预算", money(b.income())], ["二、政府性基金预算", ""], ["三、国有资本经营预算", ""]]
    values = [lambda c: b.spend(c), lambda c: b.spend(c, "all", "gpb"), lambda c: 0, lambda c: 0]
    rows = side_by_side(income, class_rows(b, money, values, every=False)) + blank_rows(7, 1)
    rows.append(["收入总计", money(b.income()), "支出总计"] + [money(v("")) for v in values])
    header = [["财政拨款收入", "<", "财政拨款支出", "<", "<", "<", "<"],
              ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]]
    return Table(f"{b.year}年预算单位财政拨款收支预算总表", "元", header, rows,
                 ["label", "amount", "label"] + ["amount"] * 4, [130, 95, 150, 95, 95, 90, 100])


def basic_by_economic(b, money):
    values = person_columns(b)
    header = [["项目", "<", "<", "一般公共预算基本支出", "<", "<"],
              ["经济分类科目编码", "<", "部门经济分类科目名称", "合计", "人员经费", "公用经费"], ["类", "款", "^", "^", "^", "^"]]
    rows = economic_rows(b, money, values, "split2") + [total_row(money, values, 3)]
    return Table(f"{b.year}年预算单位一般公共预算基本支出部门预算经济分类预算表", "元", header, rows,
                 ["code", "code", "label", "amount", "amount", "amount"], [40, 40, 230, 130, 130, 130])


def three_public(b, wan):
    s = b.sangong
    header = [["“三公”经费预算数", "<", "<", "<", "<", "<", "机关运行经费\n预算数"],
              ["合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费", "<", "<", "^"],
              ["^", "^", "^", "小计", "购置费", "运行费", "^"]]
    row = [wan(s[k]) for k in ("total", "abroad", "guest", "car", "buy", "run")] + [wan(b.operating)]
    return Table(f"{b.year}年单位“三公”经费和机关运行经费预算表", "万元", header, [row], ["amount"] * 7,
                 [90, 100, 90, 90, 90, 90, 120], remark="the unit differs from the other tables (万元)")


def document(out, name="c00001_沧云市审计局2026年部门预算.pdf"):
    """The file name says 审计局 / 部门; the document is one subordinate unit (layouts.md 1.4)."""
    b = budget()
    money, wan = Money("元", 0), Money("万元", 2)
    book = Book(out / name, fonts.SERIF, "iText 2.1.7 by 1T3XT (invented)", title="沧云市2026年市级单位预算")
    style = Style(fonts.SERIF, grey=True, row_height=23)
    bare = Style(fonts.SERIF, grey=True, row_height=23, repeat="none")
    book.cover(["沧云市2026年市级单位预算", "", f"预算单位：{b.department}"], landscape=True)
    sum_names = ["财务收支预算总表", "收入预算总表", "支出预算总表", "财政拨款收支预算总表", "一般公共预算支出功能分类预算表",
                 "政府性基金预算支出功能分类预算表", "国有资本经营预算支出功能分类预算表",
                 "一般公共预算基本支出部门预算经济分类预算表"]
    titles = [f"{b.year}年预算单位{n}" for n in sum_names] + [f"{b.year}年单位“三公”经费和机关运行经费预算表"]
    book.contents([(0, "一、单位主要职能", None), (0, "二、单位机构设置", None), (0, "三、单位预算编制说明", None),
                   (0, "四、单位预算表", None)] + [(1, f"{i}. {t}", None) for i, t in enumerate(titles, 1)]
                  + [(0, "五、其他相关情况说明", None)], landscape=True)
    book.new_page(True)
    prose.heading(book, f"{b.department}主要职能", 16, align="centre")
    prose.duties(book, b, size=11)
    book.new_page(True)
    prose.heading(book, f"{b.year}年单位预算编制说明", 16, align="centre")
    words = Money("元", 0, empty="0")
    prose.overview(book, b, words, 11)
    prose.by_class(book, b, words, 11)

    left, right = f"编制单位：{b.department}", "单位：元"
    income_columns = [lambda c: b.income(c), lambda c: b.income(c), lambda c: 0, lambda c: 0, lambda c: 0]
    spend, names = spend_columns(b), ["合计", "基本支出", "项目支出"]
    title = f"{b.year}年预算单位"
    tables = [
        (summary(b, money), style),
        (by_function(b, money, title + "收入预算总表", "收入预算",
                     ["合计", "财政拨款收入", "事业收入", "事业单位\n经营收入", "其他收入"], income_columns), style),
        (by_function(b, money, title + "支出预算总表", "支出预算", names, spend), bare),
        (fiscal_summary(b, money), style),
        (by_function(b, money, title + "一般公共预算支出功能分类预算表", "一般公共预算支出", names, spend, "gpb"), style),
        (by_function(b, money, title + "政府性基金预算支出功能分类预算表", "政府性基金预算支出", names,
                     [lambda c: 0] * 3, "fund"), style),
        (by_function(b, money, title + "国有资本经营预算支出功能分类预算表", "国有资本经营预算支出", names,
                     [lambda c: 0] * 3, "capital"), style),
        (basic_by_economic(b, money), style),
    ]
    narrow = tables[4][0]                       # labels wrap over two lines inside a row
    narrow.widths = [34, 30, 30, 128] + [160, 160, 160]
    wide = tables[2][0]                         # labels wider than their cell, drawn over its edge
    wide.widths = [34, 30, 30, 120] + [180, 160, 160]
    wide.overflow = {(r, 3) for r in range(len(wide.rows))}
    for kind, index in (("政府性基金", 5), ("国有资本经营", 6)):
        tables[index][0].notes = [f"注:本单位{b.year}年无{kind}预算财政拨款安排的预算，故本表为空表。"]
    for table, how in tables:
        table.left, table.unit_line = left, right
        draw_table(book, table, how)
    last = three_public(b, wan)
    last.left, last.unit_line = left, "单位：万元"
    draw_table(book, last, style)
    book.new_page(True)
    prose.heading(book, "其他相关情况说明", 16, align="centre")
    prose.heading(book, "一、2026年“三公”经费预算情况说明", 12)
    prose.sangong(book, b, size=11)
    prose.heading(book, "二、机关运行经费预算", 12)
    prose.operating(book, b, size=11)
    prose.heading(book, "三、预算绩效情况", 12)
    prose.performance(book, b, size=11)
    s = b.sangong
    write_book(book, name[:6], facts(b, money, sangong_total_wanyuan=wan(s["total"]),
                                     jiguan_yunxing_wanyuan=wan(b.operating), file_name_lies=["department", "level"]),
               "上海: 类/款/项 filled down, 元 with 三公 in 万元, header repeated in some tables and not in one, 合计 last and "
               "merged, wrapped labels, labels wider than the cell, blank tables with notes, file name names the bureau")

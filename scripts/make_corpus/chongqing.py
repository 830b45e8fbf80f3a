"""重庆 style: glyphs with wrong widths placed one by one, or the fraction in a font and block of its own; 合计 as first
row of both sides; the table number at the foot of the page before."""

from dataclasses import replace

import fonts
import prose
from book import Book
from drawing import draw_table
from grid import Style, Table
from model import CENT_OF_WAN, Money, Project, make
from truth import write_book
from views import class_rows, economic_rows, facts, function_rows, person_columns, side_by_side, spend_columns

WAN = Money()
NUMBERS = ["表一", "表二", "表三", "表四", "表五", "表六", "表七", "表八", "表九"]


def budget():
    return make(seed=53, staff=55, grain=CENT_OF_WAN, run_leaf="2200101", cars=4, guest=15_500, province="", city="岷阳市",
                county="", department="岷阳市自然资源调查局", code="331001", year=2026, level="部门",
                projects=[Project("耕地保护监测", "2200106", "30227", 62_082), Project("不动产确权登记", "2200109", "30227", 41_375),
                          Project("测绘设备购置", "2200109", "31003", 12_190, "other"),
                          Project("土地整治", "2120899", "30227", 57_989, "fund", carried=False)])


def coded(rows):
    """Codes are indented by depth, as printed there."""
    return [[" " * (len(r[0]) - 3) + r[0]] + r[1:] for r in rows]


def summary(b):
    names = [("一、一般公共预算资金", "gpb"), ("二、政府性基金预算资金", "fund"), ("三、国有资本经营预算资金", "capital"),
             ("四、财政专户管理资金", None), ("五、事业收入资金", None), ("六、上级补助收入资金", None), ("七、其他收入资金", "other")]
    income = [["合      计", WAN(b.income())]] + [[n, WAN(b.income("", s)) if s else ""] for n, s in names]
    out = [["合      计", WAN(b.total)]] + class_rows(b, WAN, [lambda c: b.spend(c)], every=False)
    table = Table(f"{b.year}年部门收支总体情况表", "万元", [["收入", "<", "支出", "<"], ["项    目", "预 算 数"] * 2],
                  side_by_side(income, out), ["label", "amount", "label", "amount"], [220, 150, 220, 150],
                  notes=["注:由于四舍五入因素,部分分项加和与合计可能略有差异,下同。"])
    table.bold_rows = {0}
    return table


def by_function(b, title, names, values, source=None, group=None):
    head = [["科    目", "<"] + (["^"] * 0 + names if not group else [group] + ["<"] * (len(names) - 1)),
            ["科目编码", "科 目 名 称"] + (["^"] * len(names) if not group else names)]
    rows = [["合      计", "<"] + [WAN(v("")) for v in values]]
    rows += coded(function_rows(b, WAN, values, "joined", source, indent="  "))
    table = Table(title, "万元", head, rows, ["code", "label"] + ["amount"] * len(names),
                  [90, 220] + [430 / len(names)] * len(names), aligns=["label", "label"] + ["amount"] * len(names))
    table.bold_rows = {0}
    return table


def fiscal_summary(b):
    """一、本年支出 is a heading row with an amount; （一）（二） below it; carry-over rows after."""
    sources = ("gpb", "fund", "capital")
    income = [["一、本年收入", WAN(b.income("", "fiscal"))], ["（一）一般公共预算资金", WAN(b.income("", "gpb"))],
              ["（二）政府性基金预算资金", WAN(b.income("", "fund"))], ["（三）国有资本经营预算资金", ""]]
    columns = [lambda c: b.spend(c, "all", "fiscal")] + [lambda c, s=s: b.spend(c, "all", s) for s in sources]
    out = [["一、本年支出"] + [WAN(v("")) for v in columns]]
    for row in class_rows(b, WAN, columns, every=False, source="fiscal"):
        number, label = row[0].split("、")
        out.append([f"（{number}）{label}"] + row[1:])
    rows = side_by_side(income, out)
    rows += [["二、上年结转", "", "二、结转下年", "", "", "", ""],
             ["收入合计", WAN(b.income("", "fiscal")), "支出合计"] + [WAN(v("")) for v in columns]]
    header = [["收入", "<", "支出", "<", "<", "<", "<"],
              ["项    目", "预算数", "项    目", "合    计", "一般\n公共预算", "政府性\n基金预算", "国有资本\n经营预算"]]
    table = Table(f"{b.year}年财政拨款收支总体情况表", "万元", header, rows, ["label", "amount", "label"] + ["amount"] * 4,
                  [170, 100, 190, 75, 75, 75, 75])
    table.bold_rows = {0, len(rows) - 1, len(rows) - 2}
    return table


def document(out, name="c00006_2026年岷阳市自然资源调查局部门预算.pdf"):
    b = budget()
    book = Book(out / name, fonts.SERIF, "Founder FixSystem (invented)", head=fonts.SANS, title="部门预算情况说明")
    style = Style(fonts.SERIF, size=9, row_height=24, title_size=15, number_place="previous", split_decimal="Times-Roman",
                  bold="stroke", repeat="header")
    placed = replace(style, split_decimal=fonts.WIDE)
    book.new_page(True)
    prose.heading(book, f"{b.department}{b.year}年部门预算情况说明", 18, align="centre")
    prose.heading(book, "一、单位基本情况", 12, 2)
    prose.heading(book, "（一）主要职责", 12, 2)
    prose.duties(book, b, 3)
    prose.heading(book, "二、部门收支总体情况", 12, 2)
    prose.overview(book, b)
    prose.heading(book, "三、财政拨款情况说明", 12, 2)
    prose.by_class(book, b)
    prose.basic_split(book, b)
    prose.heading(book, "四、“三公”经费情况说明", 12, 2)
    prose.sangong(book, b)
    prose.heading(book, "五、其他重要事项的情况说明", 12, 2)
    prose.operating(book, b)
    prose.heading(book, "六、专业性名词解释", 12, 2)
    prose.terms(book)
    book.paragraph("部门预算公开联系人：甲某　　联系方式：13800000000")
    names = ["合  计", "基本支出", "项目支出"]
    income = [lambda c: b.income(c)] + [lambda c, s=s: b.income(c, s) for s in ("gpb", "fund", "capital", "other")]
    s = b.sangong
    title = f"{b.year}年"
    basic_rows = [["合      计", "<"] + [WAN(v("")) for v in person_columns(b)]]
    basic_rows += economic_rows(b, WAN, person_columns(b), "joined", indent="  ")
    tables = [
        summary(b),
        by_function(b, title + "部门收入总体情况表", ["总 计", "一般公共\n预算拨款\n收入", "政府性基\n金预算拨\n款收入",
                                             "国有资本\n经营预算\n拨款收入", "其他\n收入"], income),
        by_function(b, title + "部门支出总体情况表", names, spend_columns(b)),
        fiscal_summary(b),
        by_function(b, title + "一般公共预算支出情况表", names, spend_columns(b, "gpb"), "gpb", f"{b.year}年预算数"),
        Table(title + "一般公共预算基本支出情况表", "万元",
              [["部门预算支出经济分类科目", "<", f"{b.year}年基本支出", "<", "<"], ["科目编码", "科目名称", "总  计", "人员经费", "日常公用经费"]],
              basic_rows, ["code", "label"] + ["amount"] * 3, [90, 260, 130, 130, 130], bold_rows={0}),
        Table(title + "一般公共预算“三公”经费支出情况表", "万元",
              [["总计", "因公出国（境）费", "公务用车购置及运行费", "<", "<", "公务接待费"], ["^", "^", "小计", "公务用车购置费", "公务用车运行费", "^"]],
              [[WAN(s[k]) for k in ("total", "abroad", "car", "buy", "run", "guest")]], ["amount"] * 6, [120] * 6),
        by_function(b, title + "政府性基金预算支出情况表", names, spend_columns(b, "fund"), "fund", "本年政府性基金预算支出"),
        Table(title + "国有资本经营预算支出情况表", "万元",
              [["科目编码", "科目名称", "本年国有资本经营预算支出", "<", "<"], ["^", "^", "合  计", "基本支出", "项目支出"]],
              [[""] * 5], ["code", "label"] + ["amount"] * 3, [90, 260, 130, 130, 130],
              notes=["备注：本单位无国有资本经营预算收支，故此表无数据。"])]
    for number, table in zip(NUMBERS, tables):
        table.number, table.left, table.unit_line = number, f"单位名称:{b.department}", "单位:万元"
        draw_table(book, table, placed if number in NUMBERS[::2] else style)
    write_book(book, name[:6], facts(b, WAN, sangong_total=WAN(s["total"]), jiguan_yunxing=WAN(b.operating)),
               "重庆: amounts whose glyphs are declared one em wide and placed one by one (tables 1, 3, 5, 7, 9), or with .82 in "
               "Times in its own block, 0.6 pt lower (2, 4, 6, 8); 合计 first on both sides; 表九 at the foot of the page "
               "before; 一、本年支出 as a heading row with an amount; indented codes; bold rows by stroke (Tr 2)")

"""烟台 style: /Rotate 90 with turned text, staircase codes, title and header on every page, two economic classifications."""

import fonts
import prose
from book import Book
from catalog import ECONOMIC
from drawing import draw_table
from grid import Style, Table
from model import CENT_OF_WAN, Money, Project, make
from truth import write_book
from views import blank_rows, class_rows, code_cells, facts, function_rows, government_code, side_by_side, spend_columns

WAN = Money()
CODES = [["科目编码", "<", "<", "科目名称"], ["类", "款", "项", "^"]]
ROLES = ["code", "code", "code", "label"]


def budget():
    return make(seed=37, staff=84, grain=CENT_OF_WAN, run_leaf="2240101", cars=5, guest=31_000, province="东澜省",
                city="临汐市", county="", department="临汐市应急管理局", code="313", year=2026, level="部门",
                projects=[Project("安全生产专项检查", "2240106", "30227", 38_650), Project("应急物资储备", "2240109", "31003", 52_040),
                          Project("应急指挥平台运维", "2240109", "30213", 17_320), Project("防灾减灾宣传", "2240199", "30202", 4_890),
                          Project("特种车辆更新", "2240109", "31013", 4_600)])


def summary(b):
    income = [["一、一般公共预算收入", WAN(b.income())], ["二、政府性基金预算收入", ""], ["三、国有资本经营预算收入", ""],
              ["四、财政专户管理资金收入", ""], ["五、单位资金收入", ""]]
    rows = side_by_side(income, class_rows(b, WAN, [lambda c: b.spend(c)]))
    rows += [["本 年 收 入 合 计", WAN(b.income()), "本 年 支 出 合 计", WAN(b.total)], ["上年结转", "", "结转下年", ""],
             ["收 入 总 计", WAN(b.total), "支 出 总 计", WAN(b.total)]]
    header = [["收        入", "<", "支        出", "<"], ["项目", "预算数", "项目", "预算数"]]
    return Table("收支总体情况表", "万元", header, rows, ["label", "amount", "label", "amount"], [220, 130, 240, 130])


def stairs(b, title, names, values, source=None, note=""):
    header = [CODES[0] + names, CODES[1] + ["^"] * len(names)]
    rows = function_rows(b, WAN, values, "stair", source)
    if rows:
        rows.insert(0, ["", "", "", "合     计"] + [WAN(v("")) for v in values])
        rows += blank_rows(4 + len(names), 3)        # the printed form goes on, empty
    else:
        rows = blank_rows(4 + len(names), 1)
    return Table(title, "万元", header, rows, ROLES + ["amount"] * len(names),
                 [40, 40, 40, 240] + [380 / len(names)] * len(names), notes=[note] if note else [])


def basic(b):
    """部门 and 政府 economic classification side by side; the 政府 half repeats its class."""
    header = [["科目编码", "<", "部门预算支出经济分类科目名称", "科目编码", "<", "政府预算支出经济分类科目名称", "基本支出预算数", "<", "<"],
              ["类", "款", "^", "类", "款", "^", "合计", "人员支出", "日常公用支出"]]
    parts = ("basic", "person", "public")
    rows = [["", "", "合计", "", "", ""] + [WAN(b.spend_economic("", p)) for p in parts]]
    for code in b.economic_codes("basic", "gpb"):
        own, name = government_code(code)
        government = [own[:3], own[3:], name]
        indent = "  " if len(code) == 5 else ""
        rows.append(code_cells(code, "split2") + [indent + ECONOMIC[code]] + government
                    + [WAN(b.spend_economic(code, p)) for p in parts])
    return Table("一般公共预算基本支出情况表", "万元", header, rows,
                 ["code", "code", "label"] * 2 + ["amount"] * 3, [38, 34, 170, 38, 34, 150, 92, 92, 92])


def three_public(b):
    """Last year's and this year's halves side by side."""
    s = b.sangong
    half = ["合计", "因公出国\n（境）经费", "公务用车购置及运行维护费", "<", "<", "公务接待费"]
    low = ["^", "^", "小计", "公务用车\n购置费", "公务用车\n运行维护费", "^"]
    header = [[f"{b.year - 1}年预算数"] + ["<"] * 5 + [f"{b.year}年预算数"] + ["<"] * 5, half * 2, low * 2]
    delta = b.prior_sangong - s["total"]
    before = dict(s, run=s["run"] + delta, car=s["car"] + delta, total=b.prior_sangong)
    keys = ("total", "abroad", "car", "buy", "run", "guest")
    row = [WAN(x[k]) for x in (before, s) for k in keys]
    return Table("一般公共预算“三公”经费支出情况表", "万元", header, [row], ["amount"] * 12, [62] * 12)


def document(out, name="c00004_2026年临汐市应急管理局部门预算.pdf"):
    b = budget()
    book = Book(out / name, fonts.SANS, "WPS Office (invented)", turn=True, footer="— {} —", title="2026年部门预算")
    style = Style(fonts.SANS, size=8.5, row_height=21, repeat="all", number_place="right", title_size=15)
    titles = ["收支总体情况表", "收入总体情况表", "支出总体情况表", "一般公共预算支出情况表", "一般公共预算基本支出情况表",
              "一般公共预算“三公”经费支出情况表", "政府性基金预算支出情况表", "国有资本经营预算支出情况表"]
    book.cover([f"{b.year}年{b.department}部门预算"])
    book.contents([(0, "第一部分 部门概况", None), (1, "一、主要职责", None), (1, "二、机构设置情况", None),
                   (0, f"第二部分 {b.year}年部门预算表", None)]
                  + [(1, f"{'一二三四五六七八'[i]}、{t}", None) for i, t in enumerate(titles)]
                  + [(0, f"第三部分 {b.year}年部门预算情况和重要事项说明", None), (0, "第四部分 名词解释", None)])
    book.new_page()
    prose.heading(book, "第一部分", 22, align="centre")
    prose.heading(book, "部门概况", 22, align="centre")
    prose.heading(book, "一、主要职责", indent=2)
    prose.duties(book, b)
    prose.heading(book, "二、机构设置情况", indent=2)
    book.paragraph("内设办公室、人事科、规划财务科、应急指挥科、安全生产协调科等科室。")
    names = ["合计", "基本支出", "项目支出"]
    source_names = ["合计", "一般公共预算", "政府性基金\n预算", "国有资本\n经营预算", "单位资金"]
    income = [lambda c: b.income(c), lambda c: b.income(c, "gpb"), lambda c: 0, lambda c: 0, lambda c: 0]
    none = [lambda c: 0] * 3
    tables = [summary(b), stairs(b, titles[1], source_names, income), stairs(b, titles[2], names, spend_columns(b)),
              stairs(b, titles[3], names, spend_columns(b, "gpb"), "gpb"), basic(b), three_public(b),
              stairs(b, titles[6], names, none, "fund", f"（注：{b.year}年没有使用政府性基金预算拨款安排的支出。）"),
              stairs(b, titles[7], names, none, "capital", f"（注：{b.year}年没有使用国有资本经营预算拨款安排的支出。）")]
    for i, table in enumerate(tables, 1):
        table.number, table.left, table.unit_line = f"公开表{i}", f"部门（单位）：{b.department}", "单位：万元"
        draw_table(book, table, style)
    book.new_page()
    prose.heading(book, "第三部分", 22, align="centre")
    prose.heading(book, f"{b.year}年部门预算情况和重要事项说明", 18, align="centre")
    prose.heading(book, "一、收支总体情况说明", indent=2)
    prose.overview(book, b)
    prose.heading(book, "二、一般公共预算支出情况说明", indent=2)
    prose.by_class(book, b)
    prose.basic_split(book, b)
    prose.heading(book, "三、“三公”经费支出情况说明", indent=2)
    prose.sangong(book, b)
    prose.heading(book, "四、机关运行经费情况说明", indent=2)
    prose.operating(book, b)
    book.new_page()
    prose.heading(book, "第四部分", 22, align="centre")
    prose.heading(book, "名词解释", 22, align="centre")
    prose.terms(book)
    write_book(book, name[:6], facts(b, WAN, sangong_total=WAN(b.sangong["total"]), jiguan_yunxing=WAN(b.operating)),
               "烟台: portrait MediaBox with /Rotate 90 and turned text on table pages, staircase codes with blank 类/款 "
               "after a page break, title and header on every page, 部门 and 政府 economic classes side by side, empty rows")

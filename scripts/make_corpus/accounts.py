"""决算 (final accounts): the nine tables of the ministry's template, 栏次 and 行次, 公开01表 at the right edge."""

import fonts
import prose
from book import Book
from catalog import ECONOMIC
from drawing import draw_table
from grid import Style, Table
from model import CENT_OF_WAN, Money, Project, make, percent
from truth import write_book
from views import class_rows, facts, function_rows, spend_columns, total_row

WAN = Money()
LEAF = "2010608"


def budget():
    b = make(seed=71, staff=49, grain=CENT_OF_WAN, run_leaf="2010601", cars=3, guest=9_400, province="云岭省", city="江澄市",
             county="", department="江澄市财政局", code="113001", year=2025, level="部门",
             projects=[Project("财政预算评审", LEAF, "30227", 23_418), Project("上年结转的绩效评价", LEAF, "30227", 4_914, carried=True),
                       Project("会计管理信息化", "2010602", "30213", 8_655), Project("县域财政培训", "2010602", "30216", 620, "other"),
                       Project("老旧片区改造", "2120803", "30213", 36_000, "fund")])
    b.saved = {LEAF: 5_534 * CENT_OF_WAN}
    b.check()
    return b


def numbered(left, right, first=1):
    """Two sides with their 行次: the left side counts first, the right side goes on."""
    rows = []
    for i, (a, c) in enumerate(zip(left, right)):
        rows.append([a[0], str(first + i)] + a[1:] + [c[0], str(first + len(left) + i)] + c[1:])
    return rows


def pad(rows, count, width):
    return rows + [[""] * width for _ in range(count - len(rows))]


def summary(b):
    sources = [("一、一般公共预算财政拨款收入", "gpb"), ("二、政府性基金预算财政拨款收入", "fund"),
               ("三、国有资本经营预算财政拨款收入", "capital"), ("四、上级补助收入", None), ("五、事业收入", None), ("六、经营收入", None),
               ("七、附属单位上缴收入", None), ("八、其他收入", "other")]
    left = [[n, WAN(b.income("", s)) if s else ""] for n, s in sources]
    right = class_rows(b, WAN, [lambda c: b.spend(c)])
    left = pad(left, len(right), 2)
    total = WAN(b.income() + b.carry_in())
    left += [["本年收入合计", WAN(b.income())], ["使用非财政拨款结余", ""], ["年初结转和结余", WAN(b.carry_in())], ["总计", total]]
    right += [["本年支出合计", WAN(b.total)], ["结余分配", ""], ["年末结转和结余", WAN(b.carry_out())], ["总计", total]]
    return Table("收入支出决算总表", "万元", [["收入", "<", "<", "支出", "<", "<"], ["项目", "行次", "金额"] * 2],
                 numbered(left, right), ["label", "ordinal", "amount"] * 2, [160, 30, 78, 160, 30, 78],
                 ordinals=["栏次", "", "1", "栏次", "", "2"],
                 notes=["注：本表反映部门本年度的总收支和年末结转结余情况。本套报表金额单位转换时可能存在尾数误差。"])


def by_function(b, title, names, values, note, source=None, head="项目"):
    header = [[head, "<"] + names, ["科目代码", "科目名称"] + ["^"] * len(names)]
    rows = [total_row(WAN, values, 2)] + function_rows(b, WAN, values, "joined", source)
    return Table(title, "万元", header, rows, ["code", "label"] + ["amount"] * len(names),
                 [62, 168] + [500 / len(names)] * len(names), notes=[note],
                 ordinals=["栏次", "<"] + [str(i + 1) for i in range(len(names))])


def fiscal_summary(b):
    kinds = ("gpb", "fund", "capital")
    columns = [lambda c: b.spend(c, "all", "fiscal")] + [lambda c, s=s: b.spend(c, "all", s) for s in kinds]
    right = class_rows(b, WAN, columns, source="fiscal")
    names = ["一、一般公共预算财政拨款", "二、政府性基金预算财政拨款", "三、国有资本经营预算财政拨款"]
    left = pad([[n, WAN(b.income("", s))] for n, s in zip(names, kinds)], len(right), 2)
    carry, saved, total = b.carry_in(), b.carry_out(), b.income("", "fiscal") + b.carry_in()
    left += [["本年收入合计", WAN(b.income("", "fiscal"))], ["年初财政拨款结转和结余", WAN(carry)],
             ["  一般公共预算财政拨款", WAN(carry)], ["总计", WAN(total)]]
    gpb = b.spend("", "all", "gpb") + saved
    right += [["本年支出合计"] + [WAN(c("")) for c in columns], ["年末财政拨款结转和结余", WAN(saved), WAN(saved), "", ""],
              [""] * 5, ["总计", WAN(total), WAN(gpb), WAN(b.spend("", "all", "fund")), ""]]
    header = [["收入", "<", "<", "支出", "<", "<", "<", "<", "<"],
              ["项目", "行次", "金额", "项目", "行次", "合计", "一般公共预算\n财政拨款", "政府性基金\n预算财政拨款", "国有资本经营\n预算财政拨款"]]
    return Table("财政拨款收入支出决算总表", "万元", header, numbered(left, right),
                 ["label", "ordinal", "amount", "label", "ordinal"] + ["amount"] * 4, [150, 26, 66, 150, 26, 70, 76, 70, 70],
                 ordinals=["栏次", "", "1", "栏次", "", "2", "3", "4", "5"],
                 notes=["注：本表反映部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支情况。"])


def basic(b):
    """Three groups next to each other; the last row gives the two sums."""
    names = sorted(ECONOMIC)
    groups = [[c for c in names if c.startswith("301")] + [c for c in names if c.startswith("303")],
              [c for c in names if c.startswith("302")][:9],
              [c for c in names if c.startswith("302")][9:] + [c for c in names if c.startswith("310")]]
    sides = [[[c, ECONOMIC[c], WAN(b.spend_economic(c))] for c in g] for g in groups]
    deep = max(map(len, sides))
    rows = [sum(r, []) for r in zip(*(pad(s, deep, 3) for s in sides))]
    rows.append(["人员经费合计", "<", WAN(b.spend("", "person")), "公用经费合计", "<", "<", "<", "<", WAN(b.operating)])
    header = [["人员经费", "<", "<", "公用经费", "<", "<", "<", "<", "<"], ["科目代码", "科目名称", "决算数"] * 3]
    return Table("一般公共预算财政拨款基本支出决算明细表", "万元", header, rows, ["code", "label", "amount"] * 3,
                 [54, 130, 62, 54, 120, 62, 54, 120, 62], notes=["注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。"])


def fund(b):
    names = ["年初结转和结余", "本年收入", "本年支出", "<", "<", "年末结转和结余"]
    header = [["项目", "<"] + names, ["科目代码", "科目名称", "^", "^", "小计", "基本支出", "项目支出", "^"]]
    values = [lambda c: 0, lambda c: b.income(c, "fund"), *spend_columns(b, "fund"), lambda c: 0]
    rows = [total_row(WAN, values, 2)] + function_rows(b, WAN, values, "joined", "fund")
    return Table("政府性基金预算财政拨款收入支出决算表", "万元", header, rows, ["code", "label"] + ["amount"] * 6,
                 [60, 190] + [78] * 6, ordinals=["栏次", "<"] + list("123456"),
                 notes=["注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。"])


def capital():
    header = [["项目", "<", "本年支出", "<", "<"], ["科目代码", "科目名称", "合计", "基本支出", "项目支出"]]
    rows = [["合计", "<", "", "", ""], [""] * 5]
    return Table("国有资本经营预算财政拨款支出决算表", "万元", header, rows, ["code", "label"] + ["amount"] * 3,
                 [60, 220, 146, 146, 146], ordinals=["栏次", "<"] + list("123"),
                 notes=["注：本部门没有国有资本经营预算收入，也没有使用国有资本经营预算安排的支出，故本表无数据。"])


def three_public(b):
    keys = ("total", "abroad", "car", "buy", "run", "guest")
    planned = dict(b.sangong_budget)
    planned["car"] = planned["buy"] + planned["run"]
    planned["total"] = planned["car"] + planned["abroad"] + planned["guest"]
    top = ["合计", "因公出国\n（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费"]
    low = ["^", "^", "小计", "公务用车\n购置费", "公务用车\n运行维护费", "^"]
    header = [["预算数"] + ["<"] * 5 + ["决算数"] + ["<"] * 5, top * 2, low * 2]
    row = [WAN(x[k]) for x in (planned, b.sangong) for k in keys]
    return Table("财政拨款“三公”经费支出决算表", "万元", header, [row], ["amount"] * 12, [61] * 12,
                 ordinals=[str(i) for i in range(1, 13)])


def operating(b):
    header = [["单位名称", "合计", "一般公共预算", "政府性基金预算"]]
    rows = [["合计", WAN(b.operating), WAN(b.operating), ""], [b.department, WAN(b.operating), WAN(b.operating), ""]]
    return Table("机关运行经费支出决算表", "万元", header, rows, ["label"] + ["amount"] * 3, [282, 150, 150, 150])


def document(out, name="c00010_2026年江澄市财政局部门决算.pdf"):
    """The file name says 2026; it holds the final accounts of 2025 (layouts.md 1.3)."""
    b = budget()
    book = Book(out / name, fonts.SERIF, "Microsoft Excel (invented)", footer="{}", head=fonts.SANS, title="部门决算")
    style = Style(fonts.SERIF, size=8, row_height=15, title_size=14, title_font=fonts.SANS, repeat="header")
    tight = Style(fonts.SERIF, size=8, row_height=16, title_size=8, repeat="header")
    book.cover([b.department, f"{b.year}年度部门决算"])
    titles = ["收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
              "一般公共预算财政拨款基本支出决算明细表", "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表",
              "财政拨款“三公”经费支出决算表"]
    book.contents([(0, f"第一部分 {b.department}概况", 3), (0, f"第二部分 {b.year}年度部门决算表", 4)]
                  + [(1, f"{'一二三四五六七八九'[i]}、{t}", None) for i, t in enumerate(titles)]
                  + [(0, f"第三部分 {b.year}年度部门决算情况说明", 13), (0, "第四部分 名词解释", 14)])
    book.new_page()
    prose.heading(book, f"第一部分 {b.department}概况", 18, align="centre")
    prose.heading(book, "一、主要职责")
    prose.duties(book, b)
    prose.heading(book, "二、部门决算单位构成")
    units = Table("", "", [["序号", "单位名称", "备注"]], [["1", b.department + "（本级）", ""], ["2", "江澄市财政信息中心", "二级预算单位"]],
                  ["ordinal", "text", "text"], [50, 240, 110], scored=False, remark="机构设置: no financial table")
    draw_table(book, units, style, fresh=False, gap=10)
    income = [lambda c: b.income(c), lambda c: b.income(c, "fiscal"), lambda c: 0, lambda c: 0, lambda c: 0, lambda c: 0,
              lambda c: b.income(c, "other")]
    spend = spend_columns(b) + [lambda c: 0] * 3
    tables = [
        (summary(b), False, True),
        (by_function(b, titles[1], ["本年收入合计", "财政拨款\n收入", "上级补助\n收入", "事业收入", "经营收入", "附属单位\n上缴收入", "其他收入"],
                     income, "注：本表反映部门本年度取得的各项收入情况。"), True, True),
        (by_function(b, titles[2], ["本年支出合计", "基本支出", "项目支出", "上缴上级\n支出", "经营支出", "对附属单位\n补助支出"], spend,
                     "注：本表反映部门本年度各项支出情况。"), True, True),
        (fiscal_summary(b), True, True),
        (by_function(b, titles[4], ["小计", "基本支出", "项目支出"], spend_columns(b, "gpb"),
                     "注：本表反映部门本年度一般公共预算财政拨款支出情况。", "gpb"), True, True),
        (basic(b), True, True), (fund(b), True, True), (capital(), True, False), (three_public(b), True, True)]
    for i, (table, landscape, fresh) in enumerate(tables, 1):
        table.number, table.left, table.unit_line = f"公开{i:02}表", f"部门：{b.department}", "金额单位：万元"
        draw_table(book, table, style, landscape, fresh)
    below = operating(b)                    # starts directly under the 三公 table, its title no larger than a cell
    below.unit_line = "金额单位：万元"
    draw_table(book, below, tight, fresh=False, gap=2)
    book.new_page()
    prose.heading(book, f"第三部分 {b.year}年度部门决算情况说明", 18, align="centre")
    words = Money(empty="0.00")
    prose.heading(book, "一、收入支出决算总体情况说明")
    total = b.income() + b.carry_in()
    book.paragraph(f"{b.year}年度收入总计、支出总计均为{words(total)}万元。其中：本年收入合计{words(b.income())}万元，年初结转和结余"
                   f"{words(b.carry_in())}万元；本年支出合计{words(b.total)}万元，年末结转和结余{words(b.carry_out())}万元。",
                   facts=[("总计", "amount", words(total), "万元"), ("本年收入合计", "amount", words(b.income()), "万元"),
                          ("年初结转和结余", "amount", words(b.carry_in()), "万元"), ("本年支出合计", "amount", words(b.total), "万元"),
                          ("年末结转和结余", "amount", words(b.carry_out()), "万元")])
    prose.heading(book, "二、支出决算情况说明")
    prose.by_class(book, b, words)
    prose.basic_split(book, b, words)
    prose.heading(book, "三、财政拨款“三公”经费支出决算情况说明")
    planned, spent = sum(b.sangong_budget.values()), b.sangong["total"]
    book.paragraph(f"{b.year}年度“三公”经费支出预算为{words(planned)}万元，支出决算为{words(spent)}万元，完成预算的"
                   f"{percent(spent, planned)}%。",
                   facts=[("三公经费", "prior_amount", words(planned), "万元"), ("三公经费", "amount", words(spent), "万元"),
                          ("三公经费", "completion", percent(spent, planned), "%")])
    book.new_page()
    prose.heading(book, "第四部分 名词解释", 18, align="centre")
    prose.terms(book)
    more = {"income_total": WAN(total), "year_income": WAN(b.income()), "year_expenditure": WAN(b.total),
            "personnel": WAN(b.spend("", "person")), "public_use": WAN(b.operating), "sangong_budget": WAN(planned),
            "sangong_final": WAN(spent), "file_name_lies": ["year"]}
    write_book(book, name[:6], facts(b, WAN, "final accounts", **more),
               "决算: F01-F09 with 栏次 row and 行次 columns, 公开NN表 at the right edge, two tables on a page, one directly under "
               "the other, notes under every table, blank table, carry-over in and out, a table that is no budget table")

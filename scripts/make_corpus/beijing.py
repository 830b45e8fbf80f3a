"""北京 style: 万元 with six decimals, joined codes (leaf rows only), the wide performance table, and the narrative apart."""

import fonts
import prose
from book import Book
from catalog import ECONOMIC, FUNCTIONS
from drawing import draw_table
from grid import Style, Table
from model import Indicator, Money, Project, make
from truth import write_book
from views import class_rows, facts, form, function_rows, government_code, side_by_side, spend_columns, total_row

SIX = Money("万元", 6)


def indicators(first, unit, count):
    """Indicators as the 2021 scheme names them; 定性 ones carry a grade."""
    return [Indicator("产出指标", "数量指标", f"{first}数量", "≥", str(count), unit),
            Indicator("产出指标", "质量指标", f"{first}验收合格率", "＝", "100", "%"),
            Indicator("产出指标", "时效指标", "12月底前支出进度", "＝", "100", "%"),
            Indicator("效益指标", "社会效益指标", f"{first}对公共服务质量的提升", "定性", "优", ""),
            Indicator("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥", "95", "%"),
            Indicator("成本指标", "经济成本指标", f"{first}成本控制数", "≤", "120.5", "万元")]


def budget():
    goal = "保障{}按计划完成，规范管理，提高资金使用效益，为群众和企业提供更加便捷的服务。"
    names = [("11000026T000001-综合窗口委托服务", "2010399", "30227", 14_560, "窗口", "个", 42),
             ("11000026T000002-政务服务平台运维", "2010399", "30213", 8_730, "系统", "套", 6),
             ("11000026T000003-出国（境）经费", "2010302", "30212", 930, "出访团组", "个", 1),
             ("11000026T000004-办公设备更新", "2010302", "31002", 410, "设备", "台", 18)]
    projects = [Project(n, leaf, e, a, goal=goal.format(w), indicators=indicators(w, u, k), carried=(i == 1))
                for i, (n, leaf, e, a, w, u, k) in enumerate(names)]
    projects.append(Project("11000026T000005-其他资金安排的培训", "2010302", "30216", 120, "other",
                            goal=goal.format("培训"), indicators=indicators("培训班", "期", 3)))
    return make(seed=23, staff=61, grain=1, run_leaf="2010301", cars=3, guest=24_000, province="", city="北溟市", county="",
                department="北溟市政务服务中心", code="014001", year=2026, level="部门", projects=projects)


def summary(b, title, source=None):
    kind = {"fiscal": ["一、一般公共预算资金", "二、政府性基金预算资金", "三、国有资本经营预算资金"]}.get(source)
    gpb = b.income("", "gpb")
    if kind:
        income = [[kind[0], SIX(gpb)], [kind[1], ""], [kind[2], ""]]
    else:
        names = ["一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "财政专户管理资金收入", "事业收入",
                 "上级补助收入", "附属单位上缴收入", "事业单位经营收入", "其他收入"]
        found = {0: SIX(gpb), 8: SIX(b.income("", "other"))}
        income = [["一二三四五六七八九"[i] + "、" + n, found.get(i, "")] for i, n in enumerate(names)]
    rows = side_by_side(income, class_rows(b, SIX, [lambda c: b.spend(c, "all", source)], source=source))
    now, carried, total = b.income("", source), b.carry_in(source), b.spend("", "all", source)
    rows += [["本年收入合计", SIX(now), "本年支出合计", SIX(total)], ["上年结转结余", SIX(carried), "年终结转结余", ""],
             ["收入总计", SIX(now + carried), "支出总计", SIX(total)]]
    header = [["收   入", "<", "支   出", "<"], ["项   目", "预算数", "项   目", "预算数"]]
    table = Table(title, "万元", header, rows, ["label", "amount", "label", "amount"], [220, 150, 220, 150])
    table.bold_rows = {len(rows) - 3, len(rows) - 1}
    return table


def income_table(b):
    """One row, no codes: the columns are the sources, twice (this year, carried over)."""
    now, carried = b.income(), b.carry_in()
    header = [["合计", "本年收入", "<", "<", "<", "<", "上年结转结余", "<", "<"],
              ["^", "小计", "一般公共预算资金", "政府性基金预算资金", "国有资本经营预算资金", "其他收入", "小计", "一般公共预算资金",
               "其他资金"]]
    row = [SIX(now + carried), SIX(now), SIX(b.income("", "gpb")), "", "", SIX(b.income("", "other")), SIX(carried),
           SIX(b.carry_in("gpb")), ""]
    return Table("预算02表 收入总表", "万元", header, [row], ["amount"] * 9, [82] * 9)


def by_pair(b, title, part, source, person=False):
    """Leaf codes with both economic classifications, `2010801-行政运行`."""
    rows = []
    for (leaf, economic), kinds in b.by_pair(part, source).items():
        total = kinds["basic"] + kinds["project"]
        code, name = government_code(economic)
        left = [f"{leaf}-{FUNCTIONS[leaf]}"] if not person else []
        if person:
            public = economic[:3] not in ("301", "303")
            amounts = [total, 0 if public else total, total if public else 0]
        else:
            amounts = [total, kinds["basic"], kinds["project"]]
        rows.append(left + [f"{code}-{name}", f"{economic}-{ECONOMIC[economic]}"] + [SIX(a) for a in amounts])
    if person:
        header = [["政府支出经济分类科目", "部门支出经济分类科目", "预算数", "<", "<"], ["^", "^", "合计", "人员经费", "公用经费"]]
        values = [b.spend("", "basic"), b.spend("", "person"), b.operating]
        rows.append(["合      计", "<"] + [SIX(v) for v in values])
        roles, widths = ["label", "label"] + ["amount"] * 3, [120, 170, 75, 75, 75]
    else:
        header = [["支出功能分类科目", "政府支出经济分类科目", "部门支出经济分类科目", "合计", "基本支出", "项目支出"]]
        values = [b.spend("", p, source) for p in ("all", "basic", "project")]
        rows.append(["合      计", "<", "<"] + [SIX(v) for v in values])
        roles, widths = ["label"] * 3 + ["amount"] * 3, [128, 94, 110, 66, 66, 66]
    table = Table(title, "万元", header, rows, roles, widths)
    table.bold_rows = {len(rows) - 1}
    return table


def gpb(b, title, source):
    """Leaf rows only, no parents, no total on top."""
    values = spend_columns(b, source)
    rows = function_rows(b, SIX, values, "joined", source, levels=(7,))
    rows.append(total_row(SIX, values, 2, "合      计"))
    header = [["功能分类科目", "<", "预算数", "<", "<"], ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    table = Table(title, "万元", header, rows, ["code", "label"] + ["amount"] * 3, [80, 250, 130, 130, 130])
    table.bold_rows = {len(rows) - 1}
    return table


def three_public(b):
    s = b.sangong
    header = [["“三公”经费财政拨款预算总额", "因公出国（境）费用", "公务接待费", "公务用车购置及运行维护费", "<", "<"],
              ["^", "^", "^", "小计", "公务用车购置费", "公务用车运行维护费"]]
    row = [SIX(s[k]) for k in ("total", "abroad", "guest", "car", "buy", "run")]
    return Table("预算 09表 财政拨款“三公 ”经费支出表", "万元", header, [row], ["amount"] * 6, [130, 110, 100, 120, 120, 130],
                 remark="the printed title has blanks inside")


def performance(b):
    """One wide table for all projects; the project's cells are merged over its rows and vertically centred."""
    header = [["项目名称", "项目总额", "其中：", "<", "绩效目标", "一级指标", "二级指标", "三级指标", "绩效指标性质", "本年绩效指标值",
               "绩效度量单位"], ["^", "^", "财政资金", "其他资金"] + ["^"] * 7]
    rows = []
    for p in b.projects:
        fiscal, other = (p.amount, 0) if p.source != "other" else (0, p.amount)
        for i, x in enumerate(p.indicators):
            head = [p.name, SIX(p.amount), SIX(fiscal), SIX(other), p.goal] if i == 0 else ["^"] * 5
            rows.append(head + [x.level1, x.level2, x.level3, x.comparator, x.value, x.unit])
    roles = ["label", "amount", "amount", "amount", "text", "text", "text", "text", "unit", "unit", "unit"]
    return Table("预算表12 项目支出绩效目标表", "万元", header, rows, roles, [92, 62, 62, 56, 130, 60, 76, 104, 44, 44, 40],
                 scored=False)


def tables_document(out, name="c00002_附件2：北溟市政务服务中心2026年度部门预算报表.pdf"):
    """Tables only: no title page, no narrative, no department name until the last table."""
    b = budget()
    book = Book(out / name, fonts.NAMED, "WPS 表格 (invented)", title="附件2")
    style = Style(fonts.NAMED, size=8, row_height=14, title_size=13, number_place="right", bold="stroke", repeat="header")
    upright = Style(fonts.NAMED, size=7, row_height=13, title_size=12, bold="stroke", repeat="header")
    form_style = Style(fonts.NAMED, size=7.5, row_height=36, title_size=13, bold="stroke", repeat="none")
    empty = [["功能分类科目", "<", "预算数", "<", "<"], ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    blank = [["合   计", "<", "", "", ""]]
    names = [f"预算{n}表 {t}" for n, t in (("07", "政府性基金预算支出表"), ("08", "国有资本经营预算支出表"))]
    tables = [
        (summary(b, "预算01表 收支总表"), style, True), (income_table(b), style, True),
        (by_pair(b, "预算03表 支出总表", "all", None), upright, False),
        (summary(b, "预算04表 财政拨款收支总表", "fiscal"), style, True),
        (gpb(b, "预算05表 一般公共预算支出表", "gpb"), style, True),
        (by_pair(b, "预算06表 一般公共预算基本支出表", "basic", "gpb", person=True), upright, False),
        *[(Table(t, "万元", empty, blank, ["code", "label"] + ["amount"] * 3, [80, 250, 130, 130, 130],
                 notes=["注：本部门无相关内容。"]), style, True) for t in names],
        (three_public(b), style, True),
    ]
    for table, how, landscape in tables:
        table.unit_line = "金额单位：万元"
        draw_table(book, table, how, landscape)
    last = performance(b)
    last.left, last.unit_line = f"部门名称：{b.department}", "金额单位：万元"
    draw_table(book, last, form_style)
    row = 0
    for p in b.projects:
        funds = [{"source": "财政资金" if p.source != "other" else "其他资金", "amount": SIX(p.amount)}]
        book.forms.append(form(last.row_pages[row], p, b, SIX, funds=funds) | {"total": SIX(p.amount)})
        row += len(p.indicators)
    write_book(book, name[:6], facts(b, SIX, sangong_total=SIX(b.sangong["total"])),
               "北京 附件2: six decimals, joined leaf codes without parents, both economic classifications glued to their "
               "names, wide performance table with merged centred project cells over a page break, fonts not embedded")


def narrative_document(out, name="c00003_附件1：北溟市政务服务中心2026年度部门预算情况说明.pdf"):
    """The narrative of the same department, in a file without tables."""
    b = budget()
    book = Book(out / name, fonts.NAMED, "WPS 文字 (invented)", footer="— {} —", title="附件1")
    money = Money("万元", 6, empty="0")
    book.cover([b.department, f"{b.year}年度部门预算情况说明"])
    book.contents([(0, "第一部分 部门预算情况说明", 3), (1, "一、部门情况说明", 3), (1, "二、收入预算情况说明", 3),
                   (1, "三、支出预算情况说明", 4), (1, "四、部门“三公”经费财政拨款预算说明", 4), (1, "五、其他情况说明", 4),
                   (0, "第二部分 名词解释", 5)])
    book.new_page()
    prose.heading(book, "第一部分 部门预算情况说明", 18, align="centre")
    prose.heading(book, "一、部门情况说明")
    prose.heading(book, "（一）部门机构设置、职责", 12, 2)
    prose.duties(book, b, 5)
    prose.heading(book, "（二）人员构成情况", 12, 2)
    book.paragraph("本部门行政编制61人，实有人数61人。")
    prose.heading(book, "二、收入预算情况说明")
    prose.overview(book, b, money)
    book.new_page()
    prose.heading(book, "三、支出预算情况说明")
    prose.by_class(book, b, money)
    prose.basic_split(book, b, money)
    prose.heading(book, "四、部门“三公”经费财政拨款预算说明")
    prose.sangong(book, b, money)
    prose.heading(book, "五、其他情况说明")
    prose.heading(book, "（一）机关运行经费说明", 12, 2)
    prose.operating(book, b, money)
    prose.heading(book, "（二）绩效目标情况说明", 12, 2)
    prose.performance(book, b, money)
    book.new_page()
    prose.heading(book, "第二部分 名词解释", 18, align="centre")
    prose.terms(book)
    write_book(book, name[:6], facts(b, money), "北京 附件1: narrative only, contents with dot leaders, no table")

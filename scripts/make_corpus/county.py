"""County text: tab-separated, as a converter leaves it (山西 兴县). One in UTF-8, a smaller one in GB18030 with CRLF."""

import generic
import prose
import truth
from grid import Table
from model import CENT_OF_WAN, Indicator, Money, Project, make, percent
from views import facts, form

WAN = Money()
YUAN = Money("元", 0, empty="0")


class Text:
    """A text document being written; takes paragraphs the way a Book does, so prose.py can fill it."""

    def __init__(self, path, encoding="utf-8", newline="\n"):
        self.path, self.encoding, self.newline = path, encoding, newline
        self.lines, self.tables, self.forms, self.statements = [], [], [], []
        self.top = 0
        self.told = []                 # as of a Book, and ("row", cells)
        self.bold = self.head = ""

    def line(self, *lines):
        for x in lines:
            self.lines += [x, ""]
            self.told.append(("text", x))

    def paragraph(self, text, *_, facts=(), **__):
        self.line(text)
        if facts:
            self.statements.append({"page": 1, "quote": text, "amounts": [
                dict(zip(("subject", "measure", "value", "unit"), f)) for f in facts]})

    def row(self, cells):
        self.lines.append("\t".join("" if c in ("<", "^") else c for c in cells))
        self.told.append(("row", cells))

    def table(self, table, breaks=(), dashed=None, left="部门名称："):
        """`breaks`: a blank line stands before these rows (a page ended there); `dashed`: this row is followed by dashes."""
        table.title = table.title if table.title[:4].isdigit() else self.year + table.title
        table.left, table.unit_line = left, "单位：万元"
        told, self.told = self.told, []
        self.line(table.title, left, table.unit_line)
        for header in table.header:
            self.row([c.replace("\n", " ") for c in header])
        for i, row in enumerate(table.rows):
            if i in breaks or i == dashed:
                self.lines.append("")
            self.row(row)
            if i == dashed:
                self.row(["-" * max(7, len(c)) for c in row])
        self.line("", *table.notes)
        self.told = told + [("table", table)]
        table.page_from = table.page_to = 1
        self.tables.append(table)

    def save(self, stem, facts, exercises):
        text = self.newline.join(self.lines) + self.newline
        self.path.write_bytes(text.encode(self.encoding))
        value = truth.write(self.path, stem, 1, facts, self.tables, (), self.forms, self.statements, exercises)
        truth.WRITTEN.append((self.path, self.told, value))


def indicators(thing, unit, count, amount):
    return [Indicator("产出指标", "数量指标", f"{thing}数量", "≥", str(count), unit),
            Indicator("产出指标", "质量指标", f"{thing}验收合格率", "≥", "95", "%"),
            Indicator("产出指标", "时效指标", "完成时间", "", "2024年12月底前", ""),
            Indicator("产出指标", "成本指标", f"{thing}总成本", "≤", YUAN(amount), "元"),
            Indicator("效益指标", "社会效益指标", "单位正常运转保障度", "", "有效保障", ""),
            Indicator("满意度指标", "服务对象满意度指标", "使用人员满意度", "≥", "90", "%")]


def budget():
    b = make(seed=131, staff=27, grain=CENT_OF_WAN, run_leaf="2010301", cars=1, guest=0, province="云岭省", city="白鹭市",
             county="石碾县", department="石碾县人民政府办公室", code="014", year=2024, level="部门",
             projects=[Project("办公费用", "2010302", "30201", 1_000), Project("电子政务外网网络租赁费用", "2010302", "30213", 4_880),
                       Project("办公设备购置费", "2010302", "31002", 400), Project("政府网站检测服务费", "2010399", "30227", 780)])
    for p, (thing, unit, count) in zip(b.projects, (("文件", "份", 300), ("线路", "条", 68), ("设备", "台（套）", 6), ("检测", "次", 12))):
        p.goal = f"保证{p.name}按计划安排使用，保障各项工作正常运行。"
        p.indicators = indicators(thing, unit, count, p.amount)
    return b


def write_form(text, b, p, shape):
    """The declaration form of one project, in 元. `shape` moves cells the ways the converter moved them."""
    amount = YUAN(p.amount)
    text.line("石碾县县(区)级预算部门(单位)项目支出绩效目标申报表", f"({b.year}年度)")
    text.row(["项目名称", "", p.name] + [""] * 5)
    text.row(["主管部门及代码", "", f"{b.code}-{b.department}", "", "实施单位", "", b.department, ""])
    text.row(["项目属性", "", "一次性项目(1年结束)", "", "项目期", "", "1年", ""])
    if shape == "shifted":                      # one empty cell lost: everything after it moves one column left
        text.row(["项目资金 (元)", "", "实施期资金总额:", amount, "年度资金总额:", "", amount])
    else:
        text.row(["项目资金 (元)", "", "实施期资金总额:", "", amount, "年度资金总额:", "", amount])
    for source, value in (("其中:中央财政资金", "0"), ("省级财政资金", "0"), ("市县(区)财政资金", amount), ("单位自筹", "0")):
        text.row(["", "", source, "", value, source, "", value])
    text.row(["其他资金", "", "", "其他资金", "", "", "", ""] if shape == "shifted" else ["", "", "其他资金", "", "", "其他资金", "", ""])
    for label in ("项目概况", "立项依据", "项目设立必要性", "保证项目实施的制度、措施", "项目实施计划"):
        text.row([label, "", {"项目概况": p.goal, "立项依据": "实际需要"}.get(label, "严格按照有关规定执行。")] + [""] * 5)
    text.row(["", "", "实施期目标", "", "", "", "年度目标", ""] if shape == "plain" else ["实施期目标", "", "", "", "年度目标", "", "", ""])
    text.row(["总体目标", "", p.goal, "", "", "", p.goal, ""])
    text.row(["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"])
    before = None
    for i, x in enumerate(p.indicators):
        if shape == "broken" and i == 3:        # a page ended here: the form begins again in a blank block
            text.lines.append("")
        value = f"{x.comparator}{x.value}{x.unit}"
        first = x.level1 if x.level1 != before else ""
        cells = ["", first, x.level2, x.level3, value, x.level2, x.level3[:7], value]
        before = x.level1
        text.row(cells[1:] + [""] if shape == "shifted" and x.level1 == "满意度指标" else cells)
    text.row(["负责人:", "", "经办人:", "乙经办", "联系电话:", "13800000000", "填报日期:", "20240112093045"])
    text.lines.append("")
    funds = [{"source": "年度资金总额", "amount": amount}, {"source": "市县(区)财政资金", "amount": amount}]
    text.forms.append(form(1, p, b, YUAN, funds=funds, goals=[p.goal, p.goal]))


def contents(text, entries):
    text.line("目 录")
    text.lines += entries + [""]
    parts = [e.replace(".", "").split("\t") for e in entries]
    text.told[-1] = ("contents", [(0, title, int(page)) for title, page in parts])


def tables(text, b, full=True):
    """The county's tables, off the common shape."""
    left = f"部门名称：{b.department}"
    made = generic.tables(b)
    made[0].title, made[1].title, made[2].title = "预算收支总表", "预算收入总表", "预算支出总表"
    made[4].title = "一般公共预算支出预算表（不含上年结转）"
    made[5].title = "一般公共预算安排基本支出分经济科目表（不含上年结转）"
    last = len(made[1].rows) - 1
    text.table(made[0], breaks=(27,), left=left)
    text.table(made[1], dashed=last, left=left)
    text.table(made[2], breaks=(9,), left=left)
    if full:
        text.table(made[3], left=left)
        text.table(made[4], left=left)
    text.table(made[5], left=left)
    fund = Table("政府性基金预算支出表（不含上年结转）", "万元", [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]],
                 [["合计", "", "", "", ""]], ["code", "label"] + ["amount"] * 3, [1] * 5, notes=["注：本表无数据"])
    text.table(fund, left=left)
    s = b.sangong
    items = [("因公出国（境）费", s["abroad"]), ("公务接待费", s["guest"]), ("公务用车购置及运行费", s["car"]), ("①公务用车购置费", s["buy"]),
             ("②公务用车运行维护费", s["run"]), ("合计", s["total"])]
    text.table(Table("一般公共预算“三公”经费支出预算表", "万元",
                     [["项目", f"{b.year}年预算数", "<", "<", "<"], ["^", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]],
                     [[n, WAN(v), WAN(v), "", ""] for n, v in items], ["label"] + ["amount"] * 4, [1] * 5), left=left)
    if full:
        rows = [[n, WAN(v), WAN(v), "", "", "", ""] for n, v in
                [(b.department, b.spend("", "project"))] * 2 + [(p.name, p.amount) for p in b.projects]]
        project = Table("项目支出预算表（本年预算）", "万元",
                        [["项目名称", "合计", f"{b.year}年财政拨款", "<", "<", "财政专户管理资金", "单位资金"],
                         ["^", "^", "一般公共预算", "政府性基金预算", "国有资本经营预算", "^", "^"]],
                        rows, ["label"] + ["amount"] * 6, [1] * 7, ordinals=[str(i) for i in range(1, 8)])
        project.header.append(project.ordinals)
        text.table(project, left=left)
        project.header.pop()


def document(out, name="c00008_石碾县人民政府办公室2024年度部门预算公开.txt"):
    b = budget()
    text = Text(out / name)
    text.year = f"{b.year}年"
    text.lines += ["", "", ""]
    text.line(b.department, f"{b.year}年度部门预算公开")
    names = ["预算收支总表", "预算收入总表", "预算支出总表", "财政拨款收支总表", "一般公共预算支出预算表（不含上年结转）",
             "一般公共预算安排基本支出分经济科目表（不含上年结转）", "政府性基金预算支出表（不含上年结转）",
             "一般公共预算“三公”经费支出预算表", "项目支出预算表（本年预算）"]
    contents(text, ["第一部分 概况\t1", "一、本部门职责.....\t1", f"第二部分 {b.year}年部门预算报表\t2"]
             + [f"{b.year}年{n}.....\t{2 + i}" for i, n in enumerate(names)]
             + [f"第三部分 {b.year}年度部门预算情况说明\t18", "一、部门预算收支数据变动情况及原因.....\t18", "第四部分 名词解释.....\t47"])
    text.line("第一部分 概况", "一、本部门职责")
    prose.duties(text, b, 5)
    text.line(f"第二部分 {b.year}年部门预算报表", "预算公开表1")
    tables(text, b)
    text.line(f"第三部分 {b.year}年度部门预算情况说明", "一、部门预算收支数据变动情况及原因")
    prose.overview(text, b)
    text.line("二、收入预算情况说明")
    gpb = b.income("", "gpb")
    text.paragraph(f"{b.year}年度预算收入{WAN(b.income())}万元，主要包括一般公共预算拨款收入{WAN(gpb)}万元，占{percent(gpb, b.income())}%；"
                   "政府性基金预算拨款收入0.00万元，占0.00%。",
                   facts=[("收入", "amount", WAN(b.income()), "万元"), ("一般公共预算拨款收入", "amount", WAN(gpb), "万元")])
    text.line("三、支出预算情况说明")
    prose.by_class(text, b)
    text.line("四、一般公共预算基本支出情况说明")
    prose.basic_split(text, b)
    text.line("五、“三公”经费增减变动原因说明")
    prose.sangong(text, b)
    text.line("三公经费分布图", "六、机关运行经费增减变动原因说明")
    prose.operating(text, b)
    text.line("七、绩效管理情况", "1、绩效管理情况")
    prose.performance(text, b)
    text.line("2、绩效目标情况（附表说明）", "我单位绩效目标情况详见附表。")
    for p, shape in zip(b.projects, ("plain", "shifted", "broken", "other")):
        write_form(text, b, p, shape)
    text.line("八、其他说明", "（一）政府购买服务指导性目录", "根据本单位实际情况，无需对政府购买服务指导性目录进行修改和完善。",
              "第四部分 名词解释")
    prose.terms(text)
    text.save(name[:6], facts(b, WAN, sangong_total=WAN(b.sangong["total"]), jiguan_yunxing=WAN(b.operating)),
              "county text: tab-separated UTF-8, contents with dots and page numbers, 预算公开表1 above a title, blank line inside "
              "a table, row of dashes, column-number row, performance forms in 元 with shifted columns and a broken one")


def small_document(out, name="c00009_柳沟县文化和旅游局2023年部门预算.txt"):
    b = make(seed=139, staff=12, grain=CENT_OF_WAN, run_leaf="2070101", cars=1, guest=2_000, province="云岭省", city="白鹭市",
             county="柳沟县", department="柳沟县文化和旅游局", code="021", year=2023, level="部门",
             projects=[Project("乡村文化活动", "2070109", "30299", 850)])
    text = Text(out / name, "gb18030", "\r\n")
    text.year = f"{b.year}年"
    text.line(b.department, f"{b.year}年部门预算", "一、主要职责")
    prose.duties(text, b, 2)
    text.line("本部门在㙍里村设有文化站一处。", "二、部门预算表")
    tables(text, b, full=False)
    text.line("三、情况说明")
    prose.overview(text, b)
    prose.sangong(text, b)
    text.save(name[:6], facts(b, WAN, sangong_total=WAN(b.sangong["total"]), jiguan_yunxing=WAN(b.operating)),
              "county text in GB18030 (with a four-byte character) and CRLF line ends")

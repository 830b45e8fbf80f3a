"""Tables whose rows are economic classes: B06, B17, B18, B19 and F06, F10."""

from lists import government_economic, name
from money import FISCAL
from tables.model import Column, Row, Side, View, amount, has, tabulate
from tables.rows import coded, with_total


def economic(draw, money, house, table, lines, title_kind=None):
    """Basic expenditure (B06, B17, B19) or all of it (B18) by department economic class, perhaps with the government class beside it."""
    total = amount(("合计",), "total", where=lambda x: True)
    style = draw.choice("economic.columns", {"split": 4, "one": 1.5, "basic_project": 1}) if table != "B18" else "basic_project"
    if table != "B18" and style == "basic_project":
        style = "split"
    columns = [total]
    head = draw.choice("economic.head", {"none": 3, "基本支出": 1})
    prefix = (("一般公共预算基本支出" if table == "B06" else "基本支出"),) if head != "none" and table != "B18" else ()
    if style == "split":
        columns += [amount(prefix + ("人员经费",), "personnel", where=has(basic_kind="personnel"), part_of=total),
                    amount(prefix + ("公用经费",), "operating", where=has(basic_kind="public"), part_of=total)]
        total.path = prefix + total.path
    elif style == "basic_project":
        columns += [amount(("基本支出",), "basic", where=has(kind="basic"), part_of=total),
                    amount(("项目支出",), "project", where=has(kind="project"), part_of=total)]
    if not lines:
        return View(table, [Side([Column(("科目编码",), "code", "code"), Column(("科目名称",), "name", "name")] + columns, [Row("blank", counts=False)])],
                    empty=True, direction="expenditure", kind="economic")
    both = draw.choice("economic.codes", {"department": 4, "both": 1.2, "names_only": 0.8, "government": 0.6}) if table in ("B06", "B18") else "department"
    if both == "both":
        return pairs(money, house, table, lines, columns)
    if both == "government":
        table_rows, totals = government_rows(lines, columns, house)
        heads = [Column(("政府预算支出经济分类科目编码",), "code", "code"), Column(("科目名称",), "name", "name")]
        return View(table, [Side(heads + columns, with_total(table_rows, totals, house))], direction="expenditure", kind="government")
    rows, totals = coded(lines, columns, "economic", house, levels="all" if house.levels in ("all", "class_and_leaves", "classes") else "leaves")
    rows = with_total(rows, totals, house)
    words = house.pick.choice((("科目编码", "科目名称"), ("经济分类科目编码", "经济分类科目名称"), ("部门预算支出经济分类科目编码", "科目名称"), ("部门经济科目编码", "部门经济科目名称")))
    heads = [Column((words[0],), "code", "code"), Column((words[1],), "name", "name")]
    return View(table, [Side(heads + columns, rows)], direction="expenditure", kind="names" if both == "names_only" else "economic")


def government_rows(lines, columns, house):
    """Rows by government economic class."""
    table = tabulate(lines, columns, lambda x: (x.government[:3], x.government, ""))
    totals = table.pop("", {})
    rows = [Row("item", 1 if len(c) == 3 else 2, government_economic()[c], c, table[c], counts=len(c) == 5, indent=int(len(c) == 5)) for c in sorted(table)]
    return rows, totals


def pairs(money, house, table, lines, columns):
    """The department class and the government class of the same money side by side; one row a pair."""
    found = tabulate(lines, columns, lambda x: ((x.economic, x.government), ("", "")))
    totals = found.pop(("", ""), {})
    split = house.pick.random() < 0.5
    if split:
        codes = [Column(("部门预算支出经济科目编码", "类"), "code", "code.class", code_part="class", text="d1"),
                 Column(("部门预算支出经济科目编码", "款"), "code", "code.subclass", code_part="subclass", text="d2")]
        gov = [Column(("政府预算支出经济分类科目编码", "类"), "code", "code.class", code_part="class", text="g1"),
               Column(("政府预算支出经济分类科目编码", "款"), "code", "code.subclass", code_part="subclass", text="g2")]
    else:
        codes = [Column(("部门经济科目", "编码"), "code", "code", text="d")]
        gov = [Column(("政府经济科目", "编码"), "code", "code", text="g")]
    dept_name = Column(("部门预算支出经济科目名称",) if split else ("部门经济科目", "名称"), "name", "name")
    gov_name = Column(("政府预算支出经济科目名称",) if split else ("政府经济科目", "名称"), "name", "name", text="gn")
    rows = []
    for (d, g), values in sorted(found.items()):
        texts = {"d1": d[:3], "d2": d[3:], "g1": g[:3], "g2": g[3:], "d": d, "g": g, "gn": government_economic().get(g, "")}
        rows.append(Row("item", 2, name(d), d, values, texts, mark={"level": "open"}))
    rows = with_total(rows, totals, house)
    heads = codes + [dept_name] + gov + [gov_name] if house.pick.random() < 0.6 else gov + [gov_name] + codes + [dept_name]
    return View(table, [Side(heads + columns, rows)], direction="expenditure", kind="pairs")


def basic_accounts(draw, money, house):
    """F06: basic expenditure of general appropriations by economic class, as one list or in three blocks side by side."""
    lines = [x for x in money.lines if x.fund == "general_public_budget" and x.kind == "basic"]
    shape = draw.choice("basic_accounts.shape", {"list": 1.2, "blocks": 1})
    if shape == "list":
        return economic(draw, money, house, "F06", lines)
    sides = []
    for group, pick in (("人员经费", lambda c: c[0:3] in ("301", "303")), ("公用经费", lambda c: c[:3] in ("302", "307", "310", "312", "313", "399"))):
        column = amount(("决算数",), "final_figure", where=lambda x: True)
        mine = [x for x in lines if pick(x.economic)]
        rows, totals = coded(mine, [column], "economic", house, levels="all")
        rows.append(Row("subtotal", None, group + "合计", "", totals, counts=False))
        heads = [Column(("科目编码",), "code", "code"), Column(("科目名称",), "name", "name"), column]
        sides.append(Side(heads, rows, None, group))
    high = max(len(s.rows) for s in sides)
    for side in sides:
        side.rows[-1:-1] = [Row("blank", counts=False) for _ in range(high - len(side.rows))]
    return View("F06", sides, direction="expenditure", kind="economic")

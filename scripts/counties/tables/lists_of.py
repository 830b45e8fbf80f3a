"""Lists: projects (B10, F11), operating costs (B11), procurement (B12), purchased services (B13), assets (F12)."""

from money import FISCAL
from tables.model import Column, Row, Side, View, amount, cut, has, tabulate
from tables.rows import total_row, with_total
from tables.words import SOURCES


def projects(draw, money, house, accounts=False, carried=None):
    """The list of projects: grouped by category, by unit, or plain, with sources of money."""
    lines = [x for x in money.lines if x.kind == "project" and (carried is None or x.carried == carried)]
    total = amount(("合计",) if not accounts else ("决算数",), "total" if not accounts else "final_figure", where=lambda x: True)
    style = draw.choice("projects.columns", {"sources": 4, "one": 2, "goals": 1}) if not accounts else "one"
    columns, extra = [total], []
    if style == "sources":
        wording = house.pick.randrange(4)
        head = (house.pick.choice(("本年拨款", "资金来源", "其中：")),) if house.pick.random() < 0.5 else ()
        fiscal = [amount(head + (w[wording],), fund, where=has(fund=fund, carried=False), part_of=total) for fund, w, _ in SOURCES]
        carry = amount(("上年结转",), "carryover", where=has(carried=True), part_of=total)
        columns += cut(fiscal + [carry], lines, fiscal[:1])
    if style == "goals":
        extra.append(Column(("绩效目标",), "text", "goal", text="goal", width=3))
    if accounts:
        for key, word, meaning, kind in (("b", "年初预算数", "budget_figure", 0), ("a", "调整预算数", "adjusted_budget", 1)):
            columns.insert(kind, amount((word,), meaning, measure=True))
    code = draw.chance("projects.code", 0.25)
    heads = []
    grouping = draw.choice("projects.rows", {"plain": 3, "units": 2, "categories": 1.5, "units_merged": 1.2, "category_column": 1})
    if len(money.units) == 1 and grouping in ("units", "units_merged"):
        grouping = "plain"
    if grouping == "units_merged":
        heads.append(Column((house.pick.choice(("单位名称", "预算单位", "项目单位")),), "body", "unit_column", text="unit"))
    if grouping == "category_column":
        heads.append(Column((house.pick.choice(("项目类别", "类型", "项目分类")),), "text", "project_category", text="category"))
    if code:
        heads.append(Column((house.pick.choice(("项目编码", "项目代码")),), "code", "project_code", text="code"))
    heads.append(Column((house.pick.choice(("项目名称", "项目名称", "项目支出名称", "预算项目名称")),), "name", "project_column", width=3))
    by = tabulate(lines, columns, lambda x: (x.project, ("u", x.unit), ("c", money.projects[x.project].category if x.project is not None else ""), ""))
    totals = by.pop("", {})
    if accounts:
        fill_accounts(money, by, totals, columns)
    order = [i for i in range(len(money.projects)) if i in by]
    known = lambda i: money.projects[i]

    def row(i, level, indent):
        p = known(i)
        return Row("item", level, p.name, "", by[i], {"code": p.code, "category": p.category, "unit": money.units[p.unit].name, "goal": p.item or goal_text(p, house)},
                   body=money.units[p.unit].name if grouping in ("units", "units_merged") else None, project=p.name, indent=indent)

    rows = []
    if grouping in ("units", "categories"):
        which = (lambda i: known(i).unit) if grouping == "units" else (lambda i: known(i).category)
        for value in sorted({which(i) for i in order}, key=str):
            label = money.units[value].name if grouping == "units" else value
            key = ("u", value) if grouping == "units" else ("c", value)
            rows.append(Row("item", 1, label, "", by[key], counts=False, body=label if grouping == "units" else None, mark={"kind": "open"}))
            rows += [row(i, 2, 1) for i in order if which(i) == value]
    else:
        order.sort(key=lambda i: known(i).unit if grouping == "units_merged" else (known(i).category if grouping == "category_column" else 0))
        rows = [row(i, 1, 0) for i in order]
        for r in rows:
            r.group = r.texts["unit"] if grouping == "units_merged" else (r.texts["category"] if grouping == "category_column" else None)
    unassigned = by.get(None)
    if unassigned:
        rows.append(Row("item", 1, "其他项目", "", unassigned, {"category": "", "unit": "", "code": ""}, project="其他项目"))
    merged = tuple(c for c in heads if c.text in ("unit", "category"))
    rows = with_total(rows, totals, house)
    side = Side(heads + columns + extra, rows)
    return View("F11" if accounts else "B10", [side], direction="expenditure", kind="none", merged=merged, empty=not lines)


def goal_text(project, house):
    """A goal in a sentence or two, the same for the same project."""
    return f"按照年度工作安排，完成{project.name}各项任务，资金使用规范，服务对象满意度不低于{80 + len(project.name) % 18}%。"


def fill_accounts(money, by, totals, columns):
    """Budget and adjusted budget beside what was spent."""
    for key in list(by) + [""]:
        values = totals if key == "" else by[key]
        where = {"project": key} if isinstance(key, int) else ({"unit": key[1]} if isinstance(key, tuple) and key[0] == "u" else {})
        if key is None or (isinstance(key, tuple) and key[0] == "c"):
            mine = {i for i, p in enumerate(money.projects) if key and p.category == key[1]}
            values[id(columns[0])] = sum(x.fen for x in money.budget.lines if x.kind == "project" and x.project in mine)
            values[id(columns[1])] = sum(x.fen for x in money.adjusted.lines if x.kind == "project" and (x.project in mine if key else x.project is None))
            continue
        values[id(columns[0])] = money.budget.total(kind="project", **where)
        values[id(columns[1])] = money.adjusted.total(kind="project", **where)


def operating_costs(draw, money, house):
    """B11: 机关运行经费 by unit, perhaps by source."""
    offices = [i for i, u in enumerate(money.units) if u.kind != "事业"]
    lines = [x for x in money.lines if x.basic_kind == "public" and x.fund == "general_public_budget" and x.unit in offices]
    total = amount(("合计",) if house.pick.random() < 0.6 else ("机关运行经费预算数",), "operating_costs", where=lambda x: True)
    total.meaning = "total" if total.path == ("合计",) else "operating_costs"
    columns = [total]
    if house.pick.random() < 0.4:
        columns += [amount(("一般公共预算",), "general_public_budget", where=lambda x: True, part_of=total),
                    amount(("政府性基金预算",), "government_fund", where=lambda x: False, part_of=total)]
    table = tabulate(lines, columns, lambda x: (x.unit, ""))
    totals = table.pop("", {})
    rows = [Row("item", 1, money.units[i].name, "", values, unit_row=True, body=money.units[i].name, body_code=money.units[i].code) for i, values in sorted(table.items())]
    heads = [Column(("单位编码",), "code", "unit_code"), Column(("单位名称",), "name", "unit_column", width=2)]
    return View("B11", [Side(heads + columns, with_total(rows, totals, house))], direction="expenditure", kind="units", empty=not lines)


def procurement(draw, money, house, services=False):
    """B12 or B13: what is bought, with counts beside the money."""
    items = [p for p in money.procurement if not services or p.category == "services"]
    total = amount(("金额",) if house.pick.random() < 0.5 else ("采购预算", "合计"), "amount" if False else None)
    total.meaning = "amount" if total.path == ("金额",) else "total"
    columns = [total]
    sources = house.pick.random() < 0.5 and total.meaning == "total"
    if sources:
        columns += [amount(("采购预算", w[0]), fund, part_of=total) for fund, w, _ in SOURCES if any(p.fund == fund for p in items)]
    heads = [Column(("项目名称",), "name", "project_column", width=2.5), Column(("采购品目" if not services else "购买服务内容",), "text", "procurement_item" if not services else "description", text="item", width=1.5)]
    kinds = {"goods": "货物", "works": "工程", "services": "服务"}
    if not services:
        heads.append(Column(("采购类别",), "text", "procurement_item", text="category"))
    counts = []
    if draw.chance("procurement.quantity", 0.5):
        counts = [Column(("数量",), "amount", "quantity", unit="", measure=True, text="count")]
    rows, sums = [], {}
    for p in items:
        values = {id(total): p.fen}
        for c in columns[1:]:
            if c.meaning == p.fund:
                values[id(c)] = p.fen
        for k, v in values.items():
            sums[k] = sums.get(k, 0) + v
        project = money.projects[p.project]
        rows.append(Row("item", 1, project.name, "", values, {"item": p.item, "category": kinds[p.category], "count": str(p.quantity)}, project=project.name))
    rows = with_total(rows, sums, house)
    return View("B13" if services else "B12", [Side(heads + counts + columns, rows)], direction="expenditure", kind="none", empty=not items)


def assets(draw, money, house):
    """F12: state assets, one row of values."""
    kinds = list(money.assets.by_kind)
    total = amount(("合计",), "total")
    columns = [total] + [amount((k,), None, part_of=total) for k in kinds]
    values = {id(total): money.assets.total, **{id(c): money.assets.by_kind[k] for c, k in zip(columns[1:], kinds)}}
    order = Column(("行次",), "ordinal", "row_number", text="n")
    return View("F12", [Side([Column(("项目",), "name"), order] + columns, [Row("total", None, "合计", "", values, {"n": "1"}, counts=False, mark={"kind": "open"})])],
                kind="none", sums=False)

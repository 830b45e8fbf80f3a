"""Rows of the official tables, read off a `Budget`. Headers differ from place to place and live in the layout files."""

from catalog import CLASSES, ECONOMIC, FUNCTIONS, GOVERNMENT, TO_GOVERNMENT, chinese_number


def code_cells(code, kind):
    """A functional or economic code as a document prints it."""
    parts = [code[:3]] + [code[i:i + 2] for i in range(3, len(code), 2)]
    if kind == "joined":
        return [code]
    columns = 3 if kind in ("filled", "stair") else 2
    parts += [""] * (columns - len(parts))
    if kind in ("stair", "stair2"):          # 烟台: every level is printed once
        own = {3: 0, 5: 1, 7: 2}[len(code)]
        parts = [p if i == own else "" for i, p in enumerate(parts)]
    return parts


def function_rows(b, money, values, kind, source=None, part="all", levels=(3, 5, 7), indent=""):
    """One row a code: code cells, name, one amount for every function in `values`."""
    rows = []
    for code in b.codes(part, source, levels):
        depth = (len(code) - 3) // 2
        if kind == "bracket":                # 广州: the code is glued to the name
            head = [indent * depth + f"[{code}]{FUNCTIONS[code]}"]
        elif kind == "dash":                 # 北京: 2010801-行政运行
            head = [f"{code}-{FUNCTIONS[code]}"]
        else:
            head = code_cells(code, kind) + [indent * depth + FUNCTIONS[code]]
        rows.append(head + [money(v(code)) for v in values])
    return rows


def economic_rows(b, money, values, kind, part="basic", source="gpb", indent=""):
    """One row a department economic code."""
    rows = []
    for code in b.economic_codes(part, source):
        if kind == "bracket":
            head = [indent * (len(code) == 5) + f"[{code}]{ECONOMIC[code]}"]
        else:
            head = code_cells(code, kind) + [indent * (len(code) == 5) + ECONOMIC[code]]
        rows.append(head + [money(v(code)) for v in values])
    return rows


def spend_columns(b, source=None):
    """合计, 基本支出, 项目支出 of a functional code."""
    return [lambda c: b.spend(c, "all", source), lambda c: b.spend(c, "basic", source),
            lambda c: b.spend(c, "project", source)]


def person_columns(b):
    """合计, 人员经费, 公用经费 of an economic code, basic spending."""
    return [lambda c: b.spend_economic(c, "basic"), lambda c: b.spend_economic(c, "person"),
            lambda c: b.spend_economic(c, "public")]


def total_row(money, values, merged, label="合计", blanks=0):
    """The 合计 row: a label merged over `merged` cells (or followed by blanks), then the totals."""
    return [label] + ["<"] * (merged - 1) + [""] * blanks + [money(v("")) for v in values]


def class_rows(b, money, values, every=True, suffix="", source=None):
    """The functional side of a two-sided table: 一、一般公共服务支出 ..., all classes or only those spent on.

    Some places renumber what is left (上海, 长春), so 二 is not always 外交.
    """
    rows = []
    for code, name in CLASSES:
        if every or b.spend(code, "all", source):
            rows.append([f"{chinese_number(len(rows) + 1)}、{name}{suffix}"] + [money(v(code)) for v in values])
    return rows


def side_by_side(*sides):
    """Sides of different length next to each other, padded with blank cells."""
    deep = max(len(s) for s in sides)
    widths = [len(s[0]) for s in sides]
    return [sum((list(s[i]) if i < len(s) else [""] * w for s, w in zip(sides, widths)), []) for i in range(deep)]


def government_code(economic):
    """(code, name) of the government economic class that a department class belongs to."""
    if len(economic) == 3:
        code = {"301": "501", "302": "502", "303": "509", "310": "503"}[economic]
    else:
        code = TO_GOVERNMENT[economic]
    return code, GOVERNMENT[code]


def blank_rows(columns, count):
    return [[""] * columns for _ in range(count)]


def facts(b, money, kind="budget", unit=None, **more):
    """The facts of a truth file, as the document prints them."""
    income = b.income() + b.carry_in()
    out = {"department": b.department, "level": b.level, "year": b.year, "kind": kind, "unit": unit or money.unit,
           "province": b.province, "city": b.city, "county": b.county,
           "income_total": money(income), "expenditure_total": money(b.total + b.carry_out()),
           "basic_expenditure": money(b.spend("", "basic")), "project_expenditure": money(b.spend("", "project"))}
    out.update(more)
    return out


def form(page, project, b, money, goals=None, funds=None):
    """A performance form in the shape of the output contract."""
    return {"page": page, "project_name": project.name, "department": b.department, "unit": money.unit,
            "funds": funds or [{"source": "合计", "amount": money(project.amount)}],
            "goals": [project.goal] if goals is None else goals,
            "indicators": [{"level1": i.level1, "level2": i.level2, "level3": i.level3, "comparator": i.comparator,
                            "value": i.value, "unit": i.unit, "weight": i.weight or None} for i in project.indicators]}



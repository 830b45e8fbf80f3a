"""Rows of a table by function, by economic class, by unit, with levels, totals and what counts."""

from lists import former_names, name
from tables.model import Row, tabulate


def ladder(code, steps=(3, 5, 7)):
    """The codes from the class down to the code itself."""
    return [code[:n] for n in steps if n <= len(code)]


def coded(lines, columns, field, house, levels=None, unit=None, body=None):
    """Rows of a classification. `levels` of house: all, leaves, class_and_leaves, classes. Returns (rows, totals)."""
    steps = (3, 5, 7) if field == "function" else (3, 5)
    table = tabulate(lines, columns, lambda line: ladder(getattr(line, field), steps) + [""])
    totals = table.pop("", {})
    levels = levels or house.levels
    depth = steps[-1]
    chosen = {"all": steps, "leaves": (depth,), "class_and_leaves": (3, depth), "classes": (3,)}[levels]
    codes = [c for c in sorted(table) if len(c) in chosen]
    rows = []
    for code in codes:
        leaf = len(code) == chosen[-1]
        rows.append(Row("item", steps.index(len(code)) + 1, class_name(code, house), code, table[code], counts=leaf, body=body,
                        indent=chosen.index(len(code))))
    if house.withheld and levels != "classes" and field == "function":
        rows = withhold(rows, house)
    return rows, totals


def class_name(code, house):
    """The official name, or the one it had before the change where the year is before it."""
    if house.year < 2019 and code in former_names():
        return former_names()[code]
    return name(code)


def withhold(rows, house):
    """Leaves one item of a class with several out: its money stays in the class, whose row counts instead of the printed items."""
    parents = [r for r in rows if r.level == 2 or (r.level == 1 and not any(x.level == 2 for x in rows))]
    for parent in parents:
        below = [r for r in rows if r.code.startswith(parent.code) and r.counts]
        if len(below) >= 2 and parent not in below:
            rows.remove(below[house.pick.randrange(len(below))])
            for row in below:
                row.counts = False
            parent.counts = True
            house.withheld_done = True
            break
    return rows


def total_row(totals, label="合计", kind="total"):
    return Row(kind, None, label, "", totals, counts=False)


def with_total(rows, totals, house, label=None):
    """The total where this county puts it: first, last, twice, none, or unlabelled."""
    label = label if label is not None else house.total_label
    where = house.total
    if where == "none" or not rows:
        return rows
    if where == "unlabelled":
        return [total_row(totals, "")] + rows
    total = total_row(totals, label)
    if where == "first":
        return [total] + rows
    if where == "last":
        return rows + [total]
    return [total] + rows + [total_row(totals, label)]


def by_unit(money, lines, columns, house, with_functions):
    """Rows of each unit, and below each unit its functions where that is asked. The department's own row stands above."""
    table = tabulate(lines, columns, lambda line: (line.unit, ""))
    totals = table.pop("", {})
    rows = []
    group = house.unit_rows == "department_and_units"
    if group:
        rows.append(Row("item", 1, money.body.name, "", totals, counts=False, body=money.body.name, body_code=money.body.code, unit_row=True))
    for index, unit in enumerate(money.units):
        if index not in table:
            continue
        mine = Row("item", 2 if group else 1, unit.name, "", table[index], counts=not with_functions,
                   body=unit.name, body_code=unit.code, indent=int(group), unit_row=True)
        rows.append(mine)
        if with_functions:
            below, _ = coded([x for x in lines if x.unit == index], columns, "function", house, unit=unit, body=unit.name)
            for row in below:
                row.level += mine.level
                row.mark["level"] = "open"  # below a unit: from the code, or one deeper
                row.indent += mine.indent + 1
            rows += below
    return rows, totals

"""Between economic and functional classes: BAL-06, ROW-04, XT-12, XT-15, XT-16, XT-18."""

from decimal import Decimal

from blocks import Cell
from narrative.render import render
from tables.errors import altered, change, fen_at
from tables.model import Column

ECONOMIC = ("B06", "B17", "B19", "F06")


def put(block, row, c, fen):
    """Prints another amount of fen in a cell, as the table prints amounts."""
    cell = block.grid.rows[block.grid.head + row["line"]][c]
    cell.fen = fen or None
    cell.text = block.grid.figures.text(fen or None)
    row["cells"][c] = cell.text.strip() or None


def plain(block):
    """Rows of a table with one side, by code; None where it has several or codes are not printed one a row."""
    rows = block.truth["rows"]
    if any(r.get("sides") for r in rows) or any(x["measure"] != "money" for x in block.truth["columns"] if x["role"] == "amount"):
        return None
    found = {}
    for row in rows:
        if row["kind"] == "item" and row.get("implied_code"):
            if row["implied_code"] in found or row.get("body"):
                return None
            found[row["implied_code"]] = row
    return found


def column(block, meaning):
    return next((i for i, c in enumerate(block.truth["columns"]) if c["role"] == "amount" and c["meaning"] == meaning), None)


def place(block, row, c):
    return {"place": {"row": row["line"], "column": c, "table": None}, "block": block, "row": block.grid.head + row["line"]}


def wholes(block, rows, code):
    """The rows that hold a leaf's money: its class and the total."""
    return [rows[c] for c in (code[:3],) if c in rows and c != code] + [r for r in block.truth["rows"] if r["kind"] == "total"]


# BAL-06

def split(host):
    """One of the two parts of a row, or its total, is another figure."""
    for block in host.tables(("B01",)):
        columns = block.truth["columns"]
        now, old = column(block, "this_year"), column(block, "carryover")
        whole = next((c["part_of"] for c in columns if c["meaning"] == "this_year"), None)
        if None in (now, old, whole):
            continue
        rows = [r for r in block.truth["rows"] if fen_at(block, r, whole) and fen_at(block, r, whole) == fen_at(block, r, now) + fen_at(block, r, old)]
        if not rows:
            continue
        row = host.random.choice(rows)
        how = host.random.choice(("part", "part", "whole", "left out", "beside"))
        c = whole if how == "whole" else now if fen_at(block, row, now) else old
        cell = block.grid.rows[block.grid.head + row["line"]][c]
        figures, right = block.grid.figures, cell.text
        step = Decimal(1).scaleb(-figures.decimals)
        value = figures.value(cell.fen)
        fallen = None
        if how == "beside" and value and not fen_at(block, row, old) and c == now:
            put(block, row, old, cell.fen)  # carried over and of the year at once
            printed, c, right, fallen = row["cells"][old], old, None, value
        elif how == "left out" and c != whole:
            printed, fallen = row["cells"][whole], value
            put(block, row, c, 0)
            c, right = whole, printed
        else:
            other = altered(host.dice, value, host.random.choice(("digit", "transposed", "decimal_point")), step)
            if other in (0, value):
                continue
            change(block, row, c, cell, other, figures)
            printed, fallen = cell.text, other - value
        block.truth["sums"] = "broken"
        return host.note("BAL-06", "a row is not the money of the year and what was carried over", printed, right, provable=abs(fallen) > step * 2, cause=how,
                         also=["ROW-01", "BAL-05", "BAL-03", "BAL-01", "XT-02"], **place(block, row, c))
    return False


def split_lawful(host):
    """A row that is carried over whole."""
    for block in host.tables(("B01",)):
        now, old = column(block, "this_year"), column(block, "carryover")
        if now is None or old is None:
            continue
        rows = [r for r in block.truth["rows"] if r["kind"] == "total" or fen_at(block, r, old) and not fen_at(block, r, now)]
        if rows:
            return host.odd("a row with no money of the year, or a total with carry-out beside rows of this year and carry-over", block, row=block.grid.head + rows[-1]["line"])
    for block in host.tables(("B02", "B03", "B05", "B10")) if host.random.random() < 0.3 else ():
        old = column(block, "carryover")
        row = next((r for r in block.truth["rows"] if old is not None and not r.get("sides") and r["counts"] and fen_at(block, r, old)), None)
        if row:
            return host.odd("money carried over in a column of its own, beside that of the year by its sources", block, row=block.grid.head + row["line"])
    return False


# ROW-04

def beside(host):
    """Personnel costs stand in the column of operating costs, or the other way round; alone, or with class and total."""
    for block in host.tables(ECONOMIC):
        rows, person, office = plain(block), column(block, "personnel"), column(block, "operating")
        if not rows or person is None or office is None:
            continue
        found = [(code, r) for code, r in rows.items() if r["counts"] and bool(fen_at(block, r, person)) != bool(fen_at(block, r, office)) and code[:3] in ("301", "302", "303", "310")]
        if not found:
            continue
        code, row = host.random.choice(found)
        was, now = (person, office) if fen_at(block, row, person) else (office, person)
        fen, right = fen_at(block, row, was), row["cells"][was]
        alone = host.random.random() < 0.5
        put(block, row, was, 0)
        put(block, row, now, fen)
        above = wholes(block, rows, code)
        for whole in [] if alone else above:
            put(block, whole, was, fen_at(block, whole, was) - fen)
            put(block, whole, now, fen_at(block, whole, now) + fen)
        if alone:
            block.truth["sums"] = "broken" if block.truth["sums"] == "hold" else block.truth["sums"]
        step = Decimal(1).scaleb(-block.grid.figures.decimals)
        proof = alone and bool(above) and abs(block.grid.figures.value(fen)) > step * (len(rows) + 1)
        return host.note("ROW-04", f"{code} in the column of {'operating' if now == office else 'personnel'} costs", row["cells"][now], None, provable=proof,
                         cause="the cell alone" if alone else "with class and total", also=["HIE-03", "HIE-04", "HIE-02", "XT-06", "XT-12"], **place(block, row, now))
    return False


def beside_lawful(host):
    """Capital items (310) among operating costs, and class 303 among personnel costs."""
    for block in host.tables(ECONOMIC):
        rows, person, office = plain(block), column(block, "personnel"), column(block, "operating")
        for code, row in (rows or {}).items():
            if office is not None and person is not None and len(code) == 5 and (code[:3] == "310" and fen_at(block, row, office) or code[:3] == "303" and fen_at(block, row, person)):
                return host.odd(f"{code} stands among {'operating' if code[:3] == '310' else 'personnel'} costs, as it should", block, row=block.grid.head + row["line"])
    return False


# XT-12

def offices(host):
    return all(u.kind != "事业" for u in host.money.units) and host.money.operating_costs()


def running(host):
    """机关运行经费 of an office, in its table or in the sentence, is not the 公用经费."""
    if not offices(host):
        return False
    fen = host.money.operating_costs()
    proof = next((b for b in host.tables(("B06", "F06"), free=False) if any(fen_at(b, r, c) == fen for r in b.truth["rows"] for c in [column(b, "operating")] if c is not None)), None)
    for block in host.tables(("B11",)):
        whole = next((i for i, c in enumerate(block.truth["columns"]) if c["role"] == "amount" and c["part_of"] is None), None)
        first = next((r for r in block.truth["rows"] if r["counts"] and fen_at(block, r, whole)), None)
        if first is None:
            continue
        off = max(100_000, round(fen * host.random.choice((0.05, 0.2, -0.1, -0.25))) // 10_000 * 10_000)
        right = None
        for row in [first] + [r for r in block.truth["rows"] if r["kind"] == "total"]:
            for c, x in enumerate(block.truth["columns"]):
                if x["role"] == "amount" and fen_at(block, row, c):
                    right = row["cells"][c]
                    put(block, row, c, fen_at(block, row, c) + off)
        last = next((r for r in block.truth["rows"] if r["kind"] == "total"), first)
        told = host.figures(lambda f: f.key == "operating" and f.measure == "amount")
        return host.note("XT-12", "the table of 机关运行经费 adds up and is not the 公用经费", last["cells"][whole], right, provable=bool(proof or told), cause="in the table", also=["NAR-07"], **place(block, last, whole))
    found = [(b, f) for b, f in host.figures(lambda f: f.key == "operating" and f.measure == "amount" and f.value and f.mark == "certain") if id(b) not in host.touched]
    if not found:
        return False
    block, figure = host.random.choice(found)
    t = block.teller
    old = t.text[figure.start:figure.end]
    value = (figure.value * Decimal(host.random.choice(("1.2", "0.9", "0.75", "1.05")))).quantize(Decimal(1).scaleb(-figure.places))
    new = render(old, value)
    if new is None or new == old or " " in old or "\n" in old:
        return False
    t.replace(figure.start, figure.end, new)
    figure.value = value
    block.refresh()
    changed = any(f.group == figure.group and f is not figure and f.measure in ("change", "percent_change") for f in t.figures)
    return host.noted("XT-12", "机关运行经费 of the text is not the 公用经费", block, t.figures.index(figure), old, "in the sentence", provable=bool(proof or host.tables(("B11",), free=False)),
                      also=["NAR-07"] + ["NAR-02"] * changed)


def running_lawful(host):
    """An institution among the units: 机关运行经费 are less than the 公用经费."""
    if not any(u.kind == "事业" for u in host.money.units):
        return False
    found = host.figures(lambda f: f.key == "operating" and f.measure == "amount" and f.value)
    return bool(found) and host.odd("机关运行经费 are less than the 公用经费, for institutions have none", found[0][0])


# XT-15

def medical(host, to=("30101", "30102", "30113"), lawful=False):
    """Part of 30110 stands under another item of its class; the sums hold."""
    for block in host.tables(("B06", "F06")):
        rows = plain(block)
        other = next((c for c in to if rows and c in rows), None)
        if not rows or "30110" not in rows or other is None:
            continue
        columns = [c for c, x in enumerate(block.truth["columns"]) if x["role"] == "amount" and fen_at(block, rows["30110"], c) and fen_at(block, rows[other], c)]
        functional = {s.get("implied_code") for b in host.tables(("B05", "F05"), free=False) for r in b.truth["rows"] for s in [r]}
        if not columns or not functional & {"2101101", "2101102"}:
            continue
        whole, right = fen_at(block, rows["30110"], columns[0]), rows["30110"]["cells"][columns[0]]
        part = whole * host.random.choice((2, 3, 4, 5)) // 10 // host.money.grain * host.money.grain
        copies = [b for b in host.tables(("B17", "B18", "B19"), free=False) if any(r.get("implied_code") == "30110" and whole in (fen_at(b, r, c) for c in range(len(r["cells"]))) for r in b.truth["rows"])]
        if not part or lawful and copies:
            continue
        for c in columns:
            put(block, rows["30110"], c, fen_at(block, rows["30110"], c) - part)
            put(block, rows[other], c, fen_at(block, rows[other], c) + part)
        if lawful:
            host.touched.add(id(block))
            return host.odd("30110 is less than 2101101 and 2101102: insurance of serious illness stands under 30112", block, row=block.grid.head + rows["30110"]["line"])
        return host.note("XT-15", f"a part of 30110 stands under {other}", rows["30110"]["cells"][columns[0]], right, provable=bool(copies), cause=f"under {other}", contradicts=True,
                         also=["XT-20", "HIE-07", "XT-11"], **place(block, rows["30110"], columns[0]))
    return False


# XT-16

def performance_pay(host):
    """Performance pay of a body without institutions."""
    if any(u.kind == "事业" for u in host.money.units):
        return False
    for block in host.tables(("B06", "F06")):
        rows = plain(block)
        row = rows and rows.get("30103")
        at = next((i for i, c in enumerate(block.truth["columns"]) if c["role"] == "code"), None)
        name = next((i for i, c in enumerate(block.truth["columns"]) if c["role"] == "name"), None)
        if not row or "30107" in rows or at is None or name is None or row["code"] != "30103" or row["cells"][at] != "30103" or "奖金" not in (row["cells"][name] or ""):
            continue
        line = block.grid.rows[block.grid.head + row["line"]]
        for c, old, new in ((at, "30103", "30107"), (name, "奖金", "绩效工资")):
            line[c].text = line[c].text.replace(old, new)
            row["cells"][c] = row["cells"][c].replace(old, new)
        row["code"] = row["implied_code"] = "30107"
        row["name"] = row["name"].replace("奖金", "绩效工资")
        if "economic_code" in row["record"]:
            row["record"]["economic_code"] = "30107"
        amount = next(i for i, c in enumerate(block.truth["columns"]) if c["role"] == "amount" and fen_at(block, row, i))
        return host.note("XT-16", "performance pay, and no unit is an institution", row["cells"][amount], None, cause="奖金 printed as 绩效工资", contradicts=False, also=["HIE-06"], **place(block, row, at))
    return False


def performance_lawful(host):
    """Institutions run under another item than 事业运行."""
    if not any(u.kind == "事业" for u in host.money.units):
        return False
    for block in host.tables(("B06", "F06"), free=False):
        row = (plain(block) or {}).get("30107")
        if row:
            return host.odd("performance pay of the institutions of an administrative department", block, row=block.grid.head + row["line"])
    return False


# XT-18

def coded(host, wrong=True):
    """The list of projects has a column of functional codes; one of them is another project's."""
    for block in host.tables(("B10",)):
        grid, truth = block.grid, block.truth
        projects = {p.name: p for p in host.money.projects}
        names = host.facts.get("project_names") or []
        known = {n: p for n, p in zip(names, host.money.projects)}
        mine = [(r, projects.get(r.get("project")) or known.get(r.get("project"))) for r in truth["rows"]]
        counting = [(r, p) for r, p in mine if r["counts"] and p is not None]
        if len({p.function[:3] for _, p in counting}) < (2 if wrong else 1) or any(r["counts"] and p is None for r, p in mine) or len(counting) < 2:
            continue
        shown = {id(r): p.function for r, p in counting}
        at = len(truth["columns"])
        bad = None
        if wrong:
            bad, project = host.random.choice(counting)
            shown[id(bad)] = host.random.choice(sorted({p.function for _, p in counting if p.function[:3] != project.function[:3]}))
        title = host.random.choice(("功能科目编码", "支出功能分类科目", "功能分类编码"))
        heads = [i for i in range(grid.head) if not (grid.rows[i][0] is not None and grid.rows[i][0].cols == at and at > 1)]
        for i, line in enumerate(grid.rows):
            if i < grid.head and i not in heads:
                line[0].cols += 1
                line.append(None)
            elif i < grid.head:
                line.append(Cell(title, rows=len(heads), align="centre", kind="header") if i == heads[0] else None)
            else:
                row = next((r for r in truth["rows"] if r["line"] == i - grid.head), None)
                mark = [(row["cell_marks"], str(at))] if row else None
                line.append(Cell(shown.get(id(row), "") if row else "", kind="text", truth=mark))
        grid.widths.append(None)
        grid.columns.append(Column((title,), "code", "code", width=1.5))
        truth["columns"].append({"path": [title], "role": "code", "meaning": "code", "part_of": None, "side": 0, "unit": None, "direction": None, "measure": "money", "mark": "certain"})
        for row in truth["rows"]:
            text = shown.get(id(row))
            row["cells"].append(text)
            row["marks"].update(level="open", code="open", kind="open")
            if text:
                row["record"]["function_code"] = text
        if not wrong:
            return host.odd("a list of projects with functional codes, those of the table of expenditure", block)
        project = next(p for r, p in counting if r is bad)
        there = any(c["meaning"] == "project" for b in host.tables(("B03", "B05"), free=False) for c in b.truth["columns"])
        return host.note("XT-18", "a project stands under the function of another", shown[id(bad)], project.function, cause="another function", contradicts=there and not any(x.carried for x in host.money.lines),
                         also=["HIE-06"], **place(block, bad, at))
    return False


KINDS = {"BAL-06": (split, split_lawful), "ROW-04": (beside, beside_lawful), "XT-12": (running, running_lawful),
         "XT-15": (medical, lambda host: medical(host, ("30112",), True)), "XT-16": (performance_pay, performance_lawful), "XT-18": (coded, lambda host: coded(host, False))}

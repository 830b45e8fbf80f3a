"""Records: what is said of each amount, field by field; what is said with high confidence and is wrong; sums of what counts."""

from decimal import Decimal

from .normal import SCALE, norm, number, one_of, same_value, step
from .tables import flat_sides, mark_of, sides

FIELDS = ("unit", "fiscal_year", "phase", "function_code", "economic_code", "gov_economic_code", "revenue_code", "project", "body", "fund_source",
          "source_year", "expenditure_kind", "basic_kind", "item", "direction", "level", "is_total", "of_which", "counts", "part_of")
SAME = {"fund_source": {"special_account": "fiscal_account"}}


def expected(table, row, column):
    """(fields, marks) that a careful reader knows of the amount in a cell: table, column, then row or side; the later wins."""
    head = table["columns"][column]
    side = next((s for s in sides(row) if s.get("side", 0) == head.get("side", 0)), None) if row.get("sides") else row
    if side is None:
        return None
    fields = {}
    for layer in (table.get("record"), head.get("record"), row.get("record"), side.get("record")):
        for key, value in (layer or {}).items():
            fields[key] = value
    fields.setdefault("unit", table.get("unit"))
    if side.get("level") is not None:
        fields["level"] = side["level"]
    fields["is_total"] = side["kind"] in ("total", "subtotal")
    if "of_which" in side:
        fields["of_which"] = side["of_which"]
    if side.get("counts") is not None:
        fields["counts"] = side["counts"]
    if "part_of" in head:
        fields["part_of"] = head["part_of"]
    marks = {**(table.get("marks") or {}), **(head.get("marks") or {}), **(row.get("marks") or {}), **(side.get("marks") or {})}
    return fields, marks


def amount_yuan(text, unit):
    """The exact amount of a printed figure; None where the unit is no money or not known."""
    value = number(text)
    return None if value is None or unit not in SCALE else value * SCALE[unit]


def score(result, pairing, doubts):
    """Every certain amount of every table against its record."""
    says_counts = any("counts" in r for r in pairing.records.values())
    says_parts = any("part_of" in r for r in pairing.records.values())
    department = ((result.facts or {}).get("department") or {}).get("name")
    for i, table in enumerate(pairing.truth):
        flat = flat_sides(table)
        for r, row in enumerate(table["rows"]):
            for c, cell in enumerate(row["cells"]):
                if c >= len(table["columns"]) or table["columns"][c]["role"] != "amount" or number(cell) is None or mark_of(table, row, c) != "certain":
                    continue
                known = expected(table, row, c)
                if known is not None:
                    side = table["columns"][c].get("side", 0) if row.get("sides") else 0
                    silent = {"level": side in flat, "body": department and norm(known[0].get("body")) == norm(department)}
                    _record(result, pairing, i, table, r, row, c, cell, *known, silent, says_counts, says_parts, doubts)
    if not says_counts:
        result.notes.add("sums: by level, is_total and of_which (the output has no records[].counts)")


def _record(result, pairing, i, table, r, row, c, cell, fields, marks, silent, says_counts, says_parts, doubts):
    """One amount. `silent` tells the fields that may be null though the truth names them: a flat table's level, the department itself."""
    page, name = row.get("page"), f"{table.get('title')} r{r} c{c} {norm(row.get('name'))[:16]} {norm(cell)}"
    record = pairing.record(i, r, c)
    unit = fields.get("unit")
    want = amount_yuan(cell, unit)
    if marks.get("unit", "certain") != "certain":
        got = (record or {}).get("amount_yuan")
        said = page in doubts or 0 in doubts or (record or {}).get("confidence") == "low"
        result.marked(marks["unit"], "records.amount_yuan", got is None or same_value(want, got) or said, page, name, want, got)
    elif want is not None:
        got = (record or {}).get("amount_yuan")
        result.check("records.amount_yuan", same_value(want, got), page, name, want, got)
    if record is None:
        return
    wrong = [] if marks.get("unit", "certain") != "certain" or want is None or record.get("amount_yuan") is None or same_value(want, record["amount_yuan"]) else ["amount_yuan"]
    for field in FIELDS:
        if field not in fields or (field == "counts" and not says_counts) or (field == "part_of" and not says_parts):
            continue
        want, got = fields[field], record.get(field)
        if field == "part_of" and want is not None:
            want = pairing.grids[i][1].get(want)
        ok = same_value(want or None, got or None) if field not in ("counts",) else same_value(want, got)
        ok = ok or (got is None and silent.get(field)) or (field == "level" and fields["is_total"])
        ok = ok or SAME.get(field, {}).get(want) == got is not None
        mark = marks.get(field, "certain")
        if mark == "certain":
            if not result.check(f"records.{field}", ok, page, name, want, got):
                if got is not None or field in ("is_total", "of_which", "counts"):  # what is left open is not wrong
                    wrong.append(field)
        else:
            result.marked(mark, f"records.{field}", ok or got is None or record.get("confidence") == "low" or page in doubts, page, name, want, got)
    if record.get("confidence") == "high":
        result.check("high_confidence", not wrong, page, name, None, ", ".join(wrong))


def sums(result, pairing):
    """Per table, side and column of amounts: the records that count add up to the printed total, where the truth's do."""
    for i, table in enumerate(pairing.truth):
        if table.get("sums") == "broken" or table.get("mark", "certain") != "certain":
            continue
        for c, column in enumerate(table["columns"]):
            if column["role"] == "amount":
                _sum(result, pairing, i, table, c)


def _sum(result, pairing, i, table, c):
    total, parts = _truth_parts(table, c)
    if total is None or not parts or not _holds(total, parts):
        return
    page, name = table["pages"][0], f"{table.get('title')} {'/'.join(table['columns'][c].get('path') or [])}"
    if i not in pairing.pairs or c not in pairing.grids[i][1]:
        result.check("sums", False, page, name, total, None)
        return
    index, ours = pairing.pairs[i], pairing.grids[i][1][c]
    records = [x for (t, _, col), x in pairing.records.items() if t == index and col == ours]
    if any("counts" in x for x in pairing.records.values()):
        counting = [x for x in records if x.get("counts")]
    else:
        bare = [x for x in records if not x.get("is_total") and not x.get("of_which")]
        top = min((x["level"] for x in bare if x.get("level") is not None), default=None)
        counting = [x for x in bare if x.get("level") == top]
    got = sum((number(x["printed"]) or 0) for x in counting)
    bound = (step(total) or Decimal(1)) * (len(counting) + 1) / 2
    result.check("sums", abs(got - number(total)) <= bound and bool(counting), page, name, total, got)


def _truth_parts(table, c):
    """(printed total, counting figures) of a column; None where no certain total is printed or a part is not certain."""
    total, parts, side_of = None, [], table["columns"][c].get("side", 0)
    for row in table["rows"]:
        side = next((s for s in sides(row) if s.get("side", 0) == side_of), None) if row.get("sides") else row
        cell = row["cells"][c] if c < len(row["cells"]) else None
        if side is None or number(cell) is None:
            continue
        if mark_of(table, row, c) != "certain":
            return None, []
        if side.get("counts"):
            parts.append(cell)
        elif side["kind"] == "total" and total is None:
            total = cell
    return total, parts


def _holds(total, parts):
    bound = (step(total) or Decimal(1)) * (len(parts) + 1) / 2
    return abs(sum(number(p) for p in parts) - number(total)) <= bound

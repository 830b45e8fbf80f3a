"""Tables: cells, ids, captions, headers, kinds and levels of rows, codes."""

import re

from . import match
from .normal import norm, number, one_of, same_figure, same_value

MONEY_ROLES = ("amount",)
LISTED = re.compile(r"(\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)$")
CARRIED = ("code", "name", "body", "text")


class Pairing:
    """The tables of a document, each with its counterpart, and the records of the output by place."""

    def __init__(self, truth, document):
        self.truth = truth.get("tables", [])
        self.ours = document["tables"]
        self.document = document
        self.tokens = [match.tokens(t) for t in self.truth]
        self.our_tokens = [match.tokens(t) for t in self.ours]
        self.pairs = match.tables(self.truth, self.ours, self.tokens, self.our_tokens)
        self.grids = {i: match.rows_and_columns(self.tokens[i], self.our_tokens[j], self.truth[i]["columns"], self.ours[j]["columns"])
                      for i, j in self.pairs.items()}
        self.records = {(r["table_index"], r["row"], r["column"]): r for r in document["records"] if r["origin"] == "table"}

    def record(self, table, row, column):
        """The record of a truth cell, or None."""
        if table not in self.pairs:
            return None
        rows, columns = self.grids[table]
        if row not in rows or column not in columns:
            return None
        return self.records.get((self.pairs[table], rows[row], columns[column]))

    def our_cell(self, table, row, column):
        """What the output has at the place of a truth cell; None where the table, row or column is not there."""
        if table not in self.pairs:
            return None
        rows, columns = self.grids[table]
        if row not in rows or column not in columns:
            return None
        cells = self.ours[self.pairs[table]]["rows"][rows[row]]["cells"]
        return cells[columns[column]] if columns[column] < len(cells) else None


def sides(row):
    """The sides of a row: itself where the table has one side only."""
    return row.get("sides") or [row]


def mark_of(table, row, column):
    """The worst mark that a cell bears."""
    marks = [table.get("mark"), row.get("mark"), (row.get("cell_marks") or {}).get(str(column)), table["columns"][column].get("mark")]
    return "unreadable" if "unreadable" in marks else "open" if "open" in marks else "certain"


def score(result, truth, pairing, doubts):
    """Counts everything that tables are judged by, but records."""
    for i, table in enumerate(pairing.truth):
        _caption(result, pairing, i, table)
        _cells(result, pairing, i, table, doubts)
        if i in pairing.pairs:
            _headers(result, pairing, i, table)
            _rows(result, pairing, i, table)
    _invented(result, truth, pairing)


def _caption(result, pairing, i, table):
    ours = pairing.ours[pairing.pairs[i]] if i in pairing.pairs else {}
    marks, page = table.get("marks") or {}, table["pages"][0]
    name = table.get("title") or f"table {i}"
    if table.get("mark", "certain") == "certain":
        result.check("tables.found", i in pairing.pairs, page, name, name, None)
        if i in pairing.pairs:
            result.check("tables.pages", set(table["pages"]) == set(ours["pages"]), page, f"pages of {name}", table["pages"], ours["pages"])
    for key, metric in (("id", "ids"), ("title", "titles"), ("number", "numbers"), ("unit", "units")):
        if key not in table:
            continue
        mark = marks.get(key) or table.get("mark") or "certain"
        want, got = table[key], ours.get(key)
        if listed := LISTED.match(norm(table.get("number"))):
            # 二、收入总表: whether 二、 is a number of the table or stands in its title is left open
            got = norm(got).removeprefix(listed[0]) if key == "title" and got else listed[0] if key == "number" and norm(ours.get("title")).startswith(listed[0]) else got
            want = norm(want) if key in ("title", "number") else want
        ok = same_value(want, got) or (key == "id" and want is not None and same_value(want, ours.get("variant")))
        if key == "id" and not ok and table.get("variant") and got:
            ok = same_value(table["variant"], got)
        if mark == "certain":
            result.check(metric, ok, page, f"{key} of {name}", want, got)
        else:
            result.marked(mark, metric, ok or got is None, page, f"{key} of {name}", want, got)


def _cells(result, pairing, i, table, doubts):
    right = wanted = 0
    excused = set()
    rows, columns = pairing.grids.get(i, ({}, {}))
    ours = pairing.ours[pairing.pairs[i]] if i in pairing.pairs else None
    above = {}
    for r, row in enumerate(table["rows"]):
        for c, cell in enumerate(row["cells"]):
            role = table["columns"][c]["role"] if c < len(table["columns"]) else "text"
            got = pairing.our_cell(i, r, c)
            place = (rows.get(r), columns.get(c))
            if not norm(cell):
                if norm(got) and role in CARRIED and norm(got) == above.get(c):
                    excused.add(place)  # a merged cell told again in each row that it covers
                elif norm(got) and None not in place:
                    result.fault("cells", row.get("page"), f"{table.get('title')} r{r} c{c}", None, got)
                continue
            above[c] = norm(cell)
            mark = mark_of(table, row, c)
            same = same_figure(cell, got) if role in MONEY_ROLES else norm(cell) == norm(got)
            what = f"{table.get('title')} r{r} c{c} {norm(row.get('name'))[:20]}"
            if mark == "certain":
                wanted += 1
                right += same
                if not same:
                    result.fault("cells", row.get("page"), what, cell, got)
                continue
            excused.add(place)
            said = row.get("page") in doubts or 0 in doubts
            if mark == "open":
                record = pairing.record(i, r, c)
                unsure = record is not None and record.get("confidence") == "low"
                result.marked("open", "cells", same or not norm(got) or said or unsure, row.get("page"), what, cell, got)
            else:
                result.marked("unreadable", "cells", not norm(got) and said, row.get("page"), what, cell, got)
    got = 0
    if ours is not None:
        for r, row in enumerate(ours["rows"]):
            got += sum(1 for c, cell in enumerate(row["cells"]) if norm(cell) and (r, c) not in excused)
        back, ahead = set(rows.values()), set(columns.values())
        for r, row in enumerate(ours["rows"]):
            if r not in back and any(norm(c) for c in row["cells"]):
                result.fault("cells", row.get("page"), f"{table.get('title')} has a row that is not printed so", None, [c for c in row["cells"] if norm(c)])
        for c in range(len(ours["columns"])):
            if c not in ahead and (n := sum(1 for row in ours["rows"] if c < len(row["cells"]) and norm(row["cells"][c]))):
                result.fault("cells", table["pages"][0], f"{table.get('title')} has a column that is not printed so: {ours['columns'][c].get('path')}", None, f"{n} cells")
    result.add("cells", right, wanted, got)


def _invented(result, truth, pairing):
    """Tables of the output that have no counterpart; those that are forms, or stand on pages of forms, are no fault."""
    forms = {p for f in truth.get("forms", []) for p in f.get("pages") or [f.get("page")]}
    as_forms = {f.get("table") for f in pairing.document["forms"]}
    used = set(pairing.pairs.values())
    for j, table in enumerate(pairing.ours):
        if j in used or j in as_forms or set(table["pages"]) & forms:
            continue
        cells = sum(1 for row in table["rows"] for cell in row["cells"] if norm(cell))
        if cells:
            result.add("cells", 0, 0, cells)
            result.fault("cells", table["pages"][0], "a table (or a piece of one) that is not printed so", None, f"{table.get('title')} ({cells} cells)")


def as_right(meaning, heading):
    """Other meanings that say as much as a heading does: 金额 is an amount, whatever else is known of its table."""
    last = heading.rsplit("/", 1)[-1]
    if meaning not in ("budget_figure", "final_figure"):
        return []
    return ["amount"] * ("金额" in last) + ["adjusted_budget"] * ("调整" in last) + ["this_year"] * ("本年" in last or "当年" in last)


def _headers(result, pairing, i, table):
    columns = pairing.grids[i][1]
    ours = pairing.ours[pairing.pairs[i]]["columns"]
    for c, column in enumerate(table["columns"]):
        if (column.get("mark") or table.get("mark") or "certain") != "certain":
            continue
        got = ours[columns[c]] if c in columns else {}
        want = "/".join(norm(p) for p in column.get("path") or ())
        have = "/".join(norm(p) for p in got.get("path") or ())
        what = f"{table.get('title')} column {c}"
        if "path" in column:
            result.check("headers.path", want == have, table["pages"][0], what, want, have)
        if column.get("meaning"):
            also = list(column.get("also") or ()) + as_right(column["meaning"], want)
            result.check("headers.meaning", one_of(column["meaning"], also, got.get("meaning")), table["pages"][0], f"{what} {want}",
                         column["meaning"], got.get("meaning"))


def _rows(result, pairing, i, table):
    rows = pairing.grids[i][0]
    ours = pairing.ours[pairing.pairs[i]]["rows"]
    several = any(c.get("side") for c in table["columns"])
    flat = flat_sides(table)
    for r, row in enumerate(table["rows"]):
        if row["kind"] == "blank" and r not in rows:
            continue
        got = ours[rows[r]] if r in rows else {}
        marks = {**(table.get("marks") or {}), **(row.get("marks") or {})}
        name = f"{table.get('title')} r{r} {norm(row.get('name') or row.get('code'))[:24]}"
        if not several and not row.get("sides"):
            _judge(result, marks, "kind", "kinds", row, got, row.get("page"), name)
            if row["kind"] not in ("blank", "heading"):
                if row["kind"] == "item" and row.get("level") is not None and not (got and 0 in flat and got.get("level") is None):
                    _judge(result, marks, "level", "levels", row, got, row.get("page"), name)
                _judge(result, marks, "of_which", "of_which", row, got, row.get("page"), name)
            _code(result, pairing, i, r, row, marks, range(len(table["columns"])), name)
            continue
        for side in sides(row):
            own = [c for c, column in enumerate(table["columns"]) if column.get("side", 0) == side.get("side", 0)]
            record = next((x for c in own if (x := pairing.record(i, r, c))), None)
            if record is not None:
                marks = {**marks, **(side.get("marks") or {})}
                if side["kind"] == "item" and side.get("level") is not None and not (side.get("side", 0) in flat and record.get("level") is None):
                    _judge(result, marks, "level", "levels", side, record, row.get("page"), f"{name} side {side.get('side')}")
                _judge(result, marks, "of_which", "of_which", side, record, row.get("page"), f"{name} side {side.get('side')}")
                _code(result, pairing, i, r, side, marks, own, name)


def flat_sides(table):
    """Sides whose items all stand on one level: there `null` says as much as the level."""
    levels = {}
    for row in table["rows"]:
        for side in sides(row):
            if side["kind"] == "item":
                levels.setdefault(side.get("side", 0) if row.get("sides") else 0, set()).add(side.get("level"))
    return {side for side, found in levels.items() if len(found) < 2}


def _judge(result, marks, key, metric, want, got, page, name):
    if key not in want or (key == "of_which" and not got):
        return
    ok = same_value(want[key] or False, got.get(key) or False)
    mark = marks.get(key) or "certain"
    if mark == "certain":
        result.check(metric, ok, page, f"{key} of {name}", want[key], got.get(key))
    else:
        result.marked(mark, metric, ok or got.get(key) is None, page, f"{key} of {name}", want[key], got.get(key))


CODE_FIELDS = ("function_code", "economic_code", "gov_economic_code", "revenue_code")


def _code(result, pairing, i, r, want, marks, columns, name):
    """The code in force of a row of a classification, against the codes of its records."""
    code = norm(want.get("code"))
    known = {field: value for field, value in (want.get("record") or {}).items() if field in CODE_FIELDS}
    if not code and not known or marks.get("code", "certain") != "certain":
        return
    record = next((x for c in columns if (x := pairing.record(i, r, c))), None)
    if record is None:
        return
    ours = [norm(record.get(f)) for f in CODE_FIELDS if record.get(f)]
    if known:
        for field, value in sorted(known.items()):
            result.check("codes", same_value(value, record.get(field)), want.get("page"), f"{field} of {name}", value, record.get(field))
    elif code.isdigit() and code[0] in "2351" and len(code) in (3, 5, 7):
        result.check("codes", code in ours, want.get("page"), f"code of {name}", code, ours)

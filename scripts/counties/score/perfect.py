"""The output that a perfect reader would give for a truth file; for the test of the score itself."""

from decimal import Decimal

from .normal import number
from .records import amount_yuan, expected
from .tables import mark_of, sides


def document(truth):
    """A document with everything that is scored, read off the truth."""
    facts = truth["facts"]
    found = {"outcome": "ok", "source": {"name": truth.get("name"), "sha256": ""}, "tables": [], "records": [], "forms": [], "statements": [], "findings": [],
             "diagnostics": [], "glossary": [{"term": t["term"]} for t in truth.get("glossary", [])],
             "disclosure": {k: facts.get(k) for k in ("kind", "scope", "fiscal_year", "title", "department")}}
    for i, table in enumerate(truth.get("tables", [])):
        found["tables"].append(_table(table))
        found["records"] += _records(i, table)
    found["diagnostics"] = [{"code": "doubt", "place": {"page": page}} for page in sorted(_doubtful(truth))]
    for form in truth.get("forms", []):
        found["forms"].append(_form(form))
    for i, statement in enumerate(truth.get("statements", [])):
        if statement.get("mark") == "unreadable":
            continue
        at = len(found["statements"])
        found["statements"].append({k: statement.get(k) for k in ("page", "quote", "printed", "subject", "measure", "value", "unit", "amount_yuan", "base", "direction",
                                                                  "budget", "code")})
        found["records"].append({"origin": "statement", "table_index": at, "row": 0, "column": 0, "fiscal_year": statement.get("fiscal_year"),
                                 "phase": statement.get("phase")})
    for error in truth.get("errors", []):
        if error.get("provable"):
            found["findings"].append({"rule": error["kind"], "severity": "error", "message": error.get("what", ""), "quote": None,
                                      "evidence": [{"what": "", "printed": error.get("printed") or "", "place": {"page": error.get("page")}}]})
    return found


def _table(table):
    return {"id": table.get("id"), "variant": table.get("variant"), "title": table.get("title"), "number": table.get("number"), "unit": table.get("unit"),
            "pages": list(table["pages"]), "columns": [dict(c) for c in table["columns"]],
            "rows": [{"kind": r["kind"], "level": r.get("level"), "of_which": r.get("of_which", False), "page": r.get("page"),
                      "cells": [None if mark_of(table, r, c) == "unreadable" else cell for c, cell in enumerate(r["cells"])]} for r in table["rows"]]}


def _records(i, table):
    for r, row in enumerate(table["rows"]):
        for c, cell in enumerate(row["cells"]):
            if c >= len(table["columns"]) or table["columns"][c]["role"] != "amount" or number(cell) is None or mark_of(table, row, c) == "unreadable":
                continue
            known = expected(table, row, c)
            if known is None:
                continue
            side = next((s for s in sides(row) if s.get("side", 0) == table["columns"][c].get("side", 0)), row)
            code = str(side.get("code") or "")
            field = {"2": "function_code", "3": "economic_code", "5": "gov_economic_code", "1": "revenue_code"}.get(code[:1])
            record = {"origin": "table", "table_index": i, "row": r, "column": c, "printed": cell, "confidence": "high", "level": None, "of_which": False,
                      "is_total": False, **({field: code} if field else {}), **known[0]}
            record["amount_yuan"] = amount_yuan(cell, known[0].get("unit"))
            if known[1].get("unit", "certain") != "certain":
                record["amount_yuan"] = None
            yield record


def _doubtful(truth):
    """Pages on which something cannot be read."""
    for table in truth.get("tables", []):
        for row in table["rows"]:
            if any(mark_of(table, row, c) == "unreadable" for c in range(min(len(row["cells"]), len(table["columns"])))):
                yield row.get("page")


def _form(form):
    fields = [{"label": f["label"], "value": None if f.get("person") else f["value"], "person": f.get("person", False)} for f in form.get("fields", [])]
    copy = {k: v for k, v in form.items() if k not in ("marks", "family")}
    copy["fields"] = fields
    for part in ("funds", "goals", "tasks", "indicators"):
        copy[part] = [dict(x) for x in form.get(part, []) if x.get("mark") != "unreadable"]
    return copy


def wrong_number(text):
    """The same figure with its first digit changed."""
    at = next(i for i, c in enumerate(text) if c.isdigit())
    return text[:at] + str((int(text[at]) + 1) % 9 + 1) + text[at + 1:]


def yuan(value):
    """A decimal of a text, for tests."""
    return Decimal(value)

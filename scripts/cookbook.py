#!/usr/bin/env python3
"""Runs the recipes of docs/cookbook.md on an output folder and compares their answers with what the JSON says.

usage: python scripts/cookbook.py OUT

Needs duckdb, pandas, pyarrow, openpyxl and sqlite-utils (scripts/cookbook-requirements.txt). A recipe is a fenced block that
begins with a comment `tool: name`; what it must answer is computed here from documents/*.json, apart from any sink.
"""

import json
import re
import sqlite3
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

COOKBOOK = Path(__file__).resolve().parent.parent / "docs" / "cookbook.md"
BLOCK = re.compile(r"^```(\w+)\n(?:--|#) (duckdb|sqlite|pandas|excel): (\w+)\n(.*?)^```$", re.S | re.M)


def recipes():
    """The recipes: tool, name, code."""
    return [(tool, name, code) for _, tool, name, code in BLOCK.findall(COOKBOOK.read_text(encoding="utf-8"))]


def number(text):
    """A JSON number digit for digit."""
    return Decimal(text)


def load(out):
    """The documents of the last run, in the order of the manifest."""
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    files = dict.fromkeys(entry["document"] for entry in manifest["inputs"] if entry["document"])
    return [json.loads((out / file).read_text(encoding="utf-8"), parse_float=number) for file in files]


def same(value):
    """A value as both sides can be compared: decimals without trailing zeros, no kinds of missing value."""
    if value is None or value != value:
        return None
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Decimal(str(value)).normalize() + 0
    return str(value)


def rows(answer):
    """The rows of an answer, as lists of comparable values."""
    return [[same(value) for value in row] for row in answer]


# ---- what the JSON says ------------------------------------------------------------------------------------------------


def facts(documents):
    """Every record with its document."""
    for document in documents:
        for record in document["records"]:
            yield document, record


def whose(document):
    about = document["disclosure"]
    return about["department"]["name"], about["fiscal_year"]


def three_public(documents):
    items = {}
    for document, record in facts(documents):
        if record["table"] != "B07" or record["origin"] != "table" or record["amount_yuan"] is None:
            continue
        item = record.get("item")
        if item not in ("overseas_travel", "vehicle_purchase", "vehicle_running", "reception"):
            continue
        key = (whose(document)[0], record["fiscal_year"], item)
        items[key] = max(items.get(key, Decimal("-Infinity")), Decimal(record["amount_yuan"]))
    missing_last = lambda key: tuple((part is None, part or 0) if not isinstance(part, str) else (False, part) for part in key)
    return [[*key, items[key]] for key in sorted(items, key=missing_last)]


def largest(documents):
    found = []
    for document, record in facts(documents):
        code = record["function_code"]
        if record["table"] == "B03" and record["origin"] == "table" and code and len(code) == 7 and not record["is_total"]:
            column = document["tables"][record["table_index"]]["columns"][record["column"]]
            if column.get("meaning") == "total" and column.get("year") in (None, document["disclosure"]["fiscal_year"]):
                found.append((document, record))
    found.sort(key=lambda f: (-Decimal(f[1]["amount_yuan"]), f[0]["source"]["sha256"], f[1]["place"]["page"]))
    return [[*whose(d), r["function_code"], Decimal(r["amount_yuan"])] for d, r in found[:10]]


def largest_projects(documents):
    found = []
    for document in documents:
        for form in document["forms"]:
            for fund in form["funds"]:
                if fund["source"] == "total" and fund["horizon"] == "annual" and fund["amount_yuan"] is not None:
                    found.append([whose(document)[0], form["project_name"], Decimal(fund["amount_yuan"])])
    found.sort(key=lambda f: (-f[2], f[0] or "", f[1] or ""))
    return found[:10]


def does_not_add_up(documents):
    return None


def operating_costs(documents):
    found = []
    for document in documents:
        for statement in document["statements"]:
            if statement["subject"] == "机关运行经费" and statement["measure"] in ("amount", "change", "percent_change"):
                found.append([*whose(document), statement["measure"], statement["direction"], statement["value"], statement["unit"], statement["page"]])
    return found


# ---- what the recipes say ----------------------------------------------------------------------------------------------

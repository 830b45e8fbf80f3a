#!/usr/bin/env python3
"""Runs the recipes of docs/cookbook.md on an output folder and compares their answers with what the JSON says, and holds the sums of
the views against printed totals.

usage: python scripts/cookbook.py OUT

Needs duckdb, pandas, pyarrow, openpyxl and datasette (scripts/cookbook-requirements.txt), and R for its recipes, which are
skipped without. A recipe is a fenced block that begins with a comment `tool: name`; what it must answer is computed here from
documents/*.json, apart from any sink.
"""


import csv
import importlib.util
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

COOKBOOK = Path(__file__).resolve().parent.parent / "docs" / "cookbook.md"
BLOCK = re.compile(r"^```(\w+)\n(?:--|#|\*) (duckdb|sqlite|pandas|datasette|excel|r|stata): (\w+)\n(.*?)^```$", re.S | re.M)


def recipes():
    """The recipes: tool, name, code."""
    return [(tool, name, code) for _, tool, name, code in BLOCK.findall(COOKBOOK.read_text(encoding="utf-8"))]


def load(out):
    """The documents of the last run, in the order of the manifest."""
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    files = dict.fromkeys(entry["document"] for entry in manifest["inputs"] if entry["document"])
    return [json.loads((out / file).read_text(encoding="utf-8"), parse_float=Decimal) for file in files]


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

def records_of(documents, **wanted):
    """Every record with these values, and its document."""
    for document in documents:
        for record in document["records"]:
            if all(record.get(name) == value for name, value in wanted.items()):
                yield document, record


def department(document):
    return document["disclosure"]["department"]["name"]


def departments():
    """The departments of the last run, in the order of the manifest."""
    manifest = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["departments"]:
        yield json.loads(Path("out", entry["file"]).read_text(encoding="utf-8"), parse_float=Decimal)


def rows_of(view):
    """Every row of a view, and its department."""
    for found in departments():
        for row in found[view]:
            yield found, row


def three_public(_documents):
    items = ("total_yuan", "overseas_travel_yuan", "vehicles_yuan", "reception_yuan")
    found = [[d["name"], r["scope"], r["fiscal_year"], r["phase"], *(r[i] for i in items)] for d, r in rows_of("three_public")]
    return sorted(found, key=lambda f: (f[0] or "", f[1] is None, f[1] or "", f[2] or 0, f[3]))


def three_public_by_item(_documents):
    items = ("overseas_travel_yuan", "vehicle_purchase_yuan", "vehicle_running_yuan", "reception_yuan")
    found = [[d["name"] or "", str(r["fiscal_year"] or ""), r["phase"], i, r[i]]
             for d, r in rows_of("three_public") for i in items if r[i] is not None]
    return sorted(found, key=lambda f: f[:4])


def largest(_documents):
    found = [(d, number, r) for d in departments() for number, r in enumerate(d["spending_by_function"])]
    found.sort(key=lambda f: (-f[2]["amount_yuan"], f[0]["id"], f[1]))
    return [[d["name"], r["function_code"], r["amount_yuan"], r["table_id"], r["page"]] for d, _, r in found[:10]]


def largest_projects(documents):
    found = []
    for document in documents:
        for form in (f for f in document["forms"] if f["duplicate_of"] is None):
            for fund in form["funds"]:
                wanted = (fund["source"], fund["horizon"], fund["measure"]) == ("total", "annual", "budget")
                if wanted and fund["amount_yuan"] is not None:
                    found.append([department(document), form["project_name"], fund["amount_yuan"]])
    found.sort(key=lambda f: (-f[2], f[1] or ""))
    return found[:10]


def does_not_add_up(_documents):
    # Not all findings are of one document, so they are read where all of them stand.
    lines = Path("out/findings.ndjson").read_text(encoding="utf-8").splitlines()
    findings = [json.loads(line, parse_float=Decimal) for line in lines]
    found = []
    for severity in ("error", "warning"):
        for finding in (f for f in findings if f["severity"] == severity):
            for evidence in finding["evidence"] or [None]:
                place = [evidence["place"]["page"], evidence["printed"]] if evidence else [None, None]
                found.append([severity, finding["rule"], finding["source"] or None, finding["message_zh"], *place])
    return found


def rules(documents):
    counts = {}
    for document in documents:
        for check in document["checks"]:
            key = (check["rule"], check["status"])
            counts[key] = counts.get(key, 0) + 1
    return [[*key, counts[key]] for key in sorted(counts)]


def operating_costs(documents):
    found = []
    for document in documents:
        key = (department(document) or "", document["disclosure"]["fiscal_year"] or 0, document["source"]["sha256"])
        for number, said in enumerate(document["statements"]):
            if said["subject"] == "机关运行经费" and said["measure"] in ("amount", "change", "percent_change"):
                row = [department(document), document["disclosure"]["fiscal_year"], said["measure"], said["direction"],
                       said["value"], said["unit"], said["page"], said["quote"]]
                found.append(((*key, number), row))
    return [row for _, row in sorted(found, key=lambda f: f[0])]


def search(documents):
    fields = ("function_name", "economic_name", "gov_economic_name", "project", "label")
    found = []
    for document in documents:
        for number, record in enumerate(document["records"]):
            if any("社会保障" in (record.get(field) or "") for field in fields):
                found.append([document["source"]["sha256"][:12], number])
    return sorted(found)


def per_table(documents):
    sums = {}
    for _, record in records_of(documents):
        count, fen = sums.get(record["table"], (0, None))
        if record["amount_yuan"] is not None:
            fen = (fen or 0) + record["amount_yuan"] * 100
        sums[record["table"]] = (count + 1, fen)
    return [[table, *sums[table]] for table in sorted(sums, key=lambda t: t or "")]


def sums_of_spending(*keys):
    sums = {}
    for found, row in rows_of("spending_by_function"):
        key = (found["name"], *(row[k] for k in keys))
        sums[key] = sums.get(key, 0) + row["amount_yuan"]
    return sums


def sheet_totals(_documents):
    sums = sums_of_spending()
    return [[*key, sums[key]] for key in sorted(k for k in sums if k[0])]


def spending_by_class(_documents):
    sums = {(k[0], str(k[1]), k[2]): v for k, v in sums_of_spending("fiscal_year", "class_code").items() if all(k)}
    return [[*key, sums[key]] for key in sorted(sums)]


def findings_by_rule(_documents):
    counts = {}
    for line in Path("out/findings.ndjson").read_text(encoding="utf-8").splitlines():
        finding = json.loads(line)
        key = (finding["rule"], finding["severity"])
        counts[key] = counts.get(key, 0) + 1
    return [[*key, counts[key]] for key in sorted(counts)]


def spending_in_sqlite(_documents):
    sums = sums_of_spending("fiscal_year", "kind", "covers")
    return [[*key, sums[key]] for key in sorted(sums, key=lambda k: (k[0] or "", k[1] is None, k[1] or 0, *k[2:]))]


def spending_by_department(_documents):
    # In a file whose columns are all texts a year is text, and nothing is the empty text.
    sums = {(k[0] or "", str(k[1] or "")): v for k, v in sums_of_spending("fiscal_year").items()}
    return [[*key, sums[key]] for key in sorted(sums)]


# ---- what the pages say ------------------------------------------------------------------------------------------------

# View, condition on its rows, and the core figure whose printed total they make.
TOTALS = [
    ("spending_by_function", {"covers": "all_funds"}, "expenditure"),
    ("spending_by_function", {"covers": "general_public_budget"}, "general_public_budget_expenditure"),
    ("spending_by_economic_class", {"classification": "department", "covers": "all_funds"}, "expenditure"),
    ("spending_by_economic_class", {"classification": "department", "covers": "general_public_budget"},
     "general_public_budget_expenditure"),
    ("spending_by_economic_class", {"classification": "department", "covers": "general_public_budget_basic"},
     "general_public_budget_basic"),
    ("basic_by_kind", {"covers": "general_public_budget"}, "general_public_budget_basic"),
    ("income_by_source", {"kind": "budget"}, "income_total"),
]


def against_print():
    """Holds the sums of the views against printed totals; a total that its own document breaks is told and is no failure."""
    broken = set()
    for file in Path("out/documents").glob("*.json"):
        document = json.loads(file.read_text(encoding="utf-8"))
        if any(check["status"] == "fail" for check in document["checks"]):
            broken.add(file.stem)
    held, failed, told = 0, 0, 0
    for found in departments():
        for year in found["years"]:
            same = lambda row: all(row[k] == year[k] for k in ("fiscal_year", "kind", "scope"))  # noqa: E731
            for view, wanted, figure in TOTALS:
                rows = [r for r in found[view] if same(r) and all(r[k] == v for k, v in wanted.items())]
                totals = [s for f in found["figures"] if f["figure"] == figure and same(f) for s in f["sources"] if s["printed"]]
                if not rows or not totals:
                    continue
                total = sum(r["amount_yuan"] for r in rows)
                # Each row may be rounded to the hundredth of 万元.
                if any(abs(total - s["value"]) <= 50 * (len(rows) + 1) for s in totals):
                    held += 1
                    continue
                own = broken.intersection(year["documents"])
                failed, told = failed + (not own), told + bool(own)
                print(f"{'told' if own else 'FAIL'}: {view} of {found['name']} {year['fiscal_year']} is {total}, "
                      f"printed {totals[0]['printed']} ({totals[0]['table_id']}, page {totals[0]['page']})")
    print(f"{held} sums of views are what is printed, {told} are not and their documents do not add up, {failed} are not")
    return failed


# ---- what the recipes say ----------------------------------------------------------------------------------------------


class Skipped(Exception):
    """A recipe whose tool is not on this machine."""


def run_in_r(code):
    if shutil.which("Rscript") is None:
        raise Skipped("no Rscript")
    # Twice the digits that a double needs are of no use; fifteen are what it holds for certain.
    code += '\nwrite.table(answer, "answer.csv", sep = ",", row.names = FALSE, col.names = FALSE, na = "", fileEncoding = "UTF-8")\n'
    Path("recipe.R").write_text(code, encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(["Rscript", "--vanilla", "recipe.R"], capture_output=True, text=True, env=environment)
    if missing := re.search("there is no package called .*", ran.stderr):
        raise Skipped(missing.group())
    if ran.returncode != 0:
        sys.exit(ran.stderr)
    found = csv.reader(io.StringIO(Path("answer.csv").read_text(encoding="utf-8")))
    return [[*row[:-1], Decimal(row[-1])] for row in found]


def run_as_stata_would(code):
    """Line by line what Stata's manual says of the commands, in pandas; a line that is not known here is an error."""
    import pandas

    def load(_):
        table = pandas.read_csv("out/csv/spending_by_function.csv", dtype=str, keep_default_na=False)
        odd = [name for name in table.columns if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,31}", name)]
        assert not odd, f"Stata would give these columns other names: {odd}"
        table.to_stata("rows.dta", write_index=False, version=118, convert_strl=list(table.columns))
        again = pandas.read_stata("rows.dta")
        assert again.equals(table), "Stata's format does not hold the table"
        return again

    commands = {
        'import delimited using out/csv/spending_by_function.csv, varnames(1) stringcols(_all) encoding("utf-8") clear': load,
        "destring amount_yuan, generate(yuan)": lambda t: t.assign(yuan=pandas.to_numeric(t["amount_yuan"])),
        "format yuan %18.2f": lambda t: t,
        # A sum in Stata passes over what is missing.
        "collapse (sum) yuan, by(department fiscal_year)":
            lambda t: t.groupby(["department", "fiscal_year"], sort=True)["yuan"].sum().reset_index(),
    }
    table = None
    for line in code.strip().splitlines():
        table = commands[line](table)
    return table.values.tolist()


def run(tool, code):
    """The rows that a recipe gives, run in the folder that holds `out`."""
    if tool == "r":
        return run_in_r(code)
    if tool == "stata":
        return run_as_stata_would(code)
    if tool == "duckdb":
        import duckdb

        if "TYPE sqlite" in code:
            # From the registry, since DuckDB's own server of extensions is not always at hand.
            found = importlib.util.find_spec("duckdb_extension_sqlite_scanner")
            if found is None:
                raise Skipped("no duckdb-extension-sqlite-scanner")
            extension = next(Path(found.origin).parent.rglob("*.duckdb_extension"))
            duckdb.sql(f"LOAD '{extension}'")
        return duckdb.sql(code).fetchall()
    if tool == "sqlite":
        with sqlite3.connect("out/gongkai.sqlite") as database:
            return database.execute(code).fetchall()
    if tool == "datasette":
        path = Path(sys.executable).parent
        environment = {**os.environ, "PATH": f"{path}:{os.environ.get('PATH', '')}"}
        printed = subprocess.run(["sh", "-c", code], check=True, capture_output=True, text=True, env=environment).stdout
        answer = json.loads(printed, parse_float=Decimal)
        return answer["rows"] if isinstance(answer, dict) else answer
    scope = {}
    exec(code, scope)  # The recipes are the project's own.
    return scope["answer"].values.tolist()


def close(left, right, inexact):
    """Whether two answers are the same; sums of doubles may be off in the last digits."""
    if len(left) != len(right):
        return False
    for a, b in zip(left, right):
        if len(a) != len(b):
            return False
        for x, y in zip(a, b):
            if inexact and isinstance(x, Decimal) and isinstance(y, Decimal):
                if abs(x - y) > Decimal("0.005"):
                    return False
            elif x != y:
                return False
    return True


IS_TEXT = re.compile(r"(_code|_id|_sha256|^id|^code|^document|^date|_date|^box)$")


def types():
    """Codes, ids and dates are texts to whoever opens the Parquet files as they are: number of columns that are none."""
    import pandas
    import polars

    failed = held = 0
    for folder in sorted(Path("out/parquet").iterdir()):
        files = sorted(folder.rglob("*.parquet"))
        if not files:
            continue
        seen = {"pandas": pandas.read_parquet(files[0]).dtypes.items(), "polars": polars.read_parquet(files[0]).schema.items()}
        for library, columns in seen.items():
            wrong = [f"{name}: {kind}" for name, kind in columns if IS_TEXT.search(name) and str(kind) not in ("object", "str", "string", "String")]
            held += sum(1 for name, _ in columns if IS_TEXT.search(name)) - len(wrong)
            failed += len(wrong)
            if wrong:
                print(f"FAIL: {library} {folder.name}: {', '.join(wrong)}")
    print(f"{held} columns of codes, ids and dates are texts to pandas and polars, {failed} are not")
    return failed


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1]).resolve()
    documents = load(out)
    folder = tempfile.TemporaryDirectory()
    os.symlink(out, Path(folder.name) / "out")
    os.chdir(folder.name)
    failed = 0
    found = recipes()
    if len(found) < 14:
        sys.exit(f"only {len(found)} recipes in {COOKBOOK}")
    skipped = 0
    for tool, name, code in found:
        try:
            expected, answer = rows(globals()[name](documents)), rows(run(tool, code))
        except Skipped as reason:
            skipped += 1
            print(f"skipped: {tool} {name}: {reason}")
            continue
        good = close(expected, answer, inexact=tool in ("excel", "r", "stata"))
        print(f"{'ok' if good else 'FAIL'}: {tool} {name}: {len(answer)} rows")
        if not good:
            failed += 1
            print("  JSON:  ", expected[:3], len(expected))
            print("  recipe:", answer[:3], len(answer))
            difference = [pair for pair in zip(expected, answer) if pair[0] != pair[1]]
            print("  first difference:", difference[:1])
    failed += against_print() + types()
    print(f"{len(found) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

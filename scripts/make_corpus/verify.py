"""`python3 scripts/make_corpus/verify.py [CORPUS]`: does each document say what its truth says?

The truth is written from the model; here poppler's `pdftotext` reads the documents, and every cell, title and quoted
sentence of the truth must stand on the pages it names. The sums are checked from the printed cells alone.
"""

import json
import pathlib
import re
import subprocess
import sys
from decimal import Decimal


def closed(text):
    return re.sub(r"[\s\u3000\xa0\x0c]+", "", text)


def pages(path):
    """The text of every page, white space removed."""
    if path.suffix == ".txt":
        raw = path.read_bytes()
        try:
            return [closed(raw.decode("utf-8"))]
        except UnicodeDecodeError:
            return [closed(raw.decode("gb18030"))]
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    layout = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    both = zip(run.stdout.decode("utf-8").split("\f"), layout.stdout.decode("utf-8").split("\f"))
    return [closed(a) + "\n" + closed(b) for a, b in both]


def amount(text):
    """The value of a printed cell, None when it holds no number."""
    return Decimal(text.replace(",", "")) if text and re.fullmatch(r"-?[\d,]+(\.\d+)?", text) else None


def missing(truth, found):
    """Texts of the truth that are not on their pages."""
    for table in truth["tables"]:
        text = "\n".join(found[table["page_from"] - 1:table["page_to"]])
        wanted = [table["title"]] + [c for row in table["header"] + table["rows"] for c in row if c]
        for cell in wanted:
            if closed(cell) not in text and not all(ch in text for ch in re.split(r"\b", closed(cell))):
                yield table["title"], cell
    whole = "".join(closed(p.split("\n")[0]) for p in found)
    for statement in truth.get("statements", []):
        for entry in statement["amounts"]:
            if entry["value"] not in statement["quote"]:
                yield "statement", entry["value"]
        if truth["pages"] == 1 and closed(statement["quote"]) not in whole:
            yield "quote", statement["quote"]


def sums(table):
    """(row, column) where a code's amount is not the sum of its children, or 合计 not the sum of its classes."""
    roles = table["roles"]
    label = roles.index("label") if "label" in roles else 0
    codes = [i for i in range(label) if roles[i] == "code"]
    if not codes or roles.count("label") != 1:
        return
    values, total, above = {}, None, ["", "", ""]
    for row in table["rows"]:
        parts = [(row[i] or "").strip() for i in codes]
        if len(codes) == 3 and sum(map(bool, parts)) == 1 and parts[0] == "":        # staircase: carry the codes above
            level = next(i for i, p in enumerate(parts) if p)
            parts = above[:level] + parts[level:]
        above = parts
        code = "".join(parts)
        cells = {i: amount(row[i]) or Decimal(0) for i, r in enumerate(roles) if r == "amount"}
        if re.fullmatch(r"\d{3}(\d\d){0,2}", code):
            values[code] = cells
        elif "合计" in closed("".join(filter(None, row[:label + 1]))):
            total = cells
    for code, cells in values.items():
        children = [v for k, v in values.items() if k.startswith(code) and len(k) == len(code) + 2]
        for i, value in cells.items():
            if children and value != sum(c[i] for c in children):
                yield code, table["columns"][i]
    shortest = min(map(len, values), default=0)
    for i, value in (total or {}).items():
        if values and value != sum(v[i] for k, v in values.items() if len(k) == shortest):
            yield "合计", table["columns"][i]


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2] / "corpus")
    bad = cells = checked = 0
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        document = folder / truth["file"]
        if truth["facts"].get("media") == "html":
            continue
        found = pages(document)
        planted = {(e.get("table"), e.get("column")) for p in folder.glob(truth["stem"] + "*.errors.json")
                   for e in json.loads(p.read_text("utf-8"))["errors"]}
        for where, what in missing(truth, found):
            bad += 1
            print(f"{truth['stem']} {where}: not on the page: {what}")
        for table in truth["tables"]:
            cells += sum(bool(c) for row in table["rows"] for c in row)
            checked += 1
            for code, column in sums(table):
                known = (table["title"], column) in planted
                bad += not known
                print(f"{truth['stem']} {table['title']}: {code} {column} does not add up" + " (planted)" * known)
    print(f"{checked} tables, {cells} cells, {bad} faults")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())

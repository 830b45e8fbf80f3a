"""Checks that the truth is right: what other readers see on the pages is what the truth says, and its sums hold where they should.

    python3 scripts/counties/verify.py DIR [--detail]      DIR as written by scripts/counties, drawn without UNREAD (see below):
    python3 scripts/counties --seed 1 --count 40 --out DIR --without $(python3 scripts/counties/verify.py --list)
"""

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

# features that pdftotext or PyMuPDF cannot follow
UNREAD = ("ink.spoilt=white", "ink.spoilt=covered", "ink.spoilt=no_meaning", "ink.spoilt=overrun", "font.kind=wide", "sheet.text=glyph", "sheet.wrap_numbers=yes", "sheet.bold=twice",
          "sheet.rotation=text90", "sheet.rotation=text270", "sheet.turned_heads=yes", "sheet.turned_heads=down", "font.decimals=yes", "sheet.cell_touch=yes", "sheet.watermark=dense", "sheet.watermark=pale",
          "sheet.seal=yes", "figures.grouping=blank", "figures.wide=yes", "sheet.spacing=wide", "sheet.spacing=tight", "sheet.tz=80", "sheet.tz=110", "sheet.tz=90", "font.kind=ucs2", "font.kind=own_cmap",
          "ink.decoy=invisible", "ink.decoy=off_page", "file=text")
NUMBER = re.compile(r"-?\(?\d[\d,]*(?:\.\d+)?\)?-?")


def numbers(text):
    return Counter(NUMBER.findall(unicodedata.normalize("NFKC", text).replace("−", "-")))


def by_poppler(path):
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    return [numbers(page) for page in text.split("\f")]


def by_mupdf(path):
    import pymupdf
    with pymupdf.open(path) as document:
        return [numbers(page.get_text()) for page in document]


def figures(truth):
    """(page, printed figure, where) of every amount cell of tables."""
    for t, table in enumerate(truth["tables"]):
        amounts = [i for i, c in enumerate(table["columns"]) if c["role"] == "amount"]
        for row in table["rows"]:
            for c in amounts:
                text = row["cells"][c]
                if text and row["cell_marks"].get(str(c)) is None and any(x.isdigit() for x in text):
                    yield row["page"], text, (t, row["line"], c)


def fund_figures(truth):
    """(page, printed figure, where) of the short funds of forms; long ones are wrapped in their cells."""
    for n, form in enumerate(truth["forms"]):
        for k, fund in enumerate(form["funds"]):
            if fund.get("printed") and len(fund["printed"]) <= 6 and "%" not in fund["printed"] and fund.get("mark", "certain") == "certain" and any(x.isdigit() for x in fund["printed"]):
                yield fund.get("page") or form["page"], fund["printed"], ("form", n, k)


def lost_quotes(truth, pdf):
    """Statements whose sentence does not stand on its page or the one after, blanks left out."""
    import pymupdf
    from sheet.fonts import RADICALS
    whole = {ord(radical): char for char, radical in RADICALS.items()}
    strip = lambda text: re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.translate(whole)))
    with pymupdf.open(pdf) as document:
        pages = [strip(page.get_text()) for page in document] + [""]
    for statement in truth["statements"]:
        words = strip(statement["quote"])[:14]
        page = statement["page"] - 1
        near = pages[max(page - 1, 0)] + pages[page] + pages[page + 1]
        if words not in near and strip(statement["quote"])[-8:] not in near:
            yield statement["page"], statement["quote"][:40], ("statement",)


def value(text):
    """A printed figure as a number, or None."""
    text = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").replace("−", "-")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    if text.endswith("-"):
        text = "-" + text[:-1]
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def sides(row):
    return row.get("sides") or [row]


def sums(truth):
    """Tables whose counting rows do not make up the total within rounding: (table, column, sum, total)."""
    for t, table in enumerate(truth["tables"]):
        if table["sums"] != "hold":
            continue
        for c, column in enumerate(table["columns"]):
            if column["role"] != "amount" or column["unit"] or column["measure"] == "other":
                continue
            side, total, parts, n = column["side"], None, Decimal(0), 0
            for row in table["rows"]:
                for mine in sides(row):
                    if mine.get("side", 0) != side:
                        continue
                    printed = value(row["cells"][c] or "0")
                    if printed is None:
                        continue
                    if mine["kind"] == "total":
                        total = printed if total is None or abs(printed) > abs(total) else total
                        step = Decimal(1).scaleb(printed.as_tuple().exponent)
                    elif mine["counts"]:
                        parts, n = parts + printed, n + 1
            if total is not None and n and row_has(table, c) and abs(parts - total) > step * (n + 1) / 2 + (step * (n + 1) / 2 if side else 0):
                yield t, table["title"], column["path"], parts, total


def row_has(table, c):
    return any(row["cells"][c] for row in table["rows"])


def main():
    if "--list" in sys.argv:
        print(*UNREAD)
        return
    folder, detail = Path(sys.argv[1]), "--detail" in sys.argv
    seen = Counter()
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for fault in sums(truth):
            seen["sums that do not hold"] += 1
            if detail:
                print(truth["seed"], "sum", *fault)
        seen["tables whose sums were asked"] += sum(t["sums"] == "hold" for t in truth["tables"])
        pdf = path.with_name(path.name.replace(".truth.json", ".pdf"))
        if not pdf.exists():
            continue
        if set(truth["features"]) & set(UNREAD):
            seen["documents passed over"] += 1
            continue
        seen["documents"] += 1
        for fault in lost_quotes(truth, pdf):
            seen["statements that are not on their page"] += 1
            if detail:
                print(truth["seed"], *fault)
        seen["statements"] += len(truth["statements"])
        for name, reader in (("pdftotext", by_poppler), ("PyMuPDF", by_mupdf)):
            pages = reader(pdf)
            for page, text, where in [*figures(truth), *fund_figures(truth)]:
                token = unicodedata.normalize("NFKC", text).replace("−", "-")
                seen[f"{name}: figures"] += 1
                near = pages[page - 1] if page <= len(pages) else Counter()
                if where[0] == "form":
                    token = (NUMBER.findall(token) or [token])[0]
                if near[token] > 0:
                    near[token] -= 1
                elif page < len(pages) and any("sideways" in f for f in truth["features"]) and pages[page][token] > 0:
                    pages[page][token] -= 1
                else:
                    seen[f"{name}: figures not seen on their page"] += 1
                    if detail:
                        print(truth["seed"], name, page, text, where)
    for key, count in sorted(seen.items()):
        print(f"{count:8} {key}")


if __name__ == "__main__":
    main()

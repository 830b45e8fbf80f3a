"""What a template or a spreadsheet leaves on the page: DOC-08, DOC-09."""

from blocks import Cell, TableBlock
from late.economy import place
from lists import name as code_name

LEFT = {"functional": ("208", "20805", "2080505", "201", "2010101", "21208", "2120801", "22301"), "economic": ("301", "30101", "302", "30201")}
ARTEFACTS = ("########", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "|---|", "NaN", "0x2a")


def empty(host):
    """Tables without figures whose body prints nothing."""
    found = [b for b in host.blocks if isinstance(b, TableBlock) and b.truth["empty"] and id(b) not in host.touched and not b.truth["rows"] and len(b.grid.rows) == b.grid.head + 1
             and not any(c is None or c.text for c in b.grid.rows[b.grid.head])]
    host.random.shuffle(found)
    return found


def column_of(block, role):
    return next((i for i, c in enumerate(block.truth["columns"]) if c["role"] == role), None)


def row_of(block, line, kind, cells, **more):
    """The truth of a row that was written into an empty table."""
    return {"line": line, "kind": kind, "page": None, "level": None, "of_which": False, "counts": False, "code": None, "implied_code": None, "name": None, "body": None, "project": None, "side": 0, "meaning": None,
            "cells": cells, "marks": dict.fromkeys(("kind", "level", "counts", "code"), "open"), "cell_marks": {}, "direction": block.truth["columns"][0]["direction"], "record": {}, **more}


def write(block, rows, kind="item"):
    """Prints (code, name) rows in the body of an empty table."""
    code, name = column_of(block, "code"), column_of(block, "name")
    width = len(block.truth["columns"])
    lines = [block.grid.rows[block.grid.head]] + [[Cell("", kind=c.kind) for c in block.grid.rows[block.grid.head]] for _ in rows[1:]]
    for n, ((number, words), cells) in enumerate(zip(rows, lines)):
        shown = [None] * width
        for at, text in ((code, number), (name, words)):
            if at is not None and text:
                cells[at].text = shown[at] = text
        block.truth["rows"].append(row_of(block, n, kind, shown, code=number if code is not None else None, name=words if name is not None else None))
    block.grid.rows[block.grid.head:] = lines


def residue(host):
    """Codes that the template filled in, in a table without figures."""
    for block in empty(host):
        code, name = column_of(block, "code"), column_of(block, "name")
        if code is None or block.truth["columns"][code]["meaning"] != "code":
            continue
        pool = LEFT["economic" if block.truth["id"] in ("B06", "B17", "B18", "B19", "F06") else "functional"]
        how = host.random.choice(("code", "code and name", "several", "zeros"))
        some = sorted(host.random.sample(pool, 3 if how == "several" else 1))
        rows = [(c, code_name(c) if how in ("code and name", "several") and name is not None else "") for c in some] if how != "zeros" else [("0000000" if host.random.random() < 0.5 else "9999999", "")]
        write(block, rows)
        return host.note("DOC-08", "codes of the template in an empty table", rows[0][0], None, {"row": 0, "column": code, "table": None}, block, cause=how, contradicts=False, row=block.grid.head, also=["HIE-06", "HIE-05"])
    return False


def totals_only(host):
    """An empty table that prints the word 合计, or 无, and nothing else."""
    for block in empty(host):
        if column_of(block, "name") is None:
            continue
        word = host.random.choice(("合计", "无", "合  计"))
        write(block, [("", word)], "total" if word != "无" else "item")
        return host.odd(f"an empty table that prints {word} alone", block, row=block.grid.head)
    return False


def artefact(host):
    """A spreadsheet's fault, or a sign of mark-up, where an amount stood."""
    found = []
    for block in host.tables(("B03", "B05", "B06", "B10", "B02", "F03", "F05", "F06", "F11")):
        if any(r.get("sides") for r in block.truth["rows"]):
            continue
        for row in block.truth["rows"]:
            for c, x in enumerate(block.truth["columns"]):
                cell = block.grid.rows[block.grid.head + row["line"]][c]
                if row["counts"] and x["role"] == "amount" and x["measure"] == "money" and x["part_of"] is not None and cell is not None and getattr(cell, "fen", None) and cell.text:
                    found.append((block, row, c, cell))
    if not found:
        return False
    block, row, c, cell = host.random.choice(found)
    right = cell.text
    cell.text = row["cells"][c] = host.random.choice(ARTEFACTS)
    cell.fen, cell.truth = None, None
    row["cell_marks"][str(c)] = "unreadable"
    block.truth["sums"] = "none"
    return host.note("DOC-09", "a spreadsheet's fault or a sign of mark-up stands for an amount", cell.text, right, cause=cell.text, contradicts=False, also=["HIE-01", "HIE-02", "HIE-03", "HIE-04", "ROW-01", "ROW-03"], **place(block, row, c))


def stroke(host):
    """A stroke in a cell that has no money."""
    for block in host.tables(("B03", "B05", "B10", "F03", "F05")):
        for row in block.truth["rows"]:
            for c, x in enumerate(block.truth["columns"]):
                cell = block.grid.rows[block.grid.head + row["line"]][c]
                if row["counts"] and x["role"] == "amount" and cell is not None and not cell.text and not getattr(cell, "fen", None):
                    cell.text = row["cells"][c] = host.random.choice(("/", "—", "无", "×"))
                    return host.odd(f"{cell.text} in a cell without money", block, row=block.grid.head + row["line"])
    return False


KINDS = {"DOC-08": (residue, totals_only), "DOC-09": (artefact, stroke)}

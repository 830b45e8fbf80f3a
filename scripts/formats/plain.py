"""Disclosures as text, in the manners of crawlers and converters. Bytes out.

| way | what is left |
|---|---|
| tabs | pasted into a text field: fields parted by tabs, merged cells blank; title and department above |
| tabtrim | the same with blanks and tabs at the end of each line cut off |
| tabcrawl | the same below the labels of a crawler (标题, 栏目, 发布机构) and the breadcrumb |
| csv | each table as lines of comma-separated values, quoted where they must be |
| pipes | tables in Markdown |
| aligned | columns set by blanks, as `pdftotext -layout` writes |
| spaces | a line for a row, cells parted by one blank, empty cells gone: tables are lost |
| line | the whole page in one line: tables are lost |
"""

import csv
import io
import re

from grid import spans
from told import entry, lines_of, sheet

LOST = ("spaces", "line")


def labels(name):
    return [f"标题: {name}", "发布时间: 2026-02-01 09:00", "文号: ", "发布机构: 某某市人民政府办公室", "栏目: 部门决算公开",
            "==================== 正文 ====================",
            f"当前位置： 首页财政资金部门预决算公开部门决算公开 {name} 时间：2026-02-01 09:00 微信 微博"]


def fields(table, notes=True):
    """Rows of fields: number, title, the line with the unit, then the grid; merged cells blank."""
    cells, _ = sheet(table, number="first")
    wide = len(table.roles)
    out = [[cells[r, c].text.replace("\n", "") if (r, c) in cells else "" for c in range(wide)] for r in range(max(r for r, _ in cells) + 1)]
    return out if notes or not table.notes else out[:-len(table.notes)]


def text(told, table, blank=True):
    out = []
    for kind, what in told:
        if kind == "title":
            out += [x for x in what if x]
        elif kind == "contents":
            out += ["目录", *(entry(*e) for e in what)]
        elif kind == "text":
            out.append(what)
        else:
            out += table(what)
        out += [""] * blank
    return out


def tabbed(table):
    """Rows with all their tabs; title and notes stand alone."""
    rows, notes = fields(table), len(table.notes)
    grid = len(rows) - notes - len(lines_of(table))
    return ["\t".join(row) if grid <= i < len(rows) - notes or sum(map(bool, row)) > 1 else "".join(row) for i, row in enumerate(rows)]


def tabs(name, told):
    return "\n".join(text(told, tabbed)).encode()


def tabtrim(name, told):
    return "\n".join(line.rstrip() for line in text(told, tabbed)).encode()


def tabcrawl(name, told):
    return "\r\n".join(labels(name) + text(told, tabbed)).encode("gb18030")


def comma(name, told):
    def table(what):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(fields(what))
        return out.getvalue().splitlines()
    return b"\xef\xbb\xbf" + "\n".join(text(told, table)).encode()


def pipes(name, told):
    def table(what):
        head = [x for x in (what.number, what.title, f"{what.left} {what.unit_line}".strip()) if x]
        rows = [[("" if c in ("<", "^") else c).replace("\n", "") for c in row] for row in lines_of(what)]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * len(what.roles))
        return [*head, "", *lines, "", *what.notes]
    return "\n".join(text(told, table)).encode()


def seen(text_):
    """Columns of a fixed font that a text takes."""
    return sum(1 if ord(c) < 0x2e80 else 2 for c in text_)


def aligned(name, told):
    def table(what):
        rows = [[("" if c in ("<", "^") else c).replace("\n", "") for c in row] for row in lines_of(what)]
        shape = spans(lines_of(what))
        widths = [max([4] + [seen(row[c]) for r, row in enumerate(rows) if shape.get((r, c), (1, 1))[1] == 1]) + 3 for c in range(len(what.roles))]
        out = [x for x in (what.number, what.title) if x]
        out.append(f"{what.left}{' ' * 20}{what.unit_line}")
        for r, row in enumerate(rows):
            line, at, heads = "", 0, not any(re.search(r"\d[.,]\d", cell) for cell in row)
            for c, cell in enumerate(row):
                # an amount at the right of its column, a heading over several columns in their middle
                number, wide = what.roles[c] == "amount", shape.get((r, c), (1, 1))[1]
                whole = sum(widths[c:c + wide])
                gap = whole - seen(cell)
                at += widths[c]
                if cell:
                    start = at - widths[c] + (gap // 2 if wide > 1 and heads else gap - 1 if number and gap > 1 else 0)
                    line += " " * max(start - seen(line), 2 if line else 0) + cell
            out.append(line)
        return [*out, *what.notes]
    return "\n".join(text(told, table)).encode()


def spaces(name, told):
    def table(what):
        return [" ".join(filter(None, row)) for row in fields(what)]
    return "\n".join(labels(name) + text(told, table, blank=False)).encode()


def line(name, told):
    def table(what):
        return [" ".join(filter(None, row)) for row in fields(what)]
    head = labels(name)
    return ("\n".join(head[:-1]) + "\n" + " ".join(head[-1:] + text(told, table, blank=False)) + "\n").encode()


WAYS = {"tabs": (tabs, "txt"), "tabtrim": (tabtrim, "txt"), "tabcrawl": (tabcrawl, "txt"), "csv": (comma, "txt"), "pipes": (pipes, "txt"),
        "aligned": (aligned, "txt"), "spaces": (spaces, "txt"), "line": (line, "txt")}

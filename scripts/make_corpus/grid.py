"""What a table is: header, rows, roles; and the truth it stands for.

In header and rows, "<" continues the cell to its left and "^" the cell above it (merged cells).
"""

import re
from dataclasses import dataclass, field


def close_up(text):
    """Without white space, as the scorer compares."""
    return re.sub(r"[\s\u3000\xa0]+", "", text or "")


@dataclass
class Style:
    """How one document draws its tables."""

    font: str
    size: float = 8.5
    rule: str = "stroke"           # stroke | rect (thin filled rectangles) | rows (horizontal only) | none
    row_height: float = 18
    grey: bool = False             # header cells filled, as 上海
    repeat: str = "header"         # on continuation pages: none | header | all (with the title, as 烟台)
    number_place: str = "right"    # where `Table.number` stands: right | left | previous (foot of the page before, 重庆)
    title_size: float = 15
    title_font: str = ""
    split_decimal: str = ""        # font of ".82" when the fraction is drawn apart from the integer (重庆)
    bold: str = ""                 # twice | stroke: how bold rows and titles are drawn
    margin: float = 40
    bottom: float = 50
    cell_wrap: bool = True
    pad: float = 2.5               # between a cell's edge and its text


@dataclass
class Table:
    """One logical table, as printed."""

    title: str
    unit: str
    header: list
    rows: list
    roles: list
    widths: list
    number: str = ""
    left: str = ""                 # the line above the table, left: 单位名称：…
    unit_line: str = ""            # the same line, right: 单位：万元
    notes: list = field(default_factory=list)
    ordinals: list = None          # the 栏次 row, printed under the header, neither header nor data
    aligns: list = None
    bold_rows: set = field(default_factory=set)
    overflow: set = field(default_factory=set)   # (row, column) drawn over the cell's edge instead of wrapped
    scored: bool = True            # False: a table that is no budget table (goes to other_tables)
    remark: str = ""
    page_from: int = 0
    page_to: int = 0
    row_pages: list = field(default_factory=list)   # the page of every row, once drawn

    def expanded(self):
        """Header rows with merged cells repeated."""
        out = []
        for r, row in enumerate(self.header):
            line = []
            for c, cell in enumerate(row):
                line.append(line[c - 1] if cell == "<" else out[r - 1][c] if cell == "^" else cell.replace("\n", ""))
            out.append(line)
        return out

    def columns(self):
        """One '/'-joined path per printed column."""
        paths = []
        for c in range(len(self.roles)):
            path = []
            for row in self.expanded():
                text = close_up(row[c])
                if text and (not path or path[-1] != text):
                    path.append(text)
            paths.append("/".join(path))
        return paths

    def truth(self):
        """The table in the truth format of score/tables.py."""
        rows = [[None if c in ("<", "^") else c.replace("\n", "").strip() for c in row] for row in self.rows]
        # A number printed in the line of the title (Beijing) is no part of the title: the contract has a field of its own.
        inside = re.match(r"预算\s*\d+\s*表\s+", self.title)
        title = self.title[inside.end():] if inside else self.title
        out = {"page_from": self.page_from, "page_to": self.page_to, "title": title, "unit": self.unit,
               "header": [[close_up(c) for c in row] for row in self.expanded()]}
        remark = "; ".join(filter(None, [self.remark] + [f"printed note: {n}" for n in self.notes]))
        if remark:
            out["note"] = remark
        if self.number or inside:
            out["number"] = self.number or inside.group().strip()
        if self.ordinals:
            out["ordinal_row"] = self.ordinals
        out.update(columns=self.columns(), roles=self.roles, rows=rows)
        return out


def spans(rows):
    """{(row, column): (rows, columns)} of the cells that begin somewhere, from the "<" and "^" marks."""
    out = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            wide = 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            high = 1
            while r + high < len(rows) and rows[r + high][c] == "^":
                high += 1
            out[r, c] = (high, wide)
    return out

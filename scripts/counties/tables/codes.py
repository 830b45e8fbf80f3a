"""How codes and names are printed: joined, split, staircase, relative, bracketed, dashed, glued, or not at all."""

from tables.model import Column
from tables.words import CHINESE

PARTS = (("类", "class", "code.class"), ("款", "subclass", "code.subclass"), ("项", "item", "code.item"))


def layout(house, view, side):
    """(columns, print) where `print(row)` gives {id(column): text} for the columns of code and name, and the indent of the name."""
    code = next((c for c in side.columns if c.role == "code" and c.meaning == "code" and c.text is None), None)
    name = next((c for c in side.columns if c.role == "name" and c.text is None), None)
    rest = [c for c in side.columns if c is not code and c is not name]
    if code is None or name is None or view.kind in ("units", "pairs", "none"):
        return side.columns, lambda row: plain(row, side, house)
    style = "none" if view.kind == "names" else house.codes
    if view.kind in ("government",) and style in ("none", "numbered"):
        style = "joined"
    if style in ("split", "staircase"):
        digits = 3 if view.kind == "functional" else 2
        columns = [Column((code.path[0], word), "code", meaning, code_part=part, width=0.5) for word, part, meaning in PARTS[:digits]]

        def parts(row):
            if row.unit_row or not row.code:
                return {id(name): shown_name(row, house)}, row.indent
            cut = [row.code[:3]] + [row.code[n:n + 2] for n in range(3, len(row.code), 2)]
            cut += [""] * (digits - len(cut))
            if style == "staircase":
                deepest = max(i for i, x in enumerate(cut) if x)
                cut = [x if i == deepest else "" for i, x in enumerate(cut)]
            return {**{id(c): x for c, x in zip(columns, cut)}, id(name): shown_name(row, house)}, row.indent if house.indent else 0
        return columns + [name] + rest, parts
    if style in ("bracketed", "dashed", "glued"):
        shape = {"bracketed": "[{}]{}", "dashed": "{}-{}", "glued": "{}{}"}[style]
        return [name] + rest, lambda row: ({id(name): shape.format(row.code, row.name) if row.code else shown_name(row, house)}, row.indent if house.indent else 0)
    if style in ("none", "numbered"):
        counter = {}

        def named(row):
            text = shown_name(row, house)
            if style == "numbered" and row.kind == "item" and row.level:
                counter[row.level] = counter.get(row.level, 0) + 1
                for deeper in [k for k in counter if k > row.level]:
                    counter.pop(deeper)
                n = counter[row.level]
                text = {1: f"{CHINESE[(n - 1) % 32]}、", 2: f"（{CHINESE[(n - 1) % 32]}）", 3: f"{n}."}.get(row.level, "") + text
            return {id(name): text}, row.indent
        return [name] + rest, named

    def joined(row):
        text = row.code or (row.body_code if row.unit_row else "") or ""
        if style == "relative" and row.code and len(row.code) > 3:
            text = row.code[-2:]
        if house.local_codes and row.code and len(row.code) == 7:
            text += "01"
        return {id(code): text, id(name): shown_name(row, house)}, row.indent if house.indent or style == "relative" else 0
    return side.columns, joined


def printed_code(house, view, row):
    """The code that the page gives for a row, whole; None where none is printed."""
    if not row.code or view.kind in ("none", "units", "names"):
        return None
    if view.kind not in ("pairs", "government") and house.codes in ("none", "numbered"):
        return None
    if house.local_codes and len(row.code) == 7 and house.codes in ("joined",):
        return row.code + "01"
    return row.code


def shown_name(row, house):
    """The name; a total with blanks inside where the county has them."""
    if row.kind == "total" and house.spaces == "inner" and len(row.name) == 2:
        return row.name[0] + "  " + row.name[1]
    return row.name


def plain(row, side, house):
    """Names and unit codes of tables without a classification."""
    texts = {}
    for column in side.columns:
        if column.role == "name" and column.text is None:
            texts[id(column)] = shown_name(row, house)
        elif column.role == "code" and column.text is None:
            texts[id(column)] = row.body_code or ""
    return texts, row.indent

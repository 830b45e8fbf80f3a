"""Workbooks before they have a format: sheets of cells, in the manners of those who keep them.

| way | what stands where |
|---|---|
| sheets | a cover, a contents sheet, each table on a sheet of its own, the text on one; titles merged over the table, `#,##0.00_ ` |
| one | everything on one sheet in the order of the document, a blank row between |
| hidden | hidden rows and columns of false amounts, a hidden copy, a sheet of codes, formulas with values that were saved, styled empty rows |
| values | codes and column numbers as numbers, accounting formats, zeros that show nothing, doubles with seventeen digits, amounts as text |
| loose | titles, notes and 合计 in one cell without merging, an empty first row and column, unit in the last but one column, General |
"""

from dataclasses import dataclass, field

from told import entry, extent_of, sheet

#: amounts as accountants show them; zero is a stroke
ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@dataclass
class Value:
    """A cell of a workbook. `number`: the digits that are stored, or None; `shows` what `format` makes of them."""

    shows: str
    number: str = None
    format: str = "General"
    formula: str = ""
    high: int = 1
    wide: int = 1
    indent: int = 0


@dataclass
class Sheet:
    name: str
    cells: dict = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set = field(default_factory=set)
    hidden_cols: set = field(default_factory=set)
    #: rows below the last one that are styled and empty
    styled: int = 0


def shown_as(digits):
    """The number format that prints an amount as it is printed."""
    whole, _, part = digits.removeprefix("-").partition(".")
    return "0" + ("." + "0" * len(part) if part else ""), "#,##0" + ("." + "0" * len(part) if part else "")


def value(cell):
    """A cell as one who types types it: amounts are numbers."""
    if cell.amount is None:
        return Value(cell.text, high=cell.high, wide=cell.wide)
    plain, comma = shown_as(cell.amount)
    separated = "," in cell.text or len(cell.amount.removeprefix("-").partition(".")[0]) <= 3
    return Value(cell.text.strip(), cell.amount, (comma + "_ ") if separated else plain, high=cell.high, wide=cell.wide)


def values(cell):
    """The same by one who likes formats."""
    made = value(cell)
    text = cell.text.strip()
    if cell.amount is None:
        if cell.part == "body" and cell.role == "amount" and not text:
            return Value("", "0", "#,##0.00;-#,##0.00;", high=cell.high, wide=cell.wide)
        if cell.part in ("body", "head") and cell.role in ("code", "ordinal") and text.isdigit():
            return Value(text, str(int(text)), "0" * len(text) if text[0] == "0" else "General", high=cell.high, wide=cell.wide)
        if cell.part == "body" and cell.text.startswith(" "):
            made.indent, made.shows = len(cell.text) - len(cell.text.lstrip(" ")), cell.text.lstrip(" ")
        return made
    number = float(cell.amount)
    if number and made.format == "#,##0.00_ ":
        turn = len(cell.amount) % 3
        made.format = (ACCOUNTING, "#,##0.00_);[Red]\\(#,##0.00\\)", "#,##0.00;[Red]\\-#,##0.00")[turn]
        made.number = f"{number:.17g}"
    elif not number:
        return Value(text, high=cell.high, wide=cell.wide)
    return made


def loose(cell):
    """The same by one who merges nothing but headers and formats nothing."""
    made = value(cell)
    if cell.part not in ("head",) and cell.wide > 1:
        made.wide = 1
    return made


def texts(told):
    """The lines outside of tables."""
    for kind, what in told:
        if kind == "text":
            yield what


def cover(told):
    lines = [x for kind, what in told[:1] if kind == "title" for x in what if x]
    return Sheet("封面", {(3 + 2 * i, 0): Value(x, wide=8) for i, x in enumerate(lines)}) if lines else None


def contents(told):
    found = [what for kind, what in told if kind == "contents"]
    if not found:
        return None
    cells = {(0, 0): Value("目录", wide=4)}
    cells.update({(i, 0): Value(title) for i, (_, title, _) in enumerate(found[0], 1)})
    cells.update({(i, 3): Value(str(page), str(page)) for i, (_, _, page) in enumerate(found[0], 1) if page})
    return Sheet("目录", cells)


def tables(told):
    return [what for kind, what in told if kind == "table"]


def apart(told, make=value, names="表{}", **how):
    """A sheet for each table, with those around."""
    out = [cover(told), contents(told)]
    for i, table in enumerate(tables(told), 1):
        cells, _ = sheet(table, **how)
        out.append(Sheet(names.format(i), {at: make(cell) for at, cell in cells.items()}))
    lines = {(i, 0): Value(x) for i, x in enumerate(texts(told))}
    out.append(Sheet("说明", lines) if lines else None)
    return [made for made in out if made]


def sheets(told):
    return apart(told)


def one(told):
    cells, top = {}, 0
    for kind, what in told:
        if kind == "table":
            own, _ = sheet(what, number="first", notes="first")
            cells.update({(top + r, c): value(cell) for (r, c), cell in own.items()})
            top += extent_of(own)[1] + 1
            continue
        lines = [what] if kind == "text" else [x for x in what if x] if kind == "title" else ["目录", *(entry(*e) for e in what)]
        for line in lines:
            cells[top, 0] = Value(line, wide=9)
            top += 1
        top += kind != "text"
    return [Sheet("Sheet1", cells)]


def moved(sheet_, row, col):
    """Puts an empty row and an empty column into a sheet; what spans there spans one more."""
    cells = {}
    for (r, c), made in sheet_.cells.items():
        if r < row < r + made.high:
            made.high += 1
        if c < col < c + made.wide:
            made.wide += 1
        cells[r + (r >= row), c + (c >= col)] = made
    sheet_.cells = cells


def hidden(told):
    out = apart(told, names="公开{:02}", unit="halves")
    for i, made in enumerate(x for x in out if x.name.startswith("公开")):
        wide, high = extent_of(made.cells)
        rows = [r for r in range(1, high) if sum(1 for (at, _), v in made.cells.items() if at == r and v.number) >= 1]
        if not rows or wide < 3:
            continue
        row, col = rows[len(rows) // 2], wide - 1
        moved(made, row, col)
        taken = {(r + a, c + b) for (r, c), v in made.cells.items() for a in range(v.high) for b in range(v.wide)}
        false = {(row, c) for c in range(wide + 1)} | {(r, col) for r in rows}
        made.cells.update({at: Value("9,999.99", "9999.99", "#,##0.00") for at in false - taken})
        made.hidden_rows, made.hidden_cols, made.styled = {row}, {col}, 20_000 if i == 0 else 50
        # the last amount of each column as a formula
        for c in range(1, wide + 1):
            numbers = [at for at, v in sorted(made.cells.items()) if at[1] == c and v.number and at[0] not in made.hidden_rows]
            if len(numbers) > 2 and c != col:
                made.cells[numbers[-1]].formula = "SUM(A1:A2)"
    codes = {(0, 0): Value("科目编码"), (0, 1): Value("科目名称"), (1, 0): Value("201"), (1, 1): Value("一般公共服务支出"),
             (2, 0): Value("208"), (2, 1): Value("社会保障和就业支出")}
    copy = Sheet("Sheet3", {(0, 0): Value("部门收支总表"), (1, 0): Value("项目"), (1, 1): Value("预算数"), (2, 0): Value("收入总计"),
                            (2, 1): Value("8,888.88", "8888.88", "#,##0.00")}, hidden=True)
    return [*out, Sheet("代码", codes), copy, Sheet("Sheet4")]


def valued(told):
    return apart(told, values)


def without(told):
    out = apart(told, loose, "Sheet{}", title="first", notes="first", number="first")
    for made in out:
        made.cells = {(r + 1, c + 1): v for (r, c), v in made.cells.items()}
    return out


WAYS = {"sheets": sheets, "one": one, "hidden": hidden, "values": valued, "loose": without}


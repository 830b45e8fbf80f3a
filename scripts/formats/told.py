"""What the documents of the own corpus say, in order, and the truth of each, straight from their makers."""

import pathlib
import sys
from dataclasses import dataclass

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "make_corpus"))

import fonts
import truth
from grid import Table, spans

#: documents that say nothing in another format: a scan, and a page that is one already
WITHOUT = ("c00014", "c00016")


@dataclass
class Document:
    """One disclosure. `told`: ("title", lines), ("contents", entries), ("text", text), ("table", Table), in order."""

    stem: str
    name: str
    file: str
    told: list
    truth: dict


def documents(makers, folder):
    """Writes the corpus into `folder`, as `scripts/make_corpus` does, and yields what was written."""
    fonts.register()
    folder.mkdir(parents=True, exist_ok=True)
    del truth.WRITTEN[:]
    for make in makers:
        make(folder)
    for path, told, value in truth.WRITTEN:
        if value["stem"] not in WITHOUT:
            yield Document(value["stem"], heading(path.stem[7:], value["facts"]), path.name, whole(told), value)


def whole(told):
    """Rows that stand alone (the forms of a county's text) as tables, the two lines above them as their first rows."""
    out = []
    for kind, what in told:
        if kind != "row":
            out.append((kind, what))
            continue
        if not (out and out[-1][0] == "rows"):
            year, title = out.pop()[1], out.pop()[1]
            out.append(("rows", [[title], [year]]))
        out[-1][1].append(what)
    return [("table", form(what)) if kind == "rows" else (kind, what) for kind, what in out]


def form(rows):
    wide = max(map(len, rows))
    rows = [[r[0]] + ["<"] * (wide - 1) if len(r) == 1 else list(r) + [""] * (wide - len(r)) for r in rows]
    return Table("", "", [], rows, ["text"] * wide, [1] * wide, scored=False)


def heading(name, facts):
    """The title that a portal gives to the document: what it is, where the name of the file lies."""
    if not facts["year"]:
        return name
    return f"{facts['department']}{facts['year']}年{facts['level']}{'决算' if facts['kind'] == 'final accounts' else '预算'}"


# -- tables as cells ----------------------------------------------------------------------------------------------------

@dataclass
class Cell:
    """A cell of a sheet. `part`: title, number, left, unit, head, body, note; `amount`: its digits without commas, or None."""

    text: str
    high: int = 1
    wide: int = 1
    part: str = "body"
    role: str = "text"
    amount: str = None


def lines_of(table):
    """Header, column numbers and rows, as printed."""
    return table.header + ([table.ordinals] if table.ordinals else []) + table.rows


def amount(table, row, col, text):
    """The digits of an amount; None for what is a text."""
    digits = text.strip().replace(",", "")
    if row < len(table.header) or table.roles[col] != "amount" or not digits:
        return None
    bare = digits.removeprefix("-").replace(".", "", 1)
    return digits if bare.isascii() and bare.isdigit() else None


def grid(table):
    """{(row, column): Cell} of the header and the rows."""
    rows, out = lines_of(table), {}
    head = len(table.header) + bool(table.ordinals)
    for (r, c), (high, wide) in spans(rows).items():
        text = rows[r][c]
        part = "head" if r < head else "body"
        out[r, c] = Cell(text, high, wide, part, table.roles[c], amount(table, r, c, text))
    return out


def sheet(table, title="merged", number="last", unit="apart", notes="merged"):
    """{(row, column): Cell} with title, number, unit and notes in cells around the grid, and the index of the first row of the grid.

    `title`, `notes`: merged over the width, or in the first cell alone. `number`: in the last column, the first, or before the title.
    `unit`: in the last column, in one cell with the department, or both merged over halves of the width.
    """
    out, wide, top = {}, len(table.roles), 0

    def put(col, text, part, across=1):
        if text:
            out[top, col] = Cell(text, 1, across, part)

    if table.number:
        put(wide - 1 if number == "last" else 0, table.number, "number")
        top += 1
    if table.title:
        put(0, table.title, "title", wide if title == "merged" else 1)
        top += 1
    if table.left or table.unit_line:
        half = wide // 2
        if unit == "joined":
            put(0, f"{table.left}{'　' * 8 if table.left else ''}{table.unit_line}", "unit", wide)
        elif unit == "halves" and half:
            put(0, table.left, "left", half)
            put(half, table.unit_line, "unit", wide - half)
        else:
            put(0, table.left, "left")
            put(wide - 1, table.unit_line, "unit")
        top += 1
    first = top
    for (r, c), cell in grid(table).items():
        out[top + r, c] = cell
    top += len(lines_of(table))
    for note in table.notes:
        put(0, note, "note", wide if notes == "merged" else 1)
        top += 1
    return out, first


def covered(cells):
    """The places that a cell of another place covers."""
    return {(r + i, c + j) for (r, c), cell in cells.items() for i in range(cell.high) for j in range(cell.wide)} - set(cells)


def extent_of(cells):
    """Columns and rows that cells take."""
    places = set(cells) | covered(cells)
    return max(c for _, c in places) + 1, max(r for r, _ in places) + 1


def entry(depth, title, page, leader="…"):
    """A line of the contents, as Word sets it."""
    return title + (leader * 12 + str(page) if page else "")

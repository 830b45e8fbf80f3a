"""A grid built row by row, with cells that span, and how forms print figures."""

from dataclasses import dataclass
from decimal import Decimal

from blocks import Cell, Grid
from money import printed, SCALE


class Builder:
    """Rows of cells as in a web page: a cell that spans rows pushes aside what comes below it. Lines broken by hand are `\\n`."""

    def __init__(self, widths):
        self.widths = widths
        self.lines = []

    @property
    def at(self):
        """Index of the next row."""
        return len(self.lines)

    def row(self, *cells):
        """Adds a row and returns its index. A cell is a `Cell`, or text (a label)."""
        self.lines.append([label(c) if isinstance(c, str) else c for c in cells])
        return len(self.lines) - 1

    def grid(self, head=0, repeat="none", style=None):
        """The grid, every row filled to its width. Spans that reach below the last row are cut."""
        width = len(self.widths)
        rows = [[None] * width for _ in self.lines]
        taken = [[False] * width for _ in self.lines]
        for r, line in enumerate(self.lines):
            at = 0
            for cell in line:
                while at < width and taken[r][at]:
                    at += 1
                if at >= width:
                    raise ValueError(f"row {r} is too wide: {[c.text for c in line]}")
                cell.cols = min(cell.cols, width - at)
                cell.rows = min(cell.rows, len(rows) - r)
                rows[r][at] = cell
                for down in range(cell.rows):
                    for right in range(cell.cols):
                        taken[r + down][at + right] = True
                at += cell.cols
            for c in range(width):
                if not taken[r][c]:
                    rows[r][c] = Cell()
                    taken[r][c] = True
        return Grid(rows, list(self.widths), head=head, repeat=repeat, style=style)


def label(text, cols=1, rows=1, align="centre", **more):
    """A label of the form."""
    return Cell(text, cols, rows, align, kind="label", **more)


def value(text, cols=1, rows=1, align="left", **more):
    """A text that was filled in."""
    return Cell(text, cols, rows, align, kind="text", **more)


def head(text, cols=1, rows=1, **more):
    """A heading over a column."""
    return Cell(text, cols, rows, "centre", kind="header", **more)


@dataclass
class Figures:
    """How a document's forms print amounts."""

    unit: str
    decimals: int
    comma: bool
    zero: str  # what stands for nothing: a number, blank or a dash

    def text(self, fen):
        """The amount as printed; zero as the document prints it."""
        if not fen and self.zero != "number":
            return self.zero
        return f"{printed(fen, self.unit, self.decimals):{',' if self.comma else ''}f}"

    def fund(self, label, text, row, source=None, horizon="annual", measure="budget", unit=None, mark="certain"):
        """The truth of one printed amount; None for a blank or a dash."""
        number = amount(text)
        if number is None:
            return None
        unit = unit or self.unit
        truth = {"label": label, "printed": text, "unit": unit, "amount_yuan": f"{(number * SCALE[unit] / 100).quantize(Decimal('0.01')):f}", "horizon": horizon,
                 "measure": measure, "row": row, "mark": mark}
        if source:
            truth["source"] = source
        return truth


def amount(text):
    """A printed number as a decimal, or None."""
    bare = text.replace(",", "").strip()
    try:
        return Decimal(bare)
    except ArithmeticError:
        return None


def figures(draw, unit_of_tables="万元"):
    """Draws how forms print amounts."""
    unit = draw.choice("form.unit", {"万元": 75, "元": 25})
    if unit == "万元":
        decimals = int(draw.choice("form.decimals", {"2": 62, "6": 14, "4": 10, "1": 7, "0": 7}))
    else:
        decimals = int(draw.choice("form.decimals.yuan", {"2": 55, "0": 45}))
    return Figures(unit, decimals, draw.chance("form.comma", 0.45), draw.choice("form.zero", {"number": 56, "": 25, "-": 11, "--": 8}))


def upright(text):
    """One character a line, as narrow labels are set."""
    return "\n".join(text)

"""Widths of columns and heights of rows; wrapping."""


def wrap(text, font, size, width, spacing=0.0, scale=1.0, whole=False):
    """Lines that fit in a width, broken at any character; a text narrower than it stays whole. `whole`: never broken."""
    lines = []
    for part in text.split("\n"):
        if whole or (font.width(part) * size / 1000 * scale + spacing * len(part)) <= width + 0.01:
            lines.append(part)
            continue
        line, used = [], 0.0
        for char in part:
            span = font.advance(char) * size / 1000 * scale + spacing
            if used + span > width and line:
                lines.append("".join(line))
                line, used = [], 0.0
            line.append(char)
            used += span
        lines.append("".join(line))
    return lines


CLOSERS = frozenset("，。；：、！？）》】”’％%,.;:!?)]")
OPENERS = frozenset("（《【“‘([")


def wrap_words(text, font, size, first, room):
    """Lines as word processors break them: numbers stay whole, no line begins with a closing mark or ends with an opening one."""
    lines, line, used, width = [], [], 0.0, first
    for unit in units_of(text):
        span = font.width(unit) * size / 1000
        if used + span > width + 0.01 and line:
            lines.append("".join(line))
            line, used, width = [], 0.0, room
        line.append(unit)
        used += span
    return lines + ["".join(line)]


def units_of(text):
    """What no line break parts: a number, a character with the marks that belong to it."""
    units = []
    for char in text:
        last = units[-1] if units else ""
        tied = last and (char in CLOSERS or last[-1] in OPENERS or char.isascii() and char.isalnum() and last[-1].isascii() and (last[-1].isalnum() or last[-1] in ".,"))
        if tied and len(last) < 20:
            units[-1] += char
        else:
            units.append(char)
    return units


class Measure:
    """Sizes of one grid at one size of type."""

    def __init__(self, grid, sheet, size):
        self.grid, self.sheet, self.size = grid, sheet, size
        self.pad = sheet.pad
        self.leading = size * 1.25
        self.columns = len(grid.widths)

    def span(self, text, cell):
        font = self.sheet.font(role(cell))
        if not font.can(text):
            font = self.sheet.font("spare")
        width, tail = font.width(text), self.sheet.font("tail")
        if cell.kind == "amount" and tail is not font and "." in text:
            whole, rest = text.split(".", 1)
            width = font.width(whole) + tail.width("." + rest)
        return width * self.size / 1000 * self.sheet.scale / 100 + self.sheet.spacing * len(text)

    def needs(self):
        """(least, natural, flexible) of each column."""
        least, natural, flexible = [0.0] * self.columns, [0.0] * self.columns, [False] * self.columns
        pad = 2 * self.pad + 1
        for r, row in enumerate(self.grid.rows):
            for c, cell in enumerate(row):
                if cell is None or cell.cols > 1 or not cell.text:
                    continue
                if r < self.grid.head:
                    if getattr(cell, "turned", 0):
                        want = self.size + pad
                    else:
                        lines = 4 if len(cell.text) > 8 else 3
                        want = self.size * max(2, -(-len(cell.text) // lines)) * 1.02 + pad
                    least[c], natural[c] = max(least[c], want), max(natural[c], want)
                    continue
                width = self.span(cell.text, cell) + pad + cell.indent * self.size
                if cell.kind == "amount" and self.sheet.wrap_numbers and len(cell.text) >= 7:
                    width = width * 0.62 + pad / 2
                if cell.kind == "amount" or len(cell.text) <= 4 or (cell.kind == "text" and len(cell.text) <= 26 and cell.text.isascii()):
                    least[c] = max(least[c], width)
                else:
                    flexible[c] = True
                    least[c] = max(least[c], self.size * 5 + pad)
                natural[c] = max(natural[c], width)
        return least, natural, flexible

    def widths(self, room, fill):
        """Widths that fit in the room, or None."""
        if all(w is not None for w in self.grid.widths):
            whole = sum(self.grid.widths)
            return [w * room / whole for w in self.grid.widths]
        least, natural, flexible = self.needs()
        least = [max(w, 14) for w in least]
        natural = [max(w, 14) for w in natural]
        if sum(least) > room:
            return None
        natural = [min(n, room * 0.42) if f else n for n, f in zip(natural, flexible)]
        want = [max(a, b) for a, b in zip(least, natural)]
        over = sum(want) - room
        if over > 0:
            give = sum(w - l for w, l in zip(want, least)) or 1
            return [w - (w - l) * over / give for w, l in zip(want, least)]
        if fill:
            takers = [f or not self.sheet.wrap_numbers or not any(flexible) for f in flexible]
            share = -over / sum(takers)
            return [w + share * t for w, t in zip(want, takers)]
        return want

    def lines(self, cell, width):
        """The wrapped text of a cell."""
        font = self.sheet.font(role(cell))
        if not font.can(cell.text):
            font = self.sheet.font("spare")
        whole = cell.kind == "amount" and not self.sheet.wrap_numbers
        return wrap(cell.text, font, self.size, width - 2 * self.pad - cell.indent * self.size, self.sheet.spacing, self.sheet.scale / 100, whole)

    def heights(self, widths):
        """Heights of the rows; sets `cell.lines` of every cell."""
        high = [self.leading + 2 * self.sheet.row_pad] * len(self.grid.rows)
        spans = []
        for r, row in enumerate(self.grid.rows):
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                width = sum(widths[c:c + cell.cols])
                if cell.turned:
                    cell.lines = [cell.text]
                    need = self.span(cell.text, cell) + 2 * self.sheet.row_pad
                else:
                    cell.lines = self.lines(cell, width) if cell.text else []
                    need = len(cell.lines) * self.leading + 2 * self.sheet.row_pad
                if cell.rows == 1:
                    high[r] = max(high[r], need)
                else:
                    spans.append((r, cell, need))
        for r, cell, need in spans:
            have = sum(high[r:r + cell.rows])
            if need > have and r + cell.rows <= len(high):
                share = (need - have) / cell.rows
                for k in range(r, r + cell.rows):
                    high[k] += share
        return high


def role(cell):
    """Which font a cell is set in."""
    if cell.kind == "amount":
        return "digits"
    return "head" if cell.bold else "body"

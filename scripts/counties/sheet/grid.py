"""Draws the rows of a grid on a page: rules, shades, and the text of the cells."""

from sheet.measure import role

COLOURS = {"black": "0 0 0", "grey": "0.55 0.55 0.55", "blue": "0.1 0.2 0.6", "red": "0.7 0.1 0.1", "white": "1 1 1"}


def draw_rows(page, measure, top, left, widths, rows, heights, cells, head_rows):
    """`cells` are (row in `rows`, column, rows, columns, cell, lines) to be drawn on this page; `rows` are grid row numbers, from top to bottom."""
    sheet = measure.sheet
    xs = [left]
    for w in widths:
        xs.append(xs[-1] + w)
    ys = [top]
    for r in rows:
        ys.append(ys[-1] - heights[r])
    if sheet.rules == "white" or sheet.shade:
        shade(page, sheet, xs, ys, head_rows, sheet.rules == "white")
    borders(page, sheet, xs, ys, cells, head_rows)
    page.op("0 g")
    for r, c, down, across, cell, lines in cells:
        if lines:
            write_cell(page, measure, cell, lines, xs[c], ys[r + down], xs[c + across], ys[r])
    return ys[-1]


def shade(page, sheet, xs, ys, head_rows, whole):
    """Grey behind the header; behind all rows where the rules are white."""
    page.op("0.88 g")
    if head_rows:
        page.rect(xs[0], ys[head_rows], xs[-1] - xs[0], ys[0] - ys[head_rows])
    if whole:
        page.op("0.95 g")
        page.rect(xs[0], ys[-1], xs[-1] - xs[0], ys[head_rows] - ys[-1])


def borders(page, sheet, xs, ys, cells, head_rows):
    """The rules, in the way of the sheet."""
    kind = sheet.rules
    if kind == "none":
        return
    colour = COLOURS["white" if kind == "white" else sheet.rule_colour]
    page.op(f"{colour} RG {colour} rg {sheet.rule_width:g} w" + (" [2 2] 0 d" if kind == "dashed" else ""))
    if kind == "cell_boxes":
        for r, c, down, across, _, _ in cells:
            page.rect(xs[c], ys[r + down], xs[c + across] - xs[c], ys[r] - ys[r + down], "S")
        return
    across_lines, down_lines = segments(xs, ys, cells)
    last = len(xs) - 1
    if kind in ("rows_only", "head_only"):
        down_lines = []
    if kind == "head_only":
        across_lines = [s for s in across_lines if s[0] in (0, head_rows, len(ys) - 1)]
    if sheet.sides in ("no_outer", "no_left"):
        down_lines = [s for s in down_lines if s[0] != 0 and (s[0] != last or sheet.sides == "no_left")]
    half = sheet.rule_width / 2
    for r, a, b in across_lines:
        if kind == "thin_rects":
            page.rect(xs[a] - half, ys[r] - half, xs[b] - xs[a] + 2 * half, 2 * half)
        else:
            page.line(xs[a], ys[r], xs[b], ys[r])
    for c, a, b in down_lines:
        if kind == "thin_rects":
            page.rect(xs[c] - half, ys[b] - half, 2 * half, ys[a] - ys[b] + 2 * half)
        else:
            page.line(xs[c], ys[a], xs[c], ys[b])
    if kind == "dashed":
        page.op("[] 0 d")


def segments(xs, ys, cells):
    """Rules around cells, equal neighbours joined: (row, from column, to column) and (column, from row, to row)."""
    across, down = set(), set()
    for r, c, rows, columns, _, _ in cells:
        for k in range(c, c + columns):
            across.add((r, k))
            across.add((r + rows, k))
        for k in range(r, r + rows):
            down.add((c, k))
            down.add((c + columns, k))
    return joined(across), joined(down)


def joined(pieces):
    found = []
    for at, k in sorted(pieces):
        if found and found[-1][0] == at and found[-1][2] == k:
            found[-1] = (at, found[-1][1], k + 1)
        else:
            found.append((at, k, k + 1))
    return found


def write_cell(page, measure, cell, lines, x1, y1, x2, y2):
    """The text of a cell in its box."""
    sheet, size = measure.sheet, measure.size
    leading = measure.leading
    if cell.turned:
        write_turned(page, measure, cell, x1, y1, x2, y2)
        return
    high = len(lines) * leading
    place = "middle" if cell.kind == "header" else sheet.valign
    if place == "middle":
        y = (y1 + y2 + high) / 2
    elif place == "bottom":
        y = y1 + sheet.row_pad + high
    else:
        y = y2 - sheet.row_pad
    align = cell.align
    if cell.kind == "amount" and align == "right":
        align = sheet.amounts if getattr(cell, "ink", None) not in ("overrun", "run_into") else "right"
    for line in lines:
        y -= leading
        width = measure.span(line, cell)
        if align == "right":
            x = x2 - measure.pad - width
            if getattr(cell, "ink", None) == "overrun":
                x = max(x, x2 - width + size * 0.9)
            elif getattr(cell, "ink", None) == "run_into":
                x = x1 + size * 0.95
        elif align == "centre":
            x = (x1 + x2 - width) / 2
        else:
            x = x1 + measure.pad + cell.indent * size
        put(page, sheet, x, y + leading * 0.24, line, cell, size)


def write_turned(page, measure, cell, x1, y1, x2, y2):
    width = measure.span(cell.text, cell)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    font = measure.sheet.font(role(cell))
    font = font if font.can(cell.text) else measure.sheet.font("spare")
    args = dict(spacing=measure.sheet.spacing, scale=measure.sheet.scale)
    if cell.turned == 90:
        page.text(x + measure.size * 0.35, y - width / 2, cell.text, font, measure.size, 90, **args)
    else:
        page.text(x - measure.size * 0.35, y + width / 2, cell.text, font, measure.size, 270, **args)


def put(page, sheet, x, y, text, cell, size):
    """One line of a cell, with all that its ink does."""
    ink = getattr(cell, "ink", None)
    font = sheet.font(role(cell))
    if ink == "no_meaning":
        font = sheet.font("secret")
    elif not font.can(text):
        font = sheet.font("spare")
    how = "glyph" if font.wide else sheet.how
    args = dict(how=how, spacing=sheet.spacing, scale=sheet.scale)
    if ink == "white":
        page.op("1 g")
    bold = cell.bold and sheet.bold in ("stroke", "twice")
    if bold and sheet.bold == "stroke":
        page.op(f"2 Tr {size * 0.02:.2f} w 0 G")
    pieces = pieces_of(sheet, cell, font, text, size)
    for shift, piece, face in pieces:
        page.text(x + shift, y, piece, face, size, **args)
    if bold and sheet.bold == "stroke":
        page.op("0 Tr")
    elif bold:
        for shift, piece, face in pieces:
            page.text(x + 0.3 + shift, y, piece, face, size, **args)
    if ink == "white":
        page.op("0 g")
    elif ink == "covered":
        shift, piece, face = pieces[-1]
        width = shift + face.width(piece) * size / 1000 * sheet.scale / 100 + sheet.spacing * len(piece)
        page.op("1 g")
        page.rect(x - 1, y - size * 0.2, width + 2, size * 1.1)
        page.op("0 g")


def pieces_of(sheet, cell, font, text, size):
    """(shift, text, font) of what a line is set from: a figure whose decimals have a font of their own is set in two pieces."""
    tail = sheet.font("tail")
    if cell.kind != "amount" or tail is font or "." not in text or not font.can(text) or getattr(cell, "ink", None) == "no_meaning":
        return [(0, text, font)]
    whole, rest = text.split(".", 1)
    return [(0, whole, font), (font.width(whole) * size / 1000 * sheet.scale / 100 + sheet.spacing * len(whole), "." + rest, tail)]

"""Drawing a `Table` into a `Book`, over as many pages as it takes."""

from fonts import SERIF, WIDE, width
from grid import spans


def total_width(table):
    return sum(table.widths)


def cell_lines(book, style, text, room, wrap):
    """The lines of a cell."""
    out = []
    for part in text.split("\n"):
        out += book.wrap(part, style.size, room, style.font) if wrap and part else [part]
    return out


def row_heights(book, style, table, rows, header=False):
    """Height of every row: the lines of its unmerged cells."""
    shape = spans(rows)
    heights = []
    for r, row in enumerate(rows):
        lines = 1
        for c in range(len(row)):
            if shape.get((r, c), (2, 0))[0] == 1:
                room = sum(table.widths[c:c + shape[r, c][1]]) - 2 * style.pad
                wrap = style.cell_wrap and (header or (r, c) not in table.overflow)
                lines = max(lines, len(cell_lines(book, style, row[c], room, wrap)))
        heights.append(max(style.row_height, lines * style.size * 1.25 + 5))
    return heights


def title_block(book, style, table):
    """Number, title, department and unit; leaves `book.top` where the grid begins."""
    wide = total_width(table)
    x0 = (book.size[0] - wide) / 2
    if table.number and style.number_place in ("right", "left"):
        right = style.number_place == "right"
        book.text(x0 + wide if right else x0, book.top, table.number, style.size + 1, style.font,
                  "right" if right else "left")
        book.top += 12
    if table.title:
        limit = book.size[0] - 60
        for line in book.wrap(table.title, style.title_size, limit, style.title_font or style.font):
            book.top += style.title_size * 1.2
            book.text(book.size[0] / 2, book.top, line, style.title_size, style.title_font or style.font, "centre", style.bold)
    if table.left or table.unit_line:
        book.top += style.size * 2.2
        book.text(x0, book.top, table.left, style.size, style.font)
        book.text(x0 + wide, book.top, table.unit_line, style.size, style.font, "right")
    book.top += 6


def draw_amount(book, style, x, y, text, bold):
    """A right-aligned amount; the fraction in its own font and block, a little lower, when the document
    does so; or every glyph placed on its own (`fonts.WIDE`)."""
    if style.split_decimal == WIDE:
        size = style.size
        steps = [size * 0.63 if c == "." else size * 0.41 if text[i + 1:i + 2] == "." else width(c, SERIF, size)
                 for i, c in enumerate(text)]
        x -= sum(steps)
        for char, step in zip(text, steps):
            book.text(x, y, char, size, WIDE, "left", bold)
            x += step
    elif style.split_decimal and "." in text:
        whole, part = text.split(".")
        part = "." + part
        w = width(part, style.split_decimal, style.size)
        book.text(x - w, y, whole, style.size, style.font, "right", bold)
        book.text(x - w, y + 0.6, part, style.size, style.split_decimal, "left", bold)
    else:
        book.text(x, y, text, style.size, style.font, "right", bold)


def draw_cell(book, style, table, box, text, role, header, wrap, bold):
    """The text of one cell, vertically centred."""
    x0, y0, x1, y1 = box
    lines = cell_lines(book, style, text, x1 - x0 - 2 * style.pad, wrap)
    lead = style.size * 1.25
    y = (y0 + y1) / 2 - lead * len(lines) / 2 + style.size * 0.95
    for line in lines:
        if header or role == "centre":
            book.text((x0 + x1) / 2, y, line, style.size, style.font, "centre", bold)
        elif role == "amount":
            draw_amount(book, style, x1 - style.pad, y, line, bold)
        elif role in ("code", "ordinal", "unit"):
            book.text((x0 + x1) / 2, y, line, style.size, style.font, "centre", bold)
        else:
            book.text(x0 + style.pad, y, line, style.size, style.font, "left", bold)
        y += lead


def draw_rules(book, style, edges):
    """Every edge once; equal pieces that touch are joined so that a rule is one long stroke."""
    joined = {}
    for (vertical, fixed), pieces in sorted(edges.items()):
        runs = []
        for a, b in sorted(pieces):
            if runs and a <= runs[-1][1] + 0.01:
                runs[-1][1] = max(b, runs[-1][1])
            else:
                runs.append([a, b])
        joined[vertical, fixed] = runs
    for (vertical, fixed), runs in joined.items():
        for a, b in runs:
            if vertical:
                book.line(fixed, a, fixed, b, style.rule)
            else:
                book.line(a, fixed, b, fixed, style.rule)


def draw_block(book, style, table, rows, heights, offset, header, middles):
    """Rows that stand on this page. `offset` is the index of the first row; `middles` says which row of a merged cell
    carries its text (the middle one, wherever the page breaks: 北京 附件2)."""
    xs = [(book.size[0] - total_width(table)) / 2]
    for w in table.widths:
        xs.append(xs[-1] + w)
    ys = [book.top]
    for h in heights:
        ys.append(ys[-1] + h)
    cut = [[("" if cell == "^" and r == 0 else cell) for cell in row] for r, row in enumerate(rows)]
    edges = {}
    for (r, c), (high, wide) in spans(cut).items():
        box = (xs[c], ys[r], xs[c + wide], ys[r + high])
        if header and style.grey:
            book.fill(*box, 0.85)
        text = cut[r][c]
        if not header and (offset + r, c) in middles:
            text = "".join(middles[offset + k, c] for k in range(r, r + high))
        role = table.aligns[c] if table.aligns and not header else table.roles[c]
        if wide > 1 and not header:
            role = "centre"
        wrap = style.cell_wrap and (header or (offset + r, c) not in table.overflow)
        bold = style.bold if not header and offset + r in table.bold_rows else ""
        draw_cell(book, style, table, box, text, role, header, wrap, bold)
        if style.rule == "none":
            continue
        for y in (box[1], box[3]):
            edges.setdefault((False, y), []).append((box[0], box[2]))
        if style.rule != "rows":
            for x in (box[0], box[2]):
                edges.setdefault((True, x), []).append((box[1], box[3]))
    draw_rules(book, style, edges)
    book.top = ys[-1]


def merged_middles(rows):
    """{(row, column): text} for merged body cells: their text belongs to the middle row only."""
    out = {}
    for (r, c), (high, _) in spans(rows).items():
        if high > 1:
            for k in range(high):
                out[r + k, c] = ""
            out[r + (high - 1) // 2, c] = rows[r][c]
    return out


def draw_table(book, table, style, landscape=True, fresh=True, gap=26):
    """Draw the table on a new page (`fresh`) or under what stands there, and enter it in the book's truth."""
    if fresh or not book.open:
        if table.number and style.number_place == "previous" and book.open:
            book.text(style.margin + 20, book.size[1] - 34, table.number, style.size + 2, style.font)
        book.new_page(landscape)
        book.top = style.margin + 14
    else:
        book.top += gap
    header_rows = table.header + ([table.ordinals] if table.ordinals else [])
    head = row_heights(book, style, table, header_rows, header=True)
    body = row_heights(book, style, table, table.rows)
    title_block(book, style, table)
    if header_rows:
        draw_block(book, style, table, header_rows, head, 0, True, {})
    middles = merged_middles(table.rows)
    table.page_from = book.page
    start = 0
    while start < len(table.rows):
        end, y = start, book.top
        while end < len(table.rows) and y + body[end] <= book.size[1] - style.bottom:
            y += body[end]
            end += 1
        if end == start:
            raise ValueError(f"{table.title}: row {start} does not fit on a page")
        part = {k: v for k, v in middles.items() if start <= k[0] < end}
        draw_block(book, style, table, table.rows[start:end], body[start:end], start, False, part)
        table.row_pages += [book.page] * (end - start)
        start = end
        if start < len(table.rows):
            book.new_page(book.size[0] > book.size[1])
            book.top = style.margin + 14
            if style.repeat == "all":
                title_block(book, style, table)
            if style.repeat != "none" and header_rows:
                draw_block(book, style, table, header_rows, head, 0, True, {})
    table.page_to = book.page
    for note in table.notes:
        book.top += style.size * 1.9
        for line in book.wrap(note, style.size, total_width(table), style.font):
            book.text((book.size[0] - total_width(table)) / 2, book.top, line, style.size, style.font)
            book.top += style.size * 1.4
    (book.tables if table.scored else book.other).append(table)
    book.told.append(("table", table))

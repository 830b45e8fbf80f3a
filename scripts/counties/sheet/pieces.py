"""Cuts a grid into what stands on each page: rows whole or in part, merged cells cut, the total alone, the header again."""


def turn_heads(grid, sheet):
    """Header cells of one column with a short text are turned on their side."""
    if not sheet.turned_heads or getattr(grid, "style", None) == "form":
        return
    depth = grid.head
    for r in range(depth):
        for cell in grid.rows[r]:
            if cell is not None and cell.cols == 1 and r + cell.rows == depth and 3 <= len(cell.text) <= 9:
                cell.turned = sheet.turned_heads


def repeated(grid, sheet):
    """The header rows that a continuation page repeats."""
    kind = grid.repeat if grid.repeat != "whole" else sheet.repeat
    rows = list(range(grid.head))
    if kind == "none":
        return []
    if kind == "part" and len(rows) > 1:
        for start in range(1, len(rows)):  # from a row that no merged cell above reaches into
            if all(cell is not None or column_starts(grid, start, c) for c, cell in enumerate(grid.rows[start])):
                return rows[start:]
        return rows[-1:] if all(c is not None for c in grid.rows[rows[-1]]) else rows
    return rows


def column_starts(grid, row, column):
    """Whether the hole at a place is covered from the left in the same row, not from above."""
    for c in range(column - 1, -1, -1):
        cell = grid.rows[row][c]
        if cell is not None:
            return c + cell.cols > column
    return False


def chunks(grid, sheet, heights, leading, first_room, room, draw):
    """Yields (pieces) for each page: a piece is (row, first line, last line or None, height)."""
    head = list(range(grid.head))
    again = repeated(grid, sheet)
    spare = sum(heights[r] for r in again)
    page, left = [(r, 0, None, heights[r]) for r in head], first_room - sum(heights[r] for r in head)
    found, last = [], len(grid.rows) - 1
    spanned = in_spans(grid)
    for r in range(grid.head, len(grid.rows)):
        high = heights[r]
        alone = sheet.alone and r == last and last - grid.head > 8
        if high <= left and not alone:
            page.append((r, 0, None, high))
            left -= high
            continue
        lines = max((len(c.lines) for c in grid.rows[r] if c is not None and c.rows == 1), default=0)
        fit = int((left - 2 * sheet.row_pad) // leading)
        can_cut = lines > 1 and r not in spanned and not alone
        start = 0
        if can_cut and fit >= 1 and (sheet.cut_rows or high > room - spare) and len(page) > len(head):
            page.append((r, 0, fit, fit * leading + 2 * sheet.row_pad))
            start = fit
        found.append(page)
        page, left = [(k, 0, None, heights[k]) for k in again], room - spare
        while True:
            rest = (lines - start) * leading + 2 * sheet.row_pad if start else high
            fit = int((left - 2 * sheet.row_pad) // leading)
            if rest <= left or fit < 1 or not can_cut:
                page.append((r, start, None, rest))
                left -= rest
                break
            page.append((r, start, start + fit, fit * leading + 2 * sheet.row_pad))
            start += fit
            found.append(page)
            page, left = [(k, 0, None, heights[k]) for k in again], room - spare
    found.append(page)
    return found


def in_spans(grid):
    rows = set()
    for r, row in enumerate(grid.rows):
        for cell in row:
            if cell is not None and cell.rows > 1:
                rows.update(range(r, r + cell.rows))
    return rows


def cells_of(grid, pieces, sheet, leading, low=0, high=None):
    """The cells that a page shows: (place, column, rows, columns, cell, lines), columns counted from `low`."""
    high = len(grid.widths) if high is None else high
    where = {}
    for place, (r, *_) in enumerate(pieces):
        where[r] = place
    found = []
    index = spans_of(grid)
    for place, (r, start, end, _) in enumerate(pieces):
        for c, cell in enumerate(grid.rows[r]):
            if cell is None or cell.rows > 1:
                continue
            add(found, place, c, 1, cell, cell.lines[start:end], low, high)
    for r, c, cell in index:
        here = [where[k] for k in range(r, r + cell.rows) if k in where]
        if not here:
            continue
        top, count = here[0], len(here)
        whole = count == cell.rows
        lines = cell.lines
        if not whole and r >= grid.head:
            room = sum(pieces[p][3] for p in here)
            fits = len(lines) * leading <= room + 1
            first, middle = r in where, r + cell.rows // 2 in where
            if first and not fits and sheet.merged != "centred":
                cell.flow = getattr(cell, "flow", {})
            if hasattr(cell, "flow"):
                lines = flowing(cell, r, here, pieces, room, leading)
            elif sheet.merged == "centred":
                lines = lines if middle else []
            else:
                lines = lines if first or sheet.merged == "repeated" and fits else []
        add(found, top, c, count, cell, lines, low, high)
    return found


def flowing(cell, row, here, pieces, room, leading):
    """The lines of a merged cell for whose text its first page has no room: on each page what fits, on the last all that is left."""
    top = pieces[here[0]][0]
    if top not in cell.flow:
        rest = cell.lines[sum(len(lines) for lines in cell.flow.values()):]
        cell.flow[top] = rest if pieces[here[-1]][0] == row + cell.rows - 1 else rest[:int((room + 1) // leading)]
    return cell.flow[top]


def spans_of(grid):
    found = getattr(grid, "spans", None)
    if found is None:
        found = grid.spans = [(r, c, cell) for r, row in enumerate(grid.rows) for c, cell in enumerate(row) if cell is not None and cell.rows > 1]
    return found


def add(found, place, c, down, cell, lines, low, high):
    """Adds a cell, cut to the columns of this sheet; its text stands on the sheet that has more of it."""
    a, b = max(c, low), min(c + cell.cols, high)
    if a >= b:
        return
    most = (b - a) * 2 > cell.cols or ((b - a) * 2 == cell.cols and c >= low)
    found.append((place, a - low, down, b - a, cell, lines if most else []))

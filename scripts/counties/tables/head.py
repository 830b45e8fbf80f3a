"""Headers: paths to merged cells, column numbers."""

from blocks import Cell


def rows(paths, columns, house):
    """Header rows of cells that span; equal neighbours are one cell, short paths reach down."""
    depth = max(len(p) for p in paths)
    wide = len(paths)
    grid = [[None] * wide for _ in range(depth)]
    taken = [[False] * wide for _ in range(depth)]
    for level in range(depth):
        c = 0
        while c < wide:
            if taken[level][c] or level >= len(paths[c]):
                c += 1
                continue
            end = c + 1
            while (end < wide and level < len(paths[c]) - 1 and len(paths[end]) > level + 1 and paths[end][: level + 1] == paths[c][: level + 1]):
                end += 1
            down = depth - level if level == len(paths[c]) - 1 else 1
            grid[level][c] = Cell(paths[c][level], cols=end - c, rows=down, align="centre", kind="header", bold=house.corner == "words")
            for r in range(level, level + down):
                for k in range(c, end):
                    taken[r][k] = True
            c = end
    found = grid
    numbers = number_row(columns, house)
    if numbers:
        found.append([Cell(t, align="centre", kind="header") for t in numbers])
    return found


def number_row(columns, house):
    """Numbers of the columns, or nothing."""
    kind = house.column_numbers
    if kind == "none":
        return None
    if kind == "numbers":
        return [str(i + 1) for i in range(len(columns))]
    texts, n = [], 0
    for c in columns:
        if c.role == "amount":
            n += 1
            texts.append(str(n))
        else:
            texts.append("**" if kind == "stars" else ("栏次" if not texts else ""))
    return texts

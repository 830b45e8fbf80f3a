"""Which table of the output is which of the truth, and which row and column; by what their cells say, so that nothing hangs on an index."""

from collections import Counter

from .normal import norm, number


def token(text):
    """What a cell says, for comparison: a figure by its value."""
    if text is None:
        return ""
    bare = norm(text)
    if bare and (bare[0].isdigit() or bare[0] in "-(△▲."):
        value = number(bare)
        if value is not None:
            return f"#{value.normalize()}" if value else "#0"
    return bare


def tokens(table):
    """The cells of a table as tokens, row by row."""
    return [[token(c) for c in row["cells"]] for row in table["rows"]]


def tables(truth, ours, truth_tokens, our_tokens):
    """Pairs each table of the truth with at most one of the output: {index: index}. Pages must meet, cells or title must agree."""
    bags = [Counter(t for row in rows for t in row if t and t != "#0") for rows in truth_tokens]
    our_bags = [Counter(t for row in rows for t in row if t and t != "#0") for rows in our_tokens]
    heads, our_heads = [_heads(t) for t in truth], [_heads(t) for t in ours]
    found = []
    for i, table in enumerate(truth):
        for j, other in enumerate(ours):
            if not set(table["pages"]) & set(other["pages"]):
                continue
            common = sum((bags[i] & our_bags[j]).values())
            head = len(heads[i] & our_heads[j]) / max(1, len(heads[i] | our_heads[j]))
            title = bool(norm(table.get("title"))) and norm(table["title"]) == norm(other.get("title"))
            size = max(1, sum(bags[i].values()))
            close = common / max(size, sum(our_bags[j].values()), 1)
            if common >= 3 or close >= 0.3 or title or (head >= 0.5 and size <= 3):
                found.append((common + 2 * title + 2 * head + close, -abs(i - j), i, j))
    pairs, used = {}, set()
    for *_, i, j in sorted(found, reverse=True):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _heads(table):
    return {norm(p) for c in table["columns"] for p in c.get("path") or () if norm(p)}


def aligned(size, other, alike):
    """The pairing in order that makes the sum of `alike(i, j)` greatest; pairs that are worth nothing are left out."""
    best = [[0.0] * (other + 1) for _ in range(size + 1)]
    worth = [[0.0] * other for _ in range(size)]
    for i in range(size - 1, -1, -1):
        row, below, values = best[i], best[i + 1], worth[i]
        for j in range(other - 1, -1, -1):
            w = values[j] = alike(i, j)
            top = below[j]
            if row[j + 1] > top:
                top = row[j + 1]
            if w > 0 and w + below[j + 1] > top:
                top = w + below[j + 1]
            row[j] = top
    pairs, i, j = {}, 0, 0
    while i < size and j < other:
        w = worth[i][j]
        if w > 0 and abs(best[i][j] - (w + best[i + 1][j + 1])) < 1e-9:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def rows_and_columns(truth_rows, our_rows, truth_columns, our_columns):
    """({truth row: our row}, {truth column: our column}) of a pair of tables."""
    rows = _rows(truth_rows, our_rows, _loose(truth_rows, our_rows))
    columns = _columns(truth_rows, our_rows, rows, truth_columns, our_columns)
    pairs = list(columns.items())

    def alike(i, j):
        a, b = truth_rows[i], our_rows[j]
        worth = 0
        for c, d in pairs:
            x = a[c] if c < len(a) else ""
            if x and d < len(b) and x == b[d]:
                worth += 0.25 if x == "#0" else 1 + min(len(x), 8) / 8
        return worth

    rows = _rows(truth_rows, our_rows, alike)
    return rows, _columns(truth_rows, our_rows, rows, truth_columns, our_columns)


def _loose(truth_rows, our_rows):
    bags = [Counter(t for t in row if t) for row in truth_rows]
    our_bags = [Counter(t for t in row if t) for row in our_rows]

    def alike(i, j):
        common = bags[i] & our_bags[j]
        return sum((0.25 if t == "#0" else 1 + min(len(t), 8) / 8) * n for t, n in common.items())

    return alike


def _rows(truth_rows, our_rows, alike):
    """Rows in order; equal rows at the beginning and at the end are paired at once."""
    first, n, m = 0, len(truth_rows), len(our_rows)
    while first < n and first < m and truth_rows[first] == our_rows[first] and any(truth_rows[first]):
        first += 1
    last = 0
    while last < n - first and last < m - first and truth_rows[n - 1 - last] == our_rows[m - 1 - last] and any(truth_rows[n - 1 - last]):
        last += 1
    pairs = {i: i for i in range(first)}
    middle = aligned(n - first - last, m - first - last, lambda i, j: alike(i + first, j + first))
    pairs.update({i + first: j + first for i, j in middle.items()})
    pairs.update({n - 1 - k: m - 1 - k for k in range(last)})
    return pairs


def _columns(truth_rows, our_rows, rows, truth_columns, our_columns):
    """Columns in order, by equal cells. A heading that stands once in both says more than cells: figures under a wrong heading are wrong."""
    n, m = len(truth_columns), len(our_columns)
    equal = [[0.0] * m for _ in range(n)]
    for i, j in rows.items():
        a, b = truth_rows[i], our_rows[j]
        for c in range(min(n, len(a))):
            x = a[c]
            if x:
                weight = 0.2 if x == "#0" else 1.0
                for d in range(min(m, len(b))):
                    if b[d] == x:
                        equal[c][d] += weight
    paths, our_paths = [_path(c) for c in truth_columns], [_path(c) for c in our_columns]
    for c in range(n):
        filled = sum(1 for i in rows if c < len(truth_rows[i]) and truth_rows[i][c])
        alone = paths.count(paths[c]) == 1 == our_paths.count(paths[c])
        for d in range(m):
            same = paths[c] == our_paths[d]
            equal[c][d] += (0.3 + (0.6 * filled if alone else 0) if same else 0) + (0.05 if c == d and n == m else 0) + (0.02 if n - c == m - d else 0)
    return aligned(n, m, lambda c, d: equal[c][d])


def _path(column):
    return norm("/".join(column.get("path") or ()))

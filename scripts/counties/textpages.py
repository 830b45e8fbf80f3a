"""Heads and feet of pages as they land in the text of a document: lines between lines, also inside tables and forms."""

from titles import running


def pages(draw, facts, lines):
    """`lines` with a head and a foot after every so many of them; unchanged in most documents."""
    if not draw.chance("text.pages", 0.5):
        return lines
    head, foot = running(draw, facts)
    per, out, page = draw.random.randrange(28, 48), [], 1
    inside_cells = draw.chance("text.feet_in_tables", 0.6)
    count = max(1, len(lines) // per)
    left = per
    for line in lines:
        out.append(line)
        left -= 1
        if left <= 0 and (inside_cells or "\t" not in line):
            if foot:
                out += ["", foot.format(page=page, pages=count), ""]
            if head:
                out += [head, ""]
            page, left = page + 1, per
    return out

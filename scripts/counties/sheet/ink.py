"""What lies on pages beside the blocks: feet, heads, watermarks, seals; and ink that spoils figures: white, covered, without meaning."""

import math

from blocks import OPEN, TableBlock, UNREADABLE
from sheet.fonts import Font
from titles import running


def decorate(pages, sheet, disclosure, draw):
    """Feet, heads, watermarks and a seal, on the finished pages."""
    total = len(pages)
    body = sheet.font("body")
    head, foot = running(draw, disclosure.facts)
    where = draw.random.choice(("centre", "centre", "right", "outer"))
    for n, page in enumerate(pages, 1):
        shape = foot.replace("{pages}", str(total)).replace("{page}", str(n))
        if shape and not (n == 1 and foot.startswith(("- ", "— "))):
            width = body.width(shape) * 0.009
            x = {"centre": (page.width - width) / 2, "right": page.width - 60 - width, "outer": 60 if n % 2 == 0 else page.width - 60 - width}[where]
            page.text(x, 24, shape, body if body.can(shape) else sheet.font("spare"), 9)
        if head and n > 1:
            text = head
            font = body if body.can(text) else sheet.font("spare")
            page.text(page.width - 50 - font.width(text) * 0.008, page.height - 20, text, font, 8)
        if sheet.decoy != "none":
            decoy(page, sheet, n)
        if sheet.watermark != "none":
            watermark(page, sheet, disclosure)
    if sheet.seal and pages:
        seal(pages[draw.random.randrange(len(pages))], sheet, disclosure, draw)


def decoy(page, sheet, n):
    """Figures that no reader sees: invisible, or beside the page."""
    font = sheet.font("digits")
    if sheet.decoy == "invisible":
        page.op("3 Tr")
        page.text(page.width * 0.4, page.height * 0.45, f"{n + 7},777.77", font, 9)
        page.op("0 Tr")
    else:
        page.text(-300, page.height * 0.5, f"{n + 8},888.88", font, 9)
        page.text(100, -60, f"{n + 9},999.99", font, 9)


def watermark(page, sheet, disclosure):
    """Pale words across the page."""
    text = "信息公开专用" if sheet.watermark == "pale" else "内部审阅"
    font = sheet.font("head")
    font = font if font.can(text) else sheet.font("spare")
    page.op("q /Pale gs 0.8 g")
    c = s = 0.7071
    a, b, cc, d, _, _ = page.m
    spots = [(0.3, 0.4)] if sheet.watermark == "pale" else [(x / 4, y / 5) for x in range(4) for y in range(5)]
    size = 54 if sheet.watermark == "pale" else 20
    for fx, fy in spots:
        x, y = page.point(page.width * fx, page.height * fy)
        m = (a * c + cc * s, b * c + d * s, -a * s + cc * c, -b * s + d * c)
        page.op(f"BT /{font.key} {size} Tf {m[0]:.4f} {m[1]:.4f} {m[2]:.4f} {m[3]:.4f} {x:.2f} {y:.2f} Tm <{font.hex(text)}> Tj ET")
    page.op("Q")


def seal(page, sheet, disclosure, draw):
    """A red seal: a ring, a star, and the name around, in the lower right."""
    x, y = page.width * draw.random.uniform(0.55, 0.75), page.height * draw.random.uniform(0.2, 0.5)
    radius = 55
    page.op("q 1 0 0 RG 1 0 0 rg 2.2 w")
    points = [page.point(x + radius * math.cos(t * math.pi / 24), y + radius * math.sin(t * math.pi / 24)) for t in range(49)]
    page.op(" ".join([f"{points[0][0]:.1f} {points[0][1]:.1f} m"] + [f"{a:.1f} {b:.1f} l" for a, b in points[1:]]) + " S")
    star = [page.point(x + (16 if k % 2 == 0 else 6.2) * math.cos(math.pi / 2 + k * math.pi / 5), y + (16 if k % 2 == 0 else 6.2) * math.sin(math.pi / 2 + k * math.pi / 5)) for k in range(10)]
    page.op(" ".join([f"{star[0][0]:.1f} {star[0][1]:.1f} m"] + [f"{a:.1f} {b:.1f} l" for a, b in star[1:]]) + " f")
    name = (disclosure.facts.get("department") or {}).get("name") or "公章"
    font = sheet.font("body") if sheet.font("body").can(name) else sheet.font("spare")
    step = min(0.42, 4.4 / max(len(name), 1))
    a, b, c, d, _, _ = page.m
    for i, char in enumerate(name[:18]):
        angle = math.pi / 2 + step * (len(name[:18]) - 1) / 2 - step * i
        px, py = page.point(x + (radius - 16) * math.cos(angle) - 4, y + (radius - 16) * math.sin(angle) - 4)
        turn = angle - math.pi / 2
        co, si = math.cos(turn), math.sin(turn)
        page.op(f"BT /{font.key} 10 Tf {a * co + c * si:.4f} {b * co + d * si:.4f} {-a * si + c * co:.4f} {-b * si + d * co:.4f} {px:.2f} {py:.2f} Tm <{font.hex(char)}> Tj ET")
    page.op("Q")


def spoil(disclosure, sheet, draw):
    """Makes some figures unreadable: at most eight of a hundred of the document's."""
    kind = draw.choice("ink.spoilt", {"none": 11, "white": 0.6, "covered": 0.6, "no_meaning": 0.7, "overrun": 0.7})
    if kind == "none":
        return
    tables = [b for b in disclosure.blocks if isinstance(b, TableBlock)]
    cells = [(b, c) for b in tables for row in b.grid.rows[b.grid.head:] for c in row if c is not None and c.kind == "amount" and c.text and c.truth]
    most = len(cells) * 8 // 100
    if kind == "overrun":
        overrun(tables, most, draw)
        return
    if kind == "no_meaning":
        sheet.fonts["secret"] = Font("F6", "identity", "NotoSerifSC", "FZSSK", unicode="none")
        for block in draw.random.sample(tables, len(tables)):
            mine = [c for b, c in cells if b is block]
            if mine and len(mine) <= most:
                for cell in mine:
                    ruin(cell, kind)
                return
        kind = "columns"
    for _, cell in draw.random.sample(cells, min(most, draw.random.randrange(1, 12))):
        ruin(cell, "white" if kind == "white" else ("no_meaning" if kind == "columns" else "covered"))


def overrun(tables, most, draw):
    """Figures that run into the one beside them."""
    pairs = []
    for block in tables:
        for row in block.grid.rows[block.grid.head:]:
            for left, right in zip(row, row[1:]):
                if left is not None and right is not None and left.kind == right.kind == "amount" and left.text and right.text and left.truth and right.truth:
                    pairs.append((left, right))
    for left, right in draw.random.sample(pairs, min(len(pairs), most // 2, draw.random.randrange(1, 8))):
        if getattr(left, "ink", None) or getattr(right, "ink", None):
            continue
        ruin(left, "overrun", OPEN)
        ruin(right, "run_into", OPEN)


def ruin(cell, ink, mark=UNREADABLE):
    cell.ink = ink
    cell.mark = mark
    for where, key in cell.truth:
        where[key] = mark

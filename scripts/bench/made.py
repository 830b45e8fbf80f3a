"""Documents made to grow in one respect: pages, rows, rules on a page, glyphs in a cell. Plain PDF, no library."""

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
WIDTHS = [70, 180, 80, 80, 80]
LEFT, ROW = 40, 14


def han(text):
    """A text as a string of the font by name, UTF-16."""
    return "<" + text.encode("utf-16-be").hex() + ">"


def show(x, y, size, text):
    return f"BT /F1 {size} Tf {x:.2f} {y:.2f} Td {han(text)} Tj ET\n"


def amount(cents):
    return f"{cents // 100:,}.{cents % 100:02d}"


def table(rows, top, height=ROW, first=0, size=8):
    """A ruled table of expenditure by function; `top` is in PDF coordinates (upwards)."""
    out, x = [], [LEFT]
    for width in WIDTHS:
        x.append(x[-1] + width)
    lines = rows + 1
    for line in range(lines + 1):
        y = top - line * height
        out.append(f"{x[0]} {y:.2f} m {x[-1]} {y:.2f} l S\n")
    for edge in x:
        out.append(f"{edge} {top:.2f} m {edge} {top - lines * height:.2f} l S\n")
    for line in range(lines):
        y = top - line * height - height * 0.75
        at = first + line - 1
        basic, project = 100 * at + 37, 7 * at + 1
        cells = [f"201{at // 90 % 90 + 10:02d}{at % 90 + 10:02d}", f"事务支出第{at}项", *map(amount, (basic + project, basic, project))]
        for edge, text in zip(x, HEADER if line == 0 else cells):
            out.append(show(edge + 2, y, size, text))
    return "".join(out)


def page_of_table(rows=40, first=0, title=True):
    """One A4 page with a table."""
    head = show(200, 800, 14, "支出总表") + show(430, 780, 9, "单位：万元") if title else ""
    return (595, 842, head + table(rows, 770, first=first))


def page_of_text(number):
    """One A4 page of running text with amounts."""
    lines = []
    for line in range(40):
        at = number * 40 + line
        lines.append(show(50, 800 - 18 * line, 11, f"第{at}项收入预算{at + 80}.25万元，比上年增加{at + 5}.10万元，增长6.2%。"))
    return (595, 842, "".join(lines))


def pages(count):
    """As many pages as asked for, a table each, every fifth one of text."""
    return [page_of_text(n) if n % 5 == 4 else page_of_table() for n in range(count)]


def one_table(count):
    """One table over so many pages: a title on the first, the header on all."""
    return [page_of_table(first=40 * n, title=n == 0) for n in range(count)]


def rows(count):
    """One page, as high as it takes, with a table of so many rows."""
    height = count * 5 + 100
    head = show(200, height - 30, 14, "支出总表") + show(430, height - 50, 9, "单位：万元")
    return [(595, height, head + table(count, height - 60, height=5, size=4))]


def lattice(count):
    """One page with a lattice of about so many rules drawn cell by cell, as Shandong's tables are, and a number in each tenth."""
    side = max(1, int((count / 4) ** 0.5))
    step_x, step_y = 500 / side, 700 / side
    out = [show(200, 800, 14, "支出总表")]
    for row in range(side):
        for column in range(side):
            x, y = 40 + column * step_x, 760 - row * step_y
            out.append(f"{x:.2f} {y:.2f} m {x + step_x:.2f} {y:.2f} l S {x:.2f} {y:.2f} m {x:.2f} {y - step_y:.2f} l S\n")
            out.append(f"{x:.2f} {y - step_y:.2f} m {x + step_x:.2f} {y - step_y:.2f} l S ")
            out.append(f"{x + step_x:.2f} {y:.2f} m {x + step_x:.2f} {y - step_y:.2f} l S\n")
            if (row * side + column) % 10 == 0:
                out.append(show(x + step_x * 0.1, y - step_y * 0.8, min(8, step_y * 0.6), "1.5"))
    return [(595, 842, "".join(out))]


def strokes(count):
    """One page with so many short vertical strokes that form no cells, as charts are drawn."""
    out = [page_of_table(10)[2]]
    for at in range(count):
        x, y = 40 + at % 1000 * 0.5, 560 - at // 1000 * 5
        out.append(f"{x:.2f} {y:.2f} m {x:.2f} {y - 4:.2f} l S\n")
    return [(595, 842, "".join(out))]


def glyphs(count):
    """One page with a table of one row; its last cell holds so many characters, thirty a line."""
    text = "绩效目标是完成年度任务并保障运行"
    lines = count // 30 + 1
    height = lines * 6 + 120
    out = [show(200, height - 30, 14, "项目支出绩效目标表")]
    top, bottom = height - 60, 40
    for y in (top, top - 20, bottom):
        out.append(f"40 {y} m 540 {y} l S\n")
    for x in (40, 140, 540):
        out.append(f"{x} {top} m {x} {bottom} l S\n")
    out += [show(45, top - 14, 8, "项目名称"), show(145, top - 14, 8, "绩效目标"), show(45, top - 34, 8, "某项目")]
    for line in range(lines):
        out.append(show(145, top - 30 - 6 * line, 5, (text * 3)[:30]))
    return [(595, height, "".join(out))]


def words(count):
    """One page with so many characters of running text and no table."""
    lines = count // 40 + 1
    height = lines * 8 + 100
    out = [show(50, height - 40 - 8 * n, 6, f"第{n}项预算{n}.25万元" + "用于保障单位运行和完成专项任务" * 2) for n in range(lines)]
    return [(595, height, "".join(out))]


def write(path, contents):
    """Writes pages of (width, height, operators) as a PDF."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
        b" /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880"
        b" /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    kids = []
    for width, height, operators in contents:
        stream = ("0.5 w\n" + operators).encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {len(objects)} 0 R"
        objects.append((page + " /Resources << /Font << /F1 3 0 R >> >> >>").encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    with open(path, "wb") as file:
        file.write(b"%PDF-1.5\n")
        places = []
        for number, body in enumerate(objects, 1):
            places.append(file.tell())
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        for place in places:
            file.write(b"%010d 00000 n \n" % place)
        file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


# What grows, how, and the sizes it is measured at.
CURVES = {
    "pages of a document": (pages, [1, 10, 100, 500, 1000, 2000]),
    "pages of one table": (one_table, [1, 10, 100, 500, 1000, 2000]),
    "rows of a table on one page": (rows, [50, 200, 800, 3200]),
    "rules of a lattice": (lattice, [1000, 4000, 16000, 64000]),
    "strokes of a chart": (strokes, [1000, 4000, 16000, 64000]),
    "characters in a cell": (glyphs, [300, 3000, 30000, 90000]),
    "characters of running text": (words, [400, 4000, 40000, 80000]),
}

"""The made texts that are altered, and how a text becomes a small PDF."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Lines of a larger text that one document takes: small documents are many.
MOST_LINES = 60


def texts():
    """All made texts of the project, as lists of lines."""
    found = []
    for path in sorted([*ROOT.glob("tests/made/*.txt"), *ROOT.glob("corpus/*.txt")]):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        found.append(text.splitlines())
    assert found, f"no made texts below {ROOT}"
    return found


def piece(lines, random):
    """The head of a text and a stretch of it."""
    if len(lines) <= MOST_LINES:
        return list(lines)
    start = random.randrange(3, len(lines) - MOST_LINES + 4)
    return list(lines[:3] + lines[start : start + MOST_LINES - 3])


def pdf(text):
    """The text as a PDF: a line of cells (tabs) is a row with rulings, any other line is written across the page."""
    pages, y, drawn = [], 800, []
    for line in text.split("\n"):
        if y < 60:
            pages.append(drawn)
            y, drawn = 800, []
        cells = line.split("\t")
        width = 540 / len(cells)
        for index, cell in enumerate(cells):
            x = 30 + index * width
            if len(cells) > 1:
                drawn.append(f"{x:.1f} {y - 4} {width:.1f} 16 re S")
            size = max(2, min(9, (width - 4) / max(1, len(cell)))) if len(cells) > 1 else 9
            for start in range(0, max(1, len(cell)), 58):
                if start:
                    y -= 16
                shown = cell[start : start + 58].encode("utf-16-be", "replace").hex()
                drawn.append(f"BT /F1 {size:.1f} Tf 1 0 0 1 {x + 2:.1f} {y} Tm <{shown}> Tj ET")
        y -= 16
    pages.append(drawn)
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> "
        "/FontDescriptor 5 0 R /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        "/CapHeight 880 /StemV 93 >>",
    ]
    for n, drawn in enumerate(pages):
        body = "\n".join(drawn)
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * n} 0 R >>")
        objects.append(f"<< /Length {len(body)} >>\nstream\n{body}\nendstream")
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{at:010} 00000 n \n" for at in offsets)
    count = len(objects) + 1
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + tail.encode()

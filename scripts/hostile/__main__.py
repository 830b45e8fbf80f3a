"""Writes files that want to break a reader into a folder. `tests/slow/hostile.tsv` names the outcome of each.

    python3 scripts/hostile FOLDER

Needs Python and nothing else. Every file is made from nothing; none is larger than a few megabytes, whatever it expands to.
`measure.py` says what reading each of them costs.
"""

import os
import sys
import zipfile
import zlib
from pathlib import Path

import biff
import books
import flow
import pages
from archive import overlapping, quine, wrong_checksum, zipped
from pdf import document, encrypted, page, pdf, stream
from streams import flate_zeros, lzw_zeros

GIB = 1 << 30


def text_page(lines=40):
    return page("BT /F1 12 Tf 72 720 Td 14 TL\n" + "".join(f"(line {i}: 1,234.56) Tj T*\n" for i in range(lines)) + "ET")


def pdfs():
    whole = document(text_page())
    yield "good.pdf", whole
    for tenth in range(1, 10):
        yield f"cut-{tenth}.pdf", whole[: len(whole) * tenth // 10]
    yield "xref-loop.pdf", whole.replace(b"trailer\n<<", b"trailer\n<< /Prev %d " % whole.rindex(b"xref", 0, whole.rindex(b"xref") - 1))
    yield "page-tree-loop.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
    yield "form-recursion.pdf", document(page("/X Do", "/XObject << /X 9 0 R >>"), extra={9: stream("/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 9 0 R >> >>")})
    yield "arrays.pdf", document(page("[" * 1_000_000))
    yield "dictionaries.pdf", document(page("BT ET"), extra={9: b"<< /A " * 200_000 + b"1" + b" >>" * 200_000})
    yield "arrays-in-object.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "[" * 1_000_000])
    bomb = flate_zeros(8 * GIB)
    yield "flate-bomb.pdf", document(raw_page(bomb, "/Filter /FlateDecode"))
    twice = zlib.compress(bomb, 9)
    yield "flate-bomb-twice.pdf", document(raw_page(twice, "/Filter [/FlateDecode /FlateDecode]"))
    objects = stream(bomb, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    yield "object-stream-bomb.pdf", document(text_page(), extra={9: objects})
    yield "lzw-bomb.pdf", document(raw_page(lzw_zeros(8 * GIB), "/Filter /LZWDecode"))
    columns = "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 /Colors 8 /BitsPerComponent 16 >>"
    yield "predictor.pdf", document(raw_page(zlib.compress(b"BT ET" * 100), columns))
    rules = "".join(f"{x} 0 m {x} 800 l S\n0 {x} m 600 {x} l S\n" for x in (i * 0.03 for i in range(25_000)))
    yield "rules.pdf", document(page(rules))
    glyphs = "BT /F1 2 Tf\n" + "".join(f"1 0 0 1 {i % 500} {i // 500 % 800} Tm (1) Tj\n" for i in range(1_000_000)) + "ET"
    yield "glyphs.pdf", document(raw_page(zlib.compress(glyphs.encode()), "/Filter /FlateDecode"))
    for name, box in [("huge", "0 0 1e9 1e9"), ("inverted", "600 800 0 0"), ("empty", "0 0 0 0"), ("nan", "0 0 nan 800"), ("long", "0 0 99999999999999999999999999999999999999999999 1")]:
        yield f"box-{name}.pdf", document(text_page(), box=box)
    yield "pages.pdf", document(text_page(1), pages=3_000)
    yield "count-lies.pdf", document(text_page(), count=2_000_000_000)
    yield "password.pdf", encrypted(text_page(), b"secret")
    yield "blank-password.pdf", encrypted(text_page(), b"")
    yield "no-unicode.pdf", document(page("BT /F2 12 Tf 72 720 Td <00410042> Tj ET"))
    lie = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <31> <0039> endbfchar"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 8 0 R >>"
    yield "lying-unicode.pdf", document(page("BT /F3 12 Tf 72 720 Td (1) Tj ET"), extra={7: font, 8: stream(lie)})
    shown, hidden = "BT /F1 12 Tf 72 720 Td (123.45) Tj ET", "BT 3 Tr /F1 12 Tf 72 720 Td (999.99) Tj ET"
    yield "invisible.pdf", document(page(shown + hidden))
    white = "1 1 1 rg BT /F1 12 Tf 72 700 Td (999.99) Tj ET"
    yield "white.pdf", document(page(shown + white))
    yield "off-page.pdf", document(page(shown + "BT /F1 12 Tf -500 9000 Td (999.99) Tj ET"))
    yield "only-head.pdf", b"%PDF-1.7\n"
    yield "junk.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 4_000 + b"\nstartxref\n9\n%%EOF\n"


def raw_page(body, entries):
    return page(None, body=stream(body, entries))


def texts():
    table = "公开03表\t单位：万元\n科目\t金额\n合计\t{}\n"
    yield "amounts.txt", table.format("\t".join(["1" + "0" * 40, "1,23,4.5", "（3.20）", "－5", "五十万", "—"])).encode()
    yield "gbk-cut.txt", (table.format("12.50") * 50).encode("gb18030")[:-3]
    yield "utf16.txt", (table.format("12.50") * 50).encode("utf-16-le")
    yield "mixed.txt", table.format("1").encode() + table.format("2").encode("gb18030")
    yield "line.txt", ("单位：万元 1.00 " * 100_000).encode()
    yield "gaps.txt", ("标题: 甲\n栏目: 乙\n一、" + "甲 " * 100_000).encode()
    yield "rows.txt", ("甲 5.00 6.00\n" * 20_000).encode()
    yield "columns.txt", ("\t".join("1" for _ in range(100_000)) + "\n").encode() * 3
    yield "injection.txt", table.format('=HYPERLINK("http://x","1")\t</script><img src=x onerror=1>\t\u202e1\u202c').encode()
    yield "escape.txt", table.format("\x1b[31m1\x1b[0m").encode()
    yield "nothing.pdf", b""
    yield "zeros.pdf", bytes(1 << 20)


def archives():
    good = "公开03表\n合计\t1.00\n".encode()
    inner = zipped([("b.pdf", document(text_page(2))), ("deep.zip", zipped([("c.txt", good)]))])
    yield "nested.zip", zipped([("a.txt", good + b"a"), ("in.zip", inner)])
    slip = [("../../slip.txt", good), ("/absolute.txt", good), ("c:\\drive.txt", good), ("link.txt", b"/etc/passwd", 0o120777)]
    yield "slip.zip", zipped([*slip, ("fine.txt", good + b"f")])
    yield "bomb.zip", zipped([("zeros.txt", bytes(256 << 20)), ("fine.txt", good + b"b")])
    yield "overlap.zip", overlapping(1_000)
    yield "many.zip", zipped([(f"{i}.txt", b"") for i in range(10_001)], zipfile.ZIP_STORED)
    yield "cut.zip", zipped([("a.txt", good * 100)])[:-30]
    yield "empty.zip", zipped([])
    yield "checksum.zip", wrong_checksum([("wrong.txt", good * 3), ("fine.txt", good + b"c")])
    yield "quine.zip", quine(b"an-archive-that-holds-this.zip")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in [*pdfs(), *texts(), *archives(), *flow.files(), *pages.files(), *books.files(), *biff.files()]:
        (folder / name).write_bytes(body)
    (folder / "folder.pdf").mkdir(exist_ok=True)
    (folder / "folder.pdf" / "inside.txt").write_text("公开03表\n合计\t2.00\n", encoding="utf-8")
    for name, make in [("pipe.pdf", os.mkfifo), ("link.pdf", lambda path: os.symlink("good.pdf", path))]:
        if not (folder / name).exists():
            make(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

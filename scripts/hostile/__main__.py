"""Writes files that want to break a reader into a folder, and `expected.json` with the outcomes that each may end in.

    python3 scripts/hostile FOLDER

Needs Python and nothing else. Every file is made from nothing; none is larger than a few megabytes, whatever it expands to.
"""

import json
import os
import sys
import zipfile
import zlib
from pathlib import Path

from pdf import document, encrypted, page, pdf, stream
from streams import flate_zeros, lzw_zeros

GIB = 1 << 30
READ = ["ok", "partial"]
BOMB = ["too_large", "out_of_memory"]


def text_page(lines=40):
    return page("BT /F1 12 Tf 72 720 Td 14 TL\n" + "".join(f"(line {i}: 1,234.56) Tj T*\n" for i in range(lines)) + "ET")


def pdfs():
    whole = document(text_page())
    yield "good.pdf", whole, ["ok"]
    for tenth in range(1, 10):
        yield f"cut-{tenth}.pdf", whole[: len(whole) * tenth // 10], ["truncated"]
    yield "xref-loop.pdf", whole.replace(b"trailer\n<<", b"trailer\n<< /Prev %d " % whole.rindex(b"xref", 0, whole.rindex(b"xref") - 1)), READ
    yield "page-tree-loop.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]), ["unreadable"]
    yield "form-recursion.pdf", document(page("/X Do", "/XObject << /X 9 0 R >>"), extra={9: stream("/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 9 0 R >> >>")}), READ
    yield "arrays.pdf", document(page("[" * 1_000_000)), READ
    yield "dictionaries.pdf", document(page("BT ET"), extra={9: b"<< /A " * 200_000 + b"1" + b" >>" * 200_000}), READ
    yield "arrays-in-object.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "[" * 1_000_000]), ["unreadable", "crash"]
    bomb = flate_zeros(8 * GIB)
    yield "flate-bomb.pdf", document(raw_page(bomb, "/Filter /FlateDecode")), BOMB
    twice = zlib.compress(bomb, 9)
    yield "flate-bomb-twice.pdf", document(raw_page(twice, "/Filter [/FlateDecode /FlateDecode]")), BOMB
    objects = stream(bomb, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    yield "object-stream-bomb.pdf", document(text_page(), extra={9: objects}), BOMB
    yield "lzw-bomb.pdf", document(raw_page(lzw_zeros(8 * GIB), "/Filter /LZWDecode")), BOMB + ["ok", "partial"]
    columns = "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 /Colors 32 /BitsPerComponent 16 >>"
    # A build that checks its arithmetic stops where one that does not goes on.
    yield "predictor.pdf", document(raw_page(zlib.compress(b"BT ET" * 100), columns)), READ + ["out_of_memory", "crash"]
    rules = "".join(f"{x} 0 m {x} 800 l S\n0 {x} m 600 {x} l S\n" for x in (i * 0.03 for i in range(25_000)))
    yield "rules.pdf", document(page(rules)), READ
    glyphs = "BT /F1 2 Tf\n" + "".join(f"1 0 0 1 {i % 500} {i // 500 % 800} Tm (1) Tj\n" for i in range(1_000_000)) + "ET"
    yield "glyphs.pdf", document(raw_page(zlib.compress(glyphs.encode()), "/Filter /FlateDecode")), READ
    for name, box in [("huge", "0 0 1e9 1e9"), ("inverted", "600 800 0 0"), ("empty", "0 0 0 0"), ("nan", "0 0 nan 800"), ("long", "0 0 99999999999999999999999999999999999999999999 1")]:
        yield f"box-{name}.pdf", document(text_page(), box=box), READ + ["unreadable"]
    yield "pages.pdf", document(text_page(1), pages=3_000), ["partial"]
    yield "count-lies.pdf", document(text_page(), count=2_000_000_000), READ
    yield "password.pdf", encrypted(text_page(), b"secret"), ["encrypted"]
    yield "blank-password.pdf", encrypted(text_page(), b""), READ
    yield "no-unicode.pdf", document(page("BT /F2 12 Tf 72 720 Td <00410042> Tj ET")), READ
    yield "only-head.pdf", b"%PDF-1.7\n", ["truncated", "unreadable"]
    yield "junk.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 4_000 + b"\nstartxref\n9\n%%EOF\n", ["unreadable", "truncated"]


def raw_page(body, entries):
    return page(None, body=stream(body, entries))


def texts():
    table = "公开03表\t单位：万元\n科目\t金额\n合计\t{}\n"
    yield "amounts.txt", table.format("\t".join(["1" + "0" * 40, "1,23,4.5", "（3.20）", "－5", "五十万", "—"])).encode(), READ
    yield "gbk-cut.txt", (table.format("12.50") * 50).encode("gb18030")[:-3], READ
    yield "utf16.txt", (table.format("12.50") * 50).encode("utf-16-le"), READ + ["unreadable"]
    yield "mixed.txt", table.format("1").encode() + table.format("2").encode("gb18030"), READ
    yield "line.txt", ("单位：万元 1.00 " * 100_000).encode(), READ
    yield "columns.txt", ("\t".join("1" for _ in range(100_000)) + "\n").encode() * 3, READ
    yield "injection.txt", table.format('=HYPERLINK("http://x","1")\t</script><img src=x onerror=1>\t\u202e1\u202c').encode(), READ
    yield "escape.txt", table.format("\x1b[31m1\x1b[0m").encode(), READ + ["unreadable"]
    yield "nothing.pdf", b"", ["unreadable"]
    yield "zeros.pdf", bytes(1 << 20), ["unreadable"]


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    from io import BytesIO

    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", compression) as archive:
        for name, body, *mode in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = compression
            if mode:
                info.create_system, info.external_attr = 3, mode[0] << 16
            archive.writestr(info, body)
    return memory.getvalue()


def overlapping(times):
    """One member that the directory names many times, always otherwise."""
    archive = zipped([("00000.txt", b"1" * 100_000)])
    start = archive.index(b"PK\x01\x02")
    end = archive.index(b"PK\x05\x06")
    entry = archive[start:end]
    tail = bytearray(archive[end:])
    tail[8:12] = times.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * times).to_bytes(4, "little")
    entries = b"".join(entry.replace(b"00000.txt", b"%05d.txt" % i) for i in range(times))
    return archive[:start] + entries + bytes(tail)


def archives():
    """Name, bytes, and the outcomes of its members (or, under the empty name, of the archive)."""
    good = "公开03表\n合计\t1.00\n".encode()
    inner = zipped([("b.txt", good), ("deep.zip", zipped([("c.txt", good)]))])
    yield "nested.zip", zipped([("a.txt", good + b"a"), ("in.zip", inner)]), {"a.txt": READ, "in.zip/b.txt": READ, "in.zip/deep.zip": ["too_large"]}
    slip = [("../../slip.txt", good), ("/absolute.txt", good), ("c:\\drive.txt", good), ("link.txt", b"/etc/passwd", 0o120777), ("fine.txt", good + b"f")]
    names = {"../../slip.txt": ["unsupported"], "/absolute.txt": ["unsupported"], "c:/drive.txt": ["unsupported"], "link.txt": ["unsupported"], "fine.txt": READ}
    yield "slip.zip", zipped(slip), names
    yield "bomb.zip", zipped([("zeros.txt", bytes(256 << 20)), ("fine.txt", good + b"b")]), {"zeros.txt": ["too_large"], "fine.txt": READ}
    yield "overlap.zip", overlapping(1_000), {"": ["too_large"]}
    yield "many.zip", zipped([(f"{i}.txt", b"") for i in range(10_001)], zipfile.ZIP_STORED), {"": ["too_large"]}
    yield "cut.zip", zipped([("a.txt", good * 100)])[:-30], {"": ["unreadable"]}
    yield "empty.zip", zipped([]), {"": ["unreadable"]}
    sheet = "<sheetData>" + "<row/>" * 1_000_000 + "</sheetData>"
    types = "<!DOCTYPE x [<!ENTITY a 'a'>]><Types/>"
    yield "rows.xlsx", zipped([("[Content_Types].xml", types), ("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", sheet)]), {"": ["unsupported"]}


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, body, outcomes in [*pdfs(), *texts()]:
        (folder / name).write_bytes(body)
        expected[name] = outcomes
    for name, body, members in archives():
        (folder / name).write_bytes(body)
        expected.update({f"{name}/{member}" if member else name: outcomes for member, outcomes in members.items()})
    (folder / "folder.pdf").mkdir(exist_ok=True)
    pipe = folder / "pipe.pdf"
    if not pipe.exists():
        os.mkfifo(pipe)
    expected["pipe.pdf"] = ["unreadable"]
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

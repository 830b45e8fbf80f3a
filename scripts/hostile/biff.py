"""Workbooks before 2007 that want to break a reader: a compound file and its records, written by hand."""

import struct

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(stream, name="Workbook", twist=None):
    """A compound file of one stream. `twist` alters the list of sectors before it is written."""
    stream = stream.ljust(4_096, b"\0")
    stream += bytes(-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    table = [FAT, END, *range(3, 2 + count), END]
    tables = 1
    while len(table) + tables - 1 > tables * 128:
        tables += 1
    # directory behind the tables, then the stream
    first = tables + 1
    chain = [FAT] * tables + [END] + [*range(first + 1, first + count), END]
    if twist:
        twist(chain, first)
    chain += [FREE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *(list(range(tables)) + [FREE] * (109 - tables)))

    def entry(text, kind, child, start, size):
        wide = text.encode("utf-16-le")
        return wide.ljust(64, b"\0") + struct.pack("<HBBIII16xI8x8xIQ", len(wide) + 2, kind, 1, FREE, FREE, child, 0, start, size)

    folder = entry("Root Entry", 5, 1, END, 0) + entry(name, 2, FREE, first, len(stream)) + bytes(256)
    return head + struct.pack(f"<{len(chain)}I", *chain) + folder + stream


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def text(value):
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


def book(sheet, strings=("部门支出总表", "项目", "金额", "合计"), more=b"", at=None, sst=None):
    """The stream of a workbook of one sheet."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6))
    shared = sst if sst is not None else record(0xFC, struct.pack("<II", len(strings), len(strings)) + b"".join(map(text, strings)))
    head = begin + record(0x42, struct.pack("<H", 1200)) + more
    bound = 4 + 6 + 2 + len("表1".encode("utf-16-le"))
    place = len(head) + bound + len(shared) + 4
    head += record(0x85, struct.pack("<IHBB", place if at is None else at, 0, 2, 1) + "表1".encode("utf-16-le")) + shared + record(0x0A)
    return head + record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 6)) + sheet + record(0x0A)


def label(row, col, index):
    return record(0xFD, struct.pack("<HHHI", row, col, 0, index))


def number(row, col, value):
    return record(0x203, struct.pack("<HHHd", row, col, 0, value))


TABLE = label(0, 0, 0) + label(1, 0, 1) + label(1, 1, 2) + label(2, 0, 3) + number(2, 1, 5.0)


def loop(chain, first):
    chain[first] = first


def beyond(chain, first):
    chain[first] = 0x7FFFFFF0


def files():
    yield "good.xls", compound(book(TABLE))
    yield "loop.xls", compound(book(TABLE), twist=loop)
    yield "beyond.xls", compound(book(TABLE), twist=beyond)
    yield "sector.xls", compound(book(TABLE)).replace(struct.pack("<HH", 9, 6), struct.pack("<HH", 31, 31), 1)
    yield "no-stream.xls", compound(book(TABLE), name="Other")
    yield "locked.xls", compound(book(TABLE, more=record(0x2F, struct.pack("<H", 1) + bytes(52))))
    yield "bare.xls", book(TABLE)
    yield "strings-lie.xls", compound(book(TABLE, sst=record(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + text("部门支出总表"))))
    rich = struct.pack("<HBHI", 0xFFFF, 0x0D, 0xFFFF, 0xFFFFFFFF) + b"12"
    yield "rich-lies.xls", compound(book(TABLE, sst=record(0xFC, struct.pack("<II", 4, 4) + rich)))
    yield "continues.xls", compound(book(TABLE, sst=record(0xFC, struct.pack("<II", 1, 1) + text("合计")) + record(0x3C, b"\0") * 500_000))
    long = text("金" * 4_000)
    yield "string-shared.xls", compound(book(TABLE + b"".join(label(r, 0, 0) for r in range(3, 60_000)), sst=record(0xFC, struct.pack("<II", 1, 1) + long)))
    yield "no-string.xls", compound(book(TABLE + label(3, 0, 0xFFFFFFFF)))
    yield "corner.xls", compound(book(TABLE + number(0xFFFF, 0xFFFF, 1.0)))
    yield "dimension.xls", compound(book(record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)) + TABLE))
    wide = record(0xBD, struct.pack("<HH", 3, 0) + struct.pack("<HI", 0, 2) * 300 + struct.pack("<H", 0xFFFF))
    yield "multiple.xls", compound(book(TABLE + wide))
    yield "blanks.xls", compound(book(TABLE + b"".join(
        record(0xBE, struct.pack("<HH", r, 0) + bytes(512) + struct.pack("<H", 255)) for r in range(3, 6_000))))
    yield "merges.xls", compound(book(TABLE + b"".join(
        record(0xE5, struct.pack("<H", 1_000) + struct.pack("<HHHH", 0, 0xFFFF, 0, 0xFF) * 1_000) for _ in range(30))))
    yield "merges-lie.xls", compound(book(TABLE + record(0xE5, struct.pack("<HHHHH", 0xFFFF, 9, 1, 9, 1))))
    for name, value in [("nan", float("nan")), ("infinity", float("inf")), ("tiny", 5e-324), ("huge", 1.7e308)]:
        yield f"{name}.xls", compound(book(TABLE + label(3, 0, 3) + number(3, 1, value)))
    yield "formula.xls", compound(book(TABLE + record(6, struct.pack("<HHH", 3, 1, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6) + struct.pack("<H", 0xFFFF))))
    yield "sheet-before.xls", compound(book(TABLE, at=0))
    yield "sheet-outside.xls", compound(book(TABLE, at=0x7FFFFFFF))
    yield "record-cut.xls", compound(book(TABLE)[:-30] + struct.pack("<HH", 0x203, 0xFFFF))
    yield "format.xls", compound(book(TABLE, more=record(0x41E, struct.pack("<H", 176) + text("0;" * 2_000)) + record(0xE0, struct.pack("<HH", 0, 176) + bytes(16))))
    yield "hidden-rows.xls", compound(book(TABLE + b"".join(record(0x208, struct.pack("<HHHHHHI", r & 0xFFFF, 0, 0, 0, 0, 0, 0x20)) for r in range(3, 120_000))))
    yield "hidden-columns.xls", compound(book(record(0x7D, struct.pack("<HHHHHH", 0, 0xFFFF, 0, 0, 1, 0)) + TABLE))

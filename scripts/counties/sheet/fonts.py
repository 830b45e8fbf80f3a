"""Fonts of a document: embedded subsets of Noto SC, or names only (Chinese standard CMaps, Latin standard fonts).

Noto Serif SC and Noto Sans SC (SIL Open Font License 1.1) come from the PyPI package pylopdf-fonts-zh-cn as CFF; the glyphs used are turned into
TrueType outlines once a process, and subsets are put together from them by hand, which takes milliseconds.
"""

import os
import struct
from functools import lru_cache

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

RADICALS = {"一": "⼀", "人": "⼈", "入": "⼊", "力": "⼒", "口": "⼝", "土": "⼟", "大": "⼤", "子": "⼦", "小": "⼩", "工": "⼯", "支": "⽀", "文": "⽂", "方": "⽅",
            "日": "⽇", "月": "⽉", "水": "⽔", "用": "⽤", "目": "⽬", "行": "⾏", "金": "⾦", "门": "⻔", "长": "⻓", "车": "⻋", "页": "⻚", "业": "业"}


@lru_cache(None)
def face(name):
    return Face(name)


class Face:
    """A font of the package: glyphs as TrueType outlines, made when they are first asked for."""

    def __init__(self, name):
        import pylopdf_fonts_zh_cn
        self.font = TTFont(os.path.join(os.path.dirname(pylopdf_fonts_zh_cn.__file__), name + "-Regular.otf"), lazy=True)
        self.cmap = self.font.getBestCmap()
        self.outlines = self.font.getGlyphSet()
        self.metrics = self.font["hmtx"].metrics
        self.units = self.font["head"].unitsPerEm
        self.glyphs, self.advances = {}, {}

    def advance(self, char):
        """Width of a character in 1/1000 em."""
        found = self.advances.get(char)
        if found is None:
            glyph = self.cmap.get(ord(char))
            found = self.advances[char] = round(self.metrics[glyph][0] * 1000 / self.units) if glyph else 1000
        return found

    def has(self, char):
        return ord(char) in self.cmap

    def glyph(self, char):
        """(glyf data, advance, left side bearing) of a character; the box of a missing one for what the font lacks."""
        found = self.glyphs.get(char)
        if found is None:
            name = self.cmap.get(ord(char), ".notdef") if char else ".notdef"
            pen = TTGlyphPen(None)
            self.outlines[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
            glyph = pen.glyph()
            data = glyph.compile(None)
            advance, bearing = self.metrics[name]
            found = self.glyphs[char] = (data + b"\0" * (-len(data) % 4), advance, bearing)
        return found


def gbk(char, cid):
    """The GBK code of a character, hex; one of the user's own where GBK has none."""
    try:
        return char.encode("gbk").hex().upper()
    except UnicodeEncodeError:
        return f"{0xAAA1 + cid % 94 + 256 * (cid // 94 % 6):04X}"


def cmap_table(used):
    """A cmap (format 4) that gives the place of each character of `used`, counted from 1."""
    places = sorted((ord(c), i) for i, c in enumerate(used, 1) if ord(c) < 0xFFFF) + [(0xFFFF, 0)]
    n = len(places)
    power = 1 << (n.bit_length() - 1)
    ends = starts = struct.pack(f">{n}H", *(c for c, _ in places))
    deltas = struct.pack(f">{n}H", *((i - c) & 0xFFFF for c, i in places))
    body = struct.pack(">HHHH", n * 2, power * 2, n.bit_length() - 1, n * 2 - power * 2) + ends + b"\0\0" + starts + deltas + bytes(2 * n)
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, len(body) + 6, 0) + body


def program(used, family, cmap=False):
    """A TrueType file of the glyphs of `used`, in that order after .notdef; with a `cmap` where it is to say what they are."""
    found = [face(family).glyph("")] + [face(family).glyph(c) for c in used]
    units = face(family).units
    glyf = b"".join(g[0] for g in found)
    offsets, at = [], 0
    for data, _, _ in found:
        offsets.append(at)
        at += len(data)
    offsets.append(at)
    loca = struct.pack(f">{len(offsets)}L", *offsets)
    hmtx = b"".join(struct.pack(">Hh", a, b) for _, a, b in found)
    head = struct.pack(">LLLLHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, units, 0, 0, -units, -units, 2 * units, 2 * units, 0, 8, 2, 1, 0)
    hhea = struct.pack(">LhhhHhhhhhhhhhhhH", 0x10000, int(units * 0.88), -int(units * 0.12), 0, units, 0, 0, units, 1, 0, 0, 0, 0, 0, 0, 0, len(found))
    maxp = struct.pack(">LHHHHHHHHHHHHHH", 0x10000, len(found), 2000, 200, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)
    tables = {b"glyf": glyf, b"head": head, b"hhea": hhea, b"hmtx": hmtx, b"loca": loca, b"maxp": maxp}
    if cmap:
        tables = {b"cmap": cmap_table(used), **tables}
    directory, body, at = b"", b"", 12 + 16 * len(tables)
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sLLL", tag, total, at, len(data))
        body += padded
        at += len(padded)
    n = len(tables)
    power = 1 << (n.bit_length() - 1)
    return struct.pack(">LHHHH", 0x10000, n, power * 16, n.bit_length() - 1, n * 16 - power * 16) + directory + body


class Font:
    """A font of one document.

    `mode`: identity (embedded subset), gbk or ucs2 (a name, and a standard CMap), latin (a standard font by name, for ASCII only).
    `unicode`: full, radicals (⽀ for 支), own_cmap (only the cmap of the font program says what its glyphs are), embedded_cmap (codes are GBK, the CMap
    that leads to the glyphs is a stream of the file), none (and the glyphs are in an order that says nothing).
    `wide`: every glyph is declared one em wide; `embedded` is False where `mode` names a font only.
    """

    def __init__(self, key, mode, family="NotoSerifSC", name="SimSun", unicode="full", wide=False):
        self.key, self.mode, self.family, self.name, self.unicode, self.wide = key, mode, family, name, unicode, wide
        self.cids, self.codes, self.spans = {}, {}, {}

    def can(self, text):
        """Whether every character can be set."""
        if self.mode == "latin":
            return text.isascii()
        if self.mode == "gbk":
            try:
                text.encode("gbk")
                return True
            except UnicodeEncodeError:
                return False
        return True

    def code(self, char):
        """The character in the encoding of the font, hex."""
        found = self.codes.get(char)
        if found is None:
            if self.mode == "identity":
                cid = self.cids[char] = len(self.cids) + 1
                found = f"{cid:04X}" if self.unicode != "embedded_cmap" else gbk(char, cid)
            elif self.mode == "gbk":
                found = char.encode("gbk").hex().upper()
            elif self.mode == "ucs2":
                found = f"{ord(char):04X}"
            else:
                found = f"{ord(char):02X}"
            self.codes[char] = found
        return found

    def advance(self, char):
        """How far the pen really moves to the next character, in 1/1000 em."""
        found = self.spans.get(char)
        if found is None:
            if self.mode == "identity":
                found = face(self.family).advance(char)
            elif self.mode == "latin":
                found = LATIN.get(char, 500) if self.name.startswith("Times") else HELVETICA.get(char, 556)
            else:
                found = 500 if char.isascii() else 1000
            self.spans[char] = found
        return found

    def width(self, text):
        """Width in 1/1000 em."""
        spans = self.spans
        total = 0
        for char in text:
            span = spans.get(char)
            total += self.advance(char) if span is None else span
        return total

    def hex(self, text):
        codes = self.codes
        return "".join([codes.get(c) or self.code(c) for c in text])


LATIN = {**{c: 500 for c in "0123456789"}, ".": 250, ",": 250, "-": 333, " ": 250, "%": 833, "(": 333, ")": 333}
HELVETICA = {**{c: 556 for c in "0123456789"}, ".": 278, ",": 278, "-": 333, " ": 278, "%": 889, "(": 333, ")": 333}

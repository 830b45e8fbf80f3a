"""Fonts: STSong-Light by name only (no font file in the PDF), and Noto SC as embedded TrueType subsets.

Noto Serif SC and Noto Sans SC (SIL Open Font License 1.1, embedding allowed) come from the PyPI package
pylopdf-fonts-zh-cn as CFF; reportlab embeds only TrueType outlines, so the glyphs used are converted here.
"""

import io
import os

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont as FontFile
from fontTools.ttLib import newTable
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

NAMED = "STSong-Light"
SERIF = "NotoSerifSC"
SANS = "NotoSansSC"
WIDE = "WideDigits"     # Noto Serif SC whose digits are declared one em wide


def characters():
    """ASCII and GB 2312. A fixed set, so that the bytes of one document do not hang on the words of another."""
    found = {chr(c) for c in range(32, 127)} | set("—–·…")      # U+2014: Python reads the GB 2312 dash as U+2015
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return sorted(found)


CHARACTERS = frozenset(characters())


def as_truetype(path, chosen=CHARACTERS, shifts=()):
    """The font file cut down to the chosen characters, with quadratic outlines, as bytes.

    `shifts` are (character, units): the ink of that glyph is moved right.
    """
    font = FontFile(path, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(chosen)))
    cutter.subset(font)
    order = font.getGlyphOrder()
    names = {old: ".notdef" if i == 0 else f"g{i:05d}" for i, old in enumerate(order)}
    outlines = font.getGlyphSet()
    glyphs = {}
    moved = {font.getBestCmap()[ord(c)]: units for c, units in shifts}
    for old in order:
        pen = TTGlyphPen(None)
        move = (1, 0, 0, 1, moved.get(old, 0), 0)
        outlines[old].draw(TransformPen(Cu2QuPen(pen, max_err=1.0, reverse_direction=True), move))
        glyphs[names[old]] = pen.glyph()
    metrics = {names[g]: font["hmtx"].metrics[g] for g in order}
    for table in font["cmap"].tables:
        if table.format != 14:
            table.cmap = {c: names[g] for c, g in table.cmap.items()}
    font["cmap"].tables = [t for t in font["cmap"].tables if t.format != 14]
    del font["CFF "]
    font.setGlyphOrder([names[g] for g in order])
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = glyphs
    font["hmtx"].metrics = metrics
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = len(order)
    for key in ("maxZones maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
                "maxSizeOfInstructions maxComponentElements maxPoints maxContours maxCompositePoints "
                "maxCompositeContours maxComponentDepth").split():
        setattr(maxp, key, 1 if key == "maxZones" else 0)
    font["post"].formatType = 3.0
    font["post"].glyphOrder = None
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def package_font(name):
    """Path of a font file of the PyPI package."""
    import pylopdf_fonts_zh_cn
    return os.path.join(os.path.dirname(pylopdf_fonts_zh_cn.__file__), name + "-Regular.otf")


def register():
    """Make the families known to reportlab.

    `WIDE` is how Founder typesetting writes amounts (重庆 d344b1): /Widths says 1000 for every digit, and each glyph is
    placed on its own, half an em after the last. The boxes of neighbours overlap, and poppler puts `.82` on a line of
    its own, 350-720 times a file.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(NAMED))
    for name in (SERIF, SANS):
        data = as_truetype(package_font(name))
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(data)))
        if name == SERIF:
            wide = TTFont(WIDE, io.BytesIO(as_truetype(package_font(name), "0123456789.,-", [(".", 170)])))
            wide.face.charWidths.update({ord(c): 1000 for c in "0123456789.,-"})
            pdfmetrics.registerFont(wide)


def width(text, font, size):
    return pdfmetrics.stringWidth(text, font, size)

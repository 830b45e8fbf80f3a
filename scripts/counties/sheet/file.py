"""Writes pages and fonts as a PDF file, the same bytes each time."""

import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sheet.fonts import RADICALS, HELVETICA, LATIN, face, program


def write(path, pages, fonts, producer, title):
    """Writes the pages (`canvas.Page`) to a file."""
    pdf = pikepdf.new()
    resources = pdf.make_indirect(Dictionary(Font=Dictionary(), ExtGState=Dictionary(Pale=Dictionary(ca=0.35, CA=0.35))))
    for font in fonts:
        if font.codes:
            resources.Font["/" + font.key] = font_object(pdf, font)
    kids = []
    for page in pages:
        stream = pdf.make_stream(zlib.compress("\n".join(page.ops).encode("latin-1"), 4))
        stream.Filter = Name.FlateDecode
        kid = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, *page.media]), Resources=resources, Contents=stream)
        if page.rotate:
            kid.Rotate = page.rotate
        if page.crop:
            kid.CropBox = Array(page.crop)
        kids.append(kid)
    for kid in kids:
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(kid)))
    pdf.docinfo["/Producer"] = producer
    pdf.docinfo["/Title"] = title
    pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False, linearize=False, fix_metadata_version=False,
             recompress_flate=False)
    pdf.close()


def font_object(pdf, font):
    """The font dictionary."""
    if font.mode == "latin":
        return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + font.name), Encoding=Name.WinAnsiEncoding))
    if font.mode in ("gbk", "ucs2"):
        return pdf.make_indirect(named(pdf, font))
    return pdf.make_indirect(embedded(pdf, font))


def descriptor(font, name):
    return Dictionary(Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=4, FontBBox=Array([-200, -200, 1200, 1000]), ItalicAngle=0, Ascent=880, Descent=-120,
                      CapHeight=700, StemV=80)


def named(pdf, font):
    """A font by name with a standard CMap: nothing embedded, no ToUnicode."""
    widths = Array([1, 95, 500, 814, 939, 500, 7716, 7716, 500]) if font.mode == "gbk" else Array([1, 95, 500])
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2 if font.mode == "gbk" else Name.CIDFontType0, BaseFont=Name("/" + font.name),
                       CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("GB1"), Supplement=2), DW=1000, W=widths,
                       FontDescriptor=pdf.make_indirect(descriptor(font, font.name)))
    return Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + font.name), Encoding=Name("/GBK-EUC-H" if font.mode == "gbk" else "/UniGB-UCS2-H"),
                      DescendantFonts=Array([pdf.make_indirect(below)]))


def embedded(pdf, font):
    """A subset with Identity-H."""
    used = list(font.cids)
    tag = "".join(chr(65 + (len(used) * 7 + i * 5 + ord(font.key[-1])) % 26) for i in range(6))
    name = f"{tag}+{font.name}"
    data = program(used, font.family, font.unicode == "own_cmap")
    file = pdf.make_stream(zlib.compress(data, 4))
    file.Filter, file.Length1 = Name.FlateDecode, len(data)
    about = descriptor(font, name)
    about.FontFile2 = file
    widths = Array([1, Array([1000 if font.wide else font.advance(c) for c in used])])
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/" + name), CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
                       DW=1000, W=widths, CIDToGIDMap=Name.Identity, FontDescriptor=pdf.make_indirect(about))
    top = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + name), Encoding=Name("/Identity-H"), DescendantFonts=Array([pdf.make_indirect(below)]))
    if font.unicode == "embedded_cmap":
        top.Encoding = encoding(pdf, font)
    if font.unicode not in ("none", "own_cmap"):
        to = pdf.make_stream(zlib.compress(to_unicode(used, font).encode("latin-1"), 4))
        to.Filter = Name.FlateDecode
        top.ToUnicode = to
    return top


def encoding(pdf, font):
    """A CMap of the file's own, from GBK codes to glyphs."""
    parts = ["/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def",
             "/CMapName /GBK-Subset-H def /CMapType 1 def /WMode 0 def", CODESPACE]
    some = [f"<{font.codes[c]}> {cid}" for c, cid in font.cids.items()]
    for start in range(0, len(some), 100):
        parts += [f"{len(some[start:start + 100])} begincidchar", *some[start:start + 100], "endcidchar"]
    stream = pdf.make_stream(zlib.compress("\n".join([*parts, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode("latin-1"), 4),
                             Type=Name.CMap, CMapName=Name("/GBK-Subset-H"), CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0), WMode=0)
    stream.Filter = Name.FlateDecode
    return stream


CODESPACE = "2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange"


def to_unicode(used, font):
    """The CMap from glyphs to characters."""
    meant = [RADICALS.get(c, c) if font.unicode == "radicals" else c for c in used]
    parts = ["/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
             "/CMapName /Adobe-Identity-UCS def /CMapType 2 def", CODESPACE if font.unicode == "embedded_cmap" else "1 begincodespacerange <0000> <FFFF> endcodespacerange"]
    for start in range(0, len(meant), 100):
        some = meant[start:start + 100]
        parts.append(f"{len(some)} beginbfchar")
        parts += [f"<{font.codes[used[start + i]]}> <{c.encode('utf-16-be').hex().upper()}>" for i, c in enumerate(some)]
        parts.append("endbfchar")
    return "\n".join(parts + ["endcmap CMapName currentdict /CMap defineresource pop end end"])

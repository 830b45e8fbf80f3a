"""How the paper of a document looks: every choice of sheet, font and rule, drawn once a document."""

from dataclasses import dataclass

from sheet.fonts import Font

PAPERS = {"a4": (595.3, 841.9), "a3": (841.9, 1190.6), "letter": (612, 792), "b5": (498.9, 708.7), "odd": (580, 863), "16k": (552.8, 779.5)}


@dataclass
class Sheet:
    """The drawn ways of printing."""

    paper: tuple
    landscape_turn: str
    cm: bool
    margin: float
    size: float
    text_size: float
    fonts: dict  # role -> Font: body, head, digits, tail
    all_fonts: list
    how: str
    spacing: float
    scale: float
    bold: str
    rules: str
    rule_width: float
    rule_colour: str
    sides: str
    pad: float
    row_pad: float
    amounts: str
    valign: str
    repeat: str
    title_again: str
    merged: str
    cut_rows: bool
    alone: bool
    sideways: bool
    watermark: str
    seal: bool
    shade: bool
    narrow: float
    producer: str
    wrap_numbers: bool
    fewer: bool
    many_fonts: bool
    box: str
    decoy: str
    touch: bool
    turned_heads: int
    table_landscape: str
    fill_width: bool
    gap: str
    lines: str
    number_before: bool

    def font(self, role):
        return self.fonts[role]

    def renew(self, number):
        """Fonts of their own for a page: the same faces, other subsets."""
        fresh = {}
        for role, font in self.fonts.items():
            if font.mode != "identity" or not font.codes:
                continue
            if id(font) not in fresh:
                fresh[id(font)] = Font(f"{font.key.split('p')[0]}p{number}", font.mode, font.family, font.name, font.unicode, font.wide)
            self.fonts[role] = fresh[id(font)]
        self.all_fonts += fresh.values()


def draw_sheet(draw):
    """Draws a sheet."""
    pick = draw.random
    paper = PAPERS[draw.choice("sheet.paper", {"a4": 12, "a3": 0.8, "letter": 0.5, "b5": 0.6, "odd": 0.7, "16k": 0.6})]
    fonts = draw_fonts(draw)
    how = draw.choice("sheet.text", {"run": 6, "glyph": 1.6, "pairs": 1.5})
    if any(f.wide for f in fonts.values()):
        how = "glyph"
    rules = draw.choice("sheet.rules", {"strokes": 6, "thin_rects": 2.5, "cell_boxes": 1.2, "rows_only": 0.6, "none": 0.5, "dashed": 0.5, "head_only": 0.4, "white": 0.4})
    touch = draw.chance("sheet.cell_touch", 0.08)
    return Sheet(
        paper, draw.choice("sheet.rotation", {"none": 6, "page90": 1.2, "page270": 0.6, "text90": 0.7, "text270": 0.4}), pick.random() < 0.5,
        {"usual": 56, "narrow": 20, "wide": 85}[draw.choice("sheet.margin", {"usual": 5, "narrow": 1, "wide": 0.7})],
        pick.choice((8, 8.5, 9, 9, 9.5, 10, 10.5)), pick.choice((12, 14, 15, 16)), fonts, sorted({id(f): f for f in fonts.values()}.values(), key=lambda f: f.key),
        how, {"0": 0, "wide": 0.6, "tight": -0.25}[draw.choice("sheet.spacing", {"0": 9, "wide": 0.5, "tight": 0.5})],
        {"100": 100, "90": 90, "80": 80, "110": 110}[draw.choice("sheet.tz", {"100": 9, "90": 0.5, "80": 0.4, "110": 0.45})],
        draw.choice("sheet.bold", {"font": 3, "none": 2, "stroke": 0.8, "twice": 0.8}),
        rules, {"usual": 0.5, "hair": 0.1, "thick": 1.4, "medium": 0.9}[draw.choice("sheet.rule_width", {"usual": 5, "hair": 0.7, "thick": 0.7, "medium": 1})],
        draw.choice("sheet.rule_colour", {"black": 8, "grey": 1, "blue": 0.4, "red": 0.3}),
        draw.choice("sheet.sides", {"all": 6, "no_outer": 1, "no_left": 0.4}),
        0.3 if touch else pick.choice((1.5, 2, 3, 5)), pick.choice((1.5, 2.5, 3.5, 5)),
        draw.choice("sheet.amounts", {"right": 8, "centre": 1, "left": 0.3}), draw.choice("sheet.valign", {"middle": 5, "bottom": 1, "top": 0.6}),
        draw.choice("continuation.head", {"whole": 5, "none": 2, "part": 1}), draw.choice("continuation.title", {"none": 4, "again": 1, "continued": 0.7}),
        draw.choice("continuation.merged", {"first": 3, "repeated": 1.2, "centred": 1.2}), draw.chance("continuation.rows_cut", 0.15),
        draw.chance("continuation.total_alone", 0.12), draw.chance("continuation.sideways", 0.05),
        draw.choice("sheet.watermark", {"none": 9, "pale": 0.6, "dense": 0.3}), draw.chance("sheet.seal", 0.05), draw.chance("sheet.shade", 0.12),
        1.0, pick.choice(("WPS 文字", "Microsoft® Word 2016", "Acrobat Distiller 11.0", "方正书版", "LibreOffice 7.4", "福昕PDF", "永中Office")),
        draw.chance("sheet.wrap_numbers", 0.04), draw.chance("continuation.fewer_columns", 0.2), draw.chance("font.subsets", 0.08), draw.choice("sheet.box", {"plain": 9, "crop": 0.8}),
        draw.choice("ink.decoy", {"none": 9, "invisible": 0.4, "off_page": 0.4}), touch, {"no": 0, "yes": 90, "down": 270}[draw.choice("sheet.turned_heads", {"no": 9, "yes": 0.5, "down": 0.4})],
        draw.choice("sheet.orientation", {"portrait": 4, "landscape": 4, "wide_only": 4}), draw.chance("sheet.narrow_tables", 0.15) is False,
        draw.choice("sheet.flow", {"own_page": 6, "running": 1.5}), draw.choice("sheet.lines", {"words": 5, "anywhere": 3}),
        draw.chance("table.number.page_before", 0.15))


def draw_fonts(draw):
    """The fonts by role: body, head (titles, bold), digits (amounts), tail (decimals)."""
    kind = draw.choice("font.kind", {"embedded": 7, "gbk": 1.2, "ucs2": 1, "radicals": 0.6, "wide": 0.9, "own_cmap": 0.6, "embedded_cmap": 0.6})
    serif = draw.choice("font.family", {"song": 3, "hei": 1})
    body_family, body_name = ("NotoSerifSC", "SimSun") if serif == "song" else ("NotoSansSC", "MicrosoftYaHei")
    if kind == "embedded" or kind == "wide":
        body = Font("F1", "identity", body_family, body_name)
    elif kind in ("own_cmap", "embedded_cmap"):
        body = Font("F1", "identity", body_family, body_name, unicode=kind)
    elif kind == "radicals":
        body = Font("F1", "identity", body_family, body_name, unicode="radicals")
    else:
        body = Font("F1", kind, name="STSong-Light" if kind == "ucs2" else "SimSun")
    head = Font("F2", "identity", "NotoSansSC", "SimHei") if kind not in ("gbk", "ucs2") else body
    digits = body
    style = draw.choice("font.digits", {"same": 4, "latin": 1.5, "embedded": 1, "helvetica": 0.5})
    if kind == "wide":
        digits = Font("F3", "identity", body_family, "E-BZ", wide=True)
    elif style == "latin":
        digits = Font("F3", "latin", name="Times-Roman")
    elif style == "helvetica":
        digits = Font("F3", "latin", name="Helvetica")
    elif style == "embedded":
        digits = Font("F3", "identity", "NotoSansSC", "ArialMT")
    tail = digits
    if draw.chance("font.decimals", 0.04):
        tail = Font("F4", "identity", "NotoSerifSC", "TimesNewRomanPSMT")
    return {"body": body, "head": head, "digits": digits, "tail": tail, "spare": Font("F5", "identity", body_family, body_name)}

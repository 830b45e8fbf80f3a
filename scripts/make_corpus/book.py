"""Writing one PDF: pages, text, paragraphs. Coordinates are points from the top left of the page as displayed."""

import re

from reportlab.lib.colors import black, grey
from reportlab.pdfgen.canvas import Canvas

from fonts import CHARACTERS, width

A4 = (595, 842)


class Book:
    """A PDF being written.

    `turn` draws every page on a portrait MediaBox with /Rotate 90 and turned text, so that it reads upright when
    displayed in landscape (烟台, 江苏).
    """

    def __init__(self, path, font, producer, turn=False, footer=None, runner=None, title="", head="", bold=""):
        self.path = path
        self.font = font
        self.head = head or font       # headings
        self.bold = bold               # how headings are made bold: "", twice, stroke
        self.turn = turn
        self.footer = footer
        self.runner = runner
        self.canvas = Canvas(str(path), invariant=1, pageCompression=1, initialFontName="Helvetica")
        self.canvas.setProducer(producer)
        self.canvas.setCreator(producer)
        self.canvas.setTitle(title)
        self.page = 0
        self.size = A4
        self.top = 0
        self.open = False
        self.tables = []
        self.other = []
        self.forms = []
        self.statements = []
        self.turned = False
        #: what it says, in order: ("title", lines), ("contents", entries), ("text", text), ("table", Table); for other formats
        self.told = []

    # -- pages ------------------------------------------------------------------------------------------------------

    def new_page(self, landscape=False, footer=True):
        """Begin a page; `self.top` is the next free line."""
        self.end_page()
        wide = (A4[1], A4[0])
        self.turned = self.turn and landscape
        self.size = wide if landscape else A4
        self.canvas.setPageSize(self.size)       # reportlab swaps the MediaBox of a rotated page itself
        self.canvas.setPageRotation(90 if self.turned else 0)
        self.page += 1
        self.open = True
        self.top = 60
        self.has_footer = footer
        if self.runner and self.page > 1:
            self.text(self.size[0] / 2, 34, self.runner, 8, align="centre")

    def end_page(self):
        if not self.open:
            return
        if self.footer and self.has_footer:
            self.text(self.size[0] / 2, self.size[1] - 26, self.footer.format(self.page), 9, align="centre")
        self.canvas.showPage()
        self.open = False

    def save(self):
        self.end_page()
        self.canvas.save()

    # -- marks ------------------------------------------------------------------------------------------------------

    def at(self, x, y):
        """User-space point of a displayed point."""
        return (y, x) if self.turned else (x, self.size[1] - y)

    def text(self, x, y, text, size, font=None, align="left", bold="", mode=0, colour=black, angle=None):
        """Draw one line with its baseline at y."""
        font = font or self.font
        if not text:
            return
        if not CHARACTERS.issuperset(text):
            raise ValueError(f"no glyph for a character of {text!r}")
        if align != "left":
            x -= width(text, font, size) / (2 if align == "centre" else 1)
        shifts = (0, 0.3) if bold == "twice" else (0,)
        for shift in shifts:
            block = self.canvas.beginText()
            px, py = self.at(x + shift, y)
            if angle:
                block.setTextTransform(angle[0], angle[1], -angle[1], angle[0], px, py)
            elif self.turned:
                block.setTextTransform(0, 1, -1, 0, px, py)
            else:
                block.setTextTransform(1, 0, 0, 1, px, py)
            block.setFont(font, size)
            block.setFillColor(colour)
            if bold == "stroke":
                block.setStrokeColor(colour)
                self.canvas.setLineWidth(size / 40)
                mode = 2
            if mode or bold == "stroke":
                block.setTextRenderMode(mode)
            block.textOut(text)
            if mode:
                block.setTextRenderMode(0)
            self.canvas.drawText(block)

    def line(self, x0, y0, x1, y1, rule="stroke", weight=0.5):
        """A rule, stroked or as a thin filled rectangle (江苏: ruling is never a line there)."""
        ax, ay = self.at(x0, y0)
        bx, by = self.at(x1, y1)
        if rule == "rect":
            left, low = min(ax, bx), min(ay, by)
            self.canvas.setFillColor(black)
            self.canvas.rect(left - weight / 2, low - weight / 2, abs(ax - bx) + weight, abs(ay - by) + weight,
                             stroke=0, fill=1)
        else:
            self.canvas.setLineWidth(weight)
            self.canvas.setStrokeColor(black)
            self.canvas.line(ax, ay, bx, by)

    def fill(self, x0, y0, x1, y1, level):
        """A grey background."""
        ax, ay = self.at(x0, y0)
        bx, by = self.at(x1, y1)
        self.canvas.setFillGray(level)
        self.canvas.rect(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by), stroke=0, fill=1)
        self.canvas.setFillColor(black)

    def watermark(self, text, size=54):
        """A pale line at 45 degrees over the page."""
        half = 0.70710678
        self.text(self.size[0] * 0.22, self.size[1] * 0.78, text, size, colour=grey.clone(red=.85, green=.85, blue=.85),
                  angle=(half, half))

    # -- running text -----------------------------------------------------------------------------------------------

    def wrap(self, text, size, limit, font=None):
        """Break a text into lines no wider than the limit; never before closing punctuation, never inside a number."""
        font = font or self.font
        lines, line, used = [], "", 0
        for word in re.findall(r"[0-9A-Za-z.,%]+|.", text, re.DOTALL):
            w = width(word, font, size)
            pieces = [word] if w <= limit else list(word)
            for piece in pieces:
                w = width(piece, font, size)
                if piece == "\n" or (used + w > limit and line and piece not in "，。；：、）”%"):
                    lines.append(line)
                    line, used = "", 0
                    if piece == "\n":
                        continue
                line, used = line + piece, used + w
        return lines + [line]

    def paragraph(self, text, size=12, indent=2, lead=2.0, align="left", bold="", font=None, margin=70, facts=()):
        """A paragraph of running text; goes on to the next page when the page is full."""
        self.told.append(("text", text))
        limit = self.size[0] - 2 * margin
        first = self.page
        for i, line in enumerate(self.wrap("\u3000" * indent + text, size, limit, font)):
            if self.top + size * lead > self.size[1] - 60:
                self.new_page(self.size[0] > self.size[1])
            self.top += size * lead
            x = margin if align == "left" else self.size[0] / 2
            self.text(x, self.top, line, size, font, align, bold)
            first = first if i else self.page
        if facts:
            self.statements.append({"page": first, "quote": text, "amounts": [
                dict(zip(("subject", "measure", "value", "unit"), f)) for f in facts]})

    def cover(self, lines, size=24, top=240, landscape=False):
        self.told.append(("title", lines))
        self.new_page(landscape, footer=False)
        for i, line in enumerate(lines):
            self.text(self.size[0] / 2, top + i * size * 2, line, size - 4 * bool(i), self.head, "centre", self.bold)

    def contents(self, entries, leader="…", landscape=False):
        """The contents page: (depth, title, page or None), with dot leaders to the page number."""
        self.told.append(("contents", entries))
        self.new_page(landscape)
        self.text(self.size[0] / 2, 80, "目  录", 18, self.head, "centre", self.bold)
        self.top = 110
        for depth, title, page in entries:
            x, end, size = 70 + depth * 22, self.size[0] - 70, 11
            if self.top + 21 > self.size[1] - 60:
                self.new_page(landscape)
            self.top += 21
            if page:
                room = end - x - width(title, self.font, size) - width(str(page), self.font, size) - 6
                dots = leader * int(room / width(leader, self.font, size))
                self.text(x, self.top, title + dots, size)
                self.text(end, self.top, str(page), size, align="right")
            else:
                self.text(x, self.top, title, size)

"""Puts the blocks of a disclosure on pages and fills the pages into the truth."""

from blocks import Contents, FormBlock, Heading, Paragraph, TableBlock
from sheet.canvas import Page
from sheet.grid import draw_rows
from sheet.measure import Measure, wrap, wrap_words
from sheet.pieces import cells_of, chunks, turn_heads

TITLE = 14


class Printer:
    """Prints one file. `places` maps id(block) to [first page, last page]; `rows` maps id(block) to {grid row: page}."""

    def __init__(self, disclosure, sheet, draw):
        self.disclosure, self.sheet, self.draw = disclosure, sheet, draw
        self.pages, self.page, self.y = [], None, 0
        self.places, self.rows, self.entries, self.contents = {}, {}, [], []
        self.after_table = False

    # -- pages

    def new_page(self, landscape=False, big=False):
        w, h = self.sheet.paper
        if big:
            w, h = 841.9, 1190.6
        if landscape:
            w, h = h, w
        turn = self.sheet.landscape_turn if landscape else "none"
        self.page = Page(w, h, turn, self.sheet.cm, self.sheet.box == "crop")
        if self.sheet.many_fonts:
            self.sheet.renew(len(self.pages))
        self.page.landscape, self.page.big = landscape, big
        self.pages.append(self.page)
        self.y = h - self.sheet.margin
        self.left, self.room = self.sheet.margin, w - 2 * self.sheet.margin

    def bottom(self):
        return self.sheet.margin + 14

    def number(self):
        return len(self.pages)

    def ready(self, high, landscape=False):
        """Makes sure of so much room on a page that lies this way."""
        if self.page is None or self.page.landscape != landscape or self.page.big or self.y - high < self.bottom():
            self.new_page(landscape)

    def mark(self, block):
        span = self.places.setdefault(id(block), [self.number(), self.number()])
        span[1] = self.number()

    # -- text

    def say(self, text, font, size, align="left", x=None, room=None):
        """One line at the pen; fonts that lack a character are replaced."""
        if not font.can(text):
            font = self.sheet.font("spare")
        width = font.width(text) * size / 1000
        left, room = self.left if x is None else x, self.room if room is None else room
        at = {"left": left, "right": left + room - width, "centre": left + (room - width) / 2}[align]
        how = self.sheet.how if self.sheet.how != "pairs" or not font.wide else "glyph"
        self.page.text(at, self.y, text, font, size, how=how)

    def lines(self, text, font, size, align="left", indent=0.0, gap=0.4, landscape=False):
        """A paragraph; returns [(page, characters)] of its lines."""
        if not font.can(text):
            font = self.sheet.font("spare")
        placed = []
        for part in text.split("\n"):
            if self.page is None:
                self.new_page()
            if self.sheet.lines == "words":
                shown = wrap_words(part, font, size, self.room - indent * size, self.room)
            else:
                shown = wrap(part, font, size, self.room - indent * size)
                rest = part[len(shown[0]):] if len(shown) > 1 else ""
                if rest and indent:
                    shown = [shown[0]] + wrap(rest, font, size, self.room)
            for i, line in enumerate(shown):
                self.y -= size * (1 + gap)
                if self.y < self.bottom():
                    self.new_page(self.page.landscape)
                    self.y -= size * (1 + gap)
                x = self.left + (indent * size if i == 0 and align == "left" else 0)
                self.say(line, font, size, align, x if align == "left" else None)
                placed.append((self.number(), len(line)))
            placed.append((self.number(), 1))
        return placed

    def heading(self, block):
        level, head = block.level, self.sheet.font("head")
        if level == 0:
            if self.page is None or self.pages[-1] is not getattr(self, "cover", None):
                self.new_page()
                self.cover = self.page
                self.y = self.page.height * 0.72
            self.lines(block.text, head, 24, "centre")
        else:
            size = {1: 18, 2: 15}.get(level, 13)
            if level == 1 or self.after_table or self.page is None or self.page is getattr(self, "cover", None):
                self.new_page()
                self.after_table = False
            self.ready(size * 4)
            self.y -= size * 0.4
            self.lines(block.text, head, size, "centre" if level == 1 else "left", 0 if level == 1 else 2)
            self.entries.append((block.text.replace("\n", " "), self.number(), level))
        self.mark(block)

    def paragraph(self, block):
        if self.page is None or self.after_table:
            self.new_page()
            self.after_table = False
        size = self.sheet.text_size
        start = self.number()
        centre = self.page is getattr(self, "cover", None)
        placed = self.lines(block.text, self.sheet.font("body"), size, "centre" if centre else "left", 0 if centre else 2, 0.6)
        self.places[id(block)] = [placed[0][0] if placed else start, self.number()]
        for statement in block.statements:
            at = statement.get("at", 0)
            statement["page"] = page_at(placed, max(at, 0)) if placed else start

    def reserve_contents(self, block, count):
        """Leaves pages free for the list of contents."""
        self.new_page()
        per = int((self.y - self.bottom() - 50) // 24)
        self.contents.append((block, len(self.pages) - 1, per))
        for _ in range(max(0, -(-count // per) - 1)):
            self.new_page()
        self.after_table = True

    # -- tables and forms

    def table(self, block):
        grid, sheet = block.grid, self.sheet
        if hasattr(grid, "columns"):
            turn_heads(grid, sheet)
        landscape, big, measure, widths, cut = self.fit(block)
        title_room = sum(self.above_height(a) for a in block.above)
        own = block.own_page and sheet.gap == "own_page" or self.page is None or self.page.landscape != landscape or self.page.big != big
        heights = measure.heights(widths)
        need = title_room + sum(heights[: grid.head + 3]) + 10
        above = list(block.above)
        if own and self.sheet.number_before and self.page is not None and self.page is not getattr(self, "cover", None) and self.page.ops and not self.contents_page():
            above = self.number_before(block, above)
        if own or cut or self.y - need < self.bottom() or self.page is getattr(self, "cover", None) or self.contents_page():
            self.new_page(landscape, big)
        else:
            self.y -= 18
        self.mark(block)
        self.entries.append((block.truth.get("contents_title", block.truth.get("full_title")) if isinstance(block.truth, dict) else None, self.number(), 3))
        for line in above:
            self.above(line)
        self.y -= 3
        again = [a for a in block.above if a[1] in ("title", "left")] if sheet.title_again != "none" else []
        again_room = sum(self.above_height(a) for a in again)
        room = self.page.height - sheet.margin - self.bottom() - again_room - 4
        rows = self.rows.setdefault(id(block), {})
        pages = chunks(grid, sheet, heights, measure.leading, self.y - self.bottom(), room, self.draw)
        for n, pieces in enumerate(pages):
            if not pieces:
                continue
            self.again = n > 0
            if n:
                self.new_page(landscape, big)
                for text, align in again:
                    self.above((text + ("（续表）" if sheet.title_again == "continued" else ""), align))
                self.y -= 3
            self.chunk(grid, measure, widths, pieces, rows, cut, landscape, big)
            self.mark(block)
        for note in block.below:
            for page, _ in self.lines(note, sheet.font("body"), max(8, measure.size), gap=0.5):
                pass
        self.after_table = sheet.gap == "own_page" or landscape

    def contents_page(self):
        """Whether the pen stands on a page that is kept for the list of contents."""
        return any(self.page is self.pages[i] for _, i, _ in self.contents)

    def number_before(self, block, above):
        """Prints the number of a table, where it is a line of its own, at the foot of the page before; what is left to print above the grid."""
        text, align = above[0] if above else ("", "")
        if not isinstance(block.truth, dict) or text != block.truth.get("number") or self.y < self.bottom() + 16:
            return above
        self.y = self.bottom() + 16
        self.above((text, align))
        self.draw.features.add("table.number.page_before=done")
        return above[1:]

    def chunk(self, grid, measure, widths, pieces, rows, cut, landscape, big):
        """One page of rows; two sheets where the columns are cut."""
        heads = sum(1 for p in pieces if p[0] < grid.head)
        for r, start, _, _ in pieces:
            if start == 0 and r >= grid.head:
                rows.setdefault(r, self.number())
        heights = [p[3] for p in pieces]
        numbers = list(range(len(pieces)))
        parts = [(0, cut), (cut, len(widths))] if cut else [(0, len(widths))]
        if self.sheet.fewer and not cut and pieces[0][0] >= grid.head or self.sheet.fewer and not cut and self.again:
            parts = [(0, used_columns(grid, pieces))]
            if parts[0][1] < len(widths):
                self.draw.features.add("continuation.fewer_columns=done")
        top = self.y
        for i, (low, high) in enumerate(parts):
            if i:
                self.new_page(landscape, big)
                top = self.page.height - self.sheet.margin
            cells = cells_of(grid, pieces, self.sheet, measure.leading, low, high)
            room = sum(widths[low:high])
            left = self.left + max(0, (self.room - room) / 2) * (0 if cut else 1)
            self.y = draw_rows(self.page, measure, top, left, widths[low:high], numbers, heights, cells, heads)

    def fit(self, block):
        """Orientation, paper and size at which the columns fit: (landscape, A3, measure, widths, column to cut at or 0)."""
        grid, sheet = block.grid, self.sheet
        n = len(grid.widths)
        wide = block.landscape or sheet.table_landscape == "landscape" and n > 4 or sheet.table_landscape == "wide_only" and n > 7
        wish = sheet.size if hasattr(grid, "columns") else min(sheet.size, 9.5)
        sizes = [wish - 0.5 * i for i in range(20) if wish - 0.5 * i >= 5.5]
        tries = [(wide, False)] + ([] if wide else [(True, False)]) + [(True, True)]
        for landscape, big in tries:
            w, h = (841.9, 1190.6) if big else sheet.paper
            room = (h if landscape else w) - 2 * sheet.margin
            if sheet.sideways and n >= 9 and not big and hasattr(grid, "columns"):
                measure = Measure(grid, sheet, max(8, sheet.size - 1))
                widths = measure.widths(room * 1.85, True)
                cut = cut_at(widths, room) if widths else 0
                if cut and n - cut > 1 and sum(widths[cut:]) <= room:
                    self.draw.features.add("continuation.sideways=done")
                    return landscape, big, measure, widths, cut
            for size in sizes if not (big and landscape) else sizes + [5, 4.5, 4]:
                measure = Measure(grid, sheet, size)
                widths = measure.widths(room, sheet.fill_width)
                if widths:
                    return landscape, big, measure, widths, 0
        least, natural, _ = measure.needs()
        scale = room / sum(least)
        return True, True, measure, [w * scale for w in least], 0

    def above_height(self, line):
        return {"title": TITLE * 1.9, "spread": 16}.get(line[1], 16)

    def above(self, line):
        """A line above a table: title, left, right, centre, or left and right parts with a tab between."""
        text, align = line
        body = self.sheet.font("body")
        if align == "title":
            self.y -= TITLE * 1.9
            self.say(text, self.sheet.font("head"), TITLE, "centre")
            self.y -= 4
        elif align == "spread":
            self.y -= 16
            left, _, right = text.partition("\t")
            if left:
                self.say(left, body, 10)
            if right:
                self.say(right, body, 10, "right")
        else:
            self.y -= 16
            self.say(text, body if align != "left" else self.sheet.font("head"), 11, align)
        self.y -= 2

    def block(self, block):
        kind = type(block)
        if kind is Heading:
            self.heading(block)
        elif kind is Paragraph or isinstance(block, Paragraph):
            self.paragraph(block)
        elif kind is Contents:
            self.reserve_contents(block, self.expected)
        elif isinstance(block, (TableBlock, FormBlock)):
            self.table(block)

    def print(self):
        """All blocks; returns the pages."""
        blocks = self.disclosure.blocks
        self.expected = sum(1 for b in blocks if isinstance(b, Heading) and b.level in (1, 2) or isinstance(b, TableBlock)) + 1
        for block in blocks:
            self.block(block)
        for block, index, per in self.contents:
            self.list_contents(block, index, per)
        return self.pages

    def list_contents(self, block, index, per):
        """Fills the pages left free for the contents."""
        body = self.sheet.font("body")
        entries = [(t, p, l) for t, p, l in self.entries if t and l <= 3 and (l < 3 or "表" in t)]
        self.page = self.pages[index]
        self.left, self.room = self.sheet.margin, self.page.width - 2 * self.sheet.margin
        self.y = self.page.height - self.sheet.margin - 20
        self.say("目  录", self.sheet.font("head"), 18, "centre")
        self.y -= 16
        for n, (text, page, level) in enumerate(entries):
            if n and n % per == 0:
                index += 1
                if index >= len(self.pages) or self.pages[index].ops:
                    break
                self.page = self.pages[index]
                self.y = self.page.height - self.sheet.margin - 20
            self.y -= 24
            self.entry(text, page, level, body, block.style)
        self.places[id(block)] = [index + 1, index + 1]

    def entry(self, text, page, level, body, style):
        size, indent = 12, (level - 1) * 18
        while body.width(text) * size / 1000 > self.room - indent - 60 and size > 7:
            size -= 0.5
        font = body if body.can(text) else self.sheet.font("spare")
        width = font.width(text) * size / 1000
        if style in ("dots", "dotted"):
            dots = "." * max(3, int((self.room - indent - width - 24) / (font.width(".") * size / 1000)))
            text, number = text + dots, str(page)
        else:
            number = str(page) if style != "bare" else ""
        self.page.text(self.left + indent, self.y, text, font, size, how="run")
        if number:
            self.page.text(self.left + self.room - body.width(number) * 0.012, self.y, number, body, 12)


def page_at(placed, at):
    """The page of the character at a place of the text."""
    for page, count in placed:
        at -= count
        if at < 0:
            return page
    return placed[-1][0] if placed else None


def used_columns(grid, pieces):
    """How many columns are left when the last, empty ones are not drawn."""
    used = 0
    for r, *_ in pieces:
        if r < grid.head:
            continue
        for c, cell in enumerate(grid.rows[r]):
            if cell is None or cell.text or cell.rows > 1:
                used = max(used, c + (cell.cols if cell is not None else 1))
    return used or len(grid.widths)


def cut_at(widths, room):
    """The column at which the first sheet is full."""
    used = 0
    for i, w in enumerate(widths):
        if used + w > room:
            return i
        used += w
    return 0

"""A page that is drawn on, upright for its reader; how it lies in the file (turned by /Rotate, or by its text) is settled here."""


class Page:
    """`width` and `height` as the reader sees them. `turn`: none, page90, page270 (by /Rotate), text90, text270 (the text itself lies on its side)."""

    def __init__(self, width, height, turn="none", cm=False, crop=False):
        self.width, self.height, self.turn = width, height, turn
        self.ops = []
        self.rotate, self.crop = 0, None
        self.m = (1, 0, 0, 1, 0, 0)
        self.media = (round(width, 2), round(height, 2))
        if turn != "none":
            self.media = (round(height, 2), round(width, 2))
            self.m = (0, 1, -1, 0, height, 0) if turn.endswith("90") else (0, -1, 1, 0, 0, width)
            if turn.startswith("page"):
                self.rotate = 90 if turn.endswith("90") else 270
        elif crop:
            self.m = (1, 0, 0, 1, 30, 40)
            self.media = (round(width + 60, 2), round(height + 80, 2))
            self.crop = [30, 40, round(width + 30, 2), round(height + 40, 2)]
        if cm and turn != "none":
            self.ops.append("{} {} {} {} {:g} {:g} cm".format(*self.m))
            self.m = (1, 0, 0, 1, 0, 0)

    def point(self, x, y):
        a, b, c, d, e, f = self.m
        return a * x + c * y + e, b * x + d * y + f

    def op(self, text):
        self.ops.append(text)

    def line(self, x1, y1, x2, y2):
        """A stroke with the pen in force."""
        (a, b), (c, d) = self.point(x1, y1), self.point(x2, y2)
        self.ops.append(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S")

    def rect(self, x, y, w, h, how="f"):
        """A rectangle from its lower left corner: f filled, S stroked."""
        a, b = self.point(x, y)
        c, d = self.point(x + w, y + h)
        self.ops.append(f"{min(a, c):.2f} {min(b, d):.2f} {abs(c - a):.2f} {abs(d - b):.2f} re {how}")

    def text(self, x, y, text, font, size, angle=0, how="run", spacing=0.0, scale=100, skew=False):
        """Text from its baseline's start. `how`: run, glyph (each on its own), pairs (TJ with shifts), words."""
        if not text:
            return
        a, b, c, d, _, _ = self.m
        if angle == 90:
            a, b, c, d = c, d, -a, -b
        elif angle == 270:
            a, b, c, d = -c, -d, a, b
        ops, pen = self.ops, f"/{font.key} {size:g} Tf"
        if how == "glyph":
            ops.append(f"BT {pen}" + (f" {scale:g} Tz" if scale != 100 else ""))
            at = 0.0
            for char in text:
                px, py = (x + at, y) if angle == 0 else ((x, y + at) if angle == 90 else (x, y - at))
                px, py = self.point(px, py)
                ops.append(f"{a:g} {b:g} {c:g} {d:g} {px:.2f} {py:.2f} Tm <{font.code(char)}> Tj")
                at += font.advance(char) * size / 1000 * scale / 100 + spacing
            ops.append("ET" if scale == 100 else "100 Tz ET")
            return
        px, py = self.point(x, y)
        extra = ""
        if spacing:
            extra += f" {spacing:g} Tc"
        if scale != 100:
            extra += f" {scale:g} Tz"
        start = f"BT {pen}{extra} {a:g} {b:g} {c:g} {d:g} {px:.2f} {py:.2f} Tm "
        if how == "pairs" and len(text) > 2:
            cut = len(text) // 2
            ops.append(f"{start}[<{font.hex(text[:cut])}> -8 <{font.hex(text[cut:])}>] TJ ET")
        else:
            ops.append(f"{start}<{font.hex(text)}> Tj ET")
        if spacing:
            ops[-1] = ops[-1][:-2] + "0 Tc ET"
        if scale != 100:
            ops[-1] = ops[-1][:-2] + "100 Tz ET"

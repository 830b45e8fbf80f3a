"""A paragraph that is written together with its truth: every figure that is told becomes a statement of the truth file.

Offsets (`start`, `end`) follow each change of the text (blanks, line breaks, planted errors), so `printed` is always what stands there.
"""

import re
from decimal import Decimal

from blocks import CERTAIN, Paragraph


class Figure:
    """One figure of a sentence: what is printed, and what a careful reader knows of it."""

    def __init__(self, measure, subject, **known):
        self.measure = measure  # as in docs/schema: amount, change, percent_change, share, count, prior_amount, completion
        self.subject = subject  # canonical name where there is one, else the printed words
        self.also = []  # other names that are as right
        self.value = None  # Decimal as printed, in `unit`; None for a change without a number
        self.unit = None
        self.fen = None  # the exact money behind it
        self.places = self.shown = 0  # decimals that the author keeps, and those that are printed (833.9 for 833.90)
        self.fiscal_year = None
        self.phase = None
        self.base = None
        self.bases = []  # other right names of the base
        self.direction = None
        self.directions = []  # other right directions (增加0.00万元 is flat too)
        self.budget = None
        self.code = None
        self.reason = None
        self.key = None  # name of the quantity, for ties with tables
        self.mark = CERTAIN
        self.group = None
        self.start = self.end = 0
        for name, value in known.items():
            setattr(self, name, value)

    def yuan(self):
        """Value in yuan, of money."""
        scale = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}.get(self.unit)
        return None if scale is None or self.value is None else self.value.scaleb(scale)

    def step(self):
        """One unit of the last printed place, in yuan or in the unit of a percentage or count."""
        scale = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}.get(self.unit, 0)
        return Decimal(1).scaleb(scale - self.places)

    def truth(self, text):
        """The statement as the truth file has it."""
        return {"page": None, "quote": sentence_at(text, self.start), "printed": text[self.start:self.end], "subject": self.subject,
                "also": self.also, "measure": self.measure, "value": None if self.value is None else str(self.value), "unit": self.unit,
                "amount_yuan": None if self.yuan() is None else plain(self.yuan()), "fiscal_year": self.fiscal_year, "phase": self.phase,
                "base": self.base, "bases": self.bases, "direction": self.direction, "directions": self.directions, "budget": self.budget,
                "code": self.code, "reason": self.reason, "group": self.group, "mark": self.mark, "at": self.start}


def plain(number):
    """A Decimal without exponent and without zeros at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def other_names(name, also=()):
    """Names of a project that are as right: without the year in front, with 项目 behind."""
    bare = re.sub(r"^20\d\d年度?", "", name)
    return sorted({*also, bare, name + "项目", bare + "项目"} - {name})


def sentence_at(text, at):
    """The sentence around an offset: from the last 。 of the paragraph to the next one."""
    begin = text.rfind("。", 0, at) + 1
    end = text.find("。", at) + 1 or len(text)
    return text[begin:end].replace("\n", "").strip()


class Teller:
    """Writes one paragraph. Words by `say`, figures by the methods below; `done` gives the block."""

    groups = 0

    def __init__(self, voice):
        self.voice = voice
        self.text = ""
        self.figures = []
        self.ties = voice.ties
        self.contacts = []
        self.terms = []

    def say(self, *words):
        """Plain words."""
        self.text += "".join(words)
        return self

    def put(self, figure, text):
        """Prints a figure."""
        figure.start = len(self.text)
        self.text += text
        figure.end = len(self.text)
        if figure.measure in ("change", "percent_change") and not figure.value and figure.direction not in ("flat", None) and figure.value is not None:
            figure.directions = ["flat"]
        if figure.group is None:
            figure.group = self.voice.next_group()
        if figure.key and figure.key.startswith("project.") and figure.measure != "count":
            figure.also = other_names(figure.subject, figure.also)
        self.figures.append(figure)
        return figure

    def money(self, subject, fen, measure="amount", places=None, **known):
        """An amount of money, printed in the voice's manner."""
        text, value, unit, (kept, shown) = self.voice.money(fen, places)
        known.setdefault("fiscal_year", self.voice.year)
        if measure in ("amount", "prior_amount"):
            known.setdefault("phase", self.voice.phase)
        return self.put(Figure(measure, subject, fen=fen, value=value, unit=unit, places=kept, shown=shown, **known), text)

    def percent(self, subject, ratio, measure, **known):
        """A percentage of an exact ratio (Fraction)."""
        text, value, (kept, shown) = self.voice.percent(ratio)
        known.setdefault("fiscal_year", self.voice.year)
        return self.put(Figure(measure, subject, value=value, unit="%", places=kept, shown=shown, **known), text)

    def count(self, subject, number, unit, **known):
        """A number of things."""
        known.setdefault("fiscal_year", self.voice.year)
        return self.put(Figure("count", subject, value=Decimal(number), unit=unit, **known), f"{self.voice.digits(str(number))}{unit}")

    def words(self, subject, measure, text, **known):
        """Words instead of a figure (持平)."""
        known.setdefault("fiscal_year", self.voice.year)
        return self.put(Figure(measure, subject, **known), text)

    def insert(self, at, text):
        """Puts text into the paragraph; offsets follow."""
        self.text = self.text[:at] + text + self.text[at:]
        for figure in self.figures:
            if figure.start >= at:
                figure.start += len(text)
            if figure.end > at:
                figure.end += len(text)

    def replace(self, start, end, text):
        """Prints other text in place of [start, end); offsets follow."""
        shift = len(text) - (end - start)
        self.text = self.text[:start] + text + self.text[end:]
        for figure in self.figures:
            if figure.start >= end:
                figure.start += shift
            if figure.end >= end:
                figure.end += shift

    def done(self, cls=Paragraph):
        """The paragraph with its truth. The figures stay with it (`figures`) until the document is finished."""
        block = cls(self.text, [figure.truth(self.text) for figure in self.figures], self.contacts, self.terms)
        block.teller = self
        block.refresh = lambda: self.renew(block)
        return block

    def renew(self, block):
        """Takes text and truth over again, after they were changed."""
        block.text = self.text
        block.statements[:] = [figure.truth(self.text) for figure in self.figures]

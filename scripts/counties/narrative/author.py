"""The author of one narrative: the voice, this year's quantities and last year's, and the small services that every part uses."""

from fractions import Fraction

from .causes import causes
from .phrases import amount, change, share
from .quantities import Quantities
from .teller import Teller
from .ties import Tie
from .voice import Voice

STYLES = {"1.": lambda i: f"{i}.", "1、": lambda i: f"{i}、", "（一）": lambda i: f"（{cn(i)}）", "(1)": lambda i: f"（{i}）", "1．": lambda i: f"{i}．", "none": lambda i: ""}
DIGITS = "〇一二三四五六七八九十"


def cn(number):
    """A number below one hundred in characters."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return DIGITS[number]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


class Author:
    """What a part of the narrative needs: `v` the voice, `q` the quantities, `p` those of last year, `b` those of the year's budget."""

    def __init__(self, draw, money, facts):
        self.draw, self.money, self.facts = draw, money, facts
        self.v = Voice(draw, money, facts)
        self.q = Quantities(money)
        self.p = Quantities(money.prior) if money.prior else None
        self.b = Quantities(money.budget) if money.budget else None
        self.voice_zero = {"general_public_budget", "government_fund", "state_capital"} | (
            {"special_account", "business_income", "superior_subsidy", "affiliated_remittance", "operating_income", "other_income"} if draw.random.random() < 0.4 else set())

    def teller(self):
        return Teller(self.v)

    def change(self, t, figure, fen, of, reason=None, **more):
        """The change of a figure against last year; `of` gives the amount of last year's quantities. Nothing where there is no last year."""
        if self.p is None:
            return []
        listed = figure.key in ("income.total", "spend.total", "spend.year", "gpb.total") and reason is None and fen != of(self.p) and self.causes_drawn()
        reason = self.v.random.random() < 0.7 if reason is None else reason
        found = change(t, figure, fen, of(self.p), reason=reason and not listed, **more)
        if listed:
            causes(self, t, fen > of(self.p))
        return found

    def causes_drawn(self):
        """Whether the change of a total is followed by a list of causes with amounts."""
        if not hasattr(self, "lists_causes"):
            self.lists_causes = self.draw.chance("sentence.causes", 0.3)
        return self.lists_causes and self.v.random.random() < 0.6

    def numbers(self):
        """A way to number the items of a list."""
        return STYLES[self.draw.choice("sentence.numbering", {"1.": 4, "1、": 3, "（一）": 2, "(1)": 2, "1．": 1, "none": 1})]

    def lines(self, items, whole, whole_fen, whole_name, rule):
        """A list with one line an item, each with its share."""
        found, blocks = [], []
        numbers = self.numbers()
        for at, (words, subject, fen, known) in enumerate(items, 1):
            t = self.teller()
            figure = amount(t, numbers(at) + words, subject, fen, copula="" if self.v.of in ("合计", "数为", "共") else None, **known)
            if whole_fen:
                share(t, figure, whole, Fraction(fen, whole_fen), whole_name)
            t.say("。" if at == len(items) else "；")
            found.append(figure)
            blocks.append(t.done())
        if sum(i[2] for i in items) == whole_fen and len(items) > 1:
            self.v.ties.append(Tie("sum", whole, found, rule))
        return blocks

    def title(self, text):
        """A sub-heading inside a section, numbered by its level."""
        from blocks import Heading
        self.sub += 1
        if self.depth == 3:
            return self.numbering.heading(3, text)
        if self.depth == 2:
            return self.numbering.heading(2, text)
        return Heading(f"{self.sub}.{text}", 4)

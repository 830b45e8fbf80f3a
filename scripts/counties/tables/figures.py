"""How a county prints a figure: decimals, grouping, zero, negative, full width."""

from dataclasses import dataclass
from decimal import Decimal

from money import printed


@dataclass
class Figures:
    """The way of one table."""

    unit: str = "万元"
    decimals: int = 2
    grouping: str = "comma"  # comma, blank, none, once
    zero: str = "blank"  # blank, plain (0), full (0.00), dash
    negative: str = "minus"  # minus, brackets, full_minus, after
    wide: bool = False
    trim: bool = False  # trailing zeros are not printed

    def value(self, fen):
        """Decimal as it can be read from the page."""
        return printed(fen, self.unit, self.decimals)

    def text(self, fen):
        """An amount, or None for what is not there."""
        if fen is None:
            return ""
        value = self.value(fen)
        if value == 0:
            return {"blank": "", "plain": "0", "full": self._plain(Decimal(0)), "dash": "-"}[self.zero]
        return self.number(value)

    def number(self, value):
        """A decimal in this way."""
        if self.trim:
            value = value.normalize()
            value = value.quantize(Decimal(1)) if value == value.to_integral() else value
        text = self._plain(abs(value)) if not self.trim else self._group(format(abs(value), "f"))
        if value < 0:
            text = {"minus": "-" + text, "brackets": f"({text})", "full_minus": "－" + text, "after": text + "-"}[self.negative]
        if self.wide:
            text = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,"})
        return text

    def _plain(self, value):
        return self._group(format(value, f".{self.decimals}f"))

    def _group(self, text):
        whole, dot, rest = text.partition(".")
        if self.grouping == "once" and len(whole) > 3:
            whole = whole[:-3] + "," + whole[-3:]
        elif self.grouping in ("comma", "blank"):
            whole = f"{int(whole):,}"
            if self.grouping == "blank":
                whole = whole.replace(",", " ")
        return whole + dot + rest


def draw_figures(draw, money):
    """The way of a document."""
    pick = draw.random
    unit = draw.choice("figures.unit", {"万元": 6, "元": 2, "千元": 0.4})
    places = draw.choice("figures.decimals", {"2": 12, "0": 1.2, "1": 0.6, "4": 0.8, "6": 1.2, "3": 0.5, "5": 0.4})
    decimals = int(places)
    if unit == "元":
        decimals = min(decimals, 2)
    return Figures(unit, decimals,
                   draw.choice("figures.grouping", {"comma": 6, "none": 3, "blank": 0.4, "once": 0.4}),
                   draw.choice("figures.zero", {"blank": 5, "full": 3, "plain": 1, "dash": 0.8}),
                   draw.choice("figures.negative", {"minus": 5, "brackets": 1, "full_minus": 0.7}),
                   draw.chance("figures.wide", 0.03),
                   draw.chance("figures.trim", 0.05) and decimals >= 1)

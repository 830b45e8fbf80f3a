"""Errors planted in sentences: which figure is altered, how, and whether other printed figures prove it.

An alteration is tried on a drawn figure; `provable` is set when a tie of certain figures no longer holds, or, against a table of the same
file, by `settle` when the tables are known.
"""

from decimal import Decimal, InvalidOperation

from blocks import CERTAIN, OPEN
from money import SCALE

from .quantities import tables_of
from .render import digits_of, render
from .ties import Tie, holds
from . import wordslips

# rule of docs/rules.md by the beginning of a figure's key, for copies against tables
RULES = [("operating", "NAR-07"), ("public", "NAR-08"), ("project.", "NAR-04"), ("procurement", "NAR-10"), ("", "NAR-01")]


class Slips:
    """Plants errors in a narrative that is written but not yet typeset."""

    def __init__(self, n, blocks):
        self.n, self.v = n, n.v
        self.random = n.v.random
        self.where = {}  # figure -> block
        for block in blocks:
            for figure in getattr(getattr(block, "teller", None), "figures", ()):
                self.where[id(figure)] = block
        self.blocks = blocks
        self.ties = n.all_ties = self._ties()
        self.touched = set()
        self.errors = []

    def _ties(self):
        """The ties of the narrative, and those of figures that tell one quantity twice."""
        ties = list(self.v.ties)
        by_key = {}
        for figure in self.figures():
            if figure.key and figure.measure in ("amount", "count") and figure.fiscal_year == self.v.year:
                by_key.setdefault(figure.key, []).append(figure)
        for figures in by_key.values():
            ties += [Tie("copy", one, [other], "NAR-01") for at, one in enumerate(figures) for other in figures[at + 1:]]
        return ties

    def figures(self):
        """All figures of the narrative, in order."""
        return [f for block in self.blocks for f in getattr(getattr(block, "teller", None), "figures", ())]

    def of(self, figure):
        return [tie for tie in self.ties if figure is tie.whole or any(figure is p for p in tie.parts)]

    def free(self, *figures):
        """Whether no error touches these figures or what they are tied to."""
        if any(id(self.where[id(f)]) in self.touched for f in figures):
            return False
        near = {id(f) for figure in figures for tie in self.of(figure) for f in (tie.whole, *tie.parts)} | {id(f) for f in figures}
        return not near & self.touched

    # -- planting

    def plant(self, count):
        """Plants up to so many errors."""
        kinds = {"digit": 4, "transposed": 2, "zero": 2, "doubled": 1.3, "over_this_year": 3, "cut": 1.3, "direction": 2, "exchanged": 2.2, "copied": 1.5,
                 "last_year": 1.5, "other_scope": 3, "unit": 2, "rate_tenfold": 1.2, "share": 2, "count": 1.3, "part": 2,
                 **{name: weight for name, (weight, _) in wordslips.KINDS.items()}}
        draw = self.n.draw
        kinds = {k: w for k, w in kinds.items() if f"error.sentence={k}" not in draw.without}
        forced = [k for k in kinds if f"error.sentence={k}" in draw.only]
        for kind in forced:
            self.act(kind)
        for _ in range(count if kinds and not forced else 0):
            for _ in range(6):
                if self.act(self.random.choices(list(kinds), list(kinds.values()))[0]):
                    break

    def act(self, kind):
        """Tries one kind; whether it was planted."""
        made = getattr(self, kind)() if kind not in wordslips.KINDS else wordslips.KINDS[kind][1](self)
        if made:
            self.n.draw.features.add(f"error.sentence={kind}")
        return bool(made)

    def pick(self, test):
        """A free figure that passes a test, drawn; None where there is none."""
        found = [f for f in self.figures() if f.value is not None and f.mark == CERTAIN and test(f) and self.free(f)]
        return self.random.choice(found) if found else None

    def alter(self, figure, value, kind, cause, unit=None):
        """Prints another value, and notes the error."""
        block = self.where[id(figure)]
        t = block.teller
        old = t.text[figure.start:figure.end]
        right = figure.value
        new = render(old, value, unit)
        if new is None or new == old:
            return False
        t.replace(figure.start, figure.end, new)
        figure.value = value
        figure.unit = unit or figure.unit
        return self.note(figure, kind, cause, old, right)

    def note(self, figure, kind, cause, old, right=None, extra=()):
        """Writes the error down with its proof."""
        broken = [tie for tie in self.of(figure) if self.loosely(tie)]
        rule = kind or (broken[0].rule if broken and broken[0].rule else self.rule(figure))
        self.touched |= {id(f) for tie in self.of(figure) for f in (tie.whole, *tie.parts)} | {id(figure)}
        error = {"kind": rule, "cause": cause, "what": f"{figure.subject} {figure.measure}: {cause}", "figure": figure, "right": old, "provable": bool(broken),
                 "also": sorted({tie.rule for tie in broken if tie.rule} - {rule}), "block": self.where[id(figure)]}
        tables = tables_of(figure.key, self.n.money.kind) if figure.measure == "amount" and figure.fiscal_year == self.v.year else []
        if not broken and tables and figure.yuan() is not None:
            error["provable_if"] = {"tables": tables, "yuan": str(Decimal(figure.fen) / 100), "apart": str(abs(figure.yuan() - Decimal(figure.fen) / 100))}
        self.errors.append(error)
        return True

    def rule(self, figure):
        return next(rule for prefix, rule in RULES if (figure.key or "").startswith(prefix))

    @staticmethod
    def loosely(tie):
        """Whether a tie is broken even if figures are no finer than they are printed, and all of them are certain."""
        figures = [tie.whole, *tie.parts]
        if any(f.mark != CERTAIN for f in figures):
            return False
        kept = [f.places for f in figures]
        for f in figures:
            f.places = f.shown if f.value else f.places
        broken = not holds(tie)
        for f, places in zip(figures, kept):
            f.places = places
        return broken

    # -- the kinds: each returns whether it was planted

    def any_money(self, test=lambda f: True):
        return self.pick(lambda f: f.fen and f.value and (self.of(f) or tables_of(f.key, self.n.money.kind)) and len(digits_of(f.value)) > 2 and test(f))

    def digit(self):
        """One digit is another."""
        figure = self.any_money()
        return bool(figure) and self.alter(figure, self.other_digit(figure), None, "a digit mistaken")

    def other_digit(self, figure):
        text = list(str(figure.value))
        places = [i for i, c in enumerate(text) if c.isdigit()][: figure.shown + 4]
        at = self.random.choice(places)
        text[at] = self.random.choice([d for d in "123456789" if d != text[at]])
        return Decimal("".join(text))

    def transposed(self):
        """Two digits that stand side by side are exchanged."""
        figure = self.any_money()
        if not figure:
            return False
        text = str(figure.value)
        pairs = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1] and not (i == 0 and text[1] == "0")]
        if not pairs:
            return False
        at = self.random.choice(pairs)
        return self.alter(figure, Decimal(text[:at] + text[at + 1] + text[at] + text[at + 2:]), None, "two digits exchanged")

    def zero(self):
        """Ten times too great or too small."""
        figure = self.any_money()
        if not figure:
            return False
        up = self.random.random() < 0.5
        value = figure.value * 10 if up else (figure.value / 10).quantize(Decimal(1).scaleb(-max(figure.shown, 1)))
        return self.alter(figure, value, None, "a zero too many" if up else "a zero is missing")

    def doubled(self):
        """A digit is printed twice."""
        figure = self.any_money()
        if not figure:
            return False
        text = str(figure.value)
        at = self.random.choice([i for i, c in enumerate(text) if c.isdigit() and i < (text.index(".") if "." in text else len(text))])
        return self.alter(figure, Decimal(text[:at] + text[at] + text[at:]), None, "a digit doubled")

    def part(self):
        """A part of a sum is another: the parts do not make the whole."""
        sums = {id(p) for tie in self.ties if tie.kind == "sum" for p in tie.parts}
        figure = self.pick(lambda f: id(f) in sums and f.fen and f.value)
        return bool(figure) and self.alter(figure, self.other_digit(figure), None, "a digit mistaken")

    def over_this_year(self):
        """The change is told as a share of this year's amount."""
        figure = self.pick(lambda f: f.measure == "percent_change" and f.value and any(tie.kind in ("percent", "percent_of") for tie in self.of(f)))
        if not figure:
            return False
        tie = next(tie for tie in self.of(figure) if tie.kind in ("percent", "percent_of") and tie.whole is figure)
        now, other = tie.parts[0].fen, tie.parts[1].fen
        delta = other if tie.kind == "percent" else abs(now - other)
        if not now or not delta:
            return False
        return self.alter(figure, (Decimal(delta) * 100 / now).quantize(Decimal(1).scaleb(-figure.places)), "NAR-02", "share over this year's amount")

    def cut(self):
        """A percentage is cut instead of rounded."""
        figure = self.pick(lambda f: f.unit == "%" and f.value and f.measure in ("percent_change", "share", "completion") and self.of(f))
        if not figure or figure.places == 0:
            return False
        coarse = figure.value.quantize(Decimal(1).scaleb(-figure.places), "ROUND_DOWN") - Decimal(1).scaleb(-figure.places)
        return coarse > 0 and self.alter(figure, coarse, None, "cut instead of rounded")

    def rate_tenfold(self):
        """A percentage with its point in another place."""
        figure = self.pick(lambda f: f.unit == "%" and f.value and self.of(f) and f.value != 100)
        return bool(figure) and self.alter(figure, figure.value * 10, None, "the point in another place")

    def share(self):
        """A share is another."""
        figure = self.pick(lambda f: f.measure in ("share", "completion") and f.value and f.value > 1 and self.of(f))
        return bool(figure) and self.alter(figure, self.other_digit(figure), None, "a digit mistaken")

    def direction(self):
        """The verb says the contrary."""
        v = self.v
        figure = self.pick(lambda f: f.measure == "change" and f.value and f.direction in ("increase", "decrease") and f.key is None and f.base
                           and self.where[id(f)].text[:f.start].endswith((v.up, v.down)))
        if not figure:
            return False
        t = self.where[id(figure)].teller
        rising = figure.direction == "increase"
        old, new = (v.up, v.down) if rising else (v.down, v.up)
        if not t.text[:figure.start].endswith(old):
            return False
        rate = next((tie.whole for tie in self.of(figure) if tie.kind == "percent"), None)
        t.replace(figure.start - len(old), figure.start, new)
        figure.direction = "decrease" if rising else "increase"
        if rate is not None and not t.text[:rate.start].endswith(v.up_rate if rising else v.down_rate):
            rate = None
        if rate is not None:
            word, other = (v.up_rate, v.down_rate) if rising else (v.down_rate, v.up_rate)
            t.replace(rate.start - len(word), rate.start, other)
            rate.direction = figure.direction
        return self.note(figure, "NAR-09", "the word for the contrary", t.text[figure.start:figure.end])

    def exchanged(self):
        """This year's amount and last year's stand in each other's place."""
        pairs = [tie for tie in self.ties if tie.kind in ("change", "completion", "percent_of")]
        self.random.shuffle(pairs)
        for tie in pairs:
            now, before = (tie.whole, tie.parts[0]) if tie.kind == "change" else (tie.parts[0], tie.parts[1])
            if now.value is None or before.value is None or now.value == before.value or now.unit != before.unit or not self.free(now, before) or OPEN in (now.mark, before.mark):
                continue
            if self.where[id(now)] is not self.where[id(before)]:
                continue
            a, b = now.value, before.value
            if not self.alter(before, a, None, "years exchanged"):
                continue
            self.touched.discard(id(now))
            self.alter(now, b, None, "years exchanged")
            return True
        return False

    def copied(self):
        """An amount is that of the paragraph before."""
        figures = [f for f in self.figures() if f.measure == "amount" and f.fen and f.value]
        at = [i for i in range(1, len(figures)) if figures[i].value != figures[i - 1].value and figures[i].unit == figures[i - 1].unit and self.free(figures[i]) and self.of(figures[i])
              and figures[i].mark == CERTAIN]
        if not at:
            return False
        i = self.random.choice(at)
        return self.alter(figures[i], figures[i - 1].value, None, "copied from the figure before")

    def last_year(self):
        """An amount is that of the year before."""
        figure = self.pick(lambda f: f.measure == "amount" and f.key in ("income.total", "spend.year", "gpb.total", "public.total", "operating", "gpb.basic") and f.fiscal_year == self.v.year)
        if not figure or self.n.p is None:
            return False
        p = self.n.p
        before = {"income.total": p.income_total, "spend.year": p.spent, "gpb.total": p.gpb(), "public.total": p.public["total"], "operating": p.money.operating_costs(),
                  "gpb.basic": p.gpb(kind="basic")}[figure.key]
        value = (Decimal(before) / SCALE[figure.unit]).quantize(Decimal(1).scaleb(-figure.places))
        return value != figure.value and self.alter(figure, value, None, "last year's figure")

    def other_scope(self):
        """An amount that is right for more money than the sentence speaks of: all funds for the general public budget."""
        q = self.n.q
        wider = {"gpb.total": q.spent, "gpb.basic": q.basic, "fiscal.total": q.income_total}
        figure = self.pick(lambda f: f.measure == "amount" and f.key in wider and wider[f.key] != f.fen)
        if not figure:
            return False
        value = (Decimal(wider[figure.key]) / SCALE[figure.unit]).quantize(Decimal(1).scaleb(-figure.places))
        return value != figure.value and self.alter(figure, value, None, "right for another scope")

    def unit(self):
        """元 where 万元 is meant."""
        figure = self.pick(lambda f: f.unit == "万元" and f.measure == "amount" and f.value and (self.of(f) or tables_of(f.key, self.n.money.kind)))
        return bool(figure) and self.alter(figure, figure.value, None, "unit mistaken", unit="元")

    def count(self):
        """A number of things is another."""
        figure = self.pick(lambda f: f.measure == "count" and f.key in ("project.count", "assets.vehicles") or f.measure == "count" and f.value and bool(self.of(f)))
        if not figure:
            return False
        self.alter(figure, figure.value + self.random.choice((1, 2, 3)), "NAR-12" if figure.key == "project.count" else None, "a number of another version")
        if figure.key == "project.count":
            self.errors[-1]["provable_if"] = {"tables": ["B10", "B14"], "count": len(self.n.money.projects)}
        return True


def finish(errors):
    """Fills in what is printed, once the text is typeset."""
    for error in errors:
        figure = error.pop("figure", None)
        text = error["block"].text if hasattr(error["block"], "text") else ""
        if figure is not None:
            error["printed"] = text[figure.start:figure.end]
            error["place"] = {"statement": True}
            error["statement_object"] = error["block"].statements[error["block"].teller.figures.index(figure)]
    return errors


def settle(errors, tables, forms=()):
    """Decides `provable_if` of errors in sentences: whether a table of the file, certainly read, prints the right figure.

    `tables` and `forms` have the shape of the truth file. Takes `provable_if` out.
    """
    for error in errors:
        condition = error.get("provable_if")
        if not condition or not ("yuan" in condition or "count" in condition):
            continue
        del error["provable_if"]
        if "count" in condition:
            names = {f.get("project_name") for f in forms if f.get("project_name")}
            rows = [sum(r["kind"] == "item" for r in t["rows"]) for t in tables if t["id"] == "B10" and t.get("mark") == CERTAIN]
            error["provable"] = len(names) == condition["count"] or condition["count"] in rows
            continue
        yuan = Decimal(condition["yuan"])
        if Decimal(condition["apart"]) < 100:
            continue
        for table in tables:
            scale = Decimal(SCALE.get(table.get("unit"), 0)) / 100
            if table["id"] in condition["tables"] and scale and table.get("mark", CERTAIN) == CERTAIN:
                error["provable"] = error["provable"] or any(_prints(cell, scale, yuan) for row in table["rows"] for cell in row["cells"])
    return errors


def _prints(cell, scale, yuan):
    try:
        return abs(Decimal(str(cell).replace(",", "").strip()) * scale - yuan) <= Decimal("0.005") * max(scale, 1)
    except (InvalidOperation, TypeError):
        return False

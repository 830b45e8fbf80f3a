"""The budget model. Every table of a document is a view of one `Budget`, so every cross-table identity holds.

Amounts are integers in fen (1/100 yuan). `grain` is the smallest step an amount may have, chosen so that a document that
prints 万元 with two decimals never has to round (grain = 10,000 fen = 100 yuan = 0.01 万元).
"""

from collections import defaultdict
from dataclasses import dataclass, field

from catalog import ECONOMIC, FUNCTIONS

YUAN = 100
WAN = 1_000_000
CENT_OF_WAN = 10_000


class Dice:
    """A small linear congruential generator: the same numbers on every Python version."""

    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**32

    def between(self, low, high):
        """An integer in low..high."""
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return low + (self.state >> 8) % (high - low + 1)


@dataclass
class Indicator:
    """One row of a performance form."""

    level1: str
    level2: str
    level3: str
    comparator: str
    value: str
    unit: str
    weight: str = ""


@dataclass
class Project:
    """One project. `source` is gpb, fund, capital or other; `carried` money comes from last year's carry-over."""

    name: str
    leaf: str
    economic: str
    amount: int
    source: str = "gpb"
    carried: bool = False
    goal: str = ""
    indicators: list = field(default_factory=list)


@dataclass
class Budget:
    """One department's year."""

    province: str
    city: str
    county: str
    department: str
    code: str
    year: int
    level: str
    run_leaf: str
    basic: dict = field(default_factory=dict)
    projects: list = field(default_factory=list)
    #: received this year and not spent, by functional leaf (final accounts)
    saved: dict = field(default_factory=dict)
    prior_total: int = 0
    prior_sangong: int = 0
    sangong_budget: dict = field(default_factory=dict)

    # -- spending ---------------------------------------------------------------------------------------------------

    def lines(self, part="all", source=None):
        """(leaf, economic, amount, kind, source, carried) of every spending line of the part asked for."""
        if part in ("all", "basic", "person", "public"):
            for (leaf, economic), amount in sorted(self.basic.items()):
                person = economic[:3] in ("301", "303")
                if part in ("all", "basic") or person == (part == "person"):
                    if source in (None, "gpb", "fiscal"):
                        yield leaf, economic, amount, "basic", "gpb", False
        if part in ("all", "project"):
            for p in self.projects:
                if source in (None, p.source) or (source == "fiscal" and p.source != "other"):
                    yield p.leaf, p.economic, p.amount, "project", p.source, p.carried

    def spend(self, code="", part="all", source=None):
        """Sum over a functional code (prefix)."""
        return sum(x[2] for x in self.lines(part, source) if x[0].startswith(code))

    def spend_economic(self, code="", part="basic", source=None):
        """Sum over an economic code (prefix)."""
        return sum(x[2] for x in self.lines(part, source) if x[1].startswith(code))

    def income(self, code="", source=None):
        """This year's income, by functional code: spending, less what carry-over paid, plus what was saved."""
        total = sum(x[2] for x in self.lines("all", source) if x[0].startswith(code) and not x[5])
        if source in (None, "gpb", "fiscal"):
            total += sum(v for leaf, v in self.saved.items() if leaf.startswith(code))
        return total

    def carry_in(self, source=None):
        return sum(x[2] for x in self.lines("all", source) if x[5])

    def carry_out(self):
        return sum(self.saved.values())

    def codes(self, part="all", source=None, levels=(3, 5, 7)):
        """Functional codes with spending, parents before children."""
        found = {leaf[:n] for leaf, *_ in self.lines(part, source) for n in levels}
        return sorted(found)

    def economic_codes(self, part="basic", source=None):
        found = {x[1][:n] for x in self.lines(part, source) for n in (3, 5)}
        return sorted(found)

    def by_pair(self, part="all", source=None):
        """{(leaf, economic): {"basic": .., "project": ..}} in code order."""
        out = defaultdict(lambda: defaultdict(int))
        for leaf, economic, amount, kind, _, _ in self.lines(part, source):
            out[leaf, economic][kind] += amount
        return {k: out[k] for k in sorted(out)}

    # -- derived figures --------------------------------------------------------------------------------------------

    @property
    def sangong(self):
        """The 三公 amounts; their lines are part of the spending above."""
        def pick(code):
            return sum(x[2] for x in self.lines("all", "fiscal") if x[1] == code)
        abroad, guest, buy, run = pick("30212"), pick("30217"), pick("31013"), pick("30231")
        return {"abroad": abroad, "guest": guest, "buy": buy, "run": run, "car": buy + run,
                "total": abroad + guest + buy + run}

    @property
    def operating(self):
        """机关运行经费: the public part of basic spending."""
        return self.spend("", "public")

    @property
    def total(self):
        return self.spend()

    def check(self):
        """Raise when an identity does not hold."""
        assert self.income() + self.carry_in() == self.total + self.carry_out()
        assert self.spend("", "basic") + self.spend("", "project") == self.total
        assert self.spend("", "person") + self.spend("", "public") == self.spend("", "basic")
        for code in self.codes():
            if len(code) < 7:
                children = [c for c in self.codes() if c.startswith(code) and len(c) == len(code) + 2]
                assert self.spend(code) == sum(self.spend(c) for c in children)
        sources = sum(self.spend("", "all", s) for s in ("gpb", "fund", "capital", "other"))
        assert sources == self.total == sum(self.spend_economic(c, "all") for c in ("301", "302", "303", "310"))
        assert self.spend("2080505") == self.spend_economic("30108")
        assert self.spend("2080506") == self.spend_economic("30109")
        assert self.spend("2101101") == self.spend_economic("30110")
        assert self.spend("2210201") == self.spend_economic("30113")
        for leaf, economic, *_ in self.lines():
            assert leaf in FUNCTIONS and economic in ECONOMIC, (leaf, economic)


def make(seed, staff, grain, run_leaf, projects, skip=(), cars=0, guest=0, **names):
    """A budget with `staff` people; project amounts are given in units of 0.01 万元, everything else is thrown."""
    dice = Dice(seed)

    def money(low, high, per=1):
        return dice.between(low * per, high * per) * YUAN // grain * grain + (dice.between(0, 99) if grain == 1 else 0)

    b = Budget(run_leaf=run_leaf, **names)
    personnel = [
        (run_leaf, "30101", 52_000, 61_000), (run_leaf, "30102", 71_000, 83_000), (run_leaf, "30103", 30_000, 42_000),
        ("2080505", "30108", 21_000, 24_000), ("2080506", "30109", 10_500, 12_000), ("2101101", "30110", 9_000, 11_000),
        ("2101103", "30111", 3_000, 4_500), ("2210201", "30113", 17_000, 19_000), (run_leaf, "30199", 2_000, 5_000),
        ("2080501", "30302", 3_000, 6_000), (run_leaf, "30305", 400, 900),
    ]
    public = [("30201", 2_000, 4_000), ("30202", 300, 700), ("30207", 400, 900), ("30211", 1_500, 3_000),
              ("30213", 500, 900), ("30215", 200, 500), ("30216", 600, 1_200), ("30226", 200, 600),
              ("30228", 2_500, 3_500), ("30229", 2_000, 3_000), ("30239", 7_000, 9_000), ("30299", 800, 1_900),
              ("31002", 900, 1_400)]
    for leaf, economic, low, high in personnel:
        if economic not in skip:
            b.basic[leaf, economic] = money(low, high, staff)
    for economic, low, high in public:
        if economic not in skip:
            b.basic[run_leaf, economic] = money(low, high, staff)
    if cars:
        b.basic[run_leaf, "30231"] = cars * 23_000 * YUAN // grain * grain
    if guest:
        b.basic[run_leaf, "30217"] = guest * YUAN // grain * grain
    for p in projects:
        p.amount = p.amount * CENT_OF_WAN + (dice.between(0, 9_999) if grain == 1 else 0)
        if grain == YUAN:
            p.amount += dice.between(0, 99) * YUAN
        b.projects.append(p)
    b.prior_total = b.total * dice.between(880, 960) // 1000 // grain * grain
    b.prior_sangong = b.sangong["total"] + dice.between(1, 9) * 1_000 * YUAN
    b.sangong_budget = {k: v + (dice.between(1, 4) * 1_000 * YUAN if v else 0)
                        for k, v in b.sangong.items() if k in ("abroad", "guest", "buy", "run")}
    b.check()
    return b


@dataclass
class Money:
    """How one document prints amounts."""

    unit: str = "万元"
    places: int = 2
    comma: bool = True
    empty: str = ""

    def __call__(self, fen):
        if fen == 0:
            return self.empty
        scale = WAN if self.unit == "万元" else YUAN
        quotient, rest = divmod(abs(fen) * 10**self.places, scale)
        if rest * 2 >= scale:
            quotient += 1
        digits = str(quotient).rjust(self.places + 1, "0")
        whole, part = (digits[:-self.places], digits[-self.places:]) if self.places else (digits, "")
        if self.comma:
            whole = f"{int(whole):,}"
        return ("-" if fen < 0 else "") + whole + ("." + part if part else "")


def percent(part, whole):
    """part/whole in percent, two decimals, half up, by integers only."""
    return f"{(abs(part) * 20000 + whole) // (2 * whole) / 100:.2f}"

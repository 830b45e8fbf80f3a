"""The money behind a document: one body, one year, in fen, consistent by construction. Every table, form and sentence is a view of it.

Interface for forms.py and narrative.py (stable):

    money.body            Body(name, code, short)       the department or unit that publishes
    money.place           Place(province, prefecture, county)
    money.year            fiscal year
    money.kind            "budget" or "final_accounts"
    money.scope           "department" or "unit"
    money.units           [Unit(name, code, kind, staff, retired, vehicles)], units[0] is the head unit (本级); kind 行政, 参公 or 事业
    money.projects        [Project(name, code, category, unit, function, goods, years, …)]
    money.lines           [Line], what is spent (or budgeted): the atoms
    money.left            [Line], what is received but not spent (年末结转 / 结转下年)
    money.prior           Money of the year before (its budget, or its final accounts), same kind; None for the first year
    money.budget          for final accounts: the Money of the 年初预算 of the same year; else None
    money.adjusted        for final accounts: Money whose lines are spent + left (全年预算数); else None
    money.assets, money.procurement, money.targets      see the classes below

    money.total(**where)            fen of the lines that match;  where: unit=0, kind="basic|project|operating|remittance|subsidy",
                                    basic_kind="personnel|public", fund="general_public_budget" or a tuple (FISCAL, OWN),
                                    carried=True|False, function="201" (prefix), economic="302" (prefix), project=3
    money.group(key, **where)       {value: fen} in order of value; key is the name of a Line field, or a function of a line
    money.income(**where)           fen of lines and left together: what came in (carried=True: 上年结转, carried=False: 本年收入)
    money.closing(**where)          fen of left: 结转下年 / 年末结转和结余
    money.three_public()            {"total", "overseas_travel", "vehicles_total", "vehicle_purchase", "vehicle_running", "reception"} in fen
    money.operating_costs()         机关运行经费: 公用经费 of general public budget of 行政 and 参公 units
    money.meeting(), money.training()
    money.project_total(i, **where), money.project_funds(i) -> {(fund, carried): fen}

fen(value) gives text: `wan(fen)` -> Decimal 万元 rounded to 2 places, half up; `printed(fen, unit, decimals)` -> Decimal.
"""

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

FUNDS = ("general_public_budget", "government_fund", "state_capital", "special_account", "business_income", "superior_subsidy",
         "affiliated_remittance", "operating_income", "other_income", "non_fiscal_balance")
FISCAL = FUNDS[:3]
OWN = FUNDS[4:]
FUND_NAMES = {"general_public_budget": "一般公共预算", "government_fund": "政府性基金预算", "state_capital": "国有资本经营预算",
              "special_account": "财政专户管理资金", "business_income": "事业收入", "superior_subsidy": "上级补助收入",
              "affiliated_remittance": "附属单位上缴收入", "operating_income": "事业单位经营收入", "other_income": "其他收入",
              "non_fiscal_balance": "使用非财政拨款结余"}
SCALE = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}


@dataclass(frozen=True)
class Place:
    """Where the body belongs; all invented. `county` is empty for a body of a prefecture."""

    province: str
    prefecture: str
    county: str

    @property
    def name(self):
        return self.county or self.prefecture


@dataclass(frozen=True)
class Body:
    """The body that publishes. `name` is whole (with the place), `short` without it."""

    name: str
    code: str
    short: str


@dataclass(frozen=True)
class Unit:
    """A budgeting unit of the department."""

    name: str
    code: str
    kind: str
    staff: int
    retired: int
    vehicles: int


@dataclass(frozen=True)
class Project:
    """A project. `goods` tells what is bought: goods, works, services or None. `years` is the time it runs."""

    name: str
    code: str
    category: str
    unit: int
    function: str
    goods: str = None
    years: int = 1
    item: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The atom: an amount with everything that is true of it."""

    unit: int
    function: str
    economic: str
    government: str
    kind: str
    basic_kind: str
    project: int
    fund: str
    carried: bool
    fen: int

    @property
    def function_class(self):
        return self.function[:3]

    @property
    def economic_class(self):
        return self.economic[:3]


@dataclass(frozen=True)
class Purchase:
    """What is procured out of a project or of running costs: `item` by name, `category` goods, works or services."""

    project: int
    unit: int
    item: str
    category: str
    quantity: int
    fund: str
    function: str
    economic: str
    fen: int


@dataclass
class Assets:
    """State assets, by value and by number."""

    total: int = 0
    in_use: int = 0
    idle: int = 0
    vehicles: int = 0
    buildings_area: int = 0  # square metres
    equipment_over_500k: int = 0
    by_kind: dict = field(default_factory=dict)  # 流动资产 … -> fen


@dataclass
class Money:
    """Budget or final accounts of one body and year."""

    body: Body
    place: Place
    year: int
    kind: str
    scope: str
    units: list
    projects: list
    lines: list
    left: list = field(default_factory=list)
    procurement: list = field(default_factory=list)
    assets: Assets = field(default_factory=Assets)
    prior: "Money" = None
    budget: "Money" = None
    adjusted: "Money" = None
    grain: int = 100  # fen: amounts are multiples of it

    def select(self, lines=None, **where):
        """The lines that match."""
        lines = self.lines if lines is None else lines
        if not where:
            return lines
        tests = [_test(name, value) for name, value in where.items() if value is not None]
        return [line for line in lines if all(test(line) for test in tests)]

    def total(self, **where):
        """Fen of the lines that match."""
        return sum(line.fen for line in self.select(**where))

    def group(self, key, lines=None, **where):
        """Fen by value of a field, or of a function of the line, in order."""
        key = _getter(key) if isinstance(key, str) else key
        found = {}
        for line in self.select(lines, **where):
            value = key(line)
            found[value] = found.get(value, 0) + line.fen
        return dict(sorted(found.items()))

    def income(self, **where):
        """What came in: spent and left together."""
        return sum(line.fen for line in self.select(self.received, **where))

    @cached_property
    def received(self):
        """Lines and what is left, together: the income side."""
        return self.lines + self.left

    def closing(self, **where):
        """What is left at the end of the year."""
        return sum(line.fen for line in self.select(self.left, **where))

    def project_total(self, index, **where):
        return self.total(project=index, **where)

    def project_funds(self, index):
        """Fen by (fund, carried) of one project."""
        return self.group(lambda line: (line.fund, line.carried), project=index)

    def three_public(self, **where):
        """The three public expenses, paid from the general public budget."""
        by = self.group("economic", fund="general_public_budget", **where)
        running, purchase = by.get("30231", 0), by.get("31013", 0)
        overseas, reception = by.get("30212", 0), by.get("30217", 0)
        return {"total": overseas + purchase + running + reception, "overseas_travel": overseas, "vehicles_total": purchase + running,
                "vehicle_purchase": purchase, "vehicle_running": running, "reception": reception}

    def meeting(self, **where):
        return self.total(economic="30215", fund="general_public_budget", **where)

    def training(self, **where):
        return self.total(economic="30216", fund="general_public_budget", **where)

    def operating_costs(self, **where):
        """机关运行经费."""
        offices = {i for i, unit in enumerate(self.units) if unit.kind != "事业"}
        return sum(line.fen for line in self.select(basic_kind="public", fund="general_public_budget", **where) if line.unit in offices)


def _getter(name):
    return lambda line: getattr(line, name)


def _test(name, value):
    if name in ("function", "economic", "government"):
        return lambda line: getattr(line, name).startswith(value)
    if isinstance(value, (tuple, set, list)):
        return lambda line: getattr(line, name) in value
    return lambda line: getattr(line, name) == value


def printed(fen, unit="万元", decimals=2):
    """Fen in a unit, rounded half up to so many places."""
    return (Decimal(fen) / SCALE[unit]).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def wan(fen):
    """Fen as 万元 with two places."""
    return printed(fen)

"""The quantities that narratives speak of, by name, of a Money; and which tables print the same figure."""

from functools import cached_property

import money as ledger
from lists import name as code_name

# income by source: (fund, words in a budget, words in final accounts, canonical name, other names)
SOURCES = [
    ("general_public_budget", "一般公共预算拨款收入", "一般公共预算财政拨款收入", ["一般公共预算收入", "一般公共预算"]),
    ("government_fund", "政府性基金预算拨款收入", "政府性基金预算财政拨款收入", ["政府性基金收入", "政府性基金预算"]),
    ("state_capital", "国有资本经营预算拨款收入", "国有资本经营预算财政拨款收入", ["国有资本经营收入", "国有资本经营预算"]),
    ("special_account", "财政专户管理资金收入", "财政专户管理资金收入", ["财政专户管理资金"]),
    ("business_income", "事业收入", "事业收入", []),
    ("superior_subsidy", "上级补助收入", "上级补助收入", []),
    ("affiliated_remittance", "附属单位上缴收入", "附属单位上缴收入", []),
    ("operating_income", "事业单位经营收入", "经营收入", ["经营收入", "事业单位经营收入"]),
    ("other_income", "其他收入", "其他收入", []),
]

# which tables print a quantity (budget, final accounts), by the beginning of its key
TABLES = {
    "income.total": ("B01", "F01"), "income.year": ("B01 B02", "F01 F02"), "income.source": ("B01 B02", "F01 F02"), "income.carried": ("B01", "F01"),
    "spend.total": ("B01 B03", "F01 F03"), "spend.closing": ("B01", "F01"), "spend.kind": ("B03", "F03"), "spend.class": ("B01 B03", "F01 F03"),
    "spend.item": ("B03", "F03"), "fiscal.total": ("B04", "F04"), "fiscal.class": ("B04", "F04"), "gpb.total": ("B05", "F05"),
    "gpb.kind": ("B05", "F05"), "gpb.class": ("B05", "F05"), "gpb.item": ("B05", "F05"), "gpb.basic": ("B05 B06", "F05 F06"),
    "gpb.economic": ("B06", "F06"), "fund.total": ("B08", "F07"), "public": ("B07", "F09"), "operating": ("B11", ""), "project": ("B10", ""),
    "procurement": ("B12", ""),
}


def tables_of(key, kind):
    """Ids of the tables that print the quantity of a key."""
    for prefix, (budget, final) in TABLES.items():
        if key and (key == prefix or key.startswith(prefix + ".")):
            return (budget if kind == "budget" else final).split()
    return []


class Quantities:
    """Named amounts (fen) of one Money."""

    def __init__(self, money):
        self.money = money

    def source(self, fund):
        return self.money.income(fund=fund, carried=False)

    @cached_property
    def carried(self):
        """What came over from the year before."""
        return self.money.income(carried=True)

    @cached_property
    def reserves(self):
        """使用非财政拨款结余."""
        return self.money.income(fund="non_fiscal_balance", carried=False)

    @cached_property
    def income_total(self):
        return self.money.income()

    @cached_property
    def income_year(self):
        return self.income_total - self.carried - self.reserves

    @cached_property
    def spent(self):
        return self.money.total()

    @cached_property
    def closing(self):
        return self.money.closing()

    @cached_property
    def basic(self):
        return self.money.total(kind="basic")

    @cached_property
    def project(self):
        return self.money.total(kind="project")

    @cached_property
    def fiscal_in(self):
        return self.money.income(fund=ledger.FISCAL)

    @cached_property
    def fiscal_out(self):
        return self.money.total(fund=ledger.FISCAL)

    def gpb(self, **where):
        """Spent out of the general public budget."""
        return self.money.total(fund="general_public_budget", **where)

    def classes(self, **where):
        """{functional class: fen} of what is spent."""
        return {c: fen for c, fen in self.money.group("function_class", **where).items() if fen}

    def items(self, **where):
        """{seven digits: fen} of what is spent."""
        return {c: fen for c, fen in self.money.group("function", **where).items() if fen}

    def economic(self, kind):
        """Names of the economic items of basic expenditure out of the general public budget, personnel or public."""
        codes = self.money.group("economic", fund="general_public_budget", kind="basic", basic_kind=kind)
        return [(code, code_name(code), fen) for code, fen in codes.items() if fen]

    @cached_property
    def public(self):
        return self.money.three_public()

    def kinds(self):
        """What is spent by kind: (words, kind, fen)."""
        names = (("基本支出", "basic"), ("项目支出", "project"), ("事业单位经营支出", "operating"), ("上缴上级支出", "remittance"), ("对附属单位补助支出", "subsidy"))
        return [(name, kind, self.money.total(kind=kind)) for name, kind in names]

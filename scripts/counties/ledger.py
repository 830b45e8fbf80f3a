"""Invents the money of a body over years: budgets that grow out of one another, and final accounts that grow out of budgets."""

from dataclasses import replace

import invent
from lists import functional, government_of
from money import Assets, Line, Money, Purchase

BASIC_PUBLIC = (("30201", 30), ("30202", 6), ("30203", 2), ("30204", 1), ("30205", 4), ("30206", 9), ("30207", 8), ("30208", 12), ("30209", 10),
                ("30211", 18), ("30213", 7), ("30214", 3), ("30215", 4), ("30216", 6), ("30217", 3), ("30226", 6), ("30228", 16), ("30229", 9),
                ("30239", 26), ("30299", 12), ("31002", 8), ("30212", 2))
PROJECT_ECONOMIC = {None: ("30299", "30227", "30226", "30305", "31204", "30213", "30201", "30211", "30214"),
                    "goods": ("31002", "31003", "30218", "30201", "31007"), "services": ("30227", "30213", "30209", "30203"),
                    "works": ("31005", "31006", "31001", "30213")}
GOODS = {"goods": ("台式计算机", "便携式计算机", "多功能一体机", "空调机", "复印纸", "办公桌椅", "检测仪器", "执法记录仪", "服务器"),
         "works": ("房屋修缮", "道路施工", "管网改造", "室内装修"), "services": ("物业管理服务", "信息系统运维", "印刷服务", "审计服务", "车辆维修和保养服务", "咨询服务", "保安服务")}


class History:
    """One body over years. `size` is "small" (documents of three pages), "middle" or "large"."""

    def __init__(self, draw, size="middle", units=None):
        self.draw = draw
        self.pick = draw.random
        self.size = size
        self.place = invent.place(draw)
        self.bureau, self.subclass, self.words = invent.bureau(draw)
        self.body = invent.body(draw, self.place, self.bureau)
        most = {"small": 1, "middle": 6, "large": 16}[size]
        several = size != "small" and draw.chance("money.units", 0.6)
        count = units or (self.pick.randrange(2, most + 1) if several else 1)
        self.scope = "department" if count > 1 or self.pick.random() < 0.5 else "unit"
        self.units = invent.units(draw, self.body, count)
        self.grain = {"hundred_yuan": 10_000, "yuan": 100, "fen": 1}[
            draw.choice("money.grain", {"fen": 3, "yuan": 3, "hundred_yuan": 2})]
        chosen = draw.choice("money.funds", {"general": 4, "with_fund": 2, "with_own": 2, "all": 1})
        self.funds = {"general": (), "with_fund": ("government_fund",), "with_own": ("special_account", "business_income", "other_income"),
                      "all": ("government_fund", "state_capital", "special_account", "business_income", "superior_subsidy",
                              "affiliated_remittance", "operating_income", "other_income", "non_fiscal_balance")}[chosen]
        self.carry = draw.chance("money.carry", 0.45)
        self.done = {}

    # -- budgets

    def budget(self, year):
        """The budget of a year. Its prior is that of the year before, one year back only."""
        if ("budget", year) not in self.done:
            if not self.done:
                self.done["budget", year - 3] = self._first(year - 3)
            before = self.done.get(("budget", year - 1)) or self.budget(year - 1)
            self.done["budget", year] = self._next(before, year)
        return self.done["budget", year]

    def accounts(self, year):
        """The final accounts of a year. Their prior is that of the year before, whose closing balance is carried in."""
        if ("accounts", year) not in self.done:
            budget = self.budget(year)
            before = self.done.get(("accounts", year - 1))
            if before is None:
                before = self.executed(budget.prior, None, year - 1)
            self.done["accounts", year] = self.executed(budget, before, year)
        return self.done["accounts", year]

    def _round(self, fen):
        return max(self.grain, round(fen / self.grain) * self.grain)

    def _line(self, unit, function, economic, kind, basic, project, fund, fen, carried=False):
        return Line(unit, function, economic, government_of(economic, self.units[unit].kind), kind, basic, project, fund, carried, self._round(fen))

    def _first(self, year):
        pick = self.pick
        own = sorted(c for c in functional() if c.startswith(self.subclass) and len(c) == 7)
        leaves = [c for c in own if c[5:] not in ("01", "50", "03")]
        extra = [c for c in sorted(functional()) if len(c) == 7 and c[:3] in ("208", "210", "213", "224", "229", "212", "205") and c[3:5] not in ("05", "11")
                 and c[:5] not in ("22960", "21208") and c[5:] not in ("01", "03")]
        functions = pick.sample(leaves, min(len(leaves), pick.randrange(1, 4))) + pick.sample(extra, pick.randrange(0, 3 if self.size != "small" else 2))
        count = {"small": pick.randrange(1, 5), "middle": pick.randrange(4, 24), "large": pick.randrange(20, 70)}[self.size]
        names = invent.project_names(self.draw, self.words, count, year + 1)
        projects = invent.projects(self.draw, names, own, functions, len(self.units), year)
        lines = [line for i in range(len(self.units)) for line in self._basic(i)]
        for i, project in enumerate(projects):
            special = {"government_fund": pick.choice(("2120803", "2120804", "2120899", "2296002", "2296003")),
                       "state_capital": pick.choice(("2230105", "2230107", "2230199"))}
            fund = "general_public_budget"
            if self.funds and (pick.random() < 0.35 or i < 1):
                fund = pick.choice(self.funds)
            if fund in special:
                projects[i] = project = replace(project, function=special[fund])
            lines += self._project(i, project, fund)
        money = Money(self.body, self.place, year, "budget", self.scope, self.units, projects, lines, grain=self.grain)
        return self._finish(money)

    def _basic(self, index):
        """Basic expenditure of a unit: pay, insurance, pensions, running costs."""
        unit, pick = self.units[index], self.pick
        leaf = self.subclass + ("50" if unit.kind == "事业" else "01")
        leaf = leaf if leaf in functional() else self.subclass + "99"
        heads, found = unit.staff, []

        def pay(function, economic, fen, basic="personnel", fund="general_public_budget"):
            found.append(self._line(index, function, economic, "basic", basic, None, fund, fen))

        wage = pick.randrange(4_800_000, 9_000_000)
        pay(leaf, "30101", heads * wage * 0.5)
        pay(leaf, "30102", heads * wage * pick.uniform(0.1, 0.5))
        pay(leaf, "30107" if unit.kind == "事业" else "30103", heads * wage * pick.uniform(0.1, 0.5))
        pay("2080505", "30108", heads * wage * 0.16)
        if pick.random() < 0.7:
            pay("2080506", "30109", heads * wage * 0.08)
        pay("2101102" if unit.kind == "事业" else "2101101", "30110", heads * wage * 0.07)
        if unit.kind != "事业" and pick.random() < 0.7:
            pay("2101103", "30111", heads * wage * 0.03)
        pay(leaf, "30112", heads * wage * 0.01)
        pay("2210201", "30113", heads * wage * 0.12)
        if pick.random() < 0.4:
            pay(leaf, "30199", heads * wage * 0.1)
        if unit.retired:
            pay("2080502" if unit.kind == "事业" else "2080501", "30302", unit.retired * 800_000)
            if pick.random() < 0.4:
                pay(leaf, "30305", unit.retired * 120_000)
        own = [f for f in self.funds if f in ("special_account", "business_income", "other_income", "operating_income")]
        for economic, weight in BASIC_PUBLIC:
            if pick.random() < 0.62:
                pay(leaf, economic, heads * weight * pick.uniform(6_000, 18_000), "public")
                if own and pick.random() < 0.15 and economic not in ("30217", "30212"):
                    pay(leaf, economic, heads * weight * pick.uniform(2_000, 9_000), "public", pick.choice(own))
        if unit.vehicles:
            pay(leaf, "30231", unit.vehicles * pick.uniform(1_500_000, 4_000_000), "public")
        return found

    def _project(self, index, project, fund):
        pick, found = self.pick, []
        size = 10 ** pick.uniform(6.2, 9.2 if self.size != "small" else 8.2)
        for economic in sorted(pick.sample(PROJECT_ECONOMIC[project.goods], pick.randrange(1, 3 if project.goods else 4))):
            found.append(self._line(project.unit, project.function, economic, "project", None, index, fund, size * pick.uniform(0.2, 1)))
        if fund == "general_public_budget" and pick.random() < 0.12:
            found.append(self._line(project.unit, project.function, pick.choice(("30217", "30216", "30215", "31013", "30231")), "project", None, index,
                                    fund, size * 0.05 + 500_000))
        if self.carry and pick.random() < 0.25:
            found.append(replace(found[0], carried=True, fen=self._round(found[0].fen * pick.uniform(0.1, 0.9))))
        if fund == "general_public_budget" and self.funds and pick.random() < 0.12:
            other = [f for f in self.funds if f not in ("government_fund", "state_capital")]
            if other:
                found.append(replace(found[0], fund=pick.choice(other), fen=self._round(found[0].fen * pick.uniform(0.1, 0.9))))
        return found

    def _next(self, before, year):
        """The budget of the next year: pay drifts, projects come and go."""
        pick = self.pick
        keep = [i for i in range(len(before.projects)) if pick.random() < 0.8] or [0]
        index = {old: new for new, old in enumerate(keep)}
        projects = [before.projects[i] for i in keep]
        lines = []
        for line in before.lines:
            if line.project is not None and line.project not in index:
                continue
            factor = pick.uniform(0.9, 1.15) if line.project is None else pick.choice((1, 1, pick.uniform(0.3, 1.8)))
            if line.economic in ("30217", "30231") and pick.random() < 0.4:
                factor = 1
            lines.append(replace(line, project=index.get(line.project), fen=self._round(line.fen * factor)))
        fresh = len(before.projects) - len(keep)
        names = [n for n in invent.project_names(self.draw, self.words, fresh + len(keep) + 2, year) if n not in {p.name for p in projects}][:fresh]
        functions = sorted({p.function for p in before.projects if p.function[:3] not in ("212", "223", "229")}) or [self.subclass + "02"]
        for project in invent.projects(self.draw, names, (), functions, len(self.units), year):
            projects.append(project)
            lines += self._project(len(projects) - 1, project, "general_public_budget")
        return self._finish(replace(before, year=year, projects=projects, lines=lines, prior=before, procurement=[]))

    # -- final accounts

    def executed(self, budget, before, year):
        """What became of a budget: adjusted, spent, and in part left for the next year."""
        pick, grain = self.pick, 1 if self.grain < 10_000 else self.grain
        lines, left = [], []
        carried_in = {}
        for line in before.left if before else ():
            key = (line.unit, line.function, line.fund)
            carried_in[key] = carried_in.get(key, 0) + line.fen
        for line in budget.lines:
            if line.carried:
                continue
            got = max(grain, round(line.fen * pick.uniform(0.85, 1.25) / grain) * grain) if pick.random() < 0.8 else line.fen
            if line.kind == "project" and pick.random() < 0.3:
                spent = round(got * pick.uniform(0.5, 0.98) / grain) * grain
                left.append(replace(line, fen=got - spent))
                got = spent
            if got:
                lines.append(replace(line, fen=got))
        for (unit, function, fund), fen in sorted(carried_in.items()):
            model = next((x for x in budget.lines if (x.unit, x.function, x.fund, x.kind) == (unit, function, fund, "project")), None)
            spent = round(fen * pick.choice((1, 1, pick.uniform(0.3, 0.9))) / grain) * grain
            model = model or Line(unit, function, "30299", government_of("30299", self.units[unit].kind), "project", None, None, fund, True, 0)
            if spent:
                lines.append(replace(model, carried=True, fen=spent))
            if fen - spent:
                left.append(replace(model, carried=True, fen=fen - spent))
        if before is None and self.carry:
            left = left or [replace(line, fen=self._round(line.fen * 0.2)) for line in budget.lines if line.kind == "project"][:2]
        money = replace(budget, year=year, kind="final_accounts", lines=lines, left=left, prior=before, budget=budget, procurement=[], grain=grain)
        money = self._finish(money)
        money.adjusted = replace(money, lines=lines + left, left=[], prior=None, budget=None, adjusted=None)
        return money

    # -- what follows from the lines

    def _finish(self, money):
        pick = self.pick
        lines = money.lines
        for index, project in enumerate(money.projects):
            if not project.goods:
                continue
            for line in money.select(project=index, carried=False):
                if line.economic in PROJECT_ECONOMIC[project.goods] and pick.random() < 0.7:
                    money.procurement.append(Purchase(index, project.unit, pick.choice(GOODS[project.goods]), project.goods, pick.randrange(1, 40),
                                                      line.fund, line.function, line.economic, self._round(line.fen * pick.choice((1, 0.5, 0.25)))))
        kinds = {"流动资产": pick.randrange(10**8, 10**10), "固定资产": pick.randrange(10**8, 10**11), "在建工程": pick.choice((0, pick.randrange(10**8, 10**10))),
                 "无形资产": pick.choice((0, pick.randrange(10**6, 10**9)))}
        total, idle = sum(kinds.values()), pick.choice((0, 0, pick.randrange(10**5, 10**7)))
        money.assets = Assets(total, total - idle, idle, sum(u.vehicles for u in money.units), pick.randrange(300, 30_000), pick.randrange(0, 9), kinds)
        assert all(line.fen > 0 for line in lines)
        return money

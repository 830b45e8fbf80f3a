"""Between the files of a body: BAL-12, XD-01, XD-02, XD-03. Each maker sees all files of the seed.

An entry of such a kind has `between`, the name of the file that it disagrees with; `provable` tells whether its own file contradicts it too.
"""

from dataclasses import replace
from fractions import Fraction

from disclosure import Maker
from forms import forms as make_forms
from late.economy import place, put
from late.host import Host
from money import Assets, Body
from blocks import Disclosure
from tables.errors import fen_at
from tables.sets import tables as make_tables
from titles import facts_of


def use(host, dice):
    host.dice, host.random = dice, dice.random
    return host


def pairs(hosts, first, second, later):
    """(earlier, later) files of one body: kinds of both and the years between."""
    return [(a, b) for a in hosts for b in hosts if len(hosts) > 2 and a.money.kind == first and b.money.kind == second and b.money.year == a.money.year + later]


# BAL-12

EARLIER, EARLIER_LAWFUL = 0.12, 0.4  # of final accounts that stand alone


def side_rows(block, side):
    """Rows of a side: (row, its truth there)."""
    return [(r, s) for r in block.truth["rows"] for s in r.get("sides", [r]) if s.get("side", 0) == side]


def opening(block, side=0, word="年初"):
    return next(((r, c) for r, s in side_rows(block, side) if word in (s["name"] or "") and "结转" in s["name"]
                 for c, x in enumerate(block.truth["columns"]) if x["side"] == side and x["role"] == "amount" and x["measure"] == "money" and fen_at(block, r, c)), None)


def earlier(files, hosts, dice, share):
    """Adds, for some final accounts that stand alone and open with a balance, those of the year before: the pair, or none."""
    if len(files) != 1 or len(hosts) != 1 or hosts[0].money.kind != "final_accounts" or dice.random.random() >= share:
        return []
    after, money = use(hosts[0], dice), hosts[0].money.prior
    block = next(iter(after.tables(("F01",))), None)
    if block is None or not opening(block) or not money.closing():
        return []
    older = replace(after.facts["late_history"].executed(money.budget.prior, None, money.year - 1), left=[])
    one = document(dice.fork("before"), f"{files[0].name.split('_')[0]}y", replace(money, prior=older), set(files[0].features))
    before = Host(one)
    table = next(iter(before.tables(("F01",), free=False)), None)
    if table is None or not opening(table, 1, "年末"):
        return []
    files.append(one)
    return [(before, after)]


def document(inner, stem, money, before):
    """A file that stands beside the others of its seed, whose features are `before`."""
    facts = facts_of(inner, money)
    one = Disclosure(f"{stem}_{facts['title']}", Maker(inner, make_tables, make_forms).whole(money, facts), facts)
    one.errors, one.contacts = facts.pop("errors"), facts.pop("contacts")
    facts["late_author"] = facts.pop("author", None)
    one.instead, one.features = before, {f for f in inner.features if not f.startswith("late.")}
    return one


def closes(files, hosts, dice):
    """The opening balance is not what the year before closed with: alone, or with the totals and the closing balance."""
    for before, after in pairs(hosts, "final_accounts", "final_accounts", 1) or earlier(files, hosts, dice, EARLIER):
        use(after, dice)
        old = next(iter(before.tables(("F01",), free=False)), None)
        for block in after.tables(("F01",)):
            found = opening(block)
            if not found or old is None or not opening(old, 1, "年末"):
                continue
            row, c = found
            fen, right = fen_at(block, row, c), row["cells"][c]
            off = max(2_000_000, fen * dice.random.choice((1, 3, 7)) // 10 // 10_000 * 10_000)
            closing = opening(block, 1, "年末")
            how = dice.random.choice(("alone", "with the totals")) if closing else "alone"
            put(block, row, c, fen + off)
            totals = []
            if how == "with the totals":
                put(block, closing[0], closing[1], fen_at(block, *closing) + off)
                for side, column in ((0, c), (1, closing[1])):
                    for r, s in side_rows(block, side):
                        if s["kind"] == "total":
                            totals.append(r["cells"][column])
                            put(block, r, column, fen_at(block, r, column) + off)
            else:
                block.truth["sums"] = "broken"
            told = any(fen in (f.fen or 0,) or f.key in ("income.total", "spend.total") for _, f in after.figures(lambda f: f.value and f.key))
            fiscal = any(fen == fen_at(b, r, k) for b in after.tables(("F04",), free=False) for r, k in [opening(b) or (b.truth["rows"][0], 0)])
            return after.note("BAL-12", "the opening balance is not the closing balance of the year before", row["cells"][c], right, provable=how == "alone" or told or fiscal, cause=how,
                              between=before.disclosure.name, also=["BAL-10", "XT-03", "NAR-01", "BAL-01"], **place(block, row, c))
    return False


def closes_lawful(files, hosts, dice):
    """Both years agree, printed with other decimals or in another unit."""
    for before, after in pairs(hosts, "final_accounts", "final_accounts", 1) or earlier(files, hosts, dice, EARLIER_LAWFUL):
        a, b = next(iter(before.tables(("F01",), free=False)), None), next(iter(after.tables(("F01",))), None)
        if not (a and b and opening(a, 1, "年末") and opening(b)):
            continue
        if (a.truth["unit"], a.grid.figures.decimals) != (b.truth["unit"], b.grid.figures.decimals) or any(id(t) not in h.touched and finer(t, dice) for h, t in ((after, b), (before, a))):
            return after.odd("the opening balance is printed in another unit, or with other decimals, than the year before closed with", b, row=b.grid.head + opening(b)[0]["line"], between=before.disclosure.name)
    return False


FINER = {"万元": (4, 6, 6), "千元": (3, 5), "元": (2,)}  # decimals


def finer(block, dice):
    """Prints all amounts of a table with more decimals, where each stands as its figures say; gives whether it does."""
    figures = block.grid.figures
    found = [(r, c, cell) for r in block.truth["rows"] for c, x in enumerate(block.truth["columns"])
             if x["role"] == "amount" and (cell := block.grid.rows[block.grid.head + r["line"]][c]) is not None and getattr(cell, "fen", None) is not None and r["cells"][c]]
    if figures.decimals >= min(FINER[figures.unit]) or figures.trim or any(cell.text != figures.text(cell.fen) for _, _, cell in found):
        return False
    block.grid.figures = replace(figures, decimals=dice.random.choice(FINER[figures.unit]))
    for row, c, cell in found:
        cell.text = block.grid.figures.text(cell.fen)
        row["cells"][c] = cell.text.strip() or None
    return True


# XD-02, XD-03

def other(dice, fen):
    """Another amount, as last year's edition or a slip gives it."""
    return max(5_000_000, fen * dice.random.choice((85, 93, 107, 120, 200)) // 100 + dice.random.choice((0, 1_230_000)))


def contradicted(host, fen, keys):
    """Whether another sentence of the file tells the right amount, or the change from it."""
    groups = {f.group for _, f in host.figures(lambda f: f.key in keys)}
    return any(f.fen == fen and f.measure == "prior_amount" or f.group in groups and f.measure == "change" and f.value for _, f in host.figures(lambda f: f.mark == "certain"))


def stated(hosts, dice, wrong):
    """A sentence that states last year's budget."""
    found = pairs(hosts, "budget", "budget", 1)
    dice.random.shuffle(found)
    for before, after in found:
        t = use(after, dice).teller()
        if t is None:
            continue
        v, last, now = after.author.v, before.money.total(), after.money.total()
        shown = other(dice, last)
        if abs(shown - last) < 3_000_000:
            continue
        word = dice.random.choice(("部门预算总支出", "支出预算总额", "部门支出预算"))
        names = ["支出总计", "支出预算", "支出预算总额", "部门支出预算", "部门预算总支出", "本年支出", "支出"]
        if wrong:
            form = dice.random.choice(("years", "bracket", "last"))
            said, phase = word, "approved"
        else:
            form, said, phase = "years", dice.random.choice(("部门支出调整预算", "部门实际支出", "部门支出预算执行数")), None
        known = {"also": names, "phase": phase, "fiscal_year": v.last}
        if form == "years":
            t.say(f"{v.last}年{said}为")
            figure = t.money("支出总计", shown, "prior_amount", **known)
            t.say(f"，{v.year}年{word}为")
            t.money("支出总计", now, also=names, group=figure.group)
        elif form == "bracket":
            t.say(f"{v.year}年{word}")
            first = t.money("支出总计", now, also=names)
            t.say("（上年预算数")
            figure = t.money("支出总计", shown, "prior_amount", group=first.group, **known)
            t.say("）")
        else:
            t.say(f"上年（{v.last}年）{said}")
            figure = t.money("支出总计", shown, "prior_amount", **known)
        t.say("。")
        proof = contradicted(after, last, ("income.total", "spend.total", "spend.year"))
        index = t.figures.index(figure)
        block = after.tell(t, "支出", "收支")
        if not wrong:
            return after.odd("last year's expenditure as adjusted or as carried out, not its budget", block, between=before.disclosure.name)
        return after.noted("XD-02", "last year's budget is not that of last year's document", block, index, v.money(last)[0], form, provable=proof, between=before.disclosure.name, also=["NAR-01", "NAR-02"])
    return False


def budgeted(hosts, dice, wrong):
    """A sentence of the final account that states the budget."""
    found = pairs(hosts, "budget", "final_accounts", 0)
    dice.random.shuffle(found)
    for before, after in found:
        t = use(after, dice).teller()
        if t is None:
            continue
        v, plan, spent = after.author.v, before.money.total(), after.money.total()
        shown = other(dice, plan)
        if abs(shown - plan) < 3_000_000:
            continue
        names = ["支出总计", "本年支出", "支出", "支出合计", "支出年初预算", "支出决算"]
        word = dice.random.choice(("年初预算", "年初预算数", "年初部门预算")) if wrong else dice.random.choice(("全年预算数", "调整预算数", "调整后预算"))
        form = dice.random.choice(("both", "share"))
        t.say(f"{v.year}年度支出{word}为")
        figure = t.money("本年支出", shown, "prior_amount", also=names, phase="approved" if wrong else None, fiscal_year=v.year)
        t.say("，", "支出决算为")
        second = t.money("本年支出", spent, also=names, group=figure.group)
        if form == "share" and shown:
            t.say(f"，完成{word}的" if wrong else "，预算执行率")
            t.percent("本年支出", Fraction(spent, shown), "completion", also=names, base="预算", bases=["年初预算", "全年预算", "调整预算", word], group=figure.group)
        t.say("。")
        proof = any(f.fen == plan and f.measure == "prior_amount" for _, f in after.figures(lambda f: f.phase == "approved"))
        block = after.tell(t, "支出", "收支")
        if not wrong:
            return after.odd("the adjusted budget, which is not that of the budget document", block, between=before.disclosure.name)
        return after.noted("XD-03", "the budget that the final account states is not that of the budget", block, 0, v.money(plan)[0], form, provable=proof, between=before.disclosure.name, also=["NAR-01", "NAR-02"])
    return False


# XD-01

def part(money, unit):
    """The money of one unit of a department; None in place of None."""
    if money is None:
        return None
    keep = [i for i, p in enumerate(money.projects) if p.unit == unit]
    index = {old: new for new, old in enumerate(keep)}
    mine = lambda lines: [replace(x, unit=0, project=index.get(x.project)) for x in lines if x.unit == unit]
    own = money.units[unit]
    bought = [replace(p, unit=0, project=index[p.project]) for p in money.procurement if p.unit == unit and p.project in index]
    made = replace(money, body=Body(own.name, own.code, own.name), scope="unit", units=[own], projects=[replace(money.projects[i], unit=0) for i in keep], lines=mine(money.lines), left=mine(money.left),
                   procurement=bought, assets=Assets(10**9 + own.staff * 10**7, 10**9 + own.staff * 10**7, 0, own.vehicles, 900, 0, {"固定资产": 10**9, "流动资产": own.staff * 10**7}),
                   prior=None, budget=None, adjusted=None)
    made.prior = part(replace(money.prior, prior=None, budget=None, adjusted=None), unit) if money.prior else None
    made.budget = part(replace(money.budget, prior=None), unit) if money.budget else None
    made.adjusted = part(replace(money.adjusted, prior=None), unit) if money.adjusted else None
    return made


def units(files, hosts, dice, wrong):
    """Adds the files of the units; one of them has more or less than the department counts for it, or one is not there."""
    if len(files) != 1 or not hosts or hosts[0].money.scope != "department" or not 2 <= len(hosts[0].money.units) <= 5:
        return False
    money = hosts[0].money
    if money.prior is None or any(not any(p.unit == u for p in money.projects) or not any(x.unit == u and x.kind == "project" for x in money.lines) for u in range(len(money.units))):
        return False
    before = set(files[0].features)
    made = []
    bad = dice.random.randrange(len(money.units))
    gone = dice.random.randrange(1, len(money.units)) if not wrong and dice.random.random() < 0.5 else None
    for unit in range(len(money.units)):
        if unit == gone:
            continue
        own = part(money, unit)
        right = own.total()
        if wrong and unit == bad:
            lines = list(own.lines)
            at = max(range(len(lines)), key=lambda i: lines[i].fen if lines[i].kind == "project" else 0)
            lines[at] = replace(lines[at], fen=max(own.grain, lines[at].fen * dice.random.choice((5, 8, 13, 20)) // 10 // own.grain * own.grain))
            own = replace(own, lines=lines)
            if own.adjusted:
                own.adjusted = replace(own.adjusted, lines=lines + own.left)
        one = document(dice.fork(f"unit{unit}"), f"{files[0].name.split('_')[0]}u{unit + 1}", own, before)
        made.append((one, own, right, unit))
    files += [one for one, *_ in made]
    if not wrong:
        hosts[0].odd("one unit is not published" if gone is not None else "units that make up their department", hosts[0].blocks[0], between=[one.name for one, *_ in made])
        return True
    one, own, right, _ = next(m for m in made if m[3] == bad)
    host = use(Host(one), dice)
    block = next(iter(host.tables(("B01", "F01"), free=False)), None)
    found = block and next(((r, c) for r, s in side_rows(block, 1) if s["kind"] == "subtotal" for c, x in enumerate(block.truth["columns"]) if x["side"] == 1 and x["role"] == "amount" and fen_at(block, r, c) == own.total()), None)
    if found:
        row, c = found
        return host.note("XD-01", "a unit has another amount than its department counts for it", row["cells"][c], block.grid.figures.text(right), between=files[0].name, cause="one line", **place(block, row, c))
    return host.note("XD-01", "a unit has another amount than its department counts for it", None, None, {"table": None}, host.blocks[0], between=files[0].name, cause="one line")


KINDS = {"BAL-12": (closes, closes_lawful), "XD-01": (lambda *a: units(*a, True), lambda *a: units(*a, False)), "XD-02": (lambda f, h, d: stated(h, d, True), lambda f, h, d: stated(h, d, False)),
         "XD-03": (lambda f, h, d: budgeted(h, d, True), lambda f, h, d: budgeted(h, d, False))}

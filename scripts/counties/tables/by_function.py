"""Tables whose rows are functional classes, or units: B02, B03, B05, B08, B09, B16 and F02, F03, F05, F07, F08."""

from money import FISCAL
from tables.model import Column, Row, Side, View, amount, cut, has, tabulate
from tables.rows import by_unit, coded, total_row, with_total
from tables.words import SOURCES


def code_columns(house, words=("科目编码", "科目名称")):
    """The columns of code and name; how they are printed is decided by `codes.py`."""
    return [Column((words[0],), "code", "code"), Column((words[1],), "name", "name")]


def rows_of(money, lines, columns, house, allow_units=True):
    """Rows by function or by unit, with the total where the county puts it."""
    if allow_units and house.unit_rows in ("units", "department_and_units") and len(money.units) > 1:
        rows, totals = by_unit(money, lines, columns, house, with_functions=True)
    elif allow_units and house.unit_rows == "column" and len(money.units) > 1:
        rows, totals = [], tabulate(lines, columns, lambda line: ("",)).get("", {})
        for i, unit in enumerate(money.units):
            mine, _ = coded([x for x in lines if x.unit == i], columns, "function", house, body=unit.name)
            for row in mine:
                row.body, row.body_code = unit.name, unit.code
            rows += mine
    else:
        rows, totals = coded(lines, columns, "function", house)
    return with_total(rows, totals, house)


def income_columns(money, house, draw, lines, accounts):
    """Columns by source, with or without 本年 and 上年 blocks."""
    style = house.pick.randrange(4)
    total = amount(("合计",) if not accounts else ("本年收入合计",), "total", where=lambda line: True)
    columns = [total]
    blocks = draw.choice("income.blocks", {"flat": 3, "year_and_carry": 2, "own_grouped": 1.5}) if not accounts else "flat"
    if blocks == "year_and_carry":
        this = amount(("本年收入", "小计"), "total", where=has(carried=False), part_of=total)
        columns.append(this)
        columns += [amount(("本年收入", w[style]), fund, where=has(fund=fund, carried=False), part_of=this) for fund, w, _ in SOURCES]
        carry = amount(("上年结转结余", "小计"), "total", where=has(carried=True), part_of=total)
        columns.append(carry)
        columns += [amount(("上年结转结余", w[style]), fund, where=has(fund=fund, carried=True), part_of=carry) for fund, w, _ in SOURCES[:4]]
        columns.append(amount(("上年结转结余", "单位资金"), "unit_funds", where=lambda x: x.carried and x.fund in [s[0] for s in SOURCES[4:]], part_of=carry))
        keep = columns[:3] + [carry]
    elif blocks == "own_grouped":
        columns += [amount((w[style],), fund, where=has(fund=fund, carried=False), part_of=total) for fund, w, _ in SOURCES[:4]]
        own = amount(("单位资金", "小计"), "total", where=lambda x: x.fund in [s[0] for s in SOURCES[4:]] and not x.carried, part_of=total)
        columns.append(own)
        columns += [amount(("单位资金", w[style]), fund, where=has(fund=fund, carried=False), part_of=own) for fund, w, _ in SOURCES[4:]]
        columns.append(amount(("上年结转",), "carryover", where=has(carried=True), part_of=total))
        keep = columns[:2] + [own]
    elif accounts:
        columns.append(amount(("财政拨款收入",), "fiscal_appropriation", where=has(fund=FISCAL), part_of=total))
        order = ("superior_subsidy", "business_income", "operating_income", "affiliated_remittance", "other_income")
        columns += [amount((fund_word(f),), f, where=(lambda f: (lambda x: x.fund == f or (f == "other_income" and x.fund == "special_account")))(f),
                           part_of=total) for f in order]
        keep = list(columns)
    else:
        columns += [amount((w[style],), fund, where=has(fund=fund, carried=False), part_of=total) for fund, w, _ in SOURCES]
        columns.append(amount(("上年结转",), "carryover", where=has(carried=True), part_of=total))
        keep = columns[:2]
    columns.append(amount(("使用非财政拨款结余",), "non_fiscal_balance", where=has(fund="non_fiscal_balance", carried=False), part_of=total))
    extra = draw.choice("table.columns", {"all": 3, "only_used": 2})
    if extra == "only_used" and not accounts:
        columns = cut(columns, lines, keep)
    elif not any(x.fund == "non_fiscal_balance" for x in lines):
        columns.pop()
    return columns


def fund_word(fund):
    return next(words[0] for f, _, words in SOURCES if f == fund) if fund != "business_income" else "事业收入"


def revenue(draw, money, house, accounts=False):
    """B02 or F02."""
    lines = [x for x in money.received if not (accounts and (x.carried or x.fund == "non_fiscal_balance"))]
    columns = income_columns(money, house, draw, lines, accounts)
    kind = draw.choice("income.rows", {"function": 3, "units": 2, "one_row": 0.7}) if not accounts else "function"
    if kind == "one_row":
        totals = tabulate(lines, columns, lambda line: ("",)).get("", {})
        return View("B02", [Side(columns, [Row("item", None, "", "", totals, mark={"level": "open"})])], direction="income", kind="none", sums=False)
    if kind == "units":
        rows, totals = by_unit(money, lines, columns, house, with_functions=False)
        rows = with_total(rows, totals, house)
        heads = [Column(("单位编码",), "code", "unit_code"), Column((house.pick.choice(("单位名称", "预算单位", "部门（单位）名称")),), "name", "unit_column")]
        return View("B02", [Side(heads + columns, rows)], direction="income", kind="units")
    rows = rows_of(money, lines, columns, house)
    return View("F02" if accounts else "B02", [Side(code_columns(house, words(house, draw)) + columns, rows)], direction="income")


def words(house, draw):
    """Wordings of code and name."""
    return draw.choice("table.code_words", {"科目编码": 4, "功能分类科目编码": 1, "科目代码": 1, "支出功能分类科目编码": 0.6, "功能科目编码": 1}), \
        house.pick.choice(("科目名称", "科目名称", "功能分类科目名称", "科目（单位）名称" if house.unit_rows != "none" else "科目名称"))


def spending_columns(money, house, draw, lines, accounts=False, detail=True, head=()):
    """合计, 基本支出, 项目支出 and what stands beside them."""
    total = amount(head + ("合计",) if not accounts else head + ("本年支出合计",), "total", where=lambda line: True)
    split = draw.choice("spending.basic", {"one": 3, "split": 2, "split_below": 1}) if detail and not accounts else "one"
    columns = [total]
    if split == "split" or split == "split_below":
        basic = amount(head + ("基本支出", "小计"), "total", where=has(kind="basic"), part_of=total)
        columns += [basic, amount(head + ("基本支出", "人员经费"), "personnel", where=has(basic_kind="personnel"), part_of=basic),
                    amount(head + ("基本支出", "公用经费"), "operating", where=has(basic_kind="public"), part_of=basic)]
    else:
        columns.append(amount(head + ("基本支出",), "basic", where=has(kind="basic"), part_of=total))
    columns.append(amount(head + ("项目支出",), "project", where=has(kind="project"), part_of=total))
    if split == "split_below":  # project expenditure before basic expenditure, an order that is not usual
        columns = [total, columns[-1]] + columns[1:-1]
    if house.of_which == "column" and not head and not accounts:
        for column in columns[1:]:
            column.path = ("其中：",) + column.path
    return columns


def spending(draw, money, house, accounts=False):
    """B03 or F03: all money."""
    lines = money.lines
    columns = spending_columns(money, house, draw, lines, accounts)
    total = columns[0]
    more = draw.choice("spending.more", {"none": 3, "all": 2, "operating": 1}) if not accounts else "all"
    if more == "all":
        order = (("上缴上级支出", "remittance_to_superior", "remittance"), ("经营支出" if accounts else "事业单位经营支出", "operating_expenditure", "operating"),
                 ("对附属单位补助支出", "subsidy_to_affiliated", "subsidy"))
        columns += [amount((w,), m, where=has(kind=k), part_of=total) for w, m, k in order]
    elif more == "operating":
        columns.append(amount(("事业单位经营支出",), "operating_expenditure", where=has(kind="operating"), part_of=total))
    rows = rows_of(money, lines, columns, house)
    return View("F03" if accounts else "B03", [Side(code_columns(house, words(house, draw)) + columns, rows)], direction="expenditure")


def one_fund(draw, money, house, table, funds, accounts=False):
    """B05, B08, B09, B16, F05, F08: expenditure of one budget by function."""
    lines = [x for x in money.lines if x.fund in funds]
    head = draw.choice("spending.head", {"none": 3, "year": 1, "本年支出": 1})
    head = {"none": (), "year": (f"{money.year}年预算数",), "本年支出": ("本年支出",)}[head] if not accounts else ("本年支出",)
    columns = spending_columns(money, house, draw, lines, False, table in ("B05", "B16"), head)
    if accounts:
        columns = [amount(("本年支出合计",) if house.pick.random() < 0.5 else ("本年支出", "小计"), "total", where=lambda x: True)] + columns[1:]
        columns = columns[:1] + [c for c in columns[1:]]
        for c in columns[1:]:
            c.part_of = columns[0] if c.meaning in ("basic", "project") else c.part_of
    prior = table == "B05" and not accounts and money.prior and draw.chance("table.prior_year", 0.12)
    codes = code_columns(house, words(house, draw))
    if not lines:
        return empty(draw, money, house, View(table, [Side(codes + columns, [])], direction="expenditure"))
    rows = rows_of(money, lines, columns, house)
    if prior:
        rows, columns = beside_prior(money, rows, columns, funds, house)
    return View(table, [Side(codes + columns, rows)], direction="expenditure")


def beside_prior(money, rows, columns, funds, house):
    """The total of the year before in front, and the change behind."""
    total = columns[0]
    before = amount((f"{money.year - 1}年预算数",), "budget_figure", measure=True)
    change = amount((f"{money.year}年比{money.year - 1}年增减", "增减额"), "change", measure=True)
    old = {"": 0}
    for line in money.prior.lines:
        if line.fund in funds:
            for n in (3, 5, 7):
                old[line.function[:n]] = old.get(line.function[:n], 0) + line.fen
            old[""] += line.fen
    if any(r.body for r in rows):
        return rows, columns
    for row in rows:
        was = old.get(row.code if row.kind == "item" else "", 0)
        row.values[id(before)] = was
        row.values[id(change)] = row.values.get(id(total), 0) - was
    return rows, [before] + columns + [change]


def fund_accounts(draw, money, house):
    """F07: opening balance, income, expenditure and closing balance of the government fund."""
    lines = [x for x in money.lines if x.fund == "government_fund"]
    opening = amount(("年初结转和结余",), "carryover", measure=True)
    income = amount(("本年收入",), "income", measure=True)
    total = amount(("本年支出", "小计"), "total", where=lambda x: True)
    basic = amount(("本年支出", "基本支出"), "basic", where=has(kind="basic"), part_of=total)
    project = amount(("本年支出", "项目支出"), "project", where=has(kind="project"), part_of=total)
    closing = amount(("年末结转和结余",), "carryover_out", measure=True)
    codes = code_columns(house, ("功能分类科目编码", "科目名称"))
    view = View("F07", [Side(codes + [opening, income, total, basic, project, closing], [])])
    if not lines:
        return empty(draw, money, house, view)
    spent = [total, basic, project]
    rows, totals = coded(lines, spent, "function", house)
    everything = [x for x in money.received if x.fund == "government_fund"]
    for row, code in [(r, r.code) for r in rows] + [(total_row(totals), "")]:
        mine = [x for x in everything if x.function.startswith(code)]
        row.values[id(opening)] = sum(x.fen for x in mine if x.carried)
        row.values[id(income)] = sum(x.fen for x in mine if not x.carried)
        row.values[id(closing)] = sum(x.fen for x in money.left if x.fund == "government_fund" and x.function.startswith(code))
        if code == "":
            totals.update(row.values)
    view.sides[0].rows = with_total(rows, totals, house)
    return view


def empty(draw, money, house, view):
    """A table without money: left out, blank, with zeros, with a note or not."""
    view.empty = True
    names = {"B08": "政府性基金预算", "F07": "政府性基金预算", "B09": "国有资本经营预算", "F08": "国有资本经营预算"}
    what = names.get(view.id, "此项")
    if house.empty_note == "note":
        view.note = house.pick.choice((f"注：本部门{money.year}年没有使用{what}拨款安排的支出，故本表无数据。", f"备注：本单位{money.year}年无{what}财政拨款支出。",
                                       "注：本表本年无发生额。", "注：本部门无相关内容。", f"说明：本部门没有{what}，本表为空表。", "注：无。"))
    columns = view.columns()
    money_columns = [c for c in columns if c.role == "amount"]
    if house.empty_note == "word":
        view.sides[0].rows = [Row("blank", counts=False, name="无", mark={"kind": "open"})]
    elif house.empty_note == "zeros":
        view.sides[0].rows = [Row("total", None, "合计", "", {id(c): 0 for c in money_columns}, counts=False)]
    else:
        view.sides[0].rows = [Row("blank", counts=False) for _ in range(house.pick.randrange(1, 7))]
    return view

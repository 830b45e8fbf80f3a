"""Tables with sides: 收支总表 (B01), 财政拨款收支总表 (B04), and those of the final accounts (F01, F04)."""

from lists import classes, economic, government_economic, name
from money import FISCAL, OWN
from tables.model import Column, Row, Side, View, amount, has, tabulate
from tables.words import CHINESE, SOURCES


def number_rows(rows, house, spare=classes()):
    """Numbers the items of a side 一、二、 as the county does: by their place among all classes, or renumbered."""
    items = [r for r in rows if r.kind == "item" and r.level == 1]
    for i, row in enumerate(items):
        n = i
        if house.classes != "renumbered" and row.code in spare:
            n = spare.index(row.code)
        row.name = f"{CHINESE[n]}、{row.name}" if house.classes != "plain" else row.name
    return rows


def class_side(money, lines, columns, house, everything):
    """Functional classes as items, all of them or those with money."""
    table = tabulate(lines, columns, lambda line: (line.function_class, ""))
    totals = table.pop("", {})
    codes = classes() if everything else sorted(table)
    from tables.rows import class_name
    rows = [Row("item", 1, class_name(code, house), code, table.get(code, {})) for code in codes]
    return number_rows(rows, house), totals


def income_items(money, house, column, accounts, fiscal=False):
    """Income by source. Returns (rows, total this year, carried in)."""
    style = house.pick.randrange(3)
    rows, whole = [], 0
    wanted = [s for s in SOURCES if not fiscal or s[0] in FISCAL]
    shown_all = house.pick.random() < 0.6
    for fund, _, words in wanted:
        fen = money.income(fund=fund, carried=False)
        whole += fen
        if not fen and not shown_all and fund not in FISCAL:
            continue
        rows.append(Row("item", 1, words[style], "", {id(column): fen} if fen or house.figures.zero != "blank" else {}, meaning=fund))
    whole = sum(money.income(fund=s[0], carried=False) for s in wanted)
    funds = tuple(s[0] for s in wanted)
    if accounts and not fiscal:
        balance = money.income(fund="non_fiscal_balance", carried=False)
    else:
        balance = 0
    carried = money.income(fund=funds + (() if fiscal else ("non_fiscal_balance",)), carried=True)
    if not accounts and not fiscal and money.income(fund="non_fiscal_balance", carried=False):
        balance = money.income(fund="non_fiscal_balance", carried=False)
    for i, row in enumerate(rows):
        row.name = f"{CHINESE[i]}、{row.name}"
    if house.of_which in ("row", "nested") and len(rows) > 3:
        first = next((r for r in rows if r.values.get(id(column))), None)
        if first:
            part = first.values[id(column)] // 3 // 10_000 * 10_000
            rows.insert(rows.index(first) + 1, Row("item", 2, house.pick.choice(("其中：专项收入", "  其中：上级专项转移支付", "其中：补助收入")), "",
                                                  {id(column): part}, counts=False, of_which=True, indent=1))
            at = rows.index(first) + 2
            if house.of_which == "nested":
                rows.insert(at, Row("item", 3, "其中：" + house.pick.choice(("罚没收入安排", "教育费附加安排")), "", {id(column): part // 2 // 10_000 * 10_000}, counts=False,
                                    of_which=True, indent=3))
                at += 1
            if house.pick.random() < 0.5:
                rows.insert(at, Row("item", 2, house.pick.choice(("      中央补助", "      政府债券")), "", {id(column): part // 4 // 10_000 * 10_000}, counts=False, of_which=True, indent=1))
    return rows, whole, balance, carried


def closing_rows(column, pairs):
    """Rows at the foot of a side: (label, fen, kind, counts)."""
    return [Row(kind, 1 if kind == "item" else None, label, "", {k: v for k, v in values.items() if v is not None}, counts=counts,
                mark={"level": "open"} if kind == "item" else {})
            for label, values, kind, counts in pairs]


def pad(sides, foot):
    """Puts blank rows between the items and the foot of each side, so that the feet stand in one line."""
    high = max(len(side.rows) - foot for side in sides)
    for side in sides:
        gap = high - (len(side.rows) - foot)
        side.rows[len(side.rows) - foot:len(side.rows) - foot] = [Row("blank", counts=False) for _ in range(gap)]


def number_lines(sides):
    """行次: numbers of lines, running on from one side to the next."""
    n = 0
    for side in sides:
        side.columns.insert(1, Column(("行次",), "ordinal", "row_number", text="line", width=0.4))
        for row in side.rows:
            n += 1
            row.texts["line"] = str(n)


def balance(draw, money, house, accounts=False):
    """B01 or F01."""
    figure = draw.choice("balance.figure", {"预算数": 3, "金额": 1, "year": 1.5, "本年预算": 1}) if not accounts else "决算数"
    figure = f"{money.year}年预算数" if figure == "year" else figure
    left_total = amount((figure,), "final_figure" if accounts else "budget_figure")
    income, whole, extra, carried = income_items(money, house, left_total, accounts)
    incoming = money.income()
    label_year = {"left": ("本年收入合计", "本年收入小计", "当年收入小计")[house.pick.randrange(3)], "right": "本年支出合计"}
    carry_words = ("年初结转和结余",) if accounts else (("上年结转", "上年结转结余", "上年结转收入")[house.pick.randrange(3)],)
    left_foot = [(label_year["left"], {id(left_total): whole}, "subtotal", False)]
    if extra or accounts:
        left_foot.append(("使用非财政拨款结余", {id(left_total): extra or None}, "item", True))
    left_foot.append((carry_words[0], {id(left_total): carried or None}, "item", True))
    last = "总计" if accounts and house.pick.random() < 0.6 else ("收入总计" if house.pick.random() < 0.7 else "收 入 总 计")
    left_foot.append((last, {id(left_total): incoming}, "total", False))

    kinds = 1 if accounts else {"two": 1, "three": 2, "four": 3}[draw.choice("balance.sides", {"two": 7, "three": 1.5, "four": 1})]
    everything = house.classes == "all"
    right = [amount((figure,), "final_figure" if accounts else "budget_figure", where=lambda line: True)]
    split = not accounts and kinds == 1 and draw.chance("balance.split_carry", 0.15)
    if split:
        right = [amount(("合计",), "total", where=lambda line: True)]
        right += [amount(("当年预算安排",), "this_year", where=has(carried=False), part_of=right[0]),
                  amount(("上年结转安排",), "carryover", where=has(carried=True), part_of=right[0])]
    outs, totals = class_side(money, money.lines, right, house, everything)
    out_foot = [(label_year["right"], {id(c): totals.get(id(c)) for c in right}, "subtotal", False)]
    if extra or accounts:
        out_foot.append(("结余分配" if accounts else "", {}, "item" if accounts else "blank", False))
    left_sum = money.closing()
    out_foot.append(("年末结转和结余" if accounts else "结转下年", {id(right[0]): left_sum or None}, "item", True))
    all_out = {id(c): totals.get(id(c)) for c in right}
    all_out[id(right[0])] = money.total() + left_sum
    out_foot.append((last.replace("收入", "支出").replace("收 入", "支 出"), all_out, "total", False))
    name_left, name_right = Column(("项目",), "name"), Column(("项目",) if not accounts else ("项目（按功能分类）",), "name")
    left = Side([name_left, left_total], income + closing_rows(left_total, left_foot), "income", "收入" if house.spaces == "none" else "收    入")
    sides = [left, Side([name_right] + right, outs + closing_rows(right[0], out_foot), "expenditure", "支出" if house.spaces == "none" else "支    出")]
    if kinds >= 2:
        sides += [other_side(money, house, right[0], figure, len(out_foot), which) for which in ("kind", "economic")[: kinds - 1]]
    foot = len(left_foot)
    pad(sides, foot)
    if house.line_numbers:
        number_lines(sides)
    return View("F01" if accounts else "B01", sides, kind="none")


def other_side(money, house, first, figure, foot, which):
    """A third or fourth side: the same expenditure by purpose, or by economic class."""
    column = amount((figure,), "budget_figure", where=lambda line: True, part_of=first)
    if which == "kind":
        words = {"basic": "基本支出", "project": "项目支出", "operating": "事业单位经营支出", "remittance": "上缴上级支出", "subsidy": "对附属单位补助支出"}
        table = tabulate(money.lines, [column], lambda line: (line.kind,))
        rows = [Row("item", 1, f"{CHINESE[i]}、{words[k]}", "", table.get(k, {})) for i, k in enumerate(words)]
        head = "支出用途"
    else:
        table = tabulate(money.lines, [column], lambda line: (line.economic_class,))
        rows = [Row("item", 1, f"{CHINESE[i]}、{name(code)}", "", table.get(code, {})) for i, code in enumerate(c for c in sorted(economic()) if len(c) == 3)]
        head = "支出经济分类"
    ends = [("本年支出合计", {id(column): money.total()}, "subtotal", False)] + [("", {}, "blank", False)] * (foot - 3)
    ends += [("结转下年", {id(column): money.closing() or None}, "item", True), ("支出总计", {id(column): money.total() + money.closing()}, "total", False)]
    return Side([Column(("项目",), "name"), column], rows + closing_rows(column, ends), "expenditure", head)


def fiscal_balance(draw, money, house, accounts=False):
    """B04 or F04: fiscal appropriations, expenditure by class and by budget."""
    lines = [x for x in money.lines if x.fund in FISCAL]
    left_column = amount(("金额",) if accounts else ("预算数",), "final_figure" if accounts else "budget_figure")
    income, whole, _, carried = income_items(money, house, left_column, accounts, fiscal=True)
    words = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"] if accounts or house.header_words == "long" else \
        ["一般公共预算", "政府性基金预算", "国有资本经营预算"]
    total = amount(("合计",) if not accounts else (house.pick.choice(("合计", "小计")),), "total", where=lambda line: True)
    parts = [amount((w,), fund, where=has(fund=fund), part_of=total) for w, fund in zip(words, FISCAL)]
    order = draw.choice("table.columns.order", {"total_first": 5, "total_last": 1})
    right = [total] + parts if order == "total_first" else parts + [total]
    outs, totals = class_side(money, lines, right, house, house.classes == "all")
    left_lines = [x for x in money.left if x.fund in FISCAL]
    closing = tabulate(left_lines, right, lambda line: ("",)).get("", {})
    split_carry = house.pick.random() < 0.5 or accounts
    carry_word = "年初财政拨款结转和结余" if accounts else "上年结转"
    left_foot = [("本年收入合计" if house.pick.random() < 0.6 else "本年收入", {id(left_column): whole}, "subtotal", False),
                 (carry_word, {id(left_column): carried or None}, "item", not split_carry)]
    out_foot = [("本年支出合计", totals, "subtotal", False), ("年末财政拨款结转和结余" if accounts else "结转下年", closing, "item", True)]
    if split_carry:
        for fund, word in zip(FISCAL, words):
            fen = money.income(fund=fund, carried=True)
            left_foot.append((f"  {word}", {id(left_column): fen or None}, "item", True))
            out_foot.append(("", {}, "blank", False))
    both = {k: totals.get(k, 0) + closing.get(k, 0) for k in set(totals) | set(closing)}
    left_foot.append(("收入总计" if not accounts else "总计", {id(left_column): whole + carried}, "total", False))
    out_foot.append(("支出总计" if not accounts else "总计", {id(c): both.get(id(c)) for c in right}, "total", False))
    left_rows = income + closing_rows(left_column, left_foot)
    for row in left_rows:
        if row.name.startswith("本年收入") and not row.name.endswith("合计"):
            row.mark["kind"] = "open"
        if row.name.startswith("  "):
            row.name, row.level, row.indent = row.name.strip(), 2, 1
    figure = "决算数" if accounts else "预算数"
    if house.pick.random() < 0.4 or accounts:
        for c in right:
            c.path = (figure,) + c.path
    sides = [Side([Column(("项目",), "name"), left_column], left_rows, "income", "收入"),
             Side([Column(("项目",), "name")] + right, outs + closing_rows(right[0], out_foot), "expenditure", "支出")]
    pad(sides, len(left_foot))
    if house.line_numbers:
        number_lines(sides)
    return View("F04" if accounts else "B04", sides, kind="none")

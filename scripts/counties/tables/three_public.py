"""三公 (B07), with meetings and training (B21), with operating costs (B20), and in the final accounts (F09, F14)."""

from tables.model import Column, Row, Side, View, amount
from tables.words import THREE_PUBLIC

ORDERS = (("overseas_travel", "vehicles", "reception"), ("overseas_travel", "reception", "vehicles"))


def block(house, head, more=(), order=0, wording=0, measure=False):
    """The columns of one year, by key."""
    words = {k: w[wording] for k, w in THREE_PUBLIC.items()}
    total = amount(head + (words["three_public_total"],), "three_public_total", measure=measure)
    vehicles = amount(head + (words["vehicles_total"], "小计"), "vehicles_total", part_of=total, measure=measure)
    found = {"total": total}
    for key in ORDERS[order]:
        if key != "vehicles":
            found[key] = amount(head + (words[key],), key, part_of=total, measure=measure)
            continue
        found["vehicles_total"] = vehicles
        for k in ("vehicle_purchase", "vehicle_running"):
            found[k] = amount(head + (words["vehicles_total"], words[k]), k, part_of=vehicles, measure=measure)
    for key, word in more:
        found[key] = amount(head[:-1] + (word,) if head[-1:] == ("“三公”经费",) else head + (word,), key, measure=measure)
    return found


def figures(money, more):
    values = money.three_public()
    if "meeting" in more:
        values["meeting"], values["training"] = money.meeting(), money.training()
    if "operating_costs" in more:
        values["operating_costs"] = money.operating_costs()
    return values


def three_public(draw, money, house, table="B07"):
    """One wide row, a row a unit, or a vertical list; one to three years side by side."""
    accounts = table in ("F09", "F14")
    more = {"B21": (("meeting", "会议费"), ("training", "培训费")), "B20": (("operating_costs", "机关运行经费预算数"),),
            "F14": (("operating_costs", "机关运行经费"),)}.get(table, ())
    shape = draw.choice("three_public.shape", {"wide": 5, "list": 2, "years": 1.2, "units": 1, "list_years": 1})
    if accounts:
        shape = "halves"
    order, wording = house.pick.randrange(2), house.pick.randrange(3)
    ids = {"B20": ("B07", "B20"), "B21": ("B07", "B21"), "F14": ("F09", "F14")}.get(table, (table, None))
    keys = [k for k, _ in more]
    if shape in ("list", "list_years"):
        return vertical(draw, money, house, ids, more, keys, order, wording, shape == "list_years" and money.prior)
    years = [((), money)]
    if accounts:
        years = [(("预算数",), money.budget), (("决算数",), money)]
    elif shape == "years" and money.prior:
        deep = ("“三公”经费",) if more or draw.chance("three_public.deep", 0.4) else ()
        years = [((f"{money.year - 1}年预算数",) + deep, money.prior), ((f"{money.year}年预算数",) + deep, money)]
    blocks = [(m, block(house, head, more, order, wording)) for head, m in years]
    columns = [c for _, b in blocks for c in b.values()]
    values = {}
    for m, b in blocks:
        found = figures(m, keys)
        values.update({id(c): found[k] for k, c in b.items()})
    if shape == "years" and money.prior:
        change = block(house, ("增减变化情况",) + deep, more, order, wording, measure=True)
        now, then = figures(money, keys), figures(money.prior, keys)
        values.update({id(c): now[k] - then[k] for k, c in change.items()})
        for c in change.values():
            c.meaning = c.meaning
        columns += list(change.values())
    rows = [Row("item", None, "", "", values, mark={"level": "open", "kind": "open"})]
    heads = []
    if shape == "units" and len(money.units) > 1 and not more:
        heads = [Column(("单位名称",), "name", "unit_column", width=2)]
        rows = []
        b = blocks[0][1]
        for i, unit in enumerate(money.units):
            found = money.three_public(unit=i)
            rows.append(Row("item", 1, unit.name, "", {id(c): found[k] for k, c in b.items()}, body=unit.name))
        rows.insert(0, Row("total", None, "合计", "", values, counts=False))
    view = View(ids[0], [Side(heads + columns, rows)], variant=ids[1], direction="expenditure", kind="none", sums=False)
    view.empty = not any(values.values())
    return view


COUNTS = ("因公出国（境）团组数（个）", "因公出国（境）人次数（人）", "公务用车购置数（辆）", "公务用车保有量（辆）", "国内公务接待批次（个）", "国内公务接待人次（人）")


def counted(house, label, columns):
    """A row of counts below the money."""
    most = {"人": 400, "个": 40, "辆": 12}[label[-2]]
    return Row("item", 1, label, "", counts=False, counted={id(c): str(house.pick.randrange(1, most)) for c in columns}, mark={"level": "open"})


def vertical(draw, money, house, ids, more, keys, order, wording, years):
    """Items down the rows."""
    words = {k: w[wording] for k, w in THREE_PUBLIC.items()}
    column = amount((house.pick.choice(("预算数", "金额", f"{money.year}年预算数")),), "budget_figure")
    columns = [column]
    found = figures(money, keys)
    before = amount((f"{money.year - 1}年预算数",), "budget_figure", measure=True)
    change = amount(("增减额",), "change", measure=True)
    rate = Column(("增减（%）",), "amount", "change_percent", unit="%", measure=True, text="rate")
    old = figures(money.prior, keys) if years else {}
    if years:
        column.path = (f"{money.year}年预算数",)
        columns = [before, column, change, rate]

    def row(key, label, level, kind="item", counts=False, of_which=False, indent=0):
        values, texts = {id(column): found[key]}, {}
        if years:
            values[id(before)], values[id(change)] = old[key], found[key] - old[key]
            texts["rate"] = "" if not old[key] else f"{(found[key] - old[key]) / old[key] * 100:.2f}"
        return Row(kind, level, label, "", values, texts, counts=counts, of_which=of_which, indent=indent, meaning=key)

    rows = [row("total", house.pick.choice(("合计", "“三公”经费合计", "合  计")), None, "total")]
    sequence = ["1、", "2、", "3、"] if house.pick.random() < 0.6 else ["一、", "二、", "三、"]
    for number, key in zip(sequence, ORDERS[order]):
        if key == "vehicles":
            rows.append(row("vehicles_total", number + words["vehicles_total"], 1))
            part = house.pick.random() < 0.6
            rows.append(row("vehicle_running", ("其中：" if part else "（1）") + words["vehicle_running"], 2, counts=True, of_which=part, indent=1))
            rows.append(row("vehicle_purchase", ("      " if part else "（2）") + words["vehicle_purchase"], 2, counts=True, of_which=part, indent=1))
        else:
            rows.append(row(key, number + words[key], 1, counts=True))
    for key, word in more:
        rows.append(row(key, word, 1))
        rows[-1].mark["level"] = "open"
    if draw.chance("three_public.counts", 0.3):
        rows += [counted(house, label, [column] + ([before] if years else [])) for label in COUNTS if house.pick.random() < 0.8]
    head = Column(("项目",), "name", width=2)
    return View(ids[0], [Side([head] + columns, rows)], variant=ids[1], direction="expenditure", kind="none")

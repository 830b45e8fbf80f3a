"""Which tables a disclosure has, in which order, and the tables themselves."""

from dataclasses import replace

from money import FISCAL
from tables import balances, by_economy, by_function, errors, lists_of, three_public
from tables.build import block
from tables.house import draw_house
from tables.titles import number, title

SETS = {  # of codes/table_sets.csv
    "shanghai": "B01 B02 B03 B04 B05 B08 B09 B06 B20", "beijing": "B01 B02 B03 B04 B05 B06 B08 B09 B07 B12 B13",
    "shenzhen": "B01 B02 B03 B19 B10 B04 B05 B18 B07 B08 B09", "guangzhou": "B01 B02 B03 B04 B05 B06 B18 B07 B08 B09 B19 B10",
    "shandong": "B01 B02 B03 B04 B05 B06 B07 B08 B09 B19 B10 B12", "jiangsu": "B01 B02 B03 B04 B16 B17 B05 B06 B21 B08 B11 B12",
    "zhejiang": "B01 B02 B03 B04 B05 B06 B07 B08 B09 B10", "fujian": "B01 B02 B03 B04 B05 B08 B09 B18 B06 B07",
    "hunan": "B01 B02 B03 B04 B05 B06 B07 B08", "shanxi": "B01 B02 B03 B04 B05 B06 B08 B09 B07 B11 B10",
    "national": "B01 B02 B03 B04 B05 B06 B07 B08 B09"}
FINAL_SETS = {"central": "F01 F02 F03 F04 F05 F06 F07 F08 F09", "hubei": "F01 F02 F03 F04 F05 F06 F09 F07 F08",
              "sichuan": "F01 F02 F03 F04 F05 F06 F11 F07 F08 F09", "yunnan": "F01 F02 F03 F04 F05 F06 F11 F07 F08 F09 F14 F12"}


def view(draw, money, house, table):
    """The view behind one id."""
    general = [x for x in money.lines if x.fund == "general_public_budget"]
    fiscal = [x for x in money.lines if x.fund in FISCAL]
    basic = lambda lines: [x for x in lines if x.kind == "basic"]
    makers = {
        "B01": lambda: balances.balance(draw, money, house), "F01": lambda: balances.balance(draw, money, house, True),
        "B04": lambda: balances.fiscal_balance(draw, money, house), "F04": lambda: balances.fiscal_balance(draw, money, house, True),
        "B02": lambda: by_function.revenue(draw, money, house), "F02": lambda: by_function.revenue(draw, money, house, True),
        "B03": lambda: by_function.spending(draw, money, house), "F03": lambda: by_function.spending(draw, money, house, True),
        "B05": lambda: by_function.one_fund(draw, money, house, "B05", ("general_public_budget",)),
        "F05": lambda: by_function.one_fund(draw, money, house, "F05", ("general_public_budget",), True),
        "B08": lambda: by_function.one_fund(draw, money, house, "B08", ("government_fund",)),
        "B09": lambda: by_function.one_fund(draw, money, house, "B09", ("state_capital",)),
        "F08": lambda: by_function.one_fund(draw, money, house, "F08", ("state_capital",), True),
        "B16": lambda: by_function.one_fund(draw, money, house, "B16", FISCAL), "F07": lambda: by_function.fund_accounts(draw, money, house),
        "B06": lambda: by_economy.economic(draw, money, house, "B06", basic(general)),
        "B17": lambda: by_economy.economic(draw, money, house, "B17", basic(fiscal)),
        "B18": lambda: by_economy.economic(draw, money, house, "B18", general),
        "B19": lambda: by_economy.economic(draw, money, house, "B19", basic(money.lines)),
        "F06": lambda: by_economy.basic_accounts(draw, money, house),
        "B10": lambda: lists_of.projects(draw, money, house), "F11": lambda: lists_of.projects(draw, money, house, True),
        "B11": lambda: lists_of.operating_costs(draw, money, house), "B12": lambda: lists_of.procurement(draw, money, house),
        "B13": lambda: lists_of.procurement(draw, money, house, True), "F12": lambda: lists_of.assets(draw, money, house)}
    if table in ("B07", "B20", "B21", "F09", "F14"):
        return three_public.three_public(draw, money, house, table)
    return makers[table]()


def tables(draw, money, facts, few=None):
    """The tables of a disclosure as blocks; `few` keeps so many of them, for small documents."""
    house = draw_house(draw, money)
    accounts = money.kind == "final_accounts"
    chosen = draw.choice("table.set", {k: 1 for k in (FINAL_SETS if accounts else SETS)})
    ids = (FINAL_SETS if accounts else SETS)[chosen].split()
    if few:
        start = draw.random.randrange(0, len(ids))
        ids = (ids[start:] + ids[:start])[:few]
    which = draw.random.randrange(7)
    blocks = []
    planting = facts.get("plant", True)
    hidden = planting and draw.chance("error.hidden_fund", 0.05) and any(x.fund == "government_fund" for x in money.lines)
    left_out = draw.random.choice(("B03", "B05", "B06", "B07")) if planting and draw.chance("error.left_out", 0.03) and not few and not accounts else None
    if left_out in ids:
        ids = [i for i in ids if i != left_out]
        facts.setdefault("errors", []).append({"kind": "DOC-01", "what": f"{left_out} is not there", "printed": None, "right": None, "provable": False})
    facts.setdefault("errors", []), facts.setdefault("oddities", [])
    for table in ids:
        behind = money
        if table == "B08" and hidden:
            behind = replace(money, lines=[x for x in money.lines if x.fund != "government_fund"])
        made = view(draw.fork(table), behind, house, table)
        if made.empty and house.empty_note == "left_out" and table in ("B08", "B09", "F07", "F08"):
            continue
        figures = house.figures
        if table in ("B07", "B20", "B21") and house.mixed_units == "three_public_wan" and figures.unit == "元":
            figures = replace(figures, unit="万元", decimals=2)
        elif house.mixed_units == "some_thousand" and table in ("B10", "B12", "F11"):
            figures = replace(figures, unit="千元" if figures.unit != "千元" else "万元")
        if made.decimals is not None:
            figures = replace(figures, decimals=made.decimals)
        n = len(blocks)
        called = title(table, house, money, which)
        twin = {"B05": "B06", "B06": "B07", "B03": "B10"}.get(table)
        wrong = house.contradicted and twin and not any(b.truth["marks"].get("id") for b in blocks)
        if wrong:
            called = title(twin, house, money, which)
        blocks.append(block(draw.fork(table + "print"), made, house, money, called, number(house, n), figures))
        if wrong:
            blocks[-1].truth["marks"]["id"] = "open"
    if house.caption in ("code", "code_glued") and blocks:
        facts["department"]["code"] = money.body.code
    if house.unit_place in ("sentence", "cover"):
        unit = house.figures.unit
        facts["unit_" + house.unit_place] = {"sentence": f"以下各表金额单位均为{unit}。", "cover": f"金额单位：{unit}"}[house.unit_place]
    if hidden:
        own, twin = (next((b for b in blocks if b.truth["id"] == i), None) for i in ("B08", "B04"))
        if own and own.truth["empty"]:
            facts["errors"].append({"kind": "XT-13", "what": "the table of the government fund is empty, the balance has money in it", "printed": None, "right": None,
                                    "provable": twin is not None, "place": {"table": None}, "block": own})
    errors.plant(draw.fork("errors"), blocks, facts, money)
    for made in blocks:
        if house.unit_place in ("sentence", "cover"):
            made.truth["unit_said"] = facts["unit_" + house.unit_place]
        made.truth["record"].update(facts.get("record", {}))
    return blocks

"""What a careful reader can say of each amount, in the field names of docs/records.md; only what the page says beyond doubt is named."""

FUND_OF_TABLE = {"B05": "general_public_budget", "F05": "general_public_budget", "B06": "general_public_budget", "F06": "general_public_budget",
                 "B08": "government_fund", "F07": "government_fund", "B09": "state_capital", "F08": "state_capital", "B18": "general_public_budget"}
FUND_SOURCES = {"general_public_budget": "general_public_budget", "government_fund": "government_fund", "state_capital": "state_capital",
                "special_account": "fiscal_account", "business_income": "business_income", "superior_subsidy": "superior_subsidy",
                "affiliated_remittance": "affiliated_remittance", "operating_income": "operating_income", "other_income": "other_income",
                "unit_funds": "own", "fiscal_appropriation": "fiscal_appropriation"}
KINDS = {"basic": "basic", "project": "project", "operating_expenditure": "operating_expenditure", "remittance_to_superior": "remittance_to_superior",
         "subsidy_to_affiliated": "subsidy_to_affiliated"}
ITEMS = ("three_public_total", "overseas_travel", "vehicles_total", "vehicle_purchase", "vehicle_running", "reception", "meeting", "training", "operating_costs")


def table_record(view, money):
    found = {"fiscal_year": money.year, "phase": "executed" if money.kind == "final_accounts" else "approved"}
    if view.id in FUND_OF_TABLE:
        found["fund_source"] = FUND_OF_TABLE[view.id]
    if view.direction:
        found["direction"] = view.direction
    if view.id in ("B06", "F06", "B17", "B19"):
        found["expenditure_kind"] = "basic"
    if view.id in ("B10", "F11"):
        found["expenditure_kind"] = "project"
    return found


def column_record(column, direction, money):
    """Of a column, by its meaning and by the year that its header names."""
    found = {}
    meaning = column.meaning
    if meaning in FUND_SOURCES:
        found["fund_source"] = FUND_SOURCES[meaning]
    if meaning in KINDS:
        found["expenditure_kind"] = KINDS[meaning]
    if meaning in ("personnel", "operating"):
        found["expenditure_kind"], found["basic_kind"] = "basic", {"personnel": "personnel", "operating": "public"}[meaning]
    if meaning == "total" and "基本支出" in column.path:
        found["expenditure_kind"] = "basic"
    if meaning in ITEMS:
        found["item"] = meaning
    words = "/".join(column.path)
    if "上年结转" in words:
        found["source_year"] = "carryover"
    if direction:
        found["direction"] = direction
    if meaning in ("change", "change_percent") or "增减" in words:
        found["phase"], found["fiscal_year"] = None, money.year
        found.pop("fiscal_year")
    elif f"{money.year - 1}年" in words:
        found["fiscal_year"] = money.year - 1
    elif money.kind == "final_accounts":
        if "调整预算数" in words:
            found["phase"] = "adjusted"
        elif "预算数" in words:
            found["phase"] = "approved"
    if column.unit is not None:
        found["unit"] = column.unit or None
    return found


def row_record(row, view, code):
    """Of a row: codes that are printed, body, project, item, fund source."""
    found = {}
    if code:
        key = {"functional": "function_code", "economic": "economic_code", "government": "gov_economic_code", "pairs": "economic_code"}.get(view.kind)
        if key:
            found[key] = code
    if view.kind == "pairs" and row.texts.get("g"):
        found["gov_economic_code"] = row.texts["g"]
    if row.body:
        found["body"] = row.body
    if row.project:
        found["project"] = row.project
    if row.meaning in FUND_SOURCES:
        found["fund_source"] = FUND_SOURCES[row.meaning]
    if row.meaning in ITEMS:
        found["item"] = row.meaning
    if row.meaning == "total" and view.id in ("B07", "F09"):
        found["item"] = "three_public_total"
    if row.counted:
        found["unit"] = row.name.rstrip("）)")[-1]
    # The name of a project (上年结转清理专项) says nothing of whose year its money is.
    if not row.project and row.name.strip(" ").startswith(("上年结转", "年初结转", "年初财政拨款结转")):
        found["source_year"] = "carryover"
    return found

"""Performance forms of a disclosure: which family a place uses, and the blocks it prints."""

from . import department, errors, evaluation, local, wide
from . import project as single
from .build import figures

TARGETS = {"project": 60, "beijing": 13, "hunan": 8, "sichuan": 8, "yunnan": 8, "neimenggu": 8, "henan": 7, "hangzhou": 8, "chongqing": 8, "period": 8, "hunan_single": 9, "hubei": 8, "approval": 8}
ERRORS = {"project": ("funds", "funds", "against_table", "magnitude", "magnitude", "magnitude", "magnitude", "weights"), "beijing": ("funds", "against_table"), "hunan": ("against_table",), "sichuan": ("against_table", "weights"),
          "neimenggu": ("against_table", "weights"), "period": ("funds", "against_table", "magnitude"), "chongqing": ("weights",), "approval": ("weights",)}
WHOLE = {"none": 46, "chongqing": 9, "henan": 10, "hubei": 12, "hunan": 7, "sichuan": 8, "gansu": 8}
EVALUATIONS = {"general": 50, "named": 20, "sichuan": 30}


def forms(draw, money, facts):
    """The forms as `FormBlock`s; none for some documents. `facts["target_projects"]` (indexes) may say which projects have targets."""
    blocks = _blocks(draw, money, facts)
    errors.settle(draw, facts)
    for block in blocks:
        for form in block.truth:
            _tie(block.grid, form)
    return blocks


def _tie(grid, form):
    """Tells each cell where the truth keeps its mark, for what printing does to it."""
    for part, keys in (("funds", ("printed",)), ("indicators", ("printed", "level3")), ("goals", ("text",))):
        for item in form[part]:
            for cell in grid.rows[item["row"]]:
                if cell is not None and cell.text and any(cell.text == item.get(k) or (part == "funds" and str(item.get(k)) in cell.text.split("：")) for k in keys):
                    cell.truth = (cell.truth or []) + [(item, "mark")]
    for row in grid.rows[form["rows"][0]:form["rows"][1]]:
        for cell in row:
            for key in ("project_name", "department", "implementing_unit"):
                if cell is not None and cell.text and cell.text == form.get(key):
                    cell.truth = (cell.truth or []) + [(form["marks"], key)]


def _blocks(draw, money, facts):
    draw = draw.fork("forms")
    if not draw.chance("form.any", 0.78) or not money.projects:
        return []
    style = figures(draw)
    chosen = facts.get("target_projects")
    if chosen is None:
        most = draw.random.choice([2, 4, 8, 12])
        chosen = list(range(len(money.projects)))[:most]
        facts["target_projects"] = chosen
    chosen = [i for i in chosen if money.project_total(i)]
    blocks = []
    if money.kind == "final_accounts":
        family = draw.choice("form.evaluation", EVALUATIONS)
        errors.plan(draw, facts, ("rate", "score"))
        if draw.chance("form.evaluation.department", 0.3):
            blocks.append(evaluation.whole(draw.fork("whole"), money, facts, style))
        return blocks + (evaluation.forms(draw.fork("evaluation"), money, facts, style, chosen, family) if chosen else [])
    whole = draw.choice("form.department", WHOLE)
    if whole != "none":
        errors.plan(draw, facts, ("unit",) if whole == "hubei" else ())
        blocks.append(department.form(draw.fork("department"), money, facts, style, whole))
        errors.settle(draw, facts)
    family = draw.choice("form.family", TARGETS)
    if chosen:
        errors.plan(draw, facts, ERRORS.get(family, ()))
        if family == "project":
            blocks += single.forms(draw.fork("project"), money, facts, style, chosen)
        elif family in wide.FAMILIES or family in ("henan", "hangzhou"):
            blocks += wide.forms(draw.fork("wide"), money, facts, style, chosen, family)
        else:
            blocks += local.forms(draw.fork("local"), money, facts, style, chosen, family)
    return blocks

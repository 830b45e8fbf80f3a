"""Performance forms of a disclosure: which family a place uses, and the blocks it prints."""

from . import department, evaluation, local, wide
from . import project as single
from .build import figures

TARGETS = {"project": 34, "beijing": 9, "hunan": 5, "sichuan": 7, "yunnan": 5, "neimenggu": 4, "henan": 5, "hangzhou": 5, "chongqing": 7, "period": 8, "hunan_single": 5, "hubei": 4, "approval": 4}
WHOLE = {"none": 50, "chongqing": 10, "henan": 12, "hubei": 12, "hunan": 8, "sichuan": 10}
EVALUATIONS = {"general": 50, "named": 20, "sichuan": 30}


def forms(draw, money, facts):
    """The forms as `FormBlock`s; none for some documents. `facts["target_projects"]` (indexes) may say which projects have targets."""
    draw = draw.fork("forms")
    if not draw.chance("form.any", 0.65) or not money.projects:
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
        return evaluation.forms(draw.fork("evaluation"), money, facts, style, chosen, family) if chosen else []
    whole = draw.choice("form.department", WHOLE)
    if whole != "none":
        blocks.append(department.form(draw.fork("department"), money, facts, style, whole))
    family = draw.choice("form.family", TARGETS)
    if chosen:
        if family == "project":
            blocks += single.forms(draw.fork("project"), money, facts, style, chosen)
        elif family in wide.FAMILIES or family in ("henan", "hangzhou"):
            blocks += wide.forms(draw.fork("wide"), money, facts, style, chosen, family)
        else:
            blocks += local.forms(draw.fork("local"), money, facts, style, chosen, family)
    return blocks

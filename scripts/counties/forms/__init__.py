"""Performance forms of a disclosure: which family a place uses, and the blocks it prints."""

from . import project as single
from .build import figures


def forms(draw, money, facts):
    """The forms as `FormBlock`s; none for some documents. `facts["target_projects"]` (indexes) may say which projects have targets."""
    draw = draw.fork("forms")
    if draw.choice("form.any", {"yes": 70, "no": 30}) == "no" or not money.projects:
        return []
    style = figures(draw)
    chosen = facts.get("target_projects")
    if chosen is None:
        most = draw.random.choice([2, 4, 8, 12])
        chosen = list(range(len(money.projects)))[:most]
        facts["target_projects"] = chosen
    chosen = [i for i in chosen if money.project_total(i)]
    return single.forms(draw, money, facts, style, chosen)

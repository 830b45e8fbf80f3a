"""Values of indicators: FRM-09, FRM-14, FRM-15."""

from blocks import FormBlock
from forms import _tie, local
from forms.build import Figures
from forms.content import QUALITY, QUANTITY

VALUE = ("comparator", "value", "unit", "text")


def targets(host, numeric=None):
    """(block, form, indicator, cell) whose target is printed once in its row, in forms without an error."""
    found = []
    for block in host.blocks:
        if not isinstance(block, FormBlock) or id(block) in host.touched:
            continue
        for form in block.truth:
            for item in form["indicators"]:
                cells = [c for c in block.grid.rows[item["row"]] if c is not None and c.text and c.text == item["printed"]]
                if len(cells) == 1 and item["mark"] == "certain" and (numeric is None or bool(item.get("value")) == numeric):
                    found.append((block, form, item, cells[0]))
    host.random.shuffle(found)
    return found


def show(item, cell, text):
    """Prints another target; what it means is open."""
    right, cell.text = item["printed"], text
    item["printed"], item["mark"] = text, "open"
    for key in VALUE:
        item.pop(key, None)
    return right


def note(host, block, item, kind, what, printed, right, **more):
    return host.note(kind, what, printed, right, {"form": True, "indicator": item["level3"]}, block, row=item["row"], **more)


def placeholder(host):
    """A target that nobody filled in."""
    for block, form, item, cell in targets(host):
        numeric = bool(item.get("value"))
        unit = (item.get("unit") or "") if numeric and cell.text.endswith(item.get("unit") or "\0") else ""
        how = host.random.choice(("crosses", "blank to fill", "choices", "dots"))
        text = {"crosses": host.random.choice((f"≥XX{unit}", f"××{unit}", "XXX", "**")), "blank to fill": host.random.choice(("（请填写）", "____", "（具体数值）", "待定")),
                "choices": host.random.choice(("≥/≤/=", "有效/一般/较差", "是/否", "达成预期指标/部分达成/未达成")), "dots": host.random.choice(("……", "——", "同上"))}[how]
        right = show(item, cell, text)
        return note(host, block, item, "FRM-09", "a placeholder for a value", text, right, cause=how, also=["FRM-15"])
    return False


def short_word(host):
    """A short word is the whole target."""
    for block, form, item, cell in targets(host, numeric=False):
        if not item.get("text"):
            continue
        cell.text = item["printed"] = item["text"] = host.random.choice(("是", "达标", "无", "优"))
        if item.get("value") is not None:
            del item["value"]
        return host.odd("a target of one word", block, row=item["row"])
    return False


def doubled(host):
    """A sign, a unit or a word stands twice, or two signs contradict one another."""
    for block, form, item, cell in targets(host, numeric=True):
        sign, unit, text = item.get("comparator") or "", item.get("unit") or "", cell.text
        ways = {"unit twice": text + unit if unit and text.endswith(unit) else None, "sign twice": sign + text if sign and text.startswith(sign) else None,
                "sign and word": text + "以上" if text.startswith("≥") else None, "two signs": "≥" + text if text.startswith("≤") else None, "words twice": "大于等于" + text if text.startswith("≥") else None}
        ways = {k: v for k, v in ways.items() if v}
        if not ways:
            continue
        how = host.random.choice(sorted(ways))
        right = show(item, cell, ways[how])
        return note(host, block, item, "FRM-15", "a value that repeats itself", ways[how], right, cause=how, contradicts=False, also=["FRM-09"])
    return False


def remark(host):
    """A value with a remark, or a range."""
    for block, form, item, cell in targets(host, numeric=True):
        text = cell.text
        if item.get("unit") == "%" and text.startswith("≥") and text.endswith("%"):
            show(item, cell, host.random.choice((text + "（含）", f"{text[1:-1]}%-100%", f"{text[1:]}以上")))
            return host.odd("a value with a remark, or a range", block, row=item["row"])
    return False


# FRM-14

TURNED = 0.16  # of the documents whose forms have one horizon


def halves(host):
    """(block, form, indicator of the year, its cell) where the period stands beside the year."""
    found = []
    for block in host.forms(lambda form: form["family"] == "period"):
        for item in block.truth[0]["indicators"]:
            cells = [c for c in block.grid.rows[item["row"]] if c is not None and c.text == item["level3"]]
            if item["horizon"] == "annual" and len(cells) == 2 and item["mark"] == "certain":
                found.append((block, block.truth[0], item, cells[1]))
    host.random.shuffle(found)
    return found


def pair_up(host):
    """The form of one project in the shape that has the period beside the year, in some of the documents whose forms have no such shape; then its `halves`."""
    if host.random.random() >= TURNED:
        return []
    names = host.facts.get("project_names") or [p.name for p in host.money.projects]
    noted = {id(e["block"]) for e in [*host.facts.get("oddities", ()), *host.disclosure.contacts] if isinstance(e, dict) and "block" in e}
    for block in host.forms(lambda form: form["family"] == "project" and form.get("project_name") in names):
        if id(block) not in noted:
            style = Figures(block.truth[0]["unit"], 2, False, "number")
            made, = local.forms(host.dice.fork("period"), host.money, host.facts, style, [names.index(block.truth[0]["project_name"])], "period")
            _tie(made.grid, made.truth[0])
            host.blocks[host.blocks.index(block)] = made
            return halves(host)
    return []


def apart(host):
    """A target of the year that the period does not have."""
    for block, form, item, cell in halves(host) or pair_up(host):
        names = {i["level3"] for i in form["indicators"]}
        pool = [n for group in [QUALITY, *QUANTITY.values()] for n, *_ in group if n not in names]
        right = cell.text
        cell.text = item["level3"] = host.random.choice(pool)
        cell.truth = [(item, "mark")]
        return note(host, block, item, "FRM-14", "a target of the year that the period does not have", cell.text, right, cause="another indicator", contradicts=True)
    return False


def cut(host):
    """The name of a target is cut at the width of its cell."""
    for block, form, item, cell in halves(host) or pair_up(host):
        if len(cell.text) > 5:
            cell.text = item["level3"] = cell.text[:-2]
            cell.truth = [(item, "mark")]
            return host.odd("the name of a target of the year is cut short", block, row=item["row"])
    return False


KINDS = {"FRM-09": (placeholder, short_word), "FRM-14": (apart, cut), "FRM-15": (doubled, remark)}

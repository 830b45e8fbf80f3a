"""Errors planted in forms. A document is given its errors before its forms are made; each says whether another printed figure contradicts it."""

from decimal import Decimal

from .build import amount

def plan(draw, facts, kinds):
    """Draws which errors the forms of this document bear, and at which opportunity each is planted."""
    chosen = draw.choice("form.error", {"none": 45, **{kind: 55 * kinds.count(kind) // len(kinds) for kind in dict.fromkeys(kinds)}}) if kinds else "none"
    facts["form_errors"] = {} if chosen == "none" else {chosen: 0 if chosen == "unit" else draw.random.choice([0, 0, 1, 2])}


def settle(draw, facts):
    """Takes back the feature of an error that found no place."""
    for kind in facts.pop("form_errors", None) or {}:
        draw.features.discard(f"form.error={kind}")


def due(facts, kind):
    """Whether the error is planted here and now; it is then done."""
    left = facts.get("form_errors", {})
    if kind not in left:
        return False
    if left[kind]:
        left[kind] -= 1
        return False
    del left[kind]
    return True


def note(facts, block, row, kind, what, printed, right, provable=True, **more):
    """Writes an error down; `page` comes from the row when it is printed."""
    facts.setdefault("errors", []).append({"kind": kind, "what": what, "printed": printed, "right": right, "provable": provable,
                                           "place": {"form": True}, "block": block, "row": row, **more})


def digits(draw, text):
    """The number with one of its leading digits changed; the same shape otherwise."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    whole = [i for i in places if i < (text.index(".") if "." in text else len(text))]
    at = draw.random.choice(whole[:3])
    old = int(text[at])
    new = draw.random.choice([d for d in range(1, 10) if d != old])
    return text[:at] + str(new) + text[at + 1:]


def plant_funds(draw, facts, block, style, amounts, layout, project, row):
    """The total and its parts as printed, perhaps with an error, and whether they are printed in another unit than the form says.

    `amounts` are the total and its parts in fen; `row` is where the first of them goes (in layouts of rows each has its own).
    """
    texts = [style.text(f) for f in amounts]
    numbers = [amount(t) for t in texts]
    if numbers[0] is None or numbers[0] < 10:
        return texts, False
    step = {"rows": 1, "pair": 1}.get(layout, 0)
    first = row + (1 if layout == "columns" else 0)
    if layout != "single" and due(facts, "funds"):
        at = draw.random.choice([i for i, n in enumerate(numbers) if n])
        changed = digits(draw, texts[at])
        out = texts[:at] + [changed] + texts[at + 1:]
        gap = abs(amount(out[0]) - sum(amount(t) or 0 for t in out[1:]))
        note(facts, block, first + at * step, "FRM-02", "资金总额与各来源之和不符", changed, texts[at], gap > Decimal(1).scaleb(-style.decimals) * len(texts) / 2)
        return out, False
    if due(facts, "against_table"):
        at = next(i for i in range(1, len(amounts) + 1) if i == len(amounts) or amounts[i])
        changed = amount(digits(draw, texts[0]))
        other = list(texts)
        other[0] = _like(changed, style)
        if at < len(amounts):
            other[at] = _like(changed - sum(amount(t) or 0 for i, t in enumerate(texts) if i not in (0, at)), style)
        if all((amount(t) or 0) >= 0 for t in other):
            note(facts, block, first, "FRM-01", "绩效目标表金额与项目支出表不符", other[0], texts[0], None, provable_if={"table": "B10", "project": project}, also=["FRM-05", "FRM-08"])
            return other, False
    if style.unit == "万元" and layout != "single" and due(facts, "magnitude"):
        other = [t if amount(t) is None else f"{Decimal(f) / 100:{',' if style.comma else ''}.{min(style.decimals, 2)}f}" for t, f in zip(texts, amounts)]
        note(facts, block, first, "FRM-08", "标注万元，实为元", other[0], texts[0], True, also=["FRM-01", "FRM-05", "DOC-03"])
        return other, True
    return texts, False


def _like(number, style):
    return f"{number:{',' if style.comma else ''}.{style.decimals}f}"


def plant_weights(draw, facts, block, weights, whole, top, printed=False):
    """Changes one weight, so that all of them do not make the whole; provable where the whole is `printed`."""
    if not due(facts, "weights"):
        return weights
    at = draw.random.randrange(len(weights))
    out = list(weights)
    out[at] = weights[at] + draw.random.choice([5, 10, 3])
    from .content import plain
    note(facts, block, top + 1 + at, "FRM-16", f"权重之和不为{whole}", plain(out[at]), plain(weights[at]), provable=printed)
    return out

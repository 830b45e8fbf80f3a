"""Errors planted in forms. Each is planted once a document at most, and says whether another printed figure contradicts it."""

from decimal import Decimal

from .build import amount

LIMIT = {"form.error.funds": 0.10, "form.error.weights": 0.08}


def _once(draw, facts, name, probability):
    """Draws whether the error is planted here, at most once a document."""
    done = facts.setdefault("planted", [])
    if name in done or not draw.chance(name, probability):
        return False
    done.append(name)
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


def plant_funds(draw, facts, block, style, texts, layout, project, row):
    """Changes a digit of the total or of a part, so that the funds do not add up; or prints all of them a thousand times too small or great.

    `texts` are the total and its parts as printed; `row` is where the first of them goes (in layouts of rows, each has its own).
    """
    numbers = [amount(t) for t in texts]
    if layout == "single" or numbers[0] is None or numbers[0] < 10:
        return texts
    if _once(draw, facts, "form.error.funds", 0.012):
        at = draw.random.choice([i for i, n in enumerate(numbers) if n])
        changed = digits(draw, texts[at])
        out = list(texts)
        out[at] = changed
        unit = Decimal(1).scaleb(-style.decimals)
        parts = sum(n or 0 for i, n in enumerate(map(amount, out)) if i)
        gap = abs(amount(out[0]) - parts)
        note(facts, block, row + (at if layout in ("rows", "pair") else 1 if layout == "columns" else 0), "FRM-02", "资金总额与各来源之和不符", changed, texts[at],
             provable=gap > unit * len(texts) / 2)
        return out
    return texts


def plant_weights(draw, facts, block, weights, whole, top):
    """Changes one weight, so that all of them do not make the whole."""
    if not _once(draw, facts, "form.error.weights", 0.012):
        return weights
    at = draw.random.randrange(len(weights))
    out = list(weights)
    out[at] = weights[at] + draw.random.choice([5, 10, 3])
    from .content import plain
    note(facts, block, top + 1 + at, "FRM-16", f"权重之和不为{whole}", plain(out[at]), plain(weights[at]), provable=True)
    return out

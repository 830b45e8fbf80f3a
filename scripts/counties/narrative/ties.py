"""What holds between printed figures: sums, changes, percentages, copies. The self-check asks that all hold in a document
without planted errors; a planted error is `provable` when it breaks one that other printed figures fix.

A printed figure allows an interval of half its last place to both sides; a tie is broken when no values within the intervals fit it.
"""

from dataclasses import dataclass
from decimal import Decimal

HALF = Decimal("0.5")


@dataclass
class Tie:
    """`kind` names the identity, `whole` and `parts` its figures in the order that `holds` expects."""

    kind: str  # sum, change, percent, share, completion, copy, word
    whole: object
    parts: list
    rule: str = ""  # the rule of docs/rules.md that asks it


def interval(figure):
    """(lowest, highest) of what a printed figure allows, in yuan, per cent or pieces. Counts and percentages of counts are exact."""
    value = figure.yuan()
    if value is None:
        value = figure.value
    if figure.measure == "count":
        return value, value
    half = figure.step() * HALF
    return value - half, value + half


def apart(low, high, other):
    """Whether an interval and another one have no value in common."""
    return low > other[1] or high < other[0]


def ratio(top, bottom):
    """The interval of 100·top/bottom; None where the bottom may be zero."""
    if bottom[0] <= 0 <= bottom[1]:
        return None
    values = [a * 100 / b for a in top for b in bottom]
    return min(values), max(values)


def signed(figure):
    """The interval of a change, negative where it says that something fell."""
    low, high = interval(figure)
    return (-high, -low) if figure.direction == "decrease" else (low, high)


def holds(tie):
    """Whether the printed figures of a tie can all be right at once."""
    if any(f.value is None for f in [tie.whole, *tie.parts]) and tie.kind != "word":
        return True
    return CHECKS[tie.kind](tie.whole, tie.parts)


def _sum(whole, parts):
    bounds = [interval(p) for p in parts]
    return not apart(sum(b[0] for b in bounds), sum(b[1] for b in bounds), interval(whole))


def _change(whole, parts):
    """whole = amount now; parts = [prior amount, change]."""
    prior, change = interval(parts[0]), signed(parts[1])
    return not apart(prior[0] + change[0], prior[1] + change[1], interval(whole))


def _percent(whole, parts):
    """whole = per cent of change; parts = [amount now, change]."""
    now, change = interval(parts[0]), signed(parts[1])
    # the base is now − change, with the same change on both sides of the fraction
    corners = []
    for n in now:
        for c in change:
            if n - c <= 0:
                return True
            corners.append(c * 100 / (n - c))
    return not apart(min(corners), max(corners), signed(whole))


def _percent_of(whole, parts):
    """whole = per cent of change; parts = [amount now, prior amount]."""
    now, prior = interval(parts[0]), interval(parts[1])
    if prior[0] <= 0:
        return True
    corners = [(n - p) * 100 / p for n in now for p in prior]
    return not apart(min(corners), max(corners), signed(whole))


def _share(whole, parts):
    """whole = per cent; parts = [part, total]."""
    bounds = ratio(interval(parts[0]), interval(parts[1]))
    return bounds is None or not apart(bounds[0], bounds[1], interval(whole))


def _copy(whole, parts):
    """The same quantity printed twice: equal at the coarser precision."""
    other = parts[0]
    if whole.measure == "count":
        return whole.value == other.value
    step = max(whole.step(), other.step())
    a, b = whole.yuan(), other.yuan()
    return abs(a - b) <= (0 if whole.step() == other.step() else step * HALF)


def _word(whole, parts):
    """whole = a change or the words instead of one; parts = [amount now, prior amount]: the direction is that of the amounts."""
    now, prior = parts[0].yuan(), parts[1].yuan()
    if now == prior:  # a change smaller than what is printed
        return True
    sign = "increase" if now > prior else "decrease"
    return whole.direction == sign or sign in whole.directions


CHECKS = {"sum": _sum, "change": _change, "percent": _percent, "percent_of": _percent_of, "share": _share, "completion": _share,
          "copy": _copy, "word": _word}

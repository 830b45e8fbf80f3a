"""Self-check: in documents without planted errors every printed figure is consistent with the money behind it, and every tie holds.

    python3 -m narrative.selftest [FIRST [COUNT]]     (from scripts/counties)
"""

import sys
from decimal import Decimal

from blocks import CERTAIN
from draw import Draw
from ledger import History

from . import narrative
from .ties import holds


def facts_of(money):
    kind = "预算" if money.kind == "budget" else "决算"
    return {"title": f"{money.body.name}{money.year}年{'部门' if money.scope == 'department' else '单位'}{kind}", "scope": money.scope, "kind": money.kind,
            "fiscal_year": money.year, "errors": [], "oddities": [], "contacts": []}


def check(author, blocks):
    """What is wrong with a narrative: a list of lines."""
    wrong = []
    for tie in author.v.ties:
        if not holds(tie):
            wrong.append(f"{tie.kind} {tie.rule}: {tie.whole.subject} {tie.whole.value} / " + ", ".join(f"{p.subject} {p.value}" for p in tie.parts))
    for block in blocks:
        for figure in getattr(getattr(block, "teller", None), "figures", ()):
            printed = block.text[figure.start:figure.end]
            digits = "".join(c for c in printed.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")) if c in "0123456789.-")
            if figure.unit == "%" or figure.measure == "count":
                digits = digits.rstrip(".")
            if figure.value is not None and figure.unit and Decimal(digits or "0") != abs(figure.value) and "（" not in printed:
                wrong.append(f"printed {printed} is not {figure.value}")
            if figure.fen is not None and abs(figure.yuan() - Decimal(figure.fen) / 100) * 2 > figure.step():
                wrong.append(f"{printed} is no rounding of {figure.fen} fen")
    return wrong


def planted(author, errors):
    """What is wrong with planted errors: one that is provable breaks a tie, one that is not breaks none."""
    wrong = []
    errors = [e for e in errors if e["kind"] != "NAR-18"]  # not planted: see unsaid.py
    for error in errors:
        if "printed" not in error or not error["right"] and error["right"] != "":
            wrong.append(f"{error['kind']} without what is printed or right")
        if "".join(error["printed"].split()) not in "".join(error["block"].text.split()):
            wrong.append(f"{error['printed']} is not printed")
    if any(e["provable"] for e in errors) != any(not holds(t) for t in getattr(author, "all_ties", ()) if all(f.mark == CERTAIN for f in (t.whole, *t.parts))) and len(errors) == 1 and not errors[0].get("provable_if"):
        wrong.append(f"{errors[0]['what']} provable={errors[0]['provable']}, but ties say otherwise")
    return wrong


def main():
    plant = "--plant" in sys.argv
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    first, count = (numbers + [0, 60][len(numbers):])[:2]
    kinds = {}
    figures = ties = bad = 0
    for seed in range(first, first + count):
        draw = Draw(seed)
        history = History(draw.fork("money"), ("small", "middle", "large")[seed % 3])
        money = history.accounts(2024) if seed % 2 else history.budget(2025)
        facts = facts_of(money)
        facts["plant"] = plant
        blocks = narrative(draw.fork("narrative"), money, facts)
        author = facts.pop("author")
        wrong = planted(author, facts["errors"]) if plant else check(author, blocks)
        for error in facts["errors"]:
            key = error["kind"], error.get("cause", ""), error["provable"]
            kinds[key] = kinds.get(key, 0) + 1
        figures += sum(len(getattr(b, "statements", ())) for b in blocks)
        ties += len(author.v.ties)
        bad += bool(wrong)
        for line in wrong[:5]:
            print(seed, line)
    for key, number in sorted(kinds.items()):
        print(number, *key)
    print(f"{count} documents, {figures} figures, {ties} ties, {bad} with faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

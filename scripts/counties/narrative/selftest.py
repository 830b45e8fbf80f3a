"""Self-check: in documents without planted errors every printed figure is consistent with the money behind it, and every tie holds.

    python3 -m narrative.selftest [FIRST [COUNT]]     (from scripts/counties)
"""

import sys
from decimal import Decimal

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
            if figure.value is not None and Decimal(digits or "0") != abs(figure.value) and "（" not in printed:
                wrong.append(f"printed {printed} is not {figure.value}")
            if figure.fen is not None and abs(figure.yuan() - Decimal(figure.fen) / 100) * 2 > figure.step():
                wrong.append(f"{printed} is no rounding of {figure.fen} fen")
    return wrong


def main():
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    figures = ties = bad = 0
    for seed in range(first, first + count):
        draw = Draw(seed)
        history = History(draw.fork("money"), ("small", "middle", "large")[seed % 3])
        money = history.accounts(2024) if seed % 2 else history.budget(2025)
        facts = facts_of(money)
        blocks = narrative(draw.fork("narrative"), money, facts)
        author = facts.pop("author")
        wrong = check(author, blocks)
        figures += sum(len(getattr(b, "statements", ())) for b in blocks)
        ties += len(author.v.ties)
        bad += bool(wrong)
        for line in wrong[:5]:
            print(seed, line)
    print(f"{count} documents, {figures} figures, {ties} ties, {bad} with faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

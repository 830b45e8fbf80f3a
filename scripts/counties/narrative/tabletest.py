"""Self-check against the tables: a figure of a sentence whose quantity a table of the file prints must stand in that table.

    python3 -m narrative.tabletest [FIRST [COUNT]]     (from scripts/counties; documents without planted errors)
"""

import sys
from decimal import Decimal, InvalidOperation

from draw import Draw
from ledger import History
from money import SCALE
from tables.sets import tables
from titles import facts_of

from . import narrative
from .quantities import tables_of


def printed(table):
    """The amounts that a table prints, in yuan, with half of their last place."""
    scale = Decimal(SCALE.get(table.get("unit"), 0)) / 100
    found = []
    for row in table["rows"]:
        for cell in row["cells"]:
            text = str(cell or "").replace(",", "").replace(" ", "").translate(str.maketrans("０１２３４５６７８９．，", "0123456789. "))
            try:
                value = Decimal(text.replace(" ", ""))
            except InvalidOperation:
                continue
            found.append((value * scale, Decimal(1).scaleb(value.as_tuple().exponent) * scale / 2))
    return found


def main():
    numbers = [int(a) for a in sys.argv[1:]]
    first, count = (numbers + [0, 30][len(numbers):])[:2]
    asked, missing = {}, {}
    for seed in range(first, first + count):
        draw = Draw(seed, (), {"error.tables=yes"})
        history = History(draw.fork("money"), ("small", "middle")[seed % 2])
        money = history.accounts(2023) if seed % 3 == 0 else history.budget(2024)
        facts = {**facts_of(draw, money), "plant": False}
        blocks = tables(draw.fork("tables"), money, facts)
        if any(f.startswith(("error.table", "figures.grain")) for f in draw.features):
            continue
        words = narrative(draw.fork("narrative"), money, facts)
        by_id = {}
        for block in blocks:
            if block.truth.get("unit") and not (block.truth.get("marks") or {}).get("unit"):
                by_id.setdefault(block.truth["id"], []).extend(printed(block.truth))
        for block in words:
            for figure in getattr(getattr(block, "teller", None), "figures", ()):
                if figure.measure != "amount" or not figure.value or figure.fiscal_year != money.year:
                    continue
                for name in tables_of(figure.key, money.kind):
                    if name not in by_id:
                        continue
                    key = (figure.key.rsplit(".", 1)[0] if figure.key.count(".") > 1 else figure.key, name)
                    asked[key] = asked.get(key, 0) + 1
                    exact = Decimal(figure.fen) / 100
                    if not any(abs(value - exact) <= half for value, half in by_id[name]):
                        missing.setdefault(key, []).append((seed, figure.subject, str(figure.value)))
    for key in sorted(asked):
        print(asked[key], len(missing.get(key, ())), *key, missing.get(key, [])[:3])


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Prints how every rule came out in every place: the rules x places table of an output folder.

usage: python scripts/rule_status.py OUT [--level province|prefecture]

OUT is what `gongkai extract … --out OUT` wrote. A cell holds counts of places by status, P pass, r rounding, F fail, n not
applicable, i insufficient data, R refused; `.` where a rule says nothing. Not applicable is shown only where nothing else is.
Behind the table stand the rules that deserve a look: those that are asked somewhere and yet never run to an answer, for a place
or everywhere, with the reason that they give most often. Needs nothing but Python.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

LETTERS = {"pass": "P", "rounding": "r", "fail": "F", "insufficient_data": "i", "refused": "R", "not_applicable": "n"}
ANSWERS = ("pass", "rounding", "fail")


def place_of(document, level):
    """The division that the document belongs to, on the level asked for."""
    division = document["disclosure"]["division"]
    parts = [division.get("province"), division.get("prefecture")]
    wanted = parts[:1] if level == "province" else parts
    return next((p for p in reversed(wanted) if p), "?")


def read(out, level):
    """Counts by rule, place and status; reasons by rule and place; documents by place."""
    counts = defaultdict(lambda: defaultdict(Counter))
    reasons = defaultdict(lambda: defaultdict(Counter))
    documents = Counter()
    for path in sorted((out / "documents").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["disclosure"]["kind"] == "other":
            continue
        place = place_of(document, level)
        documents[place] += 1
        for check in document["checks"]:
            counts[check["rule"]][place][check["status"]] += check.get("places", 1)
            if check["status"] in ("insufficient_data", "refused"):
                reasons[check["rule"]][place][(check["status"], check.get("reason") or "")] += check.get("places", 1)
    return counts, reasons, documents


def shown(statuses):
    """`12P 3r 1F`, or `n`."""
    told = [f"{statuses[s]}{LETTERS[s]}" for s in LETTERS if s != "not_applicable" and statuses.get(s)]
    return " ".join(told) or ("n" if statuses.get("not_applicable") else ".")


def wide(text):
    """Columns that a text takes: Chinese characters take two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def padded(text, width):
    return text + " " * (width - wide(text))


def table(counts, documents):
    places = sorted(documents)
    heads = [f"{p} ({documents[p]})" for p in places]
    rows = [[rule] + [shown(counts[rule][p]) for p in places] for rule in sorted(counts)]
    widths = [max(wide(row[i]) for row in [["rule"] + heads] + rows) for i in range(len(heads) + 1)]
    for row in [["rule"] + heads] + rows:
        print("  ".join(padded(cell, width) for cell, width in zip(row, widths)).rstrip())


def odd(counts, reasons, documents):
    """Rules that were asked and gave no answer."""
    for rule in sorted(counts):
        total = sum((Counter(c) for c in counts[rule].values()), Counter())
        silent = total["insufficient_data"] + total["refused"]
        if silent and not any(total[s] for s in ANSWERS):
            yield rule, "everywhere", sum((Counter(c) for c in reasons[rule].values()), Counter())
            continue
        for place in sorted(documents):
            here = counts[rule][place]
            if here["insufficient_data"] + here["refused"] and not any(here[s] for s in ANSWERS):
                yield rule, place, reasons[rule][place]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--level", choices=("province", "prefecture"), default="prefecture")
    options = parser.parse_args()
    counts, reasons, documents = read(options.out, options.level)
    if not documents:
        sys.exit(f"{options.out}: no documents of a run")
    table(counts, documents)
    print("\nAsked without an answer:")
    for rule, place, why in odd(counts, reasons, documents):
        (status, reason), times = why.most_common(1)[0]
        print(f"  {rule} {place}: {sum(why.values())} times, {times} of them {status}: {reason}")
    total = defaultdict(Counter)
    for rule, places in counts.items():
        for statuses in places.values():
            total[rule].update(statuses)
    for word, status in (("passes", "pass"), ("fails", "fail")):
        never = [r for r in sorted(total) if not total[r][status] and not (status == "pass" and total[r]["rounding"])]
        print(f"\nNever {word}: {' '.join(never) or 'none'}")


if __name__ == "__main__":
    main()

"""What is read of every way, against the makers' truth and against the PDF of the same document."""

import collections
import difflib
import json
import re
import subprocess
import tempfile
from decimal import Decimal
from pathlib import Path

from plain import LOST
from told import WITHOUT

#: fields of a record that say where it stands, or number what stands elsewhere
PLACES = ("place", "cell", "table_index", "row", "column", "proofs", "backing", "confidence", "part_of")
#: ways in which an amount is printed otherwise than in the PDF
REPRINTED = ("values",)


def close_up(text):
    """Without white space and with narrow marks, as texts are compared."""
    return re.sub(r"\s+", "", text or "").translate(str.maketrans("（）：，", "():,"))


def number(text):
    text = close_up(text).replace(",", "")
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def documents(folder, binary):
    """{stem: document as JSON} of all files of a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([str(binary), "extract", str(folder), "--out", scratch, "--jobs", "1"], check=False, capture_output=True)
        found = [json.loads(p.read_text("utf-8")) for p in sorted(Path(scratch, "documents").glob("*.json"))]
    return {Path(d["source"]["name"]).name[:6]: d for d in found}


# -- tables -----------------------------------------------------------------------------------------------------------

def body(table):
    """The rows of a table that was read."""
    return [row["cells"] for row in table["rows"] if row["kind"] != "blank"]


def keys(rows, roles):
    """What tells rows apart: all cells without amounts."""
    return [tuple(close_up(c) for c, role in zip(row, roles) if role != "amount") for row in rows]


def cells(rows, roles):
    """How many cells hold an amount where a column has amounts."""
    return sum(number(c) is not None for row in rows for c, role in zip(row, roles) if role == "amount")


def right(truth, table):
    """Amounts in the row of their labels, in their column, with their value; with the rows in order."""
    roles, rows = truth["roles"], body(table)
    wanted = [row for row in truth["rows"] if any(close_up(c) for c in row)]
    blocks = difflib.SequenceMatcher(None, keys(wanted, roles), keys(rows, roles), autojunk=False).get_matching_blocks()
    good = 0
    for a, b, size in blocks:
        for one, other in zip(wanted[a:a + size], rows[b:b + size]):
            if len(one) == len(other):
                good += sum(number(x) is not None and number(x) == number(y) for x, y, role in zip(one, other, roles) if role == "amount")
    return good


def paired(truth, tables):
    """Each table of the truth with at most one that was read, the best first; what is blank by its title."""
    scores = []
    for i, wanted in enumerate(truth["tables"]):
        for k, table in enumerate(tables):
            same = close_up(wanted["title"]) == close_up(table["title"])
            score = right(wanted, table) + 0.5 * same
            if score:
                scores.append((score, -abs(i - k), i, k))
    out, used = {}, set()
    for _, _, i, k in sorted(scores, reverse=True):
        if i not in out and k not in used:
            out[i] = k
            used.add(k)
    return out


def tables(truth, document, base, tally, say):
    """Counts what is right in the tables of a document."""
    read = document["tables"]
    pairs = paired(truth, read)
    known = paired(truth, base["tables"]) if base else {}
    for i, wanted in enumerate(truth["tables"]):
        tally["tables"] += 1
        total = cells(wanted["rows"], wanted["roles"])
        tally["cells"] += total
        if i not in pairs:
            say("table lost", wanted["title"])
            continue
        table = read[pairs[i]]
        good = right(wanted, table)
        tally["right"] += good
        rows = [r for r in wanted["rows"] if any(close_up(c) for c in r)]
        if good < total:
            say("cells", f"{wanted['title']}: {good} of {total}, {len(body(table))} rows of {len(rows)}")
        elif keys(rows, wanted["roles"]) != keys(body(table), wanted["roles"]):
            say("labels", f"{wanted['title']}: {difference(keys(rows, wanted['roles']), keys(body(table), wanted['roles']))}")
        for what, mine, theirs in [
            ("title", close_up(wanted["title"]), close_up(table["title"])),
            ("unit", wanted["unit"], table["unit"] or ""),
            ("number", close_up(wanted.get("number")), close_up(table["number"])),
            ("header", list(map(close_up, wanted["columns"])), [close_up("/".join(c["path"])) for c in table["columns"]]),
        ]:
            tally[what] += mine == theirs
            if mine != theirs:
                say(what, f"{wanted['title']}: {theirs!r} for {mine!r}" if what != "header" else f"{wanted['title']}: {difference(mine, theirs)}")
        if i in known:
            other = base["tables"][known[i]]
            tally["known"] += 1
            tally["id"] += table["id"] == other["id"]
            if table["id"] != other["id"]:
                say("id", f"{wanted['title']}: {table['id']} for {other['id']}")
            for what in ("notes", "department"):
                if plain_of(table[what]) != plain_of(other[what]):
                    say(what, f"{wanted['title']}: {table[what]!r} for {other[what]!r}")
            for what in ("role", "meaning", "side"):
                mine, theirs = [c.get(what) for c in other["columns"]], [c.get(what) for c in table["columns"]]
                if mine != theirs:
                    say(f"column {what}", f"{wanted['title']}: {difference(mine, theirs)}")
            mine, theirs = [[(r["kind"], r.get("level")) for r in t["rows"] if r["kind"] != "blank"] for t in (other, table)]
            if mine != theirs:
                say("row kind", f"{wanted['title']}: {difference(mine, theirs)}")
    for k, table in enumerate(read):
        tally["read"] += sum(number(c) is not None for row in body(table) for c, col in zip(row, table["columns"]) if col["role"] == "amount") \
            if k in pairs.values() else 0
        if k not in pairs.values():
            amounts = sum(number(c) is not None for row in body(table) for c, col in zip(row, table["columns"]) if col["role"] == "amount")
            twins = [t for j, t in enumerate(base["tables"]) if j not in known.values() and close_up(t["title"]) == close_up(table["title"])] \
                if base else []
            if not twins:
                tally["read"] += amounts
                say("table too many", f"{table['title']!r}, {len(body(table))} rows, {amounts} amounts")


def plain_of(value):
    return [close_up(v) for v in value] if isinstance(value, list) else close_up(value)


def difference(mine, theirs):
    """The first places at which two lists part."""
    out = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, list(map(str, mine)), list(map(str, theirs)), autojunk=False).get_opcodes():
        if tag != "equal":
            out.append(f"{theirs[c:d][:3]} for {mine[a:b][:3]}")
    return "; ".join(out[:2]) + (f"; {len(out) - 2} more" if len(out) > 2 else "")


# -- what the PDF says too ----------------------------------------------------------------------------------------------

def bare(value, without):
    """A value without its places, texts closed up, in one line."""
    def strip(v):
        if isinstance(v, dict):
            return {k: strip(x) for k, x in v.items() if k not in without}
        if isinstance(v, list):
            return [strip(x) for x in v]
        return close_up(v) if isinstance(v, str) else v
    return json.dumps(strip(value), ensure_ascii=False, sort_keys=True)


def same(what, mine, theirs, without, tally, say):
    """Counts what two lists have in common, and says in which fields the rest differs."""
    left = collections.Counter(bare(v, without) for v in mine)
    other = collections.Counter(bare(v, without) for v in theirs)
    both = left & other
    tally[f"{what} same"] += 2 * both.total()
    tally[f"{what} all"] += left.total() + other.total()
    missing = [json.loads(v) for v in (left - other).elements()]
    extra = [json.loads(v) for v in (other - left).elements()]
    if not isinstance(next(iter(missing + extra), None), dict):
        return
    for one in missing:
        best = max(extra, key=lambda v: sum(v.get(k) == x for k, x in one.items()), default=None)
        if best is None or sum(best.get(k) == x for k, x in one.items()) * 2 < len(one):
            say(f"{what} lost", short(one))
            continue
        extra.remove(best)
        parts = sorted(k for k in {**one, **best} if one.get(k) != best.get(k))
        say(f"{what}: {', '.join(parts)}", f"{short(one)}: " + "; ".join(f"{k} {best.get(k)!r} for {one.get(k)!r}"[:200] for k in parts[:4]))
    for one in extra:
        say(f"{what} invented", short(one))


def short(one):
    return " ".join(str(one[k]) for k in ("rule", "table", "title", "label", "measure", "quote", "printed", "message_zh") if one.get(k))[:120]


def against(way, document, base, tally, say):
    """Compares with what the PDF gives."""
    printed = ("printed",) if way.endswith(REPRINTED) else ()
    records = [r for r in document["records"] if way not in lost() or r["origin"] == "statement"]
    wanted = [r for r in base["records"] if way not in lost() or r["origin"] == "statement"]
    unknown = () if base["disclosure"]["fiscal_year"] else ("fiscal_year", "doubt")      # a title around it may say the year
    same("records", wanted, records, PLACES + printed + unknown, tally, say)
    sections = ("section",) if "-" in way and not way.startswith("html") else ()
    same("statements", base["statements"], document["statements"], ("page", "place", "group", *sections), tally, say)
    if way not in lost():
        same("forms", base["forms"], document["forms"], ("page", "pages", "place", "weight_place", "table", *printed), tally, say)
    for what in ("kind", "scope", "fiscal_year", "department"):
        tally["facts all"] += 1
        mine, theirs = base["disclosure"][what], document["disclosure"][what]
        more = mine in (None, {"name": None, "code": None})      # a title around the document may say what its PDF does not
        tally["facts same"] += mine == theirs or more
        if mine != theirs and not more:
            say(f"disclosure {what}", f"{theirs!r} for {mine!r}")
    same("findings", base["findings"], document["findings"], ("id", "evidence", "message", "place"), tally, say)
    for v in document["records"]:
        tally["high"] += v["confidence"] == "high"
    for v in base["records"]:
        tally["high of PDF"] += v["confidence"] == "high"


def lost():
    return {f"text-{way}" for way in LOST}


# -- the measure ------------------------------------------------------------------------------------------------------

COLUMNS = ("F1", "P", "R", "tables", "titles", "units", "numbers", "headers", "ids", "records", "statements", "forms", "facts", "findings", "high")


def figures(tally):
    def share(a, b):
        return f"{tally[a] / tally[b]:.4f}" if tally[b] else "-"
    return {"F1": f"{2 * tally['right'] / max(1, tally['read'] + tally['cells']):.4f}", "P": share("right", "read"), "R": share("right", "cells"),
            "tables": tally["tables"], "titles": tally["title"], "units": tally["unit"], "numbers": tally["number"], "headers": tally["header"],
            "ids": tally["id"], "records": share("records same", "records all"), "statements": share("statements same", "statements all"),
            "forms": share("forms same", "forms all"), "facts": share("facts same", "facts all"),
            "findings": share("findings same", "findings all"), "high": share("high", "high of PDF")}


def measure(folder, chosen, binary, detail):
    """Prints a line for every way, then what differs by kind; 1 when a way that keeps cells is below 0.995."""
    truths = {p.name[:6]: json.loads(p.read_text("utf-8")) for p in sorted((folder / "pdf").glob("*.truth.json"))}
    bases = documents(folder / "pdf", binary)
    kinds = collections.defaultdict(collections.Counter)
    examples, bad = {}, False
    print(f"{'way':14s}" + "".join(f"{c:>11s}" for c in COLUMNS))
    for way in ["pdf", *chosen]:
        tally = collections.Counter()
        read = documents(folder / way, binary) if way != "pdf" else bases
        for stem, truth in truths.items():
            if stem in WITHOUT:
                continue

            def say(kind, text, stem=stem, way=way):
                kinds[kind][way] += 1
                examples.setdefault((kind, way), []).append(f"{stem} {text}")

            if stem not in read or read[stem]["outcome"] != "ok":
                say("outcome", read[stem]["outcome"] if stem in read else "no document")
            if stem not in read:
                read[stem] = {"tables": [], "records": [], "statements": [], "forms": [], "findings": [],
                              "disclosure": dict.fromkeys(("kind", "scope", "fiscal_year", "department"))}
            if way not in lost():
                tables(truth, read[stem], bases[stem], tally, say)
            if way != "pdf":
                against(way, read[stem], bases[stem], tally, say)
        found = figures(tally)
        bad |= way not in lost() and float(found["F1"]) < 0.995
        print(f"{way:14s}" + "".join(f"{found[c]:>11}" for c in COLUMNS), flush=True)
    print("\nwhat differs")
    for kind, by in sorted(kinds.items(), key=lambda item: -item[1].total()):
        print(f"{by.total():6d} {kind}: " + ", ".join(f"{way} {n}" for way, n in by.most_common()))
        for way in by if detail else list(by)[:1]:
            for line in examples[kind, way] if detail else examples[kind, way][:2]:
                print(f"         {way} {line}")
    return int(bad)

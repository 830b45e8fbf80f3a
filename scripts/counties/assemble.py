"""Puts disclosures together from money, tables, forms and sentences, prints them, and writes the truth beside them."""

import json
import sys
from multiprocessing import Pool
from pathlib import Path

from blocks import Heading, Paragraph, Slot
from disclosure import disclosures
from draw import Draw
from forms import forms as make_forms
from late import plant
from ledger import History
from narrative import excerpt
from sheet import print_pdf, print_text
from sheet.style import draw_sheet
from tables.sets import tables as make_tables
from titles import facts_of, untitled
from truth import truth_of


def _blocks(text):
    """The blocks of `3` or `0-17`."""
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def run(seed, count, out, only=(), without=(), max_pages=None, jobs=2):
    """Writes the files of `count` seeds."""
    out.mkdir(parents=True, exist_ok=True)
    work = [(s, str(out), tuple(only), tuple(without), max_pages) for s in range(seed, seed + count)]
    if jobs > 1 and count > 3:
        with Pool(jobs) as pool:
            for _ in pool.imap_unordered(one, work, chunksize=4):
                pass
    else:
        for item in work:
            one(item)


def one(item):
    """Writes the files of one seed; small ones are drawn again, smaller, until they are short enough."""
    seed, out, only, without, max_pages = item
    dropped = {k for w in without if w.startswith("block=") for k in _blocks(w[6:])}
    for attempt in range(8):
        draw = Draw(seed, only, [w for w in without if not w.startswith("block=")])
        files = small(draw, seed, attempt) if max_pages else plant(whole(draw, seed), draw, seed)
        sheet_draw, text_draw = draw.fork("sheet"), draw.fork("text")
        as_text = draw.choice("file", {"pdf": 9, "text": 1}) == "text"
        written = []
        state = sheet_draw.random.getstate()
        for disclosure in files:
            sheet_draw.random.setstate(state)
            written.append(write(disclosure, draw, sheet_draw, text_draw, as_text, seed, Path(out), dropped, max_pages))
            if written[-1] is None:
                break
        if None not in written:
            for disclosure, truth in zip(files, written):
                truth["features"] = sorted(draw.features - disclosure.instead | disclosure.features)
                path = Path(out) / f"{disclosure.name}.truth.json"
                path.write_text(json.dumps(truth, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")
            return
    print(f"seed {seed}: no document of at most {max_pages} pages", file=sys.stderr)


def write(disclosure, draw, sheet_draw, text_draw, as_text, seed, out, dropped, max_pages):
    """Writes one file and returns its truth; None where it has too many pages."""
    count = len(disclosure.blocks)
    gone = [b for i, b in enumerate(disclosure.blocks) if i in dropped]
    disclosure.blocks = [b for i, b in enumerate(disclosure.blocks) if i not in dropped]
    if any(isinstance(b, Heading) and b.level == 0 for b in gone):
        untitled(disclosure.facts, disclosure.blocks)
    if as_text:
        (out / f"{disclosure.name}.txt").write_text(print_text(disclosure, text_draw), encoding="utf-8", newline="\n")
        return truth_of(disclosure, seed, None, 1, count, gone)
    printer = print_pdf(disclosure, draw_sheet(sheet_draw), sheet_draw, out / f"{disclosure.name}.pdf", max_pages)
    return printer and truth_of(disclosure, seed, printer, len(printer.pages), count, gone)


def whole(draw, seed):
    """The files of a seed."""
    size = draw.choice("document.size", {"middle": 6, "large": 1.2, "small": 1.2})
    files = disclosures(draw, f"{seed:06}", size, make_tables, make_forms)
    for disclosure in files:
        disclosure.name = f"{disclosure.name}_{(disclosure.facts.get('title') or '附件')}"
    return files


def small(draw, seed, attempt):
    """A document of few pages: a title and one to three tables, or a form, or a table with sentences."""
    from blocks import Disclosure
    history = History(draw.fork("money"), "small")
    year = draw.random.choice((2018, 2020, 2022, 2023, 2024, 2025, 2026))
    money = history.accounts(min(year, 2025)) if draw.choice("document.kind", {"budget": 2, "final_accounts": 1}) == "final_accounts" else history.budget(year)
    facts = facts_of(draw, money)
    tables = make_tables(draw.fork("tables"), money, facts, few=max(1, 3 - attempt))
    forms, rest, share = [], [], draw.random.random()
    if share < 0.3 and attempt < 5:
        forms, tables = make_forms(draw.fork("forms"), money, facts)[:1], tables[:1]
    elif share < 0.6:
        rest = excerpt(draw.fork("narrative"), money, facts, 12 - attempt)
        tables = tables[:1]
    kept = {id(b) for b in tables + forms + rest}
    for key in ("errors", "oddities", "contacts"):
        facts[key] = [e for e in facts[key] if not isinstance(e, dict) or e.get("block") is None or id(e["block"]) in kept]
    title = [Heading(facts["title"], 0)] if attempt < 6 else []
    if not title:
        untitled(facts, tables + rest + forms)
    facts.pop("author", None)
    name = f"{seed:06}_{facts['title']}"
    return [Disclosure(name, title + tables + rest + forms, facts, set(draw.features), facts.pop("errors"))]

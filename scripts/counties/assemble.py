"""Puts a disclosure together from money, tables, forms and sentences, prints it, and writes the truth beside it."""

import json
from multiprocessing import Pool

from blocks import Disclosure, FormBlock, Heading, Paragraph, Slot, TableBlock
from draw import Draw
from ledger import History
from sheet import print_pdf, print_text
from sheet.style import draw_sheet
from tables.sets import tables
from truth import truth_of

YEARS = (2018, 2020, 2022, 2023, 2024, 2025, 2026)


def run(seed, count, out, only=(), without=(), max_pages=None, jobs=2):
    """Writes `count` documents, one a seed."""
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
    """Writes the document of one seed; small ones are drawn again, smaller, until they are short enough."""
    from pathlib import Path
    seed, out, only, without, max_pages = item
    for attempt in range(6):
        draw = Draw(seed, only, [w for w in without if not w.startswith("block=")])
        dropped = {int(w[6:]) for w in without if w.startswith("block=")}
        disclosure, sheet = invent(draw, seed, max_pages, attempt)
        count = len(disclosure.blocks)
        gone = [b for i, b in enumerate(disclosure.blocks) if i in dropped]
        disclosure.blocks = [b for i, b in enumerate(disclosure.blocks) if i not in dropped]
        as_text = draw.choice("file", {"pdf": 9, "text": 1}) == "text"
        if as_text:
            bodies = print_text(disclosure, draw.fork("text"))
            pages = 1
        else:
            printer = print_pdf(disclosure, sheet, draw.fork("print"), Path(out) / f"{disclosure.name}.pdf", max_pages)
            if printer is None:
                continue
            pages = len(printer.pages)
        if as_text:
            (Path(out) / f"{disclosure.name}.txt").write_text(bodies, encoding="utf-8", newline="\n")
        truth = truth_of(disclosure, draw, seed, None if as_text else printer, pages, count, gone)
        path = Path(out) / f"{disclosure.name}.truth.json"
        path.write_text(json.dumps(truth, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
        return
    raise SystemExit(f"seed {seed}: no document of at most {max_pages} pages")


def invent(draw, seed, max_pages=None, attempt=0):
    """The disclosure of a seed, with its sheet."""
    size = "small" if max_pages else draw.choice("document.size", {"middle": 6, "large": 1.2, "small": 1.2})
    kind = draw.choice("document.kind", {"budget": 2, "final_accounts": 1})
    year = draw.random.choice(YEARS)
    history = History(draw.fork("money"), size)
    money = history.accounts(year) if kind == "final_accounts" else history.budget(year)
    facts = facts_of(money, draw)
    blocks_of_tables = tables(draw.fork("tables"), money, facts, few=max(1, 3 - attempt) if max_pages else None)
    sheet = draw_sheet(draw.fork("sheet"))
    forms, words = [], []
    if max_pages:
        share = draw.random.random()
    else:
        share = 0
    from forms import forms as make_forms
    from narrative import narrative
    if not max_pages:
        forms = make_forms(draw.fork("forms"), money, facts)
        words = narrative(draw.fork("narrative"), money, facts)
    elif attempt < 4 and share < 0.3:
        made = make_forms(draw.fork("forms"), money, facts)
        forms, blocks_of_tables = made[:1], blocks_of_tables[:1]
    elif attempt < 4 and share < 0.6:
        made = [b for b in narrative(draw.fork("narrative"), money, facts) if type(b) is not Slot]
        words = [b for b in made if isinstance(b, Heading) and b.level == 0][:2]
        rest = [b for b in made if isinstance(b, Paragraph) and b.statements]
        words += [Slot("tables")] + rest[: 8 - attempt]
        blocks_of_tables = blocks_of_tables[:1]
    if max_pages and not words:
        words = [Heading(facts["title"], 0)]
    blocks = placed(words, blocks_of_tables, forms)
    name = f"{seed:06}_{facts['title']}"
    return Disclosure(name, blocks, facts, draw.features), sheet


def placed(words, tables_, forms):
    """Blocks in order: tables and forms where the words have a place for them, else last."""
    found, left = [], {"tables": list(tables_), "forms": list(forms)}
    for block in words:
        if isinstance(block, Slot):
            found += left.pop(block.what, [])
        else:
            found.append(block)
    for rest in left.values():
        found += rest
    return found


def facts_of(money, draw):
    """Facts of the whole."""
    department = money.scope == "department"
    word = {"budget": "预算", "final_accounts": "决算"}[money.kind]
    whose = "部门" if department else "单位"
    forms = (f"{money.body.name}{money.year}年{whose}{word}公开", f"{money.year}年{money.body.name}{whose}{word}", f"{money.body.name}{money.year}年度{whose}{word}")
    title = draw.random.choice(forms)
    return {"title": title, "kind": money.kind, "scope": money.scope, "fiscal_year": money.year, "department": {"name": money.body.name, "code": money.body.code},
            "place": {"province": money.place.province, "prefecture": money.place.prefecture, "county": money.place.county or None}, "marks": {},
            "narrative_unit": "万元", "project_names": [p.name for p in money.projects], "errors": [], "oddities": [], "contacts": []}

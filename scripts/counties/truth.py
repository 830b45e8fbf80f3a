"""The truth file of a disclosure: what stands in TRUTH.md, with pages filled in."""

from blocks import FormBlock, Paragraph, TableBlock
from narrative import settle as settle_sentences

FACTS = ("title", "kind", "scope", "fiscal_year", "department", "place", "marks")


def truth_of(disclosure, seed, printer, pages, count, gone=()):
    """The truth of one file. `printer` is None for text, where all stands on page 1. `gone` are blocks that were left out."""
    facts = disclosure.facts
    places = printer.places if printer else {}
    rows = printer.rows if printer else {}
    page_of = lambda block, row=None: (rows.get(id(block), {}).get(row) or places.get(id(block), [1])[0]) if printer else 1
    found = {"seed": seed, "name": disclosure.name, "features": sorted(disclosure.features), "page_count": pages, "blocks": count,
             "facts": {k: facts.get(k) for k in FACTS}, "tables": [], "forms": [], "statements": [], "glossary": [], "contacts": [], "errors": [], "oddities": []}
    numbers = {}
    words = "".join(b.text for b in disclosure.blocks if isinstance(b, Paragraph))
    for block in disclosure.blocks:
        if isinstance(block, TableBlock):
            said = block.truth.pop("unit_said", None)
            if said and said not in words:
                block.truth["marks"]["unit"] = "open"
            numbers[id(block)] = len(found["tables"])
            found["tables"].append(table(block, page_of, places.get(id(block), [1, 1])))
            if printer is None:
                flatten(block.grid, found["tables"][-1])
        elif isinstance(block, FormBlock):
            found["forms"] += forms(block, page_of)
        elif isinstance(block, Paragraph):
            for statement in block.statements:
                statement["page"] = statement.get("page") or 1
                found["statements"].append(statement)
            found["contacts"] += block.contacts
            found["glossary"] += block.terms
    lost = {id(b) for b in gone}
    planted = list(disclosure.contacts) + list(facts.get("contacts", ()))
    found["contacts"] += [plain(c, page_of) for c in planted if not (isinstance(c, dict) and id(c.get("block")) in lost)]
    for key in ("errors", "oddities"):
        for entry in facts.get(key, []) + (disclosure.errors if key == "errors" else []):
            if id(entry.get("block")) in lost:
                continue
            made = plain(entry, page_of, numbers, found)
            settle(made, found)
            found[key].append(made)
    settle_sentences(found["errors"], found["tables"], found["forms"])
    return found


def settle(error, found):
    """`provable_if` asks for a figure that some other table prints."""
    wish = error.get("provable_if")
    if wish and "table" in wish:
        del error["provable_if"]
        error["provable"] = any(t["id"] == wish.get("table") and any(r.get("project") == wish.get("project") or r.get("name") == wish.get("project") for r in t["rows"])
                                for t in found["tables"])


def plain(entry, page_of, numbers=None, found=None):
    """An entry without its block, with its page and the numbers of table or statement."""
    if not isinstance(entry, dict):
        return entry
    made = {k: v for k, v in entry.items() if k not in ("block", "row", "statement_object")}
    block = entry.get("block")
    if block is not None:
        made["page"] = (entry.get("statement_object") or {}).get("page") or page_of(block, entry.get("row"))
        if numbers and id(block) in numbers and "place" in made:
            made["place"] = dict(made["place"], table=numbers[id(block)])
    return made


def table(block, page_of, span):
    """The truth of a table with pages."""
    truth = {k: v for k, v in block.truth.items() if k not in ("full_title", "contents_title")}
    truth["pages"] = list(range(span[0], span[1] + 1))
    for row in truth["rows"]:
        row["page"] = page_of(block, block.grid.head + row["line"])
        for side in row.get("sides", ()):
            side["page"] = row["page"]
    return truth


def flatten(grid, truth):
    """In text nothing stands in a cell that a merged one covers, and no indent tells how deep a second 其中 lies."""
    for row in truth["rows"]:
        cells = grid.rows[grid.head + row["line"]]
        row["cells"] = [None if cells[c] is None else text for c, text in enumerate(row["cells"])]
    parts = {}
    for row in truth["rows"]:
        for mine in row.get("sides") or [row]:
            run = parts.setdefault(mine.get("side", 0), [])
            run.append(mine) if mine["of_which"] else run.clear()
            if max((m["level"] or 0 for m in run), default=0) > 2:
                for deep in run[1:]:
                    deep["marks"]["level"] = "open"


def forms(block, page_of):
    """The truths of the forms of a sheet, with pages."""
    found = []
    for form in block.truth:
        made = dict(form)
        first, end = made.pop("rows", (0, 1))
        pages = sorted({page_of(block, r) for r in range(first, max(end, first + 1))})
        made["page"], made["pages"] = pages[0], pages
        for key in ("funds", "goals", "indicators", "fields", "tasks"):
            made[key] = [dict({k: v for k, v in item.items() if k != "row"}, page=page_of(block, item.get("row", first))) for item in made.get(key, ())]
        found.append(made)
    return found

"""Disclosures: one file, or several that belong together; each file a list of blocks with its facts.

`disclosures(draw, name, size, tables, forms)` gives `[Disclosure]`; `tables(draw, money, facts)` and `forms(draw, money, facts)` give blocks.
Kinds: one body and year (most); several bodies of a county in one file; narrative and tables in two files; accounts and the next budget in one file;
budgets and accounts of one body over three years, renamed on the way; a document published again with other figures.
"""

from dataclasses import replace

import contacts
from blocks import Contents, Disclosure, Heading, Paragraph, Slot
from ledger import History
from money import Body
from narrative import narrative
from titles import facts_of, narrative_unit, untitled

KINDS = {"single": 78, "several_units": 5, "two_files": 5, "two_years": 5, "series": 4.2, "republished": 4.2}


def fill(blocks, found):
    """Puts tables and forms into their slots; what has no slot comes last."""
    out, left = [], dict(found)
    for block in blocks:
        if isinstance(block, Slot):
            out += left.pop(block.what, [])
        else:
            out.append(block)
    for what in ("tables", "forms"):
        out += left.get(what, [])
    return out


class Maker:
    """Makes the blocks of one money."""

    def __init__(self, draw, tables, forms):
        self.draw, self.tables, self.forms = draw, tables, forms

    def whole(self, money, facts):
        """Narrative, tables and forms, in the order of the narrative."""
        facts["money"] = money
        tables = self.tables(self.draw.fork("tables"), money, facts)
        contacts.foot(self.draw, facts, tables)
        forms = self.forms(self.draw.fork("forms"), money, facts)
        words = narrative(self.draw.fork("narrative"), money, facts)
        return fill(words, {"tables": tables, "forms": forms})

    def words(self, money, facts):
        """The narrative alone: its headings over tables and forms go."""
        facts["money"] = money
        blocks = narrative(self.draw.fork("narrative"), money, facts)
        out = []
        for at, block in enumerate(blocks):
            if isinstance(block, Slot):
                if out and isinstance(out[-1], Heading) and out[-1].text.rstrip().endswith("表"):
                    out.pop()
                continue
            out.append(block)
        return out

    def sheets(self, money, facts):
        """Tables and forms alone, as annexes are."""
        facts["money"] = money
        tables = self.tables(self.draw.fork("tables"), money, facts)
        contacts.foot(self.draw, facts, tables)
        return tables + self.forms(self.draw.fork("forms"), money, facts)


def disclosures(draw, name, size, tables, forms, history=None):
    """All files of one seed."""
    kind = draw.choice("disclosure.kind", KINDS if size != "small" else {k: w for k, w in KINDS.items() if k not in ("series", "several_units")})
    make = Maker(draw, tables, forms)
    history = history or History(draw.fork("money"), size if kind in ("single", "two_files") else "small")
    found = {"single": single, "several_units": several_units, "two_files": two_files, "two_years": two_years, "series": series, "republished": republished}[kind](draw, name, make, history)
    for one in found:
        one.features = set(draw.features)
        one.errors, one.contacts = one.facts.pop("errors"), one.facts.pop("contacts")
        one.facts["late_author"], one.facts["late_history"] = one.facts.pop("author", None), history
    return found


def money_of(draw, history, year=None):
    """A budget or final accounts, drawn, of a drawn year."""
    year = year or draw.random.choice((2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026))
    final = draw.choice("disclosure.phase", {"budget": 6, "final_accounts": 4}) == "final_accounts"
    return history.accounts(min(year, 2025)) if final else history.budget(year)


def single(draw, name, make, history):
    money = money_of(draw, history)
    facts = facts_of(draw, money)
    return [Disclosure(name, make.whole(money, facts), facts)]


def two_files(draw, name, make, history):
    """The narrative, and its tables as an annex without a title page."""
    money = money_of(draw, history)
    words, sheets = facts_of(draw, money), facts_of(draw, money)
    sheets["narrative_unit"] = words["narrative_unit"]
    sheets["title"] = None
    annexes = make.sheets(money, sheets)
    untitled(sheets, annexes)
    words["tables_apart"] = True
    return [Disclosure(name + "a", make.words(money, words), words), Disclosure(name + "b", annexes, sheets)]


def two_years(draw, name, make, history):
    """Final accounts of a year and the budget of the next, one behind the other; each sentence has its own year and phase."""
    year = draw.random.choice((2019, 2021, 2023, 2024))
    accounts, budget = history.accounts(year), history.budget(year + 1)
    first, second = facts_of(draw, accounts), facts_of(draw, budget)
    if draw.chance("disclosure.budget_first", 0.75):
        accounts, budget, first, second = budget, accounts, second, first
    first["part"], second["part"] = 0, 1
    blocks = make.whole(accounts, first) + make.whole(budget, second)
    for key in ("errors", "oddities", "contacts"):
        first[key] += second[key]
    first["marks"] = {**first["marks"], "kind": "open", "fiscal_year": "open", "title": "open"}
    return [Disclosure(name, blocks, first)]


def several_units(draw, name, make, history):
    """A county's file: the budgets of several bodies, each with its heading, narrative and tables."""
    year = draw.random.choice((2021, 2023, 2025))
    count = draw.random.randrange(2, 4)
    whole = {"errors": [], "oddities": [], "contacts": []}
    blocks, names = [], set()
    first = None
    for at in range(count):
        own = history if at == 0 else neighbour(draw, history, at)
        money = own.budget(year)
        if money.body.name in names:
            continue
        names.add(money.body.name)
        facts = facts_of(draw, money)
        facts["record"] = {"department": money.body.name}
        facts["several"], facts["part"] = True, at + 1
        first = first or facts
        blocks += make.whole(money, facts)
        for key, found in whole.items():
            found += facts[key]
    place = history.place.name
    title = f"{place}{year}年部门预算汇编"
    facts = {**first, **whole, "title": title, "title_parts": [title], "department": {"name": None if len(names) > 1 else first["department"]["name"]}, "scope": "department",
             "marks": {"scope": "open"}}
    facts.pop("record", None)
    return [Disclosure(name, [Heading(title, 0), Contents("dots"), *blocks], facts)]


def neighbour(draw, history, at):
    """Another body of the same place."""
    other = History(draw.fork(f"neighbour{at}"), "small")
    old, new = other.place.name, history.place.name
    moved = lambda text: text.replace(old, new)
    other.place = history.place
    other.body = Body(moved(other.body.name), other.body.code, moved(other.body.short))
    other.units = [replace(unit, name=moved(unit.name)) for unit in other.units]
    return other


def renamed(draw, money, body):
    """The money under a new name of its body."""
    units = [replace(money.units[0], name=money.units[0].name.replace(money.body.name, body.name)), *money.units[1:]]
    return replace(money, body=body, units=units)


def series(draw, name, make, history):
    """Budgets and accounts of one body over three years; it is renamed in the last."""
    year = draw.random.choice((2018, 2019, 2021, 2022))
    old = history.budget(year).body
    stem = old.name.removesuffix("局").removesuffix("办公室")
    new = Body(stem + ("和科学技术局" if old.name.endswith("局") else "综合办公室"), old.code, old.short)
    found = []
    for at, (kind, when) in enumerate((("budget", year), ("accounts", year), ("budget", year + 1), ("accounts", year + 1), ("budget", year + 2))):
        money = getattr(history, kind)(when)
        facts = None
        if when == year + 2:
            money = renamed(draw, money, new)
            facts = facts_of(draw, money)
            facts["renamed_from"] = old.name
        facts = facts or facts_of(draw, money)
        found.append(Disclosure(f"{name}{'abcde'[at]}", make.whole(money, facts), facts))
    return found


def republished(draw, name, make, history):
    """A document and its correction: a few amounts are others, and so all that follows from them."""
    money = money_of(draw, history)
    facts = facts_of(draw, money)
    first = Disclosure(name + "a", make.whole(money, facts), facts)
    lines = list(money.lines)
    for _ in range(draw.random.randrange(1, 4)):
        at = draw.random.randrange(len(lines))
        lines[at] = replace(lines[at], fen=max(money.grain, round(lines[at].fen * draw.random.uniform(0.7, 1.3) / money.grain) * money.grain))
    again = replace(money, lines=lines)
    if money.adjusted:
        again.adjusted = replace(money.adjusted, lines=lines + money.left)
    facts = facts_of(draw, again)
    if draw.chance("disclosure.says_corrected", 0.85):
        word = draw.random.choice(("（更正）", "（修订版）", "（重新公开）"))
        facts["title"] += word
        facts["title_parts"] = [*facts["title_parts"][:-1], facts["title_parts"][-1] + word]
    return [first, Disclosure(name + "b", make.whole(again, facts), facts)]

"""Errors planted in tables, each told in `facts["errors"]`, and lawful oddities that look like errors.

`provable`: some other printed figure of the file contradicts the altered one by more than rounding explains; settled here, from the money behind the
cells, when the error is planted. Kinds are rule ids of docs/rules.md; several figures of one table are never altered at once, so each stands alone.
"""

from decimal import Decimal

from money import SCALE

KINDS = {"digit": 5, "decimal_point": 1.5, "transposed": 2, "columns_swapped": 1, "elsewhere": 1.5, "unit": 1, "code": 1, "code_length": 1, "body_name": 0.8, "title_in_contents": 0.8, "pair": 0.8}


def plant(draw, blocks, facts, money):
    """Plants one to three errors, in some documents; notes the faults that tables have by themselves."""
    noted(blocks, facts)
    if not facts.get("plant", True) or not draw.chance("error.tables", 0.4):
        return
    used = set()
    for _ in range(draw.random.choice((1, 1, 1, 2, 3))):
        kind = draw.choice("error.table", KINDS)
        made = {"digit": figure, "decimal_point": figure, "transposed": figure, "columns_swapped": swapped, "elsewhere": elsewhere, "unit": unit, "code": code, "code_length": code,
                "body_name": body_name, "title_in_contents": title_in_contents, "pair": pair}[kind](draw, blocks, kind, used, money)
        if made:
            facts["errors"].append(made)


def noted(blocks, facts):
    """Empty tables that say nothing (DOC-05), withheld items (lawful)."""
    for block in blocks:
        truth = block.truth
        words = "".join(cell.text for row in block.grid.rows[block.grid.head:] for cell in row if cell is not None)
        if truth["empty"] and not any("无" in b or "没有" in b or "空" in b for b in block.below) and not words:
            facts["errors"].append({"kind": "DOC-05", "what": "an empty table says nothing", "printed": None, "right": None, "provable": False, "place": {"table": None}, "block": block})
        if truth.get("withheld"):
            facts["oddities"].append({"what": "items are withheld, a class is more than what is printed below it", "block": block})


def candidates(blocks, used):
    """(block, truth row, column, cell) of amounts that are printed from fen and stand in untouched tables."""
    found = []
    for block in blocks:
        if id(block) in used:
            continue
        for row in block.truth["rows"]:
            cells = block.grid.rows[block.grid.head + row["line"]]
            for c, cell in enumerate(cells):
                if cell is not None and cell.kind == "amount" and getattr(cell, "fen", None) and cell.text:
                    found.append((block, row, c, cell))
    return found


def side_of(row, block, c):
    """The truth of the side of a row that a column belongs to."""
    number = block.truth["columns"][c]["side"]
    return next((s for s in row.get("sides", ()) if s["side"] == number), row)


def fen_at(block, row, c):
    cell = block.grid.rows[block.grid.head + row["line"]][c]
    return getattr(cell, "fen", None) or 0 if cell is not None else 0


def identities(block, row, c):
    """(rule, number of figures) of the sums of the table that this figure stands in and that hold in fen."""
    truth, columns, fen = block.truth, block.truth["columns"], fen_at(block, row, c)
    found = []
    parts = [i for i, x in enumerate(columns) if x["part_of"] == c and x["measure"] == "money" and x["side"] == columns[c]["side"]]
    public = {"three_public_total": "XT-09", "vehicles_total": "XT-10"}
    if parts and sum(fen_at(block, row, i) for i in parts) == fen:
        found.append((public.get(columns[c]["meaning"]) or ("BAL-08" if truth["id"] == "B04" else None) or"ROW-03" if truth["id"] in ("B02", "F02", "B10") else "ROW-01", len(parts)))
    whole = columns[c]["part_of"]
    if whole is not None and columns[whole]["side"] == columns[c]["side"]:
        beside = [i for i, x in enumerate(columns) if x["part_of"] == whole]
        if sum(fen_at(block, row, i) for i in beside) == fen_at(block, row, whole):
            found.append((public.get(columns[whole]["meaning"]) or "ROW-01", len(beside)))
    mine = side_of(row, block, c)
    rows = [(r, side_of(r, block, c)) for r in truth["rows"]]
    counting = [r for r, s in rows if s["counts"] and s.get("side", 0) == mine.get("side", 0)]
    total = next((r for r, s in rows if s["kind"] == "total" and s.get("side", 0) == mine.get("side", 0)), None)
    economic = truth["id"] in ("B06", "B17", "B18", "B19", "F06")
    if total is not None and truth["sums"] != "none" and not truth.get("withheld") and sum(fen_at(block, r, c) for r in counting) == fen_at(block, total, c):
        if mine["kind"] == "total" or mine["counts"]:
            balance = {"B01": "BAL-03" if mine.get("side") else "BAL-02", "F01": "BAL-10", "B04": "BAL-07", "F04": "BAL-11", "B10": "XT-08", "F11": "XT-08"}
            found.append(("HIE-04" if economic else balance.get(truth["id"], "HIE-02"), len(counting)))
    sub = next((r for r, s in rows if s["kind"] == "subtotal" and s.get("side", 0) == mine.get("side", 0)), None)
    if sub is not None and truth["id"] in ("B01", "B04", "F01", "F04") and (row is sub or mine["counts"] and row["line"] < sub["line"]):
        before = [r for r, s in rows if s["counts"] and s.get("side", 0) == mine.get("side", 0) and r["line"] < sub["line"]]
        if before and sum(fen_at(block, r, c) for r in before) == fen_at(block, sub, c):
            found.insert(0, ("BAL-05" if mine.get("side") else "BAL-04", len(before)))
    prefix = mine.get("implied_code")
    if prefix and mine["kind"] == "item" and not row.get("body") and not truth.get("withheld"):
        for length in (3, 5):
            if len(prefix) >= length:
                below = [r for r, s in rows if s["counts"] and (s.get("implied_code") or "").startswith(prefix[:length]) and len(s["implied_code"]) > length]
                above = next((r for r, s in rows if s.get("implied_code") == prefix[:length] and not s["counts"]), None)
                if above is not None and below and (above is row or row in below):
                    found.append(("HIE-03" if economic else "HIE-01", len(below)))
    return found


def altered(draw, value, kind, step):
    """Another value, as slips make it."""
    text = str(abs(value))
    pick = draw.random
    if kind == "decimal_point":
        return value * 10 if pick.random() < 0.5 else (value / 10).quantize(Decimal(step), "ROUND_HALF_UP")
    if kind == "transposed":
        pairs = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1] and not (i == 0 and text[1] == "0")]
        if pairs:
            i = pick.choice(pairs)
            return Decimal(text[:i] + text[i + 1] + text[i] + text[i + 2:])
    places = [i for i, x in enumerate(text) if x.isdigit()]
    i = pick.choice(places)
    digit = pick.choice([d for d in "123456789" if d != text[i]])
    return Decimal(text[:i] + digit + text[i + 1:])


def change(block, row, c, cell, value, figures):
    """Prints another value in a cell."""
    cell.text = figures.number(value)
    row["cells"][c] = cell.text


def figure(draw, blocks, kind, used, money):
    """One figure is another."""
    found = candidates(blocks, used)
    pick = draw.random
    for _ in range(30):
        if not found:
            return None
        block, row, c, cell = pick.choice(found)
        figures = block.grid.figures
        if block.truth["columns"][c]["unit"] or block.truth["columns"][c]["measure"] != "money":
            continue
        value, step = figures.value(cell.fen), Decimal(1).scaleb(-figures.decimals)
        other = altered(draw, value, kind, step)
        if other == value or other == 0:
            continue
        ties = identities(block, row, c)
        proof = [rule for rule, n in ties if abs(other - value) > step * (n + 1)]
        if ties and not proof and pick.random() < 0.8:
            continue
        old = cell.text
        change(block, row, c, cell, other, figures)
        used.add(id(block))
        mine = side_of(row, block, c)
        if mine["kind"] == "total" or mine["counts"]:
            block.truth["sums"] = "broken" if block.truth["sums"] == "hold" else block.truth["sums"]
        return {"kind": (proof or [r for r, _ in ties] or ["figure"])[0], "also": sorted({r for r, _ in ties}), "what": f"{kind} in {block.truth['title']}", "printed": cell.text,
                "right": old, "provable": bool(proof), "place": {"row": row["line"], "column": c, "table": None}, "block": block, "row": block.grid.head + row["line"]}
    return None


def swapped(draw, blocks, kind, used, money):
    """Two figures of a row stand in one another's column."""
    found = [(b, r, c, cell) for b, r, c, cell in candidates(blocks, used) if b.truth["columns"][c]["part_of"] is not None and b.truth["columns"][c]["measure"] == "money"]
    draw.random.shuffle(found)
    for block, row, c, cell in found:
        others = [i for i, x in enumerate(block.truth["columns"]) if x["part_of"] == block.truth["columns"][c]["part_of"] and i != c and fen_at(block, row, i)]
        others = [i for i in others if block.truth["columns"][i]["side"] == block.truth["columns"][c]["side"]]
        if not others:
            continue
        other = block.grid.rows[block.grid.head + row["line"]][others[0]]
        figures, mine = block.grid.figures, side_of(row, block, c)
        if other.text == cell.text:
            continue
        ties = [(r, n) for r, n in identities(block, row, c) if not r.startswith("ROW")]
        step = Decimal(1).scaleb(-figures.decimals)
        proof = [r for r, n in ties if abs(figures.value(cell.fen) - figures.value(other.fen)) > step * (n + 1)]
        right = cell.text
        cell.text, other.text = other.text, cell.text
        row["cells"][c], row["cells"][others[0]] = cell.text, other.text
        used.add(id(block))
        if mine["kind"] == "total" or mine["counts"]:
            block.truth["sums"] = "broken" if block.truth["sums"] == "hold" else block.truth["sums"]
        return {"kind": (proof or ["HIE-02"])[0], "what": f"two columns swapped in {block.truth['title']}", "printed": cell.text, "right": right, "provable": bool(proof),
                "also": ["HIE-01", "HIE-02", "HIE-03", "HIE-04"], "place": {"row": row["line"], "column": c, "table": None}, "block": block, "row": block.grid.head + row["line"]}
    return None


# table: rule, the table that it disagrees with, the meaning of the column there
PAIRS = {"B03": ("XT-02", "B01", "budget_figure"), "B05": ("XT-05", "B04", "general_public_budget"), "B06": ("XT-06", "B05", "basic"), "B10": ("XT-07", "B03", "project"),
         "F06": ("XT-06", "F05", "basic")}


def elsewhere(draw, blocks, kind, used, money):
    """A table adds up in itself and disagrees with another: all that depends on one figure is altered with it."""
    by_id = {b.truth["id"]: b for b in blocks}
    order = sorted(PAIRS.items())
    draw.random.shuffle(order)
    for table, (rule, other, meaning) in order:
        block = by_id.get(table)
        if block is None or id(block) in used or other not in by_id or len(block.truth["rows"]) < 2 or any(r.get("sides") or r.get("body") for r in block.truth["rows"]):
            continue
        columns = block.truth["columns"]
        leaves = [r for r in block.truth["rows"] if r["counts"]]
        row = draw.random.choice(leaves)
        figures = block.grid.figures
        delta = draw.random.randrange(3, 90) * SCALE[figures.unit] // 10
        delta = delta if delta >= 10 * SCALE[figures.unit] // 10 ** figures.decimals else 10 * SCALE[figures.unit]
        total = next((i for i, x in enumerate(columns) if x["role"] == "amount" and x["part_of"] is None), None)
        part = next((i for i, x in enumerate(columns) if x["part_of"] == total and fen_at(block, row, i)), None)
        wholes = [r for r in block.truth["rows"] if r["kind"] == "total" or not r["counts"] and r["kind"] == "item" and row.get("implied_code") and row["implied_code"].startswith(r.get("implied_code") or "x")]
        columns_used = {total, part} - {None}
        above = columns[part]["part_of"] if part is not None else None
        if any(x["part_of"] == part and part is not None and x["measure"] == "money" for x in columns) or (above is not None and above != total) or any(x["measure"] != "money" for x in columns):
            continue  # a part that has parts would have to be altered with it
        if total is None or not any(r["kind"] == "total" for r in wholes) or not fen_at(block, row, total):
            continue
        group = [r for r in block.truth["rows"] if not r["counts"] and r["kind"] == "item" and r not in wholes]
        if group and table == "B10":
            continue
        right = next(r for r in wholes if r["kind"] == "total")["cells"][total]
        for r in [row] + wholes:
            for c in sorted(columns_used):
                cell = block.grid.rows[block.grid.head + r["line"]][c]
                if getattr(cell, "fen", None) is not None:
                    cell.fen += delta
                    cell.text = figures.text(cell.fen)
                    r["cells"][c] = cell.text
        used.add(id(block))
        twin = by_id[other]
        proof = not twin.truth["empty"] and any(x["meaning"] in (meaning, "amount") or (x["record"].get("expenditure_kind") == meaning and x["meaning"] == "total") for x in twin.truth["columns"] if x["role"] == "amount") \
            and twin.truth["unit"] == block.truth["unit"] and (table not in ("B10",) or not any(x.carried for x in money.lines)) and (
                table not in ("B06", "F06") or any(r["kind"] == "total" for r in twin.truth["rows"]))
        printed = next(r for r in wholes if r["kind"] == "total")
        return {"kind": rule, "what": f"{block.truth['title']} adds up in itself and differs from {twin.truth['title']}", "printed": printed["cells"][total], "right": right, "provable": proof,
                "place": {"row": printed["line"], "column": total, "table": None}, "block": block, "row": block.grid.head + printed["line"]}
    return None


def unit(draw, blocks, kind, used, money):
    """A caption prints another unit."""
    found = [b for b in blocks if any("单位：万元" in t or "单位：元" in t for t, _ in b.above) and b.truth["id"] in ("B03", "B05", "B06", "B02", "F03", "F05", "B04")]
    if not found:
        return None
    block = draw.random.choice(found)
    was, now = ("万元", "元") if any("万元" in t for t, _ in block.above) else ("元", "万元")
    block.above = [(t.replace("位：" + was, "位：" + now), a) for t, a in block.above]
    block.truth["marks"]["unit"] = "open"
    block.truth["record"].pop("unit", None)
    used.add(id(block))
    return {"kind": "DOC-03", "what": "the caption prints another unit", "printed": now, "right": was, "provable": len(blocks) > 2, "place": {"table": None}, "block": block}


def code(draw, blocks, kind, used, money):
    """A code with another digit, so that its name is another's; or with a digit too few or too many, so that it is none."""
    found = []
    for block in blocks:
        at = next((i for i, c in enumerate(block.truth["columns"]) if c["role"] == "code" and c["meaning"] == "code" and len(c["path"]) == 1), None)
        if at is not None and id(block) not in used:
            found += [(block, r, at) for r in block.truth["rows"] if r["counts"] and r["cells"][at] and r["cells"][at] == r["code"] and len(r["code"]) == 7]
    if not found:
        return None
    block, row, at = draw.random.choice(found)
    cell = block.grid.rows[block.grid.head + row["line"]][at]
    was = cell.text
    whole = kind == "code"
    now = was[:-1] + draw.random.choice([d for d in "0123456789" if d != was[-1]]) if whole else draw.random.choice((was[:-1], was + was[-1]))
    cell.text = row["cells"][at] = row["code"] = now
    if "function_code" in row["record"]:
        row["record"]["function_code"] = now
    if not whole:
        row["marks"].update(level="open", function_code="open", economic_code="open", code="open")
    used.add(id(block))
    return {"kind": "HIE-06" if whole else "HIE-05", "what": "a code and its name do not belong together" if whole else "a code has not as many digits as codes have", "printed": now,
            "right": was, "provable": False, "also": ["HIE-05", "HIE-01"] if whole else ["HIE-06", "HIE-01", "HIE-02"],
            "place": {"row": row["line"], "column": at, "table": None}, "block": block, "row": block.grid.head + row["line"]}


def pair(draw, blocks, kind, used, money):
    """A government class beside a department class that it does not belong to."""
    found = []
    for block in blocks:
        at = next((i for i, c in enumerate(block.truth["columns"]) if c["role"] == "code" and "政府" in "".join(c["path"]) and len(c["path"]) > 1 and c["path"][-1] == "编码"), None)
        if at is not None and id(block) not in used:
            found += [(block, r, at) for r in block.truth["rows"] if r["counts"] and r["cells"][at]]
    if not found:
        return None
    block, row, at = draw.random.choice(found)
    cell = block.grid.rows[block.grid.head + row["line"]][at]
    was = cell.text
    now = draw.random.choice([c for c in ("50101", "50201", "50306", "50502", "50901") if c != was])
    cell.text = row["cells"][at] = row["record"]["gov_economic_code"] = now
    used.add(id(block))
    return {"kind": "XT-17", "what": "a government class that does not belong to the department class", "printed": now, "right": was, "provable": False, "also": ["HIE-06"],
            "place": {"row": row["line"], "column": at, "table": None}, "block": block, "row": block.grid.head + row["line"]}


def body_name(draw, blocks, kind, used, money):
    """One caption names the body otherwise."""
    name = money.body.name
    found = [b for b in blocks if any(name in t and a == "spread" for t, a in b.above)]
    if not found or len(name) < 5:
        return None
    block = draw.random.choice(found)
    i = draw.random.randrange(1, len(name) - 2)
    now = name[:i] + name[i + 1:] if draw.random.random() < 0.5 else name[:i] + name[i + 1] + name[i] + name[i + 2:]
    if now == name:
        return None
    block.above = [(t.replace(name, now) if a == "spread" else t, a) for t, a in block.above]
    return {"kind": "DOC-04", "what": "a caption names the body otherwise", "printed": now, "right": name, "provable": False, "place": {"table": None}, "block": block}


def title_in_contents(draw, blocks, kind, used, money):
    """The contents call a table by another title."""
    block = draw.random.choice(blocks)
    was = block.truth["full_title"]
    now = was.replace("支出", "收支", 1) if "支出" in was else was.replace("总表", "情况表")
    if now == was:
        return None
    block.truth["contents_title"] = now
    return {"kind": "DOC-02", "what": "the contents list a table under another title", "printed": now, "right": was, "provable": False, "place": {"table": None}, "block": block}

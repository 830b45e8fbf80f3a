"""Prints a view: header, cells, title, caption, and the truth beside them, as a `TableBlock`."""

from blocks import Cell, Grid, TableBlock
from tables import head as heads
from tables.codes import layout, printed_code
from tables.model import Column
from tables.records import column_record, row_record, table_record


def block(draw, view, house, money, title, number, figures):
    """The table as it is printed."""
    plans = [layout(house, view, side) for side in view.sides]
    columns, side_of = [], []
    for index, (side, (printed, _)) in enumerate(zip(view.sides, plans)):
        if house.unit_rows == "column" and any(r.body for r in side.rows) and view.kind == "functional":
            unit = Column((house.pick.choice(("预算单位", "单位名称", "部门（单位）")),), "body", "unit_column", text="body", width=1.5)
            printed = [unit] + printed
            for i, row in enumerate(side.rows):
                row.texts["body"] = row.body or ""
                row.group = row.body
            view.merged = view.merged or ((unit,) if house.unit_first == "filled_once" else ())
            if house.unit_first == "with_code":
                printed = [Column(("单位编码",), "code", "unit_code", text="body_code")] + printed
                for row in side.rows:
                    row.texts["body_code"] = row.body_code or ""
        if house.ordinal and len(view.sides) == 1 and view.id in ("B10", "B12", "B02", "B11", "F11"):
            printed = [Column(("序号",), "ordinal", "row_number", text="ordinal")] + printed
            for n, row in enumerate(side.rows, 1):
                row.texts["ordinal"] = str(n)
        if len(view.sides) == 1:
            printed = arranged(printed, view, house)
        columns += printed
        side_of += [index] * len(printed)
    if house.remark and len(view.sides) == 1 and view.id[1:] not in ("07", "09") and not view.empty:
        columns.append(Column(("备注",), "text", "remark", text="remark"))
        side_of.append(0)
        for row in view.sides[0].rows:
            row.texts["remark"] = house.pick.choice(("", "", "", "", "含上年结转", "据实结算", "详见附件")) if row.kind == "item" else ""
    unit = figures.unit
    place = house.unit_place
    paths = [list(((side.head,) if side.head else ()) + c.path) for c, side in ((c, view.sides[i]) for c, i in zip(columns, side_of))]
    if house.header_top and len(view.sides) == 1 and not any(len(p) > 2 or p[0].startswith(("本年", "20")) for p in paths):
        top = house.pick.choice((f"{money.year}年预算" if money.kind == "budget" else f"{money.year}年决算", "本年支出" if view.direction == "expenditure" else "本年收入"))
        paths = [[top] + p if c.role == "amount" and not c.measure and c.unit is None else p for c, p in zip(columns, paths)]
    if house.head_item and len(view.sides) == 1 and view.kind in ("functional", "economic"):
        wrapped = [c.role in ("code", "name") and c.meaning not in ("unit_code",) for c in columns]
        if wrapped.count(True) > 1:
            paths = [["项目"] + p if w else p for p, w in zip(paths, wrapped)]
    blank = house.corner == "blank" and view.kind != "pairs"
    if blank:
        paths = [[] if c.role in ("code", "name") and len(p) == 1 and c.code_part is None else p for c, p in zip(columns, paths)]
    if place == "header":
        for c, path in zip(columns, paths):
            if c.role == "amount" and not c.unit and c.unit != "" and path:
                path[-1] += f"（{unit}）"
    above, in_grid = surroundings(draw, house, money, title, number, unit, place)
    head = heads.rows([p or [""] for p in paths], columns, house)
    grid_rows = [[Cell(text, cols=len(columns), align=align, kind="header", bold=bold)] + [None] * (len(columns) - 1) for text, align, bold in in_grid]
    grid_rows += head
    truth_rows = []
    count = max(len(side.rows) for side in view.sides)
    for line in range(count):
        cells = []
        for index, (side, (_, how)) in enumerate(zip(view.sides, plans)):
            mine = [c for c, s in zip(columns, side_of) if s == index]
            row = side.rows[line] if line < len(side.rows) else None
            cells += print_row(row, mine, how, figures, house, view, truth_rows, line, index, columns, side_of)
        grid_rows.append(cells)
    truth_rows = by_line(truth_rows, len(view.sides))
    body = grid_rows[-count:] if count else []
    merge(view, columns, body, truth_rows)
    truth_columns = [{"path": path, "role": c.role, "meaning": c.meaning, "part_of": None, "side": s, "unit": c.unit or None,
                      "direction": view.sides[s].direction or view.direction, "measure": "other" if c.measure else "money", "mark": "certain",
                      **({"record": column_record(c, view.sides[s].direction, money)} if c.role == "amount" else {})}
                     for c, s, path in zip(columns, side_of, paths)]
    for c, t, path in zip(columns, truth_columns, paths):
        if c.role == "amount" and path and "金额" in path[-1] and c.meaning in ("budget_figure", "final_figure"):
            t["also"], t["meaning"] = [c.meaning], "amount"
        if c.meaning == "budget_figure" and "本年预算" in path:
            t["also"] = ["this_year"]
        if not path:
            t["marks"], t["also"] = {"meaning": "open"}, [None, t["meaning"]]
        if c.meaning == "three_public_total":
            t["also"] = ["total"]
        if c.part_of is not None:
            t["part_of"] = next((i for i, x in enumerate(columns) if x is c.part_of), None)
    for row in truth_rows:
        row.pop("moved", None)
    truth = {"id": view.id, "variant": view.variant, "title": title, "number": number, "unit": unit, "pages": [], "mark": "certain", "marks": {},
             "columns": truth_columns, "rows": truth_rows, "full_title": f"{number} {title}" if number else title, "record": dict(table_record(view, money), unit=unit),
             "empty": view.empty, "sums": "hold" if view.sums else "none"}
    if place == "nowhere":
        truth["marks"]["unit"] = "open"
    if house.title_place == "contents_only":
        truth["marks"].update(title="open", number="open", id="open")
    below = [view.note] if view.note else []
    if house.decimal_tail:
        below.append("注：本表金额单位转换时可能存在尾数误差。")
    if house.table_notes:
        below.append(f"注：本表反映部门本年度{title.lstrip('0123456789年度')}的情况。")
    if house.withheld_done:
        house.withheld_done = False
        if house.pick.random() < 0.5:
            below.append("注：涉密项目按要求不予公开，故分项之和不等于合计。")
        truth["withheld"] = True
    grid = Grid(grid_rows, [None] * len(columns), head=len(in_grid) + len(head))
    grid.columns, grid.figures = columns, figures
    return TableBlock(grid, truth, above, below)


SIDE_FIELDS = ("side", "kind", "level", "of_which", "counts", "code", "implied_code", "name", "direction", "meaning", "marks", "record", "part_of")


def by_line(entries, sides):
    """One row for each printed line; what its sides say stands in `sides` where there are several."""
    if sides == 1:
        return entries
    rows = {}
    for entry in entries:
        entry["direction"] = entry.pop("direction", None)
        side = {k: entry.get(k) for k in SIDE_FIELDS}
        row = rows.get(entry["line"])
        if row is None:
            row = rows[entry["line"]] = {k: v for k, v in entry.items() if k != "record"} | {"sides": []}
        else:
            row["cells"] = [a if a is not None else b for a, b in zip(row["cells"], entry["cells"])]
            for cell_mark in entry["moved"]:
                cell_mark[0] = (row["cell_marks"], cell_mark[0][1])
        row["sides"].append(side)
    return [rows[line] for line in sorted(rows)]


def surroundings(draw, house, money, title, number, unit, place):
    """(lines above the grid, rows inside its head) with title, number, department and unit."""
    above, inside = [], []
    where = house.title_place
    two = draw.chance("table.title.two_lines", 0.12) and where in ("above", "left", "in_grid") and len(title) > 7
    from tables.titles import broken
    text = title
    if number and house.number_place == "before":
        text = f"{number}{'' if number.endswith(('、', '）')) else ' '}{title}"
    elif number and house.number_place == "glued":
        text = number + title
    elif number and house.number_place == "after":
        text = f"{title}（{number}）" if not number.startswith("（") else title + number
    elif number and where != "contents_only":
        above.append((number, "left" if house.number_place == "line_left" else "right"))
    lines = list(broken(text, house.pick)) if two else [text]
    unit_text = house.pick.choice(("单位：{}", "单位:{}", "金额单位：{}", "（单位：{}）") if house.pick.random() < 0.3 else ("单位：{}",)).format(unit)
    caption = caption_text(house, money)
    unit_word = unit_text if place in ("caption",) else ""
    if where == "in_grid":
        inside += [(t, "centre", True) for t in lines]
    elif where == "glued_to_unit" and unit_word:
        above.append((f"{text}  {unit_word}", "centre"))
        unit_word = ""
    elif where != "contents_only":
        above += [(t, "left" if where == "left" else "title") for t in lines]
    if place == "cell":
        inside.append((unit_text, "right", False))
    if caption or unit_word:
        if where == "in_grid" and house.pick.random() < 0.5 and not (place == "cell"):
            inside.append(((caption + "    " if caption else "") + unit_word, "right" if not caption else "left", False))
        else:
            above.append((f"{caption}\t{unit_word}", "spread"))
    return above, inside


def caption_text(house, money):
    """The line that says whose table it is."""
    kind, body = house.caption, money.body
    if kind == "none":
        return ""
    if kind == "code":
        return f"{body.code}-{body.name}"
    if kind == "code_glued":
        return f"{body.code}{body.name}"
    return f"{kind}：{body.name}"


def print_row(row, mine, how, figures, house, view, truth_rows, line, index, columns, side_of):
    """The cells of one side in one printed row; adds its truth."""
    if row is None or row.kind == "blank" and not row.name and not row.texts:
        return [Cell("", kind="amount" if c.role == "amount" else "text") for c in mine]
    texts, indent = how(row)
    cells, printed = [], []
    truth = {"line": line, "kind": row.kind, "page": None, "level": row.level, "of_which": row.of_which, "counts": row.counts and row.kind == "item",
             "code": printed_code(house, view, row), "implied_code": row.code or None, "name": row.name.strip() or None, "body": row.body, "project": row.project, "side": index,
             "meaning": row.meaning, "cells": [None] * len(columns), "marks": dict(row.mark), "cell_marks": {}, "moved": [], "direction": view.sides[index].direction or view.direction}
    truth["record"] = row_record(row, view, truth["code"])
    if row.part_of is not None:
        truth["part_of"] = row.part_of
    start = side_of.index(index)
    for i, c in enumerate(mine):
        at = start + i
        mark = [(truth["cell_marks"], str(at))]
        truth["moved"].append(mark)
        if id(c) in texts:
            text = texts[id(c)]
            centre = row.kind == "total" and c.role == "name"
            cells.append(Cell(text, align="centre" if centre else ("centre" if c.role == "code" and house.corner == "blank" else "left"),
                              indent=indent if c.role == "name" and not centre else 0, bold=row.kind == "total" and house.corner == "words",
                              kind="label" if c.role in ("name", "body") else "text", truth=mark))
        elif c.text:
            text = row.texts.get(c.text, "")
            cells.append(Cell(text, align="right" if c.role == "amount" else "left", kind="amount" if c.role == "amount" else "text", truth=mark))
        elif c.role == "amount":
            text = row.counted.get(id(c)) or figures.text(row.values.get(id(c)))
            cells.append(Cell(text, align="right", kind="amount", bold=row.kind == "total" and house.corner == "words", truth=mark))
            cells[-1].fen = row.values.get(id(c))
        else:
            text = ""
            cells.append(Cell(""))
        truth["cells"][at] = text.strip() or None
    truth_rows.append(truth)
    return cells


def arranged(columns, view, house):
    """The total behind its parts, the name before the code, where the county has them so."""
    amounts = [c for c in columns if c.role == "amount"]
    if house.total_column == "last" and view.kind in ("functional", "economic", "units"):
        total = next((c for c in amounts if c.part_of is None and not c.measure), None)
        parts = [c for c in amounts if c.part_of is total]
        if total is not None and parts and not any(c.measure for c in amounts):
            columns = [c for c in columns if c is not total] + [total]
    if house.code_place == "after_name":
        code = next((i for i, c in enumerate(columns) if c.role == "code" and c.meaning == "code" and c.code_part is None and c.text is None), None)
        if code is not None and code + 1 < len(columns) and columns[code + 1].role == "name":
            columns = columns[:code] + [columns[code + 1], columns[code]] + columns[code + 2:]
    return columns


def merge(view, columns, body, truth_rows):
    """Joins equal neighbours down the columns that are merged: rows of one group."""
    for column in view.merged:
        at = next((i for i, c in enumerate(columns) if c is column), None)
        if at is None:
            continue
        r = 0
        while r < len(body):
            cell = body[r][at]
            end = r + 1
            while cell.text and end < len(body) and body[end][at].text == cell.text:
                body[end][at] = None
                truth_rows[end]["cells"][at] = None
                end += 1
            cell.rows = end - r
            r = end

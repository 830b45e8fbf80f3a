"""Tests the score itself: a perfect output scores one, and each doctored fault lowers what it must and nothing else.

    python3 scripts/counties/score/selftest.py [FOLDER]

FOLDER holds truth files; without one a small truth that stands in this file is used.
"""

import copy
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import score  # noqa: E402
from score import perfect, tally  # noqa: E402


def row(kind, level, cells, page=2, **more):
    return {"kind": kind, "level": level, "of_which": False, "page": page, "cells": cells, "counts": False, **more}


def sample():
    """A truth with a table of two sides, one over two pages, one empty, a form, sentences, an error and a contact."""
    two = {"id": "B01", "title": "收支总表", "number": "表1", "unit": "万元", "pages": [2], "mark": "certain", "sums": "hold", "record": {"fiscal_year": 2024, "phase": "approved"},
           "columns": [{"path": ["收入", "项目"], "role": "name", "meaning": "name", "side": 0}, {"path": ["收入", "预算数"], "role": "amount", "meaning": "budget_figure", "side": 0, "record": {"direction": "income"}},
                       {"path": ["支出", "项目"], "role": "name", "meaning": "name", "side": 1}, {"path": ["支出", "预算数"], "role": "amount", "meaning": "budget_figure", "side": 1, "record": {"direction": "expenditure"}}],
           "rows": []}

    def sided(left, right):
        sides_ = []
        for n, x in enumerate((left, right)):
            if x:
                sides_.append({"side": n, "kind": x[2], "level": 1, "of_which": False, "counts": x[2] == "item", "code": x[3] if len(x) > 3 else None, "name": x[0]})
        cells = [left[0] if left else None, left[1] if left else None, right[0] if right else None, right[1] if right else None]
        return {**row(sides_[0]["kind"], 1, cells), "sides": sides_}
    two["rows"] = [sided(("一、一般公共预算", "100.00", "item"), ("一、一般公共服务支出", "60.00", "item", "201")),
                   sided(("二、事业收入", "20.50", "item"), ("二、住房保障支出", "60.50", "item", "221")), sided(("收入总计", "120.50", "total"), ("支出总计", "120.50", "total"))]
    one = {"id": "B03", "title": "支出总表", "number": None, "unit": "万元", "pages": [3, 4], "mark": "certain", "sums": "hold", "record": {"fiscal_year": 2024, "phase": "approved", "direction": "expenditure"},
           "columns": [{"path": ["科目编码"], "role": "code", "meaning": "code"}, {"path": ["科目名称"], "role": "name", "meaning": "name"}, {"path": ["合计"], "role": "amount", "meaning": "total"},
                       {"path": ["基本支出"], "role": "amount", "meaning": "basic", "part_of": 2, "record": {"expenditure_kind": "basic"}}, {"path": ["项目支出"], "role": "amount", "meaning": "project", "part_of": 2, "record": {"expenditure_kind": "project"}}],
           "rows": [row("total", 1, [None, "合计", "120.50", "70.50", "50.00"], 3)]}
    for page, code, name, level, figures in ((3, "201", "一般公共服务支出", 1, ("60.00", "10.00", "50.00")), (3, "20103", "政府办公厅", 2, ("60.00", "10.00", "50.00")), (4, "2010301", "行政运行", 3, ("60.00", "10.00", "50.00")),
                                             (4, "221", "住房保障支出", 1, ("60.50", "60.50", None)), (4, "22102", "住房改革支出", 2, ("60.50", "60.50", None)), (4, "2210201", "住房公积金", 3, ("60.50", "60.50", None))):
        one["rows"].append(row("item", level, [code, name, *figures], page, code=code, name=name, counts=level == 1, record={"function_code": code}))
    odd = {"id": "B07", "title": "三公经费表", "unit": "万元", "pages": [5], "mark": "certain", "sums": "hold", "columns": [{"path": ["合计"], "role": "amount", "meaning": "three_public_total"}, {"path": ["公务接待费"], "role": "amount"}, {"path": ["购置费"], "role": "amount"}],
           "rows": [row("item", 1, ["7.00", "3.00", "4.00"], 5, cell_marks={"1": "open", "2": "unreadable"})]}
    empty = {"id": "B09", "title": "国有资本经营预算支出表", "unit": "万元", "pages": [6], "mark": "certain", "columns": [{"path": ["科目编码"], "role": "code", "meaning": "code"}, {"path": ["合计"], "role": "amount", "meaning": "total"}], "rows": []}
    form = {"page": 7, "pages": [7], "family": "project", "subject": "project", "phase": "target", "title": "项目支出绩效目标表", "project_name": "道路修缮", "department": "甲县乙局", "implementing_unit": None, "fiscal_year": 2024, "unit": "万元",
            "funds": [{"label": "资金总额", "source": "total", "printed": "50.00", "amount_yuan": "500000", "horizon": "annual", "measure": "budget"}, {"label": "财政拨款", "source": "fiscal", "printed": "50.00", "amount_yuan": "500000", "horizon": "annual", "measure": "budget"}],
            "goals": [{"horizon": "annual", "text": "修好道路。"}], "tasks": [], "fields": [{"label": "项目名称", "value": "道路修缮"}, {"label": "联系人", "value": "丁望舒", "person": True}],
            "indicators": [{"horizon": "annual", "level1": "产出指标", "level2": "数量指标", "level3": "修缮长度", "comparator": "≥", "value": "3", "unit": "公里", "text": None, "printed": "≥3公里"},
                           {"horizon": "annual", "level1": "满意度指标", "level2": "服务对象满意度指标", "level3": "群众满意度", "comparator": "≥", "value": "90", "unit": "%", "text": None, "printed": "≥90%"}]}
    told = [{"page": 8, "quote": "收入总计120.50万元，比上年增加5.00万元。", "printed": p, "subject": "收入合计", "also": ["收入总计"], "measure": m, "value": v, "unit": "万元", "amount_yuan": str(perfect.yuan(v) * 10000), "base": b, "direction": d, "mark": "certain"}
            for p, m, v, b, d in (("120.50万元", "amount", "120.50", None, None), ("5.00万元", "change", "5.00", "上年", "increase"))]
    return {"seed": 1, "name": "sample", "features": ["a=b", "c=d"], "facts": {"kind": "budget", "scope": "unit", "fiscal_year": 2024, "department": {"name": "甲县乙局", "code": "101"}}, "tables": [two, one, odd, empty], "forms": [form],
            "statements": told, "glossary": [{"term": "基本支出"}], "contacts": ["丁望舒"], "errors": [{"page": 4, "kind": "HIE-01", "what": "类与款不符", "printed": "60.50", "right": "60.05", "provable": True}], "oddities": []}


def cell(document, table, r, c, value):
    document["tables"][table]["rows"][r]["cells"][c] = value
    for record in document["records"]:
        if (record["origin"], record["table_index"], record["row"], record["column"]) == ("table", table, r, c):
            record["printed"], record["amount_yuan"] = value, None if value is None else perfect.yuan(value) * 10000
            if value is None:
                document["records"].remove(record)
            return


def field(document, name, value, when):
    """Alters a field of the first record for which `when` holds."""
    next(r for r in document["records"] if r["origin"] == "table" and when(r))[name] = value


def drop_row(document, table, at):
    del document["tables"][table]["rows"][at]
    document["records"] = [r for r in document["records"] if not (r["origin"] == "table" and r["table_index"] == table and r["row"] == at)]
    for r in document["records"]:
        if r["origin"] == "table" and r["table_index"] == table and r["row"] > at:
            r["row"] -= 1


def phantom_column(document):
    """A blank column more: no cell is lost, and none may be counted as lost."""
    table = document["tables"][1]
    table["columns"].insert(1, {"path": [], "role": "text"})
    for r in table["rows"]:
        r["cells"].insert(1, None)
    for r in document["records"]:
        if r["origin"] == "table" and r["table_index"] == 1:
            r["column"] += r["column"] >= 1
            if r.get("part_of") is not None:
                r["part_of"] += 1


def swap_columns(document):
    """Figures under the heading of their neighbour."""
    for r in document["tables"][1]["rows"]:
        r["cells"][3], r["cells"][4] = r["cells"][4], r["cells"][3]
    for r in document["records"]:
        if r["origin"] == "table" and r["table_index"] == 1 and r["column"] in (3, 4):
            r["column"] = 7 - r["column"]


def split(document):
    """The second page of a table as a table of its own."""
    table = document["tables"][1]
    rest = copy.deepcopy(table)
    table["rows"], rest["rows"], table["pages"], rest["pages"] = table["rows"][:3], table["rows"][3:], [3], [4]
    document["tables"].append(rest)
    for r in document["records"]:
        if r["origin"] == "table" and r["table_index"] == 1 and r["row"] >= 3:
            r["table_index"], r["row"] = len(document["tables"]) - 1, r["row"] - 3


def of(table, column):
    return lambda r: r["table_index"] == table and r["column"] == column


T, R = "tables", "rows"
FAULTS = [
    ("a figure altered", lambda d: cell(d, 1, 1, 3, "90.00"), {"cells", "records.amount_yuan", "high_confidence", "sums"}),
    ("a figure lost", lambda d: cell(d, 1, 2, 2, None), {"cells", "records.amount_yuan"}),
    ("a figure from nowhere", lambda d: cell(d, 1, 4, 4, "1.00"), {"cells"}),
    ("a row lost", lambda d: drop_row(d, 1, 2), {"cells", "records.amount_yuan", "kinds", "levels"}),
    ("a label altered", lambda d: cell(d, 0, 0, 2, "一、外交支出"), {"cells"}),
    ("a blank column more", phantom_column, set()),
    ("columns swapped", swap_columns, {"cells", "records.amount_yuan", "high_confidence", "records.expenditure_kind", "sums"}),
    ("a table in two pieces", split, {"cells", "tables.pages", "kinds", "levels", "records.amount_yuan", "sums"}),
    ("a table from nowhere", lambda d: d[T].append({"id": None, "title": "x", "pages": [9], "columns": [{"path": ["a"]}], R: [{"kind": "item", "page": 9, "cells": ["12.00"]}]}), {"cells"}),
    ("a table lost", lambda d: d[T].pop(3), {"tables.found", "ids", "titles", "units"}),
    ("a wrong id", lambda d: d[T][1].update(id="B05"), {"ids"}),
    ("a wrong unit", lambda d: d[T][1].update(unit="元"), {"units"}),
    ("a wrong header", lambda d: d[T][1]["columns"][3].update(path=["项目"]), {"headers.path"}),
    ("a wrong meaning", lambda d: d[T][1]["columns"][3].update(meaning="project"), {"headers.meaning"}),
    ("a wrong level", lambda d: d[T][1][R][2].update(level=1), {"levels"}),
    ("a wrong kind", lambda d: d[T][1][R][0].update(kind="item"), {"kinds"}),
    ("a wrong level of a side", lambda d: [r.update(level=2) for r in d["records"] if r["table_index"] == 0 and r["row"] == 1 and r["column"] == 3], {"levels", "records.level", "high_confidence"}),
    ("a wrong year", lambda d: field(d, "fiscal_year", 2023, of(1, 2)), {"records.fiscal_year", "high_confidence"}),
    ("a wrong year, said to be unsure", lambda d: [field(d, "fiscal_year", 2023, of(1, 2)), field(d, "confidence", "medium", of(1, 2))], {"records.fiscal_year"}),
    ("a wrong code", lambda d: field(d, "function_code", "202", lambda r: r["table_index"] == 1 and r["row"] == 1), {"records.function_code", "high_confidence", "codes"}),
    ("a wrong direction", lambda d: field(d, "direction", "income", of(0, 3)), {"records.direction", "high_confidence"}),
    ("what counts", lambda d: field(d, "counts", True, lambda r: r["table_index"] == 1 and r["row"] == 2 and r["column"] == 2), {"records.counts", "high_confidence", "sums"}),
    ("part of nothing", lambda d: field(d, "part_of", None, of(1, 3)), {"records.part_of"}),
    ("an open cell wrong and unsaid", lambda d: [cell(d, 2, 0, 1, "9.00"), d["diagnostics"].clear(), cell(d, 2, 0, 2, None)], {"open cells", "unreadable cells"}),
    ("an unreadable cell read", lambda d: d[T][2][R][0]["cells"].__setitem__(2, "4.00"), {"unreadable cells"}),
    ("a form lost", lambda d: d["forms"].clear(), {"forms.found", "forms.head", "forms.funds", "forms.goals", "forms.fields", "indicators.found"}),
    ("a form from nowhere", lambda d: d["forms"].append({**copy.deepcopy(d["forms"][0]), "project_name": "别的", "pages": [9], "funds": [], "indicators": [], "goals": [], "title": "别的"}), {"forms.found"}),
    ("a fund altered", lambda d: d["forms"][0]["funds"][1].update(printed="5.00", amount_yuan="50000"), {"forms.funds"}),
    ("a fund of the other time", lambda d: d["forms"][0]["funds"][0].update(horizon="period"), {"forms.funds"}),
    ("a goal cut", lambda d: d["forms"][0]["goals"][0].update(text="修好"), {"forms.goals"}),
    ("a form's name cut", lambda d: d["forms"][0].update(project_name="道路"), {"forms.head"}),
    ("a field lost", lambda d: d["forms"][0]["fields"].pop(0), {"forms.fields"}),
    ("an indicator lost", lambda d: d["forms"][0]["indicators"].pop(), {"indicators.found"}),
    ("an indicator twice", lambda d: d["forms"][0]["indicators"].append(dict(d["forms"][0]["indicators"][0])), {"indicators.found"}),
    ("an indicator's level", lambda d: d["forms"][0]["indicators"][1].update(level1="产出指标"), {"indicators.level1", "indicators.right"}),
    ("an indicator's target", lambda d: d["forms"][0]["indicators"][0].update(value=30, printed="≥30公里"), {"indicators.value", "indicators.right"}),
    ("a sentence's subject", lambda d: d["statements"][0].update(subject="支出合计"), {"statements:subject", "statements.right"}),
    ("a sentence's other name", lambda d: d["statements"][0].update(subject="收入总计"), set()),
    ("a sentence left open", lambda d: d["statements"][0].update(subject=None), {"statements:subject", "statements.right"}),
    ("a sentence lost", lambda d: d["statements"].pop(), {"statements.right"}),
    ("a sentence's figure", lambda d: d["statements"][1].update(value="50.0"), {"statements.right"}),
    ("a false finding", lambda d: d["findings"].append({"rule": "ROW-01", "severity": "error", "message": "m", "quote": None, "evidence": [{"what": "", "printed": "60.00", "place": {"page": 4}}]}), {"findings.true"}),
    ("a missed error", lambda d: d["findings"].clear(), {"findings.found"}),
    ("a wrong year of the document", lambda d: d["disclosure"].update(fiscal_year=2023), {"facts.fiscal_year"}),
    ("a wrong department", lambda d: d["disclosure"].update(department={"name": "丙局", "code": "101"}), {"facts.department.name"}),
    ("a term lost", lambda d: d["glossary"].clear(), {"glossary"}),
]


def judged(truth, document):
    return score.judge(truth, json.loads(json.dumps(document, default=str, ensure_ascii=False), parse_float=perfect.yuan), json.dumps(document, default=str, ensure_ascii=False))


def below(result):
    """Metrics that are not perfect."""
    found = {m for m, c in result.counts.items() if (tally.value(c) or 1) < 1 and m not in ("statements.wrong", "statements.uncertain", "statements.missing")}
    if result.counts.get("statements.right", [0, 0, 0])[1] and result.counts["statements.right"][0] == 0:
        found.add("statements.right")
    found |= {m for m, c in result.counts.items() if c[0] == 0 and c[1] + c[2] > 0 and not m.startswith("statements.")}
    return found | {f"{mark} {metric}" for (mark, metric), (_, wrong) in result.marks.items() if wrong}


def perfection(truth):
    """What a perfect output lacks; nothing."""
    result = judged(truth, perfect.document(truth))
    return sorted(below(result)), result


def main(folder=None):
    bad = 0
    truths = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(folder).glob("*.truth.json"))] if folder else [sample()]
    for truth in truths:
        lacking, result = perfection(truth)
        if lacking:
            bad += 1
            print(f"{truth.get('name') or truth.get('seed')}: a perfect output lacks {lacking}")
            for fault in result.faults[:8]:
                print("   ", fault)
    if not folder:
        for name, doctor, expected in FAULTS:
            document = perfect.document(sample())
            doctor(document)
            seen = below(judged(sample(), document))
            if seen != expected:
                bad += 1
                print(f"{name}: expected {sorted(expected)}, seen {sorted(seen)}")
        leaking = perfect.document(sample())
        leaking["forms"][0]["fields"][1]["value"] = "丁望舒"
        if not {"contacts", "forms.persons_kept_back"} <= below(judged(sample(), leaking)):
            bad += 1
            print("a leaked contact is not seen")
    print(f"{len(truths)} truths, {0 if folder else len(FAULTS) + 1} doctored faults, {bad} not as they should be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

"""Self-evaluation forms (绩效自评表) of final accounts: the ministry's shape, 四川, 云南 and 西安."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from blocks import FormBlock
from money import FISCAL, SCALE

from . import content
from .build import Builder, amount, head, label, upright, value
from .department import GOAL
from .errors import due, note
from .project import coded, runs
from .wide import _blank, _project_name

DONE = ["全部完成。", "年度任务已按计划完成，资金使用合规。", "已完成年度目标任务，服务对象满意度较高。"]
MONEY_COLUMNS = [("年初预算数", "initial_budget"), ("全年预算数", "adjusted_budget"), ("全年执行数", "executed")]


def forms(draw, money, facts, style, projects, family):
    """A form for each project."""
    scheme = draw.random.choice(["old", "2021"])
    lettered = draw.chance("form.evaluation.lettered", 0.4)
    dash = draw.choice("form.evaluation.no_score", {"—": 35, "": 25, "-": 22, "/": 18})
    shape = {"scheme": scheme, "lettered": lettered, "dash": dash, "points": draw.chance("form.evaluation.points_in_level", 0.4), "total": draw.chance("form.evaluation.total", 0.7),
             "rate": int(draw.choice("form.evaluation.rate_decimals", {"2": 60, "0": 25, "1": 15})), "upright": draw.chance("form.upright_labels", 0.3),
             "one_goal": draw.random.choice(["年度总体目标", "年度总体目标完成情况", "总体目标"]), "sign": family == "sichuan"}
    return [_form(draw.fork(f"evaluation/{i}"), draw, money, facts, style, i, family, shape) for i in projects]


def _amounts(money, index):
    """(initial, adjusted, executed) fen by source: total, fiscal, carried, other."""
    def split(whole):
        if whole is None or index >= len(whole.projects):
            return None
        funds = whole.project_funds(index)
        fiscal = sum(f for (fund, was), f in funds.items() if fund in FISCAL and not was)
        carried = sum(f for (_, was), f in funds.items() if was)
        return fiscal, carried, sum(funds.values()) - fiscal - carried
    spent = split(money)
    adjusted = split(money.adjusted) or spent
    initial = split(money.budget) or adjusted
    return initial, adjusted, spent


def _rate(executed, adjusted, places):
    if not adjusted:
        return None
    return (Decimal(executed) * 100 / adjusted).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _form(dice, draw, money, facts, style, index, family, shape):
    project = money.projects[index]
    name = _project_name(facts, money, index)
    title = {"sichuan": "部门预算项目支出绩效自评表", "named": f"{name}项目绩效自评表"}.get(family, "项目支出绩效自评表")
    form = _blank(name, facts, style, f"evaluation_{family}", title)
    form.update(phase="self_evaluation", fiscal_year=facts["fiscal_year"], department=coded(money.body.name, money.body.code[:3], dice.random.choice(["none", "dash", "bracket"])),
                implementing_unit=money.units[project.unit].name)
    block = FormBlock(None, [form])
    build = Builder([40, 58, 62, 92, 56, 56, 60, 42, 50, 70])
    build.row(label("项目名称", 2), value(name, 8, align="centre"))
    build.row(label("主管部门", 2), value(form["department"], 3, align="centre"), label("实施单位", 2), value(form["implementing_unit"], 3, align="centre"))
    for tag, text in (("项目名称", name), ("主管部门", form["department"]), ("实施单位", form["implementing_unit"])):
        form["fields"].append({"label": tag, "value": text, "person": False})
    score_of_money, rates = _money(build, dice, draw, facts, style, money, form, index, shape, block)
    goal, result = content.goal(dice, project), dice.random.choice(DONE)
    tag = upright(shape["one_goal"]) if shape["upright"] else shape["one_goal"]
    build.row(label(tag, 1, 2), head("预期目标" if dice.random.random() < 0.6 else "年初设定目标", 4), head("实际完成情况", 5))
    at = build.row(value(goal, 4), value(result, 5))
    form["goals"] = [{"horizon": "annual", "text": goal, "result": result, "row": at}]
    _indicators(build, dice, draw, facts, style, money, form, project, index, shape, block, score_of_money)
    form["rows"] = [0, build.at]
    block.grid = build.grid()
    block.above = [(title, "centre"), (f"（{facts['fiscal_year']}年度）", "centre")]
    return block


def _money(build, dice, draw, facts, style, money, form, index, shape, block):
    """The block of funds; returns the score for execution."""
    initial, adjusted, spent = _amounts(money, index)
    heads = [t + (f"（{'ABC'[n - 1]}）" if shape["lettered"] and n else "") for n, (t, _) in enumerate(MONEY_COLUMNS)]
    rows = [("年度资金总额", "total", [sum(x) for x in (initial, adjusted, spent)]), ("其中：当年财政拨款", "fiscal", [x[0] for x in (initial, adjusted, spent)])]
    if any(x[1] for x in (initial, adjusted, spent)) or dice.random.random() < 0.6:
        rows.append(("上年结转资金", None, [x[1] for x in (initial, adjusted, spent)]))
    rows.append(("其他资金", "other", [x[2] for x in (initial, adjusted, spent)]))
    build.row(label(f"项目资金\n（{style.unit}）", 2, len(rows) + 1), head("", 2), *[head(h) for h in heads], head("分值"), head("执行率" + ("（B/A）" if shape["lettered"] else "")), head("得分"))
    whole_rate = _rate(rows[0][2][2], rows[0][2][1], shape["rate"])
    score = None if whole_rate is None else min(Decimal(10), (Decimal(10) * rows[0][2][2] / rows[0][2][1]).quantize(Decimal("0.1" if dice.random.random() < 0.7 else "0.01"), ROUND_HALF_UP))
    for n, (tag, source, figures) in enumerate(rows):
        texts = [style.text(f) for f in figures]
        at = build.at
        rate = whole_rate if n == 0 else None
        shown = "" if n == 0 and rate is None else f"{rate}%" if rate is not None else shape["dash"]
        if n == 0 and score is not None and amount(texts[2]) and due(facts, "rate"):
            right, shown = shown, f"{rate + Decimal(dice.random.choice([7, 12, -8, -15])):f}%"
            note(facts, block, at, "FRM-16", "执行率不等于执行数除以全年预算数", shown, right, provable=True)
            rate = Decimal(shown[:-1])
        points, scored = ("10", content.plain(score)) if n == 0 and score is not None else (shape["dash"],) * 2
        at = build.row(label(tag, 2, align="left"), *[value(t, align="right") for t in texts], value(points, align="centre"), value(shown, align="centre"), value(scored, align="centre"))
        for (_, measure), text in zip(MONEY_COLUMNS, texts):
            if fund := style.fund(tag, text, at, source, measure=measure):
                form["funds"].append(fund)
        if n == 0 and score is not None:
            for measure, text, unit in (("weight", points, None), ("execution_rate", shown, "%"), ("score", scored, None)):
                form["funds"].append({"label": tag, "source": source, "printed": text, "value": text.rstrip("%"), "horizon": "annual", "measure": measure, "row": at, "mark": "certain"})
    return score, whole_rate


def whole(draw, money, facts, style):
    """The self-evaluation of the department: budget and outcome by kind, indicators with what was reached."""
    title = draw.random.choice(["部门整体支出绩效自评表", "部门整体支出绩效自评情况表"])
    budget = money.adjusted or money.budget or money
    form = _blank(None, facts, style, "evaluation_department", title)
    form.update(subject="department", phase="self_evaluation", fiscal_year=facts["fiscal_year"], department=money.body.name)
    block = FormBlock(None, [form])
    build = Builder([40, 58, 62, 92, 62, 62, 60, 44, 44, 70])
    build.row(label("部门名称", 2), value(money.body.name, 8, align="centre"))
    form["fields"].append({"label": "部门名称", "value": money.body.name, "person": False})
    kinds = [("年度资金总额", "total", {}), ("基本支出", "basic", {"kind": "basic"}), ("项目支出", "project", {"kind": "project"})]
    build.row(label(f"预算执行情况\n（{style.unit}）", 2, len(kinds) + 1), head("", 2), head("全年预算数（A）", 2), head("全年执行数（B）"), head("分值"), head("执行率\n（B/A）"), head("得分"))
    for n, (tag, source, where) in enumerate(kinds):
        planned, spent = style.text(budget.total(**where)), style.text(money.total(**where))
        rate = _rate(money.total(**where), budget.total(**where), 2)
        points, score = ("10", "10" if rate is None else content.plain(min(Decimal(10), (rate / 10).quantize(Decimal("0.1"), ROUND_HALF_UP)))) if n == 0 else ("—", "—")
        at = build.row(label(tag, 2, align="left"), value(planned, 2, align="right"), value(spent, align="right"), value(points, align="centre"), value("" if rate is None else f"{rate}%", align="centre"), value(score, align="centre"))
        for text, measure in ((planned, "adjusted_budget"), (spent, "executed")):
            if fund := style.fund(tag, text, at, source, measure=measure):
                form["funds"].append(fund)
        if rate is not None:
            form["funds"].append({"label": tag, "source": source, "printed": f"{rate}%", "value": str(rate), "horizon": "annual", "measure": "execution_rate", "row": at, "mark": "certain"})
        if n == 0:
            form["funds"] += [{"label": tag, "source": source, "printed": t, "value": t, "horizon": "annual", "measure": m, "row": at, "mark": "certain"} for t, m in ((points, "weight"), (score, "score"))]
    build.row(label("年度总体目标", 1, 2), head("预期目标", 4), head("实际完成情况", 5))
    result = draw.random.choice(DONE)
    at = build.row(value(GOAL, 4), value(result, 5))
    form["goals"] = [{"horizon": "annual", "text": GOAL, "result": result, "row": at}]

    class Whole:
        goods = None
    found = [i for i in content.indicators(draw, Whole(), money.total(), facts["fiscal_year"], style, "old", many=True) if "成本" not in i.level2]
    shape = {"sign": False, "points": draw.random.random() < 0.4, "upright": False, "total": False}
    _listed(build, draw, content.weigh(draw, found, 90), form, shape)
    form["rows"] = [0, build.at]
    block.grid = build.grid()
    block.above = [(title, "centre"), (f"（{facts['fiscal_year']}年度）", "centre")]
    return block


def _indicators(build, dice, draw, facts, style, money, form, project, index, shape, block, score_of_money):
    fen = max(sum(x) for x in _amounts(money, index))
    found = content.weigh(dice, content.indicators(dice, project, fen, facts["fiscal_year"], style, shape["scheme"]), 90)
    rows = _listed(build, dice, found, form, shape)
    if shape["total"]:
        total = sum(i.score for i in rows) + (score_of_money if score_of_money is not None else 0)
        printed = content.plain(total)
        if score_of_money is not None and due(facts, "score"):
            right = printed
            printed = content.plain(total - dice.random.choice([3, 5, 8]))
            note(facts, block, build.at, "FRM-16", "得分合计不等于各项得分之和", printed, right, provable=True)
        build.row(label("总分", 7), value("100" if score_of_money is not None else "90", align="centre"), value(printed, align="centre"), value(""))


def _listed(build, dice, found, form, shape):
    """Indicators with what was reached, row by row; returns them with their scores."""
    rows = []
    for i in found:
        missed = dice.random.random() < 0.12
        lost = Decimal(dice.random.choice([1, 2, 3])) if missed and i.weight > 3 else Decimal(0)
        done = i.text or f"{content.plain(i.number)}{i.unit or ''}"
        why = "受客观因素影响，进度略有滞后，下一步加强统筹。" if lost else ""
        if lost:
            done = "基本完成" if i.number is None or i.comparator != "≥" or i.number < 10 else f"{content.plain((i.number * Decimal('0.9')).quantize(Decimal(1)))}{i.unit or ''}"
        rows.append(replace(i, actual=done, score=i.weight - lost, deviation=why))
    heads = [head("一级指标"), head("二级指标"), head("三级指标")]
    heads += [head("指标性质"), head("指标值")] if shape["sign"] else [head("年度指标值", 2)]
    heads += [head("实际完成值"), head("分值"), head("得分"), head("偏差原因分析及改进措施")]
    tag = upright("绩效指标") if shape["upright"] else "绩效指标"
    build.row(label(tag, 1, len(rows) + 1), *heads)
    spans1, spans2 = runs([i.level1 for i in rows]), runs([(i.level1, i.level2) for i in rows])
    points = {one: sum(i.weight for i in rows if i.level1 == one) for one in {i.level1 for i in rows}}
    for n, i in enumerate(rows):
        one = f"{i.level1}\n（{content.plain(points[i.level1])}分）" if shape["points"] else i.level1
        cells = [value(one, 1, spans1[n], align="centre")] if spans1[n] else []
        cells += [value(i.level2, 1, spans2[n], align="centre")] if spans2[n] else []
        cells.append(value(i.level3))
        fields = {"level1": one, "weight": content.plain(i.weight), "actual": i.actual, "score": content.plain(i.score), "deviation": i.deviation or None}
        if shape["sign"]:
            number = i.text or f"{content.plain(i.number)}{i.unit or ''}"
            cells += [value(i.comparator or "定性", align="centre"), value(number, align="centre")]
            fields["comparator"] = i.comparator or "定性"
        else:
            number = i.joined()
            cells.append(value(number, 2, align="centre"))
        cells += [value(i.actual, align="centre"), value(content.plain(i.weight), align="centre"), value(content.plain(i.score), align="centre"), value(i.deviation)]
        form["indicators"].append(content.truth(i, build.row(*cells), number, **fields))
    return rows

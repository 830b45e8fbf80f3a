"""Project forms of places that go their own way: 重庆 (no levels), 山西 (period and year side by side), 湖南 and 湖北 single sheets, an approval form."""

from decimal import Decimal

from blocks import FormBlock

from . import content
from .build import Builder, head, label, upright, value
from .errors import plant_funds, plant_weights
from .project import person, project_years, runs, sources, years_of
from .wide import _blank, _project_name


def forms(draw, money, facts, style, projects, family):
    """A form for each project."""
    make = {"chongqing": _chongqing, "period": _period, "hunan_single": _hunan, "hubei": _hubei, "approval": _approval}[family]
    return [make(draw.fork(f"local/{i}"), draw, money, facts, style, i) for i in projects]


def _start(money, facts, style, index, family, title):
    project = money.projects[index]
    name = _project_name(facts, money, index)
    form = _blank(name, facts, style, family, title)
    return project, name, form, FormBlock(None, [form])


def _field(form, tag, text):
    form["fields"].append({"label": tag, "value": text, "person": False})


def _fund(style, form, tag, text, row, source=None, horizon="annual", mark="certain"):
    if fund := style.fund(tag, text, row, source, horizon, mark=mark):
        if horizon is None:
            del fund["horizon"]
        form["funds"].append(fund)


def _finish(block, build, form, above):
    form["rows"] = [0, build.at]
    block.grid, block.above = build.grid(), above
    return block


def _chongqing(dice, draw, money, facts, style, index):
    title = f"{facts['fiscal_year']}年一般性项目绩效目标表" if dice.random.random() < 0.5 else f"{facts['fiscal_year']}年重点专项资金绩效目标表（一级项目）"
    project, name, form, block = _start(money, facts, style, index, "chongqing", title)
    if "专项资金" in title:
        del form["subject"]
    form["fiscal_year"], form["department"] = facts["fiscal_year"], money.body.name
    build = Builder([58, 150, 62, 58, 58, 62, 52])
    fen = money.project_total(index)
    build.row(label("项目名称"), value(name, 2, align="centre"), label("主管部门"), value(money.body.name, 3, align="centre"))
    _field(form, "项目名称", name)
    _field(form, "主管部门", money.body.name)
    text = style.text(fen)
    local = dice.random.random() < 0.5
    own = style.text(0 if local else fen)
    at = build.row(label("当年预算", rows=2), value(text, 2, 2, align="centre"), label("本级支出"), value(own, 3, align="centre"))
    _fund(style, form, "当年预算", text, at, "total")
    _fund(style, form, "本级支出", own, at)
    down = style.text(fen if local else 0)
    at = build.row(label("补助区县"), value(down, 3, align="centre"))
    _fund(style, form, "补助区县", down, at)
    overview = f"{name}根据本部门职责安排，主要用于日常工作任务。"
    build.row(label("项目概况"), value(overview, 6))
    _field(form, "项目概况", overview)
    goal = content.goal(dice, project)
    at = build.row(label("当年绩效目标"), value(goal, 6))
    form["goals"] = [{"horizon": "annual", "text": goal, "row": at}]
    found = content.weigh(dice, content.indicators(dice, project, fen, facts["fiscal_year"], style, "2021"), 100)
    top = build.at
    weights = plant_weights(draw, facts, block, [i.weight for i in found], 100, top)
    build.row(label("绩效指标", rows=len(found) + 1), head("指标名称"), head("指标性质"), head("指标值"), head("计量单位"), head("权重（%）"), head("是否核心"))
    for n, indicator in enumerate(found):
        core = dice.random.random() < 0.5
        number = indicator.text or content.plain(indicator.number)
        sign = indicator.comparator or "定性"
        at = build.row(value(indicator.level3), value(sign, align="centre"), value(number, align="centre"), value(indicator.unit or "", align="centre"),
                       value(content.plain(weights[n]), align="centre"), value("是" if core else "否", align="centre"))
        truth = content.truth(indicator, at, number, comparator=sign, weight=content.plain(weights[n]), core=core)
        truth["level1"] = truth["level2"] = None
        form["indicators"].append(truth)
    return _finish(block, build, form, [(title, "centre"), (f"单位：{style.unit}", "right")])


def _period(dice, draw, money, facts, style, index):
    """Targets of the whole period on the left, of the year on the right."""
    title = f"{money.place.name}县（区）级预算部门（单位）项目支出绩效目标申报表" if dice.random.random() < 0.4 else "项目支出绩效目标申报表"
    project, name, form, block = _start(money, facts, style, index, "period", title)
    form["fiscal_year"], form["department"] = facts["fiscal_year"], f"{money.body.code[:3]}-{money.body.name}"
    form["implementing_unit"] = money.units[project.unit].name
    years, fen = project_years(money, index), money.project_total(index)
    build = Builder([34, 52, 60, 92, 62, 60, 92, 62])

    def pair(one, a, two, b):
        build.row(label(one, 2), value(a, 2, align="centre"), label(two, 2), value(b, 2, align="centre"))
        _field(form, one, a)
        _field(form, two, b)
    build.row(label("项目名称", 2), value(name, 6, align="centre"))
    _field(form, "项目名称", name)
    pair("主管部门及代码", form["department"], "实施单位", form["implementing_unit"])
    pair("项目属性", "经常性项目" if years > 1 else "一次性项目（1年结束）", "项目期", f"{years}年")
    _, _, other = sources(money, index)
    fiscal = fen - other
    rows = [("资金总额", "total", fen), ("其中：中央财政资金", "central", 0), ("省级财政资金", "provincial", 0), ("市县（区）财政资金", "local", fiscal), ("单位自筹", "own", other), ("其他资金", "other", 0)]
    texts, wrong_unit = plant_funds(dice, facts, block, style, [r[2] for r in rows], "pair", name, build.at)
    for n, (tag, source, _) in enumerate(rows):
        one, two = (f"实施期{tag}" if n == 0 else tag) + "：", (f"年度{tag}" if n == 0 else tag) + "："
        left, right = years_of(texts[n], years, style), texts[n]
        cells = [label(f"项目资金\n（{style.unit}）", 2, len(rows))] if n == 0 else []
        at = build.row(*cells, label(one, 2, align="left"), value(left, 1, align="right"), label(two, 2, align="left"), value(right, 1, align="right"))
        _fund(style, form, one, left, at, source, "period", "open" if wrong_unit else "certain")
        _fund(style, form, two, right, at, source, "annual", "open" if wrong_unit else "certain")
    for tag, text in (("项目概况", f"{name}主要用于保障日常工作。"), ("立项依据", "根据部门职责。"), ("项目实施计划", "按季度实施。")):
        if dice.random.random() < 0.6:
            build.row(label(tag, 2), value(text, 6))
            _field(form, tag, text)
    build.row(label(upright("总体目标"), 1, 2), head("实施期目标", 4), head("年度目标", 3))
    goal = content.goal(dice, project)
    at = build.row(value(goal, 4), value(goal, 3))
    form["goals"] = [{"horizon": h, "text": goal, "row": at} for h in ("period", "annual")]
    found = content.indicators(dice, project, fen, facts["fiscal_year"], style, "old")
    build.row(label(upright("绩效指标"), 1, len(found) + 1), head("一级指标"), head("二级指标"), head("三级指标"), head("指标值"), head("二级指标"), head("三级指标"), head("指标值"))
    spans1, spans2 = runs([i.level1 for i in found]), runs([(i.level1, i.level2) for i in found])
    for n, i in enumerate(found):
        cells = [value(i.level1, 1, spans1[n], align="centre")] if spans1[n] else []
        cells += [value(i.level2, 1, spans2[n], align="centre")] if spans2[n] else []
        cells += [value(i.level3), value(i.joined(), align="centre")]
        cells += [value(i.level2, 1, spans2[n], align="centre")] if spans2[n] else []
        cells += [value(i.level3), value(i.joined(), align="centre")]
        at = build.row(*cells)
        form["indicators"] += [content.truth(i, at, i.joined(), horizon=h) for h in ("period", "annual")]
    tail = dice.random.random()
    if tail < 0.5:
        who, phone = person(dice)
        at = build.row(label("经办人", 2), value(who, 2, align="centre"), label("联系电话"), value(phone, align="centre"), label("填报日期"), value(f"{facts['fiscal_year'] - 1}-11-2{dice.random.randint(0, 9)}"))
        for tag, text in (("经办人", who), ("联系电话", phone)):
            form["fields"].append({"label": tag, "value": text, "person": True})
            facts.setdefault("contacts", []).append({"text": text, "block": block, "row": at})
    return _finish(block, build, form, [(title, "centre"), (f"（{facts['fiscal_year']}年度）", "centre")])


def _hunan(dice, draw, money, facts, style, index):
    """One sheet a project with a standard beside the value; rows whose indicator nobody filled in."""
    title = f"{facts['fiscal_year']}年项目支出绩效目标申报表"
    project, name, form, block = _start(money, facts, style, index, "hunan_single", title)
    form["fiscal_year"], form["department"] = facts["fiscal_year"], money.body.name
    fen = money.project_total(index)
    build = Builder([62, 66, 84, 130, 84, 66])
    build.row(label("项目支出名称", 2), value(name, 2, align="centre"), label("预算部门"), value(money.body.name, align="centre"))
    _field(form, "项目支出名称", name)
    text = style.text(fen)
    zero = style.text(0)
    at = build.row(label("年度本级预算金额", 2), value(text, 2, align="right"), label("该项目支出上级资金"), value(zero, align="right"))
    _fund(style, form, "年度本级预算金额", text, at)
    _fund(style, form, "该项目支出上级资金", zero, at)
    year = facts["fiscal_year"]
    build.row(label("项目支出实施期", 2), value(f"{year}.01-{year + project_years(money, index) - 1}.12", 4, align="centre"))
    goal = content.goal(dice, project)
    at = build.row(label("实施期绩效目标", 2), value(goal, 4))
    form["goals"] = [{"horizon": "period", "text": goal, "row": at}, {"horizon": "annual", "text": goal, "row": at + 1}]
    build.row(label("本年度绩效目标", 2), value(goal, 4))
    found = content.indicators(dice, project, fen, year, style, "old")
    blank = [("效益指标", "生态效益指标")] if not any(i.level2 == "生态效益指标" for i in found) and dice.random.random() < 0.5 else []
    rows = [(i.level1, i.level2, i) for i in found]
    for one, two in blank:
        rows.insert(next(n for n, r in enumerate(rows) if r[0] == "效益指标"), (one, two, None))
    spans1, spans2 = runs([r[0] for r in rows]), runs([r[:2] for r in rows])
    build.row(label("本年度绩效指标", 1, len(rows) + 1), head("一级指标"), head("二级指标"), head("三级指标"), head("指标值及单位"), head("绩效标准"))
    for n, (one, two, i) in enumerate(rows):
        cells = [value(one, 1, spans1[n], align="centre")] if spans1[n] else []
        cells += [value(two, 1, spans2[n], align="centre")] if spans2[n] else []
        standard = dice.random.choice(["计划标准", "行业标准", "历史标准"]) if i else ""
        at = build.row(*cells, value(i.level3 if i else ""), value(i.joined() if i else "", align="centre"), value(standard, align="centre"))
        if i:
            form["indicators"].append(content.truth(i, at, i.joined(), standard=standard))
    build.row(label("财政部门审核意见", 2), value("", 4))
    return _finish(block, build, form, [(title, "centre"), (f"填报单位：（盖章）{money.body.name}", "left"), (f"单位：{style.unit}", "right")])


def _hubei(dice, draw, money, facts, style, index):
    """湖北: sources as a list with the years before, indicators with what was reached in the years before."""
    title = f"{facts['fiscal_year']}年部门项目申报表"
    project, name, form, block = _start(money, facts, style, index, "hubei", title)
    form["department"], form["implementing_unit"] = money.body.name, money.units[project.unit].name
    fen = money.project_total(index)
    build = Builder([70, 70, 74, 92, 56, 56, 62, 60])
    for one, a, two, b in (("项目名称", name, "项目编码", str(project.code)), ("主管部门", money.body.name, "执行单位", form["implementing_unit"]),
                           ("项目类型", "部门项目", "项目属性", "持续性项目" if project.years > 1 else "新增性项目")):
        build.row(label(one), value(a, 3, align="centre"), label(two), value(b, 3, align="centre"))
        _field(form, one, a)
        _field(form, two, b)
    total, years = style.text(fen * project_years(money, index)), style.text(fen)
    at = build.row(label(f"项目总预算（{style.unit}）"), value(total, 3, align="centre"), label(f"当年预算（{style.unit}）"), value(years, 3, align="centre"))
    _fund(style, form, f"项目总预算（{style.unit}）", total, at, None, "period")
    _fund(style, form, f"当年预算（{style.unit}）", years, at)
    fiscal, carried, other = sources(money, index)
    build.row(label("项目资金来源", 1, 5 if carried else 4), head("资金来源项目", 3), head(f"金额（{style.unit}）", 4))
    for tag, source, amount in [("合计", "total", fen), ("一般公共预算财政拨款" if not other or fiscal else "财政拨款", None, fiscal)] + ([("上年结转", None, carried)] if carried else []) + [("其他资金", "other", other)]:
        text = style.text(amount)
        at = build.row(value(tag, 3), value(text, 4, align="right"))
        _fund(style, form, tag, text, at, source, None)
    goal = content.goal(dice, project)
    at = build.row(label("年度绩效目标"), value(goal, 7))
    form["goals"] = [{"horizon": "annual", "text": goal, "row": at}]
    found = content.indicators(dice, project, fen, facts["fiscal_year"], style, "old")
    build.row(label("年度绩效指标", 1, len(found) + 2), head("一级指标", rows=2), head("二级指标", rows=2), head("三级指标", rows=2), head("指标值", 3), head("指标值确定依据", rows=2))
    build.row(head("前年"), head("上年"), head("预计当年实现"))
    spans1, spans2 = runs([i.level1 for i in found]), runs([(i.level1, i.level2) for i in found])
    for n, i in enumerate(found):
        cells = [value(i.level1, 1, spans1[n], align="centre")] if spans1[n] else []
        cells += [value(i.level2, 1, spans2[n], align="centre")] if spans2[n] else []
        past = [i.text or f"{content.plain(i.number)}{i.unit or ''}"] * 2 if dice.random.random() < 0.6 else ["", ""]
        at = build.row(*cells, value(i.level3), *[value(p, align="centre") for p in past], value(i.joined(), align="centre"), value(dice.random.choice(["计划标准", "历史标准", ""]), align="centre"))
        form["indicators"].append(content.truth(i, at, i.joined()))
    return _finish(block, build, form, [(title, "centre")])


def _approval(dice, draw, money, facts, style, index):
    """An approval form: codes and rates among the funds, points for bands of indicators."""
    title = "项目支出绩效目标审批表"
    project, name, form, block = _start(money, facts, style, index, "approval", title)
    form["fiscal_year"], form["department"] = facts["fiscal_year"], money.body.name
    fen = money.project_total(index)
    build = Builder([66, 84, 84, 110, 84, 76])
    year = facts["fiscal_year"]
    build.row(label("项目名称"), value(name, 3, align="centre"), label("项目分类"), value(str(project.category) or "其他类", align="centre"))
    build.row(label("建设周期"), value(f"{year}年4月-{year + 1}年2月", 3, align="centre"), label("实施单位"), value(money.units[project.unit].name, align="centre"))
    _field(form, "项目名称", name)
    form["implementing_unit"] = money.units[project.unit].name
    text = style.text(fen)
    goal = content.goal(dice, project)
    at = build.row(label("年度主要目标和成果"), value(goal, 5))
    form["goals"] = [{"horizon": "annual", "text": goal, "row": at}]
    fiscal, carried, other = sources(money, index)
    found = content.weigh(dice, content.indicators(dice, project, fen, year, style, "2021"), 90)
    at = build.row(label("项目资金\n预算执行\n10分", 1, 5), label("项目总预算"), value(text, align="right"), label("财政资金预算分类"), value("一般公共预算", 2, align="centre"))
    _fund(style, form, "项目总预算", text, at)
    del form["funds"][-1]["horizon"]
    at = build.row(label("当年年度预算"), value(text, align="right"), label("财政资金科目代码", 1, 3), value(project.function, 2, 3, align="centre"))
    _fund(style, form, "当年年度预算", text, at)
    for tag, amount, source in (("其中：财政资金", fiscal + carried, "fiscal"), ("其中：其它资金", other, "other")):
        shown = style.text(amount)
        at = build.row(label(tag), value(shown, align="right"))
        _fund(style, form, tag, shown, at, source)
    build.row(label("年度预算执行率"), value("100%", align="right"), label("分值"), value("10分", 2, align="centre"))
    top = build.at
    weights = plant_weights(draw, facts, block, [i.weight for i in found], 90, top, printed=True)
    build.row(label("年度绩效目标\n（90分）", 1, len(found) + 1), head("一级指标"), head("二级指标"), head("三级指标"), head("指标值"), head("分值"))
    bands = {"成本指标": "成本指标（0-20）分", "产出指标": "产出指标（40-50）分", "效益指标": "效益指标（20-30）分", "满意度指标": "满意度指标（10）分"}
    spans1, spans2 = runs([i.level1 for i in found]), runs([(i.level1, i.level2) for i in found])
    for n, i in enumerate(found):
        cells = [value(bands[i.level1], 1, spans1[n], align="centre")] if spans1[n] else []
        cells += [value(i.level2, 1, spans2[n], align="centre")] if spans2[n] else []
        at = build.row(*cells, value(i.level3), value(i.joined(), align="centre"), value(content.plain(weights[n]), align="centre"))
        form["indicators"].append(content.truth(i, at, i.joined(), level1=bands[i.level1], weight=content.plain(weights[n])))
    return _finish(block, build, form, [(title, "centre"), (f"（{year}年度）", "centre"), (f"预算单位：{money.body.name}", "left"), (f"金额单位：{style.unit}", "right")])

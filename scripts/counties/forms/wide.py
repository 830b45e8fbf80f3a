"""One wide table for all projects: 北京, 湖南, 四川, 云南, 内蒙古, 河南 (indicators side by side), 杭州 (goals in words only)."""

from decimal import Decimal

from blocks import FormBlock

from . import content
from .build import Builder, head, value
from .errors import plant_funds, plant_weights
from .project import runs, sources

# column -> (heading, width, where it stands for the project: merged over its rows)
COLUMNS = {
    "body": (("单位名称", "预算单位", "单位名称"), 62, True), "code": (("单位代码", "单位编码"), 46, True),
    "project": (("项目名称", "项目名称", "活动名称"), 84, True), "both": (("单位名称、项目名称", "单位名称（项目名称）"), 90, True),
    "special": (("单位（专项）名称",), 84, True), "category": (("项目类别",), 46, True),
    "total": (("项目总额", "资金总额", "预算数", "项目金额", "合计"), 54, True), "fiscal": (("财政资金", "财政拨款"), 54, True), "other": (("其他资金",), 48, True),
    "goal": (("绩效目标", "年度目标", "项目年度绩效目标", "实施期绩效目标"), 110, True), "level1": (("一级指标",), 48, False), "level2": (("二级指标",), 54, False),
    "level3": (("三级指标",), 84, False), "sign": (("指标性质", "指标方向性", "绩效指标性质", "计算符号"), 40, False), "value": (("指标值", "绩效指标值", "目标值", "本年绩效指标值"), 50, False),
    "unit": (("度量单位", "计量单位", "绩效度量单位"), 40, False), "weight": (("权重", "权重（%）", "分值"), 36, False), "type": (("指标属性", "指标值类型"), 40, False),
    "explain": (("指标内容", "指标值内容", "指标解释", "指标值说明"), 70, False), "standard": (("评（扣）分标准", "评分标准"), 70, False), "remark": (("备注",), 34, False),
}
FAMILIES = {
    "beijing": ["project", "total", "fiscal", "other", "goal", "level1", "level2", "level3", "sign", "value", "unit"],
    "hunan": ["code", "special", "total", "goal", "level1", "level2", "level3", "value", "explain", "standard", "unit", "type", "remark"],
    "sichuan": ["body", "project", "total", "goal", "level1", "level2", "level3", "sign", "value", "unit", "weight"],
    "yunnan": ["both", "goal", "level1", "level2", "level3", "sign", "value", "unit", "type", "explain"],
    "neimenggu": ["body", "project", "category", "total", "goal", "level1", "level2", "level3", "sign", "value", "unit", "weight"],
}
GROUPS = {("total", "fiscal", "other"): ("项目金额", "预算资金", "资金来源"), ("level1", "level2", "level3", "sign", "value", "unit"): ("绩效指标", "年度绩效指标")}
TITLES = ("项目支出绩效目标表", "部门项目支出绩效目标表", "项目支出绩效表", "部门预算项目绩效目标表", "{year}年部门预算项目支出绩效目标表", "项目支出绩效目标表（本级）")


def forms(draw, money, facts, style, projects, family):
    """The table, as one block."""
    if family == "hangzhou":
        return [_words(draw, money, facts, style, projects)]
    if family == "henan":
        return [_beside(draw, money, facts, style, projects)]
    return [_table(draw, money, facts, style, projects, family)]


def _caption(draw, money, facts, style, number, title):
    above = []
    place = draw.choice("form.number", {"none": 50, "above": 30, "with_title": 20})
    if place == "above":
        above.append((f"预算{number}表" if draw.random.random() < 0.5 else f"表{number}", "left"))
    above.append((f"表{number}　{title}" if place == "with_title" else title, "centre"))
    if draw.chance("form.department_line", 0.5):
        above.append((f"部门名称：{money.body.name}", "left"))
    where = draw.choice("form.unit_place", {"caption": 70, "header": 30})
    if where == "caption":
        above.append((f"单位：{style.unit}", "right"))
    return above, where == "header"


def _heads(draw, build, keys, money_in_header, style):
    """The header, one row or two where columns are grouped."""
    names = {k: draw.random.choice(COLUMNS[k][0]) for k in keys}
    if "standard" in keys:
        names["type"] = "指标值类型"  # 湖南; 指标属性 stands elsewhere
    if money_in_header:
        names = {k: f"{n}（{style.unit}）" if k in ("total", "fiscal", "other") else n for k, n in names.items()}
    grouped = [g for g in GROUPS if sum(1 for k in g if k in keys) > 1 and _together(keys, g)]
    if not grouped or not draw.chance("form.wide.groups", 0.4):
        build.row(*[head(names[k]) for k in keys])
        return 1
    top, low, done = [], [], set()
    for key in keys:
        group = next((g for g in grouped if key in g), None)
        if group is None:
            top.append(head(names[key], rows=2))
        else:
            if group not in done:
                done.add(group)
                top.append(head(draw.random.choice(GROUPS[group]), sum(1 for k in group if k in keys)))
            low.append(head("小计" if key == "total" and "fiscal" in keys else names[key]))
    build.row(*top)
    build.row(*low)
    return 2


def _together(keys, group):
    """Whether the group's columns stand side by side, nothing between."""
    at = [keys.index(k) for k in group if k in keys]
    return at == list(range(at[0], at[0] + len(at)))


def _blank(project_name, facts, style, family, title):
    return {"family": family, "subject": "project", "phase": "target", "title": title, "project_name": project_name, "unit": style.unit, "funds": [], "goals": [], "tasks": [],
            "indicators": [], "fields": [], "marks": {}}


def _project_name(facts, money, index):
    names = facts.get("project_names")
    return names[index] if names else money.projects[index].name


def _table(draw, money, facts, style, projects, family):
    keys = list(FAMILIES[family])
    if family == "beijing" and draw.random.random() < 0.2:
        keys.remove("sign")
        keys.insert(keys.index("value") + 1, "sign")
    title = draw.random.choice(TITLES).format(year=facts["fiscal_year"])
    above, in_header = _caption(draw, money, facts, style, draw.random.choice(["12", "10", "05-2", "13"]), title)
    if "total" not in keys:
        above, in_header = [a for a in above if not a[0].startswith("单位：")], False
    build = Builder([COLUMNS[k][1] for k in keys])
    block = FormBlock(None, [], above=above, landscape=True)
    height = _heads(draw, build, keys, in_header, style)
    merged = draw.choice("form.wide.project_cells", {"merged": 54, "repeated": 22, "first_only": 24})
    levels = draw.choice("form.wide.levels", {"repeated": 36, "merged": 32, "first_only": 32})
    scheme = "2021" if draw.chance("form.wide.costs_apart", 0.5) else "old"
    coded = draw.choice("form.project_code", {"none": 60, "glued": 40})
    text = {"zero_decimals": draw.chance("form.wide.value_decimals", 0.35)}
    if family == "yunnan" and draw.random.random() < 0.6:
        build.row(value(money.body.name, len(keys)))
    for index in projects:
        block.truth.append(_rows(draw.fork(f"wide/{index}"), money, facts, style, build, keys, index, family, title, merged, levels, scheme, coded, text, block))
    block.grid = build.grid(head=height, repeat=draw.choice("form.wide.repeat", {"whole": 60, "none": 40}))
    return block


def _rows(draw, money, facts, style, build, keys, index, family, title, merged, levels, scheme, coded, text, block):
    project, fen = money.projects[index], money.project_total(index)
    name = _project_name(facts, money, index)
    fiscal, carried, other = sources(money, index)
    shown = f"{project.code}-{name}" if coded == "glued" else name
    form = _blank(name if coded != "glued" else shown, facts, style, family, title)
    found = content.indicators(draw, project, fen, facts["fiscal_year"], style, scheme, many=draw.random.random() < 0.4)
    if "weight" in keys:
        whole = draw.random.choice([100, 90])
        found = content.weigh(draw, found, whole)
        weights = plant_weights(draw, facts, block, [i.weight for i in found], whole, build.at - 1)
    goal = content.goal(draw, project)
    parts = [fen, fiscal + carried, other] if "fiscal" in keys else [fen]
    texts, wrong_unit = plant_funds(draw, facts, block, style, parts, "one_cell" if "fiscal" in keys else "single", name, build.at) if "total" in keys else ([""], False)
    funds = dict(zip(("total", "fiscal", "other"), texts))
    cells_of_project = {"body": money.units[project.unit].name, "code": money.units[project.unit].code, "project": shown, "both": shown, "special": shown, "category": str(project.category),
                        "goal": goal, **funds}
    start = build.at
    bare_values = family == "hunan" and draw.random.random() < 0.3
    spans1, spans2 = runs([i.level1 for i in found]), runs([(i.level1, i.level2) for i in found])
    for n, indicator in enumerate(found):
        number = indicator.text or content.plain(indicator.number)
        if text["zero_decimals"] and indicator.number is not None:
            number = f"{indicator.number:.2f}"
        own = {"level3": indicator.level3, "sign": indicator.comparator or "定性", "value": number, "unit": indicator.unit or "",
               "type": "定量指标" if indicator.number is not None else "定性指标", "explain": f"反映{indicator.level3}情况。", "standard": "未达标按比例扣分", "remark": "",
               "weight": content.plain(weights[n]) if "weight" in keys else ""}
        if family == "hunan":
            own["type"] = own["type"][:2]
            own["value"] = number = number if indicator.number is None or bare_values else f"{indicator.comparator}{number}"
        cells = []
        for key in keys:
            if COLUMNS[key][2]:
                words = cells_of_project[key]
                side = "right" if key in funds else "left"
                if merged == "merged":
                    if n == 0:
                        cells.append(value(words, 1, len(found), align=side))
                else:
                    cells.append(value(words if n == 0 or merged == "repeated" else "", align=side))
            elif key in ("level1", "level2"):
                words, spans = (indicator.level1, spans1) if key == "level1" else (indicator.level2, spans2)
                if levels == "merged":
                    if spans[n]:
                        cells.append(value(words, 1, spans[n]))
                else:
                    cells.append(value(words if levels == "repeated" or spans[n] else ""))
            else:
                cells.append(value(own[key], align="centre" if key in ("sign", "value", "unit", "weight", "type") else "left"))
        at = build.row(*cells)
        fields = {"weight": own["weight"]} if "weight" in keys else {}
        fields["comparator"] = own["sign"] if "sign" in keys else indicator.comparator
        if indicator.number is not None:
            fields["value"] = number.lstrip("≥≤=")
        if family == "hunan":
            fields["value_type"] = own["type"]
        truth = content.truth(indicator, at, number, **fields)
        del truth["horizon"]
        if bare_values:
            truth["comparator"] = None
        form["indicators"].append(truth)
    for key, source in (("total", "total"), ("fiscal", "fiscal"), ("other", "other")):
        if key in keys and (fund := style.fund(key, funds[key], start, source, mark="open" if wrong_unit else "certain")):
            del fund["label"], fund["horizon"]
            form["funds"].append(fund)
    form["goals"] = [{"text": goal, "row": start}]
    if "total" not in keys:
        del form["unit"]
    form["rows"] = [start, build.at]
    return form


def _words(draw, money, facts, style, projects):
    """Goals in words beside the amount, no indicators."""
    title = draw.random.choice(["{year}年市级部门项目支出绩效表", "{year}年部门项目支出绩效目标情况表", "部门预算项目绩效目标表"]).format(year=facts["fiscal_year"])
    above, in_header = _caption(draw, money, facts, style, "11", title)
    build = Builder([110, 130, 70, 320])
    build.row(head("单位名称"), head("项目名称"), head(f"金额（{style.unit}）" if in_header else "金额"), head("绩效目标"))
    block = FormBlock(None, [], above=above, landscape=True)
    last = None
    once = draw.random.random() < 0.3
    for index in projects:
        project, fen = money.projects[index], money.project_total(index)
        name, unit = _project_name(facts, money, index), money.units[project.unit].name
        goal = content.goal(draw, project) + content.goal(draw, project)
        printed = style.text(fen)
        at = build.row(value("" if once and unit == last else unit), value(name), value(printed, align="right"), value(goal))
        last = unit
        form = _blank(name, facts, style, "hangzhou", title)
        form["goals"] = [{"text": goal, "row": at}]
        if fund := style.fund("金额", printed, at, "total"):
            del fund["horizon"]
            form["funds"].append(fund)
        form["rows"] = [at, at + 1]
        block.truth.append(form)
    block.grid = build.grid(head=1, repeat=draw.choice("form.wide.repeat", {"whole": 60, "none": 40}))
    return block


def _beside(draw, money, facts, style, projects):
    """河南: the indicators of each first level side by side, name and value; a row holds one of each kind."""
    kinds = ["成本指标", "产出指标", "效益指标", "满意度指标"]
    title = draw.random.choice(["项目支出绩效目标表", "预算项目支出绩效目标表"])
    above, in_header = _caption(draw, money, facts, style, "11", title)
    build = Builder([62, 74, 52, 52, 52, 52] + [66, 46] * 4)
    money_heads = ["资金总额", "政府预算资金", "财政专户管理资金", "单位资金"]
    unit = f"（{style.unit}）" if in_header else ""
    build.row(head("单位编码\n（项目编码）", rows=3), head("项目单位\n（项目名称）", rows=3), head(f"项目金额{unit}", 4), head("绩效目标", 8))
    build.row(*[head(t, rows=2) for t in money_heads], *[head(k, 2) for k in kinds])
    build.row(*[h for _ in kinds for h in (head("三级指标"), head("指标值"))])
    block = FormBlock(None, [], above=above, landscape=True)
    for index in projects:
        inner = draw.fork(f"beside/{index}")
        project, fen = money.projects[index], money.project_total(index)
        funds = money.project_funds(index)
        name = _project_name(facts, money, index)
        fiscal = sum(f for (fund, _), f in funds.items() if fund in ("general_public_budget", "government_fund", "state_capital"))
        special = sum(f for (fund, _), f in funds.items() if fund == "special_account")
        found = content.indicators(inner, project, fen, facts["fiscal_year"], style, "2021", many=inner.random.random() < 0.5)
        by = [[i for i in found if i.level1 == k] for k in kinds]
        texts = [style.text(fen), style.text(fiscal), style.text(special), style.text(fen - fiscal - special)]
        form = _blank(name, facts, style, "henan", title)
        start, height = build.at, max(len(b) for b in by)
        for r in range(height):
            cells = [] if r else [value(str(project.code), 1, height), value(name, 1, height), *[value(t, 1, height, align="right") for t in texts]]
            for group in by:
                cells += [value(group[r].level3), value(group[r].joined(), align="centre")] if r < len(group) else [value(""), value("")]
            at = build.row(*cells)
            for group in by:
                if r < len(group):
                    truth = content.truth(group[r], at, group[r].joined())
                    del truth["level2"], truth["horizon"]
                    form["indicators"].append(truth)
        for label, source, text in zip(money_heads, ("total", None, None, None), texts):
            if fund := style.fund(label, text, start, source):
                del fund["horizon"]
                form["funds"].append(fund)
        form["rows"] = [start, build.at]
        block.truth.append(form)
    block.grid = build.grid(head=3, repeat=draw.choice("form.wide.repeat", {"whole": 60, "none": 40}))
    return block

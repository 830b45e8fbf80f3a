"""One form for each project: the shape of the ministry (项目支出绩效目标表) as cities and counties vary it."""

from dataclasses import dataclass

from blocks import FormBlock
from money import FISCAL

from . import content
from .build import Builder, amount, head, label, upright, value
from .errors import plant_funds, plant_weights

TITLES = {"general": "项目支出绩效目标表", "apply": "项目支出绩效目标申报表", "named": "{name}项目绩效目标表", "policy": "政策和项目预算绩效目标表",
          "special": "部门专项业务经费绩效目标表", "budget": "{year}年部门预算项目支出绩效目标表", "fill": "财政项目支出绩效目标填报表"}


@dataclass
class Shape:
    """What all project forms of a document share."""

    title: str
    title_in_grid: bool
    number: str
    year_line: bool
    department_label: str
    code_with_name: str
    unit_row: str
    funds: str
    colon: bool
    goal_label: str
    upright: bool
    levels: str
    target: str
    third_numbered: bool
    weights: str
    remark: bool
    people: str
    scheme: str
    extra: list
    frame_label: str


def shape(draw):
    """Draws it."""
    dice = draw.random
    return Shape(
        title=draw.choice("form.title", {"general": 18, "apply": 16, "named": 14, "policy": 18, "special": 16, "budget": 14, "fill": 16}),
        title_in_grid=draw.chance("form.title_in_grid", 0.22),
        number=draw.choice("form.number", {"none": 60, "above": 25, "with_title": 15}),
        year_line=draw.chance("form.year_line", 0.55),
        department_label=dice.choice(["主管部门", "主管部门及代码", "主管单位", "预算主管部门", "主管部门（单位）"]),
        code_with_name=draw.choice("form.department_code", {"none": 46, "dash": 18, "underscore": 24, "bracket": 19}),
        unit_row=draw.choice("form.unit_row", {"beside": 50, "below": 30, "none": 30}),
        funds=draw.choice("form.funds", {"rows": 38, "columns": 17, "one_cell": 14, "pair": 18, "single": 13}),
        colon=draw.chance("form.colon", 0.45),
        goal_label=dice.choice(["年度目标", "年度总体目标", "总体目标", "年度绩效目标", "项目绩效总目标", "绩效目标"]),
        upright=draw.chance("form.upright_labels", 0.3),
        levels=draw.choice("form.levels", {"merged": 55, "repeated": 24, "first_only": 21}),
        target=draw.choice("form.target", {"joined": 42, "split": 16, "spaced": 14, "unit_in_name": 14, "words": 18}),
        third_numbered=draw.chance("form.third_numbered", 0.15),
        weights=draw.choice("form.weights", {"none": 60, "hundred": 20, "ninety": 20}),
        remark=draw.chance("form.remark_column", 0.15),
        people=draw.choice("form.people", {"none": 60, "row": 25, "above": 15}),
        scheme=draw.choice("form.scheme", {"2021": 60, "old": 40}),
        extra=sorted(dice.sample(["nature", "period", "category", "dates", "overview", "basis"], dice.choice([0, 0, 1, 2, 3]))),
        frame_label=dice.choice(["绩效指标", "年度绩效指标", "绩效目标指标", "绩效目标"]))


def forms(draw, money, facts, style, projects):
    """A form for each project."""
    seen = shape(draw)
    return [_form(draw.fork(f"form/{i}"), money, facts, style, seen, i, n) for n, i in enumerate(projects)]


def title_of(kind, name, facts):
    return TITLES[kind].format(name=name, year=facts["fiscal_year"])


def _form(draw, money, facts, style, seen, index, n):
    project = money.projects[index]
    name = _name(facts, money, index)
    fen = money.project_total(index)
    title = title_of(seen.title, name, facts)
    extra = (1 if seen.weights != "none" else 0) + (1 if seen.remark else 0) + (2 if seen.target == "split" else 0)
    build = Builder([52, 62, 74, 132, 92] + [46] * extra)
    width = len(build.widths)
    form = {"family": "project", "subject": "project", "phase": "target", "title": title, "project_name": name, "department": None,
            "implementing_unit": None, "fiscal_year": facts["fiscal_year"] if seen.year_line or seen.title == "budget" else None, "unit": style.unit,
            "funds": [], "goals": [], "tasks": [], "indicators": [], "fields": [], "marks": {}}
    if form["fiscal_year"] is None:
        del form["fiscal_year"]
    block = FormBlock(None, [form], own_page=draw.random.random() < 0.85)
    if seen.title_in_grid:
        build.row(head(title, width, bold=True))
    _names(build, draw, money, facts, seen, form, project, name, width)
    _funds(build, draw, money, facts, style, seen, form, index, fen, width, block)
    _goals(build, draw, seen, form, project, width)
    _indicators(build, draw, facts, style, seen, form, project, fen, width, block)
    _people(build, draw, facts, seen, form, width, block)
    block.grid = build.grid()
    form["rows"] = [0, build.at]
    block.above = _above(seen, title, facts, n, style)
    return block


def _name(facts, money, index):
    names = facts.get("project_names")
    return names[index] if names else money.projects[index].name


def _above(seen, title, facts, n, style):
    lines = []
    if seen.number == "above":
        lines.append((f"表{14 if n < 9 else 15}-{n + 1}", "left"))
    if not seen.title_in_grid:
        lines.append((f"表{n + 12}　{title}" if seen.number == "with_title" else title, "centre"))
    if seen.year_line:
        lines.append((f"（{facts['fiscal_year']}年度）", "centre"))
    if seen.funds == "single":
        lines.append((f"单位：{style.unit}", "right"))
    return lines


def coded(name, code, how):
    """A department's name with its code, as forms print it."""
    return {"dash": f"{code}-{name}", "underscore": f"{code}_{name}", "bracket": f"[{code}]{name}"}.get(how, name)


def _names(build, draw, money, facts, seen, form, project, name, width):
    fields = form["fields"]

    def put(pairs):
        """A row of one or two labels, each with its value."""
        if len(pairs) == 1:
            build.row(label(pairs[0][0], 2), value(pairs[0][1], width - 2, align="centre"))
        else:
            build.row(label(pairs[0][0], 2), value(pairs[0][1], 1, align="centre"), label(pairs[1][0], 1), value(pairs[1][1], width - 4, align="centre"))
        fields.extend({"label": pair[0], "value": pair[1], "person": False} for pair in pairs)

    department = coded(money.body.name, money.body.code[:3] if seen.code_with_name != "none" else "", seen.code_with_name)
    unit = money.units[project.unit].name
    form["department"], form["implementing_unit"] = department, None if seen.unit_row == "none" else unit
    put([("项目名称", name)])
    if seen.unit_row == "beside":
        put([(seen.department_label, department), (draw.random.choice(["实施单位", "项目实施单位", "项目单位"]), unit)])
    else:
        put([(seen.department_label, department)])
        if seen.unit_row == "below":
            put([("实施单位", unit)])
    year = facts["fiscal_year"]
    what = {"nature": ("项目属性", "经常性项目" if project.years > 1 else "一次性项目"), "period": ("项目期", f"{project.years}年"),
            "category": ("项目类别", str(getattr(project, "category", "") or "其他运转类")), "basis": ("立项依据", "根据部门职责及年度工作计划设立。"),
            "overview": ("项目概况", f"{name}主要用于保障相关工作正常开展。"), "dates": None}
    pairs = []
    for extra in seen.extra:
        if extra == "dates":
            put([("计划开始日期", f"{year}-01-01"), ("计划完成日期", f"{year + project.years - 1}-12-31")])
        elif extra in ("overview", "basis"):
            put([what[extra]])
        else:
            pairs.append(what[extra])
    while pairs:
        put(pairs[:2])
        pairs = pairs[2:]


def sources(money, index):
    """Fen of a project: fiscal and other, and the part that was carried over."""
    funds = money.project_funds(index)
    fiscal = sum(f for (fund, carried), f in funds.items() if fund in FISCAL and not carried)
    carried = sum(f for (fund, was), f in funds.items() if was)
    other = sum(f for (fund, was), f in funds.items() if fund not in FISCAL and not was)
    return fiscal, carried, other


def _funds(build, draw, money, facts, style, seen, form, index, fen, width, block):
    fiscal, carried, other = sources(money, index)
    colon = "：" if seen.colon else ""
    area = draw.random.choice(["项目资金", "资金金额", "专项资金情况", "资金情况", "预算资金"]) + ("\n" if draw.random.random() < 0.5 else "") + f"（{style.unit}）"
    whole = "年度资金总额" if draw.random.random() < 0.5 else "资金总额"
    parts = [("其中：财政拨款" if seen.colon else "财政拨款", "fiscal", fiscal)]
    if carried:
        parts.append(("上年结转资金", None, carried))
    parts.append(("其他资金", "other", other))
    texts, wrong_unit = plant_funds(draw, facts, block, style, [fen] + [f for _, _, f in parts], seen.funds, form["project_name"], build.at)
    rows = [(whole, "total", texts[0])] + [(name, source, text) for (name, source, _), text in zip(parts, texts[1:])]
    layout = "rows" if seen.funds == "columns" and len(rows) > width - 2 else seen.funds
    mark = "open" if wrong_unit else "certain"
    if layout == "rows":
        for n, (name, source, text) in enumerate(rows):
            cells = [label(area, 2, len(rows))] if n == 0 else []
            at = build.row(*cells, label(name + colon, 1, align="left"), value(text, width - 3, align="right" if seen.colon else "centre", ))
            _fund(style, form, name + colon, text, at, source, _time(name, area), mark)
    elif layout == "columns":
        spare, names = width - 2, rows
        build.row(label(area, 2, 2), *[head(name, 1 if n < len(names) - 1 else spare - len(names) + 1) for n, (name, _, _) in enumerate(names)])
        at = build.row(*[value(text, 1 if n < len(names) - 1 else spare - len(names) + 1, align="right") for n, (_, _, text) in enumerate(names)])
        for name, source, text in names:
            _fund(style, form, name, text, at, source, _time(rows[0][0], area), mark)
    elif layout == "one_cell":
        shown = " ".join(f"{name}：{text}" for name, _, text in rows)
        at = build.row(label(area, 2), value(shown, width - 2))
        for name, source, text in rows:
            _fund(style, form, name, text, at, source, _time(rows[0][0], area), mark)
    elif layout == "pair":
        years = project_years(money, index)
        for n, (name, source, text) in enumerate(rows):
            period = years_of(text, years, style)
            before = ("实施期资金总额" if n == 0 else name) + colon
            after = ("年度资金总额" if n == 0 else name) + colon
            cells = [label(area, 1, len(rows))] if n == 0 else []
            at = build.row(*cells, label(before, 1, align="left"), value(period, 1, align="right"), label(after, 1, align="left"),
                           value(text, width - 4, align="right"))
            _fund(style, form, before, period, at, source, "period", mark)
            _fund(style, form, after, text, at, source, "annual", mark)
    else:
        at = build.row(label(f"年度预算资金（{style.unit}）", 2), value(texts[0], width - 2, align="centre"))
        _fund(style, form, f"年度预算资金（{style.unit}）", texts[0], at, "total")
        form["unit"] = style.unit


def project_years(money, index):
    return max(1, money.projects[index].years)


def years_of(text, years, style):
    """The amount of all years, from the printed amount of one."""
    number = amount(text)
    return text if number is None else f"{number * years:{',' if style.comma else ''}f}"


def _time(*labels):
    """annual where a label says so; None where nothing does."""
    return "annual" if any("年度" in text for text in labels) else None


def _fund(style, form, name, text, row, source, horizon="annual", mark="certain"):
    fund = style.fund(name, text, row, source, horizon, mark=mark)
    if fund:
        if horizon is None:
            del fund["horizon"]
        form["funds"].append(fund)


def _goals(build, draw, seen, form, project, width):
    text = content.goal(draw, project)
    if seen.funds == "pair" and draw.random.random() < 0.6:
        other = content.goal(draw, project)
        half = 2
        tag = upright("总体目标") if seen.upright else "总体目标"
        build.row(label(tag, 1, 2), head("实施期目标", half), head("年度目标", width - 1 - half))
        at = build.row(value(other, half), value(text, width - 1 - half))
        form["goals"] = [{"horizon": "period", "text": other, "row": at}, {"horizon": "annual", "text": text, "row": at}]
        return
    tag = upright(seen.goal_label) if seen.upright else seen.goal_label
    at = build.row(label(tag, 1), value(text, width - 1))
    horizon = "annual" if "年度" in seen.goal_label else None
    form["goals"] = [{"horizon": horizon, "text": text, "row": at} if horizon else {"text": text, "row": at}]


WORDS = {"≥": ("不低于", "大于等于"), "≤": ("不超过", "小于等于"), "=": ("等于",)}


def target(draw, indicator, how):
    """The target as printed in one cell, and the unit that the cell shows."""
    if indicator.number is None:
        return indicator.text, None
    number, unit = content.plain(indicator.number), indicator.unit or ""
    if how == "spaced":
        return f"{indicator.comparator} {number} {unit}".strip(), indicator.unit
    if how == "words":
        return f"{draw.random.choice(WORDS[indicator.comparator])}{number}{unit}", indicator.unit
    if how == "unit_in_name":
        return f"{indicator.comparator}{number}", None
    return indicator.joined(), indicator.unit


def _indicators(build, draw, facts, style, seen, form, project, fen, width, block):
    whole = {"none": 0, "hundred": 100, "ninety": 90}[seen.weights]
    found = content.indicators(draw, project, fen, facts["fiscal_year"], style, seen.scheme, many=draw.random.random() < 0.3)
    if whole:
        found = content.weigh(draw, found, whole)
    top = build.at
    weights = plant_weights(draw, facts, block, [i.weight for i in found], whole, top, printed=whole == 90) if whole else [None] * len(found)
    frame = upright(seen.frame_label) if seen.upright else seen.frame_label
    heads = [head(frame, 1, len(found) + 1), head("一级指标"), head("二级指标"), head("三级指标")]
    if seen.target == "split":
        heads += [head("指标性质"), head("指标值"), head("计量单位")]
    else:
        heads.append(head(draw.random.choice(["指标值", "目标值", "年度指标值"])))
    if whole:
        heads.append(head("分值权重\n（90分）" if whole == 90 else draw.random.choice(["权重", "分值", "权重（%）"])))
    if seen.remark:
        heads.append(head("备注"))
    build.row(*heads)
    spans1, spans2 = runs([i.level1 for i in found]), runs([(i.level1, i.level2) for i in found])
    for n, indicator in enumerate(found):
        cells = levels(seen.levels, n, indicator, spans1, spans2)
        name = indicator.level3
        if seen.target == "unit_in_name" and indicator.unit:
            name += f"（{indicator.unit}）"
        if seen.third_numbered:
            name = f"指标{n + 1}：{name}"
        cells.append(value(name, align="centre"))
        fields = {"level3": name}
        if seen.target == "split":
            shown = indicator.text or content.plain(indicator.number)
            sign = indicator.comparator or "定性"
            cells += [value(sign, align="centre"), value(shown, align="centre"), value(indicator.unit or "", align="centre")]
            fields["comparator"] = sign
        else:
            shown, unit = target(draw, indicator, seen.target)
            cells.append(value(shown, align="centre"))
            if seen.target == "unit_in_name":
                fields["unit"] = ...
        if whole:
            cells.append(value(content.plain(weights[n]), align="centre"))
            fields["weight"] = content.plain(weights[n])
        if seen.remark:
            cells.append(value(""))
        at = build.row(*cells)
        truth = content.truth(indicator, at, shown, **fields)
        if truth["unit"] is ...:
            del truth["unit"]
        if "年度" not in seen.frame_label and "年度" not in heads[4].text:
            del truth["horizon"]
        form["indicators"].append(truth)


def runs(keys):
    """For each place the length of the run of equal keys that begins there, else 0."""
    found, start = [0] * len(keys), 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or keys[i] != keys[start]:
            found[start] = i - start
            start = i
    return found


def levels(how, n, indicator, spans1, spans2):
    """The cells of the first two levels in a row."""
    if how == "repeated":
        return [value(indicator.level1, align="centre"), value(indicator.level2, align="centre")]
    if how == "first_only":
        return [value(indicator.level1 if spans1[n] else "", align="centre"), value(indicator.level2 if spans2[n] else "", align="centre")]
    cells = []
    if spans1[n]:
        cells.append(value(indicator.level1, 1, spans1[n], align="centre"))
    if spans2[n]:
        cells.append(value(indicator.level2, 1, spans2[n], align="centre"))
    return cells


FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = ["云舟", "砚秋", "思齐", "若谷", "望舒", "景行", "知远", "怀瑾", "晓岚", "星野"]


def person(draw):
    """An invented name and an invented number (of a range that no one has)."""
    return draw.random.choice(FAMILY) + draw.random.choice(GIVEN), f"1300000{draw.random.randint(0, 9999):04d}"


def _people(build, draw, facts, seen, form, width, block):
    if seen.people == "none":
        return
    name, phone = person(draw)
    labels = ("经办人", "联系电话") if seen.people == "row" else ("项目负责人", "电话")
    at = build.row(label(labels[0], 2), value(name, 1, align="centre"), label(labels[1], 1), value(phone, width - 4, align="centre"))
    for tag, text in zip(labels, (name, phone)):
        form["fields"].append({"label": tag, "value": text, "person": True})
        facts.setdefault("contacts", []).append({"text": text, "block": block, "row": at})

"""Forms of a whole department: 甘肃 (levels of its own), 重庆, 河南 (tasks and structure of funds), 湖北 (parts with shares), 湖南 (one wide row), 四川 (tasks with amounts), 广州."""

from decimal import ROUND_HALF_UP, Decimal

from blocks import FormBlock
from money import FISCAL

from . import content
from .build import Builder, amount, head, label, upright, value
from .errors import due, note
from .project import person, runs

TASKS = [("保障机构正常运转", "保障人员工资发放和日常公用支出，维持机构正常运行。"), ("履行部门职责", "落实上级部署，完成年度重点业务工作。"), ("推进重点项目建设", "按计划推进项目实施，按期完成建设任务。"),
         ("提升服务能力", "加强队伍建设和业务培训，提升公共服务水平。"), ("加强监督管理", "开展专项检查，规范行业秩序。")]
GOAL = "围绕年度中心工作，全面履行部门职责，确保各项任务按期完成，资金使用规范高效，服务对象满意度持续提升。"


def form(draw, money, facts, style, family):
    """One form of the department."""
    return {"chongqing": _chongqing, "henan": _henan, "hubei": _hubei, "hunan": _hunan, "sichuan": _sichuan, "gansu": _gansu}[family](draw, money, facts, style)


def _blank(money, facts, style, family, title):
    return {"family": f"department_{family}", "subject": "department", "phase": "target", "title": title, "project_name": None, "department": money.body.name, "unit": style.unit,
            "funds": [], "goals": [], "tasks": [], "indicators": [], "fields": [], "marks": {}}


def _found(draw, facts, style, money, whole=0, scheme="old"):
    """Indicators of a department: those of a project, without its costs."""
    class Whole:
        goods = None
    found = [i for i in content.indicators(draw, Whole(), money.total(), facts["fiscal_year"], style, scheme, many=True) if "成本" not in i.level2]
    return content.weigh(draw, found, whole) if whole else found


def _fund(style, form_, tag, text, row, source=None, unit=None):
    fund = style.fund(tag, text, row, source, unit=unit)
    if fund:
        form_["funds"].append(fund)
    return fund


def _block(form_, build, above, landscape=False, head_rows=0):
    form_["rows"] = [0, build.at]
    return FormBlock(build.grid(head=head_rows), [form_], above=above, landscape=landscape)


def _rows(build, form_, found, cols, weights=None, explain=False, name_cols=1):
    """Rows of indicators, levels merged."""
    spans1, spans2 = runs([i.level1 for i in found]), runs([(i.level1, i.level2) for i in found])
    for n, i in enumerate(found):
        cells = [value(i.level1, cols[0], spans1[n], align="centre")] if spans1[n] else []
        cells += [value(i.level2, cols[1], spans2[n], align="centre")] if spans2[n] else []
        cells += [value(i.level3, name_cols), value(i.joined(), cols[2], align="centre")]
        fields = {}
        if weights:
            cells.append(value(content.plain(weights[n]), align="centre"))
            fields["weight"] = content.plain(weights[n])
        if explain:
            cells.append(value(f"考核{i.level3}。"))
        form_["indicators"].append(content.truth(i, build.row(*cells), i.joined(), **fields))


def _chongqing(draw, money, facts, style):
    title = f"{facts['fiscal_year']}年部门整体绩效目标表"
    form_ = _blank(money, facts, style, "chongqing", title)
    del form_["unit"]
    form_["fiscal_year"] = facts["fiscal_year"]
    build = Builder([58, 170, 62, 58, 58, 62, 52])
    build.row(head("当年整体绩效目标", 7))
    at = build.row(value(GOAL, 7))
    form_["goals"] = [{"horizon": "annual", "text": GOAL, "row": at}]
    found = _found(draw, facts, style, money, 100, "2021")
    build.row(label("绩效指标", rows=len(found) + 1), head("指标名称"), head("指标性质"), head("指标值"), head("计量单位"), head("指标权重（%）"), head("是否核心"))
    for i in found:
        core = draw.random.random() < 0.5
        number = i.text or content.plain(i.number)
        sign = i.comparator or "定性"
        at = build.row(value(i.level3), value(sign, align="centre"), value(number, align="centre"), value(i.unit or "", align="centre"), value(content.plain(i.weight), align="centre"),
                       value("是" if core else "否", align="centre"))
        truth = content.truth(i, at, number, comparator=sign, weight=content.plain(i.weight), core=core)
        truth["level1"] = truth["level2"] = None
        form_["indicators"].append(truth)
    return _block(form_, build, [(title, "centre"), (f"单位名称：{money.body.name}", "left")], landscape=True)


def _henan(draw, money, facts, style):
    title = draw.random.choice(["部门（单位）整体绩效目标表", "部门整体支出绩效目标表"])
    form_ = _blank(money, facts, style, "henan", title)
    form_["fiscal_year"] = facts["fiscal_year"]
    build = Builder([74, 84, 74, 130, 84, 96])
    build.row(label("部门（单位）名称"), value(money.body.name, 5, align="centre"))
    form_["fields"].append({"label": "部门（单位）名称", "value": money.body.name, "person": False})
    at = build.row(label("年度履职目标"), value(GOAL, 5))
    form_["goals"] = [{"horizon": "annual", "text": GOAL, "row": at}]
    tasks = draw.random.sample(TASKS, draw.random.randint(2, 4))
    build.row(label("年度主要任务", rows=len(tasks) + 1), head("任务名称", 2), head("主要内容", 3))
    for name, text in tasks:
        build.row(value(name, 2), value(text, 3))
        form_["tasks"].append({"name": name, "content": text})
    _, basic, project = money.total(), money.total(kind="basic"), money.total(kind="project")
    other_kinds = money.total() - basic - project
    government, special = money.total(fund=FISCAL), money.total(fund="special_account")
    rows = [("部门预算总额", "total", money.total()), ("1、资金来源：（1）政府预算资金", None, government), ("（2）财政专户管理资金", None, special), ("（3）单位资金", None, money.total() - government - special),
            ("2、资金结构：（1）基本支出", "basic", basic), ("（2）项目支出", "project", project)]
    for n, (tag, source, fen) in enumerate(rows):
        if n and not fen and other_kinds is None:
            continue
        text = style.text(fen)
        cells = [label(f"预算情况\n（{style.unit}）", rows=len(rows))] if n == 0 else []
        at = build.row(*cells, label(tag, 3, align="left"), value(text, 2, align="centre"))
        _fund(style, form_, tag, text, at, source)
    found = _found(draw, facts, style, money)
    build.row(head("一级指标"), head("二级指标"), head("三级指标", 2), head("指标值"), head("指标值说明"))
    _rows(build, form_, found, (1, 1, 1), explain=True, name_cols=2)
    return _block(form_, build, [(title, "centre"), (f"（{facts['fiscal_year']}年度）", "centre")])


def _share(part, whole):
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%" if whole else "0.0%"


def _hubei(draw, money, facts, style):
    title = "部门整体支出绩效目标申报表"
    form_ = _blank(money, facts, style, "hubei", title)
    build = Builder([70, 70, 92, 84, 56, 68, 68])
    build.row(label("部门（单位）名称", 2), value(money.body.name, 5, align="centre"))
    who, phone = person(draw)
    people = draw.chance("form.department.people", 0.5)
    block = None
    if people:
        at_people = build.row(label("填报人", 2), value(who, align="centre"), label("联系电话"), value(phone, 3, align="centre"))
    fiscal, whole, basic = money.total(fund=FISCAL), money.total(), money.total(kind="basic")
    project = whole - basic
    build.row(label("部门总体\n资金情况", 1, 7), head("总体资金情况", 2), head("当年金额"), head("占比"), head("近两年收支金额", 2))
    prior = money.prior.total() if money.prior else 0
    errors, wrong = [], style.unit == "万元" and due(facts, "unit")
    for area, parts in (("收入构成", [("财政拨款", "fiscal", fiscal), ("其他资金", "other", whole - fiscal), ("合计", "total", whole)]),
                        ("支出构成", [("基本支出", "basic", basic), ("项目支出", "project", project), ("合计", "total", whole)])):
        for n, (tag, source, fen) in enumerate(parts):
            text = style.text(fen)
            planted = wrong and area == "支出构成" and n == 0 and style.unit == "万元" and fen
            if planted:  # one figure in yuan among figures in 万元
                right, text = text, f"{fen // 100}"
            cells = [label(area, 1, 3)] if n == 0 else []
            at = build.row(*cells, label(tag), value(text, align="right"), value(_share(fen, whole), align="right"), value(style.text(prior) if tag == "合计" and prior else "", align="right"), value(""))
            if planted:
                errors.append((at, text, right))
                if fund := style.fund(tag, text, at, source, unit="元", mark="open"):
                    form_["funds"].append(fund)
            else:
                _fund(style, form_, tag, text, at, source)
    duties = "负责贯彻执行国家有关方针政策，组织实施本部门职责范围内的各项工作。"
    build.row(label("部门职能概述", 2), value(duties, 5))
    form_["fields"].append({"label": "部门职能概述", "value": duties, "person": False})
    found = _found(draw, facts, style, money)
    at = build.row(label("年度绩效目标", 2), value(GOAL, 5))
    form_["goals"] = [{"horizon": "annual", "text": GOAL, "row": at}]
    build.row(label("年度绩效指标", 1, len(found) + 1), head("一级指标"), head("二级指标"), head("三级指标", 2), head("指标值", 2))
    _rows(build, form_, found, (1, 1, 2), name_cols=2)
    block = _block(form_, build, [(title, "centre"), (f"填报日期：{facts['fiscal_year'] - 1}年12月{draw.random.randint(5, 28)}日", "left"), (f"单位：{style.unit}", "right")])
    if people:
        for tag, text in (("填报人", who), ("联系电话", phone)):
            form_["fields"].append({"label": tag, "value": text, "person": True})
            facts.setdefault("contacts", []).append({"text": text, "block": block, "row": at_people})
    for at, text, right in errors:
        note(facts, block, at, "FRM-02", "表中单位为万元，一处按元填列", text, right, also=["DOC-03"])
    return block


def _hunan(draw, money, facts, style):
    """One wide table: the department's money in columns, its indicators below one another beside it."""
    title = "部门整体支出绩效目标表"
    form_ = _blank(money, facts, style, "hunan", title)
    wider = 16 if style.decimals > 2 else 0
    build = Builder([46, 62, *[w + wider for w in (56, 56, 52, 52, 52, 56, 56)], 92, 48, 54, 84, 50, 42])
    money_heads = [("资金总额", "total"), ("一般公共预算", None), ("政府性基金", None), ("财政专户管理资金", None), ("单位资金", None), ("基本支出", "basic"), ("项目支出", "project")]
    build.row(head("单位代码", rows=3), head("单位名称", rows=3), head("年度预算申请", 7), head("整体绩效目标", rows=3), head("部门整体支出年度绩效目标", 5))
    build.row(head("资金总额", rows=2), head("按收入性质分", 4), head("按支出性质分", 2), head("一级指标", rows=2), head("二级指标", rows=2), head("三级指标", rows=2), head("指标值", rows=2), head("度量单位", rows=2))
    build.row(*[head(t) for t, _ in money_heads[1:]])
    gpb, fund, special = (money.total(fund=f) for f in ("general_public_budget", "government_fund", "special_account"))
    whole, basic = money.total(), money.total(kind="basic")
    texts = [style.text(f) for f in (whole, gpb, fund, special, whole - gpb - fund - special, basic, whole - basic)]
    found = _found(draw, facts, style, money)
    height = len(found)
    spans1, spans2 = runs([i.level1 for i in found]), runs([(i.level1, i.level2) for i in found])
    for n, i in enumerate(found):
        cells = [value(money.body.code, 1, height), value(money.body.name, 1, height), *[value(t, 1, height, align="right") for t in texts], value(GOAL, 1, height)] if n == 0 else []
        cells += [value(i.level1, 1, spans1[n], align="centre")] if spans1[n] else []
        cells += [value(i.level2, 1, spans2[n], align="centre")] if spans2[n] else []
        number = i.text or f"{i.comparator}{content.plain(i.number)}"
        at = build.row(*cells, value(i.level3), value(number, align="centre"), value(i.unit or "", align="centre"))
        form_["indicators"].append(content.truth(i, at, number))
    for (tag, source), text in zip(money_heads, texts):
        _fund(style, form_, tag, text, 3, source)
    form_["goals"] = [{"text": GOAL, "row": 3}]
    return _block(form_, build, [(title, "centre"), (f"单位：{style.unit}", "right")], landscape=True, head_rows=3)


def _sichuan(draw, money, facts, style):
    """Tasks with the money that goes to each."""
    title = "部门整体支出绩效目标表"
    form_ = _blank(money, facts, style, "sichuan", title)
    form_["fiscal_year"] = facts["fiscal_year"]
    build = Builder([66, 74, 84, 120, 62, 62, 62])
    build.row(label("部门（单位）名称", 2), value(money.body.name, 5, align="centre"))
    tasks = draw.random.sample(TASKS, 3)
    build.row(label("年度主要任务", 1, len(tasks) + 3), head("任务名称", rows=2), head("主要内容", 2, 2), head(f"预算金额（{style.unit}）", 3))
    build.row(head("总额"), head("财政拨款"), head("其他资金"))
    whole, fiscal = money.total(), money.total(fund=FISCAL)
    basic = money.total(kind="basic")
    shares = [basic, (whole - basic) // 2, whole - basic - (whole - basic) // 2]
    left = fiscal
    for (name, text), fen in zip(tasks, shares):
        own = min(left, fen)
        left -= own
        figures = [style.text(f) for f in (fen, own, fen - own)]
        at = build.row(value(name), value(text, 2), *[value(f, align="right") for f in figures])
        form_["tasks"].append({"name": name, "content": text})
        for tag, source, printed in zip(("总额", "财政拨款", "其他资金"), ("total", "fiscal", "other"), figures):
            if fund := style.fund(tag, printed, at, source):
                form_["funds"].append({**fund, "item": name})
    figures = [style.text(f) for f in (whole, fiscal, whole - fiscal)]
    at = build.row(label("金额合计", 3), *[value(f, align="right") for f in figures])
    for tag, source, printed in zip(("总额", "财政拨款", "其他资金"), ("total", "fiscal", "other"), figures):
        _fund(style, form_, tag, printed, at, source)
    at = build.row(label("年度总体目标", 1), value(GOAL, 6))
    form_["goals"] = [{"horizon": "annual", "text": GOAL, "row": at}]
    found = _found(draw, facts, style, money)
    tag = upright("年度绩效指标") if draw.random.random() < 0.4 else "年度绩效指标"
    build.row(label(tag, 1, len(found) + 1), head("一级指标"), head("二级指标"), head("三级指标", 2), head("指标值（包含数字及文字描述）", 2))
    _rows(build, form_, found, (1, 1, 2), name_cols=2)
    return _block(form_, build, [(title, "centre"), (f"（{facts['fiscal_year']}年度）", "centre")])


OWN_LEVELS = [("部门管理", "资金投入", [("预算编制完整性", None, None, None, "完整"), ("结转结余率", "≤", 5, "%", None), ("“三公经费”控制率", "≤", 100, "%", None)]),
              ("部门管理", "财务管理", [("财务管理制度健全性", None, None, None, "健全"), ("资金使用规范性", None, None, None, "规范")]),
              ("部门管理", "人员管理", [("人员编制控制率", "≤", 100, "%", None)]),
              ("履职效果", "部门履职目标", [("重点工作完成率", "=", 100, "%", None), ("开展专项检查次数", "≥", 12, "次", None)]),
              ("履职效果", "部门效果目标", [("行业管理水平", None, None, None, "持续提升")]),
              ("履职效果", "社会影响", [("重大违法违纪发生数", "=", 0, "起", None), ("媒体正面报道次数", "≥", 6, "次", None)]),
              ("履职效果", "服务对象满意度", [("服务对象满意度", "≥", 90, "%", None)]),
              ("能力建设", "长效管理", [("中期规划建设完备程度", None, None, None, "完备")]), ("能力建设", "人力资源建设", [("人员培训机制完备性", None, None, None, "完备")])]


def _gansu(draw, money, facts, style):
    """Levels that are those of no project: 部门管理, 履职效果, 能力建设; staff beside money."""
    title = "部门（单位）整体支出绩效目标表"
    form_ = _blank(money, facts, style, "gansu", title)
    form_["fiscal_year"] = facts["fiscal_year"]
    build = Builder([62, 74, 90, 150, 74, 74])
    build.row(label("部门（单位）名称", 2), value(money.body.name, 4, align="centre"))
    form_["fields"].append({"label": "部门（单位）名称", "value": money.body.name, "person": False})
    staff = sum(u.staff for u in money.units)
    build.row(label("编制人数", 2), value(f"{staff + draw.random.randint(0, 6)}", align="centre"), label("实有人数"), value(f"{staff}", 2, align="centre"))
    whole, basic = money.total(), money.total(kind="basic")
    personnel, public = money.total(basic_kind="personnel"), money.total(basic_kind="public")
    rows = [("预算总额", "total", whole), ("其中：基本支出", "basic", basic), ("　人员经费", None, personnel), ("　公用经费", None, public), ("　　　项目支出", "project", whole - basic)]
    for n, (tag, source, fen) in enumerate(rows):
        text = style.text(fen)
        cells = [label(f"年度预算\n（{style.unit}）", 2, len(rows))] if n == 0 else []
        at = build.row(*cells, label(tag, 2, align="left"), value(text, 2, align="right"))
        _fund(style, form_, tag.strip("　"), text, at, source)
    at = build.row(label("年度总体目标", 2), value(GOAL, 4))
    form_["goals"] = [{"horizon": "annual", "text": GOAL, "row": at}]
    found = [content.Indicator(one, two, name, sign, None if number is None else Decimal(number), unit, text) for one, two, group in OWN_LEVELS
             for name, sign, number, unit, text in group if draw.random.random() < 0.85]
    found = content.weigh(draw, found, 100)
    build.row(head("一级指标", 2), head("二级指标"), head("三级指标"), head("指标值"), head("分值"))
    _rows(build, form_, found, (2, 1, 1), [i.weight for i in found])
    return _block(form_, build, [(title, "centre"), (f"（{facts['fiscal_year']}年度）", "centre")])

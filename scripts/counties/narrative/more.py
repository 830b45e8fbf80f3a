"""Further ways to tell the same: by 款 with its items, expenditure of four kinds, numbers nested three deep, self-evaluations, tasks with odd units."""

from fractions import Fraction

from blocks import Paragraph
from lists import name as code_name

from . import overall
from .phrases import amount, change, parts, share
from .teller import other_names
from .ties import Tie


def by_subclass(n):
    """`审计事务（款）：2025年预算支出合计…` leads, its items follow without their path."""
    v = n.v
    items = n.q.items(fund="general_public_budget")
    blocks, totals = [], {}
    for code, fen in items.items():
        totals[code[:5]] = totals.get(code[:5], 0) + fen
    numbers = n.numbers()
    colon = v.pick("：", ":", "：")
    for at, (sub, total) in enumerate(totals.items(), 1):
        t = n.teller()
        name = code_name(sub)
        t.say(numbers(at), v.pick(f"{name}（款）", f"{code_name(sub[:3])}（类）{name}（款）"), colon, v.pick(f"{v.year}年{v.noun()}支出合计", f"{v.year}年{v.noun()}数", f"{v.year}年支出{v.noun()}"), "")
        lead = t.money(name, total, also=[f"{name}（款）", name + "支出"], code=sub if "（类）" in t.text else None, budget="一般公共预算", key=f"gpb.sub.{sub}")
        if n.p and v.random.random() < 0.5:
            change(t, lead, total, sum(f for c, f in n.p.items(fund="general_public_budget").items() if c.startswith(sub)), reason=v.random.random() < 0.4)
        t.say("。其中：" if v.random.random() < 0.6 else "。")
        found = []
        same = t.text.endswith("其中：")
        if not same:
            blocks.append(t.done())
        mine = [(c, f) for c, f in items.items() if c.startswith(sub)]
        for i, (code, fen) in enumerate(mine, 1):
            if not same:
                t = n.teller()
                t.say(f"（{i}）")
            found.append(amount(t, code_name(code) + v.pick("（项）", ""), code_name(code), fen, copula="", also=[code_name(code) + "（项）"], budget="一般公共预算", key=f"gpb.item.{code}"))
            t.say(("；" if i < len(mine) else "。") if same else "。")
            if not same:
                blocks.append(t.done())
        if same:
            blocks.append(t.done())
        if len(found) > 1:
            v.ties.append(Tie("sum", lead, found, "HIE-01"))
    return blocks


def four_kinds(n):
    """`预算…万元，包括在职人员经费…、公用经费…、对个人和家庭的补助…、项目支出…`, each then told in a line of its own."""
    v, q = n.v, n.q
    fens = [("人员支出", n.money.total(kind="basic", economic="301"), ["人员经费", "在职人员经费"]), ("公用支出", n.money.total(kind="basic", basic_kind="public"), ["公用经费", "日常公用支出"]),
            ("对个人和家庭的补助支出", n.money.total(kind="basic", economic="303"), ["对个人和家庭的补助"]), ("项目支出", q.project, [])]
    t = n.teller()
    whole = amount(t, overall.head(n, "支出" + v.noun()), overall.SPEND_YEAR[0], q.spent, overall.SPEND_YEAR[1], key="spend.year")
    items = [(words, words, fen, {"also": also}) for words, fen, also in fens]
    complete = sum(f for _, f, _ in fens) == q.spent
    parts(t, items, whole if complete else None, q.spent, with_share=False, lead="，包括", separator="、", rule="ROW-01")
    blocks = [t.done()]
    for at, (words, fen, also) in enumerate(fens):
        t = n.teller()
        t.say(f"（{'一二三四'[at]}）")
        amount(t, words, words, fen, also, "")
        t.say("，主要", v.pick("是", "用于"), ("在职人员工资福利和社保缴费等", "办公费、水电费、物业管理费、工会经费等", "离退休人员经费等", "完成特定工作任务")[at], "。")
        blocks.append(t.done())
    return blocks


def nested(n):
    """（一）收入预算总计…包括：1．本年收入合计…（1）一般公共预算拨款收入…: three levels of numbers."""
    v, q = n.v, n.q
    noun = v.noun()
    t = n.teller()
    t.say("（一）")
    total = amount(t, f"收入{noun}总计", overall.INCOME[0], q.income_total, overall.INCOME[1], "", key="income.total")
    t.say("。包括：")
    blocks = [t.done()]
    t = n.teller()
    t.say("1．")
    year = amount(t, "本年收入合计", overall.INCOME_YEAR[0], q.income_year, overall.INCOME_YEAR[1], "", key="income.year")
    t.say("。")
    blocks.append(t.done())
    found = []
    for at, (words, subject, fen, known) in enumerate(overall.source_items(n, True), 1):
        t = n.teller()
        t.say(f"（{at}）")
        figure = amount(t, words, subject, fen, copula="", **known)
        fund = known["key"].rsplit(".", 1)[-1]
        n.change(t, figure, fen, lambda p: p.source(fund))
        t.say("。")
        found.append(figure)
        blocks.append(t.done())
    if sum(f.fen for f in found) == q.income_year and len(found) > 1:
        v.ties.append(Tie("sum", year, found, "BAL-04"))
    t = n.teller()
    t.say("2．")
    words, subject, fen, known = overall.carried_item(n)
    carried = amount(t, words, subject, fen, copula="", **known)
    n.change(t, carried, fen, lambda p: p.carried)
    t.say("。")
    blocks.append(t.done())
    if not q.reserves:
        v.ties.append(Tie("sum", total, [year, carried], "BAL-02"))
    t = n.teller()
    t.say("（二）")
    out = amount(t, f"支出{noun}总计", overall.SPEND[0], q.spent + q.closing, overall.SPEND[1], "", key="spend.total")
    t.say("。包括：")
    v.copy(out, total)
    blocks.append(t.done())
    for at, (words, subject, fen, known) in enumerate(overall.class_items(n), 1):
        t = n.teller()
        t.say(f"{at}．")
        amount(t, words + ("支出" if not words.endswith("支出") and "科目" not in words else ""), subject, fen, copula="", **known)
        t.say("，主要用于", v.pick("机关运转和业务工作", "按规定缴纳的社会保险", "人员经费及项目支出"), "。")
        blocks.append(t.done())
    return blocks


def evaluations(n):
    """Results of self-evaluations of projects: score, budget, executed, completion."""
    v, random = n.v, n.v.random
    names = n.facts.get("project_names") or [p.name for p in n.money.projects]
    blocks = []
    for index in range(min(len(n.money.projects), random.randrange(1, 4))):
        spent, plan = n.money.project_total(index), n.money.budget.project_total(index) if n.money.budget else 0
        if not spent or not plan:
            continue
        t = n.teller()
        quote = v.pick("“{}”项目", "{}", "{}项目")
        t.say(f"{len(blocks) + 1}.", quote.format(names[index]), v.pick("绩效自评综述：", "绩效自评情况："), f"根据年初设定的绩效目标，{names[index]}", v.pick("自评得分为", "绩效自评得分"))
        score = random.randrange(8000, 10000) / 100
        from decimal import Decimal
        from .teller import Figure
        text = f"{score:.2f}".rstrip("0").rstrip(".") if random.random() < 0.5 else f"{score:.2f}"
        t.put(Figure("count", names[index] + "自评得分", also=["自评得分", "绩效自评得分", names[index], f"{names[index]}绩效自评得分"], value=Decimal(text), unit="分", fiscal_year=v.year), text + "分")
        t.say("。", v.pick("项目全年预算数为", "年初预算数为"))
        before = t.money(names[index], plan, "prior_amount", phase="approved", also=other_names(names[index], ["项目", "全年预算数", n.money.projects[index].name]))
        before.mark = "open"  # 全年预算 beside 年初预算: which of them it is nobody says
        t.say("，执行数为")
        now = t.money(names[index], spent, also=other_names(names[index], ["项目", n.money.projects[index].name, "执行数"]), group=before.group, key=f"project.{index}")
        t.say("，完成预算的")
        rate = t.percent(names[index], Fraction(spent, plan), "completion", base="预算", bases=["全年预算", "年初预算"], also=other_names(names[index], ["项目", n.money.projects[index].name]), group=before.group)
        v.ties.append(Tie("completion", rate, [now, before], "FRM-16"))
        t.say("。项目绩效目标完成情况：", v.pick("一是各项任务按期完成；二是群众满意度较高。", "基本完成年度目标。"))
        blocks.append(t.done())
    return blocks


def tasks(n):
    """The year's work, with figures of other units: ranges, scales, limits. Nothing of it is asked."""
    v = n.v
    some = ["全年集装箱吞吐量力争达到320万标箱", "新开通公交线路2-3条", "完成1:5万区域地质调查图幅4幅", "服务对象满意度不低于95%", "新建改造农村公路120公里", "力争完成投资近30亿元", "建设高标准农田1.5万亩",
            "全年开展执法检查不少于12次", "PM2.5浓度控制在35微克/立方米以内", "培训基层人员3000余人次", "实现增加值增长6%左右", "空气质量优良天数比例达到85%以上"]
    return [Paragraph(v.pick("工作重点：", "年度主要工作任务：", f"{v.year}年主要工作任务：") + "；".join(v.random.sample(some, 4)) + "。")]


def entrusted(n):
    """委托业务费, as one province wants it."""
    fen = n.money.total(economic="30227", fund="general_public_budget")
    t = n.teller()
    figure = amount(t, overall.head(n, "一般公共预算安排委托业务费"), "委托业务费", fen, ["一般公共预算安排委托业务费"])
    n.change(t, figure, fen, lambda p: p.money.total(economic="30227", fund="general_public_budget"))
    t.say("。")
    return [t.done()]

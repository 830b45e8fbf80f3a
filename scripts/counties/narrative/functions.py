"""General public expenditure by class and item: paths, uses, changes; in final accounts budget, outcome and completion."""

from decimal import Decimal
from fractions import Fraction

from lists import name as code_name

from . import overall
from .more import by_subclass
from .phrases import amount, change, parts, share, why
from .ties import Tie

GPB = ("一般公共预算拨款支出", ["一般公共预算支出", "一般公共预算财政拨款支出", "一般公共预算当年拨款"])
USES = {"social": ["按规定为职工缴纳的社会保险等支出", "离退休人员经费支出", "单位按照规定缴纳的费用", "在职人员住房保障等方面支出"],
        "running": ["保障机构正常运转的基本支出", "在职人员工资福利及日常公用支出", "单位人员经费及运转支出"],
        "work": ["开展专项业务工作支出", "信息系统运行维护等方面支出", "完成特定工作任务的项目支出", "补助基层单位开展工作"]}
GAPS = {"social": (["缴费基数调整", "新增退休人员", "人员调资"], ["人员变动，相应减少支出", "受申领人数等因素影响，支出减少"]),
        "running": (["年中追加人员经费", "人员调资", "新增人员"], ["人员变动，相应减少支出", "厉行节约，压减开支"]),
        "work": (["执行中根据实际需要追加项目资金", "上级下达专项资金", "使用了年初结转资金"], ["项目按进度支付，部分资金结转下年", "部分合同尾款未达支付条件", "厉行节约，压减开支"])}


def nature(code):
    """What an item is for: insurance, pensions and housing; running a unit; work."""
    return "social" if code[:5] in ("20805", "21011", "22102") else "running" if code[5:] in ("01", "50") else "work"



def path(v, code, style):
    """The words of an item and the code that they print."""
    cls, sub, item = code_name(code[:3]), code_name(code[:5]), code_name(code)
    return {"whole": f"{cls}（类）{sub}（款）{item}（项）", "two": f"{sub}（款）{item}（项）", "item": f"{item}（项）", "code_dash": f"{code}-{item}", "name_code": f"{item}（{code}）",
            "code_name": f"{code}{item}", "split": f"{cls}（{code[:3]}类）{sub}（{code[3:5]}款）{item}（{code[5:]}项）", "bare": item,
            "half_brackets": f"{cls}(类){sub}(款){item}(项)", "fused": f"{cls}{sub}{item}"}[style]


def items_of(n):
    """(code, fen) of the items, in order, and how they are named."""
    style = n.v.draw.choice("sentence.path", {"whole": 5, "two": 2, "code_dash": 2, "name_code": 2, "split": 1, "bare": 2, "item": 1, "code_name": 1, "half_brackets": 1})
    return [(code, fen) for code, fen in n.q.items(fund="general_public_budget").items()], style


def scale(n):
    """How much the general public budget spends, its change, its classes with shares."""
    q, v = n.q, n.v
    noun = v.noun()
    total_fen = q.gpb()
    t = n.teller()
    words = v.pick("一般公共预算财政拨款支出", "一般公共预算支出") if v.final else v.pick("一般公共预算拨款支出", "一般公共预算当年拨款", "一般公共预算支出")
    total = amount(t, overall.head(n, words), GPB[0], total_fen, GPB[1], key="gpb.total")
    if v.final and q.spent:
        share(t, total, None, Fraction(total_fen, q.spent), "本年支出合计", "，占本年支出合计的")
    n.change(t, total, total_fen, lambda p: p.gpb())
    t.say("。")
    blocks = [n.title("规模变化情况"), t.done()] if (split := v.random.random() < 0.5) else [t.done()]
    if split:
        blocks.append(n.title("结构情况"))
    t = n.teller()
    whole = amount(t, overall.head(n, words), GPB[0], total_fen, GPB[1], key="gpb.total")
    v.copy(whole, total)
    items = overall.class_items(n, "gpb", fund="general_public_budget")
    if len(items) > 2 and v.draw.chance("oddity.incomplete_list", 0.1):
        some = sorted(sorted(items, key=lambda i: -i[2])[:2], key=items.index)
        parts(t, some, whole, total_fen, lead=v.pick("，主要包括：", "。主要是："), whole_name="一般公共预算拨款支出", stop=v.pick("等。", "等方面。"))
        n.facts.setdefault("oddities", []).append({"what": "a list of classes that leaves some out"})
        return [*blocks, t.done()]
    parts(t, items, whole, total_fen, lead=v.pick("，主要用于以下方面：", "。其中：", "，包括："),
          whole_name="一般公共预算拨款支出", with_share=v.random.random() < 0.8, rule="BAL-05")
    return [*blocks, t.done()]


def uses(n):
    """One entry an item: amount, use, change; or with what was executed last year."""
    q, v = n.q, n.v
    if v.draw.choice("sentence.items", {"each": 6, "by_subclass": 1.5}) == "by_subclass":
        return by_subclass(n)
    items, style = items_of(n)
    numbers = n.numbers()
    form = v.draw.choice("sentence.item", {"amount_use_change": 5, "amount_use": 3, "amount_change": 3, "executed_before": 1.5})
    blocks = []
    nested = style == "two" and v.draw.chance("sentence.class_heading", 0.7)
    was = q.items(fund="general_public_budget") if n.p is None else n.p.items(fund="general_public_budget")
    current, at = None, 0
    for code, fen in items:
        if nested and code[:3] != current:
            current, at = code[:3], 0
            blocks.append(n.title(code_name(current) + v.pick("（类）", "")))
        at += 1
        t = n.teller()
        words = path(v, code, "two" if style == "two" else style)
        known = {"code": code if style not in ("two", "item", "bare") or nested else None, "key": f"gpb.item.{code}", "also": [words, code_name(code) + "支出"], "budget": "一般公共预算"}
        figure = amount(t, numbers(at) + words + v.pick("", "支出" if not code_name(code).endswith("支出") and style not in ("name_code", "code_dash") else ""), code_name(code), fen, **known)
        before = was.get(code, 0)
        if form.startswith("amount_use"):
            t.say(v.pick("。主要用于", "，主要用于"), v.random.choice(USES[nature(code)]))
        if form.endswith("change") and n.p is not None:
            change(t, figure, fen, before, reason=v.random.random() < 0.5)
        if form == "executed_before":
            executed_before(n, t, figure, fen, before)
        t.say("。")
        blocks.append(t.done())
    return blocks


def executed_before(n, t, figure, fen, before):
    """`2025年当年预算执行数为A，2026年预算安排B，比2025年预算执行数减少…%`."""
    v = n.v
    prior = max(100, round(before * v.random.uniform(0.9, 1.1) / 10000) * 10000) if before else 0
    if not prior:
        return
    common = {"also": figure.also, "group": figure.group, "code": figure.code, "budget": figure.budget}
    t.say(f"。{v.last}年当年预算执行数为")
    was = t.money(figure.subject, prior, "prior_amount", fiscal_year=v.last, phase="executed", **common)
    t.say(f"，{v.year}年预算安排")
    again = t.money(figure.subject, fen, key=figure.key, **common)
    v.copy(again, figure)
    rising = fen > prior
    t.say(f"，比{v.last}年预算执行数", "增加" if rising else "减少")
    rate = t.percent(figure.subject, Fraction(abs(fen - prior), prior), "percent_change", direction="increase" if rising else "decrease", base="上年执行数", bases=["上年"], **common)
    v.ties.append(Tie("percent_of", rate, [again, was], "NAR-02"))
    v.ties.append(Tie("word", rate, [again, was], "NAR-09"))
    t.say("。主要原因是：", v.random.choice(["人员增加", "业务量增加", "支出增加"] if rising else ["部分人员退休", "业务量减少", "预算安排调整"]))


def outcomes(n):
    """Final accounts: 年初预算, 支出决算, 完成年初预算的 of the whole and of each item."""
    q, v, b = n.q, n.v, n.b
    budget_word = v.draw.choice("sentence.budget_word", {"年初预算": 6, "预算": 2, "全年预算": 1})
    plan = n.money.adjusted if budget_word == "全年预算" and n.money.adjusted else n.money.budget
    phase = "adjusted" if budget_word == "全年预算" and n.money.adjusted else "approved"
    where = {"fund": "general_public_budget"}
    planned = {c: f for c, f in plan.group("function", **where).items() if f}
    items, style = items_of(n)
    blocks = []
    t = n.teller()
    t.say(overall.head(n, "一般公共预算财政拨款支出"), budget_word, "为")
    total_plan = plan.total(**where)
    before = t.money(GPB[0], total_plan, "prior_amount", also=GPB[1], phase=phase, budget="一般公共预算")
    t.say("，支出决算为")
    total = t.money(GPB[0], q.gpb(), also=GPB[1], key="gpb.total", budget="一般公共预算", group=before.group)
    completion(n, t, total, before, total_plan, budget_word)
    t.say("。其中：")
    blocks.append(t.done())
    numbers = n.numbers()
    told = [f for f in sorted({*planned, *(c for c, _ in items)})]
    short = v.draw.choice("sentence.outcome", {"three_steps": 6, "outcome_only": 2})
    figures, plans = [], []
    for at, code in enumerate(told, 1):
        fen, plan_fen = dict(items).get(code, 0), planned.get(code, 0)
        t = n.teller()
        words = path(v, code, style)
        common = {"also": [words, code_name(code) + "支出"], "code": code if style not in ("two", "item", "bare") else None, "budget": "一般公共预算"}
        t.say(numbers(at), words)
        if short == "three_steps":
            t.say(v.pick("。", "："), budget_word, "为")
            was = t.money(code_name(code), plan_fen, "prior_amount", phase=phase, **common)
            t.say("，支出决算为")
            figure = t.money(code_name(code), fen, key=f"gpb.item.{code}", group=was.group, **common)
            if plan_fen:
                completion(n, t, figure, was, plan_fen, budget_word)
            gap(n, t, code, figure, plan_fen, was)
            plans.append(was)
        else:
            t.say(v.pick("：", ""), "支出决算为")
            figure = t.money(code_name(code), fen, key=f"gpb.item.{code}", **common)
            if plan_fen:
                t.say("，完成", "预算" if budget_word == "预算" else budget_word + "的")
                t.percent(figure.subject, Fraction(fen, plan_fen), "completion", base=budget_word, bases=["预算", "年初预算"], group=figure.group, **common)
            gap(n, t, code, figure, plan_fen, None)
        figures.append(figure)
        t.say("。")
        blocks.append(t.done())
    if len(figures) > 1:
        v.ties.append(Tie("sum", total, figures, "HIE-01"))
        if plans:
            v.ties.append(Tie("sum", before, plans, "HIE-01"))
    return blocks


def completion(n, t, figure, before, plan_fen, word):
    """`，完成年初预算的98.20%`."""
    if not plan_fen:
        return
    t.say("，完成", word, n.v.pick("的", "") if word != "预算" else n.v.pick("的", ""))
    rate = t.percent(figure.subject, Fraction(figure.fen, plan_fen), "completion", also=figure.also, base=word, bases=["预算", "年初预算"], group=figure.group, code=figure.code, budget=figure.budget)
    n.v.ties.append(Tie("completion", rate, [figure, before], "NAR-02"))


def gap(n, t, code, figure, plan_fen, before):
    """That the outcome differs from the budget, and why: a change in words."""
    v, fen = n.v, figure.fen
    common = {"also": figure.also, "group": figure.group, "code": figure.code, "budget": figure.budget, "bases": ["预算", "年初预算", "全年预算"]}
    if fen == plan_fen:
        lead, words = v.pick(("，", "决算数与预算数持平"), ("", ""), ("。", "决算数等于年初预算数"))
        if words:
            t.say(lead)
            t.words(figure.subject, "change", words, direction="flat", value=Decimal(0), base="年初预算" if "年初" in words else "预算", **common)
    elif v.random.random() < 0.8:
        up = fen > plan_fen
        plan, reason = v.pick(("预算数", "的主要原因是"), ("年初预算数", "，主要原因是"), ("预算数", "的主要原因："))
        t.say("。" if plan == "预算数" else "，")
        told = t.words(figure.subject, "change", f"决算数{'大于' if up else '小于'}{plan}", direction="increase" if up else "decrease", base="年初预算" if "年初" in plan else "预算", **common)
        t.say(reason, v.random.choice(GAPS[nature(code)][0 if up else 1]))
        if before is not None:
            v.ties.append(Tie("word", told, [figure, before], "NAR-09"))

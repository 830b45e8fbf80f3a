"""三公经费: the whole and its items, budgets and final accounts, with groups, people and vehicles; 会议费 and 培训费."""

from fractions import Fraction

from . import overall
from .phrases import amount, change, share, why
from .reasons import DOWN, UP
from .ties import Tie

WHOLE = ("“三公”经费", ["三公经费", "“三公”经费合计", "财政拨款“三公”经费"])
ITEMS = {"overseas_travel": ("因公出国（境）费", ["因公出国（境）费用", "因公出国（境）经费", "因公出国(境)费"]),
         "reception": ("公务接待费", []),
         "vehicles_total": ("公务用车购置及运行维护费", ["公务用车购置及运行费"]),
         "vehicle_purchase": ("公务用车购置费", ["公务用车购置"]),
         "vehicle_running": ("公务用车运行维护费", ["公务用车运行费", "公务用车运行维护费支出"])}
REASONS = {"up": {"overseas_travel": ["根据外事任务安排增加"], "reception": ["公务活动增加", "上年基数较低"], "vehicle": ["车辆老化，维修费用增加", "新增执法车辆"]},
           "down": {"overseas_travel": ["压减因公出国（境）任务"], "reception": ["减少公务接待批次", "严格落实中央八项规定精神"], "vehicle": ["公务用车单车预算标准降低", "厉行节约，严控“三公”经费支出"]}}


def cause(v, key, rising):
    """A reason that fits the item."""
    return v.random.choice(REASONS["up" if rising else "down"][key if key in ("overseas_travel", "reception") else "vehicle"])


def item(n, t, key, now, was, words=None, reason=None, number="", copula=None):
    """One item with its change."""
    v = n.v
    subject, also = ITEMS[key]
    words = words or v.random.choice([subject, subject, *also])
    figure = amount(t, number + words + ("" if words.endswith("支出") else v.pick("", "支出" if v.final else "预算")), subject, now[key], also, copula, key=f"public.{key}")
    if was is not None:
        change(t, figure, now[key], was[key], reason=False)
        if now[key] != was[key] and (v.random.random() < 0.6 if reason is None else reason):
            t.say("，主要原因是", cause(v, key, now[key] > was[key]))
    return figure


def public(n):
    """The three public expenses."""
    return outcomes(n) if n.v.final else budgets(n)


def whole(n, t, now, was):
    v = n.v
    words = v.pick("“三公”经费预算", "财政拨款安排的“三公”经费预算", "一般公共预算“三公”经费支出预算", "“三公”经费预算数", "三公经费预算")
    figure = amount(t, overall.head(n, words), WHOLE[0], now["total"], WHOLE[1], key="public.total")
    if was is not None and now["total"] != was["total"] and v.draw.chance("sentence.last_years_parts", 0.1):
        last_years_parts(n, t, figure, now, was)
        return figure
    if was is not None:
        change(t, figure, now["total"], was["total"], reason=v.random.random() < 0.5)
    return figure


def last_years_parts(n, t, figure, now, was):
    """`比上年35.20万元（其中：…）减少…`: what stands in brackets behind last year's figure is last year's."""
    v = n.v
    known = {"fiscal_year": v.last, "phase": v.phase}
    t.say("，", v.pick("比上年", f"比{v.last}年"))
    before = t.money(WHOLE[0], was["total"], "prior_amount", also=WHOLE[1], group=figure.group, **known)
    t.say("（其中：")
    found = []
    for at, key in enumerate(("overseas_travel", "vehicles_total", "reception")):
        t.say(ITEMS[key][0])
        found.append(t.money(ITEMS[key][0], was[key], "prior_amount", also=ITEMS[key][1], **known))
        t.say("，" if at < 2 else "）")
    v.ties.append(Tie("sum", before, found, "NAR-08"))
    rising = now["total"] > was["total"]
    t.say(v.up if rising else v.down)
    delta = t.money(WHOLE[0], abs(now["total"] - was["total"]), "change", also=WHOLE[1], direction="increase" if rising else "decrease", base="上年", bases=["上年预算"], group=figure.group)
    v.ties.append(Tie("change", figure, [before, delta], "NAR-08"))


def budgets(n):
    """Budgets: one paragraph, a list, or headings with a sentence that names no subject."""
    q, v = n.q, n.v
    now, was = q.public, n.p.public if n.p else None
    form = v.draw.choice("sentence.public", {"sentence": 4, "list": 4, "headings": 2, "vehicles_bracketed": 1.5})
    t = n.teller()
    total = whole(n, t, now, was)
    t.say("。其中：" if form != "headings" else "。")
    found, blocks = [], []
    order = ["overseas_travel", "vehicles_total", "reception"] if v.random.random() < 0.6 else ["overseas_travel", "reception", "vehicles_total"]
    if form in ("sentence", "vehicles_bracketed"):
        for at, key in enumerate(order):
            found.append(vehicles_bracketed(n, t, now, was) if form == "vehicles_bracketed" and key == "vehicles_total" else item(n, t, key, now, was, reason=v.random.random() < 0.3))
            if key == "vehicles_total" and form == "sentence":
                found_parts = vehicles(n, t, now, was)
                v.ties.append(Tie("sum", found[-1], found_parts, "NAR-08"))
            t.say("；" if at < 2 else "。")
        blocks.append(t.done())
    else:
        blocks.append(t.done())
        numbers = n.numbers()
        for at, key in enumerate(order, 1):
            if form == "headings":
                blocks.append(n.title(ITEMS[key][0]))
                t = n.teller()
                t.say(f"{v.year}年预算", v.pick("安排", "数", "数为"))
                figure = t.money(ITEMS[key][0], now[key], also=ITEMS[key][1], key=f"public.{key}")
                if was is not None:
                    change(t, figure, now[key], was[key], reason=False)
                    if now[key] != was[key]:
                        t.say("，主要原因是", cause(v, key, now[key] > was[key]))
            else:
                t = n.teller()
                figure = item(n, t, key, now, was, number=numbers(at))
            found.append(figure)
            if key == "vehicles_total":
                v.ties.append(Tie("sum", figure, vehicles(n, t, now, was), "NAR-08"))
            elif v.random.random() < 0.3:
                t.say("，主要用于", {"overseas_travel": "机关及所属单位人员的国际合作交流、境外培训等", "reception": "接待上级检查、考察调研等公务活动"}[key])
            t.say("。")
            blocks.append(t.done())
    v.ties.append(Tie("sum", total, found, "NAR-08"))
    return blocks


def vehicles(n, t, now, was):
    """The two parts of vehicles, in words behind their sum."""
    v = n.v
    t.say(v.pick("，其中：", "。其中：", "，包括"))
    two = []
    for at, key in enumerate(("vehicle_purchase", "vehicle_running")):
        two.append(item(n, t, key, now, was, reason=False))
        t.say("，" if at == 0 and v.random.random() < 0.5 else "；" if at == 0 else "")
    return two


def vehicles_bracketed(n, t, now, was):
    """`公务用车购置及运行维护费6.54万元（公务用车购置费0万元，…；公务用车运行维护费6.54万元，…），比上年减少…`: the change belongs before the bracket."""
    v = n.v
    subject, also = ITEMS["vehicles_total"]
    figure = amount(t, subject, subject, now["vehicles_total"], also, "", key="public.vehicles_total")
    t.say("（")
    two = []
    for at, key in enumerate(("vehicle_purchase", "vehicle_running")):
        two.append(item(n, t, key, now, was, words=ITEMS[key][0], reason=False, copula=""))
        t.say("；" if at == 0 else v.pick("）", "。）"))
    v.ties.append(Tie("sum", figure, two, "NAR-08"))
    if was is not None:
        change(t, figure, now["vehicles_total"], was["vehicles_total"], reason=False, form="amount_and_rate" if v.change_form == "bracket" else None)
    return figure


def outcomes(n):
    """Final accounts: completion of the budget, shares, groups, people, vehicles."""
    q, v = n.q, n.v
    now, was, plan = q.public, n.p.public if n.p else None, n.b.public
    t = n.teller()
    t.say(overall.head(n, v.pick("财政拨款“三公”经费支出", "“三公”经费财政拨款支出")), v.pick("预算为", "年初预算数为", "年初预算为"))
    before = t.money(WHOLE[0], plan["total"], "prior_amount", also=WHOLE[1], phase="approved", key="public.budget.total")
    t.say("，支出决算为")
    total = t.money(WHOLE[0], now["total"], also=WHOLE[1], key="public.total", group=before.group)
    if plan["total"]:
        done(n, t, total, before)
    if was is not None:
        change(t, total, now["total"], was["total"], reason=v.random.random() < 0.5)
    t.say("。其中：")
    found, budgets_ = [], []
    keys = ["overseas_travel", "vehicles_total", "reception"]
    for at, key in enumerate(keys):
        subject, also = ITEMS[key]
        t.say(subject, "支出决算为")
        figure = t.money(subject, now[key], also=also, key=f"public.{key}")
        if plan[key] and v.random.random() < 0.7:
            t.say("，完成预算")
            was_figure = t.money(subject, plan[key], "prior_amount", also=also, phase="approved", key=f"public.budget.{key}", group=figure.group)
            t.say("的")
            rate = t.percent(subject, Fraction(now[key], plan[key]), "completion", also=also, base="预算", bases=["年初预算"], group=figure.group)
            v.ties.append(Tie("completion", rate, [figure, was_figure], "NAR-02"))
        if now["total"] and v.random.random() < 0.5:
            share(t, figure, total, Fraction(now[key], now["total"]), "“三公”经费", "，占")
        found.append(figure)
        t.say("；" if at < 2 else "。")
    v.ties.append(Tie("sum", total, found, "NAR-08"))
    blocks = [t.done()]
    if v.random.random() < 0.8:
        blocks += details(n, now, was, plan, found)
    return blocks


def done(n, t, figure, before):
    t.say("，完成预算", n.v.pick("的", ""))
    rate = t.percent(figure.subject, Fraction(figure.fen, before.fen), "completion", also=figure.also, base="预算", bases=["年初预算", "全年预算"], group=figure.group)
    n.v.ties.append(Tie("completion", rate, [figure, before], "NAR-02"))


def details(n, now, was, plan, found):
    """The numbered list of final accounts: groups and people abroad, vehicles bought and kept, receptions."""
    v, random = n.v, n.v.random
    blocks = []
    t = n.teller()
    a = item(n, t, "overseas_travel", now, was, number="1.", words="因公出国（境）费支出")
    groups = 0 if not now["overseas_travel"] else random.randrange(1, 4)
    t.say("。全年", v.pick("安排", "使用财政拨款安排"), "因公出国（境）团组")
    t.count("因公出国（境）团组", groups, "个", also=["因公出国（境）团组数", "因公出国（境）", "团组"])
    t.say("，累计")
    t.count("因公出国（境）人数", groups * random.randrange(2, 6), "人次", also=["因公出国（境）", "因公出国（境）人次", "因公出国（境）团组"])
    t.say("。")
    blocks.append(t.done())
    t = n.teller()
    b = item(n, t, "vehicles_total", now, was, number="2.", words="公务用车购置及运行维护费支出")
    t.say("。其中：公务用车购置支出")
    p1 = t.money("公务用车购置费", now["vehicle_purchase"], also=ITEMS["vehicle_purchase"][1], key="public.vehicle_purchase")
    t.say("，", f"{v.year}年", "购置公务用车")
    bought = 0 if not now["vehicle_purchase"] else random.randrange(1, 4)
    t.count("购置车辆", bought, "辆", also=["购置公务用车", "公务用车购置数", "公务用车购置"])
    t.say("；公务用车运行维护费支出")
    p2 = t.money("公务用车运行维护费", now["vehicle_running"], also=ITEMS["vehicle_running"][1], key="public.vehicle_running")
    v.ties.append(Tie("sum", b, [p1, p2], "NAR-08"))
    t.say("，主要用于", v.pick("保障公务出行的燃料费、维修费、过桥过路费、保险费等", "车辆燃油、维修、保险等"), f"。截至{v.year}年12月31日，公务用车保有量为")
    t.count("公务用车保有量", n.money.assets.vehicles, "辆", also=["车辆", "公务用车", "公务用车保有量为"], key="assets.vehicles")
    t.say("。")
    blocks.append(t.done())
    t = n.teller()
    c = item(n, t, "reception", now, was, number="3.", words="公务接待费支出")
    times = 0 if not now["reception"] else random.randrange(3, 90)
    t.say("。", v.pick("国内公务接待", "全年共接待"))
    t.count("国内公务接待批次", times, "批次", also=["公务接待批次", "公务接待", "国内公务接待"])
    t.say("，")
    t.count("国内公务接待人次", times * random.randrange(3, 12), "人次", also=["公务接待人次", "国内公务接待", "公务接待"])
    t.say("。")
    blocks.append(t.done())
    for one, other in zip((a, b, c), found):
        v.copy(one, other)
    return blocks


def meetings(n):
    """会议费 and 培训费."""
    v, q = n.v, n.q
    blocks = []
    for words, fen, of in (("会议费", n.money.meeting(), lambda p: p.money.meeting()), ("培训费", n.money.training(), lambda p: p.money.training())):
        t = n.teller()
        figure = amount(t, overall.head(n, f"一般公共预算{words}{'支出' if v.final else v.pick('预算', '预算支出')}"), words, fen, key=f"public.{words}")
        n.change(t, figure, fen, of)
        t.say("。")
        blocks.append(t.done())
    return blocks

"""The phrases that every part of a narrative is made of: changes, reasons, shares, lists of parts. Each writes words and truth, and the ties."""

from decimal import Decimal
from fractions import Fraction

from blocks import OPEN

from .reasons import reason_text
from .ties import Tie

FLAT_ALSO = ["flat"]


def budget_of(subject):
    """Which budget's money a subject names; None where it names none."""
    for word, budget in (("一般公共预算", "一般公共预算"), ("政府性基金", "政府性基金预算"), ("国有资本经营", "国有资本经营预算"), ("财政拨款", "财政拨款")):
        if word in subject:
            return budget
    return None


def amount(t, words, subject, fen, also=(), copula=None, **known):
    """`words` and an amount: 收入预算为833.90万元."""
    copula = t.voice.of if copula is None else copula
    t.say(words, copula)
    known.setdefault("budget", budget_of(subject))
    return t.money(subject, fen, also=list(also), **known)


def change(t, now, fen, prior, reason=True, form=None, base=None, lead="，", rule="NAR-02", stop=True):
    """`，比上年增加5.00万元，增长6.25%，主要原因是…` behind the amount `now`. Returns the figures written.

    `base` is (words, canonical base, other right names, phase of the amount before); the voice's own where none is given.
    """
    v = t.voice
    word, name, others, phase = base or (v.base_word, v.base, v.bases, v.phase)
    form = form or v.change_form
    common = {"budget": now.budget, "also": now.also, "group": now.group, "base": name, "bases": list(others)}
    if "同口径" in word:
        prior = on_same_basis(v, now, prior)
    if fen == prior:
        return flat(t, now, common, lead, rule)
    delta, rising = abs(fen - prior), fen > prior
    direction = "increase" if rising else "decrease"
    verb, rate = (v.up, v.up_rate) if rising else (v.down, v.down_rate)
    found = []
    before = None
    with_prior = "none" if "同口径" in word or base is not None else v.with_prior
    if with_prior == "before" and form != "bracket":
        t.say(lead, v.pick(f"{v.last}年为", "上年为", "上年度为"))
        before = t.money(now.subject, prior, "prior_amount", fiscal_year=v.last, phase=phase, budget=now.budget, also=now.also, group=now.group)
        lead = "，"
    form = "amount" if form in ("amount_and_rate", "rate", "bracket") and prior == 0 else form
    open_, close = ("（", "）") if form == "bracket" else (lead, "")
    t.say(open_, word.rstrip("，"))
    if with_prior in ("in_base", "bracket") and not word.startswith("与") and word != "同比" and before is None:
        if with_prior == "bracket":
            t.say("（")
        before = t.money(now.subject, prior, "prior_amount", fiscal_year=v.last, phase=phase, budget=now.budget, also=now.also, group=now.group)
        if with_prior == "bracket":
            t.say("）")
    if word.endswith("，"):
        t.say("，")
    amount_figure = None
    if form != "rate":
        t.say(verb, "额为" if form == "amount_named" else "")
        amount_figure = t.money(now.subject, delta, "change", direction=direction, **common)
        found.append(amount_figure)
        if before is not None:
            v.ties.append(Tie("change", now, [before, amount_figure], rule))
    if form in ("amount_and_rate", "rate", "bracket", "amount_named") and prior > 0:
        t.say("，" if amount_figure is not None else "", rate)
        figure = t.percent(now.subject, Fraction(delta, prior), "percent_change", direction=direction, **common)
        found.append(figure)
        if before is not None:
            v.ties.append(Tie("percent_of", figure, [now, before], "NAR-02"))
        elif amount_figure is not None:
            v.ties.append(Tie("percent", figure, [now, amount_figure], "NAR-02"))
        else:
            v.implied.append((figure, now, prior))
    if prior == 0 and amount_figure is not None and v.draw.chance("oddity.from_nothing", 0.15):
        # from nothing to something: many print 100 %, which no figure proves or refutes
        t.say("，", rate)
        found.append(t.percent(now.subject, Fraction(1), "percent_change", direction=direction, mark=OPEN, **common))
        v.facts.setdefault("oddities", []).append({"what": "grown by 100 per cent from nothing"})
    if before is not None:
        for figure in found:
            v.ties.append(Tie("word", figure, [now, before], "NAR-09"))
    t.say(close)
    if reason:
        told = why(t, rising)
        for figure in found:
            figure.reason = told
    return found


def on_same_basis(v, now, prior):
    """Last year's amount 同口径: what it would have been by this year's rules. It differs from the one printed elsewhere, lawfully."""
    key = (now.key or now.subject)
    if key not in v.same_basis:
        v.same_basis[key] = round(prior * v.random.choice((1, 1, v.random.uniform(0.85, 1.1))) / 10_000) * 10_000 if prior else 0
        if v.same_basis[key] != prior and not any(o.get("what", "").startswith("last year on the same basis") for o in v.facts.get("oddities", [])):
            v.facts.setdefault("oddities", []).append({"what": "last year on the same basis (同口径) is not what last year's document printed"})
    return v.same_basis[key]


def flat(t, now, common, lead, rule):
    """Words or zeros for an amount that has not changed."""
    v = t.voice
    word = v.flat_word
    if word == "zero":
        t.say(lead, v.base_word, v.up)
        found = [t.money(now.subject, 0, "change", direction="increase", directions=FLAT_ALSO, **common)]
        if v.change_form == "amount_and_rate":
            t.say("，", v.up_rate)
            found.append(t.percent(now.subject, Fraction(0), "percent_change", direction="increase", directions=FLAT_ALSO, **common))
        return found
    if word == "named_year":
        word = f"与{v.last}年{v.noun() if v.final else '预算'}持平"
        common = {**common, "base": "上年决算" if v.final else "上年预算", "bases": ["上年"]}
    elif word == "没有发生增减变化":
        word = v.pick("与上年相比没有发生增减变化", f"较{v.last}年没有发生增减变化")
        common = {**common, "base": "上年"}
    elif word == "基本持平":
        word = "与上年基本持平"
        common = {**common, "base": "上年"}
    else:
        common = {**common, "base": "上年预算" if "预算" in word else "上年"}
    t.say(lead)
    common["bases"] = sorted({"上年", "上年预算", "上年年初预算", "上年决算"} - {common["base"]})
    # 持平 is a change of nothing; 基本持平 is none that anybody could tell
    return [t.words(now.subject, "change", word, direction="flat", value=None if "基本" in word else Decimal(0), **common)]


def why(t, rising, connect=None):
    """The reason of a change, in the voice's manner."""
    v = t.voice
    words = (connect or v.reason).format(verb=v.up if rising else v.down)
    told = v.random.choice(("保障重点项目支出", "政策性增资支出", "新增业务工作支出") if rising else ("保障人员支出后调减其他支出", "落实压减要求")) if words.endswith("用于") else reason_text(t, rising)
    t.say(words, told)
    return told


def share(t, part, whole, ratio, whole_name, connect=None):
    """`，占43.26%` behind the amount `part`."""
    v = t.voice
    connect = (connect or v.share_word).format(whole=whole_name)
    t.say(connect)
    figure = t.percent(part.subject, ratio, "share", base=whole.subject if whole is not None else whole_name, bases=sorted({whole_name, *(whole.also if whole is not None else ())}),
                       also=part.also, group=part.group, budget=part.budget)
    if connect.startswith("（"):
        t.say("）")
    if whole is not None:
        v.ties.append(Tie("share", figure, [part, whole], "NAR-03"))
    return figure


def parts(t, items, whole, whole_fen, with_share=None, lead=None, stop="。", whole_name="总支出", separator=None, change_of=None, rule=""):
    """`，其中：基本支出…，占…；项目支出…`. items: [(words, subject, fen, known)]. Ties their sum to the whole."""
    v = t.voice
    separator = separator or v.separator
    with_share = whole_fen > 0 and (v.random.random() < 0.6 if with_share is None else with_share)
    told = t.text[t.text.rfind("。") + 1:]
    t.say(lead if lead is not None else "。其中：" if any(w in told for w in ("原因", "主要是")) else v.link)
    found = []
    for at, (words, subject, fen, known) in enumerate(items):
        figure = amount(t, words, subject, fen, copula="" if v.of in ("合计", "数为", "共") else None, **known)
        found.append(figure)
        if with_share and whole_fen:
            share(t, figure, whole, Fraction(fen, whole_fen), whole_name)
        if change_of:
            change(t, figure, fen, change_of[at], reason=False)
        t.say(separator if at + 1 < len(items) else stop)
    if whole is not None and sum(i[2] for i in items) == whole_fen and len(items) > 1:
        v.ties.append(Tie("sum", whole, found, rule))
    return found

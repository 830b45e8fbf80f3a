"""Totals: income and expenditure, where income comes from, kinds of expenditure, fiscal appropriations."""

from decimal import Decimal
from fractions import Fraction

from blocks import OPEN
from lists import name as code_name

from . import phrases
from .phrases import amount, change, flat, parts, share, why
from .quantities import SOURCES

INCOME = ("收入合计", ["收入总计", "收入预算", "总收入"])
INCOME_YEAR = ("本年收入合计", ["本年收入"])
SPEND = ("支出合计", ["支出总计", "支出预算", "总支出"])
SPEND_YEAR = ("本年支出合计", ["本年支出", "支出合计"])
BOTH = ("收支总计", ["收支总预算", "收支总决算", "收、支总计"])
CARRIED = ("上年结转结余", ["上年结转", "年初结转和结余", "年初结转结余"])
CLOSING = ("年终结转结余", ["结转下年", "年末结转和结余"])
FISCAL_BOTH = ("财政拨款收支总计", ["财政拨款收支总预算", "财政拨款收支总决算"])
FISCAL_IN = ("财政拨款收入", ["财政拨款收入合计"])
FISCAL_OUT = ("财政拨款支出", ["财政拨款支出合计"])


def source_items(n, zeros):
    """Income by source as items of a list: (words, subject, fen, known)."""
    q, found = n.q, []
    for fund, budget, final, also in SOURCES:
        fen = q.source(fund)
        if fen or (zeros and fund in n.voice_zero):
            words = final if n.v.final else budget
            found.append((words, budget, fen, {"also": sorted({final, *also} - {budget}), "key": f"income.source.{fund}"}))
    return found


def carried_item(n):
    words = "年初结转和结余" if n.v.final else n.v.pick("上年结转", "上年结转结余", "上年结转收入")
    return (words, CARRIED[0], n.q.carried, {"also": CARRIED[1], "key": "income.carried"})


def reserves_item(n):
    return ("使用非财政拨款结余", "使用非财政拨款结余", n.q.reserves, {"key": "income.reserves"})


def income_parts(n, zeros=False):
    """What makes up total income: sources, reserves, carry-over."""
    items = source_items(n, zeros)
    if n.q.reserves:
        items.append(reserves_item(n))
    if n.q.carried or zeros:
        items.append(carried_item(n))
    return items


def kind_items(n, zeros):
    return [(words, words, fen, {"key": f"spend.kind.{kind}"}) for words, kind, fen in n.q.kinds() if fen or zeros]


def class_items(n, prefix="spend", **where):
    """Expenditure by functional class."""
    bare = n.v.draw.choice("sentence.class_name", {"bare": 5, "marked": 3, "marked_inside": 2, "quoted": 1})
    found = []
    for code, fen in n.q.classes(**where).items():
        name = code_name(code)
        stem = name.removesuffix("支出")
        words = {"bare": name, "marked": f"{name}（类）", "marked_inside": f"{stem}（类）支出", "quoted": f"“{name}”科目"}[bare]
        known = {"also": sorted({stem, stem + "（类）支出", name + "（类）"} - {name}), "key": f"{prefix}.class.{code}"}
        if code == "223":
            known["also"].append("国有资本经营预算拨款支出")
        if bare.startswith("marked"):
            known["code"] = code
        found.append((words, name, fen, known))
    return found


def head(n, what):
    """`2024年度本部门收入预算` as a sentence begins."""
    v = n.v
    me = v.subject()
    order = v.pick("year_first", "year_first", "me_first") if v.year_word not in ("本年", "当年") else "year_first"
    glue = v.pick("", "", "，") if me and not v.final else ""
    return f"{v.this()}{glue}{me}{what}" if order == "year_first" else f"{me}{v.this()}{what}"


def totals_one_sentence(n):
    """Income, what it consists of, its change; the same for expenditure."""
    q, v = n.q, n.v
    noun = v.noun()
    t = n.teller()
    total = amount(t, head(n, v.pick(f"收入{noun}", "收入总计", f"收入{noun}总额", f"收入总{noun}")), INCOME[0], q.income_total, INCOME[1], key="income.total")
    after = v.random.random() < 0.5
    if not after:
        n.change(t, total, q.income_total, lambda p: p.income_total)
    items = income_parts(n, v.random.random() < 0.4)
    if v.random.random() < 0.4 and q.carried:
        items = [("本年收入", INCOME_YEAR[0], q.income_year, {"also": INCOME_YEAR[1], "key": "income.year"})] + ([reserves_item(n)] if q.reserves else []) + [carried_item(n)]
    parts(t, items, total, q.income_total, whole_name=v.pick("收入合计", "总收入"), stop="" if after else "。", rule="BAL-04")
    if after:
        # the nearest amount is another one: what the change belongs to is a guess
        first = len(t.figures)
        n.change(t, total, q.income_total, lambda p: p.income_total, lead="，")
        for figure in t.figures[first:]:
            figure.mark = OPEN
        t.say("。")
    t.say(v.pick("相应安排", "", ""), head(n, "") if v.random.random() < 0.3 else "", v.pick(f"支出{noun}", f"支出总{noun}", "支出总计"), v.of)
    out = t.money(SPEND[0], q.spent + q.closing, also=SPEND[1], key="spend.total")
    n.change(t, out, q.spent + q.closing, lambda p: p.spent + p.closing)
    items = kind_items(n, v.random.random() < 0.3)
    if q.closing:
        items.append((v.pick("结转下年", "年终结转结余") if not v.final else "年末结转和结余", CLOSING[0], q.closing, {"also": CLOSING[1], "key": "spend.closing"}))
    parts(t, items, out, q.spent + q.closing, whole_name="支出合计", rule="ROW-01")
    v.copy(out, total)
    return [t.done()]


def totals_both(n):
    """收、支总计 in one figure, each side unfolded in a numbered list."""
    q, v = n.q, n.v
    noun = v.noun()
    t = n.teller()
    words = v.pick("收、支总计", "收入、支出总计", f"收支总{noun}") if v.final else v.pick("收支总预算", "收入、支出预算总计", "收支总计", "收支预算")
    total = amount(t, head(n, words), BOTH[0], q.income_total, BOTH[1], key="income.total")
    if v.random.random() < 0.6:
        n.change(t, total, q.income_total, lambda p: p.income_total, lead="。" if v.base_word.startswith("与") else "，")
    t.say("。")
    blocks = [t.done()]
    numbers = n.numbers()
    for at, (words, subject, fen, known) in enumerate(income_parts(n, v.random.random() < 0.5), 1):
        t = n.teller()
        figure = amount(t, numbers(at) + words, subject, fen, **known)
        fund = known["key"].rsplit(".", 1)[-1]
        if known["key"].startswith("income.source"):
            n.change(t, figure, fen, lambda p: p.source(fund))
        elif known["key"] == "income.carried":
            n.change(t, figure, fen, lambda p: p.carried)
        t.say("。")
        blocks.append(t.done())
    return blocks


def totals_labelled(n):
    """`（一）收入预算：2026年收入预算…` and `（二）支出预算：`; what changed is told by part."""
    q, v = n.q, n.v
    noun = v.noun()
    blocks = []
    if v.final:
        v_total, fen, prior = f"收入{noun}", q.income_total, lambda p: p.income_total
    t = n.teller()
    t.say("（一）收入", noun, v.colon)
    total = amount(t, f"{v.year}年{v.pick('年初' if not v.final else '', '')}收入{noun}{v.pick('数', '')}", INCOME[0], q.income_total, INCOME[1], key="income.total", copula="")
    parts(t, income_parts(n), total, q.income_total, whole_name="收入合计", stop="；" if n.p else "。", rule="BAL-04", separator="，")
    if n.p:
        by_part(n, t, "收入", INCOME, q.income_total, n.p.income_total,
                [(w, s, f, n.p.source(k["key"].rsplit(".", 1)[-1]) if "source" in k["key"] else None) for w, s, f, k in income_parts(n)])
    blocks.append(t.done())
    t = n.teller()
    t.say("（二）支出", noun, v.colon)
    total = amount(t, f"{v.year}年支出{noun}", SPEND_YEAR[0], q.spent, SPEND_YEAR[1], key="spend.year", copula="")
    t.say("。按支出功能分类")
    parts(t, class_items(n), total, q.spent, whole_name="本年支出合计", with_share=False, lead="，包括", separator="，", rule="BAL-05")
    t.say("按支出用途分类")
    parts(t, kind_items(n, False), total, q.spent, whole_name="本年支出合计", lead="，包括", separator="，", stop="；" if n.p else "。", rule="ROW-01")
    if n.p:
        now = {words: fen for words, _, fen in n.p.kinds()}
        by_part(n, t, "支出", SPEND_YEAR, q.spent, n.p.spent, [(w, s, f, now.get(w)) for w, s, f, _ in kind_items(n, False)])
    blocks.append(t.done())
    return blocks


def by_part(n, t, words, subject, fen, prior, items):
    """`收入比2025年增加…，主要是A增加…，B减少…`: a change made up of changes. Items: (words, subject, fen now, fen before)."""
    v = n.v
    direction = lambda a, b: "increase" if a > b else "decrease"
    if fen == prior:
        t.say(f"{words}与上年持平。")
        # its subject is the total named just before
        t.text = t.text[: -len(f"{words}与上年持平。")]
        t.say(words)
        t.words(subject[0], "change", "与上年持平", also=subject[1], direction="flat", value=Decimal(0), base="上年", bases=["上年预算"])
        t.say("。")
        return
    t.say(words, v.pick("比上年", f"比{v.last}年", f"较{v.last}年"), "增加" if fen > prior else "减少")
    whole = t.money(subject[0], abs(fen - prior), "change", also=subject[1], direction=direction(fen, prior), base="上年",
                    bases=["上年预算", "上年年初预算", "上年决算"])
    told = [(w, s, f, p) for w, s, f, p in items if p is not None and f != p]
    if told and v.random.random() < 0.8:
        t.say("，", v.pick("主要是", "其中：", "其中", "主要原因是"))
        for at, (w, s, f, p) in enumerate(told):
            t.say("，" if at else "", w, "增加" if f > p else "减少")
            t.money(s, abs(f - p), "change", direction=direction(f, p), base="上年", bases=["上年预算", "上年年初预算", "上年决算", None], budget=phrases.budget_of(s))
    t.say("。")


def income(n):
    """本年收入合计 and its sources with shares."""
    q, v = n.q, n.v
    noun = v.noun()
    style = v.draw.choice("sentence.income_list", {"sentence": 6, "lines": 3})
    t = n.teller()
    whole_fen = q.income_year if v.final else q.income_total
    if v.final:
        whole = amount(t, head(n, "本年收入合计"), INCOME_YEAR[0], whole_fen, INCOME_YEAR[1], key="income.year")
        items, name = source_items(n, v.random.random() < 0.4), "本年收入合计"
    else:
        whole = amount(t, head(n, v.pick(f"收入{noun}", f"收入{noun}合计")), INCOME[0], whole_fen, INCOME[1], key="income.total")
        if v.random.random() < 0.4:
            n.change(t, whole, whole_fen, lambda p: p.income_total)
        items, name = income_parts(n, v.random.random() < 0.5), "收入合计"
    if style == "sentence":
        parts(t, items, whole, whole_fen, with_share=v.random.random() < 0.8, whole_name=name, rule="BAL-04")
        return [t.done()]
    t.say("，其中：")
    return [t.done(), *n.lines(items, whole, whole_fen, name, "BAL-04")]


def spending(n):
    """支出合计 by kind, sometimes by class too."""
    q, v = n.q, n.v
    noun = v.noun()
    if not v.final and v.draw.chance("sentence.four_kinds", 0.12):
        from .more import four_kinds
        return four_kinds(n)
    t = n.teller()
    whole = amount(t, head(n, v.pick("本年支出合计", f"支出{noun}合计") if v.final else v.pick(f"支出{noun}", f"本年支出{noun}")), SPEND_YEAR[0], q.spent,
                   SPEND_YEAR[1], key="spend.year")
    if not v.final and v.random.random() < 0.4:
        n.change(t, whole, q.spent, lambda p: p.spent)
    items = kind_items(n, v.random.random() < 0.3)
    if v.draw.choice("sentence.spend_list", {"sentence": 6, "lines": 2}) == "lines":
        t.say("，其中：")
        return [t.done(), *n.lines(items, whole, q.spent, "本年支出合计", "ROW-01")]
    if v.random.random() < 0.3:
        parts(t, class_items(n), whole, q.spent, lead="，其中：按功能分类划分为", stop="。", whole_name="本年支出合计", rule="BAL-05")
        t.say("按经济分类划分为" if v.final else "按支出性质划分为")
        parts(t, items, whole, q.spent, lead="", whole_name="本年支出合计", rule="ROW-01")
    else:
        parts(t, items, whole, q.spent, with_share=v.random.random() < 0.8, whole_name="本年支出合计", rule="ROW-01")
    return [t.done()]


def fiscal(n):
    """财政拨款收支总体情况."""
    q, v = n.q, n.v
    noun = v.noun()
    t = n.teller()
    total = amount(t, head(n, v.pick(f"财政拨款收支总{noun}", f"财政拨款收、支总{noun}")), FISCAL_BOTH[0], q.fiscal_in, FISCAL_BOTH[1], key="fiscal.total")
    if v.random.random() < 0.6:
        n.change(t, total, q.fiscal_in, lambda p: p.fiscal_in, lead="。" if v.base_word.startswith("与") else "，")
    t.say("。")
    if v.random.random() < 0.6 and not q.carried and not q.closing:
        items = [i for i in source_items(n, False) if i[3]["key"].rsplit(".", 1)[-1] in ("general_public_budget", "government_fund", "state_capital")]
        parts(t, items, total, q.fiscal_in, with_share=False, lead=v.pick("收入包括：", "收入按资金来源分为：", "收入为"), separator=v.pick("、", "，"), rule="BAL-08")
        from money import FISCAL
        parts(t, class_items(n, "fiscal", fund=FISCAL), total, q.fiscal_out, with_share=False, lead=v.pick("支出包括：", "支出按功能分类分为："), separator=v.pick("、", "，"), rule="BAL-05")
    return [t.done()]

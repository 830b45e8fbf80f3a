"""What sentences say: NAR-05, NAR-06, NAR-11, NAR-15, NAR-17, DOC-06, DOC-07. Most stand in a paragraph of their own at the end of a section."""

from datetime import date, timedelta
from decimal import Decimal

from blocks import Paragraph
from lists import economic, name as code_name
from narrative.render import render


def text(host, t, topics, kind, what, printed, right, **more):
    """An error of words in a new paragraph."""
    block = host.tell(t, *topics)
    return host.note(kind, what, printed, right, {"text": True}, block, **more)


# NAR-05

INVENTED = ("数字档案馆", "社区食堂", "智慧停车", "城市书房", "老旧电梯更新", "滨河步道", "无障碍设施", "冷库")


def named(host, t, names, amounts):
    """A list of projects in words; gives whether amounts are told."""
    v, form = host.author.v, host.random.choice(("amounts", "names", "names", "quoted"))
    year = f"{host.facts['fiscal_year']}年"
    t.say({"amounts": f"{year}重点项目包括：", "names": f"{year}项目支出主要用于", "quoted": f"本部门{year}实施的项目为"}[form])
    for at, (name, fen) in enumerate(zip(names, amounts)):
        t.say(f"“{name}”" if form == "quoted" else name)
        if form == "amounts":
            t.money(name, fen, key=None)
        t.say("、" if at + 1 < len(names) else "。" if form != "names" else "等项目。")


def project_names(host):
    names = host.facts.get("project_names") or [p.name for p in host.money.projects]
    found = [(n, host.money.project_total(i)) for i, n in enumerate(names) if host.money.project_total(i)]
    return found if host.tables(("B10", "F11"), free=False) else []


def not_listed(host):
    """A project of the text that the list does not have: another, or one with another name for the thing."""
    t, found = host.teller(), project_names(host)
    if t is None or len(found) < 3:
        return False
    some = host.random.sample(found, min(len(found), host.random.choice((3, 3, 4, 5))))
    at = host.random.randrange(len(some))
    new = host.random.choice(INVENTED) + host.random.choice(("建设", "建设项目", "补助资金", "运行维护费"))
    if any(new in n or n in new for n, _ in found):
        return False
    right = some[at][0]
    some[at] = (new, some[at][1])
    named(host, t, *zip(*some))
    return text(host, t, ("项目", "绩效", "支出"), "NAR-05", "a project of the text is not in the list", new, right, cause="another name", also=["NAR-04"])


def done_before(host):
    """A project of last year that is named as done."""
    t, found = host.teller(), project_names(host)
    prior = host.money.prior
    gone = [p.name for p in prior.projects if p.name not in {q.name for q in host.money.projects}] if prior else []
    if t is None or not found or not gone:
        return False
    t.say(f"{host.facts['fiscal_year'] - 1}年实施的", host.random.choice(gone), "已于上年完成，本年度不再安排资金。")
    return host.odd("a project of last year that is named as done", host.tell(t, "项目", "支出"))


# NAR-06

def differences(host):
    """(words, fen now less fen before) of what expenditure is made of; all of it."""
    now, was = host.money, host.money.prior
    parts = [("人员经费", dict(basic_kind="personnel")), ("公用经费", dict(basic_kind="public")), ("项目支出", dict(kind="project"))]
    found = [(words, now.total(**where) - was.total(**where)) for words, where in parts]
    rest = now.total() - was.total() - sum(d for _, d in found)
    return [(w, d) for w, d in found + [("其他支出", rest)] if d]


def reasons(host, wrong=True):
    """A change, and each reason with its amount; one of them is wrong, or some are left to others."""
    t = host.teller()
    if t is None or host.money.prior is None:
        return False
    found = differences(host)
    least = 10 ** 6
    if len(found) < 2 or any(abs(d) < 5 * least for _, d in found):
        return False
    now, whole = host.money.total(), sum(d for _, d in found)
    if abs(whole) < 5 * least:
        return False
    v = host.author.v
    words = lambda d: "增加" if d > 0 else "减少"
    direction = lambda d: "increase" if d > 0 else "decrease"
    t.say(host.random.choice((f"{v.year}年支出", f"从支出看，{v.year}年支出")), host.random.choice(("为", "共计")))
    first = t.money("本年支出", now, also=["支出", "支出合计", "本年支出合计", "支出总计", "支出预算", "支出决算"])
    t.say("，", host.random.choice(("比上年", "较上年")), words(whole))
    t.money("本年支出", abs(whole), "change", also=first.also, group=first.group, direction=direction(whole), base="上年", bases=["上年预算", "上年决算", "上年年初预算"])
    form = host.random.choice(("，主要原因是：", "，主要是", "，变动的主要原因是"))
    t.say(form)
    at = host.random.randrange(len(found))
    part = not wrong and len(found) > 2
    index = right = None
    for i, (name, d) in enumerate(found):
        if part and i == len(found) - 1:
            t.say("其余为其他零星变动。")
            break
        shown = d
        if wrong and i == at:
            right, shown = d, d + max(5 * least, abs(whole) // 3, abs(d) // 4) * (1 if d > 0 else -1)
            index = len(t.figures)
        t.say(name, words(d))
        t.money(name, abs(shown), "change", direction=direction(d), base=None)
        t.say("，" if i + 1 < len(found) else "。")
    if not wrong:
        return host.odd("the reasons make up the change, or leave a rest that is said", host.tell(t, "支出"))
    block = host.tell(t, "支出")
    return host.noted("NAR-06", "the reasons do not make up the change", block, index, v.money(abs(right))[0], "one reason is another amount", contradicts=True, also=["NAR-02", "NAR-01"])


# NAR-11

def bought(host):
    """More is procured than projects and running costs have: the total alone, or all of the paragraph in proportion."""
    limit = host.money.total(kind="project") + host.money.total(basic_kind="public")
    found = [(b, f) for b, f in host.figures(lambda f: f.key == "procurement.total" and f.value and f.mark == "certain") if id(b) not in host.touched]
    if not found or not limit:
        return False
    block, figure = found[0]
    t = block.teller
    need = Decimal(limit) / 100 / figure.yuan()
    how = host.random.choice(("total", "all", "all"))
    money = [f for f in t.figures if f.unit == figure.unit and f.measure == "amount"]
    if any(f.unit == "%" for f in t.figures):
        how = "total"
    factor = int(need * Decimal(host.random.choice(("1.3", "2", "4")))) + 1
    right = t.text[figure.start:figure.end]
    changed = []
    for f in ([figure] if how == "total" else [f for f in money if f.value]):
        old = t.text[f.start:f.end]
        new = render(old, f.value * factor)
        if new is None or " " in old or "\n" in old:
            return False
        changed.append((f, new))
    for f, new in changed:
        t.replace(f.start, f.end, new)
        f.value *= factor
    block.refresh()
    table = bool(host.tables(("B12",), free=False))
    return host.noted("NAR-11", "procurement is more than projects and running costs", block, t.figures.index(figure), right, how, provable=how == "total" or table, contradicts=True,
                      also=["NAR-10", "XT-18"])


def bought_whole(host):
    """A project is procured whole."""
    whole = [p for p in host.money.procurement if host.money.project_total(p.project) == p.fen]
    found = host.figures(lambda f: f.key == "procurement.total")
    return bool(whole and found) and host.odd("procurement of a project's whole amount", found[0][0])


# NAR-15

def items(host, wrong=True):
    """The items of basic expenditure in words: one too many, or one too few; or some of them with 等."""
    t = host.teller()
    if t is None or not host.tables(("B06", "F06"), free=False):
        return False
    v, q = host.author.v, host.author.q
    kind, label = host.random.choice((("personnel", "人员经费"), ("public", "公用经费")))
    names = [name for _, name, _ in q.economic(kind)]
    if len(names) < 5:
        return False
    printed = right = None
    how = None
    if wrong:
        spare = [code_name(c) for c in sorted(economic()) if len(c) == 5 and c[:3] in (("301", "303") if kind == "personnel" else ("302", "310")) and code_name(c) not in names and not c.endswith("99")]
        how = host.random.choice(("one too many", "one for another", "one too few"))
        at = host.random.randrange(1, len(names) - 1)
        if how != "one too many":
            right = names.pop(at)
        if how != "one too few":
            printed = host.random.choice(spare)
            names.insert(at, printed)
    else:
        names = names[:-2]
    t.say(host.random.choice((f"一般公共预算基本支出中，{label}的支出科目为：", f"{label}按经济分类科目列支为")), "、".join(names), "。" if wrong else "等。")
    if not wrong:
        return host.odd("some items of basic expenditure in words, with 等", host.tell(t, "基本支出", "支出"))
    return text(host, t, ("基本支出", "支出"), "NAR-15", "the items that the text lists are not those of the table", printed, right, cause=how, contradicts=True)


# NAR-17

def vehicles(host, wrong=True):
    """Vehicles and what they cost: one vehicle for all, or far too many."""
    t = host.teller()
    fen, number = host.money.three_public()["vehicle_running"], host.money.assets.vehicles
    if t is None or not fen or not number:
        return False
    v = host.author.v
    how = None
    if wrong:
        few = fen > 60_000_000
        how = "too few" if few else "too many"
        number = 1 if few else int(fen // 30_000) + host.random.randrange(20, 90)
    known = {"also": ["车辆", "公务用车保有量为", "共有车辆"], "fiscal_year": v.year if v.final else v.last}
    if host.random.random() < 0.5:
        t.say("公务用车保有量为")
        t.count("公务用车保有量", number, "辆", **known)
        t.say("，公务用车运行维护费")
        t.money("公务用车运行维护费", fen, also=["公务用车运行费"])
        index = 0
    else:
        t.say(host.random.choice((f"{v.year}年公务用车运行维护费", "公务用车运行维护费")))
        t.money("公务用车运行维护费", fen, also=["公务用车运行费"])
        t.say("，用于公务用车")
        t.count("公务用车", number, "辆", **{**known, "also": ["公务用车保有量", *known["also"], "公务用车运行维护费"]})
        t.say("的燃料、维修和保险")
        index = 1
    t.say("。" if wrong else host.random.choice(("（含租用车辆）。", "，其中特种专业技术用车费用较高。")))
    others = [f for _, f in host.figures(lambda f: f.key == "assets.vehicles")]
    block = host.tell(t, "三公", "国有资产", "车辆")
    if not wrong:
        return host.odd("running costs of vehicles that are hired, or of special ones", block)
    return host.noted("NAR-17", "running costs do not fit the number of vehicles", block, index, str(host.money.assets.vehicles), how, provable=bool(others), contradicts=True, also=["NAR-01", "NAR-08"])


# DOC-06

def dates(host, wrong=True):
    """When the document was approved and when it was published."""
    t = host.teller()
    if t is None:
        return False
    random, money, year = host.random, host.money, host.facts["fiscal_year"]
    final = money.kind == "final_accounts"
    approved = date(year + 1, 8, 10) if final else date(year, 1, 25)
    approved += timedelta(days=random.randrange(0, 40))
    gap = random.choice((21, 22, 25, 31, 47, 70)) if wrong else random.choice((3, 15, 19, 20, 20))
    published = approved + timedelta(days=gap)
    way = random.choice((lambda d: f"{d.year}年{d.month}月{d.day}日", lambda d: f"{d.year}年{d.month:02}月{d.day:02}日", lambda d: d.isoformat(), lambda d: f"{d.year}.{d.month}.{d.day}"))
    place, noun = money.place.name, "决算" if final else "预算"
    form = random.choice(("letter", "labels", "two", "congress" if not wrong else "letter"))
    a, p = way(approved), way(published)
    if form == "letter":
        t.say(f"本部门{year}年部门{noun}由{place}财政局于{a}批复，于{p}向社会公开。")
    elif form == "labels":
        t.say(f"批复日期：{a}　公开日期：{p}")
    elif form == "congress":
        t.say(f"{way(approved - timedelta(days=random.randrange(10, 25)))}，{place}人民代表大会{'常务委员会' if final else ''}批准{year}年{noun}；{place}财政局于{a}批复本部门{noun}，本部门于{p}公开。")
    else:
        t.say(f"{a}，{place}财政局批复了本部门{year}年度{noun}；{p}，在{place}人民政府门户网站公开。")
    block = host.tell(t, "其他", "概况", "公开")
    if not wrong:
        return host.odd(f"published {gap} days after the approval" + (", later after the congress" if form == "congress" else ""), block)
    return host.note("DOC-06", f"published {gap} days after its approval", p, way(approved + timedelta(days=20)), {"text": True}, block, provable=True, cause=f"{form}, {gap} days", also=["NAR-16"])


# DOC-07

OTHERS = (("财政部门当年拨付的资金", ("中央财政当年拨付的资金", "省级财政部门当年拨付的资金", "中央级公共财政预算当年拨付的资金")), ("各级国家机关", ("中央国家机关", "省级国家机关")),
          ("对以税收为主体的财政收入", ("对以税收为主体的中央财政收入", "对以税收为主体的省级财政收入")), ("行政单位（包括实行公务员管理的事业单位）", ("中央行政单位（包括实行公务员管理的事业单位）", "省级行政单位（包括实行公务员管理的事业单位）")))


def tier(host, wrong=True):
    """The glossary speaks of another tier, or of its own."""
    own = "县级财政部门当年拨付的资金" if host.money.place.county else "市级财政部门当年拨付的资金"
    found = [(b, old, new) for b in host.blocks if isinstance(b, Paragraph) and b.terms and id(b) not in host.touched for old, new in OTHERS if old in b.text and any(old in x["text"] for x in b.terms)]
    if not wrong:
        found = [(b, old, (own, "本级" + old, "同级" + old)) for b, old, new in found if old.startswith("财政部门")]
    if not found:
        return False
    block, old, new = host.random.choice(found)
    word = host.random.choice(new)
    block.text = block.text.replace(old, word, 1)
    for item in block.terms:
        item["text"] = item["text"].replace(old, word, 1)
    if not wrong:
        return host.odd("the glossary speaks of its own tier", block)
    return host.note("DOC-07", "the glossary speaks of another tier", word, old, {"text": True}, block, cause="中央" if "中央" in word else "省级", contradicts=False)


KINDS = {"NAR-05": (not_listed, done_before), "NAR-06": (reasons, lambda host: reasons(host, False)), "NAR-11": (bought, bought_whole), "NAR-15": (items, lambda host: items(host, False)),
         "NAR-17": (vehicles, lambda host: vehicles(host, False)), "DOC-06": (dates, lambda host: dates(host, False)), "DOC-07": (tier, lambda host: tier(host, False))}

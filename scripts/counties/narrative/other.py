"""Other matters: running costs of offices, procurement, assets, performance, government funds, state capital, projects."""

from fractions import Fraction

from . import overall
from .more import evaluations
from .phrases import amount, change, parts, share
from .ties import Tie

KINDS = [("副部（省）级及以上领导干部用车", []), ("主要领导干部用车", ["主要负责人用车"]), ("机要通信用车", []), ("应急保障用车", []), ("执法执勤用车", []), ("特种专业技术用车", []), ("离退休干部用车", ["离退休干部服务用车"]), ("其他用车", [])]


def operating(n):
    """机关运行经费."""
    v = n.v
    fen = n.money.operating_costs()
    t = n.teller()
    words = v.pick("机关运行经费", "机关运行经费财政拨款预算" if not v.final else "机关运行经费支出", "机关运行经费预算安排" if not v.final else "机关运行经费支出")
    if fen == 0:
        t.say(v.pick("本单位为事业单位，无机关运行经费。", f"{v.year}年本单位未安排机关运行经费。"))
        return [t.done()]
    if n.p and v.draw.choice("sentence.operating", {"change": 6, "two_years": 2}) == "two_years":
        was = n.p.money.operating_costs()
        figure = amount(t, "本年度" + words, "机关运行经费", fen, [], "为", key="operating")
        t.say("，上年度为")
        before = t.money("机关运行经费", was, "prior_amount", fiscal_year=v.last, group=figure.group)
        if was != fen:
            word = "增加" if fen > was else "减少"
            t.say(f"，{word}原因为", v.pick("人员变动", "财政调整公用经费定额", f"{v.last}年度我单位退休人员变动，以及财政调整公务用车运行维护费"))
        t.say("。")
        return [t.done()]
    figure = amount(t, overall.head(n, words), "机关运行经费", fen, key="operating")
    n.change(t, figure, fen, lambda p: p.money.operating_costs())
    t.say(v.pick("。", "。主要用于办公费、印刷费、差旅费等日常支出。"))
    return [t.done()]


def procurement(n):
    """Procurement by goods, works and services; in final accounts shares of small firms."""
    v, random = n.v, n.v.random
    by = {"goods": 0, "works": 0, "services": 0}
    for purchase in n.money.procurement:
        by[purchase.category] += purchase.fen
    total_fen = sum(by.values())
    t = n.teller()
    words = v.pick("政府采购支出总额", "政府采购支出") if v.final else v.pick("政府采购预算总额", "政府采购预算", "政府采购预算共", "政府采购安排")
    total = amount(t, overall.head(n, words), "政府采购", total_fen, ["政府采购预算总额", "政府采购支出总额", "政府采购预算"], "" if words.endswith("共") else None, key="procurement.total")
    noun = "支出" if v.final else "预算"
    style = v.draw.choice("sentence.procurement", {"government": 6, "class": 2, "short": 1})
    names = {"government": "政府采购{}" + noun, "class": "{}类采购" + noun, "short": "采购{}" + noun}[style]
    items = [(names.format(word), f"政府采购{word}", by[kind], {"key": f"procurement.{kind}"}) for kind, word in (("goods", "货物"), ("works", "工程"), ("services", "服务"))]
    random.shuffle(items)
    found = parts(t, items, total, total_fen, with_share=False, rule="NAR-10", separator=v.pick("、", "，", "；"))
    if v.final and total_fen and random.random() < 0.6:
        small = round(total_fen * random.uniform(0.3, 1))
        t.say("授予中小企业合同金额")
        figure = t.money("授予中小企业合同金额", small, also=["授予中小企业合同"])
        share(t, figure, total, Fraction(small, total_fen), "政府采购支出总额", "，占政府采购支出总额的")
        micro = round(small * random.uniform(0.1, 1))
        t.say("，其中：授予小微企业合同金额")
        second = t.money("授予小微企业合同金额", micro, also=["授予小微企业合同"])
        # the whole of this share is named: 授予中小企业合同金额
        if small:
            share(t, second, figure, Fraction(micro, small), "授予中小企业合同金额", "，占授予中小企业合同金额的")
        t.say("。")
    return [t.done()]


def assets(n):
    """Vehicles by kind, equipment, what is to be bought; values of assets."""
    v, random = n.v, n.v.random
    a = n.money.assets
    t = n.teller()
    when = f"{v.year}年12月31日" if v.final else v.pick(f"{v.last}年12月31日", f"{v.last}年8月31日", f"{v.last}年底", "上年底")
    t.say("截至", when, "，", v.named(), v.pick("共有车辆", "实有车辆", "所属预算单位共有车辆"))
    total = t.count("车辆", a.vehicles, "辆", also=["公务用车", "共有车辆", "实有车辆", "公务用车保有量"], key="assets.vehicles", fiscal_year=v.year if v.final else v.last)
    form = v.draw.choice("sentence.vehicles", {"kinds": 5, "none": 3})
    kinds = []
    if form == "kinds":
        t.say("，其中：" if random.random() < 0.7 else "，其中")
        left = a.vehicles
        chosen = KINDS if random.random() < 0.6 else KINDS[3:]
        for at, (word, also) in enumerate(chosen):
            number = left if at + 1 == len(chosen) else random.randrange(0, left + 1) if random.random() < 0.4 else 0
            left -= number
            t.say(word)
            kinds.append(t.count(word, number, "辆", also=also))
            t.say("、" if at + 1 < len(chosen) else "")
        v.ties.append(Tie("sum", total, kinds, "kinds of vehicles"))
    limit = v.pick("50", "100", "20", "200")
    unit = v.pick("台（套）", "台（件、套）", "台")
    t.say(v.pick("；", "，"), v.pick(f"单价{limit}万元以上通用设备", f"单位价值{limit}万元以上设备", f"单价{limit}万元以上的设备", f"单价{limit}万元（含）以上设备（不含车辆）"))
    t.count(f"单价{limit}万元以上设备", a.equipment_over_500k, unit, also=[f"单价{limit}万元以上的设备", f"单价{limit}万元以上通用设备", f"单位价值{limit}万元以上设备", f"单价{limit}万元（含）以上设备", f"单价{limit}万元（含）以上设备（不含车辆）"])
    t.say("。")
    if not v.final or random.random() < 0.3:
        more = f"{v.year + 1 if v.final else v.year}年"
        t.say(more, v.pick("部门预算安排购置车辆", "安排购置公务用车", "拟购置车辆"))
        bought = random.choice([0, 0, 1, 2])
        when_ = {"fiscal_year": v.year + 1 if v.final else v.year}
        whole = t.count("购置车辆", bought, "辆", also=["购置公务用车", "安排购置车辆", "公务用车购置数", "公务用车购置"], **when_)
        if form == "kinds" and random.random() < 0.5:
            t.say("，其中：")
            left = bought
            some = KINDS[4:]
            bought_kinds = []
            for at, (word, also) in enumerate(some):
                number = left if at + 1 == len(some) else 0
                t.say(word)
                bought_kinds.append(t.count("购置" + word, number, "辆", also=[word, *also], **when_))
                t.say("、" if at + 1 < len(some) else "")
            v.ties.append(Tie("sum", whole, bought_kinds, ""))
        t.say(v.pick("；", "，"), f"{v.pick('安排', '')}购置单价{limit}万元以上设备")
        t.count(f"购置单价{limit}万元以上设备", random.choice([0, 0, 1, 3]), unit, also=[f"购置单价{limit}万元以上的设备"], **when_)
        t.say("。")
    blocks = [t.done()]
    if random.random() < 0.4:
        blocks.append(values(n, a))
    return blocks


def values(n, a):
    """The value of state assets and what it is made of."""
    v, random = n.v, n.v.random
    t = n.teller()
    t.say("截至", f"{v.year if v.final else v.last}年12月31日，", v.named(), v.pick("资产总额", "国有资产总额"), v.of if v.of in ("", "为") else "")
    when = {"fiscal_year": v.year if v.final else v.last, "phase": None}
    total = t.money("资产总额", a.total, also=["国有资产总额", "国有资产", "资产"], **when)
    if random.random() < 0.5:
        items = [(word, word, fen, {**when}) for word, fen in a.by_kind.items()]
    else:
        items = [("在用资产", "在用资产", a.in_use, {**when, "also": ["在用"]}), (v.pick("闲置资产", "待处置资产"), "闲置资产", a.idle, {**when, "also": ["待处置资产", "闲置", "待处置"]})]
    parts(t, items, total, a.total, with_share=False, rule="NAR-14", separator=v.pick("；", "，", "、"))
    return t.done()


def performance(n):
    """How many projects have targets, and the money of them."""
    v, random = n.v, n.v.random
    count, fen = len(n.money.projects), n.money.total(kind="project")
    gpb = n.money.total(kind="project", fund="general_public_budget", carried=False)
    t = n.teller()
    if v.final:
        t.say("根据预算绩效管理要求，", v.named(), f"组织对{v.year}年度项目支出开展绩效自评，共涉及项目")
        t.count("绩效自评项目", count, "个", also=["项目", "绩效目标项目", "开展绩效自评项目"], key="project.count")
        t.say("，涉及资金")
        figure = t.money("绩效自评项目资金", fen, also=["涉及资金", "绩效目标项目资金"])
        t.say("，自评覆盖率达到")
        t.percent("自评覆盖率", Fraction(1), "rate", also=["绩效自评覆盖率", "自评覆盖率达到"])
    else:
        t.say(overall.head(n, v.pick("实行绩效目标管理的项目", "编报绩效目标的项目共", "设置绩效目标的项目")))
        t.count("绩效目标项目", count, "个", also=["实行绩效目标管理的项目", "编报绩效目标的项目", "设置绩效目标的项目", "绩效目标管理的项目"], key="project.count")
        t.say("，", v.pick("涉及一般公共预算当年拨款", "涉及资金", "涉及项目预算资金"))
        gpb_only = t.text.endswith("拨款")
        t.money("绩效目标项目资金", gpb if gpb_only else fen, also=["绩效目标管理资金", "涉及资金", "涉及项目预算资金", "涉及一般公共预算当年拨款"], budget="一般公共预算" if gpb_only else None)
    t.say("。")
    if v.final and v.draw.chance("sentence.evaluations", 0.4):
        return [t.done(), *evaluations(n)]
    return [t.done()]


def other_budget(n, fund, words, canonical):
    """Government funds, state capital: an amount by class, or that there is none."""
    v, q = n.v, n.q
    fen = n.money.total(fund=fund)
    t = n.teller()
    if not fen and v.random.random() < 0.6:
        t.say(v.named(), v.pick(f"{v.year}年没有使用{words}拨款安排的支出。", f"无{words}支出。", f"{v.year}年度未安排{words}财政拨款支出，故无相关数据。"))
        return [t.done()]
    figure = amount(t, overall.head(n, words + "支出"), canonical, fen, [words + "支出", words + "财政拨款支出"], budget=words, key="fund.total" if fund == "government_fund" else None)
    n.change(t, figure, fen, lambda p: p.money.total(fund=fund))
    items = overall.class_items(n, "other", fund=fund)
    if items and v.random.random() < 0.5:
        for i in items:
            i[3].update(key=None, budget=words)
        parts(t, items, figure, fen, with_share=False, lead="，主要用于：", rule="BAL-05")
    else:
        t.say("。")
    return [t.done()]


def funds(n):
    return other_budget(n, "government_fund", "政府性基金预算", "政府性基金预算拨款支出")


def capital(n):
    return other_budget(n, "state_capital", "国有资本经营预算", "国有资本经营预算拨款支出")


def projects(n):
    """The projects with their amounts, one a line, as some departments write them out."""
    v = n.v
    names = n.facts.get("project_names") or [p.name for p in n.money.projects]
    t = n.teller()
    total = amount(t, overall.head(n, "项目支出"), "项目支出", n.q.project, [], key="spend.kind.project")
    t.say(v.pick("，具体包括：", "，主要项目如下："))
    blocks, found = [t.done()], []
    numbers = n.numbers()
    all_ = [(i, n.money.project_total(i)) for i in range(len(n.money.projects))]
    shown = [x for x in all_ if x[1]][:12]
    for at, (index, fen) in enumerate(shown, 1):
        t = n.teller()
        found.append(amount(t, numbers(at) + names[index], names[index], fen, copula="" if v.of in ("共", "合计", "数为") else v.of, key=f"project.{index}", also=[n.money.projects[index].name]))
        t.say(v.pick("，主要用于", "，用于"), v.pick("开展相关业务工作", "项目建设", "购买服务", "补助基层单位"), "。")
        blocks.append(t.done())
    if len(shown) == len([x for x in all_ if x[1]]) and len(shown) > 1 and sum(x[1] for x in shown) == n.q.project:
        v.ties.append(Tie("sum", total, found, "XT-07"))
    return blocks

"""Narrative pages: every amount in a sentence comes from the model, so it agrees with the tables."""

from catalog import FUNCTIONS
from model import Money, percent

DUTIES = [
    "贯彻执行国家有关法律法规和方针政策，拟订本地区相关工作规划并组织实施。",
    "负责本领域行政管理、指导协调和监督检查工作，依法履行公共服务职责。",
    "承担本行业统计、信息发布和信用体系建设工作，推进数字化管理。",
    "负责本系统干部队伍建设和业务培训，组织开展政策研究和宣传教育。",
    "完成上级主管部门和同级党委、政府交办的其他任务。",
]

TERMS = [
    ("财政拨款收入", "指由财政部门拨付的财政资金，包括一般公共预算拨款、政府性基金预算拨款和国有资本经营预算拨款。"),
    ("基本支出", "指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。"),
    ("项目支出", "指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。"),
    ("“三公”经费", "指用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。"),
    ("机关运行经费", "指行政单位使用一般公共预算财政拨款安排的基本支出中的公用经费支出。"),
]


def duties(book, b, count=4, size=12):
    """主要职责 and 机构设置."""
    book.paragraph(f"{b.department}是{b.county or b.city}政府工作部门。主要职责是：", size)
    for i, duty in enumerate(DUTIES[:count], 1):
        book.paragraph(f"{i}.{duty}", size)


def terms(book, size=12):
    for i, (word, meaning) in enumerate(TERMS, 1):
        book.paragraph(f"{i}.{word}：{meaning}", size)


def change(now, before, money):
    """(phrase, direction word, facts) of a change against last year."""
    delta = now - before
    if delta == 0:
        return "与上年持平", []
    word = "增加" if delta > 0 else "减少"
    up = "增长" if delta > 0 else "下降"
    phrase = f"比上年{word}{money(abs(delta))}{money.unit}，{up}{percent(delta, before)}%"
    return phrase, [("总额", "change", money(abs(delta)), money.unit), ("总额", "percent_change", percent(delta, before), "%")]


def overview(book, b, money=None, size=12):
    """The paragraphs on totals."""
    money = money or Money(empty="0.00")
    unit = money.unit
    total = b.income() + b.carry_in()
    phrase, found = change(total, b.prior_total, money)
    book.paragraph(
        f"{b.year}年，{b.department}收入总预算{money(total)}{unit}，{phrase}。其中：本年收入{money(b.income())}{unit}，"
        f"上年结转{money(b.carry_in())}{unit}。", size,
        facts=[("收入总计", "amount", money(total), unit), *found, ("本年收入", "amount", money(b.income()), unit),
               ("上年结转", "amount", money(b.carry_in()), unit)])
    basic, project = b.spend("", "basic"), b.spend("", "project")
    book.paragraph(
        f"支出总预算{money(total)}{unit}，其中：基本支出{money(basic)}{unit}，占{percent(basic, b.total)}%；"
        f"项目支出{money(project)}{unit}，占{percent(project, b.total)}%。", size,
        facts=[("支出总计", "amount", money(total), unit), ("基本支出", "amount", money(basic), unit),
               ("基本支出", "share", percent(basic, b.total), "%"), ("项目支出", "amount", money(project), unit),
               ("项目支出", "share", percent(project, b.total), "%")])


def by_class(book, b, money=None, size=12):
    """The sentence that lists the classes of spending."""
    money = money or Money(empty="0.00")
    parts, found = [], []
    for code in b.codes(levels=(3,)):
        amount = b.spend(code)
        parts.append(f"{FUNCTIONS[code]}{money(amount)}{money.unit}，占{percent(amount, b.total)}%")
        found += [(FUNCTIONS[code], "amount", money(amount), money.unit),
                  (FUNCTIONS[code], "share", percent(amount, b.total), "%")]
    book.paragraph("按支出功能分类科目，主要用于：" + "；".join(parts) + "。", size, facts=found)


def basic_split(book, b, money=None, size=12):
    money = money or Money(empty="0.00")
    unit = money.unit
    book.paragraph(
        f"{b.year}年一般公共预算基本支出{money(b.spend('', 'basic'))}{unit}，其中：人员经费"
        f"{money(b.spend('', 'person'))}{unit}，公用经费{money(b.operating)}{unit}。", size,
        facts=[("基本支出", "amount", money(b.spend("", "basic")), unit),
               ("人员经费", "amount", money(b.spend("", "person")), unit),
               ("公用经费", "amount", money(b.operating), unit)])


def sangong(book, b, money=None, size=12):
    """The 三公 paragraph."""
    money = money or Money(empty="0.00")
    unit, s = money.unit, b.sangong
    phrase, found = change(s["total"], b.prior_sangong, money)
    book.paragraph(
        f"{b.year}年财政拨款安排的“三公”经费预算{money(s['total'])}{unit}，{phrase}。其中：因公出国（境）费"
        f"{money(s['abroad'])}{unit}；公务接待费{money(s['guest'])}{unit}；公务用车购置及运行费{money(s['car'])}{unit}"
        f"（其中：购置费{money(s['buy'])}{unit}，运行费{money(s['run'])}{unit}）。", size,
        facts=[("三公经费", "amount", money(s["total"]), unit), *found,
               ("因公出国（境）费", "amount", money(s["abroad"]), unit), ("公务接待费", "amount", money(s["guest"]), unit),
               ("公务用车购置及运行费", "amount", money(s["car"]), unit), ("公务用车购置费", "amount", money(s["buy"]), unit),
               ("公务用车运行费", "amount", money(s["run"]), unit)])


def operating(book, b, money=None, size=12):
    money = money or Money(empty="0.00")
    book.paragraph(f"{b.year}年{b.department}机关运行经费预算{money(b.operating)}{money.unit}。", size,
                   facts=[("机关运行经费", "amount", money(b.operating), money.unit)])


def performance(book, b, money=None, size=12):
    money = money or Money(empty="0.00")
    amount = b.spend("", "project")
    book.paragraph(f"{b.year}年实行绩效目标管理的项目{len(b.projects)}个，涉及预算资金{money(amount)}{money.unit}。", size,
                   facts=[("绩效项目", "count", str(len(b.projects)), "个"), ("绩效项目", "amount", money(amount), money.unit)])


def heading(book, text, size=14, indent=0, align="left"):
    """A section heading on a line of its own."""
    book.top += 6
    book.paragraph(text, size, indent, 1.8, align, book.bold, book.head)

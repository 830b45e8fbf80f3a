"""Basic expenditure of the general public budget: personnel and public, and what they consist of; economic classes with changes."""

from lists import name as code_name

from . import overall
from .phrases import amount, change
from .ties import Tie

BASIC = ("一般公共预算基本支出", ["基本支出", "一般公共预算拨款基本支出", "一般公共预算财政拨款基本支出"])
PERSONNEL = "基本工资、津贴补贴、奖金、绩效工资、机关事业单位基本养老保险缴费、职业年金缴费、职工基本医疗保险缴费、其他社会保障缴费、住房公积金、离休费、退休费、抚恤金、生活补助"
PUBLIC = "办公费、印刷费、咨询费、手续费、水费、电费、邮电费、取暖费、物业管理费、差旅费、维修（护）费、租赁费、会议费、培训费、公务接待费、劳务费、工会经费、福利费、公务用车运行维护费、其他交通费用"


def basic(n):
    """人员经费 and 公用经费."""
    q, v = n.q, n.v
    where = {"kind": "basic"}
    total_fen = q.gpb(**where)
    personnel, public = q.gpb(basic_kind="personnel", **where), q.gpb(basic_kind="public", **where)
    t = n.teller()
    words = "一般公共预算财政拨款基本支出" if v.final else v.pick("一般公共预算基本支出", "一般公共预算拨款基本支出")
    total = amount(t, overall.head(n, words), BASIC[0], total_fen, BASIC[1], key="gpb.basic")
    if v.random.random() < 0.3:
        n.change(t, total, total_fen, lambda p: p.gpb(**where))
    lines = v.draw.choice("sentence.basic_list", {"lines": 5, "sentence": 3})
    t.say("，其中：")
    blocks = []
    if lines == "lines":
        blocks.append(t.done())
    named = v.draw.choice("sentence.economic_names", {"whole_list": 4, "those_printed": 4, "none": 2})
    numbers = n.numbers()
    found = []
    for at, (word, kind, fen, every) in enumerate((("人员经费", "personnel", personnel, PERSONNEL), ("公用经费", "public", public, PUBLIC)), 1):
        if lines == "lines":
            t = n.teller()
            t.say(numbers(at))
        found.append(amount(t, v.pick(word, word) if word == "人员经费" else v.pick(word, "日常公用经费"), word, fen, ["日常公用经费"] if word == "公用经费" else [], key=f"gpb.basic.{kind}"))
        names = every if named == "whole_list" else "、".join(name for _, name, _ in q.economic(kind))
        if named != "none" and names:
            t.say(v.pick("，主要包括：", "，主要包括", "。主要包括："), names, v.pick("", "等"))
        t.say("。" if lines == "lines" or at == 2 else "；")
        if lines == "lines" or at == 2:
            blocks.append(t.done())
    v.ties.append(Tie("sum", total, found, "ROW-02"))
    return blocks


def economic(n):
    """General public expenditure by economic class, each with its change."""
    q, v = n.q, n.v
    where = {"fund": "general_public_budget"}
    groups = {c: f for c, f in n.money.group("economic_class", **where).items() if f}
    before = n.p.money.group("economic_class", **where) if n.p else {}
    t = n.teller()
    t.say(v.pick("按照部门预算支出经济分类，", "按支出经济分类科目，"))
    total = amount(t, overall.head(n, "一般公共预算支出"), "一般公共预算拨款支出", q.gpb(), ["一般公共预算支出"], key="gpb.total")
    t.say("，其中：")
    blocks, found = [t.done()], []
    numbers = n.numbers()
    for at, (code, fen) in enumerate(groups.items(), 1):
        t = n.teller()
        name = code_name(code)
        figure = amount(t, numbers(at) + name + (f"（{code}）" if v.random.random() < 0.6 else ""), name, fen, code=code, key=f"gpb.economic.{code}", budget="一般公共预算")
        if n.p:
            change(t, figure, fen, before.get(code, 0), reason=v.random.random() < 0.5)
        t.say("。")
        found.append(figure)
        blocks.append(t.done())
    if len(found) > 1:
        v.ties.append(Tie("sum", total, found, "HIE-04"))
    return blocks

"""What stands around the sentences: cover, contents, duties, institutions, headings of every style, glossary."""

from blocks import Contents, Heading, Paragraph, Slot

import contacts

from . import basic, functions, more, other, overall, public
from .author import cn
from .glossary import glossary

DUTIES = ["贯彻执行国家有关法律法规和方针政策，拟订本地区相关工作规划并组织实施。", "负责本领域行政管理、指导协调和监督检查工作，依法履行公共服务职责。",
          "承担本行业统计、信息发布和信用体系建设工作，推进数字化管理。", "负责本系统干部队伍建设和业务培训，组织开展政策研究和宣传教育。",
          "负责安全生产监督管理和突发事件应急处置的组织协调工作。", "研究提出本领域改革建议，组织实施重大项目，监督管理专项资金使用。", "完成上级主管部门和同级党委、政府交办的其他任务。"]

# (weights, budget title, title of final accounts, function): the sections of a narrative in their usual order
SECTIONS = [
    ("total", ("部门预算收支总体情况", "收支预算总体情况说明", "部门预算收支增减变化情况"), ("收入支出决算总体情况说明", "收入支出决算总体情况"), None),
    ("income", ("收入预算情况说明", "收入预算情况"), ("收入决算情况说明", "收入决算情况"), overall.income),
    ("spending", ("支出预算情况说明", "支出预算情况"), ("支出决算情况说明", "支出决算情况"), overall.spending),
    ("fiscal", ("财政拨款收支预算总体情况说明", "财政拨款收支总体情况"), ("财政拨款收入支出决算总体情况说明",), overall.fiscal),
    ("gpb", ("一般公共预算支出情况说明", "一般公共预算拨款支出情况"), ("一般公共预算财政拨款支出决算情况说明",), None),
    ("economic", ("一般公共预算支出按经济分类的明细情况",), ("一般公共预算支出经济分类情况",), basic.economic),
    ("basic", ("一般公共预算基本支出情况说明", "一般公共预算拨款基本支出情况"), ("一般公共预算财政拨款基本支出决算情况说明",), basic.basic),
    ("funds", ("政府性基金预算支出情况说明", "政府性基金预算拨款支出情况"), ("政府性基金预算财政拨款收入支出决算情况说明",), other.funds),
    ("capital", ("国有资本经营预算支出情况说明", "国有资本经营预算拨款支出情况"), ("国有资本经营预算财政拨款支出决算情况说明",), other.capital),
    ("projects", ("项目支出情况说明",), ("项目支出情况说明",), other.projects),
    ("public", ("“三公”经费预算情况说明", "“三公”经费增减变动原因说明", "财政拨款“三公”经费预算情况"), ("财政拨款“三公”经费支出决算情况说明", "“三公”经费支出决算情况说明"), public.public),
    ("meetings", ("会议费、培训费情况",), ("会议费、培训费支出情况",), public.meetings),
    ("entrusted", ("委托业务费安排情况",), ("委托业务费支出情况",), more.entrusted),
    ("operating", ("机关运行经费情况说明", "机关运行经费安排情况"), ("机关运行经费支出情况说明",), other.operating),
    ("procurement", ("政府采购情况说明", "政府采购预算情况"), ("政府采购支出情况说明",), other.procurement),
    ("assets", ("国有资产占有使用情况说明", "国有资产占用情况"), ("国有资产占有使用情况说明",), other.assets),
    ("performance", ("绩效目标设置情况", "预算绩效情况说明", "绩效管理情况"), ("预算绩效情况说明", "预算绩效管理工作开展情况"), other.performance),
]
OTHERS = {"operating", "procurement", "assets", "performance"}


def sections(n):
    """The sections of this narrative as (title, blocks or a list of such): drawn which, in which order, and what is grouped under 其他重要事项."""
    v, draw = n.v, n.v.draw
    total = draw.choice("sentence.totals", {"one": 4, "both": 3, "labelled": 2, "nested": 1.2})
    if n.money.income() != n.money.total() + n.money.closing():
        total = "one"
    gpb = (lambda: functions.scale(n) + functions.outcomes(n)) if v.final else (
        lambda: functions.scale(n) + ([n.title("具体使用情况")] if v.random.random() < 0.3 else []) + functions.uses(n))
    own = {"total": {"one": overall.totals_one_sentence, "both": overall.totals_both, "labelled": overall.totals_labelled, "nested": more.nested}[total], "gpb": lambda _: gpb()}
    chosen = []
    for key, budget, final, function in SECTIONS:
        if key in ("economic", "projects", "meetings", "entrusted") and not draw.chance(f"sentence.section_{key}", 0.25):
            continue
        if key in ("funds", "capital") and v.random.random() < 0.3:
            continue
        chosen.append((key, v.random.choice(final if v.final else budget), own.get(key, function)))
    if draw.chance("narrative.order_changed", 0.25):
        head, tail = chosen[:2], chosen[2:]
        v.random.shuffle(tail)
        chosen = head + tail
    if draw.chance("narrative.others_grouped", 0.35):
        grouped = [c for c in chosen if c[0] in OTHERS]
        chosen = [c for c in chosen if c[0] not in OTHERS] + [("others", "其他重要事项的情况说明", grouped)]
    return chosen


class Numbering:
    """Numbers of headings by level, in the document's style."""

    def __init__(self, n):
        v = n.v
        self.part_style = v.draw.choice("heading.part", {"第一部分 ": 6, "第一部分：": 2, "第一部分\n": 1.5, "第一部分": 1, "第一部分　": 1})
        self.second_style = v.draw.choice("heading.second", {"一、": 8, "一.": 0.5, "（一）": 1, "1.": 0.7, "none": 0.5})
        self.third_style = v.draw.choice("heading.third", {"（一）": 6, "1.": 2, "1、": 1.5, "(一)": 1, "none": 0.5})
        self.colon = v.draw.chance("heading.third_colon", 0.15)
        self.part = self.second = self.third = 0

    def heading(self, level, text):
        """A heading with its number; deeper levels begin again."""
        if level == 1:
            self.part, self.second, self.third = self.part + 1, 0, 0
            return Heading(self.part_style.replace("一", cn(self.part)) + text, 1)
        if level == 2:
            self.second, self.third = self.second + 1, 0
            return Heading(self.number(self.second_style, self.second) + text, 2)
        self.third += 1
        return Heading(self.number(self.third_style, self.third) + text + ("：" if self.colon else ""), 3)

    @staticmethod
    def number(style, at):
        if style == "none":
            return ""
        return style.replace("一", cn(at)) if "一" in style else style.replace("1", str(at))


def cover(n, facts):
    """The cover: the title in one line or several, then the body or a date."""
    style = n.draw.choice("narrative.cover", {"one_line": 4, "two_lines": 4, "none": 2, "with_date": 2, "with_code": 1})
    if style == "none" and (facts.get("part") is not None or n.v.year_word in ("本年", "当年")):
        style = "one_line"  # nothing else would say whose money of which year it is
    if style == "none":
        if n.draw.random.random() < 0.5:
            return [Heading(facts["title"], 0)]
        facts["marks"] = {**facts.get("marks", {}), "title": "open", "scope": "open", **({} if n.v.me == "body" else {"department": "open"})}
        return []
    if style in ("two_lines", "with_code") and facts.get("title_parts"):
        blocks = [Heading(line, 0) for line in facts["title_parts"]]
    else:
        blocks = [Heading(facts["title"], 0)]
    if style == "with_date":
        blocks.append(Paragraph(f"{n.v.body}\n{n.v.year + (1 if n.v.final else 0)}年{n.draw.random.randrange(1, 10)}月"))
    if facts.get("unit_cover"):
        blocks.append(Paragraph(facts["unit_cover"]))
    if style == "with_code":
        blocks.append(Paragraph(f"部门预算编码：{n.money.body.code}"))
    return blocks


def duties(n):
    """主要职责."""
    random = n.v.random
    if n.facts.get("renamed_from"):
        old = n.facts["renamed_from"]
        return [Paragraph(n.v.pick(f"根据机构改革方案，原{old}更名为{n.v.body}。", f"{n.v.body}（原{old}）是{n.money.place.name}人民政府工作部门，主要负责本领域行政管理工作。"))]
    t = Paragraph(n.v.pick(f"{n.v.body}是{n.money.place.name}人民政府工作部门。主要职责是：", "根据“三定”方案规定，主要职责如下：", f"{n.v.body}主要职责："))
    some = random.sample(DUTIES[:-1], random.randrange(3, 6)) + DUTIES[-1:]
    numbers = n.numbers()
    return [t, *(Paragraph(numbers(i) + duty) for i, duty in enumerate(some, 1))]


def institutions(n):
    """机构设置: offices and units, with counts, or as a list of names."""
    v, units = n.v, n.money.units
    t = n.teller()
    t.say(v.named(), v.pick("内设", "下设", "设有"))
    t.count("内设机构", v.random.randrange(3, 15), v.pick("个", "个"), also=["内设机构数", "设有内设机构", "科室", "内设", "内设科室"], fiscal_year=None)
    t.say(v.pick("内设机构", "内设科室", "科室"), "，分别为办公室、综合科、财务科、法规科等。" if v.random.random() < 0.6 else "。")
    blocks = [t.done()]
    if len(units) > 1:
        t = n.teller()
        t.say("纳入", f"{v.year}年部门{v.noun()}编制范围的", v.pick("预算单位", "二级预算单位"), "共")
        t.count("预算单位", len(units), "个", also=["二级预算单位", "纳入部门预算编制范围的预算单位", "纳入部门决算编制范围的预算单位", "纳入编制范围的预算单位"], fiscal_year=v.year)
        t.say("，包括：")
        blocks.append(t.done())
        numbers = n.numbers()
        blocks += [Paragraph(numbers(i) + unit.name + ("；" if i < len(units) else "。")) for i, unit in enumerate(units, 1)]
    staff, retired = sum(u.staff for u in units), sum(u.retired for u in units)
    if v.random.random() < 0.5:
        t = n.teller()
        t.say(v.named(), "核定编制")
        posts = staff + v.random.randrange(0, 9)
        t.count("编制", posts, "人", also=["核定编制", "编制数", "编制人数", "人员编制"], fiscal_year=None)
        t.say("，", v.pick("实有在职人员", "年末实有人数" if v.final else "实有人数", "在职人员"))
        t.count("在职人员", staff, "人", also=["实有在职人员", "实有人数", "年末实有人数", "实有人员", "在职"], fiscal_year=None)
        t.say("，", v.pick("离退休人员", "退休人员"))
        t.count("离退休人员", retired, "人", also=["退休人员", "退休"], fiscal_year=None)
        t.say("。")
        blocks.append(t.done())
    return blocks


def numbered_sections(n, numbering, level, chosen=None):
    """The sections (drawn here where none are given) with their headings, from a level down."""
    blocks = []
    see = n.draw.chance("heading.see_table", 0.06)
    charts = n.draw.chance("narrative.charts", 0.1)
    for at, (key, title, function) in enumerate(chosen or sections(n), 1):
        blocks.append(numbering.heading(level, title + (n.v.pick(f"（详见表{at}）", f"（详见表1-{at}）", "（详见附表）") if see and key in ("total", "income", "spending", "fiscal", "gpb") else "")))
        if key == "others":
            for _, sub, inner in function:
                blocks.append(numbering.heading(3, sub) if level == 2 else numbering.heading(level + 1, sub))
                n.depth = 4
                n.sub = 0
                blocks += inner(n)
            continue
        n.numbering, n.depth, n.sub = numbering, level + 1, 0
        if level + 1 == 3:
            numbering.third = 0
        blocks += function(n)
        if charts and key in ("income", "spending", "public"):
            blocks.append(Paragraph(n.v.pick(f"图{at}：{title.removesuffix('说明')}分布图", "三公经费分布图" if key == "public" else "收支结构图")))
    return blocks


def reach(n, facts, where):
    """Paragraphs with contacts, where they are drawn to stand: on the cover, behind the duties, at the end."""
    if not hasattr(n, "contacts_at"):
        n.contacts_at = n.draw.choice("contact.place", {"none": 60, "cover": 12, "middle": 10, "end": 18})
    if n.contacts_at != where:
        return []
    printed, found = contacts.lines(n.draw)
    blocks = [Paragraph(line, contacts=[c for c in found if c in line]) for line in printed]
    # a number over two lines stands in neither of them
    blocks[-1].contacts += [c for c in found if not any(c in line for line in printed)]
    return blocks


def document(n, facts):
    """All blocks in one of the orders that disclosures have."""
    v, draw = n.v, n.v.draw
    kind = "部门" if facts.get("scope", "department") == "department" else "单位"
    noun = f"{kind}{v.noun()}"
    numbering = Numbering(n)
    order = draw.choice("narrative.parts", {"four": 5, "text_first": 3, "flat": 2.5, "two": 1, "six": 1})
    forms = draw.choice("narrative.forms_place", {"after_tables": 5, "in_performance": 1})
    blocks = cover(n, facts)
    blocks += reach(n, facts, "cover")
    contents = draw.choice("narrative.contents", {"dots": 5, "none": 3, "plain": 1, "numbers_apart": 1})
    if contents != "none" and not facts.get("part"):
        blocks.append(Contents(contents))
    part = lambda text: numbering.heading(1, text)
    second = lambda text: numbering.heading(2, text)
    n.numbering, n.depth, n.sub = numbering, 3, 0
    note = [Paragraph(v.pick("注：本说明中的数据因四舍五入可能存在尾数差异。", "备注：金额单位转换时可能存在尾数误差。"))] if draw.chance("narrative.tail_note", 0.1) else []
    overview = lambda: [second(v.pick("主要职责", f"{kind}主要职责", "部门职责" if kind == "部门" else "单位职责")), *duties(n), second(v.pick("机构设置情况", "机构设置", "部门预算单位构成" if not v.final else "部门决算单位构成")), *institutions(n), *(more.tasks(n) if draw.chance("narrative.tasks", 0.25) else []), *reach(n, facts, "middle")]
    tables = [*([Paragraph(facts["unit_sentence"])] if facts.get("unit_sentence") else []), Slot("tables"), Slot("forms")]
    if order == "four":
        blocks += [part(f"{kind}概况"), *overview(), part(f"{v.year}年{noun}表"), *tables, part(f"{v.year}年{noun}情况说明"), *numbered_sections(n, numbering, 2), *note,
                   part("名词解释"), *glossary(n)]
    elif order == "text_first":
        blocks += [part(f"{kind}概况"), *overview(), part(f"{v.year}年{noun}情况说明"), *numbered_sections(n, numbering, 2), part("名词解释"), *glossary(n), part(f"{v.year}年{noun}表"), *tables]
    elif order == "two":
        blocks += [part(f"{v.year}年{noun}情况说明"), *overview(), *numbered_sections(n, numbering, 2), second("名词解释"), *glossary(n), part(f"{v.year}年{noun}报表"), *tables]
    elif order == "six":
        chosen = sections(n)
        cut = max(1, next((i for i, (key, _, _) in enumerate(chosen) if key in ("public", "others", *OTHERS)), len(chosen)))
        blocks += [part(f"{kind}概况"), *overview(), part(f"{v.year}年{noun}收支情况说明"), *numbered_sections(n, numbering, 2, chosen[:cut])]
        if chosen[cut:]:
            blocks += [part("“三公”经费及其他重要事项说明"), *numbered_sections(n, numbering, 2, chosen[cut:])]
        blocks += [part("名词解释"), *glossary(n), part(f"{v.year}年{noun}报表"), *tables]
    else:
        n.depth = 3
        blocks += [*overview(), *numbered_sections(n, numbering, 2), second("名词解释"), *glossary(n), *tables]
    blocks += reach(n, facts, "end")
    return blocks

"""名词解释: terms whose explanation begins with 指, 是指, 反映, 是, 为, 包括 or with none of them; numbered in all ways; split from the term by a colon or not."""

from blocks import Paragraph

# term, explanation without its first word
TERMS = [
    ("财政拨款收入", "财政部门当年拨付的资金，包括一般公共预算、政府性基金预算和国有资本经营预算拨款", "指"),
    ("一般公共预算", "以税收为主体的财政收入，安排用于保障和改善民生、推动经济社会发展、维持机构正常运转等方面的收支预算", "是对"),
    ("政府性基金预算", "依照法律、行政法规的规定在一定期限内向特定对象征收、收取的资金，专项用于特定公共事业发展的收支预算", "是指将"),
    ("国有资本经营预算", "国有资本收益作出支出安排的收支预算", "是对"),
    ("财政专户管理资金", "教育收费，包括高中以上学费、住宿费，党校收费，教育考试考务费等", "专指"),
    ("事业收入", "事业单位开展专业业务活动及其辅助活动取得的收入", "指"),
    ("事业单位经营收入", "事业单位在专业业务活动及其辅助活动之外开展非独立核算经营活动取得的收入", "指"),
    ("其他收入", "除上述收入以外的各项收入，主要有利息收入、租金收入等", "指"),
    ("上年结转", "以前年度尚未完成、结转到本年仍按原规定用途继续使用的资金", "指"),
    ("年末结转和结余", "本年度或以前年度预算安排、因客观条件变化无法按原计划实施，需要延迟到以后年度使用的资金", "指"),
    ("基本支出", "保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出", "指为"),
    ("项目支出", "在基本支出之外为完成特定行政任务和事业发展目标所发生的支出", "指"),
    ("人员经费", "用于在职人员工资福利、对个人和家庭的补助等方面的支出", ""),
    ("公用经费", "保障单位日常运转的办公费、水电费、差旅费等支出", "为"),
    ("“三公”经费", "用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。其中：因公出国（境）费反映单位公务出国（境）的国际旅费等支出；公务接待费反映单位按规定开支的各类公务接待支出", "指"),
    ("机关运行经费", "保障行政单位（包括参照公务员法管理的事业单位）运行，用于购买货物和服务的各项公用经费，包括办公及印刷费、差旅费、会议费、公务用车运行维护费以及其他费用", "为"),
    ("政府采购", "各级国家机关、事业单位和团体组织，使用财政性资金采购依法制定的集中采购目录以内的或者采购限额标准以上的货物、工程和服务的行为", "是指"),
    ("政府购买服务", "根据我国现行政策规定，充分发挥市场机制作用，把适合市场化方式提供的服务事项交由具备条件的承接主体承担，并按照合同约定支付费用的行为", ""),
    ("绩效目标", "财政预算资金计划在一定期限内达到的产出和效果", "指"),
    ("行政运行（项）", "行政单位（包括实行公务员管理的事业单位）的基本支出", "反映"),
    ("一般行政管理事务（项）", "行政单位未单独设置项级科目的其他项目支出", "反映"),
    ("机关事业单位基本养老保险缴费支出（项）", "机关事业单位实施养老保险制度由单位缴纳的基本养老保险费支出", "反映"),
    ("住房公积金（项）", "行政事业单位按规定的比例为职工缴纳的住房公积金", "反映"),
    ("单位资金", "除政府预算资金和财政专户管理资金以外的资金，包括事业收入、上级补助收入、附属单位上缴收入、其他收入", "是指"),
    ("财政拨款", "一般公共预算、政府性基金预算、国有资本经营预算", "包含"),
]


def glossary(n):
    """Drawn terms, one an entry; sometimes the explanation stands on the next line, sometimes no colon parts the two."""
    v, random, draw = n.v, n.v.random, n.v.draw
    some = [TERMS[i] for i in sorted(random.sample(range(len(TERMS)), random.randrange(6, 17)))]
    colon = draw.choice("glossary.colon", {"：": 7, ":": 1, "none": 1, "，": 0.7, "mixed": 1})
    begin = draw.choice("glossary.begin", {"usual": 5, "none": 2, "mixed": 2, "all_shi": 0.7})
    numbers = n.numbers()
    below = draw.chance("glossary.below", 0.08)
    quoted = draw.chance("glossary.quoted", 0.06)
    blocks = []
    for at, (term, text, first) in enumerate(some, 1):
        lead = {"usual": first, "none": "", "all_shi": "是指" if first in ("指", "是指", "") else first}.get(begin, random.choice((first, "")))
        mark = random.choice(("：", "")) if colon == "mixed" else "" if colon == "none" else colon
        # without a colon and without 指 nobody knows where the term ends
        if not mark and lead not in ("指", "是指", "专指", "指为", "是指将", "反映", "是对"):
            mark = "："
        if mark == "，" and not lead.startswith(("指", "是指", "反映", "专指")):
            mark = "："
        shown = f"“{term}”" if quoted and not term.startswith("“") else term
        words = f"{lead}{text}。"
        number = numbers(at)
        if below and mark in ("：", ":"):
            blocks.append(Paragraph(f"{number}{shown}{mark}", terms=[{"term": shown, "text": words}]))
            blocks.append(Paragraph(words))
        else:
            blocks.append(Paragraph(f"{number}{shown}{mark}{words}", terms=[{"term": shown, "text": words}]))
    return blocks

"""What a form says: goals, indicators and their values, invented for a project and consistent with its money."""

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from money import SCALE

QUANTITY = {
    "works": [("维修改造点位数量", "处", 2, 60), ("绿化面积", "亩", 5, 800), ("改造建筑面积", "平方米", 800, 9000), ("建设道路长度", "公里", 2, 40), ("新建（改建）站点数量", "个", 1, 12), ("管网铺设长度", "米", 300, 9000)],
    "goods": [("购置车辆数量", "辆", 1, 6), ("配备办公家具", "套", 4, 90), ("购置设备数量", "台（套）", 2, 120), ("采购物资批次", "批", 1, 8), ("更新终端数量", "台", 5, 300), ("印制宣传资料份数", "份", 500, 20000)],
    "services": [("检测样品数量", "批次", 40, 3000), ("发布宣传稿件", "篇", 12, 400), ("开展培训场次", "场", 1, 30), ("参训人数", "人次", 60, 3000), ("委托第三方服务次数", "次", 1, 12), ("运行维护系统数量", "个", 1, 9),
                 ("开展检查次数", "次", 4, 120), ("编制报告数量", "份", 1, 15)],
    None: [("惠及村（社区）数量", "个", 5, 300), ("下达资金比例", "%", 90, 100), ("补助人数", "人", 20, 4000), ("保障人员数量", "人", 5, 200), ("走访慰问户数", "户", 10, 500), ("召开会议次数", "次", 2, 40), ("受理事项数量", "件", 50, 5000)],
}
QUALITY = [("设备质量达标率", "%", 95, 100), ("培训合格率", "%", 90, 100), ("补贴对象符合条件率", "%", 98, 100), ("验收合格率", "%", 95, 100), ("资金使用合规率", "%", 100, 100), ("补助发放准确率", "%", 98, 100), ("系统正常运行率", "%", 95, 99), ("检查覆盖率", "%", 80, 100)]
TIMELY = [("任务完成及时率", "%", 90, 100), ("资金拨付及时率", "%", 95, 100), ("完成时限", "月", 6, 12), ("响应时间", "小时", 1, 48)]
TIMELY_TEXT = [("项目完成时间", "{year}年12月底前"), ("工作完成时限", "按计划时间节点完成"), ("完成时间", "{year}年12月31日前")]
EFFECTS = {
    "社会效益指标": [("政策知晓率", ("≥", 80, "%")), ("受益人口", ("≥", 1200, "人")), ("群众办事便利程度", "有效提升"), ("行业管理水平", "稳步提高"), ("公共服务能力", "得到加强"), ("重大责任事故发生数", ("≤", 0, "起"))],
    "经济效益指标": [("节约财政资金比例", ("≥", 3, "%")), ("带动就业人数", ("≥", 30, "人")), ("促进产业发展", "成效明显")],
    "生态效益指标": [("节能降耗水平", "逐步提升"), ("环境空气质量优良天数比例", ("≥", 85, "%")), ("对周边环境影响", "无不良影响")],
    "可持续影响指标": [("长效管理机制健全性", "健全"), ("设备使用年限", ("≥", 5, "年")), ("持续发挥作用期限", "长期")],
}
SATISFIED = ["企业满意度", "社会公众满意度", "使用人员满意度", "服务对象满意度", "受益群众满意度", "参训人员满意度", "办事群众满意度", "干部职工满意度"]
GOALS = ["按照年度工作计划，完成{name}各项任务，确保资金使用规范、高效，进一步提升{theme}。",
         "目标1：完成{name}年度任务；目标2：确保质量达到要求；目标3：{theme}得到提升。",
         "通过实施{name}，保障各项工作正常开展，{theme}持续改善，服务对象满意。",
         "严格执行相关政策，及时足额落实{name}资金，做到专款专用，促进{theme}。",
         "1.完成{name}既定工作量，按时保质验收；2.加强资金监管，提高资金使用效益；3.{theme}明显改善，群众获得感增强。",
         "保障{name}顺利实施，年内完成全部建设（采购）内容并投入使用，切实提升{theme}，为全年重点任务完成提供支撑。项目资金严格按照预算批复和合同约定支付，杜绝挤占挪用。",
         "{name}按计划推进。"]
THEMES = ["公共服务水平", "行业管理能力", "基层治理能力", "安全保障能力", "服务保障水平", "生态环境质量", "群众满意度", "应急处置能力", "信息化水平"]


@dataclass
class Indicator:
    """One indicator. Of number and text only one is given. `unit` belongs to the number."""

    level1: str
    level2: str
    level3: str
    comparator: str = None
    number: Decimal = None
    unit: str = None
    text: str = None
    weight: Decimal = None
    core: bool = None
    actual: str = None
    score: Decimal = None
    deviation: str = ""

    def joined(self):
        """The target in one cell: `≥95%`."""
        return self.text if self.number is None else f"{self.comparator or ''}{plain(self.number)}{self.unit or ''}"


def plain(number):
    """A decimal without needless zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _numeric(draw, level1, level2, item, comparator="≥"):
    name, unit, low, high = item
    number = draw.random.randint(low, high)
    if number > 100:
        number -= number % 10
    if unit == "%" and number == 100:
        comparator = "="
    return Indicator(level1, level2, name, comparator, Decimal(number), unit)


def indicators(draw, project, fen, year, style, scheme, many=False):
    """The indicators of a project. `scheme` is `2021` (costs are a first level of their own) or `old` (costs below 产出指标)."""
    dice, unit, places = draw.random, style.unit, style.decimals
    found = []
    if scheme == "2021":
        found.append(_cost(dice, "成本指标", "经济成本指标", fen, unit, places))
        if many and dice.random() < 0.4:
            found.append(Indicator("成本指标", "社会成本指标", "对社会造成负面影响", text="无"))
    counted = dice.sample(QUANTITY.get(project_kind(project), QUANTITY[None]), 3 if many else dice.randint(1, 2))
    found += [_numeric(draw, "产出指标", "数量指标", item) for item in counted]
    found += [_numeric(draw, "产出指标", "质量指标", item) for item in dice.sample(QUALITY, 2 if many else 1)]
    if dice.random() < 0.5:
        name, text = dice.choice(TIMELY_TEXT)
        found.append(Indicator("产出指标", "时效指标", name, text=text.format(year=year)))
    else:
        item = dice.choice(TIMELY)
        found.append(_numeric(draw, "产出指标", "时效指标", item, "≤" if item[1] in ("月", "小时") else "≥"))
    if scheme == "old":
        found.append(_cost(dice, "产出指标", "成本指标", fen, unit, places))
    for level2 in dice.sample(list(EFFECTS), 3 if many else dice.randint(1, 2)):
        name, target = dice.choice(EFFECTS[level2])
        if isinstance(target, tuple):
            found.append(Indicator("效益指标", level2, name, target[0], Decimal(target[1]), target[2]))
        else:
            found.append(Indicator("效益指标", level2, name, text=target))
    found.append(Indicator("满意度指标", "服务对象满意度指标", dice.choice(SATISFIED), "≥", Decimal(dice.choice([85, 90, 95, 98])), "%"))
    return found


def project_kind(project):
    """goods, works, services or None."""
    return getattr(project, "goods", None)


def _cost(dice, level1, level2, fen, unit, places):
    """A ceiling that the amount of the form keeps: rounded up to what forms print."""
    number = (Decimal(fen) / SCALE[unit]).quantize(Decimal(1).scaleb(-min(places, 2)) if unit == "万元" else Decimal(1), ROUND_UP)
    return Indicator(level1, level2, dice.choice(["项目总成本", "预算控制数", "年度预算成本"]), "≤", number, unit)


def weigh(draw, found, whole):
    """Spreads `whole` points over the indicators in steps of five (less where there are many); what is left goes to the first effect."""
    share = Decimal(whole) / len(found)
    step = share - share % 5 if share >= 5 else share.quantize(Decimal("0.5"), ROUND_DOWN)
    weights = [step] * len(found)
    rest = whole - sum(weights)
    at = next((n for n, i in enumerate(found) if i.level1 == "效益指标"), len(found) - 1)
    while rest > 0:
        part = min(Decimal(5), rest) if step >= 5 else rest
        weights[at] += part
        rest -= part
        at = (at + 1) % len(found)
    return [replace(indicator, weight=weight) for indicator, weight in zip(found, weights)]


def goal(draw, project):
    """A goal in words."""
    return draw.random.choice(GOALS).format(name=project.name, theme=draw.random.choice(THEMES))


def truth(indicator, row, printed, horizon="annual", **fields):
    """The truth of an indicator as it was printed; `fields` are those that its family prints beside the target."""
    seen = {"horizon": horizon, "level1": indicator.level1, "level2": indicator.level2, "level3": indicator.level3, "printed": printed,
            "comparator": indicator.comparator, "value": None if indicator.number is None else plain(indicator.number),
            "unit": indicator.unit, "text": indicator.text, "row": row, "mark": "certain"}
    seen.update(fields)
    return seen

"""Why something changed: reasons without figures, with counts, and lists of causes with amounts."""

UP = ["人员经费增加", "增人增资", "项目支出增加", "新增业务工作经费", "本年度项目计划增加", "在职人员工资标准调整", "上级专项转移支付增加", "根据工作需要，增加一次性项目", "社保缴费基数上调",
      "业务量增加", "信息化设备更新", "机构改革后职能划入，人员及相应支出增加", "上年基数较低", "本年度新增预算项目", "养老保险及职业年金缴费增加"]
DOWN = ["厉行节约，压减一般性支出", "人员退休减少", "项目支出减少", "落实过紧日子要求，压减公用经费", "部分项目已于上年完成", "财政压减预算", "严格控制支出", "上年一次性项目本年不再安排",
        "机构改革后职能划出，相应支出减少", "人员调出，工资福利支出减少", "优化支出结构，压缩非急需、非刚性支出", "项目收尾，资金需求减少"]
TRAPS_UP = ["2021年起实施的三年行动计划进入第二阶段，按照“十四五”规划要求，相应增加经费", "根据国发〔2019〕12号文件精神，自2020年1月1日起执行新标准", "用于公务接待费、培训费的支出需要增加"]
TRAPS_DOWN = ["按照中央八项规定及其实施细则精神，从严控制", "按照过紧日子的要求，从2020年起逐年压减，压减比例不低于上年", "部分业务经费改由其他科目（2010399）列支"]


def reason_text(t, rising):
    """Plain words for a reason; now and then two, numbered 一是, 二是."""
    random = t.voice.random
    bank = UP if rising else DOWN
    kind = t.voice.draw.choice("sentence.reasons", {"one": 7, "two": 2, "trap": 1})
    if kind == "trap":
        return random.choice(TRAPS_UP if rising else TRAPS_DOWN)
    if kind == "two":
        one, two = random.sample(bank, 2)
        return f"一是{one}；二是{two}"
    return random.choice(bank)

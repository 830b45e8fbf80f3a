"""Invented names: places, bodies, units, projects. No place of the official list is meant."""

from money import Body, Place, Project, Unit

PROVINCES = ("云岭省", "江川省", "朔原省", "南屿省", "翠微省")
SYLLABLES = "柳岸溪棠北苔青崖平芜白鹭云栖望湖临汀石桥松涧兰渚东篱桐荫沙洲鹤鸣梅坞竹屿泉林霞浦月泽枫桥雁塘"
# bureau, 款 of its own function, words of its projects
BUREAUS = (
    ("财政局", "20106", "预算评审 国库集中支付系统维护 会计继续教育 政府采购监管 财政一体化平台 绩效评价服务 资产清查"),
    ("审计局", "20108", "重大项目审计 审计信息化 经济责任审计 聘请社会中介 审计档案数字化"),
    ("教育局", "20501", "薄弱学校改造 校园安保 教师培训 义务教育质量监测 学生营养改善 招生考试 语言文字工作 校车运营补助"),
    ("公安局", "20402", "辅警人员经费 执法办案 视频监控运维 反诈宣传 警务装备购置 看守所运转 交通设施维护 禁毒"),
    ("司法局", "20406", "法律援助 社区矫正 人民调解 普法宣传 公共法律服务中心运行 行政复议"),
    ("民政局", "20802", "养老服务补贴 城乡低保配套 殡葬设施维护 社会组织评估 地名普查 婚姻登记档案整理 困境儿童保障"),
    ("人力资源和社会保障局", "20801", "就业见习补贴 社保卡制发 劳动监察执法 人才引进 技能竞赛 仲裁院运行 公益性岗位补贴"),
    ("卫生健康局", "21001", "基本公共卫生服务 乡村医生补助 疾病监测 健康扶助 妇幼保健 院前急救 计划生育奖励"),
    ("农业农村局", "21301", "高标准农田建设 农产品质量监测 动物疫病防控 农机购置补贴 秸秆综合利用 乡村振兴示范 畜禽粪污资源化"),
    ("水利局", "21303", "河道整治 山洪灾害防治 农村饮水安全 水资源监测 水库除险加固 节水宣传 水土保持监测"),
    ("林业和草原局", "21302", "森林防火 有害生物防治 退耕还林 湿地保护 林区道路维护 国土绿化"),
    ("交通运输局", "21401", "农村公路养护 公交运营补贴 治超站点运行 道路运输执法 桥梁检测"),
    ("住房和城乡建设局", "21201", "老旧小区改造 房屋安全普查 建筑节能 城市照明 污水管网维护 物业管理指导"),
    ("自然资源局", "22001", "不动产登记 地质灾害防治 测绘基准维护 耕地保护巡查 国土空间规划编制 土地变更调查"),
    ("生态环境局", "21101", "大气监测站运行 排污许可核查 环境应急 水质自动站运维 土壤详查"),
    ("文化和旅游局", "20701", "公共文化场馆免费开放 非遗保护 旅游宣传推广 文物安全 送戏下乡 图书购置"),
    ("市场监督管理局", "20138", "食品安全抽检 计量检定 特种设备检验 标准化奖补 知识产权 网络交易监测"),
    ("应急管理局", "22401", "安全生产专项整治 应急物资储备 防汛抗旱演练 避难场所建设 综合减灾"),
    ("统计局", "20105", "人口抽样调查 经济普查 住户调查 统计信息化 农村统计员补助"),
    ("发展和改革局", "20104", "规划编制 重大项目前期 粮食储备 价格监测 能耗监测平台 信用体系建设"),
    ("人民政府办公室", "20103", "政务公开 热线平台运行 会议保障 信息刊物编印 机关后勤服务 智库课题"),
    ("人民代表大会常务委员会办公室", "20101", "人大代表活动 立法调研 代表联络站建设 预算联网监督"),
    ("信访局", "20140", "信访接待中心运行 网上信访平台 信访积案化解 救助"),
    ("退役军人事务局", "20828", "优抚对象慰问 烈士纪念设施维护 退役士兵培训 军休服务"),
    ("医疗保障局", "21015", "医保基金监管 医保信息平台 经办服务 长期护理试点"),
    ("工业和信息化局", "21505", "中小企业服务 技改奖补 无线电监测 数字化转型 节能诊断"),
    ("人民检察院", "20404", "检察办案 智慧检务 未成年人保护 司法警察装备"),
    ("气象局", "22005", "人工影响天气 预警信息发布 气象站网维护"),
)
CATEGORIES = ("特定目标类", "其他运转类", "民生保障类", "专项业务费", "一次性项目", "基本建设类")
TAILS = ("", "经费", "项目", "专项", "补助资金", "工作经费", "服务采购", "建设工程", "设备购置", "运行维护费")
# names that hold words of other meanings
TRAPS = ("公用经费补助项目", "人员经费（聘用人员）", "基本支出不足弥补项目", "事业收入安排的业务费", "三公经费监管平台", "上年结转清理专项",
         "项目支出绩效评价", "“合计+”便民工程", "政府性基金征管工作", "其他收入分成返还", "一般公共预算编审", "小计划助学",
         "机关运行经费统计", "201国道沿线整治", "2026年度第1批补助", "会议费培训费定额研究", "财政拨款对账系统", "支出标准体系建设")
SUBORDINATES = ("执法大队", "服务中心", "信息中心", "监测站", "事务中心", "培训中心", "档案馆", "技术推广站", "综合保障中心", "检测中心", "管理所", "指导站")


def place(draw):
    """A province, a prefecture and mostly a county."""
    pick = draw.random
    two = lambda: pick.choice(SYLLABLES) + pick.choice(SYLLABLES)
    county = two() + pick.choice("县县县区市旗") if pick.random() < 0.8 else ""
    return Place(pick.choice(PROVINCES), two() + "市", county)


def bureau(draw):
    """(name, 款, words of projects)."""
    return draw.random.choice(BUREAUS)


def body(draw, where, name):
    code = f"{draw.random.randrange(101, 699)}"
    short = name
    if draw.random.random() < 0.1:
        short = "中共" + where.name + "委" + draw.random.choice(("组织部", "宣传部", "办公室"))
        return Body(short, code, short)
    return Body(where.name + short, code, short)


def units(draw, whose, count):
    """The head unit and those below it."""
    pick = draw.random
    places = whose.name[: -len(whose.short)] if whose.name.endswith(whose.short) else whose.name
    stem = whose.short.removesuffix("局").removesuffix("办公室")
    kinds = ["行政"] + [pick.choice(("事业", "事业", "参公")) for _ in range(count - 1)]
    names = [whose.name + pick.choice(("", "（本级）", "本级", "机关"))] if count > 1 else [whose.name]
    words = list(SUBORDINATES)
    pick.shuffle(words)
    for i in range(count - 1):
        names.append(f"{places}{stem if len(stem) < 6 else ''}{words[i % len(words)]}{'' if i < len(words) else i}")
    scale = pick.choice((1, 1, 2, 5))
    return [Unit(n, f"{whose.code}{i + 1:03}", k, pick.randrange(6, 60) * scale, pick.randrange(0, 30) * scale, pick.randrange(0, 9))
            for i, (n, k) in enumerate(zip(names, kinds))]


def project_names(draw, words, count, year):
    """So many different names of projects of a bureau."""
    pick = draw.random
    words = words.split()
    traps = draw.choice("rows.names", {"plain": 3, "other_meanings": 1}) == "other_meanings"
    found = []
    while len(found) < count:
        name = pick.choice(words) + pick.choice(TAILS)
        if traps and pick.random() < 0.35:
            name = pick.choice(TRAPS)
        if pick.random() < 0.12:
            name = f"{year}年" + name
        if pick.random() < 0.08:
            name += pick.choice(("（第二批）", "（含上级配套）", "-市级配套", "（经常性）", "（政府采购）"))
        if pick.random() < 0.1:
            name = pick.choice(("关于下达", "提前下达")) + f"{year}年" + name.removeprefix(f"{year}年") + pick.choice(("中央补助资金的项目", "省级专项资金", "预算指标及绩效管理要求的通知项目"))
        while name in found:
            name += pick.choice("一二三四五六七八九")
        found.append(name)
    return found


def projects(draw, names, own_function, functions, count_units, year):
    """Projects of these names, spread over units and functions."""
    pick = draw.random
    found = []
    for i, name in enumerate(names):
        function = pick.choice(functions)
        goods = pick.choice((None, None, "goods", "services", "works"))
        found.append(Project(name, f"{pick.randrange(14000000, 14999999)}{year % 100:02}T{i:09}", pick.choice(CATEGORIES[:3]),
                             pick.randrange(count_units), function, goods, pick.choice((1, 1, 3, 5))))
    return found

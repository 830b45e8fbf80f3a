"""How one narrative speaks: the words, units and numbers that its author keeps to. All of it is drawn once a document."""

from decimal import ROUND_HALF_UP, Decimal

from money import SCALE

from .ties import Tie

FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


class Voice:
    """The drawn habits of an author."""

    def __init__(self, draw, money, facts):
        self.draw, self.money_of, self.facts = draw, money, facts
        self.random = draw.random
        self.ties, self.implied, self.same_basis = [], [], {}
        self.groups = 0
        self.final = money.kind == "final_accounts"
        self.year, self.last = money.year, money.year - 1
        self.phase = "executed" if self.final else "approved"
        self.body = money.body.name
        self.short = money.body.short or money.body.name
        self._numbers()
        self._words()

    def _numbers(self):
        draw = self.draw
        self.unit = self.facts.get("narrative_unit") or "万元"
        self.places = {"万元": 2, "元": 2, "亿元": 4}.get(self.unit, 2)
        if self.unit == "万元":
            self.places = int(draw.choice("sentence.decimals", {"2": 72, "0": 4, "1": 5, "4": 4, "6": 5}))
        self.trim = draw.chance("sentence.trim_zeros", 0.3)
        self.comma = draw.chance("sentence.comma", 0.35)
        self.zero = draw.choice("sentence.zero", {"as_others": 6, "bare": 3})
        self.percent_places = int(draw.choice("sentence.percent_decimals", {"2": 70, "1": 22, "0": 8}))
        self.percent_trim = draw.chance("sentence.percent_trim", 0.3)
        self.percent_sign = draw.choice("sentence.percent_sign", {"%": 85, "％": 15})
        self.wide_digits = draw.chance("sentence.full_width_digits", 0.035)
        self.large = draw.choice("sentence.large_unit", {"same": 9, "yi": 1})
        self.inside = draw.choice("sentence.blank_inside", {"none": 90, "before_percent": 4, "after_comma": 3, "among_digits": 3})
        self.spread = draw.chance("sentence.justified", 0.06)
        self.wrap = int(draw.choice("sentence.hard_breaks", {"0": 88, "28": 4, "34": 4, "41": 4}))
        self.blanks = draw.choice("sentence.blanks", {"none": 6, "around_numbers": 3, "before_number": 1})

    def _words(self):
        draw, last = self.draw, self.last
        self.me = draw.choice("sentence.self", {"我": 3, "body": 3, "本": 4, "none": 2})
        self.year_word = draw.choice("sentence.year", {"年": 5, "年度": 5, "本年": 1, "当年": 1})
        self.up, self.down = draw.choice("sentence.verbs", {"增加|减少": 6, "增长|下降": 2, "增加|降低": 1, "提高|减少": 1, "上升|下降": 1, "增加|压减": 1}).split("|")
        self.up_rate, self.down_rate = draw.choice("sentence.rate_verbs", {"增长|下降": 6, "增加|减少": 3, "增长|降低": 2, "增幅|降幅": 1, "上升|下降": 1,
                                                                            "增长率为|下降率为": 1, "增长幅度|下降幅度": 1}).split("|")
        self.reason = draw.choice("sentence.reason", {"，主要原因是": 5, "，主要是": 2, "。主要原因是": 2, "，{verb}的主要原因是：": 2, "。{verb}原因：": 1,
                                                      "，{verb}原因为": 1, "，主要原因：": 1, "。变动原因：": 1, "，主要是因为": 2, "，主要原因是用于": 1})
        if self.final:
            bases = {f"与{last}年度相比，": ("上年", 4), f"与{last}年相比，": ("上年", 3), "较上年": ("上年", 3), "比上年": ("上年", 4), "比上年决算数": ("上年决算", 3),
                     f"比{last}年度决算数": ("上年决算", 2), f"较{last}年": ("上年", 2), "较上年决算": ("上年决算", 1), "比去年": ("上年", 1), "同比": ("上年", 1)}
        else:
            bases = {"比上年": ("上年", 6), "较上年": ("上年", 4), "与上年相比": ("上年", 3), f"比{last}年": ("上年", 3), f"较{last}年": ("上年", 2),
                     "比上年预算数": ("上年预算", 3), f"比{last}年预算": ("上年预算", 3), f"比{last}年年初预算": ("上年年初预算", 3), f"较{last}年年初预算": ("上年年初预算", 2),
                     f"比{last}年预算数": ("上年预算", 2), "较去年": ("上年", 1), "与上年预算数相比": ("上年预算", 1), f"比{last}年同口径": ("上年", 1),
                     f"比{last}年年初预算数": ("上年年初预算", 2)}
        word = self._base(bases)
        self.base_word, self.base = word, bases[word][0]
        self.bases = sorted({"上年", "上年预算", "上年年初预算"} - {self.base}) if not self.final else sorted({"上年", "上年决算"} - {self.base})
        self.with_prior = draw.choice("sentence.prior", {"none": 6, "in_base": 1, "before": 1, "bracket": 1})
        self.change_form = draw.choice("sentence.change", {"amount_and_rate": 6, "amount": 2, "rate": 1, "bracket": 2, "amount_named": 1})
        self.flat_word = draw.choice("sentence.flat", {"与上年持平": 4, "与上年预算数相同": 2, "zero": 2, "与上年相同": 1, "没有发生增减变化": 1, "与上年一致，无增减变化": 1,
                                                       "named_year": 2, "基本持平": 1})
        self.share_word = draw.choice("sentence.share", {"，占": 5, "，占比": 2, "，占比为": 1, "，占{whole}的": 2, "，占{whole}": 1, "（占": 1})
        self.link = draw.choice("sentence.among", {"，其中：": 6, "。其中：": 3, "，其中，": 1, "，其中": 1, "，包括：": 1, "，包括": 1, "：": 1})
        self.separator = draw.choice("sentence.separator", {"；": 5, "，": 3, "、": 1, "。": 1})
        self.of = draw.choice("sentence.copula", {"": 5, "为": 3, "共": 1, "数为": 1, "合计": 0.5})
        self.colon = draw.choice("sentence.colon", {"：": 9, ":": 1})

    def _base(self, bases):
        """Draws the words of comparison; the feature's value is the base they name, and whether they name the year."""
        words = list(bases)
        kinds = {}
        for word in words:
            year = "year" if str(self.last) in word else "said"
            kinds.setdefault(f"{bases[word][0]}/{year}", []).append(word)
        names = {"上年": "last", "上年预算": "last_budget", "上年年初预算": "last_initial", "上年决算": "last_accounts"}
        weights = {f"{names[k.split('/')[0]]}_{k.split('/')[1]}": sum(bases[w][1] for w in group) for k, group in kinds.items()}
        kind = self.draw.choice("sentence.base", weights)
        for k, group in kinds.items():
            if kind == f"{names[k.split('/')[0]]}_{k.split('/')[1]}":
                return self.random.choice(group)
        raise AssertionError(kind)

    # numbers

    def next_group(self):
        self.groups += 1
        return self.groups

    def digits(self, text):
        """Digits as the author prints them."""
        return text.translate(FULL_WIDTH) if self.wide_digits else text

    def value(self, fen, unit=None, places=None):
        """The printed value of an amount in a unit."""
        unit = unit or self.unit
        places = self.places if places is None else places
        return (Decimal(fen) / SCALE[unit]).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    def money(self, fen, places=None):
        """(text with unit, value, unit, (decimals kept, decimals shown)) of an amount; zeros cut off the end do not make a figure coarser."""
        unit = self.unit
        if self.large == "yi" and unit == "万元" and abs(fen) >= 10**11 and places is None:
            unit, places = "亿元", 4
        places = self.places if places is None else places
        value = self.value(fen, unit, places)
        text = f"{value:,.{places}f}" if self.comma else f"{value:.{places}f}"
        if (self.trim or (value == 0 and self.zero == "bare")) and "." in text:
            text = text.rstrip("0").rstrip(".")
        if text in ("-0", "-0.00"):
            text = text[1:]
        decimals = len(text.split(".")[1]) if "." in text else 0
        return self.digits(text) + unit, value, unit, (places, decimals if value else places)

    def percent(self, ratio):
        """(text, value, (decimals kept, decimals shown)) of a Fraction of one."""
        places = self.percent_places
        value = (Decimal(ratio.numerator) * 100 / Decimal(ratio.denominator)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{value:.{places}f}"
        if self.percent_trim and "." in text:
            text = text.rstrip("0").rstrip(".")
        shown = len(text.split(".")[1]) if "." in text else 0
        return self.digits(text) + self.percent_sign, value, (places, shown)

    # words

    def pick(self, *words):
        """One of several wordings that are no feature of their own."""
        return self.random.choice(words)

    def this(self, suffix=True):
        """The year of the document, as a sentence begins."""
        return {"年": f"{self.year}年", "年度": f"{self.year}年度", "本年": "本年" if self.final else "本年度", "当年": "当年"}[self.year_word]

    def subject(self):
        """Who speaks: our office, the body's name, this department, nobody."""
        kind = "部门" if self.facts.get("scope", "department") == "department" else "单位"
        return {"我": self.pick("我部门", "我单位", "我局") if kind == "部门" else "我单位", "body": self.body, "本": f"本{kind}", "none": ""}[self.me]

    def named(self):
        """Who speaks, never nobody."""
        return self.subject() or ("本部门" if self.facts.get("scope", "department") == "department" else "本单位")

    def noun(self):
        """预算 or 决算."""
        return "决算" if self.final else "预算"

    def copy(self, one, other):
        """Two figures that print the same quantity."""
        self.ties.append(Tie("copy", one, [other], "NAR-01"))

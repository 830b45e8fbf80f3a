"""When two printed texts, or two figures, are the same."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

SCALE = {"元": Decimal(1), "百元": Decimal(100), "千元": Decimal(1000), "万元": Decimal(10000), "百万元": Decimal(1000000), "亿元": Decimal(100000000)}
SIGNS = {"≧": "≥", "⩾": "≥", ">=": "≥", "≦": "≤", "⩽": "≤", "<=": "≤", "＝": "="}
SPACE = re.compile(r"\s+")
NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?|-?\.\d+")
# Radicals that look like the character and have no decomposition (Unicode, CJK Radicals Supplement): no reader can tell them apart.
RADICALS = str.maketrans(dict(pair.split() for pair in (
    "⻓ 长|⻔ 门|⻋ 车|⻅ 见|⻆ 角|⻉ 贝|⻘ 青|⻙ 韦|⻚ 页|⻛ 风|⻜ 飞|⻝ 食|⻢ 马|⻣ 骨|⻤ 鬼|⻥ 鱼|⻦ 鸟|⻧ 卤|⻨ 麦|⻩ 黄|⻬ 齐|⻮ 齿|⻰ 龙|⻳ 龟|⻁ 虎|⻄ 西|⺠ 民|⺟ 母|⻐ 钅|⻑ 長|⻒ 長|"
    "⺀ 冫|⺁ 厂|⺈ 刀|⺊ 卜|⺌ 小|⺍ 小|⺎ 兀|⺗ 心|⺙ 攵|⺜ 日|⺝ 月|⺧ 牛|⺩ 王|⺪ 疋|⺫ 目|⺬ 示|⺮ 竹|⺳ 网|⺷ 羊|⺸ 羊|⺻ 聿|⺼ 月|⺽ 臼|⺿ 艹|⻀ 艹|⻂ 衤|⻃ 覀|⻇ 角|⻊ 足|⻌ 辶|⻍ 辶|⻎ 辶|⻏ 阝|⻖ 阝|⻗ 雨|⻞ 食|⻠ 飠|⻡ 首|⻪ 黾|⻫ 斉|⻭ 歯|⻯ 竜|⻱ 亀|⻲ 亀").split("|")))
DASHES = dict.fromkeys(map(ord, "−－–—―﹣─"), "-")


def norm(text):
    """A text without blanks, in narrow signs; two texts are the same when these are equal."""
    if text is None:
        return ""
    text = str(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(DASHES).translate(RADICALS)
        for wide, plain in SIGNS.items():
            if wide in text:
                text = text.replace(wide, plain)
    return SPACE.sub("", text)


def number(text):
    """The figure of a cell as a decimal; None where the text is no figure. △ and brackets are minus signs."""
    bare = norm(text)
    if not bare:
        return None
    sign = 1
    if bare[0] in "△▲":
        sign, bare = -1, bare[1:]
    elif bare[0] == "(" and bare[-1] == ")":
        sign, bare = -1, bare[1:-1]
    if not NUMBER.fullmatch(bare):
        return None
    try:
        return sign * Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return None


def same_figure(a, b):
    """Whether two printed cells show the same figure, or the same text where they are none."""
    x, y = number(a), number(b)
    return x == y if x is not None and y is not None else norm(a) == norm(b)


def decimal(value):
    """A number of the output or of the truth as a decimal, or None."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def same_value(truth, ours):
    """Whether two field values are equal: as numbers where both are, else as texts."""
    if truth is None or ours is None or isinstance(truth, bool) or isinstance(ours, bool):
        return truth == ours or (not truth and not ours and truth is not False and ours is not False)
    x, y = decimal(truth), decimal(ours)
    return x == y if x is not None and y is not None else norm(truth) == norm(ours)


def one_of(truth, also, ours):
    """Whether the output says what the truth says, or another name that is as right."""
    return same_value(truth, ours) or any(same_value(other, ours) for other in also or ())


def step(text):
    """One unit of the last printed place."""
    value = number(text)
    return None if value is None else Decimal(1).scaleb(value.as_tuple().exponent)

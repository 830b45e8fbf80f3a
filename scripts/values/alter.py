"""What is altered in a text: numbers, dates, brackets, white space, words."""

import re

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
DATE = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
BRACKETS = "()（）[]［］【】〔〕{}｛｝《》〈〉“”‘’「」『』<>"
BLANKS = [" ", "\t", "\u00a0", "\u1680", "\u2000", "\u2002", "\u2003", "\u2007", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"]
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u200e", "\u200f", "\u061c", "\u202a", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068",
          "\u3164", "\u115f", "\ufe0f", "\u034f", "\U000e0030"]
GROUPS = list("'’‘`´ʼˈ′＇·・•_ ") + ["\u3000", "\u2009", "\u202f", "٬", "，", "、", "."]
DASHES = list("-－−‐‑‒–—―─﹣~～〜∼〰⁓至到") + ["——", "…", "→", "/", "／", "⁄", "×", "+"]
SCALES = ["百", "千", "万", "亿", "千万", "百万", "万亿", "十", "零", "余"]
FIXED = ["0", "0.00", "-0.00", "00", "0.0000000001", "0.00000000001", "1e9", "∞", "NaN", "9" * 15, "1" + "0" * 15, "9" * 16 + ".99", "9" * 20, "-" + "9" * 22, "9" * 28,
         "79228162514264337593543950335", "9" * 40, "12345678901234567890.12345678901", "4294967295", "4294967296", "18446744073709551615", "9223372036854775807",
         "2147483648", "65536", "½", "１２３．４５", "𝟏𝟐", "٣٤", "一百二十", "壹佰", "三亿五千万", "①", "-", "#", "*", "＃＃＃", ""]


def number(random, old):
    """Another number, or the same one printed in an odd way."""
    kind = random.randrange(10)
    if kind < 3:
        return random.choice(FIXED)
    if kind == 3:
        digits = "".join(random.choice("0123456789") for _ in range(random.randrange(1, 32)))
        point = random.randrange(len(digits) + 1)
        return random.choice(["", "-", "－", "▲", "("]) + digits[:point] + random.choice(["", "."]) + digits[point:]
    cut = random.randrange(len(old) + 1)
    if kind == 4:
        return old[:cut] + random.choice(UNSEEN + BLANKS) + old[cut:]
    if kind == 5:
        return old[:cut] + random.choice(GROUPS) + old[cut:]
    if kind == 6:
        return old + random.choice(DASHES) + str(random.randrange(1000))
    if kind == 7:
        return "".join(f"{random.randrange(10 ** random.randrange(1, 5))}{random.choice(SCALES)}" for _ in range(random.randrange(1, 4)))
    if kind == 8:
        return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() and random.random() < 0.5 else c for c in old)
    return old[::-1]


def numbers(random, text):
    share = random.choice([0.02, 0.1, 0.5, 1.0])
    one = random.choice([None, random.choice(FIXED)])
    new = lambda match: match[0] if random.random() > share else one if one is not None else number(random, match[0])
    return NUMBER.sub(new, text)


def dates(random, text):
    odd = ["0000年00月00日", "9999年99月99日", "65536年1月1日", "2026年13月40日", "二〇二六年", "99999999999年", "2026年02月30日", "-1年", "2026/1", "1900年1月1日"]
    return DATE.sub(lambda match: random.choice(odd) if random.random() < 0.4 else match[0], text)


def brackets(random, text):
    for _ in range(random.randrange(1, 8)):
        at = random.randrange(len(text) + 1)
        some = [n for n, c in enumerate(text) if c in BRACKETS]
        if some and random.random() < 0.5:
            at = random.choice(some)
            text = text[:at] + random.choice(["", random.choice(BRACKETS)]) + text[at + 1 :]
        else:
            text = text[:at] + random.choice(BRACKETS) * random.choice([1, 1, 2, 30]) + text[at:]
    return text


def blanks(random, text):
    swap = random.choice(BLANKS)
    if random.random() < 0.3:
        text = text.replace(random.choice([" ", "\t", "\u3000"]), swap)
    for _ in range(random.randrange(1, 12)):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(BLANKS + UNSEEN + ["\n", "\r", "\r\n"]) + text[at:]
    return text


def words(random, text):
    """Words change places, are doubled, or go."""
    lines = text.split("\n")
    for _ in range(random.randrange(1, 5)):
        a, b = random.randrange(len(lines)), random.randrange(len(lines))
        kind = random.randrange(5)
        if kind == 0:
            lines[a], lines[b] = lines[b], lines[a]
        elif kind == 1:
            lines.insert(a, lines[b])
        elif kind == 2:
            lines[a] = lines[a] * random.randrange(2, 4)
        elif kind == 3:
            cells = lines[a].split("\t")
            random.shuffle(cells)
            lines[a] = "\t".join(cells)
        elif len(lines) > 3:
            del lines[a]
            lines = lines or [""]
    return "\n".join(lines)


WAYS = [numbers, numbers, numbers, dates, brackets, blanks, words]


def altered(random, text):
    for way in random.sample(WAYS, random.randrange(1, 4)):
        text = way(random, text)
    return text

"""Contacts that are planted into a text, and whether one of them left it."""

import re
import unicodedata

NAMES = ["欧阳", "尉迟", "钟离", "夏侯", "皇甫", "闻", "谌", "郗", "璩", "逄"]
GIVEN = "璟翀昶暄祎琬翊骞瑀瑄珩琰焱煊燊赟霁霖"
LABELS = ["联系人：", "联系人:", "填报人：", "填报人（签字）：", "制表：", "审核：", "复核人：", "联络员：", "法定代表人：", "会计：", "经办人：", "项目负责人：", "联系人 "]
PHONES = ["联系电话：", "电话：", "电话", "手机：", "传真：", "咨询电话：", "联系方式：", "办公电话 ", "Tel:"]
DASHES = ["-", "－", "–", "—", "‐", "‑", "−", " ", "\u00a0", "\u3000", "\u200b", ".", "·", "", "（{}）", "({})"]


def digits(random, count):
    return "".join(random.choice("0123456789") for _ in range(count))


def wide(random, text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text) if random.random() < 0.15 else text


def phone(random):
    dash = random.choice(DASHES)
    if random.random() < 0.5:
        number = "1" + random.choice("3578") + digits(random, 9)
        groups = [number[:3], number[3:7], number[7:]]
        shown = number if "{" in dash or not dash or random.random() < 0.4 else dash.join(groups)
        shown = random.choice(["", "", "+86", "+86 ", "86-", "(+86)"]) + shown
        return number, shown
    if random.random() < 0.2:
        number = "400" + digits(random, 7)
        return number, dash.join([number[:3], number[3:6], number[6:]]) if "{" not in dash else number
    area, rest = random.choice(["010", "0571", "0832", "021", "0916"]), random.choice("2345678") + digits(random, 7)
    shown = (dash.format(area) if "{" in dash else area + dash) + rest
    return area + rest, shown + random.choice(["", "", "-" + digits(random, 3), "转" + digits(random, 3)])


def name(random):
    family = random.choice(NAMES)
    return family + "".join(random.choice(GIVEN) for _ in range(2))


def contact(random):
    """What must not leave (a kind, a key) and how it is printed behind its label."""
    kind = random.randrange(7)
    if kind <= 1:
        key, shown = phone(random)
        return ("digits", key), random.choice(PHONES) + wide(random, shown)
    if kind <= 3:
        key = name(random)
        return ("text", key), random.choice(LABELS) + key
    if kind == 4:
        key = "".join(random.choice("abcdefghijkmnpqrstuvwxyz") for _ in range(9))
        return ("text", key), random.choice(["邮箱：", "电子邮箱：", "E-mail:", "邮箱"]) + wide(random, f"{key}@{random.choice(['163.com', 'qq.com', 'gov.example.cn'])}")
    if kind == 5:
        birth = random.choice(["19800101", "19751231", "19990228"])
        key = "330102" + birth + digits(random, 3) + random.choice("0123456789X")
        shown = key if random.random() < 0.6 else f"{key[:6]} {key[6:14]} {key[14:]}"
        return ("digits", key.rstrip("X")), "身份证号：" + wide(random, shown)
    label, count = random.choice([("QQ：", 10), ("微信：", 11), ("银行账号：", 19), ("开户行账号：", 16)])
    key = "6" + digits(random, count - 1)
    return ("digits", key), label + key


def plant(random, text):
    """The text with one to three contacts in it, and what they are."""
    lines, planted = text.split("\n"), []
    for _ in range(random.randrange(1, 4)):
        key, shown = contact(random)
        planted.append((*key, shown))
        label, value = shown, ""
        for mark in "：: ":
            if mark in shown:
                label, value = shown.split(mark, 1)
                label += mark
                break
        rows = [n for n, line in enumerate(lines) if line.count("\t") > 1]
        way = random.randrange(7)
        if way == 0:
            lines.append(shown)
        elif way == 1:
            lines.append(f"{label}\t{value}")
        elif way == 2 and rows:
            at = random.choice(rows)
            columns = lines[at].count("\t")
            cells = [label, value] if random.random() < 0.5 else [shown]
            lines.insert(at + 1, "\t".join(cells + [""] * max(0, columns + 1 - len(cells))))
        elif way == 3:
            # One entry, so that the next contact does not come between them.
            lines.append(f"{label}\n{value}")
        elif way == 4:
            at = random.randrange(len(lines) + 1)
            lines.insert(at, f"如有疑问，请与我们联系，{shown}。")
        elif way == 5:
            lines.append(f"{shown}　日期：2026年1月20日")
        else:
            lines.insert(random.randrange(len(lines) + 1), f"（{shown}）")
    return "\n".join(lines), planted


BETWEEN = re.compile(r"(?<=\d)[^\w\d\n\"{}\[\]:]{1,3}(?=\d)")


def folded(text):
    """Full width as half width, nothing unseen, numbers without what may stand between their digits."""
    text = unicodedata.normalize("NFKC", text.replace("\\u200b", "").replace("\\n", ""))
    return BETWEEN.sub("", re.sub("[\u200b-\u200f\u2060\ufeff\u00ad]", "", text))


CANDIDATES = re.compile(rf"\d{{10,}}|[a-z]{{9,}}|(?:{'|'.join(NAMES)})[{GIVEN}]{{2}}")


def standing(keys, text):
    """Which of very many keys stand in a long text: looks at what may be one, not for each of them."""
    sizes = sorted({len(key) for key in keys})
    found = set()
    for candidate in set(CANDIDATES.findall(text)):
        for size in sizes:
            for start in range(len(candidate) - size + 1):
                key = candidate[start : start + size]
                if key in keys:
                    found.add(key)
    return found


def leaks(planted, text):
    """Which of the planted contacts stand in what left."""
    plain = folded(text)
    return [(kind, key, shown) for kind, key, shown in planted if key in plain]

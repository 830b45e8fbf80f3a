"""Contacts that are planted: invented people and numbers in every shape in which disclosures print them.

Numbers hold 0000 in their middle and names a heavenly stem, so that nobody real is meant. `lines` is for paragraphs and covers, `cells` for the
foot row of a table or form. Both give (what is printed, the strings that must stand nowhere in the output).
"""

from blocks import Cell

SURNAMES = ("赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "欧阳", "上官")
STEMS = "甲乙丙丁戊己庚辛壬癸"
NAME_LABELS = ("联系人", "填报人", "填报人（签字）", "审核", "审核人", "制表", "制表人", "复核人", "联络员", "法定代表人", "会计", "负责人", "经办人", "单位负责人", "财务负责人")
PHONE_LABELS = ("联系电话", "电话", "咨询电话", "联系方式", "手机", "监督电话", "办公电话", "传真")
WIDE = str.maketrans("0123456789@.-", "０１２３４５６７８９＠．－")


def name(draw):
    """An invented name of two to four characters, now and then a longer one with a dot."""
    random = draw.random
    kind = draw.choice("contact.name", {"usual": 8, "two": 1, "long": 0.6, "dotted": 0.6})
    stem = lambda: random.choice(STEMS)
    if kind == "two":
        return random.choice(SURNAMES[:10]) + stem()
    if kind == "long":
        return "".join(stem() for _ in range(5))
    if kind == "dotted":
        return f"阿卜{stem()}·{stem()}依{stem()}"
    return random.choice(SURNAMES) + stem() + stem()


def phone(draw):
    """(printed, other strings that would give it away)."""
    random = draw.random
    mobile = f"1{random.choice('35789')}{random.randrange(10)}0000{random.randrange(1000, 9999)}"
    a, b, c = mobile[:3], mobile[3:7], mobile[7:]
    line = f"0{random.randrange(311, 999)}"
    local = f"{random.randrange(2, 9)}0000{random.randrange(10, 99)}"
    shape = draw.choice("contact.phone", {"mobile": 2.5, "landline": 2, "em_dash": 1, "hyphen": 1, "dots": 1, "blanks": 1, "no_break": 1, "full_width": 1, "zero_width": 1, "plus86": 1,
                                          "bracketed": 1, "extension": 1, "four_hundred": 1, "bare8": 1, "en_dash": 1})
    printed = {"mobile": mobile, "landline": f"{line}-{local}", "em_dash": f"{a}—{b}—{c}", "en_dash": f"{a}–{b}–{c}", "hyphen": f"{a}-{b}-{c}", "dots": f"{a}.{b}.{c}", "blanks": f"{a} {b} {c}",
               "no_break": f"{a}\u00a0{b}\u00a0{c}", "full_width": mobile.translate(WIDE), "zero_width": f"{a}\u200b{b}\u200b{c}", "plus86": f"+86 {mobile}",
               "bracketed": f"（{line}）{local}", "extension": f"{line}-{local}转{random.randrange(100, 999)}", "four_hundred": f"400-{random.randrange(100, 999)}-0000",
               "bare8": f"{random.randrange(2, 9)}0000{random.randrange(100, 999)}"}[shape]
    more = [mobile] if shape in ("em_dash", "en_dash", "hyphen", "dots", "blanks", "no_break", "full_width", "zero_width", "plus86") else [local] if shape in ("bracketed", "extension", "landline") else []
    return printed, more


def card_of(random):
    """An identity card of 18 characters of an invented person, with the check character that belongs to it."""
    body = f"{random.randrange(110000, 659000)}19{random.randrange(50, 99)}0{random.randrange(1, 9)}{random.randrange(10, 28)}{random.randrange(100, 999)}"
    total = sum(int(c) * (2 ** (17 - i) % 11) for i, c in enumerate(body))
    return body + "10X98765432"[total % 11]


def other(draw):
    """(label, printed, other strings): identity cards, e-mail, QQ, 微信, bank accounts, addresses that hold a number."""
    random = draw.random
    word = "".join(random.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(6))
    number = f"{random.randrange(10**5, 10**6)}0000"
    kind = draw.choice("contact.other", {"email": 2.5, "email_wide": 1, "qq": 1, "wechat": 1, "account": 1.5, "id18": 1, "id18_blanks": 1, "id15": 1, "url": 1})
    card = card_of(random)
    bank = f"6222{random.randrange(10**14, 10**15)}"
    return {"email": ("电子邮箱", f"{word}@example.com", []), "email_wide": ("邮箱", f"{word}@example.com".translate(WIDE), [f"{word}@example.com"]),
            "qq": ("QQ", number, []), "wechat": ("微信", f"wx_{word}", []), "account": ("银行账号", bank, []), "id18": ("身份证号", card, []),
            "id18_blanks": ("身份证号码", f"{card[:6]} {card[6:14]} {card[14:]}", [card]), "id15": ("身份证号", card[:6] + card[8:17], []),
            "url": ("网上咨询", f"http://www.example.com/ask?tel=1380000{random.randrange(1000, 9999)}", [])}[kind]


def person(draw):
    """(lines, strings): a name behind a label and a phone, on one line, two, or without a colon."""
    random = draw.random
    who, (number, more) = name(draw), phone(draw)
    label, tel = random.choice(NAME_LABELS), random.choice(PHONE_LABELS)
    colon = random.choice(("：", ":", "： "))
    found = [who, number, *more]
    shape = draw.choice("contact.layout", {"one_line": 5, "two_lines": 2, "no_colon": 1, "two_names": 1, "name_below": 1, "bracketed": 1, "number_over_lines": 0.7})
    if shape == "two_lines":
        return [f"{label}{colon}{who}", f"{tel}{colon}{number}"], found
    if shape == "no_colon":
        return [f"{label} {who}  {tel}{number}"], found
    if shape == "two_names":
        second = name(draw)
        return [f"{label}{colon}{who}、{second}  {tel}{colon}{number}"], [*found, second]
    if shape == "name_below":
        return [f"{label}{colon}", who, f"{tel}{colon}", number], found
    if shape == "bracketed":
        return [f"（{label}{colon}{who}，{tel}{colon}{number}）"], found
    if shape == "number_over_lines" and len(number) > 8:
        cut = len(number) // 2
        return [f"{label}{colon}{who}  {tel}{colon}{number[:cut]}", number[cut:]], [who, number, *more]
    return [f"{label}{colon}{who}    {tel}{colon}{number}"], found


def lines(draw):
    """A few lines with contacts."""
    printed, found = [], []
    for _ in range(draw.random.choice((1, 2, 3))):
        if draw.random.random() < 0.6:
            more, strings = person(draw)
        else:
            label, text, extra = other(draw)
            more, strings = [f"{label}：{text}"], [text, *extra]
        printed += more
        found += strings
    return printed, found


def foot(draw, facts, tables):
    """Plants the people who filled in a table at its foot: as a last row of the grid, also in columns of amounts, or as a line below."""
    place = draw.choice("contact.table", {"none": 88, "row": 7, "line": 5})
    if place == "none" or not tables:
        return
    block = draw.random.choice(tables)
    columns = len(block.grid.widths)
    row, found = cells(draw, columns)
    if place == "row":
        block.grid.rows.append([Cell(text) for text in row])
    else:
        block.below.append("    ".join(text for text in row if text))
    facts["contacts"] += [{"text": text, "block": block} for text in found]


def cells(draw, columns):
    """The foot row of a table: texts for `columns` cells, labels and values side by side or in one cell."""
    who, (number, more) = name(draw), phone(draw)
    label, tel = draw.random.choice(NAME_LABELS), draw.random.choice(PHONE_LABELS)
    found = [who, number, *more]
    row = [""] * columns
    if columns >= 4 and draw.random.random() < 0.5:
        row[:4] = [label, who, tel, number]
    elif columns >= 2:
        row[0], row[draw.random.randrange(1, columns)] = f"{label}：{who}", f"{tel}：{number}"
    else:
        row[0] = f"{label}：{who}  {tel}：{number}"
    return row, found

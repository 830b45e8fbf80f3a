"""Errors of words in sentences: template residue, signs and names that are wrong, years of another edition. No figure proves them."""

from blocks import CERTAIN, OPEN


def _plain(slips, block, kind, cause, printed, right):
    slips.touched.add(id(block))
    slips.errors.append({"kind": kind, "cause": cause, "what": cause, "printed": printed, "right": right, "provable": False, "block": block, "place": {"text": True}})
    return True


def _paragraph_with(slips, test):
    found = [b for b in slips.blocks if hasattr(b, "teller") and id(b) not in slips.touched and test(b.teller.text)]
    return slips.random.choice(found) if found else None


def two_verbs(slips):
    """增加（减少）12.30万元: nobody chose."""
    v = slips.v
    figure = slips.pick(lambda f: f.measure == "change" and f.value and f.direction and slips.where[id(f)].text[:f.start].endswith((v.up, v.down)))
    if not figure:
        return False
    t = slips.where[id(figure)].teller
    rising = t.text[:figure.start].endswith(v.up)
    verb, other = (v.up, v.down) if rising else (v.down, v.up)
    words = slips.random.choice((f"{verb}（{other}）", f"{v.up}/{v.down}", f"{v.up}（{v.down}）"))
    t.replace(figure.start - len(verb), figure.start, words)
    figure.mark = OPEN
    return _plain(slips, slips.where[id(figure)], "template residue", "two verbs to choose from", words, verb)


def crosses(slips):
    """主要原因是XXX: the template was not filled in."""
    block = _paragraph_with(slips, lambda text: "主要原因是" in text and "。" in text)
    if not block:
        return False
    t = block.teller
    start = t.text.index("主要原因是") + len("主要原因是")
    end = min(i for i in (t.text.find(c, start) for c in "。；，") if i > 0)
    if any(f.start < end and f.end > start for f in t.figures) or end <= start:
        return False
    right, words = t.text[start:end], slips.random.choice(("XXX", "××××", "……", "****"))
    t.replace(start, end, words)
    return _plain(slips, block, "template residue", "a blank of the template", "主要原因是" + words, right)


def no_sign(slips):
    """增长6.25: the sign is missing."""
    figure = slips.pick(lambda f: f.unit == "%" and f.value and f.measure in ("percent_change", "share"))
    if not figure:
        return False
    t = slips.where[id(figure)].teller
    old = t.text[figure.start:figure.end]
    t.replace(figure.end - 1, figure.end, "")
    figure.mark, figure.unit = OPEN, None
    return _plain(slips, slips.where[id(figure)], "percentage without its sign", "a percentage without its sign", old[:-1], old)


def other_name(slips):
    """The name of an item is not that of the classification."""
    figure = slips.pick(lambda f: f.code and len(f.code) == 7 and f.subject in slips.where[id(f)].text and len(f.subject) > 4)
    if not figure:
        return False
    block = slips.where[id(figure)]
    t = block.teller
    name = figure.subject
    at = t.text.rfind(name, 0, figure.start)
    if at < 0:
        return False
    changed = slips.random.choice([name.replace("支出", "经费") if "支出" in name else name[:-1], name[:2] + name[3:], name.replace("事务", "业务") if "事务" in name else name + "支出"])
    if changed == name:
        return False
    t.replace(at, at + len(name), changed)
    for other in t.figures:
        if other.subject == name:
            other.also = [changed, *[a.replace(name, changed) for a in other.also]]
    return _plain(slips, block, "HIE-06", "the name of an item differs from the classification", changed, name)


def other_body(slips):
    """The department is called by another name once."""
    body = slips.v.body
    block = _paragraph_with(slips, lambda text: body in text)
    if not block or len(body) < 5:
        return False
    t = block.teller
    at = t.text.index(body)
    i = slips.random.randrange(1, len(body) - 1)
    changed = slips.random.choice((body[:i] + body[i + 1:], body[:i] + body[i] + body[i:], body[:i] + body[i + 1] + body[i] + body[i + 2:]))
    if changed == body:
        return False
    t.replace(at, at + len(body), changed)
    return _plain(slips, block, "DOC-04", "the department is called by another name", changed, body)


def other_year(slips):
    """The year of comparison is this year's, or one of an older edition."""
    v = slips.v
    word = next((w for w in (f"比{v.last}年", f"较{v.last}年", f"与{v.last}年") if w in "".join(b.text for b in slips.blocks if hasattr(b, "teller"))), None)
    block = word and _paragraph_with(slips, lambda text: word in text)
    if not block:
        return False
    t = block.teller
    at = t.text.index(word)
    year = slips.random.choice((v.year, v.last - 1, v.last - 2))
    t.replace(at, at + len(word), word[0] + f"{year}年")
    for figure in t.figures:
        if figure.start >= at and figure.base:
            figure.base = None
        if figure.start >= at and figure.measure == "prior_amount":
            figure.mark = OPEN
    return _plain(slips, block, "NAR-16", "a year of another edition", word[0] + f"{year}年", word)


def seven_with_five(slips):
    """The number of units told is not that of the list."""
    figure = slips.pick(lambda f: f.measure == "count" and f.subject == "预算单位" and f.value and f.value > 1)
    if not figure:
        return False
    slips.alter(figure, figure.value + slips.random.choice((1, 2)), "number of units against their list", "the number is not that of the list")
    return True


def same_reason(slips):
    """A rise explained by a fall."""
    block = _paragraph_with(slips, lambda text: "压减一般性支出" in text or "人员退休减少" in text or "增人增资" in text)
    if not block:
        return False
    t = block.teller
    for old, new in (("增人增资", "人员退休减少"), ("人员退休减少", "增人增资"), ("厉行节约，压减一般性支出", "项目支出增加")):
        at = t.text.find(old)
        if at >= 0 and t.text[:at].endswith(("是", "因", "为", "：")):
            t.replace(at, at + len(old), new)
            return _plain(slips, block, "NAR-19", "a reason for the contrary", new, old)
    return False


KINDS = {"two_verbs": (1.5, two_verbs), "crosses": (2, crosses), "no_sign": (1.5, no_sign), "other_name": (2, other_name), "other_body": (4.5, other_body),
         "other_year": (2.2, other_year), "seven_with_five": (3.5, seven_with_five), "same_reason": (3.3, same_reason)}

"""Forms as papers: whose they are, how many, for how long, by whom and when. FRM-03, 04, 06, 07, 10, 11, 12, 13."""

from decimal import Decimal

from blocks import Cell, FormBlock
from forms import _tie
from forms.build import amount, figures
from forms.project import FAMILY, GIVEN, forms as project_forms
from invent import BUREAUS, SYLLABLES
from late.host import twin
from money import SCALE


def append(block, *pairs):
    """A row of one or two labels with their values below the form; gives its grid row, or None where the form is too narrow."""
    form, width = block.truth[0], len(block.grid.widths)
    if width < 5:
        return None
    spans = (2, 1, 1, width - 4) if len(pairs) == 2 else (2, width - 2)
    line = [None] * width
    at = 0
    for n, (text, cols) in enumerate(zip([t for pair in pairs for t in pair[:2]], spans)):
        line[at] = Cell(text, cols, 1, "centre", kind="text" if n % 2 else "label")
        at += cols
    block.grid.rows.append(line)
    row = len(block.grid.rows) - 1
    form["rows"][1] = row + 1
    for label, text, *person in pairs:
        form["fields"].append({"label": label, "value": text, "person": bool(person), "row": row, **({} if text else {"mark": "open"})})
    return row


def swap(block, old, new, once=False):
    """Prints another text in the cells that hold exactly this one; gives the first row."""
    first = None
    for r, line in enumerate(block.grid.rows):
        for cell in line:
            if cell is not None and cell.text == old and not (once and first is not None):
                cell.text = new
                first = r if first is None else first
    return first


def field(block, label):
    return next((f for f in block.truth[0]["fields"] if f["label"] == label and not f.get("person")), None)


def note(host, block, row, kind, what, printed, right, **more):
    return host.note(kind, what, printed, right, {"form": True}, block, row=row, **more)


# FRM-03

def spans(form):
    """(fund of the period, fund of the year) that are totals; None where there are none."""
    by = {h: next((f for f in form["funds"] if f.get("horizon") == h and f.get("mark") == "certain" and (f.get("source") == "total" or "总预算" in f["label"] or "当年预算" in f["label"])), None) for h in ("period", "annual")}
    return (by["period"], by["annual"]) if by["period"] and by["annual"] and amount(by["annual"]["printed"]) else None


def less(host):
    """The whole period has less than its first year."""
    for block in host.forms(spans):
        period, annual = spans(block.truth[0])
        cell = next((c for c in block.grid.rows[period["row"]] if c is not None and c.text == period["printed"]), None)
        year = amount(annual["printed"])
        if cell is None or year < 5:
            continue
        value = (year * Decimal(host.random.choice(("0.1", "0.5", "0.8", "0.33")))).quantize(Decimal(1).scaleb(min(0, year.as_tuple().exponent)))
        right, text = period["printed"], f"{value:,f}" if "," in annual["printed"] else f"{value:f}"
        cell.text = period["printed"] = text
        period["amount_yuan"] = f"{(value * SCALE[period['unit']] / 100).quantize(Decimal('0.01')):f}"
        return note(host, block, period["row"], "FRM-03", "the period has less money than its year", text, right, provable=True, cause="the total of the period", also=["FRM-02"])
    return False


def more(host):
    """Later years have more than this one."""
    for block in host.forms(lambda form: form["family"] == "hubei" and spans(form)):
        period, annual = spans(block.truth[0])
        cell = next((c for c in block.grid.rows[period["row"]] if c is not None and c.text == period["printed"]), None)
        if cell is None:
            continue
        value = amount(annual["printed"]) * host.random.choice((2, 4, 7)) + 10
        cell.text = period["printed"] = f"{value:,f}" if "," in annual["printed"] else f"{value:f}"
        period["amount_yuan"] = f"{(value * SCALE[period['unit']] / 100).quantize(Decimal('0.01')):f}"
        return host.odd("the period has more than the years times the year: later years have more", block, row=period["row"])
    for block in host.forms(spans):
        period, annual = spans(block.truth[0])
        if period["printed"] == annual["printed"]:
            return host.odd("the period of a project of one year has the money of the year", block, row=period["row"])
    return False


# FRM-04

def lasting(host):
    """A single project of several years, or a recurring one of one year."""
    for block in host.forms(lambda form: form["family"] in ("project", "period", "chongqing", "hunan_single", "approval")):
        nature, span = field(block, "项目属性"), field(block, "项目期")
        if nature and span:
            single = nature["value"].startswith("一次性")
            how = host.random.choice(("nature", "years"))
            if how == "nature":
                new = "经常性项目" if single else host.random.choice(("一次性项目", "一次性项目（1年结束）"))
                row, right = swap(block, nature["value"], new, True), nature["value"]
                nature["value"] = new
            else:
                new = f"{host.random.choice((3, 5))}年" if single else "1年"
                row, right = swap(block, span["value"], new, True), span["value"]
                span["value"] = new
        elif nature or span:
            continue
        else:
            how, right = "both", None
            pair = host.random.choice((("一次性项目", "3年"), ("一次性项目", "长期"), ("一次性", "5年"), ("经常性项目", "1年"), ("延续性项目", "1年")))
            row = append(block, ("项目属性", pair[0]), (host.random.choice(("项目期", "项目周期", "实施期限")), pair[1]))
            new = pair[1]
            block.truth[0]["fields"][-2]["value"] = pair[0]
        if row is None:
            continue
        return note(host, block, row, "FRM-04", "nature and years of a project do not go together", new, right, cause=how, also=["FRM-03"])
    return False


def lasting_lawful(host):
    """A single project over the turn of the year, or a recurring one without end."""
    for block in host.forms(lambda form: form["family"] in ("project", "chongqing", "approval") and not any(f["label"] in ("项目属性", "项目期") for f in form["fields"])):
        year = host.facts["fiscal_year"]
        pair = host.random.choice((("一次性项目", f"{year}年7月至{year + 1}年6月"), ("一次性项目", "12个月"), ("经常性项目", "长期")))
        row = append(block, ("项目属性", pair[0]), ("项目期", pair[1]))
        if row is not None:
            return host.odd("a single project of twelve months over the turn of the year, or a recurring one without end", block, row=row)
    return False


# FRM-06

def department_cell(block):
    """(grid row, cell) of the department; None where it is not printed behind its label."""
    want = block.truth[0].get("department")
    for r, line in enumerate(block.grid.rows):
        cells = [c for c in line if c is not None]
        for label, cell in zip(cells, cells[1:]):
            if want and cell.text == want and any(w in label.text for w in ("主管", "预算部门", "部门名称")):
                return r, cell
    return None


def renamed(block, cell, new):
    form, old = block.truth[0], block.truth[0]["department"]
    cell.text = form["department"] = new
    for item in form["fields"]:
        if item["value"] == old and any(w in item["label"] for w in ("主管", "预算部门")):
            item["value"] = new


def foreign(host):
    """The form names another department: of the same place, of another place, or under another code."""
    for block in host.forms():
        row, cell = department_cell(block) or (None, None)
        if cell is None:
            continue
        old, name, short = cell.text, host.money.body.name, host.money.body.short
        place = host.money.place.name
        how = host.random.choice(("bureau", "bureau", "place"))
        if how == "bureau":
            other = place + host.random.choice([b[0] for b in BUREAUS if b[0] not in name])
        else:
            other = host.random.choice(SYLLABLES) + host.random.choice(SYLLABLES) + host.random.choice("县区市") + short
        new = old.replace(name, other)
        if new == old or other == name:
            continue
        renamed(block, cell, new)
        return note(host, block, row, "FRM-06", "the form names another department", new, old, cause=how, also=["DOC-04", "FRM-07"])
    return False


def short_name(host):
    """The form names the department without its place, or its head unit."""
    for block in host.forms():
        row, cell = department_cell(block) or (None, None)
        if cell is None:
            continue
        old, name, short = cell.text, host.money.body.name, host.money.body.short
        new = old.replace(name, host.random.choice((short, name + "（本级）", name + "机关") if short != name else (name + "（本级）",)))
        if new == old:
            continue
        renamed(block, cell, new)
        return host.odd("the form names the department without its place, or its head unit", block, row=row)
    return False


# FRM-07

def listed(host):
    """Names of the list of projects of this file; none where there is no list."""
    return {r.get("project") for b in host.tables(("B10", "F11"), free=False) for r in b.truth["rows"] if r.get("project")}


def call(block, new, goals):
    """Another name for the project of a form."""
    form = block.truth[0]
    old = form["project_name"]
    row = swap(block, old, new)
    for line in block.grid.rows:
        for cell in line:
            if cell is not None and cell.kind == "header" and old in cell.text:
                cell.text = cell.text.replace(old, new)
    block.above = [(t.replace(old, new), a) for t, a in block.above]
    if form.get("title"):
        form["title"] = form["title"].replace(old, new)
    form["project_name"] = new
    for item in form["fields"]:
        if item["value"] == old:
            item["value"] = new
    return row


def stranger(host):
    """A form of a project that is not in the list (of another, of last year's), or a project of the list without its form."""
    names = listed(host)
    if len(names) < 2:
        return False
    found = host.forms(lambda form: form.get("subject") == "project" and form.get("project_name") in names)
    covered = {b.truth[0]["project_name"] for b in found} == names and len(found) > 2
    if not found:
        return False
    if covered and host.random.random() < 0.4:
        block = found[0]
        if not any(isinstance(e, dict) and e.get("block") is block for e in [*host.disclosure.errors, *host.facts.get("oddities", ()), *host.disclosure.contacts]):
            host.blocks.remove(block)
            table = host.tables(("B10", "F11"), free=False)[0]
            row = next(r for r in table.truth["rows"] if r.get("project") == block.truth[0]["project_name"])
            return host.note("FRM-07", "a project of the list has no form", block.truth[0]["project_name"], None, {"row": row["line"], "column": 0, "table": None}, table, row=table.grid.head + row["line"], cause="no form",
                             also=["FRM-05", "NAR-12"])
    last = [p.name for p in host.money.prior.projects if p.name not in names and p.name not in {q.name for q in host.money.projects}] if host.money.prior else []
    for block in found:
        old = block.truth[0]["project_name"]
        how = "last year's" if last and host.random.random() < 0.4 else "other"
        new = host.random.choice(last) if how == "last year's" else host.random.choice(("智慧园区二期", "冷链物流体系", "口袋公园", "旧桥改建", "数据中台", "应急广播")) + host.random.choice(("建设", "建设项目", "专项经费"))
        if new in names or new in old or old in new:
            continue
        row = call(block, new, False)
        if row is not None:
            return note(host, block, row, "FRM-07", "a form of a project that is not in the list", new, old, cause=how, also=["FRM-01", "FRM-05", "FRM-06"])
    return False


def longer_name(host):
    """The form adds 项目, or the year, to the name of the list."""
    names = listed(host)
    for block in host.forms(lambda form: form.get("project_name") in names):
        old = block.truth[0]["project_name"]
        year = f"{host.facts['fiscal_year']}年"
        new = host.random.choice([old + "项目"] * (not old.endswith("项目")) + [year + old] * ("20" not in old[:3]) or [old])
        if new != old and (row := call(block, new, False)) is not None:
            return host.odd("the form adds 项目 or the year to the name of the list", block, row=row)
    return False


# FRM-10

def twice(host):
    """The same form again: next to the first, or behind the last; as it was, or with another goal."""
    for block in host.forms(lambda form: form.get("subject") == "project" and form.get("project_name")):
        again = twin(block)
        how = host.random.choice(("beside", "at the end", "another goal"))
        if how == "another goal" and again.truth[0]["goals"]:
            for item in again.truth[0]["goals"]:
                if swap(again, item["text"], f"按计划完成{block.truth[0]['project_name']}。") is not None:
                    item["text"] = f"按计划完成{block.truth[0]['project_name']}。"
        blocks = host.blocks
        at = blocks.index(block) if how == "beside" else max(i for i, b in enumerate(blocks) if isinstance(b, FormBlock))
        blocks.insert(at + 1, again)
        host.touched.add(id(block))
        return note(host, again, again.truth[0]["rows"][0], "FRM-10", "the same form twice", block.truth[0]["project_name"], None, cause=how, also=["FRM-05", "FRM-07", "FRM-12", "NAR-12"])
    return False


def target_beside(host):
    """The targets of a project beside its self-evaluation."""
    found = host.forms(lambda form: form.get("phase") == "self_evaluation" and form.get("subject") == "project")
    if not found:
        return False
    names = host.facts.get("project_names") or [p.name for p in host.money.projects]
    for block in found:
        name = block.truth[0]["project_name"]
        if name in names and host.money.project_total(names.index(name)):
            made = project_forms(host.dice.fork("target"), host.money, host.facts, figures(host.dice.fork("figures")), [names.index(name)])
            for sheet in made:
                _tie(sheet.grid, sheet.truth[0])
            host.blocks[host.blocks.index(block):host.blocks.index(block)] = made
            host.disclosure.contacts += [c for c in host.facts.pop("contacts", [])]
            return host.odd("the targets of a project and its self-evaluation", made[0], row=0)
    return False


# FRM-11, FRM-12, FRM-13

WHO = (("项目负责人", "联系电话"), ("经办人", "联系电话"), ("填报人", "电话"), ("项目联系人", "联系方式"))


def blank(host):
    """Plan, persons, phone or date are not filled in."""
    for block in host.forms(lambda form: form["family"] in ("project", "chongqing", "period", "approval", "hunan_single")):
        row = append(block, *host.random.choice(((("项目实施计划", ""),), *(((a, ""), (b, "")) for a, b in WHO), (("填报日期", ""),), (("经办人", ""), ("填报日期", "")))))
        if row is not None:
            return note(host, block, row, "FRM-11", "a mandatory field is empty", None, None, cause=block.truth[0]["fields"][-1]["label"], contradicts=False)
    return False


def unsigned(host):
    """Lines for those who check are empty."""
    for block in host.forms(lambda form: form["family"] in ("project", "chongqing", "period", "approval")):
        row = append(block, (host.random.choice(("财政部门审核意见", "主管部门审核意见（盖章）", "备注")), ""))
        if row is not None:
            return host.odd("a field that others fill in is empty", block, row=row)
    return False


def person(host):
    return host.random.choice(FAMILY) + host.random.choice(GIVEN), f"1300000{host.random.randint(0, 9999):04d}"


def people(host, other):
    """Two forms with a person each; `other(name, phone)` gives the second's."""
    found = host.forms(lambda form: form["family"] in ("project", "chongqing", "period", "approval", "hunan_single") and not any(f.get("person") for f in form["fields"]) and form.get("project_name"))
    found.sort(key=lambda b: host.blocks.index(b))
    if len(found) < 2 or any(len(b.grid.widths) < 5 for b in found[:2]):
        return None
    name, phone = person(host)
    labels = host.random.choice(WHO)
    for block, (who, number) in zip(found[:2], ((name, phone), other(name, phone))):
        row = append(block, (labels[0], who, True), (labels[1], number, True))
        host.disclosure.contacts += [{"text": text, "block": block, "row": row} for text in (who, number)]
    return found[1], row


def two_phones(host):
    """The same person has another number in another form: another, or with a slip."""
    how = host.random.choice(("another", "a digit"))
    slip = lambda phone: phone[:-1] + str((int(phone[-1]) + host.random.randint(1, 8)) % 10)
    made = people(host, lambda name, phone: (name, slip(phone) if how == "a digit" else slip(slip(person(host)[1]))))
    return bool(made) and note(host, made[0], made[1], "FRM-12", "one person with two numbers", None, None, cause=how, contradicts=True)


def one_phone(host):
    """Two persons of an office share a number, or the number is printed in groups."""
    how = host.random.choice(("shared", "grouped"))
    made = people(host, lambda name, phone: (person(host)[0], phone) if how == "shared" else (name, f"{phone[:3]} {phone[3:7]} {phone[7:]}"))
    return bool(made) and host.odd("two persons share a number" if how == "shared" else "a number printed in groups", made[0], row=made[1])


CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def dated(host, lawful=False):
    """A date that is none, or far from when the form was made."""
    year = host.facts["fiscal_year"]
    late = host.money.kind == "final_accounts"
    near = year + 1 if late else year - 1
    bad = {"no such day": (f"{near}年2月30日", f"{near}-11-31", f"{near}.13.05"), "of another edition": (f"{near - 4}年11月12日", f"{near - 3}-10-25"),
           "after it was published": (f"{near + 3}年5月6日", f"{near + 2}-12-20"), "template": ("    年  月  日", "XXXX年XX月XX日")}
    month = 3 if late else 11
    good = (f"{near}年{month}月5日", f"{near}{month:02}05", f"{str(near).translate(CHINESE)}年{'三' if late else '十一'}月十二日", f"{near}.{month}.5", f"{near}/{month}/15")
    for block in host.forms(lambda form: form["family"] in ("project", "chongqing", "approval", "hunan_single", "hubei") or form["family"].startswith("evaluation")):
        how = host.random.choice(list(bad))
        text = host.random.choice(good if lawful else bad[how])
        row = append(block, (host.random.choice(("填报日期", "填表日期", "填报时间")), text))
        if row is None:
            continue
        block.truth[0]["fields"][-1]["mark"] = "open"
        if lawful:
            return host.odd("the date of a form in another notation", block, row=row)
        return note(host, block, row, "FRM-13", "a date that cannot be", text, None, cause=how, contradicts=False, also=["FRM-11"])
    return False


KINDS = {"FRM-03": (less, more), "FRM-04": (lasting, lasting_lawful), "FRM-06": (foreign, short_name), "FRM-07": (stranger, longer_name), "FRM-10": (twice, target_beside),
         "FRM-11": (blank, unsigned), "FRM-12": (two_phones, one_phone), "FRM-13": (dated, lambda host: dated(host, True))}

"""What a disclosure is called, and the facts that its pages print: title, kind, scope, year, body."""

CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def facts_of(draw, money, several=False):
    """The `facts` of a document, with the lines of its cover in `title_parts`."""
    random = draw.random
    kind = "部门" if money.scope == "department" else "单位"
    noun = "预算" if money.kind == "budget" else "决算"
    year = draw.choice("facts.year", {"年": 5, "年度": 5, "chinese": 0.4, "short_blank": 0.5})
    when = {"年": f"{money.year}年", "年度": f"{money.year}年度", "chinese": f"{str(money.year).translate(CHINESE)}年", "short_blank": f"{money.year} 年"}[year]
    what = draw.choice("facts.kind_words", {f"{kind}{noun}": 6, "公开": 3, "信息公开": 1.5, "情况说明": 1.5, "公开说明": 1, "综合": 0.7, "公开报告": 0.6, "编制说明": 0.6, "bare": 0.5})
    words = {f"{kind}{noun}": f"{kind}{noun}", "综合": f"{kind}综合{noun}", "bare": noun, "编制说明": f"{kind}{noun}编制说明" if noun == "预算" else f"{kind}{noun}说明"}.get(what, f"{kind}{noun}{what}")
    order = draw.choice("facts.title", {"body_year": 5, "year_body": 4, "about": 0.6, "place_first": 0.5})
    body = money.body.name
    if order == "body_year":
        parts = [body, when + words]
    elif order == "year_body":
        parts = [when + body, words]
    elif order == "about":
        parts = [f"关于{body}", f"{when}{words}的说明" if "说明" not in words else f"{when}{words}"]
    else:
        parts = [body, when, words]
    return {"title": "".join(parts), "title_parts": parts, "kind": money.kind, "scope": money.scope, "fiscal_year": money.year,
            "department": {"name": body}, "place": {"province": money.place.province, "prefecture": money.place.prefecture, "county": money.place.county},
            "marks": {"scope": "open"} if what == "bare" else {}, "errors": [], "oddities": [], "contacts": [], "narrative_unit": narrative_unit(draw), "project_names": [p.name for p in money.projects]}


def untitled(facts, blocks):
    """Leaves open what no page says where the title of the file is not printed: year and phase too where no other words name them."""
    facts["marks"] = {**facts.get("marks", {}), **dict.fromkeys(("title", "scope", "kind", "department", "fiscal_year"), "open")}
    words = "".join(_words(block) for block in blocks)
    unsaid = ([] if str(facts["fiscal_year"]) in words else ["fiscal_year"]) + ([] if "预算" in words or "决算" in words else ["phase"])
    for block in blocks:
        if isinstance(getattr(block, "truth", None), dict):
            block.truth["marks"].update(dict.fromkeys(unsaid, "open"))
        for statement in getattr(block, "statements", ()) if unsaid else ():
            statement["mark"] = "open"


def _words(block):
    """Title, caption and header of a table or form; the text of anything else."""
    grid = getattr(block, "grid", None)
    if grid is None:
        return getattr(block, "text", "")
    return "".join([text for text, _ in block.above] + [cell.text for row in grid.rows[:grid.head] for cell in row if cell is not None])


def narrative_unit(draw):
    """The unit of the sentences."""
    return draw.choice("sentence.unit", {"万元": 92, "元": 8})


def running(draw, facts):
    """What stands at the head and foot of each page: (head, foot), either may be empty; `{page}` stands for the number."""
    head = draw.choice("page.head", {"none": 8, "title": 1, "body": 0.7, "index": 0.5})
    foot = draw.choice("page.foot", {"- {page} -": 4, "{page}": 3, "—{page}—": 2, "— {page} —": 1, "第{page}页": 1, "none": 1, "-{page}-": 1, "第 {page} 页 共 {pages} 页": 0.7})
    number = f"监督索引号53{draw.random.randrange(10**12, 10**13)}"
    return {"none": "", "title": facts.get("title") or "", "body": facts["department"].get("name") or "", "index": number}[head], "" if foot == "none" else foot

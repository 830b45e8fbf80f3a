"""Lists of causes with amounts behind the change of a total: real differences of projects and economic items between two years."""

from lists import name as code_name

from .teller import other_names

NAMED = {"30215": "会议费", "30216": "培训费", "30211": "差旅费", "30227": "委托业务费", "30202": "印刷费", "30226": "劳务费", "30213": "维修（护）费", "30101": "基本工资", "30113": "住房公积金"}


def differences(n):
    """(name, fen now, fen before, key) of projects and economic items that changed, largest first."""
    now, was = n.money, n.money.prior
    names = n.facts.get("project_names") or [p.name for p in now.projects]
    before = {p.name: was.project_total(i) for i, p in enumerate(was.projects)}
    found = []
    for i, project in enumerate(now.projects):
        fen = now.project_total(i)
        found.append((names[i], fen, before.pop(project.name, 0), f"project.{i}"))
    found += [(name, 0, fen, None) for name, fen in before.items()]
    for code, name in NAMED.items():
        found.append((name, now.total(economic=code), was.total(economic=code), None))
    found = [f for f in found if f[1] != f[2]]
    return sorted(found, key=lambda f: (-abs(f[1] - f[2]), f[0]))


def causes(n, t, rising):
    """Writes a list of causes; False where there is nothing to tell."""
    v = n.v
    found = [d for d in differences(n) if (d[1] > d[2]) == rising or v.random.random() < 0.4][:v.random.randrange(2, 6)]
    if len(found) < 2:
        return False
    form = v.draw.choice("sentence.causes_form", {"verb_object": 4, "subject_verb": 4, "numbered_compared": 2, "new_projects": 2})
    if form == "new_projects":
        fresh = [d for d in found if d[2] == 0 and d[3]]
        if not fresh:
            form = "verb_object"
    if form == "new_projects":
        t.say(v.pick("，主要原因是本年度项目计划增加，包括：", "，主要原因是新增项目，包括："))
        for at, (name, fen, _, key) in enumerate(fresh, 1):
            t.say(f"{at}.{name}")
            t.money(name, fen, key=key)
            t.say("；" if at < len(fresh) else "")
        return True
    t.say(v.pick("，主要是", "，主要原因是", "，主要原因：") if form != "numbered_compared" else v.pick("。较大的项目变动，", "，主要原因是"))
    for at, (name, fen, before, _) in enumerate(found, 1):
        up = fen > before
        known = {"direction": "increase" if up else "decrease", "base": None}
        if form == "verb_object":
            t.say(v.pick("增加", "增加了", "调增", "新增") if up else v.pick("减少", "减少了", "调减", "压减"), name)
        elif form == "numbered_compared":
            t.say("一二三四五六"[at - 1], "是比上年", "增加了" if up else "减少了", name)
        else:
            t.say(name, "增加" if up else "减少")
        t.money(name, abs(fen - before), "change", also=other_names(name), **known)
        t.say(("；" if form == "numbered_compared" else "，") if at < len(found) else "")
    return True

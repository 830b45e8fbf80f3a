"""Performance forms: found, their fields, funds, goals and indicators."""

import re

from .normal import norm, number, same_value

HEAD = ("project_name", "department", "implementing_unit", "fiscal_year", "unit", "subject", "phase")
PARTS = ("level1", "level2", "level3", "comparator", "value", "upper", "unit", "text", "weight", "core", "actual", "score", "deviation", "value_type", "horizon")
CODE = re.compile(r"^[0-9A-Z]{8,}-")
WORDS = {"不低于": "≥", "不少于": "≥", "大于等于": "≥", "不超过": "≤", "不高于": "≤", "小于等于": "≤", "等于": "="}


def score(result, truth, document):
    """Pairs forms by pages and by what they say, then judges each part."""
    wanted, ours = truth.get("forms", []), document["forms"]
    pairs = _pairs(wanted, ours)
    right = len(pairs)
    if wanted or ours:
        certain = [i for i, f in enumerate(wanted) if f.get("mark", "certain") == "certain"]
        # a table of projects that prints goals is a table and may be told as forms too (`table` says which)
        extra = [j for j, f in enumerate(ours) if j not in pairs.values() and f.get("table") is None]
        result.add("forms.found", sum(1 for i in certain if i in pairs), len(certain), sum(1 for i in certain if i in pairs) + len(extra))
        for i in certain:
            if i not in pairs:
                result.fault("forms.found", wanted[i].get("page"), "form", wanted[i].get("project_name") or wanted[i].get("title"), None)
        for j in extra:
            result.fault("forms.found", ours[j].get("page"), "form", None, ours[j].get("project_name") or ours[j].get("title"))
    for i, form in enumerate(wanted):
        got = ours[pairs[i]] if i in pairs else {"funds": [], "goals": [], "indicators": [], "fields": [], "tasks": []}
        name = form.get("project_name") or form.get("title") or f"form {i}"
        _head(result, form, got, name)
        _listed(result, "funds", form, got, name, _fund_key, ("amount_yuan", "horizon", "measure", "source", "item"))
        _listed(result, "goals", form, got, name, lambda g: norm(g.get("text")), ("horizon", "result"))
        _listed(result, "tasks", form, got, name, lambda t: norm(t.get("name")), ("content", "goal"))
        _indicators(result, form, got, name)
        _fields(result, form, got, name)


def _pairs(wanted, ours):
    found = []
    for i, form in enumerate(wanted):
        pages = set(form.get("pages") or [form.get("page")])
        names = {norm(x.get("level3")) for x in form.get("indicators", [])}
        money = {norm(x.get("printed")) for x in form.get("funds", [])}
        goals = {norm(x.get("text")) for x in form.get("goals", [])}
        for j, other in enumerate(ours):
            if not pages & set(other.get("pages") or [other.get("page")]):
                continue
            same = bool(norm(form.get("project_name"))) and norm(form["project_name"]) == norm(other.get("project_name"))
            worth = 5 * same + len(names & {norm(x.get("level3")) for x in other["indicators"]}) + 0.5 * len(money & {norm(x["printed"]) for x in other["funds"]})
            worth += 2 * len(goals & {norm(x.get("text")) for x in other["goals"]}) + (0.5 if norm(form.get("title")) == norm(other.get("title")) else 0)
            if worth > 0:
                found.append((worth, -abs(i - j), i, j))
    pairs, used = {}, set()
    for _, _, i, j in sorted(found, reverse=True):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _judge(result, metric, mark, ok, got, page, what, want):
    if mark in (None, "certain"):
        result.check(metric, ok, page, what, want, got)
    elif mark == "open":
        result.marked("open", metric, ok or got is None, page, what, want, got)
    else:
        result.marked("unreadable", metric, got is None, page, what, want, got)


def _head(result, form, got, name):
    marks = form.get("marks") or {}
    for key in HEAD:
        if key in form and (key not in ("subject", "phase") or key in got):
            _judge(result, "forms.head", marks.get(key) or form.get("mark"), _same_head(key, form[key], got.get(key)), got.get(key), form.get("page"), f"{key} of {name}", form[key])


def _same_head(key, want, got):
    """A project's name may be told with the code that is glued to it or without."""
    return same_value(want, got) or (key == "project_name" and bool(got) and CODE.sub("", norm(want)) == CODE.sub("", norm(got)))


def _fields(result, form, got, name):
    ours = {}
    for field in got["fields"]:
        ours.setdefault(_label(field["label"]), field)
    for field in form.get("fields", []):
        found = ours.get(_label(field["label"]))
        value = None if found is None else found.get("value")
        if field.get("person"):
            result.check("forms.persons_kept_back", value is None or norm(field["value"]) not in norm(value), form.get("page"), f"{field['label']} of {name}", "nothing", value)
        else:
            _judge(result, "forms.fields", field.get("mark"), found is not None and same_value(field["value"], value), value, form.get("page"), f"{field['label']} of {name}", field["value"])


def _label(text):
    return norm(text).rstrip(":")


def _fund_key(fund):
    value = number(norm(fund.get("printed")).rstrip("%"))
    return norm(fund.get("printed")) if value is None else value


def _listed(result, part, form, got, name, key, fields):
    """A list of things printed in a form: how many are found (the key agrees) and right in all the fields that the truth names."""
    wanted = [x for x in form.get(part) or [] if x.get("mark", "certain") == "certain"]
    ours = [x for x in got.get(part) or [] if key(x) not in ("", None)]
    if part == "funds":
        # scores, weights and rates are told in their own place; a blank one is no fund
        kinds = {x.get("measure") for x in form.get(part) or []}
        ours = [x for x in ours if number(norm(x.get("printed")).rstrip("%")) is not None and (x.get("measure") in kinds or x.get("measure") not in ("weight", "score", "execution_rate"))]
    used, right = set(), 0
    for want in wanted:
        options = [j for j, x in enumerate(ours) if j not in used and key(x) == key(want)]
        ranked = sorted(options, key=lambda j: sum(1 for f in fields if f in want and not same_value(want[f], ours[j].get(f))) + (0.5 if part == "funds" and _label(want.get("label")) != _label(ours[j].get("label")) else 0))
        if not ranked:
            result.fault(f"forms.{part}", want.get("page") or form.get("page"), f"{part} of {name}", want.get("printed") or want.get("text") or want.get("name"), None)
            continue
        best = ours[ranked[0]]
        used.add(ranked[0])
        wrong = [f for f in fields if f in want and not same_value(want[f], best.get(f))]
        right += not wrong
        if wrong:
            result.fault(f"forms.{part}", want.get("page") or form.get("page"), f"{part} of {name}: {want.get('label') or ''} {want.get('printed') or ''}", {f: want[f] for f in wrong}, {f: best.get(f) for f in wrong})
    blurred = len([x for x in form.get(part) or [] if x.get("mark", "certain") != "certain"])
    if wanted or ours:
        result.add(f"forms.{part}", right, len(wanted), max(right, len(ours) - blurred))


def _indicators(result, form, got, name):
    wanted = form.get("indicators") or []
    ours = got["indicators"]
    used, pairs = set(), {}
    for strict in (2, 1, 0):
        for i, want in enumerate(wanted):
            if i in pairs:
                continue
            for j, other in enumerate(ours):
                if j not in used and _alike(want, other, strict):
                    pairs[i] = j
                    used.add(j)
                    break
    certain = [i for i, x in enumerate(wanted) if x.get("mark", "certain") == "certain"]
    found = sum(1 for i in certain if i in pairs)
    if wanted or ours:
        result.add("indicators.found", found, len(certain), found + len(ours) - len(used))
    for j, other in enumerate(ours):
        if j not in used:
            result.fault("indicators.found", form.get("page"), f"indicator of {name}", None, f"{other.get('level2')} / {other.get('level3')} / {other.get('printed')}")
    for i, want in enumerate(wanted):
        page, what = want.get("page") or form.get("page"), f"{want.get('level3')} of {name}"
        mark = want.get("mark", "certain")
        if i not in pairs:
            if mark == "certain":
                result.fault("indicators.found", page, what, want.get("printed"), None)
            continue
        other = ours[pairs[i]]
        wrong = [f for f in PARTS if f in want and not _same(f, want[f], other.get(f))]
        if mark == "certain":
            for field in PARTS:
                if field in want:
                    result.check(f"indicators.{field}", field not in wrong, page, f"{field} of {what}", want[field], other.get(field))
            result.check("indicators.right", not wrong, page, f"{what}: {', '.join(wrong)}", {f: want[f] for f in wrong}, {f: other.get(f) for f in wrong})
        else:
            result.marked(mark, "indicators", not wrong if mark == "open" else not norm(other.get("printed")), page, what, want.get("printed"), other.get("printed"))


def _alike(want, other, strict):
    """2: name, target and horizon agree; 1: name and horizon or name and target; 0: name, or target and both levels."""
    name = norm(want.get("level3")) == norm(other.get("level3"))
    target = norm(want.get("printed")) == norm(other.get("printed"))
    horizon = "horizon" not in want or want["horizon"] == other.get("horizon")
    level = norm(want.get("level2")) == norm(other.get("level2"))
    if strict == 2:
        return name and target and horizon
    if strict == 1:
        return name and (horizon or target)
    return name or (target and level and horizon and bool(norm(want.get("printed"))))


def _same(field, want, got):
    if field == "comparator":
        return same_value(WORDS.get(norm(want), want) if want else want, WORDS.get(norm(got), got) if got else got)
    return same_value(want, got)

"""Findings against planted errors: true where they hold the altered figure, false where nothing was planted."""

from .normal import norm, number


def same(printed, shown):
    """Whether the evidence shows the altered figure (`12.30` and `12.30万元` are the same)."""
    a, b = norm(printed), norm(shown)
    if not a or not b:
        return False
    if a == b or number(a) is not None and number(a) == number(b):
        return True
    return b.startswith(a) and not b[len(a)].isdigit() and b[len(a)] not in ".," or a.startswith(b) and not a[len(b)].isdigit() and a[len(b)] not in ".,"


def meets(error, finding, pages):
    """Whether a finding speaks of a planted error."""
    printed = error.get("printed")
    rules = [error.get("kind"), *(error.get("also") or [])]
    places = {e["place"]["page"] for e in finding["evidence"] if e.get("place")}
    here = error.get("page") is None or error["page"] in places
    if printed:
        for item in finding["evidence"]:
            if same(printed, item["printed"]) and (error.get("page") is None or (item.get("place") or {}).get("page") == error["page"]):
                return True
        if here and norm(printed) in norm(finding.get("quote") or ""):
            return True
    if finding["rule"] in rules:
        return (here or not places) if not printed or pages > 1 else False
    return False


def follows(finding, of_document, hits):
    """Whether a finding names one as its cause, at any remove, that speaks of a planted error."""
    by_id = {f["id"]: f for f in of_document if f.get("id")}
    seen = set()
    while finding is not None and finding.get("cause") and finding["cause"] not in seen:
        seen.add(finding["cause"])
        finding = by_id.get(finding["cause"])
        if finding is not None and hits.get(finding["id"]):
            return True
    return False


def pages_of(truth):
    return max([1, *(p for t in truth.get("tables", []) for p in t["pages"])])


def score(result, truth, document, between=()):
    """Errors: true or false, each planted provable error found or missed. Warnings that have no cause are told apart. `between` holds what
    the run says of this file beside others: each finding with the evidence of this file alone, and whether another file's error meets it."""
    errors = truth.get("errors", [])
    pages = pages_of(truth)
    found = set()
    told = [f for f in document["findings"] if f["severity"] != "info"]
    met = [[i for i, error in enumerate(errors) if meets(error, f, pages)] for f in told]
    hits = {f["id"]: m for f, m in zip(told, met) if f.get("id")}
    for finding, own in zip(told, met):
        found.update(own)
        _count(result, finding, bool(own) or follows(finding, document["findings"], hits))
    for finding, elsewhere, counts in between:
        own = [i for i, error in enumerate(errors) if meets(error, finding, pages)]
        found.update(own)
        if counts:
            _count(result, finding, bool(own) or elsewhere)
    for i, error in enumerate(errors):
        if error.get("provable"):
            result.add("findings.found", int(i in found), 1, 1)
            if i not in found:
                result.fault("findings.found", error.get("page"), f"{error['kind']} {error.get('what', '')}", f"{error.get('printed')} (right: {error.get('right')})", None)
        elif i in found:
            result.notes.add("planted errors that are not provable were found too")


def _count(result, finding, right):
    evidence = finding["evidence"][0] if finding["evidence"] else {}
    page = (evidence.get("place") or {}).get("page")
    metric = "findings.true" if finding["severity"] == "error" else "findings.true_warnings"
    result.add(metric, int(right), 1, 1)
    if not right:
        result.fault(metric, page, finding["rule"], None, f"{finding['rule']}: {finding['message']}")


def between(findings, truths):
    """What a run says of several files: {name of a file: [(finding with the evidence of that file, whether an error of another file meets
    it, whether it is counted here)]}. Each finding is counted once, in the file that its first evidence is of."""
    shared = {}
    for finding in findings:
        if finding.get("document") is not None or finding["severity"] == "info":
            continue
        parts = {}
        for item in finding["evidence"]:
            stem = item["what"].split("：")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]
            parts.setdefault(stem, []).append(item)
        own = {name: {**finding, "evidence": items} for name, items in parts.items()}
        met = {name for name, part in own.items() if name in truths
               and any(meets(e, part, pages_of(truths[name])) for e in truths[name].get("errors", []))}
        for place, (name, part) in enumerate(own.items()):
            shared.setdefault(name, []).append((part, bool(met - {name}), place == 0))
    return shared

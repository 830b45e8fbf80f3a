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


def score(result, truth, document):
    """Errors: true or false, each planted provable error found or missed. Warnings that have no cause are told apart."""
    errors = truth.get("errors", [])
    pages = max([1, *(p for t in truth.get("tables", []) for p in t["pages"])])
    found = set()
    for finding in document["findings"]:
        if finding["severity"] == "info":
            continue
        hits = [i for i, error in enumerate(errors) if meets(error, finding, pages)]
        found.update(hits)
        evidence = finding["evidence"][0] if finding["evidence"] else {}
        page = (evidence.get("place") or {}).get("page")
        metric = "findings.true" if finding["severity"] == "error" else "findings.true_warnings"
        result.add(metric, int(bool(hits)), 1, 1)
        if not hits:
            result.fault(metric, page, finding["rule"], None, f"{finding['rule']}: {finding['message']}")
    for i, error in enumerate(errors):
        if error.get("provable"):
            result.add("findings.found", int(i in found), 1, 1)
            if i not in found:
                result.fault("findings.found", error.get("page"), f"{error['kind']} {error.get('what', '')}", f"{error.get('printed')} (right: {error.get('right')})", None)
        elif i in found:
            result.notes.add("planted errors that are not provable were found too")

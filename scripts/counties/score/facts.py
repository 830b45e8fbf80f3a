"""Facts of the disclosure, the glossary, and contacts that got out."""

from .normal import norm, same_value


def score(result, truth, document):
    """What the document is, and whose."""
    facts, ours = truth["facts"], document["disclosure"] or {}
    marks = facts.get("marks") or {}
    body = ours.get("department") or {}
    wanted = {"kind": ours.get("kind"), "scope": ours.get("scope"), "fiscal_year": ours.get("fiscal_year"), "title": ours.get("title"),
              "department.name": body.get("name"), "department.code": body.get("code")}
    for key, got in wanted.items():
        outer, _, inner = key.partition(".")
        if outer not in facts or (inner and inner not in (facts[outer] or {})):
            continue
        want = facts[outer][inner] if inner else facts[outer]
        mark = marks.get(key) or marks.get(outer) or "certain"
        if mark == "certain":
            result.check(f"facts.{key}", same_value(want, got), None, key, want, got)
        else:
            result.marked(mark, f"facts.{key}", got is None or same_value(want, got), None, key, want, got)
    _glossary(result, truth, document)


def _glossary(result, truth, document):
    wanted = {norm(t["term"]): t for t in truth.get("glossary", []) if t.get("mark", "certain") == "certain"}
    got = list(dict.fromkeys(norm(t["term"]) for t in document["glossary"]))
    right = sum(1 for term in wanted if term in got)
    if not wanted and not truth.get("glossary") and not got:
        return
    result.add("glossary", right, len(wanted), len(got))
    for term in sorted(set(wanted) - set(got)):
        result.fault("glossary", wanted[term].get("page"), "term", term, None)
    for term in sorted(set(got) - set(wanted)):
        result.fault("glossary", None, "term", None, term)


def contacts(result, truth, raw):
    """Planted contacts must stand nowhere in what was written."""
    for contact in truth.get("contacts", []):
        text = contact if isinstance(contact, str) else contact.get("text") or contact.get("printed")
        if text:
            result.check("contacts", text not in raw, None if isinstance(contact, str) else contact.get("page"), "contact", "nothing", text)

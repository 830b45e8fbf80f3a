"""Sentences: each printed figure right, wrong, told as uncertain, or missing."""

from .normal import decimal, norm, number, one_of, same_value

FIELDS = ("subject", "measure", "direction", "base", "budget", "code", "fiscal_year", "phase")


def score(result, truth, document, doubts):
    """Pairs figures by page, value and sentence, then judges what is said of each."""
    ours = document["statements"]
    records = {r["table_index"]: r for r in document["records"] if r["origin"] == "statement"}
    used, pairs = set(), {}
    wanted = truth.get("statements", [])
    quotes = [norm(s["quote"]) for s in wanted]
    our_quotes = [norm(s["quote"]) for s in ours]
    places = {}
    for j, s in enumerate(ours):
        for page in (s["page"] - 1, s["page"], s["page"] + 1):
            places.setdefault((page, _figure(s["value"])), []).append(j)
    for close in (True, False):
        for i, statement in enumerate(wanted):
            if i in pairs:
                continue
            options = [j for j in places.get((statement["page"], _figure(statement["value"])), []) if j not in used and _near(statement, ours[j], quotes[i], our_quotes[j])]
            if close:
                options = [j for j in options if _agrees(statement, ours[j])]
            if options:
                best = min(options, key=lambda j: (norm(ours[j].get("printed")) != norm(statement.get("printed")), abs(j - i * len(ours) / max(1, len(wanted)))))
                pairs[i] = best
                used.add(best)
    counts = {"right": 0, "wrong": 0, "uncertain": 0, "missing": 0}
    for i, statement in enumerate(wanted):
        got = ours[pairs[i]] if i in pairs else None
        verdict, wrong = _verdict(statement, got, records.get(pairs.get(i)), doubts)
        mark = statement.get("mark", "certain")
        what = f"{statement['printed'] if 'printed' in statement else statement['value']} in: {statement['quote'][:60]}"
        shown = {f: statement.get(f) for f in wrong} or {"subject": statement["subject"], "measure": statement["measure"]}
        said = None if got is None else {f: got.get(f) for f in wrong}
        if mark == "certain":
            counts[verdict] += 1
            if verdict != "right":
                result.fault(f"statements[{verdict}]", statement["page"], what, shown, said)
            if got is not None:
                _fields(result, statement, got, records.get(pairs[i]), what)
        elif mark == "open":
            result.marked("open", "statements", verdict != "wrong", statement["page"], what, shown, said)
        else:
            result.marked("unreadable", "statements", got is None, statement["page"], what, shown, said)
    total = sum(counts.values())
    for verdict, n in counts.items():
        result.add(f"statements.{verdict}", n, total, total)


def _figure(value):
    number_ = decimal(value)
    return None if number_ is None else number_.normalize()


def _near(statement, got, quote, our_quote):
    if not same_value(statement.get("unit"), got.get("unit")) and statement.get("unit") and got.get("unit"):
        return False
    return quote in our_quote or our_quote in quote or len(set(quote) & set(our_quote)) >= 0.8 * min(len(set(quote)), len(set(our_quote)))


def _agrees(statement, got):
    return statement["measure"] == got["measure"] and one_of(statement["subject"], statement.get("also"), got["subject"])


def _said(field, statement, got, record):
    """(value of the output, other right values) of a field."""
    also = {"subject": statement.get("also"), "base": statement.get("bases"), "direction": statement.get("directions")}.get(field)
    if field in ("fiscal_year", "phase"):
        return (record or {}).get(field), also
    return got.get(field), also


def _verdict(statement, got, record, doubts):
    """right, wrong, uncertain or missing; and the fields that are not right."""
    if got is None:
        return "missing", []
    wrong, silent = [], []
    for field in ("subject", "measure", "direction", "base"):
        if field not in statement:
            continue
        want = statement[field]
        said, also = _said(field, statement, got, record)
        if want is None and field in ("base", "subject"):
            continue
        if one_of(want, also, said):
            continue
        (silent if said is None else wrong).append(field)
    if decimal(statement.get("amount_yuan")) is not None and not same_value(statement["amount_yuan"], got.get("amount_yuan")):
        (silent if got.get("amount_yuan") is None else wrong).append("amount_yuan")
    if wrong:
        return "wrong", wrong + silent
    return ("uncertain", silent) if silent else ("right", [])


def _fields(result, statement, got, record, what):
    for field in FIELDS:
        if field not in statement or statement[field] is None or (field in ("fiscal_year", "phase") and record is None):
            continue
        said, also = _said(field, statement, got, record)
        result.check(f"statements:{field}", one_of(statement[field], also, said), statement["page"], f"{field} of {what}", statement[field], said)

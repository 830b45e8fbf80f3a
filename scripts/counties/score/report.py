"""How scores are printed."""

from . import tally

NAMED = 0.90  # no feature below it goes unnamed


def tables(results, worst=12, seeds=6, below=1.0):
    """The text: every metric over all and as the mean over features; then each metric by feature, worst first."""
    lines = []
    whole, features = tally.summed(results), tally.by_feature(results)
    failed = tally.failures(results)
    lines.append(f"{len(results)} documents, {len(features)} features")
    lines.append("")
    lines.append(f"{'metric':28} {'score':>7} {'mean':>7} {'right':>8} {'printed':>8} {'told':>8}   open ok/bad  unreadable ok/bad  seeds")
    for metric in sorted(whole):
        score = tally.value(whole[metric])
        if score is None:
            continue
        mean = tally.mean_over_features(features, metric)
        right, wanted, got = whole[metric]
        marks = [_marks(results, mark, metric) for mark in ("open", "unreadable")]
        lines.append(f"{metric:28} {score:7.4f} {'' if mean is None else f'{mean:7.4f}':>7} {right:8} {wanted:8} {got:8}   {marks[0]:>11}  {marks[1]:>17}  "
                     + _seeds(failed.get(metric, []), seeds))
    for (mark, metric) in sorted({key for r in results for key in r.marks} - {(m, k) for m in ("open", "unreadable") for k in whole}):
        lines.append(f"{metric:28} {'-':>7} {'-':>7} {'':8} {'':8} {'':8}   {_marks(results, 'open', metric):>11}  {_marks(results, 'unreadable', metric):>17}")
    lines += by_feature(features, whole, worst, seeds, below)
    lines += kinds(results, 2 * worst, seeds)
    notes = sorted({n for r in results for n in r.notes})
    return "\n".join(lines + ([""] + [f"note: {n}" for n in notes] if notes else []))


def by_feature(features, whole, worst, seeds, below):
    """For each metric its worst features, with seeds; all others below `NAMED` by name."""
    lines = []
    for metric in sorted(whole):
        if metric in ("statements.wrong", "statements.missing", "statements.uncertain"):
            continue
        rows = [(s, feature, len(group), failed.get(metric, [])) for feature, (group, counts, failed) in features.items()
                if (s := tally.value(counts.get(metric, (0, 0, 0)))) is not None and s < below]
        if rows:
            lines += ["", f"{metric} by feature, worst first"]
            rows.sort(key=lambda r: (r[0], r[1]))
            for score, feature, n, failed in rows[:worst]:
                lines.append(f"  {score:7.4f}  {_line(feature):48} {n:4} documents  {_seeds(failed, seeds)}")
            named = [f"{_line(feature)} {score:.2f} ({n})" for score, feature, n, _ in rows[worst:] if score < NAMED]
            if named:
                lines.append(f"  below {NAMED:.2f} too (documents): " + ", ".join(named))
    return lines


def _line(feature):
    """A feature's name on one line."""
    return feature.replace("\n", "\\n")


def kinds(results, most, seeds):
    """The most frequent kinds of fault: the measure with what the truth says and what was told, figures left out; those of most documents first."""
    found = {}
    for result in results:
        for fault in result.faults:
            found.setdefault((fault.metric, _shape(fault.truth, fault.metric), _shape(fault.ours, fault.metric)), []).append(result.seed)
    lines = ["", "kinds of fault, those of most documents first: documents, places, measure, truth, told"]
    ranked = sorted(found.items(), key=lambda item: (-len(set(map(str, item[1]))), -len(item[1]), item[0]))
    for (metric, truth, ours), where in ranked[:most]:
        lines.append(f"  {len(set(map(str, where))):4} {len(where):6}  {metric:26} {truth:28} {ours:40} {_seeds(list(dict.fromkeys(where)), seeds)}")
    return lines


def _shape(value, metric):
    """A fault's value without what is particular to it."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(sorted(value))
    if isinstance(value, (list, tuple)):
        return "list"
    text = str(value)
    if metric.startswith("findings"):
        return text.split(":")[0].split(" ")[0]
    if metric in ("glossary", "titles", "forms.goals", "forms.found", "forms.tasks", "contacts"):
        return "text"
    if any(c.isdigit() for c in text):
        return "figure" if len(text) < 22 else "text"
    return text if len(text) <= 22 else "text"


def _marks(results, mark, metric):
    ok = sum(r.marks[mark, metric][0] for r in results if (mark, metric) in r.marks)
    bad = sum(r.marks[mark, metric][1] for r in results if (mark, metric) in r.marks)
    return f"{ok}/{bad}" if ok + bad else ""


def _seeds(failed, most):
    return " ".join(str(s) for s in dict.fromkeys(failed[:most])) + (f" (+{len(failed) - most})" if len(failed) > most else "")


def machine(results):
    """The same for machines."""
    whole, features = tally.summed(results), tally.by_feature(results)
    failed = tally.failures(results)

    def entry(counts, failing):
        return {m: {"score": tally.value(c), "right": c[0], "printed": c[1], "told": c[2], "seeds": failing.get(m, [])} for m, c in sorted(counts.items()) if tally.value(c) is not None}

    return {"documents": len(results), "overall": entry(whole, failed),
            "mean_over_features": {m: s for m in sorted(whole) if (s := tally.mean_over_features(features, m)) is not None},
            "features": {f: {"documents": len(group), "metrics": entry(counts, failing)} for f, (group, counts, failing) in features.items()},
            "marks": {mark: {m: [sum(r.marks[mark, m][k] for r in results if (mark, m) in r.marks) for k in (0, 1)]
                             for m in sorted({m for r in results for (k, m) in r.marks if k == mark})} for mark in ("open", "unreadable")}}


def detail(results, seed, most=400):
    """Each fault of the documents of a seed, by metric."""
    lines = []
    for result in results:
        if str(result.seed) != str(seed):
            continue
        lines.append(f"{result.name}: seed {result.seed}, {len(result.faults)} faults; features: {', '.join(sorted(result.features))}")
        for fault in sorted(result.faults, key=lambda f: (f.metric, str(f.page)))[:most]:
            lines.append(f"  {fault.metric:26} p.{fault.page!s:4} {fault.what}\n{'':34}truth {_short(fault.truth)}   ours {_short(fault.ours)}")
    return "\n".join(lines) if lines else f"no document of seed {seed}"


def _short(value):
    text = str(value)
    return text if len(text) <= 160 else text[:157] + "…"

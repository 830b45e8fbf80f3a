"""Scores what `gongkai extract` wrote against the truth of invented disclosures. See `main`."""

import json

from . import facts, findings, forms, load, records, report, statements, tables
from .tally import Result


def judge(truth, document, raw, between=()):
    """The `Result` of one document; `document` is None where none was written. `between`: what the run says of it beside others."""
    result = Result(truth.get("seed"), truth.get("name"), truth.get("features", []), truth.get("facts"))
    read = document is not None and document["outcome"] in ("ok", "partial")
    result.check("documents.read", read, None, "outcome", "ok", None if document is None else document["outcome"])
    if document is None:
        document = {"tables": [], "records": [], "forms": [], "statements": [], "findings": [], "diagnostics": [], "glossary": [], "disclosure": None}
    doubts = load.doubts(document)
    pairing = tables.Pairing(truth, document)
    tables.score(result, truth, pairing, doubts)
    records.score(result, pairing, doubts)
    records.sums(result, pairing)
    forms.score(result, truth, document)
    statements.score(result, truth, document, doubts)
    findings.score(result, truth, document, between)
    facts.score(result, truth, document)
    facts.contacts(result, truth, raw)
    return result


def results(out, folder):
    """Every document of a folder."""
    shared = findings.between(load.findings(out), load.truths(folder))
    return [judge(truth, document, raw, shared.get(truth["name"], ())) for truth, document, raw in load.pairs(out, folder)]


def main(out, folder, json_file=None, detail=None, worst=12):
    """Prints the scores of OUT (what `gongkai extract FOLDER --out OUT` wrote). `detail` is a seed whose faults are listed instead."""
    found = results(out, folder)
    if detail is not None:
        print(report.detail(found, detail))
    else:
        print(report.tables(found, worst))
    if json_file:
        with open(json_file, "w", encoding="utf-8") as file:
            json.dump(report.machine(found), file, ensure_ascii=False, indent=1, sort_keys=True, default=str)
    return found

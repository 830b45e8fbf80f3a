"""Writing `<name>.truth.json` beside each document, in the format of score/tables.py, from the model."""

import json

from grid import Table

#: (path, what it says, truth) of each document that was written in this process; `scripts/formats` writes them in other formats
WRITTEN = []


def dumps(value):
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write(path, stem, pages, facts, tables=(), other=(), forms=(), statements=(), exercises=""):
    """`path` is the document; its truth goes beside it."""
    others = []
    for entry in other:
        if isinstance(entry, Table):
            others += [{"page": p, "what": entry.title or entry.remark}
                       for p in range(entry.page_from, entry.page_to + 1)]
        else:
            others.append(entry)
    value = {"file": path.name, "stem": stem, "pages": pages, "producer": "scripts/make_corpus",
             "verified": "written by the generator from the budget model, not read from the document",
             "exercises": exercises, "facts": facts, "other_tables": others,
             "tables": [t.truth() for t in tables]}
    if forms:
        value["forms"] = list(forms)
    if statements:
        value["statements"] = list(statements)
    target = path.with_name(path.name.rsplit(".", 1)[0] + ".truth.json")
    target.write_text(dumps(value), "utf-8")
    return value


def write_book(book, stem, facts, exercises):
    """Save the book and its truth."""
    book.save()
    value = write(book.path, stem, book.page, facts, book.tables, book.other, book.forms, book.statements, exercises)
    WRITTEN.append((book.path, book.told, value))
    return value

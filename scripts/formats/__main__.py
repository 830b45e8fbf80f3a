"""The whole own corpus in every format that keeps text, with truth, and a measure of what is read of each.

    pip install -r scripts/make_corpus/requirements.txt
    python3 scripts/formats write FOLDER                          # FOLDER/pdf and FOLDER/<format>-<way>, a minute
    python3 scripts/formats measure FOLDER --binary target/release/gongkai [--detail] [--only html-word,xls-one]
    python3 scripts/formats traits FOLDER --binary target/release/gongkai
    python3 scripts/formats cost FOLDER --binary target/release/gongkai

`write` writes each document of `scripts/make_corpus` from what its maker said (`told.py`), never from what was read: as web page
(`web.py`), workbook (`books.py`, `excel.py`) and text (`plain.py`), in the ways that the heads of these files list. Beside each file
stands the truth of its maker; a page number there is that of the PDF. The same bytes each run.

`measure` reads the PDFs and every way, and compares (`compare.py`):

| figure | what |
|---|---|
| F1 | cells with amounts, against the maker's truth: a cell is right in the row of its labels, in its column, with its value |
| tables, titles, units, numbers, headers | against the maker's truth |
| ids, records, statements, forms | against what the PDF of the same document gives, up to places |

`traits` writes small files of one table, each with one habit of those who publish (`traits.py`, `habits.py`, `more.py`), and says what of each comes out
otherwise than it should: not all of them can be read.

`cost` takes the processor time of reading each document alone, as PDF and in every way, less that of an empty start.
"""

import argparse
import importlib.util
import pathlib
import sys

import books
import compare
import cost
import excel
import plain
import told
import traits
import web

ROOT = pathlib.Path(__file__).resolve().parents[2]


def makers():
    """The documents of `scripts/make_corpus`."""
    found = importlib.util.spec_from_file_location("make_corpus", ROOT / "scripts/make_corpus/__main__.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.DOCUMENTS


def ways():
    """(folder, ending, document -> bytes) of every format and way."""
    for way, (make, ending) in web.WAYS.items():
        yield f"html-{way}", ending, lambda d, make=make: make(d.name, d.told)
    for kind, write in excel.KINDS.items():
        for way, lay in books.WAYS.items():
            yield f"{kind}-{way}", kind, lambda d, write=write, lay=lay: write(lay(d.told))
    for way, (make, ending) in plain.WAYS.items():
        yield f"text-{way}", ending, lambda d, make=make: make(d.name, d.told)


def write(folder, documents):
    for document in documents:
        for name, ending, make in ways():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / f"{document.stem}_{document.name}.{ending}").write_bytes(make(document))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["write", "measure", "traits", "cost"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/gongkai")
    parser.add_argument("--only", default="", help="formats or ways, apart by commas: html, xls-one")
    parser.add_argument("--detail", action="store_true", help="every difference")
    given = parser.parse_args()
    if given.what == "write":
        write(given.folder, told.documents(makers(), given.folder / "pdf"))
        return
    if given.what == "traits":
        traits.measure(given.folder, given.binary)
        return
    chosen = [name for name, *_ in ways() if not given.only or any(name == o or name.startswith(o + "-") for o in given.only.split(","))]
    if given.what == "measure":
        sys.exit(compare.measure(given.folder, chosen, given.binary, given.detail))
    cost.measure(given.folder, chosen, given.binary)


if __name__ == "__main__":
    main()

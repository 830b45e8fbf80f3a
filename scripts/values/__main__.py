"""Alters the values of all made texts, has gongkai read them, and counts what must never happen.

    python3 scripts/values --count 200000 [--seed 1] [--binary target/release/gongkai] [--keep DIR] [--jobs 2] [--batch 2000]

Every document is a made text (tests/made, corpus) with other numbers, dates, brackets, blanks and words, and with contacts planted
in it; one in eight is a PDF. Batches of them are read with all formats. Counted are crashes (and memory), timeouts, planted contacts
that stand in an output, and batches of which a format is missing. Inputs that fail are kept in `--keep`, with what failed beside
them. Exit code 0 only if every count is 0. Needs Python and nothing else; the same seed makes the same documents.
"""

import argparse
import collections
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

from alter import altered
from contacts import leaks, plant, standing
from sources import MOST_LINES, ROOT, pdf, piece, texts

FORMATS = "csv,sqlite,parquet,xlsx"
WRITTEN = ["records.ndjson", "manifest.json", "csv", "gongkai.sqlite", "parquet", "gongkai.xlsx"]
BAD = {"crash": "crash", "out_of_memory": "crash", "timeout": "timeout"}
# One in so many documents is a PDF.
PDFS = 8
# Contacts of this length are looked for in the outputs over all documents; a shorter one may be part of any number there.
LONG = 10


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2_000, help="documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/gongkai")
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path("values-failed"), help="folder for inputs that fail")
    parser.add_argument("--scratch", type=pathlib.Path, default=next((p for p in ["/dev/shm"] if pathlib.Path(p).is_dir()), None), help="folder for a batch at work")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=2_000, help="documents read by one command")
    parser.add_argument("--seconds", type=int, default=1_200, help="what one batch may take")
    return parser.parse_args()


def document(number, seed, made):
    """The name, the bytes and the planted contacts of a document."""
    dice = random.Random(f"{seed}/{number}")
    text, planted = plant(dice, altered(dice, "\n".join(piece(dice.choice(made), dice))))
    if dice.randrange(PDFS) == 0 and text.count("\n") < 2 * MOST_LINES:
        return f"d{number:07}.pdf", pdf(text), planted
    return f"d{number:07}.txt", text.encode("utf-8", "replace"), planted


class Tally:
    """What failed, and the inputs of it."""

    def __init__(self, keep):
        self.keep, self.counts, self.shown = keep, collections.Counter(), collections.defaultdict(list)

    def fail(self, kind, what, path=None):
        self.counts[kind] += 1
        if len(self.shown[kind]) < 10:
            self.shown[kind].append(what)
        if path is not None and self.counts[kind] <= 200:
            folder = self.keep / kind
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder)
            (folder / (path.name + ".why")).write_text(what + "\n")


def read(folder, out, options):
    """Runs the command; its exit code, or None where it took too long."""
    command = [options.binary, "extract", folder, "--out", out, "--to", FORMATS, "--jobs", str(options.jobs)]
    try:
        return subprocess.run(command, capture_output=True, timeout=options.seconds).returncode
    except subprocess.TimeoutExpired:
        return None


def whole(out):
    """All outputs over many documents, as text: names, numbers and addresses stand in each as they are."""
    for path in sorted(out.rglob("*")):
        if not path.is_file() or "documents" in path.parts or ".gongkai" in path.parts:
            continue
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield path.name, "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
        else:
            yield path.name, path.read_bytes().decode("utf-8", "replace")


def judge(batch, folder, out, code, tally):
    if code is None or code not in (0, 1, 3):
        tally.fail("export stopped", f"exit code {code} of a batch from {next(iter(batch))}")
    for name in WRITTEN:
        if not (out / name).exists():
            tally.fail("export stopped", f"no {name} of a batch from {next(iter(batch))}")
    manifest = out / "manifest.json"
    if not manifest.exists():
        return
    of = {}
    for entry in json.loads(manifest.read_text())["inputs"]:
        name = pathlib.PurePath(entry["name"]).name
        of[name] = entry
        if entry["outcome"] in BAD:
            tally.fail(BAD[entry["outcome"]], f"{name}: {entry.get('message')}", folder / name)
    for name in batch:
        if name not in of:
            tally.fail("crash", f"{name} is not in the manifest", folder / name)
            continue
        written = out / "documents" / (of[name]["sha256"][:12] + ".json")
        if written.exists():
            for kind, key, shown in leaks(batch[name], written.read_text()):
                tally.fail("leak", f"{name}: {kind} {key}, printed {shown!r}", folder / name)
    keys = {key: shown for some in batch.values() for kind, key, shown in some if kind == "text" or len(key) >= LONG}
    for name, text in whole(out):
        # Each key as it is: what has other marks between its digits was looked for in its document.
        for key in sorted(standing(keys, text)):
            tally.fail("leak over all", f"{name}: {key}, printed {keys[key]!r}")


def main():
    options = arguments()
    made, tally, begun = texts(), Tally(options.keep), time.monotonic()
    if options.scratch:
        pathlib.Path(options.scratch).mkdir(parents=True, exist_ok=True)
    for first in range(0, options.count, options.batch):
        with tempfile.TemporaryDirectory(prefix="values-", dir=options.scratch) as scratch:
            folder, out, batch = pathlib.Path(scratch, "in"), pathlib.Path(scratch, "out"), {}
            folder.mkdir()
            for number in range(first, min(first + options.batch, options.count)):
                name, data, planted = document(number, options.seed, made)
                (folder / name).write_bytes(data)
                batch[name] = planted
            judge(batch, folder, out, read(folder, out, options), tally)
        done = min(first + options.batch, options.count)
        print(f"{done} documents in {time.monotonic() - begun:.0f} s: {dict(tally.counts) or 'nothing failed'}", file=sys.stderr)
    for kind in ("crash", "timeout", "leak", "leak over all", "export stopped"):
        print(f"{tally.counts[kind]:8} {kind}")
        for what in tally.shown[kind]:
            print(f"         {what}")
    sys.exit(1 if tally.counts else 0)


if __name__ == "__main__":
    main()

"""Processor time of reading: all documents of a way in one process, against their PDFs; and of starting."""

import json
import resource
import subprocess
import tempfile

from told import WITHOUT

#: the least of so many runs
RUNS = 5


def seconds(command):
    """User and system time of a command, the least of some runs; and its most memory in MiB."""
    least, most = None, 0
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([part.replace("OUT", out) for part in command], capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        least = spent if least is None else min(least, spent)
        most = max(most, after.ru_maxrss / 1024)
    return least, most


def extract(binary, files):
    return [str(binary), "extract", *map(str, files), "--out", "OUT/run", "--jobs", "1", "--isolate", "false"]


def measure(folder, chosen, binary):
    pages, pdfs = 0, []
    for path in sorted((folder / "pdf").glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        # what is text already has no pages to compare with
        if truth["stem"] not in WITHOUT and not truth["file"].endswith(".txt"):
            pages += truth["pages"]
            pdfs.append(folder / "pdf" / truth["file"])
    stems = {path.name[:6] for path in pdfs}
    version, _ = seconds([str(binary), "--version"])
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as small:
        small.write("甲县水务局2026年部门预算\n")
        small.flush()
        start, memory = seconds(extract(binary, [small.name]))
    print(f"start: {version * 1000:.1f} ms for --version, {start * 1000:.1f} ms and {memory:.0f} MiB for a text of one line; "
          f"{len(pdfs)} documents, {pages} pages")
    base = None
    print(f"{'way':14s}{'KiB':>8s}{'ms':>9s}{'ms a page':>11s}{'of PDF':>8s}")
    for way in ["pdf", *chosen]:
        files = pdfs if way == "pdf" else sorted(p for p in (folder / way).iterdir() if p.name[:6] in stems)
        spent = max(0.0, seconds(extract(binary, files))[0] - start)
        base = base or spent
        size = sum(p.stat().st_size for p in files) // 1024
        print(f"{way:14s}{size:8d}{spent * 1000:9.1f}{spent * 1000 / pages:11.3f}{spent / base:8.2f}", flush=True)

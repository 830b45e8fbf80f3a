#!/usr/bin/env python3
"""Measures gongkai against pdftotext, pdfplumber and PyMuPDF on the same files, and how its cost grows. Asserts nothing.

  python3 scripts/bench [FOLDER ...] [--rounds 5] [--binary target/release/gongkai] [--quick] [--write]

FOLDER (default: corpus, and ../shared/corpus where it is there) is searched for PDF files. Needs poppler's pdftotext; installs
pdfplumber and PyMuPDF from PyPI into a throw-away environment (--quick leaves them and the curves out). --write puts the
result into docs/benchmarks.md.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

import made

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHORT, COPIES = 1.0, 20
READERS = {"pdfplumber": "pdfplumber==0.11.9", "PyMuPDF": "pymupdf==1.26.4"}


def run(command):
    """CPU seconds and peak memory in KiB of a command and all that it starts."""
    out = subprocess.run([sys.executable, "-S", "-E", HERE / "one.py", *map(str, command)], capture_output=True, text=True, check=True)
    return json.loads(out.stdout)


def pdfs_below(folders):
    found = [p for folder in folders for p in sorted(pathlib.Path(folder).rglob("*.pdf"))]
    return [p for p in found if p.read_bytes()[:1024].lstrip().startswith(b"%PDF")]


def pages_of(files):
    count = 0
    for file in files:
        info = subprocess.run(["pdfinfo", file], capture_output=True, text=True).stdout
        pages = re.search(r"^Pages:\s+(\d+)", info, re.M)
        count += int(pages[1]) if pages else 0
    return count


def alternate(binary, files, rounds, scratch):
    """CPU seconds of gongkai (one job, all in one process tree) and of pdftotext (a process a file), in turns; medians."""
    ours, theirs = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=scratch) as out:
            ours.append(run([binary, "extract", *files, "--out", out, "--jobs", "1"])["cpu"])
        theirs.append(sum(run(["pdftotext", "-layout", file, scratch / "text"])["cpu"] for file in files))
    return statistics.median(ours), statistics.median(theirs)


def throughput(binary, files, rounds, scratch):
    """Wall seconds with one job and with two, in turns; medians. Every run has a folder of its own that stays until the end: to
    make files where files were just deleted costs some file systems more than the files."""
    walls = {1: [], 2: []}
    with tempfile.TemporaryDirectory(dir=scratch) as out:
        for number in range(rounds):
            for jobs, wall in walls.items():
                command = [binary, "extract", *files, "--out", f"{out}/{number}-{jobs}", "--jobs", str(jobs)]
                # What the run before has left to the disk is not this one's.
                os.sync()
                start = time.monotonic()
                subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
                wall.append(time.monotonic() - start)
    return {jobs: statistics.median(wall) for jobs, wall in walls.items()}


def copies(files, times, folder):
    """The files several times, with a few bytes of its own at the end of each, since the same bytes are read only once."""
    for number in range(times):
        for file in files:
            copy = folder / str(number) / file.name
            copy.parent.mkdir(exist_ok=True, parents=True)
            copy.write_bytes(file.read_bytes() + f"\n%{number}\n".encode())
            yield copy


def peaks(binary, files, scratch):
    """Peak memory of each document on its own, MiB, sorted."""
    single = [run([binary, "extract", file, "--out", scratch / "peak", "--jobs", "1", "--force", "--isolate=false"]) for file in files]
    return sorted(r["peak"] / 1024 for r in single)


def readers(files, scratch):
    """CPU seconds and peak MiB of find_tables of other readers, once over all files."""
    python = scratch / "environment" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", scratch / "environment"], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", *READERS.values()], check=True)
    for name in READERS:
        used = run([python, HERE / "reader.py", name, *files])
        yield name, READERS[name], used["cpu"], used["peak"] / 1024


def curves(binary, scratch):
    for name, (make, sizes) in made.CURVES.items():
        for size in sizes:
            path = scratch / f"{make.__name__}-{size}.pdf"
            made.write(path, make(size))
            runs = [run([binary, "extract", path, "--out", scratch / "grow", "--force", "--isolate=false"]) for _ in range(3)]
            yield name, size, statistics.median(r["cpu"] for r in runs), max(r["peak"] for r in runs) / 1024


def wall_times(what, binary, files, rounds, scratch):
    walls = throughput(binary, files, rounds, scratch)
    return f"| {what} | {walls[1]:.2f} s | {walls[2]:.2f} s | {walls[1] / walls[2]:.2f} |"


def version(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[0]


def processor():
    try:
        return re.search(r"^model name\s*:\s*(.+)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)[1]
    except (OSError, TypeError):
        return platform.processor() or "unknown"


def report(args, scratch):
    start = min(run([args.binary, "extract", HERE / "made.py", "--out", scratch / "start", "--isolate=false"])["cpu"] for _ in range(5))
    yield "# Benchmarks\n"
    yield f"Written by `python3 scripts/bench --write` on {datetime.date.today()}; it asserts nothing.\n"
    yield f"{processor()}, {os.cpu_count()} processors; {version([args.binary, '--version'])}; {version(['pdftotext', '-v'])}.\n"
    yield f"Start-up, least of five: {start * 1000:.0f} ms of CPU.\n"
    for folder in args.folders:
        files = pdfs_below([folder])
        pages = pages_of(files)
        ours, theirs = alternate(args.binary, files, args.rounds, scratch)
        peak = peaks(args.binary, files, scratch)
        name = pathlib.Path(folder).resolve()
        yield f"\n## `{name.parent.name}/{name.name}`: {len(files)} files, {pages} pages\n"
        yield f"Medians of {args.rounds} alternating rounds; pdftotext is started once a file, as its users do.\n"
        yield "| reader | CPU s | ms a page | against pdftotext | peak MiB |\n|---|---|---|---|---|"
        yield (f"| gongkai, everything done and written, `--jobs 1` | {ours:.2f} | {1000 * ours / pages:.2f} | {ours / theirs:.2f} "
               f"| {peak[-1]:.0f}, 99 % of documents {peak[int(0.99 * (len(peak) - 1))]:.0f} |")
        yield f"| pdftotext -layout | {theirs:.2f} | {1000 * theirs / pages:.2f} | 1.00 | |"
        if not args.quick:
            for reader, package, cpu, memory in readers(files, scratch / name.parent.name):
                yield f"| {package} find_tables | {cpu:.1f} | {1000 * cpu / pages:.1f} | {cpu / theirs:.1f} | {memory:.0f} |"
        yield "\nWall time with one job and with two:\n"
        yield "| | one | two | throughput |\n|---|---|---|---|"
        yield wall_times("these files", args.binary, files, args.rounds, scratch)
        if ours < SHORT:
            # Of a second or less a good part is the start of three processes, which is no throughput.
            many = list(copies(files, COPIES, scratch / f"{name.name}-copies"))
            yield wall_times(f"{COPIES} copies of them, no two with the same bytes", args.binary, many, args.rounds, scratch)
    if args.quick:
        return
    yield "\n## How cost grows\n\nMade documents that grow in one respect; CPU of the whole command, median of three.\n"
    yield "| what grows | size | CPU ms | μs for each | peak MiB |\n|---|---|---|---|---|"
    for name, size, cpu, memory in curves(args.binary, scratch):
        yield f"| {name} | {size:,} | {1000 * cpu:.0f} | {1e6 * cpu / size:.1f} | {memory:.0f} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target" / "release" / "gongkai")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    args.folders = args.folders or [f for f in (ROOT / "corpus", ROOT.parent / "shared" / "corpus") if f.is_dir()]
    if not args.binary.is_file():
        sys.exit(f"{args.binary} is not there: cargo build --release")
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        for line in report(args, pathlib.Path(scratch)):
            print(line, flush=True)
            lines.append(line)
    if args.write:
        (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

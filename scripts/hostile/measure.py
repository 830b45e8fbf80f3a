"""`python3 scripts/hostile/measure.py FOLDER --binary target/release/gongkai [NAME ...]`: outcome, processor time and memory of each file."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

#: A process of its own starts the reader: what one is charged with at its start is the memory of the process it comes from.
LAUNCH = """
import os, subprocess, sys, time
started = time.monotonic()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, _, usage = os.wait4(child.pid, 0)
print(usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss // 1024)
"""


def one(binary, path):
    """Outcomes with what is said first, seconds of the processor and of the clock, MiB at most."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-S", "-c", LAUNCH, binary, "extract", str(path), "--out", f"{out}/run"]
        spent, clock, memory = map(float, subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
        try:
            manifest = json.loads(Path(out, "run/manifest.json").read_text("utf-8"))
        except OSError:
            return "none", "", spent, clock, memory, 0
        outcomes, reasons, records = [], [], 0
        for entry in manifest["inputs"]:
            outcomes.append(entry["outcome"])
            document = json.loads(Path(out, "run", entry["document"]).read_text("utf-8")) if entry.get("document") else {}
            records += len(document.get("records", []))
            first = (document.get("diagnostics") or [{}])[0].get("message", "")
            reasons.append(entry.get("message") or first)
        return ",".join(sorted(set(outcomes))), reasons[0] if reasons else "", spent, clock, memory, records


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--binary", default="target/release/gongkai")
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    print(f"{'file':24s}{'outcome':>14s}{'cpu s':>8s}{'s':>7s}{'MiB':>6s}{'records':>8s}  says")
    for path in sorted(p for p in given.folder.iterdir() if p.is_file() and not p.is_symlink() and (not given.names or p.name in given.names)):
        outcome, says, cpu, clock, memory, records = one(given.binary, path)
        print(f"{path.name:24s}{outcome:>14s}{cpu:8.2f}{clock:7.2f}{memory:6.0f}{records:8d}  {says[:110]}", flush=True)


if __name__ == "__main__":
    main()

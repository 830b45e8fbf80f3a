"""Makes a document that shows a fault smaller: fewer features, then fewer blocks, as long as the fault stays.

The generator is given what a user would give it (`--seed N --count 1 --without FEATURE… block=K…`), so that the command printed at the end
gives the same document. `block=K` leaves out the K-th block of the disclosure, `block=K-L` a run of them.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import score
from assemble import one


class Trial:
    """Runs generator, reader and score for sets of what is left out; remembers what it has seen."""

    def __init__(self, seed, binary, only=(), kind=None, text=None, folder=None, max_pages=None):
        self.seed, self.binary, self.only, self.kind, self.text, self.max_pages = seed, binary, list(only), kind, text, max_pages
        self.folder = Path(folder or tempfile.mkdtemp(prefix="shrink-"))
        self.runs = 0
        self.seen = {}

    def command(self, without, folder):
        """The generator's command."""
        here = Path(__file__).resolve().parent.parent
        command = [sys.executable, str(here), "--seed", str(self.seed), "--count", "1", "--out", str(folder)] + (["--max-pages", str(self.max_pages)] if self.max_pages else [])
        if self.only:
            command += ["--only", *self.only]
        if without:
            command += ["--without", *_ranges(without)]
        return command

    def run(self, without):
        """(faults of the kind, pages, features, blocks) with these left out; None where nothing could be made or read."""
        key = frozenset(without)
        if key in self.seen:
            return self.seen[key]
        self.runs += 1
        work = self.folder / "work"
        subprocess.run(["rm", "-rf", str(work)], check=True)
        docs, out = work / "docs", work / "out"
        docs.mkdir(parents=True)
        answer = None
        one((self.seed, docs, self.only, _ranges(without), self.max_pages))
        if any(docs.iterdir()):
            subprocess.run([str(self.binary), "extract", str(docs), "--out", str(out)], capture_output=True)
            if (out / "manifest.json").exists():
                answer = self._count(docs, out)
        self.seen[key] = answer
        return answer

    def _count(self, docs, out):
        results = score.results(out, docs)
        faults = [f for r in results for f in r.faults if self._is(f)]
        truths = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(docs.glob("*.truth.json"))]
        pages = sum(t.get("page_count") or _pages(t) for t in truths)
        features = {f for t in truths for f in t["features"]}
        return faults, pages, features, max((t.get("blocks") or 0 for t in truths), default=0)

    def _is(self, fault):
        if self.kind and fault.metric != self.kind:
            return False
        return not self.text or self.text in f"{fault.what} {fault.truth} {fault.ours}"

    def shows(self, without):
        """Whether the fault is still there."""
        answer = self.run(without)
        return bool(answer and answer[0])


def _ranges(without):
    """Features, then blocks in runs: `block=0-17`."""
    blocks = sorted(int(w[6:]) for w in without if w.startswith("block="))
    runs = []
    for block in blocks:
        if runs and runs[-1][1] == block - 1:
            runs[-1][1] = block
        else:
            runs.append([block, block])
    return sorted(w for w in without if not w.startswith("block=")) + [f"block={a}" if a == b else f"block={a}-{b}" for a, b in runs]


def _pages(truth):
    pages = [p for t in truth.get("tables", []) for p in t["pages"]] + [p for f in truth.get("forms", []) for p in f.get("pages") or []]
    return max(pages + [s["page"] for s in truth.get("statements", [])] + [1])


def reduced(items, dropped, shows):
    """Leaves out as many of the items as can be while `shows(dropped)` holds: halves first, then smaller groups. Returns what is dropped."""
    left, size = list(items), max(1, len(items) // 2)
    dropped = set(dropped)
    while left:
        at, progress = 0, False
        while at < len(left):
            group = left[at:at + size]
            if shows(dropped | set(group)):
                dropped |= set(group)
                left = left[:at] + left[at + size:]
                progress = True
            else:
                at += size
        if size == 1 and not progress:
            break
        size = max(1, size // 2)
        if size == 1 and len(left) == 0:
            break
    return dropped


def shrink(seed, binary, kind=None, text=None, only=(), keep=None, max_pages=None):
    """Shrinks the document of a seed and prints what is left. `kind` is a metric of the scores; the most frequent one where none is given. Features of `only` stay."""
    trial = Trial(seed, binary, only, kind, text, max_pages=max_pages)
    first = trial.run(set())
    if not first or not first[0]:
        print(f"seed {seed} shows no such fault")
        return 1
    if kind is None:
        trial.kind = Counter(f.metric for f in first[0]).most_common(1)[0][0]
        trial.seen.clear()
        first = trial.run(set())
    faults, pages, features, blocks = first
    print(f"seed {seed}: {len(faults)} faults of {trial.kind}, {pages} pages, {len(features)} features, {blocks} blocks")
    # features first: leaving one out may move the blocks, and with them what `block=K` means
    dropped = reduced(sorted(features - set(only)), set(), trial.shows)
    last = trial.run(dropped)
    dropped = reduced(sorted(last[2] - features - set(only)), dropped, trial.shows)
    for _ in range(3):
        before = len(dropped)
        blocks = trial.run(dropped)[3]
        dropped = reduced([b for i in range(blocks) if (b := f"block={i}") not in dropped], dropped, trial.shows)
        dropped = reduced(sorted(trial.run(dropped)[2] - set(only)), dropped, trial.shows)
        if len(dropped) == before:
            break
    faults, pages, features, _ = trial.run(dropped)
    print(f"after {trial.runs} runs: {pages} pages, {len(faults)} faults; what is needed: {', '.join(sorted(features)) or 'nothing special'}")
    for fault in faults[:5]:
        print(f"  {fault.metric} p.{fault.page} {fault.what}: truth {fault.truth}, ours {fault.ours}")
    folder = keep or f"shrunk-{seed}"
    print("python3 scripts/counties " + " ".join(_quoted(c) for c in trial.command(sorted(dropped), folder)[2:]))
    if keep:
        subprocess.run(trial.command(sorted(dropped), keep), check=True, capture_output=True)
    return 0


def _quoted(text):
    return text if text.replace("=", "").replace(".", "").replace("_", "").replace("-", "").replace("/", "").isalnum() else f"'{text}'"

#!/usr/bin/env python3
"""Measures `gongkai view`: pictures of pages, pages in a browser, the first page of a run, memory. Asserts nothing.

    python3 scripts/view_speed.py GONGKAI OUT FILES [OUT FILES ...] [--documents 400] [--shown 120] [--seed 21]

Of each run, up to `--documents` PDFs are drawn at random. Every page of theirs is asked for once: the first of a document, which opens
it, counts apart. Then `--shown` of all pages, and the one with most marks, are opened in Chromium by a server that has not drawn them,
with their documents open, until the picture stands and two frames are painted. Times are those of a clock; beside them stands what the
server and its drawers took of a processor, which neighbours do not change much. Linux only: it reads /proc.
"""

import argparse
import gzip
import http.client
import json
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import time

from browser import CHROMIUM, Server, skipped, sync_playwright

# Waits until the pictures of a page stand and two frames are painted; milliseconds since the address was asked for.
PAINTED = """() => new Promise(done => {
    const images = [...document.querySelectorAll(".sheet img")];
    const ready = images.map(image => image.complete ? null : new Promise(go => { image.onload = image.onerror = go; }));
    Promise.all(ready).then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));
})"""


def processes(root: int) -> list[int]:
    """A process and those that it started."""
    children = pathlib.Path(f"/proc/{root}/task").glob("*/children")
    return [root] + [each for child in children for pid in child.read_text().split() for each in processes(int(pid))]


def busy(pids: list[int]) -> float:
    """Milliseconds that processes took of a processor."""
    stats = [stat for pid in pids for stat in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(stat.read_text().split()[0]) for stat in stats) / 1e6


def peak(pid: int) -> int:
    """The most MiB that a process had in memory."""
    return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) // 1024


class Asker:
    """Asks a server without a browser."""

    def __init__(self, server: Server) -> None:
        host = server.origin.removeprefix("http://")
        self.connection = http.client.HTTPConnection(host)
        self.connection.request("GET", server.address.removeprefix(server.origin))
        answer = self.connection.getresponse()
        answer.read()
        self.headers = {"Cookie": answer.getheader("Set-Cookie").split(";")[0], "Accept-Encoding": "gzip, br"}

    def ask(self, path: str) -> tuple[float, int, bytes, str | None]:
        """Milliseconds, status, body as sent, and how it is packed."""
        start = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        return (time.perf_counter() - start) * 1000, answer.status, body, answer.getheader("Content-Encoding")


def originals(out: pathlib.Path, files: pathlib.Path) -> dict[str, pathlib.Path]:
    """The PDFs of a run by the ids of their documents."""
    found = {}
    for entry in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["inputs"]:
        if entry["media"] == "application/pdf" and entry["document"]:
            parts = pathlib.PurePosixPath(entry["name"]).parts
            path = next((p for start in range(len(parts)) if (p := files.joinpath(*parts[start:])).is_file()), None)
            if path:
                found[pathlib.PurePosixPath(entry["document"]).stem] = path
    return found


def texts(path: pathlib.Path) -> list[bool]:
    """Whether each page of a PDF has text."""
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True).stdout.decode("utf-8", "replace")
    return [bool(page.strip()) for page in text.split("\f")[:-1]]


def spread(values: list[float], digits: int = 1) -> str:
    """Median, the value that 99 of 100 stay below, and the largest."""
    values = sorted(values)
    at = lambda share: values[min(len(values) - 1, int(len(values) * share))]
    return f"p50 {statistics.median(values):.{digits}f}, p99 {at(0.99):.{digits}f}, most {values[-1]:.{digits}f}, of {len(values)}"


def pictures(server: Server, wanted: dict[str, pathlib.Path]) -> None:
    """Every page of these documents as a picture."""
    asker = Asker(server)
    first, later, taken, sent, packed, without = [], [], [], [], [], []
    for document, path in wanted.items():
        for number, has_text in enumerate(texts(path), 1):
            before = busy(processes(server.process.pid))
            took, status, body, packing = asker.ask(f"/picture/{document}/{number}.svg")
            spent = busy(processes(server.process.pid)) - before
            if status != 200:
                without.append(f"{path.name} p. {number}: {body.decode()[:80]}")
                continue
            (first if number == 1 else later).append(took)
            if number > 1:
                taken.append(spent)
            if has_text:
                sent.append(len(body) / 1024)
                packed.append(len(body if packing else gzip.compress(body, 6)) / 1024)
            if took > 250 or len(body) > 1 << 20:
                print(f"    {took:.0f} ms, {len(body) / 1024:.0f} KB: {path.name} p. {number}")
    print(f"  pictures, ms, document open: {spread(later)}; of a processor: {spread(taken)}")
    print(f"  first picture of a document, ms: {spread(first)}")
    print(f"  KB as sent, pages with text: {spread(sent)}; above 250 KB: {sum(size > 250 for size in sent)}; packed: {spread(packed)}")
    for line in without:
        print(f"  no picture: {line}")


def rendering(session) -> float:
    """Milliseconds that the thread of the page took of a processor since it was asked for."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(each["value"] for each in metrics if each["name"] == "TaskDuration")


def shown(browser, server: Server, drawn: list[tuple[str, int]], densest: tuple[str, int]) -> None:
    """Pages with their marks in a browser."""
    page = browser.new_page(viewport={"width": 1500, "height": 950})
    page.set_default_timeout(600_000)
    page.goto(server.address)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    asker, times, taken, worst = Asker(server), [], [], (0.0, "")
    for document, number in drawn:
        asker.ask(f"/zh/document/{document}/{1 if number > 1 else 2}.html")
        address = f"/zh/document/{document}/{number}.html"
        page.goto(server.origin + address, wait_until="commit")
        page.wait_for_load_state("domcontentloaded")
        times.append(page.evaluate(PAINTED))
        taken.append(rendering(session))
        worst = max(worst, (times[-1], address))
    if times:
        print(f"  pages in Chromium, ms: {spread(times, 0)}; above 500: {sum(took > 500 for took in times)}; slowest {worst[1]}")
        print(f"    of a processor, the page's own thread: {spread(taken, 0)}")
    took, taken = [], []
    for _ in range(5):
        page.goto(f"{server.origin}/zh/document/{densest[0]}/{densest[1]}.html", wait_until="commit")
        page.wait_for_load_state("domcontentloaded")
        took.append(page.evaluate(PAINTED))
        taken.append(rendering(session))
    marks = page.locator(".marks rect").count()
    print(f"  densest page, {marks} marks, ms: first {took[0]:.0f}, then median {statistics.median(took[1:]):.0f}, of a processor {statistics.median(taken):.0f}; {densest[0]} p. {densest[1]}")
    page.goto(server.origin + "/zh/index.html", wait_until="commit")
    page.wait_for_load_state("domcontentloaded")
    print(f"  the run in Chromium, ms: {page.evaluate(PAINTED):.0f}, of a processor {rendering(session):.0f}")
    page.close()


def lists(server: Server) -> None:
    """The pages of a run."""
    asker = Asker(server)
    for name, path in [("run", "/zh/index.html"), ("findings", "/zh/findings.html"), ("search", "/zh/search.html?q=%E5%9F%B9%E8%AE%AD")]:
        asked = [asker.ask(path) for _ in range(5)]
        print(f"  {name}, ms: first {asked[0][0]:.0f}, then {statistics.median(a[0] for a in asked[1:]):.0f}; {len(asked[0][2]) / 1024:.0f} KB")


def most_marks(out: pathlib.Path) -> tuple[str, int]:
    """The page that has most amounts, of those with places on it."""
    counts: dict[tuple[str, int], int] = {}
    with (out / "records.ndjson").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["place"].get("box"):
                key = (record["document"], record["place"]["page"])
                counts[key] = counts.get(key, 0) + 1
    return max(counts, key=counts.get)


def started(program: str, out: pathlib.Path, files: pathlib.Path) -> Server:
    start = time.perf_counter()
    server = Server(program, str(out), str(files))
    print(f"  start, ms: {(time.perf_counter() - start) * 1000:.0f}")
    return server


def memory(server: Server) -> None:
    drawers = [peak(pid) for pid in processes(server.process.pid)[1:]]
    print(f"  memory at most, MiB: server {peak(server.process.pid)}, drawers {drawers}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("runs", nargs="+", type=pathlib.Path, metavar="OUT FILES")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--shown", type=int, default=120)
    parser.add_argument("--seed", type=int, default=21)
    args = parser.parse_args()
    if len(args.runs) % 2:
        parser.error("each OUT needs its FILES")
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        skipped("there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for out, files in zip(args.runs[::2], args.runs[1::2]):
            print(f"{out}:")
            dice = random.Random(args.seed)
            all_files = originals(out, files)
            wanted = {key: all_files[key] for key in dice.sample(sorted(all_files), min(args.documents, len(all_files)))}
            with started(args.program, out, files) as server:
                lists(server)
                memory(server)
                pictures(server, wanted)
                memory(server)
            pages = [(document, number) for document, path in wanted.items() for number in range(1, len(texts(path)) + 1)]
            with started(args.program, out, files) as server:
                shown(browser, server, dice.sample(pages, min(args.shown, len(pages))), most_marks(out))
                memory(server)
        browser.close()


if __name__ == "__main__":
    main()

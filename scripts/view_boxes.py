#!/usr/bin/env python3
"""Asks whether the rectangles that `gongkai view` draws in a browser hold the figures that they say they hold.

    python3 scripts/view_boxes.py GONGKAI OUT FILES [OUT FILES ...] [--count 500] [--seed 21] [--keep DIR]

Amounts of tables of PDFs are drawn at random from all runs OUT together; FILES says where the originals of the run before it are. The
page of each is opened in Chromium. Its rectangle, as it stands over the picture on the screen, is mapped back to points by the size that
pdftotext gives the page, and what pdftotext finds there, blanks removed, must hold the figure as printed; how many hold nothing else is
counted. Where it does not, the amount is listed, and with `--keep` the rectangle is cut out of the screen and out of pdftoppm's picture, one above the other, to be looked at.
Ends with 1 if there is such an amount. Needs Chromium, `playwright` and poppler's tools; without a browser it says so and ends well.
"""

import argparse
import html
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys

from browser import CHROMIUM, Server, skipped, sync_playwright

# Points around a rectangle in which the middle of a word still counts as inside.
SLACK = 1.0
# Points around a rectangle that a cut-out shows.
AROUND = (90.0, 24.0)
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', re.S)
TURNED = re.compile(r"^Page +\d+ rot: +(\d+)", re.M)
SIZE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def amounts(out: pathlib.Path, files: pathlib.Path) -> list[dict]:
    """The amounts of tables of the PDFs of a run that have a place and an original."""
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    originals = {}
    for entry in manifest["inputs"]:
        if entry["media"] != "application/pdf" or not entry["document"]:
            continue
        parts = pathlib.PurePosixPath(entry["name"]).parts
        paths = (files.joinpath(*parts[start:]) for start in range(len(parts)))
        originals[pathlib.PurePosixPath(entry["document"]).stem] = next(filter(pathlib.Path.is_file, paths), None)
    found = []
    with (out / "records.ndjson").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["origin"] == "table" and record["place"].get("box") and originals.get(record["document"]):
                keys = ("document", "table_index", "row", "column", "printed", "place")
                found.append({**{key: record[key] for key in keys}, "run": out, "path": originals[record["document"]]})
    return found


def words(path: pathlib.Path, page: int) -> tuple[float, float, list]:
    """Width and height of a page, and its words with their places, by pdftotext."""
    command = ["pdftotext", "-bbox", "-cropbox", "-f", str(page), "-l", str(page), str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    width, height = map(float, SIZE.search(text).groups())
    info = subprocess.run(["pdfinfo", "-f", str(page), "-l", str(page), str(path)], capture_output=True).stdout.decode("utf-8", "replace")
    if int(TURNED.search(info)[1]) % 180:
        # The size that it gives is that before the page is turned, the places are those after.
        width, height = height, width
    return width, height, [(*map(float, word[:4]), html.unescape(word[4])) for word in WORD.findall(text)]


def inside(box: tuple, found: list) -> str:
    """What stands in a rectangle: lines from above, words from the left, without blanks."""
    x0, y0, x1, y1 = box
    within = lambda w: x0 - SLACK <= (w[0] + w[2]) / 2 <= x1 + SLACK and y0 - SLACK <= (w[1] + w[3]) / 2 <= y1 + SLACK
    chosen = sorted(filter(within, found), key=lambda w: (w[1] + w[3]) / 2)
    lines: list[list] = []
    for word in chosen:
        if lines and (word[1] + word[3]) / 2 < lines[-1][0][3]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return bare("".join(word[4] for line in lines for word in sorted(line)))


def cropped(path: pathlib.Path, page: int, box: tuple) -> str:
    """What pdftotext finds when it is shown the rectangle alone: its words may reach over cells."""
    scale = 10
    x0, y0, x1, y1 = (round(v * scale) for v in box)
    command = ["pdftotext", "-f", str(page), "-l", str(page), "-r", str(72 * scale), "-cropbox", "-raw"]
    command += ["-x", str(x0), "-y", str(y0), "-W", str(x1 - x0), "-H", str(y1 - y0), str(path), "-"]
    return bare(subprocess.run(command, capture_output=True).stdout.decode("utf-8", "replace"))


def rectangle(page, record: dict, width: float, height: float) -> tuple | None:
    """The rectangle of an amount as it stands on the screen, in points of the page; `None` where there is none."""
    mark = f"m-c{record['table_index']}-{record['row']}-{record['column']}"
    seen = page.evaluate(
        """id => {
            const mark = document.getElementById(id), image = document.querySelector(".sheet img");
            if (!mark || !image || !image.complete || !image.naturalWidth) return null;
            const a = mark.querySelector("rect").getBoundingClientRect(), b = image.getBoundingClientRect();
            return [(a.left - b.left) / b.width, (a.top - b.top) / b.height, (a.right - b.left) / b.width, (a.bottom - b.top) / b.height];
        }""",
        mark,
    )
    return seen and (seen[0] * width, seen[1] * height, seen[2] * width, seen[3] * height)


def cut_out(page, record: dict, box: tuple, size: tuple, keep: pathlib.Path) -> None:
    """The rectangle with what stands around it, from the screen and from pdftoppm."""
    width, height = size
    x0, y0 = max(0.0, box[0] - AROUND[0]), max(0.0, box[1] - AROUND[1])
    x1, y1 = min(width, box[2] + AROUND[0]), min(height, box[3] + AROUND[1])
    name = f"{record['document']}-{record['place']['page']}-{record['table_index']}-{record['row']}-{record['column']}"
    page.evaluate("document.querySelectorAll('.canvas').forEach(c => { c.style.maxHeight = 'none'; })")
    image = page.locator(".sheet img").bounding_box()
    scale = image["width"] / width
    clip = {"x": image["x"] + x0 * scale, "y": image["y"] + y0 * scale, "width": (x1 - x0) * scale, "height": (y1 - y0) * scale}
    page.screenshot(path=keep / f"{name}-view.png", clip=clip, full_page=True)
    page.reload()
    dots = 144
    crop = [str(round(v * dots / 72)) for v in (x0, y0, x1 - x0, y1 - y0)]
    number = str(record["place"]["page"])
    command = ["pdftoppm", "-r", str(dots), "-cropbox", "-png", "-singlefile", "-f", number, "-l", number]
    command += ["-x", crop[0], "-y", crop[1], "-W", crop[2], "-H", crop[3], str(record["path"]), str(keep / f"{name}-poppler")]
    subprocess.run(command, check=True)


def look(page, server: Server, records: list[dict], keep: pathlib.Path | None) -> tuple[int, list[str]]:
    """How many rectangles of a run hold their figure and nothing else, and those that do not hold it, in words."""
    alone, wrong = 0, []
    by_page: dict[tuple, list] = {}
    for record in records:
        by_page.setdefault((record["document"], record["place"]["page"]), []).append(record)
    for (document, number), here in sorted(by_page.items(), key=lambda of: of[0]):
        address = f"/zh/document/{document}/{number}.html"
        page.goto(server.origin + address, wait_until="load")
        page.wait_for_function("() => [...document.querySelectorAll('.sheet img')].every(image => image.complete)")
        width, height, found = words(here[0]["path"], number)
        for record in here:
            printed = bare(record["printed"])
            cell = f"{address}#c{record['table_index']}-{record['row']}-{record['column']} {record['printed']!r}"
            box = rectangle(page, record, width, height)
            if box is None:
                wrong.append(f"{cell}: no rectangle ({record['path'].name})")
                continue
            text = inside(box, found)
            if printed != text:
                text = text if printed in text else cropped(record["path"], number, box)
            alone += printed == text
            if printed in text:
                continue
            where = ", ".join(f"{v:.1f}" for v in box)
            wrong.append(f"{cell}: pdftotext finds {text!r} in ({where}) of {width:.0f} x {height:.0f} ({record['path'].name})")
            if keep:
                cut_out(page, record, box, (width, height), keep)
    return alone, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("runs", nargs="+", type=pathlib.Path, metavar="OUT FILES")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--keep", type=pathlib.Path)
    args = parser.parse_args()
    if len(args.runs) % 2:
        parser.error("each OUT needs its FILES")
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        skipped("there is no Chromium")
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
    pairs = list(zip(args.runs[::2], args.runs[1::2]))
    everything = [record for out, files in pairs for record in amounts(out, files)]
    drawn = random.Random(args.seed).sample(everything, min(args.count, len(everything)))
    alone, wrong = 0, []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for out, files in pairs:
            with Server(args.program, str(out), str(files)) as server:
                page = browser.new_page(viewport={"width": 1500, "height": 950}, device_scale_factor=2 if args.keep else 1)
                page.set_default_timeout(600_000)
                page.goto(server.address)
                own, others = look(page, server, [record for record in drawn if record["run"] == out], args.keep)
                alone, wrong = alone + own, wrong + others
                page.close()
        browser.close()
    for line in wrong:
        print(line)
    pages = len({(record["document"], record["place"]["page"]) for record in drawn})
    held = f"{len(drawn) - len(wrong)} of {len(drawn)} rectangles on {pages} pages hold their figure, {alone} nothing else"
    print(f"{held} (of {len(everything)} amounts, seed {args.seed})")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

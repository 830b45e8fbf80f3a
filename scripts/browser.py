#!/usr/bin/env python3
"""Asks `gongkai view` what a reader asks it, in a real browser.

    python3 scripts/browser.py GONGKAI OUT FILES [--pictures DIR]

Opens each kind of page of a run, follows a figure to its record and to its page, marks findings by keys, takes a mark back, reloads,
changes the language, searches names and words, and filters. Then the same of a run that it makes (`browser_made.py`): findings between
documents, texts, a workbook, a scan, a member of an archive, a document that wants to be a program; and one document as one file. Fails
on an error of the console, on a request to elsewhere, and on a serious fault that axe-core finds, where that is installed
(`axe-playwright-python`). Needs Chromium and `playwright`; without them it says so and ends well.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import browser_made

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def skipped(why: str) -> None:
    print(f"skipped: {why}")
    sys.exit(0)


try:
    from playwright.sync_api import Page, sync_playwright
except ImportError:
    skipped("playwright is not installed")

try:
    from axe_playwright_python.sync_playwright import Axe
except ImportError:
    Axe = None


class Server:
    """The command, until the test ends."""

    def __init__(self, program: str, out: str, files: str) -> None:
        command = [program, "view", out, "--files", files, "--reviewer", "browser"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        self.address = re.search(r"http://\S+", line)[0]
        self.origin = self.address.split("/?")[0]

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


class Reader:
    """A browser that notes what should not happen."""

    def __init__(self, page: Page, origin: str, pictures: pathlib.Path | None) -> None:
        self.page, self.origin, self.pictures = page, origin, pictures
        self.wrong: list[str] = []
        page.on("console", lambda m: self.wrong.append(f"console: {m.text} at {page.url}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error} at {page.url}"))
        page.on("dialog", lambda dialog: (self.wrong.append(f"a document speaks: {dialog.message} at {page.url}"), dialog.dismiss()))
        page.on("request", self.look_at)

    def look_at(self, request) -> None:
        if not request.url.startswith((self.origin, "data:")):
            self.wrong.append(f"request to elsewhere: {request.url}")

    def open(self, path: str, name: str | None = None) -> None:
        answer = self.page.goto(self.origin + path, wait_until="load")
        assert answer and answer.status == 200, f"{path}: {answer and answer.status}"
        self.looks_well(path)
        if name and self.pictures:
            self.page.screenshot(path=self.pictures / f"{name}.png")

    def looks_well(self, path: str) -> None:
        if Axe is None:
            return
        found = Axe().run(self.page).response["violations"]
        for fault in found:
            if fault["impact"] in ("serious", "critical"):
                where = "; ".join(node["html"][:120] for node in fault["nodes"][:3])
                self.wrong.append(f"axe: {fault['id']} at {path}: {where}")


def lines(out: pathlib.Path, name: str) -> list[dict]:
    path = out / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def first_record(out: pathlib.Path) -> dict:
    """An amount of a table that has a copy and a place."""
    with (out / "records.ndjson").open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if record["origin"] == "table" and record["place"].get("box") and any(p.startswith("copy:") for p in record.get("proofs", [])):
                return record
    raise AssertionError("no amount with a copy")


def walk(reader: Reader, out: pathlib.Path) -> None:
    page = reader.page
    record, findings = first_record(out), lines(out, "findings.ndjson")
    document, place = record["document"], record["place"]["page"]
    cell = f"c{record['table_index']}-{record['row']}-{record['column']}"

    reader.open("/zh/index.html", "run")
    reader.open(f"/zh/document/{document}/index.html", "document")
    reader.open(f"/zh/document/{document}/{place}.html")

    # Pointing at a figure lights it on the page, and the other way round.
    page.hover(f"#{cell} > a")
    assert page.locator(f"#m-{cell}").evaluate("e => e.classList.contains('lit')"), "the mark lights"
    page.hover(f"#m-{cell}", force=True)
    assert page.locator(f"#{cell}").evaluate("e => e.classList.contains('lit')"), "the cell lights"

    # Figure -> record -> the copy that proves it, on its page.
    page.click(f"#{cell} > a")
    panel = page.locator(f"#{cell} > .record")
    assert panel.is_visible(), "the record opens"
    if reader.pictures:
        page.screenshot(path=reader.pictures / "page.png")
    copy = panel.locator("a[href*='#c']").first
    target = copy.get_attribute("href").split("#")[1]
    copy.click()
    page.wait_for_url(lambda url: url.endswith(f"#{target}"))
    page.locator(f"[id='{target}'] > .record").wait_for(state="visible")
    before = page.evaluate("scrollY")
    page.keyboard.press("Escape")
    assert page.evaluate("scrollY") == before, "closing stays where the reader is"
    assert not page.locator(f"[id='{target}'] > .record").is_visible(), "it closes"

    # The picture is there, as large as its marks.
    assert page.locator(".sheet img").evaluate("i => i.complete && i.naturalWidth > 0"), "the page is drawn"

    # The other language, on the same page.
    with page.expect_navigation(wait_until="load"):
        page.click("header .lang")
    assert "/en/document/" in page.url and page.locator("html").get_attribute("lang") == "en"

    # Filters stand in the address.
    rule = findings[0]["rule"]
    reader.open("/en/findings.html", "findings")
    page.select_option("select[name=rule]", rule)
    with page.expect_navigation(wait_until="load"):
        page.click(".filters button")
    assert f"rule={rule}" in page.url
    wanted = sum(f["rule"] == rule for f in findings)
    assert page.locator("ol.findings li.one").count() == min(wanted, 100), "the filter holds"

    # Marks by keys, which survive.
    worst = sorted(findings, key=lambda f: ["error", "warning", "info"].index(f["severity"]))
    first = next((f for f in worst if any(e["place"].get("box") for e in f["evidence"])), findings[0])
    reader.open(f"/en/finding/{first['document']}-{first['id']}.html", "finding")
    page.fill("input[name=note]", "looked at")
    page.locator("h1").click()
    here = page.url
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("r")
    assert len(findings) == 1 or page.url != here, "it goes on to the next"
    page.goto(here)
    chosen = page.locator("button.chosen")
    assert chosen.count() == 1 and chosen.get_attribute("value") == "real", "the mark is there"
    marks = lines(out, "review.ndjson")
    assert marks[-1] == {**marks[-1], "finding": first["id"], "verdict": "real", "note": "looked at", "who": "browser"}
    # Enter in the note saves it, and judges nothing.
    page.fill("input[name=note]", "looked at twice")
    page.locator("input[name=note]").focus()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    assert page.url == here
    marks = lines(out, "review.ndjson")
    assert (marks[-1]["verdict"], marks[-1]["note"]) == ("real", "looked at twice")
    # A mark is taken back, and another one said again.
    undone = len(marks)
    page.locator("h1").click()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("z")
    marks = lines(out, "review.ndjson")
    assert len(marks) == undone + 1 and marks[-1]["note"] == "looked at", "undo says what was said before"
    page.goto(here)
    assert page.input_value("input[name=note]") == "looked at"
    if len(findings) > 1:
        page.keyboard.press("j" if page.locator("a[rel=next]").count() else "k")
        page.wait_for_url(lambda url: url != here)

    # Search.
    name = next(e["department"] for e in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["inputs"] if e["department"])
    page.fill("header input[name=q]", name[:4])
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    assert page.locator("main a").count() > 0, "something is found"
    reader.looks_well("/search")
    words(reader, out)

    departments = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["departments"]
    most = max(departments, key=lambda d: len(d["documents"]))
    reader.open(f"/zh/department/{most['id']}.html", "department")
    reader.open(f"/zh/compare.html?left={document}&right={document}", "compare")

    # A narrow screen: nothing is wider than it.
    page.set_viewport_size({"width": 390, "height": 844})
    reader.open(f"/zh/document/{document}/{place}.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), "it fits a narrow screen"


def words(reader: Reader, out: pathlib.Path) -> None:
    """A sentence is found by its words, and leads to its page."""
    documents = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / "documents").glob("*.json")))
    said = next(s for document in documents for s in document["statements"] if len(s["quote"]) > 20)
    page, wanted = reader.page, said["quote"][4:12]
    reader.open(f"/zh/search.html?q={wanted}", "search")
    assert wanted in page.locator("ul.passages mark").first.inner_text(), "the words are found"
    with page.expect_navigation(wait_until="load"):
        page.locator("ul.passages a").first.click()
    assert "/document/" in page.url


def made(reader: Reader, out: pathlib.Path) -> None:
    """Every document of the run that is made for this, as what it is; what documents say against each other."""
    page = reader.page
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    ids = {e["name"]: pathlib.PurePosixPath(e["document"]).stem for e in manifest["inputs"] if e["document"]}
    assert len(ids) == 7, ids
    for name, document in ids.items():
        for language in ("zh", "en"):
            reader.open(f"/{language}/document/{document}/index.html")
            reader.open(f"/{language}/document/{document}/1.html", re.sub(r"\W+", "-", name).strip("-") if language == "zh" else None)
            page.wait_for_function("() => [...document.querySelectorAll('.sheet img')].every(i => i.complete && i.naturalWidth)")
            assert page.locator(".sheet img").count() == 1, f"{name} is drawn"
    reader.open("/zh/index.html", "made-run")
    reader.open("/zh/findings.html?rule=XD-02", "across")
    links = page.locator("ol.findings ul.plain a")
    assert links.count() >= 2, "figures of both documents"
    for address in links.evaluate_all("all => all.map(link => new URL(link.href).pathname)"):
        reader.open(address)
    body = next(d for d in manifest["departments"] if d["name"] == browser_made.BODY)
    assert len(body["documents"]) == 3, body
    for language in ("zh", "en"):
        reader.open(f"/{language}/department/{body['id']}.html", f"made-department-{language}")
    assert page.locator(".chart svg").count() > 0, "figures over the years"
    row = page.locator("table.against tbody tr").first
    assert row.locator("td.n a").count() == 2, "budget and final account lead to their places"
    with page.expect_navigation(wait_until="load"):
        row.locator("td.n a").first.click()
    assert page.locator(":target").count() == 1, "and there is the figure"
    left, right = (ids[next(name for name in ids if f"budget-{year}" in name)] for year in (2024, 2025))
    reader.open(f"/zh/compare.html?left={left}&right={right}", "made-compare")
    assert "40.00" in page.locator("main").inner_text(), "the difference of the two years"
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("index.html", "findings.html", f"department/{body['id']}.html", f"document/{left}/index.html"):
        reader.open(f"/en/{address}", f"narrow-{address.split('/')[0].removesuffix('.html')}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), f"{address} fits a narrow screen"


def single(browser, program: str, folder: pathlib.Path, pictures: pathlib.Path | None) -> list[str]:
    """One document as one file, with nothing beside it."""
    document = next((browser_made.ROOT / "corpus").glob("c00018_*.pdf"))
    subprocess.run([program, "report", str(document), "--out", str(folder / "single"), "--single"], check=True, capture_output=True)
    wrong = []
    for file in sorted((folder / "single").glob("*.html")):
        page = browser.new_page(viewport={"width": 1500, "height": 950})
        reader = Reader(page, file.as_uri(), pictures)
        page.goto(file.as_uri(), wait_until="load")
        reader.looks_well(file.name)
        figure = page.locator("td.n[id] > a").first
        figure.click()
        assert page.locator(":target > .record").is_visible(), "a record opens in one file"
        assert page.locator("svg.drawn use").count() > 0, "its pages are in it"
        if pictures:
            page.screenshot(path=pictures / f"single-{file.name.split('.')[1]}.png")
        wrong += reader.wrong
        page.close()
    assert len(list((folder / "single").iterdir())) == 2, "one file in each language"
    return wrong


def without_script(browser, server: Server, out: pathlib.Path) -> None:
    """What is read needs no script."""
    record = first_record(out)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address)
    cell = f"c{record['table_index']}-{record['row']}-{record['column']}"
    page.goto(f"{server.origin}/zh/document/{record['document']}/{record['place']['page']}.html#{cell}")
    assert page.locator(f"#{cell} > .record").is_visible(), "the record opens without script"
    context.close()


def opened(browser, server: Server, pictures: pathlib.Path | None) -> Reader:
    page = browser.new_page(viewport={"width": 1500, "height": 950})
    page.set_default_timeout(120_000)
    page.goto(server.address)
    return Reader(page, server.origin, pictures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("files")
    parser.add_argument("--pictures", type=pathlib.Path)
    args = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        skipped("there is no Chromium")
    if args.pictures:
        args.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with Server(args.program, str(args.out), args.files) as server:
            reader = opened(browser, server, args.pictures)
            walk(reader, args.out)
            without_script(browser, server, args.out)
            wrong = reader.wrong
        out, files = browser_made.run(args.program, pathlib.Path(folder))
        with Server(args.program, str(out), str(files)) as server:
            reader = opened(browser, server, args.pictures)
            made(reader, out)
            wrong += reader.wrong
        wrong += single(browser, args.program, pathlib.Path(folder), args.pictures)
        browser.close()
    for each in wrong:
        print(each)
    print("0 passed, 1 failed" if wrong else "1 passed, 0 failed", "" if Axe else "(without axe-core)")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Asks `gongkai view` what a reader asks it, in a real browser.

    python3 scripts/browser.py GONGKAI OUT FILES [--pictures DIR]

Opens each kind of page of a run, follows a figure to its record and to its page, marks findings by keys, reloads, changes the language,
searches and filters. Fails on an error of the console, on a request to elsewhere, and on a serious fault that axe-core finds, where
that is installed (`axe-playwright-python`). Needs Chromium and `playwright`; without them it says so and ends well.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys

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

    departments = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["departments"]
    most = max(departments, key=lambda d: len(d["documents"]))
    reader.open(f"/zh/department/{most['id']}.html", "department")
    reader.open(f"/zh/compare.html?left={document}&right={document}", "compare")

    # A narrow screen: nothing is wider than it.
    page.set_viewport_size({"width": 390, "height": 844})
    reader.open(f"/zh/document/{document}/{place}.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), "it fits a narrow screen"


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
    with Server(args.program, str(args.out), args.files) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1500, "height": 950})
        page.goto(server.address)
        reader = Reader(page, server.origin, args.pictures)
        walk(reader, args.out)
        without_script(browser, server, args.out)
        browser.close()
    for wrong in reader.wrong:
        print(wrong)
    print("0 passed, 1 failed" if reader.wrong else "1 passed, 0 failed", "" if Axe else "(without axe-core)")
    sys.exit(bool(reader.wrong))


if __name__ == "__main__":
    main()

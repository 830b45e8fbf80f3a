"""A finished run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import gongkai
import pytest


def test_a_run_is_opened(run: Path, documents: list[Path]) -> None:
    opened = gongkai.open(run)
    assert len(opened) == len(documents)
    assert opened.outcomes == {"ok": 16, "no_text": 1, "unsupported": 1}
    assert sum(len(document.records) for document in opened.documents()) == sum(1 for _ in opened.records())
    document = opened.document("7d1c586fdc42")
    assert document.table("B01").unit == "万元"
    assert document.records.to_arrow().num_rows == len(document.records)
    body = opened.department("北苔县财政局")
    assert {figure["figure"] for figure in body["figures"]} >= {"income_total"}
    spent = [row for row in opened.view("three_public") if row["department"] == "北苔县财政局"]
    assert spent[0]["total_yuan"] == Decimal(52500)
    assert any(finding["rule"] == "XT-06" for finding in opened.findings)


def test_every_page_of_a_run_has_boxes_that_are_on_it(run: Path) -> None:
    boxes = 0
    for document in gongkai.open(run).documents():
        for number in range(1, (document.json()["source"]["pages"] or 0) + 1):
            page = document.page(number, original="none.pdf")
            assert page.message is not None
            boxes += len(page.boxes)
    assert boxes > 3000


def test_what_is_no_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no finished run"):
        gongkai.open(tmp_path)


def test_a_run_of_a_stranger_leads_nowhere(run: Path, tmp_path: Path) -> None:
    import json
    import shutil

    other = shutil.copytree(run, tmp_path / "other")
    manifest = json.loads((other / "manifest.json").read_text())
    secret = tmp_path / "secret"
    secret.write_text("{}")
    manifest["inputs"][0]["document"] = "../secret"
    (other / "manifest.json").write_text(json.dumps(manifest))
    assert next(gongkai.open(other).documents()).text() == ""
    file = other / manifest["inputs"][1]["document"]
    file.unlink()
    file.symlink_to(secret)
    with pytest.raises(PermissionError):
        gongkai.open(other).document(manifest["inputs"][1]["name"])

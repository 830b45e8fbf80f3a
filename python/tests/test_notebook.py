"""The notebook runs, and answers what the JSON says."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT


def test_the_notebook_answers(run: Path, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(ROOT / "docs" / "notebook.ipynb", as_version=4)
    for name in ("three_public", "largest", "errors"):
        source = f"{name}.to_csv({str(tmp_path / name)!r}, index=False)"
        notebook.cells.append(nbformat.v4.new_code_cell(source))
    client = nbclient.NotebookClient(
        notebook, timeout=300, startup_timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    )
    client.execute()

    def answer(name: str) -> list[dict[str, str]]:
        with (tmp_path / name).open(encoding="utf-8") as lines:
            return list(csv.DictReader(lines))

    bodies = [json.loads(path.read_text(), parse_float=Decimal) for path in sorted((run / "departments").iterdir())]
    wanted = sorted(str(row["total_yuan"]) for body in bodies for row in body["three_public"])
    assert sorted(row["total_yuan"] for row in answer("three_public")) == wanted
    yuan = [Decimal(row["yuan"]) for row in answer("largest")]
    assert len(yuan) == 10 and yuan == sorted(yuan, reverse=True)
    findings = [json.loads(line) for line in (run / "findings.ndjson").read_text().splitlines()]
    rules = [finding["rule"] for finding in findings if finding["severity"] == "error" for _ in finding["evidence"]]
    assert [row["rule"] for row in answer("errors")] == rules
    tables = [output for cell in notebook.cells for output in cell.get("outputs", []) if "text/html" in output.get("data", {})]
    assert any("<caption>B05" in output["data"]["text/html"] for output in tables), "a table shows as one"
    assert any("data:image/svg+xml;base64," in output["data"]["text/html"] for output in tables), "a page shows with its picture"

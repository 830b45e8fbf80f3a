"""One document, and many."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import gongkai
import pytest
from conftest import ROOT, python

BUDGET = "corpus/c00018_北苔县财政局2026年部门预算.pdf"
pytestmark = pytest.mark.usefixtures("here")


def test_a_document_is_read() -> None:
    document = gongkai.read(BUDGET)
    assert (document.outcome, document.name, document.id) == ("ok", BUDGET, "7d1c586fdc42")
    assert document.disclosure is not None
    assert document.disclosure["department"]["name"] == "北苔县财政局"
    assert [table.id for table in document.tables] == ["B01", "B02", "B03", "B04", "B05", "B06", "B07"]
    assert {finding["rule"] for finding in document.findings} >= {"HIE-01"}
    assert len(document.statements) == 27
    assert list(document.diagnostics) == []


def test_bytes_are_read_as_a_file_is() -> None:
    bytes_ = Path(BUDGET).read_bytes()
    assert gongkai.read(bytes_, name=BUDGET).text() == gongkai.read(BUDGET).text()
    assert gongkai.read(Path(BUDGET).resolve()).name == Path(BUDGET).name, "no folder of the machine"


def test_amounts_are_decimals_everywhere() -> None:
    document = gongkai.read(BUDGET)
    assert document.records[0]["amount_yuan"] == Decimal(10331800)
    floats: list[str] = []

    def walk(value: Any, path: str) -> None:
        if isinstance(value, float) and not path.endswith(".box"):
            floats.append(path)
        if isinstance(value, dict):
            for name, field in value.items():
                if name.endswith("_yuan") and field is not None:
                    assert isinstance(field, Decimal), path
                walk(field, f"{path}.{name}")
        if isinstance(value, list):
            for item in value:
                walk(item, path)

    walk(document.json(), "")
    assert floats == []
    records = document.records.to_arrow()
    assert str(records.schema.field("amount_yuan").type) == "decimal128(38, 10)"
    ours = [record["amount_yuan"] for record in document.records]
    assert records.column("amount_yuan").to_pylist() == ours


def test_a_table_has_its_headings() -> None:
    table = gongkai.read(BUDGET).table("B05")
    frame = table.to_pandas()
    assert list(frame.columns)[-1] == ("2026年预算数", "项目支出")
    assert frame.iloc[1].tolist() == ["201", "一般公共服务支出", "805.60", "650.10", "155.50"]
    assert frame.index[0][0] == "total"
    assert frame.iloc[0, 1] is None, "nothing printed is no text"
    assert table.to_arrow().column_names[-1] == "2026年预算数 / 项目支出"
    html = table._repr_html_()
    assert '<th colspan="3">2026年预算数</th>' in html
    assert "<td>一般公共服务支出</td>" in html


def test_what_a_document_says_is_no_html() -> None:
    text = "<script>alert(1)</script>单位2026年部门预算\n"
    assert "<script" not in gongkai.read(text.encode(), name="<b>")._repr_html_()


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("none.pdf", "unreadable"),
        ("corpus", "unreadable"),
        (b"%PDF-1.7\nnothing", "truncated"),
        ("corpus/c00014_月牙市信访局2026年部门预算（扫描件）.pdf", "no_text"),
        ("corpus/c00016_望溪市统计局2026年部门预算.pdf", "unsupported"),
    ],
)
def test_what_is_wrong_is_an_outcome(source: str | bytes, outcome: str) -> None:
    document = gongkai.read(source)
    assert document.outcome == outcome
    assert document.message
    assert list(document.records) == [] and document.tables == []
    assert document.records.to_arrow().num_rows == 0


def test_many_are_read_in_order(documents: list[Path]) -> None:
    names = [f"corpus/{path.name}" for path in documents]
    read = list(gongkai.read_many([*names, "none.pdf", ("x", b"x")], jobs=2))
    assert [document.name for document in read] == [*names, "none.pdf", "x"]
    assert [document.outcome for document in read].count("ok") == 17
    first = next(gongkai.read_many(names))
    assert first.name == names[0], "what is not asked for is not waited for"


def test_what_kills_a_reader_is_an_outcome() -> None:
    bytes_ = [b"document %d" % number for number in range(6)]
    faults = {0: "abort", 1: "memory", 2: "hang", 3: "stack", 4: "panic"}
    fault = ",".join(f"{hashlib.sha256(bytes_[at]).hexdigest()}:{what}" for at, what in faults.items())
    code = f"""
import gongkai, json
config = gongkai.Config(timeout=2, soft_timeout=1, memory_mb=256)
read = gongkai.read_many([(str(at), bytes_) for at, bytes_ in enumerate({bytes_!r})], jobs=2, config=config)
print(json.dumps([(document.outcome, document.entry["bytes"], document.message) for document in read]))
"""
    read = json.loads(python(code, GONGKAI_TEST_FAULT=fault))
    assert [outcome for outcome, _, _ in read] == ["crash", "out_of_memory", "timeout", "crash", "crash", "ok"]
    assert all(size == 10 for _, size, _ in read)
    assert "its stack was full" in read[3][2]


def test_a_process_that_is_forked_off_has_workers_of_its_own() -> None:
    code = f"""
import gongkai, os, sys
assert gongkai.read({BUDGET!r}).outcome == "ok"
child = os.fork()
if child == 0:
    os._exit(0 if gongkai.read({BUDGET!r}).outcome == "ok" else 1)
assert os.waitpid(child, 0)[1] == 0
assert gongkai.read({BUDGET!r}).outcome == "ok"
print("done")
"""
    assert python(code) == "done\n"


def test_workers_outlive_the_thread_that_needed_them() -> None:
    code = f"""
import gongkai, threading
outcomes = []
for _ in range(3):
    thread = threading.Thread(target=lambda: outcomes.append(gongkai.read({BUDGET!r}).message))
    thread.start()
    thread.join()
print(outcomes)
"""
    assert python(code) == "[None, None, None]\n"


def test_contacts_are_left_out_unless_they_are_asked_for() -> None:
    text = "某市财政局2026年部门预算\n联系人：张三丰 联系电话：13800138000\n".encode()
    assert "13800138000" not in gongkai.read(text).text()
    assert "13800138000" in gongkai.read(text, config=gongkai.Config(keep_contacts=True)).text()


def test_what_is_told_helps() -> None:
    text = "部门预算\n".encode()
    document = gongkai.read(text, place="西安市", department="某局", year=2025)
    assert document.disclosure is not None
    assert document.disclosure["fiscal_year"] == 2025
    assert document.disclosure["division"]["code"] == "610100"


def test_codes() -> None:
    found = gongkai.codes("住房公积金", year=2024)
    assert "2210201" in {entry["code"] for entry in found.classifications}
    assert not gongkai.codes("无此名")
    assert gongkai.codes("B05").tables


def test_a_page_has_its_boxes() -> None:
    document = gongkai.read(BUDGET)
    number = document.table("B05").pages[0]
    page = document.page(number)
    assert page.message is None
    assert page.svg is not None and page.svg.startswith("<svg")
    figure = next(record for record in document.records if record["place"]["page"] == number and record["printed"] == "155.50")
    [box] = [box for box in page.boxes if list(box.box) == figure["place"]["box"]]
    assert "155.50" in box.text and box.kind == figure["confidence"]
    html = page._repr_html_()
    assert "data:image/svg+xml;base64," in html
    assert html.count("<rect") == len(page.boxes) > 10
    # From bytes, and twice from the same process that draws.
    assert gongkai.read(Path(BUDGET).read_bytes()).page(number).svg == page.svg
    with pytest.raises(IndexError):
        document.page(0)


def test_a_page_without_its_document_has_its_boxes_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "<b>.txt"
    path.write_text((ROOT / "tests" / "made" / "rounded.txt").read_text())
    document = gongkai.read(path)
    path.write_text("<script>alert(1)</script>")
    page = document.page(1)
    assert page.svg is None and page.message
    assert len(page.boxes) > 3
    assert "<script" not in page._repr_html_()
    assert document.page(1, original=ROOT / "tests" / "made" / "rounded.txt").svg is not None
    path.unlink()
    assert document.page(1).message is not None
    assert "<b>" not in document.page(1)._repr_html_()

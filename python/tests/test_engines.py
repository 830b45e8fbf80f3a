"""Two thousand documents on an engine, among them one that aborts its reader, one that hangs it, and one that takes all memory.

Each job is a process of its own, whose workers are told of the faults.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import gongkai
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, python

COUNT = 2000
FAULTS = {700: "abort", 1100: "hang", 1500: "memory"}
OUTCOMES = {700: "crash", 1100: "timeout", 1500: "out_of_memory"}
CONFIG = "gongkai.Config(timeout=2, soft_timeout=1, memory_mb=256)"

DAFT = """
import daft, gongkai, gongkai.daft
df = daft.read_parquet({packed!r})
gongkai.daft.extract(df, {config}).write_parquet({out!r})
"""

SAIL = """
import warnings
warnings.filterwarnings("ignore")
import gongkai, gongkai.spark
from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession
server = SparkConnectServer()
server.start(background=True)
spark = SparkSession.builder.remote(f"sc://localhost:{{server.listening_address[1]}}").getOrCreate()
df = spark.read.parquet({packed!r})
gongkai.spark.extract(df, {config}).write.parquet({out!r})
spark.stop()
server.stop()
"""


@pytest.fixture(scope="module")
def contents() -> list[bytes]:
    """Small disclosures, all of them different."""
    text = (ROOT / "tests" / "made" / "rounded.txt").read_text(encoding="utf-8")
    return [f"{text}\n附注第{number}号。\n".encode() for number in range(COUNT)]


@pytest.fixture(scope="module")
def packed(contents: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file that is read by row groups."""
    path = tmp_path_factory.mktemp("packed") / "part-00000.parquet"
    names = [f"{number}.txt" for number in range(COUNT)]
    table = pa.table({"number": range(COUNT), "name": names, "bytes": pa.array(contents, pa.binary())})
    pq.write_table(table, path, row_group_size=250)
    return path


@pytest.mark.parametrize(("engine", "code"), [("daft", DAFT), ("pysail", SAIL)])
def test_every_document_is_a_row(engine: str, code: str, contents: list[bytes], packed: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed")
    out = tmp_path / "out"
    faults = ",".join(f"{hashlib.sha256(contents[at]).hexdigest()}:{fault}" for at, fault in FAULTS.items())
    python(code.format(packed=str(packed), out=str(out), config=CONFIG), GONGKAI_TEST_FAULT=faults)
    rows = pq.read_table(out).sort_by("number")
    assert rows.column("number").to_pylist() == list(range(COUNT))
    outcomes = rows.column("outcome").to_pylist()
    assert {at: outcome for at, outcome in enumerate(outcomes) if outcome != outcomes[0]} == OUTCOMES
    # The same as without an engine, number for number.
    some = range(695, 705)
    batch = pa.record_batch({"name": [f"{at}.txt" for at in some], "bytes": [contents[at] for at in some]})
    [ours] = gongkai.extract_batches([batch])
    for at, row in zip(some, ours.to_pylist(), strict=True):
        if at not in FAULTS:
            theirs = rows.slice(at, 1).to_pylist()[0]
            assert row == {name: theirs[name] for name in row}

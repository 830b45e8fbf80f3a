"""Two thousand documents on an engine, among them one that aborts its reader, one that hangs it, and one that takes all memory.

Each job is a process of its own, whose workers are told of the faults, as the command's are. What it gives is held against what the
command gives, row for row.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import ROOT, python, same_as_run

COUNT = 2000
FAULTS = {"0700.txt": "abort", "1100.txt": "hang", "1500.txt": "memory"}
OUTCOMES = {"0700.txt": "crash", "1100.txt": "timeout", "1500.txt": "out_of_memory"}
# A small document takes some hundredths of a second of a processor, and on a busy machine a hundred times that by the clock. Who hangs is
# killed sooner: after a third of the time without any work.
CONFIG = "gongkai.Config(timeout=15, soft_timeout=12, memory_mb=256, told=True)"
ARGUMENTS = ["--timeout", "15", "--soft-timeout", "12", "--memory", "256"]

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
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small disclosures, all of them different, in `small/`."""
    text = (ROOT / "tests" / "made" / "rounded.txt").read_text(encoding="utf-8")
    folder = tmp_path_factory.mktemp("engines")
    (folder / "small").mkdir()
    for number in range(COUNT):
        (folder / "small" / f"{number:04}.txt").write_text(f"{text}\n附注第{number}号。\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def faults(folder: Path) -> str:
    """What is done to workers over some of them."""
    hashes = {name: hashlib.sha256((folder / "small" / name).read_bytes()).hexdigest() for name in FAULTS}
    return ",".join(f"{hashes[name]}:{fault}" for name, fault in FAULTS.items())


@pytest.fixture(scope="module")
def packed(folder: Path, command: Path) -> Path:
    """The same as the command packs them."""
    subprocess.run([command, "pack", "small", "--out", "packed"], cwd=folder, check=True, capture_output=True)
    return folder / "packed"


@pytest.fixture(scope="module")
def by_command(folder: Path, command: Path, faults: str) -> Path:
    """What the command makes of them."""
    arguments = [command, "extract", "small", "--out", "out", "--to", "parquet", *ARGUMENTS]
    done = subprocess.run(arguments, cwd=folder, check=False, capture_output=True, env={**os.environ, "GONGKAI_TEST_FAULT": faults})
    assert done.returncode == 3, done.stderr  # some were not read
    return folder / "out"


@pytest.mark.parametrize(("engine", "code"), [("daft", DAFT), ("pysail", SAIL)])
def test_every_document_is_a_row(engine: str, code: str, packed: Path, by_command: Path, faults: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed")
    out = tmp_path / "out"
    python(code.format(packed=f"{packed}/*.parquet", out=str(out), config=CONFIG), GONGKAI_TEST_FAULT=faults)
    rows = pq.read_table(out).sort_by("name")
    assert rows.column("name").to_pylist() == [f"small/{number:04}.txt" for number in range(COUNT)]
    outcomes = {Path(row["name"]).name: (row["outcome"], row["message"]) for row in rows.select(["name", "outcome", "message"]).to_pylist()}
    assert {name: outcome for name, (outcome, _) in outcomes.items() if outcome != "ok"} == OUTCOMES, outcomes
    same_as_run(rows, by_command)

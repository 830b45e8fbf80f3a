"""What the tests share: the documents of the repository, and its command where it is built."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import gongkai
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The documents of invented places."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def documents(corpus: Path) -> list[Path]:
    """Those that are documents and not the truth about them."""
    return sorted(path for path in corpus.iterdir() if path.suffix in (".pdf", ".txt", ".html"))


@pytest.fixture(scope="session")
def command() -> Path:
    """The command. `GONGKAI` says where it is."""
    command = Path(os.environ.get("GONGKAI", ROOT / "target" / "debug" / "gongkai")).resolve()
    if not command.is_file():
        pytest.skip(f"no command {command}: cargo build, or GONGKAI=…")
    return command


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory, command: Path) -> Path:
    """What the command makes of the corpus."""
    out = tmp_path_factory.mktemp("run")
    arguments = [command, "extract", "corpus", "--out", out, "--to", "parquet"]
    subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.fixture()
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents are called as the command calls them."""
    monkeypatch.chdir(ROOT)


def same_as_run(rows: pa.Table, run: Path) -> None:
    """Rows of documents are those of a run that was written to Parquet: the documents, and all that stands in their lists."""

    def table(name: str) -> pa.Table:
        return ds.dataset(run / "parquet" / name, format="parquet").to_table()

    rows, inputs = rows.sort_by("name"), table("inputs").sort_by("name")
    lists = ("records", "findings", "diagnostics")
    compared = 0
    for name in gongkai.document_schema().names:
        theirs = name.removesuffix("_count") if name.removesuffix("_count") in lists else name
        if theirs in inputs.column_names and name not in lists:
            assert rows.column(name).to_pylist() == inputs.column(theirs).to_pylist(), name
            compared += 1
    assert compared > 15
    for name in lists:
        theirs = table(name)
        # Those between documents are of the run alone.
        theirs = theirs.filter(pc.is_valid(theirs.column("document")))
        ours = pa.Table.from_struct_array(rows.column(name).combine_chunks().flatten())
        assert set(ours.column_names) <= set(theirs.column_names)
        assert in_order(ours) == in_order(theirs.select(ours.column_names)), name


def in_order(table: pa.Table) -> list[str]:
    """The rows in an order that does not depend on where they stood."""
    return sorted(map(repr, table.to_pylist()))


def python(code: str, **environment: str) -> str:
    """What a Python of its own prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as script:
        script.write(code)
        script.flush()
        arguments = [sys.executable, script.name]
        done = subprocess.run(arguments, env={**os.environ, **environment}, capture_output=True, text=True, timeout=600, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout

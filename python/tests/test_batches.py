"""Record batches, and that they say what the command says."""

from __future__ import annotations

import pickle
from pathlib import Path

import gongkai
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from conftest import same_as_run

pytestmark = pytest.mark.usefixtures("here")


def batch_of(documents: list[Path]) -> pa.RecordBatch:
    names = [f"corpus/{path.name}" for path in documents]
    return pa.record_batch(
        {
            "id": list(range(len(names))),
            "name": names,
            "bytes": pa.array([path.read_bytes() for path in documents], pa.binary()),
            "kind": ["own"] * len(names),
        }
    )


def same(ours: pa.Table, theirs: pa.Table) -> None:
    assert ours.column_names == theirs.column_names
    for name in ours.column_names:
        assert ours.column(name).to_pylist() == theirs.column(name).to_pylist(), name


def test_records_are_those_of_the_command(run: Path, documents: list[Path]) -> None:
    rows = pa.Table.from_batches(gongkai.extract_batches([batch_of(documents)], what="record"))
    ours = rows.drop_columns(["id", "in_kind"] if "in_kind" in rows.column_names else ["id", "kind"])
    theirs = ds.dataset(run / "parquet" / "records", format="parquet").to_table()
    order = [("document", "ascending"), ("record_index", "ascending")]
    assert ours.num_rows > 3000
    same(ours.sort_by(order), theirs.sort_by(order).select(ours.column_names))


def test_documents_are_those_of_the_command(run: Path, documents: list[Path]) -> None:
    config = gongkai.Config(jobs=2, json=True)
    rows = pa.Table.from_batches(gongkai.extract_batches([batch_of(documents)], config))
    assert rows.num_rows == len(documents)
    assert rows.column("id").to_pylist() == list(range(len(documents)))
    assert rows.schema.names[:2] == ["id", "in_kind"], "what passes through comes first"
    same_as_run(rows, run)
    for row in rows.to_pylist():
        written = run / row["file"]
        assert row["json"] == written.read_text()
        assert len(row["records"]) == row["records_count"]


def test_what_an_engine_read_becomes_a_run(run: Path, documents: list[Path], tmp_path: Path) -> None:
    rows = pa.Table.from_batches(gongkai.extract_batches([batch_of(documents)], gongkai.Config(json=True)))
    # In any order, and some of them twice, as engines do.
    batches = [*reversed(rows.to_batches(max_chunksize=5)), *rows.slice(0, 3).to_batches()]
    collected = gongkai.collect(batches, tmp_path / "out")
    assert len(collected) == len(documents)
    names = sorted(path.relative_to(run) for path in run.rglob("*") if path.suffix in (".json", ".ndjson") and ".gongkai" not in path.parts)
    assert len(names) > 30
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == (run / name).read_bytes(), name


def test_the_schema_is_fixed() -> None:
    empty = pa.record_batch({"name": pa.array([], pa.string()), "bytes": pa.array([], pa.binary())})
    odd = pa.record_batch({"name": pa.array([None, "x"]), "bytes": pa.array([None, b""], pa.binary())})
    for what in ("document", "record"):
        [none] = gongkai.extract_batches([empty], what=what)
        assert none.schema == gongkai.schema(what)
        [some] = gongkai.extract_batches([odd], what=what)
        assert some.schema == gongkai.schema(what)
    [some] = gongkai.extract_batches([odd])
    assert some.num_rows == 2 and None not in some.column("outcome").to_pylist()
    some.validate(full=True)


def test_input_without_documents_is_an_error() -> None:
    with pytest.raises(KeyError, match="bytes"):
        list(gongkai.extract_batches([pa.record_batch({"name": ["x"]})]))


def test_what_is_told_stands_in_columns() -> None:
    batch = pa.record_batch({"name": ["x"], "bytes": ["部门预算".encode()], "place": ["610100"], "year": [2025]})
    [silent] = gongkai.extract_batches([batch])
    [told] = gongkai.extract_batches([batch], gongkai.Config(told=True))
    assert silent.column("fiscal_year").to_pylist() == [None]
    assert told.column("fiscal_year").to_pylist() == [2025]
    assert told.column("told_place").to_pylist() == ["610100"]


def test_a_configuration_travels() -> None:
    config = gongkai.Config(jobs=3, timeout=7)
    assert pickle.loads(pickle.dumps(config)) == config
    with pytest.raises(ValueError, match="jobs"):
        gongkai.Config(jobs=0)

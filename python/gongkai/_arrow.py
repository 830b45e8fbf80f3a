"""Documents as Arrow record batches: one function for every engine.

In: batches with the columns `name` (text) and `bytes` (binary); all others pass through. Out: one row for each document, or one for each
record, of a schema that does not depend on what is in the documents.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from . import _gongkai
from ._config import Config
from ._workers import workers

if TYPE_CHECKING:
    from ._gongkai import _Column, _Hints, _Table

What = Literal["document", "record"]

_DEFAULT = Config()
_NAME, _BYTES = "name", "bytes"
# Tables of a document whose rows stand in lists in the row of the document.
_LISTS = ("records", "findings", "diagnostics")
# A document whole, its line of the manifest, and what it is compared with others by: what `gongkai.collect` needs.
_WHOLE = ("json", "entry", "digest")
# What only a whole run knows: the number of an entry in it, and which documents belong together.
_OF_A_RUN = {"inputs": {"input_index", "related", "department_id"}, "findings": {"finding_index"}}
# Documents and bytes that are read before their rows are given on.
_MOST_DOCUMENTS = 64
_MOST_BYTES = 64 << 20

_TYPES = {
    "text": pa.string(),
    "json": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "decimal": pa.decimal128(38, 10),
    "coordinate": pa.float64(),
}


class _Shape:
    """The tables that are asked for, as Rust and as Arrow know them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.tables = _gongkai.Tables(list(names))
        self.fields: list[list[pa.Field]] = []
        # For each table the columns that are kept.
        self.kept: list[list[int]] = []
        for table in json.loads(self.tables.to_json()):
            left_out = _OF_A_RUN.get(table["name"], set())
            columns = table["columns"]
            kept = [at for at, column in enumerate(columns) if column["name"] not in left_out]
            self.kept.append(kept)
            self.fields.append([_field(columns[at]) for at in kept])

    def arrays(self, table: int, filled: _Table) -> list[pa.Array]:
        ends, columns = filled
        fields = zip(self.kept[table], self.fields[table], strict=True)
        return [_array(field.type, ends[-1], columns[at]) for at, field in fields]


def _field(column: dict[str, Any]) -> pa.Field:
    description = column["description"].encode()
    return pa.field(column["name"], _TYPES[column["kind"]], metadata={b"description": description} if description else None)


@lru_cache(maxsize=32)
def _shape(*names: str) -> _Shape:
    return _Shape(names)


def _array(kind: pa.DataType, rows: int, column: _Column) -> pa.Array:
    present, offsets, values = (pa.py_buffer(part) for part in column)
    buffers = [present, offsets, values] if pa.types.is_string(kind) else [present, values]
    return pa.Array.from_buffers(kind, rows, buffers)


def _lists(shape: _Shape, table: int, filled: _Table) -> pa.ListArray:
    rows = pa.StructArray.from_arrays(shape.arrays(table, filled), fields=_plain(shape.fields[table]))
    return pa.ListArray.from_arrays(pa.array(filled[0], pa.int32()), rows)


def _plain(fields: list[pa.Field]) -> list[pa.Field]:
    # Engines compare nested types; descriptions stay on the outermost columns.
    return [field.remove_metadata() for field in fields]


def table_of(name: str, entry: str, document: bytes | None, keep_contacts: bool) -> pa.Table:
    """The rows of one table of a document that was read."""
    shape = _shape(name)
    [filled] = _gongkai.rows_of(shape.tables, entry, document, keep_contacts)
    return pa.Table.from_arrays(shape.arrays(0, filled), schema=pa.schema(shape.fields[0]))


def document_schema() -> pa.Schema:
    """The columns of a row for each document, those that pass through not among them.

    `name`, `sha256`, `bytes` (their number), `media`, `outcome`, `message`, `file`, what it is (`kind`, `scope`, `fiscal_year`,
    `department`), counts; then lists of structs: `records`, `findings`, `diagnostics`; and `json`, `entry` and `digest`, null unless the
    configuration asks for them (`Config(json=True)`). Columns and their meanings are those of the tables `inputs`, `records`,
    `findings` and `diagnostics` of `gongkai extract --to`.

    >>> import gongkai
    >>> schema = gongkai.document_schema()
    >>> schema.field("outcome").type
    DataType(string)
    >>> schema.field("records").type.value_type.field("amount_yuan").type
    Decimal128Type(decimal128(38, 10))
    """
    shape = _shape("inputs", *_LISTS)
    lists = [
        pa.field(name, pa.list_(pa.struct(_plain(fields))))
        for name, fields in zip(("records", "findings", "diagnostics"), shape.fields[1:], strict=True)
    ]
    # The counts of the entry stand under the names of the lists.
    head = [_counted(field) for field in shape.fields[0]]
    return pa.schema([*head, *lists, *(pa.field(name, pa.string()) for name in _WHOLE)])


def _counted(field: pa.Field) -> pa.Field:
    return field.with_name(f"{field.name}_count") if field.name in _LISTS else field


def record_schema() -> pa.Schema:
    """The columns of a row for each record, those that pass through not among them: those of the table `records`."""
    return pa.schema(_shape("records").fields[0])


def schema(what: What = "document", passing: pa.Schema | None = None) -> pa.Schema:
    """The schema of what `extract_batches` gives for input of the schema `passing`.

    Columns that pass through come first. One that has the name of a column of ours is called `in_…`.
    """
    ours = document_schema() if what == "document" else record_schema()
    return pa.schema([*_passing(passing, ours), *ours])


def _passing(given: pa.Schema | None, ours: pa.Schema) -> list[pa.Field]:
    fields = [field for field in given or [] if field.name not in (_NAME, _BYTES)]
    return [field.with_name(f"in_{field.name}") if field.name in ours.names else field for field in fields]


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    config: Config = _DEFAULT,
    *,
    what: What = "document",
) -> Iterator[pa.RecordBatch]:
    """Reads the documents of record batches.

    In: `name` (text), `bytes` (binary), and columns that pass through. Out: with `what="document"` one row for each document, in the order
    of the input and as many of them (`document_schema`); with `what="record"` one row for each record (`record_schema`), none for a
    document without amounts. No document raises: what it does to its reader is its `outcome`. A null of `bytes` is read as no bytes at
    all. `KeyError` is raised for input without these columns.
    """
    for batch in batches:
        if isinstance(batch, pa.Table):
            yield from extract_batches(batch.to_batches(), config, what=what)
            continue
        start, size = 0, 0
        column = batch.column(_index(batch.schema, _BYTES))
        for row in range(batch.num_rows):
            size += len(column[row].as_buffer() or b"") if column[row].is_valid else 0
            if row + 1 - start >= _MOST_DOCUMENTS or size >= _MOST_BYTES:
                yield _extract(batch.slice(start, row + 1 - start), config, what)
                start, size = row + 1, 0
        if start < batch.num_rows or batch.num_rows == 0:
            yield _extract(batch.slice(start), config, what)


def _index(schema: pa.Schema, name: str) -> int:
    at: int = schema.get_field_index(name)
    if at < 0:
        raise KeyError(f"the input needs one column {name!r}; it has {schema.names}")
    return at


def _extract(batch: pa.RecordBatch, config: Config, what: What) -> pa.RecordBatch:
    names = batch.column(_index(batch.schema, _NAME)).to_pylist()
    contents = batch.column(_index(batch.schema, _BYTES)).to_pylist()
    hints = _hints(batch, config)
    items: list[Any] = [(name or "", content or b"", hint) for name, content, hint in zip(names, contents, hints, strict=True)]
    tables = ("inputs", *_LISTS) if what == "document" else ("records",)
    shape = _shape(*tables)
    filled, texts = _gongkai.read_batch(workers(config), shape.tables, items, config.jobs, config.json)
    out = schema(what, batch.schema)
    passing = [batch.column(at) for at, field in enumerate(batch.schema) if field.name not in (_NAME, _BYTES)]
    if what == "record":
        ends = filled[0][0]
        if passing:
            counts = [end - begin for begin, end in itertools.pairwise(ends)]
            which = pa.array([row for row, count in enumerate(counts) for _ in range(count)], pa.int64())
            passing = [column.take(which) for column in passing]
        return pa.RecordBatch.from_arrays([*passing, *shape.arrays(0, filled[0])], schema=out)
    lists = [_lists(shape, at, filled[at]) for at in range(1, len(tables))]
    whole = [pa.array([text[at] for text in texts] if config.json else [None] * batch.num_rows, pa.string()) for at in range(len(_WHOLE))]
    return pa.RecordBatch.from_arrays([*passing, *shape.arrays(0, filled[0]), *lists, *whole], schema=out)


def _hints(batch: pa.RecordBatch, config: Config) -> list[_Hints | None]:
    if not config.told:
        return [None] * batch.num_rows

    def column(name: str) -> list[Any]:
        at = batch.schema.get_field_index(name)
        return [None] * batch.num_rows if at < 0 else batch.column(at).to_pylist()

    years = [None if year is None else int(year) for year in column("year")]
    return list(zip(column("place"), column("department"), years, strict=True))

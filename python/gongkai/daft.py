"""Daft, on one machine or on Ray: a class UDF around `gongkai.extract_batches`.

Worker processes belong to the process that Daft calls us in, one for each of its threads; it needs none of its own (`use_process`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import daft
import pyarrow as pa

from ._arrow import What, _plain, document_schema, extract_batches, record_schema
from ._config import Config

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEFAULT = Config()
# Documents that Daft gives at a time: few, so that one slow document keeps few others waiting.
_BATCH = 16


def _struct(schema: pa.Schema) -> pa.StructType:
    return pa.struct(_plain(list(schema)))


def _type(kind: pa.DataType) -> daft.DataType:
    return daft.DataType.from_arrow_type(kind)


def _read(names: Any, contents: Any, config: Config) -> Iterable[pa.RecordBatch]:
    batch = pa.RecordBatch.from_arrays([names.to_arrow(), contents.to_arrow()], names=["name", "bytes"])
    return extract_batches([batch], config)


@daft.cls(use_process=False)
class _Documents:
    """Reads documents: a struct for each."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @daft.method.batch(return_dtype=_type(_struct(document_schema())), batch_size=_BATCH)
    def read(self, names: Any, contents: Any) -> Any:
        """A struct of `document_schema` for each document."""
        rows = [batch.to_struct_array() for batch in _read(names, contents, self.config)]
        return pa.concat_arrays(rows).cast(_struct(document_schema()))

    @daft.method.batch(return_dtype=_type(pa.list_(_struct(record_schema()))), batch_size=_BATCH)
    def records(self, names: Any, contents: Any) -> Any:
        """A list of structs of `record_schema` for each document."""
        return pa.concat_arrays([batch.column("records") for batch in _read(names, contents, self.config)])


def extract(
    df: daft.DataFrame,
    config: Config = _DEFAULT,
    *,
    what: What = "document",
    name: str = "name",
    content: str = "bytes",
) -> daft.DataFrame:
    """Reads the documents of a data frame with their names in the column `name` and themselves in the column `content`.

    All other columns stay. With `what="document"` each row gets the columns of `gongkai.document_schema()`, with `what="record"` there is
    a row for each record, with those of `gongkai.record_schema()`. A column that has the name of one of ours is called `in_…`. No
    document raises: what it does to its reader is its `outcome`.

    ```python
    df = daft.read_parquet("packed/*.parquet")
    gongkai.daft.extract(df).write_parquet("documents")
    ```
    """
    documents: Any = _Documents(config)
    ours = document_schema() if what == "document" else record_schema()
    passing = [
        daft.col(column).alias(f"in_{column}") if column in ours.names else daft.col(column)
        for column in df.column_names
        if column not in (name, content)
    ]
    columns = (daft.col(name), daft.col(content))
    row = "__gongkai"
    if what == "document":
        read = df.select(*passing, documents.read(*columns).alias(row))
    else:
        read = df.select(*passing, documents.records(*columns).alias(row)).explode(row).where(daft.col(row).not_null())
    kept = [daft.col(expression.name()) for expression in passing]
    return read.select(*kept, daft.col(row).unnest())


__all__ = ["extract"]

"""Spark, and Sail, which speaks its language: `mapInArrow` around `gongkai.extract_batches`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from ._arrow import What, _plain, extract_batches, schema
from ._config import Config

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_DEFAULT = Config()


def extract(
    df: DataFrame,
    config: Config = _DEFAULT,
    *,
    what: What = "document",
    name: str = "name",
    content: str = "bytes",
) -> DataFrame:
    """Reads the documents of a data frame with their names in the column `name` and themselves in the column `content`.

    All other columns stay, before those of `gongkai.document_schema()` or, with `what="record"`, of `gongkai.record_schema()`. One that has
    the name of a column of ours is called `in_…`. No document raises: what it does to its reader is its `outcome`.

    The package must be installed where Spark runs Python.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    df = df.withColumnsRenamed({name: "name", content: "bytes"})
    out = pa.schema(_plain(list(schema(what, to_arrow_schema(df.schema)))))

    def read(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in extract_batches(batches, config, what=what):
            yield batch.cast(out)

    return df.mapInArrow(read, from_arrow_schema(out))

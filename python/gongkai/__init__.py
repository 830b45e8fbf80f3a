"""Turns the budgets and final accounts that Chinese departments publish (部门预算公开, 部门决算公开) into data.

>>> import gongkai
>>> document = gongkai.read("corpus/c00018_北苔县财政局2026年部门预算.pdf")
>>> document.outcome
'ok'
>>> table = document.table("B01")
>>> table.title, table.unit
('部门收支总表', '万元')
>>> document.records[0]["amount_yuan"]
Decimal('10331800')

Each document is read by a worker process: whatever it does to its reader is its outcome, and never an exception here. Amounts are
`decimal.Decimal` or `decimal128(38, 10)`, never a float. A cell that is empty is `None`, not 0.
"""

from ._arrow import document_schema, extract_batches, record_schema, schema
from ._codes import Codes, codes
from ._config import Config
from ._document import Cells, Document, Rows, Table, read, read_many
from ._gongkai import version as _version
from ._page import Box, Page
from ._run import Run, collect, extract, open

__version__ = _version()

__all__ = [
    "Box",
    "Cells",
    "Codes",
    "Config",
    "Document",
    "Page",
    "Rows",
    "Run",
    "Table",
    "codes",
    "collect",
    "document_schema",
    "extract",
    "extract_batches",
    "open",
    "read",
    "read_many",
    "record_schema",
    "schema",
]

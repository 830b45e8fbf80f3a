"""One document, and many."""

from __future__ import annotations

import os
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from . import _html, _json
from ._config import Config
from ._page import Page, boxes_of
from ._workers import drawers, workers

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_DEFAULT = Config()


class Cells(list["str | None"]):
    """The cells of a row as printed, one for each printed column; `None` where nothing is printed."""


class Rows(Sequence[dict[str, Any]]):
    """A list of rows, each a dict, with its other forms.

    Amounts are `Decimal`, in yuan where the name says so; a coordinate is a float, in points from the top left of the page.
    """

    def __init__(self, rows: list[dict[str, Any]], arrow: Callable[[], pa.Table]) -> None:
        self._rows = rows
        self._arrow = arrow

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"

    def to_arrow(self) -> pa.Table:
        """A row for each, flat: the columns of the CSV, Parquet and SQLite files of `gongkai extract --to`, in their order.

        Amounts are `decimal128(38, 10)`. A number that does not fit it exactly is null, and told among the diagnostics.
        """
        return self._arrow()

    def to_pandas(self) -> pd.DataFrame:
        """The same as a data frame, whose amounts are `decimal128` in Arrow memory (`pandas.ArrowDtype`)."""
        import pandas as pd

        return self.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)

    def _repr_html_(self) -> str:
        return _html.rows(self._rows)


class Table:
    """One table as printed; one that goes over several pages is one table."""

    def __init__(self, json: dict[str, Any]) -> None:
        self._json = json

    @property
    def id(self) -> str | None:
        """The official table that it is (`B01`…`B30`, `F01`…`F20`); `None` for any other."""
        return self._json["id"]  # type: ignore[no-any-return]

    @property
    def title(self) -> str | None:
        """Its title as printed."""
        return self._json["title"]  # type: ignore[no-any-return]

    @property
    def unit(self) -> str | None:
        """The unit as printed (`元`, `万元`); `None` where none is."""
        return self._json["unit"]  # type: ignore[no-any-return]

    @property
    def pages(self) -> list[int]:
        """The pages that it stands on, from 1."""
        return list(self._json["pages"])

    @property
    def columns(self) -> list[tuple[str, ...]]:
        """For each printed column its path of headings, from the top."""
        return [tuple(column["path"]) for column in self._json["columns"]]

    @property
    def rows(self) -> list[Cells]:
        """The rows as printed, without the header."""
        return [Cells(row["cells"]) for row in self._json["rows"]]

    @property
    def json(self) -> dict[str, Any]:
        """All that is known of it: identity and its evidence, notes, meanings of columns, kinds and levels of rows."""
        return self._json

    def _paths(self) -> list[tuple[str, ...]]:
        depth = max((len(path) for path in self.columns), default=1)
        return [path + ("",) * (depth - len(path)) for path in self.columns]

    def to_pandas(self) -> pd.DataFrame:
        """The cells as printed, texts and `None`; the column index has a level for each level of headings.

        The index of the rows says what kind of row each is (`item`, `total`, `subtotal`, `heading`, `blank`), its level and its page.
        """
        import pandas as pd

        paths = self._paths()
        columns = pd.MultiIndex.from_tuples(paths) if paths else None
        kinds = [(row["kind"], row.get("level"), row["page"]) for row in self._json["rows"]]
        index = pd.MultiIndex.from_tuples(kinds, names=["kind", "level", "page"]) if kinds else None
        return pd.DataFrame([list(row) for row in self.rows], columns=columns, index=index, dtype=object)

    def to_arrow(self) -> pa.Table:
        """The cells as printed, all of them texts; a column is called by its path, joined by ` / `.

        Two columns may have one name, as they may on the page.
        """
        import pyarrow as pa

        names = [" / ".join(path) for path in self.columns]
        arrays = [pa.array([row[at] for row in self.rows], pa.string()) for at in range(len(names))]
        return pa.Table.from_arrays(arrays, names=names)

    def __repr__(self) -> str:
        return f"<Table {self.id or '—'} {self.title or 'without a title'}: {len(self._json['rows'])} rows>"

    def _repr_html_(self) -> str:
        return _html.table(self._json)


class Document:
    """What a document was read as.

    `outcome` says how reading it ended; whatever it is, the lists are there, and empty where nothing was read.
    """

    def __init__(
        self,
        name: str,
        outcome: str,
        entry: str,
        json: bytes | None,
        keep_contacts: bool,
        original: str | os.PathLike[str] | bytes | None = None,
        config: Config = _DEFAULT,
    ) -> None:
        self.name = name
        """Its name, as given."""
        self.outcome = outcome
        """`ok`, `partial`, `no_text`, `unsupported`, `encrypted`, `unreadable`, `truncated`, `too_large`, `timeout`, `out_of_memory` or
        `crash`."""
        self.entry: dict[str, Any] = _json.loads(entry)
        """Its line of the manifest: hash, size, media type, outcome, message, body, year, counts."""
        self._text = json
        self._entry = entry
        self._keep_contacts = keep_contacts
        self._parsed: dict[str, Any] | None = None
        self._original = original
        self._config = config

    @classmethod
    def _of_run(cls, entry: dict[str, Any], json: bytes | None, keep_contacts: bool, original: Path | None) -> Document:
        return cls(entry["name"], entry["outcome"], _json.dumps(entry), json, keep_contacts, original)

    @property
    def message(self) -> str | None:
        """Why the outcome is not `ok`, in one sentence."""
        return self.entry["message"]  # type: ignore[no-any-return]

    @property
    def id(self) -> str | None:
        """The first 12 digits of the SHA-256 of its bytes; `None` when there were no bytes."""
        sha256 = self.entry["sha256"]
        return None if sha256 is None else sha256[:12]

    def json(self) -> dict[str, Any]:
        """The whole document (`gongkai schema document`), amounts as `Decimal`; empty when there were no bytes."""
        if self._parsed is None:
            self._parsed = {} if self._text is None else _json.loads(self._text)
        return self._parsed

    def text(self) -> str:
        """The same as it is written to a file; empty when there were no bytes."""
        return "" if self._text is None else self._text.decode()

    @property
    def disclosure(self) -> dict[str, Any] | None:
        """What it is: title, kind, scope, fiscal year, department, division, and the evidence; `None` if it could not be opened."""
        return self.json().get("disclosure")

    @property
    def tables(self) -> list[Table]:
        """Its tables in reading order."""
        return [Table(table) for table in self.json().get("tables", [])]

    def table(self, id: str) -> Table:
        """The first table of this official id; `KeyError` when there is none."""
        for table in self.tables:
            if table.id == id:
                return table
        raise KeyError(f"{self.name} has no table {id}")

    def _rows(self, name: str) -> Rows:
        from ._arrow import table_of

        return Rows(self.json().get(name, []), lambda: table_of(name, self._entry, self._text, self._keep_contacts))

    @property
    def records(self) -> Rows:
        """One for each amount of its tables, forms and sentences, in yuan, with codes, year, project and place."""
        return self._rows("records")

    @property
    def forms(self) -> Rows:
        """Performance forms (绩效目标申报表, 自评表) with their funds and indicators."""
        return self._rows("forms")

    @property
    def statements(self) -> Rows:
        """Numbers in its sentences, each with what it is about."""
        return self._rows("statements")

    @property
    def findings(self) -> Rows:
        """What does not add up in it, with the figures and their places."""
        return self._rows("findings")

    @property
    def diagnostics(self) -> Rows:
        """What was not read with certainty, with its place."""
        return self._rows("diagnostics")

    def page(self, number: int, original: str | os.PathLike[str] | None = None) -> Page:
        """A page, from 1, with its picture and the boxes of what was read on it; in a notebook it shows.

        A worker process draws it from the document itself; `original` says where that is, if it is not where it was read. Without it, or
        when it has other bytes now, `Page.message` says why there is no picture, and the boxes are there all the same. `IndexError` when
        the document has no such page.
        """
        pages = self.json().get("source", {}).get("pages") or 0
        if not 1 <= number <= pages:
            raise IndexError(f"{self.name} has {pages} pages, and no page {number}")
        boxes = boxes_of(self.json(), number)
        try:
            svg, size, scale = self._draw(number, self._original if original is None else original)
        except (OSError, RuntimeError) as error:
            size = (max((box.box[2] for box in boxes), default=0) + 20, max((box.box[3] for box in boxes), default=0) + 20)
            return Page(number, size, (1, 1), None, str(error), boxes)
        return Page(number, size, scale, svg, None, boxes)

    def _draw(self, number: int, original: str | os.PathLike[str] | bytes | None) -> tuple[str, tuple[float, float], tuple[float, float]]:
        if original is None:
            raise FileNotFoundError(f"{self.name} is not where it was")
        draw = drawers(self._config).draw
        if not isinstance(original, bytes):
            return draw(Path(original).resolve(strict=True), self.entry["sha256"], number, self._keep_contacts)
        with tempfile.NamedTemporaryFile() as file:
            file.write(original)
            file.flush()
            return draw(file.name, self.entry["sha256"], number, self._keep_contacts)

    def __repr__(self) -> str:
        return f"<Document {self.name}: {self.outcome}>"

    def _repr_html_(self) -> str:
        if not self.tables:
            return f"<p>{escape(self.name)}: {escape(self.outcome)}</p>"
        return f"<p>{escape(self.name)}: {escape(self.outcome)}</p>" + "".join(t._repr_html_() for t in self.tables)


def _name_of(source: str | os.PathLike[str] | bytes) -> str:
    # Of a path that tells of the machine's folders only the last part is kept, as in a run.
    if isinstance(source, bytes):
        return "document"
    path = Path(source)
    inside = not path.is_absolute() and ".." not in path.parts
    return path.as_posix() if inside else path.name


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    place: str | None = None,
    department: str | None = None,
    year: int | None = None,
    config: Config = _DEFAULT,
) -> Document:
    """Reads one document: a file, or bytes that are here.

    `name` is its name in the outputs. `place` (a name or six digits), `department` and `year` are what is known of it where it says
    nothing itself. Whatever is wrong with the document is its `outcome`. `OSError` is raised only when no worker process can be started,
    or when there is no room for what it writes.

    >>> import gongkai
    >>> gongkai.read(b"no document").outcome
    'ok'
    >>> gongkai.read("there is no such file.pdf").outcome
    'unreadable'
    """
    name = _name_of(source) if name is None else name
    if isinstance(source, (bytearray, memoryview)):
        source = bytes(source)
    outcome, entry, json = workers(config).read((name, source, (place, department, year)))
    return Document(name, outcome, entry, json, config.keep_contacts, source, config)


def read_many(
    sources: Iterable[str | os.PathLike[str] | tuple[str, bytes]],
    *,
    jobs: int | None = None,
    config: Config = _DEFAULT,
) -> Iterator[Document]:
    """Reads documents, `jobs` at a time (one for each processor by default), and yields them in the order given.

    A source is a path, or a name with bytes. No document raises: each has its outcome. At most three documents for each job are in memory.
    """
    jobs = jobs or os.cpu_count() or 1
    sources = iter(sources)
    waiting: deque[Future[Document]] = deque()
    stopped = threading.Event()

    def one(source: str | os.PathLike[str] | tuple[str, bytes]) -> Document:
        if stopped.is_set():
            raise RuntimeError("nobody waits for this document")
        if isinstance(source, tuple):
            return read(source[1], name=source[0], config=config)
        return read(source, config=config)

    with ThreadPoolExecutor(jobs, thread_name_prefix="gongkai") as threads:
        try:
            for source in sources:
                waiting.append(threads.submit(one, source))
                if len(waiting) >= 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            stopped.set()

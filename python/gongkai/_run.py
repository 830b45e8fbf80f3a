"""A finished run, as `gongkai extract --out` leaves it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _gongkai, _json
from ._config import Config
from ._document import Document
from ._workers import how

if TYPE_CHECKING:
    import pyarrow as pa

_DEFAULT = Config()

_DOCUMENT = re.compile(r"documents/[0-9a-f]{12}\.json")
_DEPARTMENT = re.compile(r"[0-9a-z-]{1,64}")
# The views of a department whose rows make a table of the run.
_VIEWS = (
    "spending_by_function",
    "spending_by_economic_class",
    "basic_by_kind",
    "three_public",
    "income_by_source",
    "projects",
    "series",
)


class Run:
    """The documents, departments and views of a finished run.

    Nothing is held in memory but the manifest; documents and departments are read as they are asked for.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        manifest = self.folder / "manifest.json"
        if not manifest.is_file():
            raise FileNotFoundError(f"{self.folder} holds no finished run: there is no manifest.json")
        self.manifest: dict[str, Any] = _json.loads(manifest.read_bytes())
        """`manifest.json`: totals, inputs, departments, findings between documents."""

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """Every input by name, with its outcome, message and counts."""
        return self.manifest["inputs"]  # type: ignore[no-any-return]

    @property
    def outcomes(self) -> dict[str, int]:
        """How many inputs ended how."""
        return {name: count for name, count in self.manifest["totals"]["outcomes"].items() if count}

    def __len__(self) -> int:
        return len(self.inputs)

    def documents(self) -> Iterator[Document]:
        """Every input as a document, in the order of the manifest, one in memory at a time.

        The same bytes under two names are two of them.
        """
        for entry in self.inputs:
            yield self._document(entry)

    def document(self, id_or_name: str) -> Document:
        """The document of this name, or with this id (the first 12 digits of its SHA-256); `KeyError` when there is none."""
        for entry in self.inputs:
            if id_or_name == entry["name"] or ((entry["sha256"] or "").startswith(id_or_name) and len(id_or_name) >= 12):
                return self._document(entry)
        raise KeyError(id_or_name)

    def _document(self, entry: dict[str, Any]) -> Document:
        file = entry["document"]
        json = self._file(file) if file is not None and _DOCUMENT.fullmatch(file) else None
        return Document._of_run(entry, json, self.manifest["keep_contacts"], self._original(entry["name"]))

    def _original(self, name: str) -> Path | None:
        # Here, or beside the output; what a name of a stranger's leads to is drawn only if it has the bytes that were read.
        if Path(name).is_absolute() or ".." in Path(name).parts:
            return None
        places = (Path(), self.folder.resolve().parent)
        return next((place / name for place in places if (place / name).is_file()), None)

    @cached_property
    def departments(self) -> list[dict[str, Any]]:
        """The public bodies: names, documents, years, core figures, ready views, findings (`docs/departments.md`)."""
        ids = [entry["id"] for entry in self.manifest.get("departments", [])]
        return [_json.loads(self._file(f"departments/{id}.json")) for id in ids if _DEPARTMENT.fullmatch(id)]

    def department(self, name: str) -> dict[str, Any]:
        """The public body of this name or id; `KeyError` when there is none, or several of the name."""
        found = [body for body in self.departments if name in (body["name"], body["id"])]
        if len(found) != 1:
            raise KeyError(f"{name}: {len(found)} departments")
        return found[0]

    def view(self, name: str) -> list[dict[str, Any]]:
        """The rows of a ready view of all departments, each with `department_id`, `department`, `division_code` and `province`.

        The views are `spending_by_function`, `spending_by_economic_class`, `basic_by_kind`, `three_public`, `income_by_source`,
        `projects` and `series`. Rows of one department, year, kind and `covers` make their total together.
        """
        if name not in _VIEWS:
            raise KeyError(f"{name}: the views are {', '.join(_VIEWS)}")
        rows = []
        for body in self.departments:
            of = {
                "department_id": body["id"],
                "department": body["name"],
                "division_code": body["division_code"],
                "province": body["province"],
            }
            rows += [{**of, **row} for row in body.get(name, [])]
        return rows

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What does not add up, within documents and between them (`findings.ndjson`)."""
        return [_json.loads(line) for line in self._file("findings.ndjson").splitlines() if line]

    def records(self) -> Iterator[dict[str, Any]]:
        """Every amount of all documents (`records.ndjson`), one in memory at a time."""
        with (self.folder / "records.ndjson").open("rb") as lines:
            for line in lines:
                yield _json.loads(line)

    def _file(self, name: str) -> bytes:
        path = (self.folder / name).resolve()
        # A folder may come from anywhere: no link leads out of it.
        if not path.is_relative_to(self.folder.resolve()):
            raise PermissionError(f"{name} leads out of {self.folder}")
        return path.read_bytes()

    def __repr__(self) -> str:
        outcomes = ", ".join(f"{count} {name}" for name, count in self.outcomes.items())
        return f"<Run {self.folder}: {len(self)} inputs ({outcomes}), {len(self.manifest.get('departments', []))} departments>"


def extract(
    inputs: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    jobs: int | None = None,
    to: Iterable[str] = (),
    force: bool = False,
    config: Config = _DEFAULT,
) -> Run:
    """Reads files and folders into the folder `out`, as the command `gongkai extract INPUT… --out OUT` does, and opens it.

    What an earlier run into the folder has read is not read again, unless it is to be (`force`). `jobs` documents are read at a time, one
    for each processor by default. `to` names other formats: `csv`, `datapackage`, `parquet`, `sqlite`, `datasette`, `xlsx`. No document
    raises. `OSError` is raised when the output cannot be written, or would stand among the inputs. Interrupted, it ends in order, and the
    same call goes on from there.
    """
    given = [inputs] if isinstance(inputs, (str, os.PathLike)) else inputs
    _gongkai.extract([os.fspath(path) for path in given], os.fspath(out), how(config), jobs, list(to), force)
    return Run(out)


def collect(
    batches: Iterable[pa.RecordBatch],
    out: str | os.PathLike[str],
    *,
    config: Config = _DEFAULT,
) -> Run:
    """Makes a run of documents that an engine had read (`extract_batches` with `Config(json=True)`), in the folder `out`, and opens it.

    Needs the columns `json`, `entry` and `digest`. The folder is that of one run over the same files by `gongkai extract`, with
    departments and findings between documents. A row that is there twice counts once, and the order of rows is of no matter. Documents pass
    one by one; a digest of each stays in memory. `config` is that they were read with.
    """

    def rows() -> Iterator[tuple[str, str | None, str | None]]:
        for batch in batches:
            columns = (batch.column(name) for name in ("entry", "digest", "json"))
            for entry, digest, json in zip(*columns, strict=True):
                yield entry.as_py(), digest.as_py(), json.as_py()

    _gongkai.collect(rows(), os.fspath(out), how(config))
    return Run(out)


def open(folder: str | os.PathLike[str]) -> Run:
    """Opens a finished run: the folder given to `gongkai extract --out`.

    `FileNotFoundError` when the folder holds none.
    """
    return Run(folder)

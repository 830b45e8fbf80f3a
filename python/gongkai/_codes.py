"""The official classifications and divisions."""

from __future__ import annotations

import json
from typing import Any

from . import _gongkai


class Codes(dict[str, Any]):
    """What a code or a name stands for: `classifications`, `divisions` and `tables`, each a list of dicts.

    The fields are those of `gongkai codes --format json`: for a classification `list`, `code`, `name`, `level`, `matched`, `valid_from`,
    `valid_to`, `basis`, `path`, `renames`, `economic_mapping`, `cofog`.
    """

    @property
    def classifications(self) -> list[dict[str, Any]]:
        """Entries of the classifications, the best match first."""
        return list(self["classifications"])

    @property
    def divisions(self) -> list[dict[str, Any]]:
        """Administrative divisions."""
        return list(self["divisions"])

    @property
    def tables(self) -> list[dict[str, Any]]:
        """Official tables."""
        return list(self["tables"])

    def __bool__(self) -> bool:
        return any(self[key] for key in ("classifications", "divisions", "tables"))


def codes(query: str, year: int | None = None) -> Codes:
    """Looks up a code or a name: of the functional, economic and revenue classifications, a division, an official table.

    `year` leaves out what was not valid in that fiscal year. What is not found is empty, and false.

    >>> import gongkai
    >>> gongkai.codes("2210201").classifications[0]["name"]
    '住房公积金'
    >>> bool(gongkai.codes("no such thing"))
    False
    """
    return Codes(json.loads(_gongkai.codes(query, year)))

"""JSON as it is written: amounts are `Decimal`, coordinates of boxes are floats."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from typing import Any

from . import _gongkai


@lru_cache(maxsize=1)
def _decimals() -> frozenset[str]:
    """Names of fields that hold exact decimals."""
    found: set[str] = set()

    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            for name, field in schema.get("properties", {}).items():
                if isinstance(field, dict) and field.get("format") == "decimal":
                    found.add(name)
            for value in schema.values():
                walk(value)
        elif isinstance(schema, list):
            for value in schema:
                walk(value)

    for subject in ("document", "finding", "manifest", "department"):
        walk(json.loads(_gongkai.schema(subject)))
    return frozenset(found)


def loads(text: str | bytes) -> Any:
    """Reads JSON of this library without loss."""
    decimals = _decimals()

    def exact(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        for name, value in pairs:
            if type(value) is int:
                if name in decimals:
                    made[name] = Decimal(value)
            elif name == "box" and isinstance(value, list):
                made[name] = [None if edge is None else float(edge) for edge in value]
            elif name in ("figures", "other") and isinstance(value, dict):
                made[name] = {key: Decimal(v) if type(v) is int else v for key, v in value.items()}
        return made

    return json.loads(text, parse_float=Decimal, object_pairs_hook=exact)


def dumps(value: Any) -> str:
    """Writes a line of a manifest again, in which no number is a decimal."""
    return json.dumps(value, ensure_ascii=False)

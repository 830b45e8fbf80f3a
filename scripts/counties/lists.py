"""The classification lists (codes/*.csv): names of codes, and which government class a department class belongs to."""

import csv
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "codes"


def _rows(name):
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(None)
def functional():
    """code -> name of the functional classification: 类 3, 款 5, 项 7 digits."""
    return {r["code"]: r["name"] for r in _rows("functional.csv") if not r["valid_to"] or r["valid_to"] >= "2024"}


@lru_cache(None)
def former_names():
    """code -> name that a class had until 2018 or 2019."""
    return {r["code"]: r["alt_name"] for r in _rows("functional.csv") if r["alt_name"]}


@lru_cache(None)
def economic():
    """code -> name of the department economic classification: 类 3, 款 5 digits."""
    return {r["code"]: r["name"] for r in _rows("economic.csv")}


@lru_cache(None)
def government_economic():
    """code -> name of the government economic classification: 类 3, 款 5 digits."""
    return {r["code"]: r["name"] for r in _rows("government_economic.csv")}


@lru_cache(None)
def _mapping():
    found = {}
    for row in _rows("mapping.csv"):
        found.setdefault((row["dept_code"], row["applies_to"]), row["gov_code"])
    return found


def government_of(economic_code, unit_kind):
    """The government class of a department class, for a unit that is 行政, 参公 or 事业."""
    side = "事业单位" if unit_kind == "事业" else "行政/参公"
    found = _mapping()
    return found.get((economic_code, side)) or found.get((economic_code, "全部")) or "59999"


def name(code):
    """The official name of a functional, economic or government economic code."""
    return functional().get(code) or economic().get(code) or government_economic()[code]


def classes():
    """The functional classes, in order."""
    return [c for c in sorted(functional()) if len(c) == 3]

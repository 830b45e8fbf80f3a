"""A page with what was read marked on it."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

# What marks of a kind look like: edge, filling, dashes.
_LOOKS = {
    "high": ("#1a7f37", "#1a7f37", ""),
    "medium": ("#b58900", "#b58900", ""),
    "low": ("#cb4b16", "#cb4b16", ""),
    "finding": ("#d0021b", "none", ""),
    "diagnostic": ("#555555", "none", "4 3"),
}


@dataclass(frozen=True)
class Box:
    """A place on a page that something was read at."""

    kind: Literal["high", "medium", "low", "finding", "diagnostic"]
    """The confidence of a record; or a figure of a finding; or what was not read with certainty."""
    box: tuple[float, float, float, float]
    """Left, top, right, bottom, in points from the top left of the page as displayed; a text counts characters and lines."""
    text: str
    """What is there, in words."""
    printed: str = ""
    """The figure as printed."""


@dataclass(frozen=True)
class Page:
    """A page of a document: its picture, and the boxes of what was read on it. In a notebook the boxes show on the picture."""

    number: int
    """From 1."""
    size: tuple[float, float]
    """Width and height of the picture; without one, of what the boxes take."""
    scale: tuple[float, float]
    """How many times as large the picture is as the places of the document, across and down."""
    svg: str | None
    """The picture; `None` when there is none, and `message` says why."""
    message: str | None
    boxes: list[Box]
    """Records, figures of findings, diagnostics, in this order."""

    def __repr__(self) -> str:
        return f"<Page {self.number}: {len(self.boxes)} boxes, {'drawn' if self.svg else 'no picture'}>"

    def _repr_html_(self) -> str:
        width, height = self.size
        # As an image: whatever a picture holds, it runs nothing there.
        picture = base64.b64encode((self.svg or "").encode()).decode()
        drawn = f'<img alt="" width="{width:.0f}" height="{height:.0f}" style="display:block" src="data:image/svg+xml;base64,{picture}">'
        marks = "".join(self._mark(box, titled=self.svg is not None) for box in self.boxes)
        place = "position:absolute;left:0;top:0;width:100%;height:100%" if self.svg else f"width:{width:.0f}px;height:{height:.0f}px"
        over = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}" style="{place}">{marks}</svg>'
        why = f"<p>no picture: {escape(self.message)}</p>" if self.message else ""
        inside = f"{drawn if self.svg else ''}{over}"
        return f'{why}<div style="position:relative;display:inline-block;background:white;color:black">{inside}</div>'

    def _mark(self, of: Box, titled: bool) -> str:
        edge, filling, dashes = _LOOKS[of.kind]
        (x0, y0, x1, y1), (across, down) = of.box, self.scale
        x, y, w, h = x0 * across, y0 * down, (x1 - x0) * across, (y1 - y0) * down
        said = "" if titled else f'<text x="{x + 1:.1f}" y="{y + h - 2:.1f}" font-size="{min(h, 9):.1f}">{escape(of.printed)}</text>'
        return (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{filling}" fill-opacity="0.15" stroke="{edge}" '
            f'stroke-dasharray="{dashes}"><title>{escape(of.text)}</title></rect>{said}'
        )


def boxes_of(json: dict[str, Any], number: int) -> list[Box]:
    """What was read on a page, with a place of its own."""
    found: list[Box] = []
    for record in json.get("records", []):
        said = [record.get("label"), record.get("measure"), record["printed"]]
        _add(found, record["confidence"], record.get("place"), number, " · ".join(part for part in said if part), record["printed"])
    for finding in json.get("findings", []):
        for figure in finding["evidence"]:
            _add(found, "finding", figure.get("place"), number, f"{finding['rule']}: {figure['what']} {figure['printed']}")
    for diagnostic in json.get("diagnostics", []):
        _add(found, "diagnostic", diagnostic.get("place"), number, diagnostic["message"])
    return found


def _add(boxes: list[Box], kind: Any, place: dict[str, Any] | None, number: int, text: str, printed: str = "") -> None:
    area = (place or {}).get("box")
    if place is None or place.get("page") != number or area is None or any(edge is None or not math.isfinite(edge) for edge in area):
        return
    x0, y0, x1, y1 = area
    if kind in _LOOKS and x1 > x0 and y1 > y0:
        boxes.append(Box(kind, (x0, y0, x1, y1), text, printed))

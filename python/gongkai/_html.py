"""Tables in a notebook. All text is escaped: it is a stranger's."""

from __future__ import annotations

from html import escape
from typing import Any

_MOST = 200


def _cell(text: Any, tag: str = "td", more: str = "") -> str:
    return f"<{tag}{more}>{escape('' if text is None else str(text))}</{tag}>"


def _header(paths: list[list[str]]) -> str:
    """Rows of headings; neighbours that share a heading share a cell."""
    depth = max((len(path) for path in paths), default=0)
    rows = []
    for level in range(depth):
        cells, at = [], 0
        while at < len(paths):
            upto = paths[at][: level + 1]
            end = at + 1
            while end < len(paths) and len(paths[at]) > level and paths[end][: level + 1] == upto:
                end += 1
            text = paths[at][level] if len(paths[at]) > level else ""
            cells.append(_cell(text, "th", f' colspan="{end - at}"'))
            at = end
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<thead>" + "".join(rows) + "</thead>"


def table(json: dict[str, Any]) -> str:
    """A table as printed."""
    caption = " · ".join(escape(str(part)) for part in (json["id"], json["title"], json["unit"]) if part)
    shown = json["rows"][:_MOST]
    body = []
    for row in shown:
        style = ' style="font-weight:bold"' if row["kind"] in ("total", "subtotal") else ""
        body.append(f"<tr{style}>" + "".join(_cell(cell) for cell in row["cells"]) + "</tr>")
    left = len(json["rows"]) - len(shown)
    rest = f"<p>{left} more rows</p>" if left else ""
    header = _header([column["path"] for column in json["columns"]])
    return f"<table><caption>{caption}</caption>{header}<tbody>{''.join(body)}</tbody></table>{rest}"


def rows(rows: list[dict[str, Any]]) -> str:
    """Rows with the columns that some of them fill and that are no lists."""
    shown = rows[:_MOST]
    names = list(dict.fromkeys(name for row in shown for name in row))
    plain = [n for n in names if any(isinstance(r.get(n), (dict, list)) for r in shown) is False]
    names = [n for n in plain if any(row.get(n) is not None for row in shown)]
    head = "<tr>" + "".join(_cell(name, "th") for name in names) + "</tr>"
    body = "".join("<tr>" + "".join(_cell(row.get(name)) for name in names) + "</tr>" for row in shown)
    left = len(rows) - len(shown)
    rest = f"<p>{left} more rows</p>" if left else ""
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>{rest}"

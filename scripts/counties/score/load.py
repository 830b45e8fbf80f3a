"""Reads what `gongkai extract` wrote, and the truth beside the documents."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path


def pairs(out, folder):
    """Yields (truth, document or None, raw text of the document) for each truth file of a folder, in order of name."""
    written = _written(Path(out))
    for path in sorted(Path(folder).glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        stem = path.name[: -len(".truth.json")]
        source = next((p for p in sorted(path.parent.glob(stem + ".*")) if not p.name.endswith(".json")), None)
        found = None
        if source is not None:
            found = written.get(hashlib.sha256(source.read_bytes()).hexdigest()) or written.get(source.name)
        found = found or written.get(stem)
        truth.setdefault("name", stem)
        if found is None:
            yield truth, None, ""
        else:
            raw = found.read_text(encoding="utf-8")
            yield truth, json.loads(raw, parse_float=Decimal), raw


def truths(folder):
    """Name of a file without its ending -> its truth."""
    suffix = ".truth.json"
    return {p.name[: -len(suffix)]: json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(folder).glob("*" + suffix))}


def findings(out):
    """All lines of `findings.ndjson`."""
    path = Path(out) / "findings.ndjson"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.strip()]


def _written(out):
    """sha256, file name and stem -> path of the document that was written for it."""
    found = {}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for item in manifest["inputs"]:
        if item.get("document"):
            path = out / item["document"]
            name = Path(item["name"]).name
            found[item["sha256"]] = path
            found.setdefault(name, path)
            found.setdefault(Path(name).stem, path)
    return found


def doubts(document):
    """Pages of which a diagnostic says something; 0 stands for the whole document."""
    return {(d.get("place") or {}).get("page", 0) for d in document.get("diagnostics", [])}

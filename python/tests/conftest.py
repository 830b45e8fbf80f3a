"""What the tests share: the documents of the repository, and its command where it is built."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The documents of invented places."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def documents(corpus: Path) -> list[Path]:
    """Those that are documents and not the truth about them."""
    return sorted(path for path in corpus.iterdir() if path.suffix in (".pdf", ".txt", ".html"))


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command makes of the corpus. `GONGKAI` says where the command is."""
    command = Path(os.environ.get("GONGKAI", ROOT / "target" / "debug" / "gongkai"))
    if not command.is_file():
        pytest.skip(f"no command {command}: cargo build, or GONGKAI=…")
    out = tmp_path_factory.mktemp("run")
    arguments = [command, "extract", "corpus", "--out", out, "--to", "parquet"]
    subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.fixture()
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents are called as the command calls them."""
    monkeypatch.chdir(ROOT)


def python(code: str, **environment: str) -> str:
    """What a Python of its own prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as script:
        script.write(code)
        script.flush()
        arguments = [sys.executable, script.name]
        done = subprocess.run(arguments, env={**os.environ, **environment}, capture_output=True, text=True, timeout=600, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout

"""The worker processes of this process, started when they are needed.

One set of them for each configuration. A process that was forked off has none of its own and begins anew; the workers of the other are
left alone.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from . import _gongkai
from ._config import Config

_lock = threading.Lock()
_workers: dict[tuple[int, Config], _gongkai.Workers] = {}
_drawers: dict[tuple[int, Config], _gongkai.Drawers] = {}


def workers(config: Config) -> _gongkai.Workers:
    """The workers of this process for `config`."""
    key = (os.getpid(), config)
    found = _workers.get(key)
    if found is None:
        with _lock:
            found = _workers.get(key)
            if found is None:
                found = _workers[key] = _start(config)
    return found


def drawers(config: Config) -> _gongkai.Drawers:
    """What draws pages for this process, with the limits of `config`."""
    key = (os.getpid(), config)
    with _lock:
        if key not in _drawers:
            program, arguments, *_ = how(config)
            # A drawer reads the document in before its first page.
            _drawers[key] = _gongkai.Drawers(program, arguments, config.soft_timeout + config.timeout, config.memory_mb << 20)
        return _drawers[key]


def how(config: Config) -> _gongkai._How:
    """How worker processes are started, and what a document may take."""
    module = _gongkai.__file__
    assert module is not None
    # Neither the packages nor the settings of the user: a worker needs this one module.
    arguments = ["-S", "-s", str(Path(__file__).parent / "_worker"), module]
    limits = (config.soft_timeout, config.timeout, config.memory_mb << 20)
    return config.program, arguments, *limits, config.keep_contacts


def _start(config: Config) -> _gongkai.Workers:
    return _gongkai.Workers(*how(config))


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)

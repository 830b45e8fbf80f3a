"""How documents are read."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    """How documents are read. Small, without state, and can be pickled: an engine sends it to its workers.

    The defaults are those of the command `gongkai extract`.
    """

    jobs: int = 1
    """Documents that one call reads at a time. An engine has slots of its own: 1 for each."""
    soft_timeout: float = 20.0
    """Seconds after which reading stops at the next page; what was read until then is kept. The outcome is `timeout`."""
    timeout: float = 30.0
    """Seconds after which the worker of a document is killed. The outcome is `timeout`, and nothing is kept."""
    memory_mb: int = 1024
    """MiB of memory that a worker may take. Beyond them the outcome is `out_of_memory`."""
    keep_contacts: bool = False
    """Leave phone numbers, e-mail addresses and names of contact persons in the outputs."""
    told: bool = False
    """Take the columns `place`, `department` and `year` of a batch for what is known of a document. It counts where the document
    says nothing, as with `gongkai extract --manifest`."""
    json: bool = False
    """Give each document whole too, in the columns `json`, `entry` and `digest`: what `gongkai.collect` makes a run of."""
    python: str | None = None
    """The Python that worker processes are started with, where `sys.executable` is none."""

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise ValueError("jobs: at least one document is read at a time")
        if min(self.soft_timeout, self.timeout) <= 0:
            raise ValueError("a timeout is longer than nothing")
        if self.memory_mb < 64:
            raise ValueError("memory_mb: a worker needs 64 MiB at least")

    @property
    def program(self) -> str:
        """The program that becomes a worker."""
        program = self.python or sys.executable
        if not program:
            raise RuntimeError("there is no sys.executable here: Config(python=…) says which Python to start workers with")
        return program

"""How far a long run is: a bar on a terminal, elsewhere a line for each stage; a short run says nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_PATIENCE = 3.0
"""After how many seconds lines begin: whoever reads a log wants to know what a run is at only if it takes long."""


class Stage(StrEnum):
    """The stages of a run, in order."""

    READING = "reading the document"
    NORMALISING = "bringing it to its normal form"
    TYPES = "writing types"
    MODELS = "writing models and operations"
    TESTS = "writing tests"
    PAGES = "writing pages"
    VERIFYING = "formatting and verifying"


Tell = Callable[[Stage], object]
"""Is told of each stage when it begins."""


@contextmanager
def progress(name: str) -> Iterator[Tell]:
    """Show how far a run is, on stderr.

    Args:
        name: what it is about.
    """
    if not sys.stderr.isatty():
        yield _lines(name)
        return
    bar = _Bar(name)
    try:
        yield bar.tell
    finally:
        bar.close()


@dataclass(slots=True)
class _Bar:
    """A bar that begins with the first stage: what it is made of takes longer to import than most runs to end."""

    name: str
    _bar: Any = None
    _task: Any = None

    def tell(self, stage: Stage) -> None:
        from rich.markup import escape

        if self._bar is None:
            self._begin()
        done = list(Stage).index(stage)
        self._bar.update(self._task, description=escape(f"{self.name}: {stage}"), completed=done, refresh=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        # Without a thread of its own, so that other processes can be started as copies of this one.
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        self._task = self._bar.add_task(self.name, total=len(Stage))
        self._bar.start()


def _lines(name: str) -> Tell:
    began = time.monotonic()

    def tell(stage: Stage) -> None:
        taken = time.monotonic() - began
        if taken >= _PATIENCE:
            print(f"{name}: {stage}, after {taken:.0f} s", file=sys.stderr, flush=True)

    return tell

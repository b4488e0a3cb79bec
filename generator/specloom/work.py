"""How a run does its work: what takes long in processes side by side, and nothing that an earlier run has done.

Neither changes a byte of what comes out. A document that is small is worked on in one process, since starting others
takes longer than they save.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec, TypeVar

from specloom.cache import Cache
from specloom.diagnostics import Diagnostic, SpecError
from specloom.pausing import collector_paused
from specloom.progress import Stage, Tell

_MOST = 4
"""How many processes help at most: beyond that they wait for each other, and each takes its memory."""
_LARGE = 200_000
"""From how many bytes on a document is worth it."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """A call that may still be under way."""

    _future: Future[T]

    @property
    def is_done(self) -> bool:
        """Whether nobody has to wait for it."""
        return self._future.done()

    def result(self) -> T:
        """Wait for what it returns.

        Raises:
            SpecError: `worker-lost`, or whatever the call raised, as if it had been made here.
        """
        try:
            return self._future.result()
        except BrokenProcessPool:
            message = "a process that helped with the work ended before its time"
            hint = "The system may have been short of memory: close something, and run this again."
            raise SpecError(Diagnostic("worker-lost", message, hint=hint)) from None


@dataclass(frozen=True, slots=True)
class Work:
    """The means of one run.

    Attributes:
        cache: results of earlier runs.
        workers: how many processes help.
        tell: is told of each stage of the run.
    """

    cache: Cache = field(default_factory=Cache)
    workers: int = 0
    tell: Tell = Stage
    _pool: ProcessPoolExecutor | None = None

    def start(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> Job[T]:
        """Call a function: in another process, beside what goes on here, or at once where there is none.

        Args:
            function: of a module, whose result depends on nothing but the arguments.
            *arguments: for it.
            **named: likewise.
        """
        if self._pool is not None:
            return Job(self._pool.submit(function, *arguments, **named))
        future: Future[T] = Future()
        try:
            future.set_result(function(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return Job(future)

    def get_ready(self, prepare: Callable[[], object]) -> None:
        """Have every process that helps call a function before there is work for it."""
        for _ in range(self.workers):
            self.start(prepare)


@contextmanager
def working(size: int, cache: Cache, tell: Tell = Stage, most: int = _MOST) -> Iterator[Work]:
    """Provide the means for a run.

    Args:
        size: of the document, in bytes.
        cache: results of earlier runs.
        tell: is told of each stage of the run.
        most: how many processes can be of use.
    """
    count = min(most, _processors()) if size >= _LARGE and _processors() > 1 else 0
    with collector_paused():
        if not count:
            yield Work(cache, tell=tell)
            return
        pool = ProcessPoolExecutor(count, _context(), initializer=_begin)
        try:
            yield Work(cache, count, tell, pool)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> Any:
    # A copy of this process starts at once, but is only safe where no other thread may hold a lock; elsewhere, and
    # on other systems, processes start from nothing.
    can_fork = os.name == "posix" and os.uname().sysname == "Linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def _begin() -> None:
    """Set up a process that helps: interrupts are for the one that it helps, without which it ends."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def prepare() -> None:
    """Import what is slow to import and sure to be needed, in a process that has nothing else to do yet."""
    import specloom.engines.client
    import specloom.engines.datamodel
    import specloom.finishing  # noqa: F401 - the processes that come to use them find them there

"""How a run does its work: what takes long in processes side by side, and nothing that an earlier run has done.

Neither changes a byte of what comes out. A document that is small is worked on in one process, since starting others
takes longer than they save.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
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
_APART = 2
"""How many more may get ready for one call each, one for each engine."""
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
    _calls: Sequence[Any] = ()
    """The queues by which processes that are ready get their calls."""
    _free: list[int] = field(default_factory=list)
    """Which of them nobody uses."""
    _ready: dict[object, tuple[Any, Future[Any]]] = field(default_factory=dict)
    """By function, the queue of the process that is ready for it, and what will become of the call."""

    def start(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> Job[T]:
        """Call a function: in another process, beside what goes on here, or at once where there is none.

        Args:
            function: of a module, whose result depends on nothing but the arguments.
            *arguments: for it.
            **named: likewise.
        """
        if function in self._ready:
            queue, answer = self._ready.pop(function)
            # Here, where an error is seen, and not in the thread that hands it on.
            queue.put(pickle.dumps((function, arguments, named)))
            return Job(answer)
        if self._pool is not None:
            return Job(self._pool.submit(function, *arguments, **named))
        future: Future[T] = Future()
        try:
            future.set_result(function(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return Job(future)

    def get_ready(self, function: Callable[..., object], prepare: Callable[[], object]) -> None:
        """Have one process prepare for the first call of a function, and wait for it; none where no others help.

        Args:
            function: that is slow to get ready for.
            prepare: gets ready for it.
        """
        if self._pool is not None and self._free:
            number = self._free.pop()
            self._ready[function] = self._calls[number], self._pool.submit(_answer_call, number, prepare)

    def give_up(self) -> None:
        """Let go of the processes that are ready for what was not called."""
        for queue, _ in self._ready.values():
            queue.put(None)
        self._ready.clear()


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
        context = _context()
        apart = _APART if cache.is_empty else 0
        calls = [context.Queue() for _ in range(apart)]
        pool = ProcessPoolExecutor(count + apart, context, initializer=_begin, initargs=(calls,))
        work = Work(cache, count, tell, pool, calls, list(range(apart)))
        try:
            yield work
        finally:
            work.give_up()
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


_my_calls: list[Any] = []
"""In a process that helps: the queues by which calls come to those that are ready."""


def _begin(calls: Sequence[Any]) -> None:
    """Set up a process that helps: interrupts are for the one that it helps, without which it ends."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _my_calls[:] = calls
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _answer_call(number: int, prepare: Callable[[], object]) -> Any:
    """Get ready, wait for the call, and make it; None where none comes."""
    prepare()
    call = _my_calls[number].get()
    if call is None:
        return None
    function, arguments, named = pickle.loads(call)
    return function(*arguments, **named)


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)

"""What a call does to the outside world, each with a blocking and an awaiting face, and the two drivers.

All logic is written once, as generators that yield effects and never touch the network themselves. A driver
performs each effect and hands the outcome back. This module is the only place that knows both worlds.
"""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Awaitable, Callable, Generator
from random import random
from typing import Any, Protocol, TypeAlias, TypeVar

import httpx2

from .connection import Connection
from .forks import renew_after_fork

T = TypeVar("T")


class Effect(Protocol):
    """Something to be done outside."""

    def perform(self, on: Connection[httpx2.Client]) -> object:
        """Do it, blocking."""
        ...

    async def aperform(self, on: Connection[httpx2.AsyncClient]) -> object:
        """Do it, awaiting."""
        ...


Flow: TypeAlias = Generator[Effect, Any, T]
"""Logic that yields effects, is sent their outcomes, and returns a `T`."""


def run(flow: Flow[T], on: Connection[httpx2.Client]) -> T:
    """Drive a flow to its end, blocking."""
    try:
        effect = next(flow)
        while True:
            try:
                outcome = effect.perform(on)
            except Exception as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        flow.close()


async def arun(flow: Flow[T], on: Connection[httpx2.AsyncClient]) -> T:
    """Drive a flow to its end, awaiting."""
    try:
        effect = next(flow)
        while True:
            try:
                outcome = await effect.aperform(on)
            except Exception as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        flow.close()


class Clock:
    """Time and chance; tests bring their own."""

    def monotonic(self) -> float:
        """Seconds that only ever grow, for durations."""
        return time.monotonic()

    def now(self) -> float:
        """Seconds since 1970, for dates that a server sends."""
        return time.time()

    def random(self) -> float:
        """A number from 0 up to 1."""
        return random()

    def sleep(self, seconds: float) -> None:
        """Wait, blocking."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait, awaiting."""
        from anyio import sleep

        await sleep(seconds)


class Send:
    """Send a request and receive the head of the answer."""

    __slots__ = ("auth", "request")

    def __init__(self, request: httpx2.Request, *, auth_of_client: bool = False) -> None:
        self.request: httpx2.Request = request
        # None switches off what a custom HTTP client might add by itself; the flow has signed the request.
        self.auth: Any = httpx2.USE_CLIENT_DEFAULT if auth_of_client else None

    def perform(self, on: Connection[httpx2.Client]) -> httpx2.Response:
        """Do it, blocking."""
        if on.custom is None:
            self.request.extensions["trace"] = on.sockets.watch
        return on.http().send(self.request, auth=self.auth, stream=True, follow_redirects=False)

    async def aperform(self, on: Connection[httpx2.AsyncClient]) -> httpx2.Response:
        """Do it, awaiting."""
        return await on.http().send(self.request, auth=self.auth, stream=True, follow_redirects=False)


class Sleep:
    """Wait."""

    __slots__ = ("clock", "seconds")

    def __init__(self, seconds: float, clock: Clock) -> None:
        self.seconds: float = seconds
        self.clock: Clock = clock

    def perform(self, on: Connection[httpx2.Client]) -> None:
        """Do it, blocking."""
        self.clock.sleep(self.seconds)

    async def aperform(self, on: Connection[httpx2.AsyncClient]) -> None:
        """Do it, awaiting."""
        await self.clock.asleep(self.seconds)


class Ask:
    """Ask a function of the user's; an async client also awaits what it gives."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[[], str | Awaitable[str]]) -> None:
        self.function: Callable[[], str | Awaitable[str]] = function

    def perform(self, on: Connection[httpx2.Client]) -> object:
        """Do it, blocking."""
        outcome = self.function()
        if inspect.iscoroutine(outcome):
            outcome.close()  # Nothing here can await it, and whoever asked says so.
        return outcome

    async def aperform(self, on: Connection[httpx2.AsyncClient]) -> object:
        """Do it, awaiting."""
        outcome = self.function()
        return await outcome if inspect.isawaitable(outcome) else outcome


class Lock:
    """A lock for flows: `yield lock.acquire()`, later `lock.release()`. Free again in a forked process."""

    def __init__(self) -> None:
        self._make()
        renew_after_fork(self, Lock._make)

    def _make(self) -> None:
        self.threads = threading.Lock()
        self.tasks: Any = None

    def acquire(self) -> Acquire:
        """The effect that waits for the lock."""
        return Acquire(self)


class Acquire:
    """Wait for a lock; the outcome is a function that releases it."""

    __slots__ = ("lock",)

    def __init__(self, lock: Lock) -> None:
        self.lock: Lock = lock

    def perform(self, on: Connection[httpx2.Client]) -> Callable[[], None]:
        """Do it, blocking."""
        threads = self.lock.threads
        threads.acquire()
        return threads.release

    async def aperform(self, on: Connection[httpx2.AsyncClient]) -> Callable[[], None]:
        """Do it, awaiting."""
        if self.lock.tasks is None:
            from anyio import Lock as TaskLock

            self.lock.tasks = TaskLock()
        tasks = self.lock.tasks
        await tasks.acquire()
        release: Callable[[], None] = tasks.release
        return release

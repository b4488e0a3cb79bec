"""Many threads and tasks over real sockets: one token for all, and an end that lets calls end."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from runtime.client import AsyncClient, SyncClient
from runtime.credentials import Setting, digest
from runtime.errors import (
    ClosedClientError,
)
from runtime_support import (
    OK,
    PACKAGE,
    AsyncThingResource,
    Server,
    ThingResource,
    accounts,
    http,
    options_of,
    script,
    token,
    until,
)

PATIENT = 600.0
"""Seconds for many calls that wait for each other on a busy machine."""


class Crowd:
    """A token endpoint and an API that gives back the name it was asked for."""

    def __init__(self) -> None:
        self.fetched = 0
        self.refused = b"none"
        self.fail = False
        self.lock = threading.Lock()

    def __call__(self, request: bytes) -> Iterator[Any]:
        line = request.split(b" ")[1]
        if line == b"/oauth/token":
            with self.lock:
                self.fetched += 1
                number = self.fetched
            yield 0.1
            answer = {"access_token": f"T{number}", "token_type": "bearer", "expires_in": 3600}
            yield http(400, b'{"error": "invalid_client"}') if self.fail else http(200, json.dumps(answer).encode())
        elif self.refused in request:
            yield http(401, b"{}")
        else:
            name = line.rsplit(b"/", 1)[1]
            yield http(200, b'{"name": "%s"}' % name, Content_Type="application/json")


def in_threads(client: SyncClient, count: int) -> list[Any]:
    def call(number: int) -> Any:
        try:
            return ThingResource(client).get(f"thing{number}").name
        except Exception as error:
            return error

    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(call, range(count)))


async def in_tasks(client: AsyncClient, count: int) -> list[Any]:
    resource = AsyncThingResource(client)

    async def call(number: int) -> Any:
        return (await resource.get(f"thing{number}")).name

    return await asyncio.gather(*(call(number) for number in range(count)), return_exceptions=True)


def test_64_threads_share_one_token(serve: Any) -> None:
    crowd = Crowd()
    server: Server = serve(crowd)
    with SyncClient(PACKAGE, accounts(), base_url=server.url, timeout=PATIENT) as client:
        assert in_threads(client, 256) == [f"thing{number}" for number in range(256)]
        assert crowd.fetched == 1
        crowd.refused = b"Bearer T1\r"
        assert in_threads(client, 256) == [f"thing{number}" for number in range(256)]
        assert crowd.fetched == 2


def test_64_threads_share_one_failure(serve: Any) -> None:
    crowd = Crowd()
    crowd.fail = True
    server: Server = serve(crowd)
    with SyncClient(PACKAGE, accounts(), base_url=server.url, timeout=PATIENT) as client:
        outcomes = in_threads(client, 64)
    assert {str(outcome) for outcome in outcomes} == {
        f"{server.url}/oauth/token gave no access token: status 400, invalid_client"
    }
    assert crowd.fetched <= 3, "whoever waited for a fetch shares its failure"


def test_1000_tasks_share_one_token(serve: Any) -> None:
    crowd = Crowd()
    server: Server = serve(crowd)

    async def main() -> None:
        async with AsyncClient(PACKAGE, accounts(), base_url=server.url, timeout=PATIENT) as client:
            assert await in_tasks(client, 1000) == [f"thing{number}" for number in range(1000)]
            assert crowd.fetched == 1
            crowd.refused = b"Bearer T1\r"
            assert await in_tasks(client, 1000) == [f"thing{number}" for number in range(1000)]
            assert crowd.fetched == 2
            assert len(server.open) <= 100

    asyncio.run(main())


def test_64_threads_with_digests(serve: Any) -> None:
    nonces: dict[bytes, int] = {}
    lock = threading.Lock()
    replayed: list[bytes] = []

    def answer(request: bytes) -> list[bytes]:
        fields = dict(
            part.strip().split(b"=", 1)
            for line in request.split(b"\r\n")
            if line.startswith(b"Authorization: Digest ")
            for part in line.removeprefix(b"Authorization: Digest ").split(b",")
        )
        with lock:
            if fields:
                nonce, count = fields[b"nonce"], int(fields[b"nc"], 16)
                if nonces[nonce] >= count:
                    replayed.append(nonce)
                nonces[nonce] = count
                return [OK]
            nonce = b'"n%d"' % len(nonces)
            nonces[nonce] = 0
            return [http(401, b"{}", WWW_Authenticate=f'Digest realm="r", qop="auth", nonce={nonce.decode()}')]

    credentials = options_of(Accounts=digest(Setting("u", "u"), Setting("p", "p")))
    with SyncClient(PACKAGE, credentials, base_url=serve(answer).url, timeout=PATIENT) as client:
        assert in_threads(client, 256) == ["a"] * 256
    assert replayed == []
    assert len(nonces) <= 64


def test_closing_while_calls_run_in_threads(serve: Any) -> None:
    server: Server = serve(script([600.0, OK]))
    client = SyncClient(PACKAGE, token(), base_url=server.url, timeout=PATIENT)
    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(ThingResource(client).get, "a") for _ in range(4)]
        until(lambda: len(server.requests) == 4)
        began = time.monotonic()
        client.close()
        for call in calls:
            with pytest.raises(ClosedClientError, match="get_thing: the client was closed while the call was running"):
                call.result()
    assert time.monotonic() - began < 60


def test_closing_while_calls_run_in_tasks(serve: Any) -> None:
    server: Server = serve(script([600.0, OK]))

    async def main() -> None:
        client = AsyncClient(PACKAGE, token(), base_url=server.url, timeout=PATIENT)
        calls = [asyncio.create_task(AsyncThingResource(client).get("a")) for _ in range(4)]
        while len(server.requests) < 4:
            await asyncio.sleep(0.01)
        await client.close()
        for outcome in await asyncio.gather(*calls, return_exceptions=True):
            assert isinstance(outcome, ClosedClientError)

    began = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - began < 60


def test_a_cancelled_task_leaves_the_client_usable(serve: Any) -> None:
    crowd = Crowd()
    server: Server = serve(crowd)

    async def main() -> None:
        async with AsyncClient(PACKAGE, accounts(), base_url=server.url, timeout=PATIENT) as client:
            resource = AsyncThingResource(client)
            first = asyncio.create_task(resource.get("a"))
            second = asyncio.create_task(resource.get("b"))
            while not crowd.fetched:
                await asyncio.sleep(0.01)
            first.cancel()
            assert (await second).name == "b"
            with pytest.raises(asyncio.CancelledError):
                await first
            assert crowd.fetched == 2

    asyncio.run(main())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_client_goes_from_one_event_loop_to_the_next(serve: Any) -> None:
    crowd = Crowd()
    server: Server = serve(crowd)
    client = AsyncClient(PACKAGE, accounts(), base_url=server.url, max_retries=0)
    things = AsyncThingResource(client)

    async def twice() -> None:
        for _ in range(2):
            assert (await things.get("a")).name == "a"

    for _ in range(3):
        asyncio.run(twice())
    assert len(server.threads) - 1 == 3, "each loop has made one connection, and kept it"
    assert crowd.fetched == 1

    async def here_and_elsewhere() -> None:
        await twice()
        await asyncio.to_thread(asyncio.run, twice())
        await twice()
        await client.aclose()
        with pytest.raises(ClosedClientError):
            await things.get("a")

    asyncio.run(here_and_elsewhere())
    assert len(server.threads) - 1 == 5
    gc.collect()  # Whoever lets a loop end without closing the client is told so by Python.


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_has_connections_of_its_own(serve: Any) -> None:
    crowd = Crowd()
    server: Server = serve(crowd)
    with SyncClient(PACKAGE, accounts(), base_url=server.url, timeout=PATIENT) as client:
        resource = ThingResource(client)
        assert resource.get("parent").name == "parent"
        scheme = client.core.credentials.select("op", (("Accounts",),))[0]
        scheme._lock.threads.acquire()  # type: ignore[attr-defined]  # as if another thread were just fetching a token
        reader, writer = os.pipe()
        inherited = [each.fileno() for each in client.core.connection.sockets._sockets]
        assert inherited
        child = os.fork()
        if child == 0:
            outcome = b"no"
            try:
                for descriptor in inherited:
                    with pytest.raises(OSError, match="Bad file descriptor"):
                        os.fstat(descriptor)
                scheme._token = None  # type: ignore[attr-defined]  # so that the child needs the lock
                outcome = resource.get("child").name.encode()
            finally:
                os.write(writer, outcome)
                os._exit(0)
        os.waitpid(child, 0)
        scheme._lock.threads.release()  # type: ignore[attr-defined]  # the fetch is over
        assert os.read(reader, 100) == b"child"
        assert resource.get("parent").name == "parent"
        assert crowd.fetched == 2
        os.close(reader)
        os.close(writer)

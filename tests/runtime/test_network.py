"""Real sockets: servers that are slow, gone, half open, or that lie about what they send."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from runtime.client import AsyncClient, SyncClient
from runtime.credentials import Setting, api_key, bearer, digest
from runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    ClosedClientError,
    InvalidResponseError,
    RedirectError,
    ResponseTooLargeError,
)
from runtime_support import (
    EXPORT,
    PACKAGE,
    AsyncThingResource,
    Server,
    Thing,
    ThingResource,
    accounts,
    http,
    operation,
    options_of,
    token,
    until,
)

OK = http(200, b'{"name": "a"}', Content_Type="application/json")
PATIENT = 600.0
"""Seconds for many calls that wait for each other on a busy machine."""


def script(*answers: list[Any]) -> Any:
    """What is sent for each request in turn, the last for ever."""
    left = list(answers)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]


# --- failures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", ["client", "call"])
def test_a_slow_server(caller: Any, serve: Any, setting: str) -> None:
    server = serve(script([2.0, OK]))
    options = {"timeout": httpx2.Timeout(5, read=0.1)} if setting == "client" else {}
    api = caller(None, base_url=server.url, max_retries=0, **options)
    with pytest.raises(APITimeoutError, match=r"get_thing: the server did not answer in time \(127\.0\.0\.1:\d+\)"):
        api.get("a", {"timeout": 0.1} if setting == "call" else None)


def test_nobody_listens(caller: Any) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        api = caller(None, base_url=f"http://127.0.0.1:{port}")
        with pytest.raises(APIConnectionError, match=f"create_thing: the connection to 127.0.0.1:{port} failed"):
            api.create({"name": "a"})
        assert len(api.clock.slept) == 2


@pytest.mark.parametrize(
    "broken",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{", "close"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{", 0.05, "reset"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", "close"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{", "close"],
        ["reset"],
        ["close"],
        [b"nonsense\r\n\r\n", "close"],
    ],
)
def test_a_connection_that_breaks(caller: Any, serve: Any, broken: list[Any]) -> None:
    api = caller(None, base_url=serve(script(broken, [OK])).url)
    assert api.get("a") == Thing(name="a")
    server = serve(script(broken, [OK]))
    api = caller(None, base_url=server.url)
    with pytest.raises(APIConnectionError, match=r"create_thing: the connection to 127\.0\.0\.1:\d+ failed: .+"):
        api.create({"name": "a"})
    assert len(server.requests) == 1


def test_a_server_that_stops_in_the_middle(caller: Any, serve: Any) -> None:
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{"
    api = caller(None, base_url=serve(script([half, 3.0])).url, timeout=0.1, max_retries=0)
    with pytest.raises(APITimeoutError):
        api.get("a")


def test_a_page_of_html_with_status_200(caller: Any, serve: Any) -> None:
    server = serve(script([http(200, b"<html>", Content_Type="text/html")]))
    with pytest.raises(InvalidResponseError, match="is text/html"):
        caller(None, base_url=server.url).get("a")


def test_a_gzip_bomb(caller: Any, serve: Any) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    server = serve(script([http(200, bomb, Content_Encoding="gzip", Content_Type="application/json")]))
    with pytest.raises(ResponseTooLargeError):
        caller(None, base_url=server.url, max_response_bytes=1_000_000).get("a")


def test_one_connection_serves_many_calls(caller: Any, serve: Any) -> None:
    ports: set[int] = set()
    server = serve(script([OK]))
    api = caller(None, base_url=server.url)
    for _ in range(3):
        raw = api.raw("get", "a")
        ports.add(raw.http_response.extensions["network_stream"].get_extra_info("client_addr")[1])
    assert len(ports) == 1


@pytest.mark.parametrize("end", ["close", "reset"])
def test_a_connection_that_the_server_ended_meanwhile_is_not_used_again(caller: Any, serve: Any, end: str) -> None:
    server = serve(script([OK, end], [OK]))
    api = caller(None, base_url=server.url, max_retries=0)
    api.get("a")
    until(lambda: not server.open)
    # Not to be repeated, and yet it is safe: nothing went over the old connection.
    assert api.create({"name": "a"}) == Thing(name="a")
    assert len(server.requests) == 2


def test_a_half_open_connection(caller: Any, serve: Any) -> None:
    """The server is gone without a word: nothing more comes, and nothing says that the connection has ended."""
    server = serve(script([OK], [600.0]))
    api = caller(None, base_url=server.url, max_retries=0)
    api.get("a")
    with pytest.raises(APITimeoutError):
        api.create({"name": "a"}, {"timeout": 0.5})
    until(lambda: len(server.requests) == 2)


def test_a_renewed_token_and_a_digest_keep_the_connection(caller: Any, serve: Any) -> None:
    challenge = http(401, b"{}", WWW_Authenticate='Digest realm="r", nonce="n", qop="auth"')
    seen: set[Any] = set()

    def answer(request: bytes) -> list[bytes]:
        return [OK] if b"Digest " in request else [challenge]

    server = serve(answer)
    credentials = options_of(Accounts=digest(Setting("u", "u"), Setting("p", "p")))
    api = caller(None, credentials, base_url=server.url)
    api.get("a")
    seen = set(server.open)
    assert len(seen) == 1


# --- redirects ------------------------------------------------------------------------------------------------------

SECRETS = (b"T0", b"k3y", b"own-secret", b"c00kie")


def credentials_everywhere() -> Any:
    return options_of(
        Accounts=bearer(Setting("token", "T0")),
        Header=api_key(Setting("key", "k3y"), "X-Api-Key", "header"),
        Query=api_key(Setting("key", "k3y"), "key", "query"),
        Cookie=api_key(Setting("key", "c00kie"), "sid", "cookie"),
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("follow", [True, False])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_another_host_never_gets_credentials(caller: Any, serve: Any, status: int, follow: bool, method: str) -> None:
    other = serve(script([OK]))
    home = serve(script([http(status, Location=other.url + "/elsewhere")]))
    api = caller(
        None,
        credentials_everywhere(),
        base_url=home.url,
        follow_redirects=follow,
        default_headers={"X-Own": "own-secret"},
        max_retries=0,
    )
    secured = operation(method, security=(("Accounts", "Header", "Query", "Cookie"),))
    turned_to_get = method == "GET" or status == 303 or (status == 302) or (status == 301 and method == "POST")
    if follow and turned_to_get:
        assert api.call(secured) == {"name": "a"}
    else:
        with pytest.raises(RedirectError, match=f"which points to {other.url}/elsewhere"):
            api.call(secured)
        assert other.requests == []
    assert all(secret in home.requests[0] for secret in SECRETS)
    assert not any(secret in request for request in other.requests for secret in SECRETS)


def test_a_redirect_at_home_is_signed_again(caller: Any, serve: Any) -> None:
    server = serve(script([http(307, Location="/there?x=1")], [OK]))
    api = caller(None, credentials_everywhere(), base_url=server.url, follow_redirects=True)
    assert api.call(operation("POST", security=(("Accounts", "Header", "Query", "Cookie"),))) == {"name": "a"}
    assert server.requests[1].startswith(b"POST /there?x=1&key=k3y ")
    assert all(secret in server.requests[1] for secret in (b"T0", b"k3y", b"c00kie"))


def test_back_home_from_elsewhere_nothing_is_signed(caller: Any, serve: Any) -> None:
    home = serve(script([http(302, Location="placeholder")], [OK]))
    other = serve(script([http(302, Location=home.url + "/delete-everything")]))
    home.script = script([http(302, Location=other.url + "/")], [OK])
    caller(None, base_url=home.url, follow_redirects=True).get("a")
    assert not any(secret in home.requests[1] for secret in SECRETS)


def test_redirects_in_a_circle_end(caller: Any, serve: Any) -> None:
    server = serve(script([http(302, Location="/round")]))
    with pytest.raises(RedirectError):
        caller(None, base_url=server.url, follow_redirects=True).get("a")
    assert len(server.requests) == 11


# --- many at once ---------------------------------------------------------------------------------------------------


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


# --- closing and forking --------------------------------------------------------------------------------------------


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


# --- streaming ------------------------------------------------------------------------------------------------------


def test_a_stream_is_not_held_in_memory(caller: Any, serve: Any) -> None:
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/gzip\r\n\r\n"
    server = serve(script([head, *[chunk] * 20, b"0\r\n\r\n"]))
    api = caller(None, base_url=server.url, max_response_bytes=1000)
    stream = api.stream(EXPORT)
    assert stream.status_code == 200
    assert not stream.http_response.is_closed
    assert len(api.finish(stream.read()) if api.kind == "async" else stream.read()) == 20 * 0x100000


def test_a_stream_that_breaks(caller: Any, serve: Any, tmp_path: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/gzip\r\n\r\nstart"
    api = caller(None, base_url=serve(script([head, 0.1, "close"])).url)
    target = tmp_path / "export.gz"
    target.write_bytes(b"old")
    with pytest.raises(APIConnectionError, match="export_things: the connection to"):
        api.finish(api.stream(EXPORT).write_to(target))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]

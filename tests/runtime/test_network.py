"""Real sockets: servers that are slow, gone, half open, or that lie about what they send."""

from __future__ import annotations

import gzip
import socket
from typing import Any

import httpx2
import pytest
from runtime.credentials import Setting, digest
from runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    InvalidResponseError,
    ResponseTooLargeError,
)
from runtime_support import (
    EXPORT,
    OK,
    Thing,
    http,
    options_of,
    script,
    until,
)

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

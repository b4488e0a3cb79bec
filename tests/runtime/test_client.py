"""Clients: cheap to make, shared by copies, closed once; and what they write to the log."""

from __future__ import annotations

import asyncio
import logging
import platform
import re
import socket
import ssl
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx2
import pytest
from runtime.client import AsyncClient, SyncClient
from runtime.connection import shared_tls_context
from runtime.credentials import Setting, api_key
from runtime.errors import ClosedClientError, ConfigurationError, InvalidArgumentError, ServiceUnavailableError
from runtime.retries import RetryPolicy
from runtime_support import (
    PACKAGE,
    AsyncThingResource,
    Thing,
    ThingResource,
    Wire,
    accounts,
    operation,
    options_of,
    token,
)


class Api(SyncClient):
    """A client as packages have them."""

    @cached_property
    def things(self) -> ThingResource:
        return ThingResource(self)


# --- construction ---------------------------------------------------------------------------------------------------


def test_construction_does_nothing_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("no input or output while a client is made")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(ssl, "SSLContext", refuse)
    monkeypatch.setattr(httpx2, "create_ssl_context", refuse)
    SyncClient(PACKAGE, accounts()).close()
    AsyncClient(PACKAGE, accounts())


def test_importing_a_client_loads_no_models() -> None:
    folder = Path(__file__).parents[2] / "templates"
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import runtime.client, runtime.errors;"
        "heavy = {'pydantic.main', 'runtime.models', 'runtime.flow', 'anyio', 'asyncio', 'httpcore2'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)


def test_importing_the_errors_loads_no_http_client() -> None:
    folder = Path(__file__).parents[2] / "templates"
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import runtime.errors, runtime.package, runtime.operation;"
        "assert not {'httpx2', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)


def test_clients_share_one_tls_context() -> None:
    assert shared_tls_context() is shared_tls_context()


@pytest.mark.parametrize("url", ["ftp://x.test", "x.test", "https://", "https://x.test?a=1", "https://x.test/#a"])
def test_a_base_url_that_is_none(url: str) -> None:
    with pytest.raises(ConfigurationError, match="the base URL must look like https://host/path"):
        SyncClient(PACKAGE, token(), base_url=url)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://x.test:y", "the base URL is none: Invalid port"),
        ("https://x.test\n", "the base URL is none: Invalid non-printable"),
        ("https://me:swordfish@x.test", "must not hold a user name or a password"),
    ],
)
def test_a_base_url_that_no_request_could_go_to(url: str, problem: str) -> None:
    with pytest.raises(ConfigurationError, match=problem) as caught:
        SyncClient(PACKAGE, token(), base_url=url)
    assert "swordfish" not in str(caught.value)


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
def test_an_option_that_is_none(kind: Any) -> None:
    with pytest.raises(TypeError, match=r"there is no option 'timout'; did you mean 'timeout'\?"):
        kind(PACKAGE, token(), timout=3)
    with pytest.raises(TypeError, match="there is no option 'zzz'; there are access_token, base_url, clock, "):
        kind(PACKAGE, token(), zzz=3)
    with pytest.raises(TypeError, match=r"there is no option 'acces_token'; did you mean 'access_token'\?"):
        kind(PACKAGE, token(), acces_token="t")
    with pytest.raises(TypeError, match=r"there is no option 'max_retry'; did you mean 'max_retries'\?"):
        kind(PACKAGE, token()).with_options(max_retry=3)


def test_an_option_of_a_call_that_is_none(caller: Any) -> None:
    wire = Wire()
    with pytest.raises(InvalidArgumentError, match=r"get_thing: there is no option 'timout'; did you mean 'timeout'\?"):
        caller(wire).get("a", {"timout": 3})
    assert wire.requests == []


UNFIT = [
    ("timeout", "30"),
    ("timeout", 0),
    ("timeout", -1.5),
    ("timeout", float("nan")),
    ("timeout", float("inf")),
    ("timeout", True),
    ("max_retries", -1),
    ("max_retries", "3"),
    ("max_retries", True),
    ("max_retries", None),
]
UNFIT_HEADERS: list[Any] = [
    {"a b": "x"},
    {"": "x"},
    {"X-Count": 3},
    {"X-Line": "a\r\nb"},
    {"X-Name": "Zoë"},
    [("a", "b")],
]
UNFIT_OF_A_CLIENT = [
    *UNFIT,
    *(("default_headers", headers) for headers in UNFIT_HEADERS),
    ("max_response_bytes", -1),
    ("proxy", "127.0.0.1"),
    ("proxy", 3128),
]
UNFIT_OF_A_CALL = [
    *UNFIT,
    *(("extra_headers", headers) for headers in UNFIT_HEADERS),
    ("extra_query", [("a", "b")]),
    ("extra_body", "a"),
]


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize(("name", "value"), UNFIT_OF_A_CLIENT)
def test_an_option_that_no_request_could_be_sent_with(kind: Any, name: str, value: object) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name} must "):
        kind(PACKAGE, token(), **{name: value})


@pytest.mark.parametrize(("name", "value"), UNFIT_OF_A_CALL)
def test_an_option_of_a_call_that_it_could_not_be_sent_with(name: str, value: object) -> None:
    wire = Wire()
    client = Api(PACKAGE, token(), transport=httpx2.MockTransport(wire))
    with pytest.raises(InvalidArgumentError, match=f"^get_thing: {name} must "):
        client.things.get("a", {name: value})  # type: ignore[misc]  # what a type checker refuses
    with pytest.raises(ConfigurationError, match=f"^{name} must "):
        client.with_options(**{name: value})  # type: ignore[arg-type]  # likewise
    assert wire.requests == []


def test_options_at_the_limits_of_what_can_be() -> None:
    wire = Wire({"name": "a"}, {"name": "a"})
    with Api(
        PACKAGE,
        token(),
        transport=httpx2.MockTransport(wire),
        timeout=None,
        max_retries=0,
        max_response_bytes=None,
        default_headers={"X-A": "", "x.y!": "a\tb"},
    ) as client:
        client.things.get("a")
        client.things.get("a", {"timeout": httpx2.Timeout(None, read=0.5), "extra_query": {}, "extra_headers": {}})
    assert len(wire.requests) == 2


def test_the_base_url(caller: Any) -> None:
    for url in ("https://cloud.test/api", "https://cloud.test/api/"):
        wire = Wire({"name": "a"})
        api = caller(wire, base_url=url)
        api.get("a")
        assert str(wire.last.url).startswith("https://cloud.test/api/groups/")
        assert api.client.base_url == "https://cloud.test/api"
    assert SyncClient(PACKAGE, token(), base_url=None).base_url == "https://api.test/v2"


def test_repr_shows_no_credential() -> None:
    assert repr(Api(PACKAGE, accounts())) == "<Api for https://api.test/v2>"


def test_the_user_agent(caller: Any) -> None:
    wire = Wire({"name": "a"})
    caller(wire).get("a")
    expected = f"atlas-streams/20250312001.0.0 Python/{platform.python_version()} ({sys.platform})"
    assert wire.last.headers["user-agent"] == expected
    caller(wire, default_headers={"user-agent": "mine/1"}).get("a")
    assert wire.last.headers.get_list("user-agent") == ["mine/1"]


# --- a custom HTTP client -------------------------------------------------------------------------------------------


def test_a_custom_client_stays_open_and_keeps_its_settings() -> None:
    wire = Wire({"name": "a"})
    transport = httpx2.MockTransport(wire)
    with httpx2.Client(transport=transport, headers={"X-Mine": "1"}, timeout=3, follow_redirects=True) as http:
        with Api(PACKAGE, token(), http_client=http) as client:
            client.things.get("a")
            assert wire.last.headers["x-mine"] == "1"
            assert wire.last.headers["user-agent"].startswith("atlas-streams/")
            assert wire.last.extensions["timeout"]["read"] == 3
            client.with_options(timeout=4).things.get("a")
            assert wire.last.extensions["timeout"]["read"] == 4
        with Api(PACKAGE, token(), http_client=http, timeout=5) as client:
            client.things.get("a")
            assert wire.last.extensions["timeout"]["read"] == 5
        assert not http.is_closed


def test_a_custom_client_of_the_other_kind() -> None:
    with pytest.raises(
        ConfigurationError, match=r"http_client must be an httpx2\.Client, and is a httpx2\..*AsyncClient"
    ):
        SyncClient(PACKAGE, token(), http_client=httpx2.AsyncClient())  # type: ignore[arg-type]
    with httpx2.Client() as http, pytest.raises(ConfigurationError, match=r"must be an httpx2\.AsyncClient"):
        AsyncClient(PACKAGE, token(), http_client=http)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "other"), [("http_client", "transport"), ("http_client", "proxy"), ("transport", "proxy")]
)
def test_an_option_that_another_one_leaves_without_effect(given: str, other: str) -> None:
    transport = httpx2.MockTransport(Wire())
    with httpx2.Client(transport=transport) as http:
        options: dict[str, Any] = {"http_client": http, "transport": transport, "proxy": "http://127.0.0.1:9"}
        with pytest.raises(ConfigurationError, match=f"{other} has no effect beside {given}"):
            SyncClient(PACKAGE, token(), **{name: options[name] for name in (given, other)})


def test_a_proxy() -> None:
    with Api(PACKAGE, token(), proxy="http://127.0.0.1:9", max_retries=0) as client:
        http = client.core.connection.http()
        assert any(pattern.pattern == "all://" for pattern in http._mounts)


# --- copies and closing ---------------------------------------------------------------------------------------------


def test_a_copy_shares_connection_and_token() -> None:
    wire = Wire(lambda request: httpx2.Response(200, json={"access_token": "T", "token_type": "bearer"}), {"name": "a"})
    client = Api(PACKAGE, accounts(), transport=httpx2.MockTransport(wire))
    assert client.things.get("a") == Thing(name="a")
    copy = client.with_options(max_retries=0, extra_headers={"X-A": "1"})
    assert isinstance(copy, Api)
    assert copy.things is not client.things
    copy.things.get("b")
    assert wire.last.headers["x-a"] == "1"
    client.things.get("c")
    assert "x-a" not in wire.last.headers
    assert len(wire.requests) == 4, "one of them for the token"
    copy.close()
    with pytest.raises(ClosedClientError):
        client.things.get("a")


def test_a_closed_client_says_so(caller: Any) -> None:
    wire = Wire({"name": "a"})
    api = caller(wire)
    api.get("a")
    api.finish(api.client.close())
    with pytest.raises(ClosedClientError, match="the client is closed; make a new one to call again"):
        api.get("a")
    assert len(wire.requests) == 1
    api.finish(api.client.close())


def test_with_statements() -> None:
    with Api(PACKAGE, token()) as client:
        pass
    with pytest.raises(ClosedClientError):
        client.things.get("a")

    async def main() -> None:
        async with AsyncClient(PACKAGE, token()) as client:
            pass
        with pytest.raises(ClosedClientError):
            await AsyncThingResource(client).get("a")

    asyncio.run(main())


def test_closed_while_waiting_for_another_try(caller: Any) -> None:
    wire = Wire(503)
    api = caller(wire, retry_policy=RetryPolicy())
    close = api.client.core.connection.close

    def handler(request: httpx2.Request) -> httpx2.Response:
        close()
        return httpx2.Response(503)

    wire.answers = [handler]
    with pytest.raises(ClosedClientError, match="get_thing: the client was closed while the call was running"):
        api.get("a")


# --- the log --------------------------------------------------------------------------------------------------------


def test_the_log_names_each_attempt(caller: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="runtime")
    api = caller(Wire(httpx2.ReadTimeout, 503, {"name": "a"}))
    api.get("a", tags=["x"])
    lines = [record.getMessage() for record in caplog.records if record.name == "runtime"]
    url = re.escape("GET https://api.test/v2/groups/32b6e34b3d91647abb20e7b8/things/a?tags=x")
    for line, expected in zip(
        lines,
        [
            rf"{url}: ReadTimeout after \d+ ms \(attempt 1\)",
            rf"{url}: 503 in \d+ ms \(attempt 2\)",
            rf"{url}: 200 in \d+ ms \(attempt 3\)",
        ],
        strict=True,
    ):
        assert re.fullmatch(expected, line), line


def test_the_log_holds_no_credential(caller: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="runtime")
    credentials = options_of(
        Key=api_key(Setting("key", "s3cret"), "key", "query"), Head=api_key(Setting("key", "s3cret"), "X-Key", "header")
    )
    api = caller(Wire({"password": "s3cret"}), credentials)
    api.call(operation("GET", security=(("Key", "Head"),)))
    lines = [record.getMessage() for record in caplog.records if record.name == "runtime"]
    assert len(lines) == 1
    assert "s3cret" not in lines[0]


def test_the_log_is_silent_by_default(caller: Any, capfd: pytest.CaptureFixture[str]) -> None:
    api = caller(Wire(503))
    with pytest.raises(ServiceUnavailableError):
        api.get("a")
    assert capfd.readouterr() == ("", "")
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("runtime").handlers)

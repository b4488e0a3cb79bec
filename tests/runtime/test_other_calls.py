"""Calls that no method is for: `client.request`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2
import pytest
from runtime import errors
from runtime.credentials import Setting, bearer
from runtime.errors import InvalidArgumentError, InvalidResponseError
from runtime_support import NewThing, Wire, options_of


def test_it_is_signed_sent_and_read_as_other_calls_are(caller: Any) -> None:
    wire = Wire({"name": "a"})
    api = caller(wire, default_headers={"X-Team": "blue"})

    response = api.request("GET", "/new/things?limit=10", options={"extra_query": {"deep": [1, 2]}})

    assert (wire.last.method, str(wire.last.url)) == ("GET", "https://api.test/v2/new/things?limit=10&deep=1&deep=2")
    assert wire.last.headers["authorization"] == "Bearer T0"
    assert wire.last.headers["accept"] == "application/json, */*"
    assert wire.last.headers["x-team"] == "blue"
    assert wire.last.content == b""
    assert "content-type" not in wire.last.headers
    assert (response.status_code, response.parse()) == (200, {"name": "a"})


@pytest.mark.parametrize(
    ("body", "content_type", "sent"),
    [
        ({"name": "a", "size": None}, "application/json", b'{"name":"a","size":null}'),
        (NewThing(name="a"), "application/merge-patch+json", b'{"name":"a"}'),
        ([1, "b"], "application/json", b'[1,"b"]'),
        ({"name": "a b", "size": 1}, "application/x-www-form-urlencoded", b"name=a%20b&size=1"),
        ("a,b", "text/csv", b"a,b"),
        (b"\x00", "application/octet-stream", b"\x00"),
    ],
)
def test_bodies(caller: Any, body: object, content_type: str, sent: bytes) -> None:
    wire = Wire({})
    caller(wire).request("POST", "/new", body, content_type=content_type)
    assert (wire.last.content, wire.last.headers["content-type"]) == (sent, content_type)


def test_a_file_and_what_is_added(caller: Any, tmp_path: Path) -> None:
    wire = Wire({})
    api = caller(wire)
    (tmp_path / "a.bin").write_bytes(b"held")
    api.request("PUT", "/new", tmp_path / "a.bin", content_type="application/octet-stream")
    assert wire.last.read() == b"held"
    api.request("PATCH", "/new", {"a": 1}, options={"extra_body": {"b": 2}, "extra_headers": {"Accept": "text/csv"}})
    assert json.loads(wire.last.content) == {"a": 1, "b": 2}
    assert wire.last.headers.get_list("accept") == ["text/csv"]


@pytest.mark.parametrize(
    ("content", "content_type", "held"),
    [
        (b"{}", "application/vnd.new+json", {}),
        ("é".encode("latin-1"), "text/plain; charset=latin-1", "é"),
        (b"\x00", "image/png", b"\x00"),
        (b"\x00", "", b"\x00"),
        (b"", "application/json", None),
    ],
)
def test_what_an_answer_holds(caller: Any, content: bytes, content_type: str, held: object) -> None:
    headers: Mapping[str, str] = {"content-type": content_type} if content_type else {}
    api = caller(Wire(httpx2.Response(200, content=content, headers=headers)))
    assert api.request("GET", "/new").parse() == held


def test_json_that_is_none(caller: Any) -> None:
    api = caller(Wire(httpx2.Response(200, content=b"{", headers={"content-type": "application/json"})))
    response = api.request("GET", "/new")
    assert response.content == b"{"
    with pytest.raises(InvalidResponseError, match="request: the answer"):
        response.parse()


def test_errors_and_repetitions(caller: Any) -> None:
    wire = Wire(503, 503, {"a": 1})
    assert caller(wire).request("GET", "/new").parse() == {"a": 1}
    assert len(wire.requests) == 3
    wire = Wire(503)
    with pytest.raises(errors.APIStatusError):
        caller(wire).request("POST", "/new", {})
    assert len(wire.requests) == 1
    gone = httpx2.Response(404, json={"errorCode": "NO_SUCH", "detail": "It is gone."})
    with pytest.raises(errors.NotFoundError, match=r"It is gone\.") as caught:
        caller(Wire(gone)).request("GET", "/new")
    assert caught.value.error_code == "NO_SUCH"


def test_without_credentials(caller: Any) -> None:
    wire = Wire({})
    with pytest.raises(errors.MissingCredentialsError, match="request needs credentials"):
        caller(wire, options_of(Accounts=bearer(Setting("access_token", None)))).request("GET", "/new")
    assert wire.requests == []


def test_a_url_of_the_same_server(caller: Any) -> None:
    wire = Wire({})
    caller(wire).request("GET", "https://api.test/v2/next?cursor=a%2Fb")
    assert str(wire.last.url) == "https://api.test/v2/next?cursor=a%2Fb"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "new",
        "https://evil.test/new",
        "https://api.test/v1/new",
        "https://api.test/v2.evil.test/new",
        "@evil.test/new",
        ".evil.test/new",
        "/new#part",
        "/../v1/new",
        "/a/./b",
        "https://api.test/v2/../v1",
    ],
)
def test_paths_that_lead_elsewhere(caller: Any, path: str) -> None:
    wire = Wire({})
    with pytest.raises(InvalidArgumentError, match="request: "):
        caller(wire).request("GET", path)
    assert wire.requests == []


def test_a_path_stays_behind_the_base_url(caller: Any) -> None:
    wire = Wire({})
    caller(wire).request("GET", "//evil.test/a b\r\nX: é?q=..")
    assert str(wire.last.url) == "https://api.test/v2//evil.test/a%20b%0D%0AX:%20%C3%A9?q=.."


@pytest.mark.parametrize("method", ["", "GET /", "a\r\nb"])
def test_methods_that_are_none(caller: Any, method: str) -> None:
    with pytest.raises(InvalidArgumentError, match="is not an HTTP method"):
        caller(Wire({})).request(method, "/new")


def test_nothing_of_it_is_kept(caller: Any) -> None:
    api = caller(Wire({}))
    api.request("GET", "/new")
    kept = len(api.client.core.headers_of)
    for number in range(20):
        api.request("GET", f"/new/{number}")
    assert len(api.client.core.headers_of) == kept

"""One call: what goes out, what comes back, and what does not pass for an answer."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel, ValidationError
from runtime import errors
from runtime.errors import InvalidArgumentError, InvalidResponseError, ResponseTooLargeError
from runtime.operation import Binary, Body, Empty, Json, Text
from runtime.raw import RawResponse
from runtime_support import CREATE, DATED, DELETE, EXPORT, ID, LIST, Chunked, NewThing, Thing, Wire, operation


def answer(content: Any = b"", content_type: str = "application/json", status: int = 200) -> httpx2.Response:
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    return httpx2.Response(status, content=content, headers={"content-type": content_type} if content_type else {})


# --- out ------------------------------------------------------------------------------------------------------------


def test_the_documented_headers(caller: Any) -> None:
    wire = Wire({"name": "a"})
    api = caller(wire)
    api.create(NewThing(name="a"))
    assert wire.last.headers["accept"] == DATED
    assert wire.last.headers["content-type"] == "application/json"
    assert wire.last.headers["authorization"] == "Bearer T0"
    assert wire.last.headers["user-agent"].startswith("atlas-streams/20250312001.0.0 Python/3.")
    assert wire.last.content == b'{"name":"a"}'
    assert str(wire.last.url) == "https://api.test/v2/things"
    api.get("a")
    assert "content-type" not in wire.last.headers
    assert "content-length" not in wire.last.headers


def test_all_media_types_of_success_are_accepted(caller: Any) -> None:
    wire = Wire(answer(b"x", "text/csv"))
    caller(wire).call(EXPORT)
    assert wire.last.headers["accept"] == "application/vnd.atlas.2025-03-12+gzip, text/csv"


def test_a_bad_body_is_refused_before_anything_is_sent(caller: Any) -> None:
    wire = Wire({})
    api = caller(wire)
    with pytest.raises(ValidationError, match="name"):
        api.create({"size": 1})
    with pytest.raises(InvalidArgumentError, match="create_thing: the body is required"):
        api.create(None)
    assert wire.requests == []


def test_extra_headers_query_and_body(caller: Any) -> None:
    wire = Wire({"name": "a"})
    api = caller(wire, default_headers={"X-Team": "blue", "accept": "application/json"})
    options = {
        "extra_headers": {"x-team": "red", "X-Other": "1"},
        "extra_query": {"envelope": False, "n": [1, 2], "none": None},
        "extra_body": {"size": 9, "new": {"a": None}},
    }
    api.create({"name": "a", "size": 1}, options, envelope=None)
    assert wire.last.headers.get_list("x-team") == ["red"]
    assert wire.last.headers["x-other"] == "1"
    assert wire.last.headers.get_list("accept") == ["application/json"]
    assert wire.last.url.query == b"envelope=false&n=1&n=2"
    assert json.loads(wire.last.content) == {"name": "a", "size": 9, "new": {"a": None}}
    api.create({"name": "a"})
    assert wire.last.headers["x-team"] == "blue"


def test_options_of_a_copy_and_of_a_call(caller: Any) -> None:
    wire = Wire({"name": "a"})
    api = caller(wire, timeout=7)
    slow = api.client.with_options(timeout=100, extra_headers={"X-A": "1"})
    api.get("a")
    assert wire.last.extensions["timeout"]["read"] == 7
    api.finish(api.resource(slow).get("a"))
    assert wire.last.extensions["timeout"]["read"] == 100
    assert wire.last.headers["x-a"] == "1"
    api.finish(api.resource(slow).get("a", {"timeout": None}))
    assert wire.last.extensions["timeout"]["read"] is None
    assert type(slow) is type(api.client)


def test_extras_of_a_copy_and_of_a_call_go_together(caller: Any) -> None:
    wire = Wire({"name": "a"})
    api = caller(wire)
    copy = api.client.with_options(
        extra_headers={"X-A": "1", "X-B": "1"}, extra_query={"a": 1, "b": 1}, extra_body={"size": 1, "new": 1}
    )
    options = {"extra_headers": {"x-b": "2"}, "extra_query": {"b": 2}, "extra_body": {"new": 2}}
    api.finish(api.resource(copy).create({"name": "a"}, options))
    assert (wire.last.headers["x-a"], wire.last.headers.get_list("x-b")) == ("1", ["2"])
    assert wire.last.url.query == b"a=1&b=2"
    assert json.loads(wire.last.content) == {"name": "a", "size": 1, "new": 2}


def test_without_options_there_is_a_timeout(caller: Any) -> None:
    wire = Wire({"name": "a"})
    caller(wire).get("a")
    assert wire.last.extensions["timeout"] == {"connect": 10.0, "read": 60.0, "write": 60.0, "pool": 60.0}


def test_extra_members_need_a_json_object(caller: Any) -> None:
    options = {"extra_body": {"a": 1}}
    api = caller(Wire({}))
    for body in (None, Body("text/plain", lambda: str), Body("application/json", lambda: list[int])):
        value = {"text/plain": "x", "application/json": [1]}.get(body.content_type) if body else None
        with pytest.raises(InvalidArgumentError, match="do_it: extra_body needs a JSON"):
            api.call(operation("POST", body=body), value, options)
    api.call(operation("POST", body=Body("application/json", lambda: dict[str, int], required=False)), None, options)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_can_not_hold_is_not_sent(caller: Any, number: float) -> None:
    wire = Wire({})
    api = caller(wire)
    with pytest.raises(InvalidArgumentError, match="create_thing: a number in extra_body is infinite or NaN"):
        api.create({"name": "a"}, {"extra_body": {"size": [number]}})
    with pytest.raises(ValueError, match=r"finite|infinite"):
        api.call(operation("POST", body=Body("application/json", lambda: list[float])), [number])
    assert wire.requests == []


class Form(BaseModel):
    name: str
    tags: list[str | None] = []
    meta: dict[str, int] = {}
    file: Any = None


def test_a_form(caller: Any) -> None:
    wire = Wire({})
    body = Body("application/x-www-form-urlencoded", lambda: Form)
    caller(wire).call(operation("POST", body=body), Form(name="a b&c", tags=["x", None, "y"]))
    assert wire.last.content == b"name=a%20b%26c&tags=x&tags=y"
    assert wire.last.headers["content-type"] == "application/x-www-form-urlencoded"


def test_a_multipart_form(caller: Any) -> None:
    wire = Wire({})
    form = Form(name="a", tags=["x", None, "y"], meta={"k": 1}, file=("a.txt", io.BytesIO(b"content"), "text/plain"))
    caller(wire).call(operation("POST", body=Body("multipart/form-data", lambda: Form)), form)
    boundary = wire.last.headers["content-type"].removeprefix("multipart/form-data; boundary=").encode()
    parts = [part.strip(b"\r\n") for part in wire.last.content.split(b"--" + boundary)[1:-1]]
    assert parts == [
        b'Content-Disposition: form-data; name="name"\r\n\r\na',
        b'Content-Disposition: form-data; name="tags"\r\n\r\nx',
        b'Content-Disposition: form-data; name="tags"\r\n\r\ny',
        b'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"k":1}',
        b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\ncontent',
    ]


@pytest.mark.parametrize(
    ("value", "sent"), [("tëxt", "tëxt".encode()), (b"bytes", b"bytes"), (bytearray(b"array"), b"array")]
)
def test_bodies_that_are_no_json(caller: Any, value: object, sent: bytes) -> None:
    wire = Wire({})
    caller(wire).call(operation("POST", body=Body("application/octet-stream", lambda: bytes)), value)
    assert (wire.last.content, wire.last.headers["content-type"]) == (sent, "application/octet-stream")


def test_a_body_that_may_be_left_out(caller: Any) -> None:
    wire = Wire({})
    api = caller(wire)
    optional = operation("POST", body=Body("application/json", lambda: dict[str, int], required=False))
    api.call(optional)
    assert "content-type" not in wire.last.headers
    api.call(optional, {"a": 1})
    assert wire.last.headers["content-type"] == "application/json"


# --- back -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content_type", [DATED, DATED + "; charset=utf-8", "application/json", "application/vnd.atlas.2023-02-01+json", ""]
)
def test_json_is_decoded_whatever_its_name(caller: Any, content_type: str) -> None:
    assert caller(Wire(answer({"name": "ü"}, content_type))).get("a") == Thing(name="ü")


def test_a_byte_order_mark_is_passed_over(caller: Any) -> None:
    assert caller(Wire(answer(b'\xef\xbb\xbf{"name": "a"}', DATED))).get("a") == Thing(name="a")
    with pytest.raises(errors.APIStatusError) as caught:
        caller(Wire(answer(b'\xef\xbb\xbf{"errorCode": "GONE"}', DATED, 410))).get("a")
    assert caught.value.error_code == "GONE"


@pytest.mark.parametrize(
    ("content", "content_type", "problem"),
    [
        (b"<html>s3cret</html>", "text/html", f"is text/html, not {DATED}"),
        (b"", DATED, "is empty"),
        (b'{"name": 7, "s3cret": 1}', DATED, "does not fit its type: name: Input should be a valid string"),
        (b'{"name": "s3cret', DATED, "does not fit its type: Invalid JSON: EOF while parsing"),
    ],
)
def test_a_success_that_is_none(caller: Any, content: bytes, content_type: str, problem: str) -> None:
    with pytest.raises(InvalidResponseError) as caught:
        caller(Wire(answer(content, content_type))).get("a")
    error = caught.value
    assert str(error).startswith(f"get_thing: the answer, status 200, {problem}")
    assert error.response.content == content
    assert error.status_code == 200
    assert error.__cause__ is None
    assert error.__context__ is None
    assert "s3cret" not in str(error) + repr(error)


def test_an_undocumented_success_is_read_like_the_documented_one(caller: Any) -> None:
    assert caller(Wire(answer({"name": "a"}, status=201))).get("a") == Thing(name="a")
    with pytest.raises(InvalidResponseError, match="status 202, is empty"):
        caller(Wire(answer(status=202))).get("a")


@pytest.mark.parametrize("status", [200, 204])
def test_nothing_is_none(caller: Any, status: int) -> None:
    assert caller(Wire(answer(status=status))).call(DELETE) is None
    assert caller(Wire(answer({"a": 1}, status=status))).call(DELETE) is None
    assert caller(Wire(answer({"a": 1}))).call(operation(responses={})) is None


def test_the_answer_is_picked_by_status_and_media_type(caller: Any) -> None:
    picking = operation(
        responses={
            "200": (Json("application/json", lambda: int), Text("text/*"), Binary("application/octet-stream"), Empty()),
            "2XX": (Json("application/json", lambda: str),),
            "default": (Json("application/json", lambda: list[int]),),
        }
    )
    for given, expected in [
        (answer(b"7"), 7),
        (answer("é".encode("latin-1"), "text/plain; charset=latin-1"), "é"),
        (answer(b"\0\1", "application/octet-stream"), b"\0\1"),
        (answer(b"", ""), None),
        (answer(b'"x"', status=206), "x"),
    ]:
        assert caller(Wire(given)).call(picking) == expected
    assert caller(Wire(answer(b"[1]"))).call(operation(responses={"default": picking.responses["default"]})) == [1]


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/json", ["1"]),
        ("application/json; profile=short", "1"),
        ('application/json;Profile="short"; charset=utf-8', "1"),
        ("application/json; charset=utf-8", ["1"]),
    ],
)
def test_parameters_tell_media_types_apart(caller: Any, content_type: str, expected: object) -> None:
    short, whole = Text("application/json; profile=short"), Json("application/json", lambda: list[str])
    picking = operation(responses={"200": (short, whole)})
    body = b"1" if expected == "1" else b'["1"]'
    assert caller(Wire(answer(body, content_type))).call(picking) == expected


def test_head_has_no_body(caller: Any) -> None:
    assert caller(Wire(answer())).call(operation("HEAD")) is None


def test_a_documented_redirect_is_an_answer(caller: Any) -> None:
    wire = Wire(httpx2.Response(304))
    assert caller(wire).call(operation(responses={"304": (Empty(),)})) is None


# --- envelope -------------------------------------------------------------------------------------------------------


def test_an_envelope_around_the_content(caller: Any) -> None:
    wire = Wire(answer({"status": 200, "content": {"name": "a"}}))
    assert caller(wire).get("a", envelope=True) == Thing(name="a")
    assert wire.last.url.query == b"envelope=true"


def test_an_envelope_in_the_list_itself(caller: Any) -> None:
    things = {"status": 200, "results": [{"name": "a"}], "totalCount": 1}
    page = caller(Wire(answer(things))).page(LIST, envelope=True)
    assert page.items == [Thing(name="a")]


def test_no_envelope_where_one_was_asked_for(caller: Any) -> None:
    for thing in ({"name": "a"}, {"name": "a", "status": "ACTIVE"}, {"name": "a", "status": 7}):
        assert caller(Wire(answer(thing))).get("a", envelope=True).name == "a"


def test_what_looks_like_an_envelope_and_was_not_asked_for(caller: Any) -> None:
    with pytest.raises(InvalidResponseError):
        caller(Wire(answer({"status": 200, "content": {"name": "a"}}))).get("a")


@pytest.mark.parametrize(
    "body",
    [
        {"status": 404, "content": {"error": 404, "errorCode": "GONE", "detail": "d"}},
        {"status": 404, "error": 404, "errorCode": "GONE", "detail": "d"},
    ],
)
def test_an_error_in_an_envelope_is_raised(caller: Any, body: object) -> None:
    with pytest.raises(errors.NotFoundError) as caught:
        caller(Wire(answer(body))).get("a", envelope=True)
    assert (caught.value.status_code, caught.value.error_code, caught.value.detail) == (404, "GONE", "d")
    assert caught.value.body.error == 404
    assert caught.value.response.status_code == 200


@pytest.mark.parametrize("content", [b"[1]", b"<html>", b""])
def test_an_envelope_that_is_none(caller: Any, content: bytes) -> None:
    with pytest.raises(InvalidResponseError):
        caller(Wire(answer(content))).get("a", envelope=True)


# --- raw access -----------------------------------------------------------------------------------------------------


def test_raw_access(caller: Any) -> None:
    wire = Wire(httpx2.Response(200, json={"name": "a"}, headers={"x-request-id": "r", "x-ratelimit-limit": "5"}))
    api = caller(wire)
    raw = api.raw("get", "a")
    assert isinstance(raw, RawResponse)
    assert (raw.status_code, raw.request_id, raw.content) == (200, "r", b'{"name":"a"}')
    assert raw.rate_limit is not None
    assert raw.rate_limit.limit == 5
    assert raw.headers["content-type"] == "application/json"
    assert raw.parse() == Thing(name="a")
    assert repr(raw) == "<RawResponse 200, 12 bytes>"
    assert api.get("a") == Thing(name="a"), "the next call is an ordinary one"


def test_raw_access_shows_what_cannot_be_parsed(caller: Any) -> None:
    raw = caller(Wire(answer(b"<html>", "text/html"))).raw("get", "a")
    assert raw.content == b"<html>"
    with pytest.raises(InvalidResponseError):
        raw.parse()


def test_raw_access_to_pages_and_streams(caller: Any) -> None:
    api = caller(Wire(answer({"results": [{"name": "a"}], "totalCount": 1})))
    assert api.items(api.raw("page", LIST).parse()) == [Thing(name="a")]
    raw = caller(Wire(answer(b"a;b", "text/csv"))).raw("stream", EXPORT)
    assert (raw.content, raw.parse()) == (b"a;b", "a;b")


def test_errors_are_raised_in_raw_access_too(caller: Any) -> None:
    api = caller(Wire(404, {"name": "a"}))
    with pytest.raises(errors.NotFoundError):
        api.raw("get", "a")
    with pytest.raises(InvalidArgumentError):
        api.raw("get", "")
    assert api.get("a") == Thing(name="a")


# --- size -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 500])
def test_an_answer_beyond_the_limit_is_refused(caller: Any, status: int) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        bomb = gzip.compress(b"0" * 5_000_000)
        assert len(bomb) < 10_000
        return httpx2.Response(status, stream=Chunked(bomb), headers={"content-encoding": "gzip"})

    with pytest.raises(ResponseTooLargeError, match=r"more than 100,000 bytes; max_response_bytes sets the limit"):
        caller(handler, max_response_bytes=100_000).get("a")
    if status == 200:
        with pytest.raises(InvalidResponseError, match="does not fit"):
            caller(handler, max_response_bytes=None).get("a")


def test_a_compressed_answer_within_the_limit(caller: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        content = gzip.compress(b'{"name": "a"}')
        headers = {"content-encoding": "gzip", "content-type": DATED, "content-length": str(len(content))}
        return httpx2.Response(200, stream=Chunked(content[:5], content[5:]), headers=headers)

    raw = caller(handler).raw("get", "a")
    assert raw.parse() == Thing(name="a")
    assert raw.http_response.request.url.path == f"/v2/groups/{ID}/things/a"


def test_an_answer_that_cannot_be_decompressed(caller: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=Chunked(b"no gzip"), headers={"content-encoding": "gzip"})

    with pytest.raises(InvalidResponseError, match="get_thing: the answer cannot be decompressed"):
        caller(handler).get("a")


def test_creating_is_the_documented_call(caller: Any) -> None:
    assert CREATE.method == "POST"
    assert caller(Wire({"name": "a"})).create(NewThing(name="a")) == Thing(name="a")

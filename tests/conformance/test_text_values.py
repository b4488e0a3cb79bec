"""Texts that are one value, such as a number or a day: `text/plain` whose schema says more than that it is text."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.conformance.calls import Api
from tests.conformance.parts import ref
from tests.support.packages import document

SCHEMAS: dict[str, dict[str, Any]] = {
    "Count": {"type": "integer", "minimum": 0},
    "Ratio": {"type": "number"},
    "Switch": {"type": "boolean"},
    "Day": {"type": "string", "format": "date"},
    "Moment": {"type": "string", "format": "date-time"},
    "Id": {"type": "string", "format": "uuid"},
    "Colour": {"type": "string", "enum": ["red", "true", "1"]},
    "Level": {"type": "integer", "enum": [1, 2]},
    "Maybe": {"type": ["integer", "null"]},
    "Either": {"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": 5}]},
    "Word": {"type": "string", "minLength": 2},
    "Bytes": {"type": "string", "format": "byte"},
    "Anything": {},
}
ID = "0d3c6f6e-4b6a-4a0e-9d0a-0f6f6c3a1b2c"
VALUES = [
    ("count", 5, "5"),
    ("ratio", 0.5, "0.5"),
    ("ratio", 3, "3"),
    ("switch", True, "true"),
    ("day", date(2024, 5, 6), "2024-05-06"),
    ("moment", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "2024-05-06T07:08:09Z"),
    ("id", UUID(ID), ID),
    ("colour", "red", "red"),
    ("colour", "true", "true"),
    ("colour", "1", "1"),
    ("level", 2, "2"),
    ("maybe", 7, "7"),
    ("either", 5, "5"),
    ("either", "five", "five"),
    ("word", "true", "true"),
    ("word", "12", "12"),
    ("bytes", "MTI=", "MTI="),
    ("anything", "12", "12"),
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    paths = {}
    for name in SCHEMAS:
        content = {"text/plain": {"schema": ref(name)}}
        paths[f"/{name}"] = {
            "put": {
                "operationId": f"send{name}",
                "requestBody": {"required": True, "content": content},
                "responses": {"204": {"description": "Done."}, "409": {"description": "Now.", "content": content}},
            },
            "get": {"operationId": f"read{name}", "responses": {"200": {"description": "It.", "content": content}}},
        }
    return Api(document(paths, SCHEMAS), tmp_path_factory.mktemp("text_values"))


@pytest.mark.parametrize(("name", "value", "text"), VALUES)
def test_a_value_is_sent_as_text(api: Api, name: str, value: Any, text: str) -> None:
    api.server.answers("", status=204)
    getattr(api.default, f"send_{name}")(value)
    assert api.server.last.content == text.encode()
    assert api.server.last.headers["content-type"] == "text/plain"


@pytest.mark.parametrize(("name", "value", "text"), VALUES)
def test_a_value_is_read_from_text(api: Api, name: str, value: Any, text: str) -> None:
    api.server.answers(text, "text/plain; charset=utf-8")
    found = getattr(api.default, f"read_{name}")()
    assert found == value
    assert isinstance(found, type(value)) or name == "ratio"


@pytest.mark.parametrize(("name", "value", "text"), VALUES)
def test_a_value_is_read_from_the_text_of_an_error(api: Api, name: str, value: Any, text: str) -> None:
    api.server.answers(text, "text/plain", status=409)
    with pytest.raises(api.module.ConflictError) as caught:
        getattr(api.default, f"send_{name}")(value)
    assert caught.value.body == value


def test_texts_that_servers_write_otherwise(api: Api) -> None:
    for name, text, value in (
        ("count", "5\n", 5),
        ("switch", "True", True),
        ("day", "2024-05-06\r\n", date(2024, 5, 6)),
        ("maybe", "null", None),
        ("maybe", "", None),
        ("colour", "blue", "blue"),
        ("level", "3", 3),
    ):
        api.server.answers(text, "text/plain")
        assert getattr(api.default, f"read_{name}")() == value


@pytest.mark.parametrize(("name", "text"), [("count", "many"), ("count", ""), ("day", "soon"), ("switch", '"true"')])
def test_a_text_that_is_no_such_value(api: Api, name: str, text: str) -> None:
    api.server.answers(text, "text/plain")
    with pytest.raises(api.module.InvalidResponseError, match="does not fit its type"):
        getattr(api.default, f"read_{name}")()
    api.server.answers(text, "text/plain", status=409)
    with pytest.raises(api.module.ConflictError) as caught:
        api.default.send_count(1)
    assert caught.value.body == (text or None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("count", "5"),
        ("count", -1),
        ("count", True),
        ("count", None),
        ("switch", 1),
        ("day", "tomorrow"),
        ("day", datetime(2024, 5, 6, tzinfo=UTC)),
        ("moment", datetime(2024, 5, 6)),
        ("colour", "blue"),
        ("colour", b"red"),
        ("level", 3),
        ("either", "too long"),
        ("word", "x"),
    ],
)
def test_what_is_no_such_value_is_not_sent(api: Api, name: str, value: Any) -> None:
    before = len(api.server.requests)
    with pytest.raises(ValueError, match=r"valid|body|Input|should|greater"):
        getattr(api.default, f"send_{name}")(value)
    assert len(api.server.requests) == before


def test_type_checkers_know_the_types(api: Api) -> None:
    methods = api.module.resources.default.Default
    assert methods.read_count.__annotations__["return"] == "int"
    assert methods.read_colour.__annotations__["return"] == "models.Colour | str"
    assert methods.send_count.__annotations__["body"] == "int"
    assert methods.send_colour.__annotations__["body"] == "models.Colour"
    assert methods.send_word.__annotations__["body"] == "bytes | IO[bytes] | PathLike[str] | str"


def test_one_of_several_content_types(tmp_path: Path) -> None:
    content = {"application/json": {"schema": {"type": "string"}}, "text/plain": {"schema": {"type": "integer"}}}
    operation = {
        "operationId": "send",
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "It.", "content": content}},
    }
    api = Api(document({"/a": {"post": operation}}), tmp_path)
    api.server.answers("5", "text/plain")
    assert api.default.send(7, content_type="text/plain") == 5
    assert api.server.last.content == b"7"
    api.server.answers('"5"')
    assert api.default.send("7") == "5"
    assert api.server.last.content == b'"7"'


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        ("text/plain; charset=iso-8859-1", "grüße".encode("latin-1")),
        ('text/plain;Charset="UTF-16LE"', "grüße".encode("utf-16-le")),
        ("text/plain; charset=unheard-of", "grüße".encode()),
        ("text/plain; charset=hex", "grüße".encode()),
        ("text/plain; charset=us-ascii", None),
        ("text/markdown; charset=iso-8859-1", "grüße".encode("latin-1")),
    ],
)
@pytest.mark.parametrize("in_form", [False, True])
def test_a_text_is_sent_in_the_charset_of_its_content_type(
    content_type: str, sent: bytes | None, *, in_form: bool, tmp_path: Path
) -> None:
    schema: dict[str, Any] = {"type": "string"}
    content: dict[str, Any] = {content_type: {"schema": schema}}
    if in_form:
        form = {"type": "object", "properties": {"a": schema}}
        content = {"multipart/form-data": {"schema": form, "encoding": {"a": {"contentType": content_type}}}}
    operation = {
        "operationId": "send",
        "requestBody": {"required": True, "content": content},
        "responses": {"204": {"description": "Done."}},
    }
    api = Api(document({"/a": {"post": operation}}), tmp_path)
    if sent is None:
        with pytest.raises(api.module.InvalidArgumentError, match="every character"):
            api.default.send({"a": "grüße"} if in_form else "grüße")
        return
    api.default.send({"a": "grüße"} if in_form else "grüße")
    assert api.server.last.content == sent or (in_form and b"\r\n\r\n" + sent + b"\r\n" in api.server.last.content)
    api.default.send({"a": "plain"} if in_form else b"bytes \xff")
    assert in_form or api.server.last.content == b"bytes \xff"

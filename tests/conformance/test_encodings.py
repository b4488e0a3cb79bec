"""How the members of forms are encoded, and the content types of their parts."""

from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from specloom.diagnostics import Severity

from tests.conformance.calls import Api, document_of, parts
from tests.support.packages import build, document


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(document_of("bodies"), tmp_path_factory.mktemp("bodies"))


def test_parts_are_encoded_as_the_document_says(api: Api) -> None:
    note = {"text": "t", "number": 1}
    api.default.encoded(
        {
            "csv": "a,b",
            "note": note,
            "notes": [note, note],
            "numbers": [1, 2],
            "image": b"i",
            "picture": ("x.jpg", b"p"),
            "apart": note,
            "deep": note,
            "spaced": ["a", "b"],
        }
    )
    found = []
    for head, content in parts(api):
        lines = dict(line.lower().split(": ", 1) for line in head.split("\r\n"))
        name = lines["content-disposition"].partition('name="')[2].partition('"')[0]
        found.append((name, lines.get("content-type"), content.decode()))
    written = '{"text":"t","number":1}'
    assert found == [
        ("csv", "text/csv", "a,b"),
        ("note", "application/vnd.example+json", written),
        ("notes", "application/json", written),
        ("notes", "application/json", written),
        ("numbers", "application/json", "1"),
        ("numbers", "application/json", "2"),
        ("image", "image/png", "i"),
        ("picture", "image/jpeg", "p"),  # which of the two it is, its name says
        ("text", None, "t"),
        ("number", None, "1"),
        ("deep[text]", None, "t"),
        ("deep[number]", None, "1"),
        ("spaced", None, "a b"),
    ]


def test_parts_hold_what_their_schemas_say(tmp_path: Path) -> None:
    """A schema says by `contentMediaType` what a member holds; what is never text is a file, with or without a type."""
    image = {"type": "string", "contentMediaType": "image/png"}
    properties = {
        "typed": image,
        "untyped": {"contentMediaType": "application/pdf"},
        "each": {"type": "array", "items": image},
        "page": {"type": "string", "contentMediaType": "text/html"},
        "record": {"type": "string", "contentMediaType": "application/json"},
        "drawing": {"type": "string", "contentMediaType": "image/svg+xml"},
        "encoded": {**image, "contentEncoding": "base64"},
        "otherwise": image,
    }
    form = {
        "schema": {"type": "object", "properties": properties},
        "encoding": {"otherwise": {"contentType": "image/webp"}},
    }
    body = {"required": True, "content": {"multipart/form-data": form}}
    operation = {"operationId": "send", "requestBody": body, "responses": {"204": {"description": "-"}}}
    api = Api(document({"/a": {"post": operation}}), tmp_path)
    sent = {"typed": b"1", "untyped": b"2", "each": [b"3", b"4"], "page": "<p>", "record": "{}", "drawing": "<svg/>"}
    api.default.send({**sent, "encoded": "aGk=", "otherwise": b"5"})
    found = []
    for head, content in parts(api):
        lines = dict(line.lower().split(": ", 1) for line in head.split("\r\n"))
        found.append((lines.get("content-type"), content))
    assert found == [
        ("image/png", b"1"),
        ("application/pdf", b"2"),
        ("image/png", b"3"),
        ("image/png", b"4"),
        ("text/html", b"<p>"),
        (None, b"{}"),
        ("image/svg+xml", b"<svg/>"),
        (None, b"aGk="),
        ("image/webp", b"5"),
    ]
    for wrong in ({"typed": 1}, {"untyped": {}}, {"page": b"<p>"}):
        with pytest.raises(ValueError, match="Input should be"):
            api.default.send(wrong)


@pytest.mark.parametrize(
    ("member", "value", "written"),
    [
        # OpenAPI 3.1.1, 4.8.15.1.1: without an encoding an object is JSON, as is each of a list.
        ("plain", {"text": "t", "number": 1}, 'plain={"text":"t","number":1}'),
        ("plains", [{"text": "t"}, {"text": "u"}], 'plains={"text":"t"}&plains={"text":"u"}'),
        ("json", {"text": "t"}, 'json={"text":"t"}'),
        ("numbers", [1, 2], "numbers=[1,2]"),
        ("joined", ["a", "b"], "joined=a,b"),
        ("spaced", ["a", "b"], "spaced=a b"),
        ("piped", ["a", "b"], "piped=a|b"),
        ("apart", {"text": "t", "number": 1}, "text=t&number=1"),
        ("deep", {"text": "t", "number": 1}, "deep[text]=t&deep[number]=1"),
        ("either", 5, "either=5"),
        ("either", {"text": "t"}, 'either={"text":"t"}'),
    ],
)
def test_members_of_a_form_are_encoded_as_the_document_says(api: Api, member: str, value: Any, written: str) -> None:
    api.default.encoded_form({member: value})
    assert unquote(api.server.last.content.decode()) == written


def test_reserved_characters_of_a_form(api: Api) -> None:
    api.default.encoded_form({"reserved": "a/b?c&d"})
    assert api.server.last.content == b"reserved=a/b?c%26d"


def test_an_encoding_that_nothing_acts_on_is_told(tmp_path: Path) -> None:
    thing = {"type": "object", "properties": {"a": {"type": "object"}, "b": {"type": "string"}}}
    encoding = {
        "a": {"contentType": "application/xml"},
        "b": {"headers": {"X-A": {"schema": {"type": "string"}}}, "style": "loud"},
    }
    content = {"multipart/form-data": {"schema": thing, "encoding": encoding}}
    operation = {"operationId": "x", "requestBody": {"content": content}, "responses": {"204": {"description": "-"}}}
    found = build(document({"/a": {"post": operation}}), tmp_path).diagnostics
    assert [(one.code, one.severity, one.pointer[-2:]) for one in found] == [
        ("encoding-unsupported", Severity.WARNING, ("a", "contentType")),
        ("encoding-unsupported", Severity.WARNING, ("b", "style")),
        ("encoding-unsupported", Severity.WARNING, ("b", "headers")),
    ]


def test_headers_of_parts_that_have_one_value(tmp_path: Path) -> None:
    file = {"type": "string", "format": "binary"}
    thing = {"type": "object", "properties": {"a": file, "b": {"type": "string"}, "c": {"type": "object"}}}
    fixed = {"X-Kind": {"schema": {"enum": ["raw"]}}, "X-Level": {"schema": {"type": "integer", "default": 3}}}
    encoding = {
        "a": {"contentType": "image/png", "headers": fixed},
        "b": {"headers": {"Content-Type": {"schema": {"type": "string"}}, "X-B": {"schema": {"const": True}}}},
        "c": {"headers": {"X-C": {"schema": {"const": "c"}}}},
    }
    content = {"multipart/form-data": {"schema": thing, "encoding": encoding}}
    operation = {"operationId": "x", "requestBody": {"content": content}, "responses": {"204": {"description": "-"}}}
    source = document({"/a": {"post": operation}})
    assert build(source, tmp_path).diagnostics == []
    api = Api(source, tmp_path)
    api.default.x({"a": ("a.png", b"image"), "b": "text", "c": {"d": 1}})
    head = b"content-type: " + api.server.last.headers["content-type"].encode() + b"\r\n\r\n"
    first, second, third = message_from_bytes(head + api.server.last.content).get_payload()
    assert (first["X-Kind"], first["X-Level"], first["Content-Type"]) == ("raw", "3", "image/png")
    assert first.get_filename() == "a.png"
    assert (second["X-B"], second.get_payload()) == ("true", "text")
    assert (third["X-C"], third["Content-Type"], third.get_payload()) == ("c", "application/json", '{"d":1}')


@pytest.mark.parametrize(
    ("content_type", "value", "sent"),
    [
        ("image/png, image/jpeg", b"i", "image/png"),
        ("image/png, image/jpeg", ("a.jpg", b"i"), "image/jpeg"),
        ("image/png, image/jpeg", ("a.jpg", b"i", "image/webp"), "image/webp"),
        ("image/png, image/jpeg", ("a.txt", b"i"), "image/png"),
        ("image/png,image/jpeg", (None, b"i"), "image/png"),
        ("application/vnd.x, text/csv; charset=utf-8", ("a.CSV", b"i"), "text/csv; charset=utf-8"),
        ("application/vnd.x, image/*", ("a.gif", b"i"), "image/gif"),
        ("image/*, application/pdf", b"i", "application/pdf"),
        ("image/*", ("a.gif", b"i"), "image/gif"),
        ("image/*", b"i", "application/octet-stream"),
        ("image/png", ("a.jpg", b"i"), "image/png"),
    ],
)
def test_a_file_is_of_one_of_several_content_types(content_type: str, value: Any, sent: str, tmp_path: Path) -> None:
    """OpenAPI leaves open which one it is: what the caller says, or the file's name, else the first."""
    assert type_of_part({"type": "string", "format": "binary"}, content_type, value, tmp_path) == sent


def test_open_files_and_paths_have_names(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"i")
    file = {"type": "string", "format": "binary"}
    listed = "image/png, image/jpeg"
    assert type_of_part(file, listed, tmp_path / "a.jpg", tmp_path / "first") == "image/jpeg"
    with (tmp_path / "a.jpg").open("rb") as opened:
        assert type_of_part(file, listed, opened, tmp_path / "second") == "image/jpeg"


@pytest.mark.parametrize(
    ("schema", "content_type", "value", "sent"),
    [
        ({"type": "object"}, "text/plain, application/vnd.x+json", {"a": 1}, "application/vnd.x+json"),
        ({"type": "object"}, "application/json", {"a": 1}, "application/json"),
        ({"type": "string"}, "text/markdown, text/plain", "a", "text/markdown"),
        ({"type": "string"}, "text/*, text/plain", "a", "text/plain"),
        ({"type": "string"}, "text/*", "a", None),
    ],
)
def test_a_text_or_an_object_is_of_one_of_several_content_types(
    schema: dict[str, Any], content_type: str, value: Any, sent: str | None, tmp_path: Path
) -> None:
    assert type_of_part(schema, content_type, value, tmp_path) == sent


def type_of_part(schema: dict[str, Any], content_type: str, value: Any, folder: Path) -> str | None:
    """The content type of the one part of a form that is sent."""
    form = {
        "schema": {"type": "object", "properties": {"a": schema}},
        "encoding": {"a": {"contentType": content_type}},
    }
    body = {"required": True, "content": {"multipart/form-data": form}}
    operation = {"operationId": "send", "requestBody": body, "responses": {"204": {"description": "-"}}}
    folder.mkdir(exist_ok=True)
    api = Api(document({"/a": {"post": operation}}), folder)
    api.default.send({"a": value})
    ((head, _),) = parts(api)
    return next((line.partition(": ")[2] for line in head.split("\r\n") if line.startswith("Content-Type: ")), None)

"""Bodies of requests: forms, files and unions in them, several content types."""

import io
import json
import re
from pathlib import Path
from typing import Any, get_overloads

import pytest
from specloom.diagnostics import Severity

from tests.conformance.calls import Api, document_of, parts, refusal
from tests.support.packages import build, document


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(document_of("bodies"), tmp_path_factory.mktemp("bodies"))


def test_a_form(api: Api) -> None:
    value = {"name": "a b&c", "tags": ["x", "y"], "age": 3, "agreed": True, "when": "2024-05-06", "secretKey": "s"}
    api.default.form(value)
    assert api.server.last.headers["content-type"] == "application/x-www-form-urlencoded"
    assert api.server.last.content == (b"name=a%20b%26c&tags=x&tags=y&age=3&agreed=true&when=2024-05-06&secretKey=s")
    for bad in ({}, {"name": 1}, {"name": "x", "agee": 3}, {"name": "x", "tags": "y"}):
        with pytest.raises(refusal(api)):
            api.default.form(bad)


def test_a_union_in_a_form(api: Api) -> None:
    api.default.form_union({"grant_type": "code", "code": "c"})
    assert api.server.last.content == b"grant_type=code&code=c"
    api.default.form_union(api.models.PasswordGrant(username="u"))
    assert sorted(api.server.last.content.split(b"&")) == [b"grant_type=password", b"username=u"]
    for bad in ({"grant_type": "code"}, {"grant_type": "device"}, {"username": "u"}):
        with pytest.raises(refusal(api)):
            api.default.form_union(bad)


def test_files_in_a_form(api: Api) -> None:
    api.default.multipart(
        {
            "file": ("a.txt", b"one", "text/plain"),
            "others": [b"two", io.BytesIO(b"three")],
            "raw31": b"four",
            "fileName": "x",
            "count": 5,
            "note": {"text": "t"},
            "grant": {"grant_type": "code", "code": "c"},
        }
    )
    found = parts(api)
    assert [content for _, content in found[:6]] == [b"one", b"two", b"three", b"four", b"x", b"5"]
    assert 'name="file"; filename="a.txt"' in found[0][0]
    assert "text/plain" in found[0][0]
    assert [json.loads(content) for _, content in found[6:]] == [
        {"text": "t"},
        {"grant_type": "code", "code": "c"},
    ]
    assert all("application/json" in head for head, _ in found[6:])


def test_secrets_and_times_in_a_form_with_files(api: Api) -> None:
    at = "2024-01-01T00:00:00.50+00:00"
    api.default.multipart({"file": b"one", "password": "open", "codes": ["a", "b"], "at": at})
    assert [content for _, content in parts(api)] == [b"one", b"open", b"a", b"b", at.encode()]


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"file": "text"},
        {"file": b"x", "count": "5"},
        {"file": b"x", "note": {}},
        {"file": b"x", "grant": {"grant_type": "device"}},
        {"file": b"x", "others": b"y"},
    ],
)
def test_forms_with_files_that_do_not_fit(api: Api, bad: dict[str, Any]) -> None:
    with pytest.raises(refusal(api)):
        api.default.multipart(bad)


def test_a_model_with_files(api: Api) -> None:
    upload = next(model for name in ("Upload", "Upload_", "UploadModel") if (model := _get(api, name)))
    api.default.multipart(upload(file=b"one", file_name="x"))
    assert [content for _, content in parts(api)] == [b"one", b"x"]
    assert 'name="fileName"' in parts(api)[1][0]


def _get(api: Api, name: str) -> Any:
    return getattr(api.models, name, None)


def test_a_union_in_a_form_with_files(api: Api) -> None:
    api.default.multipart_union({"kind": "file", "file": b"one"})
    assert [content for _, content in parts(api)] == [b"file", b"one"]
    api.default.multipart_union(api.models.UrlSource(url="u"))
    assert sorted(content for _, content in parts(api)) == [b"u", b"url"]
    for bad in ({"kind": "file"}, {"kind": "ftp"}, {"file": b"one"}):
        with pytest.raises(refusal(api)):
            api.default.multipart_union(bad)


def test_of_several_content_types_json_is_sent(api: Api) -> None:
    """OpenAPI leaves the choice to the client; JSON says most, and is what unions and types are written for."""
    api.default.several({"text": "x"})
    assert api.server.last.headers["content-type"] == "application/vnd.example.v2+json"
    assert json.loads(api.server.last.content) == {"text": "x"}


CHOSEN = [
    ("application/json", {"text": "x"}, b'{"text":"x"}'),
    ("application/merge-patch+json", [{"text": "x"}], b'[{"text":"x"}]'),
    ("application/x-www-form-urlencoded", {"grant_type": "code", "code": "c"}, b"grant_type=code&code=c"),
    ("text/csv", "a,b", b"a,b"),
    ("image/png", b"\x89PNG", b"\x89PNG"),
]


@pytest.mark.parametrize(("content_type", "value", "sent"), CHOSEN)
def test_a_caller_chooses_another_content_type(api: Api, content_type: str, value: Any, sent: bytes) -> None:
    api.default.choice(value, content_type=content_type)
    assert api.server.last.headers["content-type"] == content_type
    assert api.server.last.content == sent
    assert not api.server.query


def test_a_form_is_chosen(api: Api) -> None:
    api.default.choice({"kind": "file", "file": b"one"}, content_type="multipart/form-data")
    assert [content for _, content in parts(api)] == [b"file", b"one"]


@pytest.mark.parametrize(
    ("content_type", "value"),
    [
        ("application/xml", b"<a/>"),
        ("image/*", b""),
        ("application/json", [{"text": "x"}]),
        ("application/merge-patch+json", {"text": "x"}),
        ("multipart/form-data", {"grant_type": "code", "code": "c"}),
        ("text/csv", {"text": "x"}),
        ("text/csv", None),
    ],
)
def test_a_body_has_to_fit_the_content_type(api: Api, content_type: str, value: Any) -> None:
    with pytest.raises(refusal(api)):
        api.default.choice(value, content_type=content_type)


def test_the_content_type_is_part_of_the_types(api: Api) -> None:
    """A type checker tells which body goes with which content type: one overload for each."""
    found = get_overloads(api.module.resources.default.Default.choice)
    said = [(one.__annotations__["body"], one.__annotations__["content_type"]) for one in found]
    assert said == [
        ("models.Note | dicts.NoteDict", "Literal['application/json'] | None"),
        ("Sequence[models.Note | dicts.NoteDict]", "Literal['application/merge-patch+json']"),
        ("models.Source | dicts.SourceDict", "Literal['multipart/form-data']"),
        ("models.Grant | dicts.GrantDict", "Literal['application/x-www-form-urlencoded']"),
        ("bytes | IO[bytes] | PathLike[str] | str", "str"),
    ]


@pytest.mark.parametrize("body", [[{"text": "x"}], ({"text": "x"},)])
def test_a_list_may_be_any_sequence(api: Api, body: Any) -> None:
    api.default.choice(body, content_type="application/merge-patch+json")
    assert api.server.last.content == b'[{"text":"x"}]'


def test_a_parameter_called_like_the_choice_is_called_otherwise(api: Api) -> None:
    api.default.choice({"text": "x"}, content_type_="y")
    assert api.server.query == "content_type=y"


def test_json_that_should_hold_a_file_is_not_offered(tmp_path: Path) -> None:
    file = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
    thing = {"type": "object", "properties": {"a": {"type": "string"}, "file": {"type": "string", "format": "binary"}}}
    content = {
        "multipart/form-data": {"schema": file},
        "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}},
        "application/vnd.x+json": {"schema": file},
        "application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/Thing"}},
    }
    operation = {"operationId": "x", "requestBody": {"content": content}, "responses": {"204": {"description": "-"}}}
    found = build(document({"/a": {"post": operation}}, {"Thing": thing}), tmp_path).diagnostics
    assert [(one.code, one.severity, one.pointer[-1]) for one in found] == [
        ("content-type-unsent", Severity.WARNING, "application/json")
    ]


def test_json_is_offered_once_and_in_no_format_that_nothing_writes(tmp_path: Path) -> None:
    """Frameworks list JSON by its old name and by ranges as well, and XML with the same schema."""
    thing = {"schema": {"$ref": "#/components/schemas/Thing"}}
    content = {
        "application/xml": thing,
        "text/json": thing,
        "application/*+json": thing,
        "application/json": thing,
        "application/merge-patch+json": thing,
        "application/x-www-form-urlencoded": thing,
    }
    operation = {"operationId": "x", "requestBody": {"content": content}, "responses": {"204": {"description": "-"}}}
    other = {**operation, "operationId": "y", "requestBody": {"content": {**content, "text/json": {"schema": {}}}}}
    source = document({"/a": {"post": operation, "put": other}}, {"Thing": {"type": "object"}})
    found = build(source, tmp_path / "built").diagnostics
    assert {one.severity for one in found} == {Severity.NOTE}
    assert [(one.code, one.pointer[2:]) for one in found] == [
        ("content-type-unsent", (method, "requestBody", "content", left_out))
        for method, all_left_out in (
            ("put", ("application/xml", "application/*+json")),
            ("post", ("application/xml", "text/json", "application/*+json")),
        )
        for left_out in all_left_out
    ]
    own = Api(source, tmp_path)
    said = type(own.default).x.__annotations__["content_type"]
    kept = ["application/json", "application/merge-patch+json", "application/x-www-form-urlencoded"]
    assert re.findall(r"[a-z]+/[a-z+-]+", said) == kept
    own.default.x({"a": 1}, content_type="application/merge-patch+json")
    assert own.server.last.headers["content-type"] == "application/merge-patch+json"
    with pytest.raises(refusal(own)):
        own.default.x({"a": 1}, content_type="text/json")


def test_one_schema_in_several_content_types_is_one_class(tmp_path: Path) -> None:
    """Also where nobody has named it: Elysia writes the schema of a body into each content type."""

    def schema(kind: str) -> dict[str, Any]:
        inner = {"type": "object", "required": ["street"], "properties": {"street": {"type": kind}}}
        return {"type": "object", "required": ["address"], "properties": {"address": inner}}

    content = {
        "multipart/form-data": {"schema": schema("string")},
        "application/json": {"schema": schema("string")},
        "application/x-www-form-urlencoded": {"schema": schema("integer")},
    }
    operation = {"operationId": "x", "requestBody": {"content": content}, "responses": {"204": {"description": "-"}}}
    own = Api(document({"/a": {"post": operation}}), tmp_path)
    assert {name for name in own.module.__all__ if name.startswith("XRequest")} == {
        "XRequest", "XRequestAddress", "XRequestForm", "XRequestFormAddress",
    }  # fmt: skip
    body = own.module.XRequest(address=own.module.XRequestAddress(street="s"))
    own.default.x(body)
    assert own.server.last.content == b'{"address":{"street":"s"}}'
    own.default.x(body, content_type="multipart/form-data")
    assert [content for _, content in parts(own)] == [b'{"street":"s"}']


def test_bodies_that_are_no_objects(api: Api, tmp_path: Path) -> None:
    api.default.text("grüße")
    assert api.server.last.content == "grüße".encode()
    assert api.server.last.headers["content-type"] == "text/plain"
    api.default.raw_bytes(b"\x00\x01")
    assert api.server.last.content == b"\x00\x01"
    file = tmp_path / "x.bin"
    file.write_bytes(b"content")
    with file.open("rb") as opened:
        api.default.raw_bytes(opened)
    assert api.server.last.content == b"content"
    api.default.image(b"png")
    assert api.server.last.content == b"png"
    # A range is no content type; what of it is sent, only the caller knows.
    assert "*" not in api.server.last.headers.get("content-type", "")
    with pytest.raises(refusal(api)):
        api.default.raw_bytes(1)


def test_other_kinds_of_json(api: Api) -> None:
    api.default.merge_patch({"text": "x", "number": None})
    assert api.server.last.headers["content-type"] == "application/merge-patch+json"
    assert json.loads(api.server.last.content) == {"text": "x", "number": None}
    api.default.referred({"text": "x"})
    assert json.loads(api.server.last.content) == {"text": "x"}


def test_scalars_and_anything(api: Api) -> None:
    api.default.scalar(5)
    assert api.server.last.content == b"5"
    for bad in (6, "5", True, 1.5):
        with pytest.raises(refusal(api)):
            api.default.scalar(bad)
    for value in ([1, "x"], {"a": None}, "text", 0):
        api.default.anything(value)
        assert json.loads(api.server.last.content) == value


def test_a_text_keeps_the_rules_of_its_schema(api: Api) -> None:
    api.default.word("word")
    assert api.server.last.content == b"word"
    for bad in ("Word", "toolong"):
        with pytest.raises(ValueError, match="the body breaks the rule"):
            api.default.word(bad)


def test_an_optional_body(api: Api) -> None:
    api.default.optional()
    assert api.server.last.content == b""
    assert "content-type" not in api.server.last.headers
    api.default.optional({"text": "x"})
    assert json.loads(api.server.last.content) == {"text": "x"}
    with pytest.raises(refusal(api)):
        api.default.optional({})


FILES: dict[str, Any] = {"type": "array", "items": {"type": "string", "format": "binary"}}


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ({}, []),
        ({"schema": FILES}, ["form-without-members"]),
        ({"schema": {"type": "string"}}, ["form-without-members"]),
    ],
)
@pytest.mark.parametrize("media_type", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_form_that_is_not_described_as_an_object(
    content: dict[str, Any], codes: list[str], media_type: str, tmp_path: Path
) -> None:
    """OpenAPI knows no other form; without a description callers say what is in it."""
    operation = {
        "operationId": "x",
        "requestBody": {"required": True, "content": {media_type: content}},
        "responses": {"204": {"description": "-"}},
    }
    source = document({"/a": {"post": operation}})
    assert [one.code for one in build(source, tmp_path).diagnostics] == codes
    api = Api(source, tmp_path)
    api.default.x({"a": "b"})
    assert api.server.last.headers["content-type"].startswith(media_type)
    assert b"b" in api.server.last.content
    for bad in (["a"], "a"):
        with pytest.raises(refusal(api)):
            api.default.x(bad)


def test_a_model_whose_tag_is_that_of_another_union(tmp_path: Path) -> None:
    """A pass is `p` in one union and `q` in another; a model of it is no more than a dictionary would be."""

    def union(**mapping: str) -> dict[str, Any]:
        tags = {tag: f"#/components/schemas/{name}" for tag, name in mapping.items()}
        return {
            "oneOf": [{"$ref": each} for each in tags.values()],
            "discriminator": {"propertyName": "k", "mapping": tags},
        }

    fields = {"k": {"type": "string", "enum": ["p", "q"]}}
    schemas = {
        "Pass": {"type": "object", "required": ["k"], "properties": fields},
        "Else": {"type": "object", "required": ["k"], "properties": {"k": {"const": "e"}}},
        "First": union(p="Pass", e="Else"),
        "Second": union(q="Pass", e="Else"),
    }
    paths = {}
    for name in ("First", "Second"):
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        answer = {"200": {"description": "It.", "content": content}}
        body = {"required": True, "content": content}
        paths[f"/{name}"] = {
            "post": {"operationId": f"send{name}", "requestBody": body, "responses": answer},
            "put": {"operationId": f"put{name}", "requestBody": body, "responses": {"204": {"description": "Gone."}}},
        }
    api = Api(document(paths, schemas), tmp_path)
    api.server.answers('{"k": "e"}')
    api.default.send_first(api.models.Pass(k="p"))
    api.default.send_second(api.models.Pass(k="q"))
    assert api.server.last.read() == b'{"k":"q"}'
    for call, tag in (("send_first", "q"), ("put_first", "q"), ("send_second", "p")):
        with pytest.raises(ValueError, match="k"):
            getattr(api.default, call)(api.models.Pass(k=tag))
    assert len(api.server.requests) == 2

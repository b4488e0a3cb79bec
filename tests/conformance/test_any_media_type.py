"""Content of any media type, as frameworks write it that don't know which one an answer will have."""

import inspect
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.conformance.calls import Api
from tests.conformance.parts import answer, ref
from tests.support.packages import document


@pytest.mark.parametrize("media_type", ["*/*", "application/*", "application/*+json", "text/json"])
def test_any_media_type_with_an_object(media_type: str, tmp_path: Path) -> None:
    thing = {"type": "object", "properties": {"a": {"type": "string"}}}
    body = {"required": True, "content": {media_type: {"schema": ref("Thing")}}}
    paths = {"/a": {"post": {"operationId": "a", "requestBody": body, "responses": answer(ref("Thing"), media_type)}}}
    api = Api(document(paths, {"Thing": thing}), tmp_path)
    api.server.answers('{"a": "x"}')
    assert api.default.a({"a": "y"}).a == "x"
    sent = media_type if "*" not in media_type else "application/json"
    assert api.server.last.headers["content-type"] == sent
    assert json.loads(api.server.last.content) == {"a": "y"}
    with pytest.raises(ValidationError):
        api.default.a({"a": 1})


def test_any_media_type_with_bytes_stays_as_it_is(tmp_path: Path) -> None:
    paths = {"/a": {"get": {"operationId": "a", "responses": answer({"type": "string", "format": "binary"}, "*/*")}}}
    api = Api(document(paths), tmp_path)
    api.server.answers(b"\x00", "image/png")
    assert api.default.a().read() == b"\x00"


ANYTHING: list[tuple[dict[str, Any], str, str, str, str]] = [
    ({"type": "string"}, "text/plain", "x y", "x y", "str"),
    ({"type": ["string", "null"]}, "text/plain; charset=latin-1", "x", "x", "str"),
    ({"type": "string"}, "application/json", '"x y"', "x y", "str"),
    ({"type": "string"}, "application/json", "x y", "x y", "str"),
    ({"type": "string"}, "application/json", "1", "1", "str"),
    ({"type": "string", "enum": ["A", "B"]}, "application/json", '"A"', "A", "models.GetResponse | str"),
    ({"type": "string", "format": "date"}, "application/json", '"2025-03-12"', "2025-03-12", "Date"),
    ({"type": "integer"}, "application/json", "1", "1", "int"),
]
"""Schemas of `*/*`, what comes, and as what."""


def test_any_media_type_with_a_text_or_a_value(tmp_path: Path) -> None:
    """springdoc writes `*/*` for whatever a method returns. A text is sent as it is, and the rest as JSON."""
    paths = {
        f"/{number}": {"get": {"operationId": f"get_{number}", "responses": answer(schema, "*/*")}}
        for number, (schema, *_) in enumerate(ANYTHING)
    }
    api = Api(document(paths), tmp_path)
    for number, (_, media_type, content, value, kind) in enumerate(ANYTHING):
        call = getattr(api.default, f"get_{number}")
        api.server.answers(content, media_type)
        assert str(call()) == value
        assert inspect.signature(call).return_annotation.replace(str(number), "") == kind
        assert api.server.last.headers["accept"] == ("*/*" if number < 5 else "application/json")

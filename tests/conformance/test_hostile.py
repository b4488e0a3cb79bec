"""Text that would like to be code: it may be anywhere in a document, and is nothing but text in the package."""

import ast
import io
import json
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.conformance.calls import Api
from tests.support.packages import build, document

MARK = "pWNED_"
"""Occurs in all hostile text, and in no code; no name is ever made from text in this spelling."""

TEXTS = [
    f'"""; {MARK} = 1; """',
    f"'''\n{MARK} = 1\n'''",
    f'"\n{MARK} = 1\n#"',
    f"'); {MARK} = 1; ('",
    f'\\"; {MARK} = 1 #',
    f"\\'\\\n{MARK} = 1",
    f"ends with a backslash \\ {MARK} \\",
    f'ends with a quote {MARK} "',
    *(f"x{end}{MARK} = 1{end}#" for end in ("\r", "\f", "\v", "\x85", "\u2028", "\u2029", "\x1c", "\r\n")),
    f"# type: ignore[{MARK}]\n# noqa: {MARK}\n# fmt: off",
    f"{{{{ {MARK} }}}}{{% raw %}}{{# {MARK} #}}",
    f"${{{MARK}}} $({MARK}) `{MARK}` %({MARK})s {{{MARK}}} {{0.__class__}}",
    f"</script><img src=x onerror={MARK}>",
    f"../../{MARK}",
    f"..\\..\\{MARK}",
    f"/etc/{MARK}",
    f"x{MARK}\x00",
    f"\u202ex{MARK}\u202c\ufeff",
    f"__import__('os').system('{MARK}')",
    f"-*- coding: {MARK} -*-",
    f"]\n[tool.{MARK}]\nx = ['",
    f"Args:\n    {MARK}: x\n\n>>> {MARK}()",
    f"N{{LATIN SMALL LETTER A}} \\N{{{MARK}}} \\u0022 \\x22",
]
EXTENSIONS = {
    "x-python-type": f"{MARK}.Type",
    "customTypePath": f"os.{MARK}",
    "customBasePath": f"os.{MARK}",
    "x-enum-varnames": [f"{MARK} = 1"],
    "default_factory": f"{MARK}()",
    "x-python-import": {"module": "os", "name": MARK},
    "x-discriminator-value": MARK,
    "$comment": MARK,
    "title": MARK,
}


def schema_with(text: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": text,
        "description": text,
        "required": [text],
        "externalDocs": {"url": text, "description": text},
        "properties": {
            text: {
                "type": "string",
                "description": text,
                "default": text,
                "example": text,
                **EXTENSIONS,
                "title": text,
            },
            "constant": {"const": text, "description": text},
            "choice": {"type": "string", "enum": [text, "b"], "description": text, "default": text},
            "pattern": {"type": "string", "format": text, "pattern": "^a$"},
            "object": {"type": "object", "title": text, "properties": {text: {"type": "integer", "title": text}}},
            "listed": {"type": "array", "items": {"type": "string", "enum": [text, "c"]}, "default": [text]},
            "ruled": {"type": "object", "propertyNames": {"not": {"enum": [text]}}, "maxProperties": 1},
        },
        **{key: value for key, value in EXTENSIONS.items() if key != "title"},
    }


def hostile_document(text: str) -> dict[str, Any]:
    """A document with a text in every place that takes text."""
    union = {
        "oneOf": [{"$ref": "#/components/schemas/One"}, {"$ref": "#/components/schemas/Two"}],
        "discriminator": {
            "propertyName": text,
            "mapping": {text: "#/components/schemas/One", "two": "#/components/schemas/Two"},
        },
        "description": text,
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}, "example": text, **EXTENSIONS}}
    answer = {"description": text, "content": content}
    path = "/" + "".join(char for char in text if char not in "{}?#")
    form = {"type": "object", "properties": {text: {"type": "string"}, "b": {"type": "object"}}}
    encoding = {text: {"contentType": text, "style": text}, "b": {"contentType": "application/json"}}
    content_of_request = {
        **content,
        f"text/{text}": {"schema": {"type": "string"}},
        "multipart/form-data": {"schema": form, "encoding": encoding},
    }
    received = {"requestBody": {"content": content}, "responses": {"204": {"description": text}}, "summary": text}
    operation = {
        "operationId": text,
        "servers": [{"url": f"https://{text}", "variables": {text: {"default": text}}}, {"url": f"/{text}"}],
        "callbacks": {text: {text: {"post": received}}},
        "summary": text,
        "description": text,
        "tags": [text],
        "externalDocs": {"url": text, "description": text},
        "parameters": [
            {"name": text, "in": "query", "description": text, "schema": {"type": "string", "enum": [text, "b"]}},
            {"name": "id", "in": "header", "description": text, "schema": {"type": "string", "default": text}},
        ],
        "requestBody": {"description": text, "required": True, "content": content_of_request},
        "responses": {"200": answer, "default": {"description": text}},
        "security": [{"Key": []}],
        **EXTENSIONS,
    }
    source = document(
        {path: {"post": operation, "summary": text, "description": text}},
        {
            "Thing": {**schema_with(text)},
            text: schema_with(text),
            "Union": union,
            "One": {"type": "object", "properties": {text: {"type": "string"}}, "description": text},
            "Two": {"type": "object", "properties": {text: {"type": "string"}}, "description": text},
            "Enum": {"type": "string", "enum": [text, f"{text} ", "x"], "description": text, **EXTENSIONS},
        },
        info={
            "title": text,
            "version": text,
            "description": text,
            "license": {"name": text},
            "contact": {"name": text},
        },
        tags=[{"name": text, "description": text}],
        webhooks={text: {"post": received, "put": received}},
        components={
            "securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": text}}
        },
    )
    properties = source["components"]["schemas"]["Thing"]["properties"]
    properties["union"] = {"$ref": "#/components/schemas/Union"}
    properties["enum"] = {"$ref": "#/components/schemas/Enum"}
    name = text.replace("~", "~0").replace("/", "~1")
    properties["own"] = {"$ref": f"#/components/schemas/{name}"}
    return source


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text_is_nothing_but_text(text: str, tmp_path: Path) -> None:
    built = build(hostile_document(text), tmp_path)
    for name, content in built.files.items():
        assert Path("/out", name).resolve().is_relative_to("/out"), name
        if name.endswith(".py"):
            assert not _code_with_mark(content), name
            assert not [one.string for one in tokens(content) if one.type == tokenize.COMMENT and MARK in one.string], (
                name
            )
        if name.endswith(".toml"):
            assert MARK not in tomllib.loads(content).get("tool", {})
            assert set(tomllib.loads(content)) == {"build-system", "project", "tool"}


def tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    return tokenize.generate_tokens(io.StringIO(source).readline)


def _code_with_mark(source: str) -> list[str]:
    """Statements and names of code, not text in it, that hold the mark as they stand."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [getattr(node, field, None) for field in ("id", "name", "attr", "arg", "module")]
        found += [name for name in names if isinstance(name, str) and name == MARK]
    return found


@pytest.mark.parametrize("text", [TEXTS[0], TEXTS[2], TEXTS[4], TEXTS[9], TEXTS[11], TEXTS[17]], ids=range(6))
def test_hostile_text_comes_through(text: str, tmp_path: Path) -> None:
    """It is data all the same: names on the wire and values are just what the document says."""
    api = Api(hostile_document(text), tmp_path)
    client = api.client(api_key="k")
    resource = next(
        getattr(client, name)
        for name in dir(type(client))
        if not name.startswith("_") and name not in dir(type(client).__mro__[1])
    )
    method = next(getattr(resource, name) for name in vars(type(resource)) if not name.startswith("_"))
    value = {
        text: text,
        "constant": text,
        "choice": text,
        "listed": [text],
        "object": {text: 1},
        "union": {text: text},
        "enum": text,
        "own": {text: "x"},
        "ruled": {"a": 1},
    }
    api.server.answers(json.dumps(value))
    answer = method(value)
    assert json.loads(api.server.last.content) == value
    assert json.loads(answer.model_dump_json(by_alias=True, exclude_unset=True)) == value
    for bad in ({**value, "constant": "x"}, {**value, "choice": "x"}, {**value, "ruled": {text: 1}}, {}):
        with pytest.raises(ValidationError):
            method(bad)


def test_components_named_like_paths(tmp_path: Path) -> None:
    names = ["../../x", "..", ".", "a/b", "con", "__init__", "models", "_runtime", "x" * 300]
    schemas = {name: {"type": "object", "properties": {"a": {"type": "string"}}} for name in names}
    holder = {
        "type": "object",
        "properties": {
            f"p{at}": {"$ref": "#/components/schemas/" + name.replace("/", "~1")} for at, name in enumerate(names)
        },
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}}
    paths = {
        "/x": {
            "get": {
                "operationId": "../../y",
                "tags": ["../z"],
                "responses": {"200": {"description": "", "content": content}},
            }
        }
    }
    built = build(document(paths, {**schemas, "Holder": holder}), tmp_path)
    for name in built.files:
        assert Path("/out", name).resolve().is_relative_to("/out")
        assert all(len(part) < 200 for part in Path(name).parts), name

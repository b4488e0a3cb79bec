"""What operations have as Swagger 2 had it, or one level too deep or not deep enough: read as it is meant, and said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from specloom.diagnostics import format_pointer
from specloom.mending import mend

from tests.oneshot.conftest import Run
from tests.support.packages import document

TEXT = {"type": "string"}
JSON = {"application/json": {"schema": TEXT}}
FOUND = {"description": "It.", "content": JSON}
NAME = {"name": "name", "in": "formData", "required": True, "type": "string", "description": "Whose."}
FORM = {"type": "object", "properties": {"name": {"description": "Whose.", **TEXT}}, "required": ["name"]}
BODY = {"name": "boat", "in": "body", "required": True, "description": "It.", "schema": TEXT}
ID = {"name": "id", "in": "query", "schema": TEXT}


def form(media: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {media: {"schema": schema}}, "required": True}


@pytest.mark.parametrize(
    ("given", "expected", "places"),
    [
        ({"responses": None, "200": FOUND}, {"responses": {"200": FOUND}}, ["200"]),
        ({"responses": {"200": FOUND}, "default": FOUND}, {"responses": {"default": FOUND, "200": FOUND}}, ["default"]),
        (
            {"requestBody": {"content": JSON, "responses": None, "2XX": FOUND}},
            {"requestBody": {"content": JSON}, "responses": {"2XX": FOUND}},
            ["requestBody/2XX"],
        ),
        (
            {"requestBody": {"content": JSON, "responses": {"200": FOUND}}},
            {"requestBody": {"content": JSON}, "responses": {"200": FOUND}},
            ["requestBody/responses/200"],
        ),
        (
            {"parameters": [BODY, ID]},
            {"parameters": [ID], "requestBody": {"required": True, "description": "It.", "content": JSON}},
            ["parameters/0/in"],
        ),
        (
            {"parameters": [NAME]},
            {"parameters": [], "requestBody": form("application/x-www-form-urlencoded", FORM)},
            ["parameters/0/in"],
        ),
        (
            {"parameters": [NAME, {"name": "file", "in": "formdata", "type": "file"}]},
            {
                "parameters": [],
                "requestBody": form(
                    "multipart/form-data",
                    {**FORM, "properties": {**FORM["properties"], "file": {"type": "string", "format": "binary"}}},
                ),
            },
            ["parameters/0/in", "parameters/1/in"],
        ),
        ({"parameters": [{**ID, "in": "Headers"}]}, {"parameters": [{**ID, "in": "header"}]}, ["parameters/0/in"]),
    ],
)
def test_what_is_meant_is_plain(given: dict[str, Any], expected: dict[str, Any], places: list[str]) -> None:
    mended, found = mend(document({"/a": {"post": given}}))
    assert mended["paths"]["/a"]["post"] == expected
    assert [format_pointer(one.pointer) for one in found] == [f"#/paths/~1a/post/{place}" for place in places]
    assert {one.code for one in found} <= {"unknown-field", "parameter-place"}


@pytest.mark.parametrize(
    "given",
    [
        {"parameters": [BODY], "requestBody": {"content": JSON}},
        {"parameters": [BODY, BODY]},
        {"parameters": [BODY, {**ID, "in": "formData"}]},
        {"parameters": [{**ID, "in": "head"}]},
        {"responses": {"200": FOUND}, "200": FOUND},
        {"responses": {"200": FOUND}, "x-200": FOUND, "201": "It."},
    ],
)
def test_what_could_be_meant_otherwise_stays(given: dict[str, Any]) -> None:
    operation = {"responses": {"204": {"description": ""}}, **given}
    mended, _ = mend(document({"/a": {"post": operation}}))
    left = {key: value for key, value in operation.items() if key != "200" or key not in operation["responses"]}
    assert left.items() <= mended["paths"]["/a"]["post"].items()


def test_an_empty_item_a_server_without_a_url_and_a_body_among_the_parameters(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8").replace("servers: [", "servers: [{description: Here.}, ")
    text = text.replace(
        "parameters: [{name: id,", "parameters: [null, {name: sum, in: body, type: integer}, {name: id,"
    )
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[missing-field]: `url` is missing from a server\n  it is left out" in said
    assert "warning[wrong-type]: an item of `parameters` is empty\n  it is left out" in said
    assert "warning[parameter-place]: `in: body` of a parameter is not supported" in said
    orders = next(tmp_path.glob("out/*/resources/orders.py")).read_text(encoding="utf-8")
    assert "        self, id: str, body: int | None = None, *, " in orders
    assert "https://shop.example" in next(tmp_path.glob("out/*/client.py")).read_text(encoding="utf-8")


def test_security_schemes_of_types_that_there_are_not() -> None:
    schemes = {
        "Basic": {"type": "basic", "description": "It."},
        "Key": {"type": "apikey", "in": "header", "name": "X-Key"},
        "Half": {"type": "OAuth2"},
        "Odd": {"type": "secret"},
        "None": {"description": "It."},
        "Other": {"$ref": "#/components/securitySchemes/Basic"},
    }
    mended, found = mend(document(components={"securitySchemes": schemes}))
    assert mended["components"]["securitySchemes"] == {
        "Basic": {"type": "http", "scheme": "basic", "description": "It."},
        "Key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "Other": schemes["Other"],
    }
    assert [(one.code, one.pointer[-1]) for one in found] == [
        ("security-type", "Basic"),
        ("security-type", "Key"),
        ("security-type", "Half"),
        ("missing-field", "Half"),
        ("security-type", "Odd"),
        ("security-type", "None"),
    ]


def test_parameters_by_name_are_taken_for_a_list() -> None:
    given = {"q": {"in": "query", "schema": TEXT}, "other": {"name": "p", "in": "query"}, "R": {"$ref": "#/R"}}
    mended, found = mend(document({"/a": {"get": {"parameters": given}}}))
    assert mended["paths"]["/a"]["get"]["parameters"] == [
        {"name": "q", "in": "query", "schema": TEXT},
        given["other"],
        given["R"],
    ]
    assert [one.code for one in found] == ["wrong-type"]
    odd = document({"/a": {"get": {"parameters": {"name": "q", "in": "query"}}}})
    assert mend(odd) == (odd, [])


def test_paths_without_their_first_slash() -> None:
    item = {"get": {"responses": {"204": {"description": ""}}}}
    stay = ["/a", "https://api.test/a", "x-note", "", "/twice", "twice"]
    mended, found = mend(document({**dict.fromkeys(stay, item), "b/{id}": item, "{id}": item, "c": item}))
    assert list(mended["paths"]) == [*stay, "/b/{id}", "/{id}", "/c"]
    assert [(one.code, one.pointer[-1]) for one in found] == [
        ("path-without-slash", path) for path in ("b/{id}", "{id}", "c")
    ]


def test_security_and_servers_that_are_no_lists_of_objects() -> None:
    get = {"security": {"Key": []}, "servers": {"url": " https://b.test "}}
    put = {"security": {}, "servers": "https://c.test"}
    post = {"security": ["Key", {"Other": ["a"]}]}
    given = document({"/a": {"get": get, "put": put, "post": post}}, servers=["https://a.test"])
    mended, found = mend(given)
    assert mended["servers"] == [{"url": "https://a.test"}]
    assert mended["paths"]["/a"] == {
        "get": {"security": [{"Key": []}], "servers": [{"url": "https://b.test"}]},
        "put": {"security": [], "servers": [{"url": "https://c.test"}]},
        "post": {"security": [{"Key": []}, {"Other": ["a"]}]},
    }
    assert [one.code for one in found] == ["wrong-type"] * 3 + ["wrong-server"] + ["wrong-type"] * 3


def test_statuses_with_their_reasons_and_references_to_definitions() -> None:
    old = {"$ref": "#/definitions/A"}
    here = {"type": "object", "definitions": {"A": TEXT}, "properties": {"a": {"$ref": "#/definitions/A"}}}
    answers = {"Default": FOUND, "200 OK": FOUND, "201": FOUND, "201 Created": FOUND, "20": FOUND}
    mended, found = mend(document({"/a": {"get": {"responses": answers}}}, {"A": TEXT, "B": {"items": old}, "C": here}))
    assert list(mended["paths"]["/a"]["get"]["responses"]) == ["default", "200", "201", "201 Created", "20"]
    schemas = mended["components"]["schemas"]
    assert schemas["B"] == {"items": {"$ref": "#/components/schemas/A"}}
    assert schemas["C"]["properties"]["a"] == {"$ref": "#/components/schemas/C/definitions/A"}
    assert [one.code for one in found] == ["wrong-status", "wrong-status", "dangling-ref", "dangling-ref"]

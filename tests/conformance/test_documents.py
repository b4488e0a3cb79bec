"""Documents of several files, of all versions, and what can't be made into a package: always said, with its place."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from specloom.diagnostics import Severity, SpecError
from specloom.source import read_bundled

from tests.conformance.calls import HEAD, Api
from tests.support.packages import build, document, roundtrip

OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}}


def test_a_mapping_to_another_file(tmp_path: Path) -> None:
    (tmp_path / "shapes").mkdir()
    (tmp_path / "api.yaml").write_text(
        HEAD
        + """
paths:
  /shapes:
    post:
      operationId: send
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Shape'}}}}
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Shape'}}}}
components:
  schemas:
    Shape:
      oneOf: [{$ref: shapes/round.yaml}, {$ref: './shapes/square.yaml#/definitions/Square'}]
      discriminator:
        propertyName: form
        mapping: {round: shapes/round.yaml, square: './shapes/square.yaml#/definitions/Square'}
""",
        encoding="utf-8",
    )
    (tmp_path / "shapes" / "round.yaml").write_text(
        "{type: object, required: [form], "
        "properties: {form: {type: string}, radius: {$ref: 'square.yaml#/definitions/Size'}}}"
    )
    (tmp_path / "shapes" / "square.yaml").write_text(
        "definitions: {Size: {type: number, minimum: 0}, "
        "Square: {type: object, required: [form], "
        "properties: {form: {type: string}, side: {$ref: '#/definitions/Size'}}}}"
    )
    api = Api(read_bundled(tmp_path / "api.yaml").data, tmp_path)
    for value in ({"form": "round", "radius": 1.5}, {"form": "square", "side": 2}):
        api.server.answers(json.dumps(value))
        answer = api.default.send(value)
        assert json.loads(api.server.last.content) == value
        assert type(answer).__name__.lower() == value["form"]
    for bad in ({"form": "round", "side": 2}, {"form": "oval"}, {"form": "square", "side": -1}):
        with pytest.raises(ValidationError):
            api.default.send(bad)


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1.2", "3.2.0"])
def test_versions(version: str, tmp_path: Path) -> None:
    source = roundtrip({"Thing": OBJECT}, {"$ref": "#/components/schemas/Thing"})
    api = Api({**source, "openapi": version}, tmp_path)
    api.server.answers('{"a": "x"}')
    assert type(api.default.send({"a": "x"})).__name__ == "Thing"


def test_extensions_of_any_kind_wherever_they_may_stand(tmp_path: Path) -> None:
    """Specification extensions hold anything: text where all else is an object, or what looks like one of OpenAPI's."""

    extensions = {"x-text": "text", "x-list": [1], "x-object": {"get": {}}}

    def extended(node: Any, key: str = "") -> Any:
        if isinstance(node, list):
            return [extended(item) for item in node]
        if not isinstance(node, dict):
            return node
        inside = {label: extended(item, label) for label, item in node.items()}
        # In these stand names of the document's own.
        return inside if key in ("content", "properties", "schemas") else {**extensions, **inside}

    source = roundtrip({"Thing": OBJECT}, {"$ref": "#/components/schemas/Thing"})
    api = Api(extended(source), tmp_path)
    api.server.answers('{"a": "x"}')
    assert type(api.default.send({"a": "x"})).__name__ == "Thing"


def test_a_name_with_a_percent_sign(tmp_path: Path) -> None:
    """A fragment is percent-encoded (RFC 6901, 6); generators that write `%22` into a name as well mean that name."""
    source = roundtrip({"Pick.%22id%22_": OBJECT}, {"$ref": "#/components/schemas/Pick.%22id%22_"})
    api = Api(source, tmp_path)
    api.server.answers('{"a": "x"}')
    assert api.default.send({"a": "x"}).a == "x"


def test_a_property_whose_name_python_would_change_in_a_class(tmp_path: Path) -> None:
    schema = {"type": "object", "required": ["__v"], "properties": {"__v": {"type": "integer"}}}
    api = Api(roundtrip({"Thing": schema}, {"$ref": "#/components/schemas/Thing"}), tmp_path)
    api.server.answers('{"__v": 2}')
    assert api.default.send({"__v": 1}).v == 2
    assert api.server.last.content == b'{"__v":1}'
    dicts = import_module(f"{api.module.__name__}.dicts")
    assert set(dicts.ThingDict.__annotations__) == {"__v"}


def _refused(source: dict[str, Any], tmp_path: Path) -> list[str]:
    with pytest.raises(SpecError) as caught:
        build(source, tmp_path)
    return [found.code for found in caught.value.diagnostics if found.severity is Severity.ERROR]


@pytest.mark.parametrize("version", ["2.0", "4.0.0", "3", 3.1, None])
def test_versions_that_are_not_known(version: Any, tmp_path: Path) -> None:
    assert _refused({**roundtrip({}, OBJECT), "openapi": version}, tmp_path) == ["openapi-version"]


@pytest.mark.parametrize(
    "schema",
    [{"allOf": [{"type": "string"}, {"type": "integer"}]}, {"allOf": [{"enum": ["a"]}, {"enum": ["b"]}]}],
)
def test_contradictions_are_said(schema: dict[str, Any], tmp_path: Path) -> None:
    built = build(roundtrip({}, schema), tmp_path)
    assert {one.code for one in built.diagnostics} == {"all-of-contradiction"}


def test_a_schema_that_extends_itself(tmp_path: Path) -> None:
    schemas = {"Self": {"allOf": [{"$ref": "#/components/schemas/Self"}, OBJECT]}}
    assert _refused(roundtrip(schemas, {"$ref": "#/components/schemas/Self"}), tmp_path) == ["all-of-cycle"]


def test_a_document_without_operations_is_told_of(tmp_path: Path) -> None:
    built = build(document(), tmp_path)
    assert [(one.code, one.severity) for one in built.diagnostics] == [("no-operation", Severity.WARNING)]


def test_a_variable_of_the_path_that_no_parameter_declares(tmp_path: Path) -> None:
    """OpenAPI demands one; without it the value is text, which is what a path holds anyway."""
    source = document({"/{id}": {"get": {"operationId": "x", "responses": {"204": {"description": "Nothing."}}}}})
    assert [one.code for one in build(source, tmp_path).diagnostics] == ["path-parameter-missing"]
    api = Api(source, tmp_path)
    api.default.x("a/b")
    assert api.server.target == "/a%2Fb"


@pytest.mark.parametrize(
    ("schema", "keyword"),
    [
        ({"type": "array", "contains": {"type": "string"}, "unevaluatedItems": False}, "unevaluatedItems"),
        ({"type": "string", "pattern": r"\p{Script=Nonsense}("}, "pattern"),
        ({**OBJECT, "not": {"properties": {"at": {"type": "string", "format": "email"}}}}, "not"),
        ({**OBJECT, "if": {"unevaluatedProperties": False}, "then": {}}, "if"),
    ],
)
def test_what_is_left_to_the_server_is_said(schema: dict[str, Any], keyword: str, tmp_path: Path) -> None:
    holder = {"type": "object", "properties": {"held": {"$ref": "#/components/schemas/Held"}}}
    built = build(roundtrip({"Held": schema, "Holder": holder}, {"$ref": "#/components/schemas/Holder"}), tmp_path)
    found = [one for one in built.diagnostics if one.code == "unchecked-keyword"]
    assert [one.pointer[-1] for one in found] == [keyword]
    assert all(one.severity is Severity.WARNING for one in found)


def test_security_schemes_without_an_argument_are_said(tmp_path: Path) -> None:
    source = document({"/x": {"get": {"operationId": "x", "responses": {"204": {"description": "Nothing."}}}}})
    source["components"]["securitySchemes"] = {"Odd": {"type": "http", "scheme": "hoba"}}
    source["security"] = [{"Odd": []}]
    assert "unsupported-security-scheme" in [one.code for one in build(source, tmp_path).diagnostics]


def test_a_client_certificate_is_left_to_the_connection(tmp_path: Path) -> None:
    nothing = {"responses": {"204": {"description": "Nothing."}}}
    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    paths = {
        "/alone": {"get": {"operationId": "alone", "security": [{"Mutual": []}], **nothing}},
        "/both": {"get": {"operationId": "both", "security": [{"Mutual": [], "Key": []}], **nothing}},
    }
    source = document(paths, components={"securitySchemes": {"Mutual": {"type": "mutualTLS"}, "Key": key}})
    assert [one.code for one in build(source, tmp_path).diagnostics] == ["client-certificate"]
    api = Api(source, tmp_path)
    api.client().default.alone()
    api.client(api_key="k").default.both()
    assert api.server.last.headers["x-key"] == "k"


def test_security_schemes_that_there_are_not_are_said(tmp_path: Path) -> None:
    nothing = {"responses": {"204": {"description": "Nothing."}}}
    get = {"operationId": "x", "security": [{"Key": [], "Kye": []}], **nothing}
    source = document({"/x": {"get": get, "put": {**get, "operationId": "y"}}})  # Said once.
    source["components"]["securitySchemes"] = {"Key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    source["security"] = [{"Yek": []}]
    found = [(one.code, one.pointer) for one in build(source, tmp_path).diagnostics]
    assert found == [
        ("undeclared-security-scheme", ("security", 0, "Yek")),
        ("undeclared-security-scheme", ("paths", "/x", "get", "security", 0, "Kye")),
    ]

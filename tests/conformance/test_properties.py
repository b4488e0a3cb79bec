"""Whatever the models of a package can express arrives as JSON that fits the normal form, and decodes back equal."""

import json
import math
from importlib import import_module
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from specloom.build import Built

from tests.conformance.calls import Server
from tests.support.packages import build, load, roundtrip, write
from tests.support.strategies import Models

SHAPES: dict[str, Any] = {
    "Shape": {
        "oneOf": [{"$ref": "#/components/schemas/Circle"}, {"$ref": "#/components/schemas/Group"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {
                "circle": "#/components/schemas/Circle",
                "disc": "#/components/schemas/Circle",
                "group": "#/components/schemas/Group",
            },
        },
    },
    "Circle": {
        "type": "object",
        "required": ["kind", "radius"],
        "properties": {
            "kind": {"type": "string"},
            "radius": {"type": "number", "exclusiveMinimum": 0, "maximum": 1e6},
            "sides": {"type": "integer", "minimum": 3, "maximum": 9},
            "step": {"type": "integer", "multipleOf": 5},
            "colour": {"enum": ["red", "light-blue", "none"]},
            "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]+$", "maxLength": 6},
            "label": {"type": ["string", "null"], "minLength": 1, "maxLength": 4},
            "bornAt": {"type": "string", "format": "date-time"},
            "day": {"type": "string", "format": "date"},
            "id": {"type": "string", "format": "uuid"},
            "secret": {"type": "string", "format": "password"},
            "readAt": {"type": "string", "readOnly": True},
            "true": {"type": "boolean"},
            "a.b/c": {"type": "string"},
        },
    },
    "Group": {
        "type": "object",
        "required": ["kind", "members"],
        "properties": {
            "kind": {"const": "group"},
            "members": {"type": "array", "items": {"$ref": "#/components/schemas/Shape"}, "maxItems": 3},
            "byName": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Shape"}},
            "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
            "size": {"oneOf": [{"type": "integer"}, {"type": "object", "properties": {"w": {"type": "integer"}}}]},
            "notes": {"type": "object", "additionalProperties": {"type": ["number", "null"]}},
            "anything": {},
        },
    },
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Any]:
    folder = tmp_path_factory.mktemp("shapes")
    built = build(roundtrip(SHAPES, {"$ref": "#/components/schemas/Shape"}), folder, import_name="shapes_of_properties")
    return built, load(write(built, folder / "project"), "shapes_of_properties")


def test_what_is_set_arrives_and_fits(built: tuple[Built, Any]) -> None:
    form, module = built
    codec = import_module(f"{module.__name__}._runtime.codec")
    body = form.document["paths"]["/send"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema = Draft202012Validator({**body, "components": form.document["components"]})
    operation = import_module(f"{module.__name__}.resources.default")._SEND
    adapter = codec.adapter_for(operation.body.type)
    server = Server()

    client = module.Example(transport=httpx2.MockTransport(server), max_retries=0)
    server.answers('{"kind": "disc", "radius": 1}')
    seen: set[str] = set()

    @given(value=Models().values(operation.body.type()))
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    def hold(value: Any) -> None:
        client.default.send(value)
        arrived = server.last.content
        data = json.loads(arrived)
        assert list(schema.iter_errors(data)) == []
        assert adapter.validate_json(arrived, context=codec.SENDING) == value
        client.default.send(data)
        assert json.loads(server.last.content) == data
        seen.update(data)

    hold()
    # It would be easy to hold for values that say nothing.
    assert seen >= {"radius", "bornAt", "secret", "label", "members", "byName", "size", "notes", "anything", "a.b/c"}
    assert "readAt" not in seen


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@given(name=st.sampled_from(["radius", "anything", "notes", "deep"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_what_json_can_not_say_is_not_sent(built: tuple[Built, Any], number: float, name: str) -> None:
    _, module = built

    server = Server()
    client = module.Example(transport=httpx2.MockTransport(server))
    body: dict[str, Any] = {"kind": "group", "members": []}
    if name == "radius":
        body["members"] = [{"kind": "circle", "radius": number}]
    else:
        body |= (
            {"notes": {"a": number}} if name == "notes" else {"anything": {"x": [number]} if name == "deep" else number}
        )
    with pytest.raises(ValueError, match=r"finite|JSON can't hold"):
        client.default.send(body)
    assert server.requests == []

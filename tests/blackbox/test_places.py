"""Where errors say that something is wrong: in fields, lists and alternatives, and in no step of pydantic's."""

from typing import Any

import httpx2
import pytest
from pydantic import ValidationError

from tests.support.packages import generate, roundtrip

MODE = {"type": "string", "enum": ["on", "off"]}
SWITCH = {
    "type": "object",
    "properties": {
        "mode": {"anyOf": [{"$ref": "#/components/schemas/Mode"}, {"type": "integer"}]},
        "modes": {"type": "array", "items": {"$ref": "#/components/schemas/Mode"}},
        "few": {
            "anyOf": [
                {"type": "array", "items": {"type": "string", "enum": ["all"]}},
                {"type": "object", "additionalProperties": {"type": "integer", "maximum": 4}},
            ]
        },
        "list[]": {"type": "integer"},
    },
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    schema = {"$ref": "#/components/schemas/Switch"}
    return generate(roundtrip({"Mode": MODE, "Switch": SWITCH}, schema), tmp_path_factory.mktemp("places"))


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"mode": "dim"}, ["mode", "mode.int"]),
        ({"modes": ["on", "dim"]}, ["modes.1"]),
        ({"few": ["none"]}, ["few.list.0", "few.dict"]),
        ({"few": {"a": 5}}, ["few.list", "few.dict.a"]),
        ({"list[]": "1"}, ["list[]"]),
    ],
)
def test_an_error_names_what_is_wrong(package: Any, body: Any, places: list[str]) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json={}))
    for call in (package.Example(transport=transport).default.send, lambda body: package.Switch(**body)):
        with pytest.raises(ValidationError) as caught:
            call(body)
        assert [".".join(map(str, each["loc"])) for each in caught.value.errors()] == places

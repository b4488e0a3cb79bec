"""Bodies as plain data, as type checkers see them."""

from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx2

from tests.support.packages import generate, roundtrip
from tests.support.type_checks import mypy

PART: dict[str, Any] = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
PARTS: dict[str, Any] = {"type": ["array", "null"], "maxItems": 3, "items": {"$ref": "#/components/schemas/Part"}}
WHOLE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "parts": PARTS,
        "more": {"type": ["object", "null"], "minProperties": 1, "additionalProperties": PARTS},
        "tree": {"$ref": "#/components/schemas/Tree"},
    },
}
INTEGER = {"type": "integer"}
TREE: dict[str, Any] = {"type": "array", "maxItems": 3, "items": {"$ref": "#/components/schemas/Tree"}}


def test_lists_with_limits_hold_plain_data_as_well(tmp_path: Path) -> None:
    """Such a list has a name of its own where it may be null, since its limits are beside it there."""
    schemas = {"Whole": WHOLE, "Part": PART, "Tree": TREE}
    package = generate(roundtrip(schemas, {"$ref": "#/components/schemas/Whole"}), tmp_path)
    program = f"""
from {package.__name__}.dicts import WholeDict

held: WholeDict = {{"parts": [{{"name": "a"}}], "more": {{"b": [{{"name": "c"}}]}}, "tree": [[], [[]]]}}
wrong: WholeDict = {{"parts": [{{"name": 1}}]}}
lacking: WholeDict = {{"more": {{"b": [{{}}]}}}}
"""
    first, second = mypy(package, program, tmp_path)
    assert "program.py:5: error" in first
    assert "program.py:6: error" in second


def test_maps_hold_models_and_plain_data_side_by_side(tmp_path: Path) -> None:
    body = {"type": "object", "additionalProperties": {"anyOf": [{"$ref": "#/components/schemas/Part"}, INTEGER]}}
    package = generate(roundtrip({"Part": PART}, body), tmp_path)
    program = f"""
from {package.__name__} import Example, Part

client = Example()
parts: dict[str, Part] = {{}}
client.send({{"a": 1, "b": Part(name="b"), "c": {{"name": "c"}}}})
client.send(parts)
client.send({{"a": "1"}})
"""
    (wrong,) = mypy(package, program, tmp_path)
    assert "program.py:8: error" in wrong
    values = {"a": 1, "b": package.Part(name="b")}
    with package.Example(
        transport=httpx2.MockTransport(lambda request: httpx2.Response(200, content=request.content))
    ) as client:
        for given in (values, MappingProxyType(values)):
            assert client.send(given)["b"].name == "b"

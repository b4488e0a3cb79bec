"""What the values of an enum mean is told wherever a document says it."""

from typing import Any

import pytest
from specloom.normalise.meanings import with_meanings

Json = dict[str, Any]
OFF_ON: Json = {"type": "integer", "enum": [0, 1]}


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({**OFF_ON, "x-enum-varnames": ["Off", "On"]}, "`0`: Off, `1`: On."),
        ({**OFF_ON, "x-enumNames": {"0": "Off", "1": "On"}}, "`0`: Off, `1`: On."),
        ({**OFF_ON, "x-enum-descriptions": ["It is off", "It is on"]}, "- `0`: It is off\n- `1`: It is on"),
        ({**OFF_ON, "x-enumDescriptions": {1: "It is on"}}, "- `1`: It is on"),
        (
            {**OFF_ON, "description": "How it is.", "x-enumNames": ["Off", "On"]},
            "How it is.\n\n- `0`: Off\n- `1`: On",
        ),
        (
            {**OFF_ON, "x-enum-varnames": ["Off", "On"], "x-enum-descriptions": ["", "As ever"]},
            "`0`: Off, `1`: On.\n\n- `0`: Off\n- `1`: On: As ever",
        ),
        (
            {**OFF_ON, "x-ms-enum": {"name": "S", "values": [{"value": "1", "name": "On", "description": "As ever"}]}},
            "`1`: On.\n\n- `1`: On: As ever",
        ),
        ({"enum": ["a", "b"], "x-enum": [{"value": "a", "description": "first"}, {"value": "b"}]}, "- `a`: first"),
        (
            {"oneOf": [{"const": "#f00", "title": "Red"}, {"enum": [""], "title": "None"}, {"type": "integer"}]},
            '`#f00`: Red, `""`: None.',
        ),
        ({"anyOf": [{"const": True, "description": "Yes,\nit is"}]}, "- `true`: Yes, it is"),
    ],
)
def test_it_is_told_in_the_description(schema: Json, told: str) -> None:
    result = with_meanings(schema)
    assert result == {**schema, "description": told}
    assert with_meanings(result) == result


@pytest.mark.parametrize(
    "schema",
    [
        OFF_ON,
        {"type": "string", "x-enumNames": ["A"]},
        {**OFF_ON, "x-enumNames": ["Off"]},
        {**OFF_ON, "x-enum-descriptions": [1, None], "x-ms-enum": {"values": 3}, "x-enum": [4, {"name": "x"}]},
        {"enum": ["some-value", None], "x-enum-varnames": ["SOME_VALUE", "NULL"]},
        {**OFF_ON, "description": "Off is 0 and On is 1.", "x-enum-varnames": ["Off", "On"]},
        {"oneOf": [{"const": 1}, {"$ref": "#/components/schemas/A", "title": "A"}, {"type": "string", "title": "B"}]},
    ],
)
def test_nothing_is_told_where_nothing_is_said(schema: Json) -> None:
    assert with_meanings(schema) == schema

"""Only objects, enums, unions and what recurs keep a name; the rest is written out where it is used."""

import json
from typing import Any

from specloom.normalise.fields import Findings
from specloom.normalise.simplify import simplify

from tests.normalise.tables import codes, schemas, table


@table(
    "given expected found",
    text="""
        {A: {type: object, properties: {id: @Id}}, Id: {type: string, pattern: '^a$', description: 'An id.'}}
        ---
        {A: {type: object, properties: {id: {type: string, pattern: '^a$', description: 'An id.'}}}}
    """,
    constants="""
        {A: {type: object, properties: {a: {type: [string, 'null'], enum: [x]}, b: {type: [string, 'null'], const: y}}}}
        ---
        {A: {type: object, properties: {a: {type: string, const: x}, b: {type: string, const: y}}}}
    """,
    described="""
        A: {type: object, properties: {id: {$ref: %Id, description: Mine.}}}
        Id: {type: string, description: 'An id.'}
        ---
        {A: {type: object, properties: {id: {type: string, description: Mine.}}}}
    """,
    list_of_maps="""
        A: {type: object, properties: {l: @L}}
        L: {type: array, items: @M}
        M: {type: object, additionalProperties: {type: string}}
        ---
        A:
          type: object
          properties: {l: {type: array, items: {type: object, additionalProperties: {type: string}}}}
    """,
    kept="""
        A: {type: object, properties: {e: @E, o: @O, c: @C}}
        E: {enum: [a, b]}
        O: {type: object, properties: {x: {}}}
        C: {type: object, additionalProperties: false}
        ---
        A: {type: object, properties: {e: @E, o: @O, c: @C}}
        E: {enum: [a, b]}
        O: {type: object, properties: {x: {}}}
        C: {type: object, additionalProperties: false}
    """,
    recurring="""
        {A: {type: object, properties: {t: @T}}, T: {type: array, items: @T}}
        ---
        {A: {type: object, properties: {t: @T}}, T: {type: array, items: @T}}
    """,
    enum_of_one="""
        {A: {type: object, properties: {x: {enum: [a]}}}}
        ---
        {A: {type: object, properties: {x: {const: a}}}}
    """,
    alternatives="""
        {A: {oneOf: [{type: 'null'}, @B, {type: [string, 'null']}, @B]}, B: {type: object, properties: {x: {}}}}
        ---
        {A: {oneOf: [@B, {type: string}, {type: 'null'}]}, B: {type: object, properties: {x: {}}}}
    """,
    undeclared="""
        {A: {type: object, required: [x, y], properties: {x: {type: string}}}}
        ---
        {A: {type: object, required: [x, y], properties: {x: {type: string}, y: {}}}}
    """,
    default="""
        {A: {type: object, properties: {x: {type: string, default: 3}, y: {type: integer, default: 3}}}}
        ---
        {A: {type: object, properties: {x: {type: string}, y: {type: integer, default: 3}}}}
        ---
        [default-not-allowed]
    """,
    forbidden="""
        {A: {type: object, properties: {x: {}}, not: {allOf: [{required: [a]}, {required: [b]}]}}}
        ---
        A:
          {type: object, properties: {x: {}}, not: {not: {anyOf: [{not: {required: [a]}}, {not: {required: [b]}}]}}}
    """,
)
def test_simplified(given: Any, expected: Any, found: list[str]) -> None:
    findings = Findings()
    once = simplify(schemas(given), findings)
    assert once.components == expected
    assert codes(findings) == found
    assert simplify(once, Findings()).components == expected


def test_references_outside_of_components_are_followed() -> None:
    given = {"A": {"type": "string", "maxLength": 3}}
    result = simplify(schemas(given, response={"$ref": "#/components/schemas/A"}), Findings())
    assert result.components == {}
    assert list(result.elsewhere.values()) == [{"type": "string", "maxLength": 3}]


def test_writing_out_has_an_end() -> None:
    given = {f"L{at}": {"type": "array", "items": {"$ref": f"#/components/schemas/L{at + 1}"}} for at in range(60)}
    result = simplify(schemas({**given, "L60": {"type": "string"}}), Findings())
    assert result.components
    assert max(json.dumps(schema).count("items") for schema in result.components.values()) <= 20

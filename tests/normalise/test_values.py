"""Lists of values: of the type that the schema says, and several of them as one."""

from typing import Any

import pytest
from specloom.normalise.fields import Findings
from specloom.normalise.values import fits, fitted_enum, merged_values

from tests.normalise.tables import codes, table


@table(
    "given expected found",
    integers="""
        {type: integer, enum: ['1', 2]}
        ---
        {type: integer, enum: [1, 2]}
        ---
        [value-type]
    """,
    texts="""
        {type: string, enum: [1, true, a, null]}
        ---
        {type: string, enum: ['1', 'true', a, null]}
        ---
        [value-type]
    """,
    numbers="""
        {type: number, enum: [1, '1.5']}
        ---
        {type: number, enum: [1, 1.5]}
        ---
        [value-type]
    """,
    whole="""
        {type: integer, enum: [1.0, 2, null]}
        ---
        {type: integer, enum: [1, 2, null]}
    """,
    texts_of_numbers="""
        {type: string, enum: [1.0, a]}
        ---
        {type: string, enum: ['1.0', a]}
        ---
        [value-type]
    """,
    const="""
        {type: boolean, const: 'true'}
        ---
        {type: boolean, const: true}
        ---
        [value-type]
    """,
    of_another_type="""
        {type: integer, enum: [a, 1]}
        ---
        {enum: [a, 1]}
        ---
        [value-type]
    """,
    of_the_items="""
        {type: array, enum: [a, b]}
        ---
        {type: array, items: {enum: [a, b]}}
        ---
        [misplaced-enum]
    """,
    lists="""
        {type: array, items: {type: string}, enum: [[a]]}
        ---
        {type: array, items: {type: string}, enum: [[a]]}
    """,
    fitting="""
        {type: string, enum: [a, b]}
        ---
        {type: string, enum: [a, b]}
    """,
)
def test_fitted(given: Any, expected: Any, found: list[str]) -> None:
    findings = Findings()
    assert fitted_enum(given, (), findings) == expected
    assert [type(value) for value in expected.get("enum", ())] == [
        type(value) for value in fitted_enum(given, (), Findings()).get("enum", ())
    ]
    assert codes(findings) == found


@table(
    "given expected found",
    all="""
        {oneOf: [{enum: [a, b]}, {enum: [b, 1]}], description: d}
        ---
        {description: d, type: [string, integer], enum: [a, b, 1]}
    """,
    beside_others="""
        {anyOf: [@A, {const: a}, {const: b}]}
        ---
        {anyOf: [@A, {type: string, enum: [a, b]}]}
    """,
    typed="""
        {type: string, oneOf: [{const: a}, {const: b}]}
        ---
        {type: string, enum: [a, b]}
    """,
    contradicted="""
        {type: object, oneOf: [{const: a}, {const: b}]}
        ---
        {type: string, enum: [a, b]}
        ---
        [type-contradicts-alternatives]
    """,
    limited="""
        {maxLength: 3, oneOf: [{const: a}, {const: b}]}
        ---
        {maxLength: 3, oneOf: [{type: string, enum: [a, b]}]}
    """,
    single="""
        {oneOf: [{const: a}, @A]}
        ---
        {oneOf: [{const: a}, @A]}
    """,
)
def test_merged(given: Any, expected: Any, found: list[str]) -> None:
    findings = Findings()
    assert merged_values(given, (), findings) == expected
    assert codes(findings) == found


@pytest.mark.parametrize(
    ("value", "schema", "is_fit"),
    [
        (1, {"type": "integer"}, True),
        (1.0, {"type": "integer"}, True),
        (1.5, {"type": "integer"}, False),
        (True, {"type": "integer"}, False),
        (True, {"enum": [1]}, False),
        ("ab", {"type": "string", "maxLength": 1}, False),
        (None, {"anyOf": [{"$ref": "#/components/schemas/Text"}, {"type": "null"}]}, True),
        (3, {"$ref": "#/components/schemas/Text"}, False),
        ([1, "a"], {"type": "array", "items": {"type": "integer"}}, False),
        ({"a": 1}, {"type": "object", "required": ["b"]}, False),
        ({"a": 1}, {"type": "object", "properties": {"a": {"type": "string"}}}, False),
    ],
)
def test_fits(value: Any, schema: Any, is_fit: bool) -> None:
    assert fits(value, schema, {"Text": {"type": "string"}}.get) is is_fit

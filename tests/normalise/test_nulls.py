"""Null is told apart from the values beside it, and said where a value stands instead of by what it is."""

from typing import Any

from specloom.normalise.nulls import null_where_used, split_null, with_null

from tests.normalise.tables import schemas, table


@table(
    "given expected nullable",
    type="""
        {type: [string, 'null']}
        ---
        {type: string}
        ---
        true
    """,
    types="""
        {type: [string, integer, 'null']}
        ---
        {type: [string, integer]}
        ---
        true
    """,
    enum="""
        {enum: [a, null]}
        ---
        {enum: [a]}
        ---
        true
    """,
    enum_with_type="""
        {type: string, enum: [a, null]}
        ---
        {type: string, enum: [a]}
        ---
        false
    """,
    type_with_enum="""
        {type: [string, 'null'], enum: [a]}
        ---
        {type: string, enum: [a]}
        ---
        false
    """,
    type_with_const="""
        {type: [string, 'null'], const: a}
        ---
        {type: string, const: a}
        ---
        false
    """,
    only_null="""
        {type: 'null'}
        ---
        {type: 'null'}
        ---
        false
    """,
    single="""
        {anyOf: [@A, {type: 'null'}], description: d}
        ---
        {$ref: %A, description: d}
        ---
        true
    """,
    union="""
        {oneOf: [@A, @B, {type: 'null'}]}
        ---
        {oneOf: [@A, @B]}
        ---
        true
    """,
)
def test_split(given: Any, expected: Any, nullable: bool) -> None:
    assert split_null(given) == (expected, nullable)


@table(
    "given expected",
    type="""
        {type: string, description: d}
        ---
        {type: [string, 'null'], description: d}
    """,
    reference="""
        @A
        ---
        {anyOf: [@A, {type: 'null'}]}
    """,
    enum="""
        {enum: [a]}
        ---
        {enum: [a, null]}
    """,
    const="""
        {const: a}
        ---
        {anyOf: [{const: a}, {type: 'null'}]}
    """,
    union="""
        {oneOf: [@A, @B]}
        ---
        {anyOf: [{oneOf: [@A, @B]}, {type: 'null'}]}
    """,
    anything="""
        {}
        ---
        {anyOf: [{}, {type: 'null'}]}
    """,
    again="""
        {type: [string, 'null']}
        ---
        {type: [string, 'null']}
    """,
)
def test_with_null(given: Any, expected: Any) -> None:
    assert with_null(given) == expected


@table(
    "given expected",
    property_and_items="""
        {A: {type: [object, 'null'], properties: {x: @A, y: {type: array, items: @A}}}}
        ---
        components:
          A:
            type: object
            properties: {x: {anyOf: [@A, {type: 'null'}]}, y: {type: array, items: {anyOf: [@A, {type: 'null'}]}}}
        response: {anyOf: [@A, {type: 'null'}]}
    """,
    alternative="""
        {A: {oneOf: [@B, @C]}, B: {type: [object, 'null']}, C: {type: object}}
        ---
        components: {A: {oneOf: [@B, @C]}, B: {type: object}, C: {type: object}}
        response: {anyOf: [@A, {type: 'null'}]}
    """,
    extended="""
        {A: {allOf: [@B, {type: object}]}, B: {type: [object, 'null']}}
        ---
        {components: {A: {allOf: [@B, {type: object}]}, B: {type: object}}, response: @A}
    """,
    nothing_but_null="""
        {A: {properties: {x: @N}}, N: {type: 'null'}}
        ---
        {components: {A: {properties: {x: {type: 'null'}}}}, response: @A}
    """,
    none="""
        {A: {type: object}}
        ---
        {components: {A: {type: object}}, response: @A}
    """,
)
def test_where_used(given: Any, expected: Any) -> None:
    result = null_where_used(schemas(given, response={"$ref": "#/components/schemas/A"}))
    assert {"components": result.components, "response": next(iter(result.elsewhere.values()))} == expected

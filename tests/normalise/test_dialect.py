"""One dialect: what 3.0 and 3.1 say in their ways is said in one."""

from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.normalise.dialect import one_dialect
from specloom.normalise.fields import Findings

from tests.normalise.tables import table


def said(schema: Any, version: str) -> Any:
    document = {"openapi": version, "paths": {}, "components": {"schemas": {"A": schema}}}
    result = one_dialect(document, {"x-kept"}, Findings())
    assert result["openapi"] == "3.1.1"
    return result["components"]["schemas"]["A"]


@table(
    "given expected",
    nullable="""
        {type: string, nullable: true}
        ---
        {type: [string, 'null']}
    """,
    nullable_reference="""
        {allOf: [@B], nullable: true, description: d}
        ---
        {anyOf: [@B, {type: 'null'}], description: d}
    """,
    nullable_in_allOf="""
        {allOf: [@B, {nullable: true}]}
        ---
        {anyOf: [@B, {type: 'null'}]}
    """,
    nullable_enum="""
        {type: string, enum: [a], nullable: true}
        ---
        {type: [string, 'null'], enum: [a, null]}
    """,
    nullable_alone="""
        {nullable: true}
        ---
        {}
    """,
    beside_reference="""
        {$ref: %B, maxLength: 3, description: d}
        ---
        {$ref: %B, description: d}
    """,
    exclusive="""
        {type: number, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}
        ---
        {type: number, maximum: 9, exclusiveMinimum: 1}
    """,
    exclusive_of_nothing="""
        {type: number, exclusiveMinimum: true, exclusiveMaximum: true, maximum: 9}
        ---
        {type: number, exclusiveMaximum: 9}
    """,
    extensions="""
        {type: string, x-kept: 1, x-gone: 2}
        ---
        {type: string, x-kept: 1}
    """,
)
def test_version_30(given: Any, expected: Any) -> None:
    assert said(given, "3.0.3") == expected


@table(
    "given expected",
    beside_reference="""
        {$ref: %B, maxLength: 3, description: d}
        ---
        {maxLength: 3, description: d, allOf: [@B]}
    """,
    described_reference="""
        {$ref: %B, description: d}
        ---
        {$ref: %B, description: d}
    """,
    null="""
        {const: null}
        ---
        {type: 'null'}
    """,
    list_of_null="""
        {enum: [null]}
        ---
        {type: 'null'}
    """,
    single="""
        {oneOf: [@B]}
        ---
        @B
    """,
    tagged_single="""
        {oneOf: [@B], discriminator: {propertyName: k}}
        ---
        {oneOf: [@B], discriminator: {propertyName: k}}
    """,
    inside="""
        {properties: {a: {allOf: [@B], type: object}, b: {anyOf: [{type: string}], maxLength: 3}}}
        ---
        {type: object, properties: {a: @B, b: {maxLength: 3, allOf: [{type: string}]}}}
    """,
    heir="""
        {allOf: [@B]}
        ---
        {allOf: [@B]}
    """,
    untyped_object="""
        {properties: {a: {}}}
        ---
        {type: object, properties: {a: {}}}
    """,
    untyped_array="""
        {items: {type: string}}
        ---
        {type: array, items: {type: string}}
    """,
    tuple="""
        {type: array, items: [{type: string}, {type: integer}], additionalItems: false}
        ---
        {type: array, prefixItems: [{type: string}, {type: integer}], items: {not: {}}}
    """,
    tuple_of_nothing="""
        {type: array, items: [], additionalItems: false}
        ---
        {type: array, items: {not: {}}}
    """,
    types_with_parts="""
        {type: [string, integer, object, 'null'], maxLength: 3, properties: {a: {}}, description: d}
        ---
        description: d
        anyOf: [{type: [string, integer], maxLength: 3}, {type: object, properties: {a: {}}}, {type: 'null'}]
    """,
    scalar_types="""
        {type: [string, integer]}
        ---
        {type: [string, integer]}
    """,
    null_in_alternative="""
        {oneOf: [{type: [object, 'null']}, @B]}
        ---
        {oneOf: [{type: object}, @B, {type: 'null'}]}
    """,
    empty_allOf="""
        {type: object, allOf: []}
        ---
        {type: object}
    """,
    meaningless="""
        {$id: a, $comment: c, $schema: s, type: string}
        ---
        {type: string}
    """,
    about_values_of_other_types="""
        type: boolean
        properties: {a: {}}
        additionalProperties: {}
        patternProperties: {a: {}}
        required: [a]
        minProperties: 1
        maxProperties: 1
        propertyNames: {}
        dependentRequired: {a: [b]}
        dependentSchemas: {a: {}}
        unevaluatedProperties: false
        items: {}
        prefixItems: [{}]
        minItems: 1
        maxItems: 1
        uniqueItems: true
        contains: {}
        minContains: 1
        maxContains: 1
        unevaluatedItems: false
        minLength: 1
        maxLength: 1
        pattern: a
        minimum: 1
        maximum: 1
        exclusiveMinimum: 1
        exclusiveMaximum: 1
        multipleOf: 1
        ---
        {type: boolean}
    """,
    map="""
        {additionalProperties: {type: string}}
        ---
        {type: object, additionalProperties: {type: string}}
    """,
    anything_beside_other_types="""
        {additionalProperties: true, anyOf: [{type: string}, @B], minLength: 1}
        ---
        {anyOf: [{type: string}, @B], minLength: 1}
    """,
    lists_of_values="""
        {oneOf: [{type: string, enum: [a, b]}, {const: c}]}
        ---
        {type: string, enum: [a, b, c]}
    """,
    lists_of_values_one_of_them_with_limits="""
        {anyOf: [{type: string, enum: [a, bc], maxLength: 1}, {const: d}]}
        ---
        {anyOf: [{type: string, enum: [a, bc], maxLength: 1}, {const: d}]}
    """,
    constraint="""
        {type: string, not: {nullable: true, type: string, x-gone: 1, const: a}}
        ---
        {type: string, not: {anyOf: [{type: string, const: a}, {type: 'null'}]}}
    """,
)
def test_version_31(given: Any, expected: Any) -> None:
    assert said(given, "3.1.0") == expected
    assert said(expected, "3.1.0") == expected


@pytest.mark.parametrize("version", ["2.0", "4.0.0", 3.1, None])
def test_versions_that_are_not_known(version: Any) -> None:
    with pytest.raises(SpecError, match="not an OpenAPI 3 document"):
        said({}, version)


@pytest.mark.parametrize("method", ["query", "additionalOperations"])
def test_operations_that_31_can_not_say(method: str) -> None:
    document = {"openapi": "3.2.0", "paths": {"/a": {method: {}}}}
    assert one_dialect(document, (), Findings()) == document
    assert one_dialect({"openapi": "3.2.0", "paths": {"/a": {"get": {}}}}, (), Findings())["openapi"] == "3.1.1"


TEXT = {"schema": {"type": "string"}}
SCHEME = {"type": "http", "scheme": "basic"}


def test_what_31_has_no_place_for_is_left_out() -> None:
    def response(**more: Any) -> dict[str, Any]:
        return {"description": "d", "content": {"text/event-stream": TEXT | more}}

    def written(item: dict[str, Any], **more: Any) -> dict[str, Any]:
        called = {"post": {"responses": {"200": response(**item)}}}
        return {
            "paths": {"/a": {"get": {"callbacks": {"c": {"{$url}": called}}, "responses": {"200": response()}}}},
            "components": {"securitySchemes": {"S": SCHEME | more}},
        }

    given = written({"itemSchema": {}, "description": "d"}, oauth2MetadataUrl="u", deprecated=True)
    found = Findings()
    assert one_dialect({"openapi": "3.2.0", **given}, (), found) == {"openapi": "3.1.1", **written({})}
    assert [one.code for one in found.diagnostics] == ["item-schema-unused"]

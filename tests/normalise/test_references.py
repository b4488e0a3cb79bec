"""Every reference leads to a whole component, written in one way."""

from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.keeping import Keeper
from specloom.normalise.references import plain_references

from tests.normalise.tables import table

HEAD = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}


@table(
    "given expected",
    into_a_component="""
        components:
          {schemas: {A: {properties: {x: {type: string}}}, B: {$ref: '#/components/schemas/A/properties/x'}}}
        ---
        {components: {schemas: {A: {properties: {x: @AX}}, B: @AX, AX: {type: string}}}}
    """,
    into_an_operation="""
        paths:
          /a:
            {get: {operationId: getA, responses: {'200': {content: {application/json: {schema: {type: object}}}}}}}
        components: {schemas: {B: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}}}
        ---
        paths:
          /a: {get: {operationId: getA, responses: {'200': {content: {application/json: {schema: @GetAResponse}}}}}}
        components: {schemas: {B: @GetAResponse, GetAResponse: {type: object}}}
    """,
    anchor="""
        {components: {schemas: {A: {$anchor: here, type: string}, B: {$ref: '#here'}}}}
        ---
        {components: {schemas: {A: {$anchor: here, type: string}, B: @A}}}
    """,
    bare_names="""
        components:
          {schemas: {U: {oneOf: [@A], discriminator: {propertyName: k, mapping: {a: A}, defaultMapping: A}}, A: {}}}
        ---
        components:
          schemas: {U: {oneOf: [@A], discriminator: {propertyName: k, mapping: {a: %A}, defaultMapping: %A}}, A: {}}
    """,
    unusual_name="""
        {components: {schemas: {'A B': {}, C: {$ref: '#/components/schemas/A%20B'}}}}
        ---
        {components: {schemas: {AB: {}, C: @AB}}}
    """,
    response_elsewhere="""
        components: {responses: {R: {description: d}}, schemas: {}}
        paths:
          /a: {get: {responses: {'200': {$ref: '#/components/responses/R'}}}}
          /b: {get: {responses: {'200': {$ref: '#/paths/~1a/get/responses/200'}}}}
        ---
        components: {responses: {R: {description: d}}, schemas: {}}
        paths:
          /a: {get: {responses: {'200': {$ref: '#/components/responses/R'}}}}
          /b: {get: {responses: {'200': {$ref: '#/components/responses/R'}}}}
    """,
    itself="""
        {components: {schemas: {A: {properties: {a: @A}}}}}
        ---
        {components: {schemas: {A: {properties: {a: @A}}}}}
    """,
)
def test_plain(given: Any, expected: Any) -> None:
    plain = plain_references({**HEAD, **given}, Keeper())
    assert {key: plain.document[key] for key in given} == expected
    assert plain_references(plain.document, Keeper()).document == plain.document


def test_what_is_new_and_what_was_called_otherwise_is_known() -> None:
    schemas = {"A B": {"properties": {"x": {}}}, "C": {"$ref": "#/components/schemas/A%20B/properties/x"}}
    plain = plain_references({**HEAD, "components": {"schemas": schemas}}, Keeper())
    assert plain.former == {"AB": "A B"}
    assert len(plain.made) == 1


@table(
    "given codes",
    dangling="""
        {components: {schemas: {B: @X}}}
        ---
        [dangling-ref]
    """,
    of_another_kind="""
        components:
          {parameters: {P: {name: a, in: query, schema: {}}}, schemas: {B: {$ref: '#/components/parameters/P'}}}
        ---
        [wrong-ref]
    """,
    cycle="""
        {components: {responses: {A: {$ref: '#/components/responses/B'}, B: {$ref: '#/components/responses/A'}}}}
        ---
        [ref-cycle, ref-cycle]
    """,
    another_file="""
        {components: {schemas: {B: {$ref: 'other.yaml#/A'}}}}
        ---
        [external-ref]
    """,
    several="""
        {components: {schemas: {B: @X, C: @Y}}}
        ---
        [dangling-ref, dangling-ref]
    """,
)
def test_wrong(given: Any, codes: list[str]) -> None:
    with pytest.raises(SpecError) as caught:
        plain_references({**HEAD, **given}, Keeper())
    assert [one.code for one in caught.value.diagnostics] == codes

"""Components that only refer to others are replaced by those others."""

from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.normalise.aliases import without_aliases

from tests.normalise.tables import schemas, table


@table(
    "given expected",
    chain="""
        {A: @B, B: @C, C: {type: string}, D: {properties: {x: @A}}}
        ---
        {C: {type: string}, D: {properties: {x: @C}}}
    """,
    described="""
        {A: {$ref: %B, description: 'An A.'}, B: {type: object}}
        ---
        {B: {type: object}}
    """,
    mapping="""
        U: {oneOf: [@A], discriminator: {propertyName: k, mapping: {a: %A, b: A}, defaultMapping: %A}}
        A: @B
        B: {type: object}
        ---
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {a: %B, b: %B}, defaultMapping: %B}}
        B: {type: object}
    """,
    name_of_an_alternative="""
        U: {oneOf: [@A, @C], discriminator: {propertyName: k}}
        A: @B
        B: {type: object, properties: {k: {type: string}}}
        C: {type: object}
        ---
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {A: %B}}}
        B: {type: object, properties: {k: {type: string}}}
        C: {type: object}
    """,
    alternative_that_lists_its_tags="""
        U: {oneOf: [@A], discriminator: {propertyName: k}}
        A: @B
        B: {allOf: [@C]}
        C: {properties: {k: @K}}
        K: {enum: [b]}
        ---
        U: {oneOf: [@B], discriminator: {propertyName: k}}
        B: {allOf: [@C]}
        C: {properties: {k: @K}}
        K: {enum: [b]}
    """,
    extends="""
        {A: {allOf: [@B]}, B: {type: object}}
        ---
        {A: {allOf: [@B]}, B: {type: object}}
    """,
)
def test_aliases(given: Any, expected: Any) -> None:
    assert without_aliases(schemas(given)).components == expected


@table(
    "given codes",
    cycle="""
        {A: @B, B: @A}
        ---
        [ref-cycle]
    """,
    itself="""
        {A: @A}
        ---
        [ref-cycle]
    """,
)
def test_references_that_only_lead_to_each_other(given: Any, codes: list[str]) -> None:
    with pytest.raises(SpecError) as caught:
        without_aliases(schemas(given))
    assert [one.code for one in caught.value.diagnostics] == codes

"""Every alternative of a discriminated union has its tag, and every such union its whole mapping."""

from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.keeping import Keeper
from specloom.normalise.fields import Findings
from specloom.normalise.tagged_objects import held_to_tags
from specloom.normalise.tags import tagged
from specloom.schemas import Schemas

from tests.normalise.tables import codes, table


@table(
    "given expected found",
    mapping="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, c: %C}}}
        B: {type: object, properties: {k: {const: b, description: Kind.}}}
        C: {type: object, properties: {x: {}, k: {enum: [c]}}}
        ---
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, c: %C}}}
        B: {type: object, properties: {k: {type: string, const: b, description: Kind.}}, required: [k]}
        C: {type: object, properties: {k: {type: string, const: c}, x: {}}, required: [k]}
    """,
    own_name_counts_too="""
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B}}}
        B: {type: object, required: [x], properties: {x: {}}}
        ---
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B, B: %B}}}
        B: {type: object, required: [k, x], properties: {k: {type: string, enum: [b, B]}, x: {}}}
    """,
    without_mapping="""
        {U: {oneOf: [@B], discriminator: {propertyName: k}}, B: {type: object, properties: {k: {type: string}}}}
        ---
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {B: %B}}}
        B: {type: object, properties: {k: {type: string, const: B}}, required: [k]}
    """,
    several_to_one="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k}}
        B: {type: object, properties: {k: {enum: [x, y]}}}
        C: {type: object, properties: {k: {const: z}}}
        ---
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {x: %B, y: %B, z: %C}}}
        B: {type: object, properties: {k: {type: string, enum: [x, y]}}, required: [k]}
        C: {type: object, properties: {k: {type: string, const: z}}, required: [k]}
    """,
    tag_forgotten_in_the_enum="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, c: %C}}}
        B: {type: object, properties: {k: {enum: [b]}}}
        C: {type: object, properties: {k: {enum: [b]}}}
        ---
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, c: %C}}}
        B: {type: object, properties: {k: {type: string, const: b}}, required: [k]}
        C: {type: object, properties: {k: {type: string, const: c}}, required: [k]}
    """,
    mapped_to_a_union_that_gave_way="""
        U: {oneOf: [@V, @D], discriminator: {propertyName: k, mapping: {x: %V}}}
        V: {oneOf: [@B, @C]}
        B: {type: object, properties: {k: {enum: [x]}}}
        C: {type: object, properties: {k: {enum: [y]}}}
        D: {type: object, properties: {k: {enum: [x, z]}}}
        ---
        U: {oneOf: [@B, @C, @D], discriminator: {propertyName: k, mapping: {x: %B, y: %C, z: %D}}}
        V: {oneOf: [@B, @C]}
        B: {type: object, properties: {k: {type: string, const: x}}, required: [k]}
        C: {type: object, properties: {k: {type: string, const: y}}, required: [k]}
        D: {type: object, properties: {k: {type: string, const: z}}, required: [k]}
    """,
    numbers="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {'1': %B, '2': %C}}}
        B: {type: object, properties: {k: {type: integer}}}
        C: {type: object, properties: {k: {type: integer}}}
        ---
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {'1': %B, '2': %C}}}
        B: {type: object, properties: {k: {type: integer, const: 1}}, required: [k]}
        C: {type: object, properties: {k: {type: integer, const: 2}}, required: [k]}
    """,
    union_inside="""
        U: {oneOf: [@V, @C], discriminator: {propertyName: k}}
        V: {oneOf: [@D, @E], discriminator: {propertyName: k}}
        C: {type: object, properties: {k: {const: c}}}
        D: {type: object, properties: {k: {const: d}}}
        E: {type: object, properties: {k: {const: e}}}
        ---
        U: {oneOf: [@D, @E, @C], discriminator: {propertyName: k, mapping: {d: %D, e: %E, c: %C}}}
        V: {oneOf: [@D, @E], discriminator: {propertyName: k, mapping: {d: %D, e: %E}}}
        C: {type: object, properties: {k: {type: string, const: c}}, required: [k]}
        D: {type: object, properties: {k: {type: string, const: d}}, required: [k]}
        E: {type: object, properties: {k: {type: string, const: e}}, required: [k]}
    """,
    one_tag_for_two="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k}}
        B: {type: object, properties: {k: {const: x}, b: {}}}
        C: {type: object, properties: {k: {const: x}, c: {}}}
        ---
        U: {oneOf: [@UX], discriminator: {propertyName: k, mapping: {x: %UX}}}
        B: {type: object, properties: {k: {type: string, const: x}, b: {}}, required: [k]}
        C: {type: object, properties: {k: {type: string, const: x}, c: {}}, required: [k]}
        UX: {oneOf: [@B, @C]}
    """,
    lists_that_have_all_names="""
        U: {oneOf: [@B, @C, @D], discriminator: {propertyName: k}}
        B: {type: object, properties: {k: {enum: [B, C, D]}}}
        C: {type: object, properties: {k: {enum: [B, C]}}}
        D: {type: object, properties: {k: {enum: [B, C, D, other]}}}
        ---
        U: {oneOf: [@B, @C, @D], discriminator: {propertyName: k, mapping: {B: %B, C: %C, D: %D, other: %D}}}
        B: {type: object, properties: {k: {type: string, const: B}}, required: [k]}
        C: {type: object, properties: {k: {type: string, const: C}}, required: [k]}
        D: {type: object, properties: {k: {type: string, enum: [D, other]}}, required: [k]}
    """,
    name_of_another_alone="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k}}
        B: {type: object, properties: {k: {const: C}, b: {}}}
        C: {type: object, properties: {k: {const: C}, c: {}}}
        ---
        U: {oneOf: [@UC], discriminator: {propertyName: k, mapping: {C: %UC}}}
        B: {type: object, properties: {k: {type: string, const: C}, b: {}}, required: [k]}
        C: {type: object, properties: {k: {type: string, const: C}, c: {}}, required: [k]}
        UC: {oneOf: [@B, @C]}
    """,
    default="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B}, x-default-mapping: %C}}
        B: {type: object, properties: {k: {const: b}}}
        C: {type: object, properties: {k: {type: string}}}
        ---
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, C: %C}, x-default-mapping: %C}}
        B: {type: object, properties: {k: {type: string, const: b}}, required: [k]}
        C: {type: object, properties: {k: {type: string}}}
    """,
    also_without_its_tag="""
        U: {oneOf: [@B], discriminator: {propertyName: k}}
        B: {type: object, properties: {k: {const: b}}}
        Z: {type: object, properties: {b: @B}}
        ---
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B}}}
        B: {type: object, properties: {k: {type: string, const: b}}}
        Z: {type: object, properties: {b: @B}}
    """,
    not_all_objects="""
        U: {oneOf: [{type: string}, @B, @S, @C], discriminator: {propertyName: k, mapping: {c: %C, s: %S}}}
        B: {type: object}
        C: {type: object, properties: {k: {type: string}}}
        S: {type: array}
        ---
        U: {oneOf: [{type: string}, @UObject, @S]}
        UObject: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {B: %B, c: %C, C: %C}}}
        B: {type: object, properties: {k: {type: string, const: B}}, required: [k]}
        C: {type: object, properties: {k: {type: string, enum: [c, C]}}, required: [k]}
        S: {type: array}
    """,
    alike_but_for_their_type="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k}}
        B: {type: object, properties: {k: {const: 1}}}
        C: {type: object, properties: {k: {const: true}}}
        ---
        U: {oneOf: [@B, @C]}
        B: {type: object, properties: {k: {const: 1}}}
        C: {type: object, properties: {k: {const: true}}}
        ---
        [discriminator-with-like-tags]
    """,
    no_objects="""
        {U: {oneOf: [{type: string}, @B], discriminator: {propertyName: k}}, B: {type: array}}
        ---
        {U: {oneOf: [{type: string}, @B]}, B: {type: array}}
        ---
        [discriminator-without-objects]
    """,
    mapped_otherwise_by_another="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {a: %B, c: %C}}}
        V: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, c: %C}}}
        B: {type: object, properties: {k: {enum: [a, b]}}}
        C: {type: object, properties: {k: {const: c}}}
        ---
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {a: %B, c: %C}}}
        V: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, c: %C}}}
        B: {type: object, properties: {k: {type: string, enum: [a, b]}}, required: [k]}
        C: {type: object, properties: {k: {type: string, const: c}}, required: [k]}
    """,
    no_way_to_one="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B}}}
        B: {type: object, properties: {k: {enum: [b]}}}
        C: {type: object, properties: {k: {enum: [b]}}}
        ---
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B}}}
        B: {type: object, properties: {k: {type: string, const: b}}, required: [k]}
        C: {type: object, properties: {k: {enum: [b]}}}
        ---
        [variant-without-tag]
    """,
    no_way_to_one_whose_name_leads_to_another="""
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {C: %B}}}
        B: {type: object, properties: {k: {type: string}}}
        C: {type: object, properties: {k: {type: string}}}
        ---
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {C: %B, B: %B}}}
        B: {type: object, properties: {k: {type: string, enum: [C, B]}}, required: [k]}
        C: {type: object, properties: {k: {type: string}}}
        ---
        [variant-without-tag]
    """,
)
def test_tagged(given: Any, expected: Any, found: list[str]) -> None:
    findings = Findings()
    settled = tagged(given, {name: name for name in given}, findings, Keeper())
    assert held_to_tags(Schemas(settled, {})).components == expected
    assert codes(findings) == found


def test_what_was_made_has_no_name_that_counts() -> None:
    union = {"oneOf": [{"$ref": "#/components/schemas/B"}], "discriminator": {"propertyName": "k"}}
    given = {"U": union, "B": {"type": "object", "properties": {"k": {"type": "string"}}}}
    findings = Findings()
    tagged(given, {"U": "U"}, findings, Keeper())
    assert codes(findings) == ["discriminator-without-tags"]
    union = tagged(given, {"U": "U", "B": "Former"}, Findings(), Keeper())["U"]
    assert union["discriminator"]["mapping"] == {"Former": "#/components/schemas/B"}


def test_unions_that_list_each_other() -> None:
    tags = {"discriminator": {"propertyName": "k"}}
    given = {name: {"oneOf": [{"$ref": f"#/components/schemas/{other}"}], **tags} for name, other in ("UV", "VU")}
    with pytest.raises(SpecError, match="this union is its own alternative: U -> V -> U"):
        tagged(given, {}, Findings(), Keeper())

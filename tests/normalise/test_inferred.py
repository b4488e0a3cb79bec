"""Unions that only constants tell apart get the discriminator that these make up."""

from typing import Any

from specloom.keeping import Keeper
from specloom.normalise.inferred import with_inferred_discriminators
from specloom.schemas import Schemas, ref_to

from tests.normalise.tables import table

BODY = ("paths", "/u", "get", "responses", "200", "content", "application/json", "schema")


@table(
    "given expected",
    constants="""
        U: {description: Either., anyOf: [@B, @C]}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        C: {type: object, properties: {k: {enum: [c, d]}}, required: [k]}
        ---
        U:
            description: Either.
            oneOf: [@B, @C]
            discriminator: {propertyName: k, mapping: {b: %B, c: %C, d: %C}, x-inferred: true}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        C: {type: object, properties: {k: {enum: [c, d]}}, required: [k]}
    """,
    the_second_property="""
        U: {oneOf: [@B, @C]}
        B: {type: object, properties: {x: {const: b}, k: {const: 1}}, required: [k, x]}
        C: {type: object, properties: {x: {}, k: {const: 2}}, required: [k, x]}
        ---
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {'1': %B, '2': %C}, x-inferred: true}}
        B: {type: object, properties: {x: {const: b}, k: {const: 1}}, required: [k, x]}
        C: {type: object, properties: {x: {}, k: {const: 2}}, required: [k, x]}
    """,
    a_union_that_gave_way_to_its_alternatives_is_dropped="""
        U: {oneOf: [@B, @V]}
        V: {oneOf: [@C, @D]}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        C: {type: object, properties: {k: {const: c}}, required: [k]}
        D: {type: object, properties: {k: {const: d}}, required: [k]}
        ---
        U:
            oneOf: [@B, @C, @D]
            discriminator: {propertyName: k, mapping: {b: %B, c: %C, d: %D}, x-inferred: true}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        C: {type: object, properties: {k: {const: c}}, required: [k]}
        D: {type: object, properties: {k: {const: d}}, required: [k]}
    """,
    also_where_its_alternative_is_there_twice="""
        U: {oneOf: [@B, @V]}
        V: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B}}}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        ---
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B}, x-inferred: true}}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
    """,
    objects_beside_what_is_none="""
        U: {description: Either., anyOf: [{type: string}, @B, {type: array, items: {}}, @C, @E]}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        C: {type: object, properties: {k: {const: c}}, required: [k]}
        E: {enum: [1, 2]}
        ---
        U: {description: Either., anyOf: [{type: string}, @UObject, {type: array, items: {}}, @E]}
        UObject: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, c: %C}, x-inferred: true}}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        C: {type: object, properties: {k: {const: c}}, required: [k]}
        E: {enum: [1, 2]}
    """,
    objects_beside_what_may_be_one="""
        U: {oneOf: [@B, @C, @M]}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        C: {type: object, properties: {k: {const: c}}, required: [k]}
        M: {anyOf: [{type: string}, {type: [object, 'null'], additionalProperties: {}}]}
        ---
        U: {oneOf: [@B, @C, @M]}
        B: {type: object, properties: {k: {const: b}}, required: [k]}
        C: {type: object, properties: {k: {const: c}}, required: [k]}
        M: {anyOf: [{type: string}, {type: [object, 'null'], additionalProperties: {}}]}
    """,
    one_that_may_be_without="""
        U: {oneOf: [@B, @C]}
        B: {type: object, properties: {k: {const: b}}}
        C: {type: object, properties: {k: {const: c}}, required: [k]}
        ---
        U: {oneOf: [@B, @C]}
        B: {type: object, properties: {k: {const: b}}}
        C: {type: object, properties: {k: {const: c}}, required: [k]}
    """,
)
def test_inferred_discriminators(given: Any, expected: Any) -> None:
    schemas = with_inferred_discriminators(Schemas(given, {BODY: {"$ref": ref_to("U")}}), Keeper())
    assert schemas.components == expected

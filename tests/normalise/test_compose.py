"""Composition resolved: no `allOf` remains, and the alternatives of every union stand for themselves."""

from typing import Any

import pytest
from specloom.diagnostics import SpecError
from specloom.normalise.fields import Findings

from tests.normalise.tables import codes, composed, table


@table(
    "given expected found",
    extended="""
        Base: {type: object, required: [id], properties: {id: {type: string}}, description: 'Of the base.'}
        Cat: {allOf: [@Base, {type: object, properties: {lives: {type: integer}}}], description: 'A cat.'}
        ---
        Base: {type: object, required: [id], properties: {id: {type: string}}, description: 'Of the base.'}
        Cat:
          type: object
          required: [id]
          properties: {id: {type: string}, lives: {type: integer}}
          description: 'A cat.'
    """,
    chain="""
        A: {type: object, properties: {a: {}}}
        B: {allOf: [@A, {properties: {b: {}}}]}
        C: {allOf: [@B, {required: [a], properties: {c: {}}}]}
        ---
        A: {type: object, properties: {a: {}}}
        B: {type: object, properties: {a: {}, b: {}}}
        C: {type: object, properties: {a: {}, b: {}, c: {}}, required: [a]}
    """,
    base_that_lists_its_heirs="""
        Pet:
          type: object
          properties: {kind: {type: string}, name: {type: string}}
          required: [kind]
          oneOf: [@Cat, @Dog]
          discriminator: {propertyName: kind, mapping: {cat: %Cat, dog: %Dog}}
        Cat: {allOf: [@Pet, {properties: {lives: {type: integer}}}]}
        Dog: {allOf: [@Pet]}
        ---
        Cat:
          type: object
          properties: {kind: {type: string}, name: {type: string}, lives: {type: integer}}
          required: [kind]
        Dog: {type: object, properties: {kind: {type: string}, name: {type: string}}, required: [kind]}
        Pet: {oneOf: [@Cat, @Dog], discriminator: {propertyName: kind, mapping: {cat: %Cat, dog: %Dog}}}
    """,
    base_without_a_list="""
        Pet: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
        Cat: {allOf: [@Pet, {type: object, properties: {a: {}}}]}
        ---
        Cat: {type: object, properties: {kind: {type: string}, a: {}}}
        Pet: {oneOf: [@Cat], discriminator: {propertyName: kind}}
    """,
    base_that_is_a_variant="""
        Pet:
          type: object
          properties: {kind: {type: string}}
          discriminator: {propertyName: kind, mapping: {pet: %Pet}}
        Cat: {allOf: [@Pet, {type: object, properties: {a: {}}}]}
        ---
        Cat: {type: object, properties: {kind: {type: string}, a: {}}}
        PetBase: {type: object, properties: {kind: {type: string}}}
        Pet: {oneOf: [@Cat, @PetBase], discriminator: {propertyName: kind, mapping: {pet: %PetBase}}}
    """,
    only_in_the_mapping="""
        U: {oneOf: [@B], discriminator: {propertyName: k, mapping: {b: %B, c: %C}}}
        B: {type: object, properties: {k: {}}}
        C: {type: object, properties: {k: {}}}
        ---
        B: {type: object, properties: {k: {}}}
        C: {type: object, properties: {k: {}}}
        U: {oneOf: [@B, @C], discriminator: {propertyName: k, mapping: {b: %B, c: %C}}}
    """,
    named_from_its_place="""
        Pet:
          type: object
          properties:
            owner: {type: object, properties: {name: {type: string}}}
            tags: {type: array, items: {enum: [a, b]}}
            notes: {type: object, additionalProperties: {type: object, properties: {x: {}}}}
        ---
        Pet:
          type: object
          properties:
            owner: @PetOwner
            tags: {type: array, items: @PetTagsItem}
            notes: {type: object, additionalProperties: @PetNotesValue}
        PetOwner: {type: object, properties: {name: {type: string}}}
        PetTagsItem: {enum: [a, b]}
        PetNotesValue: {type: object, properties: {x: {}}}
    """,
    name_taken="""
        Pet: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}}}
        PetOwner: {type: string}
        ---
        Pet: {type: object, properties: {owner: @PetOwnerObject}}
        PetOwner: {type: string}
        PetOwnerObject: {type: object, properties: {name: {type: string}}}
    """,
    inline_alternatives="""
        Pet:
          oneOf:
            - {type: object, title: Cat, properties: {a: {}}}
            - {type: object, required: [b], properties: {b: {}}}
            - {type: object, properties: {k: {const: fish}}}
            - {type: string}
        ---
        PetCat: {type: object, title: Cat, properties: {a: {}}}
        PetWithB: {type: object, required: [b], properties: {b: {}}}
        PetFish: {type: object, properties: {k: {const: fish}}}
        Pet: {oneOf: [@PetCat, @PetWithB, @PetFish, {type: string}]}
    """,
    shared_by_alternatives="""
        Pet: {type: object, properties: {id: {type: string}}, oneOf: [@Cat, @Dog]}
        Cat: {type: object, properties: {a: {}}}
        Dog: {type: object, properties: {b: {}}}
        Zoo: {type: object, properties: {cat: @Cat}}
        ---
        Cat: {type: object, properties: {a: {}}}
        Dog: {type: object, properties: {id: {type: string}, b: {}}}
        PetCat: {type: object, properties: {id: {type: string}, a: {}}}
        Pet: {oneOf: [@PetCat, @Dog]}
        Zoo: {type: object, properties: {cat: @Cat}}
    """,
    two_choices="""
        A: {allOf: [{oneOf: [@B, @C]}, {oneOf: [@D, @E]}]}
        B: {type: object, properties: {b: {}}}
        C: {type: object, properties: {c: {}}}
        D: {type: object, properties: {d: {}}}
        E: {type: object, properties: {e: {}}}
        ---
        B: {type: object, properties: {b: {}}}
        C: {type: object, properties: {c: {}}}
        D: {type: object, properties: {d: {}}}
        E: {type: object, properties: {e: {}}}
        ABD: {type: object, properties: {b: {}, d: {}}}
        ABE: {type: object, properties: {b: {}, e: {}}}
        ACD: {type: object, properties: {c: {}, d: {}}}
        ACE: {type: object, properties: {c: {}, e: {}}}
        A: {oneOf: [@ABD, @ABE, @ACD, @ACE]}
    """,
    extended_union="""
        A: {allOf: [@U, {type: object, properties: {x: {}}}]}
        U: {oneOf: [@B, @C]}
        B: {type: object, properties: {b: {}}}
        C: {type: object, properties: {c: {}}}
        ---
        U: {oneOf: [@B, @C]}
        B: {type: object, properties: {b: {}}}
        AB: {type: object, properties: {b: {}, x: {}}}
        C: {type: object, properties: {c: {}}}
        AC: {type: object, properties: {c: {}, x: {}}}
        A: {oneOf: [@AB, @AC]}
    """,
    closed_part="""
        A: {allOf: [@B, {type: object, properties: {a: {}}}]}
        B: {type: object, additionalProperties: false, properties: {b: {}}}
        ---
        A: {type: object, additionalProperties: false, properties: {b: {}, a: {}}}
        B: {type: object, additionalProperties: false, properties: {b: {}}}
        ---
        [closed-part]
    """,
    closed_part_beside_properties="""
        A: {type: object, allOf: [@B], properties: {a: {}}}
        B: {type: object, additionalProperties: false, properties: {b: {}}}
        ---
        A: {type: object, additionalProperties: false, properties: {b: {}, a: {}}}
        B: {type: object, additionalProperties: false, properties: {b: {}}}
        ---
        [closed-part]
    """,
    part_that_says_what_all_others_are="""
        A: {allOf: [@B, {type: object, properties: {a: {}}}]}
        B: {type: object, additionalProperties: {type: string}, properties: {b: {}}}
        ---
        A: {type: object, additionalProperties: {type: string}, properties: {b: {}, a: {}}}
        B: {type: object, additionalProperties: {type: string}, properties: {b: {}}}
        ---
        [closed-part]
    """,
    several_alternatives_that_nothing_else_may_join="""
        A: {type: object, properties: {a: {}}, anyOf: [@B, @C], unevaluatedProperties: false}
        B: {type: object, properties: {b: {}}}
        C: {type: object, properties: {c: {}}}
        ---
        A: {anyOf: [@B, @C]}
        B: {type: object, properties: {a: {}, b: {}}}
        C: {type: object, properties: {a: {}, c: {}}}
        ---
        [unchecked-keyword]
    """,
    closed_together="""
        A: {allOf: [@B, {type: object, properties: {a: {}}}], unevaluatedProperties: false}
        B: {type: object, properties: {b: {}}}
        ---
        A: {type: object, properties: {b: {}, a: {}}, additionalProperties: false}
        B: {type: object, properties: {b: {}}}
    """,
    contradicting_property="""
        {A: {allOf: [@B, {properties: {x: {type: integer}}}]}, B: {type: object, properties: {x: {type: string}}}}
        ---
        {A: {type: object, properties: {x: {type: integer}}}, B: {type: object, properties: {x: {type: string}}}}
        ---
        [all-of-contradiction]
    """,
    itself_in_a_property="""
        {A: {type: object, properties: {next: @A}}}
        ---
        {A: {type: object, properties: {next: @A}}}
    """,
)
def test_composed(given: Any, expected: Any, found: list[str]) -> None:
    findings = Findings()
    assert composed(given, findings) == expected
    assert codes(findings) == found


@table(
    "given codes",
    contradiction="""
        {A: {allOf: [{type: string}, {type: integer}]}}
        ---
        [all-of-contradiction]
    """,
    extends_itself="""
        {A: {allOf: [@A]}}
        ---
        [all-of-cycle]
    """,
    round_three="""
        {A: {allOf: [@B]}, B: {allOf: [@C]}, C: {allOf: [@A]}}
        ---
        [all-of-cycle]
    """,
    no_alternative_left="""
        {A: {type: object, properties: {k: {const: a}}, required: [k], oneOf: [{type: string}]}}
        ---
        [all-of-contradiction]
    """,
    too_many="""
        A:
          allOf:
            - oneOf:
                - {type: object, properties: {a0: {}}}
                - {type: object, properties: {a1: {}}}
                - {type: object, properties: {a2: {}}}
                - {type: object, properties: {a3: {}}}
                - {type: object, properties: {a4: {}}}
                - {type: object, properties: {a5: {}}}
                - {type: object, properties: {a6: {}}}
                - {type: object, properties: {a7: {}}}
                - {type: object, properties: {a8: {}}}
            - oneOf:
                - {type: object, properties: {b0: {}}}
                - {type: object, properties: {b1: {}}}
                - {type: object, properties: {b2: {}}}
                - {type: object, properties: {b3: {}}}
                - {type: object, properties: {b4: {}}}
                - {type: object, properties: {b5: {}}}
                - {type: object, properties: {b6: {}}}
                - {type: object, properties: {b7: {}}}
                - {type: object, properties: {b8: {}}}
        ---
        [union-too-large]
    """,
)
def test_impossible(given: Any, codes: list[str]) -> None:
    with pytest.raises(SpecError) as caught:
        composed(given, Findings())
    assert [one.code for one in caught.value.diagnostics] == codes

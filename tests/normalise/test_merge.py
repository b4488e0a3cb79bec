"""Two schemas as one that demands what both do."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from specloom.normalise.merge import ContradictionError, Merger

from tests.normalise.tables import table


def merger() -> Merger:
    """One that knows a component Narrow, which includes what Wide says, and Text, a text."""
    narrower = {("Narrow", "Wide"): "Narrow", ("Wide", "Narrow"): "Narrow"}
    return Merger(lambda first, second: narrower.get((first, second)), {"Text": {"type": "string"}}.get)


@table(
    "first second expected clashes",
    properties="""
        {properties: {a: {type: string}}, required: [a]}
        ---
        {properties: {b: {type: integer}}, required: [b, a]}
        ---
        {properties: {a: {type: string}, b: {type: integer}}, required: [a, b]}
        ---
        []
    """,
    limits="""
        {minimum: 1, maximum: 9, minLength: 2}
        ---
        {minimum: 3, maximum: 10}
        ---
        {minimum: 3, maximum: 9, minLength: 2}
        ---
        []
    """,
    notes="""
        {description: one, title: T}
        ---
        {description: two}
        ---
        {description: two, title: T}
        ---
        []
    """,
    flags_on_a_property_of_which_the_heir_lists_the_values="""
        {properties: {a: {type: string, readOnly: true}, b: {type: string, writeOnly: true}, c: {readOnly: true}}}
        ---
        {properties: {a: {const: x}, b: {enum: [x, y]}, c: {type: string}}}
        ---
        {properties: {a: {type: string, const: x}, b: {type: string, enum: [x, y]}, c: {type: string, readOnly: true}}}
        ---
        []
    """,
    pattern=r"""
        {pattern: a}
        ---
        {pattern: b}
        ---
        {pattern: '^(?=[\s\S]*(?:a))(?=[\s\S]*(?:b))'}
        ---
        []
    """,
    multiples="""
        {multipleOf: 4}
        ---
        {multipleOf: 6}
        ---
        {multipleOf: 12}
        ---
        []
    """,
    broken_multiples="""
        {multipleOf: 0.5}
        ---
        {multipleOf: 0.2}
        ---
        {multipleOf: 0.5, not: {not: {multipleOf: 0.2}}}
        ---
        []
    """,
    integer="""
        {type: number}
        ---
        {type: integer}
        ---
        {type: integer}
        ---
        []
    """,
    common_type="""
        {type: [string, integer]}
        ---
        {type: [integer, boolean]}
        ---
        {type: integer}
        ---
        []
    """,
    values="""
        {enum: [a, b]}
        ---
        {enum: [b, c]}
        ---
        {const: b}
        ---
        []
    """,
    closed="""
        {additionalProperties: false}
        ---
        {additionalProperties: {type: string}}
        ---
        {additionalProperties: false}
        ---
        []
    """,
    opened="""
        {additionalProperties: true}
        ---
        {additionalProperties: {type: string}}
        ---
        {additionalProperties: {type: string}}
        ---
        []
    """,
    property="""
        {properties: {a: {type: string, maxLength: 9}}}
        ---
        {properties: {a: {maxLength: 3, description: d}}}
        ---
        {properties: {a: {type: string, maxLength: 3, description: d}}}
        ---
        []
    """,
    no_longer_null="""
        {properties: {a: {type: [string, 'null']}}}
        ---
        {properties: {a: {type: string}}}
        ---
        {properties: {a: {type: string}}}
        ---
        []
    """,
    clash="""
        {properties: {a: {type: string}}}
        ---
        {properties: {a: {type: integer}}}
        ---
        {properties: {a: {type: integer}}}
        ---
        [[properties, a]]
    """,
    narrower="""
        {properties: {a: @Wide}}
        ---
        {properties: {a: @Narrow}}
        ---
        {properties: {a: @Narrow}}
        ---
        []
    """,
    references="""
        {properties: {a: @X}}
        ---
        {properties: {a: @Y}}
        ---
        {properties: {a: {allOf: [@X, @Y]}}}
        ---
        []
    """,
    component="""
        {properties: {a: @Text}}
        ---
        {properties: {a: {maxLength: 3}}}
        ---
        {properties: {a: {type: string, maxLength: 3}}}
        ---
        []
    """,
    forbidden="""
        {not: {const: a}}
        ---
        {not: {const: b}}
        ---
        {not: {anyOf: [{const: a}, {const: b}]}}
        ---
        []
    """,
    conditions="""
        {if: {const: a}, then: {maxLength: 3}}
        ---
        {if: {const: b}, else: {minLength: 3}}
        ---
        {if: {const: a}, then: {maxLength: 3}, not: {not: {if: {const: b}, else: {minLength: 3}}}}
        ---
        []
    """,
    contents="""
        {contains: {const: 1}}
        ---
        {contains: {const: 2}, minContains: 2}
        ---
        {contains: {const: 1}, not: {not: {contains: {const: 2}, minContains: 2}}}
        ---
        []
    """,
    format="""
        {format: date}
        ---
        {format: date-time}
        ---
        {format: date-time}
        ---
        []
    """,
    dependent="""
        {dependentRequired: {a: [b]}}
        ---
        {dependentRequired: {a: [c], d: [e]}}
        ---
        {dependentRequired: {a: [b, c], d: [e]}}
        ---
        []
    """,
    unique="""
        {uniqueItems: true}
        ---
        {uniqueItems: false}
        ---
        {uniqueItems: true}
        ---
        []
    """,
    property_names="""
        {propertyNames: {maxLength: 3}}
        ---
        {propertyNames: {minLength: 2}}
        ---
        {propertyNames: {maxLength: 3}, not: {not: {propertyNames: {minLength: 2}}}}
        ---
        []
    """,
    no_items="""
        {prefixItems: [{type: string}], items: false}
        ---
        {items: {maxLength: 3}}
        ---
        {prefixItems: [{type: string, maxLength: 3}], items: false}
        ---
        []
    """,
    items_after_others="""
        {prefixItems: [{minimum: 3}, {type: integer}]}
        ---
        {items: {minimum: 5}}
        ---
        {prefixItems: [{minimum: 5}, {type: integer, minimum: 5}], items: {minimum: 5}}
        ---
        []
    """,
    first_items_in_both="""
        {prefixItems: [{type: string}], items: {type: integer}}
        ---
        {prefixItems: [{maxLength: 3}, {minimum: 1}, {maximum: 9}]}
        ---
        prefixItems: [{type: string, maxLength: 3}, {type: integer, minimum: 1}, {type: integer, maximum: 9}]
        items: {type: integer}
        ---
        []
    """,
    first_items_that_are_all="""
        {prefixItems: [{type: string}, {type: string}], items: {maximum: 5}}
        ---
        {prefixItems: [{maxLength: 3}], items: {not: {}}}
        ---
        {prefixItems: [{type: string, maxLength: 3}], items: {not: {}}}
        ---
        []
    """,
    items="""
        {items: {type: string}}
        ---
        {items: {maxLength: 3}}
        ---
        {items: {type: string, maxLength: 3}}
        ---
        []
    """,
    nothing="""
        {}
        ---
        {type: string}
        ---
        {type: string}
        ---
        []
    """,
)
def test_merged(first: Any, second: Any, expected: Any, clashes: list[list[str]]) -> None:
    made = merger()
    assert made.merge(first, second, ()) == expected
    assert [list(clash.at) for clash in made.clashes] == clashes


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"type": "string"}, {"type": "integer"}, "a value can't be string and integer at once"),
        ({"enum": ["a"]}, {"const": "b"}, "no value is allowed by both"),
        ({"enum": [1]}, {"enum": [True]}, "no value is allowed by both"),
    ],
)
def test_contradictions(first: Any, second: Any, why: str) -> None:
    with pytest.raises(ContradictionError, match=why):
        merger().merge(first, second, ())


VALUES = [
    *range(-2, 14),
    0.5,
    1.0,
    "",
    "a",
    "b",
    "ab",
    "ba",
    "aaaa",
    None,
    True,
    [],
    [1],
    [2, 2],
    [1, 2, 2],
    {},
    {"a": 1},
]
SCHEMAS: list[Any] = [
    {"type": ["integer", "string"]},
    {"type": "number", "minimum": 1},
    {"minimum": 3, "maxLength": 2},
    {"multipleOf": 2},
    {"multipleOf": 3},
    {"pattern": "^a"},
    {"pattern": "b$"},
    {"enum": [1, "a", "ab", None, 3]},
    {"enum": [True, "a", 3, [1]]},
    {"not": {"const": "a"}},
    {"not": {"minimum": 5}},
    {"if": {"type": "string"}, "then": {"minLength": 2}},
    {"if": {"minimum": 4}, "else": {"type": "string"}},
    {"contains": {"const": 1}},
    {"contains": {"const": 2}, "minContains": 2},
    {"propertyNames": {"maxLength": 0}},
]


@pytest.mark.parametrize("second", SCHEMAS, ids=str)
@pytest.mark.parametrize("first", SCHEMAS, ids=str)
def test_a_value_fits_the_merged_schema_if_it_fits_both(first: Any, second: Any) -> None:
    both = [Draft202012Validator(schema) for schema in (first, second)]
    fitting = [value for value in VALUES if all(schema.is_valid(value) for schema in both)]
    try:
        merged = merger().merge(first, second, ())
    except ContradictionError:
        assert fitting == []
    else:
        validator = Draft202012Validator(merged)
        assert [value for value in VALUES if validator.is_valid(value)] == fitting

"""The classes of changes of values: enums, properties, types, and what is read-only or write-only."""

import pytest
from specloom.diff.rule import B, C, W
from specloom.diff.rulebook.examples import thing

from tests.diff.classes import BOTH, ENUM, READ, STRING, WRITE, Case, case, check_class, inside, objects, of
from tests.diff.comparing import things

CASES = [
    case(
        "value added to another enum in a variant",
        "enum-value-added",
        inside({"size": {"type": "string", "enum": ["a"]}}, {"size": ENUM}),
        (C, W),
        C,
        closed=(C, B),
        mongodb=(C, C),
    ),
    case(
        "value removed from another enum in a variant",
        "enum-value-removed",
        inside({"size": ENUM}, {"size": {"type": "string", "enum": ["a"]}}),
        (B, C),
        B,
        mongodb=(B, B),
    ),
    case(
        "enum value added at the root of a response",
        "enum-value-added",
        (things(request=False, Size={"type": "string", "enum": ["a"]}), things(request=False, Size=ENUM)),
        (None, W),
        C,
        closed=(None, B),
        mongodb=(None, C),
    ),
    case(
        "optional property added",
        "property-added",
        inside({"a": STRING}, {"a": STRING, "b": STRING}),
        (C, C),
        C,
        mongodb=(C, C),
    ),
    case(
        "required property added",
        "required-property-added",
        objects(thing(a=STRING), thing(["b"], a=STRING, b=STRING)),
        (B, C),
        B,
        mongodb=(B, C),
    ),
    case(
        "required property added that is read-only",
        "required-property-added",
        objects(thing(a=STRING), thing(["b"], a=STRING, b=READ)),
        (None, C),
        C,
        "request-class-split",
    ),
    case(
        "required property added that has a default",
        "required-property-with-default-added",
        objects(thing(a=STRING), thing(["b"], a=STRING, b={**STRING, "default": "x"})),
        (W, C),
        W,
    ),
    case(
        "property removed",
        "property-removed",
        objects(thing(a=STRING, b=STRING), thing(a=STRING)),
        (W, B),
        B,
        mongodb=(B, B),
    ),
    case(
        "property removed from a closed object",
        "property-forbidden",
        objects(thing(None, True, a=STRING, b=STRING), thing(None, True, a=STRING)),
        (B, B),
        B,
        mongodb=(B, B),
    ),
    case(
        "optional to required",
        "property-became-required",
        objects(thing(a=STRING), thing(["a"], a=STRING)),
        (B, C),
        B,
        mongodb=(B, C),
    ),
    case(
        "optional to required, read-only",
        "property-became-required",
        objects(thing(a=READ, b=STRING), thing(["a"], a=READ, b=STRING)),
        (None, C),
        C,
    ),
    case(
        "required to optional", "property-became-optional", objects(thing(["a"], a=STRING), thing(a=STRING)), (C, B), B
    ),
    case(
        "type changed",
        "type-changed",
        objects(thing(a=STRING), thing(a={"type": "integer"})),
        (B, B),
        B,
        mongodb=(B, B),
    ),
    case(
        "optional writable to read-only",
        "property-became-read-only",
        objects(thing(a=STRING, b=STRING), thing(a=STRING, b=READ)),
        (W, None),
        B,
    ),
    case(
        "required writable to read-only",
        "required-property-became-read-only",
        objects(thing(["b"], a=STRING, b=STRING), thing(["b"], a=STRING, b=READ)),
        (W, None),
        B,
        mongodb=(C, None),
    ),
    case(
        "read-only to writable, optional",
        "property-became-writable",
        objects(thing(a=STRING, b=READ), thing(a=STRING, b=STRING)),
        (C, None),
        C,
        "request-class-joined",
        mongodb=(C, None),
    ),
    case(
        "read-only to writable, required",
        "required-property-became-writable",
        objects(thing(["b"], a=STRING, b=READ), thing(["b"], a=STRING, b=STRING)),
        (B, None),
        B,
        "request-class-joined",
    ),
    case(
        "normal to write-only",
        "property-became-write-only",
        objects(thing(a=STRING, b=STRING), thing(a=STRING, b=WRITE)),
        (None, B),
        B,
    ),
    case(
        "write-only to normal",
        "property-became-readable",
        objects(thing(a=STRING, b=WRITE), thing(a=STRING, b=STRING)),
        (None, C),
        C,
        "request-class-joined",
    ),
    case(
        "union that a property holds becomes read-only at its root",
        "property-became-read-only",
        of(
            {"Thing": thing(a=STRING, pet={"$ref": "#/components/schemas/Pet"}), **BOTH},
            {
                "Thing": thing(a=STRING, pet={"$ref": "#/components/schemas/Pet"}),
                **BOTH,
                "Pet": {**BOTH["Pet"], "readOnly": True},
            },
        ),
        (W, None),
        B,
    ),
]


@pytest.mark.parametrize("change", CASES)
def test_class_is_told_from_the_others_and_judged_in_each_direction(change: Case) -> None:
    check_class(change)

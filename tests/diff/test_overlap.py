"""`oneOf` and `anyOf` differ where a value can fit several alternatives, and nowhere else."""

from typing import Any

import pytest
from specloom.diff.rulebook.examples import schemas, thing, union, variant

from tests.diff.comparing import compared

A, B = {"type": "string"}, {"type": "integer"}
REF = {"$ref": "#/components/schemas/Kind"}


@pytest.mark.parametrize(
    "alternatives",
    [
        [A, B],
        [{"type": "integer"}, {"type": "array", "items": A}],
        [{"enum": ["a", "b"]}, {"enum": ["c"]}],
        [thing(["a"], a={"const": "x"}), thing(["a"], a={"const": "y"})],
        [thing(["a"], a=A), thing(["a"], a=B)],
        [thing(["a"], a={"enum": ["x"]}), thing(["a"], a=REF)],
        [thing(None, True, a=A), thing(["b"], b=A)],
        [thing(["b"], b=A), thing(None, True, a=A)],
    ],
)
def test_alternatives_that_no_value_has_in_common(alternatives: list[Any]) -> None:
    assert told(alternatives) == set()


@pytest.mark.parametrize(
    "alternatives",
    [
        [{"type": "number", "minimum": 3}, B],
        [{"enum": ["a", "b"]}, {"type": "string", "maxLength": 3}],
        [thing(a={"const": "x"}), thing(["a"], a={"const": "y"})],
        [thing(["a"], a={"const": "x"}), thing(["b"], b={"const": "y"})],
        [thing(["a"], True, a=A), thing(["a"], a=A)],
        [thing(["a"], a={"enum": ["x", "z"]}), thing(["a"], a=REF)],
        [A, B, {"type": "string", "minLength": 2}],
    ],
)
def test_alternatives_that_a_value_may_have_in_common(alternatives: list[Any]) -> None:
    assert told(alternatives) == {"union-became-exclusive", "union-became-inclusive"}


def told(alternatives: list[Any]) -> set[str]:
    found: set[str] = set()
    kind = {"type": "string", "enum": ["y", "z"]}
    for keywords in (("oneOf", "anyOf"), ("anyOf", "oneOf")):
        base, head = ({"Thing": {keyword: alternatives}, "Kind": kind} for keyword in keywords)
        found |= {entry.rule for entry in compared(*schemas(base, head).documents()).entries}
    return found


def test_a_tag_tells_alternatives_apart() -> None:
    pets = {"Cat": variant("cat"), "Dog": variant("dog")}
    tagged = union({"cat": "Cat", "dog": "Dog"})
    any_of = {**{key: value for key, value in tagged.items() if key != "oneOf"}, "anyOf": tagged["oneOf"]}
    assert compared(*schemas({"Pet": tagged, **pets}, {"Pet": any_of, **pets}).documents()).entries == []

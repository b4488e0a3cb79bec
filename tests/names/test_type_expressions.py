"""Type expressions: what is moved or left out in them, however many alternatives they have."""

from __future__ import annotations

import ast
import re

import pytest
from specloom.encode import Code
from specloom.type_expressions import any_of, each_once, either, or_none, plain, qualified, renamed, unparsed

MANY = [f"Change{number}" for number in range(9000)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Annotated[A | B, Field(min_length=1)]", "A | B"),
        ("list[Annotated[str, Tag('a')] | Annotated[int, Tag('b')]] | None", "list[str | int] | None"),
        ("A | (B | None)", "A | B | None"),
        ("dict[str, A]", "dict[str, A]"),
    ],
)
def test_what_only_validation_needs_is_left_out(given: str, expected: str) -> None:
    assert plain(Code(given)).replace("(", "").replace(")", "") == expected


def test_models_are_renamed_wherever_they_stand() -> None:
    given = Code("list[models.A | models.B] | Literal['A', 'models.A'] | A")
    assert renamed(given, {"A": "C"}) == "list[models.C | models.B] | Literal['A', 'models.A'] | A"
    assert renamed(given, {}) == given


def test_names_are_moved_wherever_they_stand() -> None:
    assert qualified(Code("list[A | B] | None"), {"A": "models"}) == "list[models.A | B] | None"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("models.A", "dicts.ADict", "models.A | dicts.ADict"),
        ("list[models.A]", "list[dicts.ADict]", "Sequence[models.A | dicts.ADict]"),
        ("list[list[models.A]]", "list[list[dicts.ADict]]", "Sequence[list[models.A] | list[dicts.ADict]]"),
        ("list[models.A] | None", "list[dicts.ADict]", "Sequence[models.A | dicts.ADict] | None"),
        ("models.A | None", "dicts.ADict | None", "models.A | dicts.ADict | None"),
        ("dict[str, models.A]", "list[dicts.ADict]", "dict[str, models.A] | list[dicts.ADict]"),
        ("list[models.A] | list[models.B]", "list[dicts.ADict]", "Sequence[models.A | models.B | dicts.ADict]"),
        ("list[models.A]", "dict[str, models.A] | list[int]", "list[models.A] | dict[str, models.A] | list[int]"),
    ],
)
def test_one_list_or_another_is_a_sequence_of_both(first: str, second: str, expected: str) -> None:
    assert either(Code(first), Code(second)) == expected


@pytest.mark.parametrize("type_", ["models.A | dicts.ADict", "None | models.A | dicts.ADict"])
def test_what_may_be_left_out_may_be_none_once(type_: str) -> None:
    assert or_none(Code(type_)) == "models.A | dicts.ADict | None"


def test_a_union_may_have_thousands_of_alternatives() -> None:
    text = any_of(MANY)
    names = [node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
    assert sorted(names) == sorted(MANY)
    assert re.findall(r"\w+", text) == MANY
    assert unparsed(ast.parse(text, mode="eval")) == text
    assert qualified(text, {"Change7": "models"}) == text.replace("Change7 ", "models.Change7 ")
    wrapped = Code(f"Annotated[{text}, Discriminator('type')]")
    assert plain(wrapped) == text


def test_a_few_alternatives_stand_side_by_side() -> None:
    assert any_of(["A", "list[B]", "None"]) == "A | list[B] | None"


def test_an_alternative_may_be_named_once() -> None:
    assert each_once(plain(Code("A | list[B | B] | Annotated[A | C, Tag('c')] | None"))) == "A | list[B | B] | C | None"
    assert each_once(any_of([*MANY, *MANY[:100]])) == any_of(MANY)

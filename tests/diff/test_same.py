"""A document says the same however it is written: between two ways to write it, nothing is found."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from specloom.diagnostics import SpecError
from specloom.diff.compare import compare
from specloom.diff.entries import Verdict
from specloom.diff.operands import reading
from specloom.diff.rules import RULES

from tests.diff.comparing import compared, revision, things
from tests.diff.documents import (
    NAMES,
    documents,
    inlined,
    moved,
    nullable_otherwise,
    reordered,
    reworded,
)

Json = dict[str, Any]
Rewrite = Callable[[Json, random.Random], Json]

ROOT = Path(__file__).resolve().parents[2]

PLAIN = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CLASSES = {"schema-renamed", "class-replaced", "request-class-split", "request-class-joined"}
"""What is found where classes have other names in Python, and nothing else has changed."""


def _sound(document: Json) -> Json:
    try:
        revision(document)
    except SpecError:
        assume(False)
    return document


@pytest.mark.parametrize("rewrite", [reordered, reworded, inlined(("Note",))], ids=["order", "prose", "references"])
@given(document=documents(), seed=st.integers(0, 1000))
@PLAIN
def test_nothing_is_found_where_a_document_is_written_otherwise(rewrite: Rewrite, document: Json, seed: int) -> None:
    base = _sound(document)
    head = _sound(rewrite(document, random.Random(seed)))

    assert compared(base, head).entries == []


@pytest.mark.parametrize(
    "rewrite",
    [nullable_otherwise, inlined((*NAMES,)), moved],
    ids=["null", "objects", "components"],
)
@given(document=documents(), seed=st.integers(0, 1000))
@PLAIN
def test_only_names_of_classes_change_where_schemas_move(rewrite: Rewrite, document: Json, seed: int) -> None:
    base = _sound(document)
    head = _sound(rewrite(document, random.Random(seed)))

    for one, other in ((base, head), (head, base)):
        entries = compared(one, other).entries
        assert {entry.rule for entry in entries} <= CLASSES, [entry.message for entry in entries]
        assert {entry.wire for entry in entries} <= {Verdict.NONE}


@given(document=documents())
@PLAIN
def test_nothing_is_found_between_a_document_and_its_normal_form(document: Json) -> None:
    base = _sound(document)
    head = revision(base).normal

    assert compared(base, head).entries == []
    assert compared(head, base).entries == []


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.values() if rule.example])
def test_example_of_a_rule_and_its_normal_form_say_the_same(rule: Any) -> None:
    for document in rule.example.documents():
        config = dict(rule.example.config)
        # A normal form is for one date, and has no use for last days.
        if "media_types" not in config and "x-sunset" not in str(document):
            assert compared(document, revision(document, **config).normal, config).entries == []


@pytest.mark.parametrize("name", [path.name for path in sorted((ROOT / "generated").iterdir()) if path.is_dir()])
def test_fragment_and_the_document_that_is_published_of_it_say_the_same(name: str) -> None:
    with reading(ROOT, None, None) as reader:
        fragment, published = reader.read(name), reader.read(str(ROOT / "generated" / name))

    assert compare(fragment.revision, published.revision).entries == []
    assert compare(published.revision, fragment.revision).entries == []


TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}
LIST: Json = {"type": "array", "items": TEXT}
MAP: Json = {"type": "object"}
SPELLINGS: dict[str, tuple[Json, Json]] = {
    "a list of types": ({"type": ["string", "integer"]}, {"anyOf": [TEXT, WHOLE]}),
    "a list of types with limits": (
        {"type": ["string", "integer"], "maximum": 5, "maxLength": 9},
        {"oneOf": [{**TEXT, "maxLength": 9}, {**WHOLE, "maximum": 5}]},
    ),
    "lists of types in a union": (
        {"anyOf": [{"type": ["string", "integer"]}, LIST]},
        {"anyOf": [LIST, WHOLE, TEXT]},
    ),
    "a type that another holds": ({"type": "number"}, {"type": ["integer", "number"]}),
    "a limit of whole numbers": ({**WHOLE, "exclusiveMinimum": 0}, {**WHOLE, "minimum": 1}),
    "a broken limit of whole numbers": ({**WHOLE, "maximum": 9.5}, {**WHOLE, "exclusiveMaximum": 10}),
    "a limit beside a looser one": (
        {"type": "number", "minimum": 5},
        {"type": "number", "minimum": 5, "exclusiveMinimum": 3},
    ),
    "multiples of one": (WHOLE, {**WHOLE, "multipleOf": 1}),
    "whole multiples of a half": (WHOLE, {**WHOLE, "multipleOf": 0.5}),
    "a pattern of everything": (TEXT, {**TEXT, "pattern": ".*"}),
    "a pattern of nothing": (TEXT, {**TEXT, "pattern": ""}),
    "names are texts": (MAP, {**MAP, "propertyNames": TEXT}),
    "none have to be there": (LIST, {**LIST, "contains": {"const": "a"}, "minContains": 0}),
    "limits that allow all": (LIST, {**LIST, "minItems": 0, "uniqueItems": False}),
    "a condition without a consequence": (TEXT, {**TEXT, "if": {"minLength": 3}}),
    "one value": ({**TEXT, "const": "a"}, {**TEXT, "enum": ["a"]}),
    "alternatives that are values": ({**TEXT, "enum": ["a", "b"]}, {"oneOf": [{"const": "b"}, {"const": "a"}]}),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_value_is_the_same_in_other_keywords(spelling: str) -> None:
    base, head = (things(Thing=schema) for schema in SPELLINGS[spelling])

    assert compared(base, head).entries == []
    assert compared(head, base).entries == []


@pytest.mark.parametrize(
    ("base", "head", "rule"),
    [
        ({"type": "number", "multipleOf": 0.1}, {"type": "number", "multipleOf": 0.3}, "multiple-of-narrowed"),
        ({**WHOLE, "multipleOf": 0.5}, {**WHOLE, "multipleOf": 1.5}, "multiple-of-narrowed"),
        ({**WHOLE, "minimum": 1}, {**WHOLE, "exclusiveMinimum": 1}, "minimum-narrowed"),
        ({"type": "number", "minimum": 1}, {"type": "number", "exclusiveMinimum": 0}, "minimum-widened"),
        (
            {**LIST, "contains": {"const": "a"}, "minContains": 0},
            {**LIST, "contains": {"const": "a"}},
            "contains-narrowed",
        ),
        ({"type": ["string", "integer"]}, {"anyOf": [TEXT, WHOLE, LIST]}, "union-alternative-added"),
        ({"type": ["string", "integer"], "maximum": 5}, {"anyOf": [TEXT, {**WHOLE, "maximum": 4}]}, "maximum-narrowed"),
    ],
)
def test_difference_is_found_all_the_same(base: Json, head: Json, rule: str) -> None:
    (entry,) = compared(things(Thing=base), things(Thing=head)).entries

    assert entry.rule == rule

"""Values of parameters and headers are texts: what that makes of a change of their type."""

import pytest
from specloom.diff.entries import Direction, Verdict
from specloom.diff.rule import B, C

from tests.diff.comparing import Json, compared, document, wire

STRING: Json = {"type": "string"}
INTEGER: Json = {"type": "integer"}
BOOLEAN: Json = {"type": "boolean"}
LIST: Json = {"type": "array", "items": STRING}


def _asked(schema: Json, place: str = "query", **said: object) -> Json:
    parameter = {"name": "p", "in": place, "required": True, "schema": schema, **said}
    operation = {"operationId": "do", "parameters": [parameter], "responses": {"204": {"description": ""}}}
    return document({"/things/{p}" if place == "path" else "/things": {"get": operation}})


def _answered(schema: Json) -> Json:
    response = {"description": "", "headers": {"X-P": {"schema": schema}}}
    return document({"/things": {"get": {"operationId": "do", "responses": {"200": response}}}})


@pytest.mark.parametrize("place", ["query", "path", "header", "cookie"])
@pytest.mark.parametrize("schema", [INTEGER, BOOLEAN, {"type": ["integer", "boolean"]}, {**INTEGER, "maximum": 9}])
def test_what_was_a_number_may_be_any_text(place: str, schema: Json) -> None:
    (entry,) = compared(_asked(schema, place), _asked(STRING, place)).entries

    assert (entry.rule, entry.wire, entry.source) == ("text-type-widened", C, B)


@pytest.mark.parametrize(
    ("base", "head", "rule"),
    [
        (STRING, INTEGER, "text-type-narrowed"),
        (INTEGER, {**STRING, "pattern": "^a"}, "type-changed"),
        (INTEGER, {**STRING, "enum": ["a"]}, "type-changed"),
        (INTEGER, BOOLEAN, "type-changed"),
        (LIST, STRING, "type-changed"),
    ],
)
def test_what_was_sent_is_refused(base: Json, head: Json, rule: str) -> None:
    entries = compared(_asked(base), _asked(head)).entries

    assert entries[0].rule == rule
    assert entries[0].wire is Verdict.BREAKING


def test_headers_that_are_received_go_the_other_way() -> None:
    (wider,) = compared(_answered(INTEGER), _answered(STRING)).entries
    (narrower,) = compared(_answered(STRING), _answered(INTEGER)).entries

    assert (wider.rule, wire(wider, Direction.RESPONSE)) == ("text-type-widened", B)
    assert (narrower.rule, wire(narrower, Direction.RESPONSE)) == ("text-type-narrowed", C)


@pytest.mark.parametrize(("place", "more"), [("query", {}), ("cookie", {}), ("query", {"style": "form"})])
def test_list_of_one_is_written_as_one(place: str, more: Json) -> None:
    (entry,) = compared(_asked(STRING, place, **more), _asked(LIST, place, **more)).entries

    assert (entry.rule, entry.wire, entry.source) == ("parameter-became-list", C, B)


def test_items_are_compared_with_what_was_one() -> None:
    head = {**LIST, "items": {**STRING, "maxLength": 5}}

    entries = compared(_asked({**STRING, "maxLength": 9}), _asked(head)).entries

    assert [entry.rule for entry in entries] == ["max-length-narrowed", "parameter-became-list"]


@pytest.mark.parametrize(
    ("place", "schema", "more"),
    [
        ("path", LIST, {}),
        ("header", LIST, {}),
        ("query", LIST, {"explode": False}),
        ("query", LIST, {"style": "pipeDelimited"}),
        ("query", {**LIST, "minItems": 2}, {}),
    ],
)
def test_list_that_is_written_in_another_way_breaks(place: str, schema: Json, more: Json) -> None:
    entries = compared(_asked(STRING, place, **more), _asked(schema, place, **more)).entries

    assert entries[0].wire is Verdict.BREAKING
    assert "parameter-became-list" not in {entry.rule for entry in entries}

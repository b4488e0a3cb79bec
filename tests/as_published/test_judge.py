"""The judge itself: it finds what is wrong, and tells what it can't judge."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.as_published.changes import changes
from tests.as_published.judge import Judge, differences, told
from tests.as_published.judged import Judged
from tests.as_published.payloads import Maker
from tests.as_published.places import places
from tests.as_published.published import Published, Way
from tests.as_published.scalars import UnmakeableError, integers, numbers, texts
from tests.support.packages import document, generate, roundtrip

PET = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}
DATED = "application/vnd.example.{}+json"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("pets")
    return folder / "project", generate(roundtrip({"Pet": PET}, {"$ref": "#/components/schemas/Pet"}), folder).__name__


@pytest.fixture
def judged_by(project: tuple[Path, str]) -> Callable[[dict[str, Any]], Judge]:
    """Judges the package of pets by a document that says something else."""

    def judge(published: dict[str, Any]) -> Judge:
        found = Judge(*project, Published(published))
        found.check()
        return found

    return judge


def test_a_right_package_passes(judged_by: Callable[[dict[str, Any]], Judge]) -> None:
    judge = judged_by(roundtrip({}, PET))
    assert judge.counts["published"] == judge.counts["decoded"] > 12
    assert (judge.counts["lost"], judge.counts["refused"], judge.problems, judge.unjudged) == (0, 0, {}, {})


def test_what_is_refused_is_told(judged_by: Callable[[dict[str, Any]], Judge]) -> None:
    judge = judged_by(roundtrip({}, {"type": "object", "required": ["age"], "properties": {"age": {"type": "string"}}}))
    assert judge.counts["refused"] > 5
    (text, *_) = judge.problems["response a payload missing"]
    assert text.startswith("POST /send 200: a payload is refused: 2 validation errors")


def test_what_is_lost_is_told(project: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    judge = Judge(*project, Published(roundtrip({}, PET)))
    monkeypatch.setattr(judge._codec, "encode_json", lambda adapter, value: b'{"age": 1}')
    judge.check()
    assert (
        judge.counts["lost"] == sum("comes back with" in text for each in judge.problems.values() for text in each) > 5
    )


def test_what_the_package_does_not_know_is_told(judged_by: Callable[[dict[str, Any]], Judge]) -> None:
    published = roundtrip({}, PET)
    operation = published["paths"]["/send"]["post"]
    operation["responses"]["2xx"] = operation["responses"].pop("200")
    operation["requestBody"]["content"] = {"application/merge-patch+json": {"schema": PET}}
    published["paths"]["/other"] = {"get": {"responses": {"200": {"content": {"application/json": {"schema": PET}}}}}}
    assert [text for texts in judged_by(published).problems.values() for text in texts] == [
        "POST /send request: application/merge-patch+json is not known",
        "POST /send 2XX: application/json is not known",
        "GET /other 200: 0 operations are known",
    ]


def test_what_can_not_be_judged_is_told(judged_by: Callable[[dict[str, Any]], Judge]) -> None:
    endless = {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Endless"}}}
    judge = judged_by(roundtrip({"Endless": endless}, {"$ref": "#/components/schemas/Endless"}))
    assert told(judge.unjudged, 9) == ["POST /send request: it has no end (2 of the kind)"]
    dangling = judged_by(roundtrip({}, {"$ref": "#/components/schemas/Missing"}))
    assert len(dangling.unjudged) == 1
    assert judge.counts["unjudged"] == dangling.counts["unjudged"] == 2


def test_media_types_are_those_of_the_date() -> None:
    content = {DATED.format(date): {"schema": {"const": date}} for date in ("2024-01-01", "2025-01-01", "2026-01-01")}
    paths = {"/a": {"get": {"responses": {"200": {"content": content}, "204": {"content": content}}}}}
    published = document({**paths, "/b/c": paths["/a"]})
    found = {date: [place.schema["const"] for place in places(Published(published), date, "/b")]
             for date in ("2023-12-31", "2025-06-01")}  # fmt: skip
    assert found == {"2023-12-31": [], "2025-06-01": ["2025-01-01"]}
    (place,) = places(Published(published), "2025-06-01", "/b")
    assert place.has(DATED.format("2025-06-01"))
    assert not place.has("application/json")


def test_media_types_are_told_apart_by_versions_that_are_no_dates(tmp_path: Path) -> None:
    content = {f"application/vnd.example.v{number}+json": {"schema": {"const": number}} for number in (1, 2)}
    published = document({"/a": {"get": {"responses": {"200": {"description": "", "content": content}}}}})
    name = generate(published, tmp_path).__name__
    judge = Judge(tmp_path / "project", name, Published(published))
    judge.check()
    assert (judge.problems, judge.unjudged) == ({}, {})
    assert judge.counts["decoded"] > 1


def test_what_an_alternative_requires_is_its_own() -> None:
    said = {"oneOf": [{"properties": {"a": {}}}, {"required": ["b", "c"], "properties": {"b": {"type": "string"}}}]}
    published = Published(document())
    assert valid(published, Way.REQUEST, said, {"b": "x", "c": 1})
    assert not valid(published, Way.REQUEST, said, {"a": 1, "b": None})


def test_nothing_is_sent_that_only_comes_back() -> None:
    schema = {"type": "object", "minProperties": 1, "properties": {"id": {"readOnly": True}, "name": {"const": "x"}}}
    made = [Maker(Published(document()), Way.REQUEST, Random(seed), 0).make(schema) for seed in range(5)]
    assert made == [{"name": "x"}] * 5


def valid(published: Published, way: Way, schema: Any, value: Any) -> bool:
    return bool(Judged(published, way).validator(schema).is_valid(value))


def test_what_is_not_sent_is_not_required() -> None:
    base = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    said = {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"id": {"readOnly": True}}}]}
    published = Published(document(schemas={"Base": base}))
    assert valid(published, Way.REQUEST, said, {})
    assert not valid(published, Way.REQUEST, {"$ref": "#/components/schemas/Base"}, {})
    assert not valid(published, Way.RESPONSE, said, {})
    assert not valid(published, Way.REQUEST, {"$ref": "#/components/schemas/Base"}, {"id": "a", "else": 1})
    assert valid(published, Way.RESPONSE, {"$ref": "#/components/schemas/Base"}, {"id": "a", "else": 1})


def test_openapi_3_0_says_some_things_otherwise() -> None:
    published = Published({**document(schemas={"Text": {"type": "string"}}), "openapi": "3.0.3"})
    above = {"type": "integer", "minimum": 1, "exclusiveMinimum": True, "nullable": True}
    assert [value for value in (0, 1, 2, None) if valid(published, Way.RESPONSE, above, value)] == [2, None]
    beside = {"$ref": "#/components/schemas/Text", "maxLength": 1}
    assert valid(published, Way.RESPONSE, beside, "long")
    assert not valid(Published({**published.data, "openapi": "3.1.0"}), Way.RESPONSE, beside, "long")


CYCLIC: dict[str, Any] = {
    "Base": {
        "type": "object",
        "properties": {"kind": {"type": "string"}},
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "dog": "#/components/schemas/Dog"}},
    },
    "Cat": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"lives": {"const": 9}}}]},
    "Dog": {"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {"name": {"const": "Rex"}}},
}
WITHOUT_ALTERNATIVES = {**CYCLIC, "Base": {key: held for key, held in CYCLIC["Base"].items() if key != "oneOf"}}


IN_A_PART = {**CYCLIC, "Base": {"allOf": [WITHOUT_ALTERNATIVES["Base"]]}}


@pytest.mark.parametrize("schemas", [CYCLIC, WITHOUT_ALTERNATIVES, IN_A_PART])
def test_every_kind_is_made_with_its_tag(schemas: dict[str, Any]) -> None:
    published = Published(document(schemas=schemas))
    base = {"$ref": "#/components/schemas/Base"}
    made = {json.dumps(Maker(published, Way.REQUEST, Random(seed), 1).make(base)) for seed in range(20)}
    assert made == {'{"kind": "cat", "lives": 9}', '{"kind": "dog", "name": "Rex"}'}
    assert all(valid(published, Way.REQUEST, base, json.loads(each)) for each in made)
    assert not valid(published, Way.REQUEST, base, {"kind": "dog", "lives": 9})
    assert not valid(published, Way.RESPONSE, base, {"lives": 9})
    assert Maker(published, Way.RESPONSE, Random(1), 1).make({"$ref": "#/components/schemas/Cat"})["kind"] == "cat"


def test_what_is_only_described_anew_has_the_tag_that_it_has_everywhere() -> None:
    published = Published(document(schemas=WITHOUT_ALTERNATIVES))
    described = {"allOf": [{"$ref": "#/components/schemas/Dog"}, {"description": "Mine."}], "title": "Dog"}
    assert valid(published, Way.REQUEST, described, {"kind": "dog", "name": "Rex"})
    assert not valid(published, Way.REQUEST, described, {"kind": "cat", "name": "Rex"})


def test_what_an_alternative_only_asks_for_is_made_as_it_is_described() -> None:
    described = {"type": "object", "properties": {"at": {"type": "string", "format": "uuid"}, "on": {"const": 1}}}
    asked = {**described, "anyOf": [{"required": ["at"]}, {"title": "On", "required": ["on"]}]}
    made = [Maker(Published(document()), Way.REQUEST, Random(seed), 0).make(asked) for seed in range(20)]
    assert {len(payload.get("at", "")) for payload in made} == {0, 36}
    assert {payload.get("on", 1) for payload in made} == {1}


def test_scalars_are_at_their_limits() -> None:
    assert {3, 7} <= set(integers({"minimum": 3, "maximum": 7})) <= set(range(3, 8))
    assert 10**30 in integers({})
    assert max(integers({"format": "int64"})) == 2**63 - 1
    assert set(integers({"exclusiveMinimum": 3, "maximum": 8, "multipleOf": 4})) == {4, 8}
    assert 0.5 not in numbers({"minimum": 0.5, "exclusiveMinimum": True})
    assert {len(text) for text in texts({"minLength": 2, "maxLength": 30})} >= {2, 30}
    assert texts({"pattern": "^[a-f]{8}$"}) == ["abcdefab"] or len(texts({"pattern": "^[a-f]{8}$"})[0]) == 8
    assert "日本" not in texts({"pattern": r"^\w+$"})
    with pytest.raises(UnmakeableError, match="no number is known"):
        numbers({"minimum": 2, "maximum": 1})


def test_payloads_are_changed_where_the_schema_allows_it() -> None:
    schema = {
        "type": "object",
        "properties": {
            "sort": {"enum": ["a", "b"]},
            "deep": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": ["string", "null"]}}}},
            "closed": {"type": "object", "additionalProperties": False},
        },
    }
    payload = {"sort": "a", "deep": [{"x": "y"}], "closed": {}}
    validator = Judged(Published(document()), Way.RESPONSE).validator(schema)

    def done(way: Way) -> set[tuple[str, tuple[str | int, ...]]]:
        found = changes(payload, way, validator.iter_errors, Random(1))
        return {(what, path) for what, path, _ in found}

    sent = {
        ("null", ("deep", 0, "x")),
        ("an empty list", ("deep",)),
        ("an empty object", ()),
        ("an empty object", ("deep", 0)),
    }
    new = {("a new property", ()), ("a new property", ("deep", 0)), ("a new value of an enum", ("sort",))}
    assert done(Way.REQUEST) == sent
    assert done(Way.RESPONSE) == sent | new
    assert payload == {"sort": "a", "deep": [{"x": "y"}], "closed": {}}


def test_differences_are_told_by_place() -> None:
    found = list(differences({"a": [{"b": 1}], "c": 2, "d": True}, {"a": [{"b": 2}], "e": 3, "d": 1}))
    assert found == ["/a/0/b 1 as 2", "/c lost", "/d True as 1", "/e added"]
